//! Pages of every layout are cut into their two sides; what is no bilingual page is refused with a reason.

use proptest::prelude::*;
use taiyaku::page::{Page, check_sides, dominant_language, split};
use taiyaku::{Language, Span};

/// Lines of a page, each marked with its side: `E ` English, `J ` Japanese, `= ` separator; `␉` parts cells.
fn check(name: &str, marked: &str) {
    let mut page = String::new();
    let mut wanted: Vec<(Span, char)> = Vec::new();
    for line in marked.lines().map(str::trim) {
        for (at, cell) in line.split('␉').enumerate() {
            if 0 < at {
                page.push('\t');
            }
            let mut chars = cell.chars();
            let Some(side) = chars.next() else { continue };
            let text = chars.as_str().trim();
            wanted.push((Span::new(page.len(), page.len() + text.len()), side));
            page.push_str(text);
        }
        page.push('\n');
    }
    let sides = split(&page).unwrap_or_else(|error| panic!("{name}: {error}"));
    for &(span, side) in &wanted {
        let last = span.end - 1;
        let found = (side_at(&sides, span.start), side_at(&sides, last));
        assert_eq!(found, (side, side), "{name}: {:?}", span.of(&page));
    }
    covers(&page, &sides);
    let mixed = format!("\u{feff}{}", page.replace('\n', "\r\n"));
    let strange = split(&mixed).unwrap();
    let plain = |spans: &[Span], page: &str| -> Vec<String> {
        spans
            .iter()
            .map(|span| span.of(page).replace('\r', ""))
            .collect()
    };
    assert_eq!(
        plain(&sides.source, &page),
        plain(&strange.source, &mixed),
        "{name} with CRLF"
    );
    assert_eq!(
        plain(&sides.target, &page),
        plain(&strange.target, &mixed),
        "{name} with CRLF"
    );
}

fn side_at(page: &Page, byte: usize) -> char {
    let within = |spans: &[Span]| {
        spans
            .iter()
            .any(|span| span.start <= byte && byte < span.end)
    };
    match (
        within(&page.source),
        within(&page.target),
        within(&page.separators),
    ) {
        (true, false, false) => 'E',
        (false, true, false) => 'J',
        (false, false, true) => '=',
        _ => '!',
    }
}

/// The invariant of a page: disjoint, ordered, trimmed, at character boundaries, nothing lost.
fn covers(text: &str, page: &Page) {
    let mut all = Vec::new();
    for spans in [&page.source, &page.target, &page.separators] {
        assert!(spans.is_sorted(), "{spans:?}");
        all.extend_from_slice(spans);
    }
    all.sort();
    let blank = |piece: &str| piece.chars().all(|c| c.is_whitespace() || c == '\u{feff}');
    let mut end = 0;
    for span in all {
        assert!(
            end <= span.start && span.start < span.end,
            "{span:?} after {end}"
        );
        assert!(
            blank(&text[end..span.start]),
            "lost {:?}",
            &text[end..span.start]
        );
        assert_eq!(span.of(text), span.of(text).trim());
        end = span.end;
    }
    assert!(blank(&text[end..]), "lost {:?}", &text[end..]);
}

macro_rules! pages {
    ($($name:ident: $page:expr;)*) => {$(
        #[test]
        fn $name() {
            check(stringify!($name), $page);
        }
    )*};
}

