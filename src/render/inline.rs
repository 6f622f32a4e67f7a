//! Prose as HTML: words within their marks, links, glossary links and anchors of annotations.
//!
//! Ranges may overlap; elements must nest. Where two ranges cross, the softer element is divided:
//! emphasis before anchors of annotations, those before links, links never.

use std::fmt::Write as _;

use smallvec::SmallVec;

use super::block::BlockWriter;
use super::draft::Draft;
use crate::parse::{Mark, MarkKind, Prose};
use crate::resolve::{Internal, PageOf, Shown, Target};
use crate::source::Span;
use crate::text::{Direction, Isolate, IsolateKind, isolates, whole_words};

/// An element that is to enclose a range of the words.
struct Element<'a> {
    range: Span,
    kind: Kind<'a>,
    /// Whether a part of it has been closed already.
    is_continued: bool,
}

enum Kind<'a> {
    Mark(&'a Mark),
    /// A link that an author wrote, by its place among the links of the body.
    Link(u32),
    /// A link to a concept of the glossary.
    Term(u32),
    /// The words of an annotation; its number on the page.
    Anchor(u32),
    /// Words or numbers with a direction of their own.
    Isolate(IsolateKind),
}

/// How little it matters that an element is divided.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Hardness {
    Emphasis,
    Anchor,
    /// The parts of a divided isolate would stand in the wrong order.
    Isolate,
    Link,
}

impl Element<'_> {
    fn hardness(&self) -> Hardness {
        match self.kind {
            Kind::Mark(_) => Hardness::Emphasis,
            Kind::Anchor(_) => Hardness::Anchor,
            Kind::Isolate(_) => Hardness::Isolate,
            Kind::Link(_) | Kind::Term(_) => Hardness::Link,
        }
    }

    /// Writes the opening tag. `text` is the whole prose.
    fn open(&self, writer: &mut BlockWriter, text: &str) {
        let scope = writer.setting.page.scope();
        let out = &mut writer.out;
        match &self.kind {
            Kind::Link(link) => writer.open_link(*link),
            Kind::Term(concept) => writer.open_term(*concept),
            Kind::Isolate(kind) => {
                writer.setting.foreign().open(out.html(), *kind, &text[self.range.range()]);
            }
            Kind::Anchor(number) if self.is_continued => {
                _ = write!(out, "<mark class=\"anchor\" data-note=\"{scope}a{number}\">");
            }
            Kind::Anchor(number) => {
                _ = write!(
                    out,
                    "<mark class=\"anchor\" id=\"{scope}a{number}-quote\" data-note=\"{scope}a{number}\">"
                );
            }
            Kind::Mark(mark) => match &mark.kind {
                MarkKind::Html(element) => out.push_str(&element.open),
                kind => {
                    out.push('<');
                    out.push_str(name(kind));
                    if *kind == MarkKind::Code {
                        out.push_str(" dir=\"ltr\"");
                    }
                    out.push('>');
                }
            },
        }
    }

    fn close(&self, out: &mut Draft) {
        out.push_str("</");
        out.push_str(match &self.kind {
            Kind::Link(_) | Kind::Term(_) => "a",
            Kind::Anchor(_) => "mark",
            Kind::Isolate(_) => "bdi",
            Kind::Mark(mark) => name(&mark.kind),
        });
        out.push('>');
    }
}

fn name(kind: &MarkKind) -> &str {
    match kind {
        MarkKind::Emphasis => "em",
        MarkKind::Strong => "strong",
        MarkKind::Strikethrough => "del",
        MarkKind::Code => "code",
        MarkKind::Html(element) => element.name,
        MarkKind::Link(_) | MarkKind::Picture(_) | MarkKind::Note(_) | MarkKind::Break => "span",
    }
}

