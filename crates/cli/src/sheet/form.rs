//! The formats of a review: the page, the tables that come back, reports, and all formats of pairs.

use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::pairs::PairForm;

/// A format of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ReviewForm {
    /// The review page.
    Page,
    /// The findings on a page for reading and printing.
    Report,
    /// A table with tabs, which `realign` reads back.
    Table,
    /// A workbook of Excel, which `realign` reads back.
    Workbook,
    /// The JSON that the page exports.
    Json,
    /// One finding a line.
    Findings,
    /// Findings for a code host.
    Sarif,
    /// Pairs with their findings, and with what a person noted.
    Pairs(PairForm),
}

/// All formats. The first one is that of standard output.
const ALL: [ReviewForm; 19] = [
    ReviewForm::Page,
    ReviewForm::Report,
    ReviewForm::Workbook,
    ReviewForm::Table,
    ReviewForm::Json,
    ReviewForm::Findings,
    ReviewForm::Sarif,
    ReviewForm::Pairs(PairForm::Csv),
    ReviewForm::Pairs(PairForm::Tmx),
    ReviewForm::Pairs(PairForm::Xliff),
    ReviewForm::Pairs(PairForm::Xliff1),
    ReviewForm::Pairs(PairForm::Po),
    ReviewForm::Pairs(PairForm::Docx),
    ReviewForm::Pairs(PairForm::Markdown),
    ReviewForm::Pairs(PairForm::Moses),
    ReviewForm::Pairs(PairForm::Hunalign),
    ReviewForm::Pairs(PairForm::Ladder),
    ReviewForm::Pairs(PairForm::Vecalign),
    ReviewForm::Pairs(PairForm::Xces),
];

impl ValueEnum for ReviewForm {
    fn value_variants<'a>() -> &'a [Self] {
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let value = |name: &'static str, help: &'static str| PossibleValue::new(name).help(help);
        Some(match self {
            ReviewForm::Page => value("html", "The review page").alias("htm"),
            ReviewForm::Report => value(
                "report",
                "Findings for reading and printing, if the name ends in report.html",
            )
            .alias("report.html"),
            ReviewForm::Workbook => value("xlsx", "A workbook of Excel. `realign` reads it back"),
            ReviewForm::Table => value("tsv", "A table for a spreadsheet. `realign` reads it back"),
            ReviewForm::Json => value(
                "json",
                "The JSON that the page exports. `realign` reads it back",
            ),
            ReviewForm::Findings => {
                value("jsonl", "One finding a line, errors first").alias("ndjson")
            }
            ReviewForm::Sarif => {
                value("sarif", "Findings for a code host, SARIF 2.1.0").alias("sarif.json")
            }
            ReviewForm::Pairs(form) => return form.to_possible_value(),
        })
    }
}
