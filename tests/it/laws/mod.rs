//! Laws that hold for every reader we have: the repository's own, and those in
//! `tests/cases/build`.

mod any_input;
mod edits;
mod hygiene;
mod strings;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use hashiya::load::{load, load_theme};
use hashiya::resolve::Drafts;
use hashiya::{render, write};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use rayon::prelude::*;
use tempfile::TempDir;

use crate::reader::{Element, Files, Page, ReaderTest, has_extension, write_files};

/// A reader and its site.
struct Example {
    name: String,
    sources: Files,
    site: Files,
}

/// Every reader there is, built once.
fn examples() -> &'static [Example] {
    static EXAMPLES: OnceLock<Vec<Example>> = OnceLock::new();
    EXAMPLES.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let cases = fs::read_dir(root.join("tests/cases/build")).into_iter().flatten();
        let mut roots: Vec<_> =
            cases.map(|case| case.expect("a readable folder").path().join("site")).collect();
        roots.push(root.to_owned());
        roots.sort();
        roots.par_iter().map(|root| Example::of(root)).collect()
    })
}

/// The files of every reader there is, with its name.
pub(crate) fn examples_on_disk() -> impl Iterator<Item = (&'static str, Files)> {
    examples().iter().map(|example| (example.name.as_str(), example.sources.clone()))
}

impl Example {
    fn of(root: &Path) -> Self {
        let reader = ReaderTest::of_folder(root);
        let site = reader.build();
        let errors = site.told().lines().filter(|line| line.contains(" error[")).count();
        assert_eq!(errors, 0, "{}:\n{}", root.display(), site.told());
        Self { name: root.display().to_string(), sources: reader.files(), site: site.files }
    }

    fn page_paths(&self) -> Vec<&String> {
        self.site.keys().filter(|path| has_extension(path, "html")).collect()
    }

    fn page(&self, path: &str) -> Page {
        Page::new(path, std::str::from_utf8(&self.site[path]).expect("pages are UTF-8"))
    }

    fn base_url(&self) -> Option<String> {
        let settings = std::str::from_utf8(&self.sources["site.toml"]).expect("UTF-8");
        let settings: toml::Table = settings.parse().expect("settings");
        let base_url = settings.get("base_url")?.as_str()?;
        Some(format!("{}/", base_url.trim_end_matches('/')))
    }
}

/// Looks at every page of every reader, and fails with everything that is wrong.
#[track_caller]
fn every_page(look: impl Fn(&Example, &Page) -> Vec<String> + Sync) {
    let problems: Vec<String> = examples()
        .iter()
        .flat_map(|example| {
            let of_page = |path: &&String| {
                let problems = look(example, &example.page(path));
                problems.into_iter().map(|problem| format!("{path}: {problem}")).collect::<Vec<_>>()
            };
            example.page_paths().par_iter().flat_map_iter(of_page).collect::<Vec<_>>()
        })
        .collect();
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), head(&problems));
}

/// The first problems.
fn head(problems: &[String]) -> String {
    problems.iter().take(30).map(String::as_str).collect::<Vec<_>>().join("\n")
}

/// The bytes of a site that is built and written by so many threads.
fn written_by(threads: usize, root: &Path) -> Files {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    pool.install(|| {
        let sources = load(root).expect("readable files").value;
        let reader = hashiya::check(&sources, Drafts::LeftOut).value;
        let theme = load_theme(root, &reader.config.theme).expect("a readable theme").value;
        let site = render::render(reader, theme).value.expect("a site");
        let out = TempDir::new().expect("a new folder");
        let folder = write::OutputFolder::new(root, &out.path().join("public")).expect("a folder");
        write::write(&site, &folder).expect("a written site");
        tree(folder.path())
    })
}

/// The bytes of every file in a folder.
pub(crate) fn tree(folder: &Path) -> Files {
    let files = walkdir::WalkDir::new(folder).into_iter().filter_map(|entry| {
        let entry = entry.expect("a readable folder");
        let path = entry.path().strip_prefix(folder).expect("it is in the folder");
        let path = path.to_str().expect("a name in Unicode").to_owned();
        entry
            .file_type()
            .is_file()
            .then(|| (path, fs::read(entry.path()).expect("a readable file")))
    });
    files.collect()
}

