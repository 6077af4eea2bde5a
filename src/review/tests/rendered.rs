//! Tables of what was rendered at all, which only a dictionary can tell: omissions, additions, clauses, moved passages.

use crate::align::Aligner;
use crate::bitext::Bitext;
use crate::review::tests::{shown, table};
use crate::review::{Check, Finding, ReviewOptions, Severity, review};

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
    assert!(shown(Check::Omission, &source, &target).starts_with("hint"));
}

#[test]
fn segments_without_a_partner() {
    table(
        Check::Addition,
        &[
            (
                "the rest of a sentence behind a quotation",
                "“Go home,” he said.\n-\nThe gate is open.",
                "「家に帰れ。」\nと彼は穏やかに言った。\n門は開いている。",
                "",
            ),
            (
                "said to be asked",
                "“Why do you wait?”\n-\nThe gate is open.",
                "「なぜ待つのですか。」\nという質問が何度もあった。\n門は開いている。",
                "",
            ),
            (
                "a translator's note",
                "He lit the lamp.\n-\nThe gate is open.",
                "彼はランプをつけた。\n（訳注：当時のランプは鯨油を燃やした。）\n門は開いている。",
                "",
            ),
            (
                "a note of another form",
                "He lit the lamp.\n-\nThe gate is open.",
                "彼はランプをつけた。\n［訳者註　当時のランプは鯨油を燃やした。］\n門は開いている。",
                "",
            ),
            (
                "a note with a mark",
                "He lit the lamp.\n-\nThe gate is open.",
                "彼はランプをつけた。\n※当時のランプは鯨油を燃やした。\n門は開いている。",
                "",
            ),
            (
                "an addition",
                "He lit the lamp.\n-\nThe gate is open.",
                "彼はランプをつけた。\n図書館は来年の春に建て替えられる予定だ。\n門は開いている。",
                "error | 図書館は来年の春に建て替えられる予定だ。",
            ),
        ],
    );
    table(
        Check::Omission,
        &[
            (
                "user names",
                "He lit the lamp.\n@mill @well\nThe gate is open.",
                "彼はランプをつけた。\n-\n門は開いている。",
                "",
            ),
            (
                "an address",
                "He lit the lamp.\nhttps://example.org/lamp\nThe gate is open.",
                "彼はランプをつけた。\n-\n門は開いている。",
                "",
            ),
            (
                "a sentence",
                "He lit the lamp.\nThe library will be rebuilt next spring.\nThe gate is open.",
                "彼はランプをつけた。\n-\n門は開いている。",
                "error The library will be rebuilt next spring. | ",
            ),
            (
                "a sentence that the pair before it may have",
                "He lit the lamp.\nThe old gate of the mill was open all night.\nThe dog barked.",
                "彼はランプをつけたが、古い水車小屋の門は一晩じゅう開いたままだった。\n-\n犬が吠えた。",
                "hint The old gate of the mill was open all night. | ",
            ),
        ],
    );
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
    let beside = |next: &str| {
        let source = format!("{source}\nIt was noon.");
        shown(Check::PartialOmission, &source, &format!("{half}\n{next}"))
    };
    assert!(beside("正午だった。").contains("apples"));
    let rest = "母は駅の市場で薬とりんごと花と冬の服を買ったが、もう正午だった。";
    assert_eq!(beside(rest), "", "the rest stands in the next pair");
}

