//! Persian lines that a PDF gave in the order of their runs, from the left: what their letters were.
//!
//! A run ends at each half-space, which is lost, and in some lines about each yeh. [`invert_yehs`]
//! undoes the second exactly; where the cuts of the first are, only words can tell, so that
//! [`reorder`] proposes.

use std::ops::Range;

use crate::text::half_space::{
    DocumentWords, Vocabulary, is_joint, is_second_half, may_be_second_half,
};

const ZWNJ: char = '\u{200C}';

/// How much of its words a line must gain by an inversion, in percent.
const CLEAR_GAIN: usize = 15;
/// More cuts than this in one line are not looked for.
const MOST_CUTS: usize = 5;
/// Lines with more places for a cut than this are too uncertain.
const MOST_PLACES: usize = 14;

/// Which words there are, for telling a mended line from a damaged one.
pub(super) struct Judge<'v> {
    vocabulary: Vocabulary<'v>,
    /// The words of lines that look whole.
    whole: &'v DocumentWords,
}

impl<'v> Judge<'v> {
    pub(super) fn new(vocabulary: Vocabulary<'v>, whole: &'v DocumentWords) -> Self {
        Self { vocabulary, whole }
    }

    /// Whether a word is known, in the lists or in lines that look whole.
    pub(super) fn knows(&self, word: &str) -> bool {
        let is_verb = ["می", "نمی"].iter().any(|mi| {
            word.strip_prefix(mi).is_some_and(|form| is_joint(mi, form, &self.vocabulary))
        });
        is_verb || self.vocabulary.has(word) || self.whole.count(word) >= 2
    }

    /// How many words there are in a line, and how many of them are known. Numbers and Latin words
    /// are none.
    fn count(&self, text: &str) -> (usize, usize) {
        let words: Vec<&str> = words(text).map(|range| &text[range]).collect();
        let known = words.iter().filter(|word| self.knows(word)).count();
        (words.len(), known)
    }
}

/// The places of the words in Arabic script.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_letter =
        |ch: char| matches!(ch, '\u{0620}'..='\u{065F}' | '\u{066E}'..='\u{06D3}' | ZWNJ);
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(is_letter)?;
        let length = text[start..].find(|ch| !is_letter(ch)).unwrap_or(text.len() - start);
        at = start + length;
        Some(start..at)
    })
}

/// Undoes the order of runs about yehs in a line, or in the part of it where that makes words of
/// what was none; `None` where it does not clearly.
pub(super) fn mend_yehs(line: &str, judge: &Judge) -> Option<String> {
    let (total, before) = judge.count(line);
    if total == 0 || before == total {
        return None;
    }
    let mut best: Option<(usize, Range<usize>, String)> = None;
    for window in windows(line) {
        let part = &line[window.clone()];
        let (words, known) = judge.count(part);
        if known == words || !part.contains(['ی', 'ي']) {
            continue;
        }
        let inverted = with_half_spaces(&invert_yehs(part), judge);
        let (words_after, known_after) = judge.count(&inverted);
        let share = |known: usize, words: usize| known * 100 / words.max(1);
        let gain = share(known_after, words_after).saturating_sub(share(known, words));
        let is_clear =
            gain >= CLEAR_GAIN && known_after > known && share(known_after, words_after) >= 80;
        // Of several words, one could be a mirror of another by chance.
        let is_enough =
            known_after >= known + 2 || words == 1 && total <= 2 || window.len() == line.len();
        let unknown = words_after - known_after;
        let score = (2 * known_after.saturating_sub(known)).saturating_sub(3 * unknown);
        if is_clear && is_enough && best.as_ref().is_none_or(|(found, ..)| score > *found) {
            best = Some((score, window, inverted));
        }
    }
    let (_, window, inverted) = best?;
    Some(format!("{}{inverted}{}", &line[..window.start], &line[window.end..]))
}

/// The line and its parts between spaces.
fn windows(line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut starts = vec![0];
    let mut ends = Vec::new();
    for (at, _) in line.match_indices(' ') {
        ends.push(at);
        starts.push(at + 1);
    }
    ends.push(line.len());
    let ends_of = move |start: usize| ends.clone().into_iter().filter(move |end| *end > start);
    starts.into_iter().flat_map(move |start| ends_of(start).map(move |end| start..end))
}

/// A line whose runs were cut at each yeh and written from the left, as it was.
///
/// Exact: split at each yeh into s0 … sn, it is sn, and then for each k from n-1 down a yeh and sk,
/// in which what follows the last space goes to its front.
pub(super) fn invert_yehs(line: &str) -> String {
    let segments: Vec<&str> = line.split(['ی', 'ي']).collect();
    let Some((last, others)) = segments.split_last() else { return String::new() };
    let mut out = (*last).to_owned();
    for segment in others.iter().rev() {
        out.push('ی');
        match segment.rfind(' ') {
            Some(at) => {
                out.push_str(&segment[at + 1..]);
                out.push(' ');
                out.push_str(&segment[..at]);
            }
            None => out.push_str(segment),
        }
    }
    out
}

