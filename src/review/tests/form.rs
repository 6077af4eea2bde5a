//! Tables of the form of the translation: brackets, marks, typography, style.

use crate::review::Check;
use crate::review::tests::{shown, table};

#[test]
fn brackets() {
    table(
        Check::Brackets,
        &[
            (
                "in pairs",
                "“Go,” she said.",
                "「行って」と彼女は言った。",
                "",
            ),
            (
                "not closed",
                "“Go,” she said.",
                "「行って、と彼女は言った。",
                "error | 「",
            ),
            (
                "not opened",
                "The lamp (a gift) broke.",
                "ランプ贈り物）——が壊れた。",
                "error | ）",
            ),
            (
                "wrong order",
                "“The ‘old’ mill,” he said.",
                "「『古い」水車小屋』と彼は言った。",
                "error | 『; error | 』",
            ),
            (
                "other width",
                "The lamp (a gift) broke.",
                "ランプ（贈り物)が壊れた。",
                "",
            ),
            ("list mark", "1) Oil the hinge.", "1) 蝶番に油を差す。", ""),
            (
                "a label",
                "Choose a folder, e.g. the inbox.",
                "フォルダーを選ぶ。例）受信箱",
                "",
            ),
            (
                "the same mark on both sides",
                "Press the “red” button of the “old” lamp.",
                "”古い”ランプの”赤い”ボタンを押す。",
                "",
            ),
            (
                "three of the same mark",
                "Press the “red” button of the lamp.",
                "ランプの”赤い”ボタン”を押す。",
                "error | ”",
            ),
            (
                "letter mark",
                "a) Oil the hinge.",
                "a）蝶番に油を差す。",
                "",
            ),
            (
                "a mark in the middle",
                "Bring 1) oil and 2) a rag.",
                "持ち物：1) 油、2) 布。",
                "",
            ),
            (
                "an abbreviation before the closing bracket",
                "The Harbour Guild (HG) met.",
                "港湾組合（以下、HG）が集まった。",
                "",
            ),
            (
                "a number before the closing bracket",
                "The lamp (shelf 12) broke.",
                "ランプ（棚 12）が壊れた。",
                "",
            ),
            (
                "katakana before the closing bracket",
                "She grew herbs (mint, dill).",
                "彼女は香草を育てた(ミント、ディル)。",
                "",
            ),
            (
                "a list in brackets",
                "Ask for one (a) oil or b) wax).",
                "どちらか（ほしいのは、a）油、b）蝋）を頼む。",
                "",
            ),
            (
                "an abbreviation, and one bracket too many",
                "The Harbour Guild (HG) met.",
                "港湾組合（以下、HG）が集まった）。",
                "error | ）",
            ),
            (
                "an abbreviation, and not closed",
                "The Harbour Guild (HG) met (late).",
                "港湾組合（以下、HG）が（遅く集まった。",
                "error | （",
            ),
            ("a face", "See you :)", "またね :)", ""),
            ("a sad face", "It broke again :(", "また壊れた:(", ""),
            ("a face with a nose", "Thanks :-)", "ありがとう:-)", ""),
            ("a wink", "Guess who ;)", "誰でしょう;)", ""),
            ("a face in Japanese signs", "Done!", "できた(^o^)", ""),
            ("a sweating face", "Sorry, late again.", "また遅刻です(^^;", ""),
            ("a crying face", "It sold out.", "売り切れました(T_T)", ""),
            ("a bow", "Please help.", "お願いします m(_ _)m", ""),
            ("a shrug", "Who knows?", "さあね ¯\\_(ツ)_/¯", ""),
            ("laughing", "We ate it all.", "全部食べた（笑）", ""),
            (
                "a face in brackets",
                "The lamp broke (again :().",
                "ランプが壊れた（またもや:(）。",
                "",
            ),
            (
                "a face, and a bracket too many",
                "See you (soon) :)",
                "またね（すぐに）） :)",
                "error | ）",
            ),
            (
                "a pair of sets",
                "Let G = (V, E) be a graph.",
                "グラフを G = (V, E) とする。",
                "",
            ),
            (
                "a half-open interval",
                "It lies in [0, 1) or (a, b].",
                "値は [0, 1) か (a, b] にある。",
                "",
            ),
            (
                "square for round",
                "The lamp (a gift) broke.",
                "ランプ（贈り物］が壊れた。",
                "error | （; error | ］",
            ),
            (
                "a call before a semicolon",
                "If you write keep(5, y); it works.",
                "keep(5, y);と書けば動く。",
                "",
            ),
            (
                "an anchor of a pattern",
                "(^ and $ come later.)",
                "（^ と $ は後で述べる。）",
                "",
            ),
            (
                "brackets as dashes",
                "The lamp (a gift) broke.",
                "ランプ――贈り物だった――が壊れた。",
                "",
            ),
            (
                "a quotation that the next paragraph opens again",
                "He said, “Go.” “Now.”\nShe left.",
                "彼は言った。「行け。\n「今だ」",
                "",
            ),
            ("in code", "Call f(x) now.", "f(x)を呼び出す。", ""),
            (
                "the original's own",
                "“Go home.",
                "「家に帰れ。",
                "",
            ),
            (
                "over paragraphs",
                "He said:\n“Go.\nNow.”",
                "彼は言った。\n「行け。\n今だ。」",
                "",
            ),
            (
                "only the original",
                "The lamp (a gift) broke.",
                "贈り物のランプが壊れた。",
                "",
            ),
            (
                "often",
                "He said, “Go.”\nShe said, “Stay.”\nHe said, “Why?”\nShe said, “Rain.”",
                "彼は「行け、と言った。\n彼女は「待って、と言った。\n彼は「なぜ、と言った。\n彼女は「雨だから、と言った。",
                "warning | 「, 「, 「, 「",
            ),
        ]
        .map(|(name, source, target, expected)| (name, source, target, expected)),
    );
}

