//! Blocks: what a text is made of.

use std::collections::BTreeMap;
use std::sync::Arc;

use smallvec::SmallVec;

use super::prose::Prose;
use crate::parse::written::Written;
use crate::source::{SourceFile, SourcePath, Span};

/// Markdown as a tree, with the text that its spans point into.
#[derive(Clone, Debug)]
pub struct Body {
    origin: Origin,
    /// The blocks, in order.
    pub blocks: Vec<Block>,
    /// The footnotes, in the order of their definitions.
    pub footnotes: Vec<Footnote>,
    /// Every link and picture; marks and figures refer to them by their place here.
    pub links: Vec<Link>,
    /// The ids that the author gave headings, by the ordinal of their prose.
    pub heading_ids: BTreeMap<u32, Box<str>>,
    /// How many pieces of prose there are, in blocks and footnotes together.
    pub prose_count: u32,
}

/// Where the text of a body stands.
#[derive(Clone, Debug)]
enum Origin {
    /// From `start` to the end or to the next definition of a file.
    File { file: Arc<SourceFile>, start: usize, end: usize },
    /// In a value of a front matter, where escapes and folding stand between the two.
    Value { file: Arc<SourceFile>, written: Span, text: Box<str> },
}

impl Body {
    /// An empty body in bytes `start..end` of a file.
    pub(super) fn in_file(file: &Arc<SourceFile>, start: usize, end: usize) -> Self {
        Self::empty(Origin::File { file: Arc::clone(file), start, end })
    }

    /// An empty body for `text`, the value written at `written`.
    pub(super) fn in_value(file: &Arc<SourceFile>, written: Span, text: &str) -> Self {
        Self::empty(Origin::Value { file: Arc::clone(file), written, text: text.into() })
    }

    fn empty(origin: Origin) -> Self {
        Self {
            origin,
            blocks: Vec::new(),
            footnotes: Vec::new(),
            links: Vec::new(),
            heading_ids: BTreeMap::new(),
            prose_count: 0,
        }
    }

    /// The text that the spans of blocks, prose and links point into.
    pub fn text(&self) -> &str {
        match &self.origin {
            Origin::File { file, start, end } => &file.text[*start..*end],
            Origin::Value { text, .. } => text,
        }
    }

    /// The place of the block that has the prose of a number. That of some other block for a number
    /// that no block has, as those in footnotes.
    pub fn place_of(&self, prose: u32) -> usize {
        let (mut from, mut to) = (0, self.blocks.len());
        while to - from > 1 {
            let middle = from + (to - from) / 2;
            // A block without prose, such as code, goes with the one behind it.
            match self.blocks[middle..to].iter().find_map(Block::first_prose) {
                Some(first) if first <= prose => from = middle,
                _ => to = middle,
            }
        }
        from
    }

    /// The prose of a number, if it stands in a block.
    pub fn prose(&self, ordinal: u32) -> Option<&Prose> {
        self.blocks.get(self.place_of(ordinal))?.prose(ordinal)
    }

    /// The file the body stands in.
    pub fn path(&self) -> &SourcePath {
        match &self.origin {
            Origin::File { file, .. } | Origin::Value { file, .. } => &file.path,
        }
    }

    /// Where the value of a front matter that the body stands in is written; `None` for a body of a
    /// file.
    pub fn value_span(&self) -> Option<Span> {
        match &self.origin {
            Origin::File { .. } => None,
            Origin::Value { written, .. } => Some(*written),
        }
    }

    /// A span of the body as one of its file. The whole value where it cannot be told which part of a
    /// front matter's value it is, as behind an alias.
    pub fn span_in_file(&self, span: Span) -> Span {
        match &self.origin {
            Origin::File { start, .. } => span.shifted(*start),
            Origin::Value { file, written, text } => {
                Written::span_in(file, *written, text, &span.range())
            }
        }
    }
}

