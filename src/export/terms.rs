//! The glossary as terminology.
//!
//! TBX of ISO 30042:2019, dialect Basic, in the style "data category as attribute".

use super::all_words;
use super::xml::Document;
use crate::resolve::Reader;

/// The glossary of a reader.
pub(super) fn tbx(reader: &Reader) -> Vec<u8> {
    let languages = &reader.config.languages;
    let title = reader.config.title.pick(&languages[0], languages);
    let title = title.map_or("", |(_, title)| &title.value);
    let mut document = Document::new();
    document.open(
        "tbx",
        &[
            ("type", "TBX-Basic"),
            ("style", "dca"),
            ("xml:lang", languages[0].as_str()),
            ("xmlns", "urn:iso:std:iso:30042:ed-2"),
        ],
    );
    document.open("tbxHeader", &[]);
    document.open("fileDesc", &[]);
    document.open("sourceDesc", &[]);
    document.words("p", &[], title);
    (0..3).for_each(|_| document.close());
    document.open("text", &[]);
    document.open("body", &[]);
    for entry in &reader.glossary {
        let concept = &entry.concept;
        // An identifier of XML begins with a letter.
        document.open("conceptEntry", &[("id", &format!("c-{}", concept.id))]);
        for related in &entry.see {
            let id = &reader.glossary[*related as usize].concept.id;
            let target = format!("c-{id}");
            document.words("ref", &[("type", "crossReference"), ("target", &target)], id.as_str());
        }
        for (language, name) in &concept.names.0 {
            document.open("langSec", &[("xml:lang", language.as_str())]);
            if let Some(definition) = concept.definitions.0.get(language) {
                document.words("descrip", &[("type", "definition")], &all_words(definition));
            }
            let abbreviation = name.abbreviation.iter().map(|form| (form, "abbreviation"));
            let forms = name.forms.iter().map(|form| (form, "variant"));
            for (term, kind) in
                [(&name.term, "fullForm")].into_iter().chain(abbreviation).chain(forms)
            {
                document.open("termSec", &[]);
                document.words("term", &[], &term.value);
                document.words("termNote", &[("type", "termType")], kind);
                document.close();
            }
            document.close();
        }
        document.close();
    }
    document.into_bytes()
}
