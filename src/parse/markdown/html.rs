//! Raw HTML: what is let through, and what is taken out.
//!
//! All use of the sanitiser is in this module.

use std::sync::LazyLock;

use crate::source::Span;
use crate::text::LanguageTag;

/// Elements that may stand within words.
const INLINE: &[&str] = &[
    "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "q",
    "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
    "wbr",
];

/// Elements that may stand as blocks.
const BLOCK: &[&str] = &[
    "blockquote",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::empty();
    cleaner
        .tags(INLINE.iter().chain(BLOCK).copied().collect())
        .generic_attributes(["lang", "dir", "title"].into())
        .tag_attributes(
            [
                ("time", ["datetime"].into()),
                ("td", ["colspan", "rowspan"].into()),
                ("th", ["colspan", "rowspan"].into()),
                ("ol", ["start"].into()),
            ]
            .into(),
        )
        .attribute_filter(|_, name, value| match name {
            "lang" => value.parse::<LanguageTag>().is_ok().then_some(value.into()),
            "dir" => matches!(value, "ltr" | "rtl" | "auto").then_some(value.into()),
            _ => Some(value.into()),
        })
        .clean_content_tags(["script", "style", "iframe", "object", "template", "title"].into())
        .strip_comments(true);
    cleaner
});

/// An inline tag as an author wrote it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// An opening tag that is let through: sanitised, and the name for its closing tag.
    Open { open: Box<str>, name: &'static str },
    /// A closing tag.
    Close(&'static str),
    /// `<br>`
    Break,
    /// `<wbr>`, a comment: nothing to show, nothing lost.
    Silent,
    /// What a page must not have; the name of the element.
    Removed(String),
}

/// Reads one tag.
pub(super) fn tag(source: &str) -> Tag {
    let inner = source.trim_start_matches('<').trim_end_matches('>');
    if inner.starts_with(['!', '?']) {
        return Tag::Silent;
    }
    let closing = inner.starts_with('/');
    let name = tag_name(inner.trim_start_matches('/'));
    let Some(known) = INLINE.iter().find(|known| **known == name) else {
        return if closing { Tag::Silent } else { Tag::Removed(name) };
    };
    match (*known, closing) {
        ("br", _) => Tag::Break,
        ("wbr", _) => Tag::Silent,
        (name, true) => Tag::Close(name),
        (name, false) => {
            let whole = format!("{}></{name}>", source.trim_end_matches('>').trim_end_matches('/'));
            let clean = with_directions(&CLEANER.clean(&whole).to_string());
            match clean.strip_suffix(&format!("</{name}>")) {
                Some(open) if open.starts_with('<') => Tag::Open { open: open.into(), name },
                _ => Tag::Removed(name.to_owned()),
            }
        }
    }
}

/// Whether what an element holds is no words but code, which goes with it.
pub(super) fn holds_code(name: &str) -> bool {
    matches!(name, "script" | "style")
}

/// Whether a tag closes the element called `name`.
pub(super) fn ends(tag: &str, name: &str) -> bool {
    tag.strip_prefix("</").is_some_and(|rest| tag_name(rest) == name)
}

/// A block of raw HTML, sanitised; empty when there is nothing to show. The second value is the
/// elements that had to be taken out, each with the place of its tag.
pub(super) fn block(source: &str) -> (String, Vec<(String, Span)>) {
    let clean = with_directions(CLEANER.clean(source).to_string().trim());
    let is_known = |name: &str| INLINE.contains(&name) || BLOCK.contains(&name);
    let removed = elements(source).filter(|(name, _)| !is_known(name)).collect();
    (clean, removed)
}

/// The names of the opening tags in a piece of HTML with their places, comments passed over.
fn elements(source: &str) -> impl Iterator<Item = (String, Span)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + source[at..].find('<')?;
            let inner = &source[start + 1..];
            if let Some(comment) = inner.strip_prefix("!--") {
                at = comment.find("-->").map_or(source.len(), |end| start + 4 + end + 3);
                continue;
            }
            at = start + 1;
            let name = tag_name(inner);
            if !name.is_empty() {
                let end = source[start..].find('>').map_or(source.len(), |end| start + end + 1);
                return Some((name, Span::new(start, end)));
            }
        }
    })
}

/// The name at the beginning of a tag, in lower case.
fn tag_name(tag: &str) -> String {
    let is_name = |ch: &char| ch.is_ascii_alphanumeric() || *ch == '-';
    tag.chars().take_while(is_name).collect::<String>().to_ascii_lowercase()
}

/// Gives every `lang` without a `dir` the direction of its language.
fn with_directions(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + 16);
    for (index, part) in html.split('<').enumerate() {
        if index > 0 {
            out.push('<');
        }
        let (tag, behind) = part.split_at(part.find('>').unwrap_or(part.len()));
        out.push_str(tag);
        if let Some((_, value)) = tag.split_once(" lang=\"")
            && !tag.contains(" dir=\"")
            && let Some(language) = value.split('"').next()
            && let Ok(language) = language.parse::<LanguageTag>()
        {
            out.push_str(" dir=\"");
            out.push_str(language.direction().as_str());
            out.push('"');
        }
        out.push_str(behind);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_open(source: &str, expected: &str) {
        match tag(source) {
            Tag::Open { open, .. } => assert_eq!(&*open, expected),
            other => panic!("{source} gives {other:?}"),
        }
    }

    #[test]
    fn languages_and_directions_pass() {
        check_open("<bdi>", "<bdi>");
        check_open("<bdi lang=en>", "<bdi lang=\"en\" dir=\"ltr\">");
        check_open("<span dir='rtl' lang='fa' onclick='x()'>", "<span dir=\"rtl\" lang=\"fa\">");
        check_open("<span lang=nonsense>", "<span>");
    }

    #[test]
    fn what_acts_is_taken_out() {
        assert_eq!(tag("<script>"), Tag::Removed("script".into()));
        assert_eq!(tag("<a href=x>"), Tag::Removed("a".into()));
        let (clean, removed) = block("<div onclick=x>a<script>alert(1)</script></div>");
        assert_eq!(clean, "<div>a</div>");
        assert_eq!(removed, [("script".to_owned(), Span::new(16, 24))]);
        assert_eq!(block("<!-- damaged <font> -->"), (String::new(), Vec::new()));
    }
}