impl BlockWriter<'_> {
    /// Writes the words of `prose` with everything that holds for them.
    pub(super) fn prose(&mut self, prose: &Prose) {
        let text = prose.text(self.setting.body.text());
        let (mut elements, points) = self.elements(prose, &text);
        elements.sort_by_key(|element| {
            let hardness = element.hardness();
            (element.range.start, std::cmp::Reverse(element.range.end), hardness)
        });
        if elements.is_empty() && points.is_empty() {
            self.out.push_escaped(&text);
            return;
        }

        let mut weave = Weave { open: SmallVec::new(), ended_notes: Vec::new(), at: 0 };
        let mut points = points.into_iter().peekable();
        for element in elements {
            let start = element.range.start;
            while let Some(point) = points.next_if(|point| point.range.start < start) {
                weave.advance(self, &text, point.range.start);
                self.point(point);
            }
            weave.advance(self, &text, start);
            weave.enter(self, &text, element);
        }
        for point in points {
            weave.advance(self, &text, point.range.start);
            self.point(point);
        }
        weave.advance(self, &text, text.len() as u32);
    }

    /// What encloses words of `prose`, and what stands between them.
    fn elements<'p>(&self, prose: &'p Prose, text: &str) -> (Vec<Element<'p>>, Vec<&'p Mark>) {
        let mut elements = Vec::new();
        let mut points = Vec::new();
        for mark in &prose.marks {
            match mark.kind {
                MarkKind::Note(_) | MarkKind::Picture(_) | MarkKind::Break => points.push(mark),
                MarkKind::Link(link) => {
                    let Some(kind) = self.kind_of_link(link) else { continue };
                    // A clitic before the brackets is part of the word.
                    let range = match kind {
                        Kind::Term(_) => whole_words(text, mark.range.range()).into(),
                        _ => mark.range,
                    };
                    elements.push(Element { range, kind, is_continued: false });
                }
                _ if mark.range.is_empty() => {}
                _ => elements.push(Element {
                    range: mark.range,
                    kind: Kind::Mark(mark),
                    is_continued: false,
                }),
            }
        }
        for hit in self.setting.hits_of(prose.ordinal) {
            // Those that an author wrote are among the marks.
            if hit.shown() == Shown::Linked {
                let kind = Kind::Term(hit.concept());
                elements.push(Element { range: hit.range, kind, is_continued: false });
            }
        }
        for anchor in self.setting.anchors_of(prose.ordinal) {
            let kind = Kind::Anchor(anchor.number);
            elements.push(Element { range: anchor.range, kind, is_continued: false });
        }
        let around = self.setting.language.direction();
        let isolates = isolates(text, around).into_iter();
        elements.extend(isolates.filter_map(|isolate| unmarked(isolate, prose, text)));
        if around == Direction::RightToLeft {
            elements.extend(prose.marks.iter().filter_map(code));
        }
        (elements, points)
    }

    /// What a link that an author wrote becomes; `None` if its words are shown alone.
    fn kind_of_link<'e>(&self, link: u32) -> Option<Kind<'e>> {
        match &self.setting.targets[link as usize] {
            Target::Internal(Internal { page: PageOf::Concept(concept), .. }) => {
                Some(Kind::Term(*concept))
            }
            Target::Web | Target::Internal(_) => Some(Kind::Link(link)),
            Target::NeverLinked | Target::Picture(_) | Target::Broken => None,
        }
    }

    fn open_link(&mut self, link: u32) {
        let setting = self.setting;
        if let Target::Internal(place) = &setting.targets[link as usize] {
            self.out.push_str("<a href=\"");
            self.out.push_escaped(&setting.page.link(place));
            self.out.push_str("\">");
        } else {
            let written = &setting.body.links[link as usize];
            self.out.push_str("<a class=\"external\" href=\"");
            self.out.push_escaped(written.destination(setting.body.text()));
            self.out.push_str("\" rel=\"external\">");
        }
    }

    fn open_term(&mut self, concept: u32) {
        let page = self.setting.page;
        self.out.push_str("<a class=\"term\" data-term=\"");
        self.out.push_str(page.concept_id(concept));
        self.out.push_str("\" href=\"");
        page.push_concept(self.out.html(), concept);
        self.out.push_str("\">");
    }

    fn point(&mut self, mark: &Mark) {
        match &mark.kind {
            MarkKind::Note(place) => self.footnote_mark(*place),
            MarkKind::Picture(picture) => self.picture(picture.link, &picture.alt),
            MarkKind::Break => self.out.push_str("<br>"),
            _ => {}
        }
    }
}

