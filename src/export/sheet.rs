//! The glossary as a table for spreadsheets: a line for each concept, columns for each language.
//!
//! RFC 4180, with a byte order mark: without it a spreadsheet takes Arabic for another encoding.

use std::collections::BTreeSet;

use super::all_words;
use crate::resolve::Reader;
use crate::text::LanguageTag;

/// The glossary of a reader.
pub(super) fn csv(reader: &Reader) -> Vec<u8> {
    let languages = languages(reader);
    let mut header = vec!["id".to_owned()];
    for language in &languages {
        let columns = ["term", "abbreviation", "forms", "definition"];
        header.extend(columns.map(|column| format!("{column}:{language}")));
    }
    header.extend(["see", "broader", "occurrences"].map(str::to_owned));

    let mut out = String::from("\u{FEFF}");
    push_line(&mut out, &header);
    for entry in &reader.glossary {
        let concept = &entry.concept;
        let mut line = vec![concept.id.to_string()];
        for language in &languages {
            let name = concept.names.0.get(language);
            let term = name.map(|name| name.term.value.clone());
            let abbreviation =
                name.and_then(|name| Some(name.abbreviation.as_ref()?.value.clone()));
            let forms = name.map(|name| joined(name.forms.iter().map(|form| &*form.value)));
            let definition = concept.definitions.0.get(language).map(all_words);
            line.extend([term, abbreviation, forms, definition].map(Option::unwrap_or_default));
        }
        let ids = |places: &[u32]| {
            joined(places.iter().map(|place| reader.glossary[*place as usize].concept.id.as_str()))
        };
        line.extend([ids(&entry.see), ids(&entry.broader), entry.occurrences.len().to_string()]);
        push_line(&mut out, &line);
    }
    out.into_bytes()
}

/// Those of the interface, then all others that a concept has a name in.
fn languages(reader: &Reader) -> Vec<&LanguageTag> {
    let mut languages: Vec<&LanguageTag> = reader.config.languages.iter().collect();
    let named = reader.glossary.iter().flat_map(|entry| entry.concept.names.0.keys());
    let others: BTreeSet<&LanguageTag> =
        named.filter(|language| !languages.contains(language)).collect();
    languages.extend(others);
    languages
}

fn joined<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.collect::<Vec<_>>().join("; ")
}

fn push_line(out: &mut String, cells: &[String]) {
    let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
    out.push_str(&cells.join(","));
    out.push_str("\r\n");
}

/// A cell; in quotation marks where it has what would end it.
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_keeps_what_would_end_it() {
        let mut out = String::new();
        push_line(&mut out, &["a, \"b\"".into(), "أمن".into(), "1\n2".into()]); // "security"
        assert_eq!(out, "\"a, \"\"b\"\"\",أمن,\"1\n2\"\r\n");
    }
}
