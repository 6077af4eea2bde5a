//! Stops that end no sentence: a name, and a text with
//! `|` where one sentence ends and the next begins.

use taiyaku::Language;

use crate::assert_sentences;

#[test]
fn english_initials_and_roman_items() {
    assert_sentences(
        Language::English,
        &[
            (
                "spaced initials of a country",
                "She moved to the U. S. A., where she died. |It rained.",
            ),
            (
                "no-break spaces",
                "Mr.\u{a0}A. B.\u{a0}Lund met Dr.\u{a0}Berg. |It rained.",
            ),
            (
                "journal",
                "See J. Urban Ornithol. 12 and J. Exp. Biol. 4. |It rained.",
            ),
            (
                "Roman items",
                "There are three rules: |i. Be kind. |ii. Be quick. |iii. Be quiet.",
            ),
            (
                "Roman items in brackets",
                "We need (i) a rope, (ii) a lamp and (iii) a boat. |It rained.",
            ),
            (
                "letters that are Roman numbers",
                "h. Take rope. |i. Take lamps. |j. Take boats.",
            ),
            (
                "title with a mark",
                "We saw Who Goes There? on Monday. |It rained.",
            ),
        ],
    );
}