/// What is left of an isolate outside the words that have a direction already: code, and what an
/// author gave one in HTML. Such words within it stay within it.
fn unmarked<'p>(isolate: Isolate, prose: &Prose, text: &str) -> Option<Element<'p>> {
    let mut range = isolate.range;
    for mark in prose.marks.iter().filter(|mark| has_direction(&mark.kind)) {
        let marked = mark.range.range();
        let is_apart = marked.is_empty() || marked.end <= range.start || range.end <= marked.start;
        let is_within = range.start <= marked.start && marked.end <= range.end && range != marked;
        if is_apart || is_within {
            continue;
        }
        if range.start < marked.start {
            range.end = range.start + text[range.start..marked.start].trim_end().len();
        } else {
            let behind = marked.end.min(range.end)..range.end;
            range.start = range.end - text[behind].trim_start().len();
        }
    }
    let kind = Kind::Isolate(isolate.kind);
    (!range.is_empty()).then(|| Element { range: range.into(), kind, is_continued: false })
}

fn has_direction(kind: &MarkKind) -> bool {
    match kind {
        MarkKind::Code => true,
        MarkKind::Html(element) => {
            matches!(element.name, "bdi" | "bdo")
                || [" lang=\"", " dir=\""].iter().any(|attribute| element.open.contains(attribute))
                || is_code(kind)
        }
        _ => false,
    }
}

/// Code that an author wrote as HTML. What he wrote in Markdown has its direction as an attribute.
fn is_code(kind: &MarkKind) -> bool {
    matches!(kind, MarkKind::Html(element) if matches!(element.name, "code" | "kbd" | "samp" | "var"))
}

/// The isolate within such code.
fn code<'p>(mark: &Mark) -> Option<Element<'p>> {
    let kind = Kind::Isolate(IsolateKind::LeftToRight);
    let is_isolated = is_code(&mark.kind) && !mark.range.is_empty();
    is_isolated.then_some(Element { range: mark.range, kind, is_continued: false })
}

/// Elements in each other: seldom more than a few, and nearly every paragraph has some.
type OpenElements<'a> = SmallVec<[Element<'a>; 4]>;

/// The state of writing words and elements that cross.
struct Weave<'a> {
    /// The elements that are open, outermost first.
    open: OpenElements<'a>,
    /// Annotations whose words have ended, and whose marks wait until no link is open.
    ended_notes: Vec<u32>,
    /// How far the words are written.
    at: u32,
}

impl<'a> Weave<'a> {
    /// Writes words up to `to`, closing what ends before or there.
    fn advance(&mut self, writer: &mut BlockWriter, text: &str, to: u32) {
        loop {
            let next_end = self.open.iter().map(|element| element.range.end).min();
            let stop = next_end.filter(|end| *end <= to).unwrap_or(to);
            if stop > self.at {
                writer.out.push_escaped(&text[self.at as usize..stop as usize]);
                self.at = stop;
            }
            if next_end.is_none_or(|end| end > to) {
                return;
            }
            self.close_ended(writer, text);
        }
    }

    /// Closes every element that ends here. What lies above one of them is closed and opened
    /// again.
    fn close_ended(&mut self, writer: &mut BlockWriter, text: &str) {
        let Some(lowest) = self.open.iter().position(|element| element.range.end <= self.at) else {
            return;
        };
        let above: OpenElements = self.open.drain(lowest..).collect();
        for element in above.iter().rev() {
            element.close(&mut writer.out);
        }
        for mut element in above {
            if element.range.end <= self.at {
                if let Kind::Anchor(number) = element.kind {
                    self.ended_notes.push(number);
                }
                continue;
            }
            element.is_continued = true;
            element.open(writer, text);
            self.open.push(element);
        }
        let in_link = self.open.iter().any(|element| element.hardness() == Hardness::Link);
        if !in_link {
            for number in self.ended_notes.drain(..) {
                writer.note_mark(number);
            }
        }
    }

    /// Opens an element here. Softer ones that end within it are opened again inside.
    fn enter(&mut self, writer: &mut BlockWriter, text: &str, element: Element<'a>) {
        let is_divided = |open: &Element| {
            open.range.end < element.range.end && open.hardness() < element.hardness()
        };
        let kept =
            self.open.len() - self.open.iter().rev().take_while(|open| is_divided(open)).count();
        let divided: OpenElements = self.open.drain(kept..).collect();
        for open in divided.iter().rev() {
            open.close(&mut writer.out);
        }
        element.open(writer, text);
        self.open.push(element);
        for mut open in divided {
            open.is_continued = true;
            open.open(writer, text);
            self.open.push(open);
        }
    }
}
