//! From [`Reader`] to [`Site`]: every file that is published, and how its bytes are made.
//!
//! 1. `address.rs`, `links.rs`: where each page stands, and how one names another.
//! 2. `strings.rs`: the words of the interface.
//! 3. `inline.rs`, `isolate.rs`, `block.rs`: prose and blocks as HTML; `draft.rs`: what of it the
//!    interface language decides.
//! 4. `text.rs` and `row.rs`, `glossary.rs`, `occurrence.rs`, `page.rs`: what each kind of page shows.
//!    `citation.rs`: how a text is cited; `print.rs`: all texts on one page.
//! 5. `search.rs`: the search page, and what lets it work without a network.
//! 6. `frame.rs`, `template.rs`: what is around it on every page, and the theme's HTML for it.
//!    `font.rs`, `subset.rs`: the theme's fonts, with the characters that the site uses.
//! 7. `feed.rs`: what machines read; `preview.rs`: what scripts show.

mod address;
mod block;
mod citation;
mod draft;
mod feed;
mod font;
mod frame;
mod glossary;
mod html;
mod inline;
mod isolate;
mod links;
mod occurrence;
mod page;
mod plain;
mod preview;
mod print;
mod row;
mod search;
mod strings;
mod subset;
mod template;
mod text;
mod words;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use serde::Serialize;

pub use address::{OutputPath, PageKind, page_path};

use crate::diagnostic::{Checked, Diagnostic};
use crate::load::{Theme, ThemeFile, fingerprint};
use crate::parse::Publish;
use crate::resolve::{Page, PageOf, Reader, Target};
use crate::search::{Index, IndexFile};
use crate::source::SourcePath;
use crate::text::LanguageTag;
use draft::Draft;
use font::{Fonts, MadeFonts};
use frame::Frame;
use glossary::{ConceptItems, ConceptList};
use links::PageLinks;
use occurrence::{Concordance, Sections, TextHeads};
use row::Rows;
use strings::Interface;
use template::{Insertion, Prepared, Templates};
use text::{Shown, TextPage};

/// A site: its files by path, each made when it is asked for.
pub struct Site {
    reader: Arc<Reader>,
    theme: Arc<Theme>,
    fonts: Fonts,
    templates: Templates,
    interfaces: Vec<Interface>,
    /// The words of languages that texts are in, beside those.
    further_interfaces: Vec<Interface>,
    /// The script with the previews, for each interface language.
    previews: Vec<OutputPath>,
    files: BTreeMap<OutputPath, File>,
    /// Where each file of the theme's `assets` folder is published, by its name there.
    assets: BTreeMap<String, OutputPath>,
    /// Those of them that have the rules of the fonts, as they are published.
    style_sheets: BTreeMap<String, String>,
    pictures: BTreeMap<SourcePath, OutputPath>,
    index: Index,
    /// Where the files of the index are published; found when the first of them is asked for.
    index_files: OnceLock<BTreeMap<OutputPath, IndexFile>>,
    /// What the pages of concepts say of each text, for each interface language.
    text_heads: Vec<OnceLock<TextHeads>>,
    /// Whether there is a page with the whole reader.
    has_print: bool,
    /// The addresses of assets, by the depth of the folders from which they are named.
    asset_links: [OnceLock<Prepared>; 4],
    /// The concepts as texts list them, for each interface language.
    concept_items: Vec<OnceLock<ConceptItems>>,
}

/// What a file of the site is made from.
#[derive(Clone, Debug)]
enum File {
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

/// What the pages of one thing in different interface languages have in common, found for the first
/// of them and kept for the others; and room for the next page, for to ask the system for as much
/// again for each took longer than to fill it.
#[derive(Default)]
pub struct Common {
    /// The concept by its place in the glossary.
    concordance: Option<(u32, Arc<Concordance>)>,
    /// The rows of a text by its place in the reader and the language of its companion.
    draft: Option<(u32, Option<LanguageTag>, Draft)>,
    room: Vec<u8>,
}

impl Common {
    /// Takes back the contents of a file that are needed no more.
    pub fn take_back(&mut self, mut bytes: Vec<u8>) {
        if bytes.capacity() > self.room.capacity() {
            bytes.clear();
            self.room = bytes;
        }
    }

    fn room(&mut self) -> String {
        String::from_utf8(std::mem::take(&mut self.room)).unwrap_or_default()
    }

