//! The whole reader as JSON: what its files say, and what the program has found out about them.
//!
//! Blocks, annotations and concepts are in the order of the files. Places of blocks count from 0 and
//! are those of the lists `blocks` here; `number` is the ¶ number of the page.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{pretty, published_blocks, words};
use crate::parse::{
    Anchor, Annotation, Block, BlockKind, Body, Localized, Matching, Person, Publish, Role, Source,
    Status,
};
use crate::resolve::{Entry, NotePlace, Reader, Text, Translation, Version};
use crate::source::Spanned;
use crate::text::LanguageTag;

/// Words by language.
type Words<'r> = BTreeMap<&'r str, &'r str>;

#[derive(Serialize)]
struct Everything<'r> {
    /// What wrote the file, and in which version.
    generator: String,
    title: Words<'r>,
    languages: Vec<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    base_url: Option<&'r str>,
    parts: Vec<PartOut<'r>>,
    texts: Vec<TextOut<'r>>,
    concepts: Vec<ConceptOut<'r>>,
}

#[derive(Serialize)]
struct PartOut<'r> {
    id: &'r str,
    title: Words<'r>,
    texts: Vec<&'r str>,
}

#[derive(Serialize)]
struct TextOut<'r> {
    slug: &'r str,
    part: Option<&'r str>,
    language: &'r str,
    date: Option<String>,
    authors: Vec<PersonOut<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourceOut<'r>>,
    rights: RightsOut<'r>,
    keywords: &'r [String],
    questions: Vec<QuestionOut<'r>>,
    original: VersionOut<'r>,
    translations: Vec<TranslationOut<'r>>,
}

#[derive(Serialize)]
struct PersonOut<'r> {
    name: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    orcid: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    affiliation: Option<&'r str>,
}

#[derive(Serialize)]
struct SourceOut<'r> {
    title: Option<&'r str>,
    authors: Vec<PersonOut<'r>>,
    container: Option<&'r str>,
    volume: Option<&'r str>,
    issue: Option<&'r str>,
    publisher: Option<&'r str>,
    date: Option<&'r str>,
    pages: Option<&'r str>,
    doi: Option<&'r str>,
    url: Option<&'r str>,
}

#[derive(Serialize)]
struct RightsOut<'r> {
    license: Option<&'r str>,
    statement: Option<&'r str>,
    publish: &'static str,
}

#[derive(Serialize)]
struct QuestionOut<'r> {
    block: Option<u32>,
    text: Words<'r>,
}

#[derive(Serialize)]
struct VersionOut<'r> {
    file: &'r str,
    language: &'r str,
    dir: &'static str,
    title: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'r str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    blocks: Vec<BlockOut<'r>>,
    footnotes: Vec<FootnoteOut<'r>>,
    annotations: Vec<AnnotationOut<'r>>,
}

#[derive(Serialize)]
struct TranslationOut<'r> {
    #[serde(flatten)]
    version: VersionOut<'r>,
    translators: Vec<PersonOut<'r>>,
    /// Places of blocks of the original, and of those of the translation that follow them.
    alignment: Vec<RowOut>,
}

#[derive(Serialize)]
struct RowOut {
    original: Option<u32>,
    translation: Vec<u32>,
    /// Over how many rows the blocks of the translation reach.
    reach: u32,
}

#[derive(Serialize)]
struct BlockOut<'r> {
    place: u32,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<u8>,
    number: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'r str>,
    words: String,
    markdown: &'r str,
}

#[derive(Serialize)]
struct FootnoteOut<'r> {
    label: &'r str,
    words: String,
}

#[derive(Serialize)]
struct AnnotationOut<'r> {
    kind: &'static str,
    by: Option<&'r str>,
    /// The place of the block of this file with the words; none for the note of a whole block.
    block: Option<u32>,
    /// The ¶ number.
    number: Option<u32>,
    quote: Option<&'r str>,
    /// Markdown.
    text: Words<'r>,
}

#[derive(Serialize)]
struct ConceptOut<'r> {
    id: &'r str,
    names: BTreeMap<&'r str, NameOut<'r>>,
    #[serde(rename = "match")]
    matching: &'static str,
    never: Vec<&'r str>,
    see: Vec<&'r str>,
    broader: Vec<&'r str>,
    narrower: Vec<&'r str>,
    /// Markdown.
    definitions: Words<'r>,
    occurrences: Vec<OccurrenceOut<'r>>,
}

