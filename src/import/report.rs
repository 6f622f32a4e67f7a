//! What an import changed, proposes and doubts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

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

/// Before, after, and by which rule.
type Words<'r> = (&'r str, &'r str, &'r str);

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

    /// For a terminal: each removed line, each change of class S and each proposal, once with the
    /// lines it stands in; of the others, how many.
    pub fn summary(&self) -> String {
        let mut out = String::new();
        let sections = [
            ("removed", Action::Removed, true),
            ("changed, please check", Action::Changed, false),
            ("proposed, not done", Action::Proposed, false),
        ];
        for (title, action, is_removal) in sections {
            let listed = self.listed(action);
            if listed.is_empty() {
                continue;
            }
            _ = writeln!(out, "{title}:");
            for ((before, after, rule), lines) in listed {
                let after = if is_removal { "(removed)" } else { after };
                _ = writeln!(out, "  {}: {before} → {after}  [{rule}]", lines_of(&lines));
            }
        }
        let mut silent: BTreeMap<(&str, Action), usize> = BTreeMap::new();
        for change in &self.changes {
            let is_silent = change.class == Class::Silent && change.action == Action::Changed;
            if is_silent || change.action == Action::Flagged {
                *silent.entry((change.rule, change.action)).or_insert(0) += 1;
            }
        }
        for (title, action) in [("changed silently", Action::Changed), ("flagged", Action::Flagged)]
        {
            let counts: Vec<String> = silent
                .iter()
                .filter(|((_, found), _)| *found == action)
                .map(|((rule, _), count)| format!("{rule} {count}"))
                .collect();
            if !counts.is_empty() {
                _ = writeln!(out, "{title}: {}", counts.join(", "));
            }
        }
        out
    }

    /// Changes of class S that are alike, with their lines, in the order of the first.
    fn listed(&self, action: Action) -> Vec<(Words<'_>, Vec<u32>)> {
        let mut order: Vec<(Words, Vec<u32>)> = Vec::new();
        let mut places: BTreeMap<Words, usize> = BTreeMap::new();
        for change in &self.changes {
            if change.action != action || change.class != Class::Stated {
                continue;
            }
            let key = (change.before.as_str(), change.after.as_str(), change.rule);
            let place = *places.entry(key).or_insert_with(|| {
                order.push((key, Vec::new()));
                order.len() - 1
            });
            order[place].1.push(change.line);
        }
        order
    }

    /// All of it, as the Markdown file that is put beside the text.
    pub fn markdown(&self, title: &str, facts: &[(&str, String)]) -> String {
        let mut out = format!("# {title}\n\n");
        for (name, value) in facts {
            _ = writeln!(out, "- {name}: {value}");
        }
        for (what, count) in &self.counts {
            _ = writeln!(out, "- {what}: {count}");
        }
        out.push_str("\n| rule | class | done | times |\n|---|---|---|---|\n");
        for ((rule, class, action), count) in self.by_rule() {
            _ = writeln!(out, "| {rule} | {class} | {} | {count} |", action.as_str());
        }
        out.push_str(
            "\n| line | rule | class | done | before | after |\n|---|---|---|---|---|---|\n",
        );
        for change in &self.changes {
            _ = writeln!(
                out,
                "| {} | {} | {} | {} | {} | {} |",
                change.line,
                change.rule,
                change.class.letter(),
                change.action.as_str(),
                cell(&change.before),
                cell(&change.after)
            );
        }
        out
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

fn lines_of(lines: &[u32]) -> String {
    const SHOWN: usize = 4;
    let shown: Vec<String> = lines.iter().take(SHOWN).map(u32::to_string).collect();
    let more = if lines.len() > SHOWN {
        format!(" and {} more", lines.len() - SHOWN)
    } else {
        String::new()
    };
    format!("{}{more}", shown.join(", "))
}

/// Words as code in a cell of a table, so that nothing in them is Markdown.
fn cell(words: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let words = words.replace('\n', " ").replace('|', "\\|");
    let fence = if words.contains('`') { "``" } else { "`" };
    format!("{fence} {words} {fence}")
}
