//! What a text is written in: [`Census`] counts scripts and words of grammar, [`Census::looks_like`] names the language.
//!
//! In: any text. Out: counts, a [`LooksLike`], and words that tell a user what was seen. One pass, O(n).

use std::borrow::Cow;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::page::profile::{Script, is_grammar, script};
use crate::text::han::is_on_simplified_radical;

/// The language that a text looks to be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LooksLike {
    Nothing,
    English,
    Japanese,
    Other(&'static str),
}

impl LooksLike {
    /// What a message calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            LooksLike::Nothing => "no text in letters",
            LooksLike::English => "English",
            LooksLike::Japanese => "Japanese",
            LooksLike::Other(name) => name,
        }
    }
}

/// Letters and words counted by script.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Census {
    pub(super) kana: usize,
    pub(super) han: usize,
    /// Latin letters, accented ones included.
    pub(super) latin: usize,
    pub(super) accented: usize,
    /// Words in Latin letters, and those of them that are lower-case or of English grammar.
    pub(super) words: usize,
    pub(super) lower: usize,
    pub(super) grammar: usize,
    /// Characters of the kanji that Chinese writes and Japanese does not, and the other way round.
    chinese: usize,
    japanese_forms: usize,
    /// Kanji in lines without kana that show Chinese characters, and in those that only run on like a sentence.
    chinese_lines: usize,
    bare_sentences: usize,
    /// Kana and kanji in lines with as much hiragana as a Japanese sentence has.
    running: usize,
    scripts: [usize; SCRIPTS.len()],
    foreign: Vec<usize>,
}

const SCRIPTS: [(Script, &str); 9] = [
    (Script::Hangul, "Korean"),
    (Script::Cyrillic, "Cyrillic"),
    (Script::Greek, "Greek"),
    (Script::Arabic, "Arabic"),
    (Script::Hebrew, "Hebrew"),
    (Script::Thai, "Thai"),
    (Script::Devanagari, "Devanagari"),
    (Script::OtherLetter, "other"),
    (Script::FullLatin, "full-width Latin"),
];

/// Kanji from which a line is more than a heading.
const BARE: usize = 8;
/// Hiragana of a line from which it is a sentence and not a heading such as 「お知らせ」, and its kana and kanji for one of them
/// at most. In Chinese hiragana stand in a name at most.
const SENTENCE_HIRAGANA: usize = 6;
const LETTERS_FOR_A_HIRAGANA: usize = 4;
/// Kana and kanji of a text for one in a Japanese sentence, up to which the text is Japanese whatever the rest looks like: an
/// address list with a closing sentence, or a record with passages quoted in Chinese.
const LETTERS_FOR_ONE_RUNNING: usize = 12;
/// Marks that a sentence has inside or at its end; 、 and ・ part the items of a list too.
const SENTENCE_MARKS: [char; 6] = ['。', '，', '！', '？', '；', '｡'];

impl Census {
    pub(super) fn of(text: &str) -> Self {
        let mut census = Census {
            foreign: vec![0; foreign().names.len()],
            ..Census::default()
        };
        for line in text.split(['\n', '\r']) {
            census.line(line);
        }
        census
    }

    fn line(&mut self, line: &str) {
        let (kana, han) = (self.kana, self.han);
        let (chinese, japanese_forms) = (self.chinese, self.japanese_forms);
        let mut hiragana = 0;
        // Where the word under way begins.
        let mut word = None;
        for (at, c) in line.char_indices() {
            let kind = script(c);
            match kind {
                Script::Hiragana | Script::Katakana => self.kana += 1,
                Script::Han => {
                    self.han += 1;
                    match writer(c) {
                        Some(Writer::Chinese) => self.chinese += 1,
                        Some(Writer::Japanese) => self.japanese_forms += 1,
                        None => {}
                    }
                }
                Script::Latin | Script::Accented => self.latin += 1,
                Script::Space | Script::Mark | Script::Digit => {}
                _ => {
                    if let Some(script) = SCRIPTS.iter().position(|&(named, _)| named == kind) {
                        self.scripts[script] += 1;
                    }
                }
            }
            hiragana += usize::from(kind == Script::Hiragana);
            self.accented += usize::from(kind == Script::Accented);
            if matches!(kind, Script::Latin | Script::Accented) {
                word.get_or_insert(at);
            } else if let Some(start) = word.take_if(|_| !matches!(c, '\'' | '’')) {
                self.word(&line[start..at]);
            }
        }
        if let Some(start) = word {
            self.word(&line[start..]);
        }
        let letters = self.kana + self.han - kana - han;
        if SENTENCE_HIRAGANA <= hiragana && letters <= hiragana * LETTERS_FOR_A_HIRAGANA {
            self.running += letters;
        }
        if self.kana != kana || self.han < han + BARE {
            return;
        }
        if self.japanese_forms - japanese_forms < self.chinese - chinese {
            self.chinese_lines += self.han - han;
        } else if self.japanese_forms == japanese_forms && line.contains(SENTENCE_MARKS) {
            self.bare_sentences += self.han - han;
        }
    }

