//! Tables of typography: widths, blanks, doubled words, and marks of half width.

use crate::review::Check;
use crate::review::tests::table;

#[test]
fn typography() {
    table(
        Check::DoubledWord,
        &[
            (
                "kanji",
                "The harvest was poor.",
                "収穫収穫は乏しかった。",
                "warning | 収穫収穫",
            ),
            (
                "katakana",
                "The lantern broke.",
                "ランタンランタンが壊れた。",
                "warning | ランタンランタン",
            ),
            (
                "a particle",
                "He opened the gate.",
                "彼は門をを開けた。",
                "warning | をを",
            ),
            (
                "onomatopoeia",
                "My heart pounded.",
                "胸がドキドキした。",
                "",
            ),
            (
                "doubled hiragana",
                "It got worse and worse.",
                "ますます悪くなった。",
                "",
            ),
            (
                "again and again",
                "It broke again and again.",
                "何度も何度も壊れた。",
                "",
            ),
            (
                "a name",
                "Mr. Fekfek left the hall.",
                "フェクフェク氏は広間を出た。",
                "",
            ),
            (
                "inside of two words",
                "By the word of two or three elders.",
                "二人の長老または三人の長老の言葉による。",
                "",
            ),
            (
                "one by one",
                "They left one by one.",
                "一人一人去っていった。",
                "",
            ),
            (
                "said twice",
                "Quick, quick, the lamp!",
                "大至急大至急、ランプを！",
                "",
            ),
            ("adjective", "It was silly.", "それは馬鹿馬鹿しかった。", ""),
            ("part of a longer run", "the bananas", "バナナナ", ""),
            ("digits", "in 1212", "1212年に", ""),
        ],
    );
    table(
        Check::Decomposed,
        &[
            ("composed", "The crab.", "かにがいる。", ""),
            (
                "decomposed",
                "The crab.",
                "かにか\u{3099}いる。",
                "error | か\u{3099}",
            ),
            ("no such kana", "Ah!", "あ\u{3099}っ！", ""),
        ],
    );
    table(
        Check::Width,
        &[
            ("half-width katakana", "A lamp.", "ﾗﾝﾌﾟ。", "warning | ﾗﾝﾌﾟ"),
            ("both in one number", "Room 24.", "２4号室。", "hint | ２4"),
            (
                "a rare width",
                "11 a\n12 b\n13 c\n14 d\n15 e",
                "11の甲\n12の乙\n13の丙\n14の丁\n１５の戊",
                "hint | １５",
            ),
            (
                "a rare width in two places",
                "11 a\n12 b\n13 c\n14 d\n15 e\n16 f\n17 g\n18 h",
                "11の甲\n12の乙\n１３の丙\n14の丁\n１５の戊\n16の己\n17の庚\n18の辛",
                "hint | １３, １５",
            ),
            (
                "one digit full, more half",
                "11 a\n2 b\n13 c\n14 d\n15 e",
                "11の甲\n２の乙\n13の丙\n14の丁\n15の戊",
                "",
            ),
        ],
    );
}

#[test]
fn half_width_marks() {
    table(
        Check::HalfWidthMarks,
        &[
            (
                "throughout",
                "Is it open?\nCome in!\nWhy not?",
                "開いていますか?\nどうぞ!\n嫌ですか?",
                "hint | ?, !, ?",
            ),
            (
                "beside full-width ones",
                "Is it open?\nIs it late?\nIs it far?\nIs it dark?",
                "開いていますか？\n遅いですか?\n遠いですか?\n暗いですか?",
                "hint | ?, ?, ?",
            ),
            ("only one", "Is it open?", "開いていますか?", ""),
            (
                "brackets",
                "The lamp (a gift) broke (again) (today).",
                "ランプ(贈り物)が(また)壊れた(今日)。",
                "hint | (, ), (, ), (, )",
            ),
            ("full-width", "Is it open?", "開いていますか？", ""),
            ("code", "Call keep(x) and go!", "keep(x)を呼ぶ。Go!", ""),
        ],
    );
}
