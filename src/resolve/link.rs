//! Where links lead.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Code, Diagnostic, Message, message, nearest};
use crate::load::is_picture;
use crate::parse::{Body, Link, LinkKind, Parsed, Status, is_web_address};
use crate::source::SourcePath;
use crate::text::Slug;

use super::text::numbered_blocks;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An address outside the site, as it is written.
    Web,
    /// A page of the site.
    Internal(Internal),
    /// `term:-`: the words are never a link.
    NeverLinked,
    /// A picture that is copied.
    Picture(SourcePath),
    /// Nowhere: an author has been told. Its words are shown.
    Broken,
}

/// A place in the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Internal {
    /// The page.
    pub page: PageOf,
    /// The id of an element of the page.
    pub id: Option<Box<str>>,
}

/// A page, in whichever interface language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageOf {
    /// The page that has the link.
    Same,
    /// The home.
    Home,
    /// A text, by its place in the reader.
    Text(u32),
    /// A part, by its place in the reader.
    Part(u32),
    /// A page of `content/pages`, by its place in the reader.
    Page(u32),
    /// A concept, by its place in the glossary.
    Concept(u32),
}

/// What can be linked to.
pub(super) struct Places<'p> {
    /// The files, whatever stands in them.
    files: &'p FilePlaces,
    /// The ids of the page of each file that has some.
    ids: FxHashMap<&'p SourcePath, Ids<'p>>,
    /// The paths of all content files in order, from when the first link leads to none.
    paths: OnceLock<Vec<&'p str>>,
}

/// What can be linked to, but for what stands on its page.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FilePlaces {
    /// What each content file belongs to.
    files: FxHashMap<SourcePath, FilePlace>,
    concepts: BTreeMap<Slug, u32>,
    pictures: BTreeSet<SourcePath>,
    has_drafts: bool,
}

/// What a content file belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FilePlace {
    Page(PageOf),
    /// A draft; its page, unless drafts are left out.
    Draft(Option<PageOf>),
    /// A text that could not be read: its author has been told.
    Unreadable,
}

/// A heading as a link may name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct HeadingPlace<'i> {
    /// Its id on the page of the file.
    pub(super) id: Cow<'i, str>,
    /// Its id where GitHub shows the file, if that is another.
    pub(super) anchor: Option<Cow<'i, str>>,
    /// The id on every page that shows the text: that of its partner in the original.
    pub(super) on_page: Option<Cow<'i, str>>,
}

/// What can be linked to within a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ids<'i> {
    /// How many numbered blocks there are; none where blocks are not numbered.
    pub(super) blocks: Option<u32>,
    /// The headings of the file.
    pub(super) headings: Vec<HeadingPlace<'i>>,
    /// Whether the page of the file has its headings. That of a concept has its definitions
    /// without the names of their languages.
    pub(super) is_shown_whole: bool,
    /// Whether the page has no blocks to point at.
    pub(super) is_hidden: bool,
}

impl FilePlaces {
    /// The content files of a reader and the pages they become. `texts` and `parts` are in the
    /// order of the reader.
    pub(super) fn of(
        parsed: &Parsed,
        texts: &[Slug],
        parts: &[Slug],
        left_out: &BTreeMap<SourcePath, Slug>,
    ) -> Self {
        let mut files: FxHashMap<SourcePath, FilePlace> = FxHashMap::default();
        for page in parsed.home.values() {
            files.insert(page.file.path.clone(), FilePlace::Page(PageOf::Home));
        }
        for (index, pages) in parsed.pages.values().enumerate() {
            for page in pages.values() {
                files.insert(page.file.path.clone(), FilePlace::Page(PageOf::Page(index as u32)));
            }
        }
        for (slug, pages) in &parsed.parts {
            let Some(index) = parts.iter().position(|part| part == slug) else { continue };
            for page in pages.values() {
                files.insert(page.file.path.clone(), FilePlace::Page(PageOf::Part(index as u32)));
            }
        }
        let text_places: BTreeMap<&Slug, u32> =
            texts.iter().enumerate().map(|(index, slug)| (slug, index as u32)).collect();
        for (slug, files_of_text) in &parsed.texts {
            let Some(place) = text_places.get(slug) else { continue };
            let page = PageOf::Text(*place);
            let is_draft = is_draft(files_of_text.original.status);
            let place = if is_draft { FilePlace::Draft(Some(page)) } else { FilePlace::Page(page) };
            for file in files_of_text.all() {
                files.insert(file.file.path.clone(), place);
            }
        }
        for (path, slug) in left_out {
            // A draft of a translation of a text that is there: its page is.
            let page = text_places.get(slug).map(|index| PageOf::Text(*index));
            files.insert(path.clone(), page.map_or(FilePlace::Draft(None), FilePlace::Page));
        }
        for path in &parsed.unreadable {
            files.insert(path.clone(), FilePlace::Unreadable);
        }
        let mut concepts = BTreeMap::new();
        for (index, concept) in parsed.concepts.values().enumerate() {
            let page = PageOf::Concept(index as u32);
            files.insert(concept.file.path.clone(), FilePlace::Page(page));
            concepts.insert(concept.id.clone(), index as u32);
        }
        let has_drafts = files.values().any(|place| matches!(place, FilePlace::Draft(_)));
        let pictures = parsed.pictures.keys().cloned().collect();
        Self { files, concepts, pictures, has_drafts }
    }
}

