//! What must hold for files of pairs as a person converts them: what goes out comes back, what a format cannot hold is said, no
//! input is written over, and files that belong together are all there or none is.

mod folder;

use folder::{Folder, stderr_of};
use serde_json::Value;

/// Pairs that some format finds hard, as a table.
const PAIRS: &str = "id\tkind\tconfidence\tsource\ttarget
1\t1-1\t0.9871\tIt rained <b>all</b> day & night.\t一日中<b>雨</b>が降った。
2\t1-1\t0.5000\t=1+1 is \"two\"; it's so.\t=1+1 は「二」だ。
3\t1-0\t0.7500\tNobody came.\t
4\t0-1\t1.0000\t\t誰も来なかった。
5\t1-1\t1.0000\tOne\\ttwo | three.\t一\\t二 | 三。
";

/// The rows of a table of pairs: confidence, source and target.
fn rows(table: &str) -> Vec<[String; 3]> {
    let table = table.trim_start_matches('\u{feff}');
    let rows = table.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        [cells[2], cells[3], cells[4]]
            .map(|cell| cell.replace("\"\"", "\"").trim_matches('"').to_owned())
    });
    rows.collect()
}

/// A format: its extension, the rows of [`PAIRS`] that it does not hold, whether it holds confidences, and what the command says
/// of it.
const FORMATS: &[(&str, &[usize], bool, &str)] = &[
    ("tsv", &[], true, ""),
    ("csv", &[], true, ""),
    ("xlsx", &[], true, ""),
    ("jsonl", &[], true, ""),
    ("hunalign", &[], true, "characters: 2"),
    ("tmx", &[2, 3], true, "pairs with an empty side: 2"),
    ("xliff", &[3], true, "pairs with an empty side: 1"),
    ("xliff1", &[3], true, "pairs with an empty side: 1"),
    ("po", &[3], true, "pairs with an empty side: 1"),
    (
        "moses",
        &[2, 3],
        false,
        "pairs with an empty side: 2, characters: 2",
    ),
    ("xces", &[], true, ""),
];

#[test]
fn what_goes_out_comes_back() {
    let folder = Folder::empty("formats");
    folder.write("pairs.tsv", PAIRS);
    folder.good("convert pairs.tsv again.tsv");
    let all = rows(&folder.text("again.tsv"));
    assert_eq!(all.len(), 5, "{all:?}");
    for (form, lost, has_confidence, said) in FORMATS {
        let name = format!("out.{form}");
        let stderr = folder.good(&format!("convert pairs.tsv {name} --to {form}"));
        assert!(stderr.contains(said), "{form}: {stderr}");
        assert_eq!(
            stderr.contains("left out"),
            !said.is_empty(),
            "{form}: {stderr}"
        );
        let from = match *form {
            "xliff1" => "xliff",
            "csv" => "tsv",
            form => form,
        };
        let name = if *form == "moses" { "out.en" } else { &name };
        folder.good(&format!("convert {name} back.tsv --from {from}"));
        let kept = all.iter().enumerate().filter(|(k, _)| !lost.contains(k));
        let kept: Vec<[String; 3]> = kept.map(|(_, row)| row.clone()).collect();
        let mut back = rows(&folder.text("back.tsv"));
        if !has_confidence {
            for (row, kept) in back.iter_mut().zip(&kept) {
                row[0].clone_from(&kept[0]);
            }
        }
        // The programs of others know a line as what it is.
        if *form == "moses" || *form == "hunalign" {
            back.last_mut().expect("the last row")[1] = all[4][1].clone();
            back.last_mut().expect("the last row")[2] = all[4][2].clone();
        }
        assert_eq!(back, kept, "{form}");
    }
}

#[test]
fn a_review_of_what_comes_back_has_the_same_findings() {
    let folder = Folder::empty("again");
    let sample = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../data/samples/article.page.txt"
    );
    folder.write("page.txt", std::fs::read(sample).expect("the sample"));
    folder.good("align page.txt --findings -o before.jsonl");
    let findings = |name: &str| -> Vec<String> {
        let lines = folder.text(name);
        let lines = lines
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"));
        let pairs = lines.flat_map(|line: Value| {
            let pair = format!("{} | {}", line["source"], line["target"]);
            let findings = line["findings"].as_array().expect("findings").clone();
            let findings = findings.into_iter();
            findings
                .map(move |f| format!("{} {} {} | {pair}", f["severity"], f["check"], f["detail"]))
        });
        pairs.collect()
    };
    let before = findings("before.jsonl");
    assert!(before.len() > 3, "{before:?}");
    // The formats that hold every pair: an omission beside a pair can make a finding surer.
    for form in ["tsv", "csv", "xlsx", "jsonl", "hunalign", "xces"] {
        folder.good(&format!("convert before.jsonl out.{form}"));
        folder.good(&format!("convert out.{form} after.jsonl --findings"));
        assert_eq!(findings("after.jsonl"), before, "{form}");
    }
}

