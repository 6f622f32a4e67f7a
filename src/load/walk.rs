//! Which files a project has.

use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use super::{LoadError, RECORD_EXTENSION, picture};
use crate::diagnostic::{Checked, Code, Diagnostic, Message, message};
use crate::source::{SourcePath, Span};

/// The files in `content`, each kind in the order of its paths.
#[derive(Clone, Debug, Default)]
pub(super) struct ContentFiles {
    pub(super) markdown: Vec<SourcePath>,
    /// Records of what was translated.
    pub(super) records: Vec<SourcePath>,
    pub(super) pictures: Vec<SourcePath>,
}

/// Lists the files in `content` of the project at `root`.
///
/// Symbolic links are followed as long as they stay inside `content`. Hidden files, those that
/// editors leave behind, and the reports of an import are passed over.
pub(super) fn content_files(root: &Path) -> Result<Checked<ContentFiles>, LoadError> {
    let content = root.join("content");
    let mut files = ContentFiles::default();
    let mut diagnostics = Vec::new();
    let Ok(real_content) = content.canonicalize() else {
        return Ok(files.into());
    };

    let mut walk = WalkDir::new(&content).follow_links(true).sort_by_file_name().into_iter();
    while let Some(entry) = walk.next() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(&content).to_owned();
                if path.is_symlink() || error.loop_ancestor().is_some() {
                    diagnostics.push(unfollowed(
                        root,
                        &path,
                        message!("this symbolic link leads nowhere, or back to itself"),
                    ));
                    continue;
                }
                return Err(LoadError::new(&path, error.into()));
            }
        };
        if is_passed_over(&entry) {
            if entry.file_type().is_dir() {
                walk.skip_current_dir();
            }
            continue;
        }
        if entry.path_is_symlink() && entry.depth() > 0 {
            let inside =
                entry.path().canonicalize().is_ok_and(|real| real.starts_with(&real_content));
            if !inside {
                diagnostics.push(unfollowed(
                    root,
                    entry.path(),
                    message!("this symbolic link leads out of `content`"),
                ));
                if entry.file_type().is_dir() {
                    walk.skip_current_dir();
                }
                continue;
            }
        }
        if !entry.file_type().is_file() {
            continue;
        }
        let Some(path) = source_path(root, entry.path()) else {
            let shown = SourcePath::new(&entry.path().to_string_lossy());
            diagnostics.push(Diagnostic::new(
                Code::InvalidSlug,
                &shown,
                Span::default(),
                message!("the name of this file is not Unicode"),
            ));
            continue;
        };
        if path.as_str().strip_suffix(".md").is_some() {
            files.markdown.push(path);
        } else if path.extension() == Some(RECORD_EXTENSION) {
            files.records.push(path);
        } else if picture::is_picture(path.as_str()) {
            files.pictures.push(path);
        } else if is_meant_as_text(path.as_str()) {
            diagnostics.push(
                Diagnostic::new(
                    Code::StrayFile,
                    &path,
                    Span::default(),
                    message!("nothing is read from this file"),
                )
                .with_help(message!("names of content files end in `.md`, in small letters")),
            );
        }
    }
    files.markdown.sort();
    files.records.sort();
    files.pictures.sort();
    Ok(Checked::new(files, diagnostics))
}

/// Whether an author may believe that the file is read.
fn is_meant_as_text(path: &str) -> bool {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    matches!(
        extension.as_deref(),
        Some("md" | "markdown" | "mdown" | "mkd" | "txt" | "yaml" | "yml")
    )
}

fn is_passed_over(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() > 0
        && (name.starts_with(['.', '#']) || name.ends_with('~') || name == "import-report.md")
}

pub(super) fn unfollowed(root: &Path, path: &Path, message: Message) -> Diagnostic {
    let shown = source_path(root, path).unwrap_or_else(|| SourcePath::new(&path.to_string_lossy()));
    Diagnostic::new(Code::SymlinkOutside, &shown, Span::default(), message)
        .with_help(message!("put a copy of the file here"))
}

/// The path of a file relative to the root, with `/`; `None` when it is not Unicode.
pub fn source_path(root: &Path, path: &Path) -> Option<SourcePath> {
    let relative = path.strip_prefix(root).ok()?;
    let parts: Option<Vec<&str>> = relative.iter().map(|part| part.to_str()).collect();
    Some(SourcePath::new(&parts?.join("/")))
}
