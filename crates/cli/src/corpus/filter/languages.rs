//! Whether the sides of a pair are in English and in Japanese.
//!
//! In: a side. Out: whether it is surely in another language. O(bytes); `lingua` takes some 100 µs for a source.
//!
//! The script decides wherever it can: for the target always, for the source if it is not in Latin letters. `lingua` decides
//! between English and other languages in Latin letters. It compares with German and Spanish alone (11 MB of program): to be
//! told from English, most others need no model of their own (see `LEAST_ENGLISH`). Its feature `chinese` must stay off: with
//! it `lingua` takes kanji for Chinese even if it is asked about English and Japanese only, as the library asks it.

use lingua::Language::{English, German, Spanish};
use lingua::{LanguageDetector, LanguageDetectorBuilder};

/// A text of fewer letters is not judged by its script.
const LEAST_LETTERS: usize = 8;

/// `lingua` is asked only about words in lower case, because names are in no language. It needs at least this many letters.
const LEAST_LETTERS_OF_WORDS: usize = 14;
/// It gets at most this many letters: more cost time and change nothing.
const MOST_LETTERS_OF_WORDS: usize = 160;
/// A source with less probability of English is not English. Measured on the sources of 12,175 good pairs and on 94 short
/// sentences in 19 other languages: of the former 17 are dropped (.14 %, half of them titles of a few technical words), of
/// the latter 81 are found, and of 75 pairs of neighbours among them 68. With French too, at .33, 20 are dropped and 82
/// found; with French, Italian, Portuguese and Dutch too, at .2, 12 and 86 (the last without the rule of foreign letters).
const LEAST_ENGLISH: f64 = 0.45;
/// A source is not English if at least two words, and at least one word in three, have a letter that English does not have.
const LEAST_FOREIGN_WORDS: usize = 2;
const ONE_FOREIGN_WORD_IN: usize = 3;

/// A target without kana is Chinese if it has this many kanji and is a sentence, or has one of [`CHINESE`]; or if it has very
/// many. Of 12,175 Japanese sentences and titles none without kana has more than 22 kanji.
const LEAST_HAN: usize = 6;
const TOO_MANY_HAN: usize = 40;
/// Japanese dates and amounts have no kana, and may end with a mark: 令和五年十月一日。
const DATES: &str =
    "〇一二三四五六七八九十百千万億年月日時分秒円前後令和平成昭和大正明治西暦土金木水火";
/// Chinese brands have a の now and then. With this many kanji for each kana, a text counts as one without kana.
const HAN_FOR_A_KANA: usize = 20;
/// Characters that hardly a Chinese sentence lacks and hardly a Japanese one has: words of Chinese grammar, and simplified
/// forms that Japan writes in another way.
const CHINESE: &str = "们們这這那哪吗嗎呢吧啊你您她它很没沒么麼还给让从对为说样经觉认识关间东车马见电话语书买卖头应谁请谢\
                       过发开长问门现进动实业产员务设计该单则时";

/// A target is not Japanese if it has at least four plain words in lower case, and at least 20 Latin letters for each Japanese
/// one.
const LEAST_LATIN_WORDS: usize = 4;
const LATIN_FOR_A_JAPANESE_LETTER: usize = 20;

/// The model that tells English from other languages. It is loaded when it is first asked.
///
/// `lingua` adds up its logarithms in the order of a set that is hashed at random, so the last of the 53 bits of a probability
/// change from run to run. A source would have to be within some 1e-14 of [`LEAST_ENGLISH`] to be judged in two ways.
pub(super) struct Languages {
    detector: LanguageDetector,
}

impl Languages {
    pub(super) fn new() -> Languages {
        let languages = [English, German, Spanish];
        Languages {
            detector: LanguageDetectorBuilder::from_languages(&languages).build(),
        }
    }