#[test]
fn a_ladder_and_its_texts_are_pairs() {
    let folder = Folder::empty("ladders");
    folder.write("en.txt", "It rained.\n\nWe stayed.\nNobody came.\n");
    folder.write("ja.txt", "雨が降った。\n家にいた。誰も来なかった。\n");
    let texts = "--source en.txt --target ja.txt";
    for form in ["ladder", "vecalign"] {
        folder.good(&format!("align --lines {texts} -o lines.{form}"));
        folder.good(&format!("convert lines.{form} back.tsv {texts}"));
        folder.good(&format!("align --lines {texts} -o direct.tsv"));
        assert_eq!(rows(&folder.text("back.tsv")).len(), 2, "{form}");
        let texts_of = |name: &str| -> Vec<[String; 2]> {
            let rows = rows(&folder.text(name)).into_iter();
            rows.map(|[_, source, target]| [source, target]).collect()
        };
        assert_eq!(texts_of("back.tsv"), texts_of("direct.tsv"), "{form}");
    }
    folder.write("short.txt", "It rained.\n");
    let output = folder.run("convert lines.ladder back.tsv --source short.txt --target ja.txt");
    let stderr = stderr_of(&output);
    assert!(
        stderr.contains("lines.ladder: expected the lines of its texts"),
        "{stderr}"
    );
}

#[test]
fn files_that_belong_together_are_all_there_or_none_is() {
    let folder = Folder::empty("together");
    folder.write("pairs.tsv", PAIRS);
    folder.good(
        "convert pairs.tsv out/corpus.en"
            .replace("out/", "")
            .as_str(),
    );
    assert_eq!(folder.names(), ["corpus.en", "corpus.ja", "pairs.tsv"]);
    assert_eq!(folder.text("corpus.en").lines().count(), 3);
    folder.good("convert pairs.tsv news.xces --tags en-GB,ja-JP");
    let names = [
        "corpus.en",
        "corpus.ja",
        "news.en.xml",
        "news.ja.xml",
        "news.xces",
        "pairs.tsv",
    ];
    assert_eq!(folder.names(), names);
    // The second file cannot be created: the first one stays as it was.
    let before = folder.read("corpus.en");
    std::fs::remove_file(folder.0.join("corpus.ja")).expect("it is there");
    std::fs::create_dir(folder.0.join("corpus.ja")).expect("a free name");
    let output = folder.run("convert pairs.tsv corpus.en --to moses");
    assert!(!output.status.success());
    assert_eq!(folder.read("corpus.en"), before);
    assert_eq!(folder.names(), names);
}

#[cfg(unix)]
#[test]
fn two_outputs_are_two_files() {
    let folder = Folder::empty("two");
    folder.write("pairs.tsv", PAIRS);
    folder.write("linked.en", "before");
    std::os::unix::fs::symlink("linked.en", folder.0.join("linked.ja")).expect("a link");
    let output = folder.run("convert pairs.tsv linked.en");
    let stderr = stderr_of(&output);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(
        stderr.contains("expected a file for each output"),
        "{stderr}"
    );
    assert_eq!(folder.text("linked.en"), "before");
    // Two forms of one language have ends of their own.
    folder.write("a.txt", "Rain.\n");
    folder.write("b.txt", "Rain!\n");
    let texts = "--source a.txt --target b.txt --source-language other --target-language other";
    folder.good(&format!(
        "align --lines {texts} --tags pt-BR,pt-PT -o two.moses"
    ));
    assert_eq!(folder.text("two.pt-br"), "Rain.\n");
    assert_eq!(folder.text("two.pt-pt"), "Rain!\n");
}

