//! From [`Site`] to a directory: all of it, or nothing.
//!
//! The site is written into a new folder beside the old one, and the two change places in one
//! step. Whatever interrupts a build, readers find a whole site; what is left lying beside it is
//! removed by the next build.
//!
//! `file.rs` does the same for one file of the content.

mod file;
mod swap;

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, Message, message, says_its_message};
use crate::render::{Common, Contents, OutputPath, Site};

pub use file::replace_file;

/// The file that tells a folder made by hashiya from any other.
const MARKER: &str = ".hashiya";

/// What the marker says.
const MARKER_TEXT: &str =
    "This folder is made by hashiya, and replaced as a whole by the next build.\n";

/// Why a site was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The folder is one that a build must never replace.
    Refused {
        /// The folder.
        path: PathBuf,
        /// Why.
        reason: Message,
    },
    /// A file or folder could not be written.
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A page could not be made.
    Theme(Box<Diagnostic>),
}

says_its_message!(WriteError);

impl WriteError {
    /// What to tell of it.
    pub fn message(&self) -> Message {
        match self {
            Self::Refused { path, reason } => {
                message!("refusing to replace {path}: {reason}", path, reason)
            }
            Self::Io { path, source } => message!("cannot write {path}: {source}", path, source),
            Self::Theme(_) => message!("a template of the theme cannot be used"),
        }
    }

    fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        |source| Self::Io { path, source }
    }
}

/// A folder that a build may replace.
#[derive(Debug)]
pub struct OutputFolder {
    path: PathBuf,
}

impl OutputFolder {
    /// The folder `out` of the project at `root`.
    ///
    /// # Errors
    ///
    /// [`WriteError::Refused`] for the root, `content`, `themes`, what encloses them or stands in
    /// them, and for a folder that is not empty and was not made by hashiya.
    pub fn new(root: &Path, out: &Path) -> Result<Self, WriteError> {
        let path = resolved(&root.join(out))?;
        let refuse = |reason| Err(WriteError::Refused { path: path.clone(), reason });
        let root = root.canonicalize().map_err(WriteError::io(root))?;
        if root.starts_with(&path) {
            return refuse(message!("the project itself stands in it"));
        }
        for folder in ["content", "themes"] {
            let folder = root.join(folder);
            let real = folder.canonicalize().unwrap_or(folder);
            if path.starts_with(&real) || real.starts_with(&path) {
                return refuse(message!("it holds sources of the project"));
            }
        }
        if path.is_file() {
            return refuse(message!("it is a file"));
        }
        if path.is_dir() && !path.join(MARKER).is_file() {
            let mut entries = fs::read_dir(&path).map_err(WriteError::io(&path))?;
            if entries.next().is_some() {
                return refuse(message!("it is not empty and was not made by hashiya"));
            }
        }
        Ok(Self { path })
    }

