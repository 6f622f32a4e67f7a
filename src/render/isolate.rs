//! Words and numbers with a direction of their own, as HTML.

use std::ops::Range;

use super::block::push_attributes;
use super::html::escape_into;
use crate::parse::Config;
use crate::text::{Direction, Isolate, IsolateKind, LanguageTag, isolates, likely_language};

/// The languages that words may be in which stand among those of another direction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Foreign<'a> {
    /// That of Latin letters among Arabic ones.
    latin: &'a LanguageTag,
    /// Those of a whole reader.
    languages: &'a [LanguageTag],
    /// That of the original, where the words are about a text.
    original: Option<&'a LanguageTag>,
}

impl<'a> Foreign<'a> {
    /// As the settings say, for words about a text whose original is in the language given.
    pub(super) fn of(config: &'a Config, original: Option<&'a LanguageTag>) -> Self {
        Self { latin: &config.latin, languages: &config.languages, original }
    }

    /// As the settings say.
    pub(super) fn among(latin: &'a LanguageTag, languages: &'a [LanguageTag]) -> Self {
        Self { latin, languages, original: None }
    }

    /// Appends the opening tag of an isolate around `words`.
    pub(super) fn open(self, out: &mut String, kind: IsolateKind, words: &str) {
        let language = match kind {
            IsolateKind::Latin => Some(self.latin),
            IsolateKind::RightToLeft => self.language_of(words),
            IsolateKind::LeftToRight | IsolateKind::Number(_) | IsolateKind::Address => None,
        };
        // The setting may name a language that is not written in Latin script.
        let language = language.filter(|language| language.direction() == kind.direction());
        out.push_str(if kind == IsolateKind::Address {
            "<bdi class=\"address\" "
        } else {
            "<bdi "
        });
        if let Some(language) = language {
            push_attributes(out, language);
        } else {
            out.push_str("dir=\"");
            out.push_str(kind.direction().as_str());
            out.push('"');
        }
        out.push('>');
    }

    /// The language of right-to-left words: that of the original, unless their letters are of
    /// another language of the reader.
    fn language_of(self, words: &str) -> Option<&'a LanguageTag> {
        likely_language(words, self.original.into_iter())
            .or_else(|| likely_language(words, self.languages.iter()))
    }

    /// Appends plain words of a direction as HTML, with their isolates.
    pub(super) fn push_words(self, out: &mut String, words: &str, around: Direction) {
        self.push_marked(out, words, 0..0, around);
    }

    /// The same, with a part of the words in `<mark>`.
    pub(super) fn push_marked(
        self,
        out: &mut String,
        words: &str,
        marked: Range<usize>,
        around: Direction,
    ) {
        let isolates = isolates(words, around);
        if isolates.is_empty() {
            // As in most words: nothing to put in order.
            escape_into(out, &words[..marked.start]);
            if !marked.is_empty() {
                out.push_str("<mark>");
                escape_into(out, &words[marked.clone()]);
                out.push_str("</mark>");
            }
            escape_into(out, &words[marked.end..]);
            return;
        }
        let mut marks: Vec<Range<usize>> = Vec::new();
        if !marked.is_empty() {
            marks.push(marked);
        }
        for Isolate { range, .. } in &isolates {
            divide(&mut marks, range);
        }
        let isolates = isolates.into_iter().map(|Isolate { range, kind }| (range, Some(kind)));
        let marks = marks.into_iter().map(|range| (range, None));
        let mut elements: Vec<(Range<usize>, Option<IsolateKind>)> =
            isolates.chain(marks).collect();
        // The order of isolates that are one range is kept: the outer first.
        elements.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));

        let mut writer = Nesting { out, words, at: 0, open: Vec::new() };
        for (range, kind) in elements {
            writer.advance(range.start);
            match kind {
                Some(kind) => self.open(writer.out, kind, &words[range.clone()]),
                None => writer.out.push_str("<mark>"),
            }
            writer.open.push((range.end, if kind.is_some() { "</bdi>" } else { "</mark>" }));
        }
        writer.advance(words.len());
    }
}

/// Divides what crosses an end of `isolate` there.
fn divide(marks: &mut Vec<Range<usize>>, isolate: &Range<usize>) {
    let is_within = |at: usize, range: &Range<usize>| range.start < at && at < range.end;
    for end in [isolate.start, isolate.end] {
        let crossed = marks.iter_mut().find(|mark| {
            is_within(end, mark) && (is_within(mark.start, isolate) || is_within(mark.end, isolate))
        });
        if let Some(mark) = crossed {
            let behind = end..mark.end;
            mark.end = end;
            marks.push(behind);
        }
    }
}

/// Words that are being written between the tags of elements.
struct Nesting<'a> {
    out: &'a mut String,
    words: &'a str,
    /// How far the words are written.
    at: usize,
    /// Where each open element ends, and its closing tag; innermost last.
    open: Vec<(usize, &'static str)>,
}

impl Nesting<'_> {
    /// Writes the words up to `to`, closing what ends before or there.
    fn advance(&mut self, to: usize) {
        while let Some((end, tag)) = self.open.pop_if(|(end, _)| *end <= to) {
            escape_into(self.out, &self.words[self.at..end]);
            self.out.push_str(tag);
            self.at = end;
        }
        escape_into(self.out, &self.words[self.at..to]);
        self.at = to;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, marked: &str, expected: &str) {
        let english: LanguageTag = "en".parse().expect("a language");
        let languages = ["ar".parse().expect("a language"), english.clone()];
        let start = words.find(marked).expect("the words stand in the text");
        let mut out = String::new();
        let foreign = Foreign::among(&english, &languages);
        let marked = start..start + marked.len();
        foreign.push_marked(&mut out, words, marked, Direction::RightToLeft);
        assert_eq!(out, expected);
    }

    #[test]
    fn words_that_are_marked_are_divided_and_isolates_never() {
        const BDI: &str = "<bdi lang=\"en\" dir=\"ltr\">";
        check("حلف", "حلف", "<mark>حلف</mark>"); // alliance
        check("حلف NATO.", "", &format!("حلف {BDI}NATO</bdi>."));
        check("حلف NATO.", "حلف NATO", &format!("<mark>حلف {BDI}NATO</bdi></mark>."));
        check("وNATO pact", "وNATO", &format!("<mark>و</mark>{BDI}<mark>NATO</mark> pact</bdi>"));
        check("A NATO pact", "NATO", &format!("{BDI}A <mark>NATO</mark> pact</bdi>"));
        check("NATO", "NATO", &format!("{BDI}<mark>NATO</mark></bdi>"));
        check("1-2 < ب", "2", "<bdi dir=\"ltr\">1-<mark>2</mark></bdi> &lt; ب");
    }
}
