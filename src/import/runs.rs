//! Persian lines that a PDF gave in the order of their runs, from the left: what their letters were.
//!
//! A run ends at each half-space, which is lost, and in some lines about each yeh. [`invert_yehs`]
//! undoes the second exactly; where the cuts of the first are, only words can tell, so that
//! [`reorder`] proposes.

use std::ops::Range;

use crate::text::half_space::{
    DocumentWords, Vocabulary, is_ending, is_joint, is_second_half, is_stray_ending,
    may_be_second_half,
};

const ZWNJ: char = '\u{200C}';

/// How much of its words a line must gain by an inversion, in percent.
const CLEAR_GAIN: usize = 15;
/// More cuts than this in one line are not looked for.
const MOST_CUTS: usize = 5;
/// Lines with more places for a cut than this are too uncertain.
const MOST_PLACES: usize = 14;

/// No line of a page has more words than this: what has is a paragraph, whose runs no rule can tell.
const MOST_WORDS: usize = 40;
/// No word is longer than this, in bytes, nor two that stick together.
const LONGEST_WORD: usize = 80;

/// Which words there are, for telling a mended line from a damaged one.
pub(super) struct Judge<'v> {
    vocabulary: Vocabulary<'v>,
    /// The words of lines that look whole.
    whole: &'v DocumentWords<'v>,
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
    if total == 0 || before == total || total > MOST_WORDS {
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
        let is_whole = window.len() == line.len();
        let unknown = words_after - known_after;
        let is_clear = gain >= CLEAR_GAIN
            && known_after > known
            && share(known_after, words_after) >= 80
            && !has_yeh_alone(&inverted)
            // What is a part of a line only by its words has none that are unknown.
            && (is_whole || unknown == 0);
        // Of several words, one could be a mirror of another by chance.
        let is_enough = known_after >= known + 2 || words == 1 && total <= 2 || is_whole;
        let score = (2 * known_after.saturating_sub(known)).saturating_sub(3 * unknown);
        let is_better =
            best.as_ref().is_none_or(|(found, ..)| score > *found || is_whole && score == *found);
        if is_clear && is_enough && is_better {
            best = Some((score, window, inverted));
        }
    }
    let (_, window, inverted) = best?;
    Some(format!("{}{inverted}{}", &line[..window.start], &line[window.end..]))
}

/// Whether a yeh stands alone: then the run that it ended is cut elsewhere.
fn has_yeh_alone(text: &str) -> bool {
    words(text).any(|range| matches!(&text[range], "ی" | "ي"))
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
///
/// The run that ended the line stands first, with a space behind it; each of the others goes on to
/// the next within a word. So the first cut is at a space, all others are in words that are none,
/// and what begins each run is the second half of the word that ends the one behind it. With two
/// runs only, the place of the cut is open, and nothing is said.
pub(super) fn reorder(line: &str, judge: &Judge) -> Option<String> {
    let line = line.trim();
    let words: Vec<Word> = words(line).map(|range| Word::of(line, range, judge)).collect();
    let ends_line = words.last().is_some_and(|word| word.range.end == line.len());
    let begins_line = words.first().is_some_and(|word| word.range.start == 0);
    let places: usize = words.iter().map(|word| word.cuts.len()).sum();
    if !ends_line || !begins_line || words.len() > MOST_WORDS || places == 0 || places > MOST_PLACES
    {
        return None;
    }
    let mut search = Search { line, words: &words, judge, cuts: Vec::new(), found: Vec::new() };
    for first in &words[1..] {
        let place = first.range.start;
        if line[..place].ends_with(char::is_whitespace) {
            search.cuts.push(place);
            search.go_on(words[0].text(line));
            search.cuts.pop();
        }
    }
    let best = search.found.iter().map(|reading| reading.score).max()?;
    let mut readings = search.found.iter().filter(|reading| reading.score == best);
    let reading = readings.next()?;
    let is_mended = readings.next().is_none() && !is_damaged(&reading.text, judge);
    is_mended.then(|| reading.text.clone())
}

/// A word of a line, with the places where one run may end in it and the next begin.
struct Word {
    range: Range<usize>,
    cuts: Vec<usize>,
}

impl Word {
    fn of(line: &str, range: Range<usize>, judge: &Judge) -> Self {
        let word = &line[range.clone()];
        let is_whole =
            word.len() > LONGEST_WORD || judge.knows(word) && !lacks_half_space(word, judge);
        let can_cut = |at: &usize| {
            let (left, right) = word.split_at(*at);
            let is_long = |piece: &str| piece.chars().count() > 1 || piece == "و";
            is_long(left) && is_long(right) && may_end(left, judge) && may_begin(right, judge)
        };
        let places = word.char_indices().map(|(at, _)| at).skip(1).filter(can_cut);
        let cuts = if is_whole { Vec::new() } else { places.map(|at| range.start + at).collect() };
        Self { range, cuts }
    }

    fn text<'l>(&self, line: &'l str) -> &'l str {
        &line[self.range.clone()]
    }
}

