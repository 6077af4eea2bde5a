//! The command `taiyaku`; the code is in `lib.rs`.

use std::process::ExitCode;

fn main() -> ExitCode {
    taiyaku_cli::main()
}
