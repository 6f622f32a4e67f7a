//! Where a word stands: ascending numbers of units, as characters that a script can hold.
//!
//! Differences are written in base 43, the highest digit first; the last digit of each is one of the
//! first 43 of [`DIGITS`], the others of the last 43. Most differences take one or two characters,
//! half of what decimal numbers take.

/// The digits: printable ASCII without what a script or HTML would have to escape, and without
/// what stands between postings.
pub(super) const DIGITS: &[u8; 86] =
    b" !#$%()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz";

/// Half of the digits.
const BASE: u64 = 43;

/// Ascending numbers, to which larger ones are added.
#[derive(Debug, Default)]
pub(super) struct Posting {
    bytes: Vec<u8>,
    last: u64,
}

impl Posting {
    /// Adds a unit behind all others; one that is there already is not added again.
    pub(super) fn push(&mut self, unit: u64) {
        if self.bytes.is_empty() {
            encode(unit, &mut self.bytes);
        } else if unit > self.last {
            encode(unit - self.last, &mut self.bytes);
        }
        self.last = unit;
    }

    /// Adds those of a posting that begins behind this one.
    pub(super) fn append(&mut self, behind: &Self) {
        if self.bytes.is_empty() {
            self.bytes.clone_from(&behind.bytes);
            self.last = behind.last;
        } else if let Some((first, rest)) = decode_first(&behind.bytes) {
            self.push(first);
            self.bytes.extend_from_slice(rest);
            self.last = behind.last;
        }
    }

    /// The characters.
    pub(super) fn into_bytes(self) -> Box<[u8]> {
        self.bytes.into()
    }
}

fn encode(number: u64, out: &mut Vec<u8>) {
    // 43 to the twelfth is more than 64 bits hold.
    let mut digits = [0; 12];
    let mut first = digits.len() - 1;
    digits[first] = DIGITS[(number % BASE) as usize];
    let mut rest = number / BASE;
    while rest > 0 {
        first -= 1;
        digits[first] = DIGITS[(BASE + rest % BASE) as usize];
        rest /= BASE;
    }
    out.extend_from_slice(&digits[first..]);
}

/// The first number, and the characters behind it.
fn decode_first(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut number = 0;
    for (at, byte) in bytes.iter().enumerate() {
        let digit = DIGITS.binary_search(byte).ok()? as u64;
        if digit < BASE {
            return Some((number * BASE + digit, &bytes[at + 1..]));
        }
        number = number * BASE + digit - BASE;
    }
    None
}

/// A stretch of a posting that can be read by itself.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk {
    /// Its first unit.
    pub(super) first: u64,
    /// The characters behind those of the first unit.
    rest: (u32, u32),
}

impl Chunk {
    /// Divides a posting into chunks of about `size` characters.
    pub(super) fn all_of(bytes: &[u8], size: usize) -> Vec<Self> {
        let mut chunks: Vec<Self> = Vec::new();
        let (mut unit, mut rest) = (0, bytes);
        let mut end_of_chunk = 0;
        while let Some((difference, behind)) = decode_first(rest) {
            unit += difference;
            let at = bytes.len() - behind.len();
            match chunks.last_mut() {
                Some(last) if at < end_of_chunk => last.rest.1 = at as u32,
                _ => {
                    chunks.push(Self { first: unit, rest: (at as u32, at as u32) });
                    end_of_chunk = at + size;
                }
            }
            rest = behind;
        }
        chunks
    }

    /// The characters of the chunk of a posting.
    pub(super) fn bytes(&self, posting: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        encode(self.first, &mut bytes);
        bytes.extend_from_slice(&posting[self.rest.0 as usize..self.rest.1 as usize]);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn units(mut bytes: &[u8]) -> Vec<u64> {
        let mut units = Vec::new();
        while let Some((difference, rest)) = decode_first(bytes) {
            units.push(units.last().copied().unwrap_or(0) + difference);
            bytes = rest;
        }
        units
    }

    #[test]
    fn digits_are_in_order_and_need_no_escape() {
        assert!(DIGITS.is_sorted());
        assert!(!DIGITS.iter().any(|digit| b"\"\\<&'{|}~".contains(digit)));
    }

    #[test]
    fn what_is_written_is_read() {
        let numbers = [0, 1, 42, 43, 44, 1_848, 1_849, 79_506, 79_507, u64::MAX];
        let mut posting = Posting::default();
        numbers.iter().for_each(|number| posting.push(*number));
        posting.push(u64::MAX);
        assert_eq!(units(&posting.into_bytes()), numbers);
    }

    #[test]
    fn postings_join_and_part() {
        let of = |range: std::ops::Range<u64>| {
            let mut posting = Posting::default();
            range.for_each(|unit| posting.push(unit * 7));
            posting
        };
        let mut whole = Posting::default();
        for start in (0..1_000).step_by(100) {
            whole.append(&of(start..start + 100));
        }
        let bytes = whole.into_bytes();
        assert_eq!(bytes, of(0..1_000).into_bytes());
        let chunks = Chunk::all_of(&bytes, 90);
        assert!(chunks.len() > 5);
        let parted: Vec<u64> =
            chunks.iter().flat_map(|chunk| units(&chunk.bytes(&bytes))).collect();
        assert_eq!(parted, units(&bytes));
    }
}