pages! {
    smallest: "
        J こんにちは。
        E Hello.";
    translation_then_original: "
        J 灯台のある町
        J 岬の灯台は、今も毎晩あかりをともしている。
        J 守っているのは、七十歳になる女性だ。

        = 原文を表示
        E A Town with a Lighthouse
        E The lighthouse on the cape is still lit every night.
        E It is kept by a woman of seventy.
        J 関連記事
        J 次に読む：港の朝市";
    original_then_translation: "
        E The lighthouse on the cape is still lit every night.
        E It is kept by a woman of seventy.
        = ----
        J 岬の灯台は、今も毎晩あかりをともしている。
        J 守っているのは、七十歳になる女性だ。";
    no_separator: "
        J 岬の灯台は、今も毎晩あかりをともしている。
        J 守っているのは、七十歳になる女性だ。
        E The lighthouse on the cape is still lit every night.
        E It is kept by a woman of seventy.";
    labels_on_both: "
        = 【原文】
        E The lighthouse on the cape is still lit every night.
        = 【訳文】
        J 岬の灯台は、今も毎晩あかりをともしている。";
    rules_around_a_phrase: "
        J 岬の灯台は、今も毎晩あかりをともしている。
        = ========
        = Original:
        = ========
        E The lighthouse on the cape is still lit every night.";
    lines_alternate: "
        J 朝が来た。
        E Morning came.
        J 「起きて」
        E \"Get up.\"
        J はい。
        E Yes.
        J GitHub
        E GitHub
        J 霧はまだ晴れない。
        E The fog has not lifted yet.";
    paragraphs_alternate: "
        E The fog had not lifted when
        E the first boat came in.

        J 最初の船が入ってきたとき、
        J 霧はまだ晴れていなかった。

        E Nobody on the pier
        E said a word.

        J 桟橋の誰もが
        J 黙っていた。";
    columns: "
        E English␉J 日本語
        E Where are you?␉J どこにいるの？
        E Here.␉J ここ。
        E 42␉J 42
        E I can't see you.␉J 見えないよ。";
    columns_turned: "
        J どこにいるの？␉E Where are you?
        J ここ。␉E Here.
        J 見えないよ。␉E I can't see you.";
    columns_with_numbers: "
        = 1␉E Where are you?␉J どこにいるの？
        = 2␉E Here.␉J ここ。
        = 3␉E I can't see you.␉J 見えないよ。";
    english_quoted_in_japanese: "
        J 船長は “We shall leave before the tide turns, whether or not the pilot has come back” と言った。
        J “Not without me,” と水先人が叫んだ。
        J それから \"All aboard\" の声がした。
        E The captain said that they would leave before the tide turned.
        E The pilot shouted that they would not go without him.
        E Then came the call to go aboard.";
    japanese_names_in_english: "
        J 店の名は「木漏れ日」という。
        J 主人の山田さんは、客に「いらっしゃい」とだけ言う。
        E The shop is called 木漏れ日, which means sunlight through leaves.
        E Mr. Yamada (山田) says only \"いらっしゃい\" to those who come in.";
    mostly_latin_japanese: "
        J ツールの更新
        J Visual Studio Code
        J GitHub Copilot Chat と JetBrains Rider
        J Windows Subsystem for Linux の更新
        J 設定は次の通りです。
        J npm install typescript
        J これで終わりです。

        E What is new in our tools
        E Visual Studio Code
        E GitHub Copilot Chat and JetBrains Rider
        E An update of the Windows Subsystem for Linux
        E These are the settings you need.
        E npm install typescript
        E That is all.";
    code_and_addresses: "
        J 次の命令で始める。
        J cargo build --release
        J https://example.org/ja/start
        J 終わったら報告してほしい。

        E Begin with this command.
        E cargo build --release
        E https://example.org/en/start
        E Tell us when it is done.";
    headings_in_both_over_a_block: "
        J 灯台 / Lighthouse
        J 岬の灯台は、今も毎晩あかりをともしている。
        J 守っているのは、七十歳になる女性だ。
        J 仕事 / Work
        J 彼女は日暮れに階段を上る。
        E The lighthouse on the cape is still lit every night.
        E It is kept by a woman of seventy.
        E She climbs the stairs at dusk.";
    quotation_left_in_english: "
        J 手紙は短かった。議長はそれを会議の初めに読み上げ、誰もが黙って聞いていた。
        J We are sorry to leave the valley, and we will not come back.
        J 読み終えると、彼は紙を折りたたみ、上着の内側にしまった。部屋の時計だけが動いていた。
        J 誰も口を開かなかった。窓の外では、雪がまた降り始めていた。
        J やがて一人が立ち上がり、ランプを消して、そのまま外へ出ていった。
        E The letter was short. The chairman read it aloud when the meeting began, and everyone listened in silence.
        E We are sorry to leave the valley, and we will not come back.
        E When he had done, he folded the paper and put it inside his coat. Only the clock in the room was moving.
        E Nobody spoke. Outside the window it had begun to snow again.
        E At last one of them stood up, put out the lamp, and walked out without a word.
        E The others waited until they could no longer hear his steps on the road, and then they went home as well.
        E In the morning the valley was white, and there was no smoke from the house at the upper end of the village.
        E Nobody ever lived in that house again, although the roof was mended twice and the garden was kept for years.";
    japanese_title_over_english: "
        J 灯台のある町
        E The lighthouse on the cape is still lit every night.
        E It is kept by a woman of seventy.
        = 和訳
        J 岬の灯台は、今も毎晩あかりをともしている。
        J 守っているのは、七十歳になる女性だ。";
    half_width_and_wide: "
        J ﾃｽﾄｹｯｶ ﾊ ﾘｮｳｺｳ ﾃﾞｽ｡
        J ＡＢＣ社の報告です。
        E The test result is good.
        E This is the report of the ABC company.";
    decomposed_kana: "
        J か\u{3099}っこうて\u{3099} まなふ\u{3099}。
        J ハ\u{309a}ンを たへ\u{3099}る。
        E We learn at school.
        E We eat bread.";
    subtitles: "
        = 1
        = 00:00:01,000 --> 00:00:03,000
        J どこにいるの？
        E Where are you?

        = 2
        = 00:00:04,000 --> 00:00:05,000
        J ここ。
        E Here.";
    speakers: "
        E Anna: Where is he?
        J アンナ：彼はどこ？
        E Ben: Gone.
        J ベン：行った。
        E Anna: OK.
        J アンナ：OK。
        E Ben: ...
        J ベン：……";
    japanese_quoted_in_the_original: "
        E He wrote the poem on the wall of the station when he was nineteen years old, and it stayed for forty years.
        J 古池や蛙飛びこむ水の音
        E Nobody knew that he had copied it from a book, and nobody minded when they learned of it.
        J 彼は十九歳のとき、駅の壁にその句を書いた。句は四十年のあいだそこに残っていた。
        J 古池や蛙飛びこむ水の音
        J 本から写したものだとは誰も知らず、知ったときにも気にする者はいなかった。";
    company_profile_in_kanji: "
        J 会社概要
        J 商号　株式会社東洋木工製作所
        J 設立　大正十一年三月十日
        J 本社所在地　愛知県名古屋市中区丸の内一丁目六番
        J 代表取締役　石川健一郎
        J 資本金　五千万円
        J 従業員数　百二十名
        J 主要取引銀行　三菱東京銀行名古屋支店
        J 椅子と机を作り続けて百年になります。

        E Company Profile
        E Name: Toyo Woodwork Co., Ltd.
        E Founded: March 10, 1922
        E Head office: 1-6 Marunouchi, Naka-ku, Nagoya, Aichi
        E President: Kenichiro Ishikawa
        E Capital: 50 million yen
        E Number of employees: 120
        E Main bank: Mitsubishi Tokyo Bank, Nagoya Branch
        E We have been making chairs and desks for a hundred years.";
    postal_addresses: "
        J 京都府京都市左京区岡崎最勝寺町十二番地
        J 福岡県福岡市中央区天神二丁目三番八号
        J 北海道札幌市北区北十条西五丁目一番
        = 原文を表示
        E 12 Okazaki Saishoji-cho, Sakyo-ku, Kyoto
        E 2-3-8 Tenjin, Chuo-ku, Fukuoka
        E 1 North 10 West 5, Kita-ku, Sapporo";
    names_in_kanji: "
        J 山本太一
        J 佐々木信子
        J 中川正三郎
        J 大野次郎
        J 高田和子
        J 石井文雄
        J 三浦久美子
        = ----
        E Taichi Yamamoto
        E Nobuko Sasaki
        E Shozaburo Nakagawa
        E Jiro Ono
        E Kazuko Takada
        E Fumio Ishii
        E Kumiko Miura";
    table_in_kanji: "
        J 品目␉E Item
        J 小麦粉一等品␉E Wheat flour, first grade
        J 北海道産大豆␉E Soybeans from Hokkaido
        J 国産菜種油␉E Domestic rapeseed oil
        J 合計金額␉E Total amount";
    headings_in_kanji: "
        J 第一章　研究目的及先行研究概観
        J 町の水がどこから来るのかを調べた。
        J 第二章　調査対象地域及調査方法
        J 井戸を一つずつ訪ねた。
        J 第三章　水質検査結果及考察
        J 水はどこも飲めた。
        E Chapter 1: Aims and Earlier Studies
        E We asked where the water of the town comes from.
        E Chapter 2: Area and Method
        E We went to each of the wells.
        E Chapter 3: Results of the Tests
        E The water was good to drink everywhere.";
    classical_chinese_quoted_in_japanese: "
        J 額には次のように書かれていた。
        J 少年易老學難成，一寸光陰不可輕。
        J 未覺池塘春草夢，階前梧葉已秋聲。
        J 祖父はそれを毎朝声に出して読み、読み終えると庭へ出て池の鯉に餌をやった。
        E On the scroll stood these lines:
        E The young soon grow old, and learning is hard to win.
        E Before the dream of spring grass ends, the leaves tell of autumn.
        E Grandfather read them aloud each morning, and then he went out to feed the carp in the pond.";
    contents: "
        J 目次
        J 1. 背景
        J 2. 方法
        J 2.1 Rust
        J 3. 結果
        E Contents
        E 1. Background
        E 2. Methods
        E 2.1 Rust
        E 3. Results";
}

