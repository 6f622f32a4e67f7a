//! The tokens of a run of prose: a string comes in, words, spaces and signs that cover it go out.

use std::ops::Range;

use super::address;

/// A word, a space or a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    /// Of a word, those of its characters together; of a sign, what it is to the rules.
    pub(super) traits: Trait,
    start: u32,
    end: u32,
}

impl Token {
    fn new(kind: Kind, traits: Trait, range: Range<usize>) -> Self {
        Self { kind, traits, start: range.start as u32, end: range.end as u32 }
    }

    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(super) fn start(&self) -> usize {
        self.start as usize
    }

    pub(super) fn end(&self) -> usize {
        self.end as usize
    }

    pub(super) fn is_word_with(&self, traits: Trait) -> bool {
        self.kind == Kind::Word && self.traits.has(traits)
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters and digits of any script, with the marks, tatweel and joiners among them.
    Word,
    /// Spaces within a line.
    Space,
    /// The end of a line with the spaces about it. Of no length where it is not written.
    Line,
    /// One character of punctuation, or a symbol.
    Sign,
    /// An address, a tag, code: what no rule looks into.
    Opaque,
}

/// A set of things that a character can be to a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Trait(u32);

impl Trait {
    /// A letter of Arabic script.
    pub(super) const ARABIC: Self = Self(1);
    /// A letter of another script.
    pub(super) const FOREIGN: Self = Self(1 << 1);
    /// 0 to 9
    pub(super) const ASCII_DIGIT: Self = Self(1 << 2);
    /// U+0660 to U+0669
    pub(super) const ARABIC_DIGIT: Self = Self(1 << 3);
    /// U+06F0 to U+06F9
    pub(super) const PERSIAN_DIGIT: Self = Self(1 << 4);
    pub(super) const TATWEEL: Self = Self(1 << 5);
    /// ZWNJ, the half-space.
    pub(super) const JOINER: Self = Self(1 << 6);
    /// Vowel signs and other marks on a letter.
    pub(super) const MARK: Self = Self(1 << 7);
    /// ي and ك as the Arabic keyboard has them.
    pub(super) const ARABIC_YEH_KAF: Self = Self(1 << 8);
    /// ى, alef maksura.
    pub(super) const MAKSURA: Self = Self(1 << 9);
    /// ی and ک as the Persian keyboard has them.
    pub(super) const PERSIAN_YEH_KAF: Self = Self(1 << 10);
    /// پ چ ژ گ, which Arabic does not have.
    pub(super) const PERSIAN_LETTER: Self = Self(1 << 11);
    pub(super) const TEH_MARBUTA: Self = Self(1 << 12);
    /// Alef with nothing on it.
    pub(super) const BARE_ALEF: Self = Self(1 << 13);
    /// إ
    pub(super) const HAMZA_BELOW: Self = Self(1 << 14);
    pub(super) const FATHATAN: Self = Self(1 << 15);

    /// A straight quotation mark.
    pub(super) const QUOTE: Self = Self(1 << 16);
    /// ( [ «
    pub(super) const OPENING: Self = Self(1 << 17);
    /// ) ] »
    pub(super) const CLOSING: Self = Self(1 << 18);
    /// ، ؛ : . ؟ !
    pub(super) const STOP: Self = Self(1 << 19);
    /// A full stop, which is a stop too.
    pub(super) const DOT: Self = Self(1 << 20);
    /// Hyphens and dashes.
    pub(super) const DASH: Self = Self(1 << 21);

    /// أ
    pub(super) const HAMZA_ABOVE: Self = Self(1 << 22);

    pub(super) const DIGIT: Self =
        Self(Self::ASCII_DIGIT.0 | Self::ARABIC_DIGIT.0 | Self::PERSIAN_DIGIT.0);

    /// Whether one of `traits` is there.
    pub(super) fn has(self, traits: Self) -> bool {
        self.0 & traits.0 != 0
    }