/// Words that hold a half-space whose two sides changed places: `هاافته` was `افته‌ها`.
fn with_half_spaces(line: &str, judge: &Judge) -> String {
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    for range in words(line) {
        let word = &line[range.clone()];
        out.push_str(&line[at..range.start]);
        at = range.end;
        match if judge.knows(word) { None } else { turned(word, judge) } {
            Some(turned) => out.push_str(&turned),
            None => out.push_str(word),
        }
    }
    out.push_str(&line[at..]);
    out
}

/// A word with the two halves before its first yeh in their order, if that makes one.
fn turned(word: &str, judge: &Judge) -> Option<String> {
    let run = word.find(['ی', 'ي']).unwrap_or(word.len());
    let (head, rest) = word.split_at(run);
    head.char_indices().skip(1).find_map(|(cut, _)| {
        let (second, first) = head.split_at(cut);
        let second = format!("{second}{rest}");
        is_joint(first, &second, &judge.vocabulary).then(|| format!("{first}{ZWNJ}{second}"))
    })
}

/// A line whose runs were cut at half-spaces and written from the left, as it may have been; `None`
/// where nothing speaks for it, or two readings are as good.
pub(super) fn reorder(line: &str, judge: &Judge) -> Option<String> {
    let places = cut_places(line, judge);
    if places.is_empty() || places.len() > MOST_PLACES {
        return None;
    }
    let mut best: Option<(i32, String)> = None;
    let mut is_unique = true;
    for cuts in subsets(&places) {
        let pieces = pieces(line, &cuts);
        let Some(score) = score(&pieces, judge) else { continue };
        match &best {
            Some((found, _)) if score < *found => {}
            Some((found, text)) if score == *found => is_unique &= *text == joined(&pieces),
            _ => {
                best = Some((score, joined(&pieces)));
                is_unique = true;
            }
        }
    }
    best.filter(|_| is_unique).map(|(_, text)| text)
}

/// Where one piece may end and the next begin: within a word that is none, and before a second half
/// that stands alone.
fn cut_places(line: &str, judge: &Judge) -> Vec<usize> {
    let mut places = Vec::new();
    for range in words(line) {
        let word = &line[range.clone()];
        let is_verb = is_half_of_verb(word, judge);
        if range.start > 0 && (is_second_half(word) || is_verb) {
            places.push(range.start);
        }
        // A plural without its half-space is none here: its halves may belong apart.
        let is_plural = ["ها", "های", "هاي"].iter().any(|ending| word.ends_with(ending));
        if judge.knows(word) && (!is_plural || word.contains(ZWNJ)) {
            continue;
        }
        for (at, _) in word.char_indices().skip(1) {
            let (left, right) = word.split_at(at);
            let is_start = judge.knows(right) || may_be_second_half(right);
            let is_end = judge.knows(left) || matches!(left, "می" | "نمی" | "بین");
            let is_long = left.chars().count() > 1 && (right.chars().count() > 1 || right == "و");
            if is_start && is_end && is_long {
                places.push(range.start + at);
            }
        }
    }
    places
}

fn is_half_of_verb(word: &str, judge: &Judge) -> bool {
    is_joint("می", word, &judge.vocabulary)
}

/// All ways to take up to [`MOST_CUTS`] of the places, at least one.
fn subsets(places: &[usize]) -> impl Iterator<Item = Vec<usize>> + '_ {
    (1_u32..1 << places.len()).filter(|mask| mask.count_ones() as usize <= MOST_CUTS).map(|mask| {
        places
            .iter()
            .enumerate()
            .filter(|(index, _)| mask & (1 << index) != 0)
            .map(|(_, place)| *place)
            .collect()
    })
}

/// The pieces of a line, as they were before: the last first.
fn pieces<'l>(line: &'l str, cuts: &[usize]) -> Vec<&'l str> {
    let mut bounds = vec![0];
    bounds.extend(cuts);
    bounds.push(line.len());
    bounds.windows(2).rev().map(|pair| line[pair[0]..pair[1]].trim()).collect()
}

/// How good the joints of pieces are: each must make a word, and the more unknown words become
/// known, the better.
fn score(pieces: &[&str], judge: &Judge) -> Option<i32> {
    let mut score = 0;
    for pair in pieces.windows(2) {
        let first = words(pair[0]).last().filter(|range| range.end == pair[0].len())?;
        let second = words(pair[1]).next().filter(|range| range.start == 0)?;
        let (first, second) = (&pair[0][first], &pair[1][second]);
        if !is_joint(first, second, &judge.vocabulary) {
            return None;
        }
        score += 1;
    }
    for piece in pieces {
        for (index, range) in words(piece).enumerate() {
            let word = &piece[range.clone()];
            let is_open = index == 0 || range.end == piece.len();
            // A second half that is left within a piece has not found its first.
            score -= 2 * i32::from(index > 0 && is_second_half(word));
            score -= 2 * i32::from(!is_open && !judge.knows(word));
        }
    }
    // The first piece begins a word, the last one ends one.
    let starts = words(pieces.first()?).next().map(|range| &pieces[0][range]);
    score -= 3 * i32::from(starts.is_some_and(|word| is_second_half(word) || !judge.knows(word)));
    Some(score)
}

