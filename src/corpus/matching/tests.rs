//! Small collections of documents: what is matched, what is left, and that nothing depends on the order.

use proptest::prelude::*;

use super::*;
use crate::on_this_thread;
use crate::segment::Segmenter;

const MILL: (&str, &str) = (
    "The old mill has 24 rooms and a red roof. Melissa lives there with two dogs. Every morning she sweeps the bridge and \
     feeds the horses. In 1964 a flood took the wheel away.",
    "古い水車小屋には部屋が24あり、屋根は赤い。メリッサは犬二匹とそこに住んでいる。毎朝、橋を掃いて馬にえさをやる。\
     1964年に洪水で水車が流された。",
);
const FERRY: (&str, &str) = (
    "The ferry to the island leaves at 9:40 and costs 300 yen. Children travel free. Buy the ticket at the window beside the \
     post office. The last ship returns at 18:15.",
    "島へのフェリーは9時40分に出て、料金は300円です。子供は無料です。切符は郵便局の隣の窓口で買ってください。\
     最後の船は18時15分に戻ります。",
);
const SERVER: (&str, &str) = (
    "Install the package with npm and open port 8080. The server writes its log to the folder logs. If Docker is running, \
     restart the container. Then test the connection with curl.",
    "npmでパッケージをインストールし、ポート8080を開きます。サーバーはログをlogsフォルダーに書きます。\
     Dockerが動いているときは、コンテナを再起動してください。それからcurlで接続をテストします。",
);
const SOUP: (&str, &str) = (
    "Peel three potatoes and cut the onion. Boil them with salt for 25 minutes. Add milk and butter. Serve the soup hot with \
     bread.",
    "じゃがいもを3個むいて、玉ねぎを切る。塩を加えて25分ゆでる。牛乳とバターを入れる。スープは熱いうちにパンと出す。",
);

fn fingerprints(matcher: &Matcher, language: Language, texts: &[&str]) -> Vec<Fingerprint> {
    let segmenter = Segmenter::new(language);
    let read = |text: &&str| matcher.fingerprint(&segmenter.document(*text));
    texts.iter().map(read).collect()
}

fn matches(english: &[&str], japanese: &[&str]) -> Vec<Match> {
    let matcher = Matcher::new(&Aligner::new());
    let sources = fingerprints(&matcher, Language::English, english);
    let targets = fingerprints(&matcher, Language::Japanese, japanese);
    matcher.matches(&sources, &targets)
}

fn sure(matches: &[Match]) -> Vec<(usize, usize)> {
    let sure = matches
        .iter()
        .filter(|found| Match::LEAST_CONFIDENCE <= found.confidence);
    sure.map(|found| (found.source, found.target)).collect()
}

#[test]
fn documents_find_their_translations() {
    type Row<'t> = (&'t str, &'t [&'t str], &'t [&'t str], &'t [(usize, usize)]);
    let mill_25 = MILL.1.replace("24", "25");
    let mill_25_en = MILL.0.replace("24", "25");
    let rows: &[Row<'_>] = &[
        ("nothing", &[], &[], &[]),
        ("one side", &[MILL.0], &[], &[]),
        ("empty documents", &["", " "], &["", "\n"], &[]),
        (
            "in another order",
            &[MILL.0, FERRY.0, SERVER.0, SOUP.0],
            &[SOUP.1, SERVER.1, MILL.1, FERRY.1],
            &[(0, 2), (1, 3), (2, 1), (3, 0)],
        ),
        (
            "no partner",
            &[MILL.0, FERRY.0, SOUP.0],
            &[SERVER.1, MILL.1, FERRY.1],
            &[(0, 1), (1, 2)],
        ),
        (
            "an empty document among others",
            &["", MILL.0, FERRY.0],
            &[FERRY.1, "", MILL.1],
            &[(1, 2), (2, 0)],
        ),
        (
            "one number differs",
            &[MILL.0, FERRY.0, &mill_25_en],
            &[&mill_25, MILL.1, FERRY.1],
            &[(0, 1), (1, 2), (2, 0)],
        ),
        (
            "copies on both sides",
            &[MILL.0, FERRY.0, MILL.0],
            &[MILL.1, MILL.1, FERRY.1],
            &[(0, 0), (1, 2), (2, 1)],
        ),
    ];
    for (name, english, japanese, expected) in rows {
        let found = matches(english, japanese);
        assert_eq!(sure(&found), *expected, "{name}: {found:?}");
    }
}

