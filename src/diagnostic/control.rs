//! What is told of characters that change direction, wherever they are found.

use super::{Message, message};

/// What such a character does; `name` is its name in Unicode.
pub(crate) fn control_message(character: char, name: &str) -> Message {
    let character = format!("U+{:04X}", character as u32);
    message!("{character}, {name}, changes the direction of what follows", character, name)
}

/// What to do about it.
pub(crate) fn control_help() -> Message {
    message!("delete it; for words of another direction write `<bdi lang=\"en\">…</bdi>`")
}
