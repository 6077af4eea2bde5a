//! Names met by their readings: alone, in sentences, and as links of a bitext.

use proptest::prelude::*;

use super::*;
use crate::text::Span;

/// A small table of our own, so that the tests do not depend on the data.
fn small() -> Readings {
    let table = "\
take\tA
安\tyasuPaK
倍\tbaiXbeS
河\tkawaOkaH
北\tkitaRhokuT
海\tkaiOumiR
道\tmitiRdoP
日\thiKnitiPniA
光\tmituRkoM
佐\tsaR
木\tkiNmokuS
関\tsekiVkanJ
原\thawaUharaP
森\tmoriV
平\thiraRheiS
野\tnoN
本\tmotoRhonP
大和\tyamatoZ
大\toKdaiN
和\twaN
";
    Readings::from_text(table).unwrap()
}

#[test]
fn kanji_are_read() {
    let readings = small();
    for (name, kanji, romaji, expected) in [
        ("plain", "安倍", "Abe", Some(11.2)),
        ("another reading", "安", "yasu", Some(6.0)),
        ("voiced", "安河", "Yasugawa", Some(10.9)),
        ("not voiced at the beginning", "河", "gawa", None),
        ("clipped", "北海道", "Hokkaidō", Some(18.7)),
        ("clipped before k", "日光", "Nikkō", Some(10.3)),
        ("half voiced after n", "本原", "Hompara", Some(11.3)),
        ("clipped at the end", "北", "ho", None),
        ("repeated", "佐々木", "Sasaki", Some(18.8)),
        ("a kana between", "関ヶ原", "Sekigahara", Some(14.4)),
        ("another kana", "関の原", "Sekinohara", Some(14.4)),
        ("two kanji as one", "大和", "Yamato", Some(10.0)),
        ("and each", "大和", "Ōwa", Some(9.2)),
        ("long vowels", "大野", "Ohno", Some(9.2)),
        ("part of the word", "安倍", "Abebe", None),
        ("part of the kanji", "安倍", "A", None),
        ("other kanji", "森", "Abe", None),
        ("no kanji", "あべ", "Abe", None),
        ("no romaji", "安倍", "Smith", None),
        ("nothing", "", "", None),
    ] {
        let score = read_as(&readings, kanji, romaji);
        let is_right = match (score, expected) {
            (Some(score), Some(expected)) => (score - expected).abs() < 0.05_f32,
            (None, None) => true,
            _ => false,
        };
        assert!(is_right, "{name}: {score:?}");
    }
}

/// The names found in a text whose dictionary words stand between slashes, with ! before those that the other text has.
fn found(text: &str, romaji: &str) -> String {
    let readings = small();
    let words: Vec<&str> = romaji
        .split(' ')
        .filter(|w| may_be_name(&readings, w))
        .collect();
    let index = ReadingIndex::new(words.iter().copied());
    let (mut plain, mut known) = (String::new(), Vec::new());
    for (k, piece) in text.split('/').enumerate() {
        let word = piece.trim_start_matches('!');
        let span = Span::new(plain.len(), plain.len() + word.len());
        if k % 2 == 1 {
            known.push(KnownWord {
                span,
                is_met: word.len() < piece.len(),
            });
        }
        plain.push_str(word);
    }
    let mut out = Vec::new();
    index.names(
        &readings,
        &plain,
        &mut KnownRuns::default(),
        || known,
        &mut out,
    );
    let shown = out
        .iter()
        .map(|m| format!("{}={}", m.span.of(&plain), words[m.word as usize]));
    shown.collect::<Vec<_>>().join(" ")
}

#[test]
fn names_are_chosen() {
    for (name, text, romaji, expected) in [
        ("in a run", "安倍首相が", "abe", "安倍=abe"),
        (
            "two in a run",
            "佐々木安倍",
            "abe sasaki",
            "佐々木=sasaki 安倍=abe",
        ),
        ("the longer", "北海道に", "hokkaido hoku", "北海道=hokkaido"),
        (
            "spellings of one name",
            "大野さん",
            "ohno ono",
            "大野=ohno 大野=ono",
        ),
        ("one kanji", "森さん", "mori", "森=mori"),
        ("one kanji that says little", "海が", "kai", ""),
        ("one kanji inside a word", "/森本/は", "mori", ""),
        ("a word too", "/平野/さん", "hirano", "平野=hirano"),
        ("a word that is met", "/!平野/に", "hirano", "平野=hirano"),
        (
            "a word of little worth that is met",
            "/!日光/を",
            "nikko",
            "日光=nikko",
        ),
        ("one kanji that is met", "/!森/の", "mori", ""),
        ("across words", "/大安//倍野/", "abe", "安倍=abe"),
        ("part of a word", "/大日光/", "nikko", "日光=nikko"),
        ("an English word", "安倍", "take", ""),
        ("no kanji", "あべさん", "abe", ""),
        ("nothing", "", "abe", ""),
    ] {
        assert_eq!(found(text, romaji), expected, "{name}");
    }
}

