//! The search page, and the service worker that keeps it at hand without a network.

use std::collections::BTreeMap;

use serde::Serialize;

use super::address::{OutputPath, PageKind, page_path};
use super::links::PageLinks;
use super::site::Site;
use super::strings::Interface;
use super::words::{LocalWords, words_in};
use crate::load::fingerprint;
use crate::search::{Index, IndexFile};
use crate::text::LanguageTag;

/// The search page as its template meets it.
#[derive(Serialize)]
pub(super) struct SearchView {
    /// What the script of the page needs to know, as JSON.
    settings: String,
    /// The languages in which something can be found, by name.
    languages: Vec<LocalWords>,
}

/// What the script of the page needs to know.
#[derive(Serialize)]
struct Settings<'a> {
    /// The address of the folder of the index.
    folder: &'a str,
    /// The name of its summary.
    summary: &'a str,
    /// The address of the folder in which those of the interface languages stand.
    root: String,
    /// The service worker.
    worker: String,
    interface: &'a str,
    languages: BTreeMap<&'a str, LanguageSettings>,
    numerals: String,
    words: BTreeMap<&'static str, &'a str>,
    results: BTreeMap<&'a str, &'a str>,
    #[serde(rename = "resultsOrMore")]
    results_or_more: BTreeMap<&'a str, &'a str>,
}

#[derive(Serialize)]
struct LanguageSettings {
    dir: &'static str,
    name: String,
}

/// The labels that the script shows.
const WORDS: [&str; 18] = [
    "list_separator",
    "paragraph_n",
    "search_bridge",
    "search_failed",
    "search_further",
    "search_less",
    "search_more",
    "search_near",
    "search_none",
    "search_none_yet",
    "search_relaxed",
    "search_try",
    "found_concept",
    "found_title",
    "found_heading",
    "found_annotation",
    "found_footnote",
    "found_page",
];

/// The search page in the language of `links`.
pub(super) fn page(index: &Index, links: &PageLinks, interface: &Interface) -> SearchView {
    let summary = index.name(index.summary());
    let path = links.to(&index_path(index, index.summary()));
    let folder = path.rsplit_once(&summary).map_or("", |(folder, _)| folder);
    let worker = links.to(&worker_path());
    let settings = Settings {
        folder,
        summary: &summary,
        root: worker.trim_end_matches(WORKER).to_owned(),
        worker,
        interface: interface.language.as_str(),
        languages: index
            .languages()
            .iter()
            .map(|language| {
                let dir = language.direction().as_str();
                (language.as_str(), LanguageSettings { dir, name: name_of(language, interface) })
            })
            .collect(),
        numerals: interface.numerals(),
        words: WORDS.iter().map(|key| (*key, interface.word(key))).collect(),
        results: interface.forms("results"),
        results_or_more: interface.forms("results_or_more"),
    };
    SearchView {
        settings: serde_json::to_string(&settings).expect("keys are strings"),
        languages: index
            .languages()
            .iter()
            .map(|language| LocalWords {
                words: name_of(language, interface),
                ..words_in("", language)
            })
            .collect(),
    }
}

fn name_of(language: &LanguageTag, interface: &Interface) -> String {
    match interface.word(&format!("language_{}", language.primary())) {
        "" => language.to_string(),
        name => name.to_owned(),
    }
}

/// Where a file of the index stands.
pub(super) fn index_path(index: &Index, file: IndexFile) -> OutputPath {
    OutputPath::new(format!("assets/{}.js", index.name(file)))
}

/// Whether a file of the index may stand at a path, which can be said without making one.
pub(super) fn is_index_path(path: &OutputPath) -> bool {
    ["assets/search-", "assets/passages-"].iter().any(|start| path.as_str().starts_with(start))
}

const WORKER: &str = "sw.js";

fn worker_path() -> OutputPath {
    OutputPath::new(WORKER)
}

/// An index of more files is kept file by file, as they are used.
const MOST_FILES_KEPT_AT_ONCE: usize = 400;

/// The service worker: the one of the theme, behind what it keeps from the beginning.
///
/// The name of its cache changes with what it keeps, and with nothing else.
pub(super) fn worker(site: &Site) -> String {
    let Some(script) = site.theme.files.get("worker.js") else { return String::new() };
    let languages = &site.reader.config.languages;
    let pages =
        languages.iter().map(|language| page_path(&site.reader, language, PageKind::Search));
    let mut kept: Vec<&OutputPath> = site.assets.values().chain(&site.previews).collect();
    let pages: Vec<OutputPath> = pages.collect();
    kept.extend(&pages);
    if site.index_files().len() <= MOST_FILES_KEPT_AT_ONCE {
        kept.extend(site.index_files().keys());
    }
    let kept: Vec<&str> = kept.into_iter().map(OutputPath::as_str).collect();
    let list = serde_json::to_string(&kept).expect("a list of strings");
    let script = String::from_utf8_lossy(&script.bytes);
    let version = fingerprint(format!("{list}{script}").as_bytes());
    format!("const version = \"{version}\";\nconst kept = {list};\n{script}")
}
