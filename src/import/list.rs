//! Items that know their level become lists within lists.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::document::{Block, Item, Prose};
use super::marker::Marker;
use super::markup::escape_start;
use super::report::Report;
use crate::text::Class;

/// An item of a list before it is put among others.
pub(super) struct ListItem {
    /// How deep it is, from 0.
    pub(super) level: u32,
    /// Whether a number stands before it.
    pub(super) is_numbered: bool,
    /// What it says.
    pub(super) prose: Prose,
}

/// Items that follow one another are a list, those of deeper levels within them. The numbers that
/// they get are added to the words of their source.
pub(super) fn lists(items: Vec<ListItem>, words: &mut String) -> Vec<Block> {
    let mut rest = items.into_iter().peekable();
    let mut lists = Vec::new();
    while let Some(level) = rest.peek().map(|item| item.level) {
        lists.push(Block::List(list(&mut rest, level, words)));
    }
    lists
}

/// Makes lists of paragraphs that begin with a bullet, as a file has them whose author knew no lists.
/// A dash makes one only where several paragraphs in a row begin with it: one alone may be speech.
pub(super) fn lists_by_look(blocks: &mut Vec<Block>, report: &mut Report) {
    let mut rest = std::mem::take(blocks).into_iter().peekable();
    while let Some(block) = rest.next() {
        let Some(first) = bullet(&block) else {
            blocks.push(block);
            continue;
        };
        let is_alike = |next: &Block| bullet(next).map(is_dash) == Some(is_dash(first));
        let mut run = vec![block];
        run.extend(std::iter::from_fn(|| rest.next_if(is_alike)));
        if is_dash(first) && run.len() == 1 {
            blocks.append(&mut run);
            continue;
        }
        let items = run.into_iter().filter_map(|block| {
            let bullet = bullet(&block)?;
            let Block::Paragraph(prose) = block else { return None };
            let text = prose.text.trim_start_matches('\\').strip_prefix(bullet)?.trim_start();
            report.changed(prose.line, "bullet", Class::Silent, (&bullet.to_string(), "-"));
            let prose = Prose { text: escape_start(text), line: prose.line };
            Some(Item { number: None, blocks: vec![Block::Paragraph(prose)] })
        });
        blocks.push(Block::List(items.collect()));
    }
}

/// The bullet that a paragraph begins with.
fn bullet(block: &Block) -> Option<char> {
    let Block::Paragraph(prose) = block else { return None };
    let text = prose.text.trim_start_matches('\\');
    let marker = Marker::of(text).filter(|marker| marker.number.is_none())?;
    marker.written.chars().next().filter(|first| *first != '*')
}

fn is_dash(bullet: char) -> bool {
    matches!(bullet, '-' | '–')
}

fn list(rest: &mut Peekable<IntoIter<ListItem>>, level: u32, words: &mut String) -> Vec<Item> {
    let mut list: Vec<Item> = Vec::new();
    let mut numbered = 0;
    while let Some(next) = rest.peek() {
        if next.level < level {
            break;
        }
        if next.level > level {
            let deeper = next.level;
            let inner = Block::List(self::list(rest, deeper, words));
            match list.last_mut() {
                Some(item) => item.blocks.push(inner),
                None => list.push(Item { number: None, blocks: vec![inner] }),
            }
            continue;
        }
        let is_of_kind = list.last().is_none_or(|item| item.number.is_some() == next.is_numbered);
        if !is_of_kind {
            break;
        }
        let Some(item) = rest.next() else { break };
        let number = item.is_numbered.then(|| {
            numbered += 1;
            numbered
        });
        words.extend(number.map(|number| format!("{number}.\n")));
        let text = escape_start(&item.prose.text);
        let prose = Prose { text, ..item.prose };
        list.push(Item { number, blocks: vec![Block::Paragraph(prose)] });
    }
    list
}
