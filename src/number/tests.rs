//! Tables of texts with the numbers that are read in them, and of pairs of texts that meet or do not.
//!
//! A new way of writing a number gets a row here and a reader in the file of its form.

use std::collections::BTreeSet;

use super::{Number, NumberKind, numbers};
use crate::text::Language;

/// One word a number: `~` if it is weak, its value, and a letter for its kind if it is not a cardinal.
fn shown(text: &str, language: Language) -> String {
    let show = |number: &Number| {
        let kind = match number.kind {
            NumberKind::Cardinal => "",
            NumberKind::Ordinal => "o",
            NumberKind::Percent => "%",
            NumberKind::Fraction => "f",
            NumberKind::Year => "y",
            NumberKind::EraYear => "e",
            NumberKind::Month => "m",
            NumberKind::Day => "d",
            NumberKind::Time => "t",
            NumberKind::Currency => "$",
            NumberKind::Section => "s",
        };
        let weak = if number.weak { "~" } else { "" };
        format!("{weak}{}{kind}", number.value)
    };
    let shown: Vec<String> = numbers(text, language).iter().map(show).collect();
    shown.join(" ")
}

fn check(language: Language, rows: &[(&str, &str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter(|(_, text, expected)| shown(text, language) != *expected)
        .map(|(name, text, expected)| {
            format!(
                "{name}: {text}: {} and not {expected}",
                shown(text, language)
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn english() {
    check(
        Language::English,
        &[
            ("plain", "It has 42 pages.", "42"),
            ("grouped", "1,234,567 people", "1234567"),
            ("south asian groups", "12,34,567 people", "1234567"),
            ("a list is no group", "pages 1,2,3", "1 2 3"),
            ("decimal", "3.14 and 2.50", "3.14 2.5"),
            ("leading zero", "agent 007", "7"),
            ("underscores", "the value 98_222", "98222"),
            ("section", "See 4.4.3.4. Then rest.", "4.4.3.4s"),
            ("version", "v1.2 and v1.2.3", "1.2 1.2.3s"),
            ("in a name", "utf8 and i32 and 3fa9", "~8 ~32 ~3 ~9"),
            ("in an identifier", "it_adds_two(left_one)", ""),
            ("million", "1.2 million people", "1200000"),
            ("hybrid hundred", "3 hundred men", "300"),
            ("billion short", "a loan of 5bn", "5000000000"),
            ("lakh, crore", "2 lakh and 3 crore", "200000 30000000"),
            ("dozen", "two dozen eggs, a dozen", "24 12"),
            ("words", "one hundred and twenty-three", "123"),
            (
                "words to the million",
                "two million three hundred thousand and five",
                "2300005",
            ),
            ("forty", "forty days", "40"),
            (
                "two hundreds apart",
                "two hundred and three hundred",
                "200 300",
            ),
            ("point", "three point one four", "3.14"),
            ("and a half", "two and a half million", "2500000"),
            ("million and a half", "a million and a half", "1500000"),
            ("half a million", "half a million", "500000"),
            ("half an hour", "half an hour", "30"),
            ("half past", "at half past ten, half past 7", "10:30t 7:30t"),
            (
                "no half past",
                "half past him, half past twenty",
                "~1/2f ~1/2f 20",
            ),
            (
                "short second year",
                "in 1918-19 and 2003/04",
                "1918y 1919y 2003y 2004y",
            ),
            ("no second year", "1918-12, 1950-40", "1918y 12 1950y 40"),
            ("magnitudes", "hundreds of thousands of people", "100000"),
            ("tens", "tens of thousands", "10000"),
            ("pronoun", "No one told me which one.", "~1 ~1"),
            ("once and twice", "once or twice", "~1 ~2"),
            (
                "ordinals",
                "the 21st, the twenty-first, the third",
                "21o 21o 3o",
            ),
            ("first is weak", "At first, the first one", "~1o ~1o ~1"),
            (
                "second in a row and of a minute",
                "the second; a second",
                "2o ~2o",
            ),
            (
                "seconds that are counted",
                "one second, a 30-second rest, ten per second",
                "~1 30 10",
            ),
            ("tens of seconds", "a forty-second pause", "40"),
            ("forty-second in a row", "the forty-second page", "42o"),
            (
                "second behind a number that counts something",
                "Of 3 seals, the second barked; four second prizes.",
                "3 2o 4 2o",
            ),
            ("hundredth", "the one hundredth", "100o"),
            (
                "percent",
                "30%, 30 %, 30 percent, thirty per cent",
                "30% 30% 30% 30%",
            ),
            (
                "fractions",
                "1/2, two thirds, one-third, three quarters",
                "1/2f 2/3f 1/3f 3/4f",
            ),
            ("a third of", "a third of them, a third person", "1/3f 3o"),
            (
                "how far it falls",
                "fell by a fifth. rose by a third in spring, led by a fifth man",
                "1/5f 1/3f 5o",
            ),
            (
                "a fifth more",
                "a fifth more, a tenth as many, a fifth lamp",
                "1/5f 1/10f 5o",
            ),
            (
                "one tenth",
                "one tenth, one-twentieth, one hundredth of it",
                "1/10f 1/20f 1/100f",
            ),
            (
                "one of a century",
                "one tenth-century bell, one tenth century bell",
                "~1 10o ~1 10o",
            ),
            (
                "units and a half",
                "an hour and a half, One mile and a half, three days and a half",
                "1.5 1.5 3.5",
            ),
            (
                "no unit and a half",
                "a ham and a half loaf, a day and a half-eaten ham",
                "~1/2f ~1/2f",
            ),
            ("fortnight", "a fortnight", "2"),
            ("nil", "two to nil, 3-nil, nil pointers", "2 0 3 0"),
            ("half", "half of them", "~1/2f"),
            ("signs", "½ and 2½", "1/2f 2.5"),
            ("mixed number", "2 1/2 cups", "2.5"),
            ("no fraction", "24/7", "24 7"),
            ("year", "in 1984 and 2024", "1984y 2024y"),
            ("year in words", "in nineteen eighty-four", "1984y"),
            ("year twenty twenty", "in twenty twenty-four", "2024y"),
            ("short year", "the class of ’95", "95y"),
            (
                "decades",
                "the 1990s and the 90s and the nineties",
                "1990y 90y 90y",
            ),
            ("era", "Heisei 10", "1998e"),
            ("month", "in May, on March", "5m 3m"),
            ("month and day", "May 3, 2024", "5m 3d 2024y"),
            ("day and month", "the 3rd of May 2024", "3d 5m 2024y"),
            ("short month", "Sept. 11, 2001; 5 Jan", "9m 11d 2001y 5d 1m"),
            ("verbs", "You may march. May I? March on!", ""),
            ("names", "Jan and Mar went", ""),
            ("after signs", "“two” ‘three’ —four 「five", "2 3 4 5"),
            ("accents", "éone seven", "7"),
            ("iso date", "2024-05-03", "2024y 5m 3d"),
            (
                "slashed dates",
                "5/3/2024 or 25/3/2024",
                "5m 3d 2024y 25d 3m 2024y",
            ),
            (
                "times",
                "3:30 p.m., 3pm, 12 a.m., 15:30",
                "15:30t 15:00t 0:00t 15:30t",
            ),
            ("seconds", "at 9:05:07", "9:05:07t"),
            (
                "last hour and minute",
                "23:59, 24:00, 25:10, 12:60",
                "23:59t 0:00t 25 10 12 60",
            ),
            (
                "no day, no month",
                "31/12/2024, 32/1/2024, 31/13/2024",
                "31d 12m 2024y 32 1 2024y 31 13 2024y",
            ),
            (
                "slash and no part",
                "99/100, 5/5, 6/5, 1/2/3",
                "99/100f 5 5 6 5 1 2 3",
            ),
            ("british time", "at 3.30pm", "15:30t"),
            ("o'clock", "ten o'clock and 3 o’clock", "10:00t 3:00t"),
            ("noon", "at noon", "12:00t"),
            (
                "quarters and minutes of an hour",
                "a quarter past six, quarter to one, ten minutes to 7, twenty past three",
                "6:15t 12:45t 6:50t 3:20t",
            ),
            (
                "minutes to an hour",
                "at ten to five; five to ten men",
                "4:50t 5 10",
            ),
            ("minutes to midnight", "five minutes to midnight", "11:55t"),
            ("bare point", "hit .182 (.5 in all), No.5", "0.182 0.5 5"),
            (
                "currencies joined",
                "N585 million, Rs500, R2,500, USD40, B2",
                "585000000$ 500$ 2500$ 40$ ~2",
            ),
            (
                "scales joined",
                "12million, £3billion",
                "12000000 3000000000$",
            ),
            (
                "hundreds behind thousands",
                "forty-one thousand and five hundred men",
                "41500",
            ),
            (
                "commas between groups",
                "two million, three hundred thousand and five; a thousand, five of them",
                "2300005 1000 5",
            ),
            (
                "parts of a million",
                "a quarter of a million, three quarters of a million, a third of a million",
                "250000 750000 1/3f 1000000",
            ),
            (
                "scores",
                "threescore and ten, three score; a score of 3",
                "70 60 3",
            ),
            ("some dozens", "a few dozen, several dozen", "~10 ~10"),
            (
                "couples",
                "a couple of hundred, a couple of tents",
                "~2 200 ~2",
            ),
            (
                "decades that are counted",
                "two decades, decades, a decade",
                "20 ~10 10",
            ),
            ("halved", "halved and tripled", "~1/2f ~3"),
            ("a whole second", "for a whole second, per second", ""),
            (
                "a second with a capital",
                "Drops Per Second, Second Floor",
                "2o",
            ),
            (
                "money",
                "$3 million, $5, 500 yen, £2.5m",
                "3000000$ 5$ 500$ 2500000$",
            ),
            ("unit kept apart", "a 24-hour day", "24"),
            ("range", "10–20 and 3 to 4 million", "10 20 3000000 4000000"),
            (
                "range of money",
                "$100-200 million and $1–$2 billion",
                "100000000$ 200000000$ 1000000000$ 2000000000$",
            ),
            (
                "range between",
                "between 100 and 400 billion, 100 and 400 billion",
                "100000000000 400000000000 100 400000000000",
            ),
            ("range of words", "two or three thousand", "2000 3000"),
            ("roman", "World War II and Henry VIII; I, VI", "2o 8o ~6o"),
            ("full width", "１２３", "123"),
            (
                "too long to calculate with",
                "1234567890123456789012345678901234567890",
                "1234567890123456789012345678901234567890s",
            ),
            (
                "no number",
                "The quick brown fox often thinks of mayors.",
                "",
            ),
        ],
    );
}

#[test]
fn japanese() {
    check(
        Language::Japanese,
        &[
            ("arabic", "42ページ", "42"),
            ("full width", "１，２３４人", "1234"),
            ("full-width point", "３．１４", "3.14"),
            ("section", "４．４．３．４節", "4.4.3.4s"),
            ("thousand signs", "百二十三", "123"),
            ("places", "二〇二四年", "2024y"),
            ("old year", "千九百八十四年", "1984y"),
            ("formal", "金弐拾参萬円", "230000$"),
            ("man and oku", "三億五千万人", "350000000"),
            ("mixed", "1億2000万人", "120000000"),
            ("mixed with comma", "1億2,000万円", "120000000$"),
            ("mixed hundred", "3百万人、2千500人", "3000000 2500"),
            ("decimal scale", "1.5億円", "150000000$"),
            ("spaced scale", "100 万人", "1000000"),
            ("kanji decimal", "三・五倍、〇・五", "3.5 0.5"),
            ("event, not decimal", "五・一五事件", "5 15"),
            ("some", "数百人、何千もの、数十万", "100 1000 100000"),
            ("ten odd", "十数人", "~10"),
            ("two or three", "二三人", "~2 3"),
            (
                "percent",
                "30%、30％、30パーセント、３０ ％",
                "30% 30% 30% 30%",
            ),
            ("tenths", "3割、三割五分、2〜3割", "30% 35% 20 30%"),
            ("below a mark", "100割れ", "100"),
            ("thousandths", "1割8分2厘、3割5厘", "18.2% 30.5%"),
            (
                "point of newspapers",
                "１・５５㍍、１・２年生、８・１５",
                "1.55 1 2 8 15",
            ),
            ("year since", "21年以降、21年以上", "21y 21"),
            ("age and a half", "1歳半", "1.5"),
            ("bases and outs", "三塁、二死、四球", "3 2"),
            (
                "fraction",
                "三分の一、3分の2、100万分の1",
                "1/3f 2/3f 1/1000000f",
            ),
            ("half", "半分、半年", "~1/2f ~1/2f"),
            ("and a half", "2年半、三時間半", "2.5 3.5"),
            (
                "ordinals",
                "第三、第3章、3番目、三つ目、2位",
                "3o 3o 3o 3o 2o",
            ),
            ("date", "2024年5月3日", "2024y 5m 3d"),
            ("kanji date", "十二月三十一日", "12m 31d"),
            ("spaced date", "2024 年 5 月 3 日", "2024y 5m 3d"),
            ("iso date", "2024/05/03", "2024y 5m 3d"),
            (
                "eras",
                "令和6年、平成元年、昭和五十年、大正3年、明治元年",
                "2024e 1989e 1975e 1914e 1868e",
            ),
            ("era letters", "R6年、H30年", "2024e 2018e"),
            ("no era letter", "H\u{a0}30年", "30y"),
            ("era sign", "㍻10年", "1998e"),
            ("short year", "95年に", "95y"),
            ("years long", "10年間、5年前", "10 5"),
            ("months long", "5か月、3ヶ月", "5 3"),
            (
                "times",
                "午後3時30分、15時30分、午前0時、正午",
                "15:30t 15:30t 0:00t 12:00t",
            ),
            ("last hour", "29時、30時", "5:00t 30"),
            ("half past", "三時半", "3:30t"),
            (
                "minutes before",
                "五時十分前、0時5分前、9時30分前後、5時前",
                "4:50t 23:55t 9:30t 5:00t",
            ),
            ("colon", "15:30、午後 3:30", "15:30t 15:30t"),
            ("hours long", "24 時間、3時間", "24 3"),
            ("money", "500円、¥500、300万ドル", "500$ 500$ 3000000$"),
            ("range", "10〜20、3〜4万人", "10 20 30000 40000"),
            ("range of kanji", "二、三人", "2 3"),
            (
                "range up to the digit",
                "二、三百万、2、300万、二、三十人",
                "2000000 3000000 2000000 3000000 20 30",
            ),
            ("people, not a year", "1984人", "1984"),
            ("first of a month", "九月一日、一月", "9m 1d 1m"),
            ("one is weak", "一つ、一人、1つ、ひとつ", "~1 ~1 ~1 ~1"),
            ("one chapter is not", "第1章、1月", "1o 1m"),
            ("counters", "3つ、三人、二度", "3 3 2"),
            ("kana", "ふたつ、ゼロ", "2 0"),
            ("signs", "Ⅱ、③", "2o 3o"),
            ("words", "一般に一緒に統一された唯一の", ""),
            (
                "the same numerals behind 第",
                "第一部、第二次、第五条、第 一 節",
                "~1o 2o 5o ~1o",
            ),
            ("words behind 第", "第三者と第一線", ""),
            (
                "longer words that count",
                "一部屋、一段階、十八番目、四十九日間",
                "~1 ~1 18o 49",
            ),
            ("their beginnings", "一部の人、一段と、十八番、四十九日", ""),
            ("places by name", "三重と千葉、四国、九州、八王子", ""),
            ("more words", "五輪、百合、万一、万が一、八百屋、四半期", ""),
            ("enough", "十分です", "~10"),
            ("given names", "健二さんと浩三さん", ""),
            ("formal digits in words", "参加者は大陸で拾った", ""),
            ("katakana zero in a word", "ゼロックス", ""),
            ("no number", "これは数字のない文です。", ""),
        ],
    );
}

#[test]
fn other_languages() {
    check(
        Language::Other,
        &[
            (
                "digits only",
                "drei, 3, 三, 1,234.5 und 30 %",
                "3 1234.5 30%",
            ),
            ("dates and times", "2024-05-03 15:30", "2024y 5m 3d 15:30t"),
            ("no half of the day", "15:30 pm, 1/2", "15:30t 1/2f"),
            ("in a name", "utf8 and x1995", "~8 ~1995y"),
        ],
    );
}

fn keys(text: &str, language: Language) -> BTreeSet<u64> {
    numbers(text, language).iter().map(Number::key).collect()
}

/// Phrases and their translations: the same keys on both sides.
const SAME: [(&str, &str); 52] = [
    ("1.2 million", "120万"),
    ("120 million people", "1億2000万人"),
    ("one hundred and twenty million", "一億二千万"),
    ("3 trillion yen", "3兆円"),
    ("two billion", "20億"),
    ("thirty percent", "3割"),
    ("35%", "三割五分"),
    ("May 3, 2024", "2024年5月3日"),
    ("3 May 2024", "令和6年5月3日"),
    ("2024-05-03", "２０２４年０５月０３日"),
    ("in May", "5月に"),
    ("in 1995", "一九九五年"),
    ("1989", "平成元年"),
    ("Showa 50", "1975年"),
    ("the 1990s", "1990年代"),
    ("at 3:30 p.m.", "午後3時30分"),
    ("at 15:30", "15時30分"),
    ("at noon", "正午に"),
    ("at ten to five", "五時十分前に"),
    ("a 24-hour service", "24 時間サービス"),
    ("section 4.4.3.4", "４.４.３.４節"),
    ("the twenty-first century", "21世紀"),
    ("the third chapter", "第三章"),
    ("the 3rd", "3番目"),
    ("a third of the people", "三分の一"),
    ("two thirds", "3分の2"),
    ("fell by a third", "三分の一"),
    ("1/2", "2分の1"),
    ("two and a half years", "2年半"),
    ("$3 million", "300万ドル"),
    ("500 yen", "¥500"),
    ("forty-two", "四十二"),
    ("two dozen", "二十四"),
    ("10 to 20 thousand", "1〜2万"),
    ("tens of thousands", "数万"),
    ("hundreds of millions", "数億"),
    ("3 lakh", "30万"),
    ("2 crore", "2千万"),
    ("half an hour", "30分"),
    ("World War II", "第二次世界大戦"),
    ("three people", "三人"),
    ("zero", "ゼロ"),
    ("Part One", "第一部"),
    ("the first section", "第一節"),
    ("Class 1", "第一種"),
    ("Article Five", "第五条"),
    ("one second", "1秒"),
    ("a 30-second rest", "30秒の休み"),
    ("one tenth", "十分の一"),
    ("a fifth more", "5分の1増"),
    ("an hour and a half", "1時間半"),
    ("a fortnight", "2週間"),
];

/// Phrases that do not mean the same: no key in common.
const DIFFERENT: [(&str, &str); 14] = [
    ("24", "42"),
    ("1.2 million", "12万"),
    ("3 billion", "3億"),
    ("30%", "3%"),
    ("May 3", "6月4日"),
    ("2024", "令和5年"),
    ("3:30 p.m.", "4時30分"),
    ("section 4.4.3", "4.4.4節"),
    ("two thirds", "三分の一"),
    ("You may go", "5月"),
    ("one", "一般"),
    ("three", "三重県"),
    ("ten thousand", "千"),
    ("1,000", "100"),
];

#[test]
fn pairs_meet() {
    for (english, japanese) in SAME {
        let (a, b) = (
            keys(english, Language::English),
            keys(japanese, Language::Japanese),
        );
        assert!(!a.is_empty() && a == b, "{english} = {japanese}");
    }
}

#[test]
fn pairs_differ() {
    for (english, japanese) in DIFFERENT {
        let (a, b) = (
            keys(english, Language::English),
            keys(japanese, Language::Japanese),
        );
        assert!(a.is_disjoint(&b), "{english} is not {japanese}");
    }
}

#[test]
fn weaker_equalities() {
    let rows = [
        ("the class of ’95", "1995年"),
        ("in 1995", "95年に"),
        ("3 p.m.", "15"),
        ("at three", "午後3時"),
        ("3:16", "3章"),
        ("half", "50%"),
        ("half", "0.5"),
        ("A fifth were late", "5分の1"),
        ("6", "令和6年"),
        ("4 o'clock", "午後4時"),
    ];
    for (english, japanese) in rows {
        let (a, b) = (
            numbers(english, Language::English),
            numbers(japanese, Language::Japanese),
        );
        let meet = a.iter().any(|a| {
            let meets = |b: &Number| {
                a.other_keys().any(|k| k == b.key()) || b.other_keys().any(|k| k == a.key())
            };
            b.iter().any(meets)
        });
        assert!(meet, "{english} ~ {japanese}");
    }
}

#[test]
fn keys_are_stable() {
    let key = |text| numbers(text, Language::English)[0].key();
    assert_eq!(key("42"), 16_209_991_411_891_745_536);
    assert_eq!(key("4.4.3.4"), 16_507_287_878_733_887_018);
}
