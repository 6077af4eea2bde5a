//! Suggestions made in files: only what differs changes, in every format.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::bitext::Bitext;
use crate::format::{Encoding, Format};
use crate::revise::agree::ReadRow;
use crate::text::Content;

/// The bitext of a translation, whose original is one sentence, and a review with suggestions for the rows of some segments:
/// those that begin with a text, up to those that end with another.
fn review(content: Content, suggestions: &[(&str, &str, &str)]) -> (Bitext, Reviewed) {
    let bitext = Bitext::from_contents(Content::plain("It rained."), content);
    let target = bitext.target();
    let segments = 0..target.segments().len();
    let rows = suggestions.iter().map(|(first, last, new)| {
        let find = |from: usize, is: &dyn Fn(&str) -> bool| {
            let found = (from..segments.end).find(|&k| is(target.segment_text(k)));
            found.unwrap_or_else(|| panic!("{first} … {last} in {:?}", target.text()))
        };
        let start = find(0, &|text| text.starts_with(first));
        let end = find(start, &|text| text.ends_with(last)) + 1;
        let mut row = ReviewedRow::new(0..0, start..end);
        row.suggestion = Some((*new).to_owned());
        ReadRow { row, line: 1 }
    });
    let (reviewed, problems) = Reviewed::from_read_rows(rows.collect(), BTreeSet::new());
    assert_eq!(problems, []);
    (bitext, reviewed)
}

type File = (
    &'static str,
    Format,
    &'static str,
    &'static [(&'static str, &'static str, &'static str)],
    &'static str,
);

