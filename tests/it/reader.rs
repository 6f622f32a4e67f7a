//! A small harness: a reader from the files an author wrote, and the pages a student gets.
//!
//! What a test does not write is there all the same: settings in Arabic and English, and a text
//! of one paragraph. So a test shows only what it is about.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use hashiya::diagnostic::format::{self, Texts};
use hashiya::diagnostic::{self, Diagnostic};
use hashiya::load::{self, Sources, Theme};
use hashiya::render::{self, Contents, Site};
use hashiya::resolve::{Drafts, Reader};
use hashiya::source::{Position, SourcePath};
use scraper::{ElementRef, Html, Selector};
use tempfile::TempDir;

/// `site.toml`, where a test has none.
pub(crate) const SETTINGS: &str = r#"title = { ar = "قارئ", en = "Reader" }
languages = ["ar", "en"]

[[parts]]
id = "week-1"
title = { ar = "الأسبوع الأول", en = "Week 1" }
texts = ["charter"]
"#;

/// `content/texts/charter/ar.md`, where a test has no file in that folder: "the Charter", "the
/// text of the first paragraph".
pub(crate) const CHARTER: &str = "---
title: الميثاق
rights: {license: CC-BY-4.0}
---
نص الفقرة الأولى.
";

/// Files by path.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Adds the settings and the text that stand in for what a test leaves out.
pub(crate) fn with_defaults(mut files: Files) -> Files {
    files.entry("site.toml".to_owned()).or_insert_with(|| SETTINGS.into());
    if !files.keys().any(|path| path.starts_with("content/texts/charter/")) {
        files.insert("content/texts/charter/ar.md".to_owned(), CHARTER.into());
    }
    files
}

/// Whether the name of a file ends so.
pub(crate) fn has_extension(path: &str, extension: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == extension)
}

/// Writes files below `root`.
pub(crate) fn write_files<'f>(
    root: &Path,
    files: impl IntoIterator<Item = (&'f String, &'f Vec<u8>)>,
) {
    for (path, bytes) in files {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a file stands in a folder"))
            .expect("a new folder");
        fs::write(path, bytes).expect("a new file");
    }
}

/// An original in Arabic, "the Charter", with a body.
pub(crate) fn original(body: &str) -> String {
    original_with("", body)
}

/// The same with further front matter.
pub(crate) fn original_with(front_matter: &str, body: &str) -> String {
    format!(
        "---\ntitle: الميثاق\nrights: {{license: CC-BY-4.0}}\n{}---\n{body}",
        lines(front_matter)
    )
}

/// Its translation into English.
pub(crate) fn translation(body: &str) -> String {
    translation_with("", body)
}

/// The same with further front matter.
pub(crate) fn translation_with(front_matter: &str, body: &str) -> String {
    format!("---\ntitle: Charter\ntranslates: ar\n{}---\n{body}", lines(front_matter))
}

fn lines(front_matter: &str) -> String {
    if front_matter.is_empty() { String::new() } else { format!("{}\n", front_matter.trim_end()) }
}

/// A concept in Arabic and English.
pub(crate) fn concept(arabic: &str, english: &str) -> String {
    format!("---\nnames: {{ar: {arabic}, en: {english}}}\n---\n")
}

/// A reader in the making: `reader!["content/texts/charter/ar.md" => original("…")]`.
#[macro_export]
macro_rules! reader {
    ($($path:expr => $text:expr),* $(,)?) => {
        $crate::reader::ReaderTest::new()$(.with($path, $text))*
    };
}

/// The files of a reader.
#[derive(Clone, Debug, Default)]
pub(crate) struct ReaderTest {
    files: Files,
    settings: String,
    is_empty: bool,
}

impl ReaderTest {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// The reader in a folder: its settings, contents and themes.
    pub(crate) fn of_folder(root: &Path) -> Self {
        let mut files = Files::new();
        for entry in walkdir::WalkDir::new(root).into_iter().filter_entry(|entry| {
            let name = entry.file_name().to_string_lossy();
            entry.depth() != 1 || ["site.toml", "content", "themes"].contains(&&*name)
        }) {
            let entry = entry.expect("a readable folder");
            if entry.file_type().is_file() {
                let path = entry.path().strip_prefix(root).expect("it is below the root");
                let path = path.to_str().expect("a name in Unicode").replace('\\', "/");
                files.insert(path, fs::read(entry.path()).expect("a readable file"));
            }
        }
        Self { files, is_empty: true, ..Self::default() }
    }

