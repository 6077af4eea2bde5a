//! Japanese sentences by class: a name, and a text with `|` where one sentence ends and the next begins.

use taiyaku::Language;

use crate::assert_sentences;

#[test]
fn stops() {
    assert_sentences(
        Language::Japanese,
        &[
            ("stops", "雨が降った。|傘はない。"),
            ("question", "どこへ行くの？|海だよ。"),
            ("exclamation", "着いた！|早かったね。"),
            ("half-width stop", "雨が降った｡|傘はない｡"),
            ("wide full stop", "本手法を用いた．|結果を示す．"),
            ("ASCII stop", "ここで止まります. |次に進みます."),
            ("ASCII question", "本当?|うそでしょ!|信じない。"),
            ("run", "えっ！？|まさか!!|そんな…。|帰ろう。"),
            ("many stops", "疲れた。。。|もう寝る。"),
            ("ellipsis inside", "でも……やっぱり行く。|待ってて。"),
            ("two-dot ellipsis", "そう‥だったの。|知らなかった。"),
            ("middle dots", "ええと・・・何だっけ。|忘れた。"),
            ("ASCII dots", "えっと...何だっけ。|忘れた。"),
            ("ellipsis and question", "まさか……？|嘘だ。"),
            ("note", "今日もいい天気♪|出かけよう♪"),
            ("note before a blank", "楽しかった♪ |また行こう。"),
            ("star before a blank", "おいしかったです★ |また来ます。"),
            ("star behind a polite end", "おいしかったです☆|また来ます。"),
            ("star in a name", "きら☆ぼしの新曲を聴いた。|よかった。"),
            ("double marks", "本当⁉|まさか‼|行こう。"),
            ("stop before Latin", "終わった。|Annaは帰った。"),
            ("stop before a digit", "終わった。|3人が残った。"),
            ("blank behind", "どうする？　|逃げるか。"),
            ("no stop", "静かな海"),
            ("wave", "行くよ〜！|待って〜。"),
            (
                "a mark of emphasis closes",
                "*「舟はいつ出るのか、誰も知らない。決めるのは風だからだ。」*|港は静かだ。",
            ),
            ("a mark alone at the end", "**急げ。**"),
            ("a mark of emphasis opens", "舟が出た。|*今日*は休みだ。"),
            ("an item with emphasis", "* 舟が出た。|*今日*は休みだ。"),
        ],
    );
}

#[test]
fn quotations() {
    assert_sentences(
        Language::Japanese,
        &[
            ("host goes on", "「もう帰ろう。」と彼は言った。|雨だった。"),
            (
                "two inside, host goes on",
                "「急げ。もう遅い！」と彼女は叫んだ。|皆が走った。",
            ),
            ("casual quotative", "「やだ！」って泣いた。|困った。"),
            (
                "という",
                "「本気か？」という顔をされた。|私は黙って頷いた。",
            ),
            ("の", "「行くぞ！」の声で走った。|速かった。"),
            ("を", "彼は「待て！」を連発した。|誰も待たない。"),
            (
                "host before",
                "彼は言った。|「明日は来ない。」|彼女は黙った。",
            ),
            ("no stop inside", "彼は「行く」と言った。|本当に行った。"),
            ("own sentences", "「行くぞ。」|「待って。」"),
            ("own lines", "「行くぞ」\n|「待って」"),
            ("followed by narration", "「行くぞ。」|男は立ち上がった。"),
            ("double brackets", "『海の本。』という題だ。|古い。"),
            ("nested", "「彼は『来るな！』と言ったの。」|彼女は泣いた。"),
            (
                "half-width brackets",
                "｢もう帰ろう｡｣と彼は言った｡|雨だった｡",
            ),
            ("curly marks", "“もう帰ろう。”と彼は言った。|雨だった。"),
            (
                "never closed",
                "姉は「明日は休むと決めた。|だが早く起きた。|駅へ走った。",
            ),
            ("closed twice", "無理だ」と言った。|でも続けた。"),
            ("adjective behind", "「すごい！」的な反応だった。|嬉しい。"),
            ("comma behind", "「すごい！」、彼は叫んだ。|静かになった。"),
            ("stop behind the bracket", "彼は「無理だ」。|そう言った。"),
            ("dash speech", "――遅いな。|まだ来ない。"),
            ("title in brackets", "小説『雪の朝』を読んだ。|泣いた。"),
            ("verb behind", "「はい。」|答えたのは兄だった。"),
            (
                "conjunction behind",
                "「もういい。」|だが彼は去らなかった。",
            ),
            ("even so", "「もういい。」|でも、彼は去らなかった。"),
        ],
    );
}