#[cfg(feature = "lexicon")]
#[test]
fn the_embedded_table_knows_names() {
    let readings = Readings::embedded();
    for pair in [
        "安倍=Abe 鈴木=Suzuki 佐藤=Satō 加藤=Katoh 長谷川=Hasegawa 伊藤=Itō 大江=Oe 林=Hayashi 森=Mori",
        "東京=Tōkyō 京都=Kyoto 大阪=Osaka 神戸=Kobe 札幌=Sapporo 新宿=Shinjuku 渋谷=Shibuya 北海道=Hokkaido",
        "藤原=Fujiwara 道長=Michinaga 徳川=Tokugawa 家康=Ieyasu 織田=Oda 信長=Nobunaga 足利=Ashikaga",
        "東海道=Tokaido 関ヶ原=Sekigahara 四ツ谷=Yotsuya 三ノ宮=Sannomiya 御所=Gosho 清水寺=Kiyomizudera",
        "大和=Yamato 飛鳥=Asuka 近江=Omi 出雲=Izumo 美智子=Michiko 純一郎=Jun'ichirō 日光=Nikko",
    ]
    .iter()
    .flat_map(|row| row.split(' '))
    {
        let (kanji, romaji) = pair.split_once('=').unwrap();
        let score = read_as(readings, kanji, &romaji.replace('\'', ""));
        assert!(7.0 <= score.unwrap_or(0.0), "{pair}: {score:?}");
    }
    for pair in "県=Ken 件=Ken 会=Kai 情=John 東京=Kyoto 安倍=Ito 木=Kenji 大阪=Tokyo".split(' ')
    {
        let (kanji, romaji) = pair.split_once('=').unwrap();
        let score = read_as(readings, kanji, romaji);
        assert!(score.unwrap_or(0.0) < 7.7, "{pair}: {score:?}");
    }
    for word in ["take", "sun", "reason", "made"] {
        assert!(!may_be_name(readings, word), "{word}");
    }
    for word in ["abe", "tanaka", "mori", "kyoto"] {
        assert!(may_be_name(readings, word), "{word}");
    }
}

#[cfg(feature = "lexicon")]
#[test]
fn names_are_linked() {
    use std::sync::Arc;

    use crate::anchor::{AnchorKind, Anchored};
    use crate::{Bitext, Lexicon};
    let bitext = Bitext::new(
        "Mr. Murase met Yoshitaka Tanigawa in Komoro. The road to Shijō was closed.",
        "村瀬氏は小諸で谷川義隆さんに会った。四条への道は閉ざされていた。",
    );
    let (source, target) = (bitext.source(), bitext.target());
    let all = |lexicon: &Lexicon| {
        let anchored = Anchored::new(&bitext, Arc::new(lexicon.clone()));
        let found = anchored.links(0..source.segments().len(), 0..target.segments().len());
        let read = found.iter().filter(|link| link.kind == AnchorKind::Reading);
        let shown = read.map(|l| {
            format!(
                "{}={}",
                l.target.of(target.text()),
                l.source.of(source.text())
            )
        });
        shown.collect::<Vec<_>>().join(" ")
    };
    let lexicon = Lexicon::embedded().clone();
    assert_eq!(
        all(&lexicon),
        "村瀬=Murase 小諸=Komoro 谷川=Tanigawa 義隆=Yoshitaka 四条=Shijō"
    );
    assert_eq!(all(&lexicon.with_readings(Readings::default())), "");
}

/// However many words begin alike, a kanji costs no more than its steps.
#[test]
fn hostile_texts_are_bounded() {
    let words: Vec<String> = (0..20_000)
        .map(|k| format!("{}{}", "kawa".repeat(k % 9), k % 97))
        .collect();
    let readings = small();
    let index = ReadingIndex::new(
        words
            .iter()
            .map(|w| w.trim_end_matches(|c: char| c.is_ascii_digit())),
    );
    let mut out = Vec::new();
    index.candidates(&readings, &"河".repeat(300), &mut out);
    assert!(
        out.iter()
            .all(|m| m.span.of(&"河".repeat(300)).chars().count() <= 8)
    );
}

proptest! {
    #[test]
    fn any_text_is_taken(text in any::<String>(), word in any::<String>()) {
        let index = ReadingIndex::new([&*word, "abe"]);
        index.candidates(&small(), &text, &mut Vec::new());
        let _ = read_as(&small(), &text, &word);
    }

    #[test]
    fn names_are_in_order_and_slice(text in "[安倍河北海道日光佐々木関ヶ原の森平野本大和さん]{0,24}") {
        let readings = small();
        let index = ReadingIndex::new(["abe", "hokkaido", "nikko", "sasaki", "mori", "hirano", "yamato", "kawa", "kitano"]);
        let mut out = Vec::new();
        index.names(&readings, &text, &mut KnownRuns::default(), Vec::new, &mut out);
        let mut end = 0;
        let mut last = Span::new(0, 0);
        for m in &out {
            prop_assert!(text.get(m.span.start..m.span.end).is_some());
            prop_assert!(m.span == last || end <= m.span.start);
            prop_assert!(FLOOR <= m.score);
            (end, last) = (m.span.end, m.span);
        }
    }
}

const FLOOR: f32 = 7.0;