#[derive(Serialize)]
struct NameOut<'r> {
    term: &'r str,
    #[serde(skip_serializing_if = "Option::is_none")]
    abbreviation: Option<&'r str>,
    forms: Vec<&'r str>,
}

#[derive(Serialize)]
struct OccurrenceOut<'r> {
    text: &'r str,
    language: &'r str,
    /// The ¶ number.
    number: Option<u32>,
    /// The whole words, as they are written.
    words: String,
}

/// A reader as JSON.
pub(super) fn json(reader: &Reader) -> Vec<u8> {
    let config = &reader.config;
    pretty(&Everything {
        generator: format!("hashiya {}", env!("CARGO_PKG_VERSION")),
        title: spanned(&config.title),
        languages: config.languages.iter().map(LanguageTag::as_str).collect(),
        base_url: config.base_url.as_deref(),
        parts: reader
            .parts
            .iter()
            .map(|part| PartOut {
                id: part.id.as_str(),
                title: spanned(&part.title),
                texts: part.texts.iter().map(|text| slug(reader, *text)).collect(),
            })
            .collect(),
        texts: reader.texts.iter().map(|each| text(each, reader)).collect(),
        concepts: reader.glossary.iter().map(|entry| concept(entry, reader)).collect(),
    })
}

fn slug(reader: &Reader, text: u32) -> &str {
    reader.texts[text as usize].slug.as_str()
}

fn spanned(words: &Localized<Spanned<String>>) -> Words<'_> {
    words.0.iter().map(|(language, words)| (language.as_str(), words.value.as_str())).collect()
}

fn bodies(bodies: &Localized<Body>) -> Words<'_> {
    bodies.0.iter().map(|(language, body)| (language.as_str(), body.text().trim())).collect()
}

fn people(people: &[Person]) -> Vec<PersonOut<'_>> {
    people
        .iter()
        .map(|person| PersonOut {
            name: &person.name,
            orcid: person.orcid.as_deref(),
            affiliation: person.affiliation.as_deref(),
        })
        .collect()
}

fn text<'r>(text: &'r Text, reader: &'r Reader) -> TextOut<'r> {
    let (file, about) = (&text.original.file, text.about());
    let rights = file.rights.as_ref();
    TextOut {
        slug: text.slug.as_str(),
        part: text.part.map(|part| reader.parts[part as usize].id.as_str()),
        language: file.language.as_str(),
        date: file.date.map(|date| date.to_string()),
        authors: people(&about.authors),
        source: about.source.as_ref().map(source),
        rights: RightsOut {
            license: rights.and_then(|rights| rights.license.as_deref()),
            statement: rights.and_then(|rights| rights.statement.as_deref()),
            publish: match text.original.publish {
                Publish::Full => "full",
                Publish::Metadata => "metadata",
            },
        },
        keywords: &about.keywords,
        questions: about
            .questions
            .iter()
            .map(|question| QuestionOut {
                block: question.block.as_ref().map(|block| block.value),
                text: spanned(&question.text),
            })
            .collect(),
        original: version(&text.original),
        translations: text.translations.iter().map(translation).collect(),
    }
}

fn source(source: &Source) -> SourceOut<'_> {
    SourceOut {
        title: source.title.as_deref(),
        authors: people(&source.authors),
        container: source.container.as_deref(),
        volume: source.volume.as_deref(),
        issue: source.issue.as_deref(),
        publisher: source.publisher.as_deref(),
        date: source.date.as_deref(),
        pages: source.pages.as_deref(),
        doi: source.doi.as_deref(),
        url: source.url.as_deref(),
    }
}

fn translation(translation: &Translation) -> TranslationOut<'_> {
    let translators = match &translation.version.file.role {
        Role::Translation { translators, .. } => people(translators),
        Role::Original(_) => Vec::new(),
    };
    let rows = translation.alignment.rows.iter().map(|row| RowOut {
        original: row.original,
        translation: row.companion.to_vec(),
        reach: row.reach,
    });
    TranslationOut {
        version: version(&translation.version),
        translators,
        alignment: rows.collect(),
    }
}

