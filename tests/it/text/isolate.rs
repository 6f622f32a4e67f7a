//! Words and numbers that need a direction of their own, and the order in which they are seen.

use hashiya::text::{Direction, Isolate, IsolateKind, isolated, isolates};
use proptest::prelude::*;
use proptest::sample::select;
use unicode_bidi::{BidiInfo, Level};

/// Each isolate of a text with its kind, `|` between them.
fn found(text: &str, around: Direction) -> String {
    let name = |kind| match kind {
        IsolateKind::Latin => "latin",
        IsolateKind::LeftToRight => "other",
        IsolateKind::RightToLeft => "rtl",
        IsolateKind::Number(Direction::LeftToRight) => "number",
        IsolateKind::Number(Direction::RightToLeft) => "rtl number",
        IsolateKind::Address => "address",
    };
    let isolates = isolates(text, around).into_iter();
    let isolates =
        isolates.map(|isolate| format!("{} {}", name(isolate.kind), &text[isolate.range]));
    isolates.collect::<Vec<_>>().join("|")
}

fn direction(name: &str) -> Direction {
    match name {
        "rtl" => Direction::RightToLeft,
        "ltr" => Direction::LeftToRight,
        _ => panic!("no direction: {name}"),
    }
}

/// The rows of the table: direction, text, isolates.
fn rows() -> impl Iterator<Item = (Direction, String, &'static str)> {
    let table = include_str!("../../cases/text/isolates.tsv");
    table.lines().filter(|row| !row.starts_with("# ") && !row.is_empty()).map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let &[around, text, expected] = &cells[..] else {
            panic!("three cells, not {}: {row}", cells.len());
        };
        (direction(around), text.replace("\\n", "\n"), expected)
    })
}

