//! The notation, as texts have it.

use super::*;

/// The blocks of a text, each as its kind and its text.
fn blocks(text: &str) -> Vec<(BlockKind, String)> {
    let content = read(text.into());
    let blocks = content.blocks().iter();
    blocks
        .map(|block| (block.kind, block.span.of(content.text()).to_owned()))
        .collect()
}

#[test]
fn notation_is_left_out() {
    for (name, text, expected) in [
        ("nothing", "", ""),
        (
            "a reading",
            "夜汽車《よぎしゃ》が着いた。",
            "夜汽車が着いた。",
        ),
        (
            "the base of a reading",
            "青い｜夜汽車《よぎしゃ》。",
            "青い夜汽車。",
        ),
        ("a bar that marks nothing", "左｜右。", "左｜右。"),
        (
            "brackets that quote",
            "《静かに》と書いてある。",
            "《静かに》と書いてある。",
        ),
        (
            "a reading that does not close",
            "夜汽車《よぎしゃ。",
            "夜汽車《よぎしゃ。",
        ),
        (
            "a note",
            "びっしょり［＃「びっしょり」に傍点］濡れた。",
            "びっしょり濡れた。",
        ),
        (
            "a note in a note",
            "雨［＃「雨」は底本では「［雪］」］が降る。",
            "雨が降る。",
        ),
        (
            "a bracket that is no note",
            "港［注1］に着く。",
            "港［注1］に着く。",
        ),
        (
            "a code point",
            "※［＃「女＋市」、U+59CA、12-3］《あね》が来た。",
            "姊が来た。",
        ),
        (
            "no code point",
            "※［＃「火＋何」、第4水準2-79-62］が来た。",
            "〓が来た。",
        ),
        (
            "brackets",
            "※［＃始め二重山括弧、1-1-52］風※［＃終わり二重山括弧、1-1-53］。",
            "《風》。",
        ),
        (
            "accents",
            "〔cafe'〕へ行く。〔note〕もある。",
            "caféへ行く。〔note〕もある。",
        ),
        ("a mark of reference", "※は注である。", "※は注である。"),
    ] {
        let expected = match expected {
            "" => vec![],
            text => vec![(BlockKind::Paragraph, text.to_owned())],
        };
        assert_eq!(blocks(text), expected, "{name}");
    }
}

const BOOK: &str = "夜汽車\n山田一郎\n\n\
    -------------------------------------------------------\n【テキスト中に現れる記号について】\n\n《》：ルビ\n（例）夜汽車《よぎしゃ》\n\
    -------------------------------------------------------\n\n［＃３字下げ］一［＃「一」は中見出し］\n\n　雨が降る。\n［＃改ページ］\n　底本：とは何か。\n\n\n\
    底本：「夜汽車」架空文庫\n　　　1990（平成2）年1月1日初版\n入力：誰か\n";

#[test]
fn the_legend_and_the_colophon_are_left_out() {
    let paragraph = |text: &str| (BlockKind::Paragraph, text.to_owned());
    let expected = [
        paragraph("夜汽車"),
        paragraph("山田一郎"),
        (BlockKind::Heading, "一".to_owned()),
        paragraph("　雨が降る。"),
        paragraph("　底本：とは何か。"),
    ];
    assert_eq!(blocks(BOOK), expected);
    assert_eq!(blocks(&BOOK.replace('\n', "\r\n")), expected);
}

#[test]
fn the_notation_is_recognised() {
    for (name, text, expected) in [
        ("a book", BOOK, true),
        (
            "readings",
            "春《はる》と夏《なつ》と秋《あき》と冬《ふゆ》。",
            true,
        ),
        (
            "a reading and a note",
            "春《はる》［＃「春」に傍点］。",
            true,
        ),
        (
            "titles in brackets",
            "私は《春》と《夏》と《秋》と《冬》を読んだ。",
            false,
        ),
        (
            "titles in katakana",
            "新作《ゴジラ》と旧作《モスラ》と名作《ラドン》と駄作《ガメラ》を見た。",
            false,
        ),
        ("prose", "春と夏と秋と冬。", false),
        ("nothing", "", false),
    ] {
        assert_eq!(is_likely(text), expected, "{name}");
    }
}

#[test]
fn spans_of_the_file_include_the_notation_inside() {
    let file = "　青い｜夜汽車《よぎしゃ》が来た。";
    let content = read(file.into());
    let start = content.text().find('夜').unwrap();
    let spans = content.in_file(crate::Span::new(start, start + "夜汽車が".len()));
    assert_eq!(spans.len(), 1);
    assert_eq!(spans[0].of(file), "夜汽車《よぎしゃ》が");
}
