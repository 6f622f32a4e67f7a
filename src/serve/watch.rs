//! Which files of a project have changed, as soon as writing them has come to rest.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::ServeError;

/// Changes of the files of a project.
pub(super) struct Changes {
    events: Receiver<notify::Result<Event>>,
    watcher: RecommendedWatcher,
    root: PathBuf,
    /// The folders that are watched.
    watched: Vec<PathBuf>,
}

/// Editors write a file in several steps; this long nothing must happen until it is read.
const REST: Duration = Duration::from_millis(12);

/// The same where the system has said that the file is written, or took another's place. Several
/// files that are saved together follow each other as closely.
const REST_WHEN_DONE: Duration = Duration::from_millis(2);

/// However busily files are written, they are read this often.
const AT_MOST: Duration = Duration::from_millis(150);

/// The folders of a project whose files make its site, beside those in its root.
const FOLDERS: [&str; 2] = ["content", "themes"];

/// Begins to watch the project at `root`: the files in it, and everything in `content` and
/// `themes`.
pub(super) fn watch(root: &Path) -> Result<Changes, ServeError> {
    let (send, events) = mpsc::channel();
    let error = |source| ServeError::Watch { path: root.to_owned(), source };
    let mut watcher = notify::recommended_watcher(send).map_err(error)?;
    watcher.watch(root, RecursiveMode::NonRecursive).map_err(error)?;
    let mut changes = Changes { events, watcher, root: root.to_owned(), watched: Vec::new() };
    changes.watch_folders();
    Ok(changes)
}

impl Changes {
    /// Waits for the next change: the paths concerned, not empty. None when nothing is watched any
    /// more.
    pub(super) fn next(&mut self) -> Option<Vec<PathBuf>> {
        let mut paths = Vec::new();
        let mut rest = REST;
        while paths.is_empty() {
            let event = self.events.recv().ok()?;
            rest = self.add(event, &mut paths).unwrap_or(rest);
        }
        let start = Instant::now();
        while start.elapsed() < AT_MOST
            && let Ok(event) = self.events.recv_timeout(rest)
        {
            rest = self.add(event, &mut paths).unwrap_or(rest);
        }
        // One of them may have been made just now.
        self.watch_folders();
        paths.sort();
        paths.dedup();
        Some(paths)
    }

    /// Adds the paths of an event that may matter; how long nothing must happen after it, if it
    /// tells of a change.
    fn add(&self, event: notify::Result<Event>, paths: &mut Vec<PathBuf>) -> Option<Duration> {
        let Ok(event) = event else {
            // What was missed is found by looking at all files.
            paths.push(self.root.clone());
            return Some(REST);
        };
        let rest = match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write))
            | EventKind::Modify(ModifyKind::Name(_)) => REST_WHEN_DONE,
            EventKind::Access(_) => return None,
            _ => REST,
        };
        paths.extend(event.paths.into_iter().filter(|path| self.may_matter(path)));
        Some(rest)
    }

    /// Whether a path is a file of the root, or stands in one of the folders.
    fn may_matter(&self, path: &Path) -> bool {
        let Ok(path) = path.strip_prefix(&self.root) else { return true };
        let first = path.iter().next().and_then(|name| name.to_str()).unwrap_or_default();
        FOLDERS.contains(&first) || (path.iter().count() == 1 && !first.starts_with('.'))
    }

    fn watch_folders(&mut self) {
        for folder in FOLDERS.map(|folder| self.root.join(folder)) {
            let is_watched = self.watched.contains(&folder);
            if !folder.is_dir() {
                self.watched.retain(|watched| *watched != folder);
            } else if !is_watched && self.watcher.watch(&folder, RecursiveMode::Recursive).is_ok() {
                self.watched.push(folder);
            }
        }
    }
}
