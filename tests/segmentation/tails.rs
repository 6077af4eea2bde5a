//! What stands behind a sentence and belongs to it, in both languages, and ends that no stop marks: a name, and a text with
//! `|` where one sentence ends and the next begins.

use taiyaku::segment::Segmenter;
use taiyaku::{Begin, Language};

use crate::assert_sentences;

#[test]
fn marks_over_a_stop_stay_with_it() {
    for language in [Language::English, Language::Japanese] {
        for (name, text) in [
            ("two marks", "。\u{301}\u{3099}"),
            ("and text", "。\u{301}\u{3099}It rained"),
        ] {
            let segments = Segmenter::new(language).segments(text);
            let spans: Vec<&str> = segments.iter().map(|s| s.span.of(text)).collect();
            assert_eq!(spans, [text], "{name}");
            assert_eq!(segments[0].begin, Begin::Paragraph, "{name}");
        }
    }
}

#[test]
fn english_tails() {
    assert_sentences(
        Language::English,
        &[
            ("raised number", "The pier burned.¹ |Nobody knew why."),
            (
                "two raised numbers",
                "The pier burned.¹,² |Nobody knew why.",
            ),
            (
                "raised number set off",
                "The pier burned. ¹ |Nobody knew why.",
            ),
            ("dagger", "The pier burned.† |Nobody knew why."),
            ("note numbers", "The pier burned.[4][12] |Nobody knew why."),
            (
                "note number set off",
                "The pier burned. [4] |Nobody knew why.",
            ),
            (
                "note number at the end",
                "The pier burned. |Nobody knew why. [4]",
            ),
            ("note letter", "The pier burned.[b] |Nobody knew why."),
            ("note word", "The pier burned.[note 2] |Nobody knew why."),
            (
                "citation needed",
                "The pier burned.[citation needed] |Nobody knew why.",
            ),
            ("who", "Some say so.[who?] |Nobody knew why."),
            (
                "page behind it",
                "The pier burned.[4]: 12 |Nobody knew why.",
            ),
            (
                "page inside",
                "The pier burned.[4, p. 12] |Nobody knew why.",
            ),
            ("behind a quotation", "“It burned.”[4] |Nobody knew why."),
            (
                "inside the sentence",
                "The pier burned[4] and sank.[5] |Nobody knew why.",
            ),
            ("bibliography", "[1] Lund, A. Piers. |[2] Berg, B. Walls."),
            ("a word in brackets", "The pier burned. |[Berg] saw it."),
            ("emoji", "The pier is open. 🎉 |Come and see! 😊"),
            ("emoji glued", "The pier is open.🎉 |Come and see!"),
            (
                "emoji without a stop",
                "The pier opens on Friday ☕ |Until then we wait.",
            ),
            (
                "emoji inside",
                "We made it with ❤ and a rope. |Come and see.",
            ),
            ("emoji before items", "✨ It is fast. |✨ It is free."),
            ("face", "The pier is shut. (^_^;) |We wait."),
            ("face without brackets", "The pier is shut. ^^ |We wait."),
            ("laughter", "He fell in. (Laughter) |He rose."),
            ("laughter in capitals", "He fell in. [LAUGHTER] |He rose."),
            (
                "an address in brackets",
                "The pier burnt. (https://example.org/pier) |Nobody knows why.",
            ),
            (
                "an address that goes on",
                "Two mirrors exist. |<https://example.org/b> is the main one. |It rained.",
            ),
            (
                "an address with brackets in brackets",
                "It rained. (https://example.org/Rain_(film)) |It was cold.",
            ),
            ("dagger at the end", "It rained. †"),
            (
                "an address in brackets at the end",
                "Nobody knows why. |The pier burnt. (https://example.org/pier)",
            ),
            (
                "a remark in brackets",
                "He fell in. |(Nobody laughed.) |He rose.",
            ),
        ],
    );
}

#[test]
fn english_initials_and_roman_items() {
    assert_sentences(
        Language::English,
        &[
            (
                "spaced initials of a country",
                "She moved to the U. S. A., where she died. |It rained.",
            ),
            (
                "no-break spaces",
                "Mr.\u{a0}A. B.\u{a0}Lund met Dr.\u{a0}Berg. |It rained.",
            ),
            (
                "journal",
                "See J. Urban Ornithol. 12 and J. Exp. Biol. 4. |It rained.",
            ),
            (
                "Roman items",
                "There are three rules: |i. Be kind. |ii. Be quick. |iii. Be quiet.",
            ),
            (
                "Roman items in brackets",
                "We need (i) a rope, (ii) a lamp and (iii) a boat. |It rained.",
            ),
            (
                "letters that are Roman numbers",
                "h. Take rope. |i. Take lamps. |j. Take boats.",
            ),
            (
                "title with a mark",
                "We saw Who Goes There? on Monday. |It rained.",
            ),
        ],
    );
}

