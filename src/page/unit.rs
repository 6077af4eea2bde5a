//! A page → [`Unit`]s: lines, cells of a line with tabs, and the halves of a line that says a thing in both languages.
//!
//! In: the page. Out: trimmed spans in order that hold every non-blank character, each with its score, with what
//! parts it from the one before, and whether it is text at all. O(n).

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use crate::page::profile::{is_japanese, score};
use crate::text::Span;

/// What stands between a unit and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gap {
    Line,
    Blank,
    Cell,
    Half,
}

/// What a unit is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Text of a side.
    Text,
    /// Announces the original; parts the sides, if it stands between them.
    Original,
    /// Announces the translation, likewise.
    Translation,
    /// A rule or a slash, likewise.
    Rule,
    /// A cell of a column of numbers: of neither side.
    Column,
}

/// One line, cell or half of a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Unit {
    pub(super) span: Span,
    pub(super) gap: Gap,
    pub(super) role: Role,
    /// Nats for Japanese (positive) against English (negative).
    pub(super) score: f64,
}

/// Cuts the page. A blank is white space by [`char::is_whitespace`], or a byte order mark at the edge of a line.
pub(super) fn cut(page: &str) -> Vec<Unit> {
    let mut cutter = Cutter {
        page,
        ..Cutter::default()
    };
    let mut blank = false;
    let mut fenced = false;
    for line in page.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        let line = trim(line);
        if line.is_empty() {
            // The empty piece between CR and LF is no blank line.
            blank |= !ends_inside_crlf(page, line);
            continue;
        }
        let from = cutter.units.len();
        cutter.line(line, if blank { Gap::Blank } else { Gap::Line });
        blank = false;
        let fence = line.starts_with("```") || line.starts_with("~~~");
        for unit in &mut cutter.units[from..] {
            if fenced || fence {
                unit.score = unit.score.max(unit.score * 0.1);
            }
        }
        fenced ^= fence;
    }
    cutter.number_columns();
    cutter.cue_times();
    cutter.units
}

/// The text without blanks at its edges.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

fn ends_inside_crlf(page: &str, empty: &str) -> bool {
    let at = empty.as_ptr() as usize - page.as_ptr() as usize;
    0 < at && page.as_bytes()[at - 1] == b'\r' && page.as_bytes().get(at) == Some(&b'\n')
}

#[derive(Debug, Default)]
struct Cutter<'a> {
    page: &'a str,
    units: Vec<Unit>,
    /// The first unit of each line.
    lines: Vec<usize>,
}

impl Cutter<'_> {
    fn line(&mut self, line: &str, gap: Gap) {
        self.lines.push(self.units.len());
        if line.contains('\t') {
            let mut gap = gap;
            for cell in line.split('\t').map(trim).filter(|cell| !cell.is_empty()) {
                self.push(cell, gap, Role::Text);
                gap = Gap::Cell;
            }
            return;
        }
        if let Some(role) = separator(line) {
            self.push(line, gap, role);
        } else if let Some((label, role, rest)) = label(line) {
            self.push(label, gap, role);
            self.push(rest, Gap::Half, Role::Text);
        } else if line.starts_with('|') && 3 <= line.matches('|').count() {
            self.table_row(line, gap);
        } else if let Some((first, slash, second)) = halves(line) {
            self.push(first, gap, Role::Text);
            if !slash.is_empty() {
                self.push(slash, Gap::Half, Role::Rule);
            }
            self.push(second, Gap::Half, Role::Text);
        } else {
            self.push(line, gap, Role::Text);
        }
    }

    /// A row of a Markdown table: its cells, and the bars between them as rules.
    fn table_row(&mut self, row: &str, gap: Gap) {
        let mut gap = gap;
        for piece in row.split_inclusive('|') {
            let cell = trim(piece.trim_end_matches('|'));
            if !cell.is_empty() {
                self.push(cell, gap, Role::Text);
                gap = Gap::Cell;
            }
            if piece.ends_with('|') {
                self.push(&piece[piece.len() - 1..], gap, Role::Rule);
                gap = Gap::Cell;
            }
        }
    }

    /// The times of subtitles, and the numbers over them, belong to neither side.
    fn cue_times(&mut self) {
        for index in 0..self.units.len() {
            if self.units[index].span.of(self.page).contains("-->") && self.has_no_letters(index) {
                self.units[index].role = Role::Column;
                let number = index.wrapping_sub(1);
                if 0 < index && self.is_number(number) && self.has_no_letters(number) {
                    self.units[number].role = Role::Column;
                }
            }
        }
    }

    fn has_no_letters(&self, unit: usize) -> bool {
        !self.units[unit]
            .span
            .of(self.page)
            .contains(char::is_alphabetic)
    }

    fn push(&mut self, piece: &str, gap: Gap, role: Role) {
        let start = piece.as_ptr() as usize - self.page.as_ptr() as usize;
        self.units.push(Unit {
            span: Span::new(start, start + piece.len()),
            gap,
            role,
            score: if role == Role::Text {
                score(piece)
            } else {
                0.0
            },
        });
    }

    /// In a table of three columns or more, a column of bare numbers belongs to neither side.
    fn number_columns(&mut self) {
        let width = |lines: &[usize], line: usize, all: usize| {
            lines.get(line + 1).map_or(all, |&next| next) - lines[line]
        };
        let all = self.units.len();
        let n_lines = self.lines.len();
        let Some(columns) = (3..=8).find(|&columns| {
            let fit = (0..n_lines)
                .filter(|&line| width(&self.lines, line, all) == columns)
                .count();
            3 <= fit && n_lines * 4 <= fit * 5
        }) else {
            return;
        };
        let rows: Vec<usize> = (0..n_lines)
            .filter(|&line| width(&self.lines, line, all) == columns)
            .collect();
        for column in 0..columns {
            let numbers = rows
                .iter()
                .filter(|&&row| self.is_number(self.lines[row] + column))
                .count();
            if rows.len() - numbers <= 1 {
                for &row in &rows {
                    self.units[self.lines[row] + column].role = Role::Column;
                }
            }
        }
    }

    fn is_number(&self, unit: usize) -> bool {
        let cell = self.units[unit].span.of(self.page);
        cell.len() <= 16
            && !cell.contains(char::is_whitespace)
            && cell.contains(|c: char| c.is_ascii_digit())
            && cell.is_ascii()
    }
}

