//! Footnotes are numbered 1, 2, 3 … in the order of their marks.

use std::collections::BTreeMap;

use super::document::{Document, Note};

/// Gives footnotes their numbers and their order. Those without a mark come last.
pub(super) fn number_notes(document: &mut Document) {
    let known: Vec<String> = document.notes.iter().map(|note| note.label.clone()).collect();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    document.each_prose(&mut |prose| {
        for label in labels(&prose.text) {
            if known.iter().any(|known| known == label) {
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

/// What stands in `[^…]`, in order.
fn labels(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("[^").filter_map(|(at, _)| {
        let label = text[at + 2..].split(']').next()?;
        (!label.is_empty() && !label.contains(char::is_whitespace)).then_some(label)
    })
}

fn relabelled(text: &str, numbers: &BTreeMap<String, usize>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("[^") {
        let (before, mark) = rest.split_at(at + 2);
        out.push_str(before);
        let end = mark.find(']').unwrap_or(0);
        match numbers.get(&mark[..end]) {
            Some(number) => out.push_str(&number.to_string()),
            None => out.push_str(&mark[..end]),
        }
        rest = &mark[end..];
    }
    out.push_str(rest);
    out
}
