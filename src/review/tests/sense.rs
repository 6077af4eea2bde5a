//! Tables of opposites and of negations that only one side needs.

use crate::review::Check;
use crate::review::tests::{silent, table};

#[test]
fn opposites() {
    table(
        Check::Opposite,
        &[
            (
                "a direction",
                "The northern pier was rebuilt.",
                "南の桟橋は建て直された。",
                "warning northern | 南",
            ),
            (
                "left and right",
                "Turn left at the mill.",
                "水車小屋で右に曲がる。",
                "warning left | 右",
            ),
            (
                "a colour",
                "Pull the red lever.",
                "青いレバーを引く。",
                "warning red | 青い",
            ),
            (
                "black and white",
                "A white cat slept there.",
                "そこで黒い猫が眠っていた。",
                "warning white | 黒い",
            ),
            (
                "a season",
                "The summer was long.",
                "冬は長かった。",
                "warning summer | 冬",
            ),
            (
                "trade",
                "They export grain.",
                "彼らは穀物を輸入している。",
                "warning export | 輸入",
            ),
            (
                "a contest",
                "Our team won.",
                "うちのチームは敗れた。",
                "warning won | 敗れ",
            ),
            (
                "an examination",
                "She passed the test.",
                "彼女は試験に落第した。",
                "warning passed | 落第",
            ),
            (
                "warmth",
                "The soup was cold.",
                "スープは熱く、うまかった。",
                "warning cold | 熱く",
            ),
            (
                "age",
                "An old woman sang.",
                "若い女が歌った。",
                "warning old | 若い",
            ),
            (
                "a relative",
                "His daughter wrote.",
                "彼の息子が手紙をくれた。",
                "warning daughter | 息子",
            ),
            (
                "open and closed",
                "The office is open today.",
                "事務所は今日閉まっている。",
                "warning open | 閉まっ",
            ),
            (
                "a change",
                "The catch increased.",
                "漁獲量は減少した。",
                "warning increased | 減少",
            ),
            (
                "data",
                "Download the map.",
                "地図をアップロードする。",
                "warning Download | アップロード",
            ),
        ],
    );
}

#[test]
fn what_is_no_opposite() {
    silent(
        Check::Opposite,
        &[
            (
                "a day, which another check finds",
                "The ferry runs on Saturday.",
                "渡し船は日曜日に出る。",
            ),
            (
                "rendered",
                "The northern pier was rebuilt.",
                "北の桟橋は建て直された。",
            ),
            (
                "both",
                "From the northern pier to the southern.",
                "南の桟橋から北まで。",
            ),
            (
                "a country",
                "A northern wind reached South Africa.",
                "風は南アフリカに達した。",
            ),
            (
                "both in one word",
                "It runs north for a mile.",
                "それは南北に一マイル続く。",
            ),
            (
                "explained by another word",
                "The left-hand rule is right.",
                "その規則は正しく、右腕には関わらない。",
            ),
            (
                "a quality denied",
                "The soup was not good.",
                "スープは悪かった。",
            ),
            (
                "denied in the translation",
                "The soup was bad.",
                "スープは良くなかった。",
            ),
            (
                "another rendering",
                "He passed the mill.",
                "彼は水車小屋の前を通り過ぎた。",
            ),
            (
                "a colour of leaves",
                "The green light came on.",
                "青信号になった。",
            ),
            ("son-in-law", "Her son-in-law came.", "娘の婿が来た。"),
        ],
    );
}

#[cfg(feature = "lexicon")]
#[test]
fn before_and_after() {
    table(
        Check::Opposite,
        &[
            (
                "after for before",
                "The crew slept before dawn.",
                "船員たちは夜明けの後に眠った。",
                "warning before | 夜明けの後",
            ),
            (
                "before for after",
                "We met after the war.",
                "私たちは戦争の前に会った。",
                "warning after | 戦争の前",
            ),
            (
                "kept",
                "The crew slept before dawn.",
                "船員たちは夜明け前に眠った。",
                "",
            ),
            (
                "turned round",
                "They ate before work.",
                "食べた後、仕事をした。",
                "",
            ),
            (
                "in front of",
                "He stood before the gate.",
                "彼は門の前に立った。",
                "",
            ),
            (
                "running after",
                "The dog ran after the cart.",
                "犬は荷車の後を追った。",
                "",
            ),
        ],
    );
}

