//! Findings of the rules of spelling as an author is told of them.

use std::ops::Range;

use crate::diagnostic::Code;
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
pub(super) fn message(finding: &Finding, text: &str, orthography: Orthography) -> String {
    let range = finding.range.clone();
    let found = &text[range.clone()];
    let word = shortened(&text[whole_words(text, range.clone())]);
    match finding.rule {
        rule::YEH_KAF => yeh_kaf(finding, found, word, orthography),
        rule::ZWNJ_REDUNDANT => format!("a half-space in `{word}` shows nothing"),
        rule::TATWEEL => format!("`{word}` is stretched"),
        rule::SPACE_PUNCT => space(finding, text),
        rule::QUOTE_STRAIGHT => "a straight quotation mark".to_owned(),
        rule::QUOTE_ODD => "straight quotation marks that do not pair".to_owned(),
        rule::BRACKET_BIDI => {
            format!("the brackets of `{}` are on the wrong side", shortened(found))
        }
        rule::RANGE_ORDER => format!("the range `{found}` has its larger number first"),
        rule::DIGITS_MIXED if finding.class == Class::Flagged => {
            format!("`{found}` has digits of two kinds")
        }
        rule::DIGITS_MIXED => format!("`{word}` is a Latin word with other digits"),
        rule::HAMZA_MISSING => format!("`{found}` lacks its hamza"),
        rule::HAMZA_WASL => format!("`{found}` has a hamza that does not belong to it"),
        rule::DOUBLED_WORD => {
            let word = found.split_whitespace().next().unwrap_or(found);
            format!("`{word}` stands twice")
        }
        rule::GLUED_WORD => format!("`{}` looks like two words", shortened(found)),
        rule::SPLIT_WAW => format!("`{}` is one word", shortened(found)),
        rule::ELLIPSIS if found.len() == 2 => "two full stops".to_owned(),
        rule::ELLIPSIS => "three full stops touch the next word".to_owned(),
        "zwnj-space" => format!("a space for a half-space in `{}`", shortened(found)),
        "zwnj-hyphen" => format!("a hyphen for a half-space in `{}`", shortened(found)),
        _ if finding.replacement.is_none() => {
            format!("`{}` has lost a half-space, in one of two places", shortened(found))
        }
        _ => format!("`{}` has lost a half-space", shortened(found)),
    }
}

fn yeh_kaf(finding: &Finding, found: &str, word: &str, orthography: Orthography) -> String {
    let named = found.chars().find_map(|ch| {
        Some(match ch {
            '\u{064A}' => "U+064A, the Arabic yeh",
            '\u{0649}' => "U+0649, alef maksura",
            '\u{0643}' => "U+0643, the Arabic kaf",
            '\u{06CC}' => "U+06CC, the Persian yeh",
            '\u{06A9}' => "U+06A9, the Persian kaf",
            _ => return None,
        })
    });
    match (orthography, finding.class, named) {
        (Orthography::Arabic, Class::Flagged, _) if finding.replacement.is_none() => {
            format!("`{word}` is a Persian word")
        }
        (_, Class::Flagged | Class::Stated, _) | (_, _, None) => {
            format!("the last letter of `{word}` may be wrong")
        }
        (_, _, Some(named)) => format!("`{word}` has {named}"),
    }
}

fn space(finding: &Finding, text: &str) -> String {
    let Range { start, end } = finding.range;
    let before = text[..start].chars().next_back().map(String::from).unwrap_or_default();
    let behind = text[end..].chars().next().map(String::from).unwrap_or_default();
    match finding.replacement.as_deref() {
        Some("") if matches!(&*before, "(" | "[" | "«") => format!("a space behind `{before}`"),
        Some("") => format!("a space before `{behind}`"),
        _ if start < end => "more than one space".to_owned(),
        _ if matches!(&*behind, "(" | "«") && before.ends_with(char::is_alphanumeric) => {
            format!("no space before `{behind}`")
        }
        _ => format!("no space behind `{before}`"),
    }
}

/// What to do about a finding: the words that it comes to, and how to have them written.
pub(super) fn help(finding: &Finding, text: &str, is_fixable: bool) -> String {
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
    let write = |words: &str| match finding.class {
        Class::Flagged => format!("perhaps `{words}` is meant"),
        Class::Silent | Class::Stated => format!("write `{words}`"),
    };
    let by_itself = match finding.class {
        _ if !is_fixable => None,
        Class::Silent => Some("`hashiya check --fix` mends it"),
        Class::Stated => Some("`hashiya check --fix=all` mends it"),
        Class::Flagged => None,
    };
    match (words, by_itself) {
        (Some(words), Some(by_itself)) => format!("{}; {by_itself}", write(&words)),
        (Some(words), None) => write(&words),
        (None, Some(by_itself)) => by_itself.to_owned(),
        (None, None) => by_hand(finding.rule).to_owned(),
    }
}

/// What only an author can do.
fn by_hand(rule: &str) -> &'static str {
    match rule {
        rule::YEH_KAF => "if it is, write `<bdi lang=\"fa\">…</bdi>` about it",
        rule::QUOTE_ODD => "put the missing mark where it belongs, best as « »",
        rule::DIGITS_MIXED => "write all of them in one kind",
        rule::HAMZA_MISSING => "write it, above or below the alef",
        rule::ELLIPSIS => "write one, or `…` with a space behind it",
        rule::SPACE_PUNCT => "mend the spaces about it",
        rule::QUOTE_STRAIGHT => "write « »",
        _ => "mend it by hand",
    }
}

/// The words, if they are not too many for a message.
fn shortened(words: &str) -> &str {
    const LONGEST: usize = 60;
    let end = words.char_indices().nth(LONGEST).map_or(words.len(), |(at, _)| at);
    &words[..end]
}
