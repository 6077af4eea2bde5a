//! Projects on the disk: what a person did is there after whatever happened between two openings.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::desk::export;

const ENGLISH: &str = "The pier was long.\n\nWe walked to its end.\n\nIt rained.\n";
const JAPANESE: &str = "埠頭は長かった。\n\n私たちは端まで歩いた。\n\n雨が降った。\n";

/// A folder of a test, removed at its end.
struct Kept(PathBuf);

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn place(name: &str) -> Kept {
    let path = std::env::temp_dir().join(format!("taiyaku-desk-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).expect("a folder");
    Kept(path)
}

/// A new project.
fn begun(shelf: &Path) -> Project {
    let source = |name: &str, text: &str| {
        Arc::new(Source::new(name, text.as_bytes().to_vec()).expect("a text"))
    };
    let texts = Texts::Two {
        source: source("pier.en.txt", ENGLISH),
        target: source("pier.ja.txt", JAPANESE),
    };
    let aligner = Aligner::new();
    let (bitext, _) = texts.bitext().expect("two texts");
    let anchored = aligner.read(&bitext);
    let alignment = aligner.align(&anchored);
    let begun = Begun {
        texts,
        glossary: None,
        bitext,
        aligner,
        anchored,
        alignment,
    };
    Project::create(shelf, begun).expect("a project")
}

/// Comments on the first row.
fn comment(project: &Project, text: &str) -> Result<(), Failure> {
    let (rows, _) = project.rows();
    let come = Row {
        comment: text.to_owned(),
        ..rows[0].clone()
    };
    let change = Change::Splice {
        at: 0,
        out: vec![rows[0].clone()],
        come: vec![come],
        cursor: None,
        auto: None,
    };
    let steps = project.live().steps;
    let sent = Sent {
        steps,
        made: vec![Step::Do(change)],
    };
    let taken = project.take(&sent)?;
    assert!(matches!(taken, Taken::Steps(n) if n == steps + 1));
    Ok(())
}

/// A commented project, closed; its folder.
fn commented(shelf: &Path) -> Folder {
    let project = begun(shelf);
    comment(&project, "a note").expect("written");
    project.folder
}

/// The comment that an opening finds.
fn found_in(folder: &Folder) -> Result<String, Failure> {
    let project = Project::open(folder.clone())?;
    Ok(project.rows().0[0].comment.clone())
}

/// Changes the state as JSON.
fn change_state(folder: &Folder, change: impl FnOnce(&mut serde_json::Value)) {
    let path = folder.path.join("state.json");
    let mut state = serde_json::from_slice(&fs::read(&path).expect("a state")).expect("JSON");
    change(&mut state);
    fs::write(&path, state.to_string()).expect("written");
}

/// Makes the state one of other segments, as another version would have cut them.
fn cut_otherwise(folder: &Folder) {
    change_state(folder, |state| {
        state["document"] = "d0000000000000000".into();
        state["segments"][1][2] = "雨が降った".into();
    });
}

#[test]
fn edits_outlive_carrying_over_that_ends_halfway() {
    let shelf = place("carried");
    let folder = commented(&shelf.0);
    cut_otherwise(&folder);
    assert_eq!(found_in(&folder).expect("carried over"), "a note");
    assert_eq!(found_in(&folder).expect("opened"), "a note", "once more");

    // The program ended before the new state was on the disk.
    let folder = commented(&shelf.0);
    cut_otherwise(&folder);
    let old = fs::read(folder.path.join("state.json")).expect("a state");
    Project::open(folder.clone()).expect("carried over");
    fs::write(folder.path.join("state.json"), old).expect("written");
    assert_eq!(
        found_in(&folder).expect("carried over"),
        "a note",
        "state not written"
    );

    // An earlier version had renamed the journal, and made an empty one.
    let folder = commented(&shelf.0);
    cut_otherwise(&folder);
    let journal = folder.path.join("journal.jsonl");
    let kept = folder.path.join("journal.d0000000000000000.jsonl");
    fs::rename(&journal, kept).expect("renamed");
    fs::write(&journal, "").expect("written");
    assert_eq!(
        found_in(&folder).expect("carried over"),
        "a note",
        "journal renamed"
    );
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_refused() {
    use std::os::unix::fs::symlink;
    let shelf = place("links");
    let foreign = shelf.0.join("foreign.txt");
    fs::write(&foreign, "a text of somebody else\n").expect("written");
    for (name, part, is_pipe) in [
        ("journal", "journal.jsonl", false),
        ("state", "state.json", false),
        ("original", "original/target.txt", false),
        ("pipe as journal", "journal.jsonl", true),
        ("pipe as state", "state.json", true),
        ("pipe as original", "original/source.txt", true),
    ] {
        let folder = commented(&shelf.0);
        let path = folder.path.join(part);
        fs::remove_file(&path).expect("it was there");
        match is_pipe {
            true => {
                let made = std::process::Command::new("mkfifo").arg(&path).status();
                assert!(made.expect("mkfifo").success());
            }
            false => symlink(&foreign, &path).expect("a link"),
        }
        let failure = found_in(&folder).expect_err(name).to_string();
        assert!(
            failure.contains("expected a file, found"),
            "{name}: {failure}"
        );
        assert!(folder.is_project(), "{name}: the page says why");
    }
    let left = fs::read_to_string(&foreign).expect("it is there");
    assert_eq!(left, "a text of somebody else\n");
    for (name, part) in [("originals", "original"), ("the project", "")] {
        let folder = commented(&shelf.0);
        let path = folder.path.join(part);
        let moved = shelf.0.join(format!("moved {name}"));
        fs::rename(&path, &moved).expect("moved");
        symlink(&moved, folder.path.join(part))
            .or_else(|_| symlink(&moved, &folder.path))
            .expect("a link");
        let failure = found_in(&folder).expect_err(name).to_string();
        assert!(
            failure.contains("expected a folder, found a link"),
            "{name}: {failure}"
        );
    }
}

#[cfg(unix)]
#[test]
fn results_stay_in_the_folder() {
    let shelf = place("results");
    let project = begun(&shelf.0);
    let outside = shelf.0.join("outside");
    fs::create_dir(&outside).expect("a folder");
    fs::write(outside.join("secret"), "x").expect("written");
    std::os::unix::fs::symlink(&outside, project.folder.path.join("results")).expect("a link");
    assert!(export::write(&project, "json").expect("a form").is_err());
    assert!(project.folder.result("secret").is_err());
    assert_eq!(fs::read_dir(&outside).expect("a folder").count(), 1);
}

/// What happens to a journal, with its name.
#[cfg(unix)]
type Damage = (&'static str, fn(&Path));

#[cfg(unix)]
#[test]
fn a_journal_that_is_no_longer_in_its_place_takes_no_change() {
    let shelf = place("replaced");
    let damages: [Damage; 5] = [
        ("removed", |path| fs::remove_file(path).expect("removed")),
        ("replaced", |path| {
            let bytes = fs::read(path).expect("it is there");
            fs::remove_file(path).expect("removed");
            fs::write(path, bytes).expect("written");
        }),
        ("emptied", |path| fs::write(path, "").expect("written")),
        ("longer", |path| {
            let bytes = fs::read(path).expect("it is there");
            fs::write(path, [bytes.as_slice(), b"{}\n"].concat()).expect("written");
        }),
        ("no folder", |path| {
            fs::remove_dir_all(path.parent().expect("a folder")).expect("removed");
        }),
    ];
    for (name, damage) in damages {
        let project = begun(&shelf.0);
        comment(&project, "first").expect("written");
        damage(&project.folder.path.join("journal.jsonl"));
        let failure = comment(&project, "second").expect_err(name).to_string();
        assert!(failure.contains("was not saved"), "{name}: {failure}");
        assert_eq!(project.rows().0[0].comment, "first", "{name}");
    }
    // Nor does a result make the folder again.
    let project = begun(&shelf.0);
    fs::remove_dir_all(&project.folder.path).expect("removed");
    assert!(export::write(&project, "json").expect("a form").is_err());
    assert!(!project.folder.path.exists());
    // What is put back goes on.
    let project = begun(&shelf.0);
    let (path, moved) = (
        project.folder.path.join("journal.jsonl"),
        shelf.0.join("moved"),
    );
    fs::rename(&path, &moved).expect("moved");
    comment(&project, "first").expect_err("it is not there");
    fs::rename(&moved, &path).expect("moved");
    comment(&project, "first").expect("written");
    let folder = project.folder.clone();
    drop(project);
    assert_eq!(found_in(&folder).expect("opened"), "first");
}

#[test]
fn files_taken_away_at_the_same_time_have_names_of_their_own() {
    const AT_ONCE: usize = 16;
    let shelf = place("parallel");
    let project = begun(&shelf.0);
    for form in ["json", "pairs-tsv", "corrected"] {
        let write = || {
            export::write(&project, form)
                .expect("a form")
                .expect("written")
                .files
        };
        let names: Vec<String> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(write)).collect();
            let written = threads
                .into_iter()
                .flat_map(|thread| thread.join().expect("ended"));
            written.collect()
        });
        let own: BTreeSet<&String> = names.iter().collect();
        assert_eq!(own.len(), AT_ONCE, "{form}");
        for name in own {
            let found = project.folder.result(name).expect("a file");
            assert!(
                found.is_some_and(|bytes| !bytes.is_empty()),
                "{form}: {name}"
            );
        }
    }
}

#[test]
fn a_state_names_no_path() {
    let shelf = place("names");
    let long = "d".repeat(5_000);
    for (key, value) in [
        ("document", "../../x"),
        ("document", "/etc/passwd"),
        ("document", ""),
        ("document", long.as_str()),
        ("journal", "../journal.2.jsonl"),
        ("journal", "journal./../x.jsonl"),
        ("journal", "state.json"),
        ("journal", ""),
    ] {
        let folder = commented(&shelf.0);
        change_state(&folder, |state| state[key] = value.into());
        let failure = found_in(&folder).expect_err(value).to_string();
        assert!(
            failure.contains("no plain name"),
            "{key} {value}: {failure}"
        );
        let left = fs::read(folder.path.join("journal.jsonl")).expect("it is there");
        assert!(!left.is_empty(), "{key} {value}");
    }
}

#[test]
fn a_project_that_cannot_be_made_leaves_no_folder() {
    let shelf = place("half");
    let project = begun(&shelf.0);
    let mut files = Files::new(&project.texts, None);
    let target = files.target.as_mut().expect("a translation");
    // No file can be written there.
    target.file = "no such folder/target.txt".to_owned();
    let (rows, ignored) = project.rows();
    let state = state("half".to_owned(), files, &project.bitext, (rows, ignored));
    assert!(Folder::create(&shelf.0, &state, &project.texts, None).is_err());
    let left = fs::read_dir(&shelf.0).expect("a folder").count();
    assert_eq!(left, 1, "the project alone");
}
