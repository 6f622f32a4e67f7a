//! The blocks of an original, each with room for its translation.

use std::fmt::Write as _;

use crate::parse::{Alert, Block, BlockKind, Body, Column, FewBlocks, MarkKind, Prose, Table};
use crate::text::direction_control;

/// What stands where words are to come.
const ROOM: &str = "…";

/// How many words of a block say which one it is.
const QUOTED_WORDS: usize = 12;

/// Markdown with the same blocks as an original: headings of the same level, lists of as many
/// items, tables of as many cells, the same footnotes. Words are replaced by `…`; before each
/// block a comment, which no page shows, has its ¶ number and first words. Code and raw HTML are
/// kept.
pub(super) fn skeleton(original: &Body) -> String {
    let sheet = Blocks { body: original };
    let mut out = String::new();
    let mut number = 0;
    for block in &original.blocks {
        let words = first_words(block, original.text());
        if block.is_numbered() {
            number += 1;
            _ = writeln!(out, "<!-- ¶{number} {words} -->\n");
        } else if !words.is_empty() {
            _ = writeln!(out, "<!-- {words} -->\n");
        }
        out.push_str(&sheet.block(block));
        out.push('\n');
    }
    for footnote in &original.footnotes {
        let blocks = indented(&sheet.blocks(&footnote.blocks), "    ");
        _ = writeln!(out, "[^{}]: {}\n", footnote.label(original.text()), blocks.trim());
    }
    let end = out.trim_end().len();
    out.truncate(end);
    out.push('\n');
    out
}

/// The first words of a block, fit for a comment.
fn first_words(block: &Block, body: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    block.each_prose(&mut |prose| {
        let room = (QUOTED_WORDS + 1).saturating_sub(words.len());
        words.extend(prose.text(body).split_whitespace().take(room).map(str::to_owned));
    });
    if words.len() > QUOTED_WORDS {
        words.truncate(QUOTED_WORDS);
        words.push(ROOM.to_owned());
    }
    // Two hyphens could end the comment; what cannot be seen does not belong into a file.
    let words = words.join(" ").replace("--", "- -").replace("->", "- >");
    words.chars().filter(|ch| direction_control(*ch).is_none()).collect()
}

struct Blocks<'b> {
    body: &'b Body,
}

impl Blocks<'_> {
    fn blocks(&self, blocks: &[Block]) -> String {
        let blocks: Vec<String> = blocks.iter().map(|block| self.block(block)).collect();
        blocks.join("\n")
    }

    /// A block with its last newline.
    fn block(&self, block: &Block) -> String {
        match &block.kind {
            BlockKind::Heading { level, prose, .. } => {
                format!("{} {}\n", "#".repeat(usize::from(*level)), self.prose(prose))
            }
            BlockKind::Paragraph(prose) => format!("{}\n", self.prose(prose)),
            BlockKind::List { start, items } => self.list(*start, items),
            BlockKind::Table(table) => self.table(table),
            BlockKind::Quote(blocks) => indented(&self.blocks(blocks), "> "),
            BlockKind::Alert(alert, blocks) => {
                let words = indented(&self.blocks(blocks), "> ");
                format!("> [!{}]\n{words}", alert_name(*alert))
            }
            BlockKind::Code { language, code } => {
                let fence = "`".repeat(longest_run_of_backticks(code).max(2) + 1);
                format!("{fence}{}\n{code}{fence}\n", language.as_deref().unwrap_or_default())
            }
            BlockKind::Figure { picture, caption, .. } => {
                let caption = caption.as_ref().map_or("", |_| " \"…\"");
                format!("{}\n", self.picture(*picture, caption))
            }
            BlockKind::Html(html) => format!("{}\n", html.trim_end()),
            BlockKind::Rule => "---\n".to_owned(),
        }
    }

    fn list(&self, start: Option<u64>, items: &[FewBlocks]) -> String {
        let mut out = String::new();
        for (number, item) in (start.unwrap_or_default()..).zip(items) {
            let marker = match start {
                Some(_) => format!("{number}. "),
                None => "- ".to_owned(),
            };
            let words = indented(&self.blocks(item), &" ".repeat(marker.len()));
            _ = writeln!(out, "{marker}{}", words.trim());
        }
        out
    }

    fn table(&self, table: &Table) -> String {
        let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let words = |cells: &[Prose]| row(cells.iter().map(|cell| self.prose(cell)).collect());
        let columns = table.columns.iter().map(|column| match column {
            Column::Unstated => "---".to_owned(),
            Column::Start => ":--".to_owned(),
            Column::Center => ":-:".to_owned(),
            Column::End => "--:".to_owned(),
        });
        let mut out = words(&table.head);
        out.push_str(&row(columns.collect()));
        table.rows.iter().for_each(|cells| out.push_str(&words(cells)));
        out
    }

    /// Room for words, with the footnotes and pictures that stand within them.
    fn prose(&self, prose: &Prose) -> String {
        let mut out = ROOM.to_owned();
        for mark in &prose.marks {
            match &mark.kind {
                MarkKind::Note(note) => {
                    if let Some(footnote) = self.body.footnotes.get(*note as usize) {
                        _ = write!(out, "[^{}]", footnote.label(self.body.text()));
                    }
                }
                MarkKind::Picture(picture) => {
                    out.push(' ');
                    out.push_str(&self.picture(picture.link, ""));
                }
                _ => {}
            }
        }
        out
    }

    fn picture(&self, link: u32, caption: &str) -> String {
        let link = self.body.links.get(link as usize);
        let destination = link.map_or("", |link| link.destination(self.body.text()));
        format!("![{ROOM}](<{destination}>{caption})")
    }
}

/// Every line with `indent` before it; blank lines without spaces at their end.
fn indented(text: &str, indent: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        out.push_str(if line.is_empty() { indent.trim_end() } else { indent });
        out.push_str(line);
        out.push('\n');
    }
    out
}

fn alert_name(alert: Alert) -> &'static str {
    match alert {
        Alert::Note => "NOTE",
        Alert::Tip => "TIP",
        Alert::Important => "IMPORTANT",
        Alert::Warning => "WARNING",
        Alert::Caution => "CAUTION",
    }
}

fn longest_run_of_backticks(code: &str) -> usize {
    code.split(|ch| ch != '`').map(str::len).max().unwrap_or(0)
}
