//! Aligned blocks as a translation memory.
//!
//! TMX 1.4b, of the Localization Industry Standards Association: a unit for each row of an
//! alignment that has words on both sides. Where one paragraph translates two, they are one unit.

use super::words;
use super::xml::Document;
use crate::parse::{Body, Publish};
use crate::resolve::{Reader, Row, Text, Translation};

/// The translation memory of a reader.
pub(super) fn tmx(reader: &Reader) -> Vec<u8> {
    let mut document = Document::new();
    document.doctype("<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">");
    document.open("tmx", &[("version", "1.4")]);
    document.empty(
        "header",
        &[
            ("creationtool", "hashiya"),
            ("creationtoolversion", env!("CARGO_PKG_VERSION")),
            ("segtype", "paragraph"),
            ("o-tmf", "hashiya"),
            ("adminlang", "en"),
            ("srclang", "*all*"),
            ("datatype", "plaintext"),
        ],
    );
    document.open("body", &[]);
    for text in &reader.texts {
        for translation in &text.translations {
            let is_published = [&text.original, &translation.version]
                .iter()
                .all(|version| version.publish == Publish::Full);
            if is_published {
                units(text, translation, &mut document);
            }
        }
    }
    document.into_bytes()
}

/// The units of a text in one language.
fn units(text: &Text, translation: &Translation, document: &mut Document) {
    let (original, own) = (&text.original.file, &translation.version.file);
    let languages = [original.language.as_str(), own.language.as_str()];
    for rows in together(&translation.alignment.rows) {
        let blocks: Vec<u32> = rows.iter().filter_map(|row| row.original).collect();
        let companions = rows.iter().flat_map(|row| row.companion.iter().copied());
        let sides =
            [said(&blocks, &original.body), said(&companions.collect::<Vec<_>>(), &own.body)];
        if sides.iter().any(String::is_empty) {
            continue;
        }
        let number = blocks.iter().find_map(|block| text.original.numbers[*block as usize]);
        let place = match number {
            Some(number) => format!("p{number}"),
            None => format!("b{}", blocks[0] + 1),
        };
        let id = format!("{}/{}/{place}", text.slug, own.language);
        document.open("tu", &[("tuid", &id), ("srclang", languages[0])]);
        document.words("prop", &[("type", "x-text")], text.slug.as_str());
        if let Some(number) = number {
            document.words("prop", &[("type", "x-block")], &number.to_string());
        }
        for (language, words) in languages.into_iter().zip(&sides) {
            document.open("tuv", &[("xml:lang", language)]);
            document.words("seg", &[], words);
            document.close();
        }
        document.close();
    }
}

/// Rows, those together over which a block of the translation reaches.
fn together(rows: &[Row]) -> impl Iterator<Item = &[Row]> {
    let mut rest = rows;
    std::iter::from_fn(move || {
        // A row within the reach of another may reach further itself.
        let mut count = 0;
        let mut end = 1;
        while count < end.min(rest.len()) {
            end = end.max(count + rest[count].reach as usize);
            count += 1;
        }
        let (group, behind) = rest.split_at(count);
        rest = behind;
        (!group.is_empty()).then_some(group)
    })
}

fn said(blocks: &[u32], body: &Body) -> String {
    let said: Vec<String> =
        blocks.iter().map(|block| words(&body.blocks[*block as usize], body)).collect();
    said.join("\n").trim().to_owned()
}
