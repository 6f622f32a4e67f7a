//! Where a concept stands: the lists on its page, one for each text.
//!
//! Written here and not by the template, since a frequent concept has thousands of places. What
//! such a list says of its text is the same on the page of every concept, and made once.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::address::PageKind;
use super::block::push_attributes;
use super::html::escaped;
use super::isolate::Foreign;
use super::links::PageLinks;
use super::strings::{Interface, push_decimal};
use super::text::title_in;
use crate::parse::{Prose, Publish};
use crate::resolve::{Entry, Hit, Occurrence, PageOf, Reader, Text, Version};
use crate::text::LanguageTag;

/// What the pages of concepts in one interface language say of each text. The same on all of
/// them, for they stand in folders of one depth.
pub(super) struct TextHeads(Vec<TextHead>);

/// What the page of a concept says of a text.
struct TextHead {
    /// The beginning of its section, up to the number of occurrences.
    opening: Box<str>,
    /// The page that shows each version, by the version's number.
    pages: Box<[VersionPage]>,
}

/// The page that shows a version of a text.
struct VersionPage {
    href: Box<str>,
    /// Whether it shows everything but the text itself, and so has no blocks to point at.
    is_hidden: bool,
}

impl TextHeads {
    /// The heads for pages of concepts, of which `links` are those of any one.
    pub(super) fn of(links: &PageLinks) -> Self {
        let texts = links.reader.texts.iter().enumerate();
        Self(texts.map(|(place, text)| TextHead::of(place as u32, text, links)).collect())
    }
}

impl TextHead {
    fn of(place: u32, text: &Text, links: &PageLinks) -> Self {
        let kind = PageKind::Of(PageOf::Text(place));
        let title = title_in(text, links.language);
        let mut opening = format!(
            "<section>\n<h3><a href=\"{}\" lang=\"{}\" dir=\"{}\">",
            escaped(&links.page(kind)),
            title.lang,
            title.dir,
        );
        let foreign = Foreign::of(&links.reader.config, Some(&text.original.file.language));
        foreign.push_words(&mut opening, &title.words, title.direction());
        opening.push_str("</a> <span class=\"count\">");
        let page = |version| {
            let language = page_language(text, version, links);
            let href = escaped(&links.page_in(language, kind)).into();
            VersionPage { href, is_hidden: version.publish == Publish::Metadata }
        };
        Self { opening: opening.into(), pages: text.versions().map(page).collect() }
    }
}

/// The interface language whose page of a text shows a version: this one, if it does.
fn page_language<'a>(
    text: &'a Text,
    version: &'a Version,
    links: &PageLinks<'a>,
) -> &'a LanguageTag {
    let languages = &links.reader.config.languages;
    let is_original = std::ptr::eq(version, &raw const text.original);
    let shows = |language: &LanguageTag| {
        let companion = text.companion(language, languages);
        is_original || companion.is_some_and(|each| std::ptr::eq(&raw const each.version, version))
    };
    let own = || languages.iter().find(|each| **each == version.file.language);
    let other = || languages.iter().find(|each| shows(each));
    if shows(links.language) {
        return links.language;
    }
    own().or_else(other).unwrap_or(links.language)
}

/// Where a concept stands, with the words around each place: what its pages in all interface
/// languages have in common.
#[derive(Default)]
pub(super) struct Concordance {
    /// The texts in the order of reading; their places follow each other in `places`.
    texts: Vec<(u32, usize)>,
    places: Vec<Place>,
    /// The end of each item of the lists, one behind the other. None are kept of a concept that
    /// stands in so many places that they would take megabytes; they are made as they are needed.
    tails: Option<String>,
}

/// A place where a concept stands.
struct Place {
    /// The ¶ number.
    number: u32,
    /// The number of the version in its text.
    version: u32,
    /// The place of the hit among those of its text.
    hit: u32,
    /// The place of its block in the version.
    block: u32,
    /// Where its tail ends.
    tail_end: u32,
}

impl Concordance {
    /// Looks up every occurrence of a concept; in the place of another concordance.
    pub(super) fn of(entry: &Entry, reader: &Reader, other: Self) -> Self {
        /// About how many bytes a tail has.
        const TAIL: usize = 320;
        /// How many tails are kept at most.
        const KEPT: usize = 8_192;
        let mut concordance = other;
        concordance.texts.clear();
        concordance.places.clear();
        concordance.places.reserve(entry.occurrences.len());
        let is_kept = entry.occurrences.len() <= KEPT;
        let mut tails = concordance.tails.take().unwrap_or_default();
        tails.clear();
        if is_kept {
            tails.reserve(entry.occurrences.len() * TAIL);
        }
        let mut room = String::new();
        for group in entry.occurrences.chunk_by(|a, b| a.text == b.text) {
            let text = &reader.texts[group[0].text as usize];
            let foreign = foreign_to(text, reader);
            let first = concordance.places.len();
            concordance.places.extend(group.iter().map(|occurrence| Place::of(*occurrence, text)));
            let places = &mut concordance.places[first..];
            places.sort_by_key(|place| (place.number, place.version));
            if is_kept {
                for place in places {
                    write_tail(&mut tails, place, text, foreign, &mut room);
                    place.tail_end = tails.len() as u32;
                }
            }
            concordance.texts.push((group[0].text, group.len()));
        }
        concordance.tails = is_kept.then_some(tails);
        concordance
    }
}

/// The language that needs no direction of its own in lists of places in a text.
fn foreign_to<'r>(text: &'r Text, reader: &'r Reader) -> Foreign<'r> {
    Foreign::of(&reader.config, Some(&text.original.file.language))
}

