//! Random edits of the texts under a review: nothing that a person said is lost, and no file fails to be read.

use std::ops::Range;

use proptest::prelude::*;

use super::edited_tests::{bitext, confirmed, files, pairs, shown};
use super::*;
use crate::text::Document;

/// An edit of a side of a line.
#[derive(Debug, Clone)]
enum Edit {
    Delete,
    Insert,
    Change(usize),
    Write,
}

fn edits() -> impl Strategy<Value = Vec<(usize, bool, Edit)>> {
    let edit = prop_oneof![
        Just(Edit::Delete),
        Just(Edit::Insert),
        (0usize..40).prop_map(Edit::Change),
        Just(Edit::Write),
    ];
    proptest::collection::vec((0usize..40, any::<bool>(), edit), 0..6)
}

/// The sides of the lines after some edits, and whether each line stands.
fn edited(
    lines: &[(String, String)],
    edits: &[(usize, bool, Edit)],
) -> (Vec<(String, String)>, Vec<bool>) {
    let mut sides: Vec<[Vec<String>; 2]> = lines
        .iter()
        .map(|(source, target)| [vec![source.clone()], vec![target.clone()]])
        .collect();
    let mut stands = vec![true; lines.len()];
    for (k, (at, is_target, edit)) in edits.iter().enumerate() {
        let at = at % lines.len();
        let side = &mut sides[at][usize::from(*is_target)];
        match edit {
            Edit::Delete => side[0].clear(),
            Edit::Insert => side.push(format!("Q{k}新。")),
            Edit::Change(c) => {
                let mut chars: Vec<char> = side[0].chars().collect();
                if let Some(c) = chars.len().checked_sub(1).map(|last| c % (last + 1)) {
                    chars[c] = 'Z';
                }
                side[0] = chars.into_iter().collect();
            }
            Edit::Write => side[0] = format!("ZZ{k}全。"),
        }
        stands[at] &= matches!(edit, Edit::Insert);
    }
    let mut out = Vec::new();
    for [source, target] in sides {
        let n = source.len().max(target.len());
        let line = |side: &[String], k: usize| side.get(k).cloned().unwrap_or_default();
        out.extend((0..n).map(|k| (line(&source, k), line(&target, k))));
    }
    out.retain(|(source, target)| !source.is_empty() || !target.is_empty());
    (out, stands)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn nothing_confirmed_is_lost(
        numbers in proptest::collection::vec(0usize..12, 6..16),
        states in proptest::collection::vec((0usize..3, any::<bool>(), any::<bool>(), any::<bool>()), 16),
        edits in edits(),
    ) {
        let lines = pairs(&numbers);
        let row = |k: usize, row: &mut ReviewedRow| {
            let (state, mark, has_comment, has_suggestion) = states[k];
            row.state = RowState::ALL[state];
            row.mark = mark;
            if has_comment {
                row.comment = format!("note {k};");
            }
            if has_suggestion {
                row.suggestion = Some(format!("提案{k}。"));
            }
        };
        let (now, stands) = edited(&lines, &edits);
        let (now, _) = bitext(&now);
        for file in files(&lines, row) {
            let Ok(back) = read(&file, "f", &now) else {
                // Nearly all of a short text was written again.
                prop_assert!(stands.iter().filter(|&&stands| stands).count() < 2);
                continue;
            };
            prop_assert_eq!(&back, &read(&file, "f", &now).unwrap());
            let left: String = shown(&back).join("\n")
                + &back.problems.iter().map(|p| format!("\n{p}")).collect::<String>();
            for (k, line) in lines.iter().enumerate() {
                let (_, mark, has_comment, has_suggestion) = states[k];
                if has_comment {
                    prop_assert!(left.contains(&format!("note {k};")), "note {k} in {left}");
                }
                if has_suggestion {
                    prop_assert!(left.contains(&format!("提案{k}。")), "suggestion {k} in {left}");
                }
                let is_unique = lines.iter().filter(|other| *other == line).count() == 1;
                if !stands[k] || !is_unique {
                    continue;
                }
                let text = |document: &Document, range: &Range<usize>| -> String {
                    range.clone().map(|k| document.segment_text(k)).collect()
                };
                let mut expected = ReviewedRow::new(0..0, 0..0);
                row(k, &mut expected);
                let found = back.reviewed.rows().iter().find(|row| {
                    text(now.source(), &row.source) == line.0
                        && text(now.target(), &row.target) == line.1
                });
                let Some(found) = found else {
                    prop_assert!(false, "{line:?} not in {left}");
                    continue;
                };
                expected.source = found.source.clone();
                expected.target = found.target.clone();
                prop_assert_eq!(found, &expected);
                prop_assert_eq!(found.mark, mark);
            }
        }
    }

    #[test]
    fn any_file_is_read_against_any_text(
        old in proptest::collection::vec(0usize..12, 0..10),
        new in proptest::collection::vec(0usize..12, 0..10),
        order in any::<u64>(),
    ) {
        let (now, _) = bitext(&pairs(&new));
        for file in files(&pairs(&old), confirmed) {
            let _ = read(&file, "f", &now);
            let mut lines: Vec<&str> = file.lines().collect();
            if 2 < lines.len() {
                let at = 1 + order as usize % (lines.len() - 1);
                lines[1..].rotate_left(at - 1);
                lines.truncate(at.max(2));
            }
            let _ = read(&lines.join("\n"), "f", &now);
        }
    }
}
