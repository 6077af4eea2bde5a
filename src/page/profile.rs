//! How Japanese or English one line looks, from its script alone: [`score`].
//!
//! In: a line or a cell. Out: nats for Japanese (positive) against English (negative), 0 where nothing tells: a URL,
//! a number, code. One pass over the characters, O(n).

use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use crate::text::brackets::opened_by;
use crate::text::script::{Class, class, is_full_width};

/// The script of one character, as far as a page needs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Hiragana,
    Katakana,
    Han,
    Latin,
    Accented,
    FullLatin,
    Digit,
    Hangul,
    Cyrillic,
    Greek,
    Arabic,
    Hebrew,
    Thai,
    Devanagari,
    OtherLetter,
    Mark,
    Space,
}

/// The script of a character: its class, or for a character of no class the script that only a page distinguishes.
pub(super) fn script(c: char) -> Script {
    match class(c) {
        Class::Hiragana => Script::Hiragana,
        Class::Katakana => Script::Katakana,
        Class::Kanji => Script::Han,
        Class::Digit => Script::Digit,
        Class::Space => Script::Space,
        Class::Latin => match c {
            _ if c.is_ascii() => Script::Latin,
            _ if is_full_width(c) => Script::FullLatin,
            'ª' | 'º' => Script::Mark,
            _ => Script::Accented,
        },
        Class::Other => other_script(c),
    }
}

/// The script of a character whose class is `Other`.
fn other_script(c: char) -> Script {
    match c {
        '\0'..='\u{7f}' | '×' | '÷' => Script::Mark,
        // Voicing marks of decomposed kana.
        '\u{3097}'..='\u{309c}' => Script::Hiragana,
        '\u{1b000}'..='\u{1b16f}' => Script::Katakana,
        '\u{2e80}'..='\u{2fdf}' => Script::Han,
        '\u{300}'..='\u{36f}' => Script::Accented,
        '\u{ac00}'..='\u{d7ff}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' => {
            Script::Hangul
        }
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' => Script::Arabic,
        '\u{590}'..='\u{5ff}' => Script::Hebrew,
        '\u{e00}'..='\u{e7f}' => Script::Thai,
        '\u{900}'..='\u{97f}' => Script::Devanagari,
        _ if c.is_alphabetic() => Script::OtherLetter,
        _ => Script::Mark,
    }
}

/// Whether a character is written in Japanese letters: kana or kanji.
pub(super) fn is_japanese(c: char) -> bool {
    matches!(script(c), Script::Hiragana | Script::Katakana | Script::Han)
}

/// Whether a lower-case word is one of English grammar (`data/page/english.txt`).
pub(super) fn is_grammar(word: &str) -> bool {
    static WORDS: OnceLock<FxHashSet<&str>> = OnceLock::new();
    WORDS
        .get_or_init(|| {
            include_str!("../../data/page/english.txt")
                .lines()
                .filter(|line| !line.starts_with('#'))
                .flat_map(str::split_whitespace)
                .collect()
        })
        .contains(word)
}

/// Nats for Japanese against English. The weights order what a reader goes by: a word of English grammar outweighs
/// a name, a particle after a Latin word outweighs the word, and what is quoted counts little beside its frame.
/// They are set by reason, not fitted; the answer is used through sums over lines and is capped at 25.
pub(super) fn score(line: &str) -> f64 {
    let mut scan = Scan::default();
    scan.run(line);
    scan.total(line)
}

/// What was seen at one depth of quotes and brackets.
#[derive(Debug, Default, Clone, Copy)]
struct Sum {
    japanese: f64,
    english: f64,
    hiragana: usize,
    letters: usize,
}

impl Sum {
    fn add(&mut self, other: Sum) {
        self.japanese += other.japanese;
        self.english += other.english;
        self.hiragana += other.hiragana;
        self.letters += other.letters;
    }
}

#[derive(Debug, Default)]
struct Scan {
    /// Open quotes and brackets: what closes each, and the sum of what stood around it.
    open: Vec<(char, Sum)>,
    here: Sum,
    inner: Sum,
    symbols: usize,
    grammar: usize,
}

