//! What a web page says of itself in its head.

use scraper::ElementRef;

use super::document::{Author, Block, Front};
use super::html::{first, select};
use super::inline::link;
use super::report::Report;
use crate::text::Class;

/// The encoding that a page names in its head.
pub(super) fn stated_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset=")?;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let end = rest.find(|ch: char| !ch.is_ascii_alphanumeric() && !matches!(ch, '-' | '_'))?;
    Some(rest[..end].to_owned())
}

/// What the head of a page says of its article.
pub(super) fn front(root: ElementRef, report: &mut Report) -> Front {
    let mut front = Front::default();
    let metas: Vec<(String, String)> = root
        .select(&select("meta[content]"))
        .filter_map(|meta| {
            let name = meta.attr("name").or(meta.attr("property"))?.to_ascii_lowercase();
            let content = meta.attr("content")?.trim();
            (!content.is_empty()).then(|| (name, content.to_owned()))
        })
        .collect();
    let all = |names: &[&str]| -> Vec<String> {
        let found = metas.iter().filter(|(name, _)| names.contains(&name.as_str()));
        found.map(|(_, content)| content.clone()).collect()
    };
    let one = |names: &[&str]| all(names).into_iter().next();
    let mut taken: Vec<String> = Vec::new();
    let authors = all(&["citation_author", "dc.creator"]);
    let authors = if authors.is_empty() { all(&["author"]) } else { authors };
    for name in authors.into_iter().filter(|name| !name.starts_with("http")) {
        taken.push(name.clone());
        front.authors.push(Author { name, ..Author::default() });
    }
    front.date = one(&[
        "citation_publication_date",
        "citation_date",
        "article:published_time",
        "dc.date",
        "dc.date.issued",
        "date",
    ])
    .and_then(|date| {
        let day = date.get(..10)?.replace('/', "-");
        day.parse::<jiff::civil::Date>().ok().map(|day| day.to_string())
    });
    taken.extend(front.date.clone());
    for (key, names) in [
        ("container", &["citation_journal_title"][..]),
        ("volume", &["citation_volume"]),
        ("issue", &["citation_issue"]),
        ("publisher", &["citation_publisher"]),
        ("doi", &["citation_doi", "dc.identifier.doi"]),
    ] {
        if let Some(value) = one(names) {
            taken.push(value.clone());
            front.source.push((key, value));
        }
    }
    if let Some(pages) = one(&["citation_firstpage"]) {
        let last = one(&["citation_lastpage"]).filter(|last| *last != pages);
        let pages = last.map_or(pages.clone(), |last| format!("{pages}–{last}"));
        taken.push(pages.clone());
        front.source.push(("pages", pages));
    }
    front.keywords = all(&["citation_keywords", "keywords"])
        .iter()
        .flat_map(|words| words.split([',', '،', ';', '؛']))
        .map(|word| word.trim().to_owned())
        .filter(|word| !word.is_empty())
        .collect();
    front.keywords.dedup();
    taken.extend(front.keywords.clone());
    let address = first(root, "link[rel=canonical]").and_then(|element| element.attr("href"));
    if let Some(address) = address.and_then(link).filter(|address| address.starts_with("http")) {
        taken.push(address.clone());
        front.source.push(("url", address));
    }
    for value in taken {
        report.changed(0, "front-matter", Class::Stated, ("", &value));
    }
    front
}

/// The title: the first heading of the first level, else what the head says.
pub(super) fn take_title(
    root: ElementRef,
    blocks: &mut Vec<Block>,
    front: &mut Front,
    report: &mut Report,
) {
    let at = blocks.iter().position(|block| matches!(block, Block::Heading { level: 1, .. }));
    if let Some(at) = at
        && let Block::Heading { prose, .. } = blocks.remove(at)
    {
        front.title = Some(prose.text);
        return;
    }
    let title = first(root, "title").map(|title| title.text().collect::<String>());
    let title = title.map(|title| title.split_whitespace().collect::<Vec<_>>().join(" "));
    if let Some(title) = title.filter(|title| !title.is_empty()) {
        report.changed(0, "title", Class::Stated, ("", &title));
        front.title = Some(title);
    }
}
