//! The files that a person dropped, until they become a project: kept in memory, with what they look like.
//!
//! In: names and bytes. Out: format, encoding and language of each. O(bytes).

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use taiyaku::format::Format;
use taiyaku::{Language, page};

use crate::desk::files::{self, Source};
use crate::failure::Failure;
use crate::read::InputFormat;

/// Bytes of a file. The longest novels have 5 MB as text; books with pictures have more.
pub(super) const MOST_BYTES: usize = 96 << 20;
/// Bytes of all files that are no project yet.
const MOST_BYTES_TOGETHER: usize = 256 << 20;
/// Bytes of a text in which its language is looked for.
const LOOKED_AT: usize = 200_000;

/// The dropped files.
#[derive(Default)]
pub(super) struct Uploads(Mutex<Kept>);

#[derive(Default)]
struct Kept {
    next: u64,
    files: BTreeMap<u64, Arc<Source>>,
}

/// What a file looks like, for the page.
#[derive(Serialize)]
pub(super) struct Seen {
    id: u64,
    name: String,
    bytes: usize,
    format: String,
    encoding: Option<String>,
    /// `source`, `target`, `both` (a page or a file of pairs) or `glossary`.
    role: &'static str,
}

impl Uploads {
    /// Keeps a file.
    pub(super) fn add(&self, name: &str, bytes: Vec<u8>) -> Result<Seen, Failure> {
        let source = Source::new(name, bytes)?;
        let role = role_of(&source);
        let source = Arc::new(source);
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let together: usize = kept.files.values().map(|file| file.bytes.len()).sum();
        if MOST_BYTES_TOGETHER < together + source.bytes.len() {
            return Err(Failure::new(
                "too many bytes at once: align the files that are here first",
            ));
        }
        kept.next += 1;
        let id = kept.next;
        kept.files.insert(id, Arc::clone(&source));
        Ok(Seen {
            id,
            name: source.name.clone(),
            bytes: source.bytes.len(),
            format: files::format_name(source.format).to_owned(),
            encoding: source.encoding.map(|encoding| encoding.to_string()),
            role,
        })
    }

    pub(super) fn get(&self, id: u64) -> Option<Arc<Source>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.files.get(&id).cloned()
    }

    /// Forgets files.
    pub(super) fn forget(&self, ids: &[u64]) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for id in ids {
            kept.files.remove(id);
        }
    }
}

/// What a file is good for. A guess, which the person can change.
fn role_of(source: &Source) -> &'static str {
    let stem = Path::new(&source.name).file_stem().unwrap_or_default();
    let stem = stem.to_string_lossy().to_lowercase();
    let is_list = matches!(
        source.format,
        InputFormat::Known(Format::Text | Format::Table)
    );
    if is_list
        && ["glossary", "terms", "termbase", "用語", "グロッサリ"]
            .iter()
            .any(|word| stem.contains(word))
    {
        return "glossary";
    }
    if matches!(source.format, InputFormat::Known(format) if format.is_bilingual()) {
        return "both";
    }
    let Ok(content) = source.content() else {
        return "source";
    };
    let text = content.text();
    if page::split(text).is_ok_and(|page| is_balanced(&page)) {
        return "both";
    }
    let end = (0..=LOOKED_AT.min(text.len()))
        .rev()
        .find(|&end| text.is_char_boundary(end));
    match page::dominant_language(&text[..end.unwrap_or(0)]) {
        Some(Language::Japanese) => "target",
        _ => "source",
    }
}

/// Whether both sides of a page have text: a translation that quotes some words of English is no page of both.
fn is_balanced(page: &page::Page) -> bool {
    let bytes = |spans: &[taiyaku::Span]| spans.iter().map(|span| span.len()).sum::<usize>();
    let (source, target) = (bytes(&page.source), bytes(&page.target));
    source.max(target) <= MOST_UNLIKE * source.min(target)
}

/// A side of a page is at most this many times as long as the other. Translations of whole texts are within 2.
const MOST_UNLIKE: usize = 4;