    pub(super) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Splits a text, keeping the ranges of `opaque` whole: its tokens, and the traits of all together.
pub(super) fn split(text: &str, opaque: &[Range<usize>]) -> (Vec<Token>, Trait) {
    let mut split = Split { text, tokens: Vec::with_capacity(text.len() / 5), at: 0, floor: 0 };
    for range in opaque {
        split.until(range.start);
        let kind = if range.is_empty() { Kind::Line } else { Kind::Opaque };
        split.push(kind, range.clone());
    }
    split.until(text.len());
    let traits = split.tokens.iter().fold(Trait::default(), |all, token| all.with(token.traits));
    (split.tokens, traits)
}

struct Split<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    at: usize,
    /// Where the last opaque range ends: no address reaches back beyond it.
    floor: usize,
}

impl Split<'_> {
    /// Splits what stands between here and `end`.
    fn until(&mut self, end: usize) {
        while self.at < end {
            let start = self.at;
            let (class, traits, width) = classify_at(self.text, start);
            self.at += width;
            match class {
                Class::Letter | Class::Mark => {
                    let traits = traits.with(self.take_word(end));
                    let kind = Kind::Word;
                    self.tokens.push(Token::new(kind, traits, start..self.at));
                    if traits.has(Trait::FOREIGN.with(Trait::ASCII_DIGIT)) {
                        self.take_address(start, end);
                    }
                }
                Class::Space | Class::Line => self.take_space(start, end, class),
                Class::Sign | Class::Hidden => {
                    self.tokens.push(Token::new(Kind::Sign, traits, start..self.at));
                    self.take_tag_or_mail(start, end);
                }
            }
        }
    }

    fn take_word(&mut self, end: usize) -> Trait {
        let mut all = Trait::default();
        while self.at < end {
            let (class, traits, width) = classify_at(self.text, self.at);
            if !matches!(class, Class::Letter | Class::Mark | Class::Hidden) {
                break;
            }
            all = all.with(traits);
            self.at += width;
        }
        all
    }

    fn take_space(&mut self, start: usize, end: usize, first: Class) {
        let mut kind = if first == Class::Line { Kind::Line } else { Kind::Space };
        while self.at < end {
            let (class, _, width) = classify_at(self.text, self.at);
            match class {
                Class::Line => kind = Kind::Line,
                Class::Space => {}
                _ => break,
            }
            self.at += width;
        }
        self.tokens.push(Token::new(kind, Trait::default(), start..self.at));
    }

    /// Makes the word that begins at `start` an address, if it begins one.
    fn take_address(&mut self, start: usize, end: usize) {
        if let Some(len) = address::web(&self.text[start..end], self.at - start) {
            self.tokens.pop();
            self.push(Kind::Opaque, start..start + len);
        }
    }

