//! Table tests of the checks: each row a pair of texts and what is found, with the names of the rows.

use crate::align::{Aligner, Alignment, Bead};
use crate::bitext::Bitext;
use crate::review::{Check, Finding, Glossary, ReviewOptions, Severity, review};
use crate::text::{Begin, Document, Language, Segment, Span};

/// A document of one segment a line.
fn lines(text: &str, language: Language) -> Document {
    let mut segments = Vec::new();
    let mut start = 0;
    for (paragraph, line) in text.split('\n').enumerate() {
        if !line.is_empty() {
            segments.push(Segment {
                span: Span::new(start, start + line.len()),
                paragraph: paragraph as u32,
                begin: Begin::Paragraph,
            });
        }
        start += line.len() + 1;
    }
    Document::from_segments(text, language, segments)
}

/// The findings of texts whose lines belong together one by one; `-` stands for no line.
fn found(source: &str, target: &str, options: &ReviewOptions) -> (Bitext, Vec<Finding>) {
    let rows: Vec<(&str, &str)> = source.split('\n').zip(target.split('\n')).collect();
    let mut beads: Vec<Bead> = Vec::new();
    let (mut i, mut j) = (0, 0);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for (one, other) in rows {
        let (m, n) = (usize::from(one != "-"), usize::from(other != "-"));
        beads.push(Bead {
            source: i..i + m,
            target: j..j + n,
            confidence: 0.99,
        });
        (i, j) = (i + m, j + n);
        ours.extend((m == 1).then_some(one));
        theirs.extend((n == 1).then_some(other));
    }
    let bitext = Bitext::from_documents(
        lines(&ours.join("\n"), Language::English),
        lines(&theirs.join("\n"), Language::Japanese),
    );
    let findings = review(&bitext, &Alignment::from_beads(beads), options);
    (bitext, findings)
}

/// Findings of a check as `severity source | target`, the spans of a side joined by `, `.
fn shown(check: Check, source: &str, target: &str) -> String {
    let options = ReviewOptions::default().only([check]);
    let (bitext, findings) = found(source, target, &options);
    let show = |spans: &[Span], text: &str| {
        let spans = spans.iter().map(|span| span.of(text)).collect::<Vec<_>>();
        spans.join(", ")
    };
    let shown = findings.iter().map(|f| {
        let source = show(&f.source, bitext.source().text());
        let target = show(&f.target, bitext.target().text());
        format!("{} {source} | {target}", f.severity).replace("  ", " ")
    });
    shown.collect::<Vec<_>>().join("; ")
}

