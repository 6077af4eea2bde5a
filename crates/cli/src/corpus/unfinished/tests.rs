//! Drafts: what a later run finds, whenever the one before it was killed.

use std::fs::{self};
use std::path::PathBuf;

use super::*;

/// An empty folder that is gone at the end of the test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path =
            std::env::temp_dir().join(format!("taiyaku-draft-{}-{name}", std::process::id()));
        fs::create_dir(&path).unwrap();
        Folder(path)
    }

    fn output(&self) -> PathBuf {
        self.0.join("beads.jsonl")
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn header(options: &str) -> Header {
    Header {
        taiyaku: "1".into(),
        options: vec![("letter".into(), options.into())],
    }
}

fn at(n_records: u64) -> Tally {
    Tally {
        n_records,
        ..Tally::default()
    }
}

impl Unfinished {
    /// A checkpoint at once.
    fn checkpoint_now(&mut self, tally: &Tally) {
        self.written = Instant::now() - 2 * BETWEEN_CHECKPOINTS;
        self.checkpoint(7, tally).unwrap();
    }
}

/// A draft with two lines before a checkpoint and half a line behind it, left by a run that was killed.
fn killed(folder: &Folder) {
    let (mut run, left) = Unfinished::open(&folder.output(), &header("a"), Resume::Yes).unwrap();
    assert!(left.is_none());
    run.write_all(b"one\ntwo\n").unwrap();
    run.see(1);
    run.see(u64::MAX);
    run.checkpoint_now(&at(2));
    run.write_all(b"thr").unwrap();
    run.see(3);
    run.give_up();
}

#[test]
fn a_run_continues_behind_the_last_checkpoint() {
    let folder = Folder::new("resume");
    killed(&folder);
    assert_eq!(folder.names(), ["beads.jsonl.part"]);
    let (mut run, left) = Unfinished::open(&folder.output(), &header("a"), Resume::Yes).unwrap();
    let mut left = left.unwrap();
    assert_eq!(left.checkpoint.tally.n_records, 2);
    assert_eq!(left.seen().unwrap().collect::<Vec<_>>(), [1, u64::MAX]);
    run.write_all(b"three\n").unwrap();
    run.finish().unwrap();
    assert_eq!(fs::read(folder.output()).unwrap(), b"one\ntwo\nthree\n");
    assert_eq!(folder.names(), ["beads.jsonl"]);
}

#[test]
fn a_journal_that_is_cut_anywhere_is_read_up_to_there() {
    let folder = Folder::new("cut");
    killed(&folder);
    let journal = folder.0.join("beads.jsonl.part/journal");
    let bytes = fs::read(&journal).unwrap();
    for end in 0..=bytes.len() {
        fs::write(&journal, &bytes[..end]).unwrap();
        let draft_folder = DraftFolder::open(&folder.output()).unwrap();
        let mut files = DraftFiles::open(&draft_folder).unwrap();
        let n_records = match files.left(&header("a")).unwrap() {
            Found::Checkpoint(checkpoint) => Some(checkpoint.tally.n_records),
            _ => None,
        };
        let expected = (end == bytes.len()).then_some(2);
        assert_eq!(n_records, expected, "{end}");
    }
}

#[test]
fn a_draft_that_is_shorter_than_its_checkpoint_is_replaced() {
    let folder = Folder::new("short");
    killed(&folder);
    fs::write(folder.0.join("beads.jsonl.part/draft"), "on").unwrap();
    let (run, left) = Unfinished::open(&folder.output(), &header("a"), Resume::Yes).unwrap();
    assert!(left.is_none());
    run.finish().unwrap();
    assert_eq!(fs::read(folder.output()).unwrap(), b"");
}

#[test]
fn other_options_and_other_runs_are_refused() {
    let folder = Folder::new("refused");
    killed(&folder);
    let refused = |options| {
        let opened = Unfinished::open(&folder.output(), &header(options), Resume::Yes);
        opened.err().map(|failure| failure.to_string())
    };
    let other = refused("b").unwrap();
    assert!(other.contains("(letter: then a, now b)"), "{other}");
    let (run, _) = Unfinished::open(&folder.output(), &header("a"), Resume::Yes).unwrap();
    let second = refused("a").unwrap();
    assert!(
        second.contains("another run of taiyaku writes it"),
        "{second}"
    );
    run.give_up();
    assert_eq!(refused("a"), None);
}

#[test]
fn without_resume_nothing_is_left() {
    let folder = Folder::new("nothing");
    killed(&folder);
    let (mut run, left) = Unfinished::open(&folder.output(), &header("b"), Resume::No).unwrap();
    assert!(left.is_none());
    run.write_all(b"new\n").unwrap();
    run.checkpoint_now(&at(1));
    run.give_up();
    assert_eq!(folder.names(), [""; 0]);
}
