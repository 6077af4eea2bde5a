//! Formats that are text, from the file to the pairs.

use taiyaku::format::Format;
use taiyaku::{Aligner, Bitext, Content};

/// The pairs of two texts of a format, as (source, target).
fn pairs(format: Format, source: &str, target: &str) -> Vec<(String, String)> {
    let [source, target] = [source, target].map(|text| format.read(text).unwrap());
    let bitext = Bitext::from_contents(source, target);
    let alignment = Aligner::new().align(&bitext);
    let pairs = bitext.pairs(&alignment);
    pairs
        .map(|pair| {
            (
                pair.source_text().into_owned(),
                pair.target_text().into_owned(),
            )
        })
        .collect()
}

fn clock(milliseconds: f64) -> String {
    let all = milliseconds.round() as u64;
    let (seconds, rest) = (all / 1_000, all % 1_000);
    format!(
        "{:02}:{:02}:{:02},{rest:03}",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60
    )
}

/// Subtitles with a cue for each number of words; 0 leaves a cue out. All words are the same, so that only the times show which
/// cues belong together.
fn subtitles(words: &[usize], word: &str, stop: &str, on_film: impl Fn(f64) -> f64) -> String {
    let mut file = String::new();
    let mut at = 2_000.0;
    for (k, &n) in words.iter().enumerate() {
        let length = 900.0 + 310.0 * ((k * 7 + k * k) % 11) as f64;
        if 0 < n {
            let (start, end) = (clock(on_film(at)), clock(on_film(at + length)));
            let text = vec![word; n].join(if word.is_ascii() { " " } else { "" });
            file.push_str(&format!("{}\n{start} --> {end}\n{text}{stop}\n\n", k + 1));
        }
        at += length + 140.0 + 90.0 * (k % 5) as f64;
    }
    file
}

#[test]
fn the_times_of_subtitles_align_them_shifted_or_not() {
    let words: Vec<usize> = (0..160).map(|k| 3 + k * 5 % 4).collect();
    // Of the translation every seventh cue is missing, and no length tells which.
    let translated: Vec<usize> = (0..160).map(|k| if k % 7 == 3 { 0 } else { 6 }).collect();
    let source = subtitles(&words, "mola", ".", |time| time);
    for (name, speed, shift) in [
        ("the same film", 1.0, 0.0),
        ("a longer opening", 1.0, 41_730.0),
        ("a film for television", 23.976 / 25.0, -1_200.0),
    ] {
        let target = subtitles(&translated, "ぬめ", "。", |time| time * speed + shift);
        let [of_source, of_target] =
            [&source, &target].map(|text| Format::Text.read(text).unwrap());
        let times = |content: &Content| {
            content
                .cues()
                .iter()
                .map(|cue| f64::from(cue.start))
                .collect::<Vec<f64>>()
        };
        let (source_times, target_times) = (times(&of_source), times(&of_target));
        let bitext = Bitext::from_contents(of_source, of_target);
        let alignment = Aligner::new().align(&bitext);
        let is_right = |bead: &&taiyaku::Bead| {
            let apart =
                |i: usize, j: usize| (source_times[i] * speed + shift - target_times[j]).abs();
            bead.source.len() == 1
                && bead.target.len() == 1
                && apart(bead.source.start, bead.target.start) < 100.0
        };
        let n_right = alignment.beads().iter().filter(is_right).count();
        assert!(
            n_right >= 130,
            "{name}: {n_right} of {}",
            target_times.len()
        );
    }
}