    /// The same with a file, or with another text in it.
    pub(crate) fn with(mut self, path: &str, text: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.to_owned(), text.into());
        self
    }

    /// The same with lines before everything else in `site.toml`.
    pub(crate) fn settings(mut self, lines: &str) -> Self {
        self.settings.push_str(lines);
        self.settings.push('\n');
        self
    }

    /// The same with other words in a file.
    #[track_caller]
    pub(crate) fn change(mut self, path: &str, from: &str, to: &str) -> Self {
        self.files = self.files();
        let bytes = self.files.get(path).unwrap_or_else(|| panic!("there is no file {path}"));
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        assert!(text.contains(from), "`{from}` does not stand in {path}");
        self.files.insert(path.to_owned(), text.replace(from, to).into());
        self
    }

    /// All files, those that stand in for what is left out included.
    pub(crate) fn files(&self) -> Files {
        let mut files =
            if self.is_empty { self.files.clone() } else { with_defaults(self.files.clone()) };
        if let Some(settings) = files.get_mut("site.toml") {
            settings.splice(0..0, self.settings.bytes());
        }
        files
    }

    /// Writes the files to a new folder.
    pub(crate) fn on_disk(&self) -> TempDir {
        let folder = TempDir::new().expect("a new folder");
        write_files(folder.path(), &self.files());
        folder
    }

    /// Builds the reader without drafts.
    pub(crate) fn build(&self) -> Built {
        self.build_with(Drafts::LeftOut)
    }

    /// Builds the reader.
    pub(crate) fn build_with(&self, drafts: Drafts) -> Built {
        let folder = self.on_disk();
        Built::of_folder(folder.path(), drafts)
    }
}

/// A reader that has been built, and what there was to tell its author.
pub(crate) struct Built {
    /// Every file of the site; empty if the theme could not be used.
    pub(crate) files: Files,
    /// What an author is told.
    pub(crate) diagnostics: Vec<Diagnostic>,
    sources: Sources,
    theme: Arc<Theme>,
}

impl Texts for Built {
    fn text(&self, path: &SourcePath) -> Option<&str> {
        let of_theme = || {
            let file = self.theme.files.values().find(|file| file.path == *path)?;
            std::str::from_utf8(&file.bytes).ok()
        };
        self.sources.text(path).or_else(of_theme)
    }
}

/// The bytes of every file of a site; none of its fonts, for they take long to make and have tests
/// of their own.
pub(crate) fn bytes_of(site: &Site) -> Result<Files, Box<Diagnostic>> {
    let bytes = |contents| -> Result<Vec<u8>, Box<Diagnostic>> {
        Ok(match contents {
            Contents::Made(bytes) => bytes,
            Contents::MadeInParts(parts) => parts.collect::<Result<Vec<_>, _>>()?.concat(),
            Contents::Kept(bytes) => bytes.to_owned(),
            Contents::OnDisk(path) => fs::read(path).expect("a readable picture"),
        })
    };
    let file = |path: &render::OutputPath| {
        if has_extension(path.as_str(), "woff2") {
            return Ok((path.as_str().to_owned(), Vec::new()));
        }
        let contents = site.contents(path)?.expect("a path of the site");
        Ok((path.as_str().to_owned(), bytes(contents)?))
    };
    site.paths().map(file).collect()
}

impl Built {
    fn of_folder(root: &Path, drafts: Drafts) -> Self {
        let mut diagnostics = Vec::new();
        let sources = load::load(root).expect("readable files").unload(&mut diagnostics);
        let reader: Reader = hashiya::check(&sources, drafts).unload(&mut diagnostics);
        let theme = load::load_theme(root, &reader.config.theme);
        let theme = Arc::new(theme.expect("a readable theme").unload(&mut diagnostics));
        let mut files = Files::new();
        if let Some(site) = render::render(reader, Arc::clone(&theme)).unload(&mut diagnostics) {
            match bytes_of(&site) {
                Ok(made) => files = made,
                Err(problem) => diagnostics.push(*problem),
            }
        }
        diagnostic::sort(&mut diagnostics);
        Self { files, diagnostics, sources, theme }
    }

    /// The page in a folder of the site: `ar/texts/charter`.
    #[track_caller]
    pub(crate) fn page(&self, folder: &str) -> Page {
        let path = if folder.is_empty() {
            "index.html".to_owned()
        } else {
            format!("{folder}/index.html")
        };
        self.page_at(&path)
    }

    /// The page at a path of the site.
    #[track_caller]
    pub(crate) fn page_at(&self, path: &str) -> Page {
        Page::new(path, self.file(path))
    }

    /// The text of a file of the site.
    #[track_caller]
    pub(crate) fn file(&self, path: &str) -> &str {
        let Some(bytes) = self.files.get(path) else {
            panic!("there is no file {path}; an author is told:\n{}", self.told());
        };
        std::str::from_utf8(bytes).expect("UTF-8")
    }

