//! です・ます beside だ・である (敬体 and 常体) in the running text of a translation: rule 1.1.1 of the JTF style guide.
//!
//! In: the ends of the translation's sentences. Out: one finding for all sentences of the style that the document hardly
//! uses; in a document that changes its style in long runs, one for each run of the less usual style. O(bytes).
//!
//! No alarm is raised for: quotations and sentences that hold one open, headings, cells, list items and captions (a
//! paragraph without 。, or of one sentence that ends in a dictionary form), very short sentences, nouns at the end (体言止め),
//! sentences that end in か, or in a particle as in talk; nor in a document that changes its style from sentence to sentence, as
//! stories and conversations do, or of which many sentences end as in talk: there each speaker has a style.

use crate::review::check::Check;
use crate::review::finding::{Draft, Severity};
use crate::review::view::{View, draft_in_places, in_english, in_japanese};
use crate::text::script::{Class, class};
use crate::text::{Begin, BlockKind, Span};

/// Sentences of the usual style that there must be, and their share.
const LEAST: usize = 10;
const SHARE: f32 = 0.9;
/// Characters of a sentence from which on it says something of the style: shorter ones are cries and asides.
const SHORTEST: usize = 8;
/// How many sentences of the other style a change of style costs: a run inside a text of the other style has more than
/// twice as many.
const CHANGE: usize = 2;

/// In a text of which this share of the sentences ends as in talk, each speaker has a style. Outside quotations it is .40 in the
/// median of 193 scenes of a game and .37 in that of 30 business dialogues; of 170 texts of news, manuals, essays and narrative one has
/// more than .3.
const TALK: f32 = 0.3;
/// How sentences of talk end, and their particles before 。.
const IN_TALK: [char; 7] = ['！', '？', '!', '?', '…', '―', '─'];
const PARTICLES: [char; 8] = ['よ', 'ね', 'ぞ', 'ぜ', 'わ', 'さ', 'な', 'か'];

/// Ends of polite and of plain sentences, without 。.
const POLITE: [&str; 12] = [
    "です",
    "ます",
    "ました",
    "ません",
    "でした",
    "でしょう",
    "ましょう",
    "ください",
    "下さい",
    "ませ",
    "ございます",
    "ですね",
];
const PLAIN: [&str; 27] = [
    "た",
    "る",
    "だ",
    "である",
    "だった",
    "であった",
    "だろう",
    "であろう",
    "する",
    "した",
    "している",
    "していた",
    "される",
    "された",
    "いる",
    "いた",
    "ある",
    "あった",
    "ない",
    "なかった",
    "なる",
    "なった",
    "れる",
    "れた",
    "できる",
    "できた",
    "べきだ",
];

/// Plain ends that are dictionary forms, as items of lists have them, and those among them that are none.
const DICTIONARY: [char; 9] = ['る', 'う', 'く', 'す', 'つ', 'む', 'ぶ', 'ぬ', 'ぐ'];
const LASTING: [&str; 3] = ["ている", "でいる", "である"];
/// Verbs in ます, whose dictionary form and past end as polite sentences do: 覚ます, 済ました.
const IN_MASU: [&str; 8] = ["覚", "醒", "冷", "済", "澄", "励", "悩", "だ"];
/// Words that end like a verb or adjective in た or だ.
const NOUNS: [&str; 3] = ["あなた", "貴方", "かなた"];

/// The end of a sentence.
struct End {
    bead: usize,
    span: Span,
    is_polite: bool,
}

/// Looks at the ends of the sentences of the running text.
pub(in crate::review) fn check(view: &View<'_>, out: &mut Vec<Draft>) {
    let (ends, n_in_talk) = ends(view);
    if TALK * (ends.len() + n_in_talk) as f32 <= n_in_talk as f32 {
        return;
    }
    let n_polite = ends.iter().filter(|end| end.is_polite).count();
    let n_plain = ends.len() - n_polite;
    let usual_is_polite = n_plain < n_polite;
    if n_polite.max(n_plain) < LEAST {
        return;
    }
    let runs = match is_usual(n_polite.max(n_plain), ends.len()) {
        true => vec![usual_is_polite; ends.len()],
        false => runs(&ends),
    };
    let is_stray = |(end, run): &(&End, &bool)| end.is_polite != **run;
    let strays: Vec<&End> = ends
        .iter()
        .zip(&runs)
        .filter(is_stray)
        .map(|(end, _)| end)
        .collect();
    // A document that changes its style from sentence to sentence has no runs.
    if !is_usual(ends.len() - strays.len(), ends.len()) {
        return;
    }
    for is_polite in [false, true] {
        let places: Vec<(usize, Span)> = strays
            .iter()
            .filter(|end| end.is_polite == is_polite)
            .map(|end| (end.bead, end.span))
            .collect();
        if !places.is_empty() {
            out.push(of_strays(is_polite, &places));
        }
    }
    let mut from = 0;
    while from < ends.len() {
        let run = runs[from..]
            .iter()
            .take_while(|style| **style == runs[from]);
        let here = &ends[from..from + run.count()];
        if runs[from] != usual_is_polite {
            out.push(of_run(runs[from], here));
        }
        from += here.len();
    }
}

