//! How an English word carries endings: the regular plural; the possessive is a word after an
//! apostrophe, and is judged there.
//!
//! Irregular plurals are forms of the term, not rules: `f` to `ves` would find "belief" in "believes".

use super::letter::Letter;
use super::stem::{Lengths, Shape};

/// The lengths of what may be endings after the stem.
pub(super) fn endings(word: &[Letter]) -> Lengths {
    match word {
        [.., b's' | b'S'] => Lengths::ZERO.and(1).and(2).and(3),
        _ => Lengths::ZERO,
    }
}

/// What a form may take after its last letter, in one of its shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// Nothing.
    None,
    /// Nothing or `s`.
    S,
    /// Nothing or `es`.
    Es,
    /// Nothing, `s` or `es`: `epochs`, `marches`; `memos`, `vetoes`.
    SOrEs,
    /// `ies`, in the place of a final `y`.
    Ies,
    /// `es`, in the place of the `is` of a Greek noun: `crises`.
    EsForIs,
}

impl Ending {
    /// Whether the letters after the form, in lower case, are an ending that it takes.
    pub(super) fn takes(self, rest: &[Letter]) -> bool {
        match self {
            Self::None => rest.is_empty(),
            Self::S => matches!(rest, b"" | b"s"),
            Self::Es => matches!(rest, b"" | b"es"),
            Self::SOrEs => matches!(rest, b"" | b"s" | b"es"),
            Self::Ies => rest == b"ies",
            Self::EsForIs => rest == b"es",
        }
    }
}

/// Whether a word that a hyphen binds to a term before it says something of the term, and does not
/// make another word of it: `state-led`, but not `peace-keeping`.
pub(super) fn is_attribute(word: &[Letter]) -> bool {
    ATTRIBUTES.iter().any(|attribute| word.eq_ignore_ascii_case(attribute.as_bytes()))
}

const ATTRIBUTES: [&str; 20] = [
    "affected",
    "backed",
    "based",
    "centred",
    "centered",
    "controlled",
    "dominated",
    "driven",
    "focused",
    "funded",
    "led",
    "mandated",
    "oriented",
    "owned",
    "related",
    "ridden",
    "run",
    "sponsored",
    "torn",
    "wide",
];

/// The shapes that the last word of a form takes before endings.
pub(super) fn shapes(word: &[Letter]) -> Vec<Shape<Ending>> {
    let as_written = |ending| Shape { letters: word.to_vec(), ending };
    let without = |cut: usize, ending| Shape { letters: word[..word.len() - cut].to_vec(), ending };
    match word.to_ascii_lowercase()[..] {
        [.., b'a' | b'e' | b'i' | b'o' | b'u', b'y'] => vec![as_written(Ending::S)],
        [.., _, b'y'] => vec![as_written(Ending::None), without(1, Ending::Ies)],
        [.., _, b's' | b'x', b'i', b's'] => {
            vec![as_written(Ending::None), without(2, Ending::EsForIs)]
        }
        [.., b'c', b'h'] | [.., b'o'] => vec![as_written(Ending::SOrEs)],
        [.., b's' | b'x' | b'z'] | [.., b's', b'h'] => vec![as_written(Ending::Es)],
        [.., last] if last.is_ascii_alphabetic() => vec![as_written(Ending::S)],
        _ => vec![as_written(Ending::None)],
    }
}
