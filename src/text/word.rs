//! The written words of a text: a string comes in, its words as letters with their places go out.
//!
//! A word is a run of letters and digits of any script with the marks, tatweel, controls and joiners
//! among them.
//! One pass decodes, folds and splits; nothing is allocated once the buffers have grown.

use std::ops::Range;

use super::letter::{
    ASCII, Letter, Table, class, classify, encode_foreign, is_latin, take_apart, with_hamza_mark,
};

/// The words of one text.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// The letters of all words, one after the other, and then [`PADDING`] zeros.
    letters: Vec<Letter>,
    list: Vec<Word>,
    /// The letters before which a joiner (ZWNJ) stands, ascending.
    joints: Vec<u32>,
}

/// Zeros after the last letter, so that eight letters can be read from any place.
pub(super) const PADDING: usize = 8;

/// A word, by its places in the text and among the letters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// The bytes of the text, from the first letter to the last letter and its marks.
    pub(super) start: u32,
    pub(super) end: u32,
    /// The letters.
    pub(super) first: u32,
    pub(super) last: u32,
    /// What stands before the word.
    pub(super) gap: Gap,
    /// Whether a joiner stands inside the word.
    pub(super) joined: bool,
}

impl Word {
    pub(super) fn letters(&self) -> Range<usize> {
        self.first as usize..self.last as usize
    }
}

/// What stands between two words: a set, because `–` and ` – ` are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gap(u8);

impl Gap {
    /// Nothing: the beginning of the text.
    const NONE: Self = Self(0);
    /// White space only.
    pub(super) const SPACE: Self = Self(1);
    /// One hyphen.
    pub(super) const HYPHEN: Self = Self(2);
    /// One hyphen with white space about it.
    pub(super) const SPACED_HYPHEN: Self = Self(3);
    /// One apostrophe.
    pub(super) const APOSTROPHE: Self = Self(4);
    /// Punctuation, more than one of the above, or symbols.
    const OTHER: Self = Self(8);

    /// This gap and one more character that is not a letter.
    fn with(self, kind: u8) -> Self {
        let is_first_sign = self.0 & !Self::SPACE.0 == 0;
        let more = match kind {
            class::SPACE => Self::SPACE,
            class::HYPHEN if is_first_sign => Self::HYPHEN,
            class::APOSTROPHE if is_first_sign => Self::APOSTROPHE,
            class::MARK | class::HAMZA_MARK | class::JOINT | class::IGNORED => Self::NONE,
            _ => Self::OTHER,
        };
        Self(self.0 | more.0)
    }
}

impl Words {
    /// Takes the words of `text` instead of those held.
    pub(super) fn split(&mut self, text: &str, table: &Table) {
        self.letters.clear();
        self.list.clear();
        self.joints.clear();
        let mut gap = Gap::NONE;
        let mut at = 0;
        while let Some((kind, width)) = kind_at(text, at, table) {
            if is_letter(kind) {
                at = self.read_word(text, at, table, gap);
                gap = Gap::NONE;
            } else {
                gap = gap.with(kind);
                at += width;
            }
        }
        self.letters.extend([0; PADDING]);
    }

    /// Reads the word that begins at `start`; where it ends, with what cannot be seen after it.
    fn read_word(&mut self, text: &str, start: usize, table: &Table, gap: Gap) -> usize {
        let (first, first_joint) = (self.letters.len(), self.joints.len());
        let mut at = start;
        // The end of the last letter or mark.
        let mut end = start;
        loop {
            let run = self.read_run(&text.as_bytes()[at..], table);
            if run > 0 {
                at += run;
                end = at;
            }
            let Some((kind, width)) = kind_at(text, at, table) else {
                break;
            };
            match kind {
                class::SPACE | class::SEPARATOR | class::HYPHEN | class::APOSTROPHE => break,
                class::MARK => end = at + width,
                class::HAMZA_MARK => {
                    if let Some(last) = self.letters.last_mut() {
                        *last = with_hamza_mark(*last, char_at(text, at), table);
                    }
                    end = at + width;
                }
                class::JOINT => {
                    let before = self.letters.len() as u32;
                    if self.joints.last() != Some(&before) {
                        self.joints.push(before);
                    }
                }
                class::FOREIGN => {
                    self.push_foreign(char_at(text, at), table);
                    end = at + width;
                }
                class::IGNORED => {}
                _ => continue, // Letters again, after a run of the greatest length.
            }
            at += width;
        }
        let last = self.letters.len();
        if self.joints.last() == Some(&(last as u32)) {
            self.joints.pop();
        }
        // Nothing is left of a letter whose parts are all marks.
        if last > first {
            self.list.push(Word {
                start: start as u32,
                end: end as u32,
                first: first as u32,
                last: last as u32,
                gap,
                joined: self.joints.len() > first_joint,
            });
        }
        at
    }

