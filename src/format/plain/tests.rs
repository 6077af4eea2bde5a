//! Texts as they are copied.

use proptest::prelude::*;

use super::*;
use crate::Span;

/// The text that is left.
fn left(text: &str) -> String {
    read(text.into()).text().to_owned()
}

#[test]
fn what_is_no_text_is_left_out() {
    for (name, text, expected) in [
        ("nothing", "", ""),
        (
            "plain text",
            "It rained.\n\nWe stayed.\n",
            "It rained.\n\nWe stayed.\n",
        ),
        (
            "soft hyphens",
            "The har\u{ad}bour mas\u{ad}ter.",
            "The harbour master.",
        ),
        ("no width", "港\u{200b}の\u{2060}灯\u{feff}台", "港の灯台"),
        ("kana and marks", "か\u{3099}らすは\u{309a}ん", "がらすぱん"),
        (
            "Latin letters and marks",
            "Cafe\u{301} Zu\u{308}rich",
            "Café Zürich",
        ),
        ("a mark that stays", "x\u{301}\u{302}", "x\u{301}\u{302}"),
        (
            "a divided word",
            "Every one of the ves-\nsels sank.",
            "Every one of the vessels sank.",
        ),
        (
            "a divided word that is indented",
            "Every one of the ves-\n   sels sank.",
            "Every one of the vessels sank.",
        ),
        (
            "a hyphen that belongs to the word",
            "It is a well-known harbour; it is a very well-\nknown one.",
            "It is a well-known harbour; it is a very well-known one.",
        ),
        (
            "two words that are known",
            "In ten hours and a minute we made a ten-\nminute stop.",
            "In ten hours and a minute we made a ten-minute stop.",
        ),
        (
            "a dash",
            "He came back - \nand left.",
            "He came back - \nand left.",
        ),
        ("a short line", "re-\nturn", "re-\nturn"),
        (
            "a part that waits for its second",
            "All of the pre-\nand post-war boats.",
            "All of the pre-\nand post-war boats.",
        ),
        (
            "a chain of hyphens",
            "She is his mother-in-\nlaw, and that is all.",
            "She is his mother-in-law, and that is all.",
        ),
        (
            "a compound",
            "He was quite self-\nemployed, they said.",
            "He was quite self-employed, they said.",
        ),
        (
            "a word that begins like a compound",
            "All of the old so-\ncial clubs came here.",
            "All of the old social clubs came here.",
        ),
        (
            "carriage returns",
            "Every one of the ves-\rsels sank.",
            "Every one of the vessels sank.",
        ),
        (
            "a soft hyphen at the end of a line",
            "All the old har\u{ad}\nbours.",
            "All the old harbours.",
        ),
        (
            "quoted lines",
            "Anna wrote:\n> It rained all day and we\n> stayed at home.\n>\n> > Did it rain?\n> Yes.\nI see.",
            "Anna wrote:\n\nIt rained all day and we\nstayed at home.\n\n\nDid it rain?\n\nYes.\n\nI see.",
        ),
        (
            "an arrow",
            "Open the menu\n> Tools, then\nchoose a boat.",
            "Open the menu\n> Tools, then\nchoose a boat.",
        ),
        (
            "a prompt",
            ">>> import boats\n>>> boats.sail()\n",
            ">>> import boats\n>>> boats.sail()\n",
        ),
    ] {
        assert_eq!(left(text), expected, "{name}");
    }
}

#[test]
fn quotation_marks_of_mail_are_in_no_segment() {
    let file = "> It rained all day and we\n> stayed at home.\n";
    let content = read(file.into());
    let spans = content.in_file(content.blocks()[0].span);
    let texts: Vec<&str> = spans.iter().map(|span| span.of(file).trim()).collect();
    assert_eq!(texts, ["It rained all day and we", "stayed at home."]);
}

/// Lines of running text.
fn paragraph(from: usize, n_lines: usize) -> String {
    let line = |k: usize| format!("line {k} of a text that runs on and on without any\n");
    (from..from + n_lines).map(line).collect()
}

