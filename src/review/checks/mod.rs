//! The checks, one file each; its head says what raises no alarm.
//!
//! In: a view of a bitext under review. Out: drafts of findings, in any order. O(bytes). Which file finds which checks stands
//! in `check_table.rs`; a file that finds several runs once.

pub(in crate::review) mod bounds;
pub(in crate::review) mod brackets;
pub(in crate::review) mod code;
pub(in crate::review) mod commands;
pub(in crate::review) mod compared;
pub(in crate::review) mod days;
pub(in crate::review) mod ends;
pub(in crate::review) mod evidence;
pub(in crate::review) mod exchanged;
pub(in crate::review) mod glossary;
pub(in crate::review) mod glossary_term;
pub(in crate::review) mod half_width;
pub(in crate::review) mod lists;
pub(in crate::review) mod marks;
pub(in crate::review) mod meeting;
pub(in crate::review) mod modality;
pub(in crate::review) mod moved;
pub(in crate::review) mod name;
pub(in crate::review) mod named;
pub(in crate::review) mod notes;
pub(in crate::review) mod number;
pub(in crate::review) mod omission;
pub(in crate::review) mod opposite;
pub(in crate::review) mod other_units;
pub(in crate::review) mod outlier;
pub(in crate::review) mod owner;
pub(in crate::review) mod partial;
pub(in crate::review) mod place;
pub(in crate::review) mod polarity;
pub(in crate::review) mod quantity;
pub(in crate::review) mod question;
pub(in crate::review) mod references;
pub(in crate::review) mod related;
pub(in crate::review) mod repeated;
pub(in crate::review) mod residue;
pub(in crate::review) mod roles;
pub(in crate::review) mod said;
pub(in crate::review) mod sibling;
pub(in crate::review) mod sign;
pub(in crate::review) mod simplified;
pub(in crate::review) mod style;
pub(in crate::review) mod swapped;
pub(in crate::review) mod term_table;
pub(in crate::review) mod term_texts;
pub(in crate::review) mod terminology;
pub(in crate::review) mod terms;
pub(in crate::review) mod times;
pub(in crate::review) mod typography;
pub(in crate::review) mod units;
pub(in crate::review) mod untranslated;
pub(in crate::review) mod written;

use crate::review::check::Check;
use crate::review::check_table::check_table;
use crate::review::finding::Draft;
use crate::review::view::View;

/// A file of this folder.
#[derive(Clone, Copy)]
pub(in crate::review) struct CheckFile {
    /// Its name.
    name: &'static str,
    /// Adds its findings, in any order.
    pub(in crate::review) find: fn(&View<'_>, &mut Vec<Draft>),
}

macro_rules! list_files {
    ($($(#[$doc:meta])+ $check:ident {
        name: $name:literal,
        japanese_name: $japanese_name:literal,
        japanese_description: $japanese_description:literal,
        mqm: $mqm:expr,
        its: $its:literal,
        jtf_rule: $jtf_rule:expr,
        needs: $needs:ident,
        languages: $languages:ident,
        default: $default:ident,
        found_by: [$($file:ident),+],
    })+) => {
        /// The files that find each check, in the order of checks.
        static FILES: &[&[CheckFile]] = &[$(&[$(CheckFile {
            name: stringify!($file),
            find: $file::check,
        }),+]),+];
    };
}

check_table!(list_files);

/// The files that find any of some checks, each once.
pub(in crate::review) fn files_of(checks: impl Iterator<Item = Check>) -> Vec<CheckFile> {
    let mut files: Vec<CheckFile> = Vec::new();
    for file in checks.flat_map(|check| FILES[check as usize]) {
        if !files.iter().any(|known| known.name == file.name) {
            files.push(*file);
        }
    }
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_file_runs_once() {
        let names = |checks: &[Check]| -> Vec<&str> {
            let files = files_of(checks.iter().copied());
            files.into_iter().map(|file| file.name).collect()
        };
        assert_eq!(names(&[Check::Omission, Check::Addition]), ["omission"]);
        assert_eq!(
            names(&[Check::Number]),
            ["number", "sign", "bounds", "days", "swapped"]
        );
        assert_eq!(names(&[]), [""; 0]);
        let all: BTreeSet<&str> = names(&Check::ALL).into_iter().collect();
        assert_eq!(all.len(), names(&Check::ALL).len());
    }
}
