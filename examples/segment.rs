//! The sentences of an English or Japanese text, one a line: `segment [FILE]`.

use taiyaku::Language;
use taiyaku::format::text_file;
use taiyaku::segment::Segmenter;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/samples/note.ja.txt");

fn main() -> taiyaku::Result<()> {
    let path = std::env::args().nth(1);
    let text = text_file(path.as_deref().unwrap_or(SAMPLE))?;
    let is_kana = |c: char| ('ぁ'..='ヿ').contains(&c);
    let language = match text.contains(is_kana) {
        true => Language::Japanese,
        false => Language::English,
    };
    let document = Segmenter::new(language).document(text);
    for sentence in document.sentences() {
        let (first, last) = (sentence.start, sentence.end - 1);
        let segments = document.segments();
        let text = &document.text()[segments[first].span.start..segments[last].span.end];
        println!("{}", text.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    Ok(())
}