/// A block, of a text or within another block.
#[derive(Clone, Debug)]
pub struct Block {
    /// Where it stands in its body.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a block is, with the Markdown it stands for.
#[derive(Clone, Debug)]
pub enum BlockKind {
    /// `## words {#id}`
    Heading {
        /// 1 to 6, as written.
        level: u8,
        /// The words.
        prose: Prose,
    },
    /// Words between blank lines.
    Paragraph(Prose),
    /// `- …` or `1. …`
    List {
        /// The first number; `None` for a list with bullets.
        start: Option<u64>,
        /// The items.
        items: Vec<FewBlocks>,
    },
    /// `| a | b |`
    Table(Box<Table>),
    /// `> …`
    Quote(Vec<Block>),
    /// `> [!NOTE]`
    Alert(Alert, Vec<Block>),
    /// A fenced or indented code block.
    Code {
        /// The first word behind the fence.
        language: Option<Box<str>>,
        /// The code, with its last newline.
        code: Box<str>,
    },
    /// `![alt](picture.png "caption")` as a paragraph of its own.
    Figure {
        /// The picture, among the links of the body.
        picture: u32,
        /// The words for those who do not see it.
        alt: Box<str>,
        /// The words below it.
        caption: Option<Box<str>>,
    },
    /// Raw HTML, sanitised.
    Html(Box<str>),
    /// `---`. Not numbered: it has no words.
    Rule,
}

/// The blocks of an item of a list or of a footnote. Mostly there is one, which then needs no room of
/// its own.
pub type FewBlocks = SmallVec<[Block; 1]>;

/// A table, row by row.
#[derive(Clone, Debug)]
pub struct Table {
    /// How each column is set.
    pub columns: Vec<Column>,
    /// The cells of the first row.
    pub head: Vec<Prose>,
    /// The cells of the other rows.
    pub rows: Vec<Vec<Prose>>,
}

/// How a column of a table is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// `---`: numbers at the end, anything else at the start.
    Unstated,
    /// `:--`
    Start,
    /// `:-:`
    Center,
    /// `--:`
    End,
}

/// The kind of an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alert {
    /// `> [!NOTE]`
    Note,
    /// `> [!TIP]`
    Tip,
    /// `> [!IMPORTANT]`
    Important,
    /// `> [!WARNING]`
    Warning,
    /// `> [!CAUTION]`
    Caution,
}

/// `[^label]: …`
#[derive(Clone, Debug)]
pub struct Footnote {
    label: Excerpt,
    /// Where it is defined.
    pub span: Span,
    /// What it says.
    pub blocks: FewBlocks,
}

impl Footnote {
    /// The footnote written at `span` of a body that says `text`.
    pub(super) fn new(span: Span, label: &str, blocks: FewBlocks, text: &str) -> Self {
        let at = text[span.range()].find(label);
        Self { label: Excerpt::new(label, at.map(|at| span.start as usize + at)), span, blocks }
    }

    /// The label, as written; `text` is what the body says.
    pub fn label<'t>(&'t self, text: &'t str) -> &'t str {
        self.label.words(text)
    }
}

/// Words of a body: most stand in it as they are, and need no room of their own.
#[derive(Clone, Debug)]
enum Excerpt {
    Written(Span),
    Decoded(Box<str>),
}

impl Excerpt {
    /// `words`, which stand at byte `at` of the body if they stand in it as they are.
    fn new(words: &str, at: Option<usize>) -> Self {
        match at {
            Some(at) if !words.is_empty() => Self::Written(Span::new(at, at + words.len())),
            _ => Self::Decoded(words.into()),
        }
    }

    fn words<'t>(&'t self, text: &'t str) -> &'t str {
        match self {
            Self::Written(span) => &text[span.range()],
            Self::Decoded(words) => words,
        }
    }
}

/// A link or picture, before anyone knows where it leads.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where the whole link stands.
    pub span: Span,
    destination: Excerpt,
    /// Whether it is a link or a picture.
    pub kind: LinkKind,
}