#[test]
fn a_heading_in_both_languages_is_halved_where_lines_alternate() {
    let text = "灯台 / The Lighthouse\n灯台は岬にある。\nThe lighthouse is on the cape.\n\
                霧 / The Fog\n霧は晴れない。\nThe fog does not lift.";
    let page = split(text).unwrap();
    let source: Vec<&str> = page.source.iter().map(|span| span.of(text)).collect();
    assert_eq!(
        source,
        [
            "The Lighthouse",
            "The lighthouse is on the cape.",
            "The Fog",
            "The fog does not lift."
        ]
    );
}

#[test]
fn sentences_on_one_line_are_halved() {
    let text = "The fog lifted. 霧が晴れた。\nWe set out. 私たちは出発した。\nNobody spoke. 誰も話さなかった。";
    let page = split(text).unwrap();
    let target: Vec<&str> = page.target.iter().map(|span| span.of(text)).collect();
    assert_eq!(
        target,
        ["霧が晴れた。", "私たちは出発した。", "誰も話さなかった。"]
    );
}

#[test]
fn labels_and_bars_are_of_neither_side() {
    for text in [
        "原文：The fog lifted.\n訳文：霧が晴れた。\n原文：Yes.\n訳文：はい。",
        "EN: The fog lifted.\nJA: 霧が晴れた。\nEN: Yes.\nJA: はい。",
        "| The fog lifted. | 霧が晴れた。 |\n|---|---|\n| Yes. | はい。 |",
    ] {
        let page = split(text).unwrap();
        let source: Vec<&str> = page.source.iter().map(|span| span.of(text)).collect();
        let target: Vec<&str> = page.target.iter().map(|span| span.of(text)).collect();
        assert_eq!(source, ["The fog lifted.", "Yes."]);
        assert_eq!(target, ["霧が晴れた。", "はい。"]);
        covers(text, &page);
    }
}

