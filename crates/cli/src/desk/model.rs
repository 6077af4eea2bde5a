//! The rows of a review and the changes of the page, as its script has them: the same model on both sides of the wire.
//!
//! In: rows that tile both texts, and changes. Out: the rows after them, with what can be undone. A change that does not fit is
//! refused and changes nothing. O(rows) a change.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// A row as the page packs it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(from = "Packed", into = "Packed")]
pub(super) struct Row {
    /// Segments of the source and of the target.
    pub(super) source: (usize, usize),
    pub(super) target: (usize, usize),
    pub(super) confidence: f64,
    pub(super) state: State,
    pub(super) mark: bool,
    pub(super) comment: String,
    pub(super) suggestion: Option<String>,
    pub(super) changed: Option<Was>,
}

type Packed = (
    usize,
    usize,
    usize,
    usize,
    f64,
    State,
    bool,
    String,
    Option<String>,
    Option<Was>,
);

/// The state of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum State {
    Open,
    Confirmed,
    Corrected,
}

/// What a row was before its texts changed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Was {
    pub(super) state: State,
    pub(super) source_text: String,
    pub(super) target_text: String,
}

impl From<Packed> for Row {
    fn from(packed: Packed) -> Row {
        let (s0, s1, t0, t1, confidence, state, mark, comment, suggestion, changed) = packed;
        Row {
            source: (s0, s1),
            target: (t0, t1),
            confidence,
            state,
            mark,
            comment,
            suggestion,
            changed,
        }
    }
}

impl From<Row> for Packed {
    fn from(row: Row) -> Packed {
        let ((s0, s1), (t0, t1)) = (row.source, row.target);
        let (confidence, state, mark) = (row.confidence, row.state, row.mark);
        (
            s0,
            s1,
            t0,
            t1,
            confidence,
            state,
            mark,
            row.comment,
            row.suggestion,
            row.changed,
        )
    }
}

impl Row {
    pub(super) fn open(source: (usize, usize), target: (usize, usize), confidence: f64) -> Row {
        Row {
            source,
            target,
            confidence,
            state: State::Open,
            mark: false,
            comment: String::new(),
            suggestion: None,
            changed: None,
        }
    }

    /// By its segments a row is named.
    pub(super) fn place(&self) -> Place {
        [self.source.0, self.source.1, self.target.0, self.target.1]
    }

    /// Whether nobody has done anything to it yet.
    pub(super) fn is_untouched(&self) -> bool {
        let is_plain = self.state == State::Open && !self.mark && self.comment.is_empty();
        is_plain && self.suggestion.is_none() && self.changed.is_none()
    }
}

pub(super) type Place = [usize; 4];
/// Side, segment or -1, row.
pub(super) type Cursor = [i64; 3];

/// A change as the page makes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub(super) enum Change {
    /// Findings are ignored, or no longer.
    Ignore {
        ignore: Vec<String>,
        on: bool,
        cursor: Option<Cursor>,
    },
    /// Open rows are confirmed, or are open again.
    Confirm {
        confirm: Vec<Place>,
        on: bool,
        cursor: Option<Cursor>,
    },
    /// Rows are replaced by others of the same segments.
    Splice {
        at: usize,
        out: Vec<Row>,
        #[serde(rename = "in")]
        come: Vec<Row>,
        cursor: Option<Cursor>,
        /// Whether a check made it, not a person: it is undone with the change before it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        auto: Option<bool>,
    },
}

/// What the page did with a change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Step {
    Do(Change),
    Undo(bool),
    Redo(bool),
}

/// The state of a review.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Model {
    pub(super) rows: Vec<Row>,
    pub(super) ignored: BTreeSet<String>,
    pub(super) done: Vec<Change>,
    pub(super) undone: Vec<Change>,
}

/// A change that does not fit the rows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Misfit;

impl Model {
    pub(super) fn new(rows: Vec<Row>, ignored: BTreeSet<String>) -> Model {
        Model {
            rows,
            ignored,
            done: Vec::new(),
            undone: Vec::new(),
        }
    }

    pub(super) fn step(&mut self, step: &Step) -> Result<(), Misfit> {
        match step {
            Step::Do(change) => {
                self.apply(change, Direction::Forward)?;
                self.done.push(change.clone());
                self.undone.clear();
            }
            Step::Undo(_) => {
                let change = self.done.last().cloned().ok_or(Misfit)?;
                self.apply(&change, Direction::Back)?;
                self.undone.extend(self.done.pop());
            }
            Step::Redo(_) => {
                let change = self.undone.last().cloned().ok_or(Misfit)?;
                self.apply(&change, Direction::Forward)?;
                self.done.extend(self.undone.pop());
            }
        }
        Ok(())
    }

    fn apply(&mut self, change: &Change, direction: Direction) -> Result<(), Misfit> {
        let is_back = direction == Direction::Back;
        match change {
            Change::Ignore { ignore, on, .. } => {
                let (on, ignored) = (*on != is_back, &mut self.ignored);
                if ignore.is_empty()
                    || ignore
                        .iter()
                        .any(|id| ignored.contains(id) == on || !is_id(id))
                {
                    return Err(Misfit);
                }
                for id in ignore {
                    match on {
                        true => ignored.insert(id.clone()),
                        false => ignored.remove(id),
                    };
                }
            }
            Change::Confirm { confirm, on, .. } => {
                let (old, new) = match *on != is_back {
                    true => (State::Open, State::Confirmed),
                    false => (State::Confirmed, State::Open),
                };
                let found: Option<Vec<usize>> =
                    confirm.iter().map(|place| self.row_at(place)).collect();
                let found = found.ok_or(Misfit)?;
                if found.iter().any(|&k| self.rows[k].state != old) {
                    return Err(Misfit);
                }
                found.iter().for_each(|&k| self.rows[k].state = new);
            }
            Change::Splice { at, out, come, .. } => {
                let (gone, come) = if is_back { (come, out) } else { (out, come) };
                let end = at.checked_add(gone.len()).ok_or(Misfit)?;
                let here = self.rows.get(*at..end).ok_or(Misfit)?;
                if here != gone.as_slice() || !is_same_run(gone, come) {
                    return Err(Misfit);
                }
                self.rows.splice(*at..end, come.iter().cloned());
            }
        }
        Ok(())
    }

