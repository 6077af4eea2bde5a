//! How the command reads texts: their encodings, their languages, and their formats.

use std::fs;

use crate::folder::stderr_of;
use crate::{ENGLISH, JAPANESE, prepared};

/// Shift_JIS of 「埠頭は長かった。」 and 「雨が降った。」, and EUC-JP of the same.
const SHIFT_JIS: &[u8] = b"\x95\x75\x93\xaa\x82\xcd\x92\xb7\x82\xa9\x82\xc1\x82\xbd\x81\x42\x89\x4a\x82\xaa\x8d\x7e\x82\xc1\x82\xbd\x81\x42\n";
const EUC_JP: &[u8] = b"\xc9\xd6\xc6\xac\xa4\xcf\xc4\xb9\xa4\xab\xa4\xc3\xa4\xbf\xa1\xa3\xb1\xab\xa4\xac\xb9\xdf\xa4\xc3\xa4\xbf\xa1\xa3\n";

/// Arguments, whether they succeed, and what is said on standard error.
const ENCODINGS: &[(&str, bool, &str)] = &[
    (
        "align --source en.txt --target sjis.txt",
        true,
        "note: sjis.txt: read as Shift_JIS\n",
    ),
    (
        "align --source en.txt --target euc.txt",
        true,
        "note: euc.txt: read as EUC-JP\n",
    ),
    (
        "align --source 1252.txt --target sjis.txt",
        false,
        "error: 1252.txt: byte 2: expected UTF-8, found 0x92: it may be windows-1252, which is read only if it is named; --encoding NAME names the encoding\n",
    ),
    (
        "align --source 1252.txt --source-encoding latin1 --target sjis.txt",
        true,
        "note: sjis.txt",
    ),
    (
        "align --source en.txt --target sjis.txt --target-encoding cp932",
        true,
        "pairs: 2",
    ),
    (
        "align --source en.txt --target euc.txt --encoding euc_jp",
        true,
        "pairs: 2",
    ),
    (
        "align --source en.txt --target sjis.txt --encoding utf-8",
        false,
        "error: sjis.txt: byte 0: expected UTF-8, found 0x95; --encoding",
    ),
    (
        "align --source en.txt --target word.txt",
        false,
        "word.txt: expected text, found what looks like a zip archive",
    ),
    (
        "review --source en.txt --target sjis.txt",
        true,
        "note: sjis.txt: read as Shift_JIS\n",
    ),
    (
        "segment sjis.txt",
        true,
        "note: sjis.txt: read as Shift_JIS\n",
    ),
    ("segment --encoding euc-jp euc.txt", true, ""),
    (
        "segment --encoding klingon euc.txt",
        false,
        "expected one of UTF-8, UTF-16LE",
    ),
];

#[test]
fn a_text_is_read_in_its_encoding() {
    let folder = prepared("encodings");
    for (name, bytes) in [
        ("sjis.txt", SHIFT_JIS),
        ("euc.txt", EUC_JP),
        ("1252.txt", b"It\x92s raining. The pier is long.\n"),
        ("word.txt", b"PK\x03\x04\x14\0"),
    ] {
        fs::write(folder.0.join(name), bytes).expect("the folder takes files");
    }
    for (command, succeeds, message) in ENCODINGS {
        let output = folder.run(command);
        let stderr = stderr_of(&output);
        assert_eq!(output.status.success(), *succeeds, "{command}: {stderr}");
        assert!(stderr.contains(message), "{command}: {stderr}");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let is_right = !succeeds || text.contains("雨が降った。");
        assert!(is_right, "{command}: {text}");
    }
}

/// Arguments, whether they succeed, and what is said on standard error.
const SIDES: &[(&str, bool, &str)] = &[
    (
        "align --source ja.txt --target en.txt",
        false,
        "; --swap exchanges the two files, --force aligns them as they are",
    ),
    (
        "align --source ja.txt --target en.txt --swap",
        true,
        "pairs: 3",
    ),
    (
        "align --source ja.txt --target en.txt --force",
        true,
        "warning: ja.txt and en.txt: the source looks Japanese",
    ),
    (
        "align --lines --source ja.txt --target en.txt --swap",
        true,
        "pairs: 1",
    ),
    ("review --source ja.txt --target en.txt --swap", true, ""),
    (
        "align --source en.txt --target en.txt",
        false,
        "the target has no Japanese: found",
    ),
    (
        "align --source en.txt --target en.txt --force",
        true,
        "warning: ",
    ),
    (
        "align --source en.txt --target blank.txt",
        false,
        "the target is empty; --force aligns them as they are",
    ),
    (
        "align --source en.txt --target blank.txt --force",
        true,
        "pairs: 0, omissions: 3",
    ),
    (
        "align --source en.txt --target chinese.txt",
        true,
        "warning: en.txt and chinese.txt: the target looks Chinese",
    ),
    (
        "align --source ja.txt --target en.txt --swap --source-embeddings a.npy --target-embeddings b.npy",
        false,
        "--swap: expected no embeddings",
    ),
    ("align en.txt --force", false, "cannot be used with"),
    ("corpus turned.jsonl", true, ""),
    (
        "align --source dike.txt --target tofu.txt",
        true,
        "warning: dike.txt and tofu.txt: only ",
    ),
    (
        "review --source dike.txt --target tofu.txt -o review.html",
        true,
        "warning: dike.txt and tofu.txt: only ",
    ),
];

