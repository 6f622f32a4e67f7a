//! Items that know their level become lists within lists.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::document::{Block, Item, Prose};
use super::markup::escape_start;

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
