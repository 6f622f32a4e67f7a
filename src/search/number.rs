//! How the units of a language are numbered: kind by kind, in a kind document by document. So a
//! number says by itself what it is, better kinds come first, and no number is wasted. The names of
//! concepts have none: the browser has them all.

use rayon::prelude::*;

use super::unit::{Document, Unit};
use crate::resolve::{PageOf, Reader};
use crate::text::LanguageTag;

/// A kind of unit. The order is that of their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The title of a text.
    Title,
    Heading,
    PageTitle,
    PageHeading,
    /// The definition of a concept.
    Definition,
    Block,
    /// What stands under a heading of a page.
    Section,
    Annotation,
    Footnote,
}

impl Kind {
    const ALL: [Self; 9] = [
        Self::Title,
        Self::Heading,
        Self::PageTitle,
        Self::PageHeading,
        Self::Definition,
        Self::Block,
        Self::Section,
        Self::Annotation,
        Self::Footnote,
    ];

    /// As it is called in the index.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Heading => "heading",
            Self::PageTitle => "pageTitle",
            Self::PageHeading => "pageHeading",
            Self::Definition => "definition",
            Self::Block => "block",
            Self::Section => "section",
            Self::Annotation => "annotation",
            Self::Footnote => "footnote",
        }
    }
}

/// How many units of each kind there are.
pub(super) type Counts = [u32; Kind::ALL.len()];

/// The numbers of the units of a language.
#[derive(Debug)]
pub(super) struct Numbering {
    /// The documents that say something in the language, by their places among all.
    pub(super) documents: Vec<(u32, Counts)>,
    pub(super) totals: Counts,
    /// The first number of each kind in each of `documents`.
    firsts: Vec<Counts>,
}

impl Numbering {
    /// Numbers what `documents` say in a language.
    pub(super) fn of(documents: &[PageOf], language: &LanguageTag, reader: &Reader) -> Self {
        let counted: Vec<Option<Counts>> = documents
            .par_iter()
            .map(|document| {
                Document::of(*document, language, reader).map(|each| counts_of(*document, &each))
            })
            .collect();
        let counted = (0..).zip(counted);
        let documents: Vec<(u32, Counts)> =
            counted.filter_map(|(place, counts)| Some((place, counts?))).collect();
        let mut totals = Counts::default();
        totals[Kind::Definition as usize] = reader.glossary.len() as u32;
        for (_, counts) in &documents {
            add(&mut totals, counts);
        }
        let mut next = starts(&totals);
        let mut firsts = Vec::with_capacity(documents.len());
        for (_, counts) in &documents {
            firsts.push(next);
            add(&mut next, counts);
        }
        Self { documents, totals, firsts }
    }

    /// How many units there are.
    pub(super) fn end(&self) -> u32 {
        self.totals.iter().sum()
    }

    /// The first number of a kind.
    pub(super) fn start(&self, kind: Kind) -> u32 {
        starts(&self.totals)[kind as usize]
    }

    /// The first numbers of each kind in the document at a place in `documents`.
    pub(super) fn first(&self, place: usize) -> &Counts {
        &self.firsts[place]
    }

    /// The kinds with how many units each has.
    pub(super) fn totals(&self) -> impl Iterator<Item = (&'static str, u32)> {
        Kind::ALL.into_iter().map(|kind| (kind.name(), self.totals[kind as usize]))
    }
}

/// The kinds that documents have.
pub(super) const OF_DOCUMENTS: [Kind; 8] = [
    Kind::Title,
    Kind::Heading,
    Kind::PageTitle,
    Kind::PageHeading,
    Kind::Block,
    Kind::Section,
    Kind::Annotation,
    Kind::Footnote,
];

/// The units of a document that is not a concept, by their kinds; the title is no unit.
pub(super) fn kinds_of<'d, 'r>(
    document: PageOf,
    units: &'d Document<'r>,
) -> [(Kind, &'d [Unit<'r>]); 5] {
    let is_text = matches!(document, PageOf::Text(_));
    [
        (if is_text { Kind::Heading } else { Kind::PageHeading }, &units.headings),
        (Kind::Block, &units.blocks),
        (Kind::Section, &units.sections),
        (Kind::Annotation, &units.annotations),
        (Kind::Footnote, &units.footnotes),
    ]
}

/// The kind of the title of a document.
pub(super) fn title_of(document: PageOf) -> Kind {
    if matches!(document, PageOf::Text(_)) { Kind::Title } else { Kind::PageTitle }
}

fn counts_of(document: PageOf, units: &Document) -> Counts {
    let mut counts = Counts::default();
    counts[title_of(document) as usize] = u32::from(units.title.is_some());
    for (kind, units) in kinds_of(document, units) {
        counts[kind as usize] = units.len() as u32;
    }
    counts
}

fn add(counts: &mut Counts, more: &Counts) {
    counts.iter_mut().zip(more).for_each(|(count, more)| *count += more);
}

fn starts(totals: &Counts) -> Counts {
    let mut next = 0;
    totals.map(|count| {
        let start = next;
        next += count;
        start
    })
}
