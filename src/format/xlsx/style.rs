//! [`Style`]: how a cell looks; [`Column`]: the columns of a sheet.
//!
//! In: confidences and severities. Out: styles, and their formats for `rust_xlsxwriter`. O(1).

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::review::Severity;

/// A column of a sheet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    /// In characters.
    pub(crate) width: f64,
    /// That of its empty cells.
    pub(crate) style: Style,
}

impl Column {
    /// A column of wrapped text.
    pub(crate) const fn of_text(name: &'static str, width: f64) -> Self {
        Column::new(name, width, Style::Text)
    }

    pub(crate) const fn new(name: &'static str, width: f64, style: Style) -> Self {
        Column { name, width, style }
    }
}

/// How a cell looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Style {
    /// Wrapped text.
    Text,
    /// The header.
    Head,
    /// A confidence of at least 0.9.
    Sure,
    /// A confidence of at least 0.8.
    Likely,
    /// A lower confidence.
    Doubtful,
    /// The severities.
    Error,
    Warning,
    Hint,
    /// A number of a row.
    Id,
    /// What is there for the program alone.
    Technical,
}

impl Style {
    pub(super) const ALL: [Style; 10] = [
        Style::Text,
        Style::Head,
        Style::Sure,
        Style::Likely,
        Style::Doubtful,
        Style::Error,
        Style::Warning,
        Style::Hint,
        Style::Id,
        Style::Technical,
    ];

    /// The style of a confidence. Below 0.8 the review page calls a row doubtful.
    pub(crate) fn of_confidence(confidence: f64) -> Style {
        match confidence {
            0.9.. => Style::Sure,
            0.8.. => Style::Likely,
            _ => Style::Doubtful,
        }
    }

    /// The style of the worst of some severities; that of text if there is none.
    pub(crate) fn of_worst(severities: impl Iterator<Item = Severity>) -> Style {
        match severities.max() {
            Some(Severity::Error) => Style::Error,
            Some(Severity::Warning) => Style::Warning,
            Some(Severity::Hint) => Style::Hint,
            None => Style::Text,
        }
    }

    /// The number of the style in the file. Number 0 is the style of cells without one.
    pub(super) fn number(self) -> usize {
        self as usize + 1
    }

    pub(super) fn format(self) -> Format {
        let cell = Format::new().set_align(FormatAlign::Top);
        // What a person types into a cell of the format "@" stays text.
        let text = cell.clone().set_text_wrap().set_num_format("@");
        let filled = |format: Format, color: u32| format.set_background_color(Color::RGB(color));
        let number = cell.clone().set_num_format("0.0000");
        match self {
            Style::Text => text,
            Style::Head => filled(text, 0xE6EEF6)
                .set_bold()
                .set_border_bottom(FormatBorder::Thin),
            Style::Id => cell.set_font_color(Color::RGB(0x8F897D)),
            Style::Sure => filled(number, 0xE3F1E4),
            Style::Likely => filled(number, 0xF9ECD0),
            Style::Doubtful => filled(number, 0xFBE5E1),
            Style::Error => filled(text, 0xFBE5E1).set_font_color(Color::RGB(0xA8251C)),
            Style::Warning => filled(text, 0xF9ECD0).set_font_color(Color::RGB(0x7A4D00)),
            Style::Hint => filled(text, 0xE3EEEE).set_font_color(Color::RGB(0x3A5F63)),
            Style::Technical => cell
                .set_num_format("@")
                .set_font_color(Color::RGB(0x8F897D)),
        }
    }
}
