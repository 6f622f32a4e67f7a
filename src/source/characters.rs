//! Which characters a file can put on a page.

use std::collections::BTreeSet;

/// A set of characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CharacterSet {
    /// A bit for each code point below U+10000, as far as the highest that is there.
    low: Vec<u64>,
    high: BTreeSet<char>,
}

impl CharacterSet {
    /// Adds a character.
    pub fn insert(&mut self, ch: char) {
        let code = ch as usize;
        if code >= 0x1_0000 {
            self.high.insert(ch);
            return;
        }
        let place = code / 64;
        if place >= self.low.len() {
            self.low.resize(place + 1, 0);
        }
        let bit = 1 << (code % 64);
        // Nearly every character is there already, and to write is to wait for the write before.
        if self.low[place] & bit == 0 {
            self.low[place] |= bit;
        }
    }

    /// Whether a character is there.
    pub fn contains(&self, ch: char) -> bool {
        let code = ch as usize;
        if code >= 0x1_0000 {
            return self.high.contains(&ch);
        }
        self.low.get(code / 64).is_some_and(|bits| bits & (1 << (code % 64)) != 0)
    }

    /// The characters in the order of their code points.
    pub fn iter(&self) -> impl Iterator<Item = char> {
        let low = self.low.iter().zip(0..).flat_map(|(bits, place)| {
            let is_there = move |bit: &u32| bits & (1 << bit) != 0;
            (0..64).filter(is_there).filter_map(move |bit| char::from_u32(place * 64 + bit))
        });
        low.chain(self.high.iter().copied())
    }
}

impl Extend<char> for CharacterSet {
    fn extend<I: IntoIterator<Item = char>>(&mut self, characters: I) {
        characters.into_iter().for_each(|ch| self.insert(ch));
    }
}

/// The characters of a text, and those that it writes in other ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Characters {
    /// Those that stand in the text, or that a number stands for: `&#x200C;` in Markdown,
    /// `\u200C` in YAML and TOML.
    pub plain: Box<str>,
    /// Those with a name, as they are written: `&eacute;`.
    pub named: BTreeSet<Box<str>>,
}

impl Characters {
    /// Those of `text`. As little is known here of what the text is, there may be too many.
    pub fn of(text: &str) -> Self {
        let mut plain = CharacterSet::default();
        plain.extend(text.chars());
        let mut named = BTreeSet::new();
        for at in memchr::memchr2_iter(b'&', b'\\', text.as_bytes()) {
            let rest = &text[at + 1..];
            if text.as_bytes()[at] == b'\\' {
                plain.extend(escape(rest));
            } else if let Some(number) = rest.strip_prefix('#') {
                plain.extend(reference(number));
            } else if let Some(length) = name_length(rest) {
                named.insert(text[at..=at + 1 + length].into());
            }
        }
        Self { plain: plain.iter().collect::<String>().into(), named }
    }
}

/// What `u200C` or `U0001F4D6` behind a backslash stands for.
fn escape(rest: &str) -> Option<char> {
    let length = match rest.as_bytes().first()? {
        b'u' => 4,
        b'U' => 8,
        b'x' => 2,
        _ => return None,
    };
    char::from_u32(u32::from_str_radix(rest.get(1..=length)?, 16).ok()?)
}

/// What `1548;` or `x60C;` behind `&#` stands for.
fn reference(number: &str) -> Option<char> {
    let (number, _) = number.get(..number.len().min(9))?.split_once(';')?;
    let code = match number.strip_prefix(['x', 'X']) {
        Some(number) => u32::from_str_radix(number, 16),
        None => number.parse(),
    };
    char::from_u32(code.ok()?)
}

/// The length of a name that ends with a semicolon.
fn name_length(rest: &str) -> Option<usize> {
    /// No name in HTML is longer.
    const LONGEST: usize = 31;
    let bytes = rest.as_bytes();
    let length = bytes.iter().take(LONGEST + 1).take_while(|byte| byte.is_ascii_alphanumeric());
    let length = length.count();
    (length > 0 && bytes.get(length) == Some(&b';')).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, plain: &str, named: &[&str]) {
        let found = Characters::of(text);
        assert_eq!(&*found.plain, plain);
        assert_eq!(found.named.iter().map(|name| &**name).collect::<Vec<_>>(), named);
    }

    #[test]
    fn characters_are_found_however_they_are_written() {
        check(
            "كتاب",
            "اباكت".chars().collect::<BTreeSet<_>>().iter().collect::<String>().as_str(),
            &[],
        );
        check("&#x60C;", "#&06;Cx،", &[]);
        check("&#1548;", "#&1458;،", &[]);
        check(r"\u060C", "06C\\u،", &[]);
        check(r"\U0001F4D6", "0146DFU\\📖", &[]);
        check("&zwj;", "&;jwz", &["&zwj;"]);
    }

    #[test]
    fn what_only_looks_like_a_character_is_none() {
        check("&;&#;&#x;&#xD800;\\u", "#&08;D\\ux", &[]);
        check("\\u06،", "06\\u،", &[]);
        check("&#12345،", "#&12345،", &[]);
    }

    #[test]
    fn a_set_has_what_was_put_into_it() {
        let mut set = CharacterSet::default();
        set.extend("ب📖a".chars());
        assert_eq!(set.iter().collect::<String>(), "aب📖");
        assert!(set.contains('📖') && set.contains('ب') && !set.contains('b'));
        assert!(!set.contains('\u{FFFF}'));
    }
}
