//! Which block of a translation stands beside which block of the original.
//!
//! Headings divide both into sections. Within a section, marks `[pN]` say what belongs together;
//! between marks, blocks pair in order; where their numbers differ, by their lengths (`bead.rs`).

use smallvec::{SmallVec, smallvec};

use super::bead::by_length;
use super::state;
use super::text::numbered_blocks;
use crate::diagnostic::{Checked, Code, Diagnostic, Message, message};
use crate::parse::{Block, BlockKind, BlockMark, TextFile};
use crate::source::Span;

/// A translation beside its original: every block of both stands in exactly one row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alignment {
    /// The rows, in the order of the original.
    pub rows: Vec<Row>,
    /// The blocks of the translation that follow none of the original, ascending.
    pub extra: Vec<u32>,
}

impl Alignment {
    /// For each of the `count` blocks of the original the first block of the translation that
    /// follows it, alone or with others.
    pub fn companions(&self, count: usize) -> Vec<Option<u32>> {
        let mut companions = vec![None; count];
        // The block of the translation that reaches over more rows than its own, and how many.
        let mut reaching = (None, 0);
        for row in &self.rows {
            let own = row.companion.first().copied();
            reaching = match (own, reaching) {
                (Some(_), (_, left)) if row.reach > left => (own, row.reach),
                (_, reaching) => reaching,
            };
            if let Some(block) = row.original {
                companions[block as usize] = own.or(reaching.0.filter(|_| reaching.1 > 0));
            }
            reaching.1 = reaching.1.saturating_sub(1);
        }
        companions
    }
}

/// What stands side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// A block of the original, by its place in the body; none where the translation says more.
    pub original: Option<u32>,
    /// Blocks of the translation, by their places in its body.
    pub companion: SmallVec<[u32; 2]>,
    /// Over how many rows the blocks of the translation reach, this one included: 2 where one
    /// paragraph translates two.
    pub reach: u32,
}

impl Row {
    fn of_original(block: usize) -> Self {
        Self { original: Some(block as u32), companion: SmallVec::new(), reach: 1 }
    }

    fn of_companion(block: usize) -> Self {
        Self { original: None, companion: smallvec![block as u32], reach: 1 }
    }
}

/// The rows of an original that stands alone.
pub(super) fn alone(original: &TextFile) -> Alignment {
    let rows = (0..original.body.blocks.len()).map(Row::of_original).collect();
    Alignment { rows, extra: Vec::new() }
}

/// Puts a translation beside its original; `numbers` has the ¶ number of each of its blocks.
pub(super) fn align(
    original: &TextFile,
    numbers: &[Option<u32>],
    translation: &TextFile,
) -> Checked<Alignment> {
    let mut diagnostics = Vec::new();
    let originals = Side::of(original);
    let translations = Side::of(translation);
    let pairs = pair_headings(&originals, &translations);
    if originals.headings.len() != translations.headings.len() {
        diagnostics.push(uneven(
            translation,
            Span::default(),
            message!(
                "this translation has {translated}, the original {original}",
                translated = headings(translations.headings.len()),
                original = headings(originals.headings.len())
            ),
        ));
    }

    let mut rows = Alignment::default();
    let mut sections = vec![(0, 0)];
    sections.extend(pairs.iter().map(|(a, b)| (originals.headings[*a], translations.headings[*b])));
    let mut marked = MarkedBlocks::of(translation, numbers, &mut diagnostics);
    let mut settled = vec![true; original.body.blocks.len()];
    for (index, (from, from_translated)) in sections.iter().copied().enumerate() {
        let (to, to_translated) = sections
            .get(index + 1)
            .copied()
            .unwrap_or((original.body.blocks.len(), translation.body.blocks.len()));
        let (mut start, mut start_translated) = (from, from_translated);
        if index > 0 {
            let mut heading = Row::of_original(from);
            heading.companion.push(from_translated as u32);
            rows.rows.push(heading);
            start += 1;
            start_translated += 1;
        }
        let section = Section {
            original: (start, to),
            translation: (start_translated, to_translated),
            originals: &originals,
            translations: &translations,
        };
        let is_settled = section.align(&mut marked, &mut rows);
        if !is_settled {
            settled[start..to].fill(false);
            let place = translation
                .body
                .blocks
                .get(from_translated)
                .map_or(Span::default(), |block| block.span);
            let message = message!(
                "this section has {translated}, that of the original {original}",
                translated = blocks(section.numbered_translations().len()),
                original = blocks(section.numbered_originals().len())
            );
            diagnostics.push(uneven(translation, place, message));
        }
    }
    for (original, block) in marked.elsewhere {
        let beside = rows.rows.iter_mut().find(|row| row.original == Some(original as u32));
        if let Some(row) = beside {
            row.companion.push(block as u32);
        }
    }
    rows.rows.shrink_to_fit();
    rows.extra.sort_unstable();
    let companions = rows.companions(original.body.blocks.len());
    diagnostics.extend(state::missing(&settled, numbers, &companions, translation));
    Checked::new(rows, diagnostics)
}

