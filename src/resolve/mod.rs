//! From [`Parsed`] to [`Reader`]: what leads from one file to another.
//!
//! 1. `text.rs`: ¶ numbers and the ids of headings.
//! 2. `alignment.rs`: which block stands beside which.
//! 3. `link.rs`: where links lead.
//! 4. `glossary.rs`: where concepts stand.
//! 5. `note.rs`: where annotations stand.

mod alignment;
mod glossary;
mod link;
mod note;
mod text;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

pub use alignment::{Alignment, Row};
pub use glossary::{Definition, Entry, Hit, Occurrence, Shown};
pub use link::{Internal, PageOf, Target};
pub use note::{Note, NotePlace};
pub use text::{HeadingIds, Text, Translation, Version};

use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::load::Picture;
use crate::parse::{
    Concept, Config, LinkPolicy, Localized, PageFile, Parsed, PartFile, Publish, TextFile,
};
use crate::source::{SourcePath, Spanned};
use crate::text::{LanguageTag, Slug};
use glossary::{Definitions, Lexicons, Linking};
use link::{HeadingPlace, Ids, Places};
use text::TranslatedHeadings;

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
    pub file: PageFile,
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
    pub file: PartFile,
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
pub fn resolve(mut parsed: Parsed, drafts: Drafts) -> Checked<Reader> {
    let mut diagnostics = Vec::new();
    let mut left_out = BTreeMap::new();
    if drafts == Drafts::LeftOut {
        left_out = leave_out_drafts(&mut parsed);
    }
    let order = reading_order(&parsed, &left_out, &mut diagnostics);
    let part_ids: Vec<Slug> =
        parsed.config.parts.iter().map(|part| part.id.value.clone()).collect();
    report_unknown_parts(&parsed, &part_ids, &mut diagnostics);

    let outlines: Vec<Checked<Outline>> =
        order.par_iter().map(|slug| Outline::of(&parsed.texts[slug])).collect();
    let outlines: Checked<Vec<Outline>> = outlines.into_iter().collect();
    let outlines = outlines.unload(&mut diagnostics);

    let (texts, rest) = {
        let ids = all_ids(&parsed, &order, &outlines);
        let slugs: Vec<&Slug> = order.iter().collect();
        let places =
            Places::of(&parsed, &slugs, &part_ids.iter().collect::<Vec<_>>(), ids, &left_out);
        let concepts: Vec<&Concept> = parsed.concepts.values().collect();
        let languages = body_languages(&parsed);
        let lexicons = Lexicons::of(&concepts, &languages);
        diagnostics.extend(lexicons.problems(&concepts));

        let texts: Vec<Checked<ResolvedText>> = order
            .par_iter()
            .zip(&outlines)
            .map(|(slug, outline)| {
                resolve_text(&parsed.texts[slug], outline, &places, &lexicons, parsed.config.link)
            })
            .collect();
        let texts: Checked<Vec<ResolvedText>> = texts.into_iter().collect();
        let rest = resolve_rest(&parsed, &places, &lexicons).unload(&mut diagnostics);
        (texts.unload(&mut diagnostics), rest)
    };
    let reader = assemble(parsed, &order, outlines, texts, rest, &mut diagnostics);
    Checked::new(reader, diagnostics)
}

