//! The texts as references: the JSON of the Citation Style Language 1.0.2 (`csl-data.json`), which
//! Zotero and others import.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use super::pretty;
use crate::parse::{Person, Source};
use crate::resolve::{Reader, Text};
use crate::text::LanguageTag;

/// A reference for each text of a reader.
pub(super) fn csl_json(reader: &Reader) -> Vec<u8> {
    let items: Vec<Value> = reader.texts.iter().map(|text| item(text)).collect();
    pretty(&items)
}

fn item(text: &Text) -> Value {
    let (file, about) = (&text.original.file, text.about());
    let none = Source::default();
    let source = about.source.as_ref().unwrap_or(&none);
    let mut item = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        item.extend(value.map(|value| (key.to_owned(), value)));
    };
    let words = |words: &Option<String>| words.as_deref().map(Value::from);
    put("id", Some(text.slug.as_str().into()));
    put("type", Some(kind(source).into()));
    put("title", Some(source.title.as_deref().unwrap_or(&file.title.value).into()));
    let authors = if source.authors.is_empty() { &about.authors } else { &source.authors };
    let authors: Vec<Value> = authors.iter().map(name).collect();
    put("author", (!authors.is_empty()).then(|| authors.into()));
    put("issued", issued(source, file.date));
    put("container-title", words(&source.container));
    put("publisher", words(&source.publisher));
    put("volume", words(&source.volume));
    put("issue", words(&source.issue));
    put("page", words(&source.pages));
    put("DOI", words(&source.doi));
    put("URL", words(&source.url));
    put("language", Some(tag(&file.language).into()));
    put("abstract", file.summary.as_ref().map(|summary| summary.value.as_str().into()));
    put("keyword", (!about.keywords.is_empty()).then(|| about.keywords.join(", ").into()));
    item.into()
}

/// What kind of work it is, as far as its source tells.
fn kind(source: &Source) -> &'static str {
    match source {
        Source { container: Some(_), volume, issue, doi, .. } => {
            let is_of_journal = volume.is_some() || issue.is_some() || doi.is_some();
            if is_of_journal { "article-journal" } else { "chapter" }
        }
        Source { doi: Some(_), .. } => "article",
        Source { publisher: Some(_), .. } => "book",
        Source { url: Some(_), .. } => "webpage",
        _ => "document",
    }
}

/// A name: in its parts only where it is written so, "family, given". Names in Arabic and Persian
/// have other parts, and a program would guess wrong.
fn name(person: &Person) -> Value {
    match person.name.split_once([',', '،']) {
        Some((family, given)) => json!({"family": family.trim(), "given": given.trim()}),
        None => json!({"literal": person.name}),
    }
}

/// The date of the source, or else that of the text.
fn issued(source: &Source, date: Option<Date>) -> Option<Value> {
    let Some(written) = &source.date else {
        let date = date?.to_string();
        return Some(json!({"date-parts": [parts(&date)?]}));
    };
    Some(match parts(written) {
        Some(parts) => json!({"date-parts": [parts]}),
        None => json!({"literal": written}),
    })
}

/// The numbers of `2024`, `2024-03` or `2024-03-31`.
fn parts(date: &str) -> Option<Vec<u16>> {
    let parts: Option<Vec<u16>> = date.split('-').map(|part| part.parse().ok()).collect();
    parts.filter(|parts| parts.len() <= 3)
}

fn tag(language: &LanguageTag) -> String {
    language.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_written_in_parts_has_parts() {
        let person = |name: &str| Person { name: name.to_owned(), orcid: None, affiliation: None };
        assert_eq!(name(&person("Gale, William")), json!({"family": "Gale", "given": "William"}));
        assert_eq!(name(&person("إحسان الشمري")), json!({"literal": "إحسان الشمري"}));
    }

    #[test]
    fn dates_have_the_parts_that_are_known() {
        assert_eq!(parts("2024-03-31"), Some(vec![2024, 3, 31]));
        assert_eq!(parts("1993"), Some(vec![1993]));
        assert_eq!(parts("Spring 1993"), None);
    }
}
