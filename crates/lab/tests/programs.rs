//! No program of the lab writes over one of its inputs.

use std::fs;
use std::process::Command;

/// Each program with an input as the output.
const OVER_AN_INPUT: &[(&str, &str, &str)] = &[
    (env!("CARGO_BIN_EXE_enlarge"), "gold -o gold", "gold"),
    (
        env!("CARGO_BIN_EXE_build-lexicon"),
        "edict.txt -o edict.txt",
        "edict.txt",
    ),
    (
        env!("CARGO_BIN_EXE_build-readings"),
        "names.txt kanji.txt edict.txt -o kanji.txt",
        "kanji.txt",
    ),
];

#[test]
fn no_program_writes_over_an_input() {
    let folder = std::env::temp_dir().join(format!("taiyaku-lab-{}", std::process::id()));
    fs::create_dir_all(folder.join("gold")).expect("a folder of this name is free");
    for name in ["edict.txt", "names.txt", "kanji.txt"] {
        fs::write(folder.join(name), name).expect("the folder takes files");
    }
    for &(program, arguments, input) in OVER_AN_INPUT {
        let mut command = Command::new(program);
        let output = command
            .args(arguments.split(' '))
            .current_dir(&folder)
            .output();
        let output = output.expect("the program starts");
        let told = String::from_utf8_lossy(&output.stderr);
        let expected = format!("expected an output other than the input {input}");
        assert_eq!(output.status.code(), Some(1), "{program}: {told}");
        assert!(told.contains(&expected), "{program}: {told}");
        let text = fs::read_to_string(folder.join(input)).unwrap_or(input.to_owned());
        assert_eq!(text, input, "{program}");
    }
    fs::remove_dir_all(&folder).expect("the folder is there");
}
