//! Numbers in the digits of any of the three sets that our authors use.

/// A whole number written in ASCII, Arabic-Indic or Persian digits; the largest one where it is
/// too large. `None` for anything else.
pub fn number(written: &str) -> Option<u32> {
    if written.is_empty() {
        return None;
    }
    written.chars().try_fold(0_u32, |number, ch| {
        let digit = match ch {
            '0'..='9' => ch as u32 - '0' as u32,
            '\u{0660}'..='\u{0669}' => ch as u32 - 0x0660,
            '\u{06F0}'..='\u{06F9}' => ch as u32 - 0x06F0,
            _ => return None,
        };
        Some(number.saturating_mul(10).saturating_add(digit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_sets_of_digits_are_read() {
        assert_eq!(number("12"), Some(12));
        assert_eq!(number("١٢"), Some(12));
        assert_eq!(number("۱۲"), Some(12));
        assert_eq!(number("99999999999"), Some(u32::MAX));
        assert_eq!(number("-1"), None);
        assert_eq!(number(""), None);
    }
}
