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
/// Bytes of all files that are no project yet; the oldest are forgotten for a new one.
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
        kept.make_room(source.bytes.len(), MOST_BYTES_TOGETHER);
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

impl Kept {
    /// Forgets the oldest files, which no window may know any more, until some bytes more are within `most`.
    fn make_room(&mut self, bytes: usize, most: usize) {
        let mut together: usize = self.files.values().map(|file| file.bytes.len()).sum();
        while most < together + bytes
            && let Some((_, oldest)) = self.files.pop_first()
        {
            together -= oldest.bytes.len();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_files_make_room() {
        for (name, bytes, most, left) in [
            ("room enough", 4, 16, vec![1, 2, 3]),
            ("one goes", 5, 16, vec![2, 3]),
            ("two go", 10, 16, vec![3]),
            ("all go", 16, 16, vec![]),
        ] {
            let uploads = Uploads::default();
            for _ in 0..3 {
                uploads.add("a.txt", b"Rain".to_vec()).expect("a text");
            }
            let mut kept = uploads.0.lock().expect("nobody has it");
            kept.make_room(bytes, most);
            let ids: Vec<u64> = kept.files.keys().copied().collect();
            assert_eq!(ids, left, "{name}");
        }
    }
}
