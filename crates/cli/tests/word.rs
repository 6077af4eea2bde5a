//! Suggestions made in a document of Word: the text is corrected, and all else in the archive stays.

use taiyaku::format::{Export, Format, office};
use taiyaku::revise::{ReadBack, correct_docx, document_hash, read};
use taiyaku::segment::Segmenter;
use taiyaku::{Aligner, Bitext, Language};

/// A document of Word, and a bitext whose translation it is.
fn document() -> (Vec<u8>, Bitext) {
    let texts = Bitext::new(
        "Rain & wind came. We stayed. Nobody went out.",
        "雨 & 風が来た。家にいた。誰も出なかった。",
    );
    let alignment = Aligner::new().align(&texts);
    let mut bytes = Vec::new();
    office::write_docx(&Export::new(&texts, &alignment), &mut bytes).expect("memory takes it");
    let content = Format::Docx.read_container(&bytes).expect("a document");
    let target = Segmenter::new(Language::Japanese).document_of(content);
    (
        bytes,
        Bitext::from_documents(texts.source().clone(), target),
    )
}

/// A review that suggests other texts for segments of the translation.
fn review(bitext: &Bitext, suggestions: &[(&str, &str)]) -> ReadBack {
    let target = bitext.target();
    let rows = suggestions.iter().enumerate().map(|(source, (old, new))| {
        let at = (0..target.segments().len()).find(|&k| target.segment_text(k) == *old);
        let at = at.unwrap_or_else(|| panic!("{old} in {}", target.text()));
        let (next, end) = (source + 1, at + 1);
        format!(r#"{{"source":[{source},{next}],"target":[{at},{end}],"suggestion":{new:?}}}"#)
    });
    let json = format!(
        r#"{{"format":"taiyaku-review","version":1,"document":"{}","rows":[{}]}}"#,
        document_hash(bitext),
        rows.collect::<Vec<_>>().join(",")
    );
    read(&json, "test", bitext).expect("a review")
}

#[test]
fn a_document_of_word_is_corrected() {
    let (bytes, bitext) = document();
    type Row<'a> = (&'a str, &'a [(&'a str, &'a str)]);
    let rows: [Row<'_>; 5] = [
        ("nothing", &[]),
        ("a word", &[("家にいた。", "宿にいた。")]),
        ("markup is text", &[("家にいた。", "家<b>に&amp;いた。")]),
        ("a reference goes", &[("雨 & 風が来た。", "雨と風が来た。")]),
        (
            "two at once",
            &[
                ("雨 & 風が来た。", "雨 & 嵐が来た。"),
                ("誰も出なかった。", "皆出た。"),
            ],
        ),
    ];
    for (name, suggestions) in rows {
        let back = review(&bitext, suggestions);
        assert_eq!(back.problems, [], "{name}");
        let (correction, corrected) = correct_docx(&bitext, &back.reviewed, &bytes).expect(name);
        let left_out: Vec<_> = correction
            .changes
            .iter()
            .filter_map(|c| c.left_out.as_ref())
            .collect();
        assert!(left_out.is_empty(), "{name}: {left_out:?}");
        let expected = suggestions
            .iter()
            .fold(bitext.target().text().to_owned(), |text, (old, new)| {
                text.replace(old, new)
            });
        let read = Format::Docx.read_container(&corrected).expect(name);
        assert_eq!(read.text(), expected, "{name}");
        assert_eq!(
            read.blocks().len(),
            bitext.target().content().map_or(0, |c| c.blocks().len()),
            "{name}"
        );
    }
}

#[test]
fn another_document_is_refused() {
    let (bytes, bitext) = document();
    let other = Bitext::new("It snowed.", "雪が降った。");
    let back = review(&bitext, &[("家にいた。", "宿にいた。")]);
    let source = bitext.source().clone();
    let mut short = bytes.clone();
    short.truncate(bytes.len() / 2);
    assert!(correct_docx(&bitext, &back.reviewed, &short).is_err());
    assert!(correct_docx(&bitext, &back.reviewed, b"no archive").is_err());
    let other = Bitext::from_documents(source, other.target().clone());
    assert!(correct_docx(&other, &back.reviewed, &bytes).is_err());
}