/// Name, format, file, suggestions as (beginning, end, new text), corrected file.
const FILES: &[File] = &[
    (
        "a word of a text",
        Format::Text,
        "雨が降った。家にいた。\n",
        &[("雨", "降った。", "雪が降った。")],
        "雪が降った。家にいた。\n",
    ),
    (
        "line ends of Windows and blanks",
        Format::Text,
        "　雨が降った。\r\n\r\n　家に  いた。\r\n",
        &[("家", "いた。", "私は家に いました。")],
        "　雨が降った。\r\n\r\n　私は家に  いました。\r\n",
    ),
    (
        "blanks inside what goes",
        Format::Text,
        "ここには Windows 11 が入っている。",
        &[("ここ", "。", "ここにはLinuxが入っている。")],
        "ここにはLinuxが入っている。",
    ),
    (
        "words that change places",
        Format::Text,
        "私は 赤い車が好きだ。",
        &[("私", "。", "青い車が私は好きだ。")],
        "青い車が私は好きだ。",
    ),
    (
        "a word that goes",
        Format::Text,
        "とても強い雨が降った。",
        &[("とても", "。", "強い雨が降った。")],
        "強い雨が降った。",
    ),
    (
        "a word that comes at the end",
        Format::Text,
        "雨が降った",
        &[("雨", "った", "雨が降ったのだ。")],
        "雨が降ったのだ。",
    ),
    (
        "a Latin word between blanks",
        Format::Text,
        "新しい API を使う。",
        &[("新", "。", "新しい REST API を使う。")],
        "新しい REST API を使う。",
    ),
    (
        "blanks alone",
        Format::Text,
        "新しい API を\n使う。雨。",
        &[("新", "使う。", "新しいAPIを使う。")],
        "新しいAPIを\n使う。雨。",
    ),
    (
        "a Latin word that goes",
        Format::Text,
        "新しい REST API を使う。",
        &[("新", "。", "新しい API を使う。")],
        "新しい API を使う。",
    ),
    (
        "two suggestions",
        Format::Text,
        "雨が降った。家にいた。\n猫は眠った。\n",
        &[
            ("雨", "降った。", "雨が降っていた。"),
            ("猫", "。", "猫も眠った。"),
        ],
        "雨が降っていた。家にいた。\n猫も眠った。\n",
    ),
    (
        "emphasis of Markdown stays",
        Format::Markdown,
        "# 題\n\n**雨**が降った。[家](a.md)にいた。\n",
        &[("**雨", "降った。", "**雨**が降りました。")],
        "# 題\n\n**雨**が降りました。[家](a.md)にいた。\n",
    ),
    (
        "a list of Markdown",
        Format::Markdown,
        "- 雨が降る。\n- 家にいる。\n\n> 猫は\n> 眠る。\n",
        &[
            ("家", "。", "いえにいる。"),
            ("猫", "。", "犬は眠っている。"),
        ],
        "- 雨が降る。\n- いえにいる。\n\n> 犬は\n> 眠っている。\n",
    ),
    (
        "a heading of Markdown",
        Format::Markdown,
        "雨の日\n===\n\n終わり。\n",
        &[("雨", "日", "雪の日")],
        "雪の日\n===\n\n終わり。\n",
    ),
    (
        "cues of subtitles",
        Format::Subtitles,
        "1\r\n00:00:01,000 --> 00:00:02,000\r\n雨が降った。\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\n家にいた。\r\n",
        &[("家", "。", "うちにいた。")],
        "1\r\n00:00:01,000 --> 00:00:02,000\r\n雨が降った。\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nうちにいた。\r\n",
    ),
    (
        "a sentence over two cues",
        Format::Subtitles,
        "1\n00:00:01,000 --> 00:00:02,000\n雨が降って、\n\n2\n00:00:03,000 --> 00:00:04,000\n家にいた。\n",
        &[("雨", "家にいた。", "雪が降って、家にいたのだ。")],
        "1\n00:00:01,000 --> 00:00:02,000\n雪が降って、\n\n2\n00:00:03,000 --> 00:00:04,000\n家にいたのだ。\n",
    ),
    (
        "tags of subtitles",
        Format::Subtitles,
        "1\n00:00:01,000 --> 00:00:02,000\n<i>雨が</i>降った。\n",
        &[("雨", "。", "雪が降った。")],
        "1\n00:00:01,000 --> 00:00:02,000\n<i>雪が</i>降った。\n",
    ),
    #[cfg(feature = "web")]
    (
        "tags of HTML",
        Format::Html,
        "<p lang=ja><b>雨</b>が降った。<br>家に&amp;いた。</p>",
        &[("雨", "降った。", "雪が降った。")],
        "<p lang=ja><b>雪</b>が降った。<br>家に&amp;いた。</p>",
    ),
    #[cfg(feature = "web")]
    (
        "an entity stays, and another comes",
        Format::Html,
        "<p>猫 &amp; 犬が来た。</p>",
        &[("猫", "。", "猫 & 犬 <二匹> が来た。")],
        "<p>猫 &amp; 犬 &lt;二匹&gt; が来た。</p>",
    ),
    #[cfg(feature = "web")]
    (
        "an entity that goes",
        Format::Html,
        "<p>猫 &amp; 犬が来た。</p>",
        &[("猫", "。", "猫と犬が来た。")],
        "<p>猫と犬が来た。</p>",
    ),
    (
        "a reading of Aozora stays",
        Format::Aozora,
        "題名\n著者\n\n　雨《あめ》が降った。家にいた。\n",
        &[("雨", "降った。", "雨が降っていた。")],
        "題名\n著者\n\n　雨《あめ》が降っていた。家にいた。\n",
    ),
    (
        "a blank line does not end a cue",
        Format::Subtitles,
        "1\n00:00:01,000 --> 00:00:02,000\n雨が降った。\n",
        &[("雨", "。", "雨が降った。\n\nとても。")],
        "1\n00:00:01,000 --> 00:00:02,000\n雨が降った。\nとても。\n",
    ),
    (
        "a translation that goes",
        Format::Text,
        "雨が降った。家にいた。\n",
        &[("家", "。", "")],
        "雨が降った。\n",
    ),
];

#[test]
fn only_what_differs_changes() {
    for &(name, format, file, suggestions, expected) in FILES {
        let (bitext, reviewed) = review(format.read(file).unwrap(), suggestions);
        let correction = correct(&bitext, &reviewed, format, Encoding::Utf8);
        let left_out: Vec<_> = correction
            .changes
            .iter()
            .filter_map(|change| change.left_out.as_deref())
            .collect();
        assert_eq!(left_out, [""; 0], "{name}");
        assert_eq!(correction.text, expected, "{name}");
        let bytes = crate::format::replace_in_bytes(
            file.as_bytes(),
            Encoding::Utf8,
            &correction.replacements(),
            "f",
        );
        assert_eq!(bytes.unwrap(), expected.as_bytes(), "{name}");
    }
}

