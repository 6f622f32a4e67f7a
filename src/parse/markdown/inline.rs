//! From the events within a block to its prose.

use pulldown_cmark::{Event, LinkType, Tag};

use super::block::{Link, LinkKind};
use super::prose::{HtmlElement, MarkKind, PictureMark, Prose, ProseBuilder};
use super::{DEEPEST, TreeBuilder, html};
use crate::diagnostic::{Code, control_message, message};
use crate::source::Span;
use crate::text::direction_control;

impl TreeBuilder<'_> {
    /// Words up to the end of what encloses them, whose end is taken too.
    pub(super) fn prose(&mut self) -> Prose {
        let mut builder = ProseBuilder::default();
        while let Some((event, range)) = self.events.next() {
            if matches!(event, Event::End(_)) {
                break;
            }
            self.inline(event, range.into(), &mut builder);
        }
        self.finished(builder)
    }

    pub(super) fn finished(&mut self, builder: ProseBuilder) -> Prose {
        let prose = builder.finish(self.prose_count, self.text);
        self.prose_count += 1;
        self.report_loose_footnotes(&prose);
        prose
    }

    pub(super) fn inline(&mut self, event: Event, span: Span, builder: &mut ProseBuilder) {
        match event {
            Event::Text(words) => {
                self.report_hidden_controls(&words, span);
                builder.push(&words, span, self.text);
            }
            Event::Code(words) => {
                builder.open(MarkKind::Code);
                builder.push(&words, code_span(span, &words, self.text), self.text);
                builder.close();
            }
            Event::SoftBreak => builder.push("\n", span, self.text),
            Event::HardBreak => builder.point(MarkKind::Break),
            Event::FootnoteReference(label) => {
                let place = self.footnote_place(&label);
                builder.point(MarkKind::Note(place));
            }
            Event::InlineHtml(source) | Event::Html(source) => {
                self.inline_html(&source, span, builder);
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let picture = self.link(span, &dest_url, LinkKind::Picture);
                let alt = self.plain_words();
                if alt.trim().is_empty() {
                    let message = message!(
                        "the picture `{path}` has no words for those who do not see it",
                        path = &*dest_url
                    );
                    self.problems.push((Code::MissingAlt, span, message));
                }
                let alt = alt.trim().into();
                builder.point(MarkKind::Picture(Box::new(PictureMark { link: picture, alt })));
            }
            Event::Start(tag) => {
                let kind = match tag {
                    Tag::Emphasis => MarkKind::Emphasis,
                    Tag::Strong => MarkKind::Strong,
                    Tag::Strikethrough => MarkKind::Strikethrough,
                    Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                        let address = format!("mailto:{dest_url}");
                        MarkKind::Link(self.link(span, &address, LinkKind::Link))
                    }
                    Tag::Link { dest_url, .. } => {
                        MarkKind::Link(self.link(span, &dest_url, LinkKind::Link))
                    }
                    _ => return,
                };
                match kind {
                    MarkKind::Emphasis | MarkKind::Strong => {
                        builder.open_emphasis(kind, span, self.text);
                    }
                    kind => builder.open(kind),
                }
                self.inline_until_end(builder);
                builder.close_open_html();
                builder.close();
            }
            _ => {}
        }
    }

    fn inline_until_end(&mut self, builder: &mut ProseBuilder) {
        let mut passed_over = 0_u32;
        self.depth += 1;
        while let Some((event, range)) = self.events.next() {
            match event {
                Event::End(_) if passed_over > 0 => passed_over -= 1,
                Event::End(_) => break,
                Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
                    if self.depth >= DEEPEST =>
                {
                    passed_over += 1;
                }
                event => self.inline(event, range.into(), builder),
            }
        }
        self.depth -= 1;
    }

    fn inline_html(&mut self, source: &str, span: Span, builder: &mut ProseBuilder) {
        match html::tag(source) {
            html::Tag::Open { open, name } => {
                builder.open(MarkKind::Html(Box::new(HtmlElement { open, name })));
            }
            html::Tag::Close(name) => builder.close_html(name),
            html::Tag::Break => builder.point(MarkKind::Break),
            html::Tag::Silent => {}
            html::Tag::Removed(name) => {
                if html::holds_code(&name) {
                    self.pass_over(&name);
                }
                let message = message!("the element `<{name}>` is left out", name);
                self.problems.push((Code::RemovedHtml, span, message));
            }
        }
    }

    /// Passes over what an element holds, up to its end or that of what encloses it.
    fn pass_over(&mut self, name: &str) {
        let mut depth = 0_u32;
        while let Some((event, _)) = self.events.peek() {
            let is_last = match event {
                Event::InlineHtml(tag) => html::ends(tag, name),
                Event::End(_) if depth == 0 => return,
                Event::End(_) => {
                    depth -= 1;
                    false
                }
                Event::Start(_) => {
                    depth += 1;
                    false
                }
                _ => false,
            };
            self.events.next();
            if is_last {
                return;
            }
        }
    }

    fn link(&mut self, span: Span, destination: &str, kind: LinkKind) -> u32 {
        self.links.push(Link::new(span, destination, kind, self.text));
        self.links.len() as u32 - 1
    }

    /// The words up to the end of what encloses them, without marks.
    fn plain_words(&mut self) -> String {
        let mut words = String::new();
        let mut depth = 1;
        while depth > 0 {
            match self.events.next() {
                Some((Event::Text(text) | Event::Code(text), _)) => words.push_str(&text),
                Some((Event::SoftBreak | Event::HardBreak, _)) => words.push(' '),
                Some((Event::Start(_), _)) => depth += 1,
                Some((Event::End(_), _)) => depth -= 1,
                Some(_) => {}
                None => break,
            }
        }
        words
    }

    /// Characters that change direction, written as entities: no one sees them in the file.
    fn report_hidden_controls(&mut self, words: &str, span: Span) {
        // What stands in the file as it is hides nothing; most words do.
        if self.text.get(span.range()) == Some(words) {
            return;
        }
        let Some(ch) = words.chars().find(|ch| direction_control(*ch).is_some()) else { return };
        if !self.text[span.range()].contains(ch) {
            let name = direction_control(ch).unwrap_or_default();
            let message = control_message(ch, name);
            self.problems.push((Code::ControlChar, span, message));
        }
    }

    /// Footnote marks without a note come as text from the Markdown engine.
    fn report_loose_footnotes(&mut self, prose: &Prose) {
        let words = prose.text(self.text);
        for (at, _) in words.match_indices('[').filter(|(at, _)| words[at + 1..].starts_with('^')) {
            let in_code = prose
                .marks
                .iter()
                .any(|mark| mark.kind == MarkKind::Code && mark.range.range().contains(&at));
            let label = words[at + 2..].split_once(']').map(|(label, _)| label);
            let Some(label) = label.filter(|label| {
                !label.is_empty() && !label.contains(char::is_whitespace) && !label.contains('[')
            }) else {
                continue;
            };
            let span = prose.span_in_body(Span::new(at, at + label.len() + 3));
            let escaped = self.text[..span.start as usize].ends_with('\\');
            if !in_code && !escaped {
                let message = message!("no footnote `{label}`", label);
                self.problems.push((Code::UnknownFootnote, span, message));
            }
        }
    }
}

/// Where the words between the backticks of a code span stand.
fn code_span(span: Span, words: &str, text: &str) -> Span {
    match text[span.range()].find(words) {
        Some(at) => Span::new(at, at + words.len()).shifted(span.start as usize),
        None => span,
    }
}