#[test]
fn japanese_tails() {
    assert_sentences(
        Language::Japanese,
        &[
            ("raised number", "桟橋が焼けた。¹|理由は不明だ。"),
            (
                "raised number before the stop",
                "桟橋が焼けた¹。|理由は不明だ。",
            ),
            ("note numbers", "桟橋が焼けた。[4][12]|理由は不明だ。"),
            ("note number set off", "桟橋が焼けた。 [4] |理由は不明だ。"),
            ("note word", "桟橋が焼けた。[注釈 2]|理由は不明だ。"),
            ("要出典", "桟橋が焼けた。[要出典]|理由は不明だ。"),
            (
                "an address in brackets",
                "桟橋が焼けた。（https://example.org/pier）|理由は不明だ。",
            ),
            (
                "an address that goes on",
                "複製が二つある。|（https://example.org/b）を使う。|寒い。",
            ),
            (
                "an address before a conjunction",
                "複製が二つある。（https://example.org/b）|でも寒い。",
            ),
            (
                "an address before a stop",
                "雨だ。|（https://example.org/b）。|寒い。",
            ),
            (
                "addresses before the sentences of a list",
                "[https://example.org/a] 桟橋の歴史。|[https://example.org/b] 壁の歴史。",
            ),
            ("誰", "そう言う人もいる。[誰?]|理由は不明だ。"),
            ("※", "桟橋が焼けた。※1|理由は不明だ。"),
            (
                "a note that begins with ※",
                "送料は別です。|※1 離島を除く。",
            ),
            ("bibliography", "[1] 桟橋の歴史。|[2] 壁の歴史。"),
            ("emoji", "桟橋が開きました。🎉|来てね！😊|待ってます。"),
            (
                "emoji without a stop",
                "桟橋が開きました🎉|次は灯台です🔥🔥|待っててね。",
            ),
            ("emoji behind a noun", "桟橋🎉が開きました。|次は灯台です。"),
            (
                "emoji behind plain style",
                "楽しかった😊人もいた。|次は灯台だ。",
            ),
            ("emoji before items", "✨早い。|✨安い。"),
            (
                "emoji before a closing mark",
                "「開きました🎉」と言った。|次は灯台だ。",
            ),
            (
                "face",
                "桟橋が閉まりました(^_^;)|待ちます(T_T)|また来ます。",
            ),
            (
                "face behind a stop",
                "桟橋が閉まった。(´・ω・｀)|また来る。",
            ),
            ("no face", "桟橋が閉まりました(B棟)、そして開きました。"),
            ("laughter", "落ちました（笑）|立ちました（汗）|また来ます。"),
            (
                "laughter behind a stop",
                "彼は落ちた。（笑い）|立った。（拍手）|また来る。",
            ),
            (
                "laughter alone",
                "落ちました。笑 |立ちました笑 |また来ます。",
            ),
            ("w", "落ちましたwww |また来ます。"),
            (
                "a word of laughter",
                "彼は落ちた。|笑い声がした。|笑顔で立った。",
            ),
        ],
    );
}

#[test]
fn more_japanese_tails() {
    assert_sentences(
        Language::Japanese,
        &[
            ("emoji of two parts", "桟橋が開いた。🤦‍♀️|次は灯台だ。"),
            ("signs before a letter", "桟橋が開いた。|^^Mを押す。"),
        ],
    );
}

#[test]
fn japanese_narrative_behind_quotations() {
    assert_sentences(
        Language::Japanese,
        &[
            ("broken off", "「私はただ――」|彼女は部屋を出た。"),
            (
                "broken off, and another speaker",
                "「でも――」|「黙れ！」|彼は立った。",
            ),
            (
                "broken off, and its host",
                "「もし君が――」と彼は言いかけた。|雨だった。",
            ),
            (
                "broken off, and a remark",
                "『深いらしい――』（彼女は深さを知らない）『――底はどこ？』|雨だった。",
            ),
            (
                "speech without a stop",
                "「父さん、すぐ戻るよ」|無言の部屋に雨音がした。",
            ),
            ("polite speech", "「入ります」|そのまま彼は扉を開けた。"),
            (
                "taken up by a verb of speech",
                "「もちろんです」彼女は言った。|雨だった。",
            ),
            ("a term", "「青い灯台」展は明日までだ。|雨だった。"),
        ],
    );
}
