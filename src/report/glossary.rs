//! Concepts and their occurrences.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::Serialize;

use super::table::{Align, Table};
use crate::diagnostic::{Message, MessageLanguage, message};
use crate::resolve::{Entry, Hit, Occurrence, Reader, Version};
use crate::text::push_isolated;

/// A concept and where it stands.
#[derive(Clone, Debug, Serialize)]
pub struct ConceptReport {
    /// Its id.
    pub id: String,
    /// Its name in each language.
    pub names: BTreeMap<String, String>,
    /// How often it stands in all texts, translations included. Headings do not count.
    pub occurrences: usize,
    /// How often it stands in each version of a text, in the order of reading.
    pub texts: Vec<TextCount>,
    /// How it is written in all of them, the most frequent first, by language.
    pub forms: Vec<FormCount>,
}

/// How often a concept stands in a version of a text.
#[derive(Clone, Debug, Serialize)]
pub struct TextCount {
    /// The text.
    pub text: String,
    /// The language of the version.
    pub language: String,
    /// The number of occurrences.
    pub occurrences: usize,
    /// How it is written there, the most frequent first.
    pub forms: Vec<FormCount>,
}

/// A form as it is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormCount {
    /// The language in which it is written so.
    pub language: String,
    /// The whole words, with clitics, endings and vowel signs.
    pub form: String,
    /// How often they are written so.
    pub occurrences: usize,
}

/// The concepts of a reader by their ids, with those that never occur.
pub fn glossary(reader: &Reader) -> Vec<ConceptReport> {
    reader.glossary.iter().map(|entry| concept(entry, reader)).collect()
}

fn concept(entry: &Entry, reader: &Reader) -> ConceptReport {
    let found_in =
        |each: &Occurrence| (each.text, reader.texts[each.text as usize].hit(each.hit).0);
    let versions = entry.occurrences.chunk_by(|a, b| found_in(a) == found_in(b));
    let texts: Vec<TextCount> = versions.map(|group| text(group, reader)).collect();
    let mut forms: Vec<FormCount> = texts.iter().flat_map(|text| text.forms.clone()).collect();
    merge(&mut forms);
    let names = entry.concept.names.0.iter();
    ConceptReport {
        id: entry.concept.id.to_string(),
        names: names
            .map(|(language, name)| (language.to_string(), name.term.value.clone()))
            .collect(),
        occurrences: entry.occurrences.len(),
        texts,
        forms,
    }
}

/// The occurrences of one concept in one version of a text.
fn text(group: &[Occurrence], reader: &Reader) -> TextCount {
    let text = &reader.texts[group[0].text as usize];
    let (_, version, _) = text.hit(group[0].hit);
    let language = version.file.language.to_string();
    let form = |occurrence: &Occurrence| FormCount {
        language: language.clone(),
        form: written(version, text.hit(occurrence.hit).2),
        occurrences: 1,
    };
    let mut forms: Vec<FormCount> = group.iter().map(form).collect();
    merge(&mut forms);
    TextCount { text: text.slug.to_string(), language, occurrences: group.len(), forms }
}

/// The words of a hit, in one line.
fn written(version: &Version, hit: &Hit) -> String {
    let body = &version.file.body;
    let Some(prose) = body.prose(hit.prose) else { return String::new() };
    let mut room = String::new();
    let (_, words) = prose.part(hit.range.range(), body.text(), &mut room);
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Counts equal forms together, and puts the most frequent first, in each language.
fn merge(forms: &mut Vec<FormCount>) {
    forms.sort_by(|a, b| (&a.language, &a.form).cmp(&(&b.language, &b.form)));
    forms.dedup_by(|next, kept| {
        let is_same = (&next.language, &next.form) == (&kept.language, &kept.form);
        if is_same {
            kept.occurrences += next.occurrences;
        }
        is_same
    });
    forms.sort_by(|a, b| (&a.language, b.occurrences).cmp(&(&b.language, a.occurrences)));
}

/// The same for people: a line for each version of a text in which a concept stands.
pub fn glossary_table(concepts: &[ConceptReport], language: MessageLanguage) -> String {
    let heading = |words: Message| words.in_language(language).to_string();
    let mut table = Table::new(vec![
        (heading(message!("concept")), Align::Start),
        (heading(message!("occurrences")), Align::End),
        (heading(message!("text")), Align::Start),
        (heading(message!("language")), Align::Start),
        (heading(message!("forms")), Align::Start),
    ]);
    for concept in concepts {
        let [first, others @ ..] = &concept.texts[..] else {
            let empty = String::new();
            table.push(vec![
                concept.id.clone(),
                "0".to_owned(),
                empty.clone(),
                empty.clone(),
                empty,
            ]);
            continue;
        };
        table.push(row(&concept.id, first));
        others.iter().for_each(|text| table.push(row("", text)));
    }
    table.lines()
}

fn row(concept: &str, text: &TextCount) -> Vec<String> {
    let mut forms = String::new();
    for FormCount { form, occurrences, .. } in &text.forms {
        if !forms.is_empty() {
            forms.push_str(", ");
        }
        push_isolated(&mut forms, form);
        _ = write!(forms, " {occurrences}");
    }
    vec![
        concept.to_owned(),
        text.occurrences.to_string(),
        text.text.clone(),
        text.language.clone(),
        forms,
    ]
}
