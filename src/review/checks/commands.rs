//! Key names, options, calls, files, constants, names, values and paths in running text, which must be the same on both sides.
//!
//! In: the pieces of both sides that look like code. Out: findings. O(bytes).
//!
//! No alarm is raised for: a piece that the other side, or a neighbouring pair, has in any case of letters; a key that the
//! translation names in words (Ctrlキーを押しながらC); an option or call that is only left out of a long sentence; a key, file,
//! constant, name or path that has none in its place; a file that is only left out of a long sentence or stands there without its
//! ending; a file or path that is the translation of the other (guide.en.md, guide.ja.md).

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::align::Bead;
use crate::review::check::Check;
use crate::review::checks::code::Verbatim;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft};
use crate::text::Span;
use crate::text::word::{is_function_word, stem, words};

/// Longest original, in bytes, whose lost option or call is reported: in a longer one it may be put in words.
const LONGEST: usize = 200;
/// Keys that are pressed together with others.
const MODIFIERS: [&str; 10] = [
    "ctrl", "control", "alt", "shift", "cmd", "command", "option", "meta", "win", "super",
];
/// Keys that are named by a word; besides F1 to F24.
const KEYS: [&str; 14] = [
    "Enter",
    "Return",
    "Tab",
    "Esc",
    "Escape",
    "Backspace",
    "Delete",
    "Insert",
    "Home",
    "End",
    "PageUp",
    "PageDown",
    "Space",
    "Shift",
];
/// Values of code, and Japanese that renders them.
const VALUES: [(&str, &[&str]); 6] = [
    (
        "true",
        &["真", "オン", "有効", "はい", "本当", "正し", "実"],
    ),
    (
        "false",
        &["偽", "オフ", "無効", "いいえ", "誤", "嘘", "間違"],
    ),
    ("null", &["ヌル", "空", "無"]),
    ("none", &["なし", "無し", "ナシ", "該当"]),
    ("nil", &["空", "無"]),
    ("undefined", &["未定義", "定義され"]),
];
/// Names of the same key.
const SAME: [(&str, &str); 3] = [
    ("Enter", "Return"),
    ("Esc", "Escape"),
    ("Backspace", "Delete"),
];

/// What a piece is.
#[derive(Clone, Copy, PartialEq)]
enum Command {
    /// `Ctrl+C`
    Chord,
    /// `-q`, `--quiet`
    Option,
    /// `init()`
    Call,
    /// `config.yaml`
    File,
    /// `DEBUG_LEVEL`
    Constant,
    /// `max_width`
    Name,
    /// `/etc/hosts`
    Path,
}

impl Command {
    /// How it is reported where the translation has nothing in its place, if it is.
    fn severity_if_lost(self) -> Option<Severity> {
        match self {
            Command::Option | Command::Call => Some(Severity::Warning),
            Command::File => Some(Severity::Hint),
            Command::Chord | Command::Constant | Command::Name | Command::Path => None,
        }
    }
}

/// Compares the loose pieces of both sides of a pair.
pub(super) fn compare(
    view: &View<'_>,
    (k, bead): (usize, &Bead),
    (ours, theirs): (&[Verbatim], &[Verbatim]),
    out: &mut Vec<Draft>,
) {
    let (source, target) = (view.source_text(bead), view.target_text(bead));
    if !ours.iter().any(|one| kind(one.span.of(source)).is_some()) {
        return;
    }
    let (in_target, in_source) = (Folded::new(target), Folded::new(source));
    for one in ours {
        let text = one.span.of(source);
        let Some(command) = kind(text) else { continue };
        if in_target.has(text, command) || is_near(view, k, text, command) {
            continue;
        }
        let other = theirs.iter().find(|other| {
            let text = other.span.of(target);
            kind(text) == Some(command) && !in_source.has(text, command)
        });
        if other.is_some_and(|other| is_translated(text, other.span.of(target))) {
            continue;
        }
        let severity = match (other, command.severity_if_lost()) {
            (Some(_), _) => Severity::Error,
            (None, Some(_)) if LONGEST < source.len() || is_named(text, target) => continue,
            (None, Some(severity)) => severity,
            (None, None) => continue,
        };
        let places = (one.span, other.map(|other| other.span));
        report(view, (k, bead), severity, places, out);
    }
}

