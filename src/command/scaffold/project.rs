//! A complete small reader: a text with its translation, notes, two concepts, a page, a part,
//! settings, and the workflows that check and publish it.

use super::{fill, toml};
use crate::text::LanguageTag;

/// The languages that we have words in, and that the built-in theme has.
pub(crate) const LANGUAGES: &[&str] = &["ar", "fa", "en"];

/// Where the program comes from.
const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// The slug of the text.
const TEXT: &str = "on-the-margin";

/// What there is in one language.
struct Words {
    language: &'static str,
    title: &'static str,
    part_title: &'static str,
    first_mark: &'static str,
    original_mark: &'static str,
    readme: &'static str,
    home: &'static str,
    about: &'static str,
    part: &'static str,
    text: &'static str,
}

macro_rules! words {
    ($language:literal, $title:literal, $part_title:literal) => {
        Words {
            language: $language,
            title: $title,
            part_title: $part_title,
            first_mark: concat!("first-", $language),
            original_mark: concat!("original-", $language),
            readme: include_str!(concat!("project/readme/", $language, ".md")),
            home: include_str!(concat!("project/home/", $language, ".md")),
            about: include_str!(concat!("project/about/", $language, ".md")),
            part: include_str!(concat!("project/part/", $language, ".md")),
            text: include_str!(concat!("project/text/", $language, ".md")),
        }
    };
}

/// In the order of [`LANGUAGES`].
const WORDS: &[Words] = &[
    words!("ar", "كتاب القراءات", "الأسبوع الأول: القراءة بالحاشية"), // "The Book of Readings", "Week 1: Reading with Notes"
    words!("fa", "مجموعهٔ متن‌ها", "هفتهٔ اول: خواندن با حاشیه"), // "The Collection of Texts", the same
    words!("en", "Course Reader", "Week 1: Reading with Notes"),
];

/// Files that are the same in every language, but for lines with marks: path, sheet.
const COMMON: &[(&str, &str)] = &[
    (
        ".github/actions/install-hashiya/action.yml",
        include_str!("project/github/install-hashiya.yml"),
    ),
    (".github/workflows/check.yml", include_str!("project/github/check.yml")),
    (".github/workflows/publish.yml", include_str!("project/github/publish.yml")),
    (".gitignore", include_str!("project/gitignore")),
    ("content/LICENSE", include_str!("project/content-license")),
    ("content/glossary/hashiya.md", include_str!("project/glossary/hashiya.md")),
    ("content/glossary/translation.md", include_str!("project/glossary/translation.md")),
    ("site.toml", include_str!("project/site.toml")),
];

/// The files of a reader whose interface is in `languages`, some of [`LANGUAGES`], of which the
/// first is the default: their paths with `/`, and what they say. The title is in that language.
pub(crate) fn project(languages: &[LanguageTag], title: Option<&str>) -> Vec<(String, String)> {
    let interface: Vec<&Words> = languages.iter().filter_map(words).collect();
    let Some(first) = interface.first() else { return Vec::new() };
    let original = original(&interface);
    let texts = text_languages(&interface, original);

    let titles = match title {
        Some(title) => format!("{} = {}", first.language, toml(title)),
        None => by_language(&interface, |words| words.title),
    };
    let part_titles = by_language(&interface, |words| words.part_title);
    let quoted: Vec<String> = interface.iter().map(|words| toml(words.language)).collect();
    let text_path = format!("../texts/{TEXT}/{}.md", original.language);
    let gaps = [
        ("title", title.unwrap_or(first.title)),
        ("titles", &titles),
        ("part-titles", &part_titles),
        ("languages", &quoted.join(", ")),
        ("first", first.language),
        ("original", original.language),
        ("text-path", &text_path),
        ("repository", REPOSITORY),
        ("version", env!("CARGO_PKG_VERSION")),
    ];

    let mut marks: Vec<&str> = texts.iter().map(|words| words.language).collect();
    marks.push(first.first_mark);
    let common = COMMON.iter().map(|(path, sheet)| ((*path).to_owned(), *sheet));
    let readme = std::iter::once(("README.md".to_owned(), first.readme));
    let of_language = interface.iter().flat_map(|words| {
        let language = words.language;
        [
            (format!("content/home/{language}.md"), words.home),
            (format!("content/pages/about/{language}.md"), words.about),
            (format!("content/parts/week-1/{language}.md"), words.part),
        ]
    });
    let pages = common.chain(readme).chain(of_language);
    let mut files: Vec<(String, String)> =
        pages.map(|(path, sheet)| (path, fill(sheet, &marks, &gaps))).collect();

    for words in &texts {
        let mut marks: Vec<&str> = texts.iter().map(|words| words.original_mark).collect();
        if words.language == original.language {
            marks.push("original");
        } else {
            marks.clear();
            marks.push("translation");
        }
        let path = format!("content/texts/{TEXT}/{}.md", words.language);
        files.push((path, fill(words.text, &marks, &gaps)));
    }
    files
}

fn words(language: &LanguageTag) -> Option<&'static Words> {
    WORDS.iter().find(|words| words.language == language.as_str())
}

/// The text was written in the first language of the interface that is written from right to
/// left; else in Arabic.
fn original(interface: &[&'static Words]) -> &'static Words {
    interface.iter().copied().find(|words| words.language != "en").unwrap_or(&WORDS[0])
}

/// The languages that the text has: those of the interface, and one more where these are not two.
fn text_languages(interface: &[&'static Words], original: &'static Words) -> Vec<&'static Words> {
    let mut texts = interface.to_vec();
    let english = WORDS.last().filter(|_| interface.len() == 1);
    for further in [Some(original), english].into_iter().flatten() {
        if !texts.iter().any(|words| words.language == further.language) {
            texts.push(further);
        }
    }
    texts
}

fn by_language(interface: &[&Words], value: impl Fn(&Words) -> &'static str) -> String {
    let pairs =
        interface.iter().map(|words| format!("{} = {}", words.language, toml(value(words))));
    pairs.collect::<Vec<_>>().join(", ")
}
