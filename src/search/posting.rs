//! Where a word stands, while words are gathered: numbers of units in few bytes.

/// Numbers of units in the order in which they were added, as differences.
///
/// They come text by text and so need not ascend. A byte has seven bits of a difference, the
/// lowest first; its highest bit says that more follow.
#[derive(Debug, Default)]
pub(super) struct Posting {
    bytes: Vec<u8>,
    last: u32,
}

impl Posting {
    /// Adds a unit; one that was added last is not added again.
    pub(super) fn push(&mut self, unit: u32) {
        if unit != self.last || self.bytes.is_empty() {
            self.push_difference(unit);
            self.last = unit;
        }
    }

    fn push_difference(&mut self, unit: u32) {
        let difference = i64::from(unit) - i64::from(self.last);
        // The sign in the lowest bit, so that small differences are small either way.
        let mut rest = ((difference << 1) ^ (difference >> 63)).cast_unsigned();
        while rest > 0x7F {
            self.bytes.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.bytes.push(rest as u8);
    }

    /// Adds those of another one behind the own.
    pub(super) fn append(&mut self, behind: &Self) {
        if let Some((first, rest)) = first_unit(&behind.bytes, 0) {
            self.push(first);
            self.bytes.extend_from_slice(rest);
            self.last = behind.last;
        }
    }

    /// The units, ascending, each once.
    pub(super) fn units(&self) -> Vec<u32> {
        let mut units = Vec::with_capacity(self.bytes.len());
        let (mut last, mut rest) = (0, &*self.bytes);
        while let Some((unit, behind)) = first_unit(rest, last) {
            units.push(unit);
            (last, rest) = (unit, behind);
        }
        units.sort_unstable();
        units.dedup();
        units
    }
}

/// The first unit behind `last`, and the bytes behind it.
fn first_unit(bytes: &[u8], last: u32) -> Option<(u32, &[u8])> {
    let mut value: u64 = 0;
    for (at, byte) in bytes.iter().enumerate() {
        value |= u64::from(byte & 0x7F) << (7 * at);
        if byte & 0x80 == 0 {
            let difference = (value >> 1).cast_signed() ^ -((value & 1).cast_signed());
            return Some((last.wrapping_add_signed(difference as i32), &bytes[at + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_added_is_there_in_order_and_once() {
        let mut posting = Posting::default();
        for unit in [0, 0, 70_000, 3, 4, 4, u32::MAX, 3] {
            posting.push(unit);
        }
        assert_eq!(posting.units(), [0, 3, 4, 70_000, u32::MAX]);
    }

    #[test]
    fn postings_join() {
        let of = |units: &[u32]| {
            let mut posting = Posting::default();
            units.iter().for_each(|unit| posting.push(*unit));
            posting
        };
        let mut whole = Posting::default();
        whole.append(&of(&[5, 900]));
        whole.append(&Posting::default());
        whole.append(&of(&[900, 7, 1_000]));
        assert_eq!(whole.units(), [5, 7, 900, 1_000]);
    }
}
