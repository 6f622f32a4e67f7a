//! What stands among words and is none: addresses of the web and of mail, DOIs, HTML tags.

/// The length of a web address or DOI at the beginning of `text`, whose first word has `word` bytes.
pub(super) fn web(text: &str, word: usize) -> Option<usize> {
    let (first, behind) = text.split_at(word);
    let is_web =
        behind.starts_with("://") && first.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_www = first.eq_ignore_ascii_case("www") && behind.starts_with('.');
    if is_web || is_www || first == "10" && is_doi(behind) {
        return Some(without_stops(&text[..until_blank(text)]).len().max(word));
    }
    None
}

/// Whether what stands behind the `10` of a DOI goes on like one: `.22124/…`.
fn is_doi(behind: &str) -> bool {
    let registrant = behind.bytes().skip(1).take_while(u8::is_ascii_digit).take(10).count();
    let suffix = behind.get(1 + registrant..).and_then(|rest| rest.strip_prefix('/'));
    behind.starts_with('.')
        && (4..=9).contains(&registrant)
        && suffix.is_some_and(|suffix| !suffix.starts_with(char::is_whitespace))
}

fn until_blank(text: &str) -> usize {
    let ends =
        |ch: char| ch.is_whitespace() || matches!(ch, '<' | '>' | '"' | '«' | '»' | '،' | '؛');
    text.find(ends).unwrap_or(text.len())
}

/// An address without the punctuation of the sentence that it ends.
fn without_stops(address: &str) -> &str {
    let count = |sign| address.matches(sign).count();
    let (mut round, mut square) = (count(')'), count(']'));
    let mut address = address;
    let (opened_round, opened_square) = (count('('), count('['));
    while let Some(last) = address.chars().next_back() {
        let is_surplus = match last {
            '.' | ',' | ':' | ';' | '!' | '?' | '؟' | '*' | '_' | '\'' => true,
            ')' => round > opened_round,
            ']' => square > opened_square,
            _ => false,
        };
        if !is_surplus {
            break;
        }
        round -= usize::from(last == ')');
        square -= usize::from(last == ']');
        address = &address[..address.len() - last.len_utf8()];
    }
    address
}

/// An e-mail address about an `@`: how many bytes it has before it, and how many from it on.
pub(super) fn mail(before: &str, from: &str) -> Option<(usize, usize)> {
    let is_local = |ch: char| ch.is_alphanumeric() || matches!(ch, '.' | '_' | '%' | '+' | '-');
    let is_domain = |ch: char| ch.is_alphanumeric() || matches!(ch, '.' | '-');
    let local = before.len() - before.trim_end_matches(is_local).len();
    let domain = from[1..].split(|ch| !is_domain(ch)).next().unwrap_or_default();
    let domain = domain.trim_end_matches(['.', '-']);
    (local > 0 && domain.contains('.')).then_some((local, 1 + domain.len()))
}

/// The length of an HTML tag or comment at the beginning of `text`.
pub(super) fn tag(text: &str) -> Option<usize> {
    /// No tag that a person writes is longer; the search ends there.
    const LONGEST: usize = 1_000;
    if let Some(comment) = text.strip_prefix("<!--") {
        return comment.find("-->").map(|end| "<!--".len() + end + "-->".len());
    }
    let name = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    if !name.starts_with(|ch: char| ch.is_ascii_alphabetic()) {
        return None;
    }
    let end = text.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    (!text[1..end].contains('<')).then_some(end + 1)
}
