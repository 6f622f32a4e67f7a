//! What a translation was made from: `content/texts/SLUG/LANGUAGE.aligned`.
//!
//! The program writes it and authors merge it: a line for each block of the original, in order and
//! without numbers, so that a new paragraph is one new line.

use std::fmt::Write as _;
use std::sync::Arc;

use super::text::TextFile;
use crate::diagnostic::{Checked, Code, Diagnostic, message};
use crate::source::{SourceFile, Span};
use crate::text::{Fingerprint, direction_control};

/// What a translation was made from.
#[derive(Clone, Debug)]
pub struct Record {
    /// The file.
    pub file: Arc<SourceFile>,
    /// What each block of the original said, in order.
    pub blocks: Vec<Fingerprint>,
}

impl Record {
    /// What a record says of an original as it now is.
    pub fn text_of(original: &TextFile) -> String {
        let mut text = "# The blocks that this translation follows. \
                        Kept by `hashiya translated`; to merge, keep the lines of both sides.\n"
            .to_owned();
        let body = &original.body;
        for (_, block) in body.spoken_blocks() {
            let words = body.words_of(block);
            _ = write!(text, "{}", Fingerprint::of(&words));
            push_beginning(&words, &mut text);
            text.push('\n');
        }
        text
    }
}

/// Appends the first words of a block, each behind a space: for those who read a difference.
fn push_beginning(pieces: &[String], line: &mut String) {
    const LENGTH: usize = 40;
    let mut left = LENGTH;
    for word in pieces.iter().flat_map(|piece| piece.split_whitespace()) {
        let length = word.chars().count() + 1;
        if length > left {
            line.push_str(" …");
            return;
        }
        left -= length;
        line.push(' ');
        // Nothing in the line may turn the rest of it about.
        line.extend(word.chars().filter(|ch| !ch.is_control() && direction_control(*ch).is_none()));
    }
}

/// Reads a record. Lines that are none of one are left out, and told once.
pub(super) fn parse(file: &Arc<SourceFile>) -> Checked<Record> {
    let mut record = Record { file: Arc::clone(file), blocks: Vec::new() };
    let mut wrong: Vec<Span> = Vec::new();
    let mut start = 0;
    for line in file.text.split_inclusive('\n') {
        let words = line.trim();
        let is_comment = words.is_empty() || words.starts_with('#');
        let fingerprint = words.split(' ').next().unwrap_or_default().parse();
        match fingerprint {
            _ if is_comment => {}
            Ok(fingerprint) => record.blocks.push(fingerprint),
            Err(_) => wrong.push(Span::new(start, start + line.trim_end().len())),
        }
        start += line.len();
    }
    let problem = wrong.first().map(|first| {
        let message = match wrong.len() {
            1 => message!("this line is none of a record of what was translated"),
            count => message!("{count} lines are none of a record of what was translated", count),
        };
        Diagnostic::new(Code::InvalidRecord, &file.path, *first, message).with_help(
            message!("delete them; of two versions that git could not merge keep the lines of both, and look \
             at the blocks that are stale then"),
        )
    });
    Checked::new(record, problem.into_iter().collect())
}
