//! [`split`] finds the two sides of a bilingual page. [`check_sides`] checks the languages of two texts.
//!
//! In: one text that holds a translation and its original, in blocks, paragraphs, lines or columns. Out: byte ranges of the
//! English and of the Japanese, or an error that says what the page holds instead. Lines are scored by their script, and
//! the best path of sides over all lines is found. A quotation belongs to the side that quotes it. O(bytes).

mod census;
mod profile;
mod smooth;
mod stray;
mod unit;

use std::borrow::Cow;
use std::fmt;

use crate::error::{Error, Result};
use crate::page::census::{Census, LooksLike, count};
use crate::page::smooth::PageSide;
use crate::page::unit::{Gap, Role, Unit};
use crate::parallel;
use crate::text::part::beginning;
use crate::text::{Language, Span};

/// The two sides of a page, as byte ranges of it.
///
/// The spans of all three lists are disjoint and have no white space at their ends. Each list is in the order of the page.
/// Every character, except white space and a byte order mark at the edge of a line, is in exactly one span. Neighbouring
/// lines of one side are one span, with the line breaks between them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Page {
    /// The English original.
    pub source: Vec<Span>,
    /// The Japanese translation, with any Japanese text before and after it.
    pub target: Vec<Span>,
    /// Text of neither side: lines such as 「原文を表示」, a rule between the sides, columns of numbers.
    pub separators: Vec<Span>,
}

/// Finds the two sides of a page. O(n).
///
/// # Errors
///
/// If the page is blank, lacks English or Japanese, or is largely in a third language. The message says what was found.
/// [`Error::is_page`] is true for all of these.
///
/// ```
/// let page = "雨が降ってきた。\n原文を表示\nIt began to rain.";
/// let sides = taiyaku::page::split(page)?;
/// assert_eq!(sides.target[0].of(page), "雨が降ってきた。");
/// assert_eq!(sides.source[0].of(page), "It began to rain.");
/// # Ok::<(), taiyaku::Error>(())
/// ```
pub fn split(text: &str) -> Result<Page> {
    let whole = Census::of(text);
    refuse_third_language(text, &whole)?;
    let mut units = unit::cut(text);
    ask_about_undecided(text, &mut units);
    let mut sides = smooth::sides(&units);
    stray::settle(text, &units, &mut sides);
    let page = assemble(&units, &sides);
    refuse_one_language(text, &page)?;
    Ok(page)
}

/// Returns the language of most of a text, or `None` if the text has no letters. O(n).
///
/// ```
/// use taiyaku::{Language, page::dominant_language};
///
/// assert_eq!(dominant_language("昼に雨が降ってきた。"), Some(Language::Japanese));
/// assert_eq!(dominant_language("12:30"), None);
/// ```
#[must_use]
pub fn dominant_language(text: &str) -> Option<Language> {
    match judge(text, &Census::of(text)) {
        LooksLike::Nothing => None,
        LooksLike::English => Some(Language::English),
        LooksLike::Japanese => Some(Language::Japanese),
        LooksLike::Other(_) => Some(Language::Other),
    }
}

/// A reason why a side may be the wrong text. It is a guess to show to a person, not an error.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "kebab-case"))]
pub enum SideWarning {
    /// The source does not look like English.
    Source {
        /// The language that it looks to be in.
        looks: &'static str,
        /// What was counted in it, for example "35 Japanese characters".
        holds: String,
    },
    /// The target does not look like Japanese.
    Target {
        /// The language that it looks to be in.
        looks: &'static str,
        /// What was counted in it, for example "18 English words".
        holds: String,
    },
}

impl fmt::Display for SideWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (side, looks, wanted, holds) = match self {
            SideWarning::Source { looks, holds } => ("source", looks, "English", holds),
            SideWarning::Target { looks, holds } => ("target", looks, "Japanese", holds),
        };
        write!(f, "the {side} looks {looks}, not {wanted}: found {holds}")
    }
}