    /// A word, which begins with a letter.
    fn word(&mut self, word: &str) {
        let bare = word.trim_end_matches(['\'', '’']);
        self.words += 1;
        self.lower += usize::from(!bare.contains(char::is_uppercase));
        let folded = match bare.bytes().all(|byte| byte.is_ascii_lowercase()) {
            true => Cow::Borrowed(bare),
            false => Cow::Owned(bare.replace('’', "'").to_lowercase()),
        };
        self.grammar += usize::from(is_grammar(&folded));
        if let Some(languages) = foreign().words.get(&*folded) {
            for &language in languages {
                self.foreign[language] += 1;
            }
        }
    }

    /// Kana and kanji.
    pub(super) fn japanese(&self) -> usize {
        self.kana + self.han
    }

    /// Letters in none of kana, kanji and Latin, with the name of the script that has most of them.
    pub(super) fn other(&self) -> (usize, &'static str) {
        let counted = SCRIPTS.len() - 1;
        let most = (0..counted).max_by_key(|&script| (self.scripts[script], counted - script));
        let name = most.map_or("other", |script| SCRIPTS[script].1);
        (self.scripts[..counted].iter().sum(), name)
    }

    /// The language of the words in Latin letters, if there are enough of them to recognise one other than English.
    pub(super) fn foreign(&self) -> Option<&'static str> {
        let names = &foreign().names;
        let best = (0..names.len())
            .max_by_key(|&language| (self.foreign[language], names.len() - language))?;
        let hits = self.foreign[best];
        if 4 <= hits && self.grammar * 3 < hits * 2 && self.words <= hits * 12 {
            return Some(names[best]);
        }
        let strange =
            8 <= self.words && self.latin < self.accented * 25 && self.grammar * 10 < self.words;
        strange.then_some("a language in accented Latin letters")
    }

    /// Whether the kanji are Chinese rather than Japanese. Kanji without kana alone do not show it: names, addresses
    /// and tables are written so in Japanese. Chinese characters do, or whole sentences without kana. Sentences in Japanese
    /// overrule both: the text has Japanese then, whatever else it has.
    pub(super) fn is_chinese(&self) -> bool {
        let has_sentences = self.japanese() <= self.running * LETTERS_FOR_ONE_RUNNING;
        if self.chinese < self.japanese_forms || has_sentences {
            return false;
        }
        let marked = 2 <= self.chinese && self.han < self.chinese * 25;
        let in_sentences =
            20 <= self.han && self.han <= 2 * (self.chinese_lines + self.bare_sentences);
        (10 <= self.han && self.kana * 20 < self.han && (marked || in_sentences))
            || (marked && self.kana * 8 < self.han)
            || (40 <= self.chinese_lines && self.japanese() < 2 * self.chinese_lines)
    }

    /// The language that most of the text is in. A Japanese character is about two letters of English, and English
    /// inside Japanese is commoner than the other way round.
    pub(super) fn looks_like(&self) -> LooksLike {
        let (other, script) = self.other();
        let japanese = self.japanese();
        if japanese + self.latin + other == 0 {
            return LooksLike::Nothing;
        }
        if japanese.max(self.latin / 3) < other {
            return LooksLike::Other(script);
        }
        if self.latin < japanese * 3 {
            return if self.is_chinese() {
                LooksLike::Other("Chinese")
            } else {
                LooksLike::Japanese
            };
        }
        match self.foreign() {
            Some(name) => LooksLike::Other(name),
            None => LooksLike::English,
        }
    }

    /// What the text holds, for a message: "812 Japanese characters and 3 words in Latin letters".
    pub(super) fn describe(&self) -> String {
        let mut parts = Vec::new();
        if 0 < self.japanese() {
            let name = if self.is_chinese() {
                "Chinese"
            } else {
                "Japanese"
            };
            parts.push(count(self.japanese(), &format!("{name} character")));
        }
        if 0 < self.words {
            let name = match self.foreign() {
                Some("a language in accented Latin letters") => "accented Latin",
                Some(name) => name,
                None => "English",
            };
            parts.push(count(self.words, &format!("{name} word")));
        }
        if let (letters @ 1.., script) = self.other() {
            parts.push(count(letters, &format!("{script} letter")));
        }
        match parts.pop() {
            None => "no letters".to_owned(),
            Some(last) if parts.is_empty() => last,
            Some(last) => format!("{} and {last}", parts.join(", ")),
        }
    }
}