#[test]
fn marks() {
    table(
        Check::Verbatim,
        &[
            (
                "the same",
                "See https://example.org/a.",
                "https://example.org/a を参照。",
                "",
            ),
            (
                "placeholders with numbers in another order",
                "%d of %s files were copied.",
                "%2$sファイル中%1$d個をコピーしました。",
                "",
            ),
            (
                "another number of a placeholder",
                "%1$s was copied.",
                "%2$sをコピーしました。",
                "error %1$s | %2$s",
            ),
            (
                "another host",
                "See https://example.org/a.",
                "https://example.net/a を参照。",
                "warning https://example.org/a | https://example.net/a",
            ),
            (
                "the translated page",
                "See https://example.org/en.",
                "https://example.org/ja を参照。",
                "hint https://example.org/en | https://example.org/ja",
            ),
            (
                "an address",
                "Ask desk@example.org.",
                "desk@example.com に聞く。",
                "error desk@example.org | desk@example.com",
            ),
            (
                "a placeholder",
                "Hello, {name}!",
                "こんにちは、{nmae}さん。",
                "error {name} | {nmae}",
            ),
            ("printf", "%d files, %s", "%d個のファイル", "error %s | "),
            ("percent is none", "50% of it", "その50%", ""),
            (
                "a tag",
                "Press <b>Start</b>.",
                "<b>開始を押す。",
                "error </b> | ",
            ),
            (
                "code",
                "Run `make all` now.",
                "`make` を実行する。",
                "warning `make all` | `make`",
            ),
            (
                "code without ticks",
                "Run `make all` now.",
                "make all を実行する。",
                "",
            ),
            ("less than", "if a < b then", "a < b ならば", ""),
            (
                "a word for people between angle brackets",
                "Run install <package> as <user>.",
                "<ユーザー名> として install <パッケージ> を実行する。",
                "",
            ),
            (
                "one of two such words",
                "Run install <package> as <user>.",
                "install <パッケージ> を実行する。",
                "error <user> | ",
            ),
            (
                "an address with a translated name",
                "Write to package-request@lists.example.org.",
                "パッケージ名-request@lists.example.org に書く。",
                "",
            ),
            (
                "the same at another host",
                "Write to package-request@lists.example.org.",
                "パッケージ名-request@lists.example.com に書く。",
                "error package-request@lists.example.org | ",
            ),
            (
                "quotation marks like backticks",
                "The `mill' and (`old') `gate' are shut.",
                "「水車」と（「古い」）「門」は閉まっている。",
                "",
            ),
            (
                "a dash of three hyphens",
                "Take care---keep the lamp away.",
                "気をつけること。ランプを近づけない。",
                "",
            ),
            (
                "the words of a link behind its address",
                "See https://example.org/a[the notes].",
                "https://example.org/a[注記]を参照。",
                "",
            ),
        ],
    );
    table(
        Check::Emphasis,
        &[
            ("kept", "It is **very** cold.", "**とても**寒い。", ""),
            (
                "lost",
                "It is **very** cold.",
                "とても寒い。",
                "warning **very** | ",
            ),
            ("an item", "* Oil the hinge.", "・蝶番に油を差す。", ""),
            ("times", "2 * 3 * 4 is 24.", "2×3×4は24だ。", ""),
            (
                "an identifier",
                "Use left_margin_x here.",
                "ここではleft_margin_xを使う。",
                "",
            ),
        ],
    );
    let gates = "The gate is open.\n".repeat(20);
    let doors = "門は開いている。\n".repeat(20);
    for (name, end, mark, expected) in [
        (
            "without 。",
            "The dog barked.",
            "犬が吠えた",
            "warning | た",
        ),
        (
            "with a comma",
            "The dog barked.",
            "犬が吠えて、",
            "hint | 、",
        ),
        ("a heading", "The dog", "犬", ""),
        (
            "a heading with a full stop",
            "Good ending.",
            "グッドエンド",
            "",
        ),
        ("a noun of kana", "Things to bring.", "持っていくもの", ""),
        ("a date", "May 3rd, 10 p.m.", "5月3日、午後10時", ""),
        ("a particle", "From the north.", "北から", ""),
        (
            "a caption",
            "(Photo) The dog barks.",
            "【写真】犬が吠える",
            "",
        ),
        (
            "polite without 。",
            "The dog barked.",
            "犬が吠えました",
            "warning | た",
        ),
        (
            "asking politely",
            "See the notes.",
            "注を見てください",
            "warning | い",
        ),
        (
            "items",
            "Oil the hinge.\nClean the lamp.",
            "蝶番に油を差す\nランプを磨く",
            "",
        ),
        (
            "two places",
            "The dog barked.\nThe gate is open.\nThe cat slept.",
            "犬が吠えた\n門は開いている。\n猫が眠った",
            "warning | た, た",
        ),
        (
            "two marks",
            "The dog barked.",
            "犬が吠えた。。",
            "warning | 。。",
        ),
        ("dots of silence", "The dog...", "犬が。。。", ""),
        ("a quotation", "“The dog barked.”", "「犬が吠えた」", ""),
        (
            "an address behind a colon",
            "The notes are here: https://example.org/a.",
            "注はここにある: https://example.org/a",
            "",
        ),
    ] {
        let shown = shown(
            Check::EndPunctuation,
            &format!("{gates}{end}"),
            &format!("{doors}{mark}"),
        );
        assert_eq!(shown, expected, "{name}");
    }
}

