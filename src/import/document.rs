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

/// No table that people read has more columns than this.
const MOST_COLUMNS: usize = 200;
/// More cells than this are an attack on memory.
const MOST_CELLS: usize = 500_000;

impl Table {
    /// A table of rows of any lengths, the first of which is the header. The short ones get empty
    /// cells at their end, and of the longest the last cells are put into one.
    pub(super) fn of(mut rows: Vec<Vec<Prose>>) -> Self {
        let most = (MOST_CELLS / rows.len().max(1)).clamp(1, MOST_COLUMNS);
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0).min(most);
        for row in &mut rows {
            if row.len() > columns {
                let rest: Vec<String> = row.drain(columns..).map(|cell| cell.text).collect();
                let rest = rest.iter().filter(|text| !text.is_empty());
                if let Some(last) = row.last_mut() {
                    rest.for_each(|text| last.text.extend(["<br>", text]));
                }
            }
            row.resize(columns, Prose::default());
        }
        Self { alignment: vec!["---".to_owned(); columns], rows }
    }

    /// Puts an empty header above the rows.
    pub(super) fn without_header(mut self) -> Self {
        self.rows.insert(0, vec![Prose::default(); self.alignment.len()]);
        self
    }
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

impl Front {
    /// Calls `change` with the words of every key.
    pub(super) fn each_value(&mut self, change: &mut impl FnMut(&mut String)) {
        let one = [&mut self.title, &mut self.date, &mut self.summary];
        one.into_iter().flatten().for_each(&mut *change);
        for author in &mut self.authors {
            change(&mut author.name);
            author.affiliation.iter_mut().for_each(&mut *change);
        }
        self.keywords.iter_mut().for_each(&mut *change);
        self.source.iter_mut().for_each(|(_, value)| change(value));
    }
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
