//! The text of a PDF, by the program `pdftotext` of Poppler.
//!
//! In: the bytes of a PDF. Out: its text, a form feed after every page; or a failure that says which package brings the
//! program. O(bytes).

use std::io::{ErrorKind, Write};
use std::process::{Command, Stdio};
use std::thread;

use crate::failure::Failure;

/// The text of a PDF that is named `place`.
pub(crate) fn text(bytes: &[u8], place: &str) -> Result<String, Failure> {
    let mut command = Command::new("pdftotext");
    command.args(["-enc", "UTF-8", "-", "-"]);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut program = command.spawn().map_err(|error| match error.kind() {
        ErrorKind::NotFound => Failure::new(format!(
            "{place}: a PDF is read by the program pdftotext, which was not found; install poppler-utils (Debian, Ubuntu, \
             Fedora) or poppler (Homebrew, Arch, Chocolatey), or save the PDF as text"
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
    let text = String::from_utf8(output.stdout);
    let text = text.map_err(|_| Failure::new(format!("{place}: pdftotext returned no UTF-8")))?;
    if text.trim().is_empty() {
        return Err(Failure::new(format!(
            "{place}: the PDF has no text: its pages are pictures, which a program for character recognition reads"
        )));
    }
    Ok(text)
}
