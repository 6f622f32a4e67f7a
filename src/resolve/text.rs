//! A text with everything that leads from it and to it.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use super::alignment::{self, Alignment};
use super::glossary::Hit;
use super::link::{HeadingPlace, Ids, Target};
use super::note::Note;
use super::state::TranslationState;
use crate::diagnostic::{Diagnostic, message};
use crate::parse::{BlockKind, Original, Publish, Role, TextFile};
use crate::text::{LanguageTag, Slug, heading_id};

/// One work, in the language it was written in and in translations.
#[derive(Debug)]
pub struct Text {
    /// Its address.
    pub slug: Slug,
    /// The part that names it, by its place in the reader.
    pub part: Option<u32>,
    /// The original.
    pub original: Version,
    /// The translations, by language.
    pub translations: Vec<Translation>,
    /// How many numbered blocks the original has.
    pub block_count: u32,
}

/// The ids of the headings of a body, by the places of the blocks that they are.
#[derive(Clone, Debug, Default)]
pub struct HeadingIds(Arc<[HeadingId]>);

#[derive(Clone, Debug)]
struct HeadingId {
    /// The place of the block.
    block: u32,
    id: Box<str>,
    /// The id that GitHub gives the heading where it shows the file, if that is another.
    anchor: Option<Box<str>>,
}

impl HeadingId {
    /// How links name it; `on_page` is its id on every page that shows the text.
    fn place<'i>(&'i self, on_page: Option<&'i str>) -> HeadingPlace<'i> {
        let anchor = self.anchor.as_deref().map(Cow::Borrowed);
        HeadingPlace { id: (&*self.id).into(), anchor, on_page: on_page.map(Into::into) }
    }
}

impl HeadingIds {
    /// What links to the headings of a file by itself can name.
    pub(super) fn into_places(self) -> Vec<HeadingPlace<'static>> {
        let own = |id: &str| Cow::Owned(id.to_owned());
        let place = |heading: &HeadingId| HeadingPlace {
            id: own(&heading.id),
            anchor: heading.anchor.as_deref().map(own),
            on_page: Some(own(&heading.id)),
        };
        self.0.iter().map(place).collect()
    }

    /// The id of the block at `place`, if it is a heading.
    pub fn of_block(&self, place: usize) -> Option<&str> {
        self.heading(place).map(|heading| &*heading.id)
    }

    fn heading(&self, place: usize) -> Option<&HeadingId> {
        let found = self.0.binary_search_by_key(&(place as u32), |heading| heading.block);
        found.ok().map(|index| &self.0[index])
    }

    /// The ids, in the order of the headings.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|heading| &*heading.id)
    }
}

/// A text in one language.
#[derive(Debug)]
pub struct Version {
    /// What its file says.
    pub file: Arc<TextFile>,
    /// For each block the ¶ number beside which it stands. Of an original: its own; none for
    /// headings and rules.
    pub numbers: Arc<[Option<u32>]>,
    /// The ids of its headings on every page that shows it.
    pub heading_ids: HeadingIds,
    /// Where the links of the body lead.
    pub targets: Vec<Target>,
    /// Where concepts stand, in the order of the text.
    pub hits: Arc<[Hit]>,
    /// How many words its blocks have: runs of anything but white space.
    pub word_count: u32,
    /// The annotations that have a place, in the order of their places.
    pub notes: Vec<Note>,
    /// How much of it is published.
    pub publish: Publish,
}

/// A translation beside its original.
#[derive(Debug)]
pub struct Translation {
    /// The translation.
    pub version: Version,
    /// Which of its blocks stands beside which block of the original.
    pub alignment: Arc<Alignment>,
    /// Whether it still follows the original.
    pub state: Arc<TranslationState>,
}

impl Text {
    /// What only the original says.
    pub fn about(&self) -> &Original {
        match &self.original.file.role {
            Role::Original(original) => original,
            Role::Translation { .. } => unreachable!("the original of a text has no `translates`"),
        }
    }

