//! Hard-wrapped lines become paragraphs.

use super::document::Prose;
use super::heading::{heading_like, is_known_heading};
use super::lines::{Line, Role, ends_sentence};
use super::marker::is_item;
use super::report::Report;
use super::structure::join;

/// Fewer lines than this say nothing about how long lines are.
const FEWEST: usize = 8;
/// No one sets longer lines.
const LONGEST: usize = 130;

/// Whether the lines of a text were cut at a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// As on any page.
    Known,
    /// Their lengths have to tell.
    Unknown,
}

/// The length of full lines, if the lines of a text were cut at a measure. Where nothing else is
/// known, a third of them or more are about as long as the longest without ending a sentence, and
/// most do not end one.
pub(super) fn measure(lines: &[Line], cut: Cut) -> Option<usize> {
    let mut lengths: Vec<usize> = lines.iter().map(Line::length).collect();
    let is_known = cut == Cut::Known;
    if lengths.is_empty() || lengths.len() < FEWEST && !is_known {
        return None;
    }
    lengths.sort_unstable();
    let full = lengths[lengths.len() * 9 / 10];
    let is_cut = |line: &&Line| line.length() * 4 >= full * 3 && !ends_sentence(&line.text);
    let cut = lines.iter().filter(is_cut).count();
    let ending = lines.iter().filter(|line| ends_sentence(&line.text)).count();
    let is_wrapped = is_known && cut > 0 || cut * 3 >= lengths.len() && ending * 2 < lengths.len();
    (is_wrapped && (30..=LONGEST).contains(&full)).then_some(full)
}

/// Joins the lines of each paragraph. One ends where a sentence does in a line clearly shorter than
/// the measure, and before and behind a heading.
pub(super) fn unwrap(lines: &[Line], measure: usize, report: &mut Report) -> Vec<Line> {
    let mut paragraphs: Vec<Line> = Vec::new();
    let mut is_open = false;
    let mut joined = 0;
    for index in 0..lines.len() {
        let line = &lines[index];
        let is_short = line.length() * 100 < measure * 85;
        let is_heading = is_short && is_heading(lines, index, is_open);
        let is_alone = !is_open && stands_alone(lines, index, measure);
        if is_open && !is_heading && !is_item(&line.text) {
            if let Some(last) = paragraphs.last_mut() {
                let mut prose = Prose { line: last.number, text: std::mem::take(&mut last.text) };
                join(&mut prose, &line.marked(), report);
                last.text = prose.text;
                joined += 1;
            }
        } else {
            paragraphs.push(Line { gap: 1, text: line.marked(), ..line.clone() });
        }
        let ends = is_short && ends_paragraph(line);
        is_open = !is_heading && !is_alone && !ends;
    }
    report.count("lines joined", joined);
    paragraphs
}

/// Whether a short line is the last of its paragraph. In a damaged line the final stop may stand
/// anywhere.
fn ends_paragraph(line: &Line) -> bool {
    ends_sentence(&line.text) || line.role == Role::Damaged && line.text.contains(['.', '؟'])
}

/// Whether a line that begins a paragraph is all of it: far shorter than the measure, without a stop,
/// and the next one is longer.
fn stands_alone(lines: &[Line], index: usize, measure: usize) -> bool {
    let line = &lines[index];
    let is_longer = |next: &Line| next.length() > line.length();
    line.role == Role::Open
        && line.length() * 100 < measure * 60
        && !line.text.ends_with(['،', '-'])
        && lines.get(index + 1).is_some_and(is_longer)
}

/// A heading stands between sentences, and what follows is as long as other lines.
fn is_heading(lines: &[Line], index: usize, is_open: bool) -> bool {
    if is_known_heading(&lines[index].text) {
        return true;
    }
    let ends_before = index == 0 || !is_open || ends_sentence(&lines[index - 1].text);
    ends_before && heading_like(&lines[index], lines.get(index + 1)).is_some()
}