#[test]
fn lines_of_one_side_stay_together() {
    let text = "霧が\n晴れた。\n\n出発だ。\n\nThe fog\nhad lifted.\n";
    let page = split(text).unwrap();
    assert_eq!(page.target, [Span::new(0, text.find("\n\nThe").unwrap())]);
    assert_eq!(page.source.len(), 1);
}

const JAPANESE: &str =
    "岬の灯台は、今も毎晩あかりをともしている。守っているのは、七十歳になる女性だ。";
const ENGLISH: &str =
    "The lighthouse on the cape is still lit every night. It is kept by a woman of seventy.";
const FRENCH: &str = "Le phare du cap est encore allumé toutes les nuits, et c'est une femme de soixante-dix ans qui le garde.";

#[test]
fn what_is_no_bilingual_page_is_refused_with_a_reason() {
    for (page, reason) in [
        (String::new(), "the page is empty"),
        (" \u{feff}\r\n\u{3000}\t".to_owned(), "the page is empty"),
        ("1, 2, 3 …".to_owned(), "no text in letters"),
        (
            JAPANESE.to_owned(),
            "found 35 Japanese characters but no English text",
        ),
        (
            format!("{JAPANESE}\n").repeat(40) + "GitHub\n" + JAPANESE,
            "no English text",
        ),
        (
            ENGLISH.to_owned(),
            "found 18 English words but no Japanese text",
        ),
        (
            format!("{ENGLISH}\n海角上的灯塔每天晚上仍然亮着，守着它的是一位七十岁的女人。"),
            "Chinese",
        ),
        (
            format!(
                "{ENGLISH}\n公司简介\n成立时间 一九六三年四月\n注册资本 八千万元\n联系电话 营业范围"
            ),
            "Chinese",
        ),
        (
            format!(
                "{ENGLISH}\nお知らせ\n海角上的燈塔每天晚上仍然亮著，守著它的是一位老太太。\n\
                 我們問她為什麼不搬走，她說這是她的家，沒有人比她更愛這片海。"
            ),
            "Chinese",
        ),
        (
            "商号　東洋木工製作所\n設立　大正十一年三月十日".to_owned(),
            "no English text",
        ),
        (
            format!(
                "{ENGLISH}\n곶의 등대는 지금도 매일 밤 불을 밝힌다. 지키는 사람은 일흔 살의 여성이다."
            ),
            "Korean",
        ),
        (
            format!("{JAPANESE}\nМаяк на мысе до сих пор зажигают каждую ночь."),
            "Cyrillic",
        ),
        (format!("{JAPANESE}\n{FRENCH}"), "French"),
    ] {
        let error = split(&page).expect_err(&page);
        assert!(error.is_page());
        assert!(
            error.to_string().contains(reason),
            "{error} lacks {reason:?}"
        );
    }
}