    /// The original, then the translations.
    pub fn versions(&self) -> impl Iterator<Item = &Version> + Clone {
        std::iter::once(&self.original).chain(self.translations.iter().map(|each| &each.version))
    }

    /// Where concepts stand in the original, then in the translations.
    pub fn hits(&self) -> impl Iterator<Item = &Hit> {
        self.versions().flat_map(|version| &*version.hits)
    }

    /// The hit at a place among all of them, with the version that it stands in: 0 for the
    /// original, 1 for the first translation, and so on.
    pub fn hit(&self, place: u32) -> (u32, &Version, &Hit) {
        let mut place = place as usize;
        for (number, version) in (0..).zip(self.versions()) {
            if let Some(hit) = version.hits.get(place) {
                return (number, version, hit);
            }
            place -= version.hits.len();
        }
        unreachable!("the places of hits are those of a text's own");
    }

    /// The version in a language; where there is none, one in the language that it is a variety of,
    /// or in another variety of it: `fa-AF` for `fa`.
    pub fn version_in(&self, language: &LanguageTag) -> Option<&Version> {
        let find = |is_wanted: &dyn Fn(&LanguageTag) -> bool| {
            self.versions().find(|version| is_wanted(&version.file.language))
        };
        let is_alike = |own: &LanguageTag| {
            own.primary() == language.primary() && own.direction() == language.direction()
        };
        find(&|own| own == language)
            .or_else(|| find(&|own| own.as_str() == language.primary()))
            .or_else(|| find(&is_alike))
    }

    /// The translation shown beside the original where the interface is in `interface`: the one
    /// in that language; where there is none, or it is the original's own, the one in the first
    /// of `languages` that there is.
    pub fn companion(
        &self,
        interface: &LanguageTag,
        languages: &[LanguageTag],
    ) -> Option<&Translation> {
        let in_language = |language: &LanguageTag| {
            let version = self.version_in(language)?;
            self.translations.iter().find(|each| std::ptr::eq(&raw const each.version, version))
        };
        in_language(interface).or_else(|| languages.iter().find_map(in_language))
    }

    /// The summary in `language`, or else that of the original, and its language.
    pub fn summary_in(&self, language: &LanguageTag) -> Option<(&LanguageTag, &str)> {
        let own = self.version_in(language).filter(|each| each.file.summary.is_some());
        let file = &own.unwrap_or(&self.original).file;
        Some((&file.language, &file.summary.as_ref()?.value))
    }

    /// The rows of a page without a companion.
    pub fn alone(&self) -> Alignment {
        alignment::alone(&self.original.file)
    }
}

/// The ¶ number of each block of an original.
pub(super) fn numbers(original: &TextFile) -> Vec<Option<u32>> {
    let mut count = 0;
    let number = |block: &crate::parse::Block| {
        block.is_numbered().then(|| {
            count += 1;
            count
        })
    };
    original.body.blocks.iter().map(number).collect()
}

/// How many words the blocks of a body have.
pub(super) fn word_count(body: &crate::parse::Body) -> u32 {
    let mut count = 0;
    for block in &body.blocks {
        block.each_prose(&mut |prose| {
            count += prose.text(body.text()).split_ascii_whitespace().count() as u32;
        });
    }
    count
}

/// The ¶ numbers beside which the blocks of a translation stand. A block beside none of its own
/// stands beside the one before it.
pub(super) fn companion_numbers(
    alignment: &Alignment,
    numbers: &[Option<u32>],
    block_count: usize,
) -> Vec<Option<u32>> {
    let mut found = vec![None; block_count];
    let mut last = numbers.iter().flatten().next().copied();
    for row in &alignment.rows {
        let own = row.original.and_then(|block| numbers[block as usize]);
        last = own.or(last);
        for block in &row.companion {
            found[*block as usize] = own.or(last);
        }
    }
    found
}