impl<'p> Places<'p> {
    /// Files, with the ids of the pages of those that have some.
    pub(super) fn new(files: &'p FilePlaces, ids: FxHashMap<&'p SourcePath, Ids<'p>>) -> Self {
        Self { files, ids, paths: OnceLock::new() }
    }

    /// The place of a concept in the glossary.
    pub(super) fn concept(&self, id: &str) -> Option<u32> {
        self.files.concepts.get(&id.parse::<Slug>().ok()?).copied()
    }

    /// The id closest to one that no concept has.
    pub(super) fn closest_concept(&self, id: &str) -> Option<Message> {
        let near = nearest(id, self.files.concepts.keys().map(Slug::as_str))?;
        Some(message!("the closest id is `{near}`", near))
    }

    /// Where each link of a body leads.
    pub(super) fn targets(&self, body: &Body, diagnostics: &mut Vec<Diagnostic>) -> Vec<Target> {
        let resolved = body.links.iter().map(|link| {
            if self.files.has_drafts {
                diagnostics.extend(self.draft_problem(link, body));
            }
            self.target(link, body).unwrap_or_else(|problem| {
                diagnostics.push(*problem);
                Target::Broken
            })
        });
        resolved.collect()
    }

    /// Whether a link leads from what is published to a draft.
    fn draft_problem(&self, link: &Link, body: &Body) -> Option<Diagnostic> {
        let is_draft =
            |path: &SourcePath| matches!(self.files.files.get(path), Some(FilePlace::Draft(_)));
        let name =
            percent_decoded(link.destination(body.text()).split('#').next().unwrap_or_default());
        let path = body.path().join(&name).filter(|_| !name.is_empty())?;
        if !is_draft(&path) || is_draft(body.path()) {
            return None;
        }
        let span = body.span_in_file(link.span);
        let message = message!("`{name}` is a draft, and left out of what is published", name);
        let problem = Diagnostic::new(Code::DraftLink, body.path(), span, message);
        Some(problem.with_help(message!("finish the draft, or build with `--drafts`")))
    }

    fn target(&self, link: &Link, body: &Body) -> Result<Target, Box<Diagnostic>> {
        let destination = link.destination(body.text()).trim();
        let problem = |code, message: Message| {
            Diagnostic::new(code, body.path(), body.span_in_file(link.span), message)
        };
        if let Some(id) = destination.strip_prefix("term:") {
            return self.term(&percent_decoded(id), &problem);
        }
        if destination.is_empty() || destination == "#" {
            let message = match link.kind {
                LinkKind::Link => message!("the link leads nowhere"),
                LinkKind::Picture => message!("the picture leads nowhere"),
            };
            return Err(Box::new(problem(Code::UnknownFile, message)));
        }
        let scheme = scheme(destination).map(str::to_ascii_lowercase);
        let is_remote = destination.starts_with("//");
        match (scheme.as_deref(), link.kind) {
            (Some("http" | "https"), LinkKind::Link) if !is_web_address(destination) => {
                Err(Box::new(problem(
                    Code::InvalidUrl,
                    message!("`{destination}` names no host", destination),
                )))
            }
            (Some("http" | "https"), LinkKind::Link) => Ok(Target::Web),
            (Some("mailto" | "tel"), LinkKind::Link) if !destination.ends_with(':') => {
                Ok(Target::Web)
            }
            (None, LinkKind::Link) if is_remote => Err(Box::new(
                problem(Code::InvalidUrl, message!("`{destination}` has no scheme", destination))
                    .with_help(message!("write `https:{destination}`", destination)),
            )),
            (scheme, LinkKind::Picture)
                if is_remote || matches!(scheme, Some("http" | "https")) =>
            {
                Err(Box::new(
                    problem(
                        Code::RemotePicture,
                        message!("the picture `{destination}` is on another host", destination),
                    )
                    .with_help(message!(
                        "save it beside the text, if its rights allow it, and name the file"
                    )),
                ))
            }
            (Some(scheme), LinkKind::Picture) => Err(Box::new(
                problem(
                    Code::UnknownPicture,
                    message!("`{scheme}:` is no place for a picture", scheme),
                )
                .with_help(message!("save the picture beside the text and name the file")),
            )),
            (Some(scheme), LinkKind::Link) => Err(Box::new(
                problem(
                    Code::InvalidUrl,
                    message!("`{scheme}:` is no kind of address that a page links to", scheme),
                )
                .with_help(message!(
                    "write an http, https or mailto address, `term:ID`, or a relative path"
                )),
            )),
            (None, LinkKind::Picture) => self.picture(destination, body, &problem),
            (None, LinkKind::Link) => self.internal(destination, body, &problem),
        }
    }

