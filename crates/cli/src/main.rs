//! The command `taiyaku`. Everything is in the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    taiyaku_cli::main()
}