    /// Every page of the site.
    pub(crate) fn pages(&self) -> impl Iterator<Item = Page> {
        let is_page = |(path, _): &(&String, &Vec<u8>)| has_extension(path, "html");
        self.files.iter().filter(is_page).map(|(path, _)| self.page_at(path))
    }

    /// What an author is told, a line each.
    pub(crate) fn told(&self) -> String {
        format::short(&self.diagnostics, self)
    }

    /// Expects a diagnostic at a place.
    #[track_caller]
    pub(crate) fn warns(&self, code: &str, place: &str) -> &Self {
        let is_there = self.diagnostics.iter().any(|diagnostic| {
            let text = self.text(&diagnostic.path).unwrap_or_default();
            let at = Position::of(diagnostic.span.start as usize, text);
            let found = format!("{}:{}:{}", diagnostic.path, at.line, at.column);
            diagnostic.code.name() == code && found == place
        });
        assert!(is_there, "no {code} at {place}, but:\n{}", self.told());
        self
    }

    /// Expects that an author is told nothing that fails a build, warnings included.
    #[track_caller]
    pub(crate) fn is_clean(&self) -> &Self {
        let is_clean = diagnostic::passes(&self.diagnostics, diagnostic::Strictness::Strict);
        assert!(is_clean, "an author is told:\n{}", self.told());
        self
    }
}

/// A page of a site.
pub(crate) struct Page {
    /// Where it stands.
    pub(crate) path: String,
    /// Its HTML.
    pub(crate) html: String,
    tree: Html,
}

impl Page {
    pub(crate) fn new(path: &str, html: &str) -> Self {
        Self { path: path.to_owned(), html: html.to_owned(), tree: Html::parse_document(html) }
    }

    /// The elements that a CSS selector names, in the order of the page.
    #[track_caller]
    pub(crate) fn all(&self, css: &str) -> Vec<Element<'_>> {
        let selector = Selector::parse(css).unwrap_or_else(|_| panic!("no selector: {css}"));
        self.tree.select(&selector).map(Element).collect()
    }

    /// The one element that a CSS selector names.
    #[track_caller]
    pub(crate) fn one(&self, css: &str) -> Element<'_> {
        let found = self.all(css);
        assert_eq!(found.len(), 1, "`{css}` on {}:\n{}", self.path, self.main());
        found[0]
    }

    /// Whether there is an element that a CSS selector names.
    #[track_caller]
    pub(crate) fn has(&self, css: &str) -> bool {
        !self.all(css).is_empty()
    }

    /// The words of the one element that a CSS selector names.
    #[track_caller]
    pub(crate) fn text(&self, css: &str) -> String {
        self.one(css).text()
    }

    /// The words of each element that a CSS selector names.
    #[track_caller]
    pub(crate) fn texts(&self, css: &str) -> Vec<String> {
        self.all(css).iter().map(Element::text).collect()
    }

    /// An attribute of each element that a CSS selector names; of those that have it.
    #[track_caller]
    pub(crate) fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        self.all(css).iter().filter_map(|element| element.attribute(name)).collect()
    }

    /// What a parser of HTML finds wrong with it.
    pub(crate) fn errors(&self) -> Vec<String> {
        self.tree.errors.iter().map(ToString::to_string).collect()
    }

    /// What is the page's own, for messages.
    fn main(&self) -> String {
        self.all("main").iter().map(Element::inner_html).collect()
    }
}

/// An element of a page.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element<'p>(pub(crate) ElementRef<'p>);

impl<'p> Element<'p> {
    /// Its words, with one space between them.
    pub(crate) fn text(&self) -> String {
        let text: String = self.0.text().collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// An attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        self.0.attr(name).map(str::to_owned)
    }

    /// The elements in it that a CSS selector names.
    #[track_caller]
    pub(crate) fn all(&self, css: &str) -> Vec<Element<'p>> {
        let selector = Selector::parse(css).unwrap_or_else(|_| panic!("no selector: {css}"));
        self.0.select(&selector).map(Element).collect()
    }

    /// The words of each element in it that a CSS selector names.
    #[track_caller]
    pub(crate) fn texts(&self, css: &str) -> Vec<String> {
        self.all(css).iter().map(Element::text).collect()
    }

    /// The names and classes of the elements directly in it: `div.original`.
    pub(crate) fn children(&self) -> Vec<String> {
        let name = |child: ElementRef| {
            let classes: Vec<&str> = child.value().classes().collect();
            std::iter::once(child.value().name()).chain(classes).collect::<Vec<_>>().join(".")
        };
        self.0.child_elements().map(name).collect()
    }

    /// The HTML in it.
    pub(crate) fn inner_html(&self) -> String {
        self.0.inner_html()
    }

    /// The HTML of it.
    pub(crate) fn html(&self) -> String {
        self.0.html()
    }
}
