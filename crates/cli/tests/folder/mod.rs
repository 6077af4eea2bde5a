//! A folder in which the command is run, and which is gone at the end of the test.
//!
//! In: files and arguments. Out: what the command wrote and said.

#![allow(dead_code, reason = "each file of tests uses some of it")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn empty(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("taiyaku-{}-{name}", std::process::id()));
        fs::create_dir(&path).expect("a folder of this name is free");
        Folder(path)
    }

    /// Writes a file, and the folders that it is in.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("the folder takes folders");
        fs::write(path, bytes).expect("the folder takes files");
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub(crate) fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).expect("UTF-8")
    }

    /// The names of the files, and their texts.
    pub(crate) fn files(&self) -> Vec<(String, String)> {
        let entries = fs::read_dir(&self.0).expect("the folder is there");
        let mut files: Vec<(String, String)> = entries
            .map(|entry| {
                let entry = entry.expect("the folder is listed");
                let text = fs::read_to_string(entry.path()).unwrap_or_default();
                let name = entry.file_name().into_string();
                (name.expect("a name of ours"), text)
            })
            .collect();
        files.sort();
        files
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.files().into_iter().map(|(name, _)| name).collect()
    }

    /// The command with arguments that are separated by spaces.
    pub(crate) fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_taiyaku"));
        command.args(arguments.split(' ')).current_dir(&self.0);
        command
    }

    /// Runs the command.
    pub(crate) fn run(&self, arguments: &str) -> Output {
        let output = self.command(arguments).output();
        output.expect("the command starts")
    }

    /// Runs the command, which succeeds, and returns what it says on standard error.
    pub(crate) fn good(&self, arguments: &str) -> String {
        let output = self.run(arguments);
        let stderr = stderr_of(&output);
        assert!(output.status.success(), "{arguments}: {stderr}");
        stderr
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a command says on standard error.
pub(crate) fn stderr_of(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
