//! The fonts of a site: those of its theme, with the characters that the site uses.
//!
//! Where a font is published depends on the font and on the characters, so a page can name it
//! before anyone has made it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use rayon::prelude::*;

use super::address::{OutputPath, hashed_path};
use super::strings::Interface;
use super::subset;
use crate::diagnostic::{Checked, Code, Diagnostic, message};
use crate::load::{FontFace, FontFamily, FontStyle, LocalFont, Theme, ThemeFile, fingerprint};
use crate::parse::named_character;
use crate::resolve::Reader;
use crate::source::{CharacterSet, Characters, SourceFile};
use crate::text::Script;
use subset::LineMetrics;

/// The fonts of a site.
pub(super) struct Fonts {
    /// The faces by where they are published.
    faces: BTreeMap<OutputPath, Face>,
    /// The licences of families, by the names of their files in the theme.
    licences: BTreeMap<String, OutputPath>,
    /// The rules for all of them in style sheets of the folder `assets`.
    rules: String,
}

/// A face of a font as the site has it.
struct Face {
    font: FontFace,
    characters: Arc<[char]>,
    made: Made,
}

/// The bytes of a face, or what was wrong with it, once someone has asked for it.
type Made = Arc<OnceLock<Result<Vec<u8>, String>>>;

/// Fonts that were made, by where they are published.
#[derive(Default)]
pub(super) struct MadeFonts(BTreeMap<OutputPath, Made>);

impl Fonts {
    /// The fonts of `theme` with what `characters` they are for. Those that `known` has are not
    /// made again; afterwards it has these and no others. A font that cannot be read is left out.
    pub(super) fn of(
        theme: &Theme,
        characters: &CharacterSet,
        known: &mut MadeFonts,
    ) -> Checked<Self> {
        let mut diagnostics = Vec::new();
        let mut fonts =
            Self { faces: BTreeMap::new(), licences: BTreeMap::new(), rules: String::new() };
        for family in &theme.fonts {
            let licence = &theme.files[&family.licence];
            let licence_path =
                hashed_path(asset_name(&family.licence), &fingerprint(&licence.bytes));
            let _ = write!(fonts.rules, "/* {}: {} */", family.name, file_name(&licence_path));
            fonts.licences.insert(family.licence.clone(), licence_path);
            let characters = characters_for(&family.scripts, characters);
            for face in &family.faces {
                let font = &theme.files[&face.file].bytes;
                let metrics = match subset::line_metrics(font) {
                    Ok(metrics) => metrics,
                    Err(error) => {
                        diagnostics.push(unusable(face, &error));
                        continue;
                    }
                };
                let path = hashed_path(
                    &format!("{}.woff2", stem(asset_name(&face.file))),
                    &fingerprint_of(font, &characters),
                );
                push_rules(&mut fonts.rules, family, face, &path, metrics);
                let made = known.0.remove(&path).unwrap_or_default();
                let face = Face { font: face.clone(), characters: Arc::clone(&characters), made };
                fonts.faces.insert(path, face);
            }
        }
        known.0 =
            fonts.faces.iter().map(|(path, face)| (path.clone(), face.made.clone())).collect();
        Checked::new(fonts, diagnostics)
    }

    /// Where the faces are published.
    pub(super) fn paths(&self) -> impl Iterator<Item = &OutputPath> {
        self.faces.keys()
    }

    /// Where the licences are published, with the names of their files in the theme.
    pub(super) fn licences(&self) -> impl Iterator<Item = (&String, &OutputPath)> {
        self.licences.iter()
    }

    /// The rules for all faces, and for fonts that stand for them until they are there.
    pub(super) fn rules(&self) -> &str {
        &self.rules
    }

    /// The bytes of the face at a path of [`Self::paths`].
    ///
    /// # Errors
    ///
    /// When the font cannot be cut down.
    pub(super) fn bytes(&self, path: &OutputPath, theme: &Theme) -> Result<&[u8], Box<Diagnostic>> {
        let face = &self.faces[path];
        let make = || subset::woff2(&theme.files[&face.font.file].bytes, &face.characters);
        match face.made.get_or_init(make) {
            Ok(bytes) => Ok(bytes),
            Err(error) => Err(Box::new(unusable(&face.font, error))),
        }
    }
}

fn unusable(face: &FontFace, error: &str) -> Diagnostic {
    let (path, span) = &face.named_at;
    let message = message!("the font `{file}` cannot be used: {error}", file = face.file, error);
    let invalid = Diagnostic::new(Code::InvalidTheme, path, *span, message);
    invalid.with_help(message!("a font is a TrueType or OpenType file, `.ttf` or `.otf`"))
}

/// Changes whenever the bytes of the font made of these may.
fn fingerprint_of(font: &[u8], characters: &[char]) -> String {
    let characters: String = characters.iter().collect();
    fingerprint(format!("{}{}{characters}", subset::VERSION, fingerprint(font)).as_bytes())
}

