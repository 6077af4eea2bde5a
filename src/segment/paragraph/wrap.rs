//! Whether lines are hard-wrapped, and at which width: the evidence of all of a text, or of a block of it.
//!
//! In: the lines. Out: for each block the type and the width that its lines are full in, if they are. In wrapped text a
//! line that breaks inside a sentence had no room for the next word. In lists, headings and verse it had. O(bytes).

use std::ops::Range;

use crate::segment::cut::is_blank;
use crate::segment::paragraph::blanks::full_lines;
use crate::segment::paragraph::lines::{LONGEST_LINE, Line, WRAP_WIDTHS};
use crate::segment::paragraph::marks::{
    Item, begins_no_sentence, has_ended, indent, is_marked_heading, is_rule, is_without_letters,
    item, second_entry,
};
use crate::segment::paragraph::metric::{COLUMN, EM, Metric, metrics};
use crate::text::Language;
use crate::text::script::{is_hiragana, is_kanji};

/// How a text is wrapped.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wrap {
    /// The index of the metric in [`metrics`].
    metric: usize,
    width: u32,
    /// What a full line may lack. It is for type between the metrics, and for Japanese lines that were squeezed or
    /// stretched so that no stop begins one.
    tolerance: u32,
}

/// What stands at a line break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// No lines of one paragraph: a blank line, an item, a cell, a line too long to be wrapped.
    Apart,
    /// The line ended as a sentence does.
    Ended,
    /// A sentence goes on, or a heading or item stands without a stop; a capital follows.
    Capital,
    /// The same before a small letter, or a kana of that kind, which begins little else than the rest of a sentence.
    Small,
    /// The same between a kanji and a kana, which is inside a word as a rule, or in a line that a sentence ended in.
    Running,
    /// The same before any other character.
    Other,
}

/// A line and the beginning of the next.
#[derive(Debug, Clone, Copy)]
struct Joint {
    kind: Kind,
    /// Of the line, by metric.
    widths: [u32; 3],
    /// Of what would have gone to the end of the line.
    units: [u32; 3],
    /// What of the line may hang over the width.
    hanging: u32,
    /// Whether the next line is indented more than the line.
    indents: bool,
}

/// How the blocks of a text are wrapped.
pub(super) struct Wraps {
    /// One for each line, of it and the next; none if the text is not wrapped at all.
    joints: Vec<Joint>,
    of_text: Option<Wrap>,
    /// Whether indents are those of first lines, not those of the lines behind the first.
    pub(super) indents_begin: bool,
    /// That of the last block that was wrapped in a way of its own.
    recent: Option<Wrap>,
    /// Whether each line is full, in Japanese that is wrapped at blanks only. Else empty.
    full_at_blanks: Vec<bool>,
}

impl Wraps {
    /// Gathers the evidence of a text.
    pub(super) fn of(text: &str, lines: &[Line], language: Language) -> Wraps {
        let joints = match may_be_wrapped(text, lines) {
            true => joints(text, lines, language),
            false => Vec::new(),
        };
        let of_text = best(&joints, language).filter(|found| found.is_of_text(language));
        let of_text = of_text.map(|found| found.wrap);
        let full_at_blanks = match (of_text, language) {
            (None, Language::Japanese) => full_lines(text, lines),
            _ => Vec::new(),
        };
        Wraps {
            indents_begin: of_text.is_some_and(|wrap| indents_begin(&joints, wrap)),
            joints,
            of_text,
            recent: None,
            full_at_blanks,
        }
    }

    /// How the block of these lines is wrapped, if it is. Blocks are asked for in order.
    pub(super) fn of_block(&mut self, block: Range<usize>, language: Language) -> Option<Wrap> {
        let joints = self.joints.get(block.start..block.end - 1)?;
        if let Some(wrap) = self.of_text
            && (block.len() < FEWEST_LINES || Found::of(wrap, joints).is_undisturbed())
        {
            return Some(wrap);
        }
        if block.len() >= FEWEST_LINES
            && let Some(own) = best(joints, language).filter(|found| found.is_of_block(language))
        {
            self.recent = Some(own.wrap.or_wider(self.recent));
            return Some(own.wrap);
        }
        self.of_text.or(self.recent)
    }

    /// Whether the line of this number had no room for the beginning of the next.
    pub(super) fn is_full(&self, line: usize, wrap: Wrap) -> bool {
        let joint = self.joints.get(line);
        joint.is_some_and(|joint| joint.kind != Kind::Apart && wrap.fit(joint) == Fit::Full)
    }

    /// Whether the line of this number, of Japanese that is wrapped at blanks only, had no room for the next word.
    pub(super) fn is_full_at_blank(&self, line: usize) -> bool {
        self.full_at_blanks
            .get(line)
            .is_some_and(|&is_full| is_full)
    }

    /// Whether a line is longer than most headings and last lines of paragraphs.
    pub(super) fn is_long(&self, line: usize, wrap: Wrap) -> bool {
        let joint = self.joints.get(line);
        joint.is_some_and(|j| j.kind != Kind::Apart && wrap.fit(j) != Fit::Short)
    }