    /// Reads letters of one of the two scripts, up to a number of them; how many bytes they are.
    ///
    /// Nearly all of a text is read here, so the letters are kept on the stack until the run ends.
    fn read_run(&mut self, bytes: &[u8], table: &Table) -> usize {
        const LONGEST: usize = 32;
        let mut run = [0; LONGEST];
        let mut length = 0;
        let mut rest = bytes;
        while length < LONGEST
            && let &[lead, follow, ref after @ ..] = rest
            && is_arabic(lead)
        {
            let kind = table[arabic_index(lead, follow)];
            if kind < class::LETTER {
                break;
            }
            run[length] = kind;
            length += 1;
            rest = after;
        }
        if length == 0 {
            while length < LONGEST
                && let &[byte @ ..0x80, ref after @ ..] = rest
                && ASCII[usize::from(byte)] >= class::LETTER
            {
                run[length] = byte;
                length += 1;
                rest = after;
            }
        }
        let first = self.letters.len();
        self.letters.extend_from_slice(&run);
        self.letters.truncate(first + length);
        bytes.len() - rest.len()
    }

    fn push_foreign(&mut self, character: char, table: &Table) {
        take_apart(character, |part| match classify(part, table) {
            class::FOREIGN => self.letters.extend(encode_foreign(part)),
            kind if kind >= class::LETTER => self.letters.push(kind),
            _ => {}
        });
    }

    /// The number of words.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Word> {
        self.list.get(at)
    }

    /// The letters of all words, padded.
    pub(super) fn letters(&self) -> &[Letter] {
        &self.letters
    }

    /// The letters of one word.
    pub(super) fn letters_of(&self, word: &Word) -> &[Letter] {
        &self.letters[word.letters()]
    }

    /// Whether a joiner stands before the letter `at` of all letters, inside `word`.
    pub(super) fn has_joint(&self, word: &Word, at: usize) -> bool {
        word.joined && self.joints.binary_search(&(at as u32)).is_ok()
    }

    /// The parts of a word between its joiners.
    pub(super) fn parts_of(&self, word: &Word) -> impl Iterator<Item = &[Letter]> {
        let inside = |joint: &u32| word.first < *joint && *joint < word.last;
        let joints = self.joints.iter().copied().filter(inside);
        let mut from = word.first;
        joints.chain([word.last]).map(move |to| {
            let part = from..to;
            from = to;
            &self.letters[part.start as usize..part.end as usize]
        })
    }

    /// Whether the word is bound to the one before it by an apostrophe in Latin script, as the parts of
    /// `don't`, `O'Brien` and `G20's` are.
    pub(super) fn bound_by_apostrophe(&self, at: usize) -> bool {
        let Some((word, before)) = self.get(at).zip(at.checked_sub(1).and_then(|at| self.get(at)))
        else {
            return false;
        };
        word.gap == Gap::APOSTROPHE
            && is_latin(self.letters[word.first as usize])
            && self.letters[before.last as usize - 1].is_ascii_alphanumeric()
    }
}

/// The letter or class of the character at `at`, and its length.
fn kind_at(text: &str, at: usize, table: &Table) -> Option<(u8, usize)> {
    let bytes = text.as_bytes();
    let &lead = bytes.get(at)?;
    Some(match lead {
        ..0x80 => (ASCII[usize::from(lead)], 1),
        _ if is_arabic(lead) => (table[arabic_index(lead, bytes[at + 1])], 2),
        _ => {
            let character = char_at(text, at);
            (classify(character, table), character.len_utf8())
        }
    })
}

/// Whether the first byte of a character, in UTF-8, is that of one of U+0600..=U+06FF.
fn is_arabic(lead: u8) -> bool {
    lead & 0xFC == 0xD8
}

/// The place in a [`Table`] of a character of U+0600..=U+06FF, by the two bytes that it has in UTF-8.
fn arabic_index(lead: u8, follow: u8) -> usize {
    let both = u16::from_be_bytes([lead, follow]);
    usize::from((both >> 2 & 0xC0 | both & 0x3F) as u8)
}

fn is_letter(kind: u8) -> bool {
    kind >= class::LETTER || kind == class::FOREIGN
}

fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().expect("a character begins where the one before it ends")
}