fn joined(pieces: &[&str]) -> String {
    pieces.join(&ZWNJ.to_string())
}

/// A citation in Latin script that came before its sentence, with its brackets about nothing:
/// `).Schapiro, 1967: 145` and then `words (` is `words (Schapiro, 1967: 145).`
pub(super) fn mend_citation(line: &str) -> Option<String> {
    let rest = line.strip_prefix(").").or_else(|| line.strip_prefix(").\u{A0}"))?.trim_start();
    let end = rest.find(|ch: char| !ch.is_ascii() || matches!(ch, '(' | ')')).unwrap_or(rest.len());
    let (citation, words) = rest.split_at(end);
    let is_citation = citation.starts_with(|ch: char| ch.is_ascii_alphabetic())
        && citation.contains(|ch: char| ch.is_ascii_digit());
    let words = words.trim();
    let words = words.strip_suffix('(').unwrap_or(words).trim_end();
    if !is_citation || words.contains(['(', ')']) {
        return None;
    }
    let space = if words.is_empty() { "" } else { " " };
    Some(format!("{words}{space}({}).", citation.trim()))
}

/// Whether a line shows by its ends that its runs are not in order: it begins with the second half
/// of a word, or ends in the first.
pub(super) fn shows_damage(line: &str, judge: &Judge) -> bool {
    let text = line.trim();
    let all: Vec<&str> = words(text).map(|range| &text[range]).collect();
    let first_is_second =
        all.first().is_some_and(|word| text.starts_with(word) && is_second_half(word));
    let last = all.last().filter(|word| text.ends_with(**word));
    let ends_open = last.is_some_and(|word| matches!(*word, "می" | "نمی"));
    let has_open = |word: &&str| {
        ["می", "نمی"].iter().any(|mi| {
            let rest = word.strip_prefix(mi).unwrap_or_default();
            rest.chars().count() > 2 && judge.knows(rest) && !judge.knows(word)
        })
    };
    first_is_second
        || ends_open
        || all.iter().any(|word| starts_with_yeh(word, judge))
        || all.iter().any(has_open)
}

/// Whether a line still shows damage: it begins with a second half or a closing mark, ends in the
/// first half of a word, or has a glued word in it.
pub(super) fn is_damaged(line: &str, judge: &Judge) -> bool {
    let text = line.trim();
    if text.starts_with([')', ']', '»', '.', '،']) {
        return true;
    }
    let all: Vec<&str> = words(text).map(|range| &text[range]).collect();
    let last = all.last().filter(|word| text.ends_with(**word));
    let ends_open = last.is_some_and(|word| matches!(*word, "بین" | "شکل"));
    shows_damage(text, judge) || ends_open || all.iter().any(|word| is_glued(word, judge))
}

/// Two words in one, neither of them known as a whole.
fn is_glued(word: &str, judge: &Judge) -> bool {
    if word.chars().count() < 6 || word.contains(ZWNJ) || judge.knows(word) {
        return starts_with_yeh(word, judge);
    }
    word.char_indices().skip(1).any(|(at, _)| {
        let (left, right) = word.split_at(at);
        let is_end = judge.knows(left) || matches!(left, "می" | "نمی");
        let is_long = left.chars().count() >= 2 && right.chars().count() >= 2;
        is_long && is_end && (judge.knows(right) || is_second_half(right))
    })
}

/// A word that yeh begins and no list has: the mark of runs about yehs.
fn starts_with_yeh(word: &str, judge: &Judge) -> bool {
    word.chars().count() > 3 && word.starts_with(['ی', 'ي']) && !judge.knows(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn with_judge(check: impl FnOnce(&Judge)) {
        let words = DocumentWords::default();
        check(&Judge::new(Vocabulary { document: &words, dictionary: None }, &words));
    }

    #[test]
    fn the_order_of_runs_about_yehs_is_undone() {
        // "the main book of this", "political"
        assert_eq!(invert_yehs("نیا یکتاب اصل"), "کتاب اصلی این");
        assert_eq!(invert_yehs("یاسیس"), "سیاسی");
        with_judge(|judge| {
            assert_eq!(
                mend_yehs("یخارج استیس یمل تیامن", judge).as_deref(),
                Some("امنیت ملی سیاست خارجی")
            );
            assert_eq!(mend_yehs("سیاست خارجی و امنیت ملی", judge), None);
        });
    }

    #[test]
    fn runs_between_half_spaces_are_put_in_their_order() {
        with_judge(|judge| {
            // "in this book the state is formed; this system of"
            let mended = reorder("شود. این نظام ازدر این کتاب دولت تشکیل می", judge);
            let expected = "در این کتاب دولت تشکیل می\u{200C}شود. این نظام از";
            assert_eq!(mended.as_deref(), Some(expected));
            assert_eq!(reorder("این نظام از دولت", judge), None);
        });
    }
}
