//! Does each task of the library's front page with the public library alone, and checks what comes out.

use std::error::Error;

use taiyaku::corpus::{self, InFlight};
use taiyaku::format::json_lines::{self, Aligned, Answer, Failed};
use taiyaku::format::{Export, Format, ladder, tmx, tsv};
use taiyaku::review::{Check, Finding, Memory, ReviewOptions, Severity, names, review};
use taiyaku::revise::{self, ReviewSheet, Reviewed, RowState};
use taiyaku::segment::Segmenter;
use taiyaku::text::Offsets;
use taiyaku::{
    Aligner, Alignment, Bead, Bitext, Document, FixedBeads, Glossary, Language, Lexicon, OwnedPair,
    Similarity, number, on_this_thread, page,
};

const ENGLISH: &str = "The mill has 24 rooms. Nobody lives there now. Melissa Brown bought it in 1964.";
const JAPANESE: &str = "水車小屋には部屋が42ある。今は誰も住んでいない。メリッサ・ブラウンが1964年に買った。";

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result {
    let tasks: [(&str, fn() -> Result); 14] = [
        ("two texts", two_texts),
        ("a page", a_page),
        ("segments of one's own", own_segments),
        ("a glossary", glossary),
        ("embeddings", embeddings),
        ("moved passages", moved),
        ("a review and its page", a_review),
        ("the names of a text", table_of_names),
        ("a corpus", a_corpus),
        ("files", files),
        ("offsets", offsets),
        ("sentences and numbers alone", parts_alone),
        ("serde", values_as_json),
        ("errors", errors),
    ];
    for (name, task) in tasks {
        task().map_err(|error| format!("{name}: {error}"))?;
        println!("{name}: done");
    }
    Ok(())
}

fn two_texts() -> Result {
    // Whatever holds text will do.
    let (english, japanese) = (ENGLISH.to_owned(), JAPANESE.to_owned());
    let bitext = Bitext::new(&english, &japanese);
    let alignment = Aligner::new().align(&bitext);
    let pairs: Vec<OwnedPair> = bitext.pairs(&alignment).map(|pair| pair.to_owned_pair()).collect();
    drop(bitext);
    assert_eq!(pairs[1].target, "今は誰も住んでいない。");
    assert!((&alignment).into_iter().all(|bead| bead.kind().to_string() == "1-1"));
    let alone = on_this_thread(|| Aligner::new().align(&Bitext::new(english, japanese)));
    assert_eq!(alone, alignment);
    Ok(())
}

fn a_page() -> Result {
    let text = format!("{JAPANESE}\n\n原文を表示\n\n{ENGLISH}\n");
    let sides = page::split(&text)?;
    assert_eq!(sides.source.len(), 1);
    let english = Segmenter::new(Language::English).with_abbreviation("Abt.");
    let japanese = Segmenter::new(Language::Japanese);
    let bitext = Bitext::from_page_with_segmenters(&text, &english, &japanese)?;
    assert_eq!(bitext, Bitext::from_page(text)?);
    Ok(())
}

fn own_segments() -> Result {
    let german = Document::from_lines("Es regnete.\nWir blieben zu Hause.", Language::Other);
    let french = Document::from_lines("Il a plu.\n\nNous sommes restés.", Language::Other);
    assert_eq!(french.line_numbers(), [0, 2]);
    let bitext = Bitext::from_documents(german, french);
    let alignment = Aligner::new().align(&bitext);
    assert_eq!(alignment.n_segments(), (2, 2));
    let both = bitext.pair(Bead::new(0..2, 0..2, 1.0));
    assert_eq!(both.source_text(), "Es regnete. Wir blieben zu Hause.");
    Ok(())
}

fn glossary() -> Result {
    let mut glossary: Glossary = [("mill", "製粉所")].into_iter().collect();
    assert!(glossary.insert("rooms", "部屋"));
    assert_eq!(Glossary::from_reader("製粉所\tmill\nrooms\t部屋\n".as_bytes())?, glossary);
    let lexicon = Lexicon::from_iter([("水車小屋", "mill")]);
    assert_eq!(Lexicon::from_text(lexicon.as_text().to_owned())?.as_text(), lexicon.as_text());
    // One aligner carries both to whatever is asked of what it read.
    let aligner = Aligner::builder().lexicon(lexicon).glossary(glossary).build();
    let anchored = aligner.read(&Bitext::new(ENGLISH, JAPANESE));
    let alignment = aligner.align(&anchored);
    let options = ReviewOptions::default().only([Check::Glossary]);
    let findings = review(&anchored, &alignment, &options);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].source[0].of(ENGLISH), "mill");
    Ok(())
}

