//! What the desk answers to each address.
//!
//! In: a request that the gate let pass. Out: a page, JSON or a file. An address names a project by its id and a result by its name
//! among those that are there; no part of it is a path. O(bytes of the project).

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use crate::desk::export;
use crate::desk::files::{Source, Texts};
use crate::desk::http::{Request, Response, decoded, encoded};
use crate::desk::job::Jobs;
use crate::desk::journal::Draft;
use crate::desk::model::Cursor;
use crate::desk::project::{Project, Taken};
use crate::desk::shelf::{Listed, Shelf};
use crate::desk::uploads::Uploads;
use crate::desk::words;
use crate::failure::Failure;

/// Where dropped files are sent.
pub(super) const FILES: &str = "/api/files";

/// The desk.
pub(super) struct Desk {
    shelf: Arc<Shelf>,
    uploads: Arc<Uploads>,
    jobs: Arc<Jobs>,
    is_ended: AtomicBool,
}

type Answered = Result<Response, Failure>;

/// What is to be aligned.
#[derive(Deserialize)]
struct Wanted {
    source: Option<u64>,
    target: Option<u64>,
    both: Option<u64>,
    glossary: Option<u64>,
    source_format: Option<String>,
    target_format: Option<String>,
}

impl Desk {
    pub(super) fn new(folder: &Path) -> Result<Desk, Failure> {
        if folder.exists() && !folder.is_dir() {
            return Err(Failure::new(format!(
                "{}: expected a folder",
                folder.display()
            )));
        }
        Ok(Desk {
            shelf: Arc::new(Shelf::new(&whole(folder)?)),
            uploads: Arc::default(),
            jobs: Arc::default(),
            is_ended: AtomicBool::new(false),
        })
    }

    pub(super) fn is_ended(&self) -> bool {
        self.is_ended.load(Ordering::Relaxed)
    }

    pub(super) fn answer(&self, request: Request) -> Response {
        let path = request.path.clone();
        let parts: Vec<&str> = path.split('/').skip(1).collect();
        let answered = match request.is_reading {
            true => self.read(&parts),
            false => self.write(&parts, request),
        };
        answered.unwrap_or_else(|failure| Response::refused(422, &failure.to_string()))
    }

    fn read(&self, parts: &[&str]) -> Answered {
        match parts {
            [""] => Ok(start_page()),
            ["start.js"] => Ok(Response::new(
                "text/javascript; charset=utf-8",
                words::START_SCRIPT,
            )),
            ["start.css"] => Ok(Response::new("text/css; charset=utf-8", words::START_STYLE)),
            ["favicon.ico"] => Ok(Response {
                status: 204,
                ..Response::new("image/x-icon", Vec::new())
            }),
            ["api", "desk"] => Ok(self.overview()),
            ["api", "jobs", id] => Ok(match id.parse().ok().and_then(|id| self.jobs.get(id)) {
                Some(job) => Response::json(&job.shown()),
                None => Response::not_found(),
            }),
            ["project", id] => Ok(self
                .project(id, |project| {
                    Ok(review_page(project.page(id, export::names())))
                })
                .unwrap_or_else(|failure| problem_page(&failure))),
            ["api", "project", id, "corrections"] => self.project(id, |project| {
                Ok(Response::json(&export::corrections(project)?))
            }),
            ["api", "project", id, "since", steps] => self.project(id, |project| {
                let since = steps.parse().ok().and_then(|steps| project.since(steps));
                Ok(Response::json(&since))
            }),
            ["api", "project", id, "results", name] => {
                self.project(id, |project| result(project, name))
            }
            _ => Ok(Response::not_found()),
        }
    }

    fn write(&self, parts: &[&str], request: Request) -> Answered {
        match parts {
            ["api", "files"] => {
                let name = request.file_name.unwrap_or_default();
                Ok(Response::json(&self.uploads.add(&name, request.body)?))
            }
            ["api", "forget"] => with(request.json::<Vec<u64>>(), |ids| {
                self.uploads.forget(&ids);
                Ok(Response::json(&()))
            }),
            ["api", "sample"] => {
                let seen = words::SAMPLE.map(|(name, text)| self.uploads.add(name, text.into()));
                let seen = seen.into_iter().collect::<Result<Vec<_>, _>>();
                Ok(Response::json(&seen?))
            }
            ["api", "align"] => with(request.json(), |wanted| self.align(&wanted)),
            ["api", "jobs", id, "cancel"] => {
                Ok(match id.parse().ok().and_then(|id| self.jobs.get(id)) {
                    Some(job) => {
                        job.cancel();
                        Response::json(&job.shown())
                    }
                    None => Response::not_found(),
                })
            }
            ["api", "end"] => {
                self.is_ended.store(true, Ordering::Relaxed);
                Ok(Response::json(&()))
            }
            ["api", "project", id, rest @ ..] => {
                self.project(id, |project| write_to(project, rest, &request))
            }
            _ => Ok(Response::not_found()),
        }
    }

    fn project(&self, id: &str, answer: impl FnOnce(&Project) -> Answered) -> Answered {
        match self.shelf.get(id) {
            Some(project) => answer(&*project?),
            None => Ok(Response::not_found()),
        }
    }

