//! Lines of a plain text, cleaned of what is never meant.

use unicode_normalization::UnicodeNormalization;

use super::marker::Marker;
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
    keep_tabs_of_tables(&mut lines);
    lines
}

/// Tabs divide the cells of a table: of lines that stand together, or below a caption. Other tabs are
/// spaces, as those behind bullets and numbers that word processors write.
fn keep_tabs_of_tables(lines: &mut [Line]) {
    for line in lines.iter_mut() {
        if let Some((head, rest)) = line.text.split_once('\t')
            && !rest.contains('\t')
            && is_enumerator(head)
        {
            line.text = format!("{head} {}", rest.trim_start());
        }
    }
    let has_tab: Vec<bool> = lines.iter().map(|line| line.text.contains('\t')).collect();
    for at in 0..lines.len() {
        let is_beside = |other: Option<usize>| {
            other.and_then(|other| has_tab.get(other)).is_some_and(|has_tab| *has_tab)
        };
        let before = at.checked_sub(1);
        let is_below_caption = before.is_some_and(|before| is_caption(&lines[before].text));
        if has_tab[at] && !is_beside(before) && !is_beside(Some(at + 1)) && !is_below_caption {
            let words: Vec<&str> = lines[at].text.split('\t').map(str::trim).collect();
            words.join(" ").trim().clone_into(&mut lines[at].text);
        }
    }
}

/// Whether a line names a table: "table" in Arabic and Persian, or in English.
pub(super) fn is_caption(line: &str) -> bool {
    let words = line.trim_start_matches(['#', '*', ' ']);
    ["جدول ", "الجدول ", "Table "].iter().any(|word| words.starts_with(word))
}

/// Whether words are nothing but a bullet, a number or a letter that counts.
fn is_enumerator(head: &str) -> bool {
    let mut characters = head.chars();
    let is_letter = characters.next().is_some_and(char::is_alphabetic)
        && characters.next().is_some_and(|ch| matches!(ch, '.' | ')' | '-'))
        && characters.next().is_none();
    is_letter || Marker::of(&format!("{head} x")).is_some_and(|marker| marker.words == "x")
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
