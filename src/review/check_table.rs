//! The table of all checks, one row each: names, types in MQM and ITS 2.0, what a check needs, where it applies, and which files of
//! `checks/` find it.
//!
//! The table is a macro that hands its rows to another: in [`check`](crate::review::check) they become the enum and its names,
//! in [`checks`](crate::review::checks) the files that run. A new check is a row here and a file there. It costs nothing at run time.

/// The table of all checks, handed to a macro that makes something of its rows.
macro_rules! check_table {
    ($macro:ident) => {
        $macro! {
            /// A segment of the original that is rendered nowhere.
            Omission {
                name: "omission",
                japanese_name: "訳抜け",
                japanese_description: "原文の文が訳文のどこにもない。",
                mqm: Some("omission"),
                its: "omission",
                jtf_rule: None,
                needs: Moved,
                languages: Any,
                default: On,
                found_by: [omission],
            }

            /// A clause or list member inside a matched pair that has no counterpart in the translation.
            PartialOmission {
                name: "partial-omission",
                japanese_name: "部分的な訳抜け",
                japanese_description: "対応する文の中で、原文の節や列挙の項目が訳文にない。",
                mqm: Some("omission"),
                its: "omission",
                jtf_rule: None,
                needs: LearnedWords,
                languages: EnglishToJapanese,
                default: On,
                found_by: [partial],
            }

            /// A segment of the translation that renders nothing.
            Addition {
                name: "addition",
                japanese_name: "訳文の追加",
                japanese_description: "訳文の文に当たるものが原文にない。",
                mqm: Some("addition"),
                its: "addition",
                jtf_rule: None,
                needs: Moved,
                languages: Any,
                default: On,
                found_by: [omission],
            }

            /// A clause or list member of the translation, inside a matched pair, that has no counterpart in the original.
            PartialAddition {
                name: "partial-addition",
                japanese_name: "部分的な追加",
                japanese_description: "対応する文の中で、訳文の節や列挙の項目が原文にない。",
                mqm: Some("addition"),
                its: "addition",
                jtf_rule: None,
                needs: LearnedWords,
                languages: EnglishToJapanese,
                default: On,
                found_by: [partial, repeated],
            }

            /// A passage that stands at another place of the translation.
            Moved {
                name: "moved",
                japanese_name: "位置の移動",
                japanese_description: "訳文では別の場所に置かれている。",
                mqm: None,
                its: "other",
                jtf_rule: None,
                needs: Moved,
                languages: Any,
                default: On,
                found_by: [moved],
            }

            /// A number, date, time or percentage that the two sides do not share.
            Number {
                name: "number",
                japanese_name: "数値",
                japanese_description: "数値・日付・時刻・割合が原文と訳文で異なる。",
                mqm: Some("number"),
                its: "numbers",
                jtf_rule: None,
                needs: Nothing,
                languages: Any,
                default: On,
                found_by: [number, sign, bounds, days, swapped],
            }

            /// A number that both sides share, with another unit or currency.
            Units {
                name: "units",
                japanese_name: "単位",
                japanese_description: "数値は同じだが、単位や通貨が異なる。",
                mqm: Some("unit-conversion"),
                its: "mistranslation",
                jtf_rule: None,
                needs: Nothing,
                languages: EnglishToJapanese,
                default: On,
                found_by: [other_units],
            }

            /// A name that only one side of a pair has.
            Name {
                name: "name",
                japanese_name: "固有名詞",
                japanese_description: "固有名詞が原文か訳文の一方にしかない。",
                mqm: Some("entity"),
                its: "mistranslation",
                jtf_rule: None,
                needs: Nothing,
                languages: Any,
                default: On,
                found_by: [name, exchanged, place],
            }

            /// One name rendered in several ways in the document.
            NameVariants {
                name: "name-variants",
                japanese_name: "固有名詞の表記ゆれ",
                japanese_description: "同じ固有名詞が文書の中でいくつもの書き方になっている。",
                mqm: Some("term-inconsistency"),
                its: "inconsistency",
                jtf_rule: None,
                needs: Nothing,
                languages: Any,
                default: On,
                found_by: [name],
            }

            /// Words left in the other language, or a segment not translated at all.
            Untranslated {
                name: "untranslated",
                japanese_name: "未訳",
                japanese_description: "原文の言語の語が残っている、または文全体が訳されていない。",
                mqm: Some("untranslated"),
                its: "untranslated",
                jtf_rule: None,
                needs: Nothing,
                languages: Any,
                default: On,
                found_by: [untranslated, simplified],
            }

            /// A term of the glossary that is not rendered as the glossary demands.
            Glossary {
                name: "glossary",
                japanese_name: "用語集",
                japanese_description: "用語集の訳語が使われていない。",
                mqm: Some("termbase"),
                its: "terminology",
                jtf_rule: None,
                needs: Nothing,
                languages: OfEnglish,
                default: On,
                found_by: [glossary],
            }

            /// One source sentence or term rendered in several ways, or several sentences rendered the same.
            Terminology {
                name: "terminology",
                japanese_name: "用語の不統一",
                japanese_description: "同じ文や用語の訳が揃っていない、または異なる文が同じ訳になっている。",
                mqm: Some("term-inconsistency"),
                its: "inconsistency",
                jtf_rule: None,
                needs: Nothing,
                languages: Any,
                default: On,
                found_by: [terminology, terms],
            }

            /// A negation, or a question, that only one side has.
            Polarity {
                name: "polarity",
                japanese_name: "肯定・否定",
                japanese_description: "否定や疑問が原文か訳文の一方にしかない。",
                mqm: Some("mistranslation"),
                its: "mistranslation",
                jtf_rule: None,
                needs: Nothing,
                languages: EnglishToJapanese,
                default: On,
                found_by: [polarity],
            }

            /// A word that is rendered by its opposite, or by another word of its kind.
            Opposite {
                name: "opposite",
                japanese_name: "反対の語",
                japanese_description: "語が反対の意味の語や、同類の別の語に訳されている。",
                mqm: Some("mistranslation"),
                its: "mistranslation",
                jtf_rule: None,
                needs: Nothing,
                languages: EnglishToJapanese,
                default: On,
                found_by: [opposite, quantity, compared, roles, owner, times],
            }

            /// Brackets or quotation marks of the translation that are not in pairs.
            Brackets {
                name: "brackets",
                japanese_name: "かっこ類",
                japanese_description: "訳文のかっこや引用符の対が揃っていない。",
                mqm: Some("unpaired-marks"),
                its: "typographical",
                jtf_rule: Some("4.3.1.丸かっこ（）"),
                needs: Nothing,
                languages: Any,
                default: On,
                found_by: [brackets],
            }

            /// Another end of sentence than the original's.
            EndPunctuation {
                name: "end-punctuation",
                japanese_name: "文末の記号",
                japanese_description: "文末の記号が原文と異なる。",
                mqm: Some("punctuation"),
                its: "typographical",
                jtf_rule: Some("4.1.1.句点(。)"),
                needs: Nothing,
                languages: ToJapanese,
                default: On,
                found_by: [ends],
            }

            /// Emphasis marks (`*`, `_`, `**`, …) of another number.
            Emphasis {
                name: "emphasis",
                japanese_name: "強調記号",
                japanese_description: "強調記号（`*`、`_`、`**` など）の数が異なる。",
                mqm: Some("local-formatting"),
                its: "formatting",
                jtf_rule: None,
                needs: Nothing,
                languages: Any,
                default: On,
                found_by: [marks],
            }

            /// URLs, e-mail addresses, code, tags and placeholders that must be the same on both sides.
            Verbatim {
                name: "verbatim",
                japanese_name: "URL・コード・タグ",
                japanese_description: "同じであるべき URL・メールアドレス・コード・タグ・プレースホルダーが異なる。",
                mqm: Some("no-translate"),
                its: "markup",
                jtf_rule: None,
                needs: Nothing,
                languages: Any,
                default: On,
                found_by: [marks],
            }

            /// Full-width and half-width forms of the same kind of character side by side.
            Width {
                name: "width",
                japanese_name: "全角・半角",
                japanese_description: "同じ種類の文字の全角と半角が混在している。",
                mqm: Some("third-party-style"),
                its: "typographical",
                jtf_rule: Some("2.1.8.算用数字"),
                needs: Nothing,
                languages: ToJapanese,
                default: On,
                found_by: [typography],
            }

            /// Kana with a combining mark in place of the composed character (NFD).
            Decomposed {
                name: "decomposed",
                japanese_name: "濁点の分離",
                japanese_description: "濁点・半濁点が仮名と合成されていない（NFD）。",
                mqm: Some("character-encoding"),
                its: "characters",
                jtf_rule: None,
                needs: Nothing,
                languages: ToJapanese,
                default: On,
                found_by: [typography],
            }

            /// Half-width ? ! ( ) in Japanese text.
            HalfWidthMarks {
                name: "half-width-marks",
                japanese_name: "半角の記号",
                japanese_description: "和文に半角の ? ! ( ) がある。",
                mqm: Some("third-party-style"),
                its: "typographical",
                jtf_rule: Some("4.2.1.感嘆符(！)"),
                needs: Nothing,
                languages: ToJapanese,
                default: On,
                found_by: [half_width],
            }

            /// A word or particle written twice in a row.
            DoubledWord {
                name: "doubled-word",
                japanese_name: "語の重複",
                japanese_description: "語や助詞が続けて二度書かれている。",
                mqm: Some("duplication"),
                its: "duplication",
                jtf_rule: None,
                needs: Nothing,
                languages: ToJapanese,
                default: On,
                found_by: [typography],
            }

            /// です・ます beside だ・である.
            MixedStyle {
                name: "mixed-style",
                japanese_name: "文体の混在",
                japanese_description: "です・ます体とだ・である体が混在している。",
                mqm: Some("inconsistent-style"),
                its: "style",
                jtf_rule: Some("1.1.1.本文"),
                needs: Nothing,
                languages: ToJapanese,
                default: On,
                found_by: [style],
            }

            /// A translation much longer or shorter than its original.
            Length {
                name: "length",
                japanese_name: "長さ",
                japanese_description: "訳文が原文に比べて長すぎる、または短すぎる。",
                mqm: Some("length"),
                its: "length",
                jtf_rule: None,
                needs: Nothing,
                languages: Any,
                default: On,
                found_by: [outlier],
            }

            /// A pair that the aligner is not sure of.
            Confidence {
                name: "confidence",
                japanese_name: "対応の確信度",
                japanese_description: "対応づけが確かでない。",
                mqm: None,
                its: "uncategorized",
                jtf_rule: None,
                needs: Nothing,
                languages: Any,
                default: On,
                found_by: [outlier],
            }
        }
    };
}
pub(in crate::review) use check_table;
