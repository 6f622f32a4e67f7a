//! Scripts, and the characters that are written in each.

use std::str::FromStr;

use icu_properties::PropertyParser;
use icu_properties::props::Script as Property;
use icu_properties::script::ScriptWithExtensions;

/// A script of Unicode: Arabic, Latin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Script(Property);

/// A code that names no script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no known script")]
pub struct UnknownScript;

impl FromStr for Script {
    type Err = UnknownScript;

    /// A script by its code in ISO 15924: `Arab`.
    fn from_str(code: &str) -> Result<Self, UnknownScript> {
        let script = PropertyParser::<Property>::new().get_strict(code);
        script.filter(|_| code.len() == 4).map(Self).ok_or(UnknownScript)
    }
}

impl Script {
    /// Whether texts in the script have the character: one of its own (`Script_Extensions` in
    /// Unicode Standard Annex #24), or one that belongs to no script.
    pub fn has(self, ch: char) -> bool {
        let scripts = ScriptWithExtensions::new();
        let shared = [Property::Common, Property::Inherited];
        scripts.has_script(ch, self.0) || shared.iter().any(|none| scripts.has_script(ch, *none))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(script: &str, has: &str, lacks: &str) {
        let script: Script = script.parse().expect("a script");
        for ch in has.chars() {
            assert!(script.has(ch), "{ch:?}");
        }
        for ch in lacks.chars() {
            assert!(!script.has(ch), "{ch:?}");
        }
    }

    #[test]
    fn a_script_has_its_letters_and_what_all_scripts_share() {
        check("Arab", "كک\u{64B}ـ،٠۰0.«\u{200C}\u{2066}", "aéЯ");
        check("Latn", "aéʿ0.«\u{200C}", "كک\u{64B}ـ،٠۰Я");
    }

    #[test]
    fn a_code_has_four_letters_and_a_script() {
        for code in ["", "Arabic", "arab", "Xxxx"] {
            assert_eq!(code.parse::<Script>(), Err(UnknownScript), "{code}");
        }
    }
}
