//! Subtitles as people have them.

use super::*;

/// The blocks of subtitles, each as its text.
fn blocks(text: &str) -> Vec<String> {
    let content = read(text.into());
    let blocks = content.blocks().iter();
    blocks
        .map(|block| block.span.of(content.text()).to_owned())
        .collect()
}

#[test]
fn what_is_said_is_read() {
    for (name, text, expected) in [
        ("nothing", "", vec![]),
        (
            "SubRip",
            "1\n00:00:01,000 --> 00:00:02,000\nThe tram\n\n2\n00:00:02,100 --> 00:00:03,000\nis late.\n",
            vec!["The tram\nis late."],
        ),
        (
            "no blank line between cues",
            "1\r\n00:00:01,000 --> 00:00:02,000\r\nThe tram is late.\r\n2\r\n00:00:02,100 --> 00:00:03,000\r\nAgain.\r\n",
            vec!["The tram is late.\nAgain."],
        ),
        (
            "a number that is said",
            "7\n00:00:01,000 --> 00:00:02,000\nHow many?\n12\n\n8\n00:00:02,100 --> 00:00:03,000\n12\n",
            vec!["How many?\n12", "12"],
        ),
        (
            "a blank line inside a cue",
            "1\n00:00:01,000 --> 00:00:02,000\nOne.\n\nTwo.\n\n2\n00:00:02,100 --> 00:00:03,000\nThree.\n",
            vec!["One.\nTwo.\nThree."],
        ),
        (
            "tags, positions and references",
            "1\n00:00:01,000 --> 00:00:02,000 X1:40 X2:600\n{\\an8}<i>Salt &amp; pepper</i>, a < b.\n",
            vec!["Salt & pepper, a < b."],
        ),
        (
            "signs that are no tags",
            "1\n00:00:01,000 --> 00:00:02,000\nI <3 you & <b>me</b> if a <d and c> e.\n",
            vec!["I <3 you & me if a <d and c> e."],
        ),
        (
            "two speakers and a sound",
            "1\n00:00:01,000 --> 00:00:02,000\n- Who is it?\n-It's me.\n\n2\n00:00:03,000 --> 00:00:04,000\n(Laughter)\n",
            vec!["Who is it?", "It's me.", "(Laughter)"],
        ),
        (
            "a long pause",
            "1\n00:00:01,000 --> 00:00:02,000\nTo be\n\n2\n00:00:09,000 --> 00:00:10,000\ncontinued.\n",
            vec!["To be", "continued."],
        ),
        (
            "Japanese without stops",
            "1\n00:00:01,000 --> 00:00:02,000\n電車が\n遅れている\n\n2\n00:00:02,100 --> 00:00:03,000\nまたか\n",
            vec!["電車が\n遅れている", "またか"],
        ),
        (
            "WebVTT",
            "WEBVTT - a talk\nKind: captions\n\nNOTE\nnot said\n\nSTYLE\n::cue { color: red }\n\nintro\n00:01.000 --> 00:02.000 align:start\n\
             <v Ann>Good <00:01.500>evening.\n\n00:02.000 --> 00:03.000\nSit down.\n",
            vec!["Good evening.\nSit down."],
        ),
        (
            "ASS",
            "[Script Info]\nTitle: x\n\n[V4+ Styles]\nFormat: Name, Fontsize\nStyle: Default,20\n\n[Events]\n\
             Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n\
             Comment: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,not said\n\
             Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{\\i1}Well, yes,{\\i0}\\Nof course.\n",
            vec!["Well, yes,\nof course."],
        ),
        (
            "names of speakers",
            "1\n00:00:01,000 --> 00:00:02,000\nMAN: Is it\nraining?\n\n2\n00:00:02,100 --> 00:00:03,000\nWOMAN #2: It is\n\n\
             3\n00:00:03,100 --> 00:00:04,000\n（花子）傘は？\n（母）ない\nよ。\n\n4\n00:00:04,100 --> 00:00:05,000\n＞＞行こう\n&gt;&gt; Go\n",
            vec![
                "MAN: Is it\nraining?",
                "WOMAN #2: It is",
                "（花子）傘は？",
                "（母）ない\nよ。",
                "＞＞行こう",
                ">> Go",
            ],
        ),
        (
            "brackets and colons inside a sentence",
            "1\n00:00:01,000 --> 00:00:02,000\nI was\n(sighs) tired at\n7:30 and\nThis: rain.\n",
            vec!["I was\n(sighs) tired at\n7:30 and\nThis: rain."],
        ),
        (
            "comments and drawings of ASS",
            "[Script Info]\n[Events]\n\
             Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,It {wet}rained{\\i1\\pos(1,2)} all{\\pbo2} day.\n\
             Dialogue: 0,0:00:02.00,0:00:03.00,Default,,0,0,0,,{\\an7\\p1}m 0 0 l 9 0\\N9 9{\\p0}Wet.{\\p2}m 1 1\n\
             Dialogue: 0,0:00:03.00,0:00:04.00,Default,,0,0,0,,A brace { is text.\n",
            vec!["It rained all day.\nWet.\nA brace { is text."],
        ),
        (
            "captions that roll",
            "WEBVTT\n\n00:01.000 --> 00:03.000\n \nthe<00:01.500><c> tram</c>\n\n00:03.000 --> 00:03.010\nthe tram\n \n\n\
             00:03.010 --> 00:05.000\nthe tram\nis<00:04.000><c> late</c>\n\n00:05.000 --> 00:05.010\nis late\n \n\n\
             00:05.010 --> 00:07.000\nis late\nagain\n",
            vec!["the tram", "is late", "again"],
        ),
        (
            "what is said twice",
            "1\n00:00:01,000 --> 00:00:02,000\nNo.\n\n2\n00:00:02,000 --> 00:00:03,000\nNo.\n\n\
             3\n00:00:03,000 --> 00:00:04,000\nI said that\nit rains.\n\n4\n00:00:04,000 --> 00:00:05,000\nLook.\n",
            vec!["No.\nNo.\nI said that\nit rains.\nLook."],
        ),
        (
            "a sound inside a sentence",
            "1\n00:00:01,000 --> 00:00:02,000\nThe tram is\n\n2\n00:00:02,100 --> 00:00:03,000\n[bell rings]\n\n\
             3\n00:00:03,100 --> 00:00:04,000\nlate.\n\n4\n00:00:04,100 --> 00:00:05,000\n(sighs)\n\n\
             5\n00:00:05,100 --> 00:00:06,000\nAgain.\n",
            vec!["The tram is\nlate.", "[bell rings]", "(sighs)", "Again."],
        ),
        (
            "questions, but no stops",
            "1\n00:00:01,000 --> 00:00:02,000\n電車は？\n\n2\n00:00:02,100 --> 00:00:03,000\n遅れている\n\n\
             3\n00:00:03,100 --> 00:00:04,000\nまたか…\n",
            vec!["電車は？", "遅れている", "またか…"],
        ),
        (
            "music",
            "1\n00:00:01,000 --> 00:00:02,000\n♪～\n\n2\n00:00:02,100 --> 00:00:03,000\n雨だ。\n\n\
             3\n00:00:03,100 --> 00:00:04,000\n～♪\n",
            vec!["♪～", "雨だ。", "～♪"],
        ),
    ] {
        assert_eq!(blocks(text), expected, "{name}");
    }
}

