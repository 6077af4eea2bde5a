//! A text of before 1946 as it would be spelled today, so that its words are found in the dictionary.
//!
//! In: the segments of a document whose [`OldSpelling`] is known. Out: each as a [`Folded`] text whose spans lead back, or none
//! if nothing in it is old. O(characters), and nothing for a document of today.

mod kana;
mod okurigana;
mod words;

use crate::anchor::spelling::kana::Spelled;
use crate::lexicon::Lexicon;
use crate::text::fold::Folded;
use crate::text::old_spelling::{OldSpelling, new_kanji};
use crate::text::{Document, Language, Prose, Span};

/// Spells the segments of a document as they would be today.
#[derive(Clone, Copy)]
pub(super) struct Speller<'a> {
    spelling: OldSpelling,
    lexicon: &'a Lexicon,
}

impl<'a> Speller<'a> {
    /// O(bytes of the document).
    pub(super) fn new(document: &Document, lexicon: &'a Lexicon) -> Self {
        let spelling = match document.language() {
            Language::Japanese => OldSpelling::of(document.text()),
            _ => OldSpelling::default(),
        };
        Speller { spelling, lexicon }
    }

    /// A text as it would be spelled today. None if that is how it is spelled.
    pub(super) fn spell(self, text: &str) -> Option<Folded<'static>> {
        if self.spelling.is_modern() || u32::try_from(text.len()).is_err() {
            return None;
        }
        let spelling = self.spelling.of_part(text);
        let has_older_kanji = spelling.older_kanji && text.chars().any(|c| new_kanji(c).is_some());
        if !spelling.older_kana && !has_older_kanji {
            return None;
        }
        let characters = text.char_indices();
        let mut spelled: Spelled = characters
            .map(|(at, c)| (new_kanji(c).unwrap_or(c), at as u32))
            .collect();
        if spelling.in_katakana {
            kana::in_hiragana(&mut spelled, self.lexicon);
        }
        if spelling.older_kana {
            kana::without_readings(&mut spelled);
            kana::by_modern_rules(&mut spelled);
            words::in_kana(&mut spelled);
            okurigana::conjugated(&mut spelled, self.lexicon);
        }
        Some(folded(&spelled, text.len()))
    }
}

fn folded(spelled: &[(char, u32)], n_bytes: usize) -> Folded<'static> {
    let mut read = String::with_capacity(n_bytes);
    let mut origins = Vec::with_capacity(n_bytes + 1);
    for &(character, origin) in spelled {
        read.push(character);
        origins.resize(read.len(), origin);
    }
    origins.push(n_bytes as u32);
    Folded::new(read, origins)
}

/// A segment as it is written and as it would be spelled today.
pub(super) struct Reading<'d> {
    prose: Prose<'d>,
    spelled: Option<Folded<'static>>,
}

impl<'d> Reading<'d> {
    pub(super) fn new(prose: Prose<'d>, speller: Speller<'_>) -> Self {
        let spelled = speller.spell(prose.text());
        Reading { prose, spelled }
    }

    pub(super) fn text(&self) -> &str {
        match &self.spelled {
            Some(spelled) => spelled.text(),
            None => self.prose.text(),
        }
    }

    /// Whether a span of the text is another one in the segment.
    pub(super) fn is_folded(&self) -> bool {
        self.spelled.is_some() || matches!(self.prose, Prose::Folded(_))
    }

    /// The span of the segment that a span of the text was read from.
    pub(super) fn written(&self, span: Span) -> Span {
        let span = self
            .spelled
            .as_ref()
            .map_or(span, |spelled| spelled.original(span));
        match &self.prose {
            Prose::Folded(folded) => folded.original(span),
            Prose::AsWritten(_) => span,
        }
    }
}

#[cfg(all(test, feature = "lexicon"))]
mod tests {
    use super::*;
    use crate::segment::Segmenter;
    use proptest::prelude::*;

    /// Sentences in kanji and katakana, so that those of a row are read like a part of an old text.
    const OLD: &str = "倉ノ鍵ハ主人之ヲ預リ、人ニ渡スコトヲ禁ズ。夜ハ犬ヲ放テ庭ヲ守ラシム。\n";

    fn spelled(before: &str, text: &str) -> String {
        let lexicon = Lexicon::usual();
        let document = Segmenter::new(Language::Japanese).document(format!("{before}{text}"));
        let folded = Speller::new(&document, &lexicon).spell(text);
        folded.map_or(text.to_owned(), |folded| folded.text().to_owned())
    }

