//! The two ways to write tanween with alef: the mark before the alef (`أيضًا`) or on it (`أيضاً`).

use std::ops::Range;

/// Where the mark of tanween stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TanweenOrder {
    /// `ًا`: on the letter before alef.
    BeforeAlef,
    /// `اً`: on alef.
    OnAlef,
}

/// Each alef with tanween at the end of a word: its two characters, and how they are written.
///
/// Both ways are right; a text should have one of them. Which one it has more of only the whole text
/// can say, so that this is not part of [`inspect`](super::inspect).
pub fn tanween_orders(text: &str) -> Vec<(Range<usize>, TanweenOrder)> {
    const ALEF: &str = "\u{0627}";
    const FATHATAN: &str = "\u{064B}";
    let mut found = Vec::new();
    for at in memchr::memmem::find_iter(text.as_bytes(), FATHATAN) {
        let behind = &text[at + FATHATAN.len()..];
        let (range, order) = if let Some(rest) = behind.strip_prefix(ALEF) {
            if rest.starts_with(is_of_word) {
                continue;
            }
            (at..at + FATHATAN.len() + ALEF.len(), TanweenOrder::BeforeAlef)
        } else if text[..at].ends_with(ALEF) && !behind.starts_with(is_of_word) {
            (at - ALEF.len()..at + FATHATAN.len(), TanweenOrder::OnAlef)
        } else {
            continue;
        };
        found.push((range, order));
    }
    found
}

fn is_of_word(ch: char) -> bool {
    ch.is_alphanumeric() || unicode_normalization::char::is_combining_mark(ch)
}