/// The marks that set text apart from the line around it, and how many may be open at once.
const FRAMES: [char; 7] = ['"', '“', '「', '『', '(', '（', '《'];
const DEEPEST: usize = 8;

/// First kana of particles, and the nats for one that follows a Latin word.
const PARTICLES: &str = "はがをにでともへやのかなよりまら";
const PARTICLE_BEHIND_LATIN: f64 = 5.0;

impl Scan {
    fn run(&mut self, line: &str) {
        let mut rest = line;
        let mut after_latin = false;
        while let Some(c) = rest.chars().next() {
            let kind = script(c);
            let taken = match kind {
                Script::Latin | Script::Accented | Script::Digit | Script::FullLatin => {
                    after_latin = true;
                    self.word(rest)
                }
                Script::Hiragana | Script::Katakana | Script::Han => {
                    let particle = if after_latin {
                        PARTICLE_BEHIND_LATIN
                    } else {
                        0.0
                    };
                    let taken = self.run_of_japanese(rest, particle);
                    after_latin = false;
                    taken
                }
                _ => {
                    self.mark(c);
                    after_latin &= kind == Script::Space || matches!(c, ')' | '）' | '"' | '”');
                    c.len_utf8()
                }
            };
            rest = &rest[taken..];
        }
        while let Some((_, around)) = self.open.pop() {
            self.here.add(around);
        }
    }

    /// Takes one Latin word, number, path or address; returns its length in bytes.
    fn word(&mut self, rest: &str) -> usize {
        let mut end = 0;
        for (at, c) in rest.char_indices() {
            match script(c) {
                Script::Latin | Script::Accented | Script::Digit | Script::FullLatin => {
                    end = at + c.len_utf8();
                }
                _ if "-._/:@#~%=&?+'’\\".contains(c) && at < end + 3 => {}
                _ => break,
            }
        }
        let word = &rest[..end];
        self.here.letters += word.chars().filter(|&c| script(c) != Script::Digit).count();
        self.here.english += self.word_weight(word);
        end
    }

    fn word_weight(&mut self, word: &str) -> f64 {
        if word.contains(|c: char| c.is_numeric() || "_/:@#~%=&?+\\.".contains(c)) {
            return 0.0;
        }
        if word.chars().any(|c| script(c) == Script::FullLatin) {
            return 0.0;
        }
        let upper = word.chars().filter(|c| c.is_uppercase()).count();
        let length = word.chars().count();
        if upper == length {
            return if length == 1 { 0.5 } else { 0.3 };
        }
        if length == 1 {
            return 0.3;
        }
        let folded = word.to_lowercase().replace('’', "'");
        if is_grammar(&folded) {
            self.grammar += 1;
            return 3.0;
        }
        match upper {
            0 => 1.5,
            1 => 0.8,
            _ => 0.5,
        }
    }

    /// Takes a run of kana and kanji, where a particle at its beginning is worth `particle`; returns its length in bytes.
    fn run_of_japanese(&mut self, rest: &str, particle: f64) -> usize {
        let end = rest
            .char_indices()
            .find(|&(_, c)| !is_japanese(c) && c != '・' && c != '･')
            .map_or(rest.len(), |(at, _)| at);
        let run = &rest[..end];
        let length = run.chars().count();
        let hiragana = run
            .chars()
            .filter(|&c| script(c) == Script::Hiragana)
            .count();
        let mut weight = 1.5 + 0.5 * length as f64;
        if hiragana > 0 {
            weight += 1.0;
        }
        if run.starts_with(|c| PARTICLES.contains(c)) {
            weight += particle;
        }
        self.here.japanese += weight;
        self.here.hiragana += hiragana;
        self.here.letters += length;
        end
    }