    #[test]
    fn a_text_in_katakana_is_read_as_one_of_today() {
        for (name, text, expected) in [
            (
                "particles and endings",
                "門ヲ閉ヂテ鍵ヲ主人ニ渡ス",
                "門を閉じて鍵を主人に渡す",
            ),
            (
                "a word with a long vowel",
                "倉ニビールヲ置ク",
                "倉にビールを置く",
            ),
            ("a name", "今日、アメリカノ船来ル", "今日、アメリカの船来る"),
            (
                "a word of the dictionary behind a particle",
                "倉ニピアノヲ置ク",
                "倉にピアノを置く",
            ),
            (
                "an ending that is spelled like a word",
                "主人見タルト言フ",
                "主人見たると言う",
            ),
            (
                "a mark that repeats",
                "人ノ遅ルヽ所、コヽニ",
                "人の遅れる所、ここに",
            ),
            (
                "two voiced verbs",
                "夜ニ出ヅレバ之ヲ罰ス",
                "夜に出でればこれを罰す",
            ),
            (
                "a classical verb",
                "主人ノ命ヲ受クルトキハ",
                "主人の命を受けるときは",
            ),
            ("of the upper row", "鍵ヲ用ユル者", "鍵を用いる者"),
            ("no mark of a voiced sound", "酒ヲ禁シタリ", "酒を禁じたり"),
            ("a verb of two kanji", "旅人ト会同シテ", "旅人と会同して"),
            ("an adjective", "高キ塀ノ内", "高い塀の内"),
            (
                "an ending left out",
                "主人之ヲ述テ曰ク",
                "主人これを述べて曰く",
            ),
            ("a spelling that the dictionary has", "年終ル", "年終る"),
            (
                "words of grammar",
                "又此倉ハ即チ主人ノ為メナリ",
                "またこの倉はすなわち主人のためなり",
            ),
            ("not beside kanji", "但馬ノ尚古堂", "但馬の尚古堂"),
            ("a country", "仏蘭西ノ酒", "仏蘭西の酒"),
            (
                "one that the dictionary lacks",
                "亜米利加ノ酒",
                "アメリカの酒",
            ),
            ("readings", "｜已《や》ムヲ得ズ", "已むを得ず"),
            (
                "a heading of today",
                "このファイルはテストです。",
                "このファイルはテストです。",
            ),
        ] {
            assert_eq!(spelled(OLD, text), expected, "{name}");
        }
    }

    #[test]
    fn older_kana_are_read_as_those_of_today() {
        const NOVEL: &str = "さう思つてゐると云ふ。\n待つてゐた。\n";
        for (name, text, expected) in [
            ("a verb", "犬が吠えたと思ふ。", "犬が吠えたと思う。"),
            ("before a negation", "私は言はない。", "私は言わない。"),
            ("a particle", "私は人へ渡すと言ふ。", "私は人へ渡すと言う。"),
            ("of the lower row", "答へを考へる。", "答えを考える。"),
            ("a small tsu", "立つて行つた。", "立って行った。"),
            (
                "in kana",
                "だらうといふやうに、ゐる。",
                "だろうというように、いる。",
            ),
            ("kanji", "學校の繪", "学校の絵"),
            (
                "katakana stay",
                "カメラとテレビを買ふ",
                "カメラとテレビを買う",
            ),
        ] {
            assert_eq!(spelled(NOVEL, text), expected, "{name}");
        }
    }

    #[test]
    fn a_text_of_today_stays() {
        for (name, before, text) in [
            (
                "loanwords",
                "カメラトテレビ、データベース",
                "データベースノードヲ",
            ),
            (
                "a name in katakana",
                "丸ノ内の虎ノ門ヒルズへ行った。",
                "丸ノ内に着いた。",
            ),
            (
                "a sentence of it quoted",
                "昔の人はよく「之ヲ禁ズ」と書いたそうだ。そう思った。",
                "そうだと言った。",
            ),
            ("nothing", "", ""),
        ] {
            assert_eq!(spelled(before, text), text, "{name}");
        }
        assert_eq!(spelled("", "國の話をする。"), "国の話をする。");
    }

    proptest! {
        #[test]
        fn every_span_slices_the_text(text in "[國云之《やふ》｜ノヲヽーア受クる、a\u{301}😀\n]{0,20}") {
            let lexicon = Lexicon::usual();
            let spelling = OldSpelling { in_katakana: true, older_kana: true, older_kanji: true };
            let speller = Speller { spelling, lexicon: &lexicon };
            let folded = speller.spell(&text);
            let characters = folded.iter().flat_map(|folded| folded.text().char_indices());
            let mut last = 0;
            for (start, character) in characters {
                let folded = folded.as_ref().expect("it has characters");
                let span = folded.original(Span::new(start, start + character.len_utf8()));
                prop_assert!(last <= span.start && text.get(span.start..span.end).is_some());
                last = span.start;
            }
        }
    }
}
