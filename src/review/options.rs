//! [`ReviewOptions`]: which checks run, with what memory, and which findings are not shown again.

use std::collections::BTreeSet;
use std::io::BufRead;
use std::sync::Arc;

use crate::error::{Error, Result};
use crate::review::check::Check;
use crate::review::finding::FindingId;
use crate::review::memory::Memory;
use crate::text::lines::numbered_lines;

/// How a review is done; `ReviewOptions::default()` runs the checks that are on by default, see [`Check::is_default`].
#[derive(Debug, Clone)]
pub struct ReviewOptions {
    pub(crate) memory: Arc<Memory>,
    pub(crate) ignored: BTreeSet<FindingId>,
    checks: BTreeSet<Check>,
}

impl Default for ReviewOptions {
    fn default() -> Self {
        ReviewOptions {
            memory: Arc::default(),
            ignored: BTreeSet::new(),
            checks: Check::all().filter(|check| check.is_default()).collect(),
        }
    }
}

impl ReviewOptions {
    /// How the other documents of the corpus render sentences and terms; it may know this document too. Default: nothing.
    pub fn memory(mut self, memory: impl Into<Arc<Memory>>) -> Self {
        self.memory = memory.into();
        self
    }

    /// Every check, those too whose findings are seldom true. Default: those of which [`Check::is_default`] is true.
    ///
    /// ```
    /// use taiyaku::review::ReviewOptions;
    ///
    /// let options = ReviewOptions::default().all_checks();
    /// ```
    #[must_use]
    pub fn all_checks(self) -> Self {
        self.only(Check::all())
    }

    /// Only these checks. Default: those that are on by default.
    ///
    /// ```
    /// use taiyaku::review::{Check, ReviewOptions, review};
    /// use taiyaku::{Aligner, Bitext};
    ///
    /// let aligner = Aligner::new();
    /// let anchored = aligner.read(&Bitext::new("It has 24 rooms.", "部屋が42ある。"));
    /// let alignment = aligner.align(&anchored);
    /// let options = ReviewOptions::default().only([Check::Brackets]);
    /// assert!(review(&anchored, &alignment, &options).is_empty());
    /// ```
    pub fn only(mut self, checks: impl IntoIterator<Item = Check>) -> Self {
        self.checks = checks.into_iter().collect();
        self
    }

    /// Not this check. Default: the checks that are on by default run.
    ///
    /// ```
    /// use taiyaku::review::{Check, ReviewOptions, review};
    /// use taiyaku::{Aligner, Bitext};
    ///
    /// let aligner = Aligner::new();
    /// let anchored = aligner.read(&Bitext::new("It has 24 rooms.", "部屋が42ある。"));
    /// let alignment = aligner.align(&anchored);
    /// let options = ReviewOptions::default().without(Check::Number);
    /// assert!(review(&anchored, &alignment, &options).iter().all(|f| f.check != Check::Number));
    /// ```
    #[must_use]
    pub fn without(mut self, check: Check) -> Self {
        self.checks.remove(&check);
        self
    }

    /// Findings that are not shown again, besides those told before. Default: none.
    ///
    /// ```
    /// use taiyaku::review::{ReviewOptions, review};
    /// use taiyaku::{Aligner, Bitext};
    ///
    /// let aligner = Aligner::new();
    /// let anchored = aligner.read(&Bitext::new("It has 24 rooms.", "部屋が42ある。"));
    /// let alignment = aligner.align(&anchored);
    /// let findings = review(&anchored, &alignment, &ReviewOptions::default());
    /// let options = ReviewOptions::default().ignore(findings.iter().map(|finding| finding.id));
    /// assert!(review(&anchored, &alignment, &options).is_empty());
    /// ```
    pub fn ignore(mut self, ids: impl IntoIterator<Item = FindingId>) -> Self {
        self.ignored.extend(ids);
        self
    }

    pub(crate) fn has(&self, check: Check) -> bool {
        self.checks.contains(&check)
    }
}

/// Reads ids of findings to ignore: one a line, what follows `#` is a comment. O(bytes).
///
/// ```
/// use taiyaku::review::read_ignored;
///
/// let ids = read_ignored("# settled with the client\n00abcdef01234567\n".as_bytes())?;
/// assert_eq!(ids.len(), 1);
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If reading fails or a line is no id; the message names the line.
pub fn read_ignored(reader: impl BufRead) -> Result<BTreeSet<FindingId>> {
    let mut ids = BTreeSet::new();
    for line in numbered_lines(reader) {
        let (number, line) = line?;
        let place = || format!("line {number}");
        let id = line.split('#').next().unwrap_or_default().trim();
        if !id.is_empty() {
            let id = id.parse().map_err(|_| {
                Error::format(
                    place(),
                    format!("expected sixteen hexadecimal digits, found `{id}`"),
                )
            })?;
            ids.insert(id);
        }
    }
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignored_ids_are_read_by_line() {
        let text = "\u{feff}# a comment\n00abcdef01234567 # so wanted\n\n  1111111111111111\r\n";
        let ids = read_ignored(text.as_bytes()).unwrap();
        let shown: Vec<String> = ids.iter().map(FindingId::to_string).collect();
        assert_eq!(shown, ["00abcdef01234567", "1111111111111111"]);
        let error = read_ignored("00abcdef01234567\nsoon\n".as_bytes()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "line 2: expected sixteen hexadecimal digits, found `soon`"
        );
    }
}