#[test]
fn one_language_on_both_sides_is_taken() {
    let texts = [MILL.0, FERRY.0, SERVER.0];
    assert_one_to_one(&matches(&texts, &texts));
    let texts = [MILL.1, FERRY.1, SERVER.1];
    assert_one_to_one(&matches(&texts, &texts));
}

#[test]
fn copies_are_paired_in_their_order() {
    const N: usize = 1_000;
    let matcher = Matcher::new(&Aligner::new());
    let mut sources = vec![fingerprints(&matcher, Language::English, &[MILL.0]).remove(0); N];
    sources.extend(fingerprints(&matcher, Language::English, &[FERRY.0]));
    let mut targets = fingerprints(&matcher, Language::Japanese, &[FERRY.1]);
    targets.extend(vec![
        fingerprints(&matcher, Language::Japanese, &[MILL.1])
            .remove(0);
        N
    ]);
    let found = sure(&matcher.matches(&sources, &targets));
    let mut expected: Vec<(usize, usize)> = (0..N).map(|k| (k, k + 1)).collect();
    expected.push((N, 0));
    assert_eq!(found, expected);
}

#[test]
fn a_document_without_bounds_has_a_small_fingerprint() {
    let matcher = Matcher::new(&Aligner::new());
    let of = |text: String| fingerprints(&matcher, Language::English, &[&text]).remove(0);
    let rows = [
        ("one word", "a".repeat(1 << 20)),
        ("one word again and again", "mill ".repeat(1 << 17)),
        (
            "many words",
            (0..60_000).map(|k| format!("word{k} ")).collect(),
        ),
        (
            "many numbers",
            (0..60_000).map(|k| format!("{k}, ")).collect(),
        ),
    ];
    for (name, text) in rows {
        let n_bytes = of(text).n_bytes();
        assert!(n_bytes < 200_000, "{name}: {n_bytes} bytes");
    }
}

fn assert_one_to_one(matches: &[Match]) {
    for side in [|m: &Match| m.source, |m: &Match| m.target] {
        let mut numbers: Vec<usize> = matches.iter().map(side).collect();
        numbers.sort_unstable();
        let n_matches = numbers.len();
        numbers.dedup();
        assert_eq!(numbers.len(), n_matches);
    }
    assert!(matches.iter().all(|m| (0.0..=1.0).contains(&m.confidence)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn matches_are_one_to_one_in_any_order(
        sources in proptest::collection::vec((0usize..5, 0usize..3), 0..8),
        targets in proptest::collection::vec((0usize..5, 0usize..3), 0..8),
        seed in any::<u64>(),
    ) {
        // Parts of documents: many are equal, and many are equal but for a sentence.
        let texts = [MILL, FERRY, SERVER, SOUP, ("", "")];
        let english: Vec<String> = sources
            .iter()
            .map(|&(k, n)| texts[k].0.split_inclusive(". ").skip(n).collect())
            .collect();
        let japanese: Vec<String> = targets
            .iter()
            .map(|&(k, n)| texts[k].1.split_inclusive('。').skip(n).collect())
            .collect();
        let matcher = Matcher::new(&Aligner::new());
        let read = |language, texts: &[String]| {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            fingerprints(&matcher, language, &texts)
        };
        let sources = read(Language::English, &english);
        let targets = read(Language::Japanese, &japanese);
        let found = matcher.matches(&sources, &targets);
        assert_one_to_one(&found);
        prop_assert_eq!(&on_this_thread(|| matcher.matches(&sources, &targets)), &found);

        let order = |n: usize| {
            let mut order: Vec<usize> = (0..n).collect();
            order.sort_by_key(|&k| (seed ^ k as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
            order
        };
        let (source_order, target_order) = (order(sources.len()), order(targets.len()));
        let shuffled = matcher.matches(
            &source_order.iter().map(|&k| sources[k].clone()).collect::<Vec<_>>(),
            &target_order.iter().map(|&k| targets[k].clone()).collect::<Vec<_>>(),
        );
        // Equal texts are the same document.
        let mut before: Vec<(&str, &str, u32)> = found
            .iter()
            .map(|m| (&*english[m.source], &*japanese[m.target], m.confidence.to_bits()))
            .collect();
        let mut after: Vec<(&str, &str, u32)> = shuffled
            .iter()
            .map(|m| (source_order[m.source], target_order[m.target], m.confidence.to_bits()))
            .map(|(s, t, confidence)| (&*english[s], &*japanese[t], confidence))
            .collect();
        before.sort_unstable();
        after.sort_unstable();
        prop_assert_eq!(before, after);
    }
}