/// The ids of the top-level headings of a body, each once, none of them in `taken` and none like
/// those that pages give to blocks and notes.
pub(super) fn heading_ids(file: &crate::parse::Body, taken: &BTreeSet<Box<str>>) -> HeadingIds {
    let mut taken = taken.clone();
    let mut anchors = BTreeSet::new();
    let ids = (0..).zip(&file.blocks).filter_map(|(block, heading)| {
        let BlockKind::Heading { prose, .. } = &heading.kind else { return None };
        let own = match file.heading_ids.get(&prose.ordinal) {
            Some(id) => heading_id(id),
            None => heading_id(&prose.text(file.text())),
        };
        let anchor = unique(&own, &mut anchors);
        let own = match own {
            own if own.is_empty() => "section".to_owned(),
            own if is_reserved(&own) => format!("h-{own}"),
            own => own,
        };
        let id = unique(&own, &mut taken);
        let anchor = (anchor != id).then_some(anchor);
        Some(HeadingId { block, id, anchor })
    });
    HeadingIds(ids.collect())
}

/// An id that is not yet `taken`, and is from now on: `id`, `id-1`, `id-2` and so on.
fn unique(id: &str, taken: &mut BTreeSet<Box<str>>) -> Box<str> {
    let mut found: Box<str> = id.into();
    let mut count = 1;
    while !taken.insert(found.clone()) {
        found = format!("{id}-{count}").into();
        count += 1;
    }
    found
}

/// Whether pages use an id of this shape: `p7`, `a3`, `a3-quote`, `q2`, `fn-ar-1`, `fnref-ar-1`,
/// and the names of parts of a page.
fn is_reserved(id: &str) -> bool {
    let counted = |prefix: &str| {
        id.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(|ch: char| ch.is_ascii_digit()))
    };
    counted("p")
        || counted("a")
        || counted("q")
        || id.starts_with("fn-")
        || id.starts_with("fnref-")
        || id.starts_with("view-")
        || ["content", "contents", "text", "questions"].contains(&id)
}

/// The headings of a translation, and beside which of the original they stand.
pub(super) struct TranslatedHeadings<'t, 'o> {
    pub(super) file: &'t TextFile,
    pub(super) heading_ids: &'o HeadingIds,
    pub(super) alignment: &'o Alignment,
}

/// What can be linked to in each file of a text.
pub(super) fn ids<'t>(
    original: (&'t TextFile, &'t HeadingIds),
    translations: &[TranslatedHeadings<'t, 't>],
    block_count: u32,
    is_hidden: bool,
) -> Vec<(&'t TextFile, Ids<'t>)> {
    let blocks = Some(block_count);
    let own = original.1.0.iter().map(|heading| heading.place(Some(&*heading.id)));
    let mut found = vec![(
        original.0,
        Ids { blocks, headings: own.collect(), is_shown_whole: true, is_hidden },
    )];
    for TranslatedHeadings { file, heading_ids, alignment } in translations {
        let mut headings = Vec::new();
        for row in &alignment.rows {
            let partner = row.original.and_then(|block| original.1.of_block(block as usize));
            for block in &row.companion {
                let heading = heading_ids.heading(*block as usize);
                headings.extend(heading.map(|heading| heading.place(partner)));
            }
        }
        found.push((file, Ids { blocks, headings, is_shown_whole: true, is_hidden }));
    }
    found
}

/// Checks that questions name blocks that there are.
pub(super) fn question_problems(original: &TextFile, block_count: u32) -> Vec<Diagnostic> {
    let Role::Original(about) = &original.role else { return Vec::new() };
    let blocks = about.questions.iter().filter_map(|question| question.block.as_ref());
    blocks
        .filter(|block| !(1..=block_count).contains(&block.value))
        .map(|block| {
            let message = message!("no block {number}", number = block.value);
            Diagnostic::new(
                crate::diagnostic::Code::UnknownBlock,
                &original.file.path,
                block.span,
                message,
            )
            .with_help(numbered_blocks(block_count))
        })
        .collect()
}

/// Which blocks a text has, as advice.
pub(super) fn numbered_blocks(count: u32) -> crate::diagnostic::Message {
    match count {
        0 => message!("this text has no numbered blocks"),
        1 => message!("the only numbered block of this text is 1"),
        count => message!("the numbered blocks of this text are 1 to {last}", last = count),
    }
}
