//! Kana behind kanji as the dictionary writes them: 思ふ → 思う, 受くる → 受ける, 高き → 高い, 述て → 述べて.
//!
//! In: the characters of a segment, kana in hiragana. Out: the same, with another kana behind a kanji where the dictionary has
//! no word that begins with what is written, and has one with what it would be today. O(characters).

use crate::anchor::spelling::kana::{Spelled, voiced};
use crate::lexicon::Lexicon;
use crate::text::script::{Class, class};

/// Spells verbs and adjectives as the dictionary does.
pub(super) fn conjugated(spelled: &mut Spelled, lexicon: &Lexicon) {
    let mut written: Spelled = Vec::with_capacity(spelled.len());
    for (at, &(kana, origin)) in spelled.iter().enumerate() {
        let class_at = |at: usize| spelled.get(at).map_or(Class::Space, |c| class(c.0));
        let is_ending =
            0 < at && class_at(at - 1) == Class::Kanji && class(kana) == Class::Hiragana;
        // 会同シ, 布告ス: kanji of two sounds with the verb する.
        let is_suru =
            matches!(kana, 'さ' | 'し' | 'す' | 'せ') && 1 < at && class_at(at - 2) == Class::Kanji;
        if is_ending && !is_suru {
            let kanji = spelled[at - 1].0;
            let next = spelled.get(at + 1).map_or(' ', |c| c.0);
            written.extend(ending(kanji, kana, next, lexicon).map(|kana| (kana, origin)));
        } else {
            written.push((kana, origin));
        }
    }
    *spelled = written;
}

/// What is written today for a kana behind a kanji.
fn ending(kanji: char, kana: char, next: char, lexicon: &Lexicon) -> impl Iterator<Item = char> {
    let is_known = |kana: &char| lexicon.begins_key(kanji, *kana);
    if is_known(&kana) {
        return None.into_iter().chain([kana]);
    }
    if let Some(modern) = of_today(kana, next).find(is_known) {
        return None.into_iter().chain([modern]);
    }
    let left_out = LEFT_OUT.iter().find(|(before, _)| before.contains(kana));
    let omitted = left_out.and_then(|(_, kana)| kana.chars().find(is_known));
    omitted.into_iter().chain([kana])
}

/// Kana before which the end of a verb is left out in old texts, and the ends that it may be.
const LEFT_OUT: [(&str, &str); 2] = [
    ("てた", "っいしんきちりみびぎえけせてねべめれげぜでじひ"),
    ("るり", "わてべめけえれげせねいきじみたこま"),
];

/// What may be written today for a kana behind a kanji, the most likely first.
fn of_today(kana: char, next: char) -> impl Iterator<Item = char> {
    let is_negated = matches!(
        next,
        'ず' | 'ぬ'
            | 'ん'
            | 'な'
            | 'せ'
            | 'れ'
            | 'し'
            | 'む'
            | 'ね'
            | 'ざ'
            | 'ふ'
            | 'ひ'
            | 'へ'
            | 'る'
            | 'り'
            | 'つ'
            | 'っ'
    );
    let sounds = match kana {
        'は' if is_negated => "わ",
        'ひ' => "い",
        'へ' => "え",
        'ほ' => "お",
        'ふ' => "うえい",
        'く' => "けき",
        'ぐ' => "げぎ",
        'す' => "せし",
        'ず' => "ぜじ",
        'つ' => "てち",
        'ぢ' => "じ",
        'づ' => "でず",
        'ぶ' => "べび",
        'む' => "めみ",
        'ゆ' => "えい",
        'る' => "れ",
        'う' => "えい",
        'き' => "い",
        'し' if next == 'と' || class(next) != Class::Hiragana => "い",
        _ => "",
    };
    // Statutes and telegrams leave out the marks of voiced sounds.
    let is_verb = "きくけしすせちつふ".contains(kana);
    sounds.chars().chain(voiced(kana).filter(|_| is_verb))
}