fn embeddings() -> Result {
    let bitext = Bitext::new(ENGLISH, JAPANESE);
    let of_side = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0];
    let similarity = Similarity::from_embeddings(&of_side, &of_side, 3);
    let aligner = Aligner::new();
    let fixed = FixedBeads::new([(0..1, 0..1)])?;
    let alignment = aligner.realign_with(&bitext, &fixed, &similarity);
    assert_eq!(alignment.beads()[0].confidence, 1.0);
    assert_eq!(aligner.align_with(&bitext, &similarity).beads().len(), 3);
    Ok(())
}

fn moved() -> Result {
    let bitext = Bitext::new(
        "The museum opened in 1931. Its library holds 4,200 maps of the harbour.\n\n\
         Tickets cost 12 euros. Children under 6 enter free of charge. The last tram leaves at 22:40.",
        "博物館は1931年に開館した。\n\n入場券は12ユーロである。6歳未満の子供は無料で入場できる。\
         最終の路面電車は22時40分に出る。図書室には港の地図が4200枚ある。",
    );
    let aligner = Aligner::new();
    let anchored = aligner.read(&bitext);
    let moved = aligner.moved(&anchored, &aligner.align(&anchored));
    let pair = bitext.moved_pair(&moved[0]);
    assert_eq!(pair.target_text(), "図書室には港の地図が4200枚ある。");
    Ok(())
}

fn a_review() -> Result {
    let bitext = Bitext::new(ENGLISH, JAPANESE);
    let aligner = Aligner::new();
    let anchored = aligner.read(&bitext);
    let alignment = aligner.align(&anchored);
    let findings: Vec<Finding> = review(&anchored, &alignment, &ReviewOptions::default());
    assert_eq!(findings[0].severity, Severity::Error);

    let reviewed = Reviewed::new(&alignment);
    let sheet = ReviewSheet::new(&bitext, &alignment, &findings, &reviewed);
    let (mut table, mut html) = (Vec::new(), Vec::new());
    revise::write_table(&sheet, &mut table)?;
    revise::write_page(&sheet, "The mill", &anchored, &mut html)?;
    assert!(html.starts_with(b"<!"));

    // A person confirms the first row in a spreadsheet; what is open is aligned again.
    let table = String::from_utf8(table)?.replacen("\topen\t", "\tconfirmed\t", 1);
    let back = revise::read(&table, "mill.tsv", &bitext)?;
    assert!(back.problems.is_empty());
    assert_eq!(back.reviewed.rows()[0].state, RowState::Confirmed);
    let again = aligner.realign(&anchored, &back.reviewed.fixed());
    assert_eq!(again.beads()[0].confidence, 1.0);
    Ok(())
}

fn table_of_names() -> Result {
    let bitext = Bitext::new(
        "We met Melissa. The bakery was closed, so Melissa laughed. I asked Melissa why.",
        "メリッサに会った。パン屋は閉まっていて、メリサは笑った。メリッサに訳を聞いた。",
    );
    let aligner = Aligner::new();
    let anchored = aligner.read(&bitext);
    let table = names(&anchored, &aligner.align(&anchored));
    assert_eq!((table[0].name.as_str(), table[0].renderings.len()), ("Melissa", 2));
    Ok(())
}