fn headings(count: usize) -> Message {
    if count == 1 { message!("1 heading") } else { message!("{count} headings", count) }
}

fn blocks(count: usize) -> Message {
    if count == 1 { message!("1 block") } else { message!("{count} blocks", count) }
}

fn uneven(translation: &TextFile, span: Span, message: Message) -> Diagnostic {
    let span = translation.body.span_in_file(span);
    let span = Span::new(span.start as usize, first_line_end(&translation.file.text, span));
    Diagnostic::new(Code::UnevenSection, &translation.file.path, span, message).with_help(message!(
        "divide both alike, or begin a block of the translation with `[p7]` or `[p7-8]`"
    ))
}

fn first_line_end(text: &str, span: Span) -> usize {
    let words = &text[span.range()];
    span.start as usize + words.find('\n').unwrap_or(words.len())
}

/// The blocks of one file as the alignment sees them.
struct Side<'f> {
    blocks: &'f [Block],
    /// Lengths in Unicode scalar values.
    lengths: Vec<usize>,
    /// Places of the headings.
    headings: Vec<usize>,
}

impl<'f> Side<'f> {
    fn of(file: &'f TextFile) -> Self {
        let blocks = &file.body.blocks[..];
        let is_heading = |block: &Block| matches!(block.kind, BlockKind::Heading { .. });
        Self {
            blocks,
            lengths: blocks.iter().map(|block| block_length(block, file.body.text())).collect(),
            headings: (0..blocks.len()).filter(|index| is_heading(&blocks[*index])).collect(),
        }
    }

    fn level(&self, heading: usize) -> u8 {
        match self.blocks[self.headings[heading]].kind {
            BlockKind::Heading { level, .. } => level,
            _ => 0,
        }
    }

    fn numbered(&self, (from, to): (usize, usize)) -> Vec<usize> {
        (from..to).filter(|index| self.blocks[*index].is_numbered()).collect()
    }
}

fn block_length(block: &Block, text: &str) -> usize {
    let mut length = match &block.kind {
        BlockKind::Code { code, .. } => code.chars().count(),
        BlockKind::Html(html) => html.chars().count(),
        _ => 0,
    };
    block.each_prose(&mut |prose| length += prose.text(text).chars().count());
    length
}

/// What it costs to leave a heading without a partner; a level of difference costs 4.
const UNPAIRED: i64 = 3;

