//! Long texts in which nothing tells one place from another: they are aligned along the diagonal, in bounded memory and time.

use taiyaku::{Aligner, Alignment, Bitext, on_this_thread};

/// A text of one sentence, again and again, one a paragraph.
fn repeated(n: usize, sentence: &str) -> String {
    vec![sentence; n].join("\n\n")
}

/// The alignment, which is the same on one thread and tiles both texts, or `pairs` would panic.
fn aligned(name: &str, bitext: &Bitext) -> Alignment {
    let alignment = Aligner::new().align(bitext);
    assert_eq!(
        on_this_thread(|| Aligner::new().align(bitext)),
        alignment,
        "{name}"
    );
    assert_eq!(
        bitext.pairs(&alignment).len(),
        alignment.beads().len(),
        "{name}"
    );
    alignment
}

#[test]
fn one_sentence_again_and_again_keeps_to_the_diagonal() {
    let english = "Nobody saw the wet grey cat on the pier at that time.";
    let japanese = "その時桟橋に濡れた灰色の猫がいるのを見た者はいなかった。";
    let bitext = Bitext::new(repeated(2_000, english), repeated(2_000, japanese));
    let alignment = aligned("a sentence", &bitext);
    let beads = alignment.beads();
    let on_diagonal = beads.iter().filter(|bead| bead.source == bead.target);
    assert_eq!(on_diagonal.count(), 2_000);
}

#[test]
fn short_sentences_and_unequal_texts_are_aligned() {
    for (name, english, japanese) in [
        ("letters", (4_000, "A."), (4_000, "あ。")),
        ("signs", (4_000, "😀."), (3_000, "😀。")),
        ("many beside few", (6_000, "A."), (40, "あ。")),
        ("few beside many", (40, "A."), (6_000, "あ。")),
    ] {
        let bitext = Bitext::new(
            repeated(english.0, english.1),
            repeated(japanese.0, japanese.1),
        );
        aligned(name, &bitext);
    }
}
