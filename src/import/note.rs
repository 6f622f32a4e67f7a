//! Footnotes of a printed page: marks in its words, definitions at its foot.
//!
//! Numbers begin anew on each page, so a group of definitions belongs to the marks since the last
//! one. It is taken for footnotes only where its numbers are those of marks that are still open.

use std::collections::BTreeMap;
use std::ops::Range;

use super::document::{Block, Note, Prose};
use super::heading::{bare_heading, heading_level};
use super::lines::{Line, Role, ends_sentence};
use super::markup::near;
use super::report::Report;
use super::structure::SHORTEST_CUT;
use crate::text::{Class, number};

/// How many lines a definition may go on for before the next one.
const LONGEST: usize = 6;

/// No page has more marks than this that wait for their definitions.
const MOST_OPEN: usize = 300;

/// The mark of a footnote in a line.
#[derive(Clone, Debug)]
struct Mark {
    line: usize,
    range: Range<usize>,
    number: u32,
    /// Its definition, in the list of notes.
    note: Option<usize>,
}

/// A definition and the lines it stands in.
#[derive(Clone, Debug)]
struct Definition {
    number: u32,
    lines: Range<usize>,
}

/// Takes definitions out of the lines and writes marks as `[^label]`.
pub(super) fn take(lines: Vec<Line>, report: &mut Report) -> (Vec<Line>, Vec<Note>) {
    let mut marks: Vec<Mark> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut notes: Vec<Note> = Vec::new();
    let mut taken = vec![false; lines.len()];
    let mut unmatched = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let group = group_at(&lines, at, &open, &marks);
        if group.is_empty() {
            for mark in marks_in(&lines[at].text, at) {
                open.push(marks.len());
                marks.push(mark);
                if open.len() > MOST_OPEN {
                    open.remove(0);
                }
            }
            at += 1;
            continue;
        }
        let mut last_paired = 0;
        for definition in &group {
            at = definition.lines.end;
            let found = open.iter().position(|mark| marks[*mark].number == definition.number);
            let Some(found) = found else {
                // Without a mark it stays where it is, for a person to place.
                let line = &lines[definition.lines.start];
                let (_, words) = self::definition(&line.text).unwrap_or_default();
                let proposal = format!("[^{}]: {words}", definition.number);
                report.proposed(line.number, "fn-unmatched", (&line.text, &proposal));
                unmatched.push(definition.lines.start);
                continue;
            };
            let mark = open.remove(found);
            last_paired = last_paired.max(mark);
            marks[mark].note = Some(notes.len());
            notes.push(note(&lines, definition, notes.len(), report));
            definition.lines.clone().for_each(|line| taken[line] = true);
        }
        // What stands before a mark of this page and has no definition here has none anywhere.
        open.retain(|mark| *mark > last_paired);
    }
    report.count("footnote marks", marks.len());
    report.count("footnotes joined", marks.iter().filter(|mark| mark.note.is_some()).count());
    let mut lines = write_marks(lines, &marks, report);
    unmatched.into_iter().for_each(|line| lines[line].role = Role::Paragraph);
    let mut lines = without_taken(lines, &taken);
    put_behind_cuts(&mut lines);
    (lines, notes)
}

/// A definition without a mark stood at the foot of a page: where the page cut a paragraph, it goes
/// behind the other half.
fn put_behind_cuts(lines: &mut [Line]) {
    for at in 1..lines.len().saturating_sub(1) {
        let [before, note, after] = &lines[at - 1..=at + 1] else { continue };
        let is_cut = note.role == Role::Paragraph
            && before.role != Role::Paragraph
            && before.words() >= SHORTEST_CUT
            && !ends_sentence(&before.text)
            && after.role != Role::Paragraph
            && heading_level(&after.text).is_none();
        if is_cut {
            lines.swap(at, at + 1);
            lines[at].gap = lines[at].gap.max(1);
            lines[at + 1].gap = 1;
        }
    }
}

/// The definitions that begin at a line; none if these are no footnotes.
fn group_at(lines: &[Line], start: usize, open: &[usize], marks: &[Mark]) -> Vec<Definition> {
    let is_open = |number: u32| open.iter().any(|mark| marks[*mark].number == number);
    let Some((first, _)) = definition(&lines[start].text) else { return Vec::new() };
    let mut group = vec![Definition { number: first, lines: start..start + 1 }];
    let mut at = start + 1;
    let mut expected = first + 1;
    while at < lines.len() {
        let ahead = lines[at..]
            .iter()
            .take(LONGEST)
            .position(|line| definition(&line.text).is_some_and(|(number, _)| number == expected));
        let Some(ahead) = ahead else { break };
        // Lines between two definitions go on with the first; many of them only if a mark waits.
        let is_adjacent = ahead == 0;
        if !is_adjacent && !is_open(expected) {
            break;
        }
        if let Some(before) = group.last_mut() {
            before.lines.end = at + ahead;
        }
        group.push(Definition { number: expected, lines: at + ahead..at + ahead + 1 });
        at += ahead + 1;
        expected += 1;
    }
    // The last one goes on in the lines right under it.
    let goes_on = |line: &Line| line.gap == 0 && definition(&line.text).is_none();
    let more = lines[at..].iter().take(LONGEST).take_while(|line| goes_on(line)).count();
    let matched = group.iter().filter(|definition| is_open(definition.number)).count();
    if let Some(last) = group.last_mut() {
        last.lines.end += more;
    }
    if is_open(first) && matched * 2 > group.len() { group } else { Vec::new() }
}

