//! A reader out of its resolved parts.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::glossary::{self, Definitions, Entry};
use super::note::{Note, NotePlace};
use super::outline::Outline;
use super::text::{self, HeadingIds, Text, Translation, Version};
use super::{Introduction, Page, Part, Reader, ResolvedText, ResolvedVersion, Rest};
use crate::diagnostic::{Checked, Diagnostic};
use crate::parse::{Concept, PageFile, Parsed, Publish, TextFile, TextFiles};
use crate::text::Slug;

/// Puts together what was parsed and what was resolved.
pub(super) fn assemble(
    parsed: Parsed,
    order: &[Slug],
    outlines: &[Arc<Checked<Outline>>],
    resolved: Vec<ResolvedText>,
    rest: Rest,
    diagnostics: &mut Vec<Diagnostic>,
) -> Reader {
    let Parsed { config, home, pages, mut parts, mut texts, concepts, pictures, .. } = parsed;
    let place_of: BTreeMap<Slug, u32> =
        order.iter().enumerate().map(|(index, slug)| (slug.clone(), index as u32)).collect();
    // The first part that names a text; later ones do not replace it.
    let mut part_of: BTreeMap<Slug, u32> = BTreeMap::new();
    for (index, part) in (0..).zip(&config.parts) {
        for text in &part.texts {
            part_of.entry(text.value.clone()).or_insert(index);
        }
    }
    let texts: Vec<Text> = order
        .iter()
        .zip(outlines)
        .zip(resolved)
        .filter_map(|((slug, outline), resolved)| {
            let files = texts.remove(slug)?;
            let part = part_of.get(slug).copied();
            Some(assemble_text(slug.clone(), part, files, &outline.value, resolved))
        })
        .collect();

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

fn assemble_text(
    slug: Slug,
    part: Option<u32>,
    TextFiles { original, translations, .. }: TextFiles,
    outline: &Outline,
    resolved: ResolvedText,
) -> Text {
    let publish = outline.publish;
    let translations = translations
        .into_iter()
        .zip(&outline.translations)
        .zip(resolved.translations)
        .map(|((file, outlined), resolved)| {
            let block_count = file.body.blocks.len();
            let numbers =
                text::companion_numbers(&outlined.alignment, &outline.numbers, block_count);
            let own = file.rights.as_ref().map_or(publish, |rights| rights.publish);
            let publish = if publish == Publish::Metadata { publish } else { own };
            let numbers = numbers.into();
            let ids = outlined.heading_ids.clone();
            let version = version(file, numbers, ids, resolved, publish);
            let alignment = Arc::clone(&outlined.alignment);
            Translation { version, alignment, state: Arc::clone(&outlined.state) }
        })
        .collect();
    let (numbers, ids) = (Arc::clone(&outline.numbers), outline.heading_ids.clone());
    let original = version(original, numbers, ids, resolved.original, publish);
    Text { slug, part, original, translations, block_count: outline.block_count }
}

fn version(
    file: Arc<TextFile>,
    numbers: Arc<[Option<u32>]>,
    heading_ids: HeadingIds,
    resolved: ResolvedVersion,
    publish: Publish,
) -> Version {
    let ResolvedVersion { word_count, targets, hits, mut notes, .. } = resolved;
    let position = |note: &Note| match note.place {
        NotePlace::Block { number } => (Some(number), 0, 0, 0),
        NotePlace::Words { block, prose, range } => {
            (numbers[block as usize], block + 1, prose + 1, range.start)
        }
    };
    // A heading has no number; it stands before the number behind it.
    notes.sort_by_key(|note| match note.place {
        NotePlace::Words { block, .. } if numbers[block as usize].is_none() => {
            let before = numbers[..block as usize].iter().rev().flatten().next().copied();
            let (_, block, prose, start) = position(note);
            (before.or(Some(0)), block, prose, start)
        }
        _ => position(note),
    });
    Version { file, numbers, heading_ids, targets, hits, word_count, notes, publish }
}

fn assemble_glossary(
    concepts: BTreeMap<Slug, Arc<Concept>>,
    definitions: Vec<Definitions>,
    texts: &[Text],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let versions = texts.iter().enumerate().flat_map(|(place, text)| {
        text.versions()
            .enumerate()
            .map(move |(version, content)| (place as u32, version as u32, content))
    });
    let mut occurrences = glossary::occurrences(concepts.len(), versions).into_iter();
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
