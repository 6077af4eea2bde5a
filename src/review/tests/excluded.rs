//! Tables of what excludes the original: other quantities, exchanged comparisons, what may and must be done.

use crate::review::Check;
use crate::review::tests::{silent, table};

#[test]
fn quantities() {
    table(
        Check::Opposite,
        &[
            (
                "all",
                "All of the boats sank.",
                "舟の一部が沈んだ。",
                "warning All | 一部が",
            ),
            (
                "every",
                "Every lamp burned.",
                "多くのランプが燃えていた。",
                "warning Every | 多くの",
            ),
            (
                "some",
                "Some of the walls fell.",
                "すべての壁が崩れた。",
                "warning Some | すべての",
            ),
            (
                "most",
                "Most farmers keep goats.",
                "ヤギを飼う農家は少ない。",
                "warning Most | 少ない",
            ),
            (
                "few",
                "Few sailors returned.",
                "多くの船員が戻った。",
                "warning Few | 多くの",
            ),
            (
                "half",
                "Half of the grain was lost.",
                "穀物はすべて失われた。",
                "warning Half | すべて",
            ),
            (
                "both",
                "Both oars were broken.",
                "片方のオールが折れていた。",
                "warning Both | 片方",
            ),
        ],
    );
    silent(
        Check::Opposite,
        &[
            (
                "another word of quantity",
                "All boats but some barges sank.",
                "一部の艀を除いて舟は沈んだ。",
            ),
            (
                "the quantity beside it",
                "All of the boats sank.",
                "一部の艀も含めてすべて沈んだ。",
            ),
            (
                "an idiom",
                "After all, the boats sank.",
                "一部の舟は結局沈んだ。",
            ),
            (
                "a negation",
                "Not all of the boats sank.",
                "一部の舟は沈まなかった。",
            ),
            (
                "quite a few",
                "Quite a few sailors returned.",
                "多くの船員が戻った。",
            ),
            (
                "every time",
                "Every pump leaks sometimes.",
                "多くの場合ポンプは漏れる。",
            ),
        ],
    );
}

#[cfg(feature = "lexicon")]
#[test]
fn exchanged_comparisons() {
    table(
        Check::Opposite,
        &[
            (
                "two things",
                "The church is older than the bridge.",
                "橋は教会より古い。",
                "warning church, bridge | 橋, 教会",
            ),
            (
                "the other way is put by the opposite",
                "The church is older than the bridge.",
                "橋は教会より新しい。",
                "",
            ),
            (
                "as it is",
                "The church is older than the bridge.",
                "教会は橋より古い。",
                "",
            ),
            (
                "the second thing first",
                "The church is older than the bridge.",
                "橋より教会の方が古い。",
                "",
            ),
            (
                "its kanji in a name",
                "Tokyo is larger than Osaka.",
                "大阪は東京より小さい。",
                "",
            ),
            (
                "its kanji in the opposite",
                "My sister is younger than my brother.",
                "兄は妹より年上だ。",
                "",
            ),
            (
                "less of it",
                "The wheel is heavier than the chain.",
                "鎖は車輪より重さで劣る。",
                "",
            ),
            (
                "a thing and others of its kind",
                "The river is wider than other rivers.",
                "この川はほかの川より広い。",
                "",
            ),
        ],
    );
}

#[test]
fn what_may_and_must_be_done() {
    let polarity = Check::Polarity;
    table(
        polarity,
        &[
            (
                "allowed, forbidden",
                "You may swim in the pond.",
                "池で泳いではいけません。",
                "hint may | 池で泳いではいけません。",
            ),
            (
                "allowed, required",
                "Guests may bring a towel.",
                "客はタオルを持参しなければならない。",
                "hint may | 客はタオルを持参しなければならない。",
            ),
            (
                "required, allowed",
                "You must sign the register.",
                "名簿に署名してもかまいません。",
                "hint must | 名簿に署名してもかまいません。",
            ),
            (
                "needless, forbidden",
                "You don't have to sign the register.",
                "名簿に署名してはいけません。",
                "hint You don't have to sign the register. | 名簿に署名してはいけません。",
            ),
            (
                "forbidden, needless",
                "You must not oil the lever.",
                "レバーに油を差す必要はありません。",
                "hint You must not oil the lever. | レバーに油を差す必要はありません。",
            ),
        ],
    );
    silent(
        polarity,
        &[
            ("allowed", "You may swim in the pond.", "池で泳いでもよい。"),
            (
                "required",
                "You must sign the register.",
                "名簿に署名しなければならない。",
            ),
            (
                "may have to",
                "You may have to wait.",
                "待たなければならないかもしれない。",
            ),
            (
                "forbidden",
                "You may not swim in the pond.",
                "池で泳いではいけません。",
            ),
            (
                "must not",
                "You must not swim here.",
                "ここで泳いではいけません。",
            ),
            (
                "what may not be needed",
                "It may not be necessary to oil the lever.",
                "レバーに油を差す必要はないかもしれません。",
            ),
            (
                "what cannot be done, and a need",
                "Children cannot enter alone; a keeper has to come with them.",
                "子供だけでは入れません。番人が付き添う必要はあります。",
            ),
            (
                "needless",
                "You need not oil the lever.",
                "レバーに油を差す必要はありません。",
            ),
            (
                "needless and forbidden",
                "You must not open the lid, and you don't have to.",
                "蓋を開けてはいけませんし、その必要もありません。",
            ),
            (
                "the month",
                "The rent is due in May.",
                "家賃は5月に払わなければならない。",
            ),
            (
                "a thing",
                "The empty can was on the floor.",
                "床の空き缶を踏んではいけない。",
            ),
            (
                "a right",
                "He shall have the right to appeal.",
                "彼は上訴してもよい。",
            ),
            (
                "unless",
                "You may enter unless it rains.",
                "雨の日は入ってはいけません。",
            ),
        ],
    );
}

