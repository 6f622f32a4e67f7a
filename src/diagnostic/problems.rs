//! Problems that are told again after each change of a reader.

use std::cmp::Ordering;
use std::iter::Sum;
use std::ops::AddAssign;
use std::sync::Arc;

use super::{Diagnostic, Severity, order};
use crate::source::SourcePath;

/// How many problems of each severity there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts([usize; Severity::ALL.len()]);

impl Counts {
    /// How many of a severity.
    pub fn of(&self, severity: Severity) -> usize {
        self.0[severity as usize]
    }

    /// The same without any of a severity.
    #[must_use]
    pub fn without(mut self, severity: Severity) -> Self {
        self.0[severity as usize] = 0;
        self
    }

    /// How many in all.
    pub fn total(&self) -> usize {
        self.0.iter().sum()
    }
}

impl FromIterator<Severity> for Counts {
    fn from_iter<I: IntoIterator<Item = Severity>>(severities: I) -> Self {
        let mut counts = Self::default();
        severities.into_iter().for_each(|severity| counts.0[severity as usize] += 1);
        counts
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(sum, count)| *sum += count);
    }
}

impl Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        let mut sum = Self::default();
        all.for_each(|counts| sum += counts);
        sum
    }
}

/// Problems in the order in which they are shown. Whoever has found them keeps them, and hands them
/// on without copying them.
#[derive(Clone, Debug)]
pub struct SortedProblems {
    list: Arc<[Diagnostic]>,
    counts: Counts,
}

impl SortedProblems {
    /// Sorts problems.
    pub fn of(mut diagnostics: Vec<Diagnostic>) -> Self {
        super::sort(&mut diagnostics);
        let counts = diagnostics.iter().map(Diagnostic::severity).collect();
        Self { list: diagnostics.into(), counts }
    }

    /// Those of a file.
    fn of_file(&self, path: &SourcePath) -> &[Diagnostic] {
        let start = self.list.partition_point(|each| each.path < *path);
        let count = self.list[start..].partition_point(|each| each.path == *path);
        &self.list[start..start + count]
    }
}

/// All problems of a reader: those of each file by itself, and those of all files together.
///
/// A reader just imported has tens of thousands. They are counted, and the first of them found,
/// without a look at each.
#[derive(Clone, Debug, Default)]
pub struct Problems(Vec<SortedProblems>);

impl Problems {
    /// Adds problems; lists that are in order among themselves are gone through fastest.
    pub fn add(&mut self, problems: impl IntoIterator<Item = SortedProblems>) {
        self.0.extend(problems.into_iter().filter(|problems| !problems.list.is_empty()));
    }

    /// How many there are of each severity.
    pub fn counts(&self) -> Counts {
        self.0.iter().map(|problems| problems.counts).sum()
    }

    /// Whether nothing may be published.
    pub fn has_errors(&self) -> bool {
        self.counts().of(Severity::Error) > 0
    }

    /// All of them, as they are shown.
    pub fn sorted(&self) -> Vec<Diagnostic> {
        let all = self.0.iter().flat_map(|problems| problems.list.iter().cloned());
        let mut all: Vec<Diagnostic> = all.collect();
        super::sort(&mut all);
        all
    }

    /// The first `most` of a severity about files that are `wanted`, as they are shown.
    pub fn first(
        &self,
        severity: Severity,
        most: usize,
        wanted: impl Fn(&SourcePath) -> bool,
    ) -> Vec<&Diagnostic> {
        let mut first: Vec<&Diagnostic> = Vec::new();
        for SortedProblems { list, counts } in &self.0 {
            // Nothing in a list that begins behind the last one needed is needed.
            let is_behind = first.len() == most
                && first.last().is_none_or(|last| order(last, &list[0]) == Ordering::Less);
            if counts.of(severity) == 0 || is_behind {
                continue;
            }
            let found =
                list.iter().filter(|each| each.severity() == severity && wanted(&each.path));
            first.extend(found.take(most));
            first.sort_by(|a, b| order(a, b));
            first.truncate(most);
        }
        first
    }

    /// Those of a severity about a file, as they are shown.
    pub fn of_file(&self, severity: Severity, path: &SourcePath) -> Vec<&Diagnostic> {
        let lists = self.0.iter().filter(|problems| problems.counts.of(severity) > 0);
        let found = lists.flat_map(|problems| problems.of_file(path));
        let mut found: Vec<&Diagnostic> =
            found.filter(|each| each.severity() == severity).collect();
        found.sort_by(|a, b| order(a, b));
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, message};
    use crate::source::Span;

    fn problem(path: &str, at: usize, code: Code) -> Diagnostic {
        Diagnostic::new(code, &SourcePath::new(path), Span::at(at), message!("no problems"))
    }

    fn some() -> Problems {
        let files = ["c", "a", "b"].map(|path| {
            let codes = [Code::YehKaf, Code::ControlChar, Code::YehKaf, Code::ShortForm];
            let problems = codes.into_iter().enumerate();
            SortedProblems::of(problems.map(|(at, code)| problem(path, at, code)).collect())
        });
        let mut problems = Problems::default();
        problems.add(files);
        problems
    }

    #[track_caller]
    fn check(found: &[&Diagnostic], expected: &[(&str, u32)]) {
        let places: Vec<_> =
            found.iter().map(|each| (each.path.as_str(), each.span.start)).collect();
        assert_eq!(places, expected);
    }

    #[test]
    fn the_first_are_those_of_a_sorted_list() {
        let problems = some();
        let all = |_: &SourcePath| true;
        check(&problems.first(Severity::Warning, 3, all), &[("a", 0), ("a", 2), ("b", 0)]);
        check(&problems.first(Severity::Error, 9, all), &[("a", 1), ("b", 1), ("c", 1)]);
        let not_a = |path: &SourcePath| path.as_str() != "a";
        check(&problems.first(Severity::Warning, 3, not_a), &[("b", 0), ("b", 2), ("c", 0)]);
        check(&problems.first(Severity::Warning, 0, all), &[]);
    }

    #[test]
    fn problems_are_found_by_their_file() {
        let problems = some();
        check(&problems.of_file(Severity::Warning, &SourcePath::new("c")), &[("c", 0), ("c", 2)]);
        check(&problems.of_file(Severity::Warning, &SourcePath::new("d")), &[]);
    }

    #[test]
    fn problems_are_counted_by_severity() {
        let counts = some().counts();
        assert_eq!(Severity::ALL.map(|severity| counts.of(severity)), [3, 6, 3]);
        assert_eq!(counts.without(Severity::Notice).total(), 9);
        assert!(some().has_errors());
    }
}
