//! Whether the sides of a pair are as long as translations are.
//!
//! In: the sides of a pair. Out: yes or no. O(bytes).

use crate::failure::Failure;

/// Characters of Japanese for one of English, white space not counted: over 12,175 pairs of good translations (news, talk,
/// manuals, games, scripture) there are .596; the middle of pairs of 40 characters or more is .589.
const USUAL: f64 = 0.6;
/// So many more characters of English are counted on both sides, so that short pairs pass: "Right." is 「そうですね。」. Of the
/// same pairs a factor of 2 then drops .5 % and one of 3 none; without them, 2.6 % and .4 %.
const FORGIVEN: f64 = 8.0;

/// The greatest factor by which the ratio of lengths may differ from the usual one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct LengthRatio {
    most: f64,
}

impl LengthRatio {
    /// # Errors
    ///
    /// If the factor is not greater than 1.
    pub(super) fn new(most: f64) -> Result<LengthRatio, Failure> {
        match most.is_finite() && 1.0 < most {
            true => Ok(LengthRatio { most }),
            false => Err(Failure::new(format!(
                "--max-length-ratio {most}: expected a number greater than 1, for example 2.5"
            ))),
        }
    }

    /// Whether the sides differ by this factor at most, in either direction.
    pub(super) fn is_usual(self, source: &str, target: &str) -> bool {
        let length = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count() as f64;
        let source = length(source) + FORGIVEN;
        let target = length(target) / USUAL + FORGIVEN;
        source <= target * self.most && target <= source * self.most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_factor_is_greater_than_one() {
        for (most, is_right) in [
            (2.0, true),
            (1.01, true),
            (1.0, false),
            (-2.0, false),
            (f64::NAN, false),
            (f64::INFINITY, false),
        ] {
            assert_eq!(LengthRatio::new(most).is_ok(), is_right, "{most}");
        }
    }

    #[test]
    fn long_and_short_translations_are_told() {
        let (english, japanese) = (
            "The boat left the harbour at dawn.",
            "船は夜明けに港を出た。",
        );
        let long = japanese.repeat(8);
        for (name, source, target, most, expected) in [
            ("usual", english, japanese, 1.5, true),
            ("short", "Right.", "そうですね。", 2.0, true),
            ("much longer", english, &long, 4.0, false),
            ("longer is allowed", english, &long, 8.0, true),
            ("much shorter", english, "船。", 2.0, false),
            ("white space", "a  b\tc", " a b c\n", 2.0, true),
        ] {
            let ratio = LengthRatio::new(most).unwrap();
            assert_eq!(ratio.is_usual(source, target), expected, "{name}");
        }
    }
}
