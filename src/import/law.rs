//! Nothing is dropped silently: the letters of a source are those of its document, but for what the
//! report lists.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::document::{Block, Document};
use super::lines::CONTROL;
use super::markup::{letters, near};
use super::report::{Action, Report};

/// Whether the addresses of links are among the words of a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Addresses {
    /// They stand in the text, as in Markdown.
    InWords,
    /// They stand beside it, as in a web page.
    Apart,
}

/// Letters and digits, after folding, that the words found in a document are more or fewer of than its
/// source and its report say; none if all is as it should be.
pub(super) fn unaccounted(
    source: &str,
    addresses: Addresses,
    found: &str,
    report: &Report,
) -> BTreeMap<char, i64> {
    let mut balance = match addresses {
        Addresses::InWords => letters(found),
        Addresses::Apart => letters(&without_addresses(found)),
    };
    let mut add = |text: &str, sign: i64| {
        for (letter, count) in letters(text) {
            *balance.entry(letter).or_insert(0) += sign * count;
        }
    };
    add(source, -1);
    for change in &report.changes {
        let is_done = matches!(change.action, Action::Removed | Action::Changed);
        if is_done && change.rule != CONTROL {
            add(&change.before, 1);
            add(&change.after, -1);
        }
    }
    balance.retain(|_, count| *count != 0);
    balance
}

/// Markdown without where its links lead: `[words](address)` is `[words]()`.
fn without_addresses(markdown: &str) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut rest = markdown;
    while let Some(at) = rest.find("](") {
        let (before, found) = rest.split_at(at + 2);
        out.push_str(before);
        let is_escaped = before.ends_with("\\](");
        let close = if found.starts_with('<') { '>' } else { ')' };
        let end = near(found).find(close);
        rest = if is_escaped { found } else { &found[end.unwrap_or(0)..] };
    }
    out.push_str(rest);
    out
}

/// All words of a document, a line each.
pub(super) fn words(document: &Document) -> String {
    let front = &document.front;
    let mut lines: Vec<&str> = Vec::new();
    lines.extend(front.written.as_deref());
    lines.extend(front.title.as_deref());
    for author in &front.authors {
        lines.push(&author.name);
        lines.extend(author.affiliation.as_deref());
    }
    lines.extend(front.date.as_deref());
    lines.extend(front.summary.as_deref());
    lines.extend(front.keywords.iter().map(String::as_str));
    lines.extend(front.source.iter().map(|(_, value)| value.as_str()));
    let mut out = lines.join("\n");
    for blocks in
        std::iter::once(&document.blocks).chain(document.notes.iter().map(|note| &note.blocks))
    {
        push_words(blocks, &mut out);
    }
    out
}

fn push_words(blocks: &[Block], out: &mut String) {
    for block in blocks {
        out.push('\n');
        match block {
            Block::Heading { prose, .. } | Block::Paragraph(prose) | Block::Verbatim(prose) => {
                out.push_str(&prose.text);
            }
            Block::Quote(blocks) => push_words(blocks, out),
            Block::List(items) => {
                for item in items {
                    if let Some(number) = item.number {
                        _ = write!(out, "\n{number}.");
                    }
                    push_words(&item.blocks, out);
                }
            }
            Block::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    out.push('\n');
                    out.push_str(&cell.text);
                }
            }
        }
    }
}
