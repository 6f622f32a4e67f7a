//! Words as search compares them, in the index and in the browser alike.
//!
//! A word has three tiers: as it is written, without what hardly shows (vowel signs, tatweel, case,
//! half-spaces behind letters that join nothing); folded, as `fold.rs` does it; and the stem of
//! `light_stem.rs`.
//! The browser has no table of its own: [`browser_table`] is made from the one in `letter.rs`.

use std::fmt::Write as _;
use std::sync::LazyLock;

use smallvec::SmallVec;
use unicode_normalization::char::compose;

use super::letter::{FOLDED, class, classify, folded_char, take_apart};

/// The version of the table and of the rules for words and stems. Whoever keeps folded words
/// beyond one build must make them anew when it changes.
pub const SEARCH_VERSION: u32 = 2;

/// The half-space of Persian (ZWNJ).
pub(super) const HALF_SPACE: char = '\u{200C}';

/// Letters that never join the one behind them. A half-space there cannot be seen.
const UNJOINED: &str = "\u{621}\u{622}\u{623}\u{624}\u{625}\u{627}\u{629}\u{62F}\u{630}\u{631}\u{632}\u{648}\u{671}\u{698}\u{6C0}\u{6D5}";

/// A word as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchWord<'w> {
    /// Its letters and digits, and the half-spaces that show.
    pub written: &'w str,
    /// What stands between its half-spaces, whether they show or not; nothing if it has none.
    pub parts: &'w [&'w str],
}

/// Calls `emit` with every word of a text: `دولت‌ها` (states) with the parts `دولت` and `ها`.
/// `word` is room for one.
pub fn each_search_word(text: &str, word: &mut String, mut emit: impl FnMut(SearchWord)) {
    word.clear();
    let mut joints = Joints::new();
    for character in text.chars() {
        match classify(character, &FOLDED) {
            class::MARK | class::IGNORED => {}
            class::HAMZA_MARK => compose_last(word, character),
            class::JOINT => joints.push(word.len()),
            class::FOREIGN => {
                each_written_part(character, |part| match classify(part, &FOLDED) {
                    class::MARK | class::HAMZA_MARK | class::IGNORED => {}
                    kind if kind >= class::FOREIGN => word.push(part),
                    _ => finish(word, &mut joints, &mut emit),
                });
            }
            kind if kind >= class::LETTER => word.push(character.to_ascii_lowercase()),
            _ => finish(word, &mut joints, &mut emit),
        }
    }
    finish(word, &mut joints, &mut emit);
}

/// The bytes of a word before which a half-space stands.
type Joints = SmallVec<[usize; 4]>;

fn finish(word: &mut String, joints: &mut Joints, emit: &mut impl FnMut(SearchWord)) {
    joints.retain(|at| 0 < *at && *at < word.len());
    joints.dedup();
    if !joints.is_empty() {
        emit_divided(word, joints, emit);
    } else if !word.is_empty() {
        emit(SearchWord { written: word, parts: &[] });
    }
    word.clear();
    joints.clear();
}

fn emit_divided(word: &str, joints: &[usize], emit: &mut impl FnMut(SearchWord)) {
    let mut parts: SmallVec<[&str; 4]> = SmallVec::new();
    let mut written = String::with_capacity(word.len() + 3 * joints.len());
    let mut from = 0;
    for &to in joints.iter().chain([&word.len()]) {
        let part = &word[from..to];
        parts.push(part);
        written.push_str(part);
        if to < word.len() && part.chars().next_back().is_some_and(joins_forward) {
            written.push(HALF_SPACE);
        }
        from = to;
    }
    emit(SearchWord { written: &written, parts: &parts });
}

/// Whether a half-space behind a letter can be seen.
fn joins_forward(letter: char) -> bool {
    let is_arabic = ('\u{620}'..='\u{6FF}').contains(&letter) && {
        let kind = classify(letter, &FOLDED);
        kind >= class::LETTER && !folded_char(kind).is_ascii()
    };
    is_arabic && !UNJOINED.contains(letter)
}

/// What a letter that is neither basic Latin nor in the Arabic block is written as.
fn each_written_part(character: char, mut emit: impl FnMut(char)) {
    match character {
        '\u{FB00}'..='\u{FB06}'
        | '\u{FB50}'..='\u{FDFF}'
        | '\u{FE80}'..='\u{FEFC}'
        | '\u{FF01}'..='\u{FF5E}' => take_apart(character, |part| {
            part.to_lowercase().for_each(&mut emit);
        }),
        _ => character.to_lowercase().for_each(emit),
    }
}