    /// Whether paragraphs end inside a block, so that blank lines do not part all of them.
    pub(super) fn holds_paragraphs(&self, block: Range<usize>, wrap: Wrap) -> bool {
        let inside = self.joints.get(block.start..block.end - 1);
        let ends = |joint: &Joint| {
            joint.kind == Kind::Ended && matches!(wrap.fit(joint), Fit::Middle | Fit::Short)
        };
        inside.is_some_and(|joints| joints.iter().any(ends))
    }
}

/// Whether most lines before an indented one have ended or are short.
fn indents_begin(joints: &[Joint], wrap: Wrap) -> bool {
    let (mut begin, mut hang) = (0, 0);
    for joint in joints.iter().filter(|j| j.indents && j.kind != Kind::Apart) {
        let is_broken = joint.kind != Kind::Ended && wrap.fit(joint) == Fit::Full;
        hang += i32::from(is_broken);
        begin += i32::from(!is_broken);
    }
    begin > 2 * hang
}

/// Lines of the least block that shows a width of its own.
const FEWEST_LINES: usize = 3;

/// One in so many lines at least breaks inside a sentence, or the text is not wrapped: most texts have a line a
/// sentence or paragraph, and cost nothing more.
const ONE_BROKEN_IN: usize = 12;

fn may_be_wrapped(text: &str, lines: &[Line]) -> bool {
    let (mut all, mut broken) = (0, 0);
    for pair in lines.windows(2) {
        if pair[0].columns <= LONGEST_LINE && !pair[1].opens_block {
            all += 1;
            broken += usize::from(!has_ended(&text[pair[0].start..pair[0].end]));
        }
    }
    broken >= 2 && broken * ONE_BROKEN_IN >= all
}

fn joints(text: &str, lines: &[Line], language: Language) -> Vec<Joint> {
    let metrics = metrics(language);
    let joint = |pair: &[Line]| {
        let [line, next] = [pair[0], pair[1]].map(|line| &text[line.start..line.end]);
        let mut joint = Joint {
            kind: Kind::Apart,
            widths: [0; 3],
            units: [0; 3],
            hanging: 0,
            indents: false,
        };
        if pair[0].columns <= LONGEST_LINE && !pair[1].opens_block {
            joint.kind = kind(line, next, language);
            joint.widths = metrics.map(|metric| metric.width(line, language));
            joint.units = metrics.map(|metric| metric.first_unit(line, next, language));
            joint.indents = indent(next) > indent(line);
            joint.hanging = Metric::hanging(metrics[0], line, language);
        }
        joint
    };
    lines.windows(2).map(joint).collect()
}

fn kind(line: &str, next: &str, language: Language) -> Kind {
    let inner = [line, next].map(|line| line.trim_matches(is_blank));
    let second = second_entry(line);
    let is_row = inner.iter().any(|line| line.contains('\t'))
        || second.is_some() && second == second_entry(next);
    let is_apart = is_without_letters(inner[0]) || is_marked_heading(inner[0]) || is_rule(inner[1]);
    if is_row || is_apart || item(inner[1]) == Item::Yes {
        return Kind::Apart;
    }
    if has_ended(line) {
        return Kind::Ended;
    }
    if language == Language::Japanese {
        return if next.starts_with(begins_no_sentence) {
            Kind::Small
        } else if inner[0].ends_with(is_kanji) && next.starts_with(is_hiragana)
            || inner[0].contains('。')
        {
            Kind::Running
        } else {
            Kind::Other
        };
    }
    match inner[1].chars().next() {
        Some(c) if c.is_lowercase() => Kind::Small,
        Some(c) if c.is_uppercase() => Kind::Capital,
        _ => Kind::Other,
    }
}

/// How a line fits a width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// Longer than the width.
    Over,
    /// No room for what follows.
    Full,
    /// Room for a word, but too long for most headings.
    Middle,
    /// As short as a heading, or the last line of a paragraph.
    Short,
}

impl Wrap {
    /// The wrap of a block before, if that is a little wider: a few lines seldom reach the width.
    fn or_wider(self, before: Option<Wrap>) -> Wrap {
        let is_wider = |before: &Wrap| {
            before.metric == self.metric
                && (self.width..=self.width + 2 * EM).contains(&before.width)
        };
        before.filter(is_wider).unwrap_or(self)
    }

    fn fit(self, joint: &Joint) -> Fit {
        let width = joint.widths[self.metric];
        if width > self.width + self.tolerance + joint.hanging {
            Fit::Over
        } else if width + joint.units[self.metric] + self.tolerance > self.width {
            Fit::Full
        } else if width * 3 >= self.width * 2 {
            Fit::Middle
        } else {
            Fit::Short
        }
    }
}

