//! A source file, and places in it.
//!
//! Spans are byte ranges; lines and columns are computed when a diagnostic is shown.

mod characters;
mod position;

use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

pub use characters::{CharacterSet, Characters};
pub use position::{Position, Positions};

/// The path of a source file relative to the root of the project, with `/` on every system.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SourcePath(Arc<str>);

impl Ord for SourcePath {
    fn cmp(&self, other: &Self) -> Ordering {
        // The diagnostics of a file, which are sorted, share its path.
        if Arc::ptr_eq(&self.0, &other.0) { Ordering::Equal } else { self.0.cmp(&other.0) }
    }
}

impl PartialOrd for SourcePath {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl SourcePath {
    /// A path from its text, which is relative and uses `/`.
    pub fn new(path: &str) -> Self {
        Self(path.into())
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder the file stands in, without a final slash; empty at the root.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The name of the file without folders and without its last extension.
    pub fn stem(&self) -> &str {
        let name = self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// What stands behind the last dot of the name of the file.
    pub fn extension(&self) -> Option<&str> {
        let name = self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name);
        name.rsplit_once('.').map(|(_, extension)| extension)
    }

    /// The path of the file beside this one that has the same name with another extension.
    #[must_use]
    pub fn with_extension(&self, extension: &str) -> Self {
        let length = self.extension().map_or(self.0.len(), |own| self.0.len() - own.len() - 1);
        Self::new(&format!("{}.{extension}", &self.0[..length]))
    }

    /// What `relative`, a path with `/`, `.` and `..`, means from the folder of this file;
    /// `None` when it leaves the root or starts from one.
    pub fn join(&self, relative: &str) -> Option<SourcePath> {
        if relative.starts_with('/') {
            return None;
        }
        let mut parts: Vec<&str> =
            self.folder().split('/').filter(|part| !part.is_empty()).collect();
        for part in relative.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop()?;
                }
                part => parts.push(part),
            }
        }
        Some(Self::new(&parts.join("/")))
    }
}

impl fmt::Display for SourcePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A range of bytes in one text. Always on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The span from `start` to before `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }

    /// An empty span at `offset`.
    pub fn at(offset: usize) -> Self {
        Self::new(offset, offset)
    }

    /// The span as a range of indices.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span has no bytes.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The same span in a text that has `offset` bytes before this one.
    #[must_use]
    pub fn shifted(self, offset: usize) -> Self {
        Self::new(self.start as usize + offset, self.end as usize + offset)
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// One file of a project: its path and what it says.
#[derive(Debug)]
pub struct SourceFile {
    /// Where the file stands.
    pub path: SourcePath,
    /// What the file says. Bytes that are not UTF-8 have become U+FFFD (and a diagnostic).
    pub text: String,
    is_decoded: bool,
    /// Found when they are asked for.
    characters: OnceLock<Characters>,
}

impl SourceFile {
    /// A file that says `text`.
    pub fn new(path: SourcePath, text: String) -> Self {
        Self { path, text, is_decoded: true, characters: OnceLock::new() }
    }

    /// A file of which some bytes are not UTF-8; in `text` they are U+FFFD.
    pub fn not_decoded(path: SourcePath, text: String) -> Self {
        Self { is_decoded: false, ..Self::new(path, text) }
    }

    /// Whether the text is what the file says. Where it is not, its author has been told, and
    /// whatever else seems to be wrong with it may only follow from that.
    pub fn is_decoded(&self) -> bool {
        self.is_decoded
    }

    /// The characters that pages can show of the file.
    pub fn characters(&self) -> &Characters {
        self.characters.get_or_init(|| Characters::of(&self.text))
    }
}

/// A value, and where in its file it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// Where.
    pub span: Span,
    /// What.
    pub value: T,
}

impl<T> Spanned<T> {
    /// A value written at `span`.
    pub fn new(span: Span, value: T) -> Self {
        Self { span, value }
    }

    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { span: self.span, value: change(self.value) }
    }
}