/// Pairs of headings, by their order among the headings, in order.
///
/// Where the numbers of headings differ, those of the same level pair, as many as can be.
fn pair_headings(originals: &Side, translations: &Side) -> Vec<(usize, usize)> {
    let (n, m) = (originals.headings.len(), translations.headings.len());
    if n == m {
        return (0..n).map(|index| (index, index)).collect();
    }
    let cost =
        |a: usize, b: usize| i64::from(originals.level(a).abs_diff(translations.level(b))) * 4;
    let mut best = vec![vec![0_i64; m + 1]; n + 1];
    for a in (0..=n).rev() {
        for b in (0..=m).rev() {
            best[a][b] = match (a < n, b < m) {
                (false, false) => 0,
                (true, false) => best[a + 1][b] + UNPAIRED,
                (false, true) => best[a][b + 1] + UNPAIRED,
                (true, true) => (best[a + 1][b + 1] + cost(a, b))
                    .min(best[a + 1][b] + UNPAIRED)
                    .min(best[a][b + 1] + UNPAIRED),
            };
        }
    }
    let (mut a, mut b, mut pairs) = (0, 0, Vec::new());
    while a < n && b < m {
        if best[a][b] == best[a + 1][b + 1] + cost(a, b) {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if best[a][b] == best[a + 1][b] + UNPAIRED {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

/// The places of the original that marks of a translation name.
struct MarkedBlocks {
    /// For each block of the translation the first and the last block of the original.
    places: Vec<Option<(usize, usize)>>,
    /// Blocks whose mark names a place in another section, or before that of an earlier block:
    /// the place, and the block.
    elsewhere: Vec<(usize, usize)>,
}

impl MarkedBlocks {
    fn of(
        translation: &TextFile,
        numbers: &[Option<u32>],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let marks =
            (0..translation.body.blocks.len()).map(|block| translation.block_marks.get(block));
        let places = marks.map(|mark| {
            let BlockMark { span, first, last } = (*mark?)?;
            let place = |number| numbers.iter().position(|each| *each == Some(number));
            if let (Some(from), Some(to)) = (place(first), place(last))
                && first <= last
            {
                return Some((from, to));
            }
            let count = numbers.iter().flatten().count() as u32;
            let span = translation.body.span_in_file(span);
            let mark = &translation.file.text[span.range()];
            let (message, help) = if first > last {
                (
                    message!("the range of `{mark}` runs backwards", mark),
                    message!("write the smaller number first"),
                )
            } else {
                (message!("the original has no block for `{mark}`", mark), numbered_blocks(count))
            };
            diagnostics.push(
                Diagnostic::new(Code::UnknownBlock, &translation.file.path, span, message)
                    .with_help(help),
            );
            None
        });
        Self { places: places.collect(), elsewhere: Vec::new() }
    }

    fn has_marks(&self) -> bool {
        self.places.iter().any(Option::is_some)
    }

    /// Whether the mark of a block in another section names a block of the original in this one.
    fn name_from_outside(&self, section: &Section, original: usize) -> bool {
        let (start, end) = section.translation;
        let mut outside = self.places[..start].iter().chain(&self.places[end..]).flatten();
        outside.any(|(from, _)| *from == original)
    }
}

/// One section of both texts, without its heading.
struct Section<'s> {
    original: (usize, usize),
    translation: (usize, usize),
    originals: &'s Side<'s>,
    translations: &'s Side<'s>,
}

impl Section<'_> {
    fn numbered_originals(&self) -> Vec<usize> {
        self.originals.numbered(self.original)
    }

    fn numbered_translations(&self) -> Vec<usize> {
        self.translations.numbered(self.translation)
    }

    /// Adds the rows of the section. Whether its blocks pair in order or marks settle them.
    fn align(&self, marked: &mut MarkedBlocks, alignment: &mut Alignment) -> bool {
        let first_row = alignment.rows.len();
        alignment.rows.extend((self.original.0..self.original.1).map(Row::of_original));
        let mut placing = Placing {
            rows: &mut alignment.rows,
            extra: &mut alignment.extra,
            first_row,
            offset: self.original.0,
            is_settled: true,
        };

        let mut free = self.numbered_originals();
        if marked.has_marks() {
            free.retain(|block| !marked.name_from_outside(self, *block));
        }
        let mut waiting: Vec<usize> = Vec::new();
        let mut previous: Option<usize> = None;
        for block in self.numbered_translations() {
            let Some((from, to)) = marked.places[block] else {
                waiting.push(block);
                continue;
            };
            let is_in_order = (self.original.0..self.original.1).contains(&from)
                && previous.is_none_or(|last| last <= from);
            if !is_in_order {
                marked.elsewhere.push((from, block));
                free.retain(|each| *each != from);
                continue;
            }
            let to = to.min(self.original.1 - 1);
            let gap: Vec<usize> = free.iter().copied().filter(|each| *each < from).collect();
            free.retain(|each| *each > to);
            self.fill(&mut placing, &gap, &std::mem::take(&mut waiting), previous.or(Some(from)));
            placing.put(from, block, (to - from + 1) as u32);
            previous = Some(to);
        }
        self.fill(&mut placing, &free, &waiting, previous);
        let is_settled = placing.is_settled;
        self.place_loose_headings(alignment, first_row);
        is_settled
    }

    /// Pairs the blocks between two marks.
    fn fill(
        &self,
        placing: &mut Placing,
        originals: &[usize],
        blocks: &[usize],
        beside: Option<usize>,
    ) {
        if blocks.is_empty() {
            // Untranslated: between marks that is said; without marks it is an uneven section.
            placing.is_settled &= originals.is_empty() || beside.is_some();
        } else if originals.is_empty() {
            placing.is_settled &= beside.is_some();
            for block in blocks {
                // Behind a mark it goes on with what the mark says.
                if beside.is_none() {
                    placing.extra.push(*block as u32);
                }
                placing.put_beside(beside, *block);
            }
        } else if originals.len() == blocks.len() {
            for (original, block) in originals.iter().zip(blocks) {
                placing.put(*original, *block, 1);
            }
        } else {
            placing.is_settled = false;
            for bead in by_length(
                &originals.iter().map(|each| self.originals.lengths[*each]).collect::<Vec<_>>(),
                &blocks.iter().map(|each| self.translations.lengths[*each]).collect::<Vec<_>>(),
            ) {
                let beside = originals.get(bead.originals.0).or(originals.last()).copied();
                let reach = (bead.originals.1 - bead.originals.0).max(1) as u32;
                for block in &blocks[bead.blocks.0..bead.blocks.1] {
                    let translates = bead.originals.0 < bead.originals.1;
                    if let Some(original) = beside.filter(|_| translates) {
                        placing.put(original, *block, reach);
                    } else {
                        placing.extra.push(*block as u32);
                        let before = bead.originals.0.checked_sub(1);
                        let before = before.map(|before| originals[before]);
                        placing.put_beside(before.or(beside), *block);
                    }
                }
            }
        }
    }

    /// Headings of the translation that have no partner stand beside what precedes them.
    fn place_loose_headings(&self, alignment: &mut Alignment, first_row: usize) {
        let loose = self.translations.headings.iter().copied();
        for heading in loose.filter(|each| (self.translation.0..self.translation.1).contains(each))
        {
            alignment.extra.push(heading as u32);
            let before = alignment.rows[first_row..]
                .iter()
                .rposition(|row| row.companion.iter().any(|block| (*block as usize) < heading))
                .map(|index| index + first_row);
            match before {
                Some(row) => {
                    let companion = &mut alignment.rows[row].companion;
                    let at = companion.partition_point(|block| (*block as usize) < heading);
                    companion.insert(at, heading as u32);
                }
                None => alignment.rows.insert(first_row, Row::of_companion(heading)),
            }
        }
    }
}

/// Puts blocks of a translation into the rows of a section.
struct Placing<'r> {
    rows: &'r mut Vec<Row>,
    extra: &'r mut Vec<u32>,
    first_row: usize,
    /// The block of the original in the first row.
    offset: usize,
    is_settled: bool,
}

impl Placing<'_> {
    fn put(&mut self, original: usize, block: usize, reach: u32) {
        let row = &mut self.rows[self.first_row + original - self.offset];
        row.companion.push(block as u32);
        row.reach = row.reach.max(reach);
    }

    /// Puts a block that translates nothing beside the original's block `beside`; a section of
    /// the original that has no blocks gets a row for it.
    fn put_beside(&mut self, beside: Option<usize>, block: usize) {
        match beside {
            Some(original) => self.put(original, block, 1),
            None => self.rows.push(Row::of_companion(block)),
        }
    }
}
