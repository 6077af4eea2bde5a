//! What the desk reads of a request, and what it answers.
//!
//! In: bytes and values. Out: responses that every browser keeps to itself: not stored, in no frame, of one origin. O(bytes).

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A request that the gate let pass.
pub(super) struct Request {
    pub(super) is_reading: bool,
    pub(super) path: String,
    /// The name of a dropped file, as the browser wrote it.
    pub(super) file_name: Option<String>,
    pub(super) body: Vec<u8>,
}

impl Request {
    /// The body as JSON.
    pub(super) fn json<T: DeserializeOwned>(&self) -> Result<T, Response> {
        serde_json::from_slice(&self.body)
            .map_err(|error| Response::refused(400, &format!("not understood: {error}")))
    }
}

/// An answer.
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    pub(super) body: Vec<u8>,
    /// More fields of its head.
    pub(super) fields: Vec<(&'static str, String)>,
}

impl Response {
    pub(super) fn new(kind: &'static str, body: impl Into<Vec<u8>>) -> Response {
        Response {
            status: 200,
            kind,
            body: body.into(),
            fields: Vec::new(),
        }
    }

    pub(super) fn json(value: &impl Serialize) -> Response {
        Response::with_json(200, value)
    }

    pub(super) fn with_json(status: u16, value: &impl Serialize) -> Response {
        let body = serde_json::to_vec(value).expect("strings and numbers are JSON");
        Response {
            status,
            ..Response::new("application/json", body)
        }
    }

    /// A message for the person.
    pub(super) fn refused(status: u16, message: &str) -> Response {
        #[derive(Serialize)]
        struct Refused<'a> {
            error: &'a str,
        }
        Response::with_json(status, &Refused { error: message })
    }

    pub(super) fn not_found() -> Response {
        Response::refused(404, "there is nothing here")
    }

    pub(super) fn with(mut self, field: &'static str, value: impl Into<String>) -> Response {
        self.fields.push((field, value.into()));
        self
    }
}

/// A text in which bytes are written as `%41`.
pub(super) fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'%' {
            bytes.push(first);
            continue;
        }
        let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &rest[2..];
    }
    String::from_utf8(bytes).ok()
}

/// A text in which all but letters and digits of ASCII is written as `%41`.
pub(super) fn encoded(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            true => all.push(char::from(byte)),
            false => all.push_str(&format!("%{byte:02X}")),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_decoded_and_encoded() {
        for (name, text, expected) in [
            ("plain", "a-1.txt", Some("a-1.txt")),
            ("Japanese", "%E9%9B%A8.docx", Some("雨.docx")),
            ("cut off", "a%4", None),
            ("no digits", "a%zz", None),
            ("a sign", "a%+1", None),
            ("no text", "%ff", None),
        ] {
            assert_eq!(decoded(text).as_deref(), expected, "{name}");
        }
        assert_eq!(encoded("雨 1.txt"), "%E9%9B%A8%201.txt");
        assert_eq!(decoded(&encoded("あ\"\r\n")).as_deref(), Some("あ\"\r\n"));
    }
}