#[test]
fn two_files_are_refused_only_without_their_language() {
    let folder = prepared("sides");
    folder.write("blank.txt", "\n");
    folder.write(
        "chinese.txt",
        "河水在夜里又涨了。我们没有时间了，你们快走吧。\n",
    );
    folder.write(
        "dike.txt",
        "The dike broke in 1953. Nobody had seen the water rise. The mayor rang the church bell. Six cows stood on the roof of a barn.\n\
         In the morning a boat came from Zierikzee. It carried bread and blankets.\n",
    );
    folder.write(
        "tofu.txt",
        "豆腐は水切りをして、2センチ角に切ります。フライパンにごま油を熱し、にんにくを炒めます。\n\
         ひき肉の色が変わったら、豆板醤を加えます。鶏がらスープ200ミリリットルを注いで煮立てます。\n\
         豆腐を入れ、弱火で5分ほど煮ます。水溶き片栗粉でとろみをつけ、ねぎを散らします。\n",
    );
    let line = serde_json::json!({"id": 1, "source": JAPANESE, "target": ENGLISH});
    folder.write("turned.jsonl", format!("{line}\n"));
    for (command, succeeds, message) in SIDES {
        let output = folder.run(command);
        let stderr = stderr_of(&output);
        assert_eq!(output.status.success(), *succeeds, "{command}: {stderr}");
        assert!(stderr.contains(message), "{command}: {stderr}");
    }
    let beads = folder.run("corpus turned.jsonl").stdout;
    assert!(String::from_utf8_lossy(&beads).contains("beads"));
}

/// Arguments, whether they succeed, what is in the output, and what is said on standard error.
const FORMATS: &[(&str, bool, &str, &str)] = &[
    (
        "align --source page.en.md --target page.ja.md",
        true,
        "\tRain\t雨\n",
        "pairs: 3, omissions: 0, additions: 0",
    ),
    (
        "align --source page.en.md --target page.ja.md --code",
        true,
        "cargo build",
        "pairs: 3",
    ),
    (
        "align --source cues.txt --target cues.ja.srt",
        true,
        "It rained on the old harbour.\t古い港に雨が降った。",
        "pairs: 2",
    ),
    (
        "align --source page.en.md --target page.ja.md --format text",
        true,
        "\t# Rain\t# 雨\n",
        "pairs: ",
    ),
    (
        "align messages.po",
        true,
        "1-1\t1.0000\tOpen the file\tファイルを開く\n",
        "pairs: 1, omissions: 1",
    ),
    ("review messages.po -o messages.html", true, "", ""),
    (
        "align --source page.en.md --target page.ja.md --source-format klingon",
        false,
        "",
        "expected one of text, markdown",
    ),
    (
        "align --source bad.docx --target page.ja.md",
        false,
        "",
        "bad.docx: ",
    ),
    ("segment cues.ja.srt", true, "古い港に雨が降った。\n", ""),
    (
        "align --source help.page --target page.ja.md",
        true,
        "<p>It rained.",
        "note: help.page: read as text, with its tags; --format html",
    ),
    (
        "align --source help.page --source-format html --target page.ja.md",
        true,
        "\tIt rained.\t",
        "pairs: ",
    ),
    (
        "segment --format srt cues.txt --spans",
        true,
        "32\t61\tIt rained",
        "",
    ),
];

#[test]
fn the_name_of_a_file_tells_its_format() {
    let folder = prepared("formats");
    for (name, text) in [
        (
            "page.en.md",
            "# Rain\n\nIt rained **all** night.\nWe stayed at home.\n\n```sh\ncargo build\n```\n",
        ),
        (
            "page.ja.md",
            "# 雨\n\n一晩中雨が降った。私たちは家にいた。\n\n```sh\ncargo build\n```\n",
        ),
        (
            "cues.txt",
            "1\n00:00:01,000 --> 00:00:02,000\nIt rained on the old harbour.\n\n2\n00:00:03,000 --> 00:00:04,000\nWe stayed at home.\n",
        ),
        (
            "cues.ja.srt",
            "1\n00:00:01,000 --> 00:00:02,000\n古い港に雨が降った。\n\n2\n00:00:03,000 --> 00:00:04,000\n私たちは家にいた。\n",
        ),
        (
            "messages.po",
            "msgid \"\"\nmsgstr \"Language: ja\\n\"\n\nmsgid \"Open the file\"\nmsgstr \"ファイルを開く\"\n\nmsgid \"Close it\"\nmsgstr \"\"\n",
        ),
        ("bad.docx", "PK\u{3}\u{4} no archive"),
        (
            "help.page",
            "<?xml version=\"1.0\"?>\n<page><p>It rained. We stayed.</p></page>\n",
        ),
    ] {
        folder.write(name, text);
    }
    for (command, succeeds, shown, said) in FORMATS {
        let output = folder.run(command);
        let stderr = stderr_of(&output);
        assert_eq!(output.status.success(), *succeeds, "{command}: {stderr}");
        assert!(stderr.contains(said), "{command}: {stderr}");
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(text.contains(shown), "{command}: {text}");
    }
}