/// Whether so many of some sentences are as good as all.
fn is_usual(many: usize, all: usize) -> bool {
    SHARE * all as f32 <= many as f32
}

/// Sentences of another style than those around them.
fn of_strays(is_polite: bool, places: &[(usize, Span)]) -> Draft {
    let (english, japanese) = match is_polite {
        false => (
            "plain style (だ・である) in a text in polite style",
            "敬体（です・ます）の文章に常体（だ・である）が混じっている",
        ),
        true => (
            "polite style (です・ます) in a text in plain style",
            "常体（だ・である）の文章に敬体（です・ます）が混じっている",
        ),
    };
    draft_in_places(Check::MixedStyle, Severity::Warning, places).because(
        format!("{english}{}", in_english(places.len())),
        format!("{japanese}{}", in_japanese(places.len())),
    )
}

/// A run of sentences in the less usual style.
fn of_run(is_polite: bool, run: &[End]) -> Draft {
    let places = run.iter().filter(|end| end.is_polite == is_polite);
    let places: Vec<(usize, Span)> = places.map(|end| (end.bead, end.span)).collect();
    let n_places = places.len();
    let (english, japanese) = match is_polite {
        false => (
            format!(
                "from here {n_places} sentences in plain style (だ・である); the text is mostly in polite style"
            ),
            format!("ここから {n_places} 文が常体（だ・である）（ほかは主に敬体）"),
        ),
        true => (
            format!(
                "from here {n_places} sentences in polite style (です・ます); the text is mostly in plain style"
            ),
            format!("ここから {n_places} 文が敬体（です・ます）（ほかは主に常体）"),
        ),
    };
    draft_in_places(Check::MixedStyle, Severity::Warning, &places).because(english, japanese)
}

/// The style of the run that each sentence stands in: those with the fewest sentences of the other style and changes.
fn runs(ends: &[End]) -> Vec<bool> {
    // The costs of the best runs that end in plain and in polite style, and whether each changed there.
    let mut costs = [0, 0];
    let mut changed: Vec<[bool; 2]> = Vec::with_capacity(ends.len());
    for end in ends {
        let change = [costs[1] + CHANGE < costs[0], costs[0] + CHANGE < costs[1]];
        let before = [
            costs[0].min(costs[1] + CHANGE),
            costs[1].min(costs[0] + CHANGE),
        ];
        costs = [
            before[0] + usize::from(end.is_polite),
            before[1] + usize::from(!end.is_polite),
        ];
        changed.push(change);
    }
    let mut style = usize::from(costs[1] < costs[0]);
    let mut runs = vec![false; ends.len()];
    for (run, change) in runs.iter_mut().zip(&changed).rev() {
        *run = style == 1;
        if change[style] {
            style = 1 - style;
        }
    }
    runs
}

/// The ends of the sentences of the running text, by their style, and how many other sentences end as in talk.
fn ends(view: &View<'_>) -> (Vec<End>, usize) {
    let mut ends: Vec<End> = Vec::new();
    let mut n_in_talk = 0;
    let mut depth = 0_i32;
    let segments = view.target.document.segments();
    for (bead, segment) in view
        .beads
        .iter()
        .enumerate()
        .flat_map(|(k, bead)| bead.target.clone().map(move |segment| (k, segment)))
    {
        let span = segments[segment].span;
        let text = span.of(view.target.text());
        let was_open = 0 < depth;
        let (opened, closed) = quotation_marks(text);
        depth = (depth + opened - closed).clamp(0, 4);
        if was_open || 0 < depth || opened != closed {
            continue;
        }
        let Some(bare) = text.strip_suffix('。') else {
            // Questions of a list of questions and answers.
            let asks = text.ends_with("か？") || text.ends_with("か?");
            n_in_talk +=
                usize::from(text.ends_with(IN_TALK) && !asks && is_running_text(view, segment));
            continue;
        };
        if !is_prose(view, segment, text) {
            continue;
        }
        let begins = |k: usize| segments.get(k).is_none_or(|s| s.begin == Begin::Paragraph);
        let is_alone = begins(segment) && begins(segment + 1);
        if let Some((length, is_polite)) = end_of(bare)
            && !(is_alone && !is_polite && is_dictionary_form(bare))
        {
            let end = span.start + bare.len();
            let span = Span::new(end - length, end);
            ends.push(End {
                bead,
                span,
                is_polite,
            });
        } else if bare.ends_with(PARTICLES) {
            n_in_talk += 1;
        }
    }
    (ends, n_in_talk)
}