/// Whether a word, or the second of two pieces of one, may end a run.
fn may_end(piece: &str, judge: &Judge) -> bool {
    let ends = |piece: &str| judge.knows(piece) || is_first_half(piece);
    ends(piece) || splits(piece).any(|(first, second)| ends(first) && ends(second))
}

/// Whether a word, or the first of two pieces of one, may begin a run.
fn may_begin(piece: &str, judge: &Judge) -> bool {
    let begins =
        |piece: &str| judge.knows(piece) || may_be_second_half(piece) || is_first_half(piece);
    begins(piece) || splits(piece).any(|(first, second)| begins(first) && begins(second))
}

/// All ways to take a word for two of two letters or more.
fn splits(word: &str) -> impl Iterator<Item = (&str, &str)> {
    let pairs = word.char_indices().skip(2).map(|(at, _)| word.split_at(at));
    pairs.filter(|(_, second)| second.chars().count() > 1)
}

/// Whether a piece is the first half of words, and none itself.
fn is_first_half(word: &str) -> bool {
    matches!(word, "می" | "نمی" | "بین")
}

/// A way to read a line.
struct Reading {
    score: i32,
    text: String,
}

/// The search for all ways to read a line.
struct Search<'l, 'v> {
    line: &'l str,
    words: &'l [Word],
    judge: &'l Judge<'v>,
    /// Where the runs so far begin, but for the first.
    cuts: Vec<usize>,
    found: Vec<Reading>,
}

impl<'l> Search<'l, '_> {
    /// Looks for the end of the run that begins at the last cut, where `open` is the second half
    /// that waits for this end.
    fn go_on(&mut self, open: &str) {
        let start = self.cuts.last().copied().unwrap_or(0);
        if self.cuts.len() <= MOST_CUTS {
            let places = self.words.iter().flat_map(|word| &word.cuts).filter(|at| **at > start);
            for place in places.copied().collect::<Vec<_>>() {
                if is_joint(self.last_word(start, place), open, &self.judge.vocabulary) {
                    let first = self.first_word(start, place);
                    self.cuts.push(place);
                    self.go_on(first);
                    self.cuts.pop();
                }
            }
        }
        self.end(open, start);
    }

    /// The run that goes on to the end of the line is the first of it.
    fn end(&mut self, open: &str, start: usize) {
        let end = self.line.len();
        let first = self.first_word(start, end);
        let begins = self.judge.knows(first) || is_first_half(first);
        let is_joint = is_joint(self.last_word(start, end), open, &self.judge.vocabulary);
        if self.cuts.len() > 1 && begins && !is_second_half(first) && is_joint {
            let pieces = pieces(self.line, &self.cuts);
            let score = pieces.iter().map(|piece| self.score(piece)).sum::<i32>()
                + pieces.windows(2).map(|pair| self.score_joint(pair[0], pair[1])).sum::<i32>();
            self.found.push(Reading { score, text: joined(&pieces) });
        }
    }

    fn first_word(&self, start: usize, end: usize) -> &'l str {
        let run = &self.line[start..end];
        words(run).next().map_or("", |range| &run[range])
    }

    fn last_word(&self, start: usize, end: usize) -> &'l str {
        let run = &self.line[start..end];
        words(run).last().map_or("", |range| &run[range])
    }

    /// How good a run is: no half of a word is left alone in it, and no word is unknown.
    fn score(&self, piece: &str) -> i32 {
        let mut score = 0;
        let mut before = "";
        for (index, range) in words(piece).enumerate() {
            let word = &piece[range.clone()];
            let is_inner = index > 0 && range.end < piece.len();
            score -= 2 * i32::from(index > 0 && is_second_half(word));
            score -= 2 * i32::from(is_inner && is_first_half(word) && word != "بین");
            score -= 2 * i32::from(is_inner && !self.judge.knows(word));
            // Each half-space of the line is a cut, so that no plural lacks one.
            score -= 2 * i32::from(lacks_half_space(word, self.judge));
            // No verb follows a plural that leads to a noun.
            score -= i32::from(matches!(before, "های" | "هاي") && is_verb(word, self.judge));
            before = word;
        }
        score
    }

    /// Of two readings, the one without compounds that no list has, and without nouns taken for
    /// verbs.
    fn score_joint(&self, before: &str, behind: &str) -> i32 {
        let first = self::words(before).last().map_or("", |range| &before[range]);
        let second = self::words(behind).next().map_or("", |range| &behind[range]);
        let is_mi = matches!(first, "می" | "نمی");
        let is_noun_as_verb = is_mi && self.judge.vocabulary.has_noun(second);
        let is_seldom_with_mi = is_mi && SELDOM_WITH_MI.contains(&second);
        let is_rare = !is_ending(second)
            && !self.judge.vocabulary.has_word(&format!("{first}{ZWNJ}{second}"))
            && !is_mi;
        -i32::from(is_noun_as_verb || is_seldom_with_mi) - i32::from(is_rare)
    }
}

