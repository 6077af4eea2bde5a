//! Tables of names, places, terms and the glossary.

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
                "warning Melissa, Melissa, Melissa | メリッサ, メリッサ, メリサ",
            ),
            (
                "another script",
                "We like Lanternix.\nThey sell Lanternix.\nI bought Lanternix.",
                "私たちはLanternixが好きだ。\n彼らはLanternixを売る。\n私はランターニクスを買った。",
                "hint Lanternix, Lanternix, Lanternix | Lanternix, Lanternix, ランターニクス",
            ),
            (
                "with 社",
                "We like Lanternix.\nThey know Lanternix.\nI left Lanternix.",
                "私たちはLanternixが好きだ。\n彼らはLanternixを知っている。\n私はLanternix 社を辞めた。",
                "hint Lanternix, Lanternix, Lanternix | Lanternix, Lanternix, Lanternix 社",
            ),
            (
                "a gloss",
                "We met Melissa.\nThen Melissa left.",
                "メリッサ（Melissa）に会った。\nそしてメリッサは去った。",
                "",
            ),
            (
                "one of many",
                "We saw Melissa.\nThen Melissa left.\nI miss Melissa.\nMelissa rang.\nDid Melissa call?",
                "メリッサを見た。\nそしてメリッサは去った。\nメリサが恋しい。\nメリッサが鳴らした。\nメリッサは電話したか。",
                "warning Melissa | メリサ",
            ),
            (
                "a name inside another",
                "Herod saw Herodias.\nHerodias left.\nHerod slept.",
                "ヘロデはヘロディアを見た。\nヘロディアは去った。\nヘロデは眠った。",
                "",
            ),
            (
                "two spellings of one place",
                "We saw Melissa, who left.\nMelissa rang.",
                "メリッサを見たが、メリサは去った。\nメリッサが鳴らした。",
                "warning Melissa, Melissa | メリッサ, メリサ, メリッサ",
            ),
            (
                "the sign of length alone",
                "We met Parker.\nThen Parker left.\nI miss Parker.",
                "パーカーに会った。\nそしてパーカーは去った。\nパーカが恋しい。",
                "hint Parker, Parker, Parker | パーカー, パーカー, パーカ",
            ),
            (
                "a dash before a name",
                "We met Melissa.\nThe end of it: Melissa left.",
                "メリッサに会った。\n終わりーメリッサは去った。",
                "",
            ),
            (
                "three spellings in one finding",
                "We saw Melissa.\nThen Melissa left.\nI miss Melissa.",
                "メリッサを見た。\nそしてメリサは去った。\nメリーサが恋しい。",
                "warning Melissa, Melissa, Melissa | メリッサ, メリサ, メリーサ",
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
                "exchanged between two pairs",
                "We saw Melissa.\nThen Gordon came.\nSo Melissa waved.\nAnd Gordon sang.",
                "メリッサを見た。\nそれからゴードンが来た。\nそこでゴードンは手を振った。\nそしてメリッサは歌った。",
                "warning Melissa, Gordon | ゴードン, メリッサ",
            ),
            (
                "put for a pronoun",
                "We saw Melissa.\nThen Gordon came.\nSo she waved to everybody.\nAnd Gordon sang.",
                "メリッサを見た。\nそれからゴードンが来た。\nそこでメリッサはみんなに手を振った。\nそしてゴードンは歌った。",
                "",
            ),
            (
                "left out",
                "We saw Melissa.\nI like Melissa.\nSo Melissa waved to everybody.\nAnd Melissa sang.",
                "メリッサを見た。\nメリッサが好きだ。\nそこでみんなに手を振った。\nそしてメリッサは歌った。",
                "",
            ),
            (
                "a plural in Latin letters",
                "They test the QRX daily.\nWe like the QRX.\nMany QRXs broke.",
                "彼らは毎日QRXを試す。\n私たちはQRXが好きだ。\n多くのQRXが壊れた。",
                "",
            ),
            (
                "in code",
                "Call the Parker class.\nHere Parker parks.\nThen `Parker::new` runs.",
                "Parkerクラスを呼ぶ。\nここでParkerが止める。\nそれからParker::newが動く。",
                "",
            ),
            (
                "an acronym written out",
                "We met the QRX and Melissa.\nThe QRX won.\nMelissa left.",
                "QRXとメリッサに会った。\nメリッサの会が勝った。\nメリッサは去った。",
                "",
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
fn places() {
    table(
        Check::Name,
        &[
            (
                "a country",
                "He came from France.",
                "彼はドイツの出身だ。",
                "warning France | ドイツ",
            ),
            (
                "a people",
                "The Dutch visitors left early.",
                "ベルギー人の客は早く帰った。",
                "warning Dutch | ベルギー",
            ),
            (
                "a city",
                "We moved to Osaka in spring.",
                "春に京都へ引っ越した。",
                "warning Osaka | 京都",
            ),
            (
                "a city in two words",
                "The fair in New York is over.",
                "シカゴの見本市は終わった。",
                "warning New York | シカゴ",
            ),
            (
                "the same",
                "He came from France.",
                "彼はフランスの出身だ。",
                "",
            ),
            (
                "by one kanji",
                "The French army left.",
                "仏軍が去った。",
                "",
            ),
            (
                "a country for its capital",
                "Moscow denied it.",
                "ロシア政府は否定した。",
                "",
            ),
            (
                "a capital for its country",
                "They flew to Japan.",
                "彼らは東京へ飛んだ。",
                "",
            ),
            (
                "only added",
                "The government denied it.",
                "イタリア政府は否定した。",
                "",
            ),
            (
                "inside a longer name",
                "They sailed to Indonesia.",
                "彼らはインドネシアへ渡った。",
                "",
            ),
            ("no place", "Polish the brass.", "真鍮を磨く。", ""),
        ],
    );
}

#[cfg(feature = "lexicon")]
#[test]
fn names_in_each_others_places() {
    table(
        Check::Name,
        &[
            (
                "a way",
                "She drove from Kelbrook to Marston today.",
                "彼女は今日マーストンからケルブルックまで車で行った。",
                "warning Kelbrook, Marston | マーストン, ケルブルック",
            ),
            (
                "the way as it is",
                "She drove from Kelbrook to Marston today.",
                "彼女は今日ケルブルックからマーストンまで車で行った。",
                "",
            ),
            (
                "who acts",
                "Melissa handed Gordon the key.",
                "ゴードンはメリッサに鍵を渡した。",
                "warning Melissa, Gordon | ゴードン, メリッサ",
            ),
            (
                "as it is",
                "Melissa handed Gordon the key.",
                "メリッサはゴードンに鍵を渡した。",
                "",
            ),
            (
                "from whom",
                "Melissa bought the boat from Gordon.",
                "ゴードンはメリッサから舟を買った。",
                "warning Melissa, Gordon | ゴードン, メリッサ",
            ),
            (
                "from whom, as it is",
                "Melissa bought the boat from Gordon.",
                "メリッサはゴードンから舟を買った。",
                "",
            ),
            (
                "what is hidden is not heard",
                "Melissa hid the truth from Gordon.",
                "ゴードンはメリッサから真実を知らされなかった。",
                "",
            ),
            (
                "in the passive",
                "Melissa praised Gordon.",
                "ゴードンはメリッサに褒められた。",
                "",
            ),
            (
                "of receiving",
                "Melissa gave Gordon the key.",
                "ゴードンはメリッサに鍵をもらった。",
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
                "two ways of the same sentence in one finding",
                "The lamp is on the shelf.\nThe dog barked.\nThe lamp is on the shelf.\nThe lamp is on the shelf.",
                "ランプは棚の上にある。\n犬が吠えた。\n棚には灯火が一つ置かれていた。\n灯りが一つ、棚に載っている。",
                "hint The lamp is on the shelf., The lamp is on the shelf., The lamp is on the shelf. | ランプは棚の上にある。, 棚には灯火が一つ置かれていた。, 灯りが一つ、棚に載っている。",
            ),
            (
                "one rendering of sentences that say the same",
                "Here is the lamp on the shelf.\nThe lamp on the shelf is here.",
                "棚の上のランプはここにある。\n棚の上のランプはここにある。",
                "",
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
            "a wrong rendering beside a right one in the next pair",
            "The pier is wet.\nShe left the pier.",
            "波止場は濡れている。\n彼女は桟橋を去った。",
            1,
        ),
        (
            "a rendering that the next pair has to spare",
            "The pier is wet.\nShe left there and came back.",
            "濡れている。\n彼女は桟橋を去り、桟橋へ戻った。",
            0,
        ),
        (
            "one of two",
            "The old pier is longer than the new pier.",
            "古い桟橋は新しい波止場より長い。",
            1,
        ),
        ("a heading", "THE PIER", "波止場", 1),
        (
            "the rendering of a longer term only",
            "The pier master left the pier.",
            "桟橋長は波止場を去った。",
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
