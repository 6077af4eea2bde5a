//! The format of the output: from `--form`, or from the end of the name of the output.
//!
//! In: the option and the output. Out: the format, or a failure that lists the ends of names. O(formats).

use clap::ValueEnum;

use crate::failure::Failure;
use crate::output::OutputArguments;

/// The format of `--form`, else of the end of the name of the output, else the first one. A name ends in a format if it is the
/// format's name or alias, or has it behind a full stop; the longest counts. An alias with a full stop in it may have anything
/// before it.
pub(crate) fn of<F: ValueEnum>(
    named: Option<F>,
    option: &str,
    output: &OutputArguments,
) -> Result<F, Failure> {
    if let Some(form) = named {
        return Ok(form);
    }
    let Some(path) = output.path() else {
        return Ok(F::value_variants()[0].clone());
    };
    let name = path.file_name().unwrap_or_default();
    let name = name.to_string_lossy().to_ascii_lowercase();
    let end = |form: &F| {
        let value = form.to_possible_value()?;
        let is_end = |end: &str| {
            let before = name.strip_suffix(end);
            let is_whole = |before: &str| before.is_empty() || before.ends_with('.');
            before.is_some_and(|before| is_whole(before) || end.contains('.'))
        };
        let ends = value.get_name_and_aliases().filter(|end| is_end(end));
        ends.map(str::len).max()
    };
    let forms = F::value_variants().iter();
    let best = forms.filter_map(|form| Some((end(form)?, form)));
    if let Some((_, form)) = best.max_by_key(|(length, _)| *length) {
        return Ok(form.clone());
    }
    let forms = F::value_variants().iter();
    let values: Vec<_> = forms.filter_map(ValueEnum::to_possible_value).collect();
    let ends = values.iter().flat_map(|value| value.get_name_and_aliases());
    let ends: Vec<String> = ends.map(|end| format!(".{end}")).collect();
    Err(Failure::new(format!(
        "{}: expected a name that ends in {}, or {option}",
        path.display(),
        ends.join(", ")
    )))
}
