//! An open project: its texts, its model, its journal, and what the last check found.
//!
//! In: a folder, or files; then steps, places and questions of a page. Out: the page, and answers. A step is on the disk before it is
//! answered. O(bytes) to open and to check, O(rows) a step.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use taiyaku::review::RowState;
use taiyaku::revise::{self, PageHost, ReviewSheet, Reviewed, document_hash, write_hosted_page};
use taiyaku::{Aligner, Alignment, Anchored, Bead, Bitext};

use crate::desk::check::{Checked, check, check_given, corrected};
use crate::desk::files::{self, Source, Texts};
use crate::desk::findings::{Found, found};
use crate::desk::folder::{FORMAT, Files, Folder, State, VERSION};
use crate::desk::journal::{Draft, Journal, Line};
use crate::desk::model::{self, Change, Cursor, Model, Place, Row, Step, Was, extent};
use crate::desk::words;
use crate::failure::Failure;

/// Stands in the cached page where the data of the moment come.
const MARK: &str = "\"data of the desk\"";

/// An open project.
pub(super) struct Project {
    pub(super) title: String,
    pub(super) folder: Folder,
    pub(super) texts: Texts,
    /// The texts as they were given.
    pub(super) bitext: Bitext,
    pub(super) aligner: Aligner,
    /// The page without the data of the moment: what stands before and behind them.
    page: [Vec<u8>; 2],
    live: Mutex<Live>,
    /// One check at a time.
    checking: Mutex<()>,
    /// One file is taken away at a time: its name is free until it is written.
    leaving: Mutex<()>,
}

struct Live {
    model: Model,
    journal: Journal,
    /// How many steps were made; the windows name it.
    steps: usize,
    place: Option<Cursor>,
    draft: Option<Draft>,
    /// Corrected rows whose neighbours were aligned again.
    seen: BTreeSet<Place>,
    last: Option<Last>,
}

/// The last check.
struct Last {
    steps: usize,
    checked: Arc<Checked>,
}

/// What a window sends.
#[derive(Deserialize)]
pub(super) struct Sent {
    /// How many steps it knows.
    steps: usize,
    made: Vec<Step>,
}

/// What a window gets.
#[derive(Serialize)]
pub(super) struct Journaled {
    steps: usize,
    done: Vec<Change>,
    undone: Vec<Change>,
}

/// The answer to steps.
pub(super) enum Taken {
    Steps(usize),
    /// Another window was faster: the journal as it is.
    Behind(Journaled),
    /// They do not fit.
    Misfit(Journaled),
}

/// The answer to a check: rows of gaps, and what was found.
#[derive(Serialize)]
pub(super) struct Answer<'a> {
    steps: usize,
    splices: Vec<SpliceData<'a>>,
    found: Found<'a>,
}

#[derive(Serialize)]
struct SpliceData<'a> {
    at: usize,
    out: &'a [Row],
    #[serde(rename = "in")]
    come: &'a [Row],
}

/// What a project begins with.
pub(super) struct Begun {
    pub(super) texts: Texts,
    pub(super) glossary: Option<Source>,
    pub(super) bitext: Bitext,
    pub(super) aligner: Aligner,
    pub(super) anchored: Anchored,
    pub(super) alignment: Alignment,
}

impl Project {
    /// Makes the folder of a new project and opens it.
    pub(super) fn create(shelf: &std::path::Path, begun: Begun) -> Result<Project, Failure> {
        let rows = rows_of(&begun.alignment);
        let title = begun.texts.title();
        let files = Files::new(&begun.texts, begun.glossary.as_ref());
        let state = state(title, files, &begun.bitext, (rows, BTreeSet::new()));
        let folder = Folder::create(shelf, &state, &begun.texts, begun.glossary.as_ref())?;
        let read = (begun.bitext, begun.aligner);
        let made = Project::with_state(folder.clone(), state, begun.texts, read, &begun.anchored);
        if made.is_err() {
            folder.remove();
        }
        made
    }

    /// Opens a project.
    pub(super) fn open(folder: Folder) -> Result<Project, Failure> {
        let mut state = folder.state()?;
        let (texts, glossary) = folder.texts(&state.files)?;
        let aligner = files::aligner(glossary.as_ref())?;
        let (bitext, _) = texts.bitext()?;
        if state.document != document_hash(&bitext) {
            state = carried(&folder, state, &bitext, &aligner)?;
        }
        let anchored = aligner.read(&bitext);
        Project::with_state(folder, state, texts, (bitext, aligner), &anchored)
    }