    fn take_tag_or_mail(&mut self, sign: usize, end: usize) {
        let text = &self.text[..end];
        match text.as_bytes()[sign] {
            b'<' => {
                if let Some(len) = address::tag(&text[sign..]) {
                    self.tokens.pop();
                    self.push(Kind::Opaque, sign..sign + len);
                }
            }
            b'@' => {
                let mail = address::mail(&text[self.floor..sign], &text[sign..]);
                if let Some((before, behind)) = mail {
                    let start = sign - before;
                    while self.tokens.last().is_some_and(|token| token.start() >= start) {
                        self.tokens.pop();
                    }
                    if let Some(last) = self.tokens.last_mut() {
                        last.end = last.end.min(start as u32);
                    }
                    self.push(Kind::Opaque, start..sign + behind);
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, kind: Kind, range: Range<usize>) {
        (self.at, self.floor) = (range.end, range.end);
        self.tokens.push(Token::new(kind, Trait::default(), range));
    }
}

/// Whether a character is a letter of Arabic script: no mark, no tatweel, no digit.
pub(super) fn is_arabic_letter(character: char) -> bool {
    let (class, traits) = match character {
        '\u{0600}'..='\u{06FF}' => ARABIC[character as usize - 0x0600],
        _ => classify(character),
    };
    class == Class::Letter && traits.has(Trait::ARABIC)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Letter,
    /// What belongs to a letter or word: marks, tatweel, joiners.
    Mark,
    Space,
    Line,
    Sign,
    /// A control that cannot be seen: within a word a part of it, else a sign.
    Hidden,
}

/// What the character at `at` is, its traits, and its length in bytes.
fn classify_at(text: &str, at: usize) -> (Class, Trait, usize) {
    let bytes = text.as_bytes();
    match bytes[at] {
        byte @ ..0x80 => {
            let (class, traits) = ASCII[usize::from(byte)];
            (class, traits, 1)
        }
        lead @ 0xD8..=0xDB => {
            let code = (usize::from(lead & 0x03) << 6) | usize::from(bytes[at + 1] & 0x3F);
            let (class, traits) = ARABIC[code];
            (class, traits, 2)
        }
        _ => {
            let character = text[at..].chars().next().unwrap_or_default();
            let (class, traits) = classify(character);
            (class, traits, character.len_utf8())
        }
    }
}

type Entry = (Class, Trait);

static ASCII: [Entry; 128] = {
    let mut table = [(Class::Sign, Trait(0)); 128];
    let mut at = 0;
    while at < 128 {
        table[at] = match at as u8 {
            b'0'..=b'9' => (Class::Letter, Trait::ASCII_DIGIT),
            b'A'..=b'Z' | b'a'..=b'z' => (Class::Letter, Trait::FOREIGN),
            b'\n' => (Class::Line, Trait(0)),
            b' ' | b'\t' | b'\r' | 0x0B | 0x0C => (Class::Space, Trait(0)),
            b'"' => (Class::Sign, Trait::QUOTE),
            b'(' | b'[' => (Class::Sign, Trait::OPENING),
            b')' | b']' => (Class::Sign, Trait::CLOSING),
            b'.' => (Class::Sign, Trait::DOT.with(Trait::STOP)),
            b':' | b'!' => (Class::Sign, Trait::STOP),
            b'-' => (Class::Sign, Trait::DASH),
            _ => (Class::Sign, Trait(0)),
        };
        at += 1;
    }
    table
};

/// U+0600 to U+06FF.
static ARABIC: [Entry; 256] = {
    let mut table = [(Class::Sign, Trait(0)); 256];
    let mut at = 0;
    while at < 256 {
        table[at] = match 0x0600 + at as u32 {
            0x0627 => (Class::Letter, Trait::ARABIC.with(Trait::BARE_ALEF)),
            0x0623 => (Class::Letter, Trait::ARABIC.with(Trait::HAMZA_ABOVE)),
            0x0625 => (Class::Letter, Trait::ARABIC.with(Trait::HAMZA_BELOW)),
            0x0629 => (Class::Letter, Trait::ARABIC.with(Trait::TEH_MARBUTA)),
            0x0643 | 0x064A => (Class::Letter, Trait::ARABIC.with(Trait::ARABIC_YEH_KAF)),
            0x0649 => (Class::Letter, Trait::ARABIC.with(Trait::MAKSURA)),
            0x06A9 | 0x06CC => (Class::Letter, Trait::ARABIC.with(Trait::PERSIAN_YEH_KAF)),
            0x067E | 0x0686 | 0x0698 | 0x06AF => {
                (Class::Letter, Trait::ARABIC.with(Trait::PERSIAN_LETTER))
            }
            0x0640 => (Class::Mark, Trait::TATWEEL),
            0x064B => (Class::Mark, Trait::MARK.with(Trait::FATHATAN)),
            0x0610..=0x061A
            | 0x064C..=0x065F
            | 0x0670
            | 0x06D6..=0x06DC
            | 0x06DF..=0x06E4
            | 0x06E7..=0x06E8
            | 0x06EA..=0x06ED => (Class::Mark, Trait::MARK),
            0x0660..=0x0669 => (Class::Letter, Trait::ARABIC_DIGIT),
            0x06F0..=0x06F9 => (Class::Letter, Trait::PERSIAN_DIGIT),
            0x060C | 0x061B | 0x061F => (Class::Sign, Trait::STOP),
            0x061C => (Class::Hidden, Trait(0)),
            0x0600..=0x060F
            | 0x061D..=0x061E
            | 0x066A..=0x066D
            | 0x06D4
            | 0x06DD..=0x06DE
            | 0x06E9 => (Class::Sign, Trait(0)),
            _ => (Class::Letter, Trait::ARABIC),
        };
        at += 1;
    }
    table
};

/// Every other character.
fn classify(character: char) -> Entry {
    let none = Trait::default();
    match character {
        '«' => (Class::Sign, Trait::OPENING),
        '»' => (Class::Sign, Trait::CLOSING),
        '\u{2010}'..='\u{2015}' | '\u{2212}' => (Class::Sign, Trait::DASH),
        '\u{200C}' => (Class::Mark, Trait::JOINER),
        '\u{0750}'..='\u{077F}' | '\u{0870}'..='\u{0887}' | '\u{08A0}'..='\u{08C9}' => {
            (Class::Letter, Trait::ARABIC)
        }
        '\u{FB50}'..='\u{FBB1}'
        | '\u{FBD3}'..='\u{FD3D}'
        | '\u{FD50}'..='\u{FDFB}'
        | '\u{FE70}'..='\u{FEFC}' => (Class::Letter, Trait::ARABIC),
        '\u{00AD}'
        | '\u{200B}'
        | '\u{200D}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => (Class::Hidden, none),
        '\u{2028}' | '\u{2029}' | '\u{0085}' => (Class::Line, none),
        _ if character.is_whitespace() => (Class::Space, none),
        _ if unicode_normalization::char::is_combining_mark(character) => {
            (Class::Mark, Trait::MARK)
        }
        // A raised number is the sign of a note.
        '\u{00B2}' | '\u{00B3}' | '\u{00B9}' | '\u{2070}'..='\u{209C}' => (Class::Sign, none),
        _ if character.is_alphanumeric() => (Class::Letter, Trait::FOREIGN),
        _ => (Class::Sign, none),
    }
}
