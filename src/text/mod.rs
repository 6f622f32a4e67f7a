//! Text of any language: what language it is in and how it is written, when two words are the
//! same, and where the terms of a glossary stand.
//!
//! - `language.rs`: languages and directions. `slug.rs`: names that can be addresses.
//! - `boundary.rs`: where a written word begins and ends.
//! - `alphabet.rs`: names in order.
//! - `control.rs`: characters that change direction unseen. `digit.rs`: numbers in any digits.
//! - `fingerprint.rs`: what words say, as twelve digits.
//! - `finding.rs`: what a rule of spelling has to say about a place.
//! - `isolate/`: words and numbers that need a direction of their own. `likely.rs`: the language of
//!   such words.
//! - [`half_space`]: half-spaces that Persian text has lost.
//! - [`hygiene`]: what is wrong with the spelling and typography of a text.
//! - `letter.rs`: the one table by which letters are unified, for all that follows.
//! - `fold.rs`: a text folded for comparison, with its way back, and quotes found in it.
//!   `closest.rs`: what comes closest to quotes that are not.
//! - `script.rs`: which characters texts in a script have.
//! - `search.rs`, `light_stem.rs`, `common_word.rs`: words as search compares them, in the browser too.
//! - `word.rs`, `lexicon.rs`: a text split into words, and the terms of a glossary found in it, by
//!   the rules of `arabic.rs`, `persian.rs` and `latin.rs`.

mod alphabet;
mod arabic;
mod boundary;
mod closest;
mod common_word;
mod control;
mod digit;
mod finding;
mod fingerprint;
mod fold;
pub mod half_space;
pub mod hygiene;
mod index;
mod isolate;
mod language;
mod latin;
mod letter;
mod lexicon;
mod light_stem;
mod likely;
mod pattern;
mod persian;
mod reading;
mod script;
mod search;
mod slug;
mod stem;
mod word;

pub use alphabet::{Alphabet, SortKey};
pub use boundary::whole_words;
pub use closest::{Closest, closest};
pub use common_word::{common_words, is_common};
pub use control::direction_control;
pub use digit::{number, zero};
pub use finding::{Class, Finding, mended};
pub use fingerprint::{Fingerprint, NoFingerprint};
pub use fold::{Folded, find_quote, fold};
pub use isolate::{Isolate, IsolateKind, is_number, isolated, isolates, push_isolated};
pub use language::{Direction, LanguageTag, UnknownLanguage};
pub use lexicon::{Form, FormRule, Inflection, Lexicon, Match, Scratch, SharedForm};
pub use light_stem::{LightStem, browser_affixes, is_ending, light_stem};
pub use likely::likely_language;
pub use script::{Script, UnknownScript};
pub use search::{SEARCH_VERSION, SearchWord, browser_table, each_search_word};
pub use slug::{InvalidSlug, Slug, heading_id, percent_encoded};
