//! Texts of each format that is aligned already: what is read of them, and what is refused and where.

use taiyaku::format::Format;
use taiyaku::text::InlineKind;

use crate::units;

/// The units of a text in a format, or the error.
fn read(format: Format, text: &str) -> Vec<String> {
    match format.read_bitext(text.as_bytes()) {
        Ok(bitext) => units(&bitext),
        Err(error) => vec![format!("error: {error}")],
    }
}

#[test]
fn messages_of_gettext() {
    let rows = [
        (
            "a plural with two forms",
            "msgid \"one\"\nmsgid_plural \"two\"\nmsgstr[0] \"一\"\nmsgstr[1] \"二\"\n",
            vec!["line 1, form 0: one | 一", "line 1, form 1: two | 二"],
        ),
        (
            "no blank lines, strings side by side",
            "msgid \"a\" \"b\"\nmsgstr \"い\"\"ろ\"\nmsgid \"c\"\nmsgstr \"は\"",
            vec!["line 1: ab | いろ", "line 3: c | は"],
        ),
        (
            "escapes",
            "msgid \"a\\x41\\101\\\\d \\\"q\\\"\"\nmsgstr \"\\343\\201\\202\\d\"",
            vec!["line 1: aAA\\d \"q\" | あ\\d"],
        ),
        (
            "flags of an obsolete message",
            "#, fuzzy\n#~ msgid \"a\"\n#~ msgstr \"あ\"\n\nmsgid \"b\"\nmsgstr \"い\"",
            vec!["line 5: b | い"],
        ),
        (
            "from Japanese to English",
            "msgid \"雨が降った。\"\nmsgstr \"It rained.\"\n",
            vec!["line 1: It rained. | 雨が降った。"],
        ),
        (
            "a template",
            "msgid \"It rained.\"\nmsgstr \"\"\n",
            vec!["line 1: It rained. | "],
        ),
        (
            "another language",
            "msgid \"\"\nmsgstr \"Language: fr\\n\"\nmsgid \"Rain\"\nmsgstr \"Pluie\"",
            vec!["error: expected English and Japanese, found no language and `fr`"],
        ),
        (
            "nothing",
            "# nothing\n",
            vec!["error: expected units of translation, found none with text"],
        ),
        (
            "no PO",
            "msgid \"a\"\nrain",
            vec!["error: line 2: expected `msgid`, `msgstr` or a comment, found `rain`"],
        ),
        (
            "not closed",
            "msgid \"a\"\nmsgstr \"あ\n",
            vec!["error: line 2: a string that is not closed"],
        ),
        (
            "after the quote",
            "msgid \"a\" b",
            vec!["error: line 1: expected nothing after the closing quote"],
        ),
        (
            "no quotes",
            "msgid a",
            vec!["error: line 1: expected a string in quotes after `msgid`"],
        ),
        (
            "a string alone",
            "\"a\"",
            vec!["error: line 1: a string without `msgid` or `msgstr` before it"],
        ),
        (
            "no msgid",
            "msgstr \"あ\"",
            vec!["error: line 1: a keyword of PO out of its order"],
        ),
        (
            "cut short",
            "msgid \"a\"\nmsgstr \"あ\"\n\nmsgid \"b\"\n",
            vec!["error: line 4: a `msgid` without `msgstr`"],
        ),
        (
            "far forms",
            "msgid \"a\"\nmsgstr[99999999999] \"b\"",
            vec!["error: line 2: a keyword of PO out of its order"],
        ),
        (
            "half a character",
            "msgid \"\\343\"\nmsgstr \"\"",
            vec!["error: line 1: escapes that are not UTF-8"],
        ),
    ];
    for (name, text, expected) in rows {
        assert_eq!(read(Format::Po, text), expected, "{name}");
    }
}

#[test]
fn messages_in_japanese_encodings() {
    // 雨 in Shift_JIS and EUC-JP; the escape of a quote is ASCII.
    let rain: [&[u8]; 2] = [
        b"\x89\x4a\x82\xaa\x8d\x7e\x82\xc1\x82\xbd\x81\x42",
        b"\xb1\xab\xa4\xac\xb9\xdf\xa4\xc3\xa4\xbf\xa1\xa3",
    ];
    for bytes in rain {
        let file = [b"msgid \"It rained.\"\nmsgstr \"", bytes, b"\"\n"].concat();
        let bitext = Format::Po.read_bitext(&file).expect("PO");
        assert_eq!(units(&bitext), ["line 1: It rained. | 雨が降った。"]);
    }
}

/// XLIFF 1.2 with a body.
fn xliff_1(languages: &str, body: &str) -> String {
    format!(
        "<xliff xmlns='urn:oasis:names:tc:xliff:document:1.2' version='1.2'><file {languages}><body>{body}</body></file></xliff>"
    )
}

