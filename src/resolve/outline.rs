//! What the files of a reader need to know of each other before any link can be followed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::alignment::{self, Alignment};
use super::link::{HeadingPlace, Ids};
use super::state::{self, Changes, TranslationState};
use super::text::{self, HeadingIds, TranslatedHeadings};
use crate::diagnostic::Checked;
use crate::parse::{Parsed, Publish, TextFiles};
use crate::source::SourcePath;
use crate::text::{LanguageTag, Slug};

/// What other files need to know of a text: numbers, ids, alignments.
#[derive(Debug)]
pub(super) struct Outline {
    /// The ¶ number of each block of the original.
    pub(super) numbers: Arc<[Option<u32>]>,
    pub(super) block_count: u32,
    pub(super) heading_ids: HeadingIds,
    /// How many words the original has, then each translation.
    pub(super) word_counts: Vec<u32>,
    /// Of each translation.
    pub(super) translations: Vec<TranslationOutline>,
    /// How much of the original is published.
    pub(super) publish: Publish,
}

/// What is known of a translation from itself and its original alone.
#[derive(Debug)]
pub(super) struct TranslationOutline {
    pub(super) alignment: Arc<Alignment>,
    pub(super) heading_ids: HeadingIds,
    pub(super) state: Arc<TranslationState>,
}

impl Outline {
    /// The outline of a text.
    pub(super) fn of(files: &TextFiles) -> Checked<Self> {
        let TextFiles { original, translations, records } = files;
        let word_counts = files.all().map(|file| text::word_count(&file.body)).collect();
        let numbers = text::numbers(original);
        let block_count = numbers.iter().flatten().count() as u32;
        let heading_ids = text::heading_ids(&original.body, &BTreeSet::new());
        let taken: BTreeSet<Box<str>> = heading_ids.iter().map(Box::from).collect();
        let mut diagnostics = text::question_problems(original, block_count);
        let fingerprints =
            if records.is_empty() { Vec::new() } else { original.body.fingerprints() };
        let translations = translations
            .iter()
            .map(|translation| {
                let alignment = alignment::align(original, &numbers, translation);
                let alignment = alignment.unload(&mut diagnostics);
                let companions = alignment.companions(original.body.blocks.len());
                let record = records.get(&translation.language);
                let changes = record.map(|record| Changes::between(&record.blocks, &fingerprints));
                let state =
                    TranslationState::of(original, &companions, &alignment, changes.as_ref());
                let told = state::problems(&state, original, &numbers, &companions, translation);
                diagnostics.extend(told);
                TranslationOutline {
                    alignment: Arc::new(alignment),
                    heading_ids: text::heading_ids(&translation.body, &taken),
                    state: Arc::new(state),
                }
            })
            .collect();
        let publish = original.rights.as_ref().map_or(Publish::Full, |rights| rights.publish);
        let numbers = numbers.into();
        let outline =
            Self { numbers, block_count, heading_ids, word_counts, translations, publish };
        Checked::new(outline, diagnostics)
    }

    /// What can be linked to in each file of the text, which has this outline.
    pub(super) fn ids<'t>(&'t self, files: &'t TextFiles) -> Vec<(&'t SourcePath, Ids<'t>)> {
        let translations: Vec<_> = files
            .translations
            .iter()
            .zip(&self.translations)
            .map(|(file, outline)| TranslatedHeadings {
                file,
                heading_ids: &outline.heading_ids,
                alignment: &outline.alignment,
            })
            .collect();
        let is_hidden = self.publish == Publish::Metadata;
        let original = (&*files.original, &self.heading_ids);
        let found = text::ids(original, &translations, self.block_count, is_hidden);
        found.into_iter().map(|(file, ids)| (&file.file.path, ids)).collect()
    }
}

/// What can be linked to in each content file.
pub(super) fn all_ids<'p>(
    parsed: &'p Parsed,
    order: &[Slug],
    outlines: &'p [Arc<Checked<Outline>>],
) -> FxHashMap<&'p SourcePath, Ids<'p>> {
    let mut ids = FxHashMap::default();
    for (slug, outline) in order.iter().zip(outlines) {
        ids.extend(outline.value.ids(&parsed.texts[slug]));
    }
    let pages = parsed.home.values().chain(parsed.pages.values().flat_map(BTreeMap::values));
    let pages = pages.map(|page| (&page.file.path, &page.body));
    let parts = parsed.parts.values().flat_map(BTreeMap::values);
    let parts = parts.map(|part| (&part.file.path, &part.body));
    for (path, body) in pages.chain(parts) {
        let headings = text::heading_ids(body, &BTreeSet::new()).into_places();
        ids.insert(path, Ids { headings, is_shown_whole: true, ..Ids::default() });
    }
    for concept in parsed.concepts.values() {
        let languages = concept.definitions.0.keys();
        let heading = |language: &'p LanguageTag| HeadingPlace {
            id: language.as_str().to_lowercase().into(),
            anchor: None,
            on_page: None,
        };
        let headings = languages.map(heading).collect();
        ids.insert(&concept.file.path, Ids { headings, ..Ids::default() });
    }
    ids
}