#[test]
fn sentences_are_divided_where_subtitles_say() {
    let cue = |k: usize, text: &str| {
        format!("{k}\n00:00:{:02},000 --> 00:00:{:02},900\n{text}\n\n", k, k)
    };
    let segments = |text: &str| -> Vec<String> {
        let content = read(text.into());
        let document =
            crate::segment::Segmenter::new(crate::Language::Japanese).document_of(content);
        let segments = 0..document.segments().len();
        segments
            .map(|k| document.segment_text(k).to_owned())
            .collect()
    };
    for (name, text, expected) in [
        (
            "a wide blank in place of a stop",
            cue(1, "電車が遅れている　傘もない") + &cue(2, "歩こう"),
            vec!["電車が遅れている", "傘もない", "歩こう"],
        ),
        (
            "a wide blank in a text with stops",
            cue(1, "電車が　遅れている。") + &cue(2, "歩こう。"),
            vec!["電車が　遅れている。", "歩こう。"],
        ),
        (
            "a clause a cue, and the rest of a verb",
            cue(1, "電車が遅れているので、") + &cue(2, "駅まで歩いて行き") + &cue(3, "ます。"),
            vec!["電車が遅れているので、", "駅まで歩いて行き\nます。"],
        ),
    ] {
        assert_eq!(segments(&text), expected, "{name}");
    }
}

#[test]
fn subtitles_are_recognised() {
    for (name, text, expected) in [
        ("SubRip", "1\n00:00:01,000 --> 00:00:02,000\nRain.\n", true),
        (
            "a mark and no number",
            "\u{feff}00:01.0 --> 00:02.0\nRain.\n",
            true,
        ),
        ("WebVTT", "WEBVTT\n\n00:01.000 --> 00:02.000\nRain.\n", true),
        (
            "an arrow in prose",
            "It went 1 --> 2.\nThen it rained.\n",
            false,
        ),
        (
            "a time line quoted in prose",
            "A cue is a number,\na time line\n\nas in\n00:00:01,000 --> 00:00:02,000\nand text.",
            false,
        ),
        ("no fractions", "1\n00:00:01 --> 00:00:02\nRain.\n", true),
        (
            "a timetable",
            "10:15 --> 10:20 break\n10:20 --> 11:00 talk\n",
            false,
        ),
        (
            "carriage returns",
            "1\r00:00:01,000 --> 00:00:02,000\rRain.\r",
            true,
        ),
        ("nothing", "", false),
    ] {
        assert_eq!(is_likely(text), expected, "{name}");
    }
}

#[test]
fn a_sentence_over_two_cues_is_two_spans_of_the_file() {
    let file = "1\n00:00:01,000 --> 00:00:02,000\nThe <b>tram</b>\n\n2\n00:00:02,100 --> 00:00:03,000\nis late.\n";
    let content = read(file.into());
    let spans = content.in_file(content.blocks()[0].span);
    let texts: Vec<&str> = spans.iter().map(|span| span.of(file)).collect();
    assert_eq!(texts, ["The <b>tram", "is late."]);
    let times: Vec<(u32, u32)> = content
        .cues()
        .iter()
        .map(|cue| (cue.start, cue.end))
        .collect();
    assert_eq!(times, [(1_000, 2_000), (2_100, 3_000)]);
}