/// Takes drafts, and texts whose original is one, out of `parsed`: their files by path.
fn leave_out_drafts(parsed: &mut Parsed) -> BTreeMap<SourcePath, Slug> {
    let mut left_out = BTreeMap::new();
    parsed.texts.retain(|slug, (original, translations)| {
        let is_draft = |file: &TextFile| link::is_draft(file.status);
        let all = is_draft(original);
        let mut leave_out = |file: &TextFile| {
            left_out.insert(file.file.path.clone(), slug.clone());
        };
        if all {
            leave_out(original);
        }
        translations.retain(|file| {
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
            let message = format!("no text `{}`", text.value);
            diagnostics.push(
                Diagnostic::new(Code::UnknownText, &config_path, text.span, message)
                    .with_help_if(near.map(|near| format!("the closest is `{near}`"))),
            );
        }
    }
    for (slug, (original, _)) in &parsed.texts {
        if seen.insert(slug.clone()) {
            order.push(slug.clone());
            if !parsed.config.has_all_parts {
                continue;
            }
            let message = format!("no part names the text `{slug}`");
            let path = &original.file.path;
            diagnostics.push(
                Diagnostic::new(Code::UnlistedText, path, crate::source::Span::default(), message)
                    .with_help("add it to the `texts` of a part in `site.toml`"),
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
            let message = format!("`site.toml` has no part `{id}`");
            diagnostics.push(
                Diagnostic::new(
                    Code::StrayFile,
                    &file.file.path,
                    crate::source::Span::default(),
                    message,
                )
                .with_help_if(near.map(|near| format!("the closest is `{near}`"))),
            );
        }
    }
}

/// What other files need to know of a text: numbers, ids, alignments.
struct Outline {
    numbers: Vec<Option<u32>>,
    block_count: u32,
    heading_ids: HeadingIds,
    translations: Vec<(Alignment, HeadingIds)>,
    publish: Publish,
}

impl Outline {
    fn of((original, translations): &(TextFile, Vec<TextFile>)) -> Checked<Self> {
        let numbers = text::numbers(original);
        let block_count = numbers.iter().flatten().count() as u32;
        let heading_ids = text::heading_ids(&original.body, &BTreeSet::new());
        let taken: BTreeSet<Box<str>> = heading_ids.iter().map(Box::from).collect();
        let mut diagnostics = text::question_problems(original, block_count);
        let translations = translations
            .iter()
            .map(|translation| {
                let alignment = alignment::align(original, &numbers, translation);
                let ids = text::heading_ids(&translation.body, &taken);
                (alignment.unload(&mut diagnostics), ids)
            })
            .collect();
        let publish = original.rights.as_ref().map_or(Publish::Full, |rights| rights.publish);
        let outline = Self { numbers, block_count, heading_ids, translations, publish };
        Checked::new(outline, diagnostics)
    }
}

fn all_ids<'p>(
    parsed: &'p Parsed,
    order: &[Slug],
    outlines: &'p [Outline],
) -> BTreeMap<&'p SourcePath, Ids<'p>> {
    let mut ids = BTreeMap::new();
    for (slug, outline) in order.iter().zip(outlines) {
        let (original, translations) = &parsed.texts[slug];
        let translations: Vec<_> = translations
            .iter()
            .zip(&outline.translations)
            .map(|(file, (alignment, heading_ids))| TranslatedHeadings {
                file,
                heading_ids,
                alignment,
            })
            .collect();
        let is_hidden = outline.publish == Publish::Metadata;
        let original = (original, &outline.heading_ids);
        for (file, found) in text::ids(original, &translations, outline.block_count, is_hidden) {
            ids.insert(&file.file.path, found);
        }
    }
    let pages = parsed.home.values().chain(parsed.pages.values().flat_map(BTreeMap::values));
    let pages = pages.map(|page| (&page.file.path, &page.body));
    let parts = parsed.parts.values().flat_map(BTreeMap::values);
    let parts = parts.map(|part| (&part.file.path, &part.body));
    for (path, body) in pages.chain(parts) {
        let headings = text::heading_ids(body, &BTreeSet::new());
        let own = |id: &str| Cow::Owned(id.to_owned());
        let headings = headings
            .iter()
            .map(|id| HeadingPlace { id: own(id), on_page: Some(own(id)) })
            .collect();
        ids.insert(path, Ids { headings, ..Ids::default() });
    }
    ids
}

/// The languages of texts and definitions.
fn body_languages(parsed: &Parsed) -> Vec<LanguageTag> {
    let texts = parsed.texts.values().flat_map(|(original, translations)| {
        std::iter::once(original).chain(translations).map(|file| &file.language)
    });
    let definitions = parsed.concepts.values().flat_map(|concept| concept.definitions.0.keys());
    let languages: BTreeSet<&LanguageTag> = texts.chain(definitions).collect();
    languages.into_iter().cloned().collect()
}

/// What is found out about a text with the help of other files.
struct ResolvedText {
    original: ResolvedVersion,
    translations: Vec<ResolvedVersion>,
}

struct ResolvedVersion {
    targets: Vec<Target>,
    hits: Vec<Hit>,
    notes: Vec<Note>,
}

fn resolve_text(
    (original, translations): &(TextFile, Vec<TextFile>),
    outline: &Outline,
    places: &Places,
    lexicons: &Lexicons,
    link: LinkPolicy,
) -> Checked<ResolvedText> {
    let mut diagnostics = Vec::new();
    let link = original.glossary.link.unwrap_or(link);
    let ignored = glossary::ignored(original, places, &mut diagnostics);
    let linking = Linking { policy: link, ignored: &ignored };
    let resolved = resolve_version(original, outline, places, lexicons, &linking);
    let original = resolved.unload(&mut diagnostics);
    let translations = translations
        .iter()
        .map(|file| {
            let own = glossary::ignored(file, places, &mut diagnostics);
            let ignored: Vec<u32> = ignored.iter().chain(&own).copied().collect();
            let policy = file.glossary.link.unwrap_or(link);
            let linking = Linking { policy, ignored: &ignored };
            let resolved = resolve_version(file, outline, places, lexicons, &linking);
            resolved.unload(&mut diagnostics)
        })
        .collect();
    Checked::new(ResolvedText { original, translations }, diagnostics)
}

fn resolve_version(
    file: &TextFile,
    outline: &Outline,
    places: &Places,
    lexicons: &Lexicons,
    linking: &Linking,
) -> Checked<ResolvedVersion> {
    let mut diagnostics = Vec::new();
    let targets = places.targets(&file.body, &mut diagnostics);
    let hits = glossary::hits(&file.body, &targets, &file.language, lexicons, linking);
    let notes = resolve_notes(file, outline.block_count, places, &mut diagnostics);
    Checked::new(ResolvedVersion { targets, hits, notes }, diagnostics)
}

fn resolve_notes(
    file: &TextFile,
    block_count: u32,
    places: &Places,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Note> {
    let found = note::places(file, block_count, diagnostics);
    found
        .into_iter()
        .map(|(annotation, place)| {
            let texts = &file.annotations[annotation as usize].text.0;
            let targets = texts
                .iter()
                .map(|(language, body)| (language.clone(), places.targets(body, diagnostics)))
                .collect();
            Note { annotation, place, targets }
        })
        .collect()
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
                let linking = Linking { policy: LinkPolicy::FirstInText, ignored: &[own as u32] };
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

fn assemble(
    parsed: Parsed,
    order: &[Slug],
    outlines: Vec<Outline>,
    resolved: Vec<ResolvedText>,
    rest: Rest,
    diagnostics: &mut Vec<Diagnostic>,
) -> Reader {
    let Parsed { config, home, pages, mut parts, mut texts, concepts, pictures, .. } = parsed;
    let place_of: BTreeMap<Slug, u32> =
        order.iter().enumerate().map(|(index, slug)| (slug.clone(), index as u32)).collect();
    // The first part that names a text; later ones do not replace it.
    let mut part_of: BTreeMap<Slug, u32> = BTreeMap::new();
    for (index, part) in (0..).zip(&config.parts) {
        for text in &part.texts {
            part_of.entry(text.value.clone()).or_insert(index);
        }
    }
    let texts: Vec<Text> = order
        .iter()
        .zip(outlines)
        .zip(resolved)
        .filter_map(|((slug, outline), resolved)| {
            let files = texts.remove(slug)?;
            let part = part_of.get(slug).copied();
            Some(assemble_text(slug.clone(), part, files, outline, resolved))
        })
        .collect();

    let glossary = assemble_glossary(concepts, rest.definitions, &texts, diagnostics);
    let mut part_targets = rest.parts;
    let parts = config
        .parts
        .iter()
        .map(|part| Part {
            id: part.id.value.clone(),
            title: part.title.clone(),
            texts: part
                .texts
                .iter()
                .filter_map(|text| place_of.get(&text.value).copied())
                .collect(),
            introductions: parts
                .remove(&part.id.value)
                .unwrap_or_default()
                .into_iter()
                .map(|(language, file)| {
                    let targets = part_targets.remove(&file.file.path).unwrap_or_default();
                    let heading_ids = text::heading_ids(&file.body, &BTreeSet::new());
                    (language, Introduction { file, targets, heading_ids })
                })
                .collect(),
        })
        .collect();
    let page = |file: PageFile, targets| Page {
        heading_ids: text::heading_ids(&file.body, &BTreeSet::new()),
        file,
        targets,
    };
    let home = home
        .into_iter()
        .zip(rest.home)
        .map(|((language, file), targets)| (language, page(file, targets)))
        .collect();
    let mut page_targets = rest.pages.into_iter();
    let pages = pages
        .into_iter()
        .map(|(slug, files)| {
            let files = files.into_iter().map(|(language, file)| {
                (language, page(file, page_targets.next().unwrap_or_default()))
            });
            (slug, files.collect())
        })
        .collect();
    Reader { config, home, pages, parts, texts, glossary, pictures }
}

fn assemble_text(
    slug: Slug,
    part: Option<u32>,
    (original, translations): (TextFile, Vec<TextFile>),
    outline: Outline,
    resolved: ResolvedText,
) -> Text {
    let publish = outline.publish;
    let translations = translations
        .into_iter()
        .zip(outline.translations)
        .zip(resolved.translations)
        .map(|((file, (alignment, heading_ids)), resolved)| {
            let block_count = file.body.blocks.len();
            let numbers = text::companion_numbers(&alignment, &outline.numbers, block_count);
            let own = file.rights.as_ref().map_or(publish, |rights| rights.publish);
            let publish = if publish == Publish::Metadata { publish } else { own };
            let version = version(file, numbers, heading_ids, resolved, publish);
            Translation { version, alignment }
        })
        .collect();
    let original =
        version(original, outline.numbers, outline.heading_ids, resolved.original, publish);
    Text { slug, part, original, translations, block_count: outline.block_count }
}

fn version(
    file: TextFile,
    numbers: Vec<Option<u32>>,
    heading_ids: HeadingIds,
    resolved: ResolvedVersion,
    publish: Publish,
) -> Version {
    let ResolvedVersion { targets, hits, mut notes } = resolved;
    let position = |note: &Note| match note.place {
        NotePlace::Block { number } => (Some(number), 0, 0, 0),
        NotePlace::Words { block, prose, range } => {
            (numbers[block as usize], block + 1, prose + 1, range.start)
        }
    };
    // A heading has no number; it stands before the number behind it.
    notes.sort_by_key(|note| match note.place {
        NotePlace::Words { block, .. } if numbers[block as usize].is_none() => {
            let before = numbers[..block as usize].iter().rev().flatten().next().copied();
            let (_, block, prose, start) = position(note);
            (before.or(Some(0)), block, prose, start)
        }
        _ => position(note),
    });
    Version { file, numbers, heading_ids, targets, hits, notes, publish }
}

fn assemble_glossary(
    concepts: BTreeMap<Slug, Concept>,
    definitions: Vec<Definitions>,
    texts: &[Text],
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let versions = texts.iter().enumerate().flat_map(|(place, text)| {
        text.versions()
            .enumerate()
            .map(move |(version, content)| (place as u32, version as u32, content))
    });
    let mut occurrences = glossary::occurrences(concepts.len(), versions).into_iter();
    let ids: BTreeMap<String, u32> =
        concepts.keys().enumerate().map(|(index, id)| (id.to_string(), index as u32)).collect();
    let by_id: BTreeMap<&str, u32> = ids.iter().map(|(id, index)| (id.as_str(), *index)).collect();
    let mut entries: Vec<Entry> = concepts
        .into_values()
        .zip(definitions)
        .map(|(concept, definitions)| Entry {
            see: glossary::related(&concept, &concept.see, &by_id, diagnostics),
            broader: glossary::related(&concept, &concept.broader, &by_id, diagnostics),
            narrower: Vec::new(),
            concept,
            definitions,
            occurrences: occurrences.next().unwrap_or_default(),
        })
        .collect();
    for index in 0..entries.len() {
        for broader in entries[index].broader.clone() {
            entries[broader as usize].narrower.push(index as u32);
        }
    }
    diagnostics.extend(glossary::cycles(&entries));
    diagnostics.extend(glossary::unused(&entries));
    entries
}
