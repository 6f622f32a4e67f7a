//! Plain pages: what stands on one, and the pages that it belongs with.
//!
//! A page whose slug continues that of another one, as `guide-search` does `guide`, belongs to it.
//! Only the head of such a group is listed on every page; its members list each other.

use serde::Serialize;

use super::address::PageKind;
use super::links::PageLinks;
use super::page::{ContentView, content};
use super::strings::Interface;
use super::text::{ContentsEntry, LinkView};
use super::words::{LocalWords, words_in};
use crate::parse::{BlockKind, Localized};
use crate::resolve::{Internal, Page, PageOf, Reader, Target};

/// A plain page as its template meets it.
#[derive(Serialize)]
pub(super) struct PlainView {
    #[serde(flatten)]
    content: ContentView,
    /// Its headings.
    contents: Vec<ContentsEntry>,
    /// The pages it belongs with, itself among them; empty where it stands alone.
    group: Vec<MemberView>,
}

/// A page of a group.
#[derive(Serialize)]
struct MemberView {
    #[serde(flatten)]
    link: LinkView,
    is_current: bool,
}

/// The view of a plain page.
pub(super) fn view(place: u32, links: &PageLinks, interface: &Interface) -> Option<PlainView> {
    let page = page_in(place, links)?;
    let members = group(head(place, links.reader), links);
    Some(PlainView {
        content: content(page, links, interface),
        contents: contents(page),
        group: if members.len() < 2 {
            Vec::new()
        } else {
            let view =
                |member| MemberView { link: link(member, links), is_current: member == place };
            members.into_iter().map(view).collect()
        },
    })
}

/// The title of a plain page.
pub(super) fn title(place: u32, links: &PageLinks) -> LocalWords {
    page_in(place, links).map_or_else(
        || words_in(links.reader.pages[place as usize].0.as_str(), links.language),
        |page| words_in(&page.file.title.value, &page.file.language),
    )
}

/// The pages that every page of the site lists: all but those that belong to another.
pub(super) fn listed(links: &PageLinks) -> Vec<LinkView> {
    let places = 0..links.reader.pages.len() as u32;
    let heads = places.filter(|place| head(*place, links.reader) == *place);
    heads.map(|place| link(place, links)).collect()
}

fn link(place: u32, links: &PageLinks) -> LinkView {
    LinkView { href: links.page(PageKind::Of(PageOf::Page(place))), words: title(place, links) }
}

fn page_in<'r>(place: u32, links: &PageLinks<'r>) -> Option<&'r Page> {
    let (_, pages) = &links.reader.pages[place as usize];
    Localized::pick_from(pages, links.language, &links.reader.config.languages)
}

/// The page with the shortest slug that this one's continues; itself, if there is none.
fn head(place: u32, reader: &Reader) -> u32 {
    let own = reader.pages[place as usize].0.as_str();
    let mut beginnings = own.match_indices('-').map(|(at, _)| &own[..at]);
    let head = beginnings
        .find_map(|slug| reader.pages.binary_search_by(|(other, _)| other.as_str().cmp(slug)).ok());
    head.map_or(place, |head| head as u32)
}

/// The pages of a group: its head, those that it links to in the order of its links, the others.
fn group(first: u32, links: &PageLinks) -> Vec<u32> {
    let is_member = |place: &u32| head(*place, links.reader) == first;
    let targets = page_in(first, links).map_or(&[][..], |page| &page.targets);
    let linked = targets.iter().filter_map(|target| match target {
        Target::Internal(Internal { page: PageOf::Page(place), .. }) => Some(*place),
        _ => None,
    });
    let all = 0..links.reader.pages.len() as u32;
    let mut members = vec![first];
    for place in linked.chain(all).filter(is_member) {
        if !members.contains(&place) {
            members.push(place);
        }
    }
    members
}

fn contents(page: &Page) -> Vec<ContentsEntry> {
    let body = &page.file.body;
    let headings = body.blocks.iter().enumerate().filter_map(|(place, block)| {
        let BlockKind::Heading { level, prose, .. } = &block.kind else { return None };
        let words = words_in(&prose.text(body.text()), &page.file.language);
        Some((*level, page.heading_ids.of_block(place)?, words))
    });
    let highest = headings.clone().map(|(level, ..)| level).min().unwrap_or(1);
    let entry = |(level, id, words)| ContentsEntry::new(level - highest + 1, id, words);
    headings.map(entry).collect()
}
