//! Runs of prose in one language: what the rules of spelling look at, wherever it stands in a file.

use std::borrow::Cow;
use std::ops::Range;

use crate::parse::{Body, Mark, MarkKind, Prose, Written, has_same_outline};
use crate::source::{SourceFile, Span, Spanned};
use crate::text::hygiene::{Orthography, inspect_emphasised};
use crate::text::{Finding, LanguageTag};

/// A run of prose, and the way back to its file.
pub(super) struct Passage<'p> {
    /// The words, with those of other languages among them.
    pub(super) text: Cow<'p, str>,
    pub(super) orthography: Orthography,
    /// What of the text is not to be looked at, as [`inspect`](crate::text::hygiene::inspect) takes
    /// it.
    pub(super) opaque: Vec<Range<usize>>,
    /// What of it is emphasised.
    pub(super) emphasised: Vec<Range<usize>>,
    file: &'p SourceFile,
    place: Place<'p>,
}

/// Where a passage is written.
enum Place<'p> {
    /// In a body: its prose, and the block about it.
    Prose { body: &'p Body, prose: &'p Prose, block: Span },
    /// In a value of the front matter that is no Markdown.
    Value(Span),
}

impl<'p> Passage<'p> {
    /// The passages of a value of a front matter that is no Markdown.
    pub(super) fn of_value(
        file: &'p SourceFile,
        language: &LanguageTag,
        value: &'p Spanned<String>,
    ) -> Option<Self> {
        // What is written nowhere stands in for a value that is missing.
        let orthography = Orthography::of(language).filter(|_| !value.span.is_empty())?;
        Some(Self {
            text: Cow::Borrowed(&value.value),
            orthography,
            opaque: Vec::new(),
            emphasised: Vec::new(),
            file,
            place: Place::Value(value.span),
        })
    }

    /// The passages of all prose of a body.
    pub(super) fn of_body(
        file: &'p SourceFile,
        language: &LanguageTag,
        body: &'p Body,
    ) -> Vec<Self> {
        let orthography = Orthography::of(language);
        let mut passages = Vec::new();
        let footnotes = body.footnotes.iter().flat_map(|footnote| &footnote.blocks);
        for block in body.blocks.iter().chain(footnotes) {
            block.each_prose(&mut |prose| {
                let run = Run { file, body, prose, block: block.span };
                passages.extend(run.passages(orthography));
            });
        }
        passages
    }

    /// What the rules of spelling find.
    pub(super) fn inspect(&self) -> Vec<Finding> {
        inspect_emphasised(&self.text, self.orthography, &self.opaque, &self.emphasised)
    }

    /// Whether a range of the text is not among what no rule looks into.
    pub(super) fn is_looked_into(&self, range: &Range<usize>) -> bool {
        let end = self.opaque.partition_point(|opaque| opaque.start < range.end);
        self.opaque[..end].last().is_none_or(|opaque| opaque.end <= range.start)
    }

    /// The bytes of the file in which a range of the text is written.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        match &self.place {
            Place::Prose { body, prose, .. } => body.span_in_file(prose.span_in_body(range.into())),
            Place::Value(value) => Written::span_in(self.file, *value, &self.text, &range),
        }
    }

    /// Whether a range of the text is nothing but the spaces before and behind a comment: who reads
    /// the file sees them apart, and who reads the page one of them.
    pub(super) fn is_about_comment(&self, range: Range<usize>) -> bool {
        self.text[range.clone()].bytes().all(|byte| byte == b' ')
            && self.file.text[self.span(range).range()].trim_start().starts_with("<!--")
    }

    /// The bytes of the file to replace so that `replacement` stands in the place of a range of the
    /// text; `None` where nothing short of an author can say which.
    pub(super) fn replaceable(&self, range: Range<usize>, replacement: &str) -> Option<Span> {
        match &self.place {
            Place::Value(value) => {
                self.replaceable_in_value(*value, &self.text, &range, replacement)
            }
            Place::Prose { body, prose, block } => {
                let text = body.text();
                let span = prose.replaceable(range.into(), text)?;
                keeps_outline(text, *block, span, replacement).then_some(())?;
                match body.value_span() {
                    None => Some(body.span_in_file(span)),
                    Some(value) => {
                        self.replaceable_in_value(value, text, &span.range(), replacement)
                    }
                }
            }
        }
    }

    fn replaceable_in_value(
        &self,
        value: Span,
        text: &str,
        range: &Range<usize>,
        replacement: &str,
    ) -> Option<Span> {
        let written = Written::of(&self.file.text[value.range()], text)?;
        let span = written.replaceable(range, replacement)?;
        Some(span.shifted(value.start as usize))
    }
}

/// Whether a block of a body says the same in Markdown with other words at `span`.
///
/// Only what stands beside a sign of Markdown, or where a line begins, can change it. Of a block longer
/// than any author's it is not asked: it would be read anew for each of its problems.
fn keeps_outline(text: &str, block: Span, span: Span, replacement: &str) -> bool {
    const LONGEST: usize = 1 << 14;
    const SIGNS: [char; 13] = ['*', '_', '~', '`', '<', '>', '[', ']', '|', '\\', '!', '#', '&'];
    let (before, behind) = (&text[..span.start as usize], &text[span.end as usize..]);
    let touches = before.ends_with(SIGNS) || behind.starts_with(SIGNS);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let begins_line = line.chars().all(|ch| !ch.is_alphabetic());
    if !touches && !begins_line || is_letters_for_letters(text, span, replacement) {
        return true;
    }
    let (start, end) = (block.start.min(span.start) as usize, block.end.max(span.end) as usize);
    if end - start > LONGEST {
        return false;
    }
    let mended =
        [&text[start..span.start as usize], replacement, &text[span.end as usize..end]].concat();
    has_same_outline(&text[start..end], &mended)
}