/// Checks that the source looks like English and the target like Japanese, and returns a warning for each side that does
/// not, source first.
///
/// Of a long text, eight passages of 4 KiB are checked, from the first to the last. A side that is too short passes, and so
/// does Japanese text around a lot of code. O(1), except that white space before the first letter is skipped, and a side
/// without any letter of its language in the passages is searched to its end.
///
/// # Errors
///
/// If the two are clearly swapped, or if one is blank or has no letter of its language. The message names the side and says
/// what was found.
///
/// ```
/// use taiyaku::page::check_sides;
///
/// let (source, target) = ("It began to rain at noon.", "昼に雨が降ってきた。");
/// assert!(check_sides(source, target)?.is_empty());
/// assert!(check_sides(target, source).is_err());
/// # Ok::<(), taiyaku::Error>(())
/// ```
pub fn check_sides(source: &str, target: &str) -> Result<Vec<SideWarning>> {
    for (name, text) in [("source", source), ("target", target)] {
        if unit::trim(text).is_empty() {
            return Err(Error::page(format!("the {name} is empty")));
        }
    }
    let (in_source, in_target) = (sample(source), sample(target));
    let (source_census, target_census) =
        parallel::join(|| Census::of(&in_source), || Census::of(&in_target));
    let source_looks = sure(&in_source, &source_census);
    let mut target_looks = sure(&in_target, &target_census);
    let swapped = (source_looks, target_looks) == (LooksLike::Japanese, LooksLike::English);
    if swapped && is_plainly_japanese(&source_census) && is_plainly_english(&target_census) {
        return Err(Error::page(
            "the source looks Japanese and the target English: swapped? \
             name the English text as the source and the Japanese as the target",
        ));
    }
    if target_looks == LooksLike::English && has_japanese_sentences(&target_census) {
        target_looks = LooksLike::Japanese;
    }
    let mut warnings = Vec::new();
    if !matches!(source_looks, LooksLike::English | LooksLike::Nothing) {
        let (looks, holds) = (source_looks.name(), source_census.describe());
        if source_census.latin == 0 && !source.contains(|c: char| c.is_ascii_alphabetic()) {
            return Err(Error::page(format!(
                "the source has no English: found {holds}"
            )));
        }
        warnings.push(SideWarning::Source { looks, holds });
    }
    if !matches!(target_looks, LooksLike::Japanese | LooksLike::Nothing) {
        let (looks, holds) = (target_looks.name(), target_census.describe());
        if target_census.japanese() == 0 && !target.contains(profile::is_japanese) {
            return Err(Error::page(format!(
                "the target has no Japanese: found {holds}"
            )));
        }
        warnings.push(SideWarning::Target { looks, holds });
    }
    Ok(warnings)
}

/// Whether code and English in a target are surrounded by Japanese sentences.
fn has_japanese_sentences(target: &Census) -> bool {
    TARGET_KANA <= target.kana && target.latin <= target.kana * LATIN_FOR_A_KANA
}

/// The least kana in a target that has sentences and not only a few words.
const TARGET_KANA: usize = 20;

/// The most Latin letters for one kana in a target that is Japanese around code. The maximum in 526 pairs of texts, some of
/// them about software, was 1.9. The limit leaves room for a target that is nearly all code.
const LATIN_FOR_A_KANA: usize = 12;

/// Whether most letters are Japanese. A Japanese character counts as two. A quotation alone does not reach this.
fn is_plainly_japanese(census: &Census) -> bool {
    census.latin < census.japanese() * 2 && 0 < census.kana
}

/// Whether so few letters are Japanese that they must be quotations.
fn is_plainly_english(census: &Census) -> bool {
    census.japanese() * 10 < census.latin
}

/// A text, or passages of a long one, each on a line of its own.
fn sample(text: &str) -> Cow<'_, str> {
    const PASSAGES: usize = 8;
    const LENGTH: usize = 1 << 12;
    if text.len() <= 2 * PASSAGES * LENGTH {
        return Cow::Borrowed(text);
    }
    let apart = (text.len() - LENGTH) / (PASSAGES - 1);
    let passages = (0..PASSAGES).map(|k| {
        let before = beginning(text, k * apart);
        beginning(&text[before.len()..], LENGTH)
    });
    let passages: Vec<&str> = passages.collect();
    Cow::Owned(passages.join("\n"))
}

/// The language of a text, if the text has enough of it to report a mistake.
fn sure(text: &str, census: &Census) -> LooksLike {
    match judge(text, census) {
        LooksLike::English if census.words < 6 || census.grammar < 1 => LooksLike::Nothing,
        LooksLike::Other(_) if census.japanese() + census.latin + census.other().0 < 10 => {
            LooksLike::Nothing
        }
        LooksLike::Japanese if census.japanese() < 3 => LooksLike::Nothing,
        found => found,
    }
}

/// The census decides. If it is undecided between English and Japanese, `lingua` decides.
fn judge(text: &str, census: &Census) -> LooksLike {
    let found = census.looks_like();
    let torn = census.japanese() * 2 < census.latin && census.latin < census.japanese() * 5;
    match (found, torn) {
        (LooksLike::English | LooksLike::Japanese, true) => match ask(text) {
            Some(true) => LooksLike::Japanese,
            Some(false) => LooksLike::English,
            None => found,
        },
        _ => found,
    }
}

fn refuse_third_language(text: &str, whole: &Census) -> Result<()> {
    if unit::trim(text).is_empty() {
        return Err(Error::page("the page is empty"));
    }
    let (other, name) = whole.other();
    let ours = whole.japanese() + whole.latin / 2;
    if ours == 0 && other == 0 {
        return Err(Error::page(
            "the page has no text in letters, neither English nor Japanese",
        ));
    }
    let third = if ours < other * 5 {
        Some(name)
    } else if whole.is_chinese() {
        Some("Chinese")
    } else {
        None
    };
    match third {
        Some(name) => Err(Error::page(format!(
            "the page holds {name} text, but should be English and Japanese: found {}",
            whole.describe()
        ))),
        None => Ok(()),
    }
}

