//! The checks of a review, the same option in every subcommand that reviews.
//!
//! In: names of checks. Out: the options of a review. O(names).

use taiyaku::review::{Check, ReviewOptions};

use crate::failure::Failure;

/// Which checks run.
#[derive(Debug, clap::Args)]
pub(crate) struct ChecksArguments {
    /// Checks to run, separated by commas: `default`, `all`, or names as in the findings, for example `number,name`. `all` adds
    /// those whose findings are true less often than not [default: default].
    #[arg(long, value_name = "CHECKS", value_delimiter = ',')]
    checks: Option<Vec<String>>,
}

impl ChecksArguments {
    /// Refuses checks that are named where nothing is reviewed.
    ///
    /// # Errors
    ///
    /// If checks are named.
    pub(crate) fn refuse(&self) -> Result<(), Failure> {
        match &self.checks {
            None => Ok(()),
            Some(_) => Err(Failure::new("--checks: expected --findings too".to_owned())),
        }
    }

    /// The options of a review with these checks.
    ///
    /// # Errors
    ///
    /// If there is no check of a name.
    pub(crate) fn options(&self) -> Result<ReviewOptions, Failure> {
        let Some(names) = &self.checks else {
            return Ok(ReviewOptions::default());
        };
        let mut checks: Vec<Check> = Vec::new();
        for name in names {
            match name.trim() {
                "default" => checks.extend(Check::all().filter(|check| check.is_default())),
                "all" => checks.extend(Check::all()),
                name => checks.push(
                    name.parse()
                        .map_err(|error| Failure::new(format!("--checks: {error}")))?,
                ),
            }
        }
        Ok(ReviewOptions::default().only(checks))
    }
}
