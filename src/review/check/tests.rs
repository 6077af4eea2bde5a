//! The table of checks: names, types, and languages.

use super::*;
use std::collections::BTreeSet;

#[test]
fn each_row_is_that_of_its_check_and_has_names_of_its_own() {
    let mut names = BTreeSet::new();
    for (check, row) in Check::ALL.into_iter().zip(ROWS) {
        assert_eq!(row.check, check, "{}", row.name);
        assert_eq!(row.name.parse::<Check>().unwrap(), check);
        assert!(
            names.insert(row.name) && names.insert(row.japanese_name),
            "{check}"
        );
        let is_plain = |c: char| c.is_ascii_lowercase() || c == '-';
        assert!(row.name.chars().all(is_plain), "{check}");
    }
    let error = "numbers".parse::<Check>().unwrap_err();
    assert!(error.to_string().contains("partial-omission"), "{error}");
}

/// The values that ITS 2.0 allows (section 8.17, Localization Quality Issue).
const ITS_TYPES: [&str; 27] = [
    "terminology",
    "mistranslation",
    "omission",
    "untranslated",
    "addition",
    "duplication",
    "inconsistency",
    "grammar",
    "legal",
    "register",
    "locale-specific-content",
    "locale-violation",
    "style",
    "characters",
    "misspelling",
    "typographical",
    "formatting",
    "inconsistent-entities",
    "numbers",
    "markup",
    "pattern-problem",
    "whitespace",
    "internationalization",
    "length",
    "non-conformance",
    "uncategorized",
    "other",
];

#[test]
fn the_trade_knows_the_types() {
    for check in Check::all() {
        assert!(ITS_TYPES.contains(&check.its()), "{check}");
        let is_plain = |id: &str| id.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        assert!(check.mqm().is_none_or(is_plain), "{check}");
    }
}

#[test]
fn checks_know_their_languages() {
    let (english, japanese) = (Language::English, Language::Japanese);
    for (check, source, target, expected) in [
        (Check::Number, Language::Other, Language::Other, true),
        (Check::Polarity, english, japanese, true),
        (Check::Polarity, japanese, english, false),
        (Check::Polarity, Language::Other, japanese, false),
        (Check::MixedStyle, Language::Other, japanese, true),
        (Check::MixedStyle, english, Language::Other, false),
        (Check::Glossary, english, Language::Other, true),
        (Check::Glossary, japanese, english, false),
    ] {
        assert_eq!(
            check.knows(source, target),
            expected,
            "{check} {source:?} {target:?}"
        );
    }
}