/// Whether a whole line is a separator: a phrase of `data/page/separators.txt` or a rule of three marks or more.
fn separator(line: &str) -> Option<Role> {
    if 120 < line.len() {
        let rule = line.chars().all(is_rule);
        return rule.then_some(Role::Rule);
    }
    let bare = bare(line);
    if bare.is_empty() {
        let rule = 3 <= line.chars().filter(|&c| is_rule(c)).count()
            && line.chars().all(|c| is_rule(c) || c.is_whitespace());
        return rule.then_some(Role::Rule);
    }
    phrase(&bare)
}

/// A line that begins with a phrase and a colon: the label, what it announces, and the text.
fn label(line: &str) -> Option<(&str, Role, &str)> {
    let (at, colon) = line
        .char_indices()
        .take(24)
        .find(|&(_, c)| matches!(c, ':' | '：'))?;
    let (label, rest) = line.split_at(at + colon.len_utf8());
    let role = phrase(&bare(label))?;
    let rest = trim(rest);
    (!rest.is_empty()).then_some((label, role, rest))
}

fn phrase(key: &str) -> Option<Role> {
    static PHRASES: OnceLock<FxHashMap<String, Role>> = OnceLock::new();
    let phrases = PHRASES.get_or_init(|| {
        include_str!("../../data/page/separators.txt")
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .map(|(kind, phrase)| {
                let role = if kind == "original" {
                    Role::Original
                } else {
                    Role::Translation
                };
                (bare(phrase), role)
            })
            .collect()
    });
    phrases.get(key).copied()
}

fn is_rule(c: char) -> bool {
    "-=*_#~+<>|:─━―—–−－＝＊＿～〜・…◇◆□■○●☆★※".contains(c)
}

/// A line as the table of phrases has it: NFKC, lower case, letters only.
fn bare(line: &str) -> String {
    line.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphanumeric() || *c == 'ー')
        .collect()
}

