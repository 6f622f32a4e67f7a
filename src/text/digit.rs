//! Numbers in the digits of any of the three sets that our authors use.

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::DecimalFormatterOptions;
use icu_locale::Locale;

/// The zero of the digits in which a language writes numbers, as the Unicode CLDR says.
///
/// `ar` alone writes ASCII digits, `ar-EG` and `ar-SA` Arabic-Indic ones, `fa` its own.
pub fn zero(locale: Locale) -> char {
    let formatter =
        DecimalFormatter::try_new(locale.into(), DecimalFormatterOptions::default()).ok();
    let zero = formatter.map(|formatter| formatter.format(&Decimal::from(0)).to_string());
    zero.and_then(|zero| zero.chars().next()).unwrap_or('0')
}

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
    fn numerals_are_those_of_the_region() {
        let zero = |tag: &str| zero(tag.parse().expect("a locale"));
        assert_eq!(
            ["en", "ar", "ar-EG", "ar-MA", "fa", "fa-u-nu-latn", "ckb"].map(zero),
            ['0', '0', '\u{0660}', '0', '\u{06F0}', '0', '\u{0660}']
        );
    }

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
