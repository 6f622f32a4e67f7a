//! Half-spaces that the Persian of a file has lost, as far as the file lets one be sure.

use super::passage::Passage;
use crate::text::half_space::{Dictionary, DocumentWords, HalfSpaces, Vocabulary};
use crate::text::hygiene::Orthography;
use crate::text::{Class, Finding};

const ZWNJ: char = '\u{200C}';

/// What is found in the passages of one file; all its Persian is one document.
pub(super) fn find<'l, 'p>(
    passages: &'l [Passage<'p>],
    dictionary: Option<&Dictionary>,
) -> Vec<(&'l Passage<'p>, Finding)> {
    let is_persian = |passage: &&Passage| passage.orthography == Orthography::Persian;
    let persian: Vec<&Passage> = passages.iter().filter(is_persian).collect();
    if persian.is_empty() {
        return Vec::new();
    }
    let document = DocumentWords::of(persian.iter().map(|passage| &*passage.text));
    let vocabulary = Vocabulary { document: &document, dictionary };
    let mut lost = Vec::new();
    let mut spaced = Vec::new();
    let mut half_spaces = HalfSpaces::new(&vocabulary);
    for &passage in &persian {
        let findings = half_spaces.lost(&passage.text);
        lost.extend(findings.into_iter().map(|finding| (passage, finding)));
        let findings = half_spaces.spaced(&passage.text);
        spaced.extend(findings.into_iter().map(|finding| (passage, finding)));
    }
    let kept: usize = persian.iter().map(|passage| passage.text.matches(ZWNJ).count()).sum();
    if kept > lost.len() {
        lost.retain_mut(|(passage, finding)| is_slip(&passage.text, finding));
    }
    lost.extend(spaced);
    lost.retain(|(passage, finding)| passage.is_looked_into(&finding.range));
    lost
}

/// Whether a finding is one in a file whose author writes half-spaces: what is only likely is no more
/// than flagged there, and a plural behind a letter that never joins (`خریدهای`) lacks nothing.
fn is_slip(text: &str, finding: &mut Finding) -> bool {
    if finding.class == Class::Stated {
        finding.class = Class::Flagged;
    }
    let word = &text[finding.range.clone()];
    let stem = word.strip_suffix("های");
    !(finding.class != Class::Flagged
        && stem.is_some_and(|stem| stem.ends_with(['ا', 'د', 'ذ', 'ر', 'ز', 'ژ', 'و'])))
}
