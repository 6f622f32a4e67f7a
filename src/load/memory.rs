//! What was read from a project, for the next time: files change while an author writes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;

use super::dictionary;
use super::picture::{self, Picture};
use super::walk::{self, ContentFiles};
use super::{CONFIG_FILE, Changes, LoadError, decode};
use crate::diagnostic::Checked;
use crate::source::{SourceFile, SourcePath};
use crate::text::half_space::Dictionary;

/// What an earlier time found in the files of a project.
#[derive(Debug, Default)]
pub struct Memory {
    found: Option<Checked<ContentFiles>>,
    /// Whether files that are not forgotten are as they were, without a look at the disk.
    trusted: bool,
    config: Option<(Vec<u8>, Checked<Arc<SourceFile>>)>,
    texts: BTreeMap<SourcePath, (Stamp, Checked<Arc<SourceFile>>)>,
    pictures: BTreeMap<SourcePath, (Stamp, Picture)>,
    dictionary: Option<KnownDictionary>,
}

/// What tells a changed file from one that is as it was: its size and time of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp(u64, Option<SystemTime>);

impl Stamp {
    /// That of no file.
    const FORGOTTEN: Self = Self(u64::MAX, None);

    fn of(path: &Path) -> Result<Self, LoadError> {
        let metadata = fs::metadata(path).map_err(|error| LoadError::new(path, error))?;
        Ok(Self(metadata.len(), metadata.modified().ok()))
    }
}

#[derive(Debug)]
struct KnownDictionary {
    config: Arc<SourceFile>,
    /// Of its files.
    stamps: Vec<(PathBuf, Stamp)>,
    found: Checked<Option<Arc<Dictionary>>>,
}

impl Memory {
    /// The files in `content`. Where all that has changed is what known files say, these are the
    /// known ones.
    pub(super) fn content_files(
        &mut self,
        root: &Path,
        changes: &Changes,
    ) -> Result<Checked<ContentFiles>, LoadError> {
        if let Changes::Files(paths) = changes {
            for path in paths {
                self.forget(path);
            }
            let is_known = |path: &SourcePath| {
                path.as_str() == CONFIG_FILE
                    || (self.texts.contains_key(path) && root.join(path.as_str()).is_file())
            };
            if let Some(found) = &self.found
                && paths.iter().all(is_known)
            {
                self.trusted = true;
                return Ok(found.clone());
            }
        }
        self.trusted = false;
        let found = walk::content_files(root)?;
        self.found = Some(found.clone());
        Ok(found)
    }

    /// Has a file be read again.
    fn forget(&mut self, path: &SourcePath) {
        if let Some((stamp, _)) = self.texts.get_mut(path) {
            *stamp = Stamp::FORGOTTEN;
        }
        self.pictures.remove(path);
        // Any other file may be one of the dictionary.
        if !self.texts.contains_key(path) {
            self.dictionary = None;
        }
    }

    pub(super) fn config(&mut self, bytes: Vec<u8>) -> Checked<Arc<SourceFile>> {
        if let Some((before, file)) = &self.config
            && *before == bytes
        {
            return file.clone();
        }
        let file = decode(SourcePath::new(CONFIG_FILE), bytes.clone());
        self.config = Some((bytes, file.clone()));
        file
    }

    /// The files at `paths`, in that order.
    pub(super) fn texts(
        &mut self,
        root: &Path,
        paths: &[SourcePath],
    ) -> Result<Vec<Checked<Arc<SourceFile>>>, LoadError> {
        let read = |path: &SourcePath| {
            let on_disk = root.join(path.as_str());
            let known = self.texts.get(path);
            if let Some((stamp, file)) = known
                && self.trusted
                && *stamp != Stamp::FORGOTTEN
            {
                return Ok((*stamp, file.clone()));
            }
            let stamp = Stamp::of(&on_disk)?;
            if let Some((_, file)) = known.filter(|(before, _)| *before == stamp) {
                return Ok((stamp, file.clone()));
            }
            let bytes = fs::read(&on_disk).map_err(|error| LoadError::new(&on_disk, error))?;
            let file = decode(path.clone(), bytes);
            match known {
                // Saved as it was: still the same file for all who know it.
                Some((_, before)) if before.value.text == file.value.text => {
                    Ok((stamp, before.clone()))
                }
                _ => Ok((stamp, file)),
            }
        };
        let files: Result<Vec<_>, LoadError> = paths.par_iter().map(read).collect();
        let files = files?;
        self.texts = paths.iter().cloned().zip(files.iter().cloned()).collect();
        Ok(files.into_iter().map(|(_, file)| file).collect())
    }

    pub(super) fn pictures(
        &mut self,
        root: &Path,
        paths: &[SourcePath],
    ) -> Result<BTreeMap<SourcePath, Picture>, LoadError> {
        let read = |path: &SourcePath| {
            let on_disk = root.join(path.as_str());
            let stamp = Stamp::of(&on_disk)?;
            let known = self.pictures.get(path).filter(|(before, _)| *before == stamp);
            let picture = match known {
                Some((_, picture)) => picture.clone(),
                None => picture::read(&on_disk)?,
            };
            Ok((path.clone(), (stamp, picture)))
        };
        let pictures: Result<BTreeMap<_, _>, LoadError> = paths.par_iter().map(read).collect();
        self.pictures = pictures?;
        Ok(self.pictures.iter().map(|(path, (_, each))| (path.clone(), each.clone())).collect())
    }

    pub(super) fn dictionary(
        &mut self,
        root: &Path,
        config: Option<&Arc<SourceFile>>,
    ) -> Result<Checked<Option<Arc<Dictionary>>>, LoadError> {
        let Some(config) = config else { return Ok(None.into()) };
        if let Some(known) = &self.dictionary
            && Arc::ptr_eq(&known.config, config)
            && known
                .stamps
                .iter()
                .all(|(path, before)| Stamp::of(path).is_ok_and(|stamp| stamp == *before))
        {
            return Ok(known.found.clone());
        }
        let found = dictionary::read(root, config)?.map(|found| found.map(Arc::new));
        let paths = dictionary::paths(root, config).into_iter();
        let stamps = paths.filter_map(|path| Stamp::of(&path).ok().map(|stamp| (path, stamp)));
        let stamps = stamps.collect();
        self.dictionary =
            Some(KnownDictionary { config: Arc::clone(config), stamps, found: found.clone() });
        Ok(found)
    }
}
