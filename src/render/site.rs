//! A site: the path of every file, and how its bytes are made when they are asked for.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

use super::address::{FEED, OutputPath, PageKind, page_path};
use super::common::Common;
use super::font::Fonts;
use super::frame::Frame;
use super::glossary::{self, ConceptItems, ConceptList};
use super::links::PageLinks;
use super::occurrence::{Sections, TextHeads};
use super::strings::Interface;
use super::template::{Insertion, Prepared, Templates};
use super::text::{self, Shown, TextPage};
use super::{feed, page, plain, preview, search};
use crate::diagnostic::Diagnostic;
use crate::load::Theme;
use crate::resolve::{PageOf, Reader};
use crate::search::{Index, IndexFile};
use crate::source::SourcePath;
use crate::text::LanguageTag;

/// A site: its files by path, each made when it is asked for.
pub struct Site {
    pub(super) reader: Arc<Reader>,
    pub(super) theme: Arc<Theme>,
    pub(super) fonts: Fonts,
    pub(super) templates: Templates,
    pub(super) interfaces: Vec<Interface>,
    /// The words of languages that texts are in, beside those.
    pub(super) further_interfaces: Vec<Interface>,
    /// The script with the previews, for each interface language.
    pub(super) previews: Vec<OutputPath>,
    pub(super) files: BTreeMap<OutputPath, File>,
    /// Where each file of the theme's `assets` folder is published, by its name there.
    pub(super) assets: BTreeMap<String, OutputPath>,
    /// Those of them that have the rules of the fonts, as they are published.
    pub(super) style_sheets: BTreeMap<String, String>,
    pub(super) pictures: BTreeMap<SourcePath, OutputPath>,
    pub(super) index: Index,
    /// Where the files of the index are published; found when the first of them is asked for.
    pub(super) index_files: OnceLock<BTreeMap<OutputPath, IndexFile>>,
    /// What the pages of concepts say of each text, for each interface language.
    pub(super) text_heads: Vec<OnceLock<TextHeads>>,
    /// Whether there is a page with the whole reader.
    pub(super) has_print: bool,
    /// The addresses of assets, by the depth of the folders from which they are named.
    pub(super) asset_links: [OnceLock<Prepared>; 4],
    /// The concepts as texts list them, for each interface language.
    pub(super) concept_items: Vec<OnceLock<ConceptItems>>,
}

/// What a file of the site is made from.
#[derive(Clone, Debug)]
pub(super) enum File {
    /// A page; the interface language by its place in the settings.
    Page(usize, PageKind),
    /// The default language's home at the root.
    Root,
    NotFound,
    Sitemap,
    Feed,
    Robots,
    /// Nothing in it; keeps GitHub Pages from passing the files through Jekyll.
    NoJekyll,
    /// A file of the theme, by its name there.
    Asset(String),
    /// A style sheet of the theme that has the rules of its fonts, by its name there.
    StyleSheet(String),
    /// A font of the theme, by where it is published.
    Font,
    /// The previews in an interface language, by its place in the settings.
    Previews(usize),
    Picture(SourcePath),
    /// The script that keeps search at hand where there is no network.
    Worker,
}