/// XLIFF 2 with a file.
fn xliff_2(languages: &str, file: &str) -> String {
    format!(
        "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.0' {languages}><file id='f'>{file}</file></xliff>"
    )
}

const EN_JA: &str = "source-language='en-US' target-language='ja-JP'";

#[test]
fn units_of_xliff_1() {
    let rows = [
        (
            "segments",
            xliff_1(
                EN_JA,
                "<trans-unit id='7'><source>One. Two.</source><seg-source><mrk mtype='seg' mid='0'>One.</mrk> <mrk mtype='seg' mid='1'>Two.</mrk></seg-source><target><mrk mtype='seg' mid='0'>一。</mrk><mrk mtype='seg' mid='1'>二。</mrk></target></trans-unit>",
            ),
            vec![
                "unit 7, segment 0: One. | 一。",
                "unit 7, segment 1: Two. | 二。",
            ],
        ),
        (
            "segments in another order",
            xliff_1(
                EN_JA,
                "<trans-unit id='7'><source><mrk mtype='seg' mid='0'>One.</mrk> <mrk mtype='seg' mid='1'>Two.</mrk></source><target><mrk mtype='seg' mid='1'>二。</mrk><mrk mtype='seg' mid='0'>一。</mrk></target></trans-unit>",
            ),
            vec!["unit 7: One. / Two. | 二。 / 一。"],
        ),
        (
            "groups, and what is not translated",
            xliff_1(
                EN_JA,
                "<group><group translate='no'><trans-unit id='1'><source>A</source></trans-unit><trans-unit id='2' translate='yes'><source>B</source></trans-unit></group><trans-unit id='3' translate='no'><source>C</source></trans-unit><trans-unit><source>D</source><target state='new'/></trans-unit></group>",
            ),
            vec!["unit 2: B | ", "unit number 4, state new: D | "],
        ),
        (
            "inline elements",
            xliff_1(
                EN_JA,
                "<trans-unit id='1'><source>Press <bpt id='1'>&lt;b></bpt><g id='2'>OK</g><ept id='1'>&lt;/b></ept> for <x id='3' equiv-text='{{name}}'/>, <ph id='4'>%s<sub>now</sub></ph>.<![CDATA[ <&]]></source><target>押す</target></trans-unit>",
            ),
            vec!["unit 1: Press <b>OK</b> for {{name}}, %snow. / <& | 押す"],
        ),
        (
            "another namespace",
            xliff_1(
                EN_JA,
                "<trans-unit id='1' xmlns:m='urn:m'><m:source>no</m:source><source>A</source><m:target>no</m:target><target>あ</target></trans-unit>",
            ),
            vec!["unit 1: A | あ"],
        ),
        (
            "from Japanese to English",
            xliff_1(
                "source-language='ja' target-language='en'",
                "<trans-unit id='1'><source>A</source><target>B</target></trans-unit>",
            ),
            vec!["unit 1: B | A"],
        ),
        (
            "from Japanese, to nothing",
            xliff_1(
                "source-language='ja'",
                "<trans-unit id='1'><source>雨</source></trans-unit>",
            ),
            vec!["unit 1:  | 雨"],
        ),
        (
            "other languages",
            xliff_1(
                "source-language='de' target-language='ja'",
                "<trans-unit id='1'><source>A</source></trans-unit>",
            ),
            vec!["error: expected English and Japanese, found `de` and `ja`"],
        ),
        (
            "no source",
            xliff_1(EN_JA, "<trans-unit id='1'><target>あ</target></trans-unit>"),
            vec!["error: XLIFF: byte 179: expected a `source` in unit 1"],
        ),
        (
            "no XLIFF",
            "<html/>".to_owned(),
            vec!["error: XLIFF: byte 7: expected the element `xliff`, found `html`"],
        ),
        (
            "an entity",
            "<xliff>&rain;</xliff>".to_owned(),
            vec!["error: XLIFF: byte 13: the entity &rain;, which is refused"],
        ),
    ];
    for (name, text, expected) in rows {
        assert_eq!(read(Format::Xliff, &text), expected, "{name}");
    }
}