/// Japanese that is written mostly in kanji, or has Chinese in it.
const JAPANESE_IN_KANJI: [(&str, &str); 10] = [
    (
        "a legal notice",
        "利用規約\n\
         第一条　目的\n\
         本規約適用範囲、会員資格、利用料金、支払方法、契約期間、契約解除条件\n\
         第二条　損害賠償責任\n\
         故意又重過失時、損害賠償義務発生。\n\
         附則　平成三十年四月一日施行",
    ),
    (
        "a timetable",
        "時刻表\n\
         平日上り\n\
         新宿発八時十分、渋谷着八時二十分、品川着八時三十分\n\
         土曜休日下り\n\
         横浜発九時、川崎着九時十五分、東京着九時三十五分。",
    ),
    (
        "addresses",
        "名簿\n\
         神奈川県横浜市港北区日吉本町三丁目二番地\n\
         愛媛県松山市道後湯之町五番六号\n\
         長野県北佐久郡軽井沢町大字長倉三一〇番地",
    ),
    (
        "a curriculum vitae",
        "履歴書\n\
         氏名　小林一枝\n\
         昭和五十年三月　県立松本高等学校卒業\n\
         昭和五十四年三月　信州大学理学部卒業\n\
         平成元年四月　長野日報社入社、編集局勤務\n\
         賞罰　無",
    ),
    (
        "labels of a museum",
        "展示解説\n\
         紙本著色山水図屏風　六曲一双　江戸時代十七世紀\n\
         絹本墨画達磨図　一幅　室町時代\n\
         木造阿弥陀如来立像　鎌倉時代十三世紀　重要文化財\n\
         青磁鳳凰耳花生　南宋時代　龍泉窯",
    ),
    (
        "a table of marks",
        "試験結果一覧\n\
         受験番号　氏名　国語　数学　英語　合計\n\
         一番　田中太郎　八十点　九十点　七十点　二百四十点\n\
         平均点　国語八十五点、数学七十五点、英語七十五点",
    ),
    (
        "a sutra",
        "般若心経\n\
         観自在菩薩行深般若波羅蜜多時、照見五蘊皆空、度一切苦厄。\n\
         舎利子、色不異空、空不異色、色即是空、空即是色、受想行識亦復如是。\n\
         お経は二百六十二文字です。毎朝読みます。",
    ),
    (
        "Chinese names under a sentence",
        "参加者一覧\n\
         邓小平、陈云、叶剑英、刘伯承、贺龙、罗荣桓、聂荣臻\n\
         张学良、陈独秀、蔡元培、鲁迅、陈寅恪、赵元任、钱钟书\n\
         近代史に名を残した人々の一覧です。詳しくは図書館で調べてください。",
    ),
    (
        "offices in China",
        "拠点一覧\n\
         香港事務所　香港九龍尖沙咀廣東道九號海港城\n\
         上海事務所　上海市浦东新区世纪大道一百号环球金融中心\n\
         北京事務所　北京市朝阳区建国门外大街一号国贸大厦\n\
         東京本社　東京都港区六本木六丁目十番一号\n\
         お問い合わせは東京本社まで。",
    ),
    (
        "a quotation in Chinese",
        "旅の記録\n\
         北京の駅前に大きな看板があった。\n\
         热烈欢迎世界各国朋友来北京观光旅游，我们将为您提供最好的服务。\n\
         請各位旅客注意，列車即將進站，請勿越過黃線，謝謝您的合作。\n\
         私はその意味を運転手に聞いた。運転手は笑って、日本語で説明してくれた。",
    ),
];

