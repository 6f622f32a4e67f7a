//! How a text is cited: by the words of the language that the cited version is in.

use serde::Serialize;

use super::address::PageKind;
use super::html::escape_into;
use super::links::PageLinks;
use super::strings::Interface;
use super::words::local;
use crate::parse::Person;
use crate::resolve::{PageOf, Text, Version};
use crate::text::LanguageTag;

/// The citation of one version of a text.
#[derive(Serialize)]
pub(super) struct CitationView {
    lang: String,
    dir: &'static str,
    /// The name of that language in itself.
    language: String,
    /// The citation of the whole text, with what is needed for that of a paragraph.
    html: String,
    /// The zero of its numerals.
    zero: String,
}

/// What the places of a citation's form stand for.
struct Cited<'a> {
    authors: Option<String>,
    translators: Option<String>,
    title: &'a str,
    site: String,
    year: Option<String>,
    url: Option<String>,
}

/// The citation of `version` of text number `place`, as `interface` words it.
pub(super) fn view(
    (place, text): (u32, &Text),
    version: &Version,
    (authors, translators): (&[Person], &[Person]),
    links: &PageLinks,
    interface: &Interface,
) -> CitationView {
    let language = &interface.language;
    let config = &links.reader.config;
    let names = |people: &[Person]| {
        let names: Vec<&str> = people.iter().map(|person| &*person.name).collect();
        (!names.is_empty()).then(|| names.join(interface.word("list_separator")))
    };
    let cited = Cited {
        authors: names(authors),
        translators: names(translators),
        title: &version.file.title.value,
        site: local(&config.title, language, &config.languages).words,
        year: text.original.file.date.map(|date| interface.digits(&date.year().to_string())),
        url: links.absolute(PageKind::Of(PageOf::Text(place))),
    };
    CitationView {
        lang: language.to_string(),
        dir: language.direction().as_str(),
        language: interface.word("own_name").to_owned(),
        html: html(interface.word("citation"), &cited),
        zero: interface.number(0),
    }
}

/// A form with its places filled. What is about a paragraph is there, but hidden, and so is the
/// address where the settings have none for the site: scripts fill and show them.
fn html(form: &str, cited: &Cited) -> String {
    let mut out = String::new();
    for segment in segments(form, |name| cited.value(name)) {
        let is_hidden =
            segment.iter().any(|part| matches!(part, Part::Value(_, value) if value.is_empty()));
        if is_hidden {
            out.push_str("<span hidden>");
        }
        for part in segment {
            match part {
                Part::Words(words) => escape_into(&mut out, words),
                Part::Value(name, value) => {
                    out.push_str(match name {
                        "n" => "<bdi class=\"cited-n\">",
                        "url" => "<bdi class=\"cited-url\" dir=\"ltr\">",
                        _ => "<bdi>",
                    });
                    escape_into(&mut out, &value);
                    out.push_str("</bdi>");
                }
            }
        }
        if is_hidden {
            out.push_str("</span>");
        }
    }
    out
}

impl Cited<'_> {
    fn value(&self, name: &str) -> Option<String> {
        match name {
            "authors" => self.authors.clone(),
            "translators" => self.translators.clone(),
            "title" => Some(self.title.to_owned()),
            "site" => Some(self.site.clone()),
            "year" => self.year.clone(),
            "n" => Some(String::new()),
            "url" => Some(self.url.clone().unwrap_or_default()),
            _ => None,
        }
    }
}

/// A piece of a citation.
enum Part<'f> {
    Words(&'f str),
    /// The name of a place, and what stands there.
    Value(&'f str, String),
}

/// The segments of a form, such as `[{authors}. ]{title}`, with their places filled. What stands in
/// brackets is a segment of its own, left out where a place in it has no value.
fn segments(form: &str, value: impl Fn(&str) -> Option<String>) -> Vec<Vec<Part<'_>>> {
    let mut segments = Vec::new();
    let mut rest = form;
    while let Some(at) = rest.find('[') {
        segments.push(places(&rest[..at], &value).into_iter().flatten().collect());
        let end = rest[at..].find(']').map_or(rest.len(), |end| at + end);
        segments.extend(places(&rest[at + 1..end], &value).into_iter().collect::<Option<Vec<_>>>());
        rest = rest.get(end + 1..).unwrap_or_default();
    }
    segments.push(places(rest, &value).into_iter().flatten().collect());
    segments
}

/// The words and places of a form without brackets; `None` for a place that has no value.
fn places(form: &str, value: impl Fn(&str) -> Option<String>) -> Vec<Option<Part<'_>>> {
    let mut parts = Vec::new();
    let mut rest = form;
    while let Some((before, (name, behind))) =
        rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        parts.push(Some(Part::Words(before)));
        parts.push(value(name).map(|value| Part::Value(name, value)));
        rest = behind;
    }
    parts.push(Some(Part::Words(rest)));
    parts
}

/// The people who translated a version; none for an original.
pub(super) fn translators(version: &Version) -> &[Person] {
    match &version.file.role {
        crate::parse::Role::Translation { translators, .. } => translators,
        crate::parse::Role::Original(_) => &[],
    }
}

/// The words of a language among several interfaces: its own, or those of a variety of it.
pub(super) fn interface_of<'i>(
    language: &LanguageTag,
    interfaces: [&'i [Interface]; 2],
) -> Option<&'i Interface> {
    let all = || interfaces.into_iter().flatten();
    let own = all().find(|each| each.language == *language);
    own.or_else(|| all().find(|each| each.language.primary() == language.primary()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(form: &str, expected: &str) {
        let value = |name: &str| (name == "known").then(|| "words".to_owned());
        let shown: String = segments(form, value)
            .into_iter()
            .flatten()
            .map(|part| match part {
                Part::Words(words) => words.to_owned(),
                Part::Value(name, value) => format!("<{name}: {value}>"),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn what_is_not_known_is_left_out_with_its_brackets() {
        check("[{known}. ]and", "<known: words>. and");
        check("[{other}. ]and", "and");
        check("before[, {known}][, {other}][, {known} {other}].", "before, <known: words>.");
        check("{known}, {other}!", "<known: words>, !");
        check("an open [{known}", "an open <known: words>");
        check("a lone { and a lone ]", "a lone { and a lone ]");
    }
}
