//! What the header of a file of pairs says: languages, date, title, files.
//!
//! In: options. Out: an [`Export`]. O(1).

use std::path::Path;
use std::str::FromStr;

use taiyaku::format::{Date, Export};
use taiyaku::{Alignment, Bitext, Language};

use crate::failure::Failure;

/// Options of a file of pairs, the same in every subcommand that writes one.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(crate) struct HeadArguments {
    /// Language tags of original and translation in the output, for example en-GB,ja-JP [default: en,ja].
    #[arg(long, value_name = "TAG,TAG")]
    tags: Option<Tags>,
    /// Date in the header of TMX, XLIFF, PO, XLSX and DOCX, for example 2026-11-30T09:30:00Z [default: none, so that the same
    /// input gives the same file on any day].
    #[arg(long, value_name = "DATE")]
    date: Option<Date>,
    /// Write the pairs of code and markup too, which are left out otherwise.
    #[arg(long)]
    code: bool,
}

impl HeadArguments {
    /// Checks that the tags are those of the languages of the texts.
    pub(crate) fn check(&self, bitext: &Bitext) -> Result<(), Failure> {
        let Some(Tags(tags)) = &self.tags else {
            return Ok(());
        };
        let languages = [bitext.source(), bitext.target()].map(|side| side.language());
        for (tag, language) in tags.iter().zip(languages) {
            if language != Language::Other && primary(tag) != language.code() {
                return Err(Failure::new(format!(
                    "--tags: expected the tag of the original first and that of the translation behind it, \
                     found `{tag}` for a text in the language `{language}`"
                )));
            }
        }
        Ok(())
    }

    /// Completes an export with what the options say.
    pub(crate) fn complete<'a>(&self, export: Export<'a>) -> Export<'a> {
        let export = match &self.tags {
            Some(Tags([source, target])) => export.with_languages(source.clone(), target.clone()),
            None => export,
        };
        let export = match self.date {
            Some(date) => export.with_date(date),
            None => export,
        };
        match self.code {
            true => export.with_code(),
            false => export,
        }
    }

    /// The export of an alignment with what the options say.
    pub(crate) fn export<'a>(&self, bitext: &'a Bitext, alignment: &'a Alignment) -> Export<'a> {
        self.complete(Export::new(bitext, alignment))
    }

    /// The ends of the names of the files of the two sides: `en` and `ja`, or what the tags begin with.
    pub(crate) fn suffixes(&self) -> [String; 2] {
        let Some(Tags(tags)) = &self.tags else {
            return ["en", "ja"].map(str::to_owned);
        };
        let primary = tags.each_ref().map(|tag| primary(tag));
        match primary[0] == primary[1] {
            // Two forms of one language.
            true => tags.each_ref().map(|tag| tag.to_ascii_lowercase()),
            false => primary,
        }
    }
}

/// The language of a tag, in lower case.
fn primary(tag: &str) -> String {
    let primary = tag.split('-').next().unwrap_or_default();
    primary.to_ascii_lowercase()
}

/// The tags of two languages.
#[derive(Debug, Clone)]
struct Tags([String; 2]);

impl FromStr for Tags {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_tag = |tag: &&str| {
            let mut parts = tag.split('-');
            let is_part = |part: &str| {
                (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
            };
            let is_language = |part: &str| {
                (2..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic())
            };
            parts.next().is_some_and(is_language) && parts.all(is_part)
        };
        let two = text.split_once(',').map(|(a, b)| [a.trim(), b.trim()]);
        let Some(tags) = two.filter(|tags| tags.iter().all(is_tag)) else {
            return Err("expected two language tags, such as en-GB,ja-JP".to_owned());
        };
        match tags[0].eq_ignore_ascii_case(tags[1]) {
            true => Err("expected the tags of two languages, found one".to_owned()),
            false => Ok(Tags(tags.map(str::to_owned))),
        }
    }
}

/// The name of a file for a reader on any machine: relative to the working folder if it is in it, with slashes.
pub(crate) fn shared_name(path: &Path) -> String {
    let here = std::env::current_dir().ok();
    let inside = here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_path_buf));
    let path = inside.as_deref().unwrap_or(path);
    let path = path.strip_prefix(".").unwrap_or(path);
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    normal(&parts.join("/").replacen("//", "/", 1))
}

/// A path without steps into a folder and back.
fn normal(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match (part, parts.last()) {
            ("..", Some(last)) if !["..", ""].contains(last) => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_two_languages() {
        for (name, text, is_right) in [
            ("regions", "en-GB,ja-JP", true),
            ("a script", "sr-Latn-RS, ja", true),
            ("one", "en-GB", false),
            ("the same", "en,EN", false),
            ("an underscore", "en_GB,ja", false),
            ("names", "english,japanese", false),
            ("empty", ",", false),
        ] {
            assert_eq!(text.parse::<Tags>().is_ok(), is_right, "{name}");
        }
    }

    #[test]
    fn names_are_relative_to_the_working_folder() {
        let here = std::env::current_dir().expect("a folder");
        for (name, path, expected) in [
            ("as it is", "docs/guide.md".into(), "docs/guide.md"),
            ("here", "./docs/guide.md".into(), "docs/guide.md"),
            ("absolute", here.join("docs/guide.md"), "docs/guide.md"),
            ("above", "../guide.md".into(), "../guide.md"),
            ("a step back", "docs/../docs/a.md".into(), "docs/a.md"),
            ("elsewhere", "/no/such/guide.md".into(), "/no/such/guide.md"),
        ] {
            assert_eq!(shared_name(&path), expected, "{name}");
        }
    }
}