#[test]
fn heads_and_page_numbers_are_left_out() {
    let pages = |breaks: &str| {
        (0..4)
            .map(|page| {
                format!(
                    "{}{}",
                    paragraph(page * 10, 10),
                    breaks.replace('#', &(page + 7).to_string())
                )
            })
            .collect::<String>()
    };
    for (name, text, furniture) in [
        (
            "page numbers",
            pages("\n#\n\n"),
            vec!["\n7\n", "\n8\n", "\n9\n", "\n10\n"],
        ),
        (
            "framed numbers and a head",
            pages("\n- # -\n\nTHE HARBOUR AND ITS LIGHTS\n\n"),
            vec!["- 7", "- 8", "- 9", "HARBOUR"],
        ),
        (
            "a form feed",
            pages("The Harbour #\n\u{c}"),
            vec!["Harbour"],
        ),
        (
            "a foot that interrupts",
            pages("\nBulletin of the Harbour #\n\n"),
            vec!["Bulletin"],
        ),
    ] {
        let left = left(&text);
        for part in furniture {
            assert!(
                text.contains(part) && !left.contains(part),
                "{name}: {part:?} in {left:?}"
            );
        }
        assert_eq!(left.matches("runs on").count(), 40, "{name}");
        assert!(left.contains("without any\nline 10 "), "{name}: {left}");
    }
    let before = |number: &str| paragraph(0, 9) + &format!("\n{number}\n\u{c}");
    let preface = left(&["ii", "iii", "iv", "1", "2", "3"].map(before).concat());
    assert!(
        !preface.contains("\ni") && !preface.contains("\n1"),
        "{preface}"
    );
    let page =
        |head: &str, from: usize| format!("\u{c}The Harbour\n\n{head}") + &paragraph(from, 9);
    let chapter = page("6 / 40\n\n", 0)
        + &page("7 / 40\n\n", 9)
        + &page("3.1\n\n8 / 40\n\nThe old quay\n\n", 18)
        + &page("9 / 40\n\n", 27);
    assert!(!left(&chapter).contains("/ 40"), "{}", left(&chapter));
    let noted = left(&pages("* Sent by mail.\nReceived in May.\n\n#\n\n"));
    assert!(noted.contains("without any\nline 10 "), "{noted}");
    // Notes come at the end; those of the last page interrupt nothing.
    let (text, notes) = noted.rsplit_once("line 39 ").unwrap();
    assert!(
        !text.contains("Sent") && notes.matches("Sent by mail.").count() == 4,
        "{noted}"
    );
}

#[test]
fn numbered_notes_come_at_the_end() {
    let page = |page: usize, mark: &str, note: &str, number: usize| {
        let end = format!("here is a mark.{mark}\n");
        paragraph(page * 10, 8)
            + &end
            + &paragraph(page * 10 + 8, 2)
            + note
            + &format!("\n{number}\n\u{c}")
    };
    for (name, marks, notes) in [
        (
            "number and text",
            ["1", "2"],
            ["1 See the harbour.\n", "2 See the boats.\n"],
        ),
        (
            "number above text",
            ["1", "2"],
            ["1\n\nSee the harbour.\n\n", "2\nSee the boats.\n"],
        ),
        (
            "raised number",
            ["¹", "²"],
            ["¹See the harbour.\n", "²See the boats.\n"],
        ),
        (
            "a blank line in a note",
            ["1", "2"],
            ["1 See the old\n\nharbour.\n", "2 See the\n\nboats.\n"],
        ),
    ] {
        let text =
            page(0, marks[0], notes[0], 7) + &page(1, marks[1], notes[1], 8) + &page(2, "", "", 9);
        let found = left(&text);
        assert!(
            found.contains("line 9 of a text that runs on and on without any\nline 10 "),
            "{name}: {found}"
        );
        let (_, later) = found.rsplit_once("line 29 ").unwrap();
        assert!(
            later.contains("harbour") && later.contains("boats"),
            "{name}: {found}"
        );
        // A raised number needs no mark.
        if marks == ["1", "2"] {
            let [one, two] = marks.map(|mark| format!("mark.{mark}"));
            let unmarked = left(&text.replace(&one, "mark.").replace(&two, "mark."));
            let (_, later) = unmarked.rsplit_once("line 29 ").unwrap();
            assert!(!later.contains("harbour"), "{name}: {unmarked}");
        }
    }
    let measures = page(0, "", "the boat is\n\n12 Metres long.\n", 7) + &page(1, "", "", 8);
    assert!(!left(&measures).ends_with("long."), "{measures}");
}