/// Compares the keys that are named in a sentence that has one pressed.
pub(super) fn compare_keys(view: &View<'_>, (k, bead): (usize, &Bead), out: &mut Vec<Draft>) {
    if let Some((ours, theirs)) = other_key(view.source_text(bead), view.target_text(bead)) {
        report(
            view,
            (k, bead),
            Severity::Warning,
            (ours, Some(theirs)),
            out,
        );
    }
}

/// Compares values and names in running text: true and false, getName and setName.
pub(super) fn compare_values(view: &View<'_>, (k, bead): (usize, &Bead), out: &mut Vec<Draft>) {
    let (source, target) = (view.source_text(bead), view.target_text(bead));
    let theirs: Vec<(Span, &str)> = words(target).collect();
    // Few translations have such a word.
    let is_value = |word: &str| {
        VALUES
            .iter()
            .any(|(value, _)| value.eq_ignore_ascii_case(word))
    };
    if !theirs
        .iter()
        .any(|(_, word)| is_value(word) || is_camel(word))
    {
        return;
    }
    let ours: Vec<(Span, &str)> = words(source).collect();
    let other = other_value((&ours, &theirs), target);
    if let Some((ours, theirs)) = other.or_else(|| other_name((&ours, &theirs))) {
        let places = (ours, Some(theirs));
        report(view, (k, bead), Severity::Warning, places, out);
    }
}

/// Compares the words behind the name of a program: git push, git pull.
pub(super) fn compare_subcommands(
    view: &View<'_>,
    (k, bead): (usize, &Bead),
    out: &mut Vec<Draft>,
) {
    let (source, target) = (view.source_text(bead), view.target_text(bead));
    // Names that stand for any name are put by others: foobar, hogefuga.
    let lexicon = view.lexicon();
    let is_word = |word: &str| lexicon.is_empty() || lexicon.has_stem(&stem(word));
    if let Some((ours, theirs)) = other_subcommand(source, target)
        && (is_word(ours.of(source)) || is_word(theirs.of(target)))
    {
        let places = (ours, Some(theirs));
        report(view, (k, bead), Severity::Warning, places, out);
    }
}

fn report(
    view: &View<'_>,
    (k, bead): (usize, &Bead),
    severity: Severity,
    (ours, theirs): (Span, Option<Span>),
    out: &mut Vec<Draft>,
) {
    let text = ours.of(view.source_text(bead));
    let (english, japanese) = match theirs.map(|span| span.of(view.target_text(bead))) {
        Some(other) => (
            format!("{text} became {other}"),
            format!("{text} が {other} になっている"),
        ),
        None => (
            format!("the translation has no {text}"),
            format!("訳文に {text} がない"),
        ),
    };
    out.push(
        draft(Check::Verbatim, severity, k)
            .source([ours.shifted(view.source.span(&bead.source).start)])
            .target(theirs.map(|span| span.shifted(view.target.span(&bead.target).start)))
            .because(english, japanese),
    );
}

/// What a piece that looks like code is, if it is compared.
fn kind(text: &str) -> Option<Command> {
    let is_word = |word: &str| {
        word.bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
    };
    if let Some(name) = text.strip_suffix("()") {
        let is_name = name
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'));
        return (1 < name.len() && is_name).then_some(Command::Call);
    }
    if let Some(name) = text.strip_prefix("--") {
        let begins = name.starts_with(|c: char| c.is_ascii_lowercase());
        return (1 < name.len() && begins && is_word(name)).then_some(Command::Option);
    }
    if let Some(name) = text.strip_prefix('-') {
        return (name.len() == 1 && name.bytes().all(|b| b.is_ascii_alphabetic()))
            .then_some(Command::Option);
    }
    if let Some(named) = named_thing(text) {
        return Some(named);
    }
    let (first, rest) = text.split_once('+')?;
    let is_modifier = MODIFIERS.contains(&&*first.to_ascii_lowercase());
    let is_key = |key: &str| !key.is_empty() && is_word(key);
    (is_modifier && rest.split('+').all(is_key)).then_some(Command::Chord)
}