#[test]
fn brackets() {
    assert_sentences(
        Language::Japanese,
        &[
            (
                "inside a host",
                "彼（元教師。今は作家。）はそう述べた。|次へ。",
            ),
            ("before the stop", "解決した（後述する）。|次に移る。"),
            (
                "stop inside, before the stop",
                "解決した（後述する。）。|次に移る。",
            ),
            (
                "own sentence",
                "解決した。|（詳しくは後で述べる。）|次に移る。",
            ),
            ("square", "【重要】必ず読むこと。|以上。"),
            ("angle", "〈春〉と〈秋〉がある。|どちらも短い。"),
            ("ruby", "彼は《かれ》を呼んだ。|返事はない。"),
            (
                "ruby behind a word",
                "山門《さんもん》の前に立つ。|風が吹く。",
            ),
            ("ASCII brackets", "水(真水。)を入れる。|混ぜる。"),
            ("never closed", "水（真水を入れる。|混ぜる。|待つ。"),
            ("note", "これは山です（※1）。|次です。"),
            ("author's name", "夜が来た。|（山田）"),
            ("laugh", "転んだ（笑）。|痛い。"),
            ("laugh behind a stop", "転んだ。（笑）|痛かった。"),
        ],
    );
}

#[test]
fn names_and_numbers() {
    assert_sentences(
        Language::Japanese,
        &[
            (
                "name with a stop",
                "アイドルの「ほし。」が好きだ。|曲もいい。",
            ),
            (
                "name before a particle",
                "モーニング娘。の歌だ。|懐かしい。",
            ),
            ("brand", "Yahoo!ニュースで見た。|本当だった。"),
            ("brand before a blank", "Yahoo! JAPANを開く。|遅い。"),
            ("decimals", "長さは3.5メートルだ。|重さは１．２キロだ。"),
            ("version", "Linux 5.4.2が出た。|入れ替える。"),
            ("file name", "notes.v2.mdを直す。|保存する。"),
            ("address", "https://example.jp/a.b?c=dを見る。|長い。"),
            ("mailbox", "a.b@example.co.jpまで連絡を。|返信不要。"),
            (
                "Latin abbreviation",
                "容器（e.g. 瓶, 缶）は洗って出す。|紙は束ねる。",
            ),
            ("English title", "Dr. Smithが来た。|Mr. Leeは来ない。"),
            ("initials", "J. K. Ormeの本だ。|厚い。"),
            (
                "English sentence inside",
                "標語は「Keep going. Never stop.」だった。|短い。",
            ),
            (
                "note number",
                "橋は古い材木で組まれた。[1]|今は残っていない。",
            ),
            ("company", "Vale Co., Ltd.が発表した。|株が上がった。"),
            ("clock", "集合は午前9:30です。|遅れないように。"),
            ("money", "価格は1,200円。|安い。"),
            ("English question", "彼は\"Why?\"と聞いた。|誰も答えない。"),
        ],
    );
}

#[test]
fn lists_and_lines() {
    assert_sentences(
        Language::Japanese,
        &[
            ("bullets", "・りんご\n|・みかん\n|・ぶどう"),
            ("circled, one line", "①米を研ぐ ②水を量る\n|③火にかける"),
            ("numbers", "1. 準備する\n|2. 実行する"),
            ("wide numbers", "１．準備する\n|２．実行する"),
            ("kanji numbers", "一、火を消すこと。\n|二、戸を閉めること。"),
            ("brackets", "（1）準備する\n|（2）実行する"),
            ("katakana", "ア　準備する\n|イ　実行する"),
            (
                "articles",
                "第一条　この会は、川の会という。\n|第二条　事務所は町に置く。",
            ),
            (
                "article with clauses",
                "第三条　会員は次のとおりとする。\n|一　町に住む者\n|二　町で働く者",
            ),
            ("comma at the end of a line", "昨日、\n私は行った。"),
            ("noun phrase goes on", "これは隣の家の\n古い井戸です。"),
            ("noun phrase, katakana", "テレビの\n新しい画面"),
            ("heading in hiragana", "おわりに\n|本書では川を扱った。"),
            ("heading とは", "川とは\n|川は水の道である。"),
            ("heading もの", "持っていくもの\n|水と帽子を持っていく。"),
            ("paragraphs by a wide blank", "　朝が来た。\n|　夜が来た。"),
            ("dialogue lines", "「おはよう」\n|「おはようございます」"),
            (
                "heading and text",
                "休業のお知らせ\n|明日は休みます。|ご了承ください。",
            ),
            ("notes", "※写真はイメージです。\n|※価格は税込みです。"),
            ("speakers", "山田：始めます。|資料をどうぞ。\n|佐藤：はい。"),
            (
                "minutes",
                "○議長（山田君）　開会します。|着席ください。\n|○佐藤君　質問します。",
            ),
            ("windows line ends", "段落一。\r\n\r\n|段落二。"),
            (
                "wrapped and full",
                "川の番人は毎朝早く起きて水辺まで歩いていき、そこに並んだ舟の数を\n数えて帳面に書きつけた。|その帳面を読む者は誰もいなかったが、番人は\n一日も休むことなくそれを続けて、年を取り、やがて舟の数が分からなく\nなった。",
            ),
            ("dash", "その町――今はもうない――に生まれた。|冬だった。"),
        ],
    );
}

