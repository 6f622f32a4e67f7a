//! Bytes become text: UTF-8, UTF-16 or Windows-1256, found out by what is in them.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};

/// A text and the encoding it was written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// What the file says, without a byte order mark and with `\n` at the end of lines.
    pub text: String,
    /// The name of the encoding, as in the Encoding Standard.
    pub encoding: &'static str,
    /// How many characters stand for bytes that the encoding does not have (U+FFFD).
    pub undecodable: usize,
}

/// Decodes a file.
///
/// A byte order mark decides; then whether every second byte is zero or that of Arabic letters;
/// then whether the bytes are UTF-8, all or nearly all of them; then which letters Windows-1256 would make of them. `stated`
/// is what the file says of itself, as HTML does, and is asked before the last.
pub fn decode(bytes: &[u8], stated: Option<&str>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decode_as(encoding, &bytes[length..]);
    }
    if let Some(encoding) = utf_16_by_zeros(bytes) {
        return decode_as(encoding, bytes);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return decode_as(UTF_8, bytes);
    }
    if is_nearly_utf_8(bytes) {
        return decode_as(UTF_8, bytes);
    }
    // Words that could be read so far are not in UTF-16, and "replacement" is no encoding.
    let stated = stated
        .and_then(|label| Encoding::for_label_no_replacement(label.trim().as_bytes()))
        .filter(|encoding| ![UTF_16BE, UTF_16LE].contains(encoding));
    decode_as(stated.unwrap_or_else(|| single_byte(bytes)), bytes)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let undecodable = text.chars().filter(|ch| *ch == '\u{FFFD}').count();
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Decoded { text, encoding: encoding.name(), undecodable }
}

/// Text with Latin letters, spaces or line ends has zeros on one side of them in UTF-16; no other
/// text has any. Arabic letters have 0x06 there.
fn utf_16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if pairs.is_empty() || !rest.is_empty() {
        return None;
    }
    let is_high = |byte: u8| byte == 0 || byte == 6;
    let count = |side: usize| pairs.iter().filter(|pair| is_high(pair[side])).count();
    let (first, second) = (count(0), count(1));
    let has_zero = bytes.contains(&0);
    let is_most = |count: usize| count * 10 >= pairs.len() * 8;
    match (is_most(first), is_most(second)) {
        (true, false) if has_zero => Some(UTF_16BE),
        (false, true) if has_zero => Some(UTF_16LE),
        _ => None,
    }
}

/// Whether a few bytes spoil what is UTF-8 otherwise: ten sequences are whole for each broken one.
fn is_nearly_utf_8(bytes: &[u8]) -> bool {
    let mut whole = 0_usize;
    let mut broken = 0_usize;
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|ch| !ch.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole >= 10 * broken
}

/// Windows-1256 where letters outside ASCII would mostly be Arabic ones beside one another, as in
/// words; Windows-1252 where they stand beside Latin ones, as `ß` and `é` do.
fn single_byte(bytes: &[u8]) -> &'static Encoding {
    let (text, _) = WINDOWS_1256.decode_without_bom_handling(bytes);
    let is_arabic = |ch: char| matches!(ch, '\u{0600}'..='\u{06FF}');
    let (mut arabic, mut latin) = (0_usize, 0_usize);
    let mut before = ' ';
    for ch in text.chars() {
        let pair = [before, ch];
        if pair.iter().all(|ch| is_arabic(*ch)) {
            arabic += 1;
        } else if pair.iter().all(|ch| ch.is_alphabetic()) && !pair.iter().all(char::is_ascii) {
            latin += 1;
        }
        before = ch;
    }
    if arabic > latin { WINDOWS_1256 } else { WINDOWS_1252 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], encoding: &str, text: &str) {
        let decoded = decode(bytes, None);
        assert_eq!((decoded.encoding, &*decoded.text), (encoding, text));
    }

    #[test]
    fn encodings_are_told_by_their_bytes() {
        let text = "الميثاق\nCharter"; // "the Charter"
        check(text.as_bytes(), "UTF-8", text);
        check(format!("\u{FEFF}{text}").as_bytes(), "UTF-8", text);
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&little, "UTF-16LE", text);
        check(&big, "UTF-16BE", text);
        check(&[&[0xFF, 0xFE], &*little].concat(), "UTF-16LE", text);
        check(b"\xC7\xE1\xE3\xED\xCB\xC7\xDE\r\nCharter", "windows-1256", text);
        check(b"Stra\xDFe f\xFCr \xC4rzte", "windows-1252", "Straße für Ärzte");
    }

    #[test]
    fn a_few_broken_bytes_do_not_change_the_encoding() {
        let mut bytes = "الأمن الجماعي".as_bytes().to_vec(); // "collective security"
        bytes.push(0xFF);
        let decoded = decode(&bytes, None);
        assert_eq!((decoded.encoding, decoded.undecodable), ("UTF-8", 1));
    }

    #[test]
    fn what_a_file_says_of_itself_is_asked_where_bytes_are_silent() {
        assert_eq!(decode(b"\xCF\xF0\xE8\xE2\xE5\xF2", Some("windows-1251")).text, "Привет");
    }
}