/// Forms that stand without می, nearly always.
const SELDOM_WITH_MI: &[&str] =
    &["باشد", "باشند", "دارد", "دارند", "داشت", "داشتند", "بود", "بودند", "باید"];

/// A plural or a verb whose half-space would be seen and is not there. Where runs were cut at
/// half-spaces, none is left, so that its halves do not belong together.
fn lacks_half_space(word: &str, judge: &Judge) -> bool {
    let is_verb = ["می", "نمی"]
        .iter()
        .any(|mi| word.strip_prefix(mi).is_some_and(|form| is_joint(mi, form, &judge.vocabulary)));
    if is_verb && !judge.vocabulary.has_word(word) || judge.vocabulary.has_joined(word) {
        return true;
    }
    let stem = ["ها", "های", "هاي"].iter().find_map(|ending| word.strip_suffix(ending));
    stem.is_some_and(|stem| {
        stem.chars().count() > 1
            && !stem.ends_with(['ا', 'آ', 'د', 'ذ', 'ر', 'ز', 'ژ', 'و', ZWNJ])
            && judge.knows(stem)
    })
}

fn is_verb(word: &str, judge: &Judge) -> bool {
    is_joint("می", word, &judge.vocabulary)
}

/// The pieces of a line, as they were before: the last first.
fn pieces<'l>(line: &'l str, cuts: &[usize]) -> Vec<&'l str> {
    let mut bounds = vec![0];
    bounds.extend(cuts);
    bounds.push(line.len());
    bounds.windows(2).rev().map(|pair| line[pair[0]..pair[1]].trim()).collect()
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
    // A word alone has lost its line.
    let first_is_second = all.len() > 1 && text.starts_with(all[0]) && is_second_half(all[0]);
    let last = all.last().filter(|word| text.ends_with(**word));
    let ends_open = last.is_some_and(|word| matches!(*word, "می" | "نمی"));
    let has_open = |word: &&str| {
        ["می", "نمی"].iter().any(|mi| {
            let rest = word.strip_prefix(mi).unwrap_or_default();
            rest.chars().count() > 1 && judge.knows(rest) && !judge.knows(word)
        })
    };
    let has_stray = all.windows(2).any(|pair| is_stray_ending(pair[0], pair[1]));
    first_is_second
        || has_stray
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
    let is_far = !(6..LONGEST_WORD).contains(&word.chars().count());
    if is_far || word.contains(ZWNJ) || judge.knows(word) {
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
            // "the main subject of this book is the study of security": the whole line, not a part
            // in which as many words come to be known.
            assert_eq!(
                mend_yehs("تیامن یکتاب بررس نیا یموضوع اصل", judge).as_deref(),
                Some("موضوع اصلی این کتاب بررسی امنیت")
            );
            assert_eq!(mend_yehs("سیاست خارجی و امنیت ملی", judge), None);
        });
    }

    #[test]
    fn a_yeh_alone_shows_that_a_run_is_cut_elsewhere() {
        assert!(has_yeh_alone("شکل ی. دولت"));
        assert!(!has_yeh_alone("شکلی دیگر"));
    }

    #[test]
    fn runs_between_half_spaces_are_put_in_their_order() {
        with_judge(|judge| {
            // "in this book the state is formed; this system of"
            // "policy becomes in this system. These powers and"
            let mended = reorder("ها و شود. این قدرتدر این نظام سیاست می", judge);
            let expected = "در این نظام سیاست می\u{200C}شود. این قدرت\u{200C}ها و";
            assert_eq!(mended.as_deref(), Some(expected));
            assert_eq!(reorder("این نظام از دولت", judge), None);
            // Two runs: the place of the cut is open.
            assert_eq!(reorder("شود. این نظام از دولت تشکیل می", judge), None);
        });
    }
}