#[test]
fn negations_that_are_put_otherwise() {
    silent(
        Check::Polarity,
        &[
            (
                "no longer",
                "The pump is no longer in use.",
                "ポンプの使用はもうやめた。",
            ),
            (
                "not good",
                "The road is not good here.",
                "この辺りの道は悪い。",
            ),
            ("not yet", "Not yet, captain.", "まだです、船長。"),
            (
                "nobody but",
                "Nobody but the cook knew it.",
                "料理人だけがそれを知っていた。",
            ),
            (
                "could not help",
                "She could not help smiling at him.",
                "彼女は彼に思わずほほえんだ。",
            ),
            (
                "a prohibition",
                "He told us not to touch the rope.",
                "彼は綱に触るなと言った。",
            ),
            (
                "a prohibition with よ",
                "Do not lose the key.",
                "鍵をなくすなよ。",
            ),
            (
                "a prohibition in a quotation",
                "“Don't run,” he said.",
                "「走るな」と彼は言った。",
            ),
            ("a tag", "They are late, aren't they?", "彼らは遅いですね。"),
            (
                "another tag",
                "You like soup, don't you?",
                "スープがお好きですよね。",
            ),
            (
                "a question that expects assent",
                "Isn't the harbour lovely?",
                "港はすてきですね。",
            ),
            (
                "none the less",
                "It was a fine day none the less.",
                "それでもいい日だった。",
            ),
            (
                "no fewer than",
                "No fewer than forty boats came.",
                "四十隻もの船が来た。",
            ),
            ("held", "The fare will not rise.", "運賃は据え置かれる。"),
            (
                "not the same",
                "This rope is not the same as that.",
                "この綱はあの綱と異なる。",
            ),
            (
                "for the first time",
                "She had never seen the sea before.",
                "彼女は初めて海を見た。",
            ),
            (
                "a message",
                "The log says file not found.",
                "ログには file not found とある。",
            ),
            (
                "an option",
                "Run it with --no-color first.",
                "まず --no-color を付けて実行する。",
            ),
            (
                "double negation",
                "We cannot but admire them.",
                "彼らには感心する。",
            ),
            (
                "no matter",
                "Call me no matter how late it is.",
                "どんなに遅くても電話してください。",
            ),
            (
                "without anything",
                "They let him in without a ticket.",
                "券なしで彼を入れた。",
            ),
            (
                "must",
                "You have to leave the boat.",
                "船を離れなければならない。",
            ),
        ],
    );
}

#[test]
fn negations_that_only_japanese_needs() {
    silent(
        Check::Polarity,
        &[
            (
                "do think, negated itself",
                "I do think we cannot stay.",
                "ここにはいられないと思う。",
            ),
            (
                "only",
                "That is all we could see.",
                "それしか見えなかった。",
            ),
            (
                "no problem",
                "The engine is perfectly fine.",
                "エンジンは全く問題ありません。",
            ),
            (
                "an apology",
                "I apologize for the noise.",
                "騒がしくて申し訳ございません。",
            ),
            (
                "a suggestion",
                "The tide will turn soon.",
                "潮はもうすぐ変わるんじゃない？",
            ),
            (
                "an invitation",
                "Come with us to the pier.",
                "一緒に桟橋へ行きませんか。",
            ),
            ("scarce", "Fresh water is scarce.", "真水はほとんどない。"),
            (
                "refused",
                "The guard refuses to open.",
                "番人は開けようとしない。",
            ),
            (
                "a negative word",
                "The letter is illegible.",
                "手紙は読めない。",
            ),
            (
                "too … to",
                "The box is too heavy to lift.",
                "箱は重くて持ち上げられない。",
            ),
            (
                "perhaps",
                "The lamp may break.",
                "ランプは壊れるかもしれない。",
            ),
        ],
    );
}

#[test]
fn reversed_negations() {
    table(
        Check::Polarity,
        &[
            (
                "do think",
                "I do think the rope is too thick.",
                "綱が太すぎるとは思わない。",
                "hint I do think the rope is too thick. | ない",
            ),
            (
                "do think, beside words that may be rendered by a negation",
                "Ada is nearer to us, but I do think she was unfair or too harsh there.",
                "エイダの方が近いが、あそこで不公平だったり厳しすぎたりしたとも思わない。",
                "hint Ada is nearer to us, but I do think she was unfair or too harsh there. | ない",
            ),
            (
                "agreed",
                "The crew agreed to sail.",
                "乗組員は出航に同意しなかった。",
                "hint The crew agreed to sail. | なかった",
            ),
            (
                "available",
                "Tickets are available at the pier.",
                "切符は桟橋で入手できません。",
                "hint Tickets are available at the pier. | ません",
            ),
            (
                "must not",
                "You must not open the valve.",
                "弁を開けなければならない。",
                "hint not | 弁を開けなければならない。",
            ),
            (
                "must not, in the polite style",
                "Guests must not open the valve.",
                "客は弁を開けなければなりません。",
                "hint not | 客は弁を開けなければなりません。",
            ),
            (
                "too much for it",
                "She is too honest to cheat.",
                "彼女はごまかすほど正直だとは思わない。",
                "hint She is too honest to cheat. | ない",
            ),
            (
                "no need",
                "You do not need a pass.",
                "免許が必要です。",
                "hint not | 免許が必要です。",
            ),
            (
                "never",
                "The boat never came.",
                "船は来た。",
                "hint never | 船は来た。",
            ),
            (
                "will not",
                "The fare will not rise.",
                "運賃は上がる。",
                "hint not | 運賃は上がる。",
            ),
            (
                "must",
                "You must close the valve.",
                "弁を閉めてはならない。",
                "hint You must close the valve. | ない",
            ),
            (
                "can",
                "Guests can use the sauna.",
                "客はサウナを利用できない。",
                "hint Guests can use the sauna. | ない",
            ),
            (
                "safe",
                "The bridge is safe.",
                "その橋は安全ではない。",
                "hint The bridge is safe. | ない",
            ),
            (
                "cannot",
                "Dogs cannot enter the hall.",
                "犬はホールに入ることができる。",
                "hint cannot | 犬はホールに入ることができる。",
            ),
        ],
    );
}
