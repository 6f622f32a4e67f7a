//! Hashiya.
pub mod diagnostic;
pub mod load;
pub mod parse;
pub mod resolve;
pub mod source;
pub mod text;
