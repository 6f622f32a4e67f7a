//! The pictures that pages show, and where they are published.

use std::collections::BTreeMap;

use super::address::{OutputPath, hashed_path};
use crate::parse::Publish;
use crate::resolve::{Page, Reader, Target};
use crate::source::SourcePath;

/// Where each picture is published that some page shows.
pub(super) fn published(reader: &Reader) -> BTreeMap<SourcePath, OutputPath> {
    let path_of = |path: &SourcePath| {
        let picture = reader.pictures.get(path)?;
        let name = path.as_str().rsplit('/').next()?;
        Some((path.clone(), hashed_path(name, &picture.fingerprint)))
    };
    used(reader).into_iter().filter_map(path_of).collect()
}

/// The pictures that some page shows.
fn used(reader: &Reader) -> Vec<&SourcePath> {
    let versions = reader.versions();
    let texts = versions.flat_map(|version| {
        let notes = version.notes.iter().flat_map(|note| &note.targets);
        let notes = notes.flat_map(|(_, targets)| targets);
        let is_published = version.publish == Publish::Full;
        version.targets.iter().filter(move |_| is_published).chain(notes)
    });
    let pages =
        reader.home.values().chain(reader.pages.iter().flat_map(|(_, pages)| pages.values()));
    let pages = pages.flat_map(|page: &Page| &page.targets);
    let parts = reader.parts.iter().flat_map(|part| part.introductions.values());
    let parts = parts.flat_map(|introduction| &introduction.targets);
    let definitions = reader.glossary.iter().flat_map(|entry| entry.definitions.values());
    let definitions = definitions.flat_map(|definition| &definition.targets);
    let mut used: Vec<&SourcePath> = texts
        .chain(pages)
        .chain(parts)
        .chain(definitions)
        .filter_map(|target| match target {
            Target::Picture(path) => Some(path),
            _ => None,
        })
        .collect();
    used.sort();
    used.dedup();
    used
}
