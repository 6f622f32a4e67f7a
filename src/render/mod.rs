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
mod common;
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
mod picture;
mod plain;
mod preview;
mod print;
mod row;
mod search;
mod site;
mod strings;
mod subset;
mod template;
mod text;
mod words;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

pub use address::{OutputPath, PageKind, page_path};
pub use common::Common;
pub use site::{Contents, Site};

use crate::diagnostic::Checked;
use crate::load::{Theme, fingerprint};
use crate::resolve::Reader;
use crate::search::Index;
use crate::text::LanguageTag;
use address::hashed_path;
use font::{Fonts, MadeFonts};
use strings::Interface;
use template::Templates;

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
    let style_sheets = font::style_sheets(&theme, &fonts);
    let assets = theme
        .files
        .iter()
        .filter_map(|(name, file)| {
            let bytes = style_sheets.get(name).map_or(&*file.bytes, String::as_bytes);
            let published = hashed_path(name.strip_prefix("assets/")?, &fingerprint(bytes));
            Some((name.clone(), published))
        })
        .collect();
    let mut site = Site {
        index: Index::new(Arc::clone(&reader)),
        index_files: OnceLock::new(),
        has_print: print::is_wanted(&reader),
        pictures: picture::published(&reader),
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

fn languages_of_texts(reader: &Reader) -> impl Iterator<Item = LanguageTag> {
    reader.versions().map(|version| version.file.language.clone())
}
