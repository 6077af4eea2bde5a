//! Blocks that both sides have.

use proptest::prelude::*;

use super::*;
use crate::text::{BlockKind, ContentBuilder};

/// A content of lines: `# heading {key}`, "` code", or a paragraph.
fn content(lines: &[&str]) -> Content {
    let mut builder = ContentBuilder::of_container();
    for line in lines {
        if let Some(code) = line.strip_prefix('`') {
            builder.begin(BlockKind::Code).insert(code);
        } else if let Some((heading, key)) = line.split_once('#') {
            builder.begin(BlockKind::Heading).key(key).insert(heading);
        } else {
            builder.begin(BlockKind::Paragraph).insert(line);
        }
    }
    builder.finish()
}

type Row<'a> = (&'a str, &'a [&'a str], &'a [&'a str], &'a [(usize, usize)]);

#[test]
fn equal_keys_and_equal_code_are_known() {
    let rows: [Row<'_>; 7] = [
        ("no blocks of the kind", &["It rained."], &["雨だ。"], &[]),
        (
            "keys",
            &["Rain#a", "It rained.", "Snow#b"],
            &["雨#a", "雪#b"],
            &[(0, 0), (2, 1)],
        ),
        (
            "code",
            &["`x = 1", "It rained.", "`y = 2"],
            &["`x = 1", "雨だ。", "`y = 2"],
            &[(0, 0), (2, 2)],
        ),
        ("other code", &["`x = 1 # rain"], &["`x = 1 # 雨"], &[]),
        (
            "twice on both sides",
            &["`x", "A.", "`x"],
            &["`x", "あ。", "`x"],
            &[(0, 0), (2, 2)],
        ),
        (
            "twice on one side",
            &["`x", "A.", "`x"],
            &["`x", "あ。"],
            &[],
        ),
        (
            "crossing: the longer stays",
            &["`a long line", "`x"],
            &["`x", "`a long line"],
            &[(0, 1)],
        ),
    ];
    for (name, source, target, expected) in rows {
        let bitext = Bitext::from_contents(content(source), content(target));
        let expected: Vec<_> = expected
            .iter()
            .map(|&(i, j)| (i..i + 1, j..j + 1))
            .collect();
        assert_eq!(bitext.known_beads(), expected, "{name}");
    }
}

#[test]
#[should_panic(expected = "known bead 0..1:0..1 does not follow segments 1 and 1")]
fn known_beads_that_overlap_panic() {
    let known = vec![(0..1, 0..1), (0..1, 0..1)];
    let _ = Bitext::new("It rained.", "雨だ。").with_known_beads(known);
}

proptest! {
    #[test]
    fn known_beads_are_in_order(
        source in proptest::collection::vec("(`[ab]{1,2}|[ab]#[cd]|[ab]\\.)", 0..12),
        target in proptest::collection::vec("(`[ab]{1,2}|[ab]#[cd]|[ab]\\.)", 0..12),
    ) {
        let [source, target] = [source, target].map(|lines| {
            content(&lines.iter().map(String::as_str).collect::<Vec<_>>())
        });
        let bitext = Bitext::from_contents(source, target);
        let known = bitext.known_beads().to_vec();
        let bitext = bitext.with_known_beads(known.clone());
        let alignment = crate::Aligner::new().align(&bitext);
        for (source, target) in known {
            let is_there = |bead: &crate::Bead| bead.source == source && bead.target == target;
            prop_assert!(alignment.beads().iter().any(is_there));
        }
    }
}