    fn overview(&self) -> Response {
        #[derive(Serialize)]
        struct Overview {
            version: &'static str,
            folder: String,
            /// The project that the person named.
            named: Option<String>,
            projects: Vec<Listed>,
            jobs: Vec<crate::desk::job::Shown>,
        }
        Response::json(&Overview {
            version: env!("CARGO_PKG_VERSION"),
            folder: self.shelf.place().display().to_string(),
            named: self.shelf.named(),
            projects: self.shelf.list(),
            jobs: self.jobs.shown(),
        })
    }

    /// Begins to align files that were dropped.
    fn align(&self, wanted: &Wanted) -> Answered {
        let file = |id: Option<u64>, format: &Option<String>| -> Result<Arc<Source>, Failure> {
            let gone = || Failure::new("a file is no longer here: drop it once more");
            let file = id.and_then(|id| self.uploads.get(id)).ok_or_else(gone)?;
            Ok(match format {
                Some(format) => Arc::new(file.in_format(format)?),
                None => file,
            })
        };
        let texts = match wanted.both {
            Some(_) => Texts::One(file(wanted.both, &wanted.source_format)?),
            None => Texts::Two {
                source: file(wanted.source, &wanted.source_format)?,
                target: file(wanted.target, &wanted.target_format)?,
            },
        };
        let glossary = match wanted.glossary {
            Some(_) => Some(Source::clone(&*file(wanted.glossary, &None)?)),
            None => None,
        };
        let (shelf, uploads) = (Arc::clone(&self.shelf), Arc::clone(&self.uploads));
        let used = [wanted.source, wanted.target, wanted.both];
        // A job that fails leaves the files for another try.
        let finish = move |project| {
            uploads.forget(&used.into_iter().flatten().collect::<Vec<_>>());
            shelf.add(project)
        };
        let place = self.shelf.place();
        let job = self.jobs.begin(texts, glossary, place, finish);
        Ok(Response::json(&job))
    }
}

/// The path from the root: `.` has no folder beside it, and a link to a folder is that folder.
fn whole(folder: &Path) -> Result<PathBuf, Failure> {
    let found = std::path::absolute(folder);
    let found = match cfg!(windows) || !folder.exists() {
        true => found,
        false => folder.canonicalize(),
    };
    found.map_err(|error| Failure::io(folder.display(), &error))
}

/// What a window does with a project.
fn write_to(project: &Project, parts: &[&str], request: &Request) -> Answered {
    match parts {
        ["steps"] => with(request.json(), |sent| {
            Ok(match project.take(&sent)? {
                Taken::Steps(steps) => Response::json(&steps),
                Taken::Behind(journal) | Taken::Misfit(journal) => {
                    Response::with_json(409, &journal)
                }
            })
        }),
        ["place"] => with(request.json::<Cursor>(), |place| {
            project.keep_place(place)?;
            Ok(Response::json(&()))
        }),
        ["draft"] => with(request.json::<Option<Draft>>(), |draft| {
            project.keep_draft(draft)?;
            Ok(Response::json(&()))
        }),
        ["check"] => {
            let (steps, checked) = project.check_again();
            Ok(Response::json(&checked.answer(steps)))
        }
        ["results", form] => match export::write(project, form) {
            Some(written) => Ok(Response::json(&written?)),
            None => Ok(Response::not_found()),
        },
        _ => Ok(Response::not_found()),
    }
}

/// Goes on with what was read of a request.
fn with<T>(read: Result<T, Response>, answer: impl FnOnce(T) -> Answered) -> Answered {
    match read {
        Ok(read) => answer(read),
        Err(refused) => Ok(refused),
    }
}

/// A file of the results, as a download.
fn result(project: &Project, name: &str) -> Answered {
    let name = decoded(name).unwrap_or_default();
    let Some(bytes) = project.folder.result(&name)? else {
        return Ok(Response::not_found());
    };
    let disposition = format!("attachment; filename*=UTF-8''{}", encoded(&name));
    // Whatever it is, it is not shown in a window of the desk.
    let response = Response::new("application/octet-stream", bytes);
    Ok(response.with("content-disposition", disposition))
}

/// The page on which files are dropped. Its policy allows the desk's own files, and no text that becomes elements.
fn start_page() -> Response {
    let page = Response::new("text/html; charset=utf-8", words::START_PAGE);
    page.with(
        "content-security-policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
    )
}

/// The review page has a policy of its own, for its script; this one keeps it out of frames.
fn review_page(page: Vec<u8>) -> Response {
    let page = Response::new("text/html; charset=utf-8", page);
    page.with("content-security-policy", "frame-ancestors 'none'")
}

/// Why a project cannot be opened.
fn problem_page(failure: &Failure) -> Response {
    let text = failure
        .to_string()
        .replace('&', "&amp;")
        .replace('<', "&lt;");
    let page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\">\
         <title>taiyaku</title>\n<p>{text}</p>\n<p><a href=\"/\">All projects · <span lang=\"ja\">プロジェクト一覧</span></a></p>\n"
    );
    Response {
        status: 422,
        ..Response::new("text/html; charset=utf-8", page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_whole() {
        let here = whole(Path::new(".")).expect("it is there");
        assert!(here.is_absolute() && here.parent().is_some());
        assert!(!here.ends_with("."));
        let none = whole(Path::new("no such folder")).expect("it need not be there");
        assert!(none.is_absolute());
        let desk = Desk::new(Path::new(".")).expect("a folder");
        assert!(desk.shelf.place().is_absolute());
    }
}