    /// Where the folder is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// The real path of a folder that may not exist yet: of the nearest folder upward that does, and
/// the names behind it.
fn resolved(path: &Path) -> Result<PathBuf, WriteError> {
    let path = std::path::absolute(path).map_err(WriteError::io(path))?;
    for ancestor in path.ancestors() {
        if let Ok(real) = ancestor.canonicalize() {
            let rest = path.strip_prefix(ancestor).unwrap_or(Path::new(""));
            let mut resolved = real;
            for part in rest.components() {
                match part {
                    Component::ParentDir => {
                        resolved.pop();
                    }
                    Component::Normal(name) => resolved.push(name),
                    _ => {}
                }
            }
            return Ok(resolved);
        }
    }
    Ok(path)
}

/// Writes a site in place of what `folder` held. Returns how many files it has.
///
/// # Errors
///
/// When a page cannot be made or a file not written; then `folder` is as it was.
pub fn write(site: &Site, folder: &OutputFolder) -> Result<usize, WriteError> {
    write_and_tell(site, folder, &|_| {})
}

/// The same; after each file `tell` hears how many are written. It is called by several threads.
///
/// # Errors
///
/// Those of [`fn@write`].
pub fn write_and_tell(
    site: &Site,
    folder: &OutputFolder,
    tell: &(dyn Fn(usize) + Sync),
) -> Result<usize, WriteError> {
    let workplace = Workplace::beside(&folder.path)?;
    fill(site, workplace.path(), tell)?;
    workplace.publish(&folder.path)?;
    Ok(site.file_count())
}

fn fill(site: &Site, folder: &Path, tell: &(dyn Fn(usize) + Sync)) -> Result<(), WriteError> {
    let written_files = AtomicUsize::new(0);
    let mut last = None;
    for path in site.paths() {
        let parent = folder_of(path);
        if last != Some(parent) {
            let parent = folder.join(parent);
            fs::create_dir_all(&parent).map_err(WriteError::io(&parent))?;
            last = Some(folder_of(path));
        }
    }
    let write = |path: &OutputPath, common: &mut Common| {
        let on_disk = folder.join(path.as_str());
        let contents = site.contents_with(path, common).map_err(WriteError::Theme)?;
        let written = match contents {
            Some(Contents::Made(bytes)) => {
                let written = fs::write(&on_disk, &bytes);
                common.take_back(bytes);
                written
            }
            Some(Contents::MadeInParts(parts)) => {
                return write_parts(parts, &on_disk).map(|()| {
                    tell(written_files.fetch_add(1, Ordering::Relaxed) + 1);
                });
            }
            Some(Contents::Kept(bytes)) => fs::write(&on_disk, bytes),
            Some(Contents::OnDisk(source)) => fs::copy(source, &on_disk).map(|_| ()),
            None => Ok(()),
        };
        written.map_err(WriteError::io(&on_disk))?;
        tell(written_files.fetch_add(1, Ordering::Relaxed) + 1);
        Ok(())
    };
    site.groups().into_par_iter().try_for_each_init(Common::default, |common, group| {
        group.into_iter().try_for_each(|path| write(path, common))
    })
}

/// Writes a file part by part.
fn write_parts(
    mut parts: impl Iterator<Item = Result<Vec<u8>, Box<Diagnostic>>>,
    on_disk: &Path,
) -> Result<(), WriteError> {
    let mut file = File::create(on_disk).map_err(WriteError::io(on_disk))?;
    parts.try_for_each(|part| {
        let bytes = part.map_err(WriteError::Theme)?;
        file.write_all(&bytes).map_err(WriteError::io(on_disk))
    })
}

fn folder_of(path: &OutputPath) -> &str {
    path.as_str().rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// A folder beside the output in which a site is written. Removed when it is dropped.
struct Workplace {
    path: PathBuf,
    /// Held as long as the build runs: the system lets go of it even when the build is killed,
    /// so a later build can tell what nobody uses any more.
    lock: Option<File>,
}

/// The file that a running build holds locked in its workplace.
const LOCK: &str = ".lock";

impl Workplace {
    fn beside(output: &Path) -> Result<Self, WriteError> {
        let parent = output.parent().unwrap_or(Path::new("."));
        let name = output.file_name().unwrap_or_default().to_string_lossy();
        let prefix = format!(".{name}.hashiya-");
        fs::create_dir_all(parent).map_err(WriteError::io(parent))?;
        let _turn = Turn::in_folder(parent);
        remove_left_overs(parent, &prefix)?;
        let path = parent.join(format!("{prefix}{}", std::process::id()));
        fs::create_dir(&path).map_err(WriteError::io(&path))?;
        let mut workplace = Self { path, lock: None };
        let lock_path = workplace.path.join(LOCK);
        let lock = File::create(&lock_path).map_err(WriteError::io(&lock_path))?;
        let _ = lock.try_lock();
        workplace.lock = Some(lock);
        Ok(workplace)
    }

    fn path(&self) -> &Path {
        &self.path
    }

    /// Puts the folder in the place of `output`; what was there is removed.
    fn publish(mut self, output: &Path) -> Result<(), WriteError> {
        let marker = self.path.join(MARKER);
        fs::write(&marker, MARKER_TEXT).map_err(WriteError::io(&marker))?;
        // Until the old site is gone: without its lock the folder is nobody's for other builds.
        let turn = output.parent().map(Turn::in_folder);
        let lock = self.path.join(LOCK);
        fs::remove_file(&lock).map_err(WriteError::io(&lock))?;
        self.lock = None;
        swap::replace(&self.path, output).map_err(WriteError::io(output))?;
        drop(self);
        drop(turn);
        Ok(())
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        // After `publish` this is the old site, or nothing.
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// The turn of one build among several in the same folder: to find workplaces that nobody uses,
/// to make its own and lock it, to give it up. It ends when this is dropped.
///
/// Where the system cannot lock a folder, builds at once are the author's to avoid.
struct Turn {
    _folder: Option<File>,
}

impl Turn {
    /// Waits until no other build has its turn.
    fn in_folder(folder: &Path) -> Self {
        let folder = File::open(folder).ok();
        Self { _folder: folder.filter(|folder| folder.lock().is_ok()) }
    }
}

/// Removes the workplaces of builds that are no more.
fn remove_left_overs(parent: &Path, prefix: &str) -> Result<(), WriteError> {
    for entry in fs::read_dir(parent).map_err(WriteError::io(parent))? {
        let entry = entry.map_err(WriteError::io(parent))?;
        if !entry.file_name().to_string_lossy().starts_with(prefix) {
            continue;
        }
        let is_in_use = File::open(entry.path().join(LOCK))
            .is_ok_and(|lock| matches!(lock.try_lock(), Err(TryLockError::WouldBlock)));
        if is_in_use {
            continue;
        }
        match fs::remove_dir_all(entry.path()) {
            // A build that failed was about to remove its own.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            removed => removed.map_err(WriteError::io(&entry.path()))?,
        }
    }
    Ok(())
}
