//! The checks, one file each; its head says what raises no alarm.
//!
//! In: a view of a bitext under review. Out: drafts of findings, in any order. O(bytes).

pub(in crate::review) mod brackets;
pub(in crate::review) mod code;
pub(in crate::review) mod ends;
pub(in crate::review) mod evidence;
pub(in crate::review) mod glossary;
pub(in crate::review) mod lists;
pub(in crate::review) mod marks;
pub(in crate::review) mod moved;
pub(in crate::review) mod name;
pub(in crate::review) mod notes;
pub(in crate::review) mod number;
pub(in crate::review) mod omission;
pub(in crate::review) mod outlier;
pub(in crate::review) mod partial;
pub(in crate::review) mod polarity;
pub(in crate::review) mod related;
pub(in crate::review) mod sign;
pub(in crate::review) mod style;
pub(in crate::review) mod terminology;
pub(in crate::review) mod terms;
pub(in crate::review) mod typography;
pub(in crate::review) mod units;
pub(in crate::review) mod untranslated;
