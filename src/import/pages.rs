//! What `pdftotext` gives of a PDF becomes lines in the order they are read, without what stands on
//! every page.
//!
//! The result has as many lines as the source, so that their numbers stay.

use std::collections::BTreeMap;

use super::report::Report;
use crate::text::{Class, number};

/// A page ends with this.
const FORM_FEED: char = '\u{C}';
const LEFT_TO_RIGHT: char = '\u{202A}';
const RIGHT_TO_LEFT: char = '\u{202B}';
const POP: char = '\u{202C}';

/// Fewer pages than this have no running heads.
const FEWEST: usize = 3;
/// How many lines at the top and at the foot of a page may be running heads.
const REACH: usize = 2;

/// The text of pages.
pub(super) fn read(text: &str, report: &mut Report) -> String {
    let mut lines: Vec<Line> = Vec::new();
    let mut page = 0;
    for (written, number) in text.split('\n').zip(1..) {
        page += written.matches(FORM_FEED).count();
        let bare = written.replace(FORM_FEED, "");
        let text = in_reading_order(&bare);
        let shown = bare.replace([LEFT_TO_RIGHT, RIGHT_TO_LEFT, POP], "");
        if text != shown {
            report.changed(number, "page-order", Class::Silent, (&shown, &text));
        }
        lines.push(Line { number, page, text });
    }
    take_heads(&mut lines, report);
    lines.into_iter().map(|line| line.text).collect::<Vec<_>>().join("\n")
}

struct Line {
    number: u32,
    page: usize,
    text: String,
}

/// A line whose runs of Latin letters, digits and punctuation are embedded in the order of the page
/// (Unicode Standard Annex 9, section 2.1), in the order they are read, without embeddings.
fn in_reading_order(line: &str) -> String {
    if !line.trim_start().starts_with(RIGHT_TO_LEFT) {
        return line.replace([LEFT_TO_RIGHT, RIGHT_TO_LEFT, POP], "");
    }
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, embedded)) = rest.split_once(LEFT_TO_RIGHT) {
        out.push_str(before);
        let (run, behind) = embedded.split_once(POP).unwrap_or((embedded, ""));
        out.push_str(&run_in_reading_order(run));
        rest = behind;
    }
    out.push_str(rest);
    out.replace([RIGHT_TO_LEFT, POP], "")
}

/// A run as it is seen from left to right, in the order it is read in a line from right to left. What
/// stands about its letters and digits is in the direction of the line, and so are numbers among
/// themselves; Latin words are not.
fn run_in_reading_order(run: &str) -> String {
    let reversed = |part: &str| part.chars().rev().collect::<String>();
    let Some(start) = run.find(char::is_alphanumeric) else { return reversed(run) };
    let end = run.trim_end_matches(|ch: char| !ch.is_alphanumeric()).len();
    let (left, core, right) = (&run[..start], &run[start..end], &run[end..]);
    let core =
        if core.contains(char::is_alphabetic) { core.to_owned() } else { numbers_reversed(core) };
    format!("{}{core}{}", reversed(right), reversed(left))
}

/// `15-12` is 12-15; a point, colon or slash between two digits belongs to their number (Annex 9, rule
/// W4).
fn numbers_reversed(core: &str) -> String {
    let chars: Vec<char> = core.chars().collect();
    let is_digit = |at: Option<&char>| at.is_some_and(|ch| ch.is_numeric());
    let is_of_number = |at: usize| {
        chars[at].is_numeric()
            || matches!(chars[at], '.' | ',' | ':' | '/' | '٫' | '٬' | '،')
                && is_digit(at.checked_sub(1).and_then(|before| chars.get(before)))
                && is_digit(chars.get(at + 1))
    };
    let mut parts: Vec<String> = Vec::new();
    let mut was_of_number = false;
    for (at, ch) in chars.iter().enumerate() {
        let is_of_number = is_of_number(at);
        match parts.last_mut() {
            Some(part) if was_of_number && is_of_number => part.push(*ch),
            _ => parts.push(ch.to_string()),
        }
        was_of_number = is_of_number;
    }
    parts.into_iter().rev().collect()
}

