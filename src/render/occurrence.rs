//! Where a concept stands: the lists on its page, one for each text.
//!
//! Written here and not by the template, since a frequent concept has thousands of places. What
//! such a list says of its text is the same on the page of every concept, and made once.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::address::PageKind;
use super::block::push_attributes;
use super::html::{escape_into, escaped};
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
    /// The address of the page that shows each version, by the version's number.
    pages: Box<[Box<str>]>,
}

impl TextHeads {
    /// The heads for pages of concepts, of which `links` are those of any one.
    pub(super) fn of(links: &PageLinks) -> Self {
        let texts = links.reader.texts.par_iter().enumerate();
        Self(texts.map(|(place, text)| TextHead::of(place as u32, text, links)).collect())
    }
}

impl TextHead {
    fn of(place: u32, text: &Text, links: &PageLinks) -> Self {
        let kind = PageKind::Of(PageOf::Text(place));
        let title = title_in(text, links.language);
        let opening = format!(
            "<section>\n<h3><a href=\"{}\" lang=\"{}\" dir=\"{}\">{}</a> <span class=\"count\">",
            escaped(&links.page(kind)),
            title.lang,
            title.dir,
            escaped(&title.words)
        );
        let page = |version| {
            let language = page_language(text, version, links);
            escaped(&links.page_in(language, kind)).into()
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
    let language = &version.file.language;
    let is_shown = std::ptr::eq(version, &raw const text.original)
        || text
            .companion(links.language, languages)
            .is_some_and(|companion| companion.version.file.language == *language);
    let own = languages.iter().find(|each| *each == language);
    if is_shown { links.language } else { own.unwrap_or(links.language) }
}

/// About how many bytes the sections of a concept have.
pub(super) fn size(entry: &Entry) -> usize {
    const EACH: usize = 560;
    entry.occurrences.len() * EACH
}

/// Appends the occurrences of a concept: a section for each text, in the order of reading.
pub(super) fn sections(
    out: &mut String,
    entry: &Entry,
    reader: &Reader,
    interface: &Interface,
    heads: &TextHeads,
) {
    let mut counts: BTreeMap<usize, String> = BTreeMap::new();
    let mut places: Vec<Place> = Vec::new();
    let mut words = String::new();
    for group in entry.occurrences.chunk_by(|a, b| a.text == b.text) {
        let place = group[0].text as usize;
        let (text, head) = (&reader.texts[place], &heads.0[place]);
        let count = counts
            .entry(group.len())
            .or_insert_with(|| escaped(&interface.count("occurrences", group.len())));
        out.push_str(&head.opening);
        out.push_str(count);
        out.push_str("</span></h3>\n<ul class=\"occurrences\">\n");
        places.clear();
        places.extend(group.iter().map(|occurrence| Place::of(occurrence, text)));
        places.sort_by_key(|place| (place.number, place.version_number));
        for place in &places {
            let page = &head.pages[place.version_number as usize];
            place.write(out, text.slug.as_str(), page, interface, &mut words);
        }
        out.push_str("</ul>\n</section>\n");
    }
}

/// A place where a concept stands.
struct Place<'r> {
    /// The ¶ number.
    number: u32,
    version: &'r Version,
    version_number: u32,
    hit: &'r Hit,
}

impl<'r> Place<'r> {
    fn of(occurrence: &Occurrence, text: &'r Text) -> Self {
        let version = match occurrence.version.checked_sub(1) {
            None => &text.original,
            Some(translation) => &text.translations[translation as usize].version,
        };
        let hit = &version.hits[occurrence.hit as usize];
        let number = version.numbers[hit.block as usize].unwrap_or(0);
        Self { number, version, version_number: occurrence.version, hit }
    }

    /// Writes an item of the list: the ¶ number, and the words around the hit unless the text
    /// itself is not published. `words` is room for them.
    fn write(
        &self,
        out: &mut String,
        slug: &str,
        page: &str,
        interface: &Interface,
        words: &mut String,
    ) {
        let is_hidden = self.version.publish == Publish::Metadata;
        out.push_str("<li class=\"occurrence\" data-text=\"");
        out.push_str(slug);
        out.push_str("\" data-block=\"");
        push_decimal(out, self.number);
        out.push_str("\"><a class=\"place\" href=\"");
        out.push_str(page);
        if !is_hidden {
            out.push_str("#p");
            push_decimal(out, self.number);
        }
        out.push_str("\">¶ ");
        interface.push_number(out, self.number);
        out.push_str("</a>");
        if !is_hidden {
            out.push_str(" <span class=\"context\" ");
            push_attributes(out, &self.version.file.language);
            out.push('>');
            write_context(out, self.version, self.hit, words);
            out.push_str("</span>");
        }
        out.push_str("</li>\n");
    }
}

/// Writes the words around a hit: about forty-five characters on each side, whole words.
fn write_context(out: &mut String, version: &Version, hit: &Hit, words: &mut String) {
    const SIDE: usize = 45;
    /// Room for that many characters and for the word at the end.
    const MOST_BYTES: usize = 6;
    let block = &version.file.body.blocks[hit.block as usize];
    let mut found: Option<&Prose> = None;
    block.each_prose(&mut |prose| {
        if prose.ordinal == hit.prose {
            found = Some(prose);
        }
    });
    let Some(prose) = found else { return };
    let body = version.file.body.text();
    let range = hit.range.range();
    words.clear();
    prose.push_slice(words, range.start.saturating_sub(SIDE * MOST_BYTES)..range.start, body);
    let before = words.len();
    prose.push_slice(words, range.clone(), body);
    let behind = words.len();
    prose.push_slice(words, range.end..range.end + SIDE * MOST_BYTES, body);
    let start = words[..before]
        .char_indices()
        .rev()
        .skip(SIDE)
        .find(|(_, ch)| ch.is_whitespace())
        .map_or(0, |(at, ch)| at + ch.len_utf8());
    let end = words[behind..]
        .char_indices()
        .skip(SIDE)
        .find(|(_, ch)| ch.is_whitespace())
        .map_or(words.len(), |(at, _)| behind + at);
    if range.start > before - start {
        out.push_str("… ");
    }
    escape_into(out, &words[start..before]);
    out.push_str("<mark>");
    escape_into(out, &words[before..behind]);
    out.push_str("</mark>");
    escape_into(out, &words[behind..end]);
    if range.end + (end - behind) < prose.len() {
        out.push_str(" …");
    }
}