#[test]
fn ends_inside_a_pair() {
    table(
        Check::EndPunctuation,
        &[
            (
                "a polite end",
                "The bell rang. We left the hall.",
                "鐘が鳴りました私たちは広間を出ました。",
                "warning | た",
            ),
            (
                "a polite end before a connective",
                "The bell rang. But nobody moved.",
                "鐘が鳴りましたしかし誰も動きませんでした。",
                "warning | た",
            ),
            (
                "a polite clause",
                "The bell rang, and we left the hall.",
                "鐘が鳴りましたので私たちは広間を出ました。",
                "",
            ),
            (
                "a polite clause before a quotation's end",
                "He said that the bell had rung.",
                "鐘が鳴りましたと彼は言いました。",
                "",
            ),
            (
                "an adverb like a polite end",
                "It became more and more difficult.",
                "それはますます困難になりました。",
                "",
            ),
            (
                "a plain end",
                "The old bell rang. The guests left the hall.",
                "古い鐘は正午に鳴った客たちは広間を出た。",
                "hint | た",
            ),
            (
                "a plain end before a pronoun",
                "The old bell rang. This frightened the guests.",
                "古い鐘が鳴ったこの音に客はおびえた。",
                "hint | た",
            ),
            (
                "a clause before a noun where a sentence ends",
                "The old bell rang. The guests left the hall.",
                "古い鐘が鳴った広間を客は出た。",
                "",
            ),
            (
                "joined sentences",
                "The old bell rang. The guests left the hall.",
                "古い鐘が鳴って、客は広間を出た。",
                "",
            ),
            (
                "a relative clause",
                "The guests who had heard the bell left the hall.",
                "鐘を聞いた客は広間を出た。",
                "",
            ),
            (
                "an initial",
                "We met J. Harker in the hall.",
                "広間で会った客はハーカーだった。",
                "",
            ),
        ],
    );
}

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
