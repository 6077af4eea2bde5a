//! [`Span`]: a range of bytes of a text.
//!
//! In: two offsets. Out: a slice of the text. O(1).

use std::ops::Range;

/// A half-open range of bytes in a text, both ends at character boundaries.
///
/// ```
/// use taiyaku::Span;
///
/// let text = "鉄道は1964年に";
/// assert_eq!(Span::from(0..6).of(text), "鉄道");
/// assert_eq!(&text[std::ops::Range::from(Span::new(9, 13))], "1964");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "UncheckedSpan"))]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// Makes a span from `start` to `end`, in bytes.
    ///
    /// # Panics
    ///
    /// If `end` is less than `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "span {start}..{end} ends before it starts");
        Span { start, end }
    }

    /// The number of bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span is empty.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns the slice of `text`.
    ///
    /// # Panics
    ///
    /// If the span does not slice this text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Returns the span moved by `offset` bytes.
    ///
    /// ```
    /// use taiyaku::Span;
    ///
    /// assert_eq!(Span::new(2, 5).shifted(10), Span::new(12, 15));
    /// ```
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Span {
            start: self.start + offset,
            end: self.end + offset,
        }
    }
}

impl From<Range<usize>> for Span {
    /// # Panics
    ///
    /// If the range ends before it starts.
    fn from(bytes: Range<usize>) -> Self {
        Span::new(bytes.start, bytes.end)
    }
}

impl From<Span> for Range<usize> {
    fn from(span: Span) -> Self {
        span.start..span.end
    }
}

/// A deserialised span, before its ends are compared.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
struct UncheckedSpan {
    start: usize,
    end: usize,
}

#[cfg(feature = "serde")]
impl TryFrom<UncheckedSpan> for Span {
    type Error = String;

    fn try_from(span: UncheckedSpan) -> Result<Self, String> {
        let UncheckedSpan { start, end } = span;
        match start <= end {
            true => Ok(Span { start, end }),
            false => Err(format!("span {start}..{end} ends before it starts")),
        }
    }
}