    /// The number of the row that holds just these segments.
    fn row_at(&self, place: &Place) -> Option<usize> {
        let k = self
            .rows
            .partition_point(|row| (row.source.0, row.target.0) < (place[0], place[2]));
        // Of two rows that begin alike, the first has no segment on one side.
        let mut near = (k..self.rows.len()).take_while(|&k| {
            (self.rows[k].source.0, self.rows[k].target.0) == (place[0], place[2])
        });
        near.find(|&k| self.rows[k].place() == *place)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    Forward,
    Back,
}

fn is_id(id: &str) -> bool {
    id.len() == 16
        && id
            .bytes()
            .all(|c| c.is_ascii_digit() || (b'a'..=b'f').contains(&c))
}

/// Whether both runs hold the same segments, without gap, and every row has one.
fn is_same_run(gone: &[Row], come: &[Row]) -> bool {
    match (extent(gone), extent(come)) {
        (Some(gone), Some(come)) => gone == come,
        _ => false,
    }
}

/// Where a run begins and ends on both sides, if its rows follow each other.
pub(super) fn extent(rows: &[Row]) -> Option<Place> {
    let (first, last) = (rows.first()?, rows.last()?);
    let follows =
        |pair: &[Row]| pair[0].source.1 == pair[1].source.0 && pair[0].target.1 == pair[1].target.0;
    let is_row = |row: &Row| {
        let ((s0, s1), (t0, t1)) = (row.source, row.target);
        s0 <= s1 && t0 <= t1 && (s0 < s1 || t0 < t1) && (0.0..=1.0).contains(&row.confidence)
    };
    let is_run = rows.windows(2).all(follows) && rows.iter().all(is_row);
    is_run.then_some([first.source.0, last.source.1, first.target.0, last.target.1])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Row> {
        vec![
            Row::open((0, 1), (0, 1), 0.5),
            Row::open((1, 1), (1, 2), 1.0),
            Row::open((1, 2), (2, 3), 0.75),
        ]
    }

    fn change(json: &str) -> Step {
        serde_json::from_str(json).expect(json)
    }

    #[test]
    fn changes_are_applied_undone_and_refused() {
        let id = "00000000000000ff";
        let merge = r#"{"do":{"at":0,"out":[[0,1,0,1,0.5,"open",false,"",null,null],[1,1,1,2,1,"open",false,"",null,null]],
            "in":[[0,1,0,2,1,"corrected",false,"a",null,null]],"cursor":[0,0,0]}}"#;
        let confirm = r#"{"do":{"confirm":[[1,2,2,3],[1,1,1,2]],"on":true,"cursor":[0,0,0]}}"#;
        let ignore = format!(r#"{{"do":{{"ignore":["{id}"],"on":true,"cursor":null}}}}"#);
        for (name, json) in [("merge", merge), ("confirm", confirm), ("ignore", &ignore)] {
            let mut model = Model::new(rows(), BTreeSet::new());
            let before = model.clone();
            assert_eq!(model.step(&change(json)), Ok(()), "{name}");
            let after = model.clone();
            assert_ne!(
                (&model.rows, &model.ignored),
                (&before.rows, &before.ignored),
                "{name}"
            );
            assert_eq!(model.step(&change(r#"{"undo":true}"#)), Ok(()), "{name}");
            assert_eq!(
                (&model.rows, &model.ignored),
                (&before.rows, &before.ignored),
                "{name}"
            );
            assert_eq!(model.step(&change(r#"{"redo":true}"#)), Ok(()), "{name}");
            assert_eq!(model, after, "{name}");
            let text = serde_json::to_string(&change(json)).expect("JSON");
            assert_eq!(change(&text), change(json), "{name}");
        }
        for (name, json) in [
            ("nothing to undo", r#"{"undo":true}"#),
            ("nothing to redo", r#"{"redo":true}"#),
            (
                "other rows",
                r#"{"do":{"at":1,"out":[[0,1,0,1,0.5,"open",false,"",null,null]],"in":[[0,1,0,1,1,"open",false,"",null,null]],"cursor":null}}"#,
            ),
            (
                "a gap",
                r#"{"do":{"at":0,"out":[[0,1,0,1,0.5,"open",false,"",null,null]],"in":[[0,1,0,0,1,"open",false,"",null,null]],"cursor":null}}"#,
            ),
            (
                "beyond the end",
                r#"{"do":{"at":9,"out":[],"in":[],"cursor":null}}"#,
            ),
            (
                "no row",
                r#"{"do":{"confirm":[[0,2,0,1]],"on":true,"cursor":null}}"#,
            ),
            (
                "not ignored",
                r#"{"do":{"ignore":["00000000000000ff"],"on":false,"cursor":null}}"#,
            ),
            (
                "no id",
                r#"{"do":{"ignore":["../x"],"on":true,"cursor":null}}"#,
            ),
        ] {
            let mut model = Model::new(rows(), BTreeSet::new());
            assert_eq!(model.step(&change(json)), Err(Misfit), "{name}");
            assert_eq!(model, Model::new(rows(), BTreeSet::new()), "{name}");
        }
    }
}
