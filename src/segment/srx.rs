//! The rules as SRX 2.0, so that a CAT tool cuts the same way as far as SRX can say it.
//!
//! In: nothing. Out: one SRX document with the rules of both languages, from the same lists as the segmenter.

use crate::segment::lists::{Abbreviation, embedded_abbreviations};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<!-- Not expressible in SRX, and so cut otherwise than by taiyaku: whether a bracket or quotation is closed and its
     host sentence goes on; whether lines are hard-wrapped; enumerations counted through a paragraph; paragraphs
     written without capitals; soft cuts. -->
<srx xmlns="http://www.lisa.org/srx20" version="2.0">
<header segmentsubflows="yes" cascade="no">
<formathandle type="start" include="no"/><formathandle type="end" include="yes"/><formathandle type="isolated" include="no"/>
</header>
<body>
<languagerules>
"#;
const TAIL: &str = r#"</languagerules>
<maprules>
<languagemap languagepattern="(?i)ja.*" languagerulename="Japanese"/>
<languagemap languagepattern="(?i)en.*" languagerulename="English"/>
</maprules>
</body>
</srx>
"#;

/// The rules of English and Japanese as an SRX 2.0 document. O(entries of the lists).
pub fn export() -> String {
    let mut out = String::from(HEAD);
    out.push_str("<languagerule languagerulename=\"English\">\n");
    for (word, kind) in embedded_abbreviations() {
        let before = format!(r"\b(?i:{})\.", word.replace('.', r"\."));
        let after = match kind {
            Abbreviation::Name | Abbreviation::Inner => r"\s",
            Abbreviation::Number => r"\s\p{N}",
            Abbreviation::Maybe => r"\s[\p{Ll}\p{N}]",
        };
        rule(&mut out, false, &before, after);
    }
    rule(&mut out, false, r"\b[A-HJ-Z]\.", r"\s\p{Lu}");
    rule(&mut out, false, r#"[.!?…]["”’')\]]*"#, r"\s+\p{Ll}");
    rule(
        &mut out,
        true,
        r#"[.!?…]["”’')\]]*(\[[0-9]{1,3}\])*"#,
        r"\s",
    );
    out.push_str("</languagerule>\n<languagerule languagerulename=\"Japanese\">\n");
    rule(
        &mut out,
        false,
        r"[。！？｡][」』）”｣]+",
        r"(と|って|など|の|が|を|に|は|も|、|。)",
    );
    rule(&mut out, false, r"[。！？｡]", r"[。！？｡」』）”｣、]");
    rule(
        &mut out,
        true,
        r"[。！？｡．‼⁇⁈⁉]+[」』）”｣]*(\[[0-9]{1,3}\])*",
        "",
    );
    rule(
        &mut out,
        true,
        r"[\p{IsHiragana}\p{IsKatakana}\p{IsHan}][!?]+",
        "",
    );
    out.push_str("</languagerule>\n");
    out.push_str(TAIL);
    out
}

fn rule(out: &mut String, cuts: bool, before: &str, after: &str) {
    let escape = |text: &str| {
        text.replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;")
    };
    let cuts = if cuts { "yes" } else { "no" };
    out.push_str(&format!(
        "<rule break=\"{cuts}\"><beforebreak>{}</beforebreak><afterbreak>{}</afterbreak></rule>\n",
        escape(before),
        escape(after)
    ));
}
