//! Words and Markdown: what must be escaped, what is no prose, which letters there are.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser};

use crate::text::fold;

/// Stands behind a line that no rule could mend.
pub(super) const DAMAGED: &str = "<!-- damaged -->";

/// What our texts are written in.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// Plain words as inline Markdown that shows them as they are.
pub(super) fn escape(words: &str) -> String {
    // One tilde strikes nothing out, two may.
    let has_tildes = words.matches('~').count() > 1;
    let parts: Vec<String> =
        words.split(DAMAGED).map(|part| escape_part(part, has_tildes)).collect();
    parts.join(DAMAGED)
}

fn escape_part(words: &str, has_tildes: bool) -> String {
    let mut out = String::with_capacity(words.len());
    let mut before = ' ';
    let mut rest = words.chars().peekable();
    while let Some(ch) = rest.next() {
        let after = rest.peek().copied().unwrap_or(' ');
        let is_markup = match ch {
            '\\' => after.is_ascii_punctuation(),
            '*' | '`' | '[' | ']' | '|' => true,
            '_' => !(before.is_alphanumeric() && after.is_alphanumeric()),
            '~' => has_tildes,
            '<' => after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?'),
            '&' => after.is_ascii_alphabetic() || after == '#',
            _ => false,
        };
        if is_markup {
            out.push('\\');
        }
        out.push(ch);
        before = ch;
    }
    out
}

/// The same at the start of a block, where more characters are Markdown.
pub(super) fn escape_start(inline: &str) -> String {
    let marker = inline.trim_start_matches(|ch: char| ch.is_ascii_digit());
    let digits = inline.len() - marker.len();
    let ends_word = |rest: &str| rest.is_empty() || rest.starts_with([' ', '\t']);
    let is_number =
        (1..=9).contains(&digits) && marker.strip_prefix(['.', ')']).is_some_and(ends_word);
    if is_number {
        return format!("{}\\{marker}", &inline[..digits]);
    }
    let is_bullet = inline.strip_prefix(['-', '+']).is_some_and(ends_word);
    let hashes = inline.trim_start_matches('#');
    let is_heading = inline.starts_with('#') && ends_word(hashes);
    let is_line =
        is_all(inline, &['-', ' ']) || is_all(inline, &['=']) || is_all(inline, &['_', ' ']);
    let is_fence = inline.starts_with("~~~") || inline.starts_with('>') || inline.starts_with(":-");
    if is_bullet || is_heading || is_fence || is_line {
        format!("\\{inline}")
    } else {
        inline.to_owned()
    }
}

fn is_all(words: &str, of: &[char]) -> bool {
    !words.trim().is_empty() && words.chars().all(|ch| of.contains(&ch))
}

/// The parts of inline Markdown that are not prose, in order: code, addresses, tags, the marks of
/// footnotes and of emphasis, escapes.
pub(super) fn opaque(inline: &str) -> Vec<Range<usize>> {
    let marks = marks(inline);
    let mut prose: Vec<Range<usize>> = Vec::new();
    for (event, range) in Parser::new_ext(inline, options()).into_offset_iter() {
        if matches!(event, Event::Text(_)) {
            let mut at = range.start;
            for mark in &marks {
                if mark.start < range.end && at < mark.end {
                    prose.push(at..mark.start.max(at));
                    at = mark.end;
                }
            }
            prose.push(at.min(range.end)..range.end);
        }
    }
    let mut opaque = Vec::new();
    let mut at = 0;
    for range in prose.into_iter().filter(|range| !range.is_empty()) {
        if range.start > at {
            push_opaque(inline, at..range.start, &mut opaque);
        }
        at = at.max(range.end);
    }
    if at < inline.len() {
        push_opaque(inline, at..inline.len(), &mut opaque);
    }
    opaque
}

/// The marks of footnotes, which are words to a parser that does not see what they lead to.
fn marks(inline: &str) -> Vec<Range<usize>> {
    let found = inline.match_indices("[^").filter_map(|(start, _)| {
        let label = near(&inline[start + 2..]);
        let length = label.find([']', '[', '\n'])?;
        let is_mark = length > 0 && label[length..].starts_with(']');
        is_mark.then_some(start..start + 2 + length + 1)
    });
    found.collect()
}

