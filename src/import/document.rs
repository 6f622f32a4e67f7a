//! A document between its reading and its writing: what every format becomes.

/// Words of one block as inline Markdown, and where they come from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Prose {
    /// The line of the source, from 1.
    pub(super) line: u32,
    /// Inline Markdown; footnotes as `[^label]`.
    pub(super) text: String,
}

/// A block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// `## Words`
    Heading {
        /// From 1 to 6.
        level: u8,
        /// The words.
        prose: Prose,
    },
    /// Words on lines of their own.
    Paragraph(Prose),
    /// `- words` or `1. words`
    List(Vec<Item>),
    /// `> …`
    Quote(Vec<Block>),
    /// `| cell | cell |`
    Table(Table),
    /// Code, HTML, comments: as they stand in the source, and left so.
    Verbatim(Prose),
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// Its number as it is written, in an ordered list.
    pub(super) number: Option<u32>,
    /// What it says.
    pub(super) blocks: Vec<Block>,
}

/// A table; all rows are as long as the first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Table {
    /// How each column is aligned, as GitHub's Markdown writes it: `---`, `:--`.
    pub(super) alignment: Vec<String>,
    /// The first is the header, whose cells may all be empty.
    pub(super) rows: Vec<Vec<Prose>>,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Note {
    /// What stands in `[^label]`.
    pub(super) label: String,
    /// What it says.
    pub(super) blocks: Vec<Block>,
}

/// A document.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Document {
    /// What it says of itself.
    pub(super) front: Front,
    /// What it says.
    pub(super) blocks: Vec<Block>,
    /// Its footnotes.
    pub(super) notes: Vec<Note>,
    /// The share of lines that no rule could mend, of a text whose lines could be judged.
    pub(super) damage: Option<f64>,
}

/// What a document says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Front {
    /// A front matter that the file had; it stays as it is.
    pub(super) written: Option<String>,
    /// Its title.
    pub(super) title: Option<String>,
    /// Who wrote it.
    pub(super) authors: Vec<Author>,
    /// When it was published, as an ISO date.
    pub(super) date: Option<String>,
    /// Its abstract.
    pub(super) summary: Option<String>,
    /// Its keywords.
    pub(super) keywords: Vec<String>,
    /// Keys of `source` and their values, in the order they are written.
    pub(super) source: Vec<(&'static str, String)>,
}

/// An author.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Author {
    /// The name.
    pub(super) name: String,
    /// Where the author works.
    pub(super) affiliation: Option<String>,
    /// The marks of notes that stand at the name on a title page.
    pub(super) marks: Vec<u32>,
}

impl Document {
    /// Calls `change` with the words of every block that are prose, footnotes last.
    pub(super) fn each_prose(&mut self, change: &mut impl FnMut(&mut Prose)) {
        each_in(&mut self.blocks, change);
        for note in &mut self.notes {
            each_in(&mut note.blocks, change);
        }
    }

    /// The words of every block that are prose, footnotes last.
    pub(super) fn prose(&self) -> Vec<&Prose> {
        let mut found = Vec::new();
        collect(&self.blocks, &mut found);
        self.notes.iter().for_each(|note| collect(&note.blocks, &mut found));
        found
    }
}

fn each_in(blocks: &mut [Block], change: &mut impl FnMut(&mut Prose)) {
    for block in blocks {
        match block {
            Block::Heading { prose, .. } | Block::Paragraph(prose) => change(prose),
            Block::List(items) => {
                items.iter_mut().for_each(|item| each_in(&mut item.blocks, change));
            }
            Block::Quote(blocks) => each_in(blocks, change),
            Block::Table(table) => table.rows.iter_mut().flatten().for_each(&mut *change),
            Block::Verbatim(_) => {}
        }
    }
}

fn collect<'b>(blocks: &'b [Block], found: &mut Vec<&'b Prose>) {
    for block in blocks {
        match block {
            Block::Heading { prose, .. } | Block::Paragraph(prose) => found.push(prose),
            Block::List(items) => items.iter().for_each(|item| collect(&item.blocks, found)),
            Block::Quote(blocks) => collect(blocks, found),
            Block::Table(table) => found.extend(table.rows.iter().flatten()),
            Block::Verbatim(_) => {}
        }
    }
}