#[test]
fn units_of_xliff_2() {
    let en_ja = "srcLang='en' trgLang='ja'";
    let rows = [
        (
            "segments",
            xliff_2(
                en_ja,
                "<unit id='u'><segment id='a' state='final'><source>One.</source><target>一。</target></segment><ignorable><source> </source></ignorable><segment><source>Two.</source></segment></unit>",
            ),
            vec![
                "unit u, segment a, state final: One. | 一。",
                "unit u, segment 2: Two. | ",
            ],
        ),
        (
            "another order",
            xliff_2(
                en_ja,
                "<unit id='u'><segment><source>One. </source><target order='2'>一。</target></segment><segment><source>Two.</source><target order='1'>二。</target></segment></unit>",
            ),
            vec!["unit u: One. / Two. | 二。 / 一。"],
        ),
        (
            "original data",
            xliff_2(
                en_ja,
                "<group><unit id='u'><originalData><data id='d'>%d</data><data id='b'>&lt;b></data><data id='e'>&lt;/b></data></originalData><segment><source>The <pc id='1' dataRefStart='b' dataRefEnd='e'>mill</pc> has <ph id='2' dataRef='d'/> rooms <ph id='3' equiv='(x)'/><sc id='4'/>.</source></segment></unit></group>",
            ),
            vec!["unit u: The <b>mill</b> has %d rooms (x). | "],
        ),
        (
            "not translated",
            xliff_2(
                en_ja,
                "<unit id='u' translate='no'><segment><source>A</source></segment></unit>",
            ),
            vec!["error: expected units of translation, found none with text"],
        ),
    ];
    for (name, text, expected) in rows {
        assert_eq!(read(Format::Xliff, &text), expected, "{name}");
    }
}

#[test]
fn units_of_translation_memories() {
    let tmx = |body: &str| format!("<tmx version='1.4'><header/><body>{body}</body></tmx>");
    let rows = [
        (
            "several variants",
            tmx(
                "<tu tuid='t'><prop type='x'>p</prop><tuv xml:lang='JA'><seg>雨</seg></tuv><tuv xml:lang='fr'><seg>Pluie</seg></tuv><tuv xml:lang='en-GB'><prop>p</prop><seg>Rain</seg></tuv><tuv xml:lang='ja-JP'><seg>降雨</seg></tuv></tu>",
            ),
            vec!["tu 1, tuid t: Rain | 雨"],
        ),
        (
            "version 1.1",
            tmx(
                "<tu><tuv lang='EN-US'><seg>Rain <hi>and</hi> <ut>{\\b }</ut><it pos='begin'>&lt;i></it>snow</seg></tuv><tuv lang='JA'><seg>雨と雪</seg></tuv></tu>",
            ),
            vec!["tu 1: Rain and {\\b }<i>snow | 雨と雪"],
        ),
        (
            "untranslated",
            tmx("<tu><tuv xml:lang='en'><seg>Rain</seg></tuv></tu>"),
            vec!["tu 1: Rain | "],
        ),
        (
            "other languages",
            tmx(
                "<tu><tuv xml:lang='en'><seg>Rain</seg></tuv><tuv xml:lang='fr'><seg>Pluie</seg></tuv></tu>",
            ),
            vec!["error: expected variants in Japanese, found fr"],
        ),
        (
            "no language",
            tmx("<tu><tuv><seg>Rain</seg></tuv></tu>"),
            vec!["error: TMX: byte 43: expected an attribute `xml:lang` of the element `tuv`"],
        ),
        (
            "no TMX",
            "<tu/>".to_owned(),
            vec!["error: TMX: byte 5: expected the element `tmx`, found `tu`"],
        ),
        (
            "entities",
            "<!DOCTYPE tmx [<!ENTITY a 'b'>]><tmx/>".to_owned(),
            vec!["error: TMX: byte 32: a document type declaration, which is refused"],
        ),
    ];
    for (name, text, expected) in rows {
        assert_eq!(read(Format::Tmx, &text), expected, "{name}");
    }
}

#[test]
fn rows_of_tables() {
    let rows = [
        (
            "named by part",
            "原文\t訳文\nA\tあ\n",
            vec!["line 2: A | あ"],
        ),
        (
            "named by part, from Japanese",
            "source,target\n雨が降った。,It rained.\n",
            vec!["line 2: It rained. | 雨が降った。"],
        ),
        (
            "named by language",
            "Japanese;English\nあ;A\n",
            vec!["line 2: A | あ"],
        ),
        (
            "not named",
            "menu.open\t開く\tOpen the file\n\nmenu.close\t閉じる\tClose the file\n",
            vec![
                "line 1: Open the file | 開く",
                "line 3: Close the file | 閉じる",
            ],
        ),
        (
            "quoted",
            "\"It rained, \"\"hard\"\".\",\"雨,\n雨。\"\n",
            vec!["line 1: It rained, \"hard\". | 雨, / 雨。"],
        ),
        (
            "one side",
            "English,Japanese\n,雨\nRain,\n",
            vec!["line 2:  | 雨", "line 3: Rain | "],
        ),
        (
            "our escapes",
            "id\tkind\tconfidence\tsource\ttarget\n1\t1-1\t1.0000\ta\\tb\tあ\\\\\n",
            vec!["line 2: a\tb | あ\\"],
        ),
        (
            "a placeholder is no escape",
            "source\ttarget\na\\tb\tあ\n",
            vec!["line 2: a\\tb | あ"],
        ),
        (
            "not closed",
            "A,\"あ\nB,い\n",
            vec!["error: line 1: expected a closing quotation mark before the next column"],
        ),
        (
            "one column",
            "It rained.\nIt poured.\n",
            vec![
                "error: expected a column of English and one of Japanese, found 1 columns; a header can name them source and target",
            ],
        ),
        (
            "no Japanese",
            "It rained.,Il pleuvait.\n",
            vec![
                "error: expected a column of English and one of Japanese, found 2 columns; a header can name them source and target",
            ],
        ),
        (
            "empty",
            "",
            vec![
                "error: expected a column of English and one of Japanese, found an empty table; a header can name them source and target",
            ],
        ),
    ];
    for (name, text, expected) in rows {
        assert_eq!(read(Format::Table, text), expected, "{name}");
    }
}