/// The least letters of the smaller side for one letter of the larger. A Japanese character counts as two.
const LEAST: f64 = 0.03;

fn refuse_one_language(text: &str, page: &Page) -> Result<()> {
    let side = |spans: &[Span]| {
        let mut joined = String::new();
        for span in spans {
            joined.push_str(span.of(text));
            joined.push('\n');
        }
        Census::of(&joined)
    };
    let (source, target) = (side(&page.source), side(&page.target));
    if let Some(name) = source.foreign() {
        return Err(Error::page(format!(
            "the text in Latin letters looks {name}, not English: found {}",
            source.describe()
        )));
    }
    let (english, japanese) = (source.latin as f64, 2.0 * target.japanese() as f64);
    let (characters, words) = (target.japanese(), source.words);
    if english <= LEAST * japanese {
        let but = if words == 0 {
            "no English text".to_owned()
        } else {
            format!("only {}", count(words, "English word"))
        };
        return Err(Error::page(format!(
            "found {} but {but}",
            count(characters, "Japanese character")
        )));
    }
    if japanese <= LEAST * english {
        let but = if characters == 0 {
            "no Japanese text".to_owned()
        } else {
            format!("only {}", count(characters, "Japanese character"))
        };
        return Err(Error::page(format!(
            "found {} but {but}",
            count(words, "English word")
        )));
    }
    Ok(())
}

/// Lets `lingua` decide the paragraphs that the script leaves undecided, but no single line: `lingua` fails on a line of
/// Japanese that begins with Latin words.
fn ask_about_undecided(text: &str, units: &mut [Unit]) {
    let mut start = 0;
    while start < units.len() {
        let end = (start + 1..units.len())
            .find(|&next| units[next].gap == Gap::Blank || units[next].role != Role::Text)
            .unwrap_or(units.len());
        let block = &mut units[start..end];
        let doubt: f64 = block.iter().map(|unit| unit.score.abs()).sum();
        let length: usize = block.iter().map(|unit| unit.span.len()).sum();
        let mixed = block.iter().any(|unit| unit.score != 0.0);
        if 2 <= block.len() && mixed && doubt < 1.5 * block.len() as f64 && 40 <= length {
            let piece = Span::new(block[0].span.start, block[block.len() - 1].span.end).of(text);
            let nats = match ask(piece) {
                Some(true) => 1.0,
                Some(false) => -1.0,
                None => 0.0,
            };
            for unit in block {
                unit.score += nats;
            }
        }
        start = end;
    }
}

/// Whether `lingua` takes the first lines of a text for Japanese rather than English.
#[cfg(feature = "detect")]
fn ask(text: &str) -> Option<bool> {
    use std::sync::OnceLock;

    use lingua::Language::{English, Japanese};
    use lingua::{LanguageDetector, LanguageDetectorBuilder};

    static DETECTOR: OnceLock<LanguageDetector> = OnceLock::new();
    let end = text
        .char_indices()
        .nth(1000)
        .map_or(text.len(), |(at, _)| at);
    let detector = DETECTOR
        .get_or_init(|| LanguageDetectorBuilder::from_languages(&[English, Japanese]).build());
    detector
        .detect_language_of(&text[..end])
        .map(|language| language == Japanese)
}

#[cfg(not(feature = "detect"))]
fn ask(_text: &str) -> Option<bool> {
    None
}

/// Joins neighbouring units of one side. A separator between two units of one side belongs to that side.
fn assemble(units: &[Unit], sides: &[PageSide]) -> Page {
    let is_text = |index: &usize| units[*index].role == Role::Text;
    let mut page = Page {
        source: Vec::new(),
        target: Vec::new(),
        separators: Vec::new(),
    };
    let mut after: Vec<Option<PageSide>> = vec![None; units.len()];
    for index in (1..units.len()).rev() {
        after[index - 1] = if is_text(&index) {
            Some(sides[index])
        } else {
            after[index]
        };
    }
    let mut before = None;
    let mut last = None;
    for (index, unit) in units.iter().enumerate() {
        let side = match unit.role {
            Role::Text => Some(sides[index]),
            Role::Column => None,
            _ => before.filter(|_| before == after[index]),
        };
        let spans = match side {
            Some(PageSide::Source) => &mut page.source,
            Some(PageSide::Target) => &mut page.target,
            None => &mut page.separators,
        };
        match spans.last_mut() {
            Some(span) if last == Some(side) => span.end = unit.span.end,
            _ => spans.push(unit.span),
        }
        last = Some(side);
        if is_text(&index) {
            before = side;
        }
    }
    page
}
