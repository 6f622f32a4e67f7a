//! Footnotes are numbered 1, 2, 3 … in the order of their marks.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{Document, Note};
use super::report::Report;

/// Longer labels, in bytes, are none.
const LONGEST_LABEL: usize = 200;

/// Gives footnotes their numbers and their order. Those without a mark come last.
pub(super) fn number_notes(document: &mut Document) {
    let known: Vec<String> = document.notes.iter().map(|note| note.label.clone()).collect();
    let is_known: BTreeSet<&str> = known.iter().map(String::as_str).collect();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    document.each_prose(&mut |prose| {
        for label in labels(&prose.text) {
            if is_known.contains(label) {
                let next = numbers.len() + 1;
                numbers.entry(label.to_owned()).or_insert(next);
            }
        }
    });
    for label in &known {
        let next = numbers.len() + 1;
        numbers.entry(label.clone()).or_insert(next);
    }
    document.each_prose(&mut |prose| prose.text = relabelled(&prose.text, &numbers));
    let mut notes: Vec<(usize, Note)> = std::mem::take(&mut document.notes)
        .into_iter()
        .map(|note| {
            let number = numbers.get(&note.label).copied().unwrap_or(usize::MAX);
            (number, Note { label: number.to_string(), ..note })
        })
        .collect();
    notes.sort_by_key(|(number, _)| *number);
    document.notes = notes.into_iter().map(|(_, note)| note).collect();
}

/// Marks whose footnotes are missing, with their lines.
pub(super) fn flag_unmatched(document: &Document, report: &mut Report) {
    let known: BTreeSet<&str> = document.notes.iter().map(|note| note.label.as_str()).collect();
    for prose in document.prose() {
        // What has a space in it and no definition is a bracket.
        let is_open = |label: &&str| !known.contains(label) && !label.contains(char::is_whitespace);
        for label in labels(&prose.text).filter(is_open) {
            report.flagged(prose.line, "fn-unmatched", &format!("[^{label}]"));
        }
    }
}

/// What stands in `[^…]`, in order.
fn labels(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("[^").filter_map(|(at, _)| {
        let label = &text[at + 2..];
        let label = &label[..label_length(label)?];
        (!label.is_empty()).then_some(label)
    })
}

/// Where the bracket stands that closes a label, if it is near.
fn label_length(text: &str) -> Option<usize> {
    text.bytes().take(LONGEST_LABEL).position(|byte| byte == b']')
}

fn relabelled(text: &str, numbers: &BTreeMap<String, usize>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("[^") {
        let (before, mark) = rest.split_at(at + 2);
        out.push_str(before);
        let end = label_length(mark).unwrap_or(0);
        match numbers.get(&mark[..end]) {
            Some(number) => out.push_str(&number.to_string()),
            None => out.push_str(&mark[..end]),
        }
        rest = &mark[end..];
    }
    out.push_str(rest);
    out
}