/// Empties the lines that stand at the top or the foot of pages, the same on a third of them but for
/// the number of the page, and that number alone.
fn take_heads(lines: &mut [Line], report: &mut Report) {
    let pages = lines.last().map_or(0, |line| line.page + usize::from(!line.text.is_empty()));
    if pages < FEWEST {
        return;
    }
    let places = places(lines);
    let mut pages_of: BTreeMap<(Place, String), usize> = BTreeMap::new();
    for (at, place) in &places {
        for key in keys(&lines[*at]) {
            *pages_of.entry((*place, key)).or_insert(0) += 1;
        }
    }
    let enough = FEWEST.max(pages.div_ceil(3));
    for (at, place) in places {
        let line = &mut lines[at];
        let is_enough = |key| pages_of.get(&(place, key)).is_some_and(|count| *count >= enough);
        if !keys(line).into_iter().any(is_enough) {
            continue;
        }
        let is_number = number(line.text.trim()).is_some();
        let rule = if is_number { "page-number" } else { "running-head" };
        report.removed(line.number, rule, line.text.trim());
        line.text.clear();
    }
}

/// Where a line stands on its page: so many lines with words from its top, or from its foot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Top(usize),
    Foot(usize),
}

/// The lines that may be running heads.
fn places(lines: &[Line]) -> Vec<(usize, Place)> {
    let said: Vec<usize> =
        (0..lines.len()).filter(|at| !lines[*at].text.trim().is_empty()).collect();
    let mut places = Vec::new();
    for page in said.chunk_by(|a, b| lines[*a].page == lines[*b].page) {
        let reach = REACH.min(page.len() / 2);
        places.extend((0..reach).map(|place| (page[place], Place::Top(place))));
        let foot = (0..reach).map(|place| (page[page.len() - 1 - place], Place::Foot(place)));
        places.extend(foot);
    }
    places
}

/// What is the same of a running head on its pages: all of it, or all but the first or the last number,
/// if that counts the pages.
fn keys(line: &Line) -> Vec<String> {
    let text = line.text.trim();
    let mut keys = Vec::new();
    if number(text).is_none() {
        keys.push(text.to_owned());
    }
    let counted = |range: std::ops::Range<usize>| {
        let number = i64::from(number(&text[range.clone()])?);
        let page = number - i64::try_from(line.page).ok()?;
        Some(format!("{}\0{page}\0{}", &text[..range.start], &text[range.end..]))
    };
    let start = text.find(char::is_numeric);
    keys.extend(start.and_then(|start| {
        let digits = text[start..].find(|ch: char| !ch.is_numeric());
        counted(start..digits.map_or(text.len(), |length| start + length))
    }));
    let end = text.trim_end_matches(|ch: char| !ch.is_numeric()).len();
    let start = text[..end].trim_end_matches(char::is_numeric).len();
    keys.extend(counted(start..end));
    keys.sort();
    keys.dedup();
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        assert_eq!(in_reading_order(line), expected);
    }

    #[test]
    fn runs_of_a_line_are_in_the_order_they_are_read() {
        // "he said. Then", "1. condition", "year 1949 and"
        check("\u{202B}گفت\u{202A} .\u{202C}سپس\u{202C}", "گفت. سپس");
        check("\u{202B}\u{202A} .۱\u{202C}شرط\u{202C}", "۱. شرط");
        check("\u{202B}سال \u{202A} ۱۹۴۹\u{202C}و\u{202C}", "سال ۱۹۴۹ و");
        check(
            "\u{202B}(\u{202A} .)Snyder, 1997: 12-15\u{202C}با\u{202C}",
            "(Snyder, 1997: 12-15). با",
        );
        check("\u{202B}صص \u{202A}.15-12\u{202C}\u{202C}", "صص 12-15.");
        check(
            "\u{202B}في \u{202A} 2021/12/19\u{202C}عند \u{202A}9:14\u{202C}\u{202C}",
            "في 2021/12/19 عند 9:14",
        );
        check("The word \u{202B}امن\u{202C}, in 1949.", "The word امن, in 1949.");
    }

    #[test]
    fn what_stands_on_every_page_is_taken_away_once_it_is_sure() {
        const WORDS: [&str; 3] = ["one", "two", "three"];
        let page = |number: u32, words: &str| {
            format!("Journal of Peace 3\n\n{words}\nmore of {words}\n\n{number}\n")
        };
        let text = |count: u32| {
            let pages: Vec<String> =
                (0..count).map(|at| page(at + 87, WORDS[at as usize])).collect();
            pages.join("\u{C}") + "\u{C}"
        };
        let mut report = Report::default();
        let read = read(&text(3), &mut report);
        let left: Vec<&str> = read.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(left, ["one", "more of one", "two", "more of two", "three", "more of three"]);
        let rules: Vec<&str> = report.changes.iter().map(|change| change.rule).collect();
        assert_eq!(rules.len(), 6);
        assert!(rules.contains(&"running-head") && rules.contains(&"page-number"));
        assert!(super::read(&text(2), &mut Report::default()).contains("Journal"));
    }
}
