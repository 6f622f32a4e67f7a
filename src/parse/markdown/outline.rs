//! What Markdown says apart from its words: to see whether a change of words is nothing more.

use std::sync::Arc;

use super::block::{Block, BlockKind, Body};
use super::prose::{MarkKind, Prose};
use crate::source::{SourceFile, SourcePath, Span};

/// Whether two Markdown texts have the same blocks, marks and links.
pub fn has_same_outline(one: &str, other: &str) -> bool {
    outline(one) == outline(other)
}

fn outline(text: &str) -> Vec<String> {
    let nowhere = Arc::new(SourceFile::new(SourcePath::new(""), String::new()));
    let body = super::parse_value(&nowhere, Span::default(), text).value;
    let mut outline = Vec::new();
    body.blocks.iter().for_each(|block| describe(block, &body, &mut outline));
    for footnote in &body.footnotes {
        outline.push(format!("note {}", footnote.label(body.text())));
        footnote.blocks.iter().for_each(|block| describe(block, &body, &mut outline));
    }
    outline.extend(body.links.iter().map(|link| link.destination(body.text()).to_owned()));
    outline
}

fn describe(block: &Block, body: &Body, outline: &mut Vec<String>) {
    let mut describe_all = |name: String, blocks: &[Block]| {
        outline.push(name);
        blocks.iter().for_each(|block| describe(block, body, outline));
        outline.push("end".to_owned());
    };
    match &block.kind {
        BlockKind::Quote(blocks) => describe_all("quote".to_owned(), blocks),
        BlockKind::Alert(alert, blocks) => describe_all(format!("{alert:?}"), blocks),
        BlockKind::List { start, items } => {
            outline.push(format!("list {start:?}"));
            for item in items {
                outline.push("item".to_owned());
                item.iter().for_each(|block| describe(block, body, outline));
            }
            outline.push("end".to_owned());
        }
        BlockKind::Heading { level, prose, .. } => {
            outline.push(format!("heading {level}"));
            describe_marks(prose, body, outline);
        }
        BlockKind::Paragraph(prose) => {
            outline.push("paragraph".to_owned());
            describe_marks(prose, body, outline);
        }
        BlockKind::Table(table) => {
            outline.push(format!("table {:?}", table.columns));
            let cells = table.head.iter().chain(table.rows.iter().flatten());
            for cell in cells {
                outline.push("cell".to_owned());
                describe_marks(cell, body, outline);
            }
        }
        kind @ (BlockKind::Code { .. }
        | BlockKind::Figure { .. }
        | BlockKind::Html(_)
        | BlockKind::Rule) => outline.push(format!("{kind:?}")),
    }
}

fn describe_marks(prose: &Prose, body: &Body, outline: &mut Vec<String>) {
    for mark in &prose.marks {
        outline.push(format!("{:?}", mark.kind));
        if mark.kind == MarkKind::Code {
            outline.push(prose.text(body.text())[mark.range.range()].to_owned());
        }
    }
}