/// The contents of a file of the site.
pub enum Contents<'s> {
    /// Bytes made for it.
    Made(Vec<u8>),
    /// Bytes made for it part by part, for a page that is as large as all others together.
    MadeInParts(Box<dyn Iterator<Item = Result<Vec<u8>, Box<Diagnostic>>> + 's>),
    /// Bytes that the site has.
    Kept(&'s [u8]),
    /// Those of a file on disk.
    OnDisk(&'s Path),
}

/// A page for its template: the frame, and what is its own.
#[derive(Serialize)]
pub(super) struct View<P> {
    pub(super) frame: Frame,
    pub(super) page: P,
}

impl Site {
    /// The path of every file: pages and assets in order, then the files of the search index.
    pub fn paths(&self) -> impl Iterator<Item = &OutputPath> {
        self.files.keys().chain(self.index_files().keys())
    }

    /// Whether there is a page or another file at `path`, but for those of the search index.
    pub fn has(&self, path: &OutputPath) -> bool {
        self.files.contains_key(path)
    }

    /// How many files there are.
    pub fn file_count(&self) -> usize {
        self.files.len() + self.index_files().len()
    }

    pub(super) fn index_files(&self) -> &BTreeMap<OutputPath, IndexFile> {
        self.index_files.get_or_init(|| {
            let files = self.index.files();
            files.map(|file| (search::index_path(&self.index, file), file)).collect()
        })
    }

    /// The paths in groups: the pages of one thing in every interface language are made one after
    /// the other, from what they have in [`Common`]; any other file is a group of its own.
    pub fn groups(&self) -> Vec<Vec<&OutputPath>> {
        let mut pages: BTreeMap<PageKind, Vec<&OutputPath>> = BTreeMap::new();
        let mut groups = Vec::new();
        for (path, file) in &self.files {
            match file {
                File::Page(_, kind) => pages.entry(*kind).or_default().push(path),
                _ => groups.push(vec![path]),
            }
        }
        groups.extend(pages.into_values());
        groups.extend(self.index_files().keys().map(|path| vec![path]));
        groups
    }

    /// How many pages there are.
    pub fn page_count(&self) -> usize {
        self.files.values().filter(|file| matches!(file, File::Page(..))).count()
    }

    /// A page of each kind, in the default language: enough to meet every template.
    pub fn sample(&self) -> Vec<&OutputPath> {
        let kind_of = |file: &File| match file {
            File::Page(0, PageKind::Of(page)) => Some(match page {
                PageOf::Text(_) => "text",
                PageOf::Part(_) => "part",
                PageOf::Page(_) => "page",
                PageOf::Concept(_) => "concept",
                PageOf::Home | PageOf::Same => "home",
            }),
            File::Page(0, PageKind::Glossary) => Some("glossary"),
            File::Page(0, PageKind::Syllabus) => Some("syllabus"),
            File::Page(0, PageKind::Print) => Some("print"),
            File::Page(0, PageKind::Search) => Some("search"),
            File::NotFound => Some("404"),
            _ => None,
        };
        let mut samples: BTreeMap<&str, &OutputPath> = BTreeMap::new();
        for (path, file) in &self.files {
            if let Some(kind) = kind_of(file) {
                samples.entry(kind).or_insert(path);
            }
        }
        samples.into_values().collect()
    }

    /// The contents of the file at `path`; `None` if the site has no such file.
    ///
    /// # Errors
    ///
    /// When a template of the theme cannot be used for it.
    pub fn contents(&self, path: &OutputPath) -> Result<Option<Contents<'_>>, Box<Diagnostic>> {
        self.contents_with(path, &mut Common::default())
    }

    /// The same, for one file of a group after the other.
    ///
    /// # Errors
    ///
    /// When a template of the theme cannot be used for it.
    pub fn contents_with(
        &self,
        path: &OutputPath,
        common: &mut Common,
    ) -> Result<Option<Contents<'_>>, Box<Diagnostic>> {
        let Some(file) = self.files.get(path) else {
            let is_of_index = search::is_index_path(path);
            let file = is_of_index.then(|| self.index_files().get(path)).flatten();
            return Ok(file.map(|file| match self.index.script(*file) {
                Cow::Borrowed(script) => Contents::Kept(script.as_bytes()),
                Cow::Owned(script) => Contents::Made(script.into_bytes()),
            }));
        };
        let contents = match file {
            File::Page(language, PageKind::Print) => {
                Contents::MadeInParts(Box::new(self.print_page(*language, path)?))
            }
            File::Page(language, PageKind::Of(PageOf::Concept(concept))) => {
                let page = self.concept_page(*language, *concept, path, common)?;
                Contents::MadeInParts(Box::new(page))
            }
            File::Page(language, kind) => {
                Contents::Made(self.page(*language, *kind, path, common)?)
            }
            File::Root => Contents::Made(self.page(0, PageKind::Of(PageOf::Home), path, common)?),
            File::NotFound => Contents::Made(self.not_found(path)?),
            File::Sitemap => Contents::Made(feed::sitemap(self).into_bytes()),
            File::Feed => Contents::Made(feed::atom(self).into_bytes()),
            File::Robots => Contents::Made(feed::robots(self).into_bytes()),
            File::NoJekyll => Contents::Kept(b""),
            File::Asset(name) => Contents::Kept(&self.theme.files[name].bytes),
            File::StyleSheet(name) => Contents::Kept(self.style_sheets[name].as_bytes()),
            File::Font => Contents::Kept(self.fonts.bytes(path, &self.theme)?),
            File::Previews(language) => {
                Contents::Made(preview::script(&self.reader, &self.interfaces[*language]))
            }
            File::Worker => Contents::Made(search::worker(self).into_bytes()),
            File::Picture(path) => Contents::OnDisk(&self.reader.pictures[path].on_disk),
        };
        Ok(Some(contents))
    }

    pub(super) fn all_files(&self) -> BTreeMap<OutputPath, File> {
        let mut files = BTreeMap::new();
        for (index, language) in self.reader.config.languages.iter().enumerate() {
            for kind in self.page_kinds() {
                files.insert(page_path(&self.reader, language, kind), File::Page(index, kind));
            }
        }
        files.insert(OutputPath::new("index.html"), File::Root);
        files.insert(OutputPath::new("404.html"), File::NotFound);
        files.insert(OutputPath::new("robots.txt"), File::Robots);
        files.insert(OutputPath::new(".nojekyll"), File::NoJekyll);
        files.insert(OutputPath::new("sw.js"), File::Worker);
        if self.reader.config.base_url.is_some() {
            files.insert(OutputPath::new("sitemap.xml"), File::Sitemap);
            files.insert(OutputPath::new(FEED), File::Feed);
        }
        for (name, path) in &self.assets {
            let is_style_sheet = self.style_sheets.contains_key(name);
            let file = if is_style_sheet { File::StyleSheet } else { File::Asset };
            files.insert(path.clone(), file(name.clone()));
        }
        files.extend(self.fonts.paths().map(|path| (path.clone(), File::Font)));
        for (name, path) in self.fonts.licences() {
            files.insert(path.clone(), File::Asset(name.clone()));
        }
        for (language, path) in self.previews.iter().enumerate() {
            files.insert(path.clone(), File::Previews(language));
        }
        for (picture, path) in &self.pictures {
            files.insert(path.clone(), File::Picture(picture.clone()));
        }
        files
    }

    /// The pages that each interface language has.
    fn page_kinds(&self) -> Vec<PageKind> {
        let reader = &self.reader;
        let mut kinds = vec![PageKind::Of(PageOf::Home), PageKind::Syllabus, PageKind::Glossary];
        if self.has_print {
            kinds.push(PageKind::Print);
        }
        kinds.push(PageKind::Search);
        kinds.extend((0..reader.texts.len() as u32).map(|place| PageKind::Of(PageOf::Text(place))));
        kinds.extend((0..reader.parts.len() as u32).map(|place| PageKind::Of(PageOf::Part(place))));
        kinds.extend((0..reader.pages.len() as u32).map(|place| PageKind::Of(PageOf::Page(place))));
        kinds.extend(
            (0..reader.glossary.len() as u32).map(|place| PageKind::Of(PageOf::Concept(place))),
        );
        kinds
    }

    fn page(
        &self,
        language: usize,
        kind: PageKind,
        path: &OutputPath,
        common: &mut Common,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let interface = &self.interfaces[language];
        let links = self.links(&interface.language, path.clone(), None);
        match kind {
            PageKind::Of(PageOf::Home | PageOf::Same) => {
                let view = page::home(&links, interface);
                self.render("home.html", self.frame(&links, interface, kind), view)
            }
            PageKind::Syllabus => {
                let view = page::home(&links, interface);
                self.render("syllabus.html", self.frame(&links, interface, kind), view)
            }
            PageKind::Of(PageOf::Part(part)) => {
                let view = page::part(part, &links, interface);
                self.render("part.html", self.frame(&links, interface, kind), view)
            }
            PageKind::Of(PageOf::Text(text)) => {
                let concepts = self.concept_items[language]
                    .get_or_init(|| ConceptItems::of(&links, interface));
                let page = self.text_page(&links, interface);
                let page = TextPage { concepts: Some(concepts), ..page };
                let Shown { view, rows, concepts } = text::view(text, &page);
                let room = common.room();
                let draft = common.draft(text, &rows);
                let insert = |page: &mut String, insertion| match (insertion, &concepts) {
                    (Insertion::Concepts, Some(concepts)) => concepts.push(page),
                    _ => rows.fill(page, draft),
                };
                let size = draft.len() + concepts.as_ref().map_or(0, ConceptList::size);
                let frame = self.frame(&links, interface, kind);
                self.render_around("text.html", frame, view, (insert, size), room)
            }
            PageKind::Of(PageOf::Page(page)) => {
                let view = plain::view(page, &links, interface);
                self.render("page.html", self.frame(&links, interface, kind), view)
            }
            PageKind::Search => {
                let view = search::page(&self.index, &links, interface);
                self.render("search.html", self.frame(&links, interface, kind), view)
            }
            // What is made in parts does not come here.
            PageKind::Glossary | PageKind::Print | PageKind::Of(PageOf::Concept(_)) => {
                let view = glossary::index(&links, interface);
                self.render("glossary.html", self.frame(&links, interface, kind), view)
            }
        }
    }

    /// The page of a concept, in parts: a frequent one stands in tens of thousands of places.
    fn concept_page<'s>(
        &'s self,
        language: usize,
        concept: u32,
        path: &OutputPath,
        common: &mut Common,
    ) -> Result<impl Iterator<Item = Result<Vec<u8>, Box<Diagnostic>>> + use<'s>, Box<Diagnostic>>
    {
        /// Most pages have no more bytes.
        const PART: usize = 1 << 19;
        let interface = &self.interfaces[language];
        let links = self.links(&interface.language, path.clone(), None);
        let page = glossary::concept(concept, &links, interface);
        let frame = self.frame(&links, interface, PageKind::Of(PageOf::Concept(concept)));
        let shared = frame.shared.clone();
        let view = View { frame, page };
        let around = self.templates.around("concept.html", &view, &shared, &self.theme.files)?;
        let concordance = common.concordance(concept, &self.reader);
        let heads = self.text_heads[language].get_or_init(|| TextHeads::of(&links));
        let sections =
            move || Sections::new(Arc::clone(&concordance), &self.reader, interface, heads);
        let mut around = around.into_iter().peekable();
        let mut within: Option<Sections> = None;
        Ok(std::iter::from_fn(move || {
            let mut out = String::with_capacity(PART + PART / 8);
            loop {
                if within.as_mut().is_some_and(|sections| sections.write_up_to(&mut out, PART)) {
                    break;
                }
                let Some(piece) = around.next() else { break };
                out.push_str(&piece);
                within = around.peek().map(|_| sections());
            }
            (!out.is_empty()).then(|| Ok(out.into_bytes()))
        }))
    }

    /// The page for addresses that do not exist. It is served at any of them, so its links are
    /// absolute where the base address is known.
    fn not_found(&self, path: &OutputPath) -> Result<Vec<u8>, Box<Diagnostic>> {
        let interface = &self.interfaces[0];
        let base_url = self.reader.config.base_url.as_deref();
        let links = self.links(&interface.language, path.clone(), base_url);
        let mut frame = self.frame(&links, interface, PageKind::Of(PageOf::Home));
        interface.word("not_found").clone_into(&mut frame.title);
        frame.canonical = None;
        frame.alternates.clear();
        self.render("404.html", frame, ())
    }

    pub(super) fn render(
        &self,
        template: &str,
        frame: Frame,
        page: impl Serialize,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.render_around(template, frame, page, (|_: &mut String, _| (), 0), String::new())
    }

    /// Makes a page around what is inserted, and its size in bytes; in the place of `room`.
    pub(super) fn render_around(
        &self,
        template: &str,
        frame: Frame,
        page: impl Serialize,
        insertion: (impl Fn(&mut String, Insertion), usize),
        room: String,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let shared = frame.shared.clone();
        let view = View { frame, page };
        self.templates.render(template, &view, &shared, insertion, (room, &self.theme.files))
    }

    pub(super) fn text_page<'a>(
        &'a self,
        links: &'a PageLinks,
        interface: &'a Interface,
    ) -> TextPage<'a> {
        TextPage {
            links,
            interface,
            concepts: None,
            interfaces: [&self.interfaces, &self.further_interfaces],
            top_heading: 2,
        }
    }

    pub(super) fn links<'l>(
        &'l self,
        language: &'l LanguageTag,
        path: OutputPath,
        base_url: Option<&'l str>,
    ) -> PageLinks<'l> {
        PageLinks::new(&self.reader, language, path, &self.pictures, base_url)
    }
}
