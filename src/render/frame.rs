//! What every page has around it: its title, its address in other languages, and the links of the site.

use std::collections::BTreeMap;

use serde::Serialize;

use super::address::{FEED, OutputPath, PageKind, page_path};
use super::links::PageLinks;
use super::site::Site;
use super::strings::Interface;
use super::template::{Prepared, Shared};
use super::text::LinkView;
use super::words::{LocalWords, local, words_in};
use super::{glossary, plain, text};
use crate::parse::Digits;
use crate::resolve::PageOf;
use crate::text::{LanguageTag, isolated};

/// What every page has around it, for its template.
#[derive(Serialize)]
pub(super) struct Frame {
    lang: String,
    dir: &'static str,
    /// The numerals of lists, where the settings name some.
    digits: Option<&'static str>,
    site_title: LocalWords,
    pub(super) title: String,
    pub(super) description: Option<String>,
    /// The labels of the interface, `t` for templates, and the addresses of `assets`, by their names.
    #[serde(skip)]
    pub(super) shared: Shared,
    home: String,
    glossary: Option<String>,
    syllabus: Option<String>,
    print: Option<String>,
    previews: Option<String>,
    /// Whether engines may list the page.
    is_listed: bool,
    search: String,
    pages: Vec<LinkView>,
    languages: Vec<LanguageLink>,
    pub(super) canonical: Option<String>,
    pub(super) alternates: Vec<Alternate>,
    feed: Option<String>,
    is_current: &'static str,
}

/// The same page in an interface language.
#[derive(Serialize)]
pub(super) struct LanguageLink {
    lang: String,
    dir: &'static str,
    name: String,
    href: String,
    is_current: bool,
}

/// The absolute address of the same page in an interface language.
#[derive(Serialize)]
pub(super) struct Alternate {
    hreflang: String,
    href: String,
}

impl Site {
    /// The frame of a page, in the language of `links`.
    pub(super) fn frame<'f>(
        &'f self,
        links: &PageLinks,
        interface: &'f Interface,
        kind: PageKind,
    ) -> Frame {
        let reader = &self.reader;
        let config = &reader.config;
        let language = links.language;
        let site_title = local(&config.title, language, &config.languages);
        let base_url = config.base_url.as_deref();
        let absolute = |language: &LanguageTag| {
            base_url.map(|base| page_path(reader, language, kind).absolute(base))
        };
        let alternate = |hreflang: &str, language: &LanguageTag| {
            Some(Alternate { hreflang: hreflang.to_owned(), href: absolute(language)? })
        };
        let has_parts = !reader.parts.is_empty();
        Frame {
            lang: language.to_string(),
            dir: language.direction().as_str(),
            digits: match config.digits {
                Digits::Keep => None,
                Digits::Latin => Some("latn"),
                Digits::Arabic => Some("arab"),
                Digits::ExtendedArabic => Some("arabext"),
            },
            title: self.title(links, interface, kind),
            description: self.description(links, kind),
            shared: [("t", interface.labels.clone()), ("assets", self.asset_links(links))],
            home: links.page(PageKind::Of(PageOf::Home)),
            glossary: (!reader.glossary.is_empty()).then(|| links.page(PageKind::Glossary)),
            syllabus: has_parts.then(|| links.page(PageKind::Syllabus)),
            print: self.has_print.then(|| links.page(PageKind::Print)),
            previews: self
                .interfaces
                .iter()
                .position(|each| each.language == *language)
                .map(|place| links.to(&self.previews[place])),
            is_listed: kind != PageKind::Print,
            search: links.page(PageKind::Search),
            pages: plain::listed(links),
            languages: self
                .interfaces
                .iter()
                .map(|other| LanguageLink {
                    lang: other.language.to_string(),
                    dir: other.language.direction().as_str(),
                    name: other.word("own_name").to_owned(),
                    href: links.page_in(&other.language, kind),
                    is_current: other.language == *language,
                })
                .collect(),
            canonical: absolute(language),
            alternates: config
                .languages
                .iter()
                .filter_map(|other| alternate(other.as_str(), other))
                .chain(config.languages.first().and_then(|first| alternate("x-default", first)))
                .collect(),
            feed: base_url.map(|_| links.to(&OutputPath::new(FEED))),
            is_current: match kind {
                PageKind::Glossary | PageKind::Of(PageOf::Concept(_)) => "glossary",
                PageKind::Syllabus | PageKind::Of(PageOf::Part(_)) => "syllabus",
                PageKind::Search => "search",
                PageKind::Of(_) | PageKind::Print => "",
            },
            site_title,
        }
    }

    /// The addresses of the theme's assets from a page. They are the same from all folders of one
    /// depth, and made for the first page of each.
    fn asset_links(&self, links: &PageLinks) -> Prepared {
        let make = || {
            let assets = self.assets.iter();
            let links: BTreeMap<&str, String> = assets
                .filter_map(|(name, path)| Some((name.strip_prefix("assets/")?, links.to(path))))
                .collect();
            Prepared::of(&links)
        };
        match links.depth().and_then(|depth| self.asset_links.get(depth)) {
            Some(kept) => kept.get_or_init(make).clone(),
            None => make(),
        }
    }

    /// The title of a page for the window and for lists of results: its own, then the reader's.
    /// Each is isolated, for they may be in languages of different directions.
    fn title(&self, links: &PageLinks, interface: &Interface, kind: PageKind) -> String {
        let reader = &self.reader;
        let config = &reader.config;
        let site = local(&config.title, links.language, &config.languages);
        let own = match kind {
            PageKind::Of(PageOf::Home | PageOf::Same) => {
                return isolated(&site.words, site.direction()).into_owned();
            }
            PageKind::Of(PageOf::Text(text)) => {
                text::title_in(&reader.texts[text as usize], links.language)
            }
            PageKind::Of(PageOf::Part(part)) => {
                local(&reader.parts[part as usize].title, links.language, &config.languages)
            }
            PageKind::Of(PageOf::Page(page)) => plain::title(page, links),
            PageKind::Of(PageOf::Concept(concept)) => {
                glossary::link_to_concept(concept, links).words
            }
            PageKind::Glossary => words_in(interface.word("glossary"), links.language),
            PageKind::Syllabus => words_in(interface.word("syllabus"), links.language),
            PageKind::Print => words_in(interface.word("print_reader"), links.language),
            PageKind::Search => words_in(interface.word("search"), links.language),
        };
        let mut title = String::new();
        own.push_isolated(&mut title);
        title.push_str(" · ");
        site.push_isolated(&mut title);
        title
    }

    fn description(&self, links: &PageLinks, kind: PageKind) -> Option<String> {
        let PageKind::Of(PageOf::Text(text)) = kind else { return None };
        let text = &self.reader.texts[text as usize];
        let file = &text.version_in(links.language).unwrap_or(&text.original).file;
        let summary = file.summary.as_ref()?;
        Some(isolated(&summary.value, file.language.direction()).into_owned())
    }
}
