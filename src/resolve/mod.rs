//! From [`Parsed`] to [`Reader`]: what leads from one file to another.
//!
//! 1. `outline.rs`: what files need to know of others: ¶ numbers and the ids of headings
//!    (`text.rs`), which block stands beside which (`alignment.rs`), and what has changed since it
//!    was translated (`state.rs`).
//! 2. `link.rs`: where links lead.
//! 3. `glossary.rs`: where concepts stand.
//! 4. `note.rs`: where annotations stand; `drift.rs`: what is meant by those whose words are gone.
//! 5. `connect.rs`: a text with all of these; `assemble.rs`: all texts and pages as one reader.
//!
//! `memory.rs` keeps what was found, so that a change of one file costs little.

mod alignment;
mod assemble;
mod bead;
mod connect;
mod drift;
mod glossary;
mod link;
mod memory;
mod note;
mod outline;
mod state;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

pub use alignment::{Alignment, Row};
pub use glossary::{Definition, Entry, Hit, Occurrence, Shown};
pub use link::{Internal, PageOf, Target};
pub use memory::Memory;
pub use note::{Note, NotePlace};
pub use state::{BlockState, Changes, TranslationState};
pub use text::{HeadingIds, Text, Translation, Version};

use crate::diagnostic::{Checked, Code, Diagnostic, message};
use crate::load::Picture;
use crate::parse::{
    Concept, Config, LinkPolicy, Localized, PageFile, Parsed, PartFile, TextFile, TextFiles,
};
use crate::source::{SourcePath, Spanned};
use crate::text::{LanguageTag, Slug};
use connect::{Connected, Setting};
use glossary::{Definitions, Lexicons, Linking};
use link::{FilePlaces, Places};
use memory::{ChangedPages, Known, KnownText, Pages};
use outline::Outline;

/// A reader whose files know each other.
#[derive(Debug)]
pub struct Reader {
    /// The settings.
    pub config: Config,
    /// The home in each language.
    pub home: BTreeMap<LanguageTag, Page>,
    /// The plain pages, by slug.
    pub pages: Vec<(Slug, BTreeMap<LanguageTag, Page>)>,
    /// The parts, in the order of reading.
    pub parts: Vec<Part>,
    /// The texts, in the order of reading; those that no part names at the end.
    pub texts: Vec<Arc<Text>>,
    /// The concepts, by id.
    pub glossary: Vec<Entry>,
    /// The pictures that a page shows.
    pub pictures: BTreeMap<SourcePath, Picture>,
}

impl Reader {
    /// The originals and translations of all texts, in the order of reading.
    pub fn versions(&self) -> impl Iterator<Item = &Version> {
        self.texts.iter().flat_map(|text| text.versions())
    }
}

/// A page with where its links lead.
#[derive(Debug)]
pub struct Page {
    /// What its file says.
    pub file: Arc<PageFile>,
    /// Where its links lead.
    pub targets: Vec<Target>,
    /// The ids of its headings.
    pub heading_ids: HeadingIds,
}

/// A part of the reader: a week of a course, a section of an anthology.
#[derive(Debug)]
pub struct Part {
    /// Its address.
    pub id: Slug,
    /// Its title.
    pub title: Localized<Spanned<String>>,
    /// Its texts, by their places in the reader.
    pub texts: Vec<u32>,
    /// Its introduction in each language.
    pub introductions: BTreeMap<LanguageTag, Introduction>,
}

/// An introduction to a part with where its links lead.
#[derive(Debug)]
pub struct Introduction {
    /// What its file says.
    pub file: Arc<PartFile>,
    /// Where its links lead.
    pub targets: Vec<Target>,
    /// The ids of its headings.
    pub heading_ids: HeadingIds,
}

/// Which texts are in a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drafts {
    /// Drafts too.
    Included,
    /// What is finished.
    LeftOut,
}

/// Resolves what the files of a reader say of each other.
pub fn resolve(parsed: Parsed, drafts: Drafts) -> Checked<Reader> {
    resolve_with(parsed, drafts, None)
}

/// The same as [`fn@resolve`], but of a text none of whose files has changed nothing is looked for
/// again that `memory` has. Afterwards `memory` has what was found.
pub fn resolve_again(parsed: Parsed, drafts: Drafts, memory: &mut Memory) -> Checked<Reader> {
    resolve_with(parsed, drafts, Some(memory))
}

