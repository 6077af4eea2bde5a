//! The SRX export: it is the XML that SRX 2.0 asks for, its rules are regular expressions, and a tool that knows only
//! them cuts most texts as the segmenter does.

use regex::Regex;
use roxmltree::{Document, Node};
use taiyaku::Language;
use taiyaku::segment::{Segmenter, srx};

const NAMESPACE: &str = "http://www.lisa.org/srx20";

struct Rule {
    cuts: bool,
    before: Regex,
    after: Regex,
}

fn children<'a>(node: Node<'a, 'a>, name: &str) -> Vec<Node<'a, 'a>> {
    let named = |child: &Node| child.has_tag_name((NAMESPACE, name));
    node.children().filter(named).collect()
}

fn only<'a>(node: Node<'a, 'a>, name: &str) -> Node<'a, 'a> {
    let found = children(node, name);
    assert_eq!(found.len(), 1, "{name}");
    found[0]
}

/// The rules of a language, found through the map as a tool would.
fn rules(export: &str, code: &str) -> Vec<Rule> {
    let document = Document::parse(export).expect("well-formed XML");
    let root = document.root_element();
    assert!(root.has_tag_name((NAMESPACE, "srx")));
    assert_eq!(root.attribute("version"), Some("2.0"));
    let header = only(root, "header");
    assert!(matches!(
        header.attribute("segmentsubflows"),
        Some("yes" | "no")
    ));
    assert!(matches!(header.attribute("cascade"), Some("yes" | "no")));
    for handle in children(header, "formathandle") {
        assert!(matches!(
            handle.attribute("type"),
            Some("start" | "end" | "isolated")
        ));
        assert!(matches!(handle.attribute("include"), Some("yes" | "no")));
    }
    let body = only(root, "body");
    let map = children(only(body, "maprules"), "languagemap")
        .into_iter()
        .find(|map| {
            let pattern = map.attribute("languagepattern").expect("a pattern");
            Regex::new(&format!("^(?:{pattern})$"))
                .expect("a regular expression")
                .is_match(code)
        })
        .expect("a language that is mapped");
    let name = map.attribute("languagerulename");
    let language = children(only(body, "languagerules"), "languagerule")
        .into_iter()
        .find(|rule| rule.attribute("languagerulename") == name)
        .expect("the rules that the map names");
    let part = |rule: Node, name: &str| {
        let found = rule
            .children()
            .find(|part| part.has_tag_name((NAMESPACE, name)));
        found.and_then(|part| part.text()).unwrap_or("").to_owned()
    };
    children(language, "rule")
        .into_iter()
        .map(|rule| Rule {
            cuts: rule.attribute("break") == Some("yes"),
            before: Regex::new(&format!("(?:{})$", part(rule, "beforebreak")))
                .expect("a regular expression"),
            after: Regex::new(&format!("^(?:{})", part(rule, "afterbreak")))
                .expect("a regular expression"),
        })
        .collect()
}

/// Cuts as SRX says: at each place the first rule that matches on both sides decides.
fn sentences(text: &str, rules: &[Rule]) -> Vec<String> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in text.char_indices().skip(1) {
        let first = rules
            .iter()
            .find(|rule| rule.after.is_match(&text[at..]) && rule.before.is_match(&text[..at]));
        if first.is_some_and(|rule| rule.cuts) {
            found.push(text[start..at].trim().to_owned());
            start = at;
        }
    }
    found.push(text[start..].trim().to_owned());
    found
}

#[test]
fn a_tool_that_knows_the_rules_cuts_as_the_segmenter() {
    let export = srx::export(&[
        Segmenter::new(Language::Other),
        Segmenter::new(Language::English),
        Segmenter::new(Language::Japanese),
    ]);
    let tables: [(&str, &[(&str, &str)]); 2] = [("en", &ENGLISH), ("ja", &JAPANESE)];
    for (code, rows) in tables {
        let rules = rules(&export, code);
        for (name, marked) in rows {
            let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
            assert_eq!(
                sentences(&marked.replace('|', ""), &rules),
                expected,
                "{code}: {name}"
            );
        }
    }
    assert!(rules(&export, "fr").iter().any(|rule| rule.cuts));
}

