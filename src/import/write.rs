//! A document becomes a Markdown file.

use std::fmt::Write as _;

use super::document::{Author, Block, Document, Front, Item, Note, Table};
use super::markdown;
use super::report::Report;
use crate::text::Class;

/// Keys of the front matter that only the command knows.
#[derive(Clone, Debug, Default)]
pub(super) struct Extra {
    /// Of a translation, the language of the original.
    pub(super) translates: Option<String>,
}

/// The file.
pub(super) fn write(document: &Document, extra: &Extra) -> String {
    let mut out = match &document.front.written {
        Some(written) => format!("{written}\n"),
        None => front_matter(&document.front, document.damage, extra),
    };
    let body = blocks(&document.blocks);
    if !body.is_empty() {
        out.push('\n');
        out.push_str(&body);
    }
    for note in &document.notes {
        out.push('\n');
        out.push_str(&footnote(note));
    }
    out
}

fn front_matter(front: &Front, damage: Option<f64>, extra: &Extra) -> String {
    let mut out = String::from("---\n");
    if let Some(translates) = &extra.translates {
        _ = writeln!(out, "translates: {translates}");
    }
    _ = writeln!(out, "title: {}", scalar(front.title.as_deref().unwrap_or_default()));
    let is_translation = extra.translates.is_some();
    if is_translation {
        out.push_str("status: draft\n# translators: [who translated it]\n");
    }
    if !front.authors.is_empty() && !is_translation {
        out.push_str("authors:\n");
        for author in &front.authors {
            _ = writeln!(out, "  - {}", person(author));
        }
    }
    if let Some(date) = &front.date {
        _ = writeln!(out, "date: {date}");
    }
    if !front.source.is_empty() && !is_translation {
        out.push_str("source:\n");
        for (key, value) in &front.source {
            _ = writeln!(out, "  {key}: {}", scalar(value));
        }
    }
    if !is_translation {
        out.push_str("# Say on what terms the text may be published:\n");
        out.push_str("# rights: {license: CC-BY-4.0} or rights: {statement: \"Reproduced with permission of …\"}\n");
    }
    if let Some(damage) = damage.filter(|damage| *damage > 0.0) {
        _ = writeln!(out, "damage: {damage:.2}");
    }
    if let Some(summary) = &front.summary {
        _ = writeln!(out, "summary: {}", scalar(summary));
    }
    if !front.keywords.is_empty() {
        let keywords: Vec<String> = front.keywords.iter().map(|word| flow_scalar(word)).collect();
        _ = writeln!(out, "keywords: [{}]", keywords.join(", "));
    }
    out.push_str("---\n");
    out
}

fn person(author: &Author) -> String {
    match &author.affiliation {
        None => scalar(&author.name),
        Some(affiliation) => {
            format!(
                "{{name: {}, affiliation: {}}}",
                flow_scalar(&author.name),
                flow_scalar(affiliation)
            )
        }
    }
}

/// Gives a front matter that the file has a title, in place of its own. One that cannot be read
/// afterwards is left as it was, and flagged.
pub(super) fn retitle(front_matter: &mut String, title: &str, report: &mut Report) {
    const KEY: &str = "title:";
    if markdown::title_of(front_matter).as_deref() == Some(title) {
        return;
    }
    let mut lines = front_matter.lines().peekable();
    let mut retitled: Vec<&str> = lines.next().into_iter().collect();
    let line = format!("{KEY} {}", scalar(title));
    retitled.push(&line);
    let mut own = Vec::new();
    while let Some(line) = lines.next() {
        if line.starts_with(KEY) {
            own.push(line);
            // What is indented goes on with the value.
            own.extend(std::iter::from_fn(|| lines.next_if(|next| next.starts_with([' ', '\t']))));
        } else {
            retitled.push(line);
        }
    }
    let (own, retitled) = (own.join("\n"), retitled.join("\n"));
    if markdown::title_of(&retitled).as_deref() == Some(title) {
        report.changed(1, "title", Class::Stated, (&own, &line));
        *front_matter = retitled;
    } else {
        report.flagged(1, "title", &own);
    }
}

/// Words as a YAML value, bare where nothing in them could be taken for YAML.
fn scalar(words: &str) -> String {
    let is_plain = words.chars().next().is_some_and(char::is_alphabetic)
        && !words.contains(": ")
        && !words.contains(" #")
        && !words.ends_with(':')
        && !words.ends_with(char::is_whitespace)
        && !words.chars().any(char::is_control)
        && !matches!(
            words.to_ascii_lowercase().as_str(),
            "true" | "false" | "null" | "yes" | "no" | "on" | "off" | "y" | "n"
        );
    if is_plain { words.to_owned() } else { quoted(words) }
}

/// The same within brackets or braces.
fn flow_scalar(words: &str) -> String {
    if words.contains([',', '[', ']', '{', '}', ':']) { quoted(words) } else { scalar(words) }
}

/// In double quotes, with the escapes that YAML shares with JSON.
fn quoted(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}

fn blocks(blocks: &[Block]) -> String {
    let mut out = String::new();
    for (index, block) in blocks.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        out.push_str(&self::block(block));
    }
    out
}

/// A block with a line feed at its end.
fn block(block: &Block) -> String {
    match block {
        Block::Heading { level, prose } => {
            format!(
                "{} {}\n",
                "#".repeat(usize::from(*level).clamp(1, 6)),
                prose.text.replace('\n', " ")
            )
        }
        Block::Paragraph(prose) | Block::Verbatim(prose) => format!("{}\n", prose.text),
        Block::List(items) => list(items),
        Block::Quote(inner) => prefixed(&blocks(inner), "> ", "> "),
        Block::Table(table) => self::table(table),
    }
}

fn list(items: &[Item]) -> String {
    let is_loose = items.iter().any(|item| !is_tight(&item.blocks));
    let mut out = String::new();
    for (index, item) in items.iter().enumerate() {
        if index > 0 && is_loose {
            out.push('\n');
        }
        let marker = item.number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
        let text =
            if is_loose { blocks(&item.blocks) } else { item.blocks.iter().map(block).collect() };
        let text = if text.is_empty() { "\n".to_owned() } else { text };
        out.push_str(&prefixed(&text, &marker, &" ".repeat(marker.len())));
    }
    out
}

/// A paragraph, and perhaps a list under it.
fn is_tight(blocks: &[Block]) -> bool {
    match blocks {
        [] | [Block::Paragraph(_)] => true,
        [Block::Paragraph(_), Block::List(items)] => {
            items.iter().all(|item| is_tight(&item.blocks))
        }
        _ => false,
    }
}

/// Lines with something before the first, and before each of the others that says something.
fn prefixed(text: &str, first: &str, others: &str) -> String {
    let mut out = String::new();
    for (index, line) in text.lines().enumerate() {
        let prefix = if index == 0 { first } else { others };
        let line = format!("{prefix}{line}");
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn table(table: &Table) -> String {
    let mut out = String::new();
    for (index, row) in table.rows.iter().enumerate() {
        out.push('|');
        for cell in row {
            _ = write!(out, " {} |", cell.text.replace('\n', " "));
        }
        out.push('\n');
        if index == 0 {
            out.push('|');
            for alignment in &table.alignment {
                _ = write!(out, "{alignment}|");
            }
            out.push('\n');
        }
    }
    out
}

fn footnote(note: &Note) -> String {
    let text = blocks(&note.blocks);
    prefixed(if text.is_empty() { "\n" } else { &text }, &format!("[^{}]: ", note.label), "    ")
}