fn table(check: Check, rows: &[(&str, &str, &str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(name, source, target, expected)| {
            let shown = shown(check, source, target);
            (shown != *expected).then(|| format!("{name}: {shown:?} and not {expected:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn numbers() {
    table(
        Check::Number,
        &[
            (
                "the same",
                "The well is 30 metres deep.",
                "井戸の深さは30メートルだ。",
                "",
            ),
            (
                "another value",
                "The well is 30 metres deep.",
                "井戸の深さは13メートルだ。",
                "error 30 | 13",
            ),
            (
                "full width",
                "Room 214 is locked.",
                "２１４号室には鍵がかかっている。",
                "",
            ),
            (
                "kanji",
                "He kept 120 million seeds.",
                "彼は1億2000万粒の種を保管した。",
                "",
            ),
            (
                "era",
                "The mill burned down in 2024.",
                "水車小屋は令和6年に焼けた。",
                "",
            ),
            (
                "wrong era",
                "The mill burned down in 2024.",
                "水車小屋は令和5年に焼けた。",
                "error 2024 | 令和5",
            ),
            (
                "tenths",
                "About 30 % of the hives died.",
                "巣箱の約3割が死んだ。",
                "",
            ),
            (
                "dozen",
                "She bought two dozen lamps.",
                "彼女はランプを24個買った。",
                "",
            ),
            (
                "wrong dozen",
                "She bought two dozen lamps.",
                "彼女はランプを36個買った。",
                "error two dozen | 36",
            ),
            (
                "half",
                "Half of the crew slept.",
                "乗組員の半分は眠っていた。",
                "",
            ),
            (
                "half as percent",
                "Half of the crew slept.",
                "乗組員の50%は眠っていた。",
                "",
            ),
            ("twice", "He knocked twice.", "彼は2回ノックした。", ""),
            (
                "percent in a row",
                "It fell by 70, 55 and 35 percent.",
                "それぞれ70%、55%、35%減少した。",
                "",
            ),
            (
                "one percent of a row",
                "It fell by 70, 55 and 35 percent.",
                "それぞれ70%、55%、53%減少した。",
                "error 35 percent | 53%",
            ),
            (
                "hours",
                "A 48-hour vigil began.",
                "48時間の寝ずの番が始まった。",
                "",
            ),
            (
                "section",
                "See section 7.2.1 for the pumps.",
                "ポンプについては第7.2.1節を参照。",
                "",
            ),
            (
                "wrong section",
                "See section 7.2.1 for the pumps.",
                "ポンプについては第7.1.2節を参照。",
                "error 7.2.1 | 7.1.2",
            ),
            (
                "afternoon",
                "The tram leaves at 3:40 p.m.",
                "路面電車は15時40分に出る。",
                "",
            ),
            ("month", "They met in May.", "彼らは5月に会った。", ""),
            (
                "wrong month",
                "They met on 3 May.",
                "彼らは6月3日に会った。",
                "error May | 6",
            ),
            ("ordinal", "the 21st century bridge", "21世紀の橋", ""),
            (
                "range",
                "It takes 3 to 4 million years.",
                "300万年から400万年かかる。",
                "",
            ),
            (
                "only the original",
                "All 38 boats came back.",
                "船はみな帰ってきた。",
                "warning 38 | ",
            ),
            (
                "only the translation",
                "The boats came back.",
                "38隻の船が帰ってきた。",
                "warning | 38",
            ),
            (
                "a small count is added",
                "The path forks here.",
                "道はここで2つに分かれる。",
                "hint | 2",
            ),
            (
                "a pronoun",
                "One never knows.",
                "人には分からないものだ。",
                "",
            ),
            (
                "miles",
                "The lake is 5 miles away.",
                "湖は8キロ先にある。",
                "",
            ),
            (
                "wrong miles",
                "The lake is 5 miles away.",
                "湖は15キロ先にある。",
                "error 5 | 15",
            ),
            (
                "hours and minutes",
                "The film runs 90 minutes.",
                "映画の長さは1時間30分だ。",
                "",
            ),
            ("century", "for the past century", "過去100年にわたって", ""),
            (
                "list mark",
                "2. Close the valve.",
                "2．バルブを閉める。",
                "",
            ),
            (
                "list mark on one side",
                "Close the valve.",
                "(2) バルブを閉める。",
                "",
            ),
            (
                "translator's note",
                "He left the guild.",
                "彼は座を離れた（訳注：1590年に廃止）。",
                "",
            ),
            ("note mark", "The roof leaks.[12]", "屋根は雨漏りする。", ""),
            (
                "words against digits",
                "Seventeen swans landed.",
                "71羽の白鳥が舞い降りた。",
                "error Seventeen | 71",
            ),
            (
                "cut elsewhere",
                "The hall seats 640.\nIt opened in 1911.",
                "ホールは1911年に開館し、\n640席ある。",
                "",
            ),
            (
                "half past",
                "Dinner is at half past ten.",
                "夕食は10時半だ。",
                "",
            ),
            (
                "wrong half past",
                "Dinner is at half past ten.",
                "夕食は11時半だ。",
                "error half past ten | 11時半",
            ),
            (
                "short range of years",
                "the winter of 1918-19",
                "1918年から1919年にかけての冬",
                "",
            ),
            (
                "negative",
                "It was -15 degrees.",
                "気温は氷点下15度だった。",
                "",
            ),
        ],
    );
}

#[test]
fn omissions_and_additions() {
    let before = "The bakery opens at six.";
    let after = "We walked along the river.";
    let (mae, ato) = ("パン屋は6時に開く。", "私たちは川沿いを歩いた。");
    for (name, check, line, other, expected) in [
        (
            "a sentence",
            Check::Omission,
            "A fox crossed the frozen road.",
            "-",
            "error A fox crossed the frozen road. |",
        ),
        ("a cry", Check::Omission, "Oh!", "-", "hint Oh! |"),
        ("a rule", Check::Omission, "* * *", "-", ""),
        (
            "a sentence of the translation",
            Check::Addition,
            "-",
            "狐が凍った道を横切った。",
            "error | 狐が凍った道を横切った。",
        ),
        (
            "nothing",
            Check::Omission,
            "A fox crossed the road.",
            "狐が道を横切った。",
            "",
        ),
    ] {
        let source = [before, line, after].join("\n");
        let target = [mae, other, ato].join("\n");
        assert_eq!(
            shown(check, &source, &target).trim_end(),
            expected,
            "{name}"
        );
    }
    // What stands against an omission is likely its free rendering.
    let source = [before, "A fox crossed the frozen road.", "-", after].join("\n");
    let target = [mae, "-", "誰もその足跡に気づかなかった。", ato].join("\n");
    assert!(shown(Check::Omission, &source, &target).starts_with("warning"));
    assert!(shown(Check::Addition, &source, &target).starts_with("warning"));
    // A neighbour may hold it.
    let source = [
        "A fox crossed the frozen road and vanished.",
        "The hunter lowered his rifle.",
    ]
    .join("\n");
    let target = [
        "狐が凍った道を横切って消え、猟師はライフルを下ろした。",
        "-",
    ]
    .join("\n");
    assert!(shown(Check::Omission, &source, &target).starts_with("warning"));
}

#[test]
fn residue() {
    table(
        Check::Untranslated,
        &[
            (
                "an adjective",
                "She gave a cheerful answer.",
                "彼女は cheerful に答えた。",
                "error cheerful | cheerful",
            ),
            (
                "a preposition",
                "It was quiet across the valley.",
                "谷 across 静かだった。",
                "error across | across",
            ),
            (
                "a form of address",
                "Good evening, madam.",
                "こんばんは、 madam。",
                "error madam | madam",
            ),
            (
                "a noun",
                "The lantern flickered.",
                "その lantern が揺らめいた。",
                "warning lantern | lantern",
            ),
            (
                "another form",
                "He carefully folded it.",
                "彼は careful にそれを畳んだ。",
                "error carefully | careful",
            ),
            (
                "two words",
                "It rained nearly every evening.",
                "雨は nearly every 晩降った。",
                "error nearly, every | nearly every",
            ),
            (
                "a linking word alone",
                "However, he stayed.",
                "However、彼は残った。",
                "error However | However",
            ),
            ("a name", "We met Harriet.", "Harriet に会った。", ""),
            (
                "an acronym",
                "The DNA was damaged.",
                "DNAが損傷していた。",
                "",
            ),
            (
                "a title with small words",
                "He read the Book of Kells.",
                "彼は Book of Kells を読んだ。",
                "",
            ),
            (
                "code",
                "Call `reset` first.",
                "まず `reset` を呼び出す。",
                "",
            ),
            (
                "an option",
                "Pass --verbose to it.",
                "それに --verbose を渡す。",
                "",
            ),
            (
                "a path",
                "Edit /etc/hosts now.",
                "/etc/hosts を編集する。",
                "",
            ),
            (
                "an address",
                "Write to us at desk@example.org.",
                "desk@example.org までご連絡ください。",
                "",
            ),
            ("a unit", "It is 30 cm long.", "長さは30 cmだ。", ""),
            (
                "a gloss",
                "He believed in fate.",
                "彼は運命（fate）を信じていた。",
                "",
            ),
            (
                "a mention",
                "He wrote the word fate.",
                "彼は「fate」と書いた。",
                "",
            ),
            (
                "before katakana",
                "The reset button is red.",
                "reset ボタンは赤い。",
                "",
            ),
            (
                "kept throughout",
                "Push the branch.\nPush it again.\nPush it now.",
                "push する。\nもう一度 push する。\n今 push する。",
                "",
            ),
            (
                "a sentence",
                "The gate was closed before the carts had arrived.",
                "The gate was closed before the carts had arrived.",
                "error The, gate, was, closed, before, carts, had, arrived | The gate was closed before the carts had arrived.",
            ),
            (
                "a citation",
                "— Ann, “How to keep bees in the city”",
                "— Ann, “How to keep bees in the city”",
                "",
            ),
            (
                "a name alone",
                "Quaylog Harbour Works",
                "Quaylog Harbour Works",
                "",
            ),
            (
                "japanese in the original",
                "He called it まぼろし again.",
                "彼はまたそれを幻と呼んだ。",
                "hint まぼろし | ",
            ),
        ],
    );
}

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
fn brackets() {
    table(
        Check::Brackets,
        &[
            (
                "in pairs",
                "“Go,” she said.",
                "「行って」と彼女は言った。",
                "",
            ),
            (
                "not closed",
                "“Go,” she said.",
                "「行って、と彼女は言った。",
                "error | 「",
            ),
            (
                "not opened",
                "The lamp (a gift) broke.",
                "ランプ贈り物）——が壊れた。",
                "error | ）",
            ),
            (
                "wrong order",
                "“The ‘old’ mill,” he said.",
                "「『古い」水車小屋』と彼は言った。",
                "error | 『; error | 』",
            ),
            (
                "other width",
                "The lamp (a gift) broke.",
                "ランプ（贈り物)が壊れた。",
                "",
            ),
            ("list mark", "1) Oil the hinge.", "1) 蝶番に油を差す。", ""),
            (
                "letter mark",
                "a) Oil the hinge.",
                "a）蝶番に油を差す。",
                "",
            ),
            ("a face", "See you :)", "またね :)", ""),
            ("in code", "Call f(x) now.", "f(x)を呼び出す。", ""),
            (
                "the original's own",
                "“Go home.",
                "「家に帰れ。",
                "hint | 「",
            ),
            (
                "over paragraphs",
                "He said:\n“Go.\nNow.”",
                "彼は言った。\n「行け。\n今だ。」",
                "",
            ),
            (
                "only the original",
                "The lamp (a gift) broke.",
                "贈り物のランプが壊れた。",
                "hint (a gift) | ",
            ),
        ]
        .map(|(name, source, target, expected)| (name, source, target, expected)),
    );
}

#[test]
fn marks() {
    table(
        Check::Verbatim,
        &[
            (
                "the same",
                "See https://example.org/a.",
                "https://example.org/a を参照。",
                "",
            ),
            (
                "another host",
                "See https://example.org/a.",
                "https://example.net/a を参照。",
                "warning https://example.org/a | https://example.net/a",
            ),
            (
                "the translated page",
                "See https://example.org/en.",
                "https://example.org/ja を参照。",
                "hint https://example.org/en | https://example.org/ja",
            ),
            (
                "an address",
                "Ask desk@example.org.",
                "desk@example.com に聞く。",
                "error desk@example.org | desk@example.com",
            ),
            (
                "a placeholder",
                "Hello, {name}!",
                "こんにちは、{nmae}さん。",
                "error {name} | {nmae}",
            ),
            ("printf", "%d files, %s", "%d個のファイル", "error %s | "),
            ("percent is none", "50% of it", "その50%", ""),
            (
                "a tag",
                "Press <b>Start</b>.",
                "<b>開始を押す。",
                "error </b> | ",
            ),
            (
                "code",
                "Run `make all` now.",
                "`make` を実行する。",
                "warning `make all` | `make`",
            ),
            (
                "code without ticks",
                "Run `make all` now.",
                "make all を実行する。",
                "hint `make all` | ",
            ),
            ("less than", "if a < b then", "a < b ならば", ""),
        ],
    );
    table(
        Check::Emphasis,
        &[
            ("kept", "It is **very** cold.", "**とても**寒い。", ""),
            (
                "lost",
                "It is **very** cold.",
                "とても寒い。",
                "warning **very** | ",
            ),
            ("an item", "* Oil the hinge.", "・蝶番に油を差す。", ""),
            ("times", "2 * 3 * 4 is 24.", "2×3×4は24だ。", ""),
            (
                "an identifier",
                "Use left_margin_x here.",
                "ここではleft_margin_xを使う。",
                "",
            ),
        ],
    );
    let ten = "The gate is open.\n".repeat(10);
    let juu = "門は開いている。\n".repeat(10);
    for (name, end, mark, expected) in [
        (
            "without 。",
            "The dog barked.",
            "犬が吠えた",
            "warning | た",
        ),
        (
            "with a comma",
            "The dog barked.",
            "犬が吠えて、",
            "hint | 、",
        ),
        ("a heading", "The dog", "犬", ""),
        (
            "two marks",
            "The dog barked.",
            "犬が吠えた。。",
            "warning | 。。",
        ),
        ("dots of silence", "The dog...", "犬が。。。", ""),
        ("a quotation", "“The dog barked.”", "「犬が吠えた」", ""),
    ] {
        let shown = shown(
            Check::EndPunctuation,
            &format!("{ten}{end}"),
            &format!("{juu}{mark}"),
        );
        assert_eq!(shown, expected, "{name}");
    }
}

#[test]
fn typography() {
    table(
        Check::DoubledWord,
        &[
            (
                "kanji",
                "The harvest was poor.",
                "収穫収穫は乏しかった。",
                "warning | 収穫収穫",
            ),
            (
                "katakana",
                "The lantern broke.",
                "ランタンランタンが壊れた。",
                "warning | ランタンランタン",
            ),
            (
                "a particle",
                "He opened the gate.",
                "彼は門をを開けた。",
                "warning | をを",
            ),
            (
                "onomatopoeia",
                "My heart pounded.",
                "胸がドキドキした。",
                "",
            ),
            (
                "doubled hiragana",
                "It got worse and worse.",
                "ますます悪くなった。",
                "",
            ),
            (
                "one by one",
                "They left one by one.",
                "一人一人去っていった。",
                "",
            ),
            (
                "said twice",
                "Quick, quick, the lamp!",
                "大至急大至急、ランプを！",
                "",
            ),
            ("adjective", "It was silly.", "それは馬鹿馬鹿しかった。", ""),
            ("part of a longer run", "the bananas", "バナナナ", ""),
            ("digits", "in 1212", "1212年に", ""),
        ],
    );
    table(
        Check::Decomposed,
        &[
            ("composed", "The crab.", "かにがいる。", ""),
            (
                "decomposed",
                "The crab.",
                "かにか\u{3099}いる。",
                "error | か\u{3099}",
            ),
            ("no such kana", "Ah!", "あ\u{3099}っ！", ""),
        ],
    );
    table(
        Check::Width,
        &[
            ("half-width katakana", "A lamp.", "ﾗﾝﾌﾟ。", "warning | ﾗﾝﾌﾟ"),
            ("both in one number", "Room 24.", "２4号室。", "hint | ２4"),
            (
                "a rare width",
                "11 a\n12 b\n13 c\n14 d\n15 e",
                "11の甲\n12の乙\n13の丙\n14の丁\n１５の戊",
                "hint | １５",
            ),
            (
                "one digit full, more half",
                "11 a\n2 b\n13 c\n14 d\n15 e",
                "11の甲\n２の乙\n13の丙\n14の丁\n15の戊",
                "",
            ),
        ],
    );
}

#[test]
fn style() {
    let source = "The lamp is on.\n".repeat(12);
    for (name, usual, other, expected) in [
        (
            "plain in polite",
            "ランプがついています。",
            "犬が吠えた。",
            "warning | た",
        ),
        (
            "polite in plain",
            "ランプがついている。",
            "犬が吠えました。",
            "warning | ました",
        ),
        (
            "a quotation",
            "ランプがついています。",
            "「犬が吠えた。」",
            "",
        ),
        (
            "a noun at the end",
            "ランプがついています。",
            "吠える犬。",
            "",
        ),
        ("a heading", "ランプがついています。", "犬が吠えた", ""),
    ] {
        let target = format!("{}{other}", format!("{usual}\n").repeat(12));
        let shown = shown(
            Check::MixedStyle,
            &format!("{source}The dog barked."),
            &target,
        );
        assert_eq!(shown, expected, "{name}");
    }
}

#[test]
fn polarity() {
    table(
        Check::Polarity,
        &[
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
    let options = ReviewOptions::default()
        .only([Check::Glossary])
        .glossary(glossary);
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
        let (_, findings) = found(source, target, &options);
        assert_eq!(findings.len(), n, "{name}");
    }
}

#[test]
fn clauses_inside_pairs() {
    // What the document tells of its lengths.
    let before = [
        (
            "The school has a large garden behind the kitchen.",
            "学校には台所の裏に大きな庭がある。",
        ),
        (
            "My father bought a black horse last winter.",
            "父は去年の冬に黒い馬を買った。",
        ),
        (
            "The doctor washed his hands with cold water.",
            "医者は冷たい水で手を洗った。",
        ),
    ];
    let source = "The fisherman washed the old boat with cold water, and my mother bought medicine, apples, \
        flowers and winter clothes at the station market.";
    let whole = "漁師は古い船を冷たい水で洗い、母は駅の市場で薬とりんごと花と冬の服を買った。";
    let half = "漁師は古い船を冷たい水で洗った。";
    let english = "The fisherman washed the old boat with cold water.";
    let shown = |check, one: &str, other: &str| {
        let sides = before.iter().copied().chain([(one, other)]);
        let (source, target): (Vec<&str>, Vec<&str>) = sides.unzip();
        shown(check, &source.join("\n"), &target.join("\n"))
    };
    assert_eq!(shown(Check::PartialOmission, source, whole), "");
    let omitted = shown(Check::PartialOmission, source, half);
    assert!(omitted.contains("apples"), "{omitted:?}");
    let added = shown(Check::PartialAddition, english, whole);
    assert!(added.contains("駅の市場"), "{added:?}");
}

#[test]
fn moved_passages_are_neither_omitted_nor_added() {
    let source = "The museum opened in 1931. Its library holds 4,200 maps of the harbour.\n\n\
        Tickets cost 12 euros. Children under 6 enter free of charge. The last tram leaves at 22:40.";
    let target = "博物館は1931年に開館した。\n\n入場券は12ユーロである。6歳未満の子供は無料で入場できる。\
        最終の路面電車は22時40分に出る。図書室には港の地図が4200枚ある。";
    let bitext = Bitext::new(source, target);
    let alignment = Aligner::new().align(&bitext);
    let findings = review(&bitext, &alignment, &ReviewOptions::default());
    let moved: Vec<&Finding> = findings
        .iter()
        .filter(|f| f.check == Check::Moved)
        .collect();
    assert_eq!(moved.len(), 1);
    assert_eq!(
        moved[0].source[0].of(source),
        "Its library holds 4,200 maps of the harbour."
    );
    assert_eq!(
        moved[0].target[0].of(target),
        "図書室には港の地図が4200枚ある。"
    );
    assert!(
        !findings
            .iter()
            .any(|f| matches!(f.check, Check::Omission | Check::Addition))
    );
}

#[test]
fn what_is_ignored_stays_ignored() {
    let (source, target) = ("The well is 30 metres deep.", "井戸の深さは13メートルだ。");
    let options = ReviewOptions::default().only([Check::Number]);
    let (_, findings) = found(source, target, &options);
    assert_eq!(findings[0].severity, Severity::Error);
    let options = options.ignore([findings[0].id]);
    let (_, findings) = found(
        &format!("The dog barked.\n{source}"),
        &format!("犬が吠えた。\n{target}"),
        &options,
    );
    assert_eq!(findings, []);
}
