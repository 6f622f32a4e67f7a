//! Everything that a block says to its reader, notes and pictures included.

use super::block::{Block, BlockKind, Body};
use super::prose::{MarkKind, Prose};
use crate::text::Fingerprint;

impl Body {
    /// The words of a block, piece by piece: prose, cells, code, captions, the words that stand for
    /// pictures, and the footnotes that it calls. Emphasis, links and the like are not among them.
    pub fn words_of(&self, block: &Block) -> Vec<String> {
        let mut words = Words { body: self, pieces: Vec::new(), called: Vec::new() };
        words.add(block);
        // Footnotes may call others; none is added twice.
        let mut next = 0;
        while let Some(place) = words.called.get(next).copied() {
            let footnote = self.footnotes.get(place as usize);
            footnote.iter().flat_map(|note| &note.blocks).for_each(|block| words.add(block));
            next += 1;
        }
        words.pieces
    }

    /// The same without the footnotes that it calls.
    pub fn words_alone(&self, block: &Block) -> Vec<String> {
        let mut words = Words { body: self, pieces: Vec::new(), called: Vec::new() };
        words.add(block);
        words.pieces
    }

    /// The fingerprints of the words of its [`spoken_blocks`](Self::spoken_blocks).
    pub fn fingerprints(&self) -> Vec<Fingerprint> {
        let blocks = self.spoken_blocks();
        blocks.map(|(_, block)| Fingerprint::of(self.words_of(block))).collect()
    }

    /// The blocks that say something, with their places: all but rules.
    pub fn spoken_blocks(&self) -> impl Iterator<Item = (u32, &Block)> {
        let blocks = (0..).zip(&self.blocks);
        blocks.filter(|(_, block)| !matches!(block.kind, BlockKind::Rule))
    }
}

struct Words<'b> {
    body: &'b Body,
    pieces: Vec<String>,
    /// The footnotes called, by their places.
    called: Vec<u32>,
}

impl Words<'_> {
    fn add(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Heading { prose, .. } | BlockKind::Paragraph(prose) => self.add_prose(prose),
            BlockKind::List { items, .. } => {
                items.iter().flatten().for_each(|block| self.add(block));
            }
            BlockKind::Quote(blocks) | BlockKind::Alert(_, blocks) => {
                blocks.iter().for_each(|block| self.add(block));
            }
            BlockKind::Table(table) => {
                let cells = table.head.iter().chain(table.rows.iter().flatten());
                cells.for_each(|prose| self.add_prose(prose));
            }
            BlockKind::Code { code, .. } => self.pieces.push(code.to_string()),
            BlockKind::Figure { alt, caption, .. } => {
                self.pieces.push(alt.to_string());
                self.pieces.extend(caption.iter().map(ToString::to_string));
            }
            // As it is written: the sanitised form is another one with every sanitiser.
            BlockKind::Html(_) => {
                self.pieces.push(self.body.text()[block.span.range()].to_owned());
            }
            BlockKind::Rule => {}
        }
    }

    fn add_prose(&mut self, prose: &Prose) {
        self.pieces.push(prose.text(self.body.text()).into_owned());
        for mark in &prose.marks {
            match &mark.kind {
                MarkKind::Picture(picture) => self.pieces.push(picture.alt.to_string()),
                MarkKind::Note(place) if !self.called.contains(place) => self.called.push(*place),
                _ => {}
            }
        }
    }
}
