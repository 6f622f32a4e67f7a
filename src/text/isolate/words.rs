//! Left-to-right words in right-to-left text, with the numbers and the punctuation among them.

use std::ops::Range;

use super::IsolateKind;
use super::address::end_of_address;
use super::class::{Class, begins_word, closing, is_closing, is_latin, opens_quotation};
use super::number::{Expression, unit_behind};

/// A run of left-to-right words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) range: Range<usize>,
    /// [`IsolateKind::Latin`] or [`IsolateKind::LeftToRight`].
    pub(super) kind: IsolateKind,
    /// The addresses in it, in order.
    pub(super) addresses: Vec<Range<usize>>,
}

/// The run whose first letter or digit stands at `start`, where `number` is; `None` if it has no
/// letter. It does not begin before `floor`.
///
/// It goes on to the last letter or digit before the next right-to-left one.
/// Brackets and quotation marks are within it in pairs; those around it, and what ends the
/// sentence, stay outside. What ends a sentence of its own, alone in them, is within: `«Why?»`.
pub(super) fn run(text: &str, floor: usize, start: usize, number: &Expression) -> Option<Run> {
    if Class::of(text[start..].chars().next()?) == Class::Left {
        let first = start_of_word(text, floor, start);
        return Some(finish(text, first, reach(text, floor, start..start)));
    }
    if let Some(end) = end_of_address(text, start) {
        let range = start..end;
        let addresses = Vec::from([range.clone()]);
        return Some(Run { range, kind: IsolateKind::Latin, addresses });
    }
    // `3D`, `20th`; `5 km`; `(1991, Booth)`
    let behind = &text[number.range.end..];
    let touches_letter = behind.chars().next().is_some_and(|ch| Class::of(ch) == Class::Left);
    let has_unit = || unit_behind(behind).is_some();
    if touches_letter || has_unit() || begins_citation(text, floor, number.range.start) {
        let reached = reach(text, floor, number.range.clone());
        return (reached.end > number.range.end).then(|| finish(text, number.range.start, reached));
    }
    None
}

/// How far a run goes, and what it is made of.
struct Reach {
    start: usize,
    end: usize,
    /// Whether it begins with the quotation mark before its first letter.
    is_quotation: bool,
    kind: IsolateKind,
    addresses: Vec<Range<usize>>,
    /// Whether right-to-left words follow.
    is_followed: bool,
}

fn finish(text: &str, first: usize, reached: Reach) -> Run {
    let first = if reached.is_quotation { reached.start } else { first };
    let end =
        if reached.is_followed { without_aside(text, first, reached.end) } else { reached.end };
    let end = with_attached(text, first, end);
    let end = with_own_stop(text, first, end);
    Run { range: first..end, kind: reached.kind, addresses: reached.addresses }
}

/// Reads on behind `number`, which may be empty, to the next right-to-left word.
fn reach(text: &str, floor: usize, number: Range<usize>) -> Reach {
    let mut reached = Reach {
        start: number.start,
        end: number.end,
        is_quotation: false,
        kind: IsolateKind::LeftToRight,
        addresses: Vec::new(),
        is_followed: false,
    };
    // What closes each bracket that is open, and the end of the run before it.
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut is_in_word = false;
    let mut at = number.end;
    while let Some(ch) = text[at..].chars().next() {
        let class = Class::of(ch);
        let mut behind = at + ch.len_utf8();
        match class {
            Class::Left | Class::Digit => {
                if is_latin(ch) {
                    reached.kind = IsolateKind::Latin;
                }
                if !is_in_word && let Some(end) = end_of_address(text, at) {
                    reached.addresses.push(at..end);
                    behind = end;
                }
                reached.end = behind;
            }
            Class::Follower => reached.end = behind,
            Class::Right | Class::ArabicDigit => {
                reached.is_followed = true;
                break;
            }
            Class::ArabicSign => {
                let next = text[behind..].chars().find(|ch| ch.is_alphanumeric());
                reached.is_followed = next.is_some_and(|ch| Class::of(ch) == Class::Right);
                break;
            }
            Class::Neutral if ch == '"' => {
                let is_open = open.last().is_some_and(|(close, _)| *close == '"');
                if is_open {
                    open.pop();
                    reached.end = behind;
                } else if opens_quotation(text, at) {
                    open.push(('"', reached.end));
                } else if !take_quotation(text, floor, ('"', at), &mut reached) {
                    break;
                }
            }
            Class::Neutral => {
                if let Some(close) = closing(ch) {
                    open.push((close, reached.end));
                } else if is_closing(ch) {
                    let is_open = open.last().is_some_and(|(close, _)| *close == ch);
                    if is_open {
                        open.pop();
                        reached.end = behind;
                    } else if ch != '”' || !take_quotation(text, floor, ('“', at), &mut reached)
                    {
                        break;
                    }
                }
            }
        }
        is_in_word = matches!(class, Class::Left | Class::Digit | Class::Follower);
        at = behind;
    }
    if let Some(&(_, before)) = open.first() {
        reached.end = before;
        reached.addresses.retain(|address| address.end <= before);
    }
    reached
}