fn asset_name(file: &str) -> &str {
    file.rsplit_once('/').map_or(file, |(_, name)| name)
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// How a style sheet in the folder `assets` names a file there.
fn file_name(path: &OutputPath) -> &str {
    asset_name(path.as_str())
}

/// Appends the rules of a face: its own, and those of what stands for it, the best last, as the
/// last rule that can be followed is the one that holds.
fn push_rules(
    rules: &mut String,
    family: &FontFamily,
    face: &FontFace,
    path: &OutputPath,
    metrics: LineMetrics,
) {
    let name = &family.name;
    let mut descriptors = String::new();
    // Writing into a string cannot fail. What is not said is normal.
    if face.style != FontStyle::Normal {
        let _ = write!(descriptors, "font-style:{};", face.style.as_str());
    }
    if face.weight != REGULAR {
        let _ = write!(descriptors, "font-weight:{};", face.weight);
    }
    let file = file_name(path);
    let _ = write!(
        rules,
        "@font-face{{font-family:\"{name}\";{descriptors}font-display:swap;\
         src:url(\"{file}\") format(\"woff2\")}}"
    );
    for LocalFont { names, size } in face.fallbacks.iter().rev() {
        let names: Vec<String> = names.iter().map(|name| format!("local(\"{name}\")")).collect();
        let percent = |length: f64| decimal(length * 100.0 * 100.0 / size);
        let _ = write!(
            rules,
            "@font-face{{font-family:\"{name} Fallback\";{descriptors}src:{};size-adjust:{}%;\
             ascent-override:{}%;descent-override:{}%;line-gap-override:{}%}}",
            names.join(","),
            decimal(*size),
            percent(metrics.ascent),
            percent(metrics.descent),
            percent(metrics.gap),
        );
    }
}

/// The weight of a face of which nothing is said.
const REGULAR: u16 = 400;

/// A number with two digits behind the point at most.
fn decimal(number: f64) -> String {
    let number = format!("{number:.2}");
    number.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The characters that a family for `scripts` has, of those that the site uses and [`ALWAYS`].
fn characters_for(scripts: &[Script], used: &CharacterSet) -> Arc<[char]> {
    let is_for = |ch: &char| !ch.is_control() && scripts.iter().any(|script| script.has(*ch));
    used.iter().filter(is_for).collect()
}

/// What a site may come to show without having it anywhere: the letters that are typed into the
/// field of search, and numerals of any kind, which readers may choose.
const ALWAYS: &[RangeInclusive<char>] = &[
    ' '..='~',
    '\u{A0}'..='\u{A0}', // no-break space
    '«'..='«',
    '\u{AD}'..='\u{AD}', // soft hyphen
    '¶'..='·',
    '»'..='»',
    // Arabic script: punctuation, letters of Arabic and Persian, vowel signs, numerals.
    '،'..='،',
    '؛'..='؟',
    'ء'..='غ',
    'ـ'..='\u{655}',
    '٠'..='٬',
    '\u{670}'..='ٱ',
    'پ'..='پ',
    'چ'..='چ',
    'ژ'..='ژ',
    'ک'..='ک',
    'گ'..='گ',
    'ۀ'..='ۀ',
    'ی'..='ی',
    '۰'..='۹',
    // Joiners and isolates, which have no shape of their own.
    '\u{200C}'..='\u{200F}',
    '\u{2066}'..='\u{2069}',
    '–'..='—',
    '‘'..='’',
    '“'..='”',
    '…'..='…',
    '\u{202F}'..='\u{202F}', // narrow no-break space
    '‹'..='›',
    '\u{2060}'..='\u{2060}', // word joiner
];

/// The characters that pages may show, and some that are [`ALWAYS`] there.
pub(super) fn characters<'i>(
    reader: &Reader,
    theme: &Theme,
    interfaces: impl Iterator<Item = &'i Interface>,
) -> CharacterSet {
    let mut used = CharacterSet::default();
    used.extend(ALWAYS.iter().cloned().flatten());
    let mut named: BTreeSet<&str> = BTreeSet::new();
    let files: Vec<&SourceFile> = files(reader).collect();
    let of_files: Vec<&Characters> = files.par_iter().map(|file| file.characters()).collect();
    for characters in of_files {
        used.extend(characters.plain.chars());
        named.extend(characters.named.iter().map(|name| &**name));
    }
    for name in named {
        used.extend(named_character(name).chars());
    }
    let titles = reader.config.title.0.values();
    let titles = titles.chain(reader.parts.iter().flat_map(|part| part.title.0.values()));
    titles.for_each(|title| used.extend(title.value.chars()));
    for (name, file) in &theme.files {
        let is_shown = ["templates/", "strings/"].iter().any(|folder| name.starts_with(folder));
        if is_shown || is_style_sheet(name) {
            used.extend(String::from_utf8_lossy(&file.bytes).chars());
        }
    }
    for interface in interfaces {
        for month in 1..=12 {
            used.extend(interface.date(Date::constant(2026, month, 1)).chars());
        }
    }
    used
}

/// The files that pages are made of.
fn files(reader: &Reader) -> impl Iterator<Item = &SourceFile> {
    let texts = reader.versions();
    let pages = reader.pages.iter().flat_map(|(_, pages)| pages.values());
    let parts = reader.parts.iter().flat_map(|part| part.introductions.values());
    texts
        .map(|version| &version.file.file)
        .chain(reader.home.values().chain(pages).map(|page| &page.file.file))
        .chain(parts.map(|part| &part.file.file))
        .chain(reader.glossary.iter().map(|entry| &entry.concept.file))
        .map(|file| &**file)
}

/// What stands in a style sheet for the rules of the theme's fonts.
const RULES: &str = "@import \"fonts.css\";";

/// The style sheets of a theme that have the rules of its fonts, as they are published, by their
/// names there.
pub(super) fn style_sheets(theme: &Theme, fonts: &Fonts) -> BTreeMap<String, String> {
    let with_rules = |(name, file): (&String, &ThemeFile)| {
        let source =
            is_style_sheet(name).then(|| std::str::from_utf8(&file.bytes).ok()).flatten()?;
        let has_place = source.contains(RULES);
        has_place.then(|| (name.clone(), source.replacen(RULES, fonts.rules(), 1)))
    };
    theme.files.iter().filter_map(with_rules).collect()
}

/// Whether a file of a theme is a style sheet of its pages, by its name there.
fn is_style_sheet(name: &str) -> bool {
    name.strip_prefix("assets/")
        .and_then(|name| name.rsplit_once('.'))
        .is_some_and(|(_, end)| end == "css")
}
