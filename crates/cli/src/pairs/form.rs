//! The formats of aligned pairs. The end of the name of the output chooses one.

use clap::ValueEnum;

/// A format of pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PairForm {
    /// A table with tabs: id, kind, confidence, source, target.
    Tsv,
    /// A table with commas, as Excel wants it.
    Csv,
    /// A workbook of Excel.
    Xlsx,
    /// One pair a line, for pandas and `datasets`.
    #[value(alias = "ndjson")]
    Jsonl,
    /// The answer of `corpus`: beads as spans.
    Json,
    /// A translation memory, TMX 1.4b.
    Tmx,
    /// XLIFF 2.1.
    #[value(alias = "xlf")]
    Xliff,
    /// XLIFF 1.2, for older tools.
    Xliff1,
    /// Messages of gettext.
    #[value(alias = "pot")]
    Po,
    /// Two columns for reading and printing.
    Docx,
    /// Two columns in Markdown.
    #[value(alias = "md")]
    Markdown,
    /// Two columns as a web page.
    #[value(alias = "htm")]
    Html,
    /// Two files, one pair a line: NAME.en and NAME.ja.
    #[value(alias = "en", alias = "ja")]
    Moses,
    /// hunalign's text: original, translation and confidence.
    Hunalign,
    /// hunalign's numbers of segments or lines.
    Ladder,
    /// Vecalign's numbers of segments or lines.
    Vecalign,
    /// OPUS: NAME.xces, and the two sides as NAME.en.xml and NAME.ja.xml.
    Xces,
}

impl PairForm {
    /// The name of the option `--form`.
    pub(crate) fn name(self) -> String {
        let value = self.to_possible_value();
        value.map_or(String::new(), |value| value.get_name().to_owned())
    }

    /// Whether the format has room for findings.
    pub(crate) fn holds_findings(self) -> bool {
        !matches!(
            self,
            PairForm::Moses
                | PairForm::Hunalign
                | PairForm::Ladder
                | PairForm::Vecalign
                | PairForm::Xces
        )
    }

    /// Whether the format has room for what a person noted.
    pub(crate) fn holds_notes(self) -> bool {
        self.holds_findings() && !matches!(self, PairForm::Tsv | PairForm::Json)
    }

    /// Whether a file of the format is no text for a terminal.
    pub(crate) fn is_archive(self) -> bool {
        matches!(self, PairForm::Xlsx | PairForm::Docx)
    }
}