    fn concordance(&mut self, concept: u32, reader: &Reader) -> Arc<Concordance> {
        let found = match self.concordance.take() {
            Some((of, kept)) if of == concept => kept,
            kept => {
                // The page that it was for is written.
                let room = kept.and_then(|(_, other)| Arc::into_inner(other)).unwrap_or_default();
                Arc::new(Concordance::of(&reader.glossary[concept as usize], reader, room))
            }
        };
        self.concordance = Some((concept, Arc::clone(&found)));
        found
    }

    fn draft(&mut self, text: u32, rows: &Rows) -> &Draft {
        let companion = rows.companion.map(|version| &version.file.language);
        let found = match self.draft.take() {
            Some((of, beside, kept)) if of == text && beside.as_ref() == companion => kept,
            kept => rows.draft(kept.map_or_else(Draft::default, |(_, _, room)| room)),
        };
        &self.draft.insert((text, companion.cloned(), found)).2
    }
}

/// Prepares the site of a reader. `None` if the theme cannot be used.
pub fn render(
    reader: impl Into<Arc<Reader>>,
    theme: impl Into<Arc<Theme>>,
) -> Checked<Option<Site>> {
    render_again(reader, theme, &mut Memory::default())
}

/// What a site that is looked at while it is written keeps for the next.
#[derive(Default)]
pub struct Memory {
    fonts: MadeFonts,
    previews: Option<KnownPreviews>,
}

/// The reader of a site, and where the scripts with its previews are published.
struct KnownPreviews {
    reader: Arc<Reader>,
    paths: Vec<OutputPath>,
}

/// The same as [`fn@render`], but no font is made again that `memory` has, nor is a script whose name
/// would be the same. Afterwards `memory` has what belongs to this site, the fonts once they are
/// made.
pub fn render_again(
    reader: impl Into<Arc<Reader>>,
    theme: impl Into<Arc<Theme>>,
    memory: &mut Memory,
) -> Checked<Option<Site>> {
    let (reader, theme) = (reader.into(), theme.into());
    let mut diagnostics = Vec::new();
    let interfaces = strings::interfaces(&theme.files, &reader.config);
    let interfaces = interfaces.unload(&mut diagnostics);
    let further_interfaces =
        strings::further(&theme.files, &reader.config, languages_of_texts(&reader));
    let known = memory.previews.take().filter(|known| preview::are_same(&known.reader, &reader));
    let previews = known.map_or_else(|| preview_paths(&reader, &interfaces), |known| known.paths);
    memory.previews = Some(KnownPreviews { reader: Arc::clone(&reader), paths: previews.clone() });
    let characters =
        font::characters(&reader, &theme, interfaces.iter().chain(&further_interfaces));
    let fonts = Fonts::of(&theme, &characters, &mut memory.fonts).unload(&mut diagnostics);
    let templates = Templates::of(&theme.files, &reader.config);
    let Some(templates) = templates.unload(&mut diagnostics) else {
        return Checked::new(None, diagnostics);
    };
    let style_sheets = style_sheets(&theme, &fonts);
    let assets = theme
        .files
        .iter()
        .filter_map(|(name, file)| {
            let bytes = style_sheets.get(name).map_or(&*file.bytes, String::as_bytes);
            let published = hashed_path(name.strip_prefix("assets/")?, &fingerprint(bytes));
            Some((name.clone(), published))
        })
        .collect();
    let pictures = used_pictures(&reader)
        .into_iter()
        .filter_map(|path| {
            let picture = reader.pictures.get(path)?;
            let name = path.as_str().rsplit('/').next()?;
            Some((path.clone(), hashed_path(name, &picture.fingerprint)))
        })
        .collect();
    let mut site = Site {
        index: Index::new(Arc::clone(&reader)),
        index_files: OnceLock::new(),
        has_print: print::is_wanted(&reader),
        reader,
        theme,
        fonts,
        style_sheets,
        templates,
        asset_links: Default::default(),
        text_heads: interfaces.iter().map(|_| OnceLock::new()).collect(),
        concept_items: interfaces.iter().map(|_| OnceLock::new()).collect(),
        interfaces,
        further_interfaces,
        previews,
        files: BTreeMap::new(),
        assets,
        pictures,
    };
    site.files = site.all_files();
    Checked::new(Some(site), diagnostics)
}

/// Where the previews in each interface language are published.
fn preview_paths(reader: &Reader, interfaces: &[Interface]) -> Vec<OutputPath> {
    let path = |interface: &Interface| {
        let script = preview::script(reader, interface);
        hashed_path(&format!("previews-{}.js", interface.language), &fingerprint(&script))
    };
    interfaces.iter().map(path).collect()
}

/// What stands in a style sheet for the rules of the theme's fonts.
/// Where the feed stands.
const FEED: &str = "feed.xml";

const FONT_RULES: &str = "@import \"fonts.css\";";

/// The style sheets of a theme that have the rules of its fonts, as they are published, by their
/// names there.
fn style_sheets(theme: &Theme, fonts: &Fonts) -> BTreeMap<String, String> {
    let with_rules = |(name, file): (&String, &ThemeFile)| {
        let source =
            is_style_sheet(name).then(|| std::str::from_utf8(&file.bytes).ok()).flatten()?;
        let has_place = source.contains(FONT_RULES);
        has_place.then(|| (name.clone(), source.replacen(FONT_RULES, fonts.rules(), 1)))
    };
    theme.files.iter().filter_map(with_rules).collect()
}

/// Whether a file of a theme is a style sheet of its pages, by its name there.
fn is_style_sheet(name: &str) -> bool {
    name.strip_prefix("assets/")
        .and_then(|name| name.rsplit_once('.'))
        .is_some_and(|(_, end)| end == "css")
}

fn languages_of_texts(reader: &Reader) -> impl Iterator<Item = LanguageTag> {
    reader.versions().map(|version| version.file.language.clone())
}

/// `assets/NAME.HASH.EXT`
fn hashed_path(name: &str, fingerprint: &str) -> OutputPath {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
    // What has a meaning in an address would have to be encoded in every link.
    let is_plain = |ch: char| ch.is_alphanumeric() || matches!(ch, '-' | '_' | '.');
    let stem: String = stem.chars().map(|ch| if is_plain(ch) { ch } else { '-' }).collect();
    OutputPath::new(format!("assets/{stem}.{fingerprint}.{extension}"))
}

/// The pictures that some page shows.
fn used_pictures(reader: &Reader) -> Vec<&SourcePath> {
    let versions = reader.versions();
    let texts = versions.flat_map(|version| {
        let notes = version.notes.iter().flat_map(|note| &note.targets);
        let notes = notes.flat_map(|(_, targets)| targets);
        let is_published = version.publish == Publish::Full;
        version.targets.iter().filter(move |_| is_published).chain(notes)
    });
    let pages =
        reader.home.values().chain(reader.pages.iter().flat_map(|(_, pages)| pages.values()));
    let pages = pages.flat_map(|page: &Page| &page.targets);
    let parts = reader.parts.iter().flat_map(|part| part.introductions.values());
    let parts = parts.flat_map(|introduction| &introduction.targets);
    let definitions = reader.glossary.iter().flat_map(|entry| entry.definitions.values());
    let definitions = definitions.flat_map(|definition| &definition.targets);
    let mut used: Vec<&SourcePath> = texts
        .chain(pages)
        .chain(parts)
        .chain(definitions)
        .filter_map(|target| match target {
            Target::Picture(path) => Some(path),
            _ => None,
        })
        .collect();
    used.sort();
    used.dedup();
    used
}

/// A page for its template: the frame, and what is its own.
#[derive(Serialize)]
struct View<P> {
    frame: Frame,
    page: P,
}

impl Site {
    /// The path of every file: pages and assets in order, then the files of the search index.
    pub fn paths(&self) -> impl Iterator<Item = &OutputPath> {
        self.files.keys().chain(self.index_files().keys())
    }

    /// How many files there are.
    pub fn file_count(&self) -> usize {
        self.files.len() + self.index_files().len()
    }

    fn index_files(&self) -> &BTreeMap<OutputPath, IndexFile> {
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

    fn all_files(&self) -> BTreeMap<OutputPath, File> {
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

    fn render(
        &self,
        template: &str,
        frame: Frame,
        page: impl Serialize,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.render_around(template, frame, page, (|_: &mut String, _| (), 0), String::new())
    }

    /// Makes a page around what is inserted, and its size in bytes; in the place of `room`.
    fn render_around(
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

    fn text_page<'a>(&'a self, links: &'a PageLinks, interface: &'a Interface) -> TextPage<'a> {
        TextPage {
            links,
            interface,
            concepts: None,
            interfaces: [&self.interfaces, &self.further_interfaces],
            top_heading: 2,
        }
    }

    fn links<'l>(
        &'l self,
        language: &'l LanguageTag,
        path: OutputPath,
        base_url: Option<&'l str>,
    ) -> PageLinks<'l> {
        PageLinks::new(&self.reader, language, path, &self.pictures, base_url)
    }
}
