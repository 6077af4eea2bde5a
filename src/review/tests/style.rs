//! Tables of the style of the translation: です・ます beside だ・である.

use crate::review::Check;
use crate::review::tests::shown;

/// So many lines of one text.
fn lines(line: &str, n: usize) -> String {
    vec![line; n].join("\n")
}

#[test]
fn a_sentence_of_another_style() {
    let source = lines("The lamp is on.", 12);
    for (name, usual, other, expected) in [
        (
            "plain in polite",
            "ランプがついています。",
            "隣の家の犬が吠えた。",
            "warning | た",
        ),
        (
            "polite in plain",
            "ランプがついている。",
            "隣の家の犬が吠えました。",
            "warning | ました",
        ),
        (
            "an adjective",
            "ランプがついています。",
            "村までの道はとても長い。",
            "warning | い",
        ),
        (
            "a quotation",
            "ランプがついています。",
            "「隣の家の犬が吠えた。」",
            "",
        ),
        (
            "a noun at the end",
            "ランプがついています。",
            "いつまでも吠える隣の犬。",
            "",
        ),
        (
            "a pronoun at the end",
            "ランプがついています。",
            "いつまでも若いままのあなた。",
            "",
        ),
        (
            "a heading",
            "ランプがついています。",
            "隣の家の犬が吠えた",
            "",
        ),
        (
            "an item of a list",
            "ランプがついています。",
            "蝶番に忘れずに油を差す。",
            "",
        ),
        (
            "an item with する",
            "ランプがついています。",
            "新しいランプを注文する。",
            "",
        ),
        (
            "a row of a table",
            "ランプがついています。",
            "| ランプ | ここに置いておいた。",
            "",
        ),
        (
            "a row of a table of several sentences",
            "ランプがついています。",
            "| ランプ | 昨日ここに置いた。隣の家の犬が吠えた。",
            "",
        ),
        (
            "a verb in ます",
            "ランプがついている。",
            "隣の家の犬が目を覚ました。",
            "",
        ),
        ("a cry", "ランプがついています。", "もうだめだ。", ""),
        (
            "a question",
            "ランプがついています。",
            "犬は本当に吠えたのか。",
            "",
        ),
    ] {
        let target = format!("{}\n{other}", lines(usual, 12));
        let shown = shown(
            Check::MixedStyle,
            &format!("{source}\nThe dog barked."),
            &target,
        );
        assert_eq!(shown, expected, "{name}");
    }
}

#[test]
fn runs_of_styles() {
    let (polite, plain) = ("ランプがついています。", "隣の家の犬が吠えた。");
    let of = |runs: &[(&str, usize)]| -> String {
        let runs: Vec<String> = runs.iter().map(|&(line, n)| lines(line, n)).collect();
        runs.join("\n")
    };
    let ends = |end: &str, n: usize| format!("warning | {}", vec![end; n].join(", "));
    let mixed: Vec<(&str, usize)> = (0..40).map(|k| [(polite, 1), (plain, 1)][k % 2]).collect();
    let two_runs = format!("{}; {}", ends("た", 7), ends("た", 6));
    for (name, target, expected) in [
        (
            "a run at the end",
            of(&[(polite, 20), (plain, 8)]),
            ends("た", 8),
        ),
        (
            "a run at the beginning",
            of(&[(plain, 8), (polite, 20)]),
            ends("た", 8),
        ),
        (
            "a polite run",
            of(&[(plain, 15), (polite, 8), (plain, 15)]),
            ends("ます", 8),
        ),
        (
            "two runs",
            of(&[(polite, 20), (plain, 7), (polite, 20), (plain, 6)]),
            two_runs,
        ),
        (
            "a run with a stray",
            of(&[
                (polite, 20),
                (plain, 5),
                (polite, 1),
                (plain, 5),
                (polite, 9),
            ]),
            format!("warning | ます; {}", ends("た", 10)),
        ),
        ("one style", of(&[(polite, 30)]), String::new()),
        ("from sentence to sentence", of(&mixed), String::new()),
        (
            "few sentences",
            of(&[(polite, 6), (plain, 6)]),
            String::new(),
        ),
    ] {
        let source = lines("The lamp is on.", target.lines().count());
        let found: Vec<String> = shown(Check::MixedStyle, &source, &target)
            .split("; ")
            .map(str::to_owned)
            .collect();
        let mut found = found;
        found.sort();
        let mut expected: Vec<String> = expected.split("; ").map(str::to_owned).collect();
        expected.sort();
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn a_dialogue_has_a_style_for_each_speaker() {
    let source = lines("The lamp is on.", 30);
    let other = "隣の家の犬が吠えました。";
    for (name, talk, expected) in [
        ("cries and questions", "ランプはどこだ？", ""),
        ("particles", "ランプはここにあるぞ。", ""),
        ("prose", "ランプはここにある。", "warning | ました"),
        (
            "questions of a FAQ",
            "ランプはどこにあるのか？",
            "warning | ました",
        ),
    ] {
        let mut target = [lines("ランプがついている。", 15), lines(talk, 14)].join("\n");
        target.push('\n');
        target.push_str(other);
        assert_eq!(
            shown(Check::MixedStyle, &source, &target),
            expected,
            "{name}"
        );
    }
}
