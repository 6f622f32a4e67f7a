//! The letters of words while they are compared: a character comes in, one byte goes out.
//!
//! Arabic script has 32 letters in Arabic and Persian together.
//! Each is a byte of `0x80..=0xFF`: the letter in the low five bits, its variant (the seats of hamza,
//! teh marbuta among the hehs) in bits 5 and 6.
//! Latin letters and digits are their own ASCII bytes, capitals included; digits of all three sets
//! are ASCII.
//! Any other letter takes four bytes, see [`encode_foreign`].
//!
//! The skeleton of a letter ([`SKELETON`]) is therefore a bit mask that works on eight letters at once.
//! It makes equal whatever any rule of comparison may call equal, and more: whoever finds words by
//! their skeleton compares the letters afterwards.

use unicode_normalization::char::{decompose_canonical, decompose_compatible, is_combining_mark};

/// One letter of a word; no word has a zero.
pub(super) type Letter = u8;

/// The bits of a [`Letter`] that its variants and its two cases share.
pub(super) const SKELETON: u8 = 0x9F;

/// The first byte of a letter that is neither Arabic script nor basic Latin.
const FOREIGN: Letter = 1;

const LETTERS: [char; 32] = [
    'ا', 'ب', 'پ', 'ت', 'ث', 'ج', 'چ', 'ح', 'خ', 'د', 'ذ', 'ر', 'ز', 'ژ', 'س', 'ش', 'ص', 'ض', 'ط',
    'ظ', 'ع', 'غ', 'ف', 'ق', 'ك', 'گ', 'ل', 'م', 'ن', 'و', 'ه', 'ي',
];

/// Written with care for code points, because many look alike: character, its letter, the variant.
const VARIANTS: [(char, char, u8); 18] = [
    ('\u{0671}', 'ا', 0), // alef wasla
    ('\u{0623}', 'ا', 1), // alef with hamza above
    ('\u{0625}', 'ا', 2), // alef with hamza below
    ('\u{0622}', 'ا', 3), // alef with madda
    ('\u{06A9}', 'ك', 0), // Persian kaf
    ('\u{0624}', 'و', 1), // waw with hamza
    ('\u{06BE}', 'ه', 0), // heh with two eyes
    ('\u{06C1}', 'ه', 0), // Urdu heh
    ('\u{06D5}', 'ه', 0), // Kurdish ae
    ('\u{0629}', 'ه', 1), // teh marbuta
    ('\u{06C3}', 'ه', 1), // Urdu teh marbuta
    ('\u{06C0}', 'ه', 2), // heh with hamza, as in Persian ezafe
    ('\u{06C2}', 'ه', 2), // Urdu heh with hamza
    ('\u{06CC}', 'ي', 0), // Persian yeh
    ('\u{0626}', 'ي', 1), // yeh with hamza
    ('\u{0621}', 'ي', 2), // hamza alone; it takes the seat of yeh or waw before endings
    ('\u{0649}', 'ي', 3), // alef maksura
    ('\u{06D2}', 'ي', 0), // Urdu yeh barree
];

/// The byte of a character of Arabic script.
///
/// # Panics
///
/// If it is none of the 32 letters and their variants; all calls are constants.
pub(super) const fn letter(character: char) -> Letter {
    match find_letter(character) {
        0 => panic!("not one of the letters"),
        letter => letter,
    }
}

/// The bytes of a word of Arabic script.
pub(super) const fn letters<const N: usize>(word: [char; N]) -> [Letter; N] {
    let mut coded = [0; N];
    let mut at = 0;
    while at < N {
        coded[at] = letter(word[at]);
        at += 1;
    }
    coded
}

const fn find_letter(character: char) -> Letter {
    let mut at = 0;
    while at < LETTERS.len() {
        if LETTERS[at] as u32 == character as u32 {
            return 0x80 | at as u8;
        }
        at += 1;
    }
    at = 0;
    while at < VARIANTS.len() {
        if VARIANTS[at].0 as u32 == character as u32 {
            return find_letter(VARIANTS[at].1) | VARIANTS[at].2 << 5;
        }
        at += 1;
    }
    0
}

