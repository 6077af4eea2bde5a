//! The loop of a reviser: find, correct, check again. A review survives edits of the texts, and suggestions become a corrected
//! file of the translation.

mod folder;

use folder::{Folder, stderr_of};

const ENGLISH: &str =
    "# The pier\n\nThe pier was **long**. We walked to its end.\n\nIt rained. Nobody came.\n";
const JAPANESE: &str = "# 埠頭\r\n\r\n埠頭は**長かった**。私たちは端まで歩いた。\r\n\r\n雨が降った。誰も来なかった。\r\n";

/// A folder with an original and its translation.
fn prepared(name: &str) -> Folder {
    let folder = Folder::empty(name);
    folder.write("en.md", ENGLISH);
    folder.write("ja.md", JAPANESE);
    folder
}

impl Folder {
    /// Writes a table in which every row is confirmed, and some texts of target cells are others.
    fn confirm(&self, edits: &[(&str, &str)]) {
        let mut table = self.text("pairs.tsv").replace("\topen\t", "\t確認済み\t");
        for (old, new) in edits {
            let cell = format!("\t{old}\td");
            assert!(table.contains(&cell), "{old} in {table}");
            table = table.replacen(&cell, &format!("\t{new}\td"), 1);
        }
        self.write("pairs.tsv", table.as_bytes());
    }
}

const SIDES: &str = "--source en.md --target ja.md";

