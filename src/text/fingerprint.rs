//! A fingerprint of what words say, whatever their spelling.
//!
//! It is written to files, so what it does not count is fixed here and does not follow the folding
//! of search: white space, tatweel, joiners and controls; which yeh or kaf, which digits and which
//! quotation marks are written. So a text may be proof-read, by hand or by `check --fix`, and its
//! words are still the same.

use std::fmt;
use std::str::FromStr;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::control::direction_control;

/// Twelve hexadecimal digits that change with what words say: the beginning of their BLAKE3 hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 6]);

impl Fingerprint {
    /// How many hexadecimal digits it has.
    pub const DIGITS: usize = 12;

    /// The fingerprint of pieces of text in order: the paragraphs of a list, the cells of a table.
    /// Words that move from one piece to the next change it.
    pub fn of<P: AsRef<str>>(pieces: impl IntoIterator<Item = P>) -> Self {
        let mut hasher = blake3::Hasher::new();
        let mut counted = String::new();
        for piece in pieces {
            counted.clear();
            push_counted(piece.as_ref(), &mut counted);
            counted.push('\n');
            hasher.update(counted.as_bytes());
        }
        let mut beginning = [0; Self::DIGITS / 2];
        hasher.finalize_xof().fill(&mut beginning);
        Self(beginning)
    }
}

/// Appends what counts of a text, in NFC.
fn push_counted(text: &str, out: &mut String) {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        out.extend(text.chars().filter_map(counted));
    } else {
        out.extend(text.nfc().filter_map(counted));
    }
}

/// The character that stands for all that count as the same; none for those that do not count.
fn counted(ch: char) -> Option<char> {
    let digit = |zero: char| char::from_u32('0' as u32 + ch as u32 - zero as u32);
    match ch {
        '\u{064A}' | '\u{0649}' => Some('\u{06CC}'), // yeh, alef maksura: Farsi yeh
        '\u{0643}' => Some('\u{06A9}'),              // kaf: keheh
        '\u{0660}'..='\u{0669}' => digit('\u{0660}'),
        '\u{06F0}'..='\u{06F9}' => digit('\u{06F0}'),
        '«' | '»' | '\u{201C}'..='\u{201F}' => Some('"'),
        '‹' | '›' | '\u{2018}'..='\u{201B}' => Some('\''),
        '\u{0640}' | '\u{00AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => None,
        ch if ch.is_whitespace() || direction_control(ch).is_some() => None,
        ch => Some(ch),
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Not twelve small hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected twelve hexadecimal digits")]
pub struct NoFingerprint;

impl FromStr for Fingerprint {
    type Err = NoFingerprint;

    fn from_str(digits: &str) -> Result<Self, NoFingerprint> {
        let is_small = |byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if digits.len() != Self::DIGITS || !digits.bytes().all(is_small) {
            return Err(NoFingerprint);
        }
        let mut bytes = [0; Self::DIGITS / 2];
        for (at, byte) in bytes.iter_mut().enumerate() {
            let pair = &digits[2 * at..2 * at + 2];
            *byte = u8::from_str_radix(pair, 16).map_err(|_| NoFingerprint)?;
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_to_files_stays_as_it_is() {
        // Whoever changes one of these makes every translation of every reader stale.
        assert_eq!(Fingerprint::of(["نص الفقرة الأولى."]).to_string(), "ba4e9d647211");
        assert_eq!(Fingerprint::of(["a", "b"]).to_string(), "41153ec5e22e");
        assert_eq!(Fingerprint::of::<&str>([]).to_string(), "af1349b9f5f9");
    }

    #[test]
    fn it_is_read_as_it_is_written() {
        let fingerprint = Fingerprint::of(["words"]);
        assert_eq!(fingerprint.to_string().parse(), Ok(fingerprint));
        for wrong in
            ["", "0123456789a", "0123456789abc", "0123456789AB", "<<<<<<<<<<<<", "+123456789ab"]
        {
            assert_eq!(wrong.parse::<Fingerprint>(), Err(NoFingerprint), "{wrong}");
        }
    }
}
