//! The text of a PDF, by the program `pdftotext` of Poppler.
//!
//! In: the bytes of a PDF. Out: its text, a form feed after every page, and a warning if some of it may be missing; or a failure that
//! says which package brings the program, or the tables without which it leaves Japanese out. O(bytes).

use std::io::{ErrorKind, Write};
use std::process::{Command, Stdio};
use std::thread;

use crate::failure::Failure;

/// The text of a PDF that is named `place`, and what its reader should know.
pub(crate) fn text(bytes: &[u8], place: &str) -> Result<(String, Option<String>), Failure> {
    let mut command = Command::new("pdftotext");
    // Columns, tables and heads stay apart: of two manuals of 114 and 261 pages 152 and 2,076 segments have no partner, and 422 and
    // 3,773 without.
    command.args(["-layout", "-enc", "UTF-8", "-", "-"]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut program = command.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => Failure::new(format!(
            "{place}: a PDF is read by the program pdftotext, which was not found; install poppler-utils and poppler-data \
             (Debian, Ubuntu, Fedora) or poppler (Homebrew, Arch, Chocolatey), or save the PDF as text"
        )),
        _ => Failure::io("pdftotext", &error),
    })?;
    let mut input = program.stdin.take();
    let output = thread::scope(|scope| {
        scope.spawn(move || {
            // A program that stops reading says why on its standard error.
            let _ = input.as_mut().map(|input| input.write_all(bytes));
        });
        program.wait_with_output()
    });
    let output = output.map_err(|error| Failure::io("pdftotext", &error))?;
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        let is_password = |line: &&str| line.to_lowercase().contains("password");
        let said = message.lines().find(is_password);
        let message = match said.or_else(|| message.lines().last()) {
            Some(line) if is_password(&line) => "it has a password; save a copy without one",
            Some(line) => line.trim(),
            None => "it gave no reason",
        };
        return Err(Failure::new(format!(
            "{place}: pdftotext cannot read this PDF: {message}"
        )));
    }
    let warning = complaint(&String::from_utf8_lossy(&output.stderr), place)?;
    let text = String::from_utf8(output.stdout);
    let text = text.map_err(|_| Failure::new(format!("{place}: pdftotext returned no UTF-8")))?;
    if text.trim().is_empty() {
        return Err(Failure::new(format!(
            "{place}: the PDF has no text: its pages are pictures, which a program for character recognition reads"
        )));
    }
    Ok((text, warning))
}

/// What `pdftotext` complained of although it ended well: text that it cannot decode it leaves out.
fn complaint(log: &str, place: &str) -> Result<Option<String>, Failure> {
    if log.contains("Missing language pack") {
        return Err(Failure::new(format!(
            "{place}: pdftotext leaves out Japanese text, since it lacks the tables of its characters; install poppler-data \
             (Debian, Ubuntu, Fedora, Arch), or save the PDF as text"
        )));
    }
    let mut errors = log.lines().filter(|line| line.contains("Error"));
    let Some(first) = errors.next() else {
        return Ok(None);
    };
    let more = match errors.count() {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    Ok(Some(format!(
        "warning: {place}: pdftotext finds errors in this PDF, so that text may be missing: {}{more}",
        first.trim()
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_pdftotext_leaves_out_is_said() {
        let no_tables = "Syntax Error: Missing language pack for 'Adobe-Japan1' mapping\nSyntax Error: Unknown font tag 'F2'";
        let failure = complaint(no_tables, "a.pdf").unwrap_err().to_string();
        assert!(
            failure.starts_with("a.pdf: pdftotext leaves out Japanese text"),
            "{failure}"
        );
        assert!(failure.contains("poppler-data"), "{failure}");
        let rows = [
            ("nothing", "", None),
            (
                "a warning of the program",
                "Syntax Warning: Invalid Font Weight\n",
                None,
            ),
            (
                "one error",
                "Syntax Error (665): No font in show/space\n",
                Some("missing: Syntax Error (665): No font in show/space"),
            ),
            (
                "several",
                "Syntax Error: Unknown font tag 'F2'\nSyntax Error (1): No font\nSyntax Error (2): No font\n",
                Some("missing: Syntax Error: Unknown font tag 'F2', and 2 more"),
            ),
        ];
        for (name, log, end) in rows {
            let warning = complaint(log, "a.pdf").unwrap_or_else(|_| panic!("{name}"));
            let is_right = match (&warning, end) {
                (Some(warning), Some(end)) => {
                    warning.starts_with("warning: a.pdf: ") && warning.ends_with(end)
                }
                (None, None) => true,
                _ => false,
            };
            assert!(is_right, "{name}: {warning:?}");
        }
    }
}