    fn term(
        &self,
        id: &str,
        problem: &impl Fn(Code, Message) -> Diagnostic,
    ) -> Result<Target, Box<Diagnostic>> {
        if id.trim().is_empty() {
            return Err(Box::new(
                problem(Code::UnknownConcept, message!("the link names no concept"))
                    .with_help(message!("write `term:` and the id of a concept")),
            ));
        }
        if id == "-" {
            return Ok(Target::NeverLinked);
        }
        match self.concept(id) {
            Some(concept) => {
                Ok(Target::Internal(Internal { page: PageOf::Concept(concept), id: None }))
            }
            None => Err(Box::new(
                problem(Code::UnknownConcept, message!("no concept `{id}`", id))
                    .with_help_if(self.closest_concept(id)),
            )),
        }
    }

    fn picture(
        &self,
        destination: &str,
        body: &Body,
        problem: &impl Fn(Code, Message) -> Diagnostic,
    ) -> Result<Target, Box<Diagnostic>> {
        let name = percent_decoded(destination.split(['#', '?']).next().unwrap_or_default());
        let path = body.path().join(&name);
        if let Some(path) = path.filter(|path| self.files.pictures.contains(path)) {
            return Ok(Target::Picture(path));
        }
        let folder = body.path().folder();
        let beside = self.files.pictures.iter().filter(|path| path.folder() == folder);
        let names = beside.map(|path| path.as_str().rsplit('/').next().unwrap_or_default());
        let help =
            nearest(&name, names).map(|near| message!("the closest picture is `{near}`", near));
        if help.is_none() && !is_picture(&name) {
            return Err(Box::new(
                problem(Code::UnknownPicture, message!("`{name}` is no picture", name))
                    .with_help(message!("pictures are PNG, JPEG, GIF, WebP, AVIF or SVG files")),
            ));
        }
        Err(Box::new(
            problem(Code::UnknownPicture, message!("no picture `{name}`", name)).with_help_if(help),
        ))
    }

    fn internal(
        &self,
        destination: &str,
        body: &Body,
        problem: &impl Fn(Code, Message) -> Diagnostic,
    ) -> Result<Target, Box<Diagnostic>> {
        let (name, id) = destination.split_once('#').unwrap_or((destination, ""));
        let (name, id) = (percent_decoded(name), percent_decoded(id));
        let (page, path) = if name.is_empty() {
            (PageOf::Same, body.path().clone())
        } else {
            let path = body.path().join(&name);
            let found = path.as_ref().and_then(|path| self.files.files.get_key_value(path));
            let Some((path, page)) = found else {
                let near = self.closest_file(&name, body.path());
                let help = if name.starts_with("www.") {
                    Some(message!("for an address of the web write `https://{name}`", name))
                } else if name.ends_with('/') {
                    Some(message!("name a file: `{name}ar.md`", name))
                } else {
                    near.map(|near| message!("the closest is `{near}`", near))
                };
                return Err(Box::new(
                    problem(Code::UnknownFile, message!("no content file `{name}`", name))
                        .with_help_if(help),
                ));
            };
            let (FilePlace::Page(page) | FilePlace::Draft(Some(page))) = *page else {
                return Ok(Target::Broken);
            };
            (page, path.clone())
        };
        let id = self.id(&id, page, &path, problem)?;
        Ok(Target::Internal(Internal { page, id }))
    }

