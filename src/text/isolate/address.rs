//! Addresses: of pages, of mail, of works (DOI), of telephones.

use std::ops::Range;

use super::class::{Class, closing, is_closing, is_digit};

/// The address that the word at `start` begins; where it ends.
///
/// A web address (RFC 3986, and RFC 3987 for letters beyond ASCII), a mail address (RFC 5321, in
/// ASCII), a DOI (ISO 26324) with or without `doi:` before it.
pub(super) fn end_of_address(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    let word = word(rest);
    let behind = &rest[word.len()..];
    let is_web = behind.starts_with("://")
        || word.len() > 4 && word[..4].eq_ignore_ascii_case("www.")
        || behind.starts_with('/') && is_host(word);
    let is_mail = behind.strip_prefix('@').is_some_and(is_domain);
    let is_scheme = ["mailto", "tel", "urn"].iter().any(|name| word.eq_ignore_ascii_case(name))
        && behind.strip_prefix(':').is_some_and(|rest| !rest.starts_with(char::is_whitespace));
    if is_mail {
        let domain = self::word(&behind[1..]).trim_end_matches(['.', '-']);
        return Some(start + word.len() + 1 + domain.len());
    }
    if is_web || is_scheme || is_doi(rest) {
        return Some(start + end_of_token(rest));
    }
    let after_name = (word.eq_ignore_ascii_case("doi"))
        .then(|| behind.strip_prefix(':'))
        .flatten()
        .map(str::trim_start)
        .filter(|number| is_doi(number))?;
    let number = text.len() - after_name.len();
    Some(number + end_of_token(after_name))
}

/// What a scheme, a host or the name of a mailbox may be made of.
fn word(text: &str) -> &str {
    let is_of_word =
        |ch: char| ch.is_ascii_alphanumeric() || matches!(ch, '+' | '-' | '.' | '_' | '%');
    &text[..text.len() - text.trim_start_matches(is_of_word).len()]
}

/// A name with a dot in it and letters behind the last: `example.org`.
fn is_host(name: &str) -> bool {
    let Some((before, last)) = name.rsplit_once('.') else { return false };
    !before.is_empty()
        && before.split('.').all(|label| !label.is_empty())
        && last.len() >= 2
        && last.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_domain(text: &str) -> bool {
    is_host(word(text).trim_end_matches(['.', '-']))
}

/// `10.1000/182`
fn is_doi(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("10.") else { return false };
    let registrant = rest.trim_start_matches(|ch: char| ch.is_ascii_digit() || ch == '.');
    rest.len() - registrant.len() >= 4
        && registrant
            .strip_prefix('/')
            .is_some_and(|suffix| suffix.starts_with(|ch: char| ch.is_alphanumeric()))
}

/// The length of what no space and no mark of a sentence ends. Brackets within it come in pairs.
fn end_of_token(text: &str) -> usize {
    let ends = |ch: char| {
        ch.is_whitespace()
            || matches!(ch, '<' | '>' | '"' | '“' | '”')
            || Class::of(ch) == Class::ArabicSign
    };
    let token = &text[..text.find(ends).unwrap_or(text.len())];
    let token = &token[..end_of_pairs(token)];
    token.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '*']).len()
}

/// The length of the beginning of `token` in which brackets come in pairs.
fn end_of_pairs(token: &str) -> usize {
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, ch) in token.char_indices() {
        if let Some(close) = closing(ch) {
            open.push((close, at));
        } else if is_closing(ch) {
            if open.last().is_none_or(|(close, _)| *close != ch) {
                return open.first().map_or(at, |(_, first)| *first);
            }
            open.pop();
        }
    }
    open.first().map_or(token.len(), |(_, first)| *first)
}

/// A telephone number with the digit at `start`: in international form after `+` or `00`, or in
/// national form with a zero at its beginning and spaces or hyphens in it. It does not begin before
/// `floor`.
pub(super) fn telephone(text: &str, floor: usize, start: usize) -> Option<Range<usize>> {
    let before = &text[floor..start];
    let has_plus = before.ends_with('+');
    let in_bracket = before.ends_with('(');
    let rest = &text[start..];
    let has_prefix = rest.starts_with(['0', '\u{0660}', '\u{06F0}'])
        && rest.chars().take(3).filter(|ch| is_digit(*ch)).count() == 3;
    if !has_plus && !has_prefix {
        return None;
    }
    let (end, digits, groups) = groups(rest, in_bracket)?;
    let is_long_enough = if has_plus { digits >= 7 } else { digits >= 9 };
    let is_telephone = is_long_enough && digits <= 15 && (has_plus || groups > 1);
    let first = if has_plus || in_bracket { start - 1 } else { start };
    is_telephone.then_some(first..start + end)
}

/// Where groups of digits with single spaces, hyphens, dots or brackets between them end, how
/// many digits they have and how many they are. `in_bracket` says that the first is in brackets.
fn groups(text: &str, in_bracket: bool) -> Option<(usize, usize, usize)> {
    let mut open = in_bracket;
    let (mut end, mut digits, mut groups, mut signs) = (0, 0, 0, 0);
    let mut in_group = false;
    for (at, ch) in text.char_indices() {
        match ch {
            _ if is_digit(ch) => {
                if !in_group {
                    groups += 1;
                }
                in_group = true;
                digits += 1;
                signs = 0;
                if !open {
                    end = at + ch.len_utf8();
                }
            }
            ' ' | '\u{A0}' | '-' | '.' | '\u{2011}' if signs == 0 => {
                in_group = false;
                signs += 1;
            }
            '(' if !open && !in_group => open = true,
            ')' if open => {
                open = false;
                in_group = false;
                signs = 0;
            }
            _ => break,
        }
    }
    (!open && end > 0).then_some((end, digits, groups))
}