/// Names the files that differ, rather than showing their bytes.
#[track_caller]
pub(crate) fn same_files(expected: &Files, found: &Files) {
    let paths: BTreeSet<&String> = expected.keys().chain(found.keys()).collect();
    let different: Vec<&&String> =
        paths.iter().filter(|path| expected.get(**path) != found.get(**path)).collect();
    assert!(different.is_empty(), "these differ: {different:?}");
}

/// Files of a folder as [`bytes_of`] gives those of a site: without the one by which the next build
/// knows the folder, and without what is in fonts.
fn as_in_memory(mut files: Files) -> Files {
    files.remove(".hashiya");
    for (path, bytes) in &mut files {
        if has_extension(path, "woff2") {
            assert!(!bytes.is_empty(), "{path}");
            bytes.clear();
        }
    }
    files
}

#[test]
fn one_thread_and_eight_give_the_same_bytes() {
    for example in examples() {
        let folder = TempDir::new().expect("a new folder");
        write_files(folder.path(), &example.sources);
        let one = written_by(1, folder.path());
        same_files(&one, &written_by(8, folder.path()));
        same_files(&example.site, &as_in_memory(one));
    }
}

#[test]
fn the_order_of_directory_entries_does_not_matter() {
    for example in examples() {
        let mut files: Vec<(&String, &Vec<u8>)> = example.sources.iter().collect();
        files.sort_by_key(|(path, _)| blake3::hash(path.as_bytes()).to_hex());
        let folder = TempDir::new().expect("a new folder");
        write_files(folder.path(), files);
        same_files(&example.site, &as_in_memory(written_by(2, folder.path())));
    }
}

/// The file of a site, and the id in it, that a relative address on a page means.
fn resolved(page: &str, address: &str) -> Result<(String, String), &'static str> {
    let (path, id) = address.split_once('#').unwrap_or((address, ""));
    let path = path.split('?').next().unwrap_or_default();
    if path.starts_with('/') {
        return Err("begins at the root of the host");
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    if !path.is_empty() {
        parts.pop();
        for part in path.split('/') {
            match part {
                "." => {}
                ".." => {
                    parts.pop().ok_or("leaves the site, as under /repository/")?;
                }
                part => parts.push(part),
            }
        }
    }
    Ok((percent_decoded(&parts.join("/")), percent_decoded(id)))
}

/// Text with its `%XX` decoded.
pub(crate) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match byte {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// What a page offers to links, and the links that it has.
struct Links {
    page: String,
    ids: BTreeSet<String>,
    addresses: Vec<String>,
}

/// The links of every page of a site.
fn links(example: &Example) -> Vec<Links> {
    let links = |page: Page| Links {
        ids: page.attributes("[id]", "id").into_iter().collect(),
        addresses: [page.attributes("[href]", "href"), page.attributes("[src]", "src")].concat(),
        page: page.path,
    };
    example.page_paths().par_iter().map(|path| links(example.page(path))).collect()
}

/// The file that an absolute address under the address of the site means.
fn file_of(absolute: &str) -> String {
    let path = percent_decoded(absolute.split('#').next().unwrap_or_default());
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path }
}

#[test]
fn every_link_ends_at_a_file_and_at_an_id_that_is_there() {
    for example in examples() {
        let links = links(example);
        let ids: BTreeMap<&str, &BTreeSet<String>> =
            links.iter().map(|links| (links.page.as_str(), &links.ids)).collect();
        let base_url = example.base_url();
        let mut problems = Vec::new();
        for Links { page, addresses, .. } in &links {
            for address in addresses {
                if let Err(why) = follow(page, address, base_url.as_deref(), &ids, &example.site) {
                    problems.push(format!("{page}: {address}: {why}"));
                }
            }
        }
        assert!(problems.is_empty(), "{}:\n{}", example.name, head(&problems));
    }
}