#[test]
fn negations_that_are_there() {
    silent(
        Check::Polarity,
        &[
            (
                "before a bracket",
                "The pump does not leak (see below).",
                "ポンプは漏れず（下記参照）、静かだ。",
            ),
            (
                "broken off",
                "The ferry hasn't, well.",
                "渡し船はまだ、その。",
            ),
            (
                "without delay",
                "He asked them not to delay.",
                "彼は急いでくれと頼んだ。",
            ),
            (
                "more than just",
                "A mill is more than just a wheel.",
                "水車小屋は車輪だけではありません。",
            ),
        ],
    );
}

#[cfg(feature = "lexicon")]
#[test]
fn opposites_with_too_much_and_before_another_verb() {
    table(
        Check::Opposite,
        &[
            (
                "too much",
                "The soup was too hot to eat.",
                "スープは冷たすぎて食べられなかった。",
                "warning hot | 冷たすぎ",
            ),
            (
                "after katakana for a verb",
                "Read the notes after you install the pump.",
                "ポンプをインストールする前に注記を読んでください。",
                "warning after | インストールする前",
            ),
            (
                "closed at the start",
                "Close the hatch to start the pump.",
                "ハッチを閉めてポンプを始動します。",
                "",
            ),
            (
                "the seller of goods",
                "The seller shall pack the goods.",
                "買主が商品を梱包する。",
                "warning seller | 買主",
            ),
        ],
    );
}

#[cfg(feature = "lexicon")]
#[test]
fn words_left_in_english_in_more_places() {
    table(
        Check::Untranslated,
        &[
            (
                "a noun with two adjectives",
                "Keep the seeds in a dark, dry cellar.",
                "種は a dark, dry cellar に置く。",
                "error a, dark, dry, cellar | a dark, dry cellar",
            ),
            (
                "behind an acronym",
                "Insert the HTML element here.",
                "ここに HTML element を置く。",
                "hint element | element",
            ),
            (
                "behind a name with one capital",
                "Use the Quaylog server.",
                "Quaylog server を使う。",
                "",
            ),
        ],
    );
}

#[test]
fn words_behind_a_program() {
    table(
        Check::Verbatim,
        &[
            (
                "another command",
                "Run git fetch first.",
                "最初に git rebase を実行する。",
                "warning fetch | rebase",
            ),
            (
                "names for any name",
                "Run git quabar first.",
                "最初に git hogequa を実行する。",
                if cfg!(feature = "lexicon") {
                    ""
                } else {
                    "warning quabar | hogequa"
                },
            ),
            (
                "the same",
                "Run git fetch first.",
                "最初に git fetch を実行する。",
                "",
            ),
            (
                "a form of the word",
                "They are const fns.",
                "const fn である。",
                "",
            ),
            (
                "both are there",
                "Run git fetch or git rebase.",
                "git rebase を実行する。",
                "",
            ),
        ],
    );
}

#[test]
fn numbers_that_are_left_out_as_a_rule() {
    let repeat = |line: &dyn Fn(usize) -> String| (1..6).map(line).collect::<Vec<_>>().join("\n");
    let source = repeat(&|n| format!("The pump is shown in Section {n}.{}.", n + 20));
    let target = repeat(&|n| {
        format!(
            "ポンプは別の節で{}説明する。",
            ["", "よく", "また", "さらに", "詳しく"][n - 1]
        )
    });
    let shown = crate::review::tests::shown(Check::Number, &source, &target);
    assert_eq!(shown, "warning 1.21, 2.22, 3.23, 4.24, 5.25 | ");
    let kept = repeat(&|n| match n {
        1..4 => format!("ポンプは{n}.{}節で説明する。", n + 20),
        _ => "ポンプは別の節で説明する。".to_owned(),
    });
    let shown = crate::review::tests::shown(Check::Number, &source, &kept);
    assert_eq!(shown, "warning 4.24 | ; warning 5.25 | ");
}

#[cfg(feature = "lexicon")]
#[test]
fn persons_with_titles() {
    table(
        Check::Name,
        &[
            (
                "another one that begins alike",
                "We asked Professor Quentmore.",
                "私たちはクラーク教授に尋ねた。",
                "hint Quentmore | クラーク",
            ),
            (
                "the same",
                "We asked Professor Quentmore.",
                "私たちはクウェントモア教授に尋ねた。",
                "",
            ),
            (
                "a measure behind the deed",
                "Norway beat Spain by two goals.",
                "スペインがノルウェーに二点差で勝った。",
                "warning Norway, Spain | スペイン, ノルウェー",
            ),
        ],
    );
}