pub(super) const ALEF: Letter = letter('ا');
pub(super) const ALEF_HAMZA_ABOVE: Letter = letter('\u{0623}');
pub(super) const ALEF_HAMZA_BELOW: Letter = letter('\u{0625}');
pub(super) const ALEF_MADDA: Letter = letter('\u{0622}');
pub(super) const ALEF_MAKSURA: Letter = letter('\u{0649}');
pub(super) const BEH: Letter = letter('ب');
pub(super) const DAL: Letter = letter('د');
pub(super) const FEH: Letter = letter('ف');
pub(super) const HAMZA: Letter = letter('\u{0621}');
pub(super) const HEH: Letter = letter('ه');
pub(super) const HEH_HAMZA: Letter = letter('\u{06C0}');
pub(super) const KAF: Letter = letter('ك');
pub(super) const LAM: Letter = letter('ل');
pub(super) const MEEM: Letter = letter('م');
pub(super) const NOON: Letter = letter('ن');
pub(super) const SEEN: Letter = letter('س');
pub(super) const SHEEN: Letter = letter('ش');
pub(super) const TEH: Letter = letter('ت');
pub(super) const TEH_MARBUTA: Letter = letter('\u{0629}');
pub(super) const WAW: Letter = letter('و');
pub(super) const WAW_HAMZA: Letter = letter('\u{0624}');
pub(super) const YEH: Letter = letter('ي');
pub(super) const YEH_HAMZA: Letter = letter('\u{0626}');

/// Whether the letter never joins the one after it, so that a zero-width non-joiner (ZWNJ) after it
/// cannot be seen.
pub(super) fn never_joins(letter: Letter) -> bool {
    const OTHERS: [Letter; 7] = letters(['د', 'ذ', 'ر', 'ز', 'ژ', '\u{0629}', '\u{0621}']);
    is_alef(letter) || letter == WAW || letter == WAW_HAMZA || OTHERS.contains(&letter)
}

/// Whether the letter is an alef with whatever stands on it.
pub(super) fn is_alef(letter: Letter) -> bool {
    letter & SKELETON == ALEF
}

/// Whether the letter is one of basic Latin; digits are not.
pub(super) fn is_latin(letter: Letter) -> bool {
    letter.is_ascii_alphabetic()
}

/// What a character does in a text, if it is not a letter or digit.
///
/// A [`Table`] holds these beside letters, so all are smaller than the digit zero.
pub(super) mod class {
    /// White space.
    pub(crate) const SPACE: u8 = 2;
    /// Hyphens and the en dash, which join words.
    pub(crate) const HYPHEN: u8 = 3;
    /// Straight and curly apostrophes.
    pub(crate) const APOSTROPHE: u8 = 4;
    /// Any other character that ends a word.
    pub(crate) const SEPARATOR: u8 = 5;
    /// Vowel signs and other marks on a letter, and tatweel: not compared, but part of the word.
    pub(crate) const MARK: u8 = 6;
    /// Madda and hamza as marks, which make other letters of alef, waw, yeh and heh.
    pub(crate) const HAMZA_MARK: u8 = 7;
    /// Controls that cannot be seen: as if they were not there.
    pub(crate) const IGNORED: u8 = 8;
    /// ZWNJ, and the zero-width space, which stands for it in careless text.
    pub(crate) const JOINT: u8 = 9;
    /// A letter that has no byte of its own.
    pub(crate) const FOREIGN: u8 = 10;
    /// The smallest letter.
    pub(crate) const LETTER: u8 = b'0';
}

/// The letter or class of each character of U+0600..=U+06FF, as one writing tells letters apart.
pub(super) type Table = [u8; 256];

/// Arabic: all variants are kept, and judged where words are compared.
pub(super) static ARABIC: Table = table(&[]);

