//! Tables of sentences left in English, of names of things that are kept, and of what is typed.

use crate::review::Check;
use crate::review::tests::{shown, table};

#[test]
fn sentences_left_in_english() {
    table(
        Check::Untranslated,
        &[
            (
                "four words",
                "Please drain the tank.",
                "Please drain the tank.",
                "error Please, drain, the, tank | Please drain the tank.",
            ),
            (
                "a button",
                "Click here to begin",
                "Click here to begin",
                "warning Click, here, to, begin | Click here to begin",
            ),
            (
                "behind a label",
                "Leeks: Wait until the frost is over.",
                "ネギ：Wait until the frost is over.",
                "error Wait, until, the, frost, is, over | Wait until the frost is over",
            ),
            (
                "behind a sentence",
                "It rained. The hens were wet.",
                "雨が降った。The hens were wet.",
                "error The, hens, were, wet | The hens were wet",
            ),
            (
                "before a sentence",
                "The hens were wet. It rained.",
                "The hens were wet.雨が降った。",
                "error The, hens, were, wet | The hens were wet",
            ),
            (
                "in capitals inside a quotation",
                "The sign says “Keep off the grass”.",
                "看板には「Keep off the grass」とある。",
                "",
            ),
            (
                "a quoted sentence",
                "The sign says Keep off the grass there.",
                "看板には Keep off the grass と書かれている。",
                "",
            ),
            ("a title", "Gone with the Wind", "Gone with the Wind", ""),
            ("a name", "Quaylog Harbour", "Quaylog Harbour", ""),
            ("a name with a stop", "Quaylog Inc.", "Quaylog Inc.", ""),
            ("a number", "Fig. 12.", "Fig. 12.", ""),
            ("a command", "git push origin", "git push origin", ""),
            (
                "a title behind a label",
                "Film: Gone with the Wind",
                "映画：Gone with the Wind",
                "",
            ),
        ],
    );
}

/// The dictionary tells that so few words are no name.
#[cfg(feature = "lexicon")]
#[test]
fn short_sentences_left_in_english() {
    table(
        Check::Untranslated,
        &[
            (
                "three words",
                "The anchor slipped.",
                "The anchor slipped.",
                "warning The, anchor, slipped | The anchor slipped.",
            ),
            (
                "two words",
                "Please wait.",
                "Please wait.",
                "warning Please, wait | Please wait.",
            ),
        ],
    );
}

#[test]
fn what_is_typed() {
    table(
        Check::Verbatim,
        &[
            (
                "a chord",
                "Press Ctrl+S to save.",
                "Ctrl+Dを押して保存します。",
                "error Ctrl+S | Ctrl+D",
            ),
            (
                "the same chord",
                "Press Ctrl+S to save.",
                "Ctrl + S を押して保存します。",
                "",
            ),
            (
                "a chord in words",
                "Press Ctrl+S to save.",
                "Ctrlキーを押しながらSを押して保存します。",
                "",
            ),
            (
                "an option",
                "Start it with -v to see more.",
                "詳しく見るには -x を付けて起動する。",
                "error -v | -x",
            ),
            (
                "a long option",
                "Start it with --trace to see more.",
                "詳しく見るには --track を付けて起動する。",
                "error --trace | --track",
            ),
            (
                "a lost call",
                "Call setup() before the loop.",
                "ループの前に呼び出す。",
                "warning setup() | ",
            ),
            (
                "a call without brackets",
                "Call setup() before the loop.",
                "ループの前に setup を呼び出す。",
                "",
            ),
            (
                "a key",
                "Press Enter to go on.",
                "Escキーを押して続ける。",
                "warning Enter | Esc",
            ),
            (
                "a key of another name",
                "Press Return to go on.",
                "Enterキーを押して続ける。",
                "",
            ),
            (
                "a function key",
                "Press F5 to run it.",
                "F6キーを押して実行する。",
                "warning F5 | F6",
            ),
            (
                "a translated attribute",
                "See <img src=\"a.png\" alt=\"A boat\"> here.",
                "<img src=\"a.png\" alt=\"舟\"> を参照。",
                "",
            ),
            (
                "two brackets",
                "Write it between { and } signs.",
                "記号 { と } の間に書く。",
                "",
            ),
        ],
    );
    table(
        Check::Emphasis,
        &[
            ("other marks", "It is *very* cold.", "**とても**寒い。", ""),
            (
                "as a quotation",
                "It is *very* cold.",
                "「とても」寒い。",
                "",
            ),
            (
                "only in the translation",
                "It is very cold.",
                "_とても_寒い。",
                "",
            ),
            (
                "lost",
                "It is *very* cold.",
                "とても寒い。",
                "hint *very* | ",
            ),
        ],
    );
}

