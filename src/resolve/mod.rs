//! From [`Parsed`] to [`Reader`]: what leads from one file to another.
//!
//! 1. `outline.rs`: what files need to know of others: ¶ numbers and the ids of headings
//!    (`text.rs`), which block stands beside which (`alignment.rs`), and what has changed since it
//!    was translated (`state.rs`).
//! 2. `link.rs`: where links lead.
//! 3. `glossary.rs`: where concepts stand.
//! 4. `note.rs`: where annotations stand; `drift.rs`: what is meant by those whose words are gone.
//! 5. `assemble.rs`: all of it as one reader.
//!
//! `memory.rs` keeps what was found, so that a change of one file costs little.

mod alignment;
mod assemble;
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
use glossary::{Definitions, Lexicons, Linking};
use link::Places;
use memory::{KnownText, KnownVersion};
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
    pub texts: Vec<Text>,
    /// The concepts, by id.
    pub glossary: Vec<Entry>,
    /// The pictures that a page shows.
    pub pictures: BTreeMap<SourcePath, Picture>,
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
    let languages = body_languages(&parsed);
    let (lexicons, known) = match &memory {
        Some(memory) => memory.recall(&concepts, &languages),
        None => (Arc::new(Lexicons::of(&concepts, &languages)), BTreeMap::new()),
    };
    diagnostics.extend(lexicons.problems(&concepts));
    let known_text = |slug: &Slug| known.get(slug).filter(|text| text.is_of(&parsed.texts[slug]));

    let outlines: Vec<Arc<Checked<Outline>>> = order
        .par_iter()
        .map(|slug| match known_text(slug) {
            Some(text) => Arc::clone(&text.outline),
            None => Arc::new(Outline::of(&parsed.texts[slug])),
        })
        .collect();
    diagnostics.extend(outlines.iter().flat_map(|outline| outline.diagnostics.iter().cloned()));

    let (texts, rest) = {
        let ids = outline::all_ids(&parsed, &order, &outlines);
        let slugs: Vec<&Slug> = order.iter().collect();
        let places =
            Places::of(&parsed, &slugs, &part_ids.iter().collect::<Vec<_>>(), ids, &left_out);
        let setting = Setting { places: &places, lexicons: &lexicons, link: parsed.config.link };
        let texts: Vec<Checked<ResolvedText>> = order
            .par_iter()
            .zip(&outlines)
            .map(|(slug, outline)| {
                resolve_text(&parsed.texts[slug], &outline.value, &setting, known_text(slug))
            })
            .collect();
        let texts: Checked<Vec<ResolvedText>> = texts.into_iter().collect();
        let rest = resolve_rest(&parsed, &places, &lexicons).unload(&mut diagnostics);
        (texts.unload(&mut diagnostics), rest)
    };
    if let Some(memory) = memory {
        let texts = order.iter().zip(&outlines).zip(&texts).map(|((slug, outline), resolved)| {
            let known = KnownText::new(&parsed.texts[slug], outline, resolved);
            (slug.clone(), known)
        });
        *memory = Memory::new(&concepts, languages, lexicons, texts.collect());
    }
    let is_whole = parsed.incomplete.is_empty();
    let reader = assemble::assemble(parsed, &order, &outlines, texts, rest, &mut diagnostics);
    if !is_whole {
        // A concept may well stand in the text that could not be read.
        diagnostics.retain(|each| each.code != Code::UnusedConcept);
    }
    Checked::new(reader, diagnostics)
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

/// The languages of texts and definitions.
fn body_languages(parsed: &Parsed) -> Vec<LanguageTag> {
    let texts = parsed.texts.values().flat_map(TextFiles::all).map(|file| &file.language);
    let definitions = parsed.concepts.values().flat_map(|concept| concept.definitions.0.keys());
    let languages: BTreeSet<&LanguageTag> = texts.chain(definitions).collect();
    languages.into_iter().cloned().collect()
}

/// What a text is resolved with.
struct Setting<'a> {
    places: &'a Places<'a>,
    lexicons: &'a Lexicons,
    /// The policy of the settings.
    link: LinkPolicy,
}

/// What is found out about a text with the help of other files.
struct ResolvedText {
    original: ResolvedVersion,
    translations: Vec<ResolvedVersion>,
}

struct ResolvedVersion {
    word_count: u32,
    linking: Linking,
    targets: Vec<Target>,
    hits: Arc<[Hit]>,
    note_places: Arc<Checked<Vec<(u32, NotePlace)>>>,
    notes: Vec<Note>,
}

fn resolve_text(
    files: &TextFiles,
    outline: &Outline,
    setting: &Setting,
    known: Option<&KnownText>,
) -> Checked<ResolvedText> {
    let mut diagnostics = Vec::new();
    let original = &files.original;
    let policy = original.glossary.link.unwrap_or(setting.link);
    let ignored = glossary::ignored(original, setting.places, &mut diagnostics);
    let version = |file: &TextFile, number, linking| {
        let known = known.and_then(|text| text.version(number));
        resolve_version(file, outline, number, setting, linking, known)
    };
    let linking = Linking { policy, ignored: ignored.clone() };
    let resolved = version(original, 0, linking).unload(&mut diagnostics);
    let translations = files.translations.iter().zip(1..).map(|(file, number)| {
        let own = glossary::ignored(file, setting.places, &mut diagnostics);
        let policy = file.glossary.link.unwrap_or(policy);
        let linking = Linking { policy, ignored: ignored.iter().chain(&own).copied().collect() };
        version(file, number, linking).unload(&mut diagnostics)
    });
    let translations = translations.collect();
    Checked::new(ResolvedText { original: resolved, translations }, diagnostics)
}

fn resolve_version(
    file: &TextFile,
    outline: &Outline,
    number: usize,
    setting: &Setting,
    linking: Linking,
    known: Option<&KnownVersion>,
) -> Checked<ResolvedVersion> {
    let mut diagnostics = Vec::new();
    let targets = setting.places.targets(&file.body, &mut diagnostics);
    let hits = match known.and_then(|version| version.hits(&linking, &targets)) {
        Some(hits) => hits,
        None => {
            glossary::hits(&file.body, &targets, &file.language, setting.lexicons, &linking).into()
        }
    };
    let note_places = match known {
        Some(version) => Arc::clone(&version.note_places),
        None => Arc::new(note::places(file, outline.block_count)),
    };
    diagnostics.extend(note_places.diagnostics.iter().cloned());
    let notes = note_places.value.iter().map(|(annotation, place)| {
        let texts = &file.annotations[*annotation as usize].text.0;
        let targets = texts
            .iter()
            .map(|(language, body)| {
                (language.clone(), setting.places.targets(body, &mut diagnostics))
            })
            .collect();
        Note { annotation: *annotation, place: *place, targets }
    });
    let notes = notes.collect();
    let word_count = outline.word_counts[number];
    let resolved = ResolvedVersion { word_count, linking, targets, hits, note_places, notes };
    Checked::new(resolved, diagnostics)
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