/// Persian: Arabic and Persian keyboards are one, and hamza on alef and waw is optional.
/// Alef with madda, yeh with hamza and hamza alone are letters of their own.
pub(super) static PERSIAN: Table = table(&[
    ('\u{0623}', 'ا'),
    ('\u{0625}', 'ا'),
    ('\u{0624}', 'و'),
    ('\u{0629}', 'ه'),
    ('\u{06C3}', 'ه'),
    ('\u{0649}', 'ي'),
]);

/// The folding for search and quotes: all variants of a letter are one, except hamza alone.
pub(super) static FOLDED: Table = table(&[
    ('\u{0622}', 'ا'),
    ('\u{0623}', 'ا'),
    ('\u{0625}', 'ا'),
    ('\u{0624}', 'و'),
    ('\u{0629}', 'ه'),
    ('\u{06C3}', 'ه'),
    ('\u{06C0}', 'ه'),
    ('\u{06C2}', 'ه'),
    ('\u{0626}', 'ي'),
    ('\u{0649}', 'ي'),
]);

const fn table(unified: &[(char, char)]) -> Table {
    let mut table = [class::SEPARATOR; 256];
    let mut at = 0;
    while at < 256 {
        table[at] = arabic_class(0x0600 + at as u32);
        at += 1;
    }
    at = 0;
    while at < unified.len() {
        table[unified[at].0 as usize - 0x0600] = letter(unified[at].1);
        at += 1;
    }
    table
}

const fn arabic_class(code_point: u32) -> u8 {
    match code_point {
        0x0653..=0x0655 => class::HAMZA_MARK,
        // Tatweel among them.
        0x0640
        | 0x0610..=0x061A
        | 0x064B..=0x065F
        | 0x0670
        | 0x06D6..=0x06DC
        | 0x06DF..=0x06E8
        | 0x06EA..=0x06ED => class::MARK,
        0x0600..=0x0605 | 0x061C | 0x06DD => class::IGNORED,
        0x0660..=0x0669 => b'0' + (code_point - 0x0660) as u8,
        0x06F0..=0x06F9 => b'0' + (code_point - 0x06F0) as u8,
        0x0606..=0x060F | 0x061B | 0x061D..=0x061F | 0x066A..=0x066D | 0x06D4 | 0x06DE | 0x06E9 => {
            class::SEPARATOR
        }
        _ => match char::from_u32(code_point) {
            Some(character) => match find_letter(character) {
                0 => class::FOREIGN,
                letter => letter,
            },
            None => class::SEPARATOR,
        },
    }
}

/// The letter or class of each ASCII character.
pub(super) static ASCII: [u8; 128] = {
    let mut table = [class::SEPARATOR; 128];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        table[at] = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => byte,
            b' ' | 0x09..=0x0D => class::SPACE,
            b'-' => class::HYPHEN,
            b'\'' => class::APOSTROPHE,
            _ => class::SEPARATOR,
        };
        at += 1;
    }
    table
};

/// The letter or class of a character in the writing of `table`.
pub(super) fn classify(character: char, table: &Table) -> u8 {
    match character {
        '\0'..='\x7F' => ASCII[character as usize],
        '\u{0600}'..='\u{06FF}' => table[character as usize - 0x0600],
        '\u{200B}' | '\u{200C}' => class::JOINT,
        '\u{2010}'..='\u{2013}' => class::HYPHEN,
        '\u{2018}' | '\u{2019}' => class::APOSTROPHE,
        // Modifier letters stand for hamza and ayn in transliterations, and are often left out.
        '\u{02B9}'..='\u{02BF}'
        | '\u{02C8}'
        | '\u{02CA}'..='\u{02CC}'
        | '\u{0300}'..='\u{036F}'
        | '\u{0591}'..='\u{05BD}'
        | '\u{05BF}'
        | '\u{05C1}'..='\u{05C2}'
        | '\u{05C4}'..='\u{05C5}'
        | '\u{05C7}'
        | '\u{0890}'..='\u{089F}'
        | '\u{08CA}'..='\u{08FF}'
        | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}'
        | '\u{FE20}'..='\u{FE2F}'
        | '\u{FE70}'..='\u{FE7F}' => class::MARK,
        '\u{00AD}'
        | '\u{180E}'
        | '\u{200D}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => class::IGNORED,
        // A raised number is the sign of a note, not part of the word before it.
        '\u{00B2}' | '\u{00B3}' | '\u{00B9}' | '\u{2070}'..='\u{209C}' => class::SEPARATOR,
        _ if character.is_whitespace() => class::SPACE,
        _ if character.is_alphanumeric() || is_combining_mark(character) => class::FOREIGN,
        _ => class::SEPARATOR,
    }
}

