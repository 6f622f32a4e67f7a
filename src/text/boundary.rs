//! Where a written word begins and ends.

use std::ops::Range;

/// The range with the rest of the written words at its two ends: what stands there without a
/// space or punctuation between, such as a clitic before a linked noun.
pub fn whole_words(text: &str, range: Range<usize>) -> Range<usize> {
    let starts_word = text[range.clone()].chars().next().is_some_and(is_of_word);
    let ends_word = text[range.clone()].chars().next_back().is_some_and(is_of_word);
    let before = text[..range.start].trim_end_matches(is_of_word);
    let after = text[range.end..].trim_start_matches(is_of_word);
    let start = if starts_word { before.len() } else { range.start };
    let end = if ends_word { text.len() - after.len() } else { range.end };
    start..end
}

/// Letters, digits, marks, and the joiners that stand within words.
fn is_of_word(ch: char) -> bool {
    ch.is_alphanumeric()
        || unicode_normalization::char::is_combining_mark(ch)
        || matches!(ch, '\u{0640}' | '\u{200C}' | '\u{200D}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, words: &str, expected: &str) {
        let start = text.find(words).expect("the words stand in the text");
        assert_eq!(&text[whole_words(text, start..start + words.len())], expected);
    }

    #[test]
    fn clitics_and_endings_belong_to_the_word() {
        check("بالجماعة ومركب الأمن.", "مركب الأمن", "ومركب الأمن"); // "and the complex of security"
        check("دولت‌ها", "دولت", "دولت‌ها"); // "states"
        check("(states)", "state", "states");
        check("a «b» c", "«b»", "«b»");
    }
}