#[test]
fn what_runs_the_other_way_is_isolated_without_the_signs_around_it() {
    let mut wrong = Vec::new();
    for (around, text, expected) in rows() {
        let found = found(&text, around);
        if found != expected.replace("\\n", "\n") {
            wrong.push(format!("{text}\n  expected: {expected}\n  found:    {found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A text as a page has it: with a control character for each end of an isolate.
fn marked(text: &str, around: Direction) -> String {
    let mut ends: Vec<(usize, usize, char)> = Vec::new();
    for (place, isolate) in isolates(text, around).into_iter().enumerate() {
        let open = match isolate.kind.direction() {
            Direction::LeftToRight => '\u{2066}',
            Direction::RightToLeft => '\u{2067}',
        };
        // Of those that begin at a place, the outer first; of those that end there, the inner.
        ends.push((isolate.range.start, place + 1, open));
        ends.push((isolate.range.end, 0, '\u{2069}'));
    }
    ends.sort_by_key(|(at, place, _)| (*at, *place));
    let mut out = String::new();
    let mut at = 0;
    for (end, _, control) in ends {
        out.push_str(&text[at..end]);
        out.push(control);
        at = end;
    }
    out.push_str(&text[at..]);
    out
}

/// The characters of a paragraph as they are seen from left to right (UAX #9); brackets are not
/// mirrored.
fn seen(paragraph: &str, around: Direction) -> String {
    let level = match around {
        Direction::LeftToRight => Level::ltr(),
        Direction::RightToLeft => Level::rtl(),
    };
    let info = BidiInfo::new(paragraph, Some(level));
    let Some(whole) = info.paragraphs.first() else { return String::new() };
    let line = info.reorder_line(whole, whole.range.clone());
    line.chars().filter(|ch| !matches!(ch, '\u{2066}'..='\u{2069}')).collect()
}

/// The same with words of Arabic script in the order of their letters, and brackets mirrored.
fn legible(seen: &str) -> String {
    let is_right = |ch: char| matches!(ch, '\u{0621}'..='\u{064A}' | '\u{0671}'..='\u{06D3}');
    let mut out = String::new();
    for part in seen.split_inclusive(|ch| !is_right(ch)) {
        let word = part.trim_end_matches(|ch| !is_right(ch));
        out.extend(word.chars().rev());
        out.push_str(&part[word.len()..]);
    }
    out
}

#[test]
fn numbers_in_arabic_digits_keep_their_order_among_english_words() {
    for text in ["December ١٩, ٢٠٢١", "on ١٩, ٢٠ and ٢١ May", "(١٩: ٢٠) and ٢١"] {
        let words = marked(text, Direction::LeftToRight);
        assert_eq!(seen(&words, Direction::LeftToRight), text);
    }
}

#[test]
fn hard_cases_have_the_same_order_at_the_start_of_a_paragraph_and_after_a_letter() {
    let table = include_str!("../../cases/text/visual_order.tsv");
    let mut wrong = Vec::new();
    for row in table.lines().filter(|row| !row.starts_with('#') && !row.is_empty()) {
        let Some((text, expected)) = row.split_once('\t') else { panic!("two cells: {row}") };
        let words = marked(text, Direction::RightToLeft);
        let at_start = legible(&seen(&words, Direction::RightToLeft));
        if at_start != expected {
            wrong.push(format!("{text}\n  expected: {expected}\n  seen:     {at_start}"));
        }
        let (alone, after) = both_orders(text);
        if alone != after {
            wrong.push(format!("{text}\n  alone: {alone}\n  after: {after}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// What is seen of a text with a letter before it: the letter put there afterwards, and before.
fn both_orders(text: &str) -> (String, String) {
    let around = Direction::RightToLeft;
    let alone = seen(&marked(text, around), around);
    let after = seen(&marked(&format!("ا {text}"), around), around);
    (format!("{alone} ا"), after)
}

/// What numbers, words and signs are written with.
const PIECES: &[&str] = &[
    "1990",
    "145",
    "3",
    "۵۰",
    "١٢",
    "-",
    "–",
    " ",
    " ",
    " ",
    ".",
    ",",
    ":",
    "/",
    "%",
    "٪",
    "$",
    "°",
    "+",
    "#",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "«",
    "»",
    "،",
    "؟",
    "و",
    "أمن",
    "دولت",
    "Buzan",
    "NATO",
    "kg",
    "U.S.",
    "https://example.org/a",
    "a@b.org",
    "10.1000/182",
    "e\u{301}",
    "می\u{200C}شود",
];

proptest! {
    #[test]
    fn isolates_are_whole_and_end_where_words_do(text in prop::collection::vec(select(PIECES), 0..14)) {
        let text = text.concat();
        for around in [Direction::LeftToRight, Direction::RightToLeft] {
            let mut outer = 0..0;
            for Isolate { range, .. } in isolates(&text, around) {
                let words = &text[range.clone()];
                prop_assert!(!words.is_empty() && words.trim() == words, "«{words}» of «{text}»");
                let is_nested = outer.start <= range.start && range.end <= outer.end;
                prop_assert!(is_nested || range.start >= outer.end, "«{words}» of «{text}»");
                if !is_nested {
                    outer = range;
                }
                for (open, close) in [('(', ')'), ('[', ']')] {
                    let count = |bracket| words.matches(bracket).count();
                    prop_assert_eq!(count(open), count(close), "«{}» of «{}»", words, text);
                }
            }
        }
    }

    #[test]
    fn what_stands_before_a_text_does_not_change_its_order(
        text in prop::collection::vec(select(PIECES), 0..14)
    ) {
        let text = text.concat();
        let (alone, after) = both_orders(&text);
        prop_assert_eq!(alone, after, "{}", text);
    }

    #[test]
    fn every_letter_of_the_other_direction_is_in_an_isolate(
        text in prop::collection::vec(select(PIECES), 0..14)
    ) {
        let text = text.concat();
        let isolates = isolates(&text, Direction::RightToLeft);
        for (at, _) in text.char_indices().filter(|(_, ch)| ch.is_ascii_alphabetic()) {
            let is_in_one = isolates.iter().any(|isolate| isolate.range.contains(&at));
            prop_assert!(is_in_one, "{} of «{}»", at, text);
        }
    }

    #[test]
    fn any_text_is_read_to_its_end(text in "\\PC{0,40}") {
        for around in [Direction::LeftToRight, Direction::RightToLeft] {
            let isolates = isolates(&text, around);
            let plain = isolated(&text, around);
            let bare: String = plain.chars().filter(|ch| !matches!(ch, '\u{2068}' | '\u{2069}')).collect();
            let expected: String = text.chars().filter(|ch| !matches!(ch, '\u{2068}' | '\u{2069}')).collect();
            prop_assert_eq!(bare, expected);
            prop_assert!(isolates.iter().all(|isolate| text.get(isolate.range.clone()).is_some()));
        }
    }
}
