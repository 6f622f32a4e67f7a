//! Which lines of a project were changed.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use super::Diagnostic;
use super::format::Texts;
use crate::source::{Position, SourcePath};

/// The lines of each file that were added or changed since some earlier state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes(BTreeMap<SourcePath, Vec<RangeInclusive<usize>>>);

/// How near to a change a diagnostic is; the nearer, the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// In a file that is as it was.
    Elsewhere,
    /// In a changed file, on a line that is as it was.
    InChangedFile,
    /// On a changed line.
    OnChangedLine,
}

impl Changes {
    /// Reads a unified diff without lines of context, as `git diff --unified=0` writes it, with
    /// `b/` before the new name of each file.
    ///
    /// A file that only lost lines is changed, without a changed line.
    pub fn from_diff(diff: &str) -> Self {
        let mut changes = Self::default();
        let mut file: Option<SourcePath> = None;
        // Lines of the hunk that are still to come: they may look like headers.
        let mut left = 0;
        for line in diff.lines() {
            if left > 0 && line.starts_with(['+', '-', ' ']) {
                left -= 1;
            } else if let Some(name) = line.strip_prefix("+++ ") {
                // A name with a space has a tab behind it.
                let name = name.trim_end_matches('\t').strip_prefix("b/");
                file = name.map(SourcePath::new);
                changes.0.extend(file.iter().map(|file| (file.clone(), Vec::new())));
            } else if let Some((old, new)) = hunk(line) {
                left = old.1 + new.1;
                if let (Some(file), true) = (&file, new.1 > 0) {
                    let lines = changes.0.entry(file.clone()).or_default();
                    lines.push(new.0..=new.0 + new.1 - 1);
                }
            }
        }
        changes
    }

    /// The same with a file of which every line is new.
    #[must_use]
    pub fn with_new_file(mut self, path: SourcePath) -> Self {
        self.0.insert(path, vec![1..=usize::MAX]);
        self
    }

    /// How near to a change the lines `lines` of a file are.
    pub fn nearness(&self, path: &SourcePath, lines: RangeInclusive<usize>) -> Nearness {
        let Some(changed) = self.0.get(path) else { return Nearness::Elsewhere };
        let touches = |range: &RangeInclusive<usize>| {
            range.start() <= lines.end() && lines.start() <= range.end()
        };
        if changed.iter().any(touches) { Nearness::OnChangedLine } else { Nearness::InChangedFile }
    }

    /// Puts the diagnostics on changed lines first, then those of changed files; otherwise the
    /// order stays.
    pub fn sort(&self, diagnostics: &mut [Diagnostic], texts: &impl Texts) {
        diagnostics.sort_by_cached_key(|diagnostic| {
            let text = texts.text(&diagnostic.path).unwrap_or_default();
            let first = Position::of(diagnostic.span.start as usize, text).line;
            let last = Position::of(diagnostic.span.end as usize, text).line;
            Reverse(self.nearness(&diagnostic.path, first..=last))
        });
    }
}

/// First line and number of lines, before and after, of `@@ -12,3 +12,4 @@`.
fn hunk(line: &str) -> Option<((usize, usize), (usize, usize))> {
    let (ranges, _) = line.strip_prefix("@@ -")?.split_once(" @@")?;
    let (old, new) = ranges.split_once(" +")?;
    Some((range(old)?, range(new)?))
}

fn range(written: &str) -> Option<(usize, usize)> {
    let (start, count) = written.split_once(',').unwrap_or((written, "1"));
    Some((start.parse().ok()?, count.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DIFF: &str = "\
diff --git a/content/a b/ar.md b/content/a b/ar.md
--- a/content/a b/ar.md\t
+++ b/content/a b/ar.md\t
@@ -3 +3,2 @@ title
--- a line that was two hyphens
+++ b/content/none.md
+two
@@ -9,2 +10,0 @@
-gone
-gone
\\ No newline at end of file
diff --git a/site.toml b/site.toml
deleted file mode 100644
--- a/site.toml
+++ /dev/null
@@ -1 +0,0 @@
-title
";

    #[track_caller]
    fn check(path: &str, lines: RangeInclusive<usize>, expected: Nearness) {
        let changes = Changes::from_diff(DIFF);
        assert_eq!(changes.nearness(&SourcePath::new(path), lines), expected);
    }

    #[test]
    fn lines_are_those_of_the_new_file() {
        check("content/a b/ar.md", 1..=2, Nearness::InChangedFile);
        check("content/a b/ar.md", 1..=3, Nearness::OnChangedLine);
        check("content/a b/ar.md", 4..=4, Nearness::OnChangedLine);
        check("content/a b/ar.md", 5..=12, Nearness::InChangedFile);
    }

    #[test]
    fn what_a_hunk_says_is_no_header() {
        check("content/none.md", 1..=9, Nearness::Elsewhere);
    }

    #[test]
    fn a_file_that_is_gone_has_no_lines() {
        check("site.toml", 1..=1, Nearness::Elsewhere);
        check("/dev/null", 1..=1, Nearness::Elsewhere);
    }

    #[test]
    fn a_new_file_is_all_new() {
        let path = SourcePath::new("content/home/ar.md");
        let changes = Changes::default().with_new_file(path.clone());
        assert_eq!(changes.nearness(&path, 7..=7), Nearness::OnChangedLine);
    }
}