#[test]
fn spoken_and_web() {
    assert_sentences(
        Language::Japanese,
        &[
            ("laughing letters", "それはないｗｗ"),
            ("emoji", "海がきれい😊夏にまた泊まる。"),
            ("kaomoji", "眠い(´・ω・`)もう寝る。"),
            ("subtitle", "待って！ |行かないで！"),
            ("long vowel", "すごーい!!|見て見て!"),
            ("politely", "お世話になっております。|山田です。"),
            ("question without a mark", "これでいいですか。|はい。"),
            ("colon", "注意：熱いです。|触らないでください。"),
        ],
    );
}

#[test]
fn law_and_minutes() {
    assert_sentences(
        Language::Japanese,
        &[
            (
                "article and proviso",
                "２　前項の規定は、適用しない。|ただし、次に掲げる場合は、この限りでない。",
            ),
            (
                "heading of an article",
                "（目的）\n|第１条　本規約は、利用の条件を定める。\n|２　会員は、これに従う。",
            ),
            (
                "chair",
                "○委員長（川田君）　御異議ありませんか。\n|〔「異議なし」と呼ぶ者あり〕\n|○委員長（川田君）　御異議なしと認めます。",
            ),
            (
                "notes in a row",
                "（注１）これは例である。|（注２）これも例である。",
            ),
            (
                "paper",
                "１．はじめに\n|本稿では川を論じる．|２章で方法を述べる．",
            ),
            ("stop before a digit", "結果を示した．|3章で論じる．"),
            (
                "brackets before the stop",
                "結果は良好であった（図３参照）．|しかし課題もある（表１）．",
            ),
            (
                "wide decimals",
                "風速は毎秒１５．３メートル。|気温は１０・５度。",
            ),
            (
                "address inside",
                "詳しくはhttps://example.jp/をご覧ください。|お待ちしています。",
            ),
            (
                "letter",
                "川山商事様\n|いつもお世話になっております。|海田です。",
            ),
        ],
    );
}

#[test]
fn novels_and_news() {
    assert_sentences(
        Language::Japanese,
        &[
            (
                "quotations in a row inside a host",
                "彼は「はい。」「いいえ。」を繰り返した。|疲れた。",
            ),
            (
                "quotations in a row",
                "「来い。」|「来るな。」|二人は言い合う。",
            ),
            ("short quotation", "「急げ。もう遅い。」|彼女は走った。"),
            (
                "thought in brackets",
                "（そうだ。帰ろう。）と彼は思った。|歩き出した。",
            ),
            (
                "speech taken up again",
                "「どうだ。」と、彼は笑った。|「驚いたか。」",
            ),
            ("dash behind speech", "「えっ」――彼女は驚いた。|「まさか」"),
            (
                "statement",
                "市長は「平和が大事だ。争いはしない」と述べた。|拍手が起きた。",
            ),
            (
                "statement before the stop",
                "市長は「平和が大事だ。争いはしない」。|拍手が起きた。",
            ),
            (
                "dateline",
                "【川町＝海田】市は１日、方針を決めた。|３日に発表する。",
            ),
            ("なら", "「来い！」なら行く。|来ないなら行かない。"),
            ("なのか", "なぜ「来い！」なのか。|わからない。"),
            ("だなんて", "「来い！」だなんて。|ひどい。"),
            (
                "title with a mark",
                "映画『行け！仲間たち』を見た。|面白い。",
            ),
            (
                "quotative without marks",
                "さあ、行こう！！と彼は言った。|皆が続いた。",
            ),
            ("name before が", "夕焼け娘。が新曲を出した。|聴きたい。"),
            ("questions in a row", "え？|本当に？|困ったな。"),
            ("shouts", "なんと！|私が！|優勝です！"),
            (
                "laughing in brackets",
                "ありがとうございます！（笑）|また来ます。",
            ),
            ("commas as pauses", "はい、、、そうです、、、ね。"),
            (
                "verse with a comma",
                "ぼくは走った、\nどこまでも。\n|空は青かった。",
            ),
            (
                "long speech",
                "「川の水は夜のうちに増えて、朝には下の道と、戦のあとに町の人々が力を合わせて架けた二つの橋をすっかり押し流してしまっていたのだが、そのことを知らせる者は一人もいなかった。|水位計を読む役目の男が、娘の婚礼のために隣の谷へ出かけていたからである。」",
            ),
        ],
    );
}