/// What stands so near that it may belong to a mark: looking farther for the end of each of many
/// marks that have none would take hours.
pub(super) fn near(text: &str) -> &str {
    const NEAR: usize = 2000;
    &text[..text.floor_char_boundary(NEAR)]
}

/// White space is prose even where it separates nothing but marks.
fn push_opaque(inline: &str, range: Range<usize>, opaque: &mut Vec<Range<usize>>) {
    let text = &inline[range.clone()];
    let start = range.start + (text.len() - text.trim_start().len());
    let end = range.start + text.trim_end().len();
    if start < end {
        opaque.push(start..end);
    }
}

/// How often each letter and digit stands in a text, folded; without what import writes and takes
/// away as marks: raised and lowered numbers, breaks of lines, labels of footnotes, comments about damage.
pub(super) fn letters(text: &str) -> BTreeMap<char, i64> {
    let mut counts = BTreeMap::new();
    // A control within a tag is gone before the tag is one.
    let text: String =
        text.chars().filter(|ch| matches!(ch, '\n' | '\t') || !ch.is_control()).collect();
    for ch in fold(&without_marks(&text)).as_str().chars().filter(|ch| ch.is_alphanumeric()) {
        *counts.entry(ch).or_insert(0) += 1;
    }
    counts
}

fn without_marks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '[']) {
        let (before, found) = rest.split_at(at);
        out.push_str(before);
        let tag = ["<sup>", "</sup>", "<sub>", "</sub>", "<br>", DAMAGED]
            .iter()
            .find(|tag| found.starts_with(**tag));
        let label = found.strip_prefix("[^").and_then(|label| near(label).split_once(']'));
        // That of a definition may have spaces in it; behind other words in brackets no colon stands.
        let is_label = |(label, behind): &(&str, &str)| {
            let is_definition = behind.starts_with(':') && !label.contains(['\n', '\t']);
            // One in which another bracket opens is itself not closed.
            !label.contains('[') && (is_definition || !label.contains(char::is_whitespace))
        };
        let length = match (tag, label.filter(is_label)) {
            (Some(tag), _) => tag.len(),
            (None, Some((label, _))) => label.len() + 3,
            (None, None) => {
                out.push_str(&found[..1]);
                1
            }
        };
        rest = &found[length..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(markdown: &str) -> String {
        let mut shown = String::new();
        for event in Parser::new_ext(markdown, options()) {
            match event {
                Event::Text(text) => shown.push_str(&text),
                Event::SoftBreak => shown.push('\n'),
                Event::Start(pulldown_cmark::Tag::Paragraph) | Event::End(_) => {}
                other => shown.extend(["?", &format!("{other:?}")]),
            }
        }
        shown
    }

    proptest! {
        #[test]
        fn escaped_words_are_shown_as_they_are(words in "[ابa1*_`\\[\\]<>&#;!|~\\\\.)(+=:^-]{1,12}( [ابa1*_`\\[\\]<>&#;!|~\\\\.)(+=:^-]{1,8}){0,3}") {
            prop_assert_eq!(shown(&escape_start(&escape(&words))), words);
        }

        #[test]
        fn opaque_ranges_are_in_order_and_within(words in "\\PC{0,40}") {
            let mut at = 0;
            for range in opaque(&words) {
                prop_assert!(at <= range.start && range.start < range.end && range.end <= words.len());
                prop_assert!(words.get(range.clone()).is_some());
                at = range.end;
            }
        }
    }

    #[test]
    fn code_addresses_and_marks_are_no_prose() {
        let inline = "a `b` [c](d) **e**[^1] <br>";
        let prose: Vec<&str> = opaque(inline).into_iter().map(|range| &inline[range]).collect();
        assert_eq!(prose, ["`b`", "[", "](d)", "**", "**[^1]", "<br>"]);
    }
}
