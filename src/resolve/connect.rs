//! A text with what leads from it to other files.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::glossary::{self, Lexicons, Linking};
use super::link::{Places, Target};
use super::note::{self, Note, NotePlace};
use super::outline::Outline;
use super::text::{self, HeadingIds, Text, Translation, Version};
use crate::diagnostic::{Checked, Diagnostic};
use crate::parse::{LinkPolicy, Publish, TextFile, TextFiles};
use crate::text::Slug;

/// What a text is looked at with.
pub(super) struct Setting<'a> {
    pub(super) places: &'a Places<'a>,
    pub(super) lexicons: &'a Lexicons,
    /// The policy of the settings.
    pub(super) link: LinkPolicy,
    /// The part of each text that some part names, by its place in the reader.
    pub(super) parts: &'a BTreeMap<&'a Slug, u32>,
}

/// A text, what there is to tell of it, and what of it may be known the next time.
#[derive(Debug)]
pub(super) struct Connected {
    pub(super) text: Arc<Text>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Of the original, then of the translations.
    looks: Vec<Look>,
}

/// How a version was looked at.
#[derive(Debug)]
struct Look {
    linking: Linking,
    note_places: Arc<Checked<Vec<(u32, NotePlace)>>>,
}

/// A text with the same files as it was before.
#[derive(Clone, Copy)]
pub(super) struct Before<'k> {
    pub(super) connected: &'k Connected,
    /// Whether the lexicons were the same.
    pub(super) has_same_lexicons: bool,
}

/// Finds what leads from a text to other files. Where notes stand does not depend on these, and
/// where concepts stand only on few of them: this is taken from `before`.
pub(super) fn connect(
    slug: &Slug,
    files: &TextFiles,
    outline: &Outline,
    setting: &Setting,
    before: Option<Before>,
) -> Connected {
    let mut diagnostics = Vec::new();
    let mut looks = Vec::new();
    let original = &files.original;
    let policy = original.glossary.link.unwrap_or(setting.link);
    let ignored = glossary::ignored(original, setting.places, &mut diagnostics);
    let publish = outline.publish;
    let shape = Shape {
        number: 0,
        numbers: &outline.numbers,
        heading_ids: &outline.heading_ids,
        publish,
        block_count: outline.block_count,
        word_count: outline.word_counts[0],
    };
    let linking = Linking { policy, ignored: ignored.clone() };
    let (version, look) =
        connect_version(original, &shape, setting, linking, before).unload(&mut diagnostics);
    looks.push(look);
    let translations = files.translations.iter().zip(&outline.translations).zip(1..);
    let translations = translations.map(|((file, outlined), number)| {
        let own = glossary::ignored(file, setting.places, &mut diagnostics);
        let policy = file.glossary.link.unwrap_or(policy);
        let linking = Linking { policy, ignored: ignored.iter().chain(&own).copied().collect() };
        let block_count = file.body.blocks.len();
        let numbers = text::companion_numbers(&outlined.alignment, &outline.numbers, block_count);
        let own = file.rights.as_ref().map_or(publish, |rights| rights.publish);
        let shape = Shape {
            number,
            numbers: &numbers.into(),
            heading_ids: &outlined.heading_ids,
            publish: if publish == Publish::Metadata { publish } else { own },
            block_count: outline.block_count,
            word_count: outline.word_counts[number],
        };
        let (version, look) =
            connect_version(file, &shape, setting, linking, before).unload(&mut diagnostics);
        looks.push(look);
        let alignment = Arc::clone(&outlined.alignment);
        Translation { version, alignment, state: Arc::clone(&outlined.state) }
    });
    let translations = translations.collect();
    let text = Text {
        slug: slug.clone(),
        part: setting.parts.get(slug).copied(),
        original: version,
        translations,
        block_count: outline.block_count,
    };
    Connected { text: Arc::new(text), diagnostics, looks }
}

/// What is known of a version from the files of its text alone.
struct Shape<'a> {
    /// 0 for the original, 1 for the first translation, and so on.
    number: usize,
    numbers: &'a Arc<[Option<u32>]>,
    heading_ids: &'a HeadingIds,
    publish: Publish,
    /// How many numbered blocks the original has.
    block_count: u32,
    word_count: u32,
}

fn connect_version(
    file: &Arc<TextFile>,
    shape: &Shape,
    setting: &Setting,
    linking: Linking,
    before: Option<Before>,
) -> Checked<(Version, Look)> {
    let known = before.and_then(|before| before.version(shape.number));
    let mut diagnostics = Vec::new();
    let targets = setting.places.targets(&file.body, &mut diagnostics);
    let hits = match known.filter(|(version, look)| {
        before.is_some_and(|before| before.has_same_lexicons)
            && look.linking == linking
            && version.targets == targets
    }) {
        Some((version, _)) => Arc::clone(&version.hits),
        None => {
            glossary::hits(&file.body, &targets, &file.language, setting.lexicons, &linking).into()
        }
    };
    let note_places = match known {
        Some((_, look)) => Arc::clone(&look.note_places),
        None => Arc::new(note::places(file, shape.block_count)),
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
    let mut notes: Vec<Note> = notes.collect();
    sort_by_place(&mut notes, shape.numbers);
    let version = Version {
        file: Arc::clone(file),
        numbers: Arc::clone(shape.numbers),
        heading_ids: shape.heading_ids.clone(),
        targets,
        hits,
        word_count: shape.word_count,
        notes,
        publish: shape.publish,
    };
    Checked::new((version, Look { linking, note_places }), diagnostics)
}

fn sort_by_place(notes: &mut [Note], numbers: &[Option<u32>]) {
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
}

impl<'k> Before<'k> {
    /// The version of that number: the original is 0.
    fn version(self, number: usize) -> Option<(&'k Version, &'k Look)> {
        self.connected.text.versions().zip(&self.connected.looks).nth(number)
    }
}

impl Connected {
    /// Where the links of the text lead, and those of its notes.
    pub(super) fn targets(&self) -> impl Iterator<Item = &Target> {
        self.text.versions().flat_map(|version| {
            let of_notes = version.notes.iter().flat_map(|note| &note.targets);
            version.targets.iter().chain(of_notes.flat_map(|(_, targets)| targets))
        })
    }
}
