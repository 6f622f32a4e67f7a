//! What the pages of one thing have in common in all interface languages.

use std::sync::Arc;

use super::draft::Draft;
use super::occurrence::Concordance;
use super::row::Rows;
use crate::resolve::Reader;
use crate::text::LanguageTag;

/// What the pages of one thing in different interface languages have in common, found for the first
/// of them and kept for the others; and room for the next page, for to ask the system for as much
/// again for each took longer than to fill it.
#[derive(Default)]
pub struct Common {
    /// The concept by its place in the glossary.
    concordance: Option<(u32, Arc<Concordance>)>,
    /// The rows of a text by its place in the reader and the language of its companion.
    draft: Option<(u32, Option<LanguageTag>, Draft)>,
    room: Vec<u8>,
}

impl Common {
    /// Takes back the contents of a file that are needed no more.
    pub fn take_back(&mut self, mut bytes: Vec<u8>) {
        if bytes.capacity() > self.room.capacity() {
            bytes.clear();
            self.room = bytes;
        }
    }

    pub(super) fn room(&mut self) -> String {
        String::from_utf8(std::mem::take(&mut self.room)).unwrap_or_default()
    }

    pub(super) fn concordance(&mut self, concept: u32, reader: &Reader) -> Arc<Concordance> {
        let found = match self.concordance.take() {
            Some((of, kept)) if of == concept => kept,
            kept => {
                // The page that it was for is written.
                let room = kept.and_then(|(_, other)| Arc::into_inner(other)).unwrap_or_default();
                Arc::new(Concordance::of(&reader.glossary[concept as usize], reader, room))
            }
        };
        self.concordance = Some((concept, Arc::clone(&found)));
        found
    }

    pub(super) fn draft(&mut self, text: u32, rows: &Rows) -> &Draft {
        let companion = rows.companion.map(|version| &version.file.language);
        let found = match self.draft.take() {
            Some((of, beside, kept)) if of == text && beside.as_ref() == companion => kept,
            kept => rows.draft(kept.map_or_else(Draft::default, |(_, _, room)| room)),
        };
        &self.draft.insert((text, companion.cloned(), found)).2
    }
}