/// Follows an address on a page, as a browser does from disk and under `/repository/`.
fn follow(
    page: &str,
    address: &str,
    base_url: Option<&str>,
    ids: &BTreeMap<&str, &BTreeSet<String>>,
    site: &Files,
) -> Result<(), &'static str> {
    let is_there = |is_there| if is_there { Ok(()) } else { Err("no such file") };
    if let Some(absolute) = base_url.and_then(|base_url| address.strip_prefix(base_url)) {
        return is_there(site.contains_key(&file_of(absolute)));
    }
    if ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| address.starts_with(scheme)) {
        return Ok(());
    }
    if page == "404.html" && base_url.is_some() && !address.starts_with('#') {
        return Err("is relative, on a page that is served at any address");
    }
    let (path, id) = resolved(page, address)?;
    is_there(site.contains_key(&path))?;
    let has_id = id.is_empty() || ids.get(&*path).is_some_and(|ids| ids.contains(&id));
    if has_id { Ok(()) } else { Err("no such id") }
}

#[test]
fn what_machines_read_names_pages_that_are_there() {
    for example in examples() {
        let Some(base_url) = example.base_url() else { continue };
        for path in ["sitemap.xml", "feed.xml"] {
            let text = std::str::from_utf8(&example.site[path]).expect("UTF-8");
            let mut addresses = 0;
            for address in
                text.split(['"', '<', '>']).filter_map(|word| word.strip_prefix(&*base_url))
            {
                addresses += 1;
                let file = file_of(address);
                assert!(example.site.contains_key(&file), "{path} names {address}");
            }
            assert!(addresses > 0, "{path} of {}", example.name);
        }
    }
}

#[test]
fn an_id_stands_once_on_a_page() {
    every_page(|_, page| {
        let mut seen = BTreeSet::new();
        let ids = page.attributes("[id]", "id");
        ids.into_iter().filter(|id| id.is_empty() || !seen.insert(id.clone())).collect()
    });
}

#[test]
fn labels_and_fields_name_ids_that_are_there() {
    every_page(|_, page| {
        let ids: BTreeSet<String> = page.attributes("[id]", "id").into_iter().collect();
        let named = ["aria-labelledby", "aria-describedby", "aria-controls", "for"]
            .into_iter()
            .flat_map(|name| page.attributes(&format!("[{name}]"), name));
        named
            .flat_map(|names| names.split(' ').map(str::to_owned).collect::<Vec<_>>())
            .filter(|name| !ids.contains(name))
            .collect()
    });
}

#[test]
fn every_lang_has_its_dir() {
    every_page(|_, page| {
        let mut problems = Vec::new();
        let rtl = ["ar", "fa", "ckb", "ps", "ur", "he"];
        for element in page.all("[lang]") {
            let lang = element.attribute("lang").unwrap_or_default();
            let primary = lang.split('-').next().unwrap_or_default().to_owned();
            let expected = if rtl.contains(&&*primary) { "rtl" } else { "ltr" };
            if element.attribute("dir").as_deref() != Some(expected) {
                problems.push(element.html().chars().take(120).collect());
            }
        }
        if !page.has("html[lang][dir]") {
            problems.push("html has not both".to_owned());
        }
        problems
    });
}