/// Calls `emit` with the characters that a character of class [`class::FOREIGN`] is made of,
/// without its accents: letters of the two other scripts among them, Latin capitals kept.
///
/// Presentation forms and full-width characters are taken apart by compatibility (Unicode UAX #15),
/// all others canonically: `½` is not `12`.
pub(super) fn take_apart(character: char, mut emit: impl FnMut(char)) {
    let mut emit_base = |part: char| {
        if classify(part, &FOLDED) == class::MARK || classify(part, &FOLDED) == class::HAMZA_MARK {
            return;
        }
        if part.is_ascii() {
            emit(part);
        } else {
            part.to_lowercase().for_each(&mut emit);
        }
    };
    match character {
        // Syllables of Hangul are letters; their parts are not what a reader searches.
        '\u{AC00}'..='\u{D7A3}' => emit_base(character),
        '\u{FB00}'..='\u{FB06}'
        | '\u{FB50}'..='\u{FDFF}'
        | '\u{FE80}'..='\u{FEFC}'
        | '\u{FF01}'..='\u{FF5E}' => decompose_compatible(character, emit_base),
        _ => decompose_canonical(character, emit_base),
    }
}

/// A letter of any other script, as four bytes: no such letter begins inside another.
pub(super) fn encode_foreign(character: char) -> [Letter; 4] {
    let code_point = character as u32;
    let seven = |shift: u32| 0x80 | (code_point >> shift) as u8;
    [FOREIGN, seven(14), seven(7), seven(0)]
}

/// The letter that madda or hamza, written as a mark of its own, makes of the letter before it.
pub(super) fn with_hamza_mark(base: Letter, mark: char, table: &Table) -> Letter {
    let composed = match (base, mark) {
        (ALEF, '\u{0653}') => '\u{0622}',
        (ALEF, '\u{0654}') => '\u{0623}',
        (ALEF, '\u{0655}') => '\u{0625}',
        (WAW, '\u{0654}') => '\u{0624}',
        (YEH | ALEF_MAKSURA, '\u{0654}') => '\u{0626}',
        (HEH, '\u{0654}') => '\u{06C0}',
        _ => return base,
    };
    table[composed as usize - 0x0600]
}

/// The character that stands for a letter of [`FOLDED`] in folded text; Latin in lower case.
pub(super) fn folded_char(letter: Letter) -> char {
    if letter.is_ascii() {
        char::from(letter.to_ascii_lowercase())
    } else if letter == HAMZA {
        '\u{0621}'
    } else {
        LETTERS[usize::from(letter & 0x1F)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_is_itself_and_no_other() {
        for (at, &one) in LETTERS.iter().enumerate() {
            assert!(('\u{0627}'..='\u{06AF}').contains(&one));
            assert_eq!(folded_char(letter(one)), one);
            assert!(!LETTERS[at + 1..].contains(&one));
        }
        // kaf and yeh in their Arabic forms
        assert!(LETTERS.contains(&'\u{0643}') && LETTERS.contains(&'\u{064A}'));
        assert!(LETTERS.contains(&'\u{0647}') && LETTERS.contains(&'\u{0648}'));
    }

    #[test]
    fn variants_share_the_skeleton_of_their_letter() {
        for (variant, base, _) in VARIANTS {
            assert_eq!(letter(variant) & SKELETON, letter(base));
        }
    }

    #[test]
    fn digits_of_the_three_sets_are_ascii() {
        for digits in ["0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"] {
            let folded: Vec<u8> = digits.chars().map(|digit| classify(digit, &ARABIC)).collect();
            assert_eq!(folded, b"0123456789");
        }
    }
}