#[test]
fn words_are_joined_over_pages() {
    let page = |from: usize, end: &str| paragraph(from, 9) + end;
    for (name, text) in [
        (
            "a hyphen and a head",
            page(
                0,
                "and all of the ves-\n\n7\n\u{c}The Harbour\n\nsels sank.\n",
            ) + &page(9, "and more.\n\n8\n\u{c}The Harbour\n\nLast.\n\n9\n"),
        ),
        (
            "the number in place of the hyphen",
            page(0, "and all of the ves7\n\u{c}sels sank.\n")
                + &page(9, "and more.\n\n8\n\u{c}")
                + &page(18, "and more.\n\n9\n\u{c}"),
        ),
    ] {
        assert!(
            left(&text).contains("all of the vessels sank."),
            "{name}: {}",
            left(&text)
        );
    }
}

#[test]
fn columns_are_read_one_after_the_other() {
    let words =
        "the old boats lie along the quay and wait for the tide to lift them over the bar again";
    let words: Vec<&str> = words.split(' ').collect();
    let line = |k: usize| {
        let line: Vec<&str> = (0..7).map(|n| words[(7 * k + n) % words.len()]).collect();
        line.join(" ")
    };
    let rows: String = (0..12)
        .map(|k| format!("{:<44}{}\n", line(k), line(k + 12)))
        .collect();
    let page = format!("{:^88}\n\n{rows}\u{c}", "THE HARBOUR AND ITS LIGHTS");
    let (text, found) = (format!("{page}{page}"), left(&format!("{page}{page}")));
    assert!(
        found.contains(&format!("{}\n{}\n", line(0), line(1))),
        "{found}"
    );
    assert!(
        found.contains(&format!("{}\n{}\n", line(22), line(23))),
        "{found}"
    );
    assert!(!found.contains("LIGHTS"), "{found}");
    let content = read(text.as_str().into());
    for block in content.blocks() {
        for span in content.in_file(block.span) {
            assert!(
                !span.of(&text).trim().contains("  "),
                "{:?}",
                span.of(&text)
            );
        }
    }
    // A price list has short cells on both sides.
    let table: String = (0..20)
        .map(|k| format!("{:<44}{}\n", &line(k)[..6 + k % 5 * 5], 100 + k))
        .collect();
    assert_eq!(left(&table), table);
    // Figures beside text are no column of prose.
    let margin: String = (0..20)
        .map(|k| {
            format!(
                "{:<44}{}\n",
                line(k),
                if k % 2 == 0 { "see below" } else { "" }
            )
        })
        .collect();
    assert_eq!(left(&margin), margin);
}

#[test]
fn captions_do_not_interrupt_a_sentence() {
    let number = |page: usize| format!("\n{page}\n\n");
    let caption = "\nFigure 3  The harbour\n\n";
    let text = paragraph(0, 10) + &number(7) + &paragraph(10, 5) + caption + &paragraph(15, 5);
    let paged = text.clone() + &number(8) + &paragraph(20, 10);
    let found = left(&paged);
    assert!(found.contains("without any\nline 15 "), "{found}");
    assert!(found.ends_with("Figure 3  The harbour"), "{found}");
    // In a text without pages the line is where it is meant to be.
    let unpaged = text.replace(&number(7), "");
    assert_eq!(left(&unpaged), unpaged);
}

#[test]
fn japanese_heads_are_left_out() {
    let line = "灯台の明かりは沖を行く船の道しるべであったが今は港の";
    let page = |n: usize| {
        format!(
            "{}\n\n港と灯台\n\n山田一郎\n\n{}\n",
            [line; 9].join("\n"),
            vec!["町に人が住む。"; n].join("\n")
        )
    };
    let text = page(9) + &page(8) + &page(9);
    let left = left(&text);
    assert!(
        !left.contains("港と灯台") && !left.contains("山田"),
        "{left}"
    );
    assert!(left.contains("今は港の\n町に人が"), "{left}");
}