#[test]
fn a_review_survives_an_edit_of_the_file() {
    let folder = prepared("edit");
    folder.good(&format!("review {SIDES} -o pairs.tsv"));
    folder.confirm(&[]);
    folder.write(
        "ja.md",
        JAPANESE.replace("雨が降った", "雨だった").as_bytes(),
    );
    let stderr = folder.good(&format!(
        "realign {SIDES} --reviewed pairs.tsv -o again.json"
    ));
    assert!(
        stderr.contains("kept from the review: 4, changed since: 1"),
        "{stderr}"
    );
    let again = folder.text("again.json");
    let was = r#""state":"open","mark":false,"comment":"","changed":{"state":"confirmed","source_text":"It rained.","target_text":"雨が降った。"}"#;
    assert!(again.contains(was), "{again}");
    assert_eq!(
        again.matches(r#""state":"confirmed","mark""#).count(),
        4,
        "{again}"
    );
}

#[test]
fn suggestions_are_made_in_the_file_and_the_review_goes_on() {
    let folder = prepared("suggest");
    folder.good(&format!("review {SIDES} -o pairs.tsv"));
    folder.confirm(&[
        ("埠頭は**長かった**。", "桟橋は**長かった**。"),
        ("雨が降った。", "雨が降っていた。"),
    ]);
    let stderr = folder.good(&format!(
        "realign {SIDES} --reviewed pairs.tsv --corrected ja.2.md -o again.json"
    ));
    assert!(
        stderr
            .contains("corrected: line 3: \"埠頭は**長かった**。\" -> \"桟橋は**長かった**。\"\n"),
        "{stderr}"
    );
    assert!(stderr.contains("corrections: 2, left out: 0\n"), "{stderr}");
    assert!(stderr.contains("kept from the review: 5\n"), "{stderr}");
    let expected = JAPANESE
        .replace("埠頭は", "桟橋は")
        .replace("降った", "降っていた");
    assert_eq!(folder.text("ja.2.md"), expected);
    assert_eq!(folder.text("ja.md"), JAPANESE);
    let again = folder.text("again.json");
    assert_eq!(
        again.matches(r#""state":"confirmed""#).count(),
        5,
        "{again}"
    );
    assert!(!again.contains("\"suggestion\""), "{again}");
    let sides = "--source en.md --target ja.2.md";
    let stderr = folder.good(&format!(
        "realign {sides} --reviewed again.json -o third.tsv"
    ));
    assert!(stderr.contains("kept from the review: 5\n"), "{stderr}");
}

#[test]
fn a_list_of_changes_is_written() {
    let folder = prepared("changes");
    folder.good(&format!("review {SIDES} -o pairs.tsv"));
    folder.confirm(&[("雨が降った。", "'=雨。")]);
    folder.good(&format!(
        "realign {SIDES} --reviewed pairs.tsv --corrected ja.2.md --changes list.tsv -o again.json"
    ));
    assert_eq!(
        folder.text("list.tsv"),
        "\u{feff}row\tline\told\tnew\tleft_out\n4\t5\t雨が降った。\t'=雨。\t\n"
    );
    assert!(folder.text("ja.2.md").contains("\r\n=雨。誰も"));
}

#[test]
fn a_file_keeps_its_encoding() {
    let folder = prepared("sjis");
    // 「雨が降った。家にいた。」 in Shift_JIS, with two codes of one character that are written otherwise.
    let before = b"\x89\x4a\x82\xaa\x8d\x7e\x82\xc1\x82\xbd\x81\x42\x89\xc6\x82\xc9\x82\xa2\x82\xbd\x81\x42\r\n\xee\xef\xfa\x40\r\n";
    folder.write("ja.md", before);
    folder.write("en.md", b"It rained. We stayed at home.\n\ni i\n");
    folder.good(&format!("review {SIDES} -o pairs.tsv"));
    folder.confirm(&[("家にいた。", "家にいる。")]);
    folder.good(&format!(
        "realign {SIDES} --reviewed pairs.tsv --corrected ja.2.md -o again.json"
    ));
    let mut after = before.to_vec();
    let at = before
        .windows(2)
        .rposition(|pair| pair == b"\x82\xbd")
        .expect("た");
    after[at + 1] = 0xe9;
    assert_eq!(folder.read("ja.2.md"), after);
    folder.confirm(&[("家にいる。", "家に🐟いる。")]);
    let stderr = folder.good(&format!(
        "realign {SIDES} --reviewed pairs.tsv --corrected ja.2.md -o again.json"
    ));
    assert!(
        stderr.contains("left out: line 1: \"家にいた。\" -> \"家に🐟いる。\": Shift_JIS lacks a character of it"),
        "{stderr}"
    );
    assert_eq!(folder.read("ja.2.md"), before);
}

#[test]
fn a_page_with_both_languages_is_corrected() {
    let folder = prepared("page");
    let page = "雨が一日中降っていた。私たちは家にいた。\n\n原文を表示\n\nIt rained all day. We stayed at home.\n";
    folder.write("page.txt", page.as_bytes());
    folder.good("review page.txt -o pairs.tsv");
    folder.confirm(&[("私たちは家にいた。", "私たちは家におりました。")]);
    folder.good("realign page.txt --reviewed pairs.tsv --corrected page.2.txt -o again.tsv");
    let expected = page.replace("家にいた", "家におりました");
    assert_eq!(folder.text("page.2.txt"), expected);
    let stderr = folder.good("realign page.2.txt --reviewed again.tsv -o third.tsv");
    assert!(stderr.contains("kept from the review: 2\n"), "{stderr}");
}

#[test]
fn two_plain_texts_are_corrected() {
    let folder = prepared("plain");
    folder.write("en.txt", b"It rained all day. We stayed at home.\n");
    folder.write("ja.txt", "一日中雨だった。私たちは家にいた。\n".as_bytes());
    let sides = "--source en.txt --target ja.txt";
    folder.good(&format!("review {sides} -o pairs.tsv"));
    folder.confirm(&[("私たちは家にいた。", "家にいた。")]);
    let stderr = folder.good(&format!(
        "realign {sides} --reviewed pairs.tsv --corrected ja.2.txt -o again.json"
    ));
    assert_eq!(folder.text("ja.2.txt"), "一日中雨だった。家にいた。\n");
    assert!(stderr.contains("kept from the review: 2\n"), "{stderr}");
}

#[test]
fn subtitles_keep_their_cues() {
    let folder = prepared("cues");
    let cues = |first: &str, second: &str| {
        format!(
            "1\n00:00:01,000 --> 00:00:02,000\n{first}\n\n2\n00:00:03,000 --> 00:00:04,000\n<i>{second}</i>\n"
        )
    };
    folder.write(
        "en.srt",
        cues("It rained.", "We stayed at home.").as_bytes(),
    );
    folder.write("ja.srt", cues("雨が降った。", "家にいた。").as_bytes());
    let sides = "--source en.srt --target ja.srt";
    folder.good(&format!("review {sides} -o pairs.tsv"));
    folder.confirm(&[("家にいた。", "家におりました。")]);
    folder.good(&format!(
        "realign {sides} --reviewed pairs.tsv --corrected ja.2.srt -o again.json"
    ));
    assert_eq!(
        folder.text("ja.2.srt"),
        cues("雨が降った。", "家におりました。")
    );
}

#[test]
fn suggestions_for_other_formats_are_reported() {
    let folder = prepared("units");
    folder.write(
        "messages.po",
        "msgid \"It rained.\"\nmsgstr \"雨が降った。\"\n".as_bytes(),
    );
    folder.good("review messages.po -o pairs.tsv");
    folder.confirm(&[("雨が降った。", "雨でした。")]);
    let output = folder
        .run("realign messages.po --reviewed pairs.tsv --corrected messages.2.po -o again.json");
    let stderr = stderr_of(&output);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    let said = "messages.2.po: not written, since its format is not changed";
    assert!(stderr.contains(said), "{stderr}");
    assert!(
        stderr.contains("left out: row 1: \"雨が降った。\" -> \"雨でした。\": messages.po is of a format that is not changed"),
        "{stderr}"
    );
    assert!(!folder.0.join("messages.2.po").exists());
    assert!(
        folder
            .text("again.json")
            .contains("\"suggestion\":\"雨でした。\"")
    );
}

#[test]
fn no_correction_is_written_over_an_input_or_an_output() {
    let folder = prepared("over");
    folder.good(&format!("review {SIDES} -o pairs.tsv"));
    for (outputs, message) in [
        (
            "--corrected ja.md",
            "expected an output other than the input ja.md",
        ),
        (
            "--corrected en.md",
            "expected an output other than the input en.md",
        ),
        (
            "--corrected pairs.tsv",
            "expected an output other than the input pairs.tsv",
        ),
        (
            "--corrected x.md --changes ja.md",
            "expected an output other than the input ja.md",
        ),
        (
            "--corrected out.json",
            "out.json: expected a file for each output",
        ),
        (
            "--corrected x.md --changes x.md",
            "x.md: expected a file for each output",
        ),
        (
            "--corrected x.md --changes ./x.md",
            "./x.md: expected a file for each output",
        ),
        (
            "--corrected ./out.json",
            "./out.json: expected a file for each output",
        ),
        ("--corrected -", "-: expected a file to write to"),
        ("--changes x.tsv", "--corrected <FILE>"),
    ] {
        let output = folder.run(&format!(
            "realign {SIDES} --reviewed pairs.tsv {outputs} -o out.json"
        ));
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success(), "{outputs}");
        assert!(stderr.contains(message), "{outputs}: {stderr}");
        assert_eq!(folder.text("ja.md"), JAPANESE, "{outputs}");
        assert!(!folder.0.join("out.json").exists(), "{outputs}");
    }
}

#[test]
fn a_review_of_another_text_is_refused() {
    let folder = prepared("other");
    folder.good(&format!("review {SIDES} -o pairs.json"));
    folder.write("en.txt", b"The ship sank in 1964. He laughed.\n");
    folder.write("ja.txt", "船は1964年に沈んだ。彼は笑った。\n".as_bytes());
    let output =
        folder.run("realign --source en.txt --target ja.txt --reviewed pairs.json -o out.json");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        !output.status.success() && stderr.contains("belongs to another text"),
        "{stderr}"
    );
}
