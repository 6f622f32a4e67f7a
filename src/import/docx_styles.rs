//! What the styles and lists of a Word file make of its paragraphs and words.

use std::collections::BTreeMap;

use super::inline::{Position, Style, link};
use super::xml::Element;
use crate::text::number;

/// What a style makes of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    Author,
    Heading(u8),
    Quote,
    Words,
}

/// The roles of styles, by their ids.
pub(super) fn styles(root: &Element) -> BTreeMap<String, Role> {
    let mut roles = BTreeMap::new();
    for style in root.elements().filter(|style| style.name == "style") {
        let Some(id) = style.attribute("styleId") else { continue };
        let name = style.child("name").and_then(Element::value).unwrap_or(id).to_ascii_lowercase();
        let outline = style.child("pPr").and_then(|properties| properties.child("outlineLvl"));
        let level = outline.and_then(Element::value).and_then(number);
        let heading = name.strip_prefix("heading ").and_then(number);
        let role = match (name.as_str(), heading, level) {
            ("title", ..) => Role::Title,
            ("author", ..) => Role::Author,
            ("quote" | "intense quote" | "quotations" | "block text", ..) => Role::Quote,
            (_, Some(level), _) => Role::Heading(level.clamp(1, 6) as u8),
            (_, None, Some(level)) if level < 6 => Role::Heading(level as u8 + 1),
            _ => Role::Words,
        };
        roles.insert(id.to_owned(), role);
    }
    roles
}

/// What styles of words within a paragraph look like, by their ids.
pub(super) fn word_styles(root: &Element) -> BTreeMap<String, Style> {
    let mut styles = BTreeMap::new();
    for style in root.elements().filter(|style| style.attribute("type") == Some("character")) {
        let Some(id) = style.attribute("styleId") else { continue };
        let name = style.child("name").and_then(Element::value).unwrap_or(id).to_ascii_lowercase();
        let look = styled(style.child("rPr"), &Style::default());
        let code = matches!(name.as_str(), "verbatim char" | "source text" | "html code");
        // That of links and of the marks of footnotes is not the writer's.
        if !name.contains("footnote") && !name.contains("endnote") && !name.contains("hyperlink") {
            styles.insert(id.to_owned(), Style { code, ..look });
        }
    }
    styles
}

/// The lists that styles put their paragraphs in, by the ids of styles: the list, and the level.
pub(super) fn style_lists(root: &Element) -> BTreeMap<String, (String, u32)> {
    let mut lists = BTreeMap::new();
    for style in root.elements().filter(|style| style.name == "style") {
        let list = style.child("pPr").and_then(|properties| properties.child("numPr"));
        let id = list.and_then(|list| list.child("numId")).and_then(Element::value);
        let (Some(name), Some(id), Some(list)) = (style.attribute("styleId"), id, list) else {
            continue;
        };
        let written = list.child("ilvl").and_then(Element::value).and_then(number);
        // "List Bullet 3" is a list of its own, on the third level.
        let shown = style.child("name").and_then(Element::value).unwrap_or_default();
        let named = shown.rsplit_once(' ').and_then(|(_, last)| number(last));
        let level = written.or(named.map(|level| level.saturating_sub(1))).unwrap_or(0);
        lists.insert(name.to_owned(), (id.to_owned(), level.min(8)));
    }
    lists
}

/// Which lists have numbers.
pub(super) struct Numbering {
    /// For each list, the format of each level.
    formats: BTreeMap<String, BTreeMap<u32, String>>,
}

impl Numbering {
    /// Those of a file.
    pub(super) fn of(root: &Element) -> Self {
        let mut abstracts: BTreeMap<&str, BTreeMap<u32, String>> = BTreeMap::new();
        for list in root.elements().filter(|element| element.name == "abstractNum") {
            let levels =
                list.elements().filter(|element| element.name == "lvl").filter_map(|level| {
                    let format = level.child("numFmt").and_then(Element::value)?;
                    Some((level.attribute("ilvl").and_then(number)?, format.to_owned()))
                });
            abstracts.insert(list.attribute("abstractNumId").unwrap_or_default(), levels.collect());
        }
        let lists = root.elements().filter(|element| element.name == "num").filter_map(|list| {
            let of = list.child("abstractNumId").and_then(Element::value)?;
            Some((list.attribute("numId")?.to_owned(), abstracts.get(of)?.clone()))
        });
        Self { formats: lists.collect() }
    }

    /// Whether the items of a list have numbers on a level.
    pub(super) fn is_numbered(&self, list: &str, level: u32) -> bool {
        let levels = self.formats.get(list);
        let format = levels.and_then(|levels| levels.get(&level).or(levels.get(&0)));
        format.is_some_and(|format| !matches!(format.as_str(), "bullet" | "none"))
    }
}

/// Where links lead, by their ids.
pub(super) fn links(root: &Element) -> BTreeMap<String, String> {
    let relationships = root.elements().filter_map(|each| {
        Some((each.attribute("Id")?.to_owned(), link(each.attribute("Target")?)?))
    });
    relationships.collect()
}

/// A style in words that have another.
pub(super) fn within(outer: &Style, inner: &Style) -> Style {
    Style {
        strong: outer.strong || inner.strong,
        emphasis: outer.emphasis || inner.emphasis,
        struck: outer.struck || inner.struck,
        code: outer.code || inner.code,
        position: if inner.position == Position::Line { outer.position } else { inner.position },
        link: outer.link.clone(),
    }
}

/// The style of a run; a property that is switched off is written `w:val="0"`.
pub(super) fn styled(properties: Option<&Element>, style: &Style) -> Style {
    let Some(properties) = properties else { return style.clone() };
    let is_on = |names: &[&str]| {
        names
            .iter()
            .filter_map(|name| properties.child(name))
            .any(|property| !matches!(property.value(), Some("0" | "false" | "off" | "none")))
    };
    let position = properties.child("vertAlign").and_then(Element::value);
    // LibreOffice writes half-points above or below the line.
    let raised = properties.child("position").and_then(Element::value).unwrap_or_default();
    let raised = raised.parse::<i32>().unwrap_or(0);
    Style {
        strong: style.strong || is_on(&["b", "bCs"]),
        emphasis: style.emphasis || is_on(&["i", "iCs"]),
        struck: style.struck || is_on(&["strike", "dstrike"]),
        // The mark of a footnote is raised by a style of its own.
        position: match position {
            Some("superscript") => Position::Raised,
            Some("subscript") => Position::Lowered,
            _ if raised > 0 => Position::Raised,
            _ if raised < 0 => Position::Lowered,
            _ => style.position,
        },
        ..style.clone()
    }
}