/// Madda or hamza as a mark makes another letter of the one before it, where there is such.
fn compose_last(word: &mut String, mark: char) {
    let Some(base) = word.chars().next_back() else { return };
    let composed = match (base, mark) {
        // Unicode composes this of another heh.
        ('\u{0647}', '\u{0654}') => Some('\u{06C0}'),
        _ => compose(base, mark),
    };
    if let Some(composed) = composed {
        word.pop();
        word.push(composed);
    }
}

/// The table for the browser, as JSON.
///
/// `letters` has a character for each of U+0600 to U+06FF: the letter or digit it is folded to, or
/// `m` for a mark, `h` for a mark that makes another letter, `j` for a joint, `i` for what is
/// ignored, `x` for a letter without an entry, and `-` for what ends a word.
/// `unjoined` has the letters behind which a half-space does not show.
/// `marks`, `ignored`, `joints` and `ends` are ranges of other code points, first and last.
pub fn browser_table() -> &'static str {
    // It takes longer than a chapter does, and each language's index has it.
    static TABLE: LazyLock<String> = LazyLock::new(make_browser_table);
    &TABLE
}

fn make_browser_table() -> String {
    let mut letters = String::new();
    for code_point in 0x0600..=0x06FF {
        letters.push(char::from_u32(code_point).map_or('-', browser_class));
    }
    let mut ranges = [
        ("marks", class::MARK, Vec::new()),
        ("ignored", class::IGNORED, Vec::new()),
        ("joints", class::JOINT, Vec::new()),
        // Letters or numbers for Unicode, but not parts of a word for us.
        ("ends", class::SEPARATOR, Vec::new()),
    ];
    // All but ASCII and the Arabic block, till where scripts end.
    for code_point in (0x80..0x0600).chain(0x0700..0x2_0000) {
        let Some(character) = char::from_u32(code_point) else { continue };
        let found = classify(character, &FOLDED);
        if found == class::SEPARATOR && !character.is_alphanumeric() {
            continue;
        }
        for (_, class, ranges) in &mut ranges {
            if *class == found {
                extend_ranges(ranges, code_point);
            }
        }
    }
    let mut json = format!("{{\"letters\":\"{letters}\",\"unjoined\":\"{UNJOINED}\"");
    for (name, _, ranges) in ranges {
        _ = write!(json, ",\"{name}\":{ranges:?}");
    }
    json.push('}');
    json
}

fn browser_class(character: char) -> char {
    match classify(character, &FOLDED) {
        class::MARK => 'm',
        class::HAMZA_MARK => 'h',
        class::JOINT => 'j',
        class::IGNORED => 'i',
        class::FOREIGN => 'x',
        kind if kind >= class::LETTER => folded_char(kind),
        _ => '-',
    }
}

/// Adds a code point to ranges, first, last, first, last …, that end before it.
fn extend_ranges(ranges: &mut Vec<u32>, code_point: u32) {
    match ranges.last_mut() {
        Some(last) if *last + 1 == code_point => *last = code_point,
        _ => ranges.extend([code_point, code_point]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut words: Vec<String> = Vec::new();
        each_search_word(text, &mut String::new(), |word| {
            words.push(word.written.to_owned());
            words.extend(word.parts.iter().map(|part| format!("[{part}]")));
        });
        assert_eq!(words, expected);
    }

    #[test]
    fn a_word_is_what_stands_between_spaces_and_punctuation() {
        check("الأَمْـنُ (الجماعي)، 1945.", &["الأمن", "الجماعي", "1945"]); // collective security
        check("NATO’s État-major", &["nato", "s", "état", "major"]);
        check("", &[]);
        check(" ،\u{200C}\u{64B} ", &[]);
    }

    #[test]
    fn a_half_space_joins_and_parts() {
        check("دولت‌ها", &["دولت‌ها", "[دولت]", "[ها]"]); // states
        check("می‌شود\u{200C}", &["می‌شود", "[می]", "[شود]"]); // becomes
    }

    #[test]
    fn a_half_space_that_does_not_show_only_parts() {
        check("کشور‌ها", &["کشورها", "[کشور]", "[ها]"]); // countries
        check("G20‌ها", &["g20ها", "[g20]", "[ها]"]);
    }

    #[test]
    fn marks_of_hamza_are_part_of_the_letter() {
        check("ا\u{0654}من", &["أمن"]); // security
        check("مسئله\u{0654}", &["مسئلۀ"]); // problem of
    }

    #[test]
    fn presentation_forms_are_their_letters() {
        check("ﺍﻷﻣﻦ", &["الامن"]); // security
        check("ＮＡＴＯ", &["nato"]);
    }
}
