//! A reader in the forms of other programs: a [`Reader`] comes in, the bytes of one file go out.
//!
//! | format | file | for |
//! |---|---|---|
//! | `json` | `json.rs` | programs: everything that the reader resolves to |
//! | `csl-json` | `bibliography.rs` | Zotero and other managers of references: the texts |
//! | `tmx` | `memory.rs` | programs of translators: aligned blocks |
//! | `tbx` | `terms.rs` | the same: the glossary |
//! | `csv` | `sheet.rs` | spreadsheets: the glossary |
//!
//! What a reader may not publish is in none of them: of a text with `publish: metadata` they have
//! what stands around it, and not the text.

mod bibliography;
mod json;
mod memory;
mod sheet;
mod terms;
mod xml;

use crate::parse::{Block, Body, Publish};
use crate::resolve::{Reader, Version};

/// A form of a reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The whole reader as JSON.
    Json,
    /// The texts as references, in the JSON of the Citation Style Language.
    CslJson,
    /// Aligned blocks as a translation memory (TMX 1.4b).
    Tmx,
    /// The glossary as terminology (TBX, ISO 30042:2019).
    Tbx,
    /// The glossary as a table (RFC 4180).
    Csv,
}

impl Format {
    /// All of them.
    pub const ALL: &[Self] = &[Self::Json, Self::CslJson, Self::Tmx, Self::Tbx, Self::Csv];

    /// The name of the format on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::CslJson => "csl-json",
            Self::Tmx => "tmx",
            Self::Tbx => "tbx",
            Self::Csv => "csv",
        }
    }
}

/// The reader in a format.
pub fn export(reader: &Reader, format: Format) -> Vec<u8> {
    match format {
        Format::Json => json::json(reader),
        Format::CslJson => bibliography::csl_json(reader),
        Format::Tmx => memory::tmx(reader),
        Format::Tbx => terms::tbx(reader),
        Format::Csv => sheet::csv(reader),
    }
}

/// The blocks of a version with their places; none where it may not be published.
fn published_blocks(version: &Version) -> impl Iterator<Item = (u32, &Block)> {
    let is_published = version.publish == Publish::Full;
    version.file.body.spoken_blocks().filter(move |_| is_published)
}

/// The words of a block, its items and cells in lines of their own.
fn words(block: &Block, body: &Body) -> String {
    body.words_alone(block).join("\n")
}

/// The words of all blocks of a body, a line for each.
fn all_words(body: &Body) -> String {
    let blocks: Vec<String> = body.blocks.iter().map(|block| words(block, body)).collect();
    blocks.join("\n")
}

fn pretty(value: &impl serde::Serialize) -> Vec<u8> {
    let mut json = serde_json::to_vec_pretty(value).expect("words, numbers and lists are JSON");
    json.push(b'\n');
    json
}