#[test]
fn pages_have_no_direction_controls_but_isolates_where_there_is_no_markup() {
    every_page(|_, page| {
        let is_isolate = |ch: char| matches!(ch, '\u{2068}' | '\u{2069}');
        let is_control = |ch: &char| matches!(*ch, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        let words = page.all("body").iter().map(Element::text).collect::<String>();
        let elsewhere = page.html.chars().filter(|ch| !is_isolate(*ch));
        let found = words.chars().filter(is_control).chain(elsewhere.filter(is_control));
        let found = found.map(|ch| format!("U+{:04X}", ch as u32));
        let is_balanced =
            page.html.matches('\u{2068}').count() == page.html.matches('\u{2069}').count();
        found.chain((!is_balanced).then(|| "isolates are not balanced".to_owned())).collect()
    });
}

#[test]
fn pages_are_html_without_errors() {
    every_page(|_, page| page.errors());
}

/// What is compared of words: letters and digits.
fn letters(text: &str) -> String {
    text.chars().filter(|ch| ch.is_alphanumeric()).collect()
}

/// The letters of the body of a source file, without its footnotes.
fn letters_of_source(text: &str) -> String {
    let body = text
        .strip_prefix("---\n")
        .and_then(|text| text.split_once("\n---\n"))
        .map_or(text, |(_, body)| body);
    let body: Vec<&str> = body.lines().map(without_block_mark).collect();
    let body = body.join("\n");
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM;
    let mut words = String::new();
    let (mut in_footnote, mut in_picture) = (0, 0);
    for event in Parser::new_ext(&body, options) {
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => in_footnote += 1,
            Event::End(TagEnd::FootnoteDefinition) => in_footnote -= 1,
            Event::Start(Tag::Image { title, .. }) => {
                in_picture += 1;
                words.push_str(&title); // the caption
            }
            Event::End(TagEnd::Image) => in_picture -= 1,
            Event::Text(text) | Event::Code(text) if in_footnote == 0 && in_picture == 0 => {
                words.push_str(&text);
            }
            Event::Html(html) if in_footnote == 0 => {
                let page = Page::new("", &html);
                words.push_str(&page.texts("body").concat());
            }
            _ => {}
        }
    }
    letters(&words)
}

/// A line without `[p7]` or `[p7-8]` at its beginning.
fn without_block_mark(line: &str) -> &str {
    let rest = line.strip_prefix("[p").and_then(|rest| rest.split_once(']'));
    match rest {
        Some((number, rest)) if number.chars().all(|ch| ch.is_ascii_digit() || ch == '-') => rest,
        _ => line,
    }
}

/// The letters of a page's blocks in one column, of what the author wrote.
fn letters_of_column(page: &Page, class: &str) -> String {
    let mut rest = letters(&page.texts(&format!("div.{class}")).concat());
    let mut words = String::new();
    for label in page.texts(&format!("div.{class} .alert-label")) {
        if let Some((before, behind)) = rest.split_once(&letters(&label)) {
            words.push_str(before);
            rest = behind.to_owned();
        }
    }
    words + &rest
}

#[test]
fn the_text_of_a_page_is_the_text_of_its_sources() {
    every_page(|example, page| {
        let ["texts", slug, _] = page.path.split('/').skip(1).collect::<Vec<_>>()[..] else {
            return Vec::new();
        };
        let differences = ["original", "companion"].into_iter().filter_map(|class| {
            let languages: BTreeSet<String> =
                page.attributes(&format!("div.{class}"), "lang").into_iter().collect();
            let language = languages.first()?;
            let source = format!("content/texts/{slug}/{language}.md");
            let text = std::str::from_utf8(&example.sources[&source]).expect("UTF-8");
            difference(&letters_of_source(text), &letters_of_column(page, class))
                .map(|difference| format!("{source}: {difference}"))
        });
        differences.collect()
    });
}

/// Where two texts part.
fn difference(expected: &str, found: &str) -> Option<String> {
    if expected == found {
        return None;
    }
    let at = expected.chars().zip(found.chars()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| text.chars().skip(at.saturating_sub(20)).take(60).collect::<String>();
    Some(format!("after {at} letters «{}», not «{}»", around(found), around(expected)))
}

#[test]
fn the_style_sheets_know_no_left_and_no_right() {
    let theme = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/warraq/assets");
    for (path, bytes) in tree(&theme) {
        let Ok(css) = String::from_utf8(bytes) else { continue };
        if !has_extension(&path, "css") {
            continue;
        }
        for (number, line) in (1..).zip(without_comments(&css).lines()) {
            // The pages of a bound book are left and right in every direction of writing.
            let line = line.trim_start_matches("@page :left").trim_start_matches("@page :right");
            let mut words = line.split(|ch: char| !ch.is_alphanumeric());
            assert!(
                !words.any(|word| word == "left" || word == "right"),
                "{path}:{number}: {line}"
            );
        }
    }
}

/// CSS with its comments made into blank lines.
fn without_comments(css: &str) -> String {
    let mut parts = css.split("/*");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (comment, rest) = part.split_once("*/").unwrap_or((part, ""));
        out.extend(comment.chars().filter(|ch| *ch == '\n'));
        out.push_str(rest);
    }
    out
}
