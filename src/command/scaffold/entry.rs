//! One file of a reader, with its front matter.

use super::skeleton::skeleton;
use super::{fill, yaml};
use crate::parse::TextFile;
use crate::text::LanguageTag;

/// What the sheets of all kinds have gaps for.
pub(crate) struct Sheet<'s> {
    /// The language of the file, whose comments are in it where we have it, else in English.
    pub(crate) language: &'s LanguageTag,
    /// The title, or the name of a concept.
    pub(crate) title: &'s str,
}

macro_rules! sheets {
    ($kind:literal) => {
        [
            ("en", include_str!(concat!("entry/", $kind, ".en.md"))),
            ("ar", include_str!(concat!("entry/", $kind, ".ar.md"))),
            ("fa", include_str!(concat!("entry/", $kind, ".fa.md"))),
        ]
    };
}

impl Sheet<'_> {
    fn fill(&self, sheets: [(&str, &str); 3], gaps: &[(&str, &str)]) -> String {
        let primary = self.language.primary();
        let own = sheets.iter().find(|(language, _)| *language == primary);
        let (_, sheet) = own.unwrap_or(&sheets[0]);
        let title = yaml(self.title);
        let gaps: Vec<_> = gaps.iter().copied().chain([("title", &*title)]).collect();
        fill(sheet, &[], &gaps)
    }
}

/// An original, as a draft. Its licence is an SPDX identifier; where none is known, the front
/// matter says that the terms are open.
pub(crate) fn text(sheet: &Sheet, license: Option<&str>) -> String {
    let open = match sheet.language.primary() {
        "ar" => "لم تُحدَّد شروط النشر بعد", // "the terms are not yet settled"
        "fa" => "شرایط انتشار هنوز روشن نشده است", // the same
        _ => "The terms of publication are not yet settled",
    };
    let rights = match license {
        Some(license) => format!("  license: {}", yaml(license)),
        None => format!("  statement: {}", yaml(open)),
    };
    sheet.fill(sheets!("text"), &[("rights", &rights)])
}

/// A translation, as a draft: the blocks of the original, each with room for its words.
pub(crate) fn translation(sheet: &Sheet, original: &TextFile) -> String {
    let gaps = [("original", original.language.as_str())];
    let mut translation = sheet.fill(sheets!("translation"), &gaps);
    translation.push_str(&skeleton(&original.body));
    translation
}

/// A concept with its name in the language of the sheet, and room for those in `others`.
pub(crate) fn concept(sheet: &Sheet, others: &[LanguageTag]) -> String {
    let others = others.iter().filter(|language| *language != sheet.language);
    let others: Vec<String> = others.map(|language| format!("\n  # {language}: …")).collect();
    let names = format!("  {}: {}{}", sheet.language, yaml(sheet.title), others.concat());
    let definitions = format!("## {}\n\n…", sheet.language);
    sheet.fill(sheets!("concept"), &[("names", &names), ("definitions", &definitions)])
}

/// A page.
pub(crate) fn page(sheet: &Sheet) -> String {
    sheet.fill(sheets!("page"), &[])
}

/// The introduction to a part.
pub(crate) fn part(sheet: &Sheet) -> String {
    sheet.fill(sheets!("part"), &[])
}
