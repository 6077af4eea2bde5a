//! The rules as SRX 2.0, so that a CAT tool cuts the same way as far as SRX can say it.
//!
//! In: segmenters, with what their callers added. Out: one SRX document, its rules made from the same lists as the
//! segmenter's. The expressions keep to what ICU, Java and most other engines have in common.

use crate::segment::Segmenter;
use crate::segment::lists::{Abbreviation, Lists, embedded_abbreviations, embedded_units};
use crate::text::Language;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- SRX sees a bounded stretch of text on both sides of one place. What it cannot say, and what is therefore cut
     otherwise than by taiyaku:
     - whether a bracket or quotation was ever closed, how long it is, and whether its host sentence goes on behind it:
       here a stop before a closing mark always ends a sentence, unless what follows is known to go on;
     - which lines of a hard-wrapped paragraph belong together: here every line end is up to the tool;
     - enumerations, counted through a paragraph;
     - paragraphs written without capitals, where a small letter begins a sentence;
     - which marks in square brackets and which emoji begin the sentences of a paragraph, as in a bibliography or a list;
     - faces drawn of marks, and clauses of plain style that an emoji ends;
     - addresses, emoticons, rules and headers of mail that end a sentence without a stop;
     - soft cuts. -->
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
<header segmentsubflows="yes" cascade="no">
<formathandle type="start" include="no"/>
<formathandle type="end" include="yes"/>
<formathandle type="isolated" include="no"/>
</header>
<body>
<languagerules>
"#;
const TAIL: &str = "</maprules>\n</body>\n</srx>\n";

/// Closing marks of English and of Japanese, as classes of an expression.
const ENGLISH_CLOSES: &str = r#"["”’'»)\]]"#;
const JAPANESE_CLOSES: &str = "[」』）”｣】〉》〕)]";
/// Kana and kanji.
/// Most emoji.
const PICTURES: &str = r"[\x{1F300}-\x{1FAFF}☀-☄☕♡-♬⚡✨❣❤]\x{FE0F}?";
const JAPANESE: &str = "[ぁ-ゖァ-ヺー々一-鿿]";

/// The rules of some segmenters, one a language, as an SRX 2.0 document; those of a language that is neither English
/// nor Japanese apply to all languages that no other covers. O(entries of the lists).
///
/// ```
/// use taiyaku::{Language, segment::{Segmenter, srx}};
///
/// let english = Segmenter::new(Language::English).with_abbreviation("Abt.");
/// let rules = srx::export(&[english, Segmenter::new(Language::Japanese)]);
/// assert!(rules.contains(r"\b(?i:abt)\."));
/// ```
#[must_use]
pub fn export(segmenters: &[Segmenter]) -> String {
    let mut out = String::from(HEAD);
    let mut maps = String::new();
    for segmenter in segmenters {
        let (name, pattern) = match segmenter.language {
            Language::English => ("English", "(?i)en.*"),
            Language::Japanese => ("Japanese", "(?i)ja.*"),
            Language::Other => ("Other", ".*"),
        };
        out.push_str(&format!("<languagerule languagerulename=\"{name}\">\n"));
        let mut rules = Rules { out: &mut out };
        rules.exceptions(&segmenter.lists);
        match segmenter.language {
            Language::Japanese => rules.japanese(&segmenter.lists),
            Language::English | Language::Other => {
                rules.english(&segmenter.lists, segmenter.language);
            }
        }
        out.push_str("</languagerule>\n");
        let map =
            format!("<languagemap languagepattern=\"{pattern}\" languagerulename=\"{name}\"/>\n");
        // The first pattern that matches counts.
        match segmenter.language {
            Language::Other => maps.push_str(&map),
            _ => maps.insert_str(0, &map),
        }
    }
    out.push_str("</languagerules>\n<maprules>\n");
    out.push_str(&maps);
    out.push_str(TAIL);
    out
}

/// The rules of one language; of those that match at a place, the first decides.
struct Rules<'o> {
    out: &'o mut String,
}

