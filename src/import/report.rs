//! What an import changed, proposes and doubts.

use std::collections::BTreeMap;

use serde_json::json;

use crate::text::Class;

/// What was done about a place of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Left out of the text.
    Removed,
    /// Changed.
    Changed,
    /// Left as it was; the change is for a person to decide on.
    Proposed,
    /// Left as it was; no rule can tell what should stand there.
    Flagged,
}

/// One change, proposal or doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The line of the source from 1; of a Word file or a web page, the paragraph.
    pub line: u32,
    /// The name of the rule.
    pub rule: &'static str,
    /// How sure the rule is.
    pub class: Class,
    /// What was done.
    pub action: Action,
    /// What stood there.
    pub before: String,
    /// What stands there now, or should; empty where something was removed.
    pub after: String,
}

/// All there is to tell about an import.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// In the order of the source.
    pub changes: Vec<Change>,
    /// What was found, as a count each: headings, tables, footnotes.
    pub counts: BTreeMap<&'static str, usize>,
}

impl Report {
    pub(super) fn removed(&mut self, line: u32, rule: &'static str, before: &str) {
        let (before, after) = (before.to_owned(), String::new());
        let action = Action::Removed;
        self.changes.push(Change { line, rule, class: Class::Stated, action, before, after });
    }

    pub(super) fn changed(
        &mut self,
        line: u32,
        rule: &'static str,
        class: Class,
        (before, after): (&str, &str),
    ) {
        let (before, after) = (before.to_owned(), after.to_owned());
        self.changes.push(Change { line, rule, class, action: Action::Changed, before, after });
    }

    pub(super) fn proposed(
        &mut self,
        line: u32,
        rule: &'static str,
        (before, after): (&str, &str),
    ) {
        let (before, after) = (before.to_owned(), after.to_owned());
        let (class, action) = (Class::Stated, Action::Proposed);
        self.changes.push(Change { line, rule, class, action, before, after });
    }

    pub(super) fn flagged(&mut self, line: u32, rule: &'static str, before: &str) {
        let (before, after) = (before.to_owned(), String::new());
        let (class, action) = (Class::Flagged, Action::Flagged);
        self.changes.push(Change { line, rule, class, action, before, after });
    }

    pub(super) fn count(&mut self, what: &'static str, number: usize) {
        *self.counts.entry(what).or_insert(0) += number;
    }

    /// Puts changes in the order of the source.
    pub(super) fn sort(&mut self) {
        self.changes.sort_by_key(|change| change.line);
    }

    /// How often each rule did what, in the order of rules.
    pub fn by_rule(&self) -> BTreeMap<(&'static str, char, Action), usize> {
        let mut counts = BTreeMap::new();
        for change in &self.changes {
            *counts.entry((change.rule, change.class.letter(), change.action)).or_insert(0) += 1;
        }
        counts
    }

    /// The changes and counts for a program.
    pub fn json(&self) -> serde_json::Value {
        let changes: Vec<_> = self
            .changes
            .iter()
            .map(|change| {
                json!({
                    "line": change.line,
                    "rule": change.rule,
                    "class": change.class.letter().to_string(),
                    "action": change.action.as_str(),
                    "before": change.before,
                    "after": change.after,
                })
            })
            .collect();
        json!({ "counts": self.counts, "changes": changes })
    }
}

impl Action {
    /// The word for it in every output format.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Proposed => "proposed",
            Self::Flagged => "flagged",
        }
    }
}