/// Chinese, with next to no kana.
const CHINESE_PAGES: [(&str, &str); 6] = [
    (
        "simplified",
        "公司简介\n\
         名称　上海东方机械有限公司\n\
         成立于一九六三年四月一日，总部设在上海市浦东新区。\n\
         我们生产齿轮，从创立以来从未出现过亏损。欢迎参观我们的工厂。",
    ),
    (
        "traditional",
        "公司簡介\n\
         名稱　台灣東方機械股份有限公司\n\
         成立於一九六三年四月一日，總部設在台北市。\n\
         我們生產齒輪，從創立以來從未出現過虧損。歡迎參觀我們的工廠。",
    ),
    (
        "a name in kana",
        "日本动漫《おしん》在中国非常有名，很多人都看过这部电视剧。\n\
         我们小时候每天晚上都在电视机前等着看。\n\
         她的故事让我们感动，也让我们了解了日本。",
    ),
    (
        "labels",
        "开放时间　上午九点至下午五点\n\
         门票　成人二百元，儿童一百元\n\
         交通　地铁二号线人民广场站步行十分钟\n\
         注意事项　馆内禁止饮食、吸烟及摄影",
    ),
    (
        "a law",
        "第一条 为了保护劳动者的合法权益，调整劳动关系，制定本法。\n\
         第二条 在中华人民共和国境内的企业和与之形成劳动关系的劳动者，适用本法。",
    ),
    (
        "a greeting in kana",
        "ようこそ\n\
         欢迎光临\n\
         本店营业时间为上午十点至晚上十点，全年无休，欢迎各位顾客光临。\n\
         我们提供免费停车和无线网络，如有问题请随时联系店员。",
    ),
];

#[test]
fn kanji_in_a_japanese_text_are_not_chinese() {
    for (name, japanese) in JAPANESE_IN_KANJI {
        let page = format!("{japanese}\n\n{ENGLISH}");
        split(&page).unwrap_or_else(|error| panic!("{name}: {error}"));
        let warnings = check_sides(ENGLISH, japanese).expect("no error");
        assert!(warnings.is_empty(), "{name}: {warnings:?}");
    }
    for (name, chinese) in CHINESE_PAGES {
        let error = split(&format!("{chinese}\n\n{ENGLISH}")).expect_err(name);
        assert!(error.to_string().contains("Chinese"), "{name}: {error}");
        let warnings = check_sides(ENGLISH, chinese).expect("no error");
        assert_eq!(warnings.len(), 1, "{name}: {warnings:?}");
    }
}