impl Rules<'_> {
    fn cut(&mut self, before: &str, after: &str) {
        self.rule("yes", before, after);
    }

    fn join(&mut self, before: &str, after: &str) {
        self.rule("no", before, after);
    }

    fn rule(&mut self, cuts: &str, before: &str, after: &str) {
        self.out.push_str(&format!(
            "<rule break=\"{cuts}\"><beforebreak>{}</beforebreak><afterbreak>{}</afterbreak></rule>\n",
            escape_xml(before),
            escape_xml(after)
        ));
    }

    /// What the caller wants never to be cut: at each stop inside it, and behind it.
    fn exceptions(&mut self, lists: &Lists) {
        for exception in &lists.exceptions {
            let text = &exception.text;
            for (at, _) in text.char_indices().skip(1) {
                self.join(&escape(&text[..at]), &escape(&text[at..]));
            }
            self.join(&escape(text), ".");
        }
    }

    /// The rules of English; another language has them without its abbreviations.
    fn english(&mut self, lists: &Lists, language: Language) {
        let starts = format!(r"\s+(?:{})\b", lists.all_starts().join("|"));
        let of_kind = |kind: Abbreviation| {
            alternation(
                embedded_abbreviations()
                    .filter(|a| a.1 == kind)
                    .map(|a| a.0),
            )
        };
        for own in &lists.own_abbreviations {
            let before = format!(r"\b(?i:{})\.", escape(own));
            self.cut(&before, &starts);
            self.join(&before, r"\s");
        }
        if language == Language::English {
            self.join(
                &format!(r"\b(?:{})\.", capitalised(&of_kind(Abbreviation::Name))),
                r"\s",
            );
            self.join(r"\b(?:v|vs)\.", r"\s");
            self.join(
                &format!(r"\b(?i:{})\.", of_kind(Abbreviation::Inner)),
                r"\s",
            );
            let numbered = format!(r"\b(?i:{})\.", of_kind(Abbreviation::Number));
            self.join(&numbered, r"\s+(?:\p{Ll}|\p{N}|[B-HJ-Z]\b|[IVXLC]{2,}\b)");
            let proper = format!(r"\b(?:{})\.", capitalised(&of_kind(Abbreviation::Proper)));
            let unit = format!(r"[0-9]\s?(?:{})\.", alternation(embedded_units()));
            let maybe = format!(r"\b(?i:{})\.", of_kind(Abbreviation::Maybe));
            for before in [proper, unit, maybe] {
                self.cut(&before, &starts);
                self.join(&before, r"\s");
            }
        }
        self.join(r"\b[A-HJ-Z]\.", r"\s+[A-Z]\.");
        for before in [r"\b\p{L}\.(?:\p{L}\.)+", r"\b[A-HJ-Z]\."] {
            self.cut(before, &starts);
            self.join(before, r"\s");
        }
        self.join(r"^\s*(?:[0-9]{1,3}|\p{L})\.\)?", r"\s");
        let stops = "[.!?…‼⁇⁈⁉]+";
        self.join(&format!(r"{stops}{ENGLISH_CLOSES}*"), r"\s+[\p{Ll}—–]");
        self.join(&format!(r"{stops}{ENGLISH_CLOSES}*"), r"\s*[,;:)\]”]");
        let tail = tail(lists);
        let ended = format!(r"{stops}{ENGLISH_CLOSES}*(?:\s?{tail})*");
        self.join(&ended, &format!(r"\s?{tail}"));
        self.cut(&ended, r"\s");
    }

    fn japanese(&mut self, lists: &Lists) {
        let stops = "[。！？｡．‼⁇⁈⁉]+";
        let quoted = format!("{stops}[」』”｣]+");
        // The longest word that follows decides.
        let mut words = lists.all_goes_on();
        words.sort_by_key(|(word, goes_on)| (std::cmp::Reverse(word.chars().count()), *goes_on));
        for group in words.chunk_by(|a, b| a.0.chars().count() == b.0.chars().count() && a.1 == b.1)
        {
            let after = alternation(group.iter().map(|(word, _)| *word));
            self.rule(
                if group[0].1 { "no" } else { "yes" },
                &quoted,
                &format!(r"\s*(?:{after})"),
            );
        }
        self.join(&format!("{stops}[）)〕]+"), &format!("{JAPANESE}|[、。]"));
        self.join(stops, &format!("[。！？｡‼⁇⁈⁉!?…♪☆★、，]|{JAPANESE_CLOSES}"));
        let tail = tail(lists);
        let ended = format!(r"{stops}{JAPANESE_CLOSES}*(?:\s?{tail})*");
        self.join(&ended, &format!(r"\s?{tail}"));
        self.join(stops, "[のを]");
        self.join("[0-9０-９]．", "[0-9０-９]");
        self.join("[A-Za-z]！", JAPANESE);
        self.cut(&ended, ".");
        let polite = alternation(lists.all_polite_ends());
        let ended = format!(r"(?:{polite})(?:\s?{tail})+");
        self.join(&ended, &format!(r"\s?{tail}"));
        self.cut(&ended, &format!(r"\s*{JAPANESE}"));
        self.join(&format!("{JAPANESE}[!?]+"), "[!?！？」』）)]");
        self.cut(&format!("{JAPANESE}[!?]+"), ".");
        self.cut(&format!("{JAPANESE}[♪★☆]"), r"\s");
    }
}

/// What belongs to the sentence before it, as one expression: note marks, emoji, reactions.
fn tail(lists: &Lists) -> String {
    let words: Vec<String> = lists.all_note_words().map(|word| escape(&word)).collect();
    let words = words.join("|");
    let reactions = alternation(lists.all_reactions());
    format!(
        r"(?:\[(?:[0-9]{{1,3}}|[a-z]|…|(?i:{words})(?:\s?[0-9]{{1,3}})?)\](?::\s?[0-9]+)?|[¹²³⁰⁴-⁹†‡]|{PICTURES}|[（(\[](?i:{reactions})[）)\]])"
    )
}

/// Literal text as an expression.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn escape_xml(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

fn alternation<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.map(escape).collect::<Vec<_>>().join("|")
}

/// The same alternatives, each with a capital, or capitals, where it has a small letter first.
fn capitalised(alternatives: &str) -> String {
    let capitalise = |word: &str| {
        let mut letters = word.chars();
        let first: String = letters
            .next()
            .into_iter()
            .flat_map(char::to_uppercase)
            .collect();
        format!("{first}(?i:{})", letters.as_str())
    };
    alternatives
        .split('|')
        .map(capitalise)
        .collect::<Vec<_>>()
        .join("|")
}
