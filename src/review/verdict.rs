//! [`Verdict`]: a whole document's review in one line.

use std::fmt;

use crate::align::Alignment;
use crate::bitext::Bitext;
use crate::review::check::Check;
use crate::review::finding::{Finding, Severity};
use crate::text::script;

/// What a review found, in numbers. Shown as one line.
#[derive(Debug, Clone, Copy, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Verdict {
    /// The share of the original's length that is rendered, 0 to 1; of an empty original 1.
    pub rendered: f64,
    /// The number of pairs with text on both sides.
    pub pairs: usize,
    /// The number of findings that are almost certainly wrong.
    pub errors: usize,
    /// The number of findings that may be wrong.
    pub warnings: usize,
    /// The number of findings that are only worth a look.
    pub hints: usize,
}

impl Verdict {
    /// The verdict over a review's findings. What an omission or a partial omission names counts as not
    /// rendered; what was moved is rendered. Code does not count. O(bytes).
    ///
    /// ```
    /// use taiyaku::review::{ReviewOptions, Verdict, review};
    /// use taiyaku::{Aligner, Bitext};
    ///
    /// let bitext = Bitext::new("It has 24 rooms.", "部屋が42ある。");
    /// let aligner = Aligner::new();
    /// let anchored = aligner.read(&bitext);
    /// let alignment = aligner.align(&anchored);
    /// let findings = review(&anchored, &alignment, &ReviewOptions::default());
    /// println!("{:?}", Verdict::new(&bitext, &alignment, &findings));
    /// ```
    ///
    /// # Panics
    ///
    /// If the alignment is of another bitext.
    #[must_use]
    pub fn new(bitext: &Bitext, alignment: &Alignment, findings: &[Finding]) -> Self {
        alignment.assert_tiles(bitext);
        let source = bitext.source();
        let weigh = |text: &str| f64::from(script::weigh(text, source.language()).length);
        let whole: f64 = (0..source.segments().len())
            .filter(|&k| !source.is_code(k))
            .map(|k| weigh(source.segment_text(k)))
            .sum();
        let lost: f64 = findings
            .iter()
            .filter(|f| matches!(f.check, Check::Omission | Check::PartialOmission))
            .flat_map(|f| &f.source)
            .map(|span| weigh(span.of(source.text())))
            .sum();
        let pairs = alignment.beads().iter();
        let pairs = pairs.filter(|b| !b.is_null() && !bitext.is_code(&b.source, &b.target));
        let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
        Verdict {
            rendered: if whole > 0.0 {
                (1.0 - lost / whole).clamp(0.0, 1.0)
            } else {
                1.0
            },
            pairs: pairs.count(),
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            hints: count(Severity::Hint),
        }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        write!(
            f,
            "{:.1} % of the original rendered; {} error{}, {} warning{}, {} hint{} in {} pair{}",
            100.0 * self.rendered,
            self.errors,
            plural(self.errors),
            self.warnings,
            plural(self.warnings),
            self.hints,
            plural(self.hints),
            self.pairs,
            plural(self.pairs),
        )
    }
}