/// The number and the words of a line that could define a footnote: `3. words`, `## 2 . words`.
fn definition(text: &str) -> Option<(u32, &str)> {
    let text = bare_heading(text);
    let digits = text.find(|ch: char| !ch.is_numeric())?;
    let number = number(&text[..digits])?;
    let rest = text[digits..].strip_prefix(' ').unwrap_or(&text[digits..]);
    let words = rest.strip_prefix(". ").or_else(|| rest.strip_prefix('.'))?;
    let is_number_only = words.starts_with(|ch: char| ch.is_numeric());
    (!is_number_only && !words.trim().is_empty() && number < 200).then(|| (number, words.trim()))
}

fn note(lines: &[Line], definition: &Definition, index: usize, report: &mut Report) -> Note {
    let first = &lines[definition.lines.start];
    let (_, words) = self::definition(&first.text).unwrap_or_default();
    let rest = lines[definition.lines.clone()].iter().skip(1).map(|line| line.text.as_str());
    let text: Vec<&str> = std::iter::once(words).chain(rest).collect();
    let label = label(index);
    let before = bare_heading(&first.text);
    report.changed(
        first.number,
        "fn-def",
        Class::Silent,
        (before, &format!("[^{label}]: {words}")),
    );
    let prose = Prose { line: first.number, text: text.join(" ") };
    Note { label, blocks: vec![Block::Paragraph(prose)] }
}

/// The label of a footnote until all are numbered in the order of their marks.
fn label(index: usize) -> String {
    (index + 1).to_string()
}

/// `<sup>۳</sup>`, `<sup>\*۱</sup>`, `¹`.
fn marks_in(text: &str, line: usize) -> Vec<Mark> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("<sup>") {
        let inner = &text[at + "<sup>".len()..];
        let Some((words, _)) = near(inner).split_once("</sup>") else { continue };
        let digits = words.trim_matches(['*', '\\', ' ', '(', ')', '[', ']']);
        let Some(number) = number(digits) else { continue };
        let end = at + "<sup>".len() + words.len() + "</sup>".len();
        found.push(Mark { line, range: at..end, number, note: None });
    }
    let raised = |ch: char| "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|digit| digit == ch);
    let mut rest = 0;
    while let Some(at) = text[rest..].find(|ch| raised(ch).is_some()) {
        let start = rest + at;
        let length = text[start..].find(|ch| raised(ch).is_none()).unwrap_or(text.len() - start);
        rest = start + length;
        let digits = text[start..rest].chars().filter_map(raised);
        let number = digits.fold(0, |number: u32, digit| number.saturating_mul(10) + digit as u32);
        // A square metre is no footnote.
        let is_unit = text[..start].ends_with(|ch: char| ch.is_ascii_alphanumeric());
        if !is_unit {
            found.push(Mark { line, range: start..rest, number, note: None });
        }
    }
    found.sort_by_key(|mark| mark.range.start);
    found
}

/// Writes the marks of each line anew.
fn write_marks(mut lines: Vec<Line>, marks: &[Mark], report: &mut Report) -> Vec<Line> {
    let pairs = pairs_of_words(&lines);
    for mark in marks.iter().rev() {
        let line = &mut lines[mark.line];
        let written = line.text[mark.range.clone()].to_owned();
        let Some(note) = mark.note else {
            // With the definition that is missing it would be this footnote.
            let proposal = format!("[^{}]", mark.number);
            report.proposed(line.number, "fn-unmatched", (&written, &proposal));
            continue;
        };
        let new = format!("[^{}]", label(note));
        report.changed(line.number, "fn-mark", Class::Silent, (&written, &new));
        let before = line.text[..mark.range.start].to_owned();
        let after = line.text[mark.range.end..].to_owned();
        line.text = match within_name(&before, &after, &pairs) {
            Some(length) => {
                format!("{before}{}{new}{}", after[..length].trim_start(), &after[length..])
            }
            None => format!("{}{new}{after}", before.trim_end()),
        };
    }
    lines
}

/// Where a mark stands between two words that are one name elsewhere, the bytes up to the end of
/// the second word: `خلیج <sup>۹</sup> فارس`.
fn within_name(before: &str, after: &str, pairs: &BTreeMap<String, usize>) -> Option<usize> {
    let rest = after.strip_prefix(' ').filter(|_| before.ends_with(' '))?;
    let first = before.split_whitespace().next_back()?;
    let length = word_length(rest);
    let is_name = length > 0 && pairs.get(&format!("{first} {}", &rest[..length])) >= Some(&2);
    is_name.then_some(' '.len_utf8() + length)
}

fn word_length(text: &str) -> usize {
    text.find(|ch: char| !ch.is_alphabetic() && ch != '\u{200C}').unwrap_or(text.len())
}

/// How often two words stand side by side in the lines.
fn pairs_of_words(lines: &[Line]) -> BTreeMap<String, usize> {
    let mut pairs = BTreeMap::new();
    for line in lines {
        let words: Vec<&str> = line.text.split_whitespace().collect();
        for pair in words.windows(2) {
            let second = &pair[1][..word_length(pair[1])];
            if !second.is_empty() {
                *pairs.entry(format!("{} {second}", pair[0])).or_insert(0) += 1;
            }
        }
    }
    pairs
}

/// The lines that are left; where some were taken, the next one has a gap before it.
fn without_taken(lines: Vec<Line>, taken: &[bool]) -> Vec<Line> {
    let mut kept: Vec<Line> = Vec::with_capacity(lines.len());
    let mut gap = 0;
    for (mut line, taken) in lines.into_iter().zip(taken) {
        gap = gap.max(line.gap);
        if *taken {
            gap = gap.max(1);
            continue;
        }
        line.gap = gap;
        gap = 0;
        kept.push(line);
    }
    kept
}