impl Link {
    /// A link or picture written at `span` of a body that says `text`.
    pub(super) fn new(span: Span, destination: &str, kind: LinkKind, text: &str) -> Self {
        let at = text[span.range()].rfind(destination);
        let destination = Excerpt::new(destination, at.map(|at| span.start as usize + at));
        Self { span, destination, kind }
    }

    /// The destination; `text` is what the body says.
    pub fn destination<'t>(&'t self, text: &'t str) -> &'t str {
        self.destination.words(text)
    }
}

/// Whether a destination is to be followed or shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkKind {
    /// `[…](…)`
    Link,
    /// `![…](…)`
    Picture,
}

impl Block {
    /// The number of the first prose in the block, where it has any.
    fn first_prose(&self) -> Option<u32> {
        let first = |blocks: &[Self]| blocks.iter().find_map(Self::first_prose);
        match &self.kind {
            BlockKind::Heading { prose, .. } | BlockKind::Paragraph(prose) => Some(prose.ordinal),
            BlockKind::List { items, .. } => items.iter().find_map(|item| first(item)),
            BlockKind::Quote(blocks) | BlockKind::Alert(_, blocks) => first(blocks),
            BlockKind::Table(table) => {
                let mut cells = table.head.iter().chain(table.rows.iter().flatten());
                cells.next().map(|prose| prose.ordinal)
            }
            BlockKind::Code { .. }
            | BlockKind::Figure { .. }
            | BlockKind::Html(_)
            | BlockKind::Rule => None,
        }
    }

    /// Calls `visit` with every piece of prose in the block, in order.
    pub fn each_prose<'b>(&'b self, visit: &mut impl FnMut(&'b Prose)) {
        match &self.kind {
            BlockKind::Heading { prose, .. } | BlockKind::Paragraph(prose) => visit(prose),
            BlockKind::List { items, .. } => {
                items.iter().flatten().for_each(|block| block.each_prose(visit));
            }
            BlockKind::Quote(blocks) | BlockKind::Alert(_, blocks) => {
                blocks.iter().for_each(|block| block.each_prose(visit));
            }
            BlockKind::Table(table) => {
                table.head.iter().chain(table.rows.iter().flatten()).for_each(visit);
            }
            BlockKind::Code { .. }
            | BlockKind::Figure { .. }
            | BlockKind::Html(_)
            | BlockKind::Rule => {}
        }
    }

    /// The prose of that number in its body, if it stands in the block.
    pub fn prose(&self, ordinal: u32) -> Option<&Prose> {
        if let BlockKind::Heading { prose, .. } | BlockKind::Paragraph(prose) = &self.kind {
            return (prose.ordinal == ordinal).then_some(prose);
        }
        let mut found = None;
        self.each_prose(&mut |prose| {
            if prose.ordinal == ordinal {
                found = Some(prose);
            }
        });
        found
    }

    /// The first prose of the block, to take a mark off its beginning.
    pub(super) fn first_prose_mut(&mut self) -> Option<&mut Prose> {
        match &mut self.kind {
            BlockKind::Paragraph(prose) => Some(prose),
            BlockKind::List { items, .. } => items.first_mut()?.first_mut()?.first_prose_mut(),
            BlockKind::Quote(blocks) | BlockKind::Alert(_, blocks) => {
                blocks.first_mut()?.first_prose_mut()
            }
            BlockKind::Table(table) => table.head.first_mut(),
            BlockKind::Heading { .. }
            | BlockKind::Code { .. }
            | BlockKind::Figure { .. }
            | BlockKind::Html(_)
            | BlockKind::Rule => None,
        }
    }

    /// Whether the block takes a ¶ number in an original.
    pub fn is_numbered(&self) -> bool {
        !matches!(self.kind, BlockKind::Heading { .. } | BlockKind::Rule)
    }
}
