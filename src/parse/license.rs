//! Licences by their identifiers (SPDX specification, annexes A and D).

use spdx::{Expression, ParseMode};

use crate::diagnostic::nearest;

/// Whether a licence is an identifier of the SPDX licence list, several of them joined by `AND`, `OR`
/// and `WITH`, or `LicenseRef-` and a name of one's own. Older identifiers, such as `GPL-3.0`, are
/// known too.
pub(super) fn is_known(license: &str) -> bool {
    Expression::parse_mode(license, ParseMode::LAX).is_ok()
}

/// The identifier that is closest to one that is not known.
pub(super) fn closest(license: &str) -> Option<&'static str> {
    if let Some((id, _)) = spdx::imprecise_license_id(license) {
        return Some(id.name);
    }
    // `CC BY 4.0` has the words of an identifier, but not its hyphens.
    let hyphenated = license.split_whitespace().collect::<Vec<_>>().join("-");
    let names: Vec<(String, &str)> = spdx::identifiers::LICENSES
        .iter()
        .map(|license| (license.name.to_lowercase(), license.name))
        .collect();
    let near = nearest(&hyphenated, names.iter().map(|(small, _)| small.as_str()))?;
    names.iter().find(|(small, _)| small == near).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_and_what_is_made_of_them_are_known() {
        for license in [
            "CC-BY-4.0",
            "CC-BY-NC-SA-3.0",
            "CC0-1.0",
            "GFDL-1.3-or-later",
            "GPL-3.0",
            "MIT OR Apache-2.0",
            "LicenseRef-permission-of-the-author",
        ] {
            assert!(is_known(license), "{license}");
        }
        for license in ["CC BY 4.0", "CC-BY-4", "public domain", "all rights reserved", "مشاع"]
        {
            assert!(!is_known(license), "{license}");
        }
    }

    #[test]
    fn the_closest_identifier_is_found() {
        assert_eq!(closest("CC BY 4.0"), Some("CC-BY-4.0"));
        assert_eq!(closest("cc by-sa 4.0"), Some("CC-BY-SA-4.0"));
        assert_eq!(closest("CC-BY-4,0"), Some("CC-BY-4.0"));
        assert_eq!(closest("all rights reserved"), None);
    }
}
