//! One line of the input → what to align. The id is kept even of a line that is broken after it.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

/// What a line asks for.
pub(crate) enum Request {
    Sides { source: String, target: String },
    Page(String),
}

/// The id, null if there is none, and the request or what is wrong with it.
pub(crate) fn parse(line: &str) -> (Value, Result<Request, String>) {
    let mut fields = Fields::default();
    let mut json = serde_json::Deserializer::from_str(line);
    let parsed = FieldsInto(&mut fields)
        .deserialize(&mut json)
        .and_then(|()| json.end());
    let request = match parsed {
        Err(error) => Err(with_column(&error)),
        Ok(()) => match (fields.source, fields.target, fields.page) {
            (Some(source), Some(target), None) => Ok(Request::Sides { source, target }),
            (None, None, Some(page)) => Ok(Request::Page(page)),
            (Some(_), None, None) => Err("expected \"target\" beside \"source\"".into()),
            (None, Some(_), None) => Err("expected \"source\" beside \"target\"".into()),
            (None, None, None) => Err("expected \"source\" and \"target\", or \"page\"".into()),
            _ => Err("expected \"source\" and \"target\", or \"page\", not both".into()),
        },
    };
    (fields.id, request)
}

/// `serde_json` ends its messages with a line, here always 1, and a column: the column goes to the front.
fn with_column(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let column = format!(" at line {} column {}", error.line(), error.column());
    match message.strip_suffix(&column) {
        Some(message) => format!("column {}: {message}", error.column()),
        None => message,
    }
}

#[derive(Default)]
struct Fields {
    id: Value,
    source: Option<String>,
    target: Option<String>,
    page: Option<String>,
}

/// Fills the fields one by one, so that those before an error are known.
struct FieldsInto<'f>(&'f mut Fields);

impl<'de> DeserializeSeed<'de> for FieldsInto<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for FieldsInto<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "id" => self.0.id = map.next_value()?,
                "source" => self.0.source = map.next_value()?,
                "target" => self.0.target = map.next_value()?,
                "page" => self.0.page = map.next_value()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_line_says_where_and_keeps_its_id() {
        let rows = [
            (
                "no object",
                "[1]",
                "null",
                "column 0: invalid type: sequence, expected an object",
            ),
            (
                "wrong type",
                r#"{"id": 7, "source": 3}"#,
                "7",
                "column 21: invalid type: integer `3`, expected a string",
            ),
            (
                "cut short",
                r#"{"id": "a", "page": "雨"#,
                "\"a\"",
                "column 24: EOF while parsing a string",
            ),
            (
                "more after it",
                r#"{"id": "a", "page": "雨"} {"#,
                "\"a\"",
                "column 28: trailing characters",
            ),
            (
                "no target",
                r#"{"id": "a", "source": "Rain."}"#,
                "\"a\"",
                "expected \"target\" beside \"source\"",
            ),
            (
                "nothing",
                "{}",
                "null",
                "expected \"source\" and \"target\", or \"page\"",
            ),
        ];
        for (name, line, expected_id, expected) in rows {
            let (id, request) = parse(line);
            assert_eq!(id.to_string(), expected_id, "{name}");
            assert_eq!(request.err().as_deref(), Some(expected), "{name}");
        }
    }

    #[test]
    fn fields_may_come_in_any_order_with_others() {
        let (id, request) =
            parse(r#"{"target": "雨", "x": [1, {}], "source": "Rain", "page": null, "id": 1}"#);
        assert_eq!(id, 1);
        assert!(
            matches!(request, Ok(Request::Sides { source, target }) if source == "Rain" && target == "雨")
        );
    }
}