#[test]
fn a_document_is_beside_its_links() {
    let folder = Folder::empty("beside");
    folder.write("pairs.tsv", PAIRS);
    folder.good("convert pairs.tsv texts.xces");
    let links = folder.text("texts.xces");
    for name in ["/dev/zero", "../texts.en.xml", "nowhere.xml"] {
        folder.write("moved.xces", links.replace("texts.en.xml", name));
        let output = folder.run("convert moved.xces out.tsv");
        let stderr = stderr_of(&output);
        assert_eq!(output.status.code(), Some(1), "{name}: {stderr}");
        assert!(
            stderr.contains("expected its documents beside it"),
            "{name}: {stderr}"
        );
    }
    folder.write("moved.xces", links.replace("texts.en.xml", "a\u{7}b"));
    let output =
        folder.run("convert moved.xces out.tsv --source texts.en.xml --target texts.ja.xml");
    assert!(!stderr_of(&output).contains('\u{7}'));
}

#[test]
fn no_input_is_written_over() {
    let folder = Folder::empty("over");
    folder.write("pairs.tsv", PAIRS);
    folder.good("convert pairs.tsv corpus.en");
    folder.good("convert pairs.tsv texts.xces");
    let before = folder.files();
    for (arguments, input) in [
        ("convert pairs.tsv pairs.tsv", "pairs.tsv"),
        ("convert pairs.tsv -o pairs.tsv", "pairs.tsv"),
        ("convert pairs.tsv ./pairs.tsv", "pairs.tsv"),
        ("convert corpus.en corpus.ja", "corpus.en"),
        ("convert corpus.ja corpus.moses", "corpus.en"),
        (
            "align --source corpus.en --target corpus.ja -o corpus.moses",
            "corpus.en",
        ),
        ("convert pairs.tsv out.tsv --glossary out.tsv", "out.tsv"),
        ("convert texts.xces texts.xces", "texts.xces"),
        ("convert texts.xces texts.en.xml --to tsv", "texts.en.xml"),
    ] {
        let output = folder.run(arguments);
        let stderr = stderr_of(&output);
        assert_eq!(output.status.code(), Some(1), "{arguments}: {stderr}");
        assert!(stderr.contains(input), "{arguments}: {stderr}");
        assert_eq!(folder.files(), before, "{arguments}");
    }
}

#[test]
fn messages_name_what_to_do() {
    let folder = Folder::empty("messages");
    folder.write("pairs.tsv", PAIRS);
    folder.write("pairs.ladder", "0\t0\t1\n");
    folder.write("beads.jsonl", "{\"id\": 1, \"beads\": [], \"moved\": []}\n");
    for (arguments, expected) in [
        (
            "convert pairs.tsv out.doc",
            "out.doc: expected a name that ends in .tsv, .csv, .xlsx",
        ),
        (
            "convert pairs.tsv no/out.tmx",
            "no/out.tmx: the folder no does not exist",
        ),
        (
            "convert pairs.unknown out.tmx",
            "pairs.unknown: expected the name of a file of pairs",
        ),
        (
            "convert pairs.tsv --to moses",
            "the format moses: expected -o",
        ),
        (
            "convert pairs.ladder out.tsv",
            "pairs.ladder: expected --source and --target",
        ),
        ("convert beads.jsonl out.tsv", "beads.jsonl: line 1: "),
        (
            "convert pairs.tsv out.ladder --findings",
            "--findings: expected a format with room",
        ),
        (
            "convert pairs.tsv out.tmx --tags ja-JP,en-US",
            "--tags: expected the tag of the original first",
        ),
        (
            "convert pairs.tsv out.tmx --checks number",
            "--checks: expected --findings too",
        ),
    ] {
        let output = folder.run(arguments);
        let stderr = stderr_of(&output);
        assert_eq!(output.status.code(), Some(1), "{arguments}: {stderr}");
        assert!(stderr.contains(expected), "{arguments}: {stderr}");
    }
    for (arguments, expected) in [
        (
            "convert pairs.tsv out.tmx --tags en",
            "expected two language tags",
        ),
        (
            "convert pairs.tsv out.tmx --date tomorrow",
            "expected a date such as",
        ),
    ] {
        let output = folder.run(arguments);
        let stderr = stderr_of(&output);
        assert_eq!(output.status.code(), Some(2), "{arguments}: {stderr}");
        assert!(stderr.contains(expected), "{arguments}: {stderr}");
    }
}

