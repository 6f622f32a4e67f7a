//! The links of one page.

use std::collections::BTreeMap;

use super::address::{OutputPath, PageKind, page_path};
use crate::load::Picture;
use crate::parse::Localized;
use crate::resolve::{HeadingIds, Internal, PageOf, Reader};
use crate::source::SourcePath;
use crate::text::LanguageTag;

/// How the pages of one interface language are named from one page.
pub(super) struct PageLinks<'a> {
    pub(super) reader: &'a Reader,
    /// The interface language.
    pub(super) language: &'a LanguageTag,
    /// Where the page stands.
    path: OutputPath,
    pictures: &'a BTreeMap<SourcePath, OutputPath>,
    /// Set where links have to be absolute: on the page for addresses that do not exist.
    base_url: Option<&'a str>,
    /// What the ids of a text begin with, where the page shows several texts.
    scope: Option<String>,
    /// What stands before and behind the id of a concept in its address, and the slug of a text in
    /// its. Most links of a page lead to these.
    around_concept: (String, &'static str),
    around_text: (String, &'static str),
}

impl<'a> PageLinks<'a> {
    /// The links of the page at `path`, relative ones unless there is a `base_url`.
    pub(super) fn new(
        reader: &'a Reader,
        language: &'a LanguageTag,
        path: OutputPath,
        pictures: &'a BTreeMap<SourcePath, OutputPath>,
        base_url: Option<&'a str>,
    ) -> Self {
        let around = |folder: &str| match base_url {
            None => {
                let index = OutputPath::new(format!("{language}/{folder}/index.html"));
                let link = path.link_to(&index);
                (link.trim_end_matches("index.html").to_owned(), "/index.html")
            }
            Some(base_url) => (format!("{base_url}{language}/{folder}/"), "/"),
        };
        let (around_concept, around_text) = (around("glossary"), around("texts"));
        Self {
            reader,
            language,
            path,
            pictures,
            base_url,
            scope: None,
            around_concept,
            around_text,
        }
    }

    /// The same links within one of several texts of the page. Its ids begin with `scope` and a
    /// full stop, which no slug has.
    pub(super) fn within(mut self, scope: &str) -> Self {
        self.scope = Some(format!("{scope}."));
        self
    }

    /// What every id of a text on the page begins with, and every link to one.
    pub(super) fn scope(&self) -> &str {
        self.scope.as_deref().unwrap_or_default()
    }

    /// How many folders the page stands in; `None` where its links are absolute.
    pub(super) fn depth(&self) -> Option<usize> {
        self.base_url.is_none().then(|| self.path.as_str().matches('/').count())
    }

    /// The address of a file of the site.
    pub(super) fn to(&self, path: &OutputPath) -> String {
        match self.base_url {
            None => self.path.link_to(path),
            Some(base_url) => path.absolute(base_url),
        }
    }

    /// The address of a page in the interface language of this one.
    pub(super) fn page(&self, page: PageKind) -> String {
        self.page_in(self.language, page)
    }

    /// The address of a page in another interface language.
    pub(super) fn page_in(&self, language: &LanguageTag, page: PageKind) -> String {
        self.to(&page_path(self.reader, language, page))
    }

    /// The address of a place that content links to.
    pub(super) fn link(&self, place: &Internal) -> String {
        let (mut link, scope) = match place.page {
            PageOf::Same => (String::new(), self.scope().to_owned()),
            PageOf::Text(text) if self.scope.is_some() => {
                (String::new(), format!("{}.", self.reader.texts[text as usize].slug))
            }
            PageOf::Text(text) if self.base_url.is_none() && !self.is_text(text) => {
                let (before, behind) = &self.around_text;
                let slug = self.reader.texts[text as usize].slug.as_str();
                ([before, slug, behind].concat(), String::new())
            }
            page => (self.page(PageKind::Of(page)), String::new()),
        };
        let id = place.id.as_deref().and_then(|id| self.shown_id(place.page, id));
        if let Some(id) = id.or_else(|| (link.is_empty() && !scope.is_empty()).then_some("text")) {
            link.push('#');
            link.push_str(&scope);
            link.push_str(id);
        }
        link
    }

    /// The id by which a page in this interface language has the heading that is called `id` in some
    /// language: the one at the same place. `None` where it has fewer.
    fn shown_id<'s>(&'s self, page: PageOf, id: &'s str) -> Option<&'s str> {
        let reader = self.reader;
        let ids: BTreeMap<LanguageTag, &HeadingIds> = match page {
            PageOf::Home => {
                reader.home.iter().map(|(tag, page)| (tag.clone(), &page.heading_ids)).collect()
            }
            PageOf::Page(page) => {
                let pages = reader.pages[page as usize].1.iter();
                pages.map(|(tag, page)| (tag.clone(), &page.heading_ids)).collect()
            }
            PageOf::Part(part) => {
                let introductions = reader.parts[part as usize].introductions.iter();
                introductions.map(|(tag, part)| (tag.clone(), &part.heading_ids)).collect()
            }
            PageOf::Same | PageOf::Text(_) | PageOf::Concept(_) => return Some(id),
        };
        let shown = Localized::pick_from(&ids, self.language, &reader.config.languages)?;
        let place_in = |ids: &&HeadingIds| ids.iter().position(|own| own == id);
        let place = place_in(shown).or_else(|| ids.values().find_map(place_in))?;
        shown.iter().nth(place)
    }

    /// Whether this is the page of a text, which names itself without its folder.
    fn is_text(&self, text: u32) -> bool {
        let slug = self.reader.texts[text as usize].slug.as_str();
        let folder = self.path.as_str().strip_suffix("/index.html");
        folder
            .and_then(|folder| folder.strip_suffix(slug))
            .is_some_and(|rest| rest.ends_with("texts/"))
    }

    /// The absolute address of a page, where the settings have one for the site.
    pub(super) fn absolute(&self, page: PageKind) -> Option<String> {
        let base_url = self.reader.config.base_url.as_deref()?;
        Some(page_path(self.reader, self.language, page).absolute(base_url))
    }

    /// Appends the address of a concept. Ids have no characters that HTML would escape.
    pub(super) fn push_concept(&self, out: &mut String, concept: u32) {
        let (before, behind) = &self.around_concept;
        out.push_str(before);
        out.push_str(self.concept_id(concept));
        out.push_str(behind);
    }

    /// The id of a concept.
    pub(super) fn concept_id(&self, concept: u32) -> &'a str {
        self.reader.glossary[concept as usize].concept.id.as_str()
    }

    /// The address of a picture, and its width and height in pixels.
    pub(super) fn picture(&self, path: &SourcePath) -> (String, Option<(u32, u32)>) {
        let size = self.reader.pictures.get(path).and_then(|picture: &Picture| picture.size);
        let link = self.pictures.get(path).map_or_else(String::new, |output| self.to(output));
        (link, size)
    }
}
