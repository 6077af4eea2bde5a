//! Tables of names, terms and negation.

use crate::align::Aligner;
use crate::lexicon::Glossary;
use crate::review::tests::{found_by, table};
use crate::review::{Check, ReviewOptions};

#[test]
fn names() {
    table(
        Check::NameVariants,
        &[
            (
                "two spellings",
                "We saw Melissa.\nThen Melissa left.\nI miss Melissa.",
                "メリッサを見た。\nそしてメリッサは去った。\nメリサが恋しい。",
                "warning Melissa | メリサ",
            ),
            (
                "another script",
                "We like Lanternix.\nThey sell Lanternix.\nI bought Lanternix.",
                "私たちはLanternixが好きだ。\n彼らはLanternixを売る。\n私はランターニクスを買った。",
                "hint Lanternix | ランターニクス",
            ),
            (
                "with 社",
                "We like Lanternix.\nThey know Lanternix.\nI left Lanternix.",
                "私たちはLanternixが好きだ。\n彼らはLanternixを知っている。\n私はLanternix 社を辞めた。",
                "hint Lanternix | Lanternix 社",
            ),
            (
                "a gloss",
                "We met Melissa.\nThen Melissa left.",
                "メリッサ（Melissa）に会った。\nそしてメリッサは去った。",
                "",
            ),
            (
                "one spelling",
                "We saw Melissa.\nThen Melissa left.",
                "メリッサを見た。\nそしてメリッサは去った。",
                "",
            ),
        ],
    );
    table(
        Check::Name,
        &[
            (
                "swapped",
                "We saw Melissa.\nThen Gordon came.\nSo Melissa waved.\nAnd Gordon sang.",
                "メリッサを見た。\nそれからゴードンが来た。\nそこでゴードンは手を振った。\nそしてゴードンは歌った。",
                "warning Melissa | ゴードン",
            ),
            (
                "a pronoun",
                "We saw Melissa.\nThen Melissa left.\nI miss Melissa.",
                "メリッサを見た。\nそして彼女は去った。\nメリッサが恋しい。",
                "",
            ),
            (
                "a people for its country",
                "We flew to Scotland.\nI love Scotland.\nThe Scottish farms are old.",
                "スコットランドへ飛んだ。\n私はスコットランドが大好きだ。\nスコットランドの農場は古い。",
                "",
            ),
        ],
    );
}

#[test]
fn polarity() {
    table(
        Check::Polarity,
        &[
            (
                "the second of two sentences",
                "It doesn't rain here. The well never runs dry.",
                "ここは雨が降らない。井戸は涸れる。",
                "hint never | 井戸は涸れる。",
            ),
            (
                "negated in the literary way",
                "They could not find the key and went home.",
                "鍵を見つけられず，家に帰った。",
                "",
            ),
            (
                "a connective that holds しか",
                "But the gate did not open.",
                "しかし門は開いた。",
                "hint not | しかし門は開いた。",
            ),
            (
                "never, without its negation",
                "He will never forgive them.",
                "彼は決して彼らを許す。",
                "hint never | 彼は決して彼らを許す。",
            ),
            (
                "a short question",
                "Was it good?",
                "よかったです。",
                "hint ? | よかったです。",
            ),
            (
                "a short question with a particle that asks",
                "Right, isn't it?",
                "そうですね。",
                "",
            ),
            (
                "a question that is quoted",
                "Did he ask where the room is?",
                "彼は「部屋はどこか」と言っています。",
                "",
            ),
            (
                "a question without its mark",
                "So do you hear the noise in there.",
                "そこで音が聞こえますか。",
                "",
            ),
            (
                "both negated",
                "The gate does not open.",
                "門は開かない。",
                "",
            ),
            (
                "dropped",
                "The gate does not open easily today.",
                "門は今日たやすく開く。",
                "hint not | 門は今日たやすく開く。",
            ),
            (
                "contracted",
                "We didn’t hear the bell at all today.",
                "今日は鐘の音が聞こえた。",
                "hint didn’t | 今日は鐘の音が聞こえた。",
            ),
            (
                "added",
                "The gate opens at dawn.",
                "門は夜明けに開かない。",
                "hint The gate opens at dawn. | ない",
            ),
            (
                "not only",
                "It is not only old, it is damp.",
                "古い上に湿っている。",
                "",
            ),
            (
                "must",
                "The ship leaves at dawn.",
                "船は夜明けに出なければならない。",
                "",
            ),
            (
                "only",
                "Only Nora has the key.",
                "鍵はノラしか持っていない。",
                "",
            ),
            (
                "perhaps",
                "The bell rings at dawn.",
                "鐘は夜明けに鳴るかもしれない。",
                "",
            ),
            ("an answer", "No, it is mine.", "いいえ、私のものです。", ""),
            (
                "a question dropped",
                "Did the old ferry leave already?",
                "古い渡し船はもう出ました。",
                "hint ? | 古い渡し船はもう出ました。",
            ),
            (
                "a question",
                "Did the old ferry leave already?",
                "古い渡し船はもう出ましたか。",
                "",
            ),
            (
                "a question added",
                "The old ferry left already.",
                "古い渡し船はもう出ましたか。",
                "hint The old ferry left already. | か",
            ),
            (
                "a request",
                "Could you please close the gate?",
                "門を閉めてください。",
                "",
            ),
        ],
    );
}

#[test]
fn terms() {
    table(
        Check::Terminology,
        &[
            (
                "the same sentence",
                "The lamp is on the shelf.\nThe dog barked.\nThe lamp is on the shelf.",
                "ランプは棚の上にある。\n犬が吠えた。\n棚には灯火が一つ置かれていた。",
                "hint The lamp is on the shelf., The lamp is on the shelf. | ランプは棚の上にある。, 棚には灯火が一つ置かれていた。",
            ),
            (
                "the same rendering",
                "The lamp stood on the shelf.\nNobody ever closed that old gate.",
                "ランプは棚の上にあった。\nランプは棚の上にあった。",
                "hint The lamp stood on the shelf., Nobody ever closed that old gate. | ランプは棚の上にあった。, ランプは棚の上にあった。",
            ),
            (
                "an answer",
                "Yes, it is.\nYes, it is.",
                "はい、そうです。\nその通りでございます。",
                "",
            ),
        ],
    );
    let glossary =
        Glossary::from_reader("pier\t桟橋; 埠頭\npier master\t桟橋長\n".as_bytes()).unwrap();
    let aligner = Aligner::builder().glossary(glossary).build();
    let options = ReviewOptions::default().only([Check::Glossary]);
    for (name, source, target, n) in [
        ("kept", "The pier is wet.", "桟橋は濡れている。", 0),
        (
            "second choice",
            "Both piers are wet.",
            "埠頭は二つとも濡れている。",
            0,
        ),
        ("not kept", "The pier is wet.", "波止場は濡れている。", 1),
        (
            "the longer term",
            "The pier master slept.",
            "桟橋長は眠っていた。",
            0,
        ),
        (
            "the longer term is not kept",
            "The pier master slept.",
            "桟橋の主は眠っていた。",
            1,
        ),
        (
            "another word",
            "The pierced hull leaked.",
            "穴の開いた船体から水が漏れた。",
            0,
        ),
    ] {
        let (_, findings) = found_by(&aligner, source, target, &options);
        assert_eq!(findings.len(), n, "{name}");
    }
}