/// A file, a constant or a path, if a piece is one.
fn named_thing(text: &str) -> Option<Command> {
    /// Letters of an ending of files.
    const ENDING: std::ops::RangeInclusive<usize> = 2..=5;
    let is_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.');
    if text.starts_with(['/', '~', '.']) {
        let parts = text.trim_start_matches(['~', '.']);
        let is_path = parts.starts_with('/') && 2 <= parts.matches('/').count();
        let is_plain = parts.bytes().all(|b| is_name(b) || b == b'/');
        return (is_path && is_plain).then_some(Command::Path);
    }
    let is_constant = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
    if text.contains('_') && text.bytes().all(is_constant) {
        let begins = text.starts_with(|c: char| c.is_ascii_uppercase());
        return begins.then_some(Command::Constant);
    }
    let is_in_name = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
    if text.contains('_') && text.bytes().all(is_in_name) {
        let ends = [text.bytes().next(), text.bytes().next_back()];
        // _Emphasis_ stands between two of them.
        let is_plain = ends.iter().flatten().all(u8::is_ascii_alphanumeric);
        return is_plain.then_some(Command::Name);
    }
    let (name, ending) = text.rsplit_once('.')?;
    let is_ending = ENDING.contains(&ending.len())
        && ending.starts_with(|c: char| c.is_ascii_lowercase())
        && ending
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    // Wait...what
    let is_plain = name.bytes().all(is_name) && !name.ends_with('.');
    (1 < name.len() && is_ending && is_plain).then_some(Command::File)
}

/// Whether two names of files differ in the tag of their language alone; one may have none.
fn is_translated(ours: &str, theirs: &str) -> bool {
    const TAGS: [&str; 9] = [
        "en", "eng", "english", "us", "gb", "ja", "jp", "jpn", "japanese",
    ];
    fn parts(name: &str) -> impl Iterator<Item = &str> {
        let parts = name.split(['.', '_', '-', '/']);
        parts.filter(|part| !TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(part)))
    }
    parts(ours).eq(parts(theirs))
}

/// A text in which pieces are looked for.
struct Folded {
    /// With plain marks.
    text: String,
    /// In lower case too.
    lower: String,
}

impl Folded {
    fn new(text: &str) -> Self {
        let text = fold(text);
        let lower = text.to_ascii_lowercase().replace("control", "ctrl");
        Folded { text, lower }
    }

    /// Whether it has a piece: a call with or without brackets, most pieces in any case of letters. The case of a single letter
    /// counts: -v and -V are two options.
    fn has(&self, piece: &str, command: Command) -> bool {
        let is_letter = command == Command::Option && !piece.starts_with("--");
        if is_letter {
            return self.text.contains(piece);
        }
        let piece = match command {
            Command::Call => piece.trim_end_matches("()"),
            _ => piece,
        };
        let piece = fold(piece).to_ascii_lowercase();
        self.lower.contains(&piece.replace("control", "ctrl"))
    }
}

/// A text with plain brackets, hyphens and plus signs, and without the blanks around these.
fn fold(text: &str) -> String {
    let plain = text.chars().map(|c| match c {
        '＋' => '+',
        '－' | '‐' | '–' => '-',
        '（' => '(',
        '）' => ')',
        _ => c,
    });
    let text: String = plain.collect();
    text.replace(" + ", "+")
}

fn is_near(view: &View<'_>, k: usize, text: &str, command: Command) -> bool {
    let mut neighbours = view.neighbours(k);
    neighbours.any(|other| Folded::new(view.target_text(other)).has(text, command))
}

/// Whether a translation has a part of the name of a file.
fn is_named(file: &str, target: &str) -> bool {
    let target = target.to_ascii_lowercase();
    let lower = file.to_ascii_lowercase();
    let mut parts = lower.split(['.', '-', '_']);
    parts.any(|part| 1 < part.len() && target.contains(part))
}