fn resolve_with(
    mut parsed: Parsed,
    drafts: Drafts,
    memory: Option<&mut Memory>,
) -> Checked<Reader> {
    let mut diagnostics = Vec::new();
    let mut left_out = BTreeMap::new();
    if drafts == Drafts::LeftOut {
        left_out = leave_out_drafts(&mut parsed);
    }
    let order = reading_order(&parsed, &left_out, &mut diagnostics);
    let part_ids: Vec<Slug> =
        parsed.config.parts.iter().map(|part| part.id.value.clone()).collect();
    report_unknown_parts(&parsed, &part_ids, &mut diagnostics);

    let concepts: Vec<&Arc<Concept>> = parsed.concepts.values().collect();
    let languages = languages_of_lexicons(&parsed);
    let known = memory.as_ref().and_then(|memory| memory.known());
    let same_lexicons = known.and_then(|known| known.lexicons(&concepts, &languages));
    let lexicons =
        same_lexicons.map_or_else(|| Arc::new(Lexicons::of(&concepts, &languages)), Arc::clone);
    diagnostics.extend(lexicons.problems(&concepts));
    let known_text = |slug: &Slug| known.and_then(|known| known.text(slug, &parsed.texts[slug]));

    let outlines: Vec<Arc<Checked<Outline>>> = order
        .par_iter()
        .map(|slug| match known_text(slug) {
            Some(text) => Arc::clone(&text.outline),
            None => Arc::new(Outline::of(&parsed.texts[slug])),
        })
        .collect();
    diagnostics.extend(outlines.iter().flat_map(|outline| outline.diagnostics.iter().cloned()));

    let file_places = FilePlaces::of(&parsed, &order, &part_ids, &left_out);
    let pages = Pages::of(&parsed);
    // What leads from a text to others is as it was where they are.
    let changed_pages = known
        .filter(|known| known.link == parsed.config.link && known.places == file_places)
        .filter(|_| same_lexicons.is_some())
        .map(|known| ChangedPages::of(known, &parsed, (&order, &outlines), &pages));
    let parts = part_of_each(&parsed.config);
    let ids = outline::all_ids(&parsed, &order, &outlines);
    let places = Places::new(&file_places, ids);
    let link = parsed.config.link;
    let setting = Setting { places: &places, lexicons: &lexicons, link, parts: &parts };
    let connected: Vec<Arc<Connected>> = order
        .par_iter()
        .zip(&outlines)
        .map(|(slug, outline)| {
            let known = known_text(slug);
            let is_same = |known: &&KnownText| {
                let text = &known.connected;
                text.text.part == parts.get(slug).copied()
                    && changed_pages.as_ref().is_some_and(|changed| !changed.concern(text))
            };
            if let Some(text) = known.filter(is_same) {
                return Arc::clone(&text.connected);
            }
            let before = known.map(|text| text.before(same_lexicons.is_some()));
            let files = &parsed.texts[slug];
            Arc::new(connect::connect(slug, files, &outline.value, &setting, before))
        })
        .collect();
    diagnostics.extend(connected.iter().flat_map(|text| text.diagnostics.iter().cloned()));
    let rest = resolve_rest(&parsed, &places, &lexicons).unload(&mut diagnostics);
    let texts: Vec<Arc<Text>> = connected.iter().map(|text| Arc::clone(&text.text)).collect();
    if let Some(memory) = memory {
        let texts =
            order.iter().zip(outlines).zip(connected).map(|((slug, outline), connected)| {
                let files = parsed.texts[slug].clone();
                (slug.clone(), KnownText { files, outline, connected })
            });
        let texts = texts.collect();
        let concepts = concepts.into_iter().cloned().collect();
        let places = file_places;
        memory.remember(Known { concepts, languages, lexicons, link, places, pages, texts });
    }
    let is_whole = parsed.incomplete.is_empty();
    let reader = assemble::assemble(parsed, &order, texts, rest, &mut diagnostics);
    if !is_whole {
        // A concept may well stand in the text that could not be read.
        diagnostics.retain(|each| each.code != Code::UnusedConcept);
    }
    Checked::new(reader, diagnostics)
}

/// The part of each text that some part names, by its place: the first one, which later ones do not
/// replace.
fn part_of_each(config: &Config) -> BTreeMap<&Slug, u32> {
    let mut parts = BTreeMap::new();
    for (place, part) in (0..).zip(&config.parts) {
        for text in &part.texts {
            parts.entry(&text.value).or_insert(place);
        }
    }
    parts
}

/// Takes drafts, and texts whose original is one, out of `parsed`: their files by path.
fn leave_out_drafts(parsed: &mut Parsed) -> BTreeMap<SourcePath, Slug> {
    let mut left_out = BTreeMap::new();
    parsed.texts.retain(|slug, files| {
        let is_draft = |file: &TextFile| link::is_draft(file.status);
        let all = is_draft(&files.original);
        let mut leave_out = |file: &TextFile| {
            left_out.insert(file.file.path.clone(), slug.clone());
        };
        if all {
            leave_out(&files.original);
        }
        files.translations.retain(|file| {
            let stays = !all && !is_draft(file);
            if !stays {
                leave_out(file);
            }
            stays
        });
        !all
    });
    left_out
}