    fn with_state(
        folder: Folder,
        state: State,
        texts: Texts,
        (bitext, aligner): (Bitext, Aligner),
        anchored: &Anchored,
    ) -> Result<Project, Failure> {
        let (journal, lines) = Journal::open(&folder.journal(&state))?;
        let page = page(&state, &bitext, anchored)?;
        let mut live = Live {
            model: Model::new(state.rows, state.ignored.into_iter().collect()),
            journal,
            steps: 0,
            place: None,
            draft: None,
            seen: BTreeSet::new(),
            last: None,
        };
        for line in lines {
            match line {
                Line::Step(step) => {
                    // A step that does not fit was refused when it was made, or the file was changed by hand.
                    live.steps += usize::from(live.model.step(&step).is_ok());
                }
                Line::Place { place } => live.place = Some(place),
                Line::Draft { draft } => live.draft = draft,
            }
        }
        live.seen = corrected(&live.model.rows);
        if live.model.rows.iter().all(|row| row.suggestion.is_none()) {
            live.last = Some(Last {
                steps: live.steps,
                checked: Arc::new(check_given(&bitext, anchored, &live.model.rows)),
            });
        }
        Ok(Project {
            title: state.title,
            folder,
            texts,
            bitext,
            aligner,
            page,
            live: Mutex::new(live),
            checking: Mutex::new(()),
            leaving: Mutex::new(()),
        })
    }

    fn live(&self) -> MutexGuard<'_, Live> {
        self.live.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The page with the journal and the findings of this moment, and the names of the forms of its menu.
    pub(super) fn page(&self, id: &str, forms: Vec<String>) -> Vec<u8> {
        #[derive(Serialize)]
        struct Data<'a> {
            id: &'a str,
            folder: String,
            journal: Journaled,
            place: Option<Cursor>,
            draft: Option<Draft>,
            found: Found<'a>,
            checked: usize,
            forms: Vec<String>,
        }
        let checked = self.checked();
        let live = self.live();
        let data = Data {
            id,
            folder: self.folder.path.display().to_string(),
            journal: live.journaled(),
            place: live.place,
            draft: live.draft.clone(),
            found: checked.found(),
            checked: live.last.as_ref().map_or(0, |last| last.steps),
            forms,
        };
        let json = serde_json::to_string(&data).expect("strings and numbers are JSON");
        let json = json.replace('<', "\\u003c");
        [self.page[0].as_slice(), json.as_bytes(), &self.page[1]].concat()
    }

    /// Takes steps of a window.
    pub(super) fn take(&self, sent: &Sent) -> Result<Taken, Failure> {
        let mut live = self.live();
        if sent.steps != live.steps {
            return Ok(Taken::Behind(live.journaled()));
        }
        let mut model = live.model.clone();
        for step in &sent.made {
            if model.step(step).is_err() {
                return Ok(Taken::Misfit(live.journaled()));
            }
        }
        let lines: Vec<Line> = sent.made.iter().cloned().map(Line::Step).collect();
        live.journal.append(&lines)?;
        live.model = model;
        live.steps += sent.made.len();
        Ok(Taken::Steps(live.steps))
    }

    /// The journal, if it is another than a window knows.
    pub(super) fn since(&self, steps: usize) -> Option<Journaled> {
        let live = self.live();
        (live.steps != steps).then(|| live.journaled())
    }

    /// Keeps where the person is.
    pub(super) fn keep_place(&self, place: Cursor) -> Result<(), Failure> {
        let mut live = self.live();
        if live.place != Some(place) {
            live.journal.append(&[Line::Place { place }])?;
            live.place = Some(place);
        }
        Ok(())
    }

    /// Keeps what is being typed.
    pub(super) fn keep_draft(&self, draft: Option<Draft>) -> Result<(), Failure> {
        let mut live = self.live();
        if live.draft != draft {
            live.journal.append(&[Line::Draft {
                draft: draft.clone(),
            }])?;
            live.draft = draft;
        }
        Ok(())
    }

    /// The check of the rows as they are. What was checked already is not checked again.
    pub(super) fn checked(&self) -> Arc<Checked> {
        let _one = self.checking.lock().unwrap_or_else(PoisonError::into_inner);
        let (rows, steps, seen) = {
            let live = self.live();
            if let Some(last) = live.last.as_ref().filter(|last| last.steps == live.steps) {
                return Arc::clone(&last.checked);
            }
            (live.model.rows.clone(), live.steps, live.seen.clone())
        };
        let format = self.texts.target().known_format();
        let checked = check(&self.bitext, format, &self.aligner, &rows, &seen);
        let checked = Arc::new(checked);
        let mut live = self.live();
        live.seen = corrected(&rows);
        live.last = Some(Last {
            steps,
            checked: Arc::clone(&checked),
        });
        checked
    }

    /// Checks again, and says at which step.
    pub(super) fn check_again(&self) -> (usize, Arc<Checked>) {
        let checked = self.checked();
        let steps = self.live().last.as_ref().map_or(0, |last| last.steps);
        (steps, checked)
    }

    /// Until the guard is dropped, nobody else writes results.
    pub(super) fn leave(&self) -> MutexGuard<'_, ()> {
        self.leaving.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The rows and the ignored findings as they are.
    pub(super) fn rows(&self) -> (Vec<Row>, BTreeSet<String>) {
        let live = self.live();
        (live.model.rows.clone(), live.model.ignored.clone())
    }
}