#[test]
fn a_book_of_aozora_and_its_original() {
    let source = "The Night Train\n\nIt was snowing when the train reached Morioka at nine.\n\n\
        \"Is this seat free?\" asked a man with a lamp.\n\nI nodded. He was a doctor.\n";
    let target = "夜汽車\n山田一郎\n\n-------------------------------------------------------\n【テキスト中に現れる記号について】\n\n\
        《》：ルビ\n（例）夜汽車《よぎしゃ》\n-------------------------------------------------------\n\n\
        \u{3000}九時に汽車《きしゃ》が盛岡《もりおか》に着いたとき、雪が降っていた。［＃「雪」に傍点］\n\
        「この席は｜空《あ》いていますか？」ランプを持った男が尋ねた。\n\u{3000}私は頷《うなず》いた。男は医者であった。\n\n\
        底本：「夜汽車」架空文庫\n入力：誰か\n";
    let found = pairs(Format::Aozora, source, target);
    let expected = [
        (
            "It was snowing when the train reached Morioka at nine.",
            "九時に汽車が盛岡に着いたとき、雪が降っていた。",
        ),
        ("I nodded.", "私は頷いた。"),
        ("He was a doctor.", "男は医者であった。"),
    ];
    for (english, japanese) in expected {
        let pair = (english.to_owned(), japanese.to_owned());
        assert!(found.contains(&pair), "{pair:?} in {found:?}");
    }
    assert!(
        found
            .iter()
            .all(|(_, japanese)| !japanese.contains(['《', '［', '底']))
    );
}

#[test]
fn a_paper_copied_from_its_pages() {
    let page = |lines: [&str; 9], foot: &str| format!("{}\n\n{foot}\n\n", lines.join("\n"));
    let english = page(
        [
            "The lighthouse of Cape Soya was built in 1885 and re-",
            "built in 1954. Its lamp can be seen from 32 kilometres",
            "away on a clear night. Before it was built, ships kept",
            "close to the shore and many were lost on the reef that",
            "lies north of the cape. Fishermen lit fires on the hill",
            "behind the village, but in fog nobody could see them.",
            "In the winter of 1884 the steamer Hakodate ran aground",
            "with 61 people on board. The village took all of them",
            "in, and for three weeks there was no other shelter for",
        ],
        "Bulletin of the Northern Coast 7\n\n12",
    ) + &page(
        [
            "them. The minister himself came to see the place, and",
            "the money was found within the year. The stones came",
            "from Otaru by boat. They were carried up the hill by",
            "the same fishermen. The first keeper was called Ito.",
            "He kept a diary of 4,000 pages. It is our main source,",
            "and it has never been printed. The second keeper kept",
            "goats. The present lamp was made in Yokohama, and it",
            "turns once in ten seconds. It needs no keeper at all.",
            "The house beside it is a museum today.",
        ],
        "Bulletin of the Northern Coast 7\n\n13",
    );
    let content = Format::Text.read(english).unwrap();
    let bitext = Bitext::from_contents(content, Content::plain("日誌は四千ページある。"));
    let document = bitext.source();
    let sentences: Vec<String> = document
        .sentences()
        .map(|sentence| {
            let segments = sentence.map(|k| document.segment_text(k).replace('\n', " "));
            segments.collect::<Vec<_>>().join(" ")
        })
        .collect();
    for sentence in [
        "The lighthouse of Cape Soya was built in 1885 and rebuilt in 1954.",
        "The village took all of them in, and for three weeks there was no other shelter for them.",
        "The house beside it is a museum today.",
    ] {
        assert!(
            sentences.iter().any(|found| found == sentence),
            "{sentence:?} in {sentences:#?}"
        );
    }
    assert!(
        sentences
            .iter()
            .all(|sentence| !sentence.contains("Bulletin"))
    );
}

#[cfg(feature = "json")]
#[test]
fn spans_of_a_corpus_are_those_of_the_file() {
    use taiyaku::format::json_lines::{Aligned, read_request};

    let source = "1\n00:00:01,000 --> 00:00:02,000\nThe <i>tram</i> from\n\n2\n00:00:02,100 --> 00:00:03,000\nKyoto is late.\n";
    let target = "1\n00:00:01,000 --> 00:00:03,000\n京都からの路面電車が遅れている。\n";
    let line = format!(
        "{{\"id\": 1, \"format\": \"srt\", \"source\": {source:?}, \"target\": {target:?}}}"
    );
    let (id, request) = read_request(line.as_bytes());
    let bitext = request.unwrap().into_bitext().unwrap();
    let alignment = Aligner::new().align(&bitext);
    let aligned = Aligned::new(id, &bitext, &alignment, &[]);
    let characters: Vec<char> = source.chars().collect();
    let spans = aligned.beads.iter().flat_map(|bead| &bead.source);
    let texts: Vec<String> = spans
        .map(|&[start, end]| characters[start..end].iter().collect())
        .collect();
    assert_eq!(texts, ["The <i>tram</i> from", "Kyoto is late."]);
}
