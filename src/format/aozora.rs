//! Texts of Aozora Bunko, with their notation.
//!
//! In: a text. Out: its prose, a paragraph a line. Left out are readings 《》 with the mark ｜ before their base, notes ［＃…］,
//! the legend of the notation, and the colophon that begins with 底本：. A character that a note describes is the character
//! if the note names its code point, else 〓. Accents in 〔〕 are composed. A line that a note calls a heading is one. O(bytes).
//!
//! The notation is that of <https://www.aozora.gr.jp/annotation/>.

mod notation;
#[cfg(test)]
mod tests;

use std::ops::Range;
use std::sync::Arc;

use crate::format::aozora::notation::{Piece, pieces};
use crate::text::part::{beginning, line_ranges};
use crate::text::{BlockKind, Content, ContentBuilder};

/// The title of the legend.
const LEGEND: &str = "【テキスト中に現れる記号について】";
/// The beginnings of the first line of the colophon.
const COLOPHON: [&str; 3] = ["底本：", "底本:", "●表記について"];
/// The most lines of the legend, and the most lines of the colophon.
const LONGEST_LEGEND: usize = 40;
const LONGEST_COLOPHON: usize = 60;
/// The least hyphens of a line that rules off the legend.
const RULE: usize = 10;
/// Bytes at the beginning of a text that are searched for notation, and readings that tell it beside no note.
const LOOKED_AT: usize = 1 << 16;
const LEAST_READINGS: usize = 4;

/// Whether a text has the notation: the legend, or notes, or several readings in kana. O(first bytes).
pub(crate) fn is_likely(text: &str) -> bool {
    let head = beginning(text, LOOKED_AT);
    if head.contains(LEGEND) {
        return true;
    }
    let has_note = head.match_indices("［＃").any(|(at, _)| {
        head[at..]
            .chars()
            .take(80)
            .take_while(|&c| c != '\n')
            .any(|c| c == '］')
    });
    let readings = head
        .match_indices('《')
        .filter(|&(at, _)| notation::is_usual_reading(head, at));
    let least = if has_note { 1 } else { LEAST_READINGS };
    has_note && head.contains("※［＃") || readings.take(least).count() == least
}

/// Whether a text has any of the notation. O(bytes).
pub(crate) fn has_notation(text: &str) -> bool {
    let readings = || {
        text.match_indices('《')
            .any(|(at, _)| notation::is_reading(text, at))
    };
    text.contains("［＃") || text.contains(LEGEND) || readings()
}

/// Reads a text. Never fails: what is no notation is text. O(bytes).
pub(crate) fn read(text: Arc<str>) -> Content {
    let mut builder = ContentBuilder::of_file(Arc::clone(&text));
    for line in body_lines(&text) {
        let found = pieces(&text, line);
        let is_empty = found.pieces.iter().all(|piece| piece.is_blank(&text));
        if is_empty {
            continue;
        }
        builder.begin(if found.is_heading {
            BlockKind::Heading
        } else {
            BlockKind::Paragraph
        });
        for piece in found.pieces {
            match piece {
                Piece::Text(bytes) => builder.take(bytes),
                Piece::Character(bytes, character) => builder.replace(bytes, &character),
            };
        }
    }
    builder.finish()
}

/// The lines that are neither legend nor colophon, in bytes, without their line breaks.
fn body_lines(text: &str) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = line_ranges(text).collect();
    let is_rule = |line: &Range<usize>| {
        let line = text[line.clone()].trim();
        RULE <= line.len() && line.bytes().all(|byte| byte == b'-')
    };
    let is_colophon = |line: &Range<usize>| {
        COLOPHON
            .iter()
            .any(|begin| text[line.clone()].trim_start().starts_with(begin))
    };
    let is_blank = |line: &Range<usize>| text[line.clone()].trim().is_empty();
    if let Some(legend) = lines
        .iter()
        .position(|line| text[line.clone()].contains(LEGEND))
    {
        let above = lines[..legend].iter().rposition(is_rule);
        let first = above
            .filter(|rule| legend - rule <= LONGEST_LEGEND)
            .unwrap_or(legend);
        let after = lines[legend..]
            .iter()
            .take(LONGEST_LEGEND)
            .position(is_rule);
        let after = after.filter(|_| first < legend);
        // Without a rule the legend ends at the first blank line.
        let last = after
            .or_else(|| lines[legend..].iter().position(is_blank))
            .unwrap_or(0);
        lines.drain(first..=legend + last);
    }
    let begins = |&k: &usize| is_colophon(&lines[k]) && (k == 0 || is_blank(&lines[k - 1]));
    let from = lines.len().saturating_sub(LONGEST_COLOPHON);
    if let Some(colophon) = (from..lines.len()).find(begins) {
        lines.truncate(colophon);
    }
    lines
}