    /// The content file that a link in `from` may have meant, as that link would write it: the closest
    /// one by its path, or else one that has the same path below some other folder.
    fn closest_file(&self, name: &str, from: &SourcePath) -> Option<String> {
        let paths = self.paths.get_or_init(|| {
            let mut paths: Vec<&str> = self.files.files.keys().map(SourcePath::as_str).collect();
            paths.sort_unstable();
            paths
        });
        let mut paths = paths.iter().copied();
        let joined = from.join(name);
        let close = joined.as_ref().and_then(|path| nearest(path.as_str(), paths.clone()));
        let tail = name.trim_start_matches(['.', '/']);
        let is_tail = |path: &str| path.strip_suffix(tail).is_some_and(|rest| rest.ends_with('/'));
        let close = close.or_else(|| paths.find(|path| !tail.is_empty() && is_tail(path)))?;
        Some(relative(from.folder(), close))
    }

    /// The id on the page that an id in a link means.
    fn id(
        &self,
        id: &str,
        page: PageOf,
        path: &SourcePath,
        problem: &impl Fn(Code, Message) -> Diagnostic,
    ) -> Result<Option<Box<str>>, Box<Diagnostic>> {
        if id.is_empty() {
            return Ok(None);
        }
        let empty = Ids::default();
        let ids = self.ids.get(path).unwrap_or(&empty);
        let is_number =
            |rest: &&str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
        if let (Some(digits), Some(blocks)) = (id.strip_prefix('p').filter(is_number), ids.blocks) {
            let number = digits.parse().unwrap_or(u32::MAX);
            if (1..=blocks).contains(&number) && !digits.starts_with('0') {
                return Ok((!ids.is_hidden).then(|| id.into()));
            }
            return Err(Box::new(
                problem(
                    Code::UnknownBlock,
                    message!("no block {digits} in `{path}`", digits, path),
                )
                .with_help(numbered_blocks(blocks)),
            ));
        }
        let by_anchor = |heading: &&HeadingPlace| heading.anchor.as_deref() == Some(id);
        let by_id = |heading: &&HeadingPlace| heading.id == id;
        let mut headings = ids.headings.iter();
        match headings.clone().find(by_anchor).or_else(|| headings.find(by_id)) {
            Some(_) if ids.is_hidden => Ok(None),
            Some(heading) if page != PageOf::Same => Ok(heading.on_page.as_deref().map(Box::from)),
            Some(heading) if ids.is_shown_whole => Ok(Some((&*heading.id).into())),
            _ => {
                let near = nearest(id, ids.headings.iter().map(|heading| &*heading.id));
                Err(Box::new(
                    problem(
                        Code::UnknownHeading,
                        message!("no heading `{id}` in `{path}`", id, path),
                    )
                    .with_help_if(near.map(|near| message!("the closest is `#{near}`", near))),
                ))
            }
        }
    }
}

/// Whether a text is left out because it is a draft.
pub(super) fn is_draft(status: Status) -> bool {
    status == Status::Draft
}

/// The scheme of an address, if it has one: letters, digits, `+`, `-` and `.` before a colon.
fn scheme(destination: &str) -> Option<&str> {
    let (scheme, _) = destination.split_once(':')?;
    let is_scheme = scheme.starts_with(|ch: char| ch.is_ascii_alphabetic())
        && scheme.chars().all(|ch| ch.is_ascii_alphanumeric() || "+-.".contains(ch));
    is_scheme.then_some(scheme)
}

/// Text with its `%XX` decoded, as far as they are UTF-8 (RFC 3986, section 2.1).
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let decoded = match (first, tail) {
            (b'%', [high, low, ..]) => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                digit(*high).zip(digit(*low)).map(|(high, low)| (high * 16 + low) as u8)
            }
            _ => None,
        };
        bytes.push(decoded.unwrap_or(*first));
        rest = if decoded.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// The path of a file as a link in `folder` would write it.
fn relative(folder: &str, path: &str) -> String {
    let from: Vec<&str> = folder.split('/').collect();
    let to: Vec<&str> = path.split('/').collect();
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let mut parts = vec![".."; from.len() - shared];
    parts.extend(&to[shared..]);
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_are_told_from_paths() {
        assert_eq!(scheme("https://example.org"), Some("https"));
        assert_eq!(scheme("javascript:alert(1)"), Some("javascript"));
        assert_eq!(scheme("../a:b.md"), None);
        assert_eq!(scheme("#p7"), None);
    }

    #[test]
    fn percent_signs_decode() {
        assert_eq!(percent_decoded("%D8%A3%D9%85%D9%86"), "أمن"); // "security"
        assert_eq!(percent_decoded("100%"), "100%");
        assert_eq!(percent_decoded("%FF"), "%FF");
    }

    #[test]
    fn a_relative_path_climbs_as_far_as_it_must() {
        assert_eq!(relative("content/texts/a", "content/texts/b/ar.md"), "../b/ar.md");
        assert_eq!(relative("content/texts/a", "content/texts/a/ar.md"), "ar.md");
    }
}
