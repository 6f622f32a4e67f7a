//! What was found out about texts, for the next run: files come and go while an author writes.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::glossary::{Hit, Lexicons, Linking};
use super::link::Target;
use super::note::NotePlace;
use super::outline::Outline;
use super::{ResolvedText, ResolvedVersion};
use crate::diagnostic::Checked;
use crate::parse::{Concept, TextFiles};
use crate::text::{LanguageTag, Slug};

/// What an earlier run found out.
#[derive(Debug, Default)]
pub struct Memory {
    concepts: Vec<Arc<Concept>>,
    languages: Vec<LanguageTag>,
    lexicons: Option<Arc<Lexicons>>,
    texts: BTreeMap<Slug, KnownText>,
}

/// A text as it was.
#[derive(Clone, Debug)]
pub(super) struct KnownText {
    files: TextFiles,
    pub(super) outline: Arc<Checked<Outline>>,
    /// The original, then the translations.
    versions: Vec<KnownVersion>,
}

/// A text in one language as it was.
#[derive(Clone, Debug)]
pub(super) struct KnownVersion {
    linking: Linking,
    targets: Vec<Target>,
    /// None where the lexicons were others.
    hits: Option<Arc<[Hit]>>,
    pub(super) note_places: Arc<Checked<Vec<(u32, NotePlace)>>>,
}

impl Memory {
    pub(super) fn new(
        concepts: &[&Arc<Concept>],
        languages: Vec<LanguageTag>,
        lexicons: Arc<Lexicons>,
        texts: BTreeMap<Slug, KnownText>,
    ) -> Self {
        let concepts = concepts.iter().map(|concept| Arc::clone(concept)).collect();
        Self { concepts, languages, lexicons: Some(lexicons), texts }
    }

    /// The lexicons for these concepts, and the texts that are known. Where the lexicons are not
    /// those of the earlier run, the texts are without their hits.
    pub(super) fn recall(
        &self,
        concepts: &[&Arc<Concept>],
        languages: &[LanguageTag],
    ) -> (Arc<Lexicons>, BTreeMap<Slug, KnownText>) {
        let are_same = self.languages == languages
            && self.concepts.len() == concepts.len()
            && self.concepts.iter().zip(concepts).all(|(a, b)| are_found_alike(a, b));
        let mut texts = self.texts.clone();
        let known = self.lexicons.as_ref().filter(|_| are_same);
        let lexicons = known.map_or_else(
            || {
                let versions = texts.values_mut().flat_map(|text| &mut text.versions);
                versions.for_each(|version| version.hits = None);
                Arc::new(Lexicons::of(concepts, languages))
            },
            Arc::clone,
        );
        (lexicons, texts)
    }
}

/// Whether two concepts are found in the same words.
fn are_found_alike(a: &Arc<Concept>, b: &Arc<Concept>) -> bool {
    Arc::ptr_eq(a, b)
        || (&a.id, &a.names, a.matching, &a.never) == (&b.id, &b.names, b.matching, &b.never)
}

impl KnownText {
    pub(super) fn new(
        files: &TextFiles,
        outline: &Arc<Checked<Outline>>,
        resolved: &ResolvedText,
    ) -> Self {
        let versions = std::iter::once(&resolved.original).chain(&resolved.translations);
        Self {
            files: files.clone(),
            outline: Arc::clone(outline),
            versions: versions.map(KnownVersion::of).collect(),
        }
    }

    /// Whether these are the files of the text, none of them changed.
    pub(super) fn is_of(&self, files: &TextFiles) -> bool {
        self.files.all().count() == files.all().count()
            && self.files.all().zip(files.all()).all(|(a, b)| Arc::ptr_eq(a, b))
            && self.files.records.len() == files.records.len()
            && self
                .files
                .records
                .values()
                .zip(files.records.values())
                .all(|(a, b)| Arc::ptr_eq(a, b))
    }

    /// The version of that number: the original is 0.
    pub(super) fn version(&self, number: usize) -> Option<&KnownVersion> {
        self.versions.get(number)
    }
}

impl KnownVersion {
    fn of(resolved: &ResolvedVersion) -> Self {
        Self {
            linking: resolved.linking.clone(),
            targets: resolved.targets.clone(),
            hits: Some(Arc::clone(&resolved.hits)),
            note_places: Arc::clone(&resolved.note_places),
        }
    }

    /// Where concepts stand, if they were looked for in the same way.
    pub(super) fn hits(&self, linking: &Linking, targets: &[Target]) -> Option<Arc<[Hit]>> {
        let is_same = self.linking == *linking && self.targets == targets;
        self.hits.clone().filter(|_| is_same)
    }
}
