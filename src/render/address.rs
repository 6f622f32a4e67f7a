//! Addresses: where each page of a site stands, and how one page names another.

use std::fmt;

use crate::resolve::{PageOf, Reader};
use crate::text::{LanguageTag, percent_encoded};

/// Where the feed stands.
pub(super) const FEED: &str = "feed.xml";

/// The path of a file of the site, relative to its root, with `/`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(String);

impl OutputPath {
    /// A path from its text.
    pub fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// How a page at this path names the file at `to`: a relative address of a file.
    pub fn link_to(&self, to: &OutputPath) -> String {
        let mut from = self.0.split('/').peekable();
        let mut target = to.0.as_str();
        let mut climbs = self.0.matches('/').count();
        while let Some((folder, rest)) = target.split_once('/') {
            if from.next() != Some(folder) || climbs == 0 {
                break;
            }
            target = rest;
            climbs -= 1;
        }
        let mut link = String::with_capacity(climbs * 3 + target.len());
        for _ in 0..climbs {
            link.push_str("../");
        }
        link.push_str(target);
        link
    }

    /// The absolute address of the page at this path: its folder under `base_url`, percent-encoded.
    pub fn absolute(&self, base_url: &str) -> String {
        let folder = self.0.strip_suffix("index.html").unwrap_or(&self.0);
        format!("{base_url}{}", percent_encoded(folder))
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A page in one interface language, or one that stands for all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKind {
    /// A page that content links to.
    Of(PageOf),
    /// All concepts.
    Glossary,
    /// All parts in order.
    Syllabus,
    /// The whole reader, for printing.
    Print,
    /// Where words are looked for.
    Search,
}

/// Where a page stands in interface language `language`. `PageOf::Same` has no place of its own.
pub fn page_path(reader: &Reader, language: &LanguageTag, page: PageKind) -> OutputPath {
    let (folder, name) = match page {
        PageKind::Of(PageOf::Home | PageOf::Same) => ("", ""),
        PageKind::Of(PageOf::Text(text)) => ("texts/", reader.texts[text as usize].slug.as_str()),
        PageKind::Of(PageOf::Part(part)) => ("parts/", reader.parts[part as usize].id.as_str()),
        PageKind::Of(PageOf::Page(page)) => ("", reader.pages[page as usize].0.as_str()),
        PageKind::Of(PageOf::Concept(concept)) => {
            ("glossary/", reader.glossary[concept as usize].concept.id.as_str())
        }
        PageKind::Glossary => ("", "glossary"),
        PageKind::Syllabus => ("", "syllabus"),
        PageKind::Print => ("", "print"),
        PageKind::Search => ("", "search"),
    };
    let slash = if name.is_empty() { "" } else { "/" };
    OutputPath([language.as_str(), "/", folder, name, slash, "index.html"].concat())
}

/// Where a file of the folder of assets is published: `assets/NAME.HASH.EXT`.
pub(super) fn hashed_path(name: &str, fingerprint: &str) -> OutputPath {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
    // What has a meaning in an address would have to be encoded in every link.
    let is_plain = |ch: char| ch.is_alphanumeric() || matches!(ch, '-' | '_' | '.');
    let stem: String = stem.chars().map(|ch| if is_plain(ch) { ch } else { '-' }).collect();
    OutputPath::new(format!("assets/{stem}.{fingerprint}.{extension}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(from: &str, to: &str, expected: &str) {
        assert_eq!(OutputPath::new(from).link_to(&OutputPath::new(to)), expected);
    }

    #[test]
    fn links_are_relative_and_name_a_file() {
        check("ar/texts/a/index.html", "ar/texts/b/index.html", "../b/index.html");
        check("ar/texts/a/index.html", "ar/texts/a/index.html", "index.html");
        check("ar/texts/a/index.html", "en/texts/a/index.html", "../../../en/texts/a/index.html");
        check("ar/texts/a/index.html", "assets/x.css", "../../../assets/x.css");
        check("index.html", "ar/index.html", "ar/index.html");
        check("ar/index.html", "ar/glossary/index.html", "glossary/index.html");
        check("ar/glossary/x/index.html", "ar/glossary/index.html", "../index.html");
        check("ar/glossary/index.html", "ar/index.html", "../index.html");
    }

    #[test]
    fn absolute_addresses_name_the_folder() {
        let path = OutputPath::new("ar/texts/أمن/index.html"); // "security"
        assert_eq!(
            path.absolute("https://e.org/r/"),
            "https://e.org/r/ar/texts/%D8%A3%D9%85%D9%86/"
        );
    }
}