const ENGLISH: &str = "The mill has 24 rooms. Nobody lives there now. It rained.\n";
const JAPANESE: &str = "水車小屋には部屋が42ある。今は誰も住んでいない。雨が降った。\n";

#[test]
fn findings_leave_in_every_form() {
    let folder = Folder::empty("findings");
    folder.write("docs/mill.en.txt", ENGLISH);
    folder.write("docs/mill.ja.txt", JAPANESE);
    let texts = "--source docs/mill.en.txt --target docs/mill.ja.txt";
    for form in [
        "jsonl",
        "sarif",
        "report.html",
        "html",
        "xlsx",
        "csv",
        "tmx",
        "xliff",
        "po",
        "docx",
        "md",
    ] {
        folder.good(&format!("review {texts} -o mill.{form}"));
    }
    for form in [
        "jsonl",
        "report.html",
        "html",
        "csv",
        "tmx",
        "xliff",
        "po",
        "md",
    ] {
        let text = folder.text(&format!("mill.{form}"));
        assert!(
            text.contains("24 in the original, 42 in the translation"),
            "{form}: {text}"
        );
    }
    let line: Value =
        serde_json::from_str(folder.text("mill.jsonl").lines().next().expect("a line"))
            .expect("JSON");
    assert_eq!(line["check"], "number");
    let log: Value = serde_json::from_str(&folder.text("mill.sarif")).expect("JSON");
    let place = &log["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "docs/mill.ja.txt");
    assert_eq!(place["region"]["startLine"], 1);
    assert_eq!(place["region"]["startColumn"], 10);
    assert!(!folder.text("mill.report.html").contains("<script"));
    assert!(folder.text("mill.html").contains("<script"));
}

/// The state and the comment of each pair of a file of lines.
fn notes(lines: &str) -> Vec<[String; 2]> {
    let lines = lines.lines().map(|line| {
        let line: Value = serde_json::from_str(line).expect("JSON");
        ["state", "comment"].map(|field| line[field].as_str().unwrap_or_default().to_owned())
    });
    lines.collect()
}

#[test]
fn what_a_person_noted_stays() {
    let folder = Folder::empty("notes");
    folder.write("en.txt", ENGLISH);
    folder.write("ja.txt", JAPANESE);
    let texts = "--source en.txt --target ja.txt";
    folder.good(&format!("review {texts} -o review.tsv"));
    let table = folder.text("review.tsv");
    let header: Vec<&str> = table
        .lines()
        .next()
        .expect("a header")
        .split('\t')
        .collect();
    let at = |name: &str| header.iter().position(|cell| *cell == name).expect(name);
    let (state, comment) = (at("state"), at("comment"));
    let noted = [
        ("confirmed", "see the plan"),
        ("open", "error number: mine"),
        ("confirmed", ""),
    ];
    let mut lines: Vec<String> = table.lines().map(str::to_owned).collect();
    for (line, noted) in lines[1..].iter_mut().zip(noted) {
        let mut cells: Vec<&str> = line.split('\t').collect();
        (cells[state], cells[comment]) = noted;
        *line = cells.join("\t");
    }
    folder.write("edited.tsv", lines.join("\n"));
    let expected = noted.map(|(state, comment)| [state.to_owned(), comment.to_owned()]);
    for (form, end) in [
        ("tsv", "tsv"),
        ("csv", "csv"),
        ("xlsx", "xlsx"),
        ("tmx", "tmx"),
        ("xliff", "xliff"),
        ("xliff1", "xlf"),
        ("po", "po"),
    ] {
        let stderr = folder.good(&format!(
            "realign {texts} --reviewed edited.tsv --form {form} -o {form}.{end}"
        ));
        assert!(
            stderr.contains("kept from the review: 2"),
            "{form}: {stderr}"
        );
        folder.good(&format!("convert {form}.{end} {form}.jsonl"));
        assert_eq!(
            notes(&folder.text(&format!("{form}.jsonl"))),
            expected,
            "{form}"
        );
        if form != "tsv" {
            folder.good(&format!("convert csv.jsonl again.{end} --to {form}"));
            folder.good(&format!("convert again.{end} again.jsonl --findings"));
            assert_eq!(notes(&folder.text("again.jsonl")), expected, "{form}");
        }
        if form == "csv" {
            let stderr = folder.good("convert csv.jsonl out.tsv");
            assert!(stderr.contains("out.tsv: left out: notes: 3"), "{stderr}");
        }
    }
}

#[test]
fn what_is_not_in_the_output_is_said() {
    let folder = Folder::empty("said");
    folder.write("en.txt", ENGLISH);
    folder.write("ja.txt", JAPANESE);
    let texts = "--source en.txt --target ja.txt";
    for form in ["hunalign", "ladder", "vecalign", "en", "xces"] {
        let stderr = folder.good(&format!("review {texts} -o mill.{form}"));
        assert!(stderr.contains("left out: findings: 1"), "{form}: {stderr}");
    }
    folder.write("page.txt", format!("{JAPANESE}\n{ENGLISH}"));
    let stderr = folder.good("convert page.txt -o page.tmx");
    assert!(stderr.contains("page.txt: no file of pairs"), "{stderr}");
    // The name of a report, whatever stands before it.
    for (name, is_report) in [
        ("report.html", true),
        ("my-report.html", true),
        ("reports.html", false),
    ] {
        folder.good(&format!("review {texts} -o {name}"));
        assert_eq!(!folder.text(name).contains("<script"), is_report, "{name}");
    }
}

#[test]
fn a_column_that_was_sorted_alone_corrects_nothing() {
    let folder = Folder::empty("sorted");
    let english: Vec<String> = (1..=12)
        .map(|k| format!("The ferry number {k} left the pier at noon."))
        .collect();
    let japanese: Vec<String> = (1..=12)
        .map(|k| format!("フェリー{k}号は正午に桟橋を出た。"))
        .collect();
    folder.write("en.txt", english.join("\n\n"));
    folder.write("ja.txt", japanese.join("\n\n"));
    let texts = "--source en.txt --target ja.txt";
    folder.good(&format!("review {texts} -o review.tsv"));
    let table = folder.text("review.tsv");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .map(|line| line.split('\t').collect())
        .collect();
    let n = rows.len() - 1;
    let turned: Vec<String> = rows
        .iter()
        .enumerate()
        .map(|(k, row)| {
            let mut row = row.clone();
            if k > 0 {
                row[4] = rows[1 + n - k][4];
                row[8] = "confirmed";
            }
            row.join("\t")
        })
        .collect();
    folder.write("turned.tsv", turned.join("\n"));
    let output = folder.run(&format!(
        "realign {texts} --reviewed turned.tsv --corrected ja.2.txt -o again.tsv"
    ));
    let stderr = stderr_of(&output);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(
        stderr.contains("was one column sorted without the others?"),
        "{stderr}"
    );
    assert_eq!(
        folder.names(),
        ["en.txt", "ja.txt", "review.tsv", "turned.tsv"]
    );
}

#[test]
fn a_workbook_comes_back_and_its_confirmations_leave() {
    let folder = Folder::empty("workbook");
    folder.write("en.txt", ENGLISH);
    folder.write("ja.txt", JAPANESE);
    let texts = "--source en.txt --target ja.txt";
    folder.good(&format!("review {texts} -o review.tsv"));
    let table = folder.text("review.tsv");
    let table = table.replace("\topen\t", "\tconfirmed\t");
    let table = table.replacen(
        "水車小屋には部屋が42ある。",
        "水車小屋には部屋が24ある。",
        1,
    );
    folder.write("edited.tsv", table);
    folder.good(&format!(
        "realign {texts} --reviewed edited.tsv -o review.xlsx"
    ));
    let stderr = folder.good(&format!(
        "realign {texts} --reviewed review.xlsx -o again.tsv"
    ));
    assert!(stderr.contains("kept from the review: 3"), "{stderr}");
    let again = folder.text("again.tsv");
    assert_eq!(again.matches("\tconfirmed\t").count(), 3, "{again}");
    assert!(again.contains("部屋が24ある"), "{again}");
    folder.good(&format!(
        "realign {texts} --reviewed review.xlsx -o memory.tmx"
    ));
    let stderr = folder.good(&format!(
        "realign {texts} --reviewed review.xlsx -o memory.hunalign"
    ));
    assert!(stderr.contains("left out: notes: 3"), "{stderr}");
    let memory = folder.text("memory.tmx");
    assert!(
        memory.contains("confirmed") && memory.contains("部屋が24ある"),
        "{memory}"
    );
}
