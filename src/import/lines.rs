//! Lines of a plain text, cleaned of what is never meant.

use unicode_normalization::UnicodeNormalization;

use super::markup::DAMAGED;
use super::report::Report;
use crate::text::{Class, direction_control};

/// The rule that takes invisible controls away. What its changes say was there is a name, `U+202B`.
pub(super) const CONTROL: &str = "control-char";

/// A line that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its number in the source, from 1.
    pub(super) number: u32,
    /// How many empty lines stand before it.
    pub(super) gap: u32,
    /// Its words, without spaces around them; tabs within them are kept.
    pub(super) text: String,
    /// What is known of it.
    pub(super) role: Role,
}

/// What is known of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing yet.
    Open,
    /// It is a paragraph of its own, whatever it looks like.
    Paragraph,
    /// No rule could mend it.
    Damaged,
}

impl Line {
    /// How long it is, in characters.
    pub(super) fn length(&self) -> usize {
        self.text.chars().count()
    }

    /// Its words, and behind them the comment that says so if they are damaged. Before them it would
    /// make HTML of the whole paragraph (CommonMark 0.31, section 4.6).
    pub(super) fn marked(&self) -> String {
        match self.role {
            Role::Damaged => format!("{} {DAMAGED}", self.text),
            Role::Open | Role::Paragraph => self.text.clone(),
        }
    }

    /// How many words it has.
    pub(super) fn words(&self) -> usize {
        self.text.split_whitespace().count()
    }
}

/// Splits a text into lines.
pub(super) fn split(text: &str, report: &mut Report) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut gap = 0;
    for (written, number) in text.lines().zip(1..) {
        let clean = clean(written, number, report);
        let trimmed = clean.trim_matches(|ch: char| ch == ' ' || ch == '\u{A0}').trim_start();
        if trimmed.trim().is_empty() {
            gap += 1;
            continue;
        }
        lines.push(Line { number, gap, text: trimmed.to_owned(), role: Role::Open });
        gap = 0;
    }
    lines
}

/// The same text in NFC, without controls; presentation forms of Arabic letters are letters.
pub(super) fn clean(written: &str, line: u32, report: &mut Report) -> String {
    let mut out = String::with_capacity(written.len());
    let unescaped = written.replace("\\\\_", "_");
    if unescaped != written {
        report.changed(line, "url-escape", Class::Silent, ("\\\\_", "_"));
    }
    for ch in unescaped.chars() {
        match ch {
            '\t' | '\n' => out.push(ch),
            '\u{FEFF}' | '\u{AD}' => {}
            '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => {
                let letters: String = std::iter::once(ch).nfkc().collect();
                let change = (&*ch.to_string(), &*letters);
                report.changed(line, "presentation-form", Class::Silent, change);
                out.push_str(&letters);
            }
            _ if direction_control(ch).is_some() => {
                let name = format!("U+{:04X}", ch as u32);
                report.changed(line, CONTROL, Class::Silent, (&name, ""));
            }
            _ if ch.is_control() => {}
            '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{3000}' => out.push(' '),
            _ => out.push(ch),
        }
    }
    if unicode_normalization::is_nfc(&out) { out } else { out.nfc().collect() }
}

/// Whether a line ends a sentence, or leads to what follows it.
pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(DAMAGED);
    let text = text.trim_end_matches(['*', '_', ' ']);
    let text = without_last_mark(text);
    text.ends_with(['.', '؟', '?', '!', ':', '؛', '»', ')', '"', '”', '…'])
}

/// Without the mark of a footnote at its end.
fn without_last_mark(text: &str) -> &str {
    if let Some(before) = text.strip_suffix("</sup>") {
        return before.rsplit_once("<sup>").map_or(text, |(before, _)| before.trim_end());
    }
    match text.rsplit_once("[^") {
        Some((before, label)) if label.ends_with(']') && label.len() < 8 => before.trim_end(),
        _ => text,
    }
}
