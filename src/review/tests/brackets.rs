//! Tables of brackets, quotation marks and what stands between them.

use crate::review::Check;
use crate::review::tests::table;

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