/// The slugs of the texts in the order of reading.
fn reading_order(
    parsed: &Parsed,
    left_out: &BTreeMap<SourcePath, Slug>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Slug> {
    let config_path = SourcePath::new(crate::load::CONFIG_FILE);
    let mut order: Vec<Slug> = Vec::new();
    let mut seen: BTreeSet<Slug> = BTreeSet::new();
    let drafts: BTreeSet<&Slug> = left_out.values().collect();
    for text in parsed.config.parts.iter().flat_map(|part| &part.texts) {
        if parsed.texts.contains_key(&text.value) {
            if seen.insert(text.value.clone()) {
                order.push(text.value.clone());
            }
        } else if !drafts.contains(&text.value) && !parsed.incomplete.contains(&text.value) {
            let near = crate::diagnostic::nearest(
                text.value.as_str(),
                parsed.texts.keys().map(Slug::as_str),
            );
            let message = message!("no text `{slug}`", slug = text.value);
            diagnostics.push(
                Diagnostic::new(Code::UnknownText, &config_path, text.span, message)
                    .with_help_if(near.map(|near| message!("the closest is `{near}`", near))),
            );
        }
    }
    for (slug, TextFiles { original, .. }) in &parsed.texts {
        if seen.insert(slug.clone()) {
            order.push(slug.clone());
            if !parsed.config.has_all_parts {
                continue;
            }
            let message = message!("no part names the text `{slug}`", slug);
            let path = &original.file.path;
            diagnostics.push(
                Diagnostic::new(Code::UnlistedText, path, crate::source::Span::default(), message)
                    .with_help(message!("add it to the `texts` of a part in `site.toml`")),
            );
        }
    }
    order
}

fn report_unknown_parts(parsed: &Parsed, parts: &[Slug], diagnostics: &mut Vec<Diagnostic>) {
    let unknown = |id: &Slug| parsed.config.has_all_parts && !parts.contains(id);
    for (id, files) in parsed.parts.iter().filter(|(id, _)| unknown(id)) {
        let near = crate::diagnostic::nearest(id.as_str(), parts.iter().map(Slug::as_str));
        for file in files.values() {
            let message = message!("`site.toml` has no part `{id}`", id);
            diagnostics.push(
                Diagnostic::new(
                    Code::StrayFile,
                    &file.file.path,
                    crate::source::Span::default(),
                    message,
                )
                .with_help_if(near.map(|near| message!("the closest is `{near}`", near))),
            );
        }
    }
}

/// The languages of texts and definitions, and those of names that no text is in yet: their forms are
/// looked at too.
fn languages_of_lexicons(parsed: &Parsed) -> Vec<LanguageTag> {
    let texts = parsed.texts.values().flat_map(TextFiles::all).map(|file| &file.language);
    let definitions = parsed.concepts.values().flat_map(|concept| concept.definitions.0.keys());
    let mut languages: BTreeSet<&LanguageTag> = texts.chain(definitions).collect();
    let primaries: BTreeSet<&str> = languages.iter().map(|each| each.primary()).collect();
    let names = parsed.concepts.values().flat_map(|concept| concept.names.0.keys());
    languages.extend(names.filter(|language| !primaries.contains(language.primary())));
    languages.into_iter().cloned().collect()
}

/// The links of everything that is no text.
struct Rest {
    home: Vec<Vec<Target>>,
    pages: Vec<Vec<Target>>,
    parts: BTreeMap<SourcePath, Vec<Target>>,
    definitions: Vec<Definitions>,
}

fn resolve_rest(parsed: &Parsed, places: &Places, lexicons: &Lexicons) -> Checked<Rest> {
    let mut diagnostics = Vec::new();
    let home =
        parsed.home.values().map(|page| places.targets(&page.body, &mut diagnostics)).collect();
    let pages = parsed.pages.values().flat_map(BTreeMap::values);
    let pages = pages.map(|page| places.targets(&page.body, &mut diagnostics)).collect();
    let parts = parsed.parts.values().flat_map(BTreeMap::values);
    let parts = parts
        .map(|part| (part.file.path.clone(), places.targets(&part.body, &mut diagnostics)))
        .collect();
    let definitions: Vec<Checked<_>> = parsed
        .concepts
        .values()
        .collect::<Vec<_>>()
        .par_iter()
        .enumerate()
        .map(|(own, concept)| {
            let mut diagnostics = Vec::new();
            let definitions = concept.definitions.0.iter().map(|(language, body)| {
                let targets = places.targets(body, &mut diagnostics);
                let linking =
                    Linking { policy: LinkPolicy::FirstInText, ignored: vec![own as u32] };
                let hits = glossary::hits(body, &targets, language, lexicons, &linking);
                (language.clone(), Definition { targets, hits })
            });
            let definitions: Definitions = definitions.collect();
            Checked::new(definitions, diagnostics)
        })
        .collect();
    let definitions: Checked<Vec<_>> = definitions.into_iter().collect();
    let definitions = definitions.unload(&mut diagnostics);
    Checked::new(Rest { home, pages, parts, definitions }, diagnostics)
}
