//! Requests: texts to align, with their formats.
//!
//! In: a line. Out: a [`Request`], or an error that names the column; or a line. O(bytes).

use std::fmt;
use std::io::Write;

use serde::Serialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::bitext::Bitext;
use crate::error::{Error, Result};
use crate::format::json_lines::{Id, not_utf8, with_column, write_line};
use crate::format::{Format, alike};

/// The texts of a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum Texts {
    /// An original and its translation.
    Sides {
        /// The English original.
        source: String,
        /// The Japanese translation.
        target: String,
    },
    /// One text that holds both.
    Page {
        /// The text.
        page: String,
    },
}

/// Texts to align, and their formats.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Request {
    /// The texts.
    pub texts: Texts,
    /// The formats of the source and the target. A page has the first.
    pub formats: [Format; 2],
}

impl From<Texts> for Request {
    /// Texts in no format.
    fn from(texts: Texts) -> Self {
        Request::new(texts, [Format::Text; 2])
    }
}

impl Request {
    /// Makes a request. `formats` are those of the source and the target; a page has the first.
    #[must_use]
    pub fn new(texts: Texts, formats: [Format; 2]) -> Self {
        Request { texts, formats }
    }

    /// The bitext of the texts, as the readers of their formats read them. O(bytes).
    ///
    /// ```
    /// use taiyaku::format::json_lines::{Request, Texts};
    ///
    /// let texts = Texts::Sides { source: "Rain.".into(), target: "雨。".into() };
    /// assert_eq!(Request::from(texts).into_bitext()?.target().text(), "雨。");
    /// # Ok::<(), taiyaku::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the two sides of a page are not found, or if a text is damaged.
    pub fn into_bitext(self) -> Result<Bitext> {
        let [of_source, of_target] = self.formats;
        match self.texts {
            Texts::Sides { source, target } => {
                let source = of_source.read(source).map_err(|error| error.at("source"))?;
                let target = of_target.read(target).map_err(|error| error.at("target"))?;
                let [source, target] = alike(source, target);
                Ok(Bitext::from_contents(source, target))
            }
            Texts::Page { page } => {
                let page = of_source.read(page).map_err(|error| error.at("page"))?;
                Bitext::from_page_content(page)
            }
        }
    }
}

/// The fields of a request before they are checked, for texts that come in columns instead of lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RequestFields {
    /// The English original.
    pub source: Option<String>,
    /// The Japanese translation.
    pub target: Option<String>,
    /// One text that holds both.
    pub page: Option<String>,
    /// The name of the format of all texts.
    pub format: Option<String>,
    /// The name of the format of the source.
    pub source_format: Option<String>,
    /// The name of the format of the target.
    pub target_format: Option<String>,
}

impl RequestFields {
    /// The request of these fields, as [`read_request`] makes it of a line. O(1).
    ///
    /// ```
    /// use taiyaku::format::json_lines::RequestFields;
    ///
    /// let mut fields = RequestFields::default();
    /// fields.source = Some("Rain.".into());
    /// let error = fields.clone().into_request().unwrap_err();
    /// assert_eq!(error.to_string(), "expected \"target\" beside \"source\"");
    /// fields.target = Some("雨。".into());
    /// assert_eq!(fields.into_request()?.into_bitext()?.target().text(), "雨。");
    /// # Ok::<(), taiyaku::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If a text is missing, if there are both two sides and a page, or if no format has that name.
    pub fn into_request(self) -> Result<Request> {
        let wrong = |expected: &str| Err(Error::format("", expected));
        let texts = match (self.source, self.target, self.page) {
            (Some(source), Some(target), None) => Texts::Sides { source, target },
            (None, None, Some(page)) => Texts::Page { page },
            (Some(_), None, None) => return wrong("expected \"target\" beside \"source\""),
            (None, Some(_), None) => return wrong("expected \"source\" beside \"target\""),
            (None, None, None) => return wrong("expected \"source\" and \"target\", or \"page\""),
            _ => return wrong("expected \"source\" and \"target\", or \"page\", not both"),
        };
        let format = |name: Option<String>| name.map(|name| name.parse()).transpose();
        let of_all = format(self.format)?.unwrap_or_default();
        let of_source = format(self.source_format)?.unwrap_or(of_all);
        let of_target = format(self.target_format)?.unwrap_or(of_all);
        Ok(Request::new(texts, [of_source, of_target]))
    }
}