#[test]
fn moved_passages_are_neither_omitted_nor_added() {
    let source = "The museum opened in 1931. Its library holds 4,200 maps of the harbour.\n\n\
        Tickets cost 12 euros. Children under 6 enter free of charge. The last tram leaves at 22:40.";
    let target = "博物館は1931年に開館した。\n\n入場券は12ユーロである。6歳未満の子供は無料で入場できる。\
        最終の路面電車は22時40分に出る。図書室には港の地図が4200枚ある。";
    let bitext = Bitext::new(source, target);
    let aligner = Aligner::new();
    let anchored = aligner.read(&bitext);
    let alignment = aligner.align(&anchored);
    let findings = review(&anchored, &alignment, &ReviewOptions::default());
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
fn a_moved_passage_has_few_sentences_without_a_partner() {
    let source = "The well behind the church is dry. My uncle repairs clocks in the cellar. The ferry was late because of the \
        storm. She lost her umbrella in Prague. We bought thirty lamps, but only twenty arrived. The violin needs new \
        strings. He speaks Danish with his neighbour. The nurse told me to wait outside. A deer crossed the \
        railway. The museum bought a map of the harbour. Nobody opened the letter. The bread was stale and the \
        cook was angry. In 1961 the mill burned down. Our train to Madrid was cancelled. The teacher planted a pear \
        tree. I prefer the green carpet.";
    let target = "私は緑の絨毯のほうが好きだ。パンは古く、料理人は怒っていた。看護師に外で待つように言われた。\
        彼は隣人とデンマーク語で話す。彼女はプラハで傘をなくした。先生は梨の木を植えた。教会の裏の井戸は涸れている。\
        博物館は港の地図を購入した。バイオリンには新しい弦が必要だ。鹿が線路を横切った。マドリード行きの列車は運休した。\
        嵐のため渡し船は遅れた。叔父は地下室で時計を修理する。1961年に水車小屋は焼け落ちた。\
        ランプを30個買ったが、20個しか届かなかった。誰も手紙を開けなかった。";
    let bitext = Bitext::new(source, target);
    let aligner = Aligner::new();
    let anchored = aligner.read(&bitext);
    let alignment = aligner.align(&anchored);
    for passage in aligner.moved(&anchored, &alignment) {
        let pairs = passage.beads.iter().filter(|bead| !bead.is_null());
        let n_paired: usize = pairs
            .map(|bead| bead.source.len() + bead.target.len())
            .sum();
        let n_segments = passage.source.len() + passage.target.len();
        assert!(n_segments <= 2 * n_paired, "{passage:?}");
    }
    // Where the one text does not follow the other, nothing is said to be wrong with certainty.
    let findings = review(&anchored, &alignment, &ReviewOptions::default());
    let of_segments = |f: &&Finding| matches!(f.check, Check::Omission | Check::Addition);
    let mut found = findings.iter().filter(of_segments);
    assert!(found.all(|f| f.severity == Severity::Hint));
}

/// Sentences around a pair, from which its document's lengths and terms are known.
fn among(check: Check, source: &str, target: &str) -> String {
    let before = [
        (
            "The school has a large garden.",
            "その学校には大きな庭がある。",
        ),
        ("The doctor opened the window.", "医者は窓を開けた。"),
        ("My father bought a black horse.", "父は黒い馬を買った。"),
        ("The doctor looked at the garden.", "医者は庭を見た。"),
        ("The horse slept in the garden.", "馬は庭で眠った。"),
        ("The garden was cold in winter.", "冬の庭は寒かった。"),
    ];
    let (mut ours, mut theirs): (Vec<&str>, Vec<&str>) = before.into_iter().unzip();
    ours.push(source);
    theirs.push(target);
    shown(check, &ours.join("\n"), &theirs.join("\n"))
}

#[test]
fn what_is_no_clause_left_out() {
    let rows = [
        (
            "all is there",
            "The teacher sold the old bicycle, and her brother painted the kitchen wall.",
            "先生は古い自転車を売り、弟は台所の壁を塗った。",
        ),
        (
            "another order",
            "Because the road was closed, the soldiers crossed the river by night.",
            "兵士たちは夜のうちに川を渡った。道路が閉鎖されていたからである。",
        ),
        (
            "a translator's note",
            "The teacher sold the old bicycle.",
            "先生は古い自転車（訳注：戦争中に軍隊が農民から徴収した車両の払い下げ品）を売った。",
        ),
        (
            "a gloss",
            "The teacher sold the old LLM.",
            "先生は古いLLM（大規模言語模型と呼ばれる計算機械）を売った。",
        ),
        (
            "a gloss of katakana",
            "The teacher sold the old phonograph.",
            "先生は古いフォノグラフ(録音と再生ができる円筒式の蓄音機械)を売った。",
        ),
        (
            "a row of a table",
            "| Hinge | 5 cm | Oil it before the winter comes. |",
            "| 蝶番 | 5 cm | 毎日、凍った川の兵士たちが先生の自転車を磨くこと。 |",
        ),
        (
            "in other words",
            "In other words, the teacher sold the old bicycle.",
            "先生は古い自転車を売った。",
        ),
        (
            "of course",
            "The teacher sold the old bicycle.",
            "もちろん、先生は古い自転車を売った。",
        ),
        (
            "that is to say",
            "The teacher sold the old bicycle, that is to say, his horse.",
            "先生は古い自転車、つまり彼の馬を売った。",
        ),
    ];
    for (name, source, target) in rows {
        for check in [Check::PartialOmission, Check::PartialAddition] {
            assert_eq!(among(check, source, target), "", "{name}: {check}");
        }
    }
}

#[test]
fn a_clause_that_only_one_side_has() {
    let english = "The teacher sold the old bicycle";
    let shown = among(
        Check::PartialOmission,
        &format!("{english}, although the soldiers had crossed the frozen river before dawn."),
        "先生は古い自転車を売った。",
    );
    assert!(
        shown.contains("soldiers had crossed the frozen river"),
        "{shown}"
    );
    assert!(!shown.contains("teacher sold"), "{shown}");
    let shown = among(
        Check::PartialAddition,
        &format!("{english}."),
        "先生は、兵士たちが凍った川を渡った夜に、古い自転車を売った。",
    );
    assert!(shown.contains("凍った川"), "{shown}");
}

#[test]
fn terms_that_are_rendered_otherwise() {
    let before = [
        ("The meeting began at noon.", "会議は正午に始まった。"),
        ("We left the meeting early.", "私たちは会議を早めに出た。"),
        ("The meeting was long.", "会議は長かった。"),
        ("Nobody slept in the meeting.", "会議では誰も眠らなかった。"),
    ];
    for (name, source, target, expected) in [
        (
            "another word for it",
            "The meeting was cancelled.",
            "集会は中止された。",
            "hint meeting | 集会",
        ),
        (
            "the usual one within a longer word",
            "The meeting was cancelled.",
            "会議室での話は中止された。",
            "",
        ),
        (
            "another form is another term",
            "They met at the station.",
            "彼らは駅で集会を開いた。",
            "",
        ),
        (
            "nothing for it",
            "The meeting was cancelled.",
            "絨毯は中止された。",
            "",
        ),
        (
            "left out",
            "The meeting was cancelled.",
            "中止になった。",
            "",
        ),
        (
            "another word that renders another word of the sentence",
            "The rally at the meeting was cancelled.",
            "集会は中止された。",
            "",
        ),
        (
            "another word in several places",
            "The meeting was cancelled.\nShe missed the meeting.",
            "集会は中止された。\n彼女は集会を逃した。",
            "hint meeting, meeting, meeting, meeting, meeting, meeting | 会議, 会議, 会議, 会議, 集会, 集会",
        ),
    ] {
        let (mut ours, mut theirs): (Vec<&str>, Vec<&str>) = before.into_iter().unzip();
        ours.push(source);
        theirs.push(target);
        let shown = shown(Check::Terminology, &ours.join("\n"), &theirs.join("\n"));
        assert_eq!(shown, expected, "{name}");
    }
}

#[test]
fn general_words_and_spellings() {
    for (name, source, target, expected) in [
        (
            "a general word",
            "This is the right part.\nThat part broke.\nA part was lost.\nShe lost the part.",
            "これが正しい部分だ。\nその部分が壊れた。\n部分が失われた。\n彼女は部品をなくした。",
            "",
        ),
        (
            "a loan word with and without its sign of length",
            "The server stopped.\nEvery server is new.\nOur server is old.",
            "サーバーが止まった。\nどのサーバーも新しい。\n私たちのサーバは古い。",
            "hint server | サーバ",
        ),
        (
            "in one spelling",
            "The server stopped.\nEvery server is new.\nOur server is old.",
            "サーバーが止まった。\nどのサーバーも新しい。\n私たちのサーバーは古い。",
            "",
        ),
    ] {
        assert_eq!(
            shown(Check::Terminology, source, target),
            expected,
            "{name}"
        );
    }
}