fn version(version: &Version) -> VersionOut<'_> {
    let file = &version.file;
    let body = &file.body;
    let blocks = published_blocks(version).map(|(place, block)| BlockOut {
        place,
        kind: kind(block),
        level: match block.kind {
            BlockKind::Heading { level, .. } => Some(level),
            _ => None,
        },
        number: version.numbers[place as usize],
        id: version.heading_ids.of_block(place as usize),
        words: words(block, body),
        markdown: body.text()[block.span.range()].trim_end(),
    });
    let is_published = version.publish == Publish::Full;
    let footnotes = body.footnotes.iter().filter(|_| is_published).map(|note| {
        let said: Vec<String> = note.blocks.iter().map(|block| words(block, body)).collect();
        FootnoteOut { label: note.label(body.text()), words: said.join("\n") }
    });
    VersionOut {
        file: file.file.path.as_str(),
        language: file.language.as_str(),
        dir: file.language.direction().as_str(),
        title: &file.title.value,
        summary: file.summary.as_ref().map(|summary| summary.value.as_str()),
        status: match file.status {
            Status::Unstated => None,
            Status::Draft => Some("draft"),
            Status::Reviewed => Some("reviewed"),
        },
        blocks: blocks.collect(),
        footnotes: footnotes.collect(),
        annotations: version
            .notes
            .iter()
            .map(|note| {
                annotation(&file.annotations[note.annotation as usize], note.place, version)
            })
            .collect(),
    }
}

fn kind(block: &Block) -> &'static str {
    match block.kind {
        BlockKind::Heading { .. } => "heading",
        BlockKind::Paragraph(_) => "paragraph",
        BlockKind::List { .. } => "list",
        BlockKind::Table(_) => "table",
        BlockKind::Quote(_) => "quote",
        BlockKind::Alert(..) => "alert",
        BlockKind::Code { .. } => "code",
        BlockKind::Figure { .. } => "figure",
        BlockKind::Html(_) => "html",
        BlockKind::Rule => "rule",
    }
}

fn annotation<'r>(
    annotation: &'r Annotation,
    place: NotePlace,
    version: &'r Version,
) -> AnnotationOut<'r> {
    let (block, number) = match place {
        NotePlace::Block { number } => (None, Some(number)),
        NotePlace::Words { block, .. } => (Some(block), version.numbers[block as usize]),
    };
    AnnotationOut {
        kind: annotation.kind.name(),
        by: annotation.by.as_deref(),
        block,
        number,
        quote: match &annotation.anchor {
            Anchor::Quote { words, .. } => Some(&words.value),
            Anchor::Block(_) => None,
        },
        text: bodies(&annotation.text),
    }
}

fn concept<'r>(entry: &'r Entry, reader: &'r Reader) -> ConceptOut<'r> {
    let concept = &entry.concept;
    let ids = |places: &[u32]| -> Vec<&'r str> {
        places.iter().map(|place| reader.glossary[*place as usize].concept.id.as_str()).collect()
    };
    let names = concept.names.0.iter().map(|(language, name)| {
        let out = NameOut {
            term: &name.term.value,
            abbreviation: name.abbreviation.as_ref().map(|form| form.value.as_str()),
            forms: name.forms.iter().map(|form| form.value.as_str()).collect(),
        };
        (language.as_str(), out)
    });
    let occurrences = entry.occurrences.iter().filter_map(|each| {
        let text = &reader.texts[each.text as usize];
        let (_, version, hit) = text.hit(each.hit);
        let body = &version.file.body;
        let block = body.place_of(hit.prose);
        let prose = body.blocks[block].prose(hit.prose)?;
        let mut room = String::new();
        let (_, words) = prose.part(hit.range.range(), body.text(), &mut room);
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        Some(OccurrenceOut {
            text: text.slug.as_str(),
            language: version.file.language.as_str(),
            number: version.numbers[block],
            words,
        })
    });
    ConceptOut {
        id: concept.id.as_str(),
        names: names.collect(),
        matching: match concept.matching {
            Matching::Inflected => "inflected",
            Matching::Exact => "exact",
            Matching::Never => "never",
        },
        never: concept.never.iter().map(|words| words.value.as_str()).collect(),
        see: ids(&entry.see),
        broader: ids(&entry.broader),
        narrower: ids(&entry.narrower),
        definitions: bodies(&concept.definitions),
        occurrences: occurrences.collect(),
    }
}
