//! The report of an import as people read it, in their language.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::report::{Action, Change, Report};
use crate::diagnostic::{Message, MessageLanguage, message};
use crate::text::Class;

/// What there is to tell beside the changes: its name and its value.
pub type Fact = (Message, String);

/// Before, after, and by which rule.
type Words<'r> = (&'r str, &'r str, &'r str);

impl Report {
    /// For a terminal: each removed line, each change of class S and each proposal, once with the
    /// lines it stands in; of the others, how many.
    pub fn summary(&self, language: MessageLanguage) -> String {
        let mut out = String::new();
        for (action, title) in [
            (Action::Removed, message!("removed:")),
            (Action::Changed, message!("changed, please check:")),
            (Action::Proposed, message!("proposed, not done:")),
        ] {
            let listed = self.listed(action);
            if listed.is_empty() {
                continue;
            }
            push_line(&title, language, &mut out);
            for ((before, after, rule), lines) in listed {
                let lines = lines_of(&lines);
                let line = if action == Action::Removed {
                    message!("  {lines}: {before} → (removed)  [{rule}]", lines, before, rule)
                } else {
                    message!("  {lines}: {before} → {after}  [{rule}]", lines, before, after, rule)
                };
                push_line(&line, language, &mut out);
            }
        }
        let is_silent = |it: &Change| it.action == Action::Changed && it.class == Class::Silent;
        if let Some(rules) = self.rules(is_silent) {
            push_line(&message!("changed silently: {rules}", rules), language, &mut out);
        }
        if let Some(rules) = self.rules(|it| it.action == Action::Flagged) {
            push_line(&message!("flagged: {rules}", rules), language, &mut out);
        }
        out
    }

    /// Facts and counts, a line each.
    pub fn facts(&self, facts: &[Fact], language: MessageLanguage) -> String {
        let mut out = String::new();
        let counts = self.counts.iter().map(|(what, count)| (counted(what), count.to_string()));
        for (name, value) in facts.iter().cloned().chain(counts) {
            push_line(&message!("{name}: {value}", name, value), language, &mut out);
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

    /// The rules of some changes, with how often each was used; `None` if there are none.
    fn rules(&self, is_meant: impl Fn(&Change) -> bool) -> Option<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for change in self.changes.iter().filter(|change| is_meant(change)) {
            *counts.entry(change.rule).or_insert(0) += 1;
        }
        let counts: Vec<String> =
            counts.into_iter().map(|(rule, count)| format!("{rule} {count}")).collect();
        (!counts.is_empty()).then(|| counts.join(", "))
    }

    /// All of it, as the Markdown file that is put beside the text.
    pub fn markdown(&self, title: &Message, facts: &[Fact], language: MessageLanguage) -> String {
        let said = |message: &Message| message.in_language(language).plain();
        let row = |cells: &[Message]| {
            let cells: Vec<String> = cells.iter().map(said).collect();
            format!("| {} |\n|{}\n", cells.join(" | "), "---|".repeat(cells.len()))
        };
        let mut out = format!("# {}\n\n", said(title));
        let counts = self.counts.iter().map(|(what, count)| (counted(what), count.to_string()));
        for (name, value) in facts.iter().cloned().chain(counts) {
            _ = writeln!(out, "- {}", said(&message!("{name}: {value}", name, value)));
        }
        let (rule, class, done) = (message!("rule"), message!("class"), message!("done"));
        out.push('\n');
        out.push_str(&row(&[rule.clone(), class.clone(), done.clone(), message!("times")]));
        for ((rule, class, action), count) in self.by_rule() {
            _ = writeln!(out, "| {rule} | {class} | {} | {count} |", said(&done_by(action)));
        }
        let (before, after) = (message!("before"), message!("after"));
        out.push('\n');
        out.push_str(&row(&[message!("line"), rule, class, done, before, after]));
        for change in &self.changes {
            _ = writeln!(
                out,
                "| {} | {} | {} | {} | {} | {} |",
                change.line,
                change.rule,
                change.class.letter(),
                said(&done_by(change.action)),
                cell(&change.before),
                cell(&change.after)
            );
        }
        out
    }
}

fn push_line(line: &Message, language: MessageLanguage, out: &mut String) {
    _ = writeln!(out, "{}", line.in_language(language).shown());
}

/// What was counted.
fn counted(what: &'static str) -> Message {
    match what {
        "abstract found" => message!("abstract found"),
        "damaged lines" => message!("damaged lines"),
        "footnote marks" => message!("footnote marks"),
        "footnotes" => message!("footnotes"),
        "footnotes joined" => message!("footnotes joined"),
        "headings" => message!("headings"),
        "lines" => message!("lines"),
        "lines joined" => message!("lines joined"),
        "paragraphs joined" => message!("paragraphs joined"),
        "tables" => message!("tables"),
        "title found" => message!("title found"),
        other => Message::verbatim(other),
    }
}

fn done_by(action: Action) -> Message {
    match action {
        Action::Removed => message!("removed"),
        Action::Changed => message!("changed"),
        Action::Proposed => message!("proposed"),
        Action::Flagged => message!("flagged"),
    }
}

fn lines_of(lines: &[u32]) -> Message {
    const SHOWN: usize = 4;
    let shown: Vec<String> = lines.iter().take(SHOWN).map(u32::to_string).collect();
    let lines_shown = shown.join(", ");
    match lines.len().saturating_sub(SHOWN) {
        0 => Message::verbatim(lines_shown),
        count => message!("{lines} and {count} more", lines = lines_shown, count),
    }
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
