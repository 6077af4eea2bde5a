//! Tests of the segmenter through its public face: tables of sentences by class, and properties.

mod english;
mod japanese;
mod properties;
mod tails;
mod wrapped;

use taiyaku::Language;
use taiyaku::segment::Segmenter;

/// Asserts that each text is cut where its `|` stand, and that a sentence, on one line, cut again is itself.
fn assert_sentences(language: Language, rows: &[(&str, &str)]) {
    let segmenter = Segmenter::new(language);
    let mut wrong = Vec::new();
    for (name, marked) in rows {
        let text = marked.replace('|', "");
        let spans = segmenter.sentences(&text);
        let found: Vec<&str> = spans.iter().map(|span| span.of(&text)).collect();
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        if found != expected {
            wrong.push(format!(
                "{name}\n  found    {found:?}\n  expected {expected:?}"
            ));
        }
        for sentence in expected {
            let gap = if language == Language::Japanese {
                ""
            } else {
                " "
            };
            let on_one_line = sentence.lines().collect::<Vec<_>>().join(gap);
            if segmenter.sentences(&on_one_line).len() != 1 {
                wrong.push(format!("{name}: cut again: {sentence:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
