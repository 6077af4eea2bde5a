//! An enumeration inside one paragraph: "1. … 2. …", "a) … b) …".
//!
//! In: a paragraph. Out: the places of its marks, each found from the last; the search ends with the first
//! mark that is missing, so that it is linear.

use crate::segment::is_blank;

/// An enumeration inside one paragraph: the mark that it began with, counted on.
pub(crate) struct Items {
    count: u32,
    style: Style,
    found: Option<usize>,
}

#[derive(Clone, Copy)]
struct Style {
    bullet: Option<char>,
    spaced: bool,
    letter: bool,
    close: &'static str,
}

impl Items {
    /// The enumeration that a paragraph begins with, or that begins behind a stop or a colon inside it.
    pub(crate) fn new(text: &str) -> Option<Items> {
        Items::leading(text).or_else(|| Items::inside(text))
    }

    /// " 1. " or " a) " behind a stop, when the next item follows near it.
    fn inside(text: &str) -> Option<Items> {
        const FARTHEST_ITEM: usize = 400;
        let marks = [" 1. ", " 1) ", " 1.) ", " a. ", " a) "];
        marks.iter().find_map(|mark| {
            let first = memchr::memmem::find(text.as_bytes(), mark.as_bytes())?;
            if !text[..first].ends_with(['.', ':', '!', '?']) {
                return None;
            }
            let mut items = Items::leading(&text[first..])?;
            let second = items.found?;
            items.count -= 1;
            items.found = Some(first + 1);
            (second <= FARTHEST_ITEM).then_some(items)
        })
    }

    fn leading(text: &str) -> Option<Items> {
        let body = text.trim_start_matches(is_blank);
        let bullet = body
            .chars()
            .next()
            .filter(|c| matches!(c, '•' | '⁃' | '-' | '*' | '·'));
        let rest = bullet.map_or(body, |b| &body[b.len_utf8()..]);
        let unbulleted = rest.trim_start_matches(' ');
        let spaced = unbulleted.len() < rest.len();
        let digits = unbulleted
            .bytes()
            .take(4)
            .take_while(u8::is_ascii_digit)
            .count();
        let letter = unbulleted
            .as_bytes()
            .first()
            .filter(|&&b| digits == 0 && b == b'a');
        let close = [".)", ".", ")"].into_iter().find(|close| {
            unbulleted
                .get(digits + usize::from(letter.is_some())..)
                .is_some_and(|r| r.starts_with(close) && r[close.len()..].starts_with(' '))
        })?;
        let count = match letter {
            Some(_) => 1,
            None => unbulleted[..digits].parse().ok()?,
        };
        let style = Style {
            bullet,
            spaced,
            letter: letter.is_some(),
            close,
        };
        let mut items = Items {
            count,
            style,
            found: None,
        };
        items.seek(text, text.len() - unbulleted.len());
        Some(items)
    }

    /// Finds the next mark behind byte `from`; without one the enumeration ends here, so that the search is linear.
    fn seek(&mut self, text: &str, from: usize) {
        self.count += 1;
        let mut mark = String::from(" ");
        if let Some(bullet) = self.style.bullet {
            mark.push(bullet);
            if self.style.spaced {
                mark.push(' ');
            }
        }
        match (self.style.letter, u8::try_from(self.count)) {
            (true, Ok(n)) if n <= 26 => mark.push((b'a' + n - 1) as char),
            (true, _) => {
                self.found = None;
                return;
            }
            _ => mark.push_str(&self.count.to_string()),
        }
        mark.push_str(self.style.close);
        mark.push(' ');
        self.found =
            memchr::memmem::find(&text.as_bytes()[from..], mark.as_bytes()).map(|k| from + k + 1);
    }

    /// The next mark, if it stands before byte `end`.
    pub(crate) fn before(&mut self, text: &str, end: usize) -> Option<usize> {
        let at = self.found.filter(|&at| at < end)?;
        self.seek(text, at);
        Some(at)
    }
}