/// Whether a segment is running text, and long enough.
fn is_prose(view: &View<'_>, segment: usize, text: &str) -> bool {
    let n_of = |bracket: char| text.matches(bracket).count();
    is_running_text(view, segment)
        && !is_cell(view, segment)
        && n_of('（') == n_of('）')
        && text.chars().nth(SHORTEST).is_some()
}

/// Whether a segment stands in a row of a table of text: its line begins with a bar.
fn is_cell(view: &View<'_>, segment: usize) -> bool {
    let (text, span) = (
        view.target.text(),
        view.target.document.segments()[segment].span,
    );
    let line = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    text[line..span.end].trim_start().starts_with('|') || span.of(text).contains('|')
}

/// Whether a segment stands in a block of running text, or in none.
fn is_running_text(view: &View<'_>, segment: usize) -> bool {
    view.target.document.block(segment).is_none_or(|block| {
        matches!(
            block.kind,
            BlockKind::Lines | BlockKind::Paragraph | BlockKind::Note | BlockKind::Cues
        )
    })
}

/// How many bytes the end of a sentence without 。 has that tells its style, and whether it is polite.
fn end_of(bare: &str) -> Option<(usize, bool)> {
    if NOUNS.iter().any(|noun| bare.ends_with(noun)) {
        return None;
    }
    let longest = |forms: &[&'static str]| {
        let ends = forms.iter().filter(|form| bare.ends_with(**form));
        ends.map(|form| form.len()).max()
    };
    let stem = ["ます", "ました"]
        .iter()
        .find_map(|end| bare.strip_suffix(end));
    let is_in_masu = stem.is_some_and(|stem| IN_MASU.iter().any(|verb| stem.ends_with(verb)));
    let polite = longest(&POLITE).filter(|_| !is_in_masu);
    let plain = longest(&PLAIN).or_else(|| verb_end(bare));
    let length = polite.max(plain)?;
    Some((length, plain < polite))
}

/// The last kana of a verb or adjective that stands behind a kanji: 示す, 書く, 高い.
fn verb_end(bare: &str) -> Option<usize> {
    let mut characters = bare.chars().rev();
    let last = characters.next()?;
    let is_end = DICTIONARY.contains(&last) || last == 'い';
    // 一つ is a noun.
    let is_behind_kanji = characters
        .next()
        .is_some_and(|c| class(c) == Class::Kanji && !"一二三四五六七八九十".contains(c));
    (is_end && is_behind_kanji).then_some(last.len_utf8())
}

fn is_dictionary_form(bare: &str) -> bool {
    bare.ends_with(DICTIONARY) && !LASTING.iter().any(|end| bare.ends_with(end))
}

/// How many quotation marks of a text open and close.
fn quotation_marks(text: &str) -> (i32, i32) {
    let bytes = text.as_bytes();
    let (mut opened, mut closed) = (0, 0);
    // The second byte of all of them is rare among kana and kanji.
    for second in memchr::memchr_iter(0x80, bytes) {
        match bytes[second - 1..].first_chunk() {
            // 「 and 『, “; 」 and 』, ”.
            Some([0xe3, _, 0x8c | 0x8e] | [0xe2, _, 0x9c]) => opened += 1,
            Some([0xe3, _, 0x8d | 0x8f] | [0xe2, _, 0x9d]) => closed += 1,
            _ => {}
        }
    }
    (opened, closed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_are_counted_by_their_bytes() {
        for (text, expected) in [
            ("", (0, 0)),
            ("「雨。」と『傘", (2, 1)),
            ("“a” 』む「", (2, 2)),
            ("ダムは、（〈無〉）。", (0, 0)),
        ] {
            assert_eq!(quotation_marks(text), expected, "{text}");
        }
    }
}