/// Takes a quotation that opened just before the run into it, if more words of the run follow
/// where it closes: `"Security" by Buzan`.
fn take_quotation(text: &str, floor: usize, (open, at): (char, usize), run: &mut Reach) -> bool {
    let close = text[at..].chars().next().map_or(0, char::len_utf8);
    let follows = text[at + close..].chars().find_map(|ch| match Class::of(ch) {
        Class::Left => Some(true),
        Class::Neutral if ch.is_whitespace() => None,
        _ => Some(false),
    });
    let has_opened = !run.is_quotation && text[floor..run.start].ends_with(open);
    if follows != Some(true) || !has_opened {
        return false;
    }
    run.is_quotation = true;
    run.start -= open.len_utf8();
    run.end = at + close;
    true
}

/// Where the word begins that has its first letter at `start`: signs of names and paths are part
/// of it (`.NET`, `@user`, `/usr`, `--strict`).
fn start_of_word(text: &str, floor: usize, start: usize) -> usize {
    let before = &text[floor..start];
    let bare = before.trim_end_matches(['@', '#', '/', '~', '.', '$', '_', '\\', '&', '-']);
    let signs = &before[bare.len()..];
    // A hyphen or dots before a word are those of the sentence.
    let is_of_sentence = matches!(signs, "-" | ".." | "...");
    if begins_word(bare) && !is_of_sentence { start - signs.len() } else { start }
}

/// Whether a number begins a citation: right behind a bracket that has left-to-right words but no
/// right-to-left ones.
fn begins_citation(text: &str, floor: usize, start: usize) -> bool {
    let before = text[floor..start].trim_end();
    let Some(close) = before.chars().next_back().and_then(closing) else { return false };
    let mut has_letter = false;
    for ch in text[start..].chars() {
        match Class::of(ch) {
            Class::Left => has_letter = true,
            Class::Right | Class::ArabicSign => return false,
            _ if ch == close => return has_letter,
            _ => {}
        }
    }
    false
}

/// The end of the run without a number that the sentence goes on with behind a dash:
/// `NATO - 30`, "NATO: thirty states".
fn without_aside(text: &str, start: usize, end: usize) -> usize {
    let run = &text[start..end];
    let Some(dash) = [" - ", " – ", " — "].into_iter().filter_map(|dash| run.rfind(dash)).max()
    else {
        return end;
    };
    let has_letter = run[dash..].chars().any(|ch| Class::of(ch) == Class::Left);
    if has_letter { end } else { start + dash }
}

/// The end of the run with the signs that are part of its last word: `C++`, `20%`, `texts/`, the
/// dot of `U.S.`
fn with_attached(text: &str, start: usize, end: usize) -> usize {
    let (run, behind) = (&text[start..end], &text[end..]);
    let is_digit = run.ends_with(|ch: char| ch.is_ascii_digit());
    let signs: &[char] =
        if is_digit { &['%', '°', '‰', '€', '£', '+'] } else { &['+', '#', '/'] };
    let attached = behind.len() - behind.trim_start_matches(signs).len();
    if attached > 0 {
        let goes_on = behind[attached..].chars().next().is_some_and(char::is_alphanumeric);
        return if goes_on { end } else { end + attached };
    }
    let mut letters = run.chars().rev();
    let (last, dot, before) = (letters.next(), letters.next(), letters.next());
    let is_initial = |ch: Option<char>| ch.is_some_and(char::is_uppercase);
    let is_initials = is_initial(last) && dot == Some('.') && is_initial(before);
    if is_initials && behind.starts_with('.') { end + 1 } else { end }
}

/// The end of a run that stands alone in brackets or quotation marks with the stop before the
/// closing one, which is not that of the sentence around: `(See Booth, 1991.)`.
fn with_own_stop(text: &str, start: usize, end: usize) -> usize {
    let behind = text[end..].trim_start_matches(['.', '!', '?', '…']);
    let open = text[..start].chars().next_back();
    let close = open.and_then(|open| if open == '"' { Some('"') } else { closing(open) });
    let is_alone = close.is_some_and(|close| behind.starts_with(close));
    if is_alone { text.len() - behind.len() } else { end }
}
