//! Two full stops, and three that touch the next word.

use super::super::finding::Finding;
use super::token::{Kind, Trait};
use super::{Run, flag, rule};

pub(super) fn inspect(run: &Run, findings: &mut Vec<Finding>) {
    if !run.traits.has(Trait::DOT) {
        return;
    }
    let mut index = 0;
    while index < run.tokens.len() {
        let first = index;
        while run.sign(index) == Some('.') {
            index += 1;
        }
        let count = index - first;
        let next = run.tokens.get(index);
        let before = first.checked_sub(1).and_then(|index| run.tokens.get(index));
        // Paths, versions and ranges of numbers have dots of their own.
        let is_plain = next
            .is_none_or(|next| next.kind != Kind::Word || next.traits.has(Trait::ARABIC))
            && run.sign(index) != Some('/')
            && before.is_some_and(|before| !matches!(before.kind, Kind::Opaque));
        let touches_word = next.is_some_and(|next| next.kind == Kind::Word);
        if is_plain && (count == 2 || count == 3 && touches_word) {
            let range = run.tokens[first].start()..run.tokens[index - 1].end();
            findings.push(flag(rule::ELLIPSIS, range));
        }
        index = index.max(first + 1);
    }
}
