//! What is shown of what was found: the words of documents and concepts, in scripts of their own.

use std::fmt::Write as _;

use super::json::{push_list, push_string};
use super::unit::{Document, Unit, words_of_all};
use crate::resolve::{Entry, PageOf, Reader};
use crate::source::SourceFile;
use crate::text::LanguageTag;

/// `{"text": slug, "title", "pages": [["ar", "en"]…], "headings": [unit…], "blocks", "annotations",
/// "footnotes"}`, or `{"page": path, "title", "pages", "headings", "sections"}`.
pub(super) fn push_document(
    out: &mut String,
    document: PageOf,
    language: &LanguageTag,
    reader: &Reader,
) {
    let units = Document::of(document, language, reader).unwrap_or_default();
    let (kind, address) = match document {
        PageOf::Text(text) => ("text", reader.texts[text as usize].slug.to_string()),
        PageOf::Page(page) => ("page", reader.pages[page as usize].0.to_string()),
        PageOf::Part(part) => ("page", format!("parts/{}", reader.parts[part as usize].id)),
        PageOf::Home | PageOf::Same | PageOf::Concept(_) => ("page", String::new()),
    };
    _ = write!(out, "{{\"{kind}\":");
    push_string(out, &address);
    if let Some(title) = units.title {
        out.push_str(",\"title\":");
        push_string(out, title);
    }
    out.push_str(",\"pages\":");
    push_list(out, &units.pages, |out, set| {
        push_list(out, set, |out, language| push_string(out, language.as_str()));
    });
    for (kind, units) in [
        ("headings", &units.headings),
        ("blocks", &units.blocks),
        ("sections", &units.sections),
        ("annotations", &units.annotations),
        ("footnotes", &units.footnotes),
    ] {
        if !units.is_empty() {
            _ = write!(out, ",\"{kind}\":");
            push_list(out, units, push_unit);
        }
    }
    out.push('}');
}

/// `[words, ¶ number or 0, place of its pages, id]`
fn push_unit(out: &mut String, unit: &Unit) {
    out.push('[');
    push_string(out, &unit.words());
    _ = write!(out, ",{}", unit.number.unwrap_or(0));
    if unit.pages > 0 || unit.anchor.is_some() {
        _ = write!(out, ",{}", unit.pages);
    }
    if let Some(anchor) = unit.anchor {
        out.push(',');
        push_string(out, anchor);
    }
    out.push(']');
}

/// Definitions in a language; an empty one of a concept that has none.
pub(super) fn push_definitions(out: &mut String, entries: &[Entry], language: &LanguageTag) {
    push_list(out, entries, |out, entry| {
        let body = entry.concept.definitions.0.get(language);
        let words = body.map(|body| words_of_all(&body.blocks, body));
        push_string(out, &words.unwrap_or_default());
    });
}

/// The files that the passages of a document are made from, whatever the language.
pub(super) fn sources(document: PageOf, reader: &Reader) -> Vec<&SourceFile> {
    match document {
        PageOf::Text(text) => {
            reader.texts[text as usize].versions().map(|version| &*version.file.file).collect()
        }
        PageOf::Home => reader.home.values().map(|page| &*page.file.file).collect(),
        PageOf::Page(page) => {
            reader.pages[page as usize].1.values().map(|page| &*page.file.file).collect()
        }
        PageOf::Part(part) => {
            let introductions = reader.parts[part as usize].introductions.values();
            introductions.map(|introduction| &*introduction.file.file).collect()
        }
        PageOf::Concept(concept) => vec![&*reader.glossary[concept as usize].concept.file],
        PageOf::Same => Vec::new(),
    }
}