#[test]
fn what_cannot_be_placed_is_left_out_with_its_text() {
    let cues = "1\n00:00:01,000 --> 00:00:02,000\n雨が降って、\n\n2\n00:00:03,000 --> 00:00:04,000\n家にいた。\n";
    type Row = (
        &'static str,
        Format,
        Encoding,
        &'static str,
        (&'static str, &'static str, &'static str),
        &'static str,
    );
    let rows: [Row; 3] = [
        (
            "a word over a cut",
            Format::Subtitles,
            Encoding::Utf8,
            cues,
            ("雨", "いた。", "雨のせいで外へ出られませんでした。"),
            "it replaces text on both sides of a cut in the file",
        ),
        (
            "a heading that comes into being",
            Format::Markdown,
            Encoding::Utf8,
            "雨が降った。\n\n家にいた。\n",
            ("雨", "。", "雨が降った。\n===\n長く。"),
            "the file would be read otherwise than meant",
        ),
        (
            "a character that the encoding lacks",
            Format::Text,
            Encoding::ShiftJis,
            "雨が降った。家にいた。\n",
            ("雨", "降った。", "雨が🐟った。"),
            "Shift_JIS lacks a character of it",
        ),
    ];
    for (name, format, encoding, file, (first, last, new), reason) in rows {
        let more = [(first, last, new)];
        let (bitext, reviewed) = review(format.read(file).unwrap(), &more);
        let correction = correct(&bitext, &reviewed, format, encoding);
        assert_eq!(correction.text, file, "{name}");
        let change = &correction.changes[0];
        assert_eq!(change.left_out.as_deref(), Some(reason), "{name}");
        assert_eq!(change.new, new, "{name}");
    }
}

#[test]
fn a_bad_change_leaves_out_no_good_one() {
    let file: String = (0..9)
        .map(|k| format!("{k}番目の雨が降った。\n\n"))
        .collect();
    let suggestions: Vec<(String, String)> = (0..9)
        .map(|k| {
            let new = match k {
                4 => "4番目の雨が降った。\n===\n終わり。".to_owned(),
                _ => format!("{k}番目の雪が降った。"),
            };
            (format!("{k}番"), new)
        })
        .collect();
    let segments: Vec<(String, String, &String)> = suggestions
        .iter()
        .map(|(first, new)| (first.clone(), format!("{first}目の雨が降った。"), new))
        .collect();
    let rows: Vec<(&str, &str, &str)> = segments
        .iter()
        .map(|(first, last, new)| (first.as_str(), last.as_str(), new.as_str()))
        .collect();
    let (bitext, reviewed) = review(Format::Markdown.read(file.as_str()).unwrap(), &rows);
    let correction = correct(&bitext, &reviewed, Format::Markdown, Encoding::Utf8);
    let left_out: Vec<usize> = correction
        .changes
        .iter()
        .filter(|change| change.left_out.is_some())
        .map(|change| change.row)
        .collect();
    assert_eq!(left_out, [4]);
    assert_eq!(correction.text.matches('雪').count(), 8);
}

#[test]
fn an_omission_is_filled_beside_its_neighbours() {
    let source = "It rained. We stayed at home. The cat slept.\n\nNobody came.\n";
    let contents = |target: &str| {
        let content = |text: &str| Format::Text.read(text).unwrap();
        Bitext::from_contents(content(source), content(target))
    };
    for (name, target, row, new, expected) in [
        (
            "behind",
            "雨が降った。猫は眠った。\n\n誰も来なかった。\n",
            (1..2, 1..1),
            "家にいた。",
            Some("雨が降った。家にいた。猫は眠った。\n\n誰も来なかった。\n"),
        ),
        (
            "before",
            "家にいた。猫は眠った。\n\n誰も来なかった。\n",
            (0..1, 0..0),
            "雨が降った。",
            Some("雨が降った。家にいた。猫は眠った。\n\n誰も来なかった。\n"),
        ),
        (
            "a whole paragraph",
            "雨が降った。家にいた。猫は眠った。\n",
            (3..4, 3..3),
            "誰も来なかった。",
            None,
        ),
    ] {
        let bitext = contents(target);
        let (source, place) = row;
        let mut row = ReviewedRow::new(source, place);
        row.suggestion = Some(new.to_owned());
        let rows = vec![ReadRow { row, line: 1 }];
        let (reviewed, _) = Reviewed::from_read_rows(rows, BTreeSet::new());
        let correction = correct(&bitext, &reviewed, Format::Text, Encoding::Utf8);
        assert_eq!(correction.text, expected.unwrap_or(target), "{name}");
        let is_left_out = correction.changes[0].left_out.is_some();
        assert_eq!(is_left_out, expected.is_none(), "{name}");
    }
}

#[test]
fn the_review_goes_on_with_the_corrected_text() {
    let file = "雨が降った。家にいた。\n猫は眠った。\n";
    let (bitext, reviewed) = review(
        Format::Text.read(file).unwrap(),
        &[
            ("雨", "降った。", "雨が降っていた。"),
            ("猫", "。", "猫も眠った。"),
        ],
    );
    let correction = correct(&bitext, &reviewed, Format::Text, Encoding::Utf8);
    let corrected = Bitext::from_contents(
        Content::plain("It rained."),
        Format::Text.read(correction.text.as_str()).unwrap(),
    );
    let back = correction.carry(&reviewed, &bitext, &corrected);
    assert_eq!(back.problems, []);
    let rows = back.reviewed.rows();
    assert_eq!(rows.len(), 2);
    assert!(
        rows.iter()
            .all(|row| row.suggestion.is_none() && row.changed.is_none())
    );
    let mut table = Vec::new();
    correction.write_changes(&mut table).unwrap();
    assert_eq!(
        String::from_utf8(table).unwrap(),
        "\u{feff}row\tline\told\tnew\tleft_out\n\
         1\t1\t雨が降った。\t雨が降っていた。\t\n\
         2\t2\t猫は眠った。\t猫も眠った。\t\n"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_row_reads_as_its_suggestion_and_all_else_stays(
        lines in proptest::collection::vec("[ぁ-う雨雪 a]{1,8}[a-c雨]", 1..6),
        new in "[ぁ-う雨雪 ab。]{0,8}[雨a]",
        at in 0usize..6,
        ends in prop_oneof![Just("\n"), Just("\r\n"), Just("\n\n")],
    ) {
        let file = lines.join(ends);
        let bitext = Bitext::new("It rained.", file.as_str());
        let n_segments = bitext.target().segments().len();
        let at = at % n_segments;
        let mut row = ReviewedRow::new(0..0, at..at + 1);
        row.suggestion = Some(new.clone());
        let rows = vec![ReadRow { row, line: 1 }];
        let (reviewed, _) = Reviewed::from_read_rows(rows, BTreeSet::new());
        let correction = correct(&bitext, &reviewed, Format::Text, Encoding::Utf8);
        let span = bitext.target().segments()[at].span;
        prop_assert_eq!(&correction.text[..span.start], &file[..span.start]);
        let behind = file.len() - span.end;
        prop_assert_eq!(&correction.text[correction.text.len() - behind..], &file[span.end..]);
        let inside = &correction.text[span.start..correction.text.len() - behind];
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        prop_assert_eq!(plain(inside), plain(&new));
    }
}

proptest! {
    #[test]
    fn what_was_typed_stands_there(old in "[aあいう][aあいう ]{0,12}[aあいう]", new in "[aあいう][aあいう ]{0,12}[aあいう]") {
        let (bitext, reviewed) = review(Content::plain(&*format!("{old}。")), &[("", "。", &format!("{new}。"))]);
        let correction = correct(&bitext, &reviewed, Format::Text, Encoding::Utf8);
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        if correction.changes.iter().all(|change| change.left_out.is_none()) {
            prop_assert_eq!(words(&correction.text), words(&format!("{new}。")));
        }
    }
}