fn a_corpus() -> Result {
    let aligner = Aligner::new();
    let texts = [("It rained.", "雨が降った。"), ("We stayed.", "家にいた。")];
    let bitexts = texts.map(|(english, japanese)| Bitext::new(english, japanese));
    let mut memory = Memory::new();
    for (bitext, alignment) in bitexts.iter().zip(corpus::align(&aligner, &bitexts)) {
        memory.add(&aligner.read(bitext), &alignment);
    }
    let options = ReviewOptions::default().memory(memory);
    let answer = |(k, (english, japanese)): (usize, (&str, &str))| {
        let bitext = Bitext::new(english, japanese);
        let anchored = aligner.read(&bitext);
        let alignment = aligner.align(&anchored);
        let findings = review(&anchored, &alignment, &options);
        let moved = aligner.moved(&anchored, &alignment);
        let answer = Aligned::new((k as u64).into(), &bitext, &alignment, &moved);
        let mut line = Vec::new();
        let written = json_lines::write_answer(
            &Answer::Aligned(answer.with_findings(&bitext, &findings)),
            &mut line,
        );
        written.map(|()| line)
    };
    let mut lines = Vec::new();
    let numbered = texts.into_iter().enumerate();
    corpus::stream(numbered, InFlight::bytes(1 << 20), answer, |line: taiyaku::Result<Vec<u8>>| {
        lines.push(line?);
        Ok::<(), taiyaku::Error>(())
    })?;
    assert!(lines[1].starts_with(b"{\"id\":1,"));
    let failed = Failed::new("doc-3".into(), 3, "it is empty");
    json_lines::write_answer(&Answer::Failed(failed), &mut Vec::new())?;
    Ok(())
}

fn files() -> Result {
    let bitext = Bitext::new(ENGLISH, JAPANESE);
    let alignment = Aligner::new().align(&bitext);
    let mut table = Vec::new();
    tsv::write(bitext.pairs(&alignment), &mut table)?;
    let rows = tsv::read(std::str::from_utf8(&table)?, "mill.tsv")?;
    assert_eq!(rows[1].source, "Nobody lives there now.");
    let export = Export::new(&bitext, &alignment).with_languages("en-GB", "ja-JP");
    let mut memory = Vec::new();
    let losses = tmx::write(&export, &mut memory)?;
    assert!(losses.is_empty(), "{losses}");
    let back = Format::Tmx.read_bitext(&memory)?;
    let again = Aligner::new().align(&back);
    assert_eq!(back.pairs(&again).last().expect("a pair").target_text(), "メリッサ・ブラウンが1964年に買った。");
    let mut rungs = Vec::new();
    ladder::write(&alignment, &mut rungs)?;
    assert_eq!(ladder::read(std::str::from_utf8(&rungs)?, "mill.ladder")?.beads().len(), 3);
    Ok(())
}

fn offsets() -> Result {
    let bitext = Bitext::new("🚋 It came. We left.", "🚋が来た。私たちは去った。");
    let offsets = Offsets::new(bitext.source().text());
    let last = bitext.source().segments()[1].span;
    assert_eq!((offsets.characters(last), offsets.utf16(last)), (11..19, 12..20));
    Ok(())
}

fn parts_alone() -> Result {
    let sentences = Segmenter::new(Language::Japanese).sentences(JAPANESE);
    assert_eq!(sentences[1].of(JAPANESE), "今は誰も住んでいない。");
    let found = number::numbers("平成三年に二十四人", Language::Japanese);
    assert_eq!(found.len(), 2);
    Ok(())
}

fn values_as_json() -> Result {
    let bitext = Bitext::new(ENGLISH, JAPANESE);
    let alignment = Aligner::new().align(&bitext);
    let again: Alignment = serde_json::from_str(&serde_json::to_string(&alignment)?)?;
    assert_eq!(again.n_segments(), alignment.n_segments());
    assert_eq!(serde_json::from_str::<Bitext>(&serde_json::to_string(&bitext)?)?, bitext);
    // Nothing unchecked comes in.
    let gap = r#"{"beads":[{"source":{"start":0,"end":1},"target":{"start":1,"end":2},"confidence":0.5}]}"#;
    assert!(serde_json::from_str::<Alignment>(gap).is_err());
    assert!(serde_json::from_str::<taiyaku::Span>(r#"{"start":5,"end":1}"#).is_err());
    assert_eq!(serde_json::to_string(&Language::Japanese)?, "\"ja\"");
    Ok(())
}

fn errors() -> Result {
    let error = Bitext::from_page("Only one language stands here.").expect_err("one side is missing");
    assert!(error.is_page() && error.clone().to_string() == error.to_string());
    assert!("numbers".parse::<Check>().is_err() && "number".parse::<Check>().is_ok());
    let missing = taiyaku::format::text_file("there is no such file").expect_err("it is not there");
    assert_eq!(missing.io_kind(), Some(std::io::ErrorKind::NotFound));
    assert!(missing.to_string().starts_with("there is no such file: "));
    Ok(())
}