impl Live {
    fn journaled(&self) -> Journaled {
        Journaled {
            steps: self.steps,
            done: self.model.done.clone(),
            undone: self.model.undone.clone(),
        }
    }
}

impl Checked {
    pub(super) fn found(&self) -> Found<'_> {
        found(
            &self.working,
            &self.rows,
            &self.alignment,
            (&self.findings, &self.names),
        )
    }

    pub(super) fn answer(&self, steps: usize) -> Answer<'_> {
        let splices = self.splices.iter().map(|splice| SpliceData {
            at: splice.at,
            out: &splice.out,
            come: &splice.come,
        });
        Answer {
            steps,
            splices: splices.collect(),
            found: self.found(),
        }
    }
}

/// Open rows for the beads of an alignment.
fn rows_of(alignment: &Alignment) -> Vec<Row> {
    let rows = alignment.beads().iter().map(|bead| {
        let (source, target) = (&bead.source, &bead.target);
        let confidence = (f64::from(bead.confidence) * 10_000.0).round() / 10_000.0;
        Row::open(
            (source.start, source.end),
            (target.start, target.end),
            confidence,
        )
    });
    rows.collect()
}

/// The rows as an alignment of the given texts.
pub(super) fn alignment_of(rows: &[Row]) -> Alignment {
    let beads = rows.iter().map(|row| {
        let (source, target) = (row.source.0..row.source.1, row.target.0..row.target.1);
        Bead::new(source, target, row.confidence as f32)
    });
    Alignment::from_beads(beads.collect())
}

fn state(
    title: String,
    files: Files,
    bitext: &Bitext,
    (rows, ignored): (Vec<Row>, BTreeSet<String>),
) -> State {
    let segments = [bitext.source(), bitext.target()].map(|side| {
        let n = side.segments().len();
        (0..n).map(|k| side.segment_text(k).to_owned()).collect()
    });
    State {
        format: FORMAT.to_owned(),
        version: VERSION,
        title,
        files,
        document: document_hash(bitext),
        journal: None,
        ignored: ignored.into_iter().collect(),
        rows,
        segments,
    }
}

/// The page of a project. Its findings come with the data of the moment.
fn page(state: &State, bitext: &Bitext, anchored: &Anchored) -> Result<[Vec<u8>; 2], Failure> {
    let n = [bitext.source(), bitext.target()].map(|side| side.segments().len());
    let tiles = match state.rows.is_empty() {
        true => n == [0, 0],
        false => extent(&state.rows) == Some([0, n[0], 0, n[1]]),
    };
    if !tiles {
        return Err(Failure::new(
            "the rows of the project are not those of its texts",
        ));
    }
    let alignment = alignment_of(&state.rows);
    let json = review_json(&state.document, &state.rows, &state.ignored, None);
    let reviewed = revise::read(&json, "state.json", bitext)?.reviewed;
    let reviewed = reviewed.onto(&alignment);
    let sheet = ReviewSheet::new(bitext, &alignment, &[], &reviewed);
    let host = PageHost {
        style: words::REVIEW_STYLE,
        script: words::REVIEW_SCRIPT,
        data: MARK,
    };
    let mut html = Vec::new();
    write_hosted_page(&sheet, &state.title, anchored, &host, &mut html)?;
    let at = html
        .windows(MARK.len())
        .position(|bytes| bytes == MARK.as_bytes());
    let at = at.expect("the page holds the data of its host");
    let rest = html.split_off(at + MARK.len());
    html.truncate(at);
    Ok([html, rest])
}

