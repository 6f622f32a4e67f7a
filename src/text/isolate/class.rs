//! What a character does to the direction of those around it.

/// The part that a character has in the direction of a text.
///
/// Coarser than the classes of UAX #9, because it decides what belongs to a run of words, not in
/// which order the run is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A letter of a left-to-right script.
    Left,
    /// A letter of a right-to-left script, with its marks.
    Right,
    /// An ASCII digit.
    Digit,
    /// A digit of the two other sets that our authors use.
    ArabicDigit,
    /// A mark, or a raised or lowered digit: part of what it follows.
    Follower,
    /// Punctuation of Arabic script, and guillemets, which it uses.
    ArabicSign,
    /// Space, the punctuation of Latin script, symbols.
    Neutral,
}

impl Class {
    pub(super) fn of(ch: char) -> Self {
        // The question of the ranges is quick, that of letters is not.
        match ch {
            '0'..='9' => Self::Digit,
            '\0'..='\u{7F}' if ch.is_ascii_alphabetic() => Self::Left,
            // The signs of Arabic numbers stand beside digits of any set.
            '\0'..='\u{7F}' | '\u{0609}' | '\u{060A}' | '\u{066A}'..='\u{066C}' => Self::Neutral,
            '\u{0660}'..='\u{0669}' | '\u{06F0}'..='\u{06F9}' => Self::ArabicDigit,
            '\u{060C}'
            | '\u{060D}'
            | '\u{061B}'
            | '\u{061D}'..='\u{061F}'
            | '\u{06D4}'
            | '«'
            | '»' => Self::ArabicSign,
            '\u{0590}'..='\u{08FF}'
            | '\u{FB1D}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFC}'
            | '\u{10800}'..='\u{10FFF}'
            | '\u{1E800}'..='\u{1EFFF}' => Self::Right,
            '\u{0300}'..='\u{036F}' | '²' | '³' | '¹' | '\u{2070}'..='\u{209C}' => {
                Self::Follower
            }
            _ if ch.is_alphabetic() => Self::Left,
            _ if ch.is_numeric() => Self::Follower,
            _ => Self::Neutral,
        }
    }
}

/// Whether a letter is one of Latin script, those of phonetic notation included.
pub(super) fn is_latin(letter: char) -> bool {
    matches!(
        letter,
        'A'..='Z'
            | 'a'..='z'
            | '\u{00AA}'..='\u{02B8}'
            | '\u{1D00}'..='\u{1EFF}'
            | '\u{2C60}'..='\u{2C7F}'
            | '\u{A720}'..='\u{A7FF}'
            | '\u{FB00}'..='\u{FB06}'
            | '\u{FF21}'..='\u{FF5A}'
    )
}

/// Whether a character is a digit of any of the three sets.
pub(super) fn is_digit(ch: char) -> bool {
    matches!(ch, '0'..='9' | '\u{0660}'..='\u{0669}' | '\u{06F0}'..='\u{06F9}')
}

/// The length in bytes of the digits that `text` begins with; at least that of one character.
pub(super) fn width_of_digits(text: &str) -> usize {
    let width = text.len() - text.trim_start_matches(is_digit).len();
    width.max(text.chars().next().map_or(0, char::len_utf8))
}

/// The first left-to-right letter or digit at or behind `from`.
///
/// Most text has neither, and its bytes say so, two for a letter of Arabic script.
pub(super) fn first_left_or_digit(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => return Some(at),
            ..0x80 => at += 1,
            // Digits of U+0600..=U+06FF; its letters are passed over.
            0xD9 if matches!(bytes[at + 1], 0xA0..=0xA9) => return Some(at),
            0xDB if matches!(bytes[at + 1], 0xB0..=0xB9) => return Some(at),
            0xD8..=0xDB => at += 2,
            // Guillemets and the no-break space; the joiners and Latin punctuation.
            0xC2 if !matches!(bytes[at + 1], 0xAA | 0xB5 | 0xBA) => at += 2,
            0xE2 if matches!(bytes[at + 1], 0x80) => at += 3,
            _ => {
                let ch = text[at..].chars().next()?;
                if Class::of(ch) == Class::Left {
                    return Some(at);
                }
                at += ch.len_utf8();
            }
        }
    }
    None
}

/// What closes a bracket; also one of the quotation marks that come in two shapes.
pub(super) fn closing(open: char) -> Option<char> {
    Some(match open {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '“' => '”',
        '⟨' => '⟩',
        '«' => '»',
        _ => return None,
    })
}

/// Whether a character closes what [`closing`] says.
pub(super) fn is_closing(ch: char) -> bool {
    matches!(ch, ')' | ']' | '}' | '”' | '⟩' | '»')
}

/// Whether a sign behind `before` can belong to what follows it: no word ends here, or only one of
/// a single letter (`و`, "and") or one that is stretched to meet the other (`بـ`, "by").
pub(super) fn begins_word(before: &str) -> bool {
    let rest = before.trim_end_matches(|ch: char| ch.is_alphanumeric() || ch == '\u{0640}');
    let word = &before[rest.len()..];
    word.chars().nth(1).is_none() || word.ends_with('\u{0640}')
}

/// Whether the straight quotation mark at `at` opens: it has a space or bracket before it, and
/// none behind.
pub(super) fn opens_quotation(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let behind = text[at + 1..].chars().next();
    before.is_none_or(|ch| ch.is_whitespace() || closing(ch).is_some())
        && behind.is_some_and(|ch| !ch.is_whitespace() && !is_closing(ch))
}