    /// Whether a source is surely not English. Short text, names, numbers and code are not sure.
    pub(super) fn is_not_english(&self, text: &str) -> bool {
        let letters = Letters::of(text);
        if LEAST_LETTERS <= letters.all() && letters.latin * 2 < letters.all() {
            return true;
        }
        let words = Words::of(text);
        if LEAST_FOREIGN_WORDS <= words.n_foreign
            && words.n <= words.n_foreign * ONE_FOREIGN_WORD_IN
        {
            return true;
        }
        LEAST_LETTERS_OF_WORDS <= words.n_letters
            && self
                .detector
                .compute_language_confidence(words.text, English)
                < LEAST_ENGLISH
    }
}

/// Whether a target is surely not Japanese. Short text, names, numbers and titles of kanji are not sure.
pub(super) fn is_not_japanese(text: &str) -> bool {
    let letters = Letters::of(text);
    let is_foreign = LEAST_LETTERS <= letters.all() && letters.all() < letters.other * 2;
    let is_kanji = letters.kana * HAN_FOR_A_KANA <= letters.han;
    let is_chinese = is_kanji
        && (TOO_MANY_HAN <= letters.han
            || LEAST_HAN <= letters.han && text.contains(|c| CHINESE.contains(c)));
    // A Japanese sentence has kana. What has none is a title, a date or an amount.
    let is_sentence = text.contains(['。', '，', '！', '？']);
    let n_words = text
        .chars()
        .filter(|&c| is_han(c) && !DATES.contains(c))
        .count();
    let is_chinese = is_chinese || is_kanji && is_sentence && LEAST_HAN <= n_words;
    let japanese = letters.kana + letters.han;
    let is_latin = japanese * LATIN_FOR_A_JAPANESE_LETTER <= letters.latin;
    is_foreign || is_chinese || is_latin && LEAST_LATIN_WORDS <= Words::of(text).n
}

fn is_han(c: char) -> bool {
    matches!(
        c,
        '々'..='〇'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}'
    )
}

/// The letters of a text by their script.
#[derive(Default)]
struct Letters {
    latin: usize,
    kana: usize,
    han: usize,
    other: usize,
}

impl Letters {
    fn of(text: &str) -> Letters {
        let mut letters = Letters::default();
        for c in text.chars().filter(|c| c.is_alphabetic()) {
            *match c {
                'ぁ'..='ゟ' | '゠'..='ヿ' | 'ㇰ'..='ㇿ' | 'ｦ'..='ﾟ' => &mut letters.kana,
                _ if is_han(c) => &mut letters.han,
                '\0'..='\u{24f}' | 'Ḁ'..='ỿ' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => {
                    &mut letters.latin
                }
                _ => &mut letters.other,
            } += 1;
        }
        letters
    }

    fn all(&self) -> usize {
        self.latin + self.kana + self.han + self.other
    }
}

/// The words of a text that are in lower case, and neither numbers nor code.
#[derive(Default)]
struct Words {
    /// The words with blanks between them, up to a bound.
    text: String,
    n_letters: usize,
    n: usize,
    /// Words with a letter that English has not.
    n_foreign: usize,
}

impl Words {
    fn of(text: &str) -> Words {
        let mut words = Words::default();
        let tokens = text.split_whitespace();
        let tokens = tokens.map(|token| token.trim_matches(|c: char| !c.is_alphanumeric()));
        for word in tokens.filter(|word| is_plain_word(word)) {
            words.n += 1;
            words.n_foreign += usize::from(!word.chars().all(|c| c.is_ascii() || c == '’'));
            if words.n_letters < MOST_LETTERS_OF_WORDS {
                words.n_letters += word.chars().filter(|c| c.is_alphabetic()).count();
                words.text.push_str(word);
                words.text.push(' ');
            }
        }
        words
    }
}