/// Reads a request. Returns its id, null if it has none, and the rest of it or an error. The id is read even if the rest of the
/// line is invalid. Unknown fields are ignored. O(bytes).
///
/// ```
/// use taiyaku::format::json_lines::{Id, Texts, read_request};
///
/// let (id, request) = read_request(r#"{"id": 7, "source": "Rain.", "target": "雨。"}"#.as_bytes());
/// assert_eq!(id, Id::from(7));
/// assert_eq!(request?.texts, Texts::Sides { source: "Rain.".into(), target: "雨。".into() });
///
/// let (id, request) = read_request(br#"{"id": 8, "source": "Rain."}"#);
/// assert_eq!(id, Id::from(8));
/// assert_eq!(request.unwrap_err().to_string(), "expected \"target\" beside \"source\"");
/// # Ok::<(), taiyaku::Error>(())
/// ```
pub fn read_request(line: &[u8]) -> (Id, Result<Request>) {
    let (fields, parsed) = Fields::read(line);
    let request = parsed.and_then(|()| fields.request.into_request());
    (fields.id, request)
}

/// Reads a line that holds one text, as [`matching`](crate::corpus::matching) needs it: `{"id": …, "text": …, "format": …}`. `name`
/// is another name that the text may have, such as `source`. Returns the id, null if it has none, and the text with its
/// format or an error. O(bytes).
///
/// ```
/// use taiyaku::format::Format;
/// use taiyaku::format::json_lines::{Id, read_one_text};
///
/// let (id, text) = read_one_text(br#"{"id": 7, "source": "Rain."}"#, "source");
/// assert_eq!((id, text?), (Id::from(7), ("Rain.".to_owned(), Format::Text)));
/// # Ok::<(), taiyaku::Error>(())
/// ```
pub fn read_one_text(line: &[u8], name: &str) -> (Id, Result<(String, Format)>) {
    let (fields, parsed) = Fields::read(line);
    let text = parsed.and_then(|()| {
        let own = match name {
            "source" => fields.request.source,
            "target" => fields.request.target,
            _ => None,
        };
        match (own, fields.text) {
            (Some(text), _) => Ok(text),
            (None, Some(text)) => serde_json::from_str(text.get())
                .map_err(|error| Error::format("\"text\"", error.to_string())),
            (None, None) => Err(Error::format(
                "",
                format!("expected \"text\" or \"{name}\""),
            )),
        }
    });
    let text = text.and_then(|text| {
        let format = fields.request.format.map(|name| name.parse()).transpose()?;
        Ok((text, format.unwrap_or_default()))
    });
    (fields.id, text)
}

/// Writes a request as one line. O(bytes).
///
/// ```
/// use taiyaku::format::json_lines::{Texts, write_request};
///
/// let mut line = Vec::new();
/// let texts = Texts::Sides { source: "Rain.".into(), target: "雨。".into() };
/// write_request(&"doc-1".into(), &texts.into(), &mut line)?;
/// assert_eq!(
///     String::from_utf8(line).unwrap(),
///     "{\"id\":\"doc-1\",\"source\":\"Rain.\",\"target\":\"雨。\"}\n",
/// );
/// # Ok::<(), taiyaku::Error>(())
/// ```
///
/// # Errors
///
/// If `out` fails.
pub fn write_request(id: &Id, request: &Request, out: impl Write) -> Result<()> {
    #[derive(Serialize)]
    struct Line<'a> {
        id: &'a Id,
        #[serde(skip_serializing_if = "Option::is_none")]
        format: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        source_format: Option<&'static str>,
        #[serde(skip_serializing_if = "Option::is_none")]
        target_format: Option<&'static str>,
        #[serde(flatten)]
        texts: &'a Texts,
    }
    let [of_source, of_target] = request.formats;
    let is_same = of_source == of_target || matches!(request.texts, Texts::Page { .. });
    let name = |format: Format, is_wanted: bool| is_wanted.then(|| format.name());
    let line = Line {
        id,
        format: name(of_source, is_same && of_source != Format::Text),
        source_format: name(of_source, !is_same),
        target_format: name(of_target, !is_same),
        texts: &request.texts,
    };
    write_line(&line, out)
}

#[derive(Default)]
struct Fields {
    id: Id,
    request: RequestFields,
    /// Not parsed: a request may have something else of this name.
    text: Option<Box<RawValue>>,
}

impl Fields {
    /// The fields of a line; those before an error, if there is one.
    fn read(line: &[u8]) -> (Fields, Result<()>) {
        let mut fields = Fields::default();
        let text = match str::from_utf8(line) {
            Ok(text) => text.trim_start_matches('\u{feff}').trim_end(),
            Err(error) => return (fields, Err(not_utf8(error))),
        };
        let mut json = serde_json::Deserializer::from_str(text);
        let parsed = FieldsInto(&mut fields)
            .deserialize(&mut json)
            .and_then(|()| json.end());
        (fields, parsed.map_err(|error| with_column(&error)))
    }
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
        let Fields { id, request, text } = self.0;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "id" => *id = map.next_value()?,
                "source" => request.source = map.next_value()?,
                "target" => request.target = map.next_value()?,
                "page" => request.page = map.next_value()?,
                "text" => *text = map.next_value()?,
                "format" => request.format = map.next_value()?,
                "source_format" => request.source_format = map.next_value()?,
                "target_format" => request.target_format = map.next_value()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}
