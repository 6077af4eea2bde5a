//! No kind of hostile text costs many times what ordinary text costs. Linux alone counts the CPU of a process.

#[cfg(target_os = "linux")]
#[test]
fn no_kind_of_text_costs_many_times_ordinary_text() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_hostile"))
        .args(["--check", "--bytes", "30000"])
        .output()
        .expect("the program is built with the tests");
    let table = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{table}{errors}");
    assert!(table.lines().count() > 250, "{table}");
}