/// The evidence for a wrap.
#[derive(Debug, Clone, Copy)]
struct Found {
    wrap: Wrap,
    /// Breaks within a paragraph.
    all: i32,
    /// Full lines that break inside a sentence.
    full: i32,
    /// Full lines that end as a sentence does.
    ended: i32,
    /// Of the full lines that break inside a sentence, those that a capital follows.
    capital: i32,
    /// Those of them that a small letter follows.
    small: i32,
    /// Those of them between a kanji and a kana, or in a line that a sentence ended in.
    running: i32,
    /// Lines without a stop that are not full, as wrapped text has none but headings, in tenths and by their weight.
    against: i32,
    /// Lines that break inside a sentence with room for the next word, and lines longer than the width.
    disturbing: i32,
}

impl Found {
    fn of(wrap: Wrap, joints: &[Joint]) -> Found {
        let mut found = Found {
            wrap,
            all: 0,
            full: 0,
            ended: 0,
            capital: 0,
            small: 0,
            running: 0,
            against: 0,
            disturbing: 0,
        };
        for joint in joints {
            if joint.kind == Kind::Apart {
                continue;
            }
            found.all += 1;
            let fit = wrap.fit(joint);
            match (joint.kind, fit) {
                (Kind::Ended, Fit::Over) => found.against += 5,
                (Kind::Ended, Fit::Full) => found.ended += 1,
                (Kind::Ended, _) => {}
                (_, Fit::Full) => {
                    found.full += 1;
                    found.capital += i32::from(joint.kind == Kind::Capital);
                    found.small += i32::from(joint.kind == Kind::Small);
                    found.running += i32::from(joint.kind == Kind::Running);
                }
                (_, Fit::Over) => found.against += 20,
                (_, Fit::Middle) => found.against += 40,
                (Kind::Small, Fit::Short) => found.against += 20,
                (_, Fit::Short) => found.against += 3,
            }
            let is_off = fit == Fit::Over || fit == Fit::Middle && joint.kind != Kind::Ended;
            found.disturbing += i32::from(is_off);
        }
        found
    }

    fn score(&self) -> i32 {
        10 * self.full - self.against
    }

    fn is_undisturbed(&self) -> bool {
        self.disturbing == 0
    }

    /// Whether the full lines break as prose does, not as verse and lists whose lines happen to be alike.
    ///
    /// In English most are followed by a small letter; those of verse by a capital. In Japanese 23 of 100 breaks inside
    /// sentences stand before a kana that begins no sentence, but .15 of 100 lines that are not wrapped do (measured on
    /// news, manuals and talks): one such break outweighs 19 others. One between a kanji and another kana, or in a line
    /// with a stop inside, is at least four times as frequent as in other text, and outweighs 5. So few breaks as three need none.
    fn is_prose(&self, language: Language) -> bool {
        if self.ended > self.full {
            // A sentence a line.
            return false;
        }
        match language {
            Language::Japanese => self.full <= 19 * self.small + 5 * self.running + 3,
            _ => self.capital * 2 <= self.full,
        }
    }

    fn is_of_text(&self, language: Language) -> bool {
        self.full >= 3
            && self.full * 8 >= self.all
            && self.score() * 10 >= 10 * self.full * 4
            && self.is_prose(language)
    }

    fn is_of_block(&self, language: Language) -> bool {
        self.full >= 2 && self.against == 0 && self.full * 3 >= self.all && self.is_prose(language)
    }
}

/// The wrap that the most evidence speaks for.
fn best(joints: &[Joint], language: Language) -> Option<Found> {
    let mut best: Option<Found> = None;
    let mut widths: Vec<u32> = Vec::with_capacity(joints.len());
    for metric in 0..metrics(language).len() {
        widths.clear();
        let measured = joints.iter().filter(|joint| joint.kind != Kind::Apart);
        widths.extend(measured.map(|joint| joint.widths[metric] - joint.hanging));
        widths.sort_unstable_by(|a, b| b.cmp(a));
        let mut last = 0;
        for width in ranks(widths.len())
            .into_iter()
            .filter_map(|rank| widths.get(rank).copied())
        {
            if width == last || !WRAP_WIDTHS.contains(&((width / COLUMN) as usize)) {
                continue;
            }
            last = width;
            for tolerance in tolerances(width, language) {
                let wrap = Wrap {
                    metric,
                    width,
                    tolerance,
                };
                let found = Found::of(wrap, joints);
                // A looser one is taken if it explains more than by chance.
                if best.is_none_or(|best| found.score() * 50 > best.score() * 51) {
                    best = Some(found);
                }
            }
        }
    }
    best
}

/// The ranks of the lines, the longest first, whose width is tried. Some lines may be longer than the width: a title, a
/// line of a table.
fn ranks(n: usize) -> [usize; 9] {
    [0, 1, 2, 3, n / 50, n / 20, n / 10, n / 5, n / 3]
}

/// What a full line may lack, the strictest first.
fn tolerances(width: u32, language: Language) -> [u32; 3] {
    match language {
        Language::Japanese => [0, EM, 2 * EM],
        _ => [0, width / 50, width / 20],
    }
}