/// The halves of a line that says the same in both languages, one after the other, and the mark between them.
fn halves(line: &str) -> Option<(&str, &str, &str)> {
    let first = line.char_indices().find(|&(_, c)| is_japanese(c))?.0;
    if !line.contains(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    for slash in [" / ", "／", " | ", "｜"] {
        let mut places = line.match_indices(slash);
        if let (Some((at, _)), None) = (places.next(), places.next()) {
            let (left, right) = (trim(&line[..at]), trim(&line[at + slash.len()..]));
            let mark = trim(slash);
            let start = at + slash.find(mark)?;
            let fit = if left.contains(is_japanese) {
                is_said_twice(left, right)
            } else {
                is_said_twice(right, left)
            };
            return fit.then_some((left, &line[start..start + mark.len()], right));
        }
    }
    if line.ends_with([')', '）'])
        && let Some((at, _)) = line
            .char_indices()
            .rev()
            .find(|&(_, c)| matches!(c, '(' | '（'))
    {
        let (left, right) = (trim(&line[..at]), &line[at..]);
        let ended = left.ends_with(['.', '!', '?', '。', '！', '？', '」']);
        let one = |text: &str, other: &str| {
            !text.contains(is_japanese) && 2 <= words(text) && 4.0 < score(other)
        };
        return (ended && (one(left, right) || one(right, left))).then_some((left, "", right));
    }
    let last = line.char_indices().rev().find(|&(_, c)| is_japanese(c))?;
    let opening = |c: char| matches!(c, '「' | '『' | '（' | '【' | '“') || c.is_whitespace();
    let left = line[..first].trim_end_matches(opening);
    let right = trim(&line[left.len()..]);
    let quoting = ["と", "って", "、", "を", "は", "が"]
        .iter()
        .any(|start| right.starts_with(start));
    if left.ends_with(['.', '!', '?', '"', '”'])
        && 2 <= words(left)
        && !quoting
        && 4.0 < score(right)
    {
        return Some((left, "", right));
    }
    let rest = &line[last.0 + last.1.len_utf8()..];
    let right =
        rest.trim_start_matches(|c: char| c.is_whitespace() || "。！？」』）】".contains(c));
    let left = trim(&line[..line.len() - right.len()]);
    let ended = left.ends_with(['。', '！', '？', '」']);
    if ended && 2 <= words(right) && right.ends_with(['.', '!', '?', '"', '”']) && 4.0 < score(left)
    {
        return Some((left, "", right));
    }
    None
}

fn is_said_twice(japanese: &str, english: &str) -> bool {
    let latin = words(japanese);
    let length = english.chars().filter(|c| c.is_ascii_alphabetic()).count();
    !english.contains(is_japanese)
        && 3 <= length
        && 1.0 < score(japanese)
        && (latin == 0 || latin < words(english))
}

fn words(text: &str) -> usize {
    text.split(|c: char| !c.is_alphabetic() || is_japanese(c))
        .filter(|word| !word.is_empty())
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(page: &str) -> Vec<(&str, Gap, Role)> {
        cut(page)
            .into_iter()
            .map(|unit| (unit.span.of(page), unit.gap, unit.role))
            .collect()
    }

    #[test]
    fn lines_of_every_kind() {
        use Gap::*;
        use Role::*;
        assert_eq!(
            pieces("\u{feff}はじめに\r\nWhy\r\n\r\n▼ 原文を表示\n----\na b\tいろは"),
            [
                ("はじめに", Line, Text),
                ("Why", Line, Text),
                ("▼ 原文を表示", Blank, Original),
                ("----", Line, Role::Rule),
                ("a b", Line, Text),
                ("いろは", Cell, Text),
            ]
        );
    }

    macro_rules! halves {
        ($($name:ident: $line:expr => $halves:expr;)*) => {$(
            #[test]
            fn $name() {
                assert_eq!(halves($line), $halves);
            }
        )*};
    }

    halves! {
        heading: "はじめに / Introduction" => Some(("はじめに", "/", "Introduction"));
        heading_turned: "Introduction｜はじめに" => Some(("Introduction", "｜", "はじめに"));
        names: "iOS / Android の違い" => None;
        english_first: "The door is open. 扉は開いている。" => Some(("The door is open.", "", "扉は開いている。"));
        japanese_first: "扉は開いている。The door is open." => Some(("扉は開いている。", "", "The door is open."));
        brackets: "The door is open. (扉は開いている。)" => Some(("The door is open.", "", "(扉は開いている。)"));
        gloss: "扉（door）" => None;
        quoted: "Oh my God! と彼は叫んだ。" => None;
        one_language: "扉は開いている。" => None;
        product: "それは Rust だ。" => None;
    }

    #[test]
    fn numbers_of_rows_are_of_neither_side() {
        let page = "id\ten\tja\n1\tYes.\tはい。\n2\tNo.\tいいえ。\n3\tPerhaps.\tたぶん。";
        let columns = cut(page)
            .iter()
            .filter(|unit| unit.role == Role::Column)
            .count();
        assert_eq!(columns, 4);
    }

    #[test]
    fn separators() {
        for (line, role) in [
            ("原文：", Some(Role::Original)),
            ("【英語原文】", Some(Role::Original)),
            ("## English version below ##", Some(Role::Original)),
            ("＊＊＊", Some(Role::Rule)),
            ("Ｏｒｉｇｉｎａｌ", Some(Role::Original)),
            ("原文の誤りについて", None),
            ("--", None),
            ("3.14", None),
        ] {
            assert_eq!(separator(line), role, "{line}");
        }
    }
}
