//! Text as HTML.

/// Appends `text` with what has a meaning in HTML escaped, for words and for attribute values.
pub(super) fn escape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = first_special(rest.as_bytes()) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Where the first byte with a meaning in HTML is.
///
/// Few words have one. So that the compiler can look at many bytes at once, each chunk is looked
/// through to its end, and only one that has such a byte is searched for the place.
fn first_special(bytes: &[u8]) -> Option<usize> {
    const CHUNK: usize = 32;
    let is_special = |byte: &u8| matches!(byte, b'&' | b'<' | b'>' | b'"');
    let (chunks, _) = bytes.as_chunks::<CHUNK>();
    let plain = chunks
        .iter()
        .take_while(|chunk| !chunk.iter().fold(false, |found, byte| found | is_special(byte)))
        .count();
    let start = plain * CHUNK;
    bytes[start..].iter().position(is_special).map(|at| start + at)
}

/// `text` with what has a meaning in HTML escaped.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape_into(&mut out, text);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_is_escaped_wherever_it_stands() {
        for before in 0..70 {
            let words = "-".repeat(before);
            let text = format!("{words}<a href=\"b\">&{words}");
            let expected = format!("{words}&lt;a href=&quot;b&quot;&gt;&amp;{words}");
            assert_eq!(escaped(&text), expected);
        }
    }
}
