//! Whether a translation still follows its original: what changed since it was confirmed, what is
//! not translated, what it has of its own.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::alignment::Alignment;
use crate::diagnostic::{Code, Diagnostic, message};
use crate::parse::TextFile;
use crate::source::Span;
use crate::text::Fingerprint;

/// How a translation stands to its original as the original now is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TranslationState {
    /// Whether the translation was ever confirmed.
    pub is_confirmed: bool,
    /// The state of each block of the original; none of what has no words.
    pub blocks: Box<[Option<BlockState>]>,
    /// The blocks of the translation beside one that is stale, ascending.
    stale_companions: Box<[u32]>,
    /// The blocks of the translation that follow none of the original, ascending.
    pub extra: Box<[u32]>,
}

/// How the translation of one block stands to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BlockState {
    /// The block is as it was when its translation was confirmed.
    Current,
    /// It has changed since then, or is new.
    Stale,
    /// It has no translation.
    Missing,
    /// It has a translation that was never confirmed.
    Unconfirmed,
}

impl TranslationState {
    /// The state of a translation beside which stand `companions`; `changes` are those of the
    /// original since the translation was confirmed.
    pub(super) fn of(
        original: &TextFile,
        companions: &[Option<u32>],
        alignment: &Alignment,
        changes: Option<&Changes>,
    ) -> Self {
        let mut blocks = vec![None; companions.len()];
        let mut stale_companions = Vec::new();
        for (index, (block, _)) in original.body.spoken_blocks().enumerate() {
            let companion = companions[block as usize];
            let state = match (companion, changes) {
                (None, _) => BlockState::Missing,
                (Some(_), None) => BlockState::Unconfirmed,
                (Some(_), Some(changes)) if changes.is_new[index] => BlockState::Stale,
                (Some(_), Some(_)) => BlockState::Current,
            };
            blocks[block as usize] = Some(state);
            stale_companions.extend(companion.filter(|_| state == BlockState::Stale));
        }
        stale_companions.sort_unstable();
        stale_companions.dedup();
        Self {
            is_confirmed: changes.is_some(),
            blocks: blocks.into(),
            stale_companions: stale_companions.into(),
            extra: alignment.extra.clone().into(),
        }
    }

    /// How many blocks are in a state.
    pub fn count(&self, state: BlockState) -> usize {
        self.blocks.iter().flatten().filter(|own| **own == state).count()
    }

    /// Whether a block of the translation stands beside one that has changed.
    pub fn is_beside_stale(&self, companion: u32) -> bool {
        self.stale_companions.binary_search(&companion).is_ok()
    }

    /// Whether a block of the translation follows none of the original.
    pub fn is_extra(&self, companion: u32) -> bool {
        self.extra.binary_search(&companion).is_ok()
    }
}

/// What has become of a text since it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// Of each of its blocks that say something, whether it is other than it was, or was not there.
    pub is_new: Vec<bool>,
    /// How many of the recorded blocks are no more, as they were.
    pub gone: usize,
}

impl Changes {
    /// Finds as many recorded blocks as can be among those there are, in order (longest common
    /// subsequence).
    pub fn between(recorded: &[Fingerprint], blocks: &[Fingerprint]) -> Self {
        let mut is_new = vec![true; blocks.len()];
        let mut kept = 0;
        for change in capture_diff_slices(Algorithm::Myers, recorded, blocks) {
            if let DiffOp::Equal { new_index, len, .. } = change {
                is_new[new_index..new_index + len].fill(false);
                kept += len;
            }
        }
        Self { is_new, gone: recorded.len() - kept }
    }
}

/// Tells of each block that has changed, at what stands beside it in the translation.
pub(super) fn problems(
    state: &TranslationState,
    original: &TextFile,
    numbers: &[Option<u32>],
    companions: &[Option<u32>],
    translation: &TextFile,
) -> Vec<Diagnostic> {
    let path = &translation.file.path;
    let help = message!("compare the two, then say that it is: `hashiya translated {path}`", path);
    let blocks = (0..).zip(&state.blocks).zip(companions);
    let changed = blocks.filter(|((_, state), _)| **state == Some(BlockState::Stale));
    let told = changed.filter_map(|((block, _), companion)| {
        let companion = translation.body.blocks.get((*companion)? as usize)?;
        let words = beginning(original, block);
        let message = match numbers[block] {
            Some(number) => message!(
                "¶{number} of the original is not as it was translated: `{words}`",
                number,
                words
            ),
            None => {
                message!(
                    "the heading of the original is not as it was translated: `{words}`",
                    words
                )
            }
        };
        let span = translation.body.span_in_file(companion.span);
        Some(Diagnostic::new(Code::StaleTranslation, path, span, message).with_help(help.clone()))
    });
    told.collect()
}

/// The first words of a block.
fn beginning(original: &TextFile, block: usize) -> String {
    const LENGTH: usize = 40;
    let words = original.body.words_of(&original.body.blocks[block]).join(" ");
    let mut beginning = String::new();
    for word in words.split_whitespace() {
        if beginning.chars().count() + word.chars().count() > LENGTH && !beginning.is_empty() {
            return beginning + " …";
        }
        if !beginning.is_empty() {
            beginning.push(' ');
        }
        beginning.push_str(word);
    }
    beginning
}

/// Tells of blocks without a translation, as far as they stand in sections whose alignment is
/// settled: of the others it is told that their numbers differ. Neighbours are told together.
pub(super) fn missing(
    settled: &[bool],
    numbers: &[Option<u32>],
    companions: &[Option<u32>],
    translation: &TextFile,
) -> Vec<Diagnostic> {
    let mut gaps: Vec<(u32, u32, Option<u32>)> = Vec::new();
    let mut before = None;
    let mut is_open = false;
    for (block, number) in numbers.iter().enumerate() {
        if let Some(companion) = companions[block] {
            before = Some(companion);
            is_open = false;
        } else if let (Some(number), true) = (*number, settled[block]) {
            match gaps.last_mut() {
                Some(gap) if is_open => gap.1 = number,
                _ => gaps.push((number, number, before)),
            }
            is_open = true;
        }
    }
    let told = gaps.into_iter().map(|(first, last, before)| {
        let message = if first == last {
            message!("¶{first} of the original has no translation", first)
        } else {
            message!("¶{first} to ¶{last} of the original have no translation", first, last)
        };
        let place = before.map_or(0, |block| block as usize);
        let span = translation
            .body
            .blocks
            .get(place)
            .map_or(Span::default(), |block| translation.body.span_in_file(block.span));
        Diagnostic::new(Code::MissingTranslation, &translation.file.path, span, message).with_help(
            message!("translate what stands there, or let a block follow it too, as in `[p3-4]`"),
        )
    });
    told.collect()
}