const ENGLISH: [(&str, &str); 20] = [
    ("title", "We saw Dr. Hale at noon.| She waved."),
    ("initials", "A. B. Corrie signed it.| Nobody else did."),
    (
        "initials of a country",
        "She left the U. S. A., her home.| It rained.",
    ),
    ("company", "She works for Vale Inc.| They make pumps."),
    ("country", "The U.S. Senate met.| It was late."),
    ("month", "It ran to Sept. 30.| Nobody came."),
    ("number", "See No. 7 and Fig. 3.| They differ."),
    ("a word that is a month too", "The cat sat.| Mary left."),
    ("unit", "Cut 3 in. off the board.| Let it dry."),
    ("e.g.", "Use a solvent, e.g. acetone.| Wear gloves."),
    ("quotation", "“Is it far?” she asked.| “No.”| He left."),
    ("brackets", "It failed.| (Nobody was told.)| We went on."),
    ("ellipsis", "I thought… well, never mind.| Go on."),
    ("note number", "It is known.[3]| It is new."),
    ("raised number", "It is known.¹| It is new."),
    ("note number set off", "It is known. [3]| It is new."),
    (
        "citation needed",
        "It is known.[citation needed]| It is new.",
    ),
    ("emoji", "We opened today. 🎉| Come and see."),
    ("laughter", "He fell. (Laughter)| He rose."),
    ("decimal", "It rose 3.5 percent.| It fell."),
];

const JAPANESE: [(&str, &str); 14] = [
    ("stops", "雨が降った。|傘はない！|本当？"),
    ("host goes on", "「もう帰ろう。」と彼は言った。|雨だった。"),
    ("only looks like it", "「もういい。」|とにかく彼は去った。"),
    ("own sentences", "「行くぞ。」|「待って。」"),
    ("brackets", "彼（元教師。）はそう述べた。|次へ。"),
    ("run", "えっ！？|まさか!!|帰ろう。"),
    ("name", "モーニング娘。の歌だ。|懐かしい。"),
    ("decimal", "重さは１．２キロだ。|軽い。"),
    ("note number", "知られている。[1]|しかし足りない。"),
    ("citation needed", "知られている。[要出典]|しかし足りない。"),
    ("emoji", "開店しました。🎉|見に来てください。"),
    ("emoji without a stop", "焼きました🔥🔥|明日も焼きます。"),
    ("laughter", "転んだ。（笑い）|立ち上がった。"),
    ("wide full stop", "手法を用いた．|結果を示す．"),
];

#[test]
fn what_the_caller_added_is_exported() {
    let segmenter = Segmenter::new(Language::English)
        .with_abbreviation("Abt.")
        .with_exception("Zap! & Co");
    let rules = rules(&srx::export(&[segmenter]), "en-GB");
    for (name, marked) in [
        ("abbreviation", "The Abt. Forst replied.| We filed it."),
        (
            "abbreviation at the end",
            "We wrote to the Abt.| They filed it.",
        ),
        ("exception", "I shop at Zap! & Co on Mondays.| You do too."),
    ] {
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        assert_eq!(
            sentences(&marked.replace('|', ""), &rules),
            expected,
            "{name}"
        );
    }
}

#[test]
fn the_document_says_what_it_cannot() {
    let export = srx::export(&[Segmenter::new(Language::English)]);
    let document = Document::parse(&export).expect("well-formed XML");
    let comment = document
        .descendants()
        .find(Node::is_comment)
        .and_then(|node| node.text());
    let comment = comment.expect("a comment");
    for word in ["closed", "hard-wrapped", "enumerations", "soft cuts"] {
        assert!(comment.contains(word), "{word}");
    }
}
