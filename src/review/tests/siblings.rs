//! Tables of words that are rendered by another word of their kind.

use crate::review::Check;
use crate::review::tests::{silent, table};

#[test]
fn siblings() {
    table(
        Check::Opposite,
        &[
            (
                "a profession",
                "The lawyer lives near the mill.",
                "医者は水車小屋の近くに住んでいる。",
                "hint lawyer | 医者",
            ),
            (
                "weather",
                "The snow began at dusk.",
                "雨は夕暮れに降り始めた。",
                "hint snow | 雨",
            ),
            (
                "a metal",
                "The lid is made of copper.",
                "蓋は鉄でできている。",
                "hint copper | 鉄",
            ),
            (
                "kin",
                "My uncle built the boat.",
                "兄がその舟を造った。",
                "hint uncle | 兄",
            ),
            (
                "katakana",
                "Put the knife beside the lamp.",
                "ランプの横にフォークを置く。",
                "hint knife | フォーク",
            ),
            (
                "a plural of another form",
                "His feet were cold.",
                "彼の膝は冷たかった。",
                "hint feet | 膝",
            ),
            (
                "opposites",
                "Pull the lever beside the gate.",
                "門の横のレバーを押す。",
                "hint Pull | 押す",
            ),
        ],
    );
}

#[test]
fn siblings_of_another_word() {
    silent(
        Check::Opposite,
        &[
            (
                "both are there",
                "The lawyer called the doctor.",
                "弁護士は医者を呼んだ。",
            ),
            (
                "a word for a kind of it",
                "A poodle slept there.",
                "そこで犬が眠っていた。",
            ),
            (
                "part of a longer word",
                "The copper pipe burst.",
                "鉄山の管が破裂した。",
            ),
            (
                "a name",
                "They met Captain Fox at the pier.",
                "彼らは桟橋で犬を連れた船長に会った。",
            ),
            (
                "a verb",
                "The clerk nursed a grudge.",
                "事務員は教師を恨んでいた。",
            ),
            (
                "negated opposites",
                "The lever is not easy to pull.",
                "そのレバーを引くのは難しい。",
            ),
            (
                "two words that one renders",
                "My sister's son is five.",
                "甥は五歳です。",
            ),
            ("a doctor", "The doctor smiled.", "先生はほほえんだ。"),
            (
                "what is asked for",
                "May I borrow your pen?",
                "ペンを貸してくれますか。",
            ),
            (
                "a first name that a person of a kind had",
                "Joseph sawed the board.",
                "兄が板をのこぎりで挽いた。",
            ),
            (
                "a free translation",
                "The lawyer seldom walks home before dusk.",
                "医者の帰りはいつも遅い。",
            ),
            (
                "the same in several pairs",
                "The snow began at dusk.\nThe lid is warm.\nThe snow stopped at noon.",
                "雨は夕暮れに降り始めた。\n蓋は温かい。\n雨は正午にやんだ。",
            ),
            (
                "a verb that is spelled like a noun",
                "They felt the wind.",
                "木綿が風を受けていた。",
            ),
            (
                "the neighbour has the other",
                "The snow was deep.\nThe rain came later.",
                "雪のあとで雨になり、\n積もりは深かった。",
            ),
        ],
    );
}
