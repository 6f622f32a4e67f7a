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
    /// Whether texts in the script have the character: it belongs to the script
    /// (`Script_Extensions` in Unicode Standard Annex #24), or to none by itself (`Script`).
    pub fn has(self, ch: char) -> bool {
        let scripts = ScriptWithExtensions::new();
        let own = scripts.get_script_val(ch);
        matches!(own, Property::Common | Property::Inherited) || scripts.has_script(ch, self.0)
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
        check("Arab", "كک\u{64B}ـ،٠۰0.«·\u{200C}\u{2066}", "aéЯ");
        // The middle dot is of some scripts, Arabic not among them, and stands in all.
        check("Latn", "aéʿ0.«·\u{200C}", "كک۰Я");
    }

    #[test]
    fn a_code_has_four_letters_and_a_script() {
        for code in ["", "Arabic", "arab", "Xxxx"] {
            assert_eq!(code.parse::<Script>(), Err(UnknownScript), "{code}");
        }
    }
}
