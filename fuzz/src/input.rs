//! [`Input`]: what a target takes, made of the bytes of the fuzzer.
//!
//! In: bytes, in fields between bytes of 255, which UTF-8 never has. The first field holds choices, read by `arbitrary`; each
//! other field is a text. So a seed is written as text, an entry of the dictionary lands in a text, and one changed byte changes one
//! text or one choice. Out: choices and texts, bounded in length. O(bytes).

use std::borrow::Cow;

use arbitrary::{Arbitrary, Unstructured};
use taiyaku::{Aligner, Language};

/// The byte between two fields.
pub const BETWEEN: u8 = 0xff;

/// The longest text of a target that aligns, in bytes, so that a run stays within milliseconds.
pub const LONGEST_ALIGNED: usize = 600;

/// Choices and texts.
#[derive(Debug, Clone)]
pub struct Input<'a> {
    choices: &'a [u8],
    fields: Vec<&'a [u8]>,
}

impl<'a> Arbitrary<'a> for Input<'a> {
    fn arbitrary(u: &mut Unstructured<'a>) -> arbitrary::Result<Self> {
        let len = u.len();
        Ok(Input::new(u.bytes(len)?))
    }

    fn arbitrary_take_rest(u: Unstructured<'a>) -> arbitrary::Result<Self> {
        Ok(Input::new(u.take_rest()))
    }
}

impl<'a> Input<'a> {
    /// Cuts bytes into fields.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        let mut fields = bytes.split(|&byte| byte == BETWEEN);
        Input {
            choices: fields.next().unwrap_or_default(),
            fields: fields.collect(),
        }
    }

    /// The bytes of an input, for a seed.
    #[must_use]
    pub fn seed(choices: &[u8], fields: &[&[u8]]) -> Vec<u8> {
        let mut bytes: Vec<u8> = choices.to_vec();
        bytes.retain(|&byte| byte != BETWEEN);
        for field in fields {
            bytes.push(BETWEEN);
            bytes.extend(field.iter().filter(|&&byte| byte != BETWEEN));
        }
        bytes
    }

    /// The choices. Where the bytes end, every choice is the first.
    #[must_use]
    pub fn choices(&self) -> Unstructured<'a> {
        Unstructured::new(self.choices)
    }

    /// The number of fields.
    #[must_use]
    pub fn n_fields(&self) -> usize {
        self.fields.len()
    }

    /// The bytes of a field; none if there is no such field.
    #[must_use]
    pub fn bytes(&self, field: usize) -> &'a [u8] {
        self.fields.get(field).copied().unwrap_or_default()
    }

    /// A field as text of at most `longest` bytes. What is not UTF-8 becomes U+FFFD.
    #[must_use]
    pub fn text(&self, field: usize, longest: usize) -> Cow<'a, str> {
        let bytes = self.bytes(field);
        match String::from_utf8_lossy(bytes) {
            Cow::Borrowed(text) => Cow::Borrowed(&text[..boundary(text, longest)]),
            Cow::Owned(mut text) => {
                text.truncate(boundary(&text, longest));
                Cow::Owned(text)
            }
        }
    }

    /// The two texts of a bitext: the first two fields, each of at most `longest` bytes.
    #[must_use]
    pub fn sides(&self, longest: usize) -> [Cow<'a, str>; 2] {
        [self.text(0, longest), self.text(1, longest)]
    }
}

/// The last boundary of a character of a text that is not after a byte.
#[must_use]
pub fn boundary(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    let mut back = (0..=byte).rev();
    back.find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// One of a list; the first where the choices end.
pub fn one_of<'l, T>(choices: &mut Unstructured<'_>, list: &'l [T]) -> &'l T {
    let index = choices.choose_index(list.len()).unwrap_or_default();
    &list[index]
}

/// The languages of segmenters and numbers.
pub const LANGUAGES: [Language; 3] = [Language::English, Language::Japanese, Language::Other];

/// The aligner of all targets.
#[must_use]
pub fn aligner() -> &'static Aligner {
    static ALIGNER: std::sync::OnceLock<Aligner> = std::sync::OnceLock::new();
    ALIGNER.get_or_init(Aligner::new)
}
