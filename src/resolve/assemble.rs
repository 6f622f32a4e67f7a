//! A reader out of its texts and everything else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::glossary::{self, Definitions, Entry};
use super::text::{self, Text};
use super::{Introduction, Page, Part, Reader, Rest};
use crate::diagnostic::Diagnostic;
use crate::parse::{Concept, PageFile, Parsed};
use crate::text::Slug;

/// Puts together what was parsed and what was resolved. `texts` are in the order of reading, which
/// `order` has too.
pub(super) fn assemble(
    parsed: Parsed,
    order: &[Slug],
    texts: Vec<Arc<Text>>,
    rest: Rest,
    diagnostics: &mut Vec<Diagnostic>,
) -> Reader {
    let Parsed { config, home, pages, mut parts, concepts, pictures, .. } = parsed;
    let place_of: BTreeMap<Slug, u32> =
        order.iter().enumerate().map(|(index, slug)| (slug.clone(), index as u32)).collect();

    let glossary = assemble_glossary(concepts, rest.definitions, &texts, diagnostics);
    let mut part_targets = rest.parts;
    let parts = config
        .parts
        .iter()
        .map(|part| Part {
            id: part.id.value.clone(),
            title: part.title.clone(),
            texts: part
                .texts
                .iter()
                .filter_map(|text| place_of.get(&text.value).copied())
                .collect(),
            introductions: parts
                .remove(&part.id.value)
                .unwrap_or_default()
                .into_iter()
                .map(|(language, file)| {
                    let targets = part_targets.remove(&file.file.path).unwrap_or_default();
                    let heading_ids = text::heading_ids(&file.body, &BTreeSet::new());
                    (language, Introduction { file, targets, heading_ids })
                })
                .collect(),
        })
        .collect();
    let page = |file: Arc<PageFile>, targets| Page {
        heading_ids: text::heading_ids(&file.body, &BTreeSet::new()),
        file,
        targets,
    };
    let home = home
        .into_iter()
        .zip(rest.home)
        .map(|((language, file), targets)| (language, page(file, targets)))
        .collect();
    let mut page_targets = rest.pages.into_iter();
    let pages = pages
        .into_iter()
        .map(|(slug, files)| {
            let files = files.into_iter().map(|(language, file)| {
                (language, page(file, page_targets.next().unwrap_or_default()))
            });
            (slug, files.collect())
        })
        .collect();
    Reader { config, home, pages, parts, texts, glossary, pictures }
}

fn assemble_glossary(
    concepts: BTreeMap<Slug, Arc<Concept>>,
    definitions: Vec<Definitions>,
    texts: &[Arc<Text>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let mut occurrences = glossary::occurrences(concepts.len(), texts).into_iter();
    let ids: BTreeMap<String, u32> =
        concepts.keys().enumerate().map(|(index, id)| (id.to_string(), index as u32)).collect();
    let by_id: BTreeMap<&str, u32> = ids.iter().map(|(id, index)| (id.as_str(), *index)).collect();
    let mut entries: Vec<Entry> = concepts
        .into_values()
        .zip(definitions)
        .map(|(concept, definitions)| Entry {
            see: glossary::related(&concept, &concept.see, &by_id, diagnostics),
            broader: glossary::related(&concept, &concept.broader, &by_id, diagnostics),
            narrower: Vec::new(),
            concept,
            definitions,
            occurrences: occurrences.next().unwrap_or_default(),
        })
        .collect();
    for index in 0..entries.len() {
        for broader in entries[index].broader.clone() {
            entries[broader as usize].narrower.push(index as u32);
        }
    }
    diagnostics.extend(glossary::cycles(&entries));
    diagnostics.extend(glossary::unused(&entries));
    entries
}