#[test]
fn two_texts_that_look_wrong_are_told_with_a_warning() {
    let code = "```\nlet total = items.iter().map(|item| item.price).sum();\n// the price of each item is in cents, and it is never less than zero\n```\n";
    let code_with_japanese = format!(
        "# 合計\n\n商品の値段を足して、合計を求めます。値段はすべて税込みです。品物がないときは零になります。\n\n{code}{code}"
    );
    let code_with_a_word = format!("# 合計\n\n{code}{code}{code}");
    let names = "山本太一\n佐々木信子\n中川正三郎\n大野次郎\n高田和子\n石井文雄";
    let chinese = "海角上的灯塔每天晚上仍然亮着，守着它的是一位七十岁的女人。";
    let english_with_a_name = format!("{ENGLISH} 山田");
    let japanese_with_a_name = format!("{JAPANESE} GitHub");
    for (name, source, target, expected) in [
        ("right", ENGLISH, JAPANESE, &[][..]),
        ("too short", "Rust 1.90", "Rust 1.90", &[]),
        ("numbers", "42", "42", &[]),
        ("code in the target", ENGLISH, &code_with_japanese, &[]),
        ("names in kanji", ENGLISH, names, &[]),
        (
            "next to no Japanese in the target",
            ENGLISH,
            &code_with_a_word,
            &["the target looks English, not Japanese: found 2 Japanese characters and"],
        ),
        (
            "English twice",
            ENGLISH,
            &english_with_a_name,
            &[
                "the target looks English, not Japanese: found 2 Japanese characters and 18 English words",
            ],
        ),
        (
            "Japanese twice",
            &japanese_with_a_name,
            JAPANESE,
            &[
                "the source looks Japanese, not English: found 35 Japanese characters and 1 English word",
            ],
        ),
        (
            "French",
            FRENCH,
            JAPANESE,
            &["the source looks French, not English"],
        ),
        (
            "Chinese",
            ENGLISH,
            chinese,
            &["the target looks Chinese, not Japanese"],
        ),
        (
            "both sides",
            FRENCH,
            chinese,
            &["the source looks French", "the target looks Chinese"],
        ),
    ] {
        let warnings =
            check_sides(source, target).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(warnings.len(), expected.len(), "{name}: {warnings:?}");
        for (warning, expected) in warnings.iter().zip(expected) {
            let text = warning.to_string();
            assert!(text.starts_with(expected), "{name}: {text}");
        }
    }
}

#[test]
fn two_texts_that_cannot_be_aligned_are_refused() {
    let japanese_with_latin =
        format!("{JAPANESE} GitHub Actions Workflow Runner, Visual Studio Code");
    for (source, target, reason) in [
        (
            &*japanese_with_latin,
            ENGLISH,
            "the source looks Japanese and the target English: swapped?",
        ),
        (
            JAPANESE,
            ENGLISH,
            "the source looks Japanese and the target English: swapped?",
        ),
        (
            ENGLISH,
            ENGLISH,
            "the target has no Japanese: found 18 English words",
        ),
        (
            JAPANESE,
            JAPANESE,
            "the source has no English: found 35 Japanese characters",
        ),
        (ENGLISH, " \n", "the target is empty"),
        ("", JAPANESE, "the source is empty"),
    ] {
        let error = check_sides(source, target).unwrap_err();
        assert!(error.is_page());
        assert!(
            error.to_string().contains(reason),
            "{error} lacks {reason:?}"
        );
    }
}

#[test]
fn japanese_between_the_passages_of_a_long_target_is_seen() {
    let target = format!(
        "{}{JAPANESE}\n{}",
        format!("{ENGLISH}\n").repeat(1100),
        format!("{ENGLISH}\n").repeat(1000)
    );
    let warnings = check_sides(ENGLISH, &target).unwrap();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
}

#[test]
fn the_language_of_a_text() {
    assert_eq!(
        dominant_language("Rust と Cargo で crate を公開する。"),
        Some(Language::Japanese)
    );
    assert_eq!(
        dominant_language("She calls it もったいない, and she means it."),
        Some(Language::English)
    );
    assert_eq!(
        dominant_language("밤사이에 강물이 다시 불어났다."),
        Some(Language::Other)
    );
    assert_eq!(dominant_language("12 – 34"), None);
}

fn lines() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "霧が晴れた。",
        "The fog lifted.",
        "はじめに / Introduction",
        "Rust",
        "原文を表示",
        "----",
        "\t",
        "\n",
        "\r\n",
        "\u{3000}",
        "\u{feff}",
        "「“(\"",
        "か\u{3099}",
        "7",
        "www.a.b/c",
    ]);
    prop_oneof![
        proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat()),
        any::<String>(),
        any::<String>().prop_map(|tail| format!("霧が晴れた。\nThe fog lifted.\n{tail}")),
    ]
}

proptest! {
    #[test]
    fn nothing_is_lost(text in lines()) {
        if let Ok(page) = split(&text) {
            covers(&text, &page);
        }
        let _ = check_sides(&text, &text);
        let _ = dominant_language(&text);
    }
}