#[test]
fn lines_that_come_again_are_text() {
    let verses = (1..5)
        .map(|k| format!("First line of verse {k}\nlast line.\n\nO harbour, my harbour\n\n"))
        .collect::<String>();
    let sections = (1..5)
        .map(|k| format!("{k}\n\n{}\n", paragraph(k, 12).replace("any\n", "end.\n")))
        .collect::<String>();
    let questions = (1..9)
        .map(|k| format!("Question\n\nWhat is {k}?\n\nAnswer\n\nIt is {k}.\n\n"))
        .collect::<String>();
    let table = (1..40)
        .map(|k| format!("{k}\n\nHarbour {k}\n\n"))
        .collect::<String>();
    let headings = [1, 2, 2, 3]
        .iter()
        .enumerate()
        .map(|(page, chapter)| {
            let heading = if page == 2 {
                String::new()
            } else {
                format!("Chapter {chapter}\n\n")
            };
            format!("{heading}{}And so it ends.\n\u{c}", paragraph(page * 9, 9))
        })
        .collect::<String>();
    let sign = format!(
        "He painted the words\n\nNO ENTRY\n\nand left.\n\n{}",
        paragraph(0, 9)
    );
    let command = (0..2)
        .map(|k| {
            format!(
                "{}now you run it as\n\nsudo harbour\n\nand wait.\n",
                paragraph(9 * k, 9)
            )
        })
        .collect::<String>();
    let letters = ["Anna", "Ben", "Clara", "Dora"]
        .map(|name| {
            format!(
                "Dear {name},\n\n{}\nYours\n\nFriend of {name}\n\u{c}",
                paragraph(0, 9)
            )
        })
        .concat();
    for (name, text) in [
        ("a refrain", verses),
        ("questions", questions),
        ("a table", table),
        ("numbered sections", sections),
        ("headings at the top of pages", headings),
        ("a sign", sign),
        ("a command that comes twice", command),
        ("letters", letters),
    ] {
        assert_eq!(left(&text), text, "{name}");
    }
}

proptest! {
    #[test]
    fn columns_are_in_the_file(
        rows in prop::collection::vec(("[a-z]{2,9}( [a-z]{2,9}){0,5}", 20usize..60, "[a-zか]{2,9}( [a-z]{2,9}){0,5}", 0usize..9), 9..40),
    ) {
        let row = |(left, width, right, kind): &(String, usize, String, usize)| match kind {
            0 => format!("{left}\n"),
            1 => "\n".to_owned(),
            2 => format!("{right}\n\u{c}"),
            3 => format!("{:40}{right}\n", ""),
            4 => format!("{left}  {right}\n> {left}\n"),
            5 => format!("{left:width$}{right} \u{ad}1\n", width = width),
            _ => format!("{left:40}  {right}-\n"),
        };
        let text: String = rows.iter().map(row).collect();
        let content = read(text.as_str().into());
        let blocks = content.blocks().iter();
        let mut spans: Vec<Span> = blocks.flat_map(|block| content.in_file(block.span)).collect();
        spans.sort_unstable();
        let mut end = 0;
        for span in spans {
            prop_assert!(end <= span.start && text.get(span.start..span.end).is_some());
            end = span.end;
        }
        let letters = |text: &str| text.chars().filter(|c| c.is_ascii_lowercase()).count();
        prop_assert!(letters(content.text()) <= letters(&text));
    }

    #[test]
    fn what_is_left_is_in_the_file(text in "[a-z .0-9\u{ad}\u{301}か\u{3099}\n\u{c}-]{0,300}") {
        let content = read(text.as_str().into());
        for block in content.blocks() {
            let mut end = 0;
            for span in content.in_file(block.span) {
                prop_assert!(end <= span.start && text.get(span.start..span.end).is_some());
                end = span.end;
            }
        }
        let letters = |text: &str| text.chars().filter(|c| c.is_ascii_lowercase()).count();
        prop_assert!(letters(content.text()) <= letters(&text));
    }
}
