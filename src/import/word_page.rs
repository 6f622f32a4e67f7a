//! What Word writes into the paragraphs of a page that it exports.

use scraper::ElementRef;

/// What a paragraph of Word is, where it is not just one.
pub(super) enum Paragraph {
    /// The title of the whole.
    Title,
    /// An item of a list.
    Item {
        /// How deep it is, from 0.
        level: u32,
        /// Whether a number stands before it, not a bullet.
        is_numbered: bool,
    },
}

/// What the class and the style of a paragraph say of it.
pub(super) fn paragraph(element: ElementRef) -> Option<Paragraph> {
    if element.value().name() != "p" {
        return None;
    }
    if element.value().classes().any(|class| class == "MsoTitle") {
        return Some(Paragraph::Title);
    }
    let style = element.attr("style")?.to_ascii_lowercase();
    let (_, list) = style.split_once("mso-list:")?;
    let level = list.split_once("level")?.1.chars().next()?.to_digit(10)?;
    let mark = element.descendent_elements().find(|inner| is_mark(*inner))?;
    let mark: String = mark.text().collect();
    let is_numbered = mark.chars().any(char::is_alphanumeric) && mark.contains(['.', ')', '-']);
    Some(Paragraph::Item { level: level.saturating_sub(1), is_numbered })
}

/// Whether an element holds the bullet or number that Word writes before an item.
pub(super) fn is_mark(element: ElementRef) -> bool {
    let style = element.attr("style").unwrap_or_default();
    style.contains("mso-list") && style.to_ascii_lowercase().contains("mso-list:ignore")
}