#[test]
fn placeholders_and_markup_are_inline() {
    let rows = [
        (
            "conversions",
            "%s of %1$d, %-5.2f, %(name)s %{n} %%d",
            vec!["%s", "%1$d", "%-5.2f", "%(name)s", "%{n}"],
        ),
        ("percentages", "100% sure, 5%d, 90 % of", vec![]),
        (
            "braces",
            "{} {0} {name} {{user.name}} {0:.2f} {a b} {n, plural, other {#}} {",
            vec![
                "{}",
                "{0}",
                "{name}",
                "{{user.name}}",
                "{0:.2f}",
                "{a b}",
                "{#}",
            ],
        ),
        ("Japanese in braces", "{雨}", vec![]),
    ];
    for (name, text, expected) in rows {
        let bitext = Format::Po
            .read_bitext(format!("msgid \"Rain {text}\"\nmsgstr \"\"").as_bytes())
            .expect(name);
        let content = bitext.source().content().expect(name);
        let found: Vec<&str> = content
            .inlines()
            .iter()
            .map(|inline| inline.span.of(content.text()))
            .collect();
        assert_eq!(found, expected, "{name}");
    }
    let text = xliff_1(
        EN_JA,
        "<trans-unit id='1'><source><bpt id='1'>&lt;b></bpt>%s</source><target>あ<ph id='2'>x\n\ny</ph></target></trans-unit>",
    );
    let bitext = Format::Xliff.read_bitext(text.as_bytes()).expect("XLIFF");
    let kinds = |document: &taiyaku::Document| {
        let content = document.content().expect("blocks");
        let shown = content
            .inlines()
            .iter()
            .map(|inline| (inline.kind, inline.span.of(content.text()).to_owned()));
        shown.collect::<Vec<_>>()
    };
    assert_eq!(
        kinds(bitext.source()),
        [
            (InlineKind::Opening, "<b>".to_owned()),
            (InlineKind::Code, "%s".to_owned())
        ]
    );
    assert_eq!(
        kinds(bitext.target()),
        [
            (InlineKind::Code, "x".to_owned()),
            (InlineKind::Code, "y".to_owned())
        ]
    );
}

#[test]
fn hostile_files_are_refused_or_linear() {
    let deep = format!("<tmx>{}", "<body>".repeat(100_000));
    let error = Format::Tmx
        .read_bitext(deep.as_bytes())
        .unwrap_err()
        .to_string();
    assert!(error.contains("more than 256 elements"), "{error}");
    let segments: String = (0..20_000)
        .map(|k| format!("<mrk mtype='seg' mid='{k}'>a<ph>b</ph></mrk>"))
        .collect();
    let text = xliff_1(
        EN_JA,
        &format!(
            "<trans-unit id='{}'><source>{segments}</source><target>{segments}</target></trans-unit>",
            "i".repeat(100_000)
        ),
    );
    let bitext = Format::Xliff.read_bitext(text.as_bytes()).expect("XLIFF");
    assert_eq!(bitext.known_beads().len(), 20_000);
    let braces = "{".repeat(500_000) + &"%".repeat(500_000);
    let text = format!("msgid \"a{braces}\"\nmsgstr \"あ\"");
    assert_eq!(
        Format::Po
            .read_bitext(text.as_bytes())
            .expect("PO")
            .known_beads()
            .len(),
        1
    );
    let error = Format::Table
        .read_bitext(",".repeat(20_000).as_bytes())
        .unwrap_err()
        .to_string();
    assert!(error.contains("expected at most 16384 columns"), "{error}");
}

#[test]
fn one_text_is_not_two() {
    let error = Format::Markdown.read_bitext(b"").unwrap_err().to_string();
    assert_eq!(
        error,
        "a file of the format markdown holds one text, not two"
    );
    let error = Format::Po.read("").unwrap_err().to_string();
    assert_eq!(error, "a file of the format po holds two texts, not one");
}
