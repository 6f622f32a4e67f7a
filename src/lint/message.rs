//! Findings of the rules of spelling as an author is told of them.

use std::ops::Range;

use crate::diagnostic::{Code, Message, message};
use crate::text::hygiene::{Orthography, rule};
use crate::text::{Class, Finding, whole_words};

/// The code for a rule.
pub(super) fn code_of(rule: &str) -> Option<Code> {
    match rule {
        "zwnj-hyphen" => Some(Code::ZwnjSpace),
        _ => rule.parse().ok().or_else(|| rule.starts_with("zwnj-").then_some(Code::ZwnjLost)),
    }
}

/// What is wrong at a finding, in a sentence without a full stop.
pub(super) fn message(finding: &Finding, text: &str, orthography: Orthography) -> Message {
    let range = finding.range.clone();
    let found = &text[range.clone()];
    let word = shortened(&text[whole_words(text, range.clone())]);
    let words = shortened(found);
    match finding.rule {
        rule::YEH_KAF => yeh_kaf(finding, found, word, orthography),
        rule::ZWNJ_REDUNDANT => message!("a half-space in `{word}` shows nothing", word),
        rule::TATWEEL => message!("`{word}` is stretched", word),
        rule::LAM_ALEF => {
            message!("lam and alef of `{word}` are in each other's place", word)
        }
        rule::SPACE_PUNCT => space(finding, text),
        rule::QUOTE_STRAIGHT => message!("a straight quotation mark"),
        rule::QUOTE_ODD => message!("straight quotation marks that do not pair"),
        rule::BRACKET_BIDI => message!("the brackets of `{words}` are on the wrong side", words),
        rule::RANGE_ORDER => message!("the range `{found}` has its larger number first", found),
        rule::DIGITS_MIXED if finding.class == Class::Flagged => {
            message!("`{found}` has digits of two kinds", found)
        }
        rule::DIGITS_MIXED => message!("`{word}` is a Latin word with other digits", word),
        rule::HAMZA_MISSING => message!("`{found}` lacks its hamza", found),
        rule::HAMZA_WASL => message!("`{found}` has a hamza that does not belong to it", found),
        rule::DOUBLED_WORD => {
            let word = found.split_whitespace().next().unwrap_or(found);
            message!("`{word}` stands twice", word)
        }
        rule::GLUED_WORD => message!("`{words}` looks like two words", words),
        rule::SPLIT_WAW => message!("`{words}` is one word", words),
        rule::ELLIPSIS if found.len() == 2 => message!("two full stops"),
        rule::ELLIPSIS => message!("three full stops touch the next word"),
        "zwnj-space" => message!("a space for a half-space in `{words}`", words),
        "zwnj-hyphen" => message!("a hyphen for a half-space in `{words}`", words),
        _ if finding.replacement.is_none() => {
            message!("`{words}` has lost a half-space, in one of two places", words)
        }
        _ => message!("`{words}` has lost a half-space", words),
    }
}

fn yeh_kaf(finding: &Finding, found: &str, word: &str, orthography: Orthography) -> Message {
    let named = found.chars().find_map(|ch| {
        Some(match ch {
            '\u{064A}' => message!("`{word}` has U+064A, the Arabic yeh", word),
            '\u{0649}' => message!("`{word}` has U+0649, alef maksura", word),
            '\u{0643}' => message!("`{word}` has U+0643, the Arabic kaf", word),
            '\u{06CC}' => message!("`{word}` has U+06CC, the Persian yeh", word),
            '\u{06A9}' => message!("`{word}` has U+06A9, the Persian kaf", word),
            _ => return None,
        })
    });
    match (orthography, finding.class, named) {
        (Orthography::Arabic, Class::Flagged, _) if finding.replacement.is_none() => {
            message!("`{word}` is a Persian word", word)
        }
        (_, Class::Flagged | Class::Stated, _) | (_, _, None) => {
            message!("the last letter of `{word}` may be wrong", word)
        }
        (_, _, Some(named)) => named,
    }
}

fn space(finding: &Finding, text: &str) -> Message {
    let Range { start, end } = finding.range;
    let before = text[..start].chars().next_back().map(String::from).unwrap_or_default();
    let behind = text[end..].chars().next().map(String::from).unwrap_or_default();
    match finding.replacement.as_deref() {
        Some("") if matches!(&*before, "(" | "[" | "«") => {
            message!("a space behind `{before}`", before)
        }
        Some("") => message!("a space before `{behind}`", behind),
        _ if start < end => message!("more than one space"),
        _ if matches!(&*behind, "(" | "«") && before.ends_with(char::is_alphanumeric) => {
            message!("no space before `{behind}`", behind)
        }
        _ => message!("no space behind `{before}`", before),
    }
}

/// What to do about a finding: the words that it comes to, and how to have them written.
pub(super) fn help(finding: &Finding, text: &str, is_fixable: bool) -> Message {
    let words = finding.replacement.as_ref().and_then(|replacement| {
        let range = match finding.rule {
            // A space or a mark says nothing by itself.
            rule::SPACE_PUNCT | rule::QUOTE_STRAIGHT => return None,
            _ => whole_words(text, finding.range.clone()),
        };
        let before = &text[range.start..finding.range.start];
        let behind = &text[finding.range.end..range.end];
        Some(shortened(&format!("{before}{replacement}{behind}")).to_owned())
    });
    match (words, finding.class) {
        (Some(words), Class::Silent) if is_fixable => {
            message!("write `{words}`; `hashiya check --fix` mends it", words)
        }
        (Some(words), Class::Stated) if is_fixable => {
            message!("write `{words}`; `hashiya check --fix=all` mends it", words)
        }
        (Some(words), Class::Silent | Class::Stated) => message!("write `{words}`", words),
        (Some(words), Class::Flagged) => message!("perhaps `{words}` is meant", words),
        (None, Class::Silent) if is_fixable => message!("`hashiya check --fix` mends it"),
        (None, Class::Stated) if is_fixable => message!("`hashiya check --fix=all` mends it"),
        (None, _) => by_hand(finding.rule),
    }
}

/// What only an author can do.
fn by_hand(rule: &str) -> Message {
    match rule {
        rule::YEH_KAF => message!("if it is, write `<bdi lang=\"fa\">…</bdi>` about it"),
        rule::QUOTE_ODD => message!("put the missing mark where it belongs, best as « »"),
        rule::DIGITS_MIXED => message!("write all of them in one kind"),
        rule::HAMZA_MISSING => message!("write it, above or below the alef"),
        rule::ELLIPSIS => message!("write one, or `…` with a space behind it"),
        rule::SPACE_PUNCT => message!("mend the spaces about it"),
        rule::QUOTE_STRAIGHT => message!("write « »"),
        _ => message!("mend it by hand"),
    }
}

/// The words, if they are not too many for a message.
fn shortened(words: &str) -> &str {
    const LONGEST: usize = 60;
    let end = words.char_indices().nth(LONGEST).map_or(words.len(), |(at, _)| at);
    &words[..end]
}
