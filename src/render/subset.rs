//! A font cut down to some characters, and compressed for browsers (WOFF2).
//!
//! All use of the libraries that know fonts is in this module.

use read_fonts::collections::IntSet;
use read_fonts::types::{NameId, Tag};
use read_fonts::{FontRef, TableProvider as _};
use skera::{DEFAULT_DROP_TABLES, DEFAULT_LAYOUT_FEATURES, Plan, SubsetFlags, subset_font};
use ttf2woff2::BrotliQuality;

/// Changes whenever the same font and the same characters give other bytes: with what is written
/// here, and with a new version of a library that this module uses.
pub(super) const VERSION: &str = "2";

/// How far a font reaches above and below the line on which letters stand, in units of its size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct LineMetrics {
    pub(super) ascent: f64,
    /// Positive below the line.
    pub(super) descent: f64,
    /// The space that the font wants between lines.
    pub(super) gap: f64,
}

/// The metrics of a font.
///
/// # Errors
///
/// When it is no font.
pub(super) fn line_metrics(font: &[u8]) -> Result<LineMetrics, String> {
    let unreadable = |error: read_fonts::ReadError| error.to_string();
    let font = FontRef::new(font).map_err(unreadable)?;
    let size = f64::from(font.head().map_err(unreadable)?.units_per_em()).max(1.0);
    font.cmap().map_err(unreadable)?;
    let lines = font.hhea().map_err(unreadable)?;
    let of_size = |length: i16| f64::from(length) / size;
    Ok(LineMetrics {
        ascent: of_size(lines.ascender().to_i16()),
        descent: -of_size(lines.descender().to_i16()),
        gap: of_size(lines.line_gap().to_i16()),
    })
}

/// Features of fonts that style sheets ask for: numerals that stand in columns or in lines.
const FURTHER_FEATURES: [Tag; 4] =
    [Tag::new(b"lnum"), Tag::new(b"onum"), Tag::new(b"pnum"), Tag::new(b"tnum")];

/// A font of `characters`, with the ligatures, marks and kerning that there are among them, as
/// WOFF2. Its names keep who made it and how it is licensed.
///
/// # Errors
///
/// When it is no font, or one that cannot be cut.
pub(super) fn woff2(font: &[u8], characters: &[char]) -> Result<Vec<u8>, String> {
    let font = FontRef::new(font).map_err(|error| error.to_string())?;
    let characters: IntSet<u32> = characters.iter().map(|ch| u32::from(*ch)).collect();
    let features: IntSet<Tag> =
        DEFAULT_LAYOUT_FEATURES.iter().copied().chain(FURTHER_FEATURES).collect();
    let mut names = IntSet::<NameId>::empty();
    names.insert_range(NameId::COPYRIGHT_NOTICE..=NameId::POSTSCRIPT_NAME);
    names.extend([NameId::LICENSE_DESCRIPTION, NameId::LICENSE_URL]);
    let plan = Plan::new(
        &IntSet::empty(),
        &characters,
        &font,
        SubsetFlags::SUBSET_FLAGS_DEFAULT,
        &DEFAULT_DROP_TABLES.iter().copied().collect(),
        &IntSet::all(),
        &features,
        &names,
        &IntSet::from([ENGLISH]),
    );
    let cut = subset_font(&font, &plan).map_err(|error| error.to_string())?;
    // The transformed tables that WOFF2 also knows are refused by some browsers.
    let quality = BrotliQuality::from(QUALITY);
    ttf2woff2::encode_no_transform(&cut, quality).map_err(|error| error.to_string())
}

/// The language of the names that are kept, as of the table `name` of OpenType (Windows).
const ENGLISH: u16 = 0x409;

/// Of 11; that would make the fonts of the theme smaller by a twentieth, in many times the time. From 8
/// on the encoder has tables of 16 and 32 MiB for each font, which take longer to clear than to fill.
const QUALITY: u8 = 7;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_font_is_told() {
        assert!(line_metrics(b"").is_err());
        assert!(line_metrics(b"no font at all").is_err());
        assert!(woff2(b"no font at all", &['a']).is_err());
    }
}