#[test]
fn names_of_things_of_a_programme() {
    // Rows of a document full of terms, and what is found in its last row.
    let source = "Use the grep tool here.\n".repeat(8);
    let target = "ここでは grep を使う。\n".repeat(8);
    for (name, english, japanese, expected) in [
        (
            "a function",
            "Call the reset function first.",
            "まず reset 関数を呼ぶ。",
            "",
        ),
        (
            "an argument",
            "The argument count is a number.",
            "引数 count は数値だ。",
            "",
        ),
        (
            "a row",
            "It takes width, height and depth.",
            "それは width、height、depth を取る。",
            "",
        ),
        (
            "with a hyphen",
            "See the user-guide for it.",
            "それについては user-guide を見る。",
            "",
        ),
        (
            "a command of two words",
            "Run the fish install command.",
            "fish install を走らせる。",
            "",
        ),
        (
            "a value",
            "It is then set to false.",
            "そのとき false になる。",
            "",
        ),
        (
            "glossed",
            "Each lantern is cheap.",
            "lantern（ランタン）は安い。",
            "",
        ),
        (
            "the subject of a sentence",
            "width must be given.",
            "width は必須だ。",
            "",
        ),
        (
            "a noun that was left",
            "The harbour was quiet that day.",
            "その日 harbour は静かだった。",
            "hint harbour | harbour",
        ),
        (
            "an adjective before na",
            "It is a verbose way to ask.",
            "それは verbose な尋ね方だ。",
            "hint verbose | verbose",
        ),
        (
            "a value before na",
            "It is a volatile field.",
            "それは volatile な場所だ。",
            "",
        ),
        (
            "an adjective before what names",
            "The following methods are slow.",
            "following の手続きは遅い。",
            "hint following | following",
        ),
        (
            "the words of an error",
            "Look for the gate is not shut yet error here.",
            "ここで gate is not shut yet エラーを探す。",
            "",
        ),
        (
            "words joined by hyphens",
            "See how-to-shut-the-gate for it.",
            "それは how-to-shut-the-gate にある。",
            "",
        ),
        (
            "an adverb that was left",
            "It was closed quickly.",
            "それは quickly 閉じられた。",
            "warning quickly | quickly",
        ),
    ] {
        let found = shown(
            Check::Untranslated,
            &format!("{source}{english}"),
            &format!("{target}{japanese}"),
        );
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn lone_words_of_prose() {
    let few = ["It rained all day.", "一日中雨だった。"];
    let terms = ["Use the grep tool here.", "ここでは grep を使う。"];
    for (name, n_terms, expected) in [
        ("no other English", 0, "warning lighting | lighting"),
        ("some", 6, "hint lighting | lighting"),
    ] {
        let rows = || (0..80).map(|k| if k < n_terms { &terms } else { &few });
        let side = |k: usize, last: &str| -> String {
            rows()
                .map(|row| format!("{}\n", row[k]))
                .collect::<String>()
                + last
        };
        let source = side(0, "The lighting ceremony lasted an hour.");
        let target = side(1, "lighting 式は一時間続いた。");
        assert_eq!(
            shown(Check::Untranslated, &source, &target),
            expected,
            "{name}"
        );
    }
}

#[cfg(feature = "lexicon")]
#[test]
fn words_that_no_dictionary_has() {
    for (name, source, target, expected) in [
        (
            "a common noun",
            "Season the soup with cardamomum and salt.",
            "スープは cardamomum と塩で味を調える。",
            "hint cardamomum | cardamomum",
        ),
        (
            "a name",
            "Season the soup with Cardamomum and salt.",
            "スープは Cardamomum と塩で味を調える。",
            "",
        ),
        (
            "the name of a branch",
            "Nora pushes the change to main.",
            "ノラは変更を main に送る。",
            "hint main | main",
        ),
    ] {
        assert_eq!(
            shown(Check::Untranslated, source, target),
            expected,
            "{name}"
        );
    }
}
