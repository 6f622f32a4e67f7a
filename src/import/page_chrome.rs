//! What a site puts around the text of a page, and what is never shown.

use std::sync::LazyLock;

use ego_tree::iter::Edge;
use scraper::{ElementRef, Node, Selector};

use super::html::select;

/// Elements of a page that are none of its text.
pub(super) const CHROME: &[&str] =
    &["nav", "header", "footer", "aside", "form", "button", "dialog", "menu", "select", "input"];
/// Elements that show no words.
pub(super) const SILENT: &[&str] = &[
    "script", "style", "noscript", "template", "head", "svg", "iframe", "object", "canvas",
    "video", "audio",
];

/// Names of classes that pages give to what is no text.
const CHROME_CLASSES: &[&str] = &[
    "share",
    "social",
    "breadcrumb",
    "breadcrumbs",
    "sidebar",
    "related",
    "comments",
    "comment",
    "advert",
    "ads",
    "cookie",
    "navigation",
    "menu",
    "toolbar",
    "newsletter",
    "subscribe",
    "pagination",
    "print-only",
    "sharedaddy",
    "skip-link",
    "visually-hidden",
    "screen-reader-text",
    // MediaWiki
    "noprint",
    "hatnote",
    "mw-editsection",
    "mw-jump-link",
    "mw-cite-backlink",
    "printfooter",
    "catlinks",
    "navbox",
    "toc",
    // Open Journal Systems
    "pkp_screen_reader",
    "cmp_skip_to_content",
    "cmp_breadcrumbs",
    "entry_details",
    "galleys",
];
/// Ids that pages give to what is no text.
const CHROME_IDS: &[&str] = &["siteSub", "contentSub", "catlinks", "toc", "comments", "sidebar"];

pub(super) fn is_chrome(element: ElementRef) -> bool {
    let value = element.value();
    let is_hidden = value.attr("hidden").is_some() || value.attr("aria-hidden") == Some("true");
    let is_navigation = matches!(
        value.attr("role"),
        Some("navigation" | "banner" | "contentinfo" | "search" | "complementary")
    );
    // The heading of an article stands in a header of its own.
    let is_title = value.name() == "header" && element.select(&HEADINGS).next().is_some();
    let has_class =
        value.classes().any(|class| CHROME_CLASSES.contains(&class.to_ascii_lowercase().as_str()));
    let has_id = value.id().is_some_and(|id| CHROME_IDS.contains(&id));
    has_id
        || (CHROME.contains(&value.name()) && !is_title)
        || is_hidden
        || is_navigation
        || has_class
}

static HEADINGS: LazyLock<Selector> = LazyLock::new(|| select("h1, h2"));

/// The words of an element as they stand, but for what is never shown.
pub(super) fn push_words(element: ElementRef, words: &mut String) {
    let mut silent = 0_usize;
    for edge in element.traverse() {
        let is_silent =
            |node: &Node| node.as_element().is_some_and(|element| SILENT.contains(&element.name()));
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Text(text) if silent == 0 => words.extend([&**text, " "]),
                value => silent += usize::from(is_silent(value)),
            },
            Edge::Close(node) => silent -= usize::from(is_silent(node.value())),
        }
    }
}