fn is_plain_word(word: &str) -> bool {
    let is_latin = |c: char| c.is_lowercase() && (c <= '\u{24f}' || ('Ḁ'..='ỿ').contains(&c));
    !word.is_empty() && word.chars().all(|c| is_latin(c) || "'’-".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_that_is_not_english_is_told() {
        let languages = Languages::new();
        for (name, text, expected) in [
            ("empty", "", false),
            ("English", "The boat left the harbour at dawn.", false),
            ("English of one word", "Nevertheless!", false),
            ("name", "Antoine de Saint-Exupéry", false),
            ("names", "José García and Zoë Müller were there too.", false),
            (
                "borrowed words",
                "The café beside the old harbour serves crème brûlée and a good soup.",
                false,
            ),
            ("numbers", "12.5 % / 1,024 × 3", false),
            ("code", "let x = foo::bar(baz, 42);", false),
            ("quoted", "The word 雨 means rain.", false),
            ("Japanese of two letters", "東京", false),
            ("Japanese", "船は夜明けに港を出た。", true),
            ("Russian", "Корабль вышел из гавани на рассвете.", true),
            ("Korean", "배는 새벽에 항구를 떠났다.", true),
            (
                "German",
                "Bitte stimmen Sie der Verwendung von Cookies zu, bevor Sie weiterlesen.",
                true,
            ),
            (
                "Spanish",
                "Mi vecina canta todas las mañanas bajo la lluvia.",
                true,
            ),
            (
                "French",
                "Ils ne savent pas encore quand le prochain bateau partira.",
                true,
            ),
            (
                "Italian",
                "Le signore hanno comprato le scarpe che erano nella vetrina.",
                true,
            ),
            (
                "Portuguese",
                "Ele não sabia o que responder à professora.",
                true,
            ),
            (
                "Dutch",
                "Mijn buurvrouw zingt elke ochtend in de regen.",
                true,
            ),
            ("Vietnamese", "Chúng tôi trồng một cây táo sau nhà.", true),
            ("Polish", "Moja sąsiadka śpiewa co rano w deszczu.", true),
        ] {
            assert_eq!(languages.is_not_english(text), expected, "{name}");
        }
    }

    #[test]
    fn a_target_that_is_not_japanese_is_told() {
        for (name, text, expected) in [
            ("Chinese, traditional", "我喜歡喝熱茶，不喜歡喝咖啡。", true),
            ("Chinese, a statement", "政府宣布新的經濟政策。", true),
            (
                "a date of kanji",
                "開催日時：令和五年十月二十一日（土）午後三時。",
                false,
            ),
            ("a title of kanji", "東京大学大学院工学系研究科", false),
            ("a list of kanji", "春、夏、秋、冬、雨期、乾期", false),
            ("empty", "", false),
            ("Japanese", "船は夜明けに港を出た。", false),
            (
                "title of kanji",
                "国立研究開発法人産業技術総合研究所",
                false,
            ),
            ("headline of kanji", "首相、来週訪米へ", false),
            ("names of kanji", "山田太郎、鈴木一郎、佐藤花子", false),
            ("name", "GitHub Enterprise Server", false),
            ("terms", "install コマンドを run する", false),
            ("half-width kana", "ﾌﾈﾊﾖｱｹﾆﾐﾅﾄｦﾃﾞﾀ", false),
            ("numbers", "2024/05/01 12:30", false),
            ("English", "The boat left the harbour at dawn.", true),
            (
                "a word of Japanese in English",
                "the boat that left the harbour at dawn was called 丸",
                true,
            ),
            ("simplified Chinese", "船在黎明时离开了港口。", true),
            ("traditional Chinese", "他們在黎明離開了港口。", true),
            (
                "Chinese with a kana",
                "我们在黎明之前离开了那个很大的港口，没有の人知道。",
                true,
            ),
            ("Korean", "배는 새벽에 항구를 떠났다.", true),
            ("Russian", "Корабль вышел из гавани.", true),
        ] {
            assert_eq!(is_not_japanese(text), expected, "{name}");
        }
    }
}