    fn mark(&mut self, c: char) {
        match c {
            '。' | '、' | '｡' | '､' => self.here.japanese += 2.0,
            '？' | '！' | '：' | '～' | '〜' => self.here.japanese += 1.0,
            '{' | '}' | ';' | '=' | '<' | '>' | '_' | '$' | '|' | '\\' | '&' | '*' | '+' | '`' => {
                self.symbols += 1;
            }
            _ => {}
        }
        if matches!(c, '(' | ')' | '[' | ']' | '/' | '#') {
            self.symbols += 1;
        }
        if let Some(&(close, around)) = self.open.last()
            && close == c
        {
            self.open.pop();
            self.inner.add(self.here);
            self.here = around;
            return;
        }
        let pair = opened_by(c).filter(|_| FRAMES.contains(&c));
        if let Some(pair) = pair.filter(|_| self.open.len() < DEEPEST) {
            self.open.push((pair.close, self.here));
            self.here = Sum::default();
        }
    }

    fn total(mut self, line: &str) -> f64 {
        let framed = self.here.letters > 0;
        if !framed {
            self.here.add(self.inner);
            self.inner = Sum::default();
        }
        let Sum {
            mut japanese,
            mut english,
            hiragana,
            ..
        } = self.here;
        // Japanese grammar around a quotation makes it a Japanese line, however long the quotation.
        english += self.inner.english * if 0 < hiragana { 0.1 } else { 0.5 };
        japanese += self.inner.japanese * 0.3;
        let letters = line.chars().filter(|c| !c.is_whitespace()).count();
        let command = line.contains(" --") && !line.contains("-- ");
        if self.grammar < 3 && (letters < self.symbols * 7 || command) {
            english *= 0.2;
        } else if self.grammar == 0 {
            english *= 0.7;
        }
        let end = line.trim_end();
        let closed =
            end.trim_end_matches(['.', '!', '?', '"', '”', ')', '。', '！', '？', '」', '）']);
        match closed.chars().next_back().map(script) {
            Some(Script::Hiragana) if !end.ends_with('.') => japanese += 3.0,
            Some(Script::Han | Script::Katakana) if !end.ends_with('.') => japanese += 1.5,
            Some(Script::Latin) if 0.0 < english => {
                english += if closed.len() < end.len() { 3.5 } else { 0.5 }
            }
            _ => {}
        }
        (japanese - english).clamp(-25.0, 25.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! rows {
        ($($name:ident, $line:expr, $sign:expr;)*) => {$(
            #[test]
            fn $name() {
                let score = score($line);
                let sign = if 1.0 < score { 1 } else if score < -1.0 { -1 } else { 0 };
                assert_eq!(sign, $sign, "{score} for {:?}", $line);
            }
        )*};
    }

    rows! {
        japanese_sentence, "駅前の店は朝七時に開く。", 1;
        english_sentence, "The shop by the station opens at seven.", -1;
        kanji_heading, "関連記事", 1;
        short_answer, "Yes.", -1;
        mostly_latin, "GitHub Actions と Azure Pipelines", 1;
        particle_after_name, "Rust Foundation の Board of Directors", 1;
        names_before_predicate, "OpenSSL、LibreSSL、BoringSSL", 1;
        english_with_japanese_word, "The word 木漏れ日 means sunlight that filters through leaves.", -1;
        english_with_kana, "Tokyo's さくら festival opens on Friday", -1;
        english_quoted_in_japanese, "彼女は “I would rather walk than take the bus in this weather” と笑った。", 1;
        japanese_quoted_in_english, "She calls it \"もったいない\" and means it.", -1;
        speech_by_a_japanese, "\"Oh, not again,\" said 田中.", -1;
        half_width_kana, "ﾃｽﾄｹｯｶ ﾊ ﾘｮｳｺｳ", 1;
        decomposed_kana, "か\u{3099}っこうて\u{3099}す", 1;
        url, "https://example.org/a/b?c=d", 0;
        number, "2,310.5 %", 0;
        code, "let x = f(a, b) + c[0];", 0;
        nothing, "", 0;
        accents_in_english, "The café on the corner of the old square is closed.", -1;
        wide_latin, "ＡＢＣ", 0;
    }
}