/// Rows as the JSON that the library reads. `segments` are the texts of the segments, if they may have changed.
pub(super) fn review_json<'r>(
    document: &str,
    rows: &[Row],
    ignored: impl IntoIterator<Item = &'r String>,
    segments: Option<&[Vec<String>; 2]>,
) -> String {
    #[derive(Serialize)]
    struct Review<'a> {
        format: &'static str,
        version: u32,
        document: &'a str,
        ignored: Vec<&'a String>,
        rows: Vec<RowData<'a>>,
    }
    #[derive(Serialize)]
    struct RowData<'a> {
        source: (usize, usize),
        target: (usize, usize),
        state: model::State,
        mark: bool,
        comment: &'a str,
        suggestion: &'a Option<String>,
        changed: &'a Option<Was>,
        #[serde(skip_serializing_if = "Option::is_none")]
        source_text: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        target_text: Option<String>,
    }
    let line = |side: usize, (from, to): (usize, usize)| {
        let texts = segments?[side].get(from..to)?;
        Some(texts.join(if side == 0 { " " } else { "" }))
    };
    let rows = rows.iter().map(|row| RowData {
        source: row.source,
        target: row.target,
        state: row.state,
        mark: row.mark,
        comment: &row.comment,
        suggestion: &row.suggestion,
        changed: &row.changed,
        source_text: line(0, row.source),
        target_text: line(1, row.target),
    });
    let review = Review {
        format: "taiyaku-review",
        version: 1,
        document,
        ignored: ignored.into_iter().collect(),
        rows: rows.collect(),
    };
    serde_json::to_string(&review).expect("strings and numbers are JSON")
}

/// The state for texts that this version cuts otherwise than the one that made the project: what a person did is carried over, the
/// rest is aligned again. The journal before it stays as it is, and the new state names a new one: whatever ends the program, the
/// folder holds either what was or what is carried over.
fn carried(
    folder: &Folder,
    old: State,
    bitext: &Bitext,
    aligner: &Aligner,
) -> Result<State, Failure> {
    let (_locked, lines) = Journal::open(&folder.journal(&old))?;
    // Another desk may have carried it over before the journal was locked.
    let now = folder.state()?;
    if (&now.document, &now.journal) != (&old.document, &old.journal) {
        return Err(Failure::new("the project is open in another desk"));
    }
    let mut model = Model::new(old.rows, old.ignored.into_iter().collect());
    for line in lines {
        if let Line::Step(step) = line {
            let _ = model.step(&step);
        }
    }
    let json = review_json(
        &old.document,
        &model.rows,
        &model.ignored,
        Some(&old.segments),
    );
    let back = revise::read(&json, "the project", bitext)?.reviewed;
    let alignment = aligner.realign(bitext, &back.fixed());
    let reviewed = back.onto(&alignment);
    let rows = rows_with_notes(&alignment, &reviewed);
    let fresh = State {
        journal: Some(folder.new_journal()),
        ..state(old.title, old.files, bitext, (rows, model.ignored))
    };
    folder.write_state(&fresh)?;
    Ok(fresh)
}

fn rows_with_notes(alignment: &Alignment, reviewed: &Reviewed) -> Vec<Row> {
    let state_of = |state: RowState| match state {
        RowState::Confirmed => model::State::Confirmed,
        RowState::Corrected => model::State::Corrected,
        _ => model::State::Open,
    };
    let rows = rows_of(alignment).into_iter().zip(reviewed.rows());
    rows.map(|(row, old)| Row {
        state: state_of(old.state),
        mark: old.mark,
        comment: old.comment.clone(),
        suggestion: old.suggestion.clone(),
        changed: old.changed.as_ref().map(|was| Was {
            state: state_of(was.state),
            source_text: was.source_text.clone(),
            target_text: was.target_text.clone(),
        }),
        ..row
    })
    .collect()
}

#[cfg(test)]
mod tests;