/// "1 word", "2 words".
pub(super) fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// The one language of the two that writes a kanji.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writer {
    Chinese,
    Japanese,
}

/// Which of Chinese and Japanese writes a kanji, where the other does not (`data/page/kanji.txt`).
fn writer(kanji: char) -> Option<Writer> {
    static WRITERS: OnceLock<FxHashMap<char, Writer>> = OnceLock::new();
    if is_on_simplified_radical(kanji) {
        return Some(Writer::Chinese);
    }
    let writers = WRITERS.get_or_init(|| {
        let mut writers = FxHashMap::default();
        for (name, kanji) in include_str!("../../data/page/kanji.txt")
            .lines()
            .filter_map(|line| line.split_once('\t'))
        {
            let writer = match name {
                "Chinese" => Writer::Chinese,
                _ => Writer::Japanese,
            };
            writers.extend(kanji.chars().map(|c| (c, writer)));
        }
        writers
    });
    writers.get(&kanji).copied()
}

/// `data/page/foreign.txt`: names of languages, and which of them each word is grammar of.
struct Foreign {
    names: Vec<&'static str>,
    words: FxHashMap<&'static str, Vec<usize>>,
}

fn foreign() -> &'static Foreign {
    static FOREIGN: OnceLock<Foreign> = OnceLock::new();
    FOREIGN.get_or_init(|| {
        let mut names = Vec::new();
        let mut words: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        let lines = include_str!("../../data/page/foreign.txt").lines();
        for (name, list) in lines
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
        {
            for word in list.split_whitespace() {
                words.entry(word).or_default().push(names.len());
            }
            names.push(name);
        }
        Foreign { names, words }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! rows {
        ($($name:ident, $text:expr, $found:expr;)*) => {$(
            #[test]
            fn $name() {
                let census = Census::of($text);
                assert_eq!(census.looks_like(), $found, "{}", census.describe());
            }
        )*};
    }

    rows! {
        empty, " \n", LooksLike::Nothing;
        digits, "12 – 34", LooksLike::Nothing;
        english, "The river had risen again in the night.", LooksLike::English;
        japanese, "川の水は夜のうちにまた増えていた。", LooksLike::Japanese;
        japanese_with_latin, "Rust の Cargo で crate を公開する。", LooksLike::Japanese;
        kanji_heading, "第一章 序論", LooksLike::Japanese;
        chinese, "河水在夜里又涨了。我们没有时间了，你们快走吧。", LooksLike::Other("Chinese");
        traditional, "這條河的水在夜裡又漲了，我們沒有時間說話了。", LooksLike::Other("Chinese");
        kanji_names, "山田太郎\n佐藤一郎\n中村正三\n小林次郎\n高橋新一\n伊藤正", LooksLike::Japanese;
        kanji_address, "東京都港区芝公園四丁目二番八号 山本第三法律事務所 北川三郎", LooksLike::Japanese;
        kanji_in_japanese_forms, "取引先一覧、銀座本店、神戸支店、大蔵省、日本郵便、帝国図書館。", LooksLike::Japanese;
        passing_and_returning, "通過 没収 還元 過去 返還 経過 没入 過程 生還 没後 過去 還暦", LooksLike::Japanese;
        kanji_with_chinese_names, "出席者\n邓小平\n田中角栄\n大平正芳\n園田直\n福田赳夫\n中島敏次郎", LooksLike::Japanese;
        simplified_headings, "公司简介 成立时间 注册资本 联系电话 营业范围 企业负责人", LooksLike::Other("Chinese");
        classical_sentences, "學而時習之，不亦悅乎。有朋自遠方來，不亦樂乎。人不知而不慍，不亦君子乎。", LooksLike::Other("Chinese");
        sentences_over_a_list_in_kanji, "会社概要\n社名　北川製作株式会社\n設立　昭和四十二年五月八日\n所在地　大阪府大阪市中央区本町三丁目五番\n\
            取締役社長　中村次郎\n資本金　三千万円\n主要取引先　大阪市役所、日本大学付属病院\nねじを作る会社です。", LooksLike::Japanese;
        korean, "밤사이에 강물이 다시 불어났다.", LooksLike::Other("Korean");
        russian, "Ночью вода в реке снова поднялась.", LooksLike::Other("Cyrillic");
        french, "La rivière avait encore monté dans la nuit, et les champs étaient sous l'eau.", LooksLike::Other("French");
        german, "Der Fluss war in der Nacht wieder gestiegen und die Felder standen unter Wasser.", LooksLike::Other("German");
        english_with_accents, "The café served crème brûlée to a naïve fiancé from the old town.", LooksLike::English;
        english_abroad, "The Rue de la Paix and the Avenue des Gobelins were both closed, so we went along the river.", LooksLike::English;
    }
}
