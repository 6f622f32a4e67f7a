//! Runs of words that are written the other way than the text around them.
//!
//! The Unicode Bidirectional Algorithm (UAX #9) orders a paragraph well as long as brackets,
//! punctuation and numbers between two scripts belong to the outer one. In `(Booth, 1991: 313)`
//! within Arabic they do not. An isolate around the foreign run settles it.

use std::ops::Range;

/// The runs of left-to-right script in a text of right-to-left script, in order: from a letter
/// to the last letter or digit before the next right-to-left letter, with the punctuation between
/// them. Brackets are within a run only in pairs; what ends a sentence stays outside.
pub fn left_to_right_runs(text: &str) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    if !may_have_letters(text) {
        return runs;
    }
    let mut at = 0;
    while let Some(start) = first_letter(text, at) {
        let end = end_of_run(text, start);
        runs.push(start_with_digits(text, at, start)..end);
        at = end;
    }
    runs
}

/// Whether there may be a left-to-right letter. Most text has none, and its bytes say so: letters
/// of Arabic script start with D8 to DB in UTF-8, the joiners and marks between them with E2.
fn may_have_letters(text: &str) -> bool {
    text.bytes().any(|byte| {
        byte.is_ascii_alphabetic() || matches!(byte, 0xC3..=0xD7 | 0xDC..=0xE1 | 0xE3..=0xFF)
    })
}

/// The first left-to-right letter at or behind `from`.
fn first_letter(text: &str, from: usize) -> Option<usize> {
    let found = text[from..].char_indices().find(|(_, ch)| is_left_to_right(*ch));
    found.map(|(at, _)| from + at)
}

/// Digits that touch the first letter belong to it: `3D`, `20th`.
fn start_with_digits(text: &str, from: usize, letter: usize) -> usize {
    from + text[from..letter].trim_end_matches(|ch: char| ch.is_ascii_digit()).len()
}

fn end_of_run(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut open: Vec<char> = Vec::new();
    // Where the last bracket that is still open stands: a run does not end behind it.
    let mut before_open: Vec<usize> = Vec::new();
    for (at, ch) in text[start..].char_indices() {
        let behind = start + at + ch.len_utf8();
        match ch {
            '(' | '[' | '{' => {
                open.push(closing(ch));
                before_open.push(end);
            }
            ')' | ']' | '}' => {
                if open.pop() != Some(ch) {
                    break;
                }
                before_open.pop();
                end = behind;
            }
            _ if is_left_to_right(ch) || ch.is_ascii_digit() || is_mark(ch) => end = behind,
            _ if is_neutral(ch) => {}
            _ => break,
        }
    }
    before_open.first().copied().unwrap_or(end)
}

fn closing(ch: char) -> char {
    match ch {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

/// Letters of scripts written from left to right. Every letter outside the blocks of Hebrew,
/// Arabic, Syriac, Thaana and N'Ko and of the presentation forms counts as one.
fn is_left_to_right(ch: char) -> bool {
    // The question of the ranges is quick, that of letters is not.
    match ch {
        '\u{0590}'..='\u{08FF}'
        | '\u{FB1D}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFF}'
        | '\u{10800}'..='\u{10FFF}'
        | '\u{1E800}'..='\u{1EFFF}' => false,
        '\0'..='\u{7F}' => ch.is_ascii_alphabetic(),
        _ => ch.is_alphabetic(),
    }
}

fn is_mark(ch: char) -> bool {
    matches!(ch, '\u{0300}'..='\u{036F}')
}

/// What may stand within a run: space and the punctuation of Latin script.
fn is_neutral(ch: char) -> bool {
    matches!(ch, ' ' | '\u{A0}' | '!'..='/' | ':'..='@' | '\\' | '^'..='`' | '|' | '~')
        || matches!(
            ch,
            '\u{2010}'..='\u{2014}' | '‘' | '’' | '“' | '”' | '…' | '·' | '×' | '§' | '°'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let runs: Vec<&str> = left_to_right_runs(text).into_iter().map(|run| &text[run]).collect();
        assert_eq!(runs, expected);
    }

    #[test]
    fn brackets_stay_outside_a_citation() {
        check("قال (Schapiro, 1967: 145-159).", &["Schapiro, 1967: 145-159"]); // "he said"
        check("الأمن [Booth 1991]، ثم", &["Booth 1991"]); // "security …, then"
    }

    #[test]
    fn brackets_within_a_run_come_in_pairs() {
        check("حلف NATO (North Atlantic) اليوم", &["NATO (North Atlantic)"]); // "alliance … today"
        check("حلف NATO (حلف) اليوم", &["NATO"]);
        check("حلف NATO (North حلف", &["NATO", "North"]);
    }

    #[test]
    fn punctuation_behind_a_run_belongs_outside() {
        check("يرى Buzan، وWæver.", &["Buzan", "Wæver"]); // "Buzan holds, and Wæver"
        check("كتاب «Security: A New Framework».", &["Security: A New Framework"]); // "the book"
        check("https://example.org/a?b=c.", &["https://example.org/a?b=c"]);
    }

    #[test]
    fn numbers_alone_are_no_run() {
        check("عام 1967 و3D و20th", &["3D", "20th"]); // "the year"
        check("المادة 43", &[]); // "article"
        check("", &[]);
    }
}
