//! The format of the output: from `--form`, or from the extension of the output.
//!
//! In: the option and the output. Out: the format, or a failure that lists the extensions. O(formats).

use clap::ValueEnum;

use crate::failure::Failure;
use crate::output::OutputArguments;

/// The format of `--form`, else of the extension of the output, else the first one.
pub(crate) fn of<F: ValueEnum>(named: Option<F>, output: &OutputArguments) -> Result<F, Failure> {
    if let Some(form) = named {
        return Ok(form);
    }
    let Some(path) = output.path() else {
        return Ok(F::value_variants()[0].clone());
    };
    let end = path.extension().and_then(|end| end.to_str());
    if let Some(form) = end.and_then(|end| F::from_str(end, true).ok()) {
        return Ok(form);
    }
    let forms = F::value_variants().iter();
    let ends: Vec<String> = forms
        .filter_map(|form| Some(format!(".{}", form.to_possible_value()?.get_name())))
        .collect();
    Err(Failure::new(format!(
        "{}: expected a name that ends in {}, or --form",
        path.display(),
        ends.join(", ")
    )))
}
