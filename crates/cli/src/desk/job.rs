//! Aligning, in a thread of its own: its stage, its end, and how it is cancelled.
//!
//! In: files. Out: a project, or why there is none. A job that is cancelled leaves nothing behind; the stage that runs is worked to
//! its end in the background. O(bytes).

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde::Serialize;

use crate::desk::files::{Source, Texts, aligner};
use crate::desk::project::{Begun, Project};
use crate::failure::Failure;
use crate::strangers;

/// Jobs that run at the same time; the others wait.
const MOST_AT_ONCE: usize = 2;
/// How often a job that waits looks whether it may begin.
const LOOK: Duration = Duration::from_millis(50);

/// All jobs of this desk.
#[derive(Default)]
pub(super) struct Jobs(Mutex<BTreeMap<u64, Arc<Job>>>);

pub(super) struct Job {
    id: u64,
    title: String,
    begun: Instant,
    status: Mutex<Status>,
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "lowercase", tag = "stage")]
enum Status {
    Waiting,
    Reading,
    Aligning {
        sentences: [usize; 2],
        warnings: Vec<String>,
    },
    Checking {
        warnings: Vec<String>,
    },
    Done {
        project: String,
        warnings: Vec<String>,
    },
    Failed {
        error: String,
    },
    Cancelled,
}

/// A job for the page.
#[derive(Serialize)]
pub(super) struct Shown {
    id: u64,
    title: String,
    seconds: u64,
    #[serde(flatten)]
    status: Status,
}

/// Why a job ended early.
enum Stop {
    Cancelled,
    Failed(Failure),
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Stop {
        Stop::Failed(failure)
    }
}

impl Jobs {
    /// Begins a job. `finish` is given the new project and names it.
    pub(super) fn begin(
        self: &Arc<Self>,
        texts: Texts,
        glossary: Option<Source>,
        shelf: &Path,
        finish: impl FnOnce(Project) -> String + Send + 'static,
    ) -> u64 {
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let id = jobs.last_key_value().map_or(1, |(last, _)| last + 1);
        let job = Arc::new(Job {
            id,
            title: texts.title(),
            begun: Instant::now(),
            status: Mutex::new(Status::Waiting),
        });
        jobs.insert(id, Arc::clone(&job));
        let (all, shelf) = (Arc::clone(self), shelf.to_path_buf());
        std::thread::spawn(move || {
            all.wait_for(&job);
            let ended = job.work(texts, glossary, &shelf, finish);
            match ended {
                Ok(()) | Err(Stop::Cancelled) => {}
                Err(Stop::Failed(failure)) => job.set(Status::Failed {
                    error: failure.to_string(),
                }),
            }
        });
        id
    }

    pub(super) fn get(&self, id: u64) -> Option<Arc<Job>> {
        let jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.get(&id).cloned()
    }

    /// All jobs, in their order.
    pub(super) fn shown(&self) -> Vec<Shown> {
        let jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.values().map(|job| job.shown()).collect()
    }

    /// Waits until few jobs before this one run.
    fn wait_for(&self, job: &Job) {
        while MOST_AT_ONCE <= self.n_running_before(job) {
            std::thread::sleep(LOOK);
        }
    }

    fn n_running_before(&self, job: &Job) -> usize {
        let jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let before = jobs.values().filter(|other| other.id < job.id);
        before.filter(|other| !other.status().is_over()).count()
    }
}

impl Status {
    fn is_over(&self) -> bool {
        matches!(
            self,
            Status::Done { .. } | Status::Failed { .. } | Status::Cancelled
        )
    }
}

impl Job {
    pub(super) fn cancel(&self) {
        let mut status = self.status.lock().unwrap_or_else(PoisonError::into_inner);
        if !matches!(*status, Status::Done { .. } | Status::Failed { .. }) {
            *status = Status::Cancelled;
        }
    }

    pub(super) fn shown(&self) -> Shown {
        Shown {
            id: self.id,
            title: self.title.clone(),
            seconds: self.begun.elapsed().as_secs(),
            status: self.status(),
        }
    }

    fn status(&self) -> Status {
        self.status
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn set(&self, fresh: Status) {
        let mut status = self.status.lock().unwrap_or_else(PoisonError::into_inner);
        if !matches!(*status, Status::Cancelled) {
            *status = fresh;
        }
    }

    /// Goes on to a stage, unless the job was cancelled.
    fn stage(&self, fresh: Status) -> Result<(), Stop> {
        self.set(fresh);
        match self.status() {
            Status::Cancelled => Err(Stop::Cancelled),
            _ => Ok(()),
        }
    }

    fn work(
        &self,
        texts: Texts,
        glossary: Option<Source>,
        shelf: &Path,
        finish: impl FnOnce(Project) -> String,
    ) -> Result<(), Stop> {
        self.stage(Status::Reading)?;
        let (bitext, mut warnings) = texts.bitext()?;
        let aligner = aligner(glossary.as_ref())?;
        let sentences = [bitext.source(), bitext.target()].map(|side| side.sentences().count());
        self.stage(Status::Aligning {
            sentences,
            warnings: warnings.clone(),
        })?;
        if sentences == [0, 0] {
            return Err(Failure::new("there is no text in these files").into());
        }
        let anchored = aligner.read(&bitext);
        let alignment = aligner.align(&anchored);
        warnings.extend(strangers::warning(&bitext, &alignment));
        self.stage(Status::Checking {
            warnings: warnings.clone(),
        })?;
        let project = Project::create(
            shelf,
            Begun {
                texts,
                glossary,
                bitext,
                aligner,
                anchored,
                alignment,
            },
        )?;
        project.checked();
        let folder = project.folder.path.clone();
        if self
            .stage(Status::Checking {
                warnings: warnings.clone(),
            })
            .is_err()
        {
            drop(project);
            // Nobody has seen it yet.
            let _ = std::fs::remove_dir_all(folder);
            return Err(Stop::Cancelled);
        }
        let project = finish(project);
        self.stage(Status::Done { project, warnings })
    }
}
