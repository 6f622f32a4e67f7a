//! Text of any language: languages and directions, folding, and matching of inflected words.

mod language;
mod slug;

pub use language::{Direction, LanguageTag, UnknownLanguage};
pub use slug::{InvalidSlug, Slug, heading_id};
mod stub;
pub use stub::*;
