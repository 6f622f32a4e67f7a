//! Where annotations stand: the words a quote means, the block a number means.

use std::borrow::Cow;

use crate::diagnostic::{Checked, Code, Diagnostic, message};
use crate::parse::{Anchor, TextFile};
use crate::source::Span;
use crate::text::{Folded, find_quote, fold};

use super::Target;
use super::drift::{self, Drift};
use super::text::numbered_blocks;
use crate::text::LanguageTag;

/// An annotation that has its place.
#[derive(Clone, Debug)]
pub struct Note {
    /// Its place among the annotations of the file.
    pub annotation: u32,
    /// The block of the file that has its words, by place; of a block annotation in a
    /// translation, the block of the original.
    pub place: NotePlace,
    /// Where the links of its text lead, in each language.
    pub targets: Vec<(LanguageTag, Vec<Target>)>,
}

/// What an annotation is about, found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NotePlace {
    /// A whole block, by its ¶ number.
    Block {
        /// The ¶ number.
        number: u32,
    },
    /// Words of a block.
    Words {
        /// The block, by its place in the body.
        block: u32,
        /// The prose, by its ordinal.
        prose: u32,
        /// Bytes of its words.
        range: Span,
    },
}

/// Finds the place of each annotation of a file whose original has `block_count` numbered blocks.
/// The result is in the order of the front matter.
pub(super) fn places(file: &TextFile, block_count: u32) -> Checked<Vec<(u32, NotePlace)>> {
    let mut diagnostics = Vec::new();
    let has_quotes =
        file.annotations.iter().any(|annotation| matches!(annotation.anchor, Anchor::Quote { .. }));
    let passages = if has_quotes { folded_passages(file) } else { Vec::new() };
    let mut places = Vec::with_capacity(file.annotations.len());
    for (index, annotation) in file.annotations.iter().enumerate() {
        let place = match &annotation.anchor {
            Anchor::Block(number) if (1..=block_count).contains(&number.value) => {
                Ok(NotePlace::Block { number: number.value })
            }
            Anchor::Block(number) => Err(Diagnostic::new(
                Code::UnknownBlock,
                &file.file.path,
                number.span,
                message!("no block {number}", number = number.value),
            )
            .with_help(numbered_blocks(block_count))),
            Anchor::Quote { words, occurrence } => {
                let found = quote_places(&passages, &words.value);
                let occurrence = occurrence.as_ref().map(|occurrence| occurrence.value);
                one_of(&found, occurrence).map_err(|problem| {
                    let told = problem.diagnostic(file, words.span, &shortened(&words.value));
                    match problem {
                        Problem::Nowhere if is_in_footnote(file, &words.value) => told.with_help(
                            message!("they stand in a footnote; quote words of the text itself"),
                        ),
                        Problem::Nowhere => drift::with_proposal(
                            told,
                            file,
                            &passages,
                            &Drift { words, occurrence },
                        ),
                        _ => told,
                    }
                })
            }
        };
        match place {
            Ok(place) => places.push((index as u32, place)),
            Err(problem) => diagnostics.push(problem),
        }
    }
    Checked::new(places, diagnostics)
}

/// The words of one prose, ready to be searched.
pub(super) struct Passage<'f> {
    block: u32,
    prose: u32,
    pub(super) text: Cow<'f, str>,
    pub(super) folded: Folded,
}

fn folded_passages(file: &TextFile) -> Vec<Passage<'_>> {
    let mut passages = Vec::new();
    for (block, tree) in file.body.blocks.iter().enumerate() {
        tree.each_prose(&mut |prose| {
            let text = prose.text(file.body.text());
            let folded = fold(&text);
            passages.push(Passage { block: block as u32, prose: prose.ordinal, text, folded });
        });
    }
    passages
}

pub(super) fn quote_places(passages: &[Passage], quote: &str) -> Vec<NotePlace> {
    let needle = fold(quote);
    let found = passages.iter().flat_map(|passage| {
        find_quote(&passage.folded, &needle).into_iter().map(|range| NotePlace::Words {
            block: passage.block,
            prose: passage.prose,
            range: range.into(),
        })
    });
    found.collect()
}

/// Whether the words of a quote stand in a footnote of the file.
fn is_in_footnote(file: &TextFile, quote: &str) -> bool {
    let needle = fold(quote);
    let mut is_there = false;
    for block in file.body.footnotes.iter().flat_map(|footnote| &footnote.blocks) {
        block.each_prose(&mut |prose| {
            let folded = fold(&prose.text(file.body.text()));
            is_there |= !find_quote(&folded, &needle).is_empty();
        });
    }
    is_there
}

/// Why a quote has not exactly one place.
pub(super) enum Problem {
    Nowhere,
    TooMany(usize),
    NotThatMany { wanted: u32, found: usize },
}

pub(super) fn one_of(found: &[NotePlace], occurrence: Option<u32>) -> Result<NotePlace, Problem> {
    match (found, occurrence) {
        ([], _) => Err(Problem::Nowhere),
        ([only], None) => Ok(*only),
        (several, None) => Err(Problem::TooMany(several.len())),
        (several, Some(wanted)) => (wanted as usize)
            .checked_sub(1)
            .and_then(|index| several.get(index))
            .copied()
            .ok_or(Problem::NotThatMany { wanted, found: several.len() }),
    }
}

impl Problem {
    fn diagnostic(&self, file: &TextFile, span: Span, quote: &str) -> Diagnostic {
        let path = &file.file.path;
        match self {
            Self::Nowhere => Diagnostic::new(
                Code::QuoteNotFound,
                path,
                span,
                message!("the words `{quote}` do not stand in the text", quote),
            )
            .with_help(message!(
                "copy them again from the text: whole words of one paragraph, item or cell"
            )),
            Self::TooMany(count) => Diagnostic::new(
                Code::QuoteAmbiguous,
                path,
                span,
                message!("the words `{quote}` stand {count} times in this file", quote, count),
            )
            .with_help(message!("quote more words, or say which place is meant: `occurrence: 2`")),
            Self::NotThatMany { wanted, found } => Diagnostic::new(
                Code::QuoteNotFound,
                path,
                span,
                message!("the words `{quote}` have no place {wanted} in this file", quote, wanted),
            )
            .with_help(if *found == 1 {
                message!("they stand there once: leave `occurrence` out")
            } else {
                message!(
                    "they stand there {count} times; `occurrence` counts from 1",
                    count = *found
                )
            }),
        }
    }
}

/// The words, if they are not too many for a message.
pub(super) fn shortened(quote: &str) -> String {
    const LENGTH: usize = 60;
    if quote.chars().count() <= LENGTH {
        return quote.to_owned();
    }
    let start: String = quote.chars().take(LENGTH).collect();
    format!("{}…", start.trim_end())
}