impl Place {
    fn of(occurrence: Occurrence, text: &Text) -> Self {
        let (version, found_in, hit) = text.hit(occurrence.hit);
        let block = found_in.file.body.place_of(hit.prose);
        let number = found_in.numbers[block].unwrap_or(0);
        Self { number, version, hit: occurrence.hit, block: block as u32, tail_end: 0 }
    }
}

/// The sections of the page of a concept, one for each text, as they are written.
pub(super) struct Sections<'s> {
    concordance: Arc<Concordance>,
    reader: &'s Reader,
    interface: &'s Interface,
    heads: &'s TextHeads,
    /// How many texts, places and bytes of tails are written.
    text: usize,
    place: usize,
    tail: usize,
    /// The words for a number of occurrences.
    counts: BTreeMap<usize, String>,
    room: String,
}

impl<'s> Sections<'s> {
    /// None written yet.
    pub(super) fn new(
        concordance: Arc<Concordance>,
        reader: &'s Reader,
        interface: &'s Interface,
        heads: &'s TextHeads,
    ) -> Self {
        let (counts, room) = Default::default();
        Self { concordance, reader, interface, heads, text: 0, place: 0, tail: 0, counts, room }
    }

    /// Appends sections until `out` has at least so many bytes; whether there are more.
    pub(super) fn write_up_to(&mut self, out: &mut String, size: usize) -> bool {
        let concordance = Arc::clone(&self.concordance);
        while let Some(&(text, count)) = concordance.texts.get(self.text) {
            if out.len() >= size {
                return true;
            }
            self.write_section(out, text, count, &concordance);
        }
        false
    }

    fn write_section(
        &mut self,
        out: &mut String,
        place: u32,
        count: usize,
        concordance: &Concordance,
    ) {
        let text = &self.reader.texts[place as usize];
        let head = &self.heads.0[place as usize];
        let foreign = foreign_to(text, self.reader);
        let counted = || escaped(&self.interface.count("occurrences", count));
        out.push_str(&head.opening);
        out.push_str(self.counts.entry(count).or_insert_with(counted));
        out.push_str("</span></h3>\n<ul class=\"occurrences\">\n");
        for place in &concordance.places[self.place..self.place + count] {
            let page = &head.pages[place.version as usize];
            out.push_str("<li class=\"occurrence\" data-text=\"");
            out.push_str(text.slug.as_str());
            out.push_str("\" data-block=\"");
            push_decimal(out, place.number);
            out.push_str("\"><a class=\"place\" href=\"");
            out.push_str(&page.href);
            if !page.is_hidden {
                out.push_str("#p");
                push_decimal(out, place.number);
            }
            out.push_str("\">¶ ");
            self.interface.push_number(out, place.number);
            match &concordance.tails {
                Some(tails) => {
                    out.push_str(&tails[self.tail..place.tail_end as usize]);
                    self.tail = place.tail_end as usize;
                }
                None => write_tail(out, place, text, foreign, &mut self.room),
            }
        }
        out.push_str("</ul>\n</section>\n");
        self.text += 1;
        self.place += count;
    }
}

/// Writes an item of a list from behind the ¶ number: the words around the hit, unless the text
/// itself is not published.
fn write_tail(out: &mut String, place: &Place, text: &Text, foreign: Foreign, room: &mut String) {
    let (_, version, hit) = text.hit(place.hit);
    out.push_str("</a>");
    if version.publish == Publish::Full {
        out.push_str(" <span class=\"context\" ");
        push_attributes(out, &version.file.language);
        out.push('>');
        if let Some(prose) = version.file.body.blocks[place.block as usize].prose(hit.prose) {
            write_context(out, (version, prose, hit), foreign, room);
        }
        out.push_str("</span>");
    }
    out.push_str("</li>\n");
}

/// Writes the words around a hit: about forty-five characters on each side, whole words.
fn write_context(
    out: &mut String,
    (version, prose, hit): (&Version, &Prose, &Hit),
    foreign: Foreign,
    room: &mut String,
) {
    const SIDE: usize = 45;
    /// Room for that many characters and for the word at the end.
    const MOST_BYTES: usize = 6;
    let range = hit.range.range();
    let around = range.start.saturating_sub(SIDE * MOST_BYTES)..range.end + SIDE * MOST_BYTES;
    let (at, words) = prose.part(around, version.file.body.text(), room);
    let (before, behind) = (range.start - at, range.end - at);
    let start = start_of_context(&words[..before], SIDE);
    let end = behind + end_of_context(&words[behind..], SIDE);
    if at + start > 0 {
        out.push_str("… ");
    }
    let marked = before - start..behind - start;
    let around = version.file.language.direction();
    foreign.push_marked(out, &words[start..end], marked, around);
    if at + end < prose.len() {
        out.push_str(" …");
    }
}

/// Where the last `side` characters begin, with the rest of the word they begin in.
fn start_of_context(words: &str, side: usize) -> usize {
    let Some(nearest) = starts_of_characters(words).rev().nth(side) else { return 0 };
    let before = &words[..words.ceil_char_boundary(nearest + 1)];
    before.trim_end_matches(|ch: char| !ch.is_whitespace()).len()
}

/// Where the first `side` characters end, with the rest of the word they end in.
fn end_of_context(words: &str, side: usize) -> usize {
    let Some(nearest) = starts_of_characters(words).nth(side) else { return words.len() };
    words[nearest..].find(char::is_whitespace).map_or(words.len(), |at| nearest + at)
}

/// Where each character begins; which one it is does not matter.
fn starts_of_characters(words: &str) -> impl DoubleEndedIterator<Item = usize> {
    let continues = |byte: u8| byte & 0xC0 == 0x80;
    words.bytes().enumerate().filter(move |(_, byte)| !continues(*byte)).map(|(at, _)| at)
}
