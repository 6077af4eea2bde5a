//! Opens the person's browser, by the means of each system.
//!
//! In: an address. Out: whether a program was found that opens it. O(1).

use std::process::{Command, Stdio};

/// The programs that open an address, with what stands before it.
#[cfg(target_os = "macos")]
const OPENERS: &[&[&str]] = &[&["open"]];
#[cfg(windows)]
const OPENERS: &[&[&str]] = &[&["cmd", "/c", "start", ""]];
#[cfg(not(any(target_os = "macos", windows)))]
const OPENERS: &[&[&str]] = &[&["xdg-open"], &["gio", "open"], &["wslview"]];

/// Whether a program was started that opens the address. The address has no character that a shell reads as its own.
pub(super) fn open(address: &str) -> bool {
    OPENERS.iter().any(|words| {
        let (program, arguments) = words.split_first().expect("a program");
        let mut command = Command::new(program);
        command.args(arguments).arg(address);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        // It is not waited for: some browsers stay in the foreground.
        command.spawn().is_ok()
    })
}