/// A named key that is pressed in the original, and another one in its stead in the translation.
fn other_key(source: &str, target: &str) -> Option<(Span, Span)> {
    static PRESS: LazyLock<[Finder<'_>; 3]> =
        LazyLock::new(|| ["ress ", "Hit ", " key"].map(Finder::new));
    if !PRESS
        .iter()
        .any(|finder| finder.find(source.as_bytes()).is_some())
    {
        return None;
    }
    let is_key = |word: &str| {
        let number = word.strip_prefix('F').and_then(|n| n.parse::<u8>().ok());
        KEYS.contains(&word) || number.is_some_and(|n| (1..=24).contains(&n))
    };
    let keys = |text| {
        words(text)
            .filter(|(_, word)| is_key(word))
            .collect::<Vec<_>>()
    };
    let (ours, theirs) = (keys(source), keys(target));
    let ([(ours, key)], [(theirs, other)]) = (&ours[..], &theirs[..]) else {
        return None;
    };
    let is_same = SAME
        .iter()
        .any(|&(a, b)| [a, b].contains(key) && [a, b].contains(other));
    (key != other && !is_same).then_some((*ours, *theirs))
}

/// Words of a text with their places.
type Words<'a> = &'a [(Span, &'a str)];

/// A value of the original that the translation neither has nor renders, and another value in its place.
fn other_value((ours, theirs): (Words<'_>, Words<'_>), target: &str) -> Option<(Span, Span)> {
    let value = |word: &str| {
        let mut known = VALUES.iter();
        known.position(|(value, _)| value.eq_ignore_ascii_case(word))
    };
    let is_in = |word: &str, text: Words<'_>| {
        let mut words = text.iter();
        words.any(|(_, other)| other.eq_ignore_ascii_case(word))
    };
    let mut added = theirs.iter().filter(|(_, word)| value(word).is_some());
    let (place, _) = added.find(|(_, word)| !is_in(word, ours))?;
    let mut lost = ours.iter().filter(|(_, word)| {
        let rendered = value(word).map(|number| VALUES[number].1);
        rendered.is_some_and(|all| !all.iter().any(|one| target.contains(one)))
    });
    let (word, _) = lost.find(|(_, word)| !is_in(word, theirs))?;
    Some((*word, *place))
}

/// The one name in camel case that only the original has, and the one that only the translation has.
fn other_name((ours, theirs): (Words<'_>, Words<'_>)) -> Option<(Span, Span)> {
    let alone = |text: Words<'_>, others: Words<'_>| {
        let is_alone = |word: &str| {
            let mut others = others.iter();
            !others.any(|(_, other)| other.eq_ignore_ascii_case(word))
        };
        let names = text.iter().filter(|(_, word)| is_camel(word));
        let mut names = names.filter(|(_, word)| is_alone(word));
        let (first, _) = names.next()?;
        names.next().is_none().then_some(*first)
    };
    Some((alone(ours, theirs)?, alone(theirs, ours)?))
}

/// Whether a word is a name of code in camel case: getName, no iPhone and no GitHub.
fn is_camel(word: &str) -> bool {
    let begin = word.bytes().take_while(u8::is_ascii_lowercase).count();
    1 < begin
        && word
            .as_bytes()
            .get(begin)
            .is_some_and(u8::is_ascii_uppercase)
        && word.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// A word in lower case that stands behind another one in the original, and what the translation has in its place: both words stand
/// on one side only.
fn other_subcommand(source: &str, target: &str) -> Option<(Span, Span)> {
    /// Letters that two forms of a word share.
    const SHARED: usize = 3;
    let has = |text: &str, one: &str| words(text).any(|(_, word)| word.eq_ignore_ascii_case(one));
    let theirs = pairs_in_lower_case(target);
    if theirs.is_empty() {
        return None;
    }
    let ours = pairs_in_lower_case(source);
    theirs.into_iter().find_map(|(program, (place, word))| {
        if is_function_word(program) || is_function_word(word) || has(source, word) {
            return None;
        }
        let mut of_program = ours.iter().filter(|(name, _)| *name == program);
        let (_, (lost, _)) = of_program.find(|(_, (_, other))| {
            let begin = &word[..SHARED.min(word.len())];
            let is_form = other.starts_with(begin);
            !is_form && !is_function_word(other) && !has(target, other)
        })?;
        Some((*lost, place))
    })
}

/// Each word in lower case with another one right behind it.
fn pairs_in_lower_case(text: &str) -> Vec<(&str, (Span, &str))> {
    let is_lower = |word: &str| 2 <= word.len() && word.bytes().all(|b| b.is_ascii_lowercase());
    let mut before = None;
    let pairs = words(text).filter_map(|second| {
        let first: (Span, &str) = before.replace(second)?;
        let between = text.get(first.0.end..second.0.start);
        let is_pair = between == Some(" ") && is_lower(first.1) && is_lower(second.1);
        is_pair.then_some((first.1, second))
    });
    pairs.collect()
}