/// Whether letters of Arabic script stand for others. Markdown, which takes all of them alike, reads
/// the same, unless they are within a label in brackets. Most that is mended is such, and to read a
/// block twice for each was a fifth of the time of all these rules.
fn is_letters_for_letters(text: &str, span: Span, replacement: &str) -> bool {
    let is_letter = |ch: char| matches!(ch, '\u{0620}'..='\u{063F}' | '\u{0641}'..='\u{064A}' | '\u{066E}'..='\u{06D3}');
    let is_of_letters = |words: &str| {
        words.starts_with(is_letter)
            && words.ends_with(is_letter)
            && words.chars().all(|ch| is_letter(ch) || ch == '\u{200C}')
    };
    let line_start = text[..span.start as usize].rfind('\n').map_or(0, |newline| newline + 1);
    let (before, behind) = (&text[line_start..span.start as usize], &text[span.end as usize..]);
    let touches_bracket = before.ends_with(['[', ']', '^']) || behind.starts_with(['[', ']']);
    !touches_bracket && is_of_letters(&text[span.range()]) && is_of_letters(replacement)
}

/// A part of a run of prose, and whose rules it follows, if any.
struct Stretch {
    span: Span,
    orthography: Option<Orthography>,
}

/// A run of prose that may change its language within.
struct Run<'p> {
    file: &'p SourceFile,
    body: &'p Body,
    prose: &'p Prose,
    block: Span,
}

impl<'p> Run<'p> {
    /// The passages, one for each stretch of a language that has rules.
    fn passages(&self, orthography: Option<Orthography>) -> Vec<Passage<'p>> {
        let whole = Stretch { span: Span::new(0, self.prose.len()), orthography };
        let mut stretches = vec![whole];
        let marks = self.prose.marks.iter();
        stretches.extend(marks.filter_map(|mark| {
            let orthography = Orthography::of(&language_of(mark)?);
            Some(Stretch { span: mark.range, orthography })
        }));
        let passage = |stretch: &Stretch| self.passage(stretch, &stretches);
        stretches.iter().filter_map(passage).collect()
    }

    /// The passage of a stretch, without those within it that have other rules.
    fn passage(&self, stretch: &Stretch, all: &[Stretch]) -> Option<Passage<'p>> {
        let orthography = stretch.orthography?;
        let Span { start, end } = stretch.span;
        let mut opaque = self.opaque();
        opaque.extend([0..start as usize, end as usize..self.prose.len()]);
        let is_other = |other: &&Stretch| {
            other.orthography != stretch.orthography
                && start <= other.span.start
                && other.span.end <= end
        };
        opaque.extend(all.iter().filter(is_other).map(|other| other.span.range()));
        Some(Passage {
            text: self.prose.text(self.body.text()),
            orthography,
            opaque: apart(opaque),
            emphasised: self.emphasised(),
            file: self.file,
            place: Place::Prose { body: self.body, prose: self.prose, block: self.block },
        })
    }

    fn emphasised(&self) -> Vec<Range<usize>> {
        let marks = self.prose.marks.iter();
        let emphasised = marks.filter(|mark| mark.kind == MarkKind::Emphasis);
        emphasised.map(|mark| mark.range.range()).collect()
    }

    /// Code, addresses that are links (`<https://example.org/>`), and places where a line ends or a
    /// picture stands.
    fn opaque(&self) -> Vec<Range<usize>> {
        let is_opaque = |mark: &&Mark| match &mark.kind {
            MarkKind::Code | MarkKind::Break | MarkKind::Picture(_) => true,
            MarkKind::Html(element) => matches!(element.name, "code" | "kbd" | "samp" | "var"),
            MarkKind::Link(link) => self.is_address(mark, *link),
            _ => false,
        };
        let marks = self.prose.marks.iter().filter(is_opaque);
        marks.map(|mark| mark.range.range()).collect()
    }

    /// Whether the words of a link are where it leads.
    fn is_address(&self, mark: &Mark, link: u32) -> bool {
        let Some(link) = self.body.links.get(link as usize) else { return false };
        let text = self.prose.text(self.body.text());
        let words = text.get(mark.range.range()).unwrap_or_default();
        let destination = link.destination(self.body.text());
        destination.strip_prefix("mailto:").unwrap_or(destination) == words
    }
}

/// The language that an element of HTML says its words are in.
fn language_of(mark: &Mark) -> Option<LanguageTag> {
    let MarkKind::Html(element) = &mark.kind else { return None };
    let (_, value) = element.open.split_once(" lang=\"")?;
    value.split('"').next()?.parse().ok()
}

/// Ranges in order, those that overlap put together, without those before and behind everything.
fn apart(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut apart: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match apart.last_mut() {
            Some(last) if range.start < last.end || range == *last => {
                last.end = last.end.max(range.end);
            }
            _ => apart.push(range),
        }
    }
    apart
}
