//! What was found out about texts, for the next run: files come and go while an author writes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::connect::{Before, Connected};
use super::glossary::Lexicons;
use super::link::{FilePlaces, Internal, PageOf, Target};
use super::outline::Outline;
use crate::diagnostic::Checked;
use crate::parse::{Concept, LinkPolicy, PageFile, Parsed, PartFile, TextFiles};
use crate::text::{LanguageTag, Slug};

/// What an earlier run found out.
#[derive(Debug, Default)]
pub struct Memory(Option<Known>);

/// What one run found out.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) concepts: Vec<Arc<Concept>>,
    pub(super) languages: Vec<LanguageTag>,
    pub(super) lexicons: Arc<Lexicons>,
    /// The policy of the settings.
    pub(super) link: LinkPolicy,
    pub(super) places: FilePlaces,
    pub(super) pages: Pages,
    pub(super) texts: BTreeMap<Slug, KnownText>,
}

/// A text as it was.
#[derive(Clone, Debug)]
pub(super) struct KnownText {
    pub(super) files: TextFiles,
    pub(super) outline: Arc<Checked<Outline>>,
    pub(super) connected: Arc<Connected>,
}

/// The pages with headings that are no texts.
#[derive(Debug)]
pub(super) struct Pages {
    pages: Vec<Arc<PageFile>>,
    parts: Vec<Arc<PartFile>>,
}

impl Memory {
    pub(super) fn known(&self) -> Option<&Known> {
        self.0.as_ref()
    }

    pub(super) fn remember(&mut self, known: Known) {
        self.0 = Some(known);
    }
}

impl Known {
    /// The lexicons, if they are those of these concepts for these languages.
    pub(super) fn lexicons(
        &self,
        concepts: &[&Arc<Concept>],
        languages: &[LanguageTag],
    ) -> Option<&Arc<Lexicons>> {
        let are_same = self.languages == languages
            && self.concepts.len() == concepts.len()
            && self.concepts.iter().zip(concepts).all(|(a, b)| are_found_alike(a, b));
        are_same.then_some(&self.lexicons)
    }

    /// The text, if these are its files, none of them changed.
    pub(super) fn text(&self, slug: &Slug, files: &TextFiles) -> Option<&KnownText> {
        self.texts.get(slug).filter(|text| text.is_of(files))
    }
}

/// Whether two concepts are found in the same words.
fn are_found_alike(a: &Arc<Concept>, b: &Arc<Concept>) -> bool {
    Arc::ptr_eq(a, b)
        || (&a.id, &a.names, a.matching, &a.never) == (&b.id, &b.names, b.matching, &b.never)
}

impl KnownText {
    fn is_of(&self, files: &TextFiles) -> bool {
        are_same(self.files.all(), files.all())
            && are_same(self.files.records.values(), files.records.values())
    }

    /// What to take from it, where other files may have changed.
    pub(super) fn before(&self, has_same_lexicons: bool) -> Before<'_> {
        Before { connected: &self.connected, has_same_lexicons }
    }
}

impl Pages {
    pub(super) fn of(parsed: &Parsed) -> Self {
        let pages = parsed.home.values().chain(parsed.pages.values().flat_map(BTreeMap::values));
        let parts = parsed.parts.values().flat_map(BTreeMap::values);
        Self { pages: pages.cloned().collect(), parts: parts.cloned().collect() }
    }

    fn are_same(&self, other: &Self) -> bool {
        are_same(&self.pages, &other.pages) && are_same(&self.parts, &other.parts)
    }
}

fn are_same<'a, T: 'a>(
    a: impl IntoIterator<Item = &'a Arc<T>>,
    b: impl IntoIterator<Item = &'a Arc<T>>,
) -> bool {
    let (mut a, mut b) = (a.into_iter(), b.into_iter());
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(a), Some(b)) if Arc::ptr_eq(a, b) => {}
            _ => return false,
        }
    }
}

/// The pages on which there are other things to link to than before. Nothing else about what can be
/// linked to has changed.
pub(super) struct ChangedPages {
    texts: BTreeSet<u32>,
    has_others: bool,
}

impl ChangedPages {
    /// Those of texts in this order with these outlines.
    pub(super) fn of(
        known: &Known,
        parsed: &Parsed,
        (order, outlines): (&[Slug], &[Arc<Checked<Outline>>]),
        pages: &Pages,
    ) -> Self {
        let has_changed = |(slug, outline): (&Slug, &Arc<Checked<Outline>>)| {
            known.texts.get(slug).is_none_or(|text| {
                !Arc::ptr_eq(&text.outline, outline)
                    && text.outline.value.ids(&text.files) != outline.value.ids(&parsed.texts[slug])
            })
        };
        let texts = (0..).zip(order.iter().zip(outlines));
        let texts = texts.filter(|(_, text)| has_changed(*text)).map(|(place, _)| place);
        Self { texts: texts.collect(), has_others: !known.pages.are_same(pages) }
    }

    /// Whether some link of a text, whose files are the same, may lead elsewhere than before.
    pub(super) fn concern(&self, text: &Connected) -> bool {
        let has_any = self.has_others || !self.texts.is_empty();
        has_any
            && text.targets().any(|target| match target {
                // It may have a place now.
                Target::Broken => true,
                Target::Internal(Internal { page: PageOf::Text(text), .. }) => {
                    self.texts.contains(text)
                }
                Target::Internal(Internal { page, .. }) => {
                    self.has_others
                        && matches!(page, PageOf::Home | PageOf::Page(_) | PageOf::Part(_))
                }
                Target::Web | Target::NeverLinked | Target::Picture(_) => false,
            })
    }
}
