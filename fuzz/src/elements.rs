//! [`tree`]: XML of the elements that a reader knows, in any order and depth.
//!
//! In: choices, the [`Names`] of a format, and texts. Out: well-formed XML, so that a run reaches what stands behind the parser.
//! O(choices).

use arbitrary::{Arbitrary, Unstructured};

/// The elements, attributes and values of a format, and what stands around its elements.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    /// The opening tags around everything.
    pub open: &'static str,
    /// The closing tags.
    pub close: &'static str,
    /// The elements.
    pub elements: &'static [&'static str],
    /// The attributes with their values.
    pub attributes: &'static [&'static str],
}

/// XLIFF of both versions, TMX, and the links of XCES.
pub const EXCHANGE: [Names; 3] = [
    Names {
        open: "<xliff version='1.2' srcLang='en' trgLang='ja'><file original='a' source-language='en' target-language='ja'>",
        close: "</file></xliff>",
        elements: &[
            "body",
            "group",
            "trans-unit",
            "source",
            "target",
            "seg-source",
            "note",
            "g",
            "x",
            "ph",
            "bpt",
            "ept",
            "it",
            "mrk",
            "sub",
            "unit",
            "segment",
            "ignorable",
            "pc",
            "sc",
            "ec",
            "sm",
            "em",
            "cp",
            "notes",
            "alt-trans",
            "file",
            "header",
            "bx",
            "ex",
        ],
        attributes: &[
            "id='1'",
            "id='2'",
            "mid='1'",
            "mtype='seg'",
            "translate='no'",
            "state='final'",
            "state='translated'",
            "state='initial'",
            "approved='yes'",
            "xml:space='preserve'",
            "xml:lang='ja'",
            "xml:lang='en'",
            "hex='0041'",
            "subState='a:b'",
            "order='2'",
            "startRef='1'",
            "canResegment='no'",
            "restype='x'",
            "equiv-text='a'",
            "priority='1'",
        ],
    },
    Names {
        open: "<tmx version='1.4'><header srclang='en' segtype='sentence'/><body>",
        close: "</body></tmx>",
        elements: &[
            "tu", "tuv", "seg", "bpt", "ept", "hi", "it", "ph", "sub", "ut", "note", "prop", "tu",
            "tuv", "seg",
        ],
        attributes: &[
            "xml:lang='en'",
            "xml:lang='ja'",
            "xml:lang='en-GB'",
            "xml:lang='JA-JP'",
            "lang='de'",
            "tuid='1'",
            "i='1'",
            "type='state'",
            "type='confidence'",
            "srclang='ja'",
            "srclang='*all*'",
            "x='1'",
        ],
    },
    Names {
        open: "<cesAlign version='1.0'><linkGrp targType='s' fromDoc='a' toDoc='b'>",
        close: "</linkGrp></cesAlign>",
        elements: &["link", "linkGrp", "link", "xlink"],
        attributes: &[
            "xtargets='1;1'",
            "xtargets='2;2'",
            "xtargets='1 2;1'",
            "xtargets=';1'",
            "xtargets='1;'",
            "xtargets='3;3 4'",
            "xtargets='9999999999;1'",
            "certainty='0.5'",
            "certainty='NaN'",
            "certainty='-1'",
            "id='SL1'",
            "fromDoc='c'",
        ],
    },
];

/// The deepest element, and the most elements.
const DEEPEST: usize = 12;
const MOST: usize = 200;

/// Makes XML: each choice opens an element, closes one, or adds a text.
#[must_use]
pub fn tree(choices: &mut Unstructured<'_>, names: &Names, texts: &[String]) -> String {
    let mut xml = String::from(names.open);
    let mut open: Vec<&str> = Vec::new();
    for _ in 0..MOST {
        // Where the choices end, every choice is the first: nothing is opened then.
        let choice = match choices.is_empty() {
            true => u8::MAX,
            false => u8::arbitrary(choices).unwrap_or(u8::MAX),
        };
        match choice {
            0..150 if open.len() < DEEPEST => {
                let name = pick(choices, names.elements);
                xml.push_str(&format!("<{name}"));
                let mut seen = Vec::new();
                for _ in 0..u8::arbitrary(choices).unwrap_or_default() % 4 {
                    let attribute = pick(choices, names.attributes);
                    let key = attribute.split('=').next().unwrap_or_default();
                    if !seen.contains(&key) {
                        seen.push(key);
                        xml.push_str(&format!(" {attribute}"));
                    }
                }
                xml.push('>');
                open.push(name);
            }
            150..200 => {
                let text = choices
                    .choose_index(texts.len().max(1))
                    .ok()
                    .and_then(|k| texts.get(k));
                let text: String = text.map_or("", |text| text).chars().take(80).collect();
                xml.push_str(&escaped(&text));
            }
            _ => {
                if let Some(name) = open.pop() {
                    xml.push_str(&format!("</{name}>"));
                }
            }
        }
    }
    while let Some(name) = open.pop() {
        xml.push_str(&format!("</{name}>"));
    }
    xml.push_str(names.close);
    xml
}

fn pick(choices: &mut Unstructured<'_>, list: &[&'static str]) -> &'static str {
    let index = choices.choose_index(list.len()).unwrap_or_default();
    list[index]
}

/// A text as XML has it. Characters that XML forbids stay.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
