//! The fonts of a theme: what a site has of them, and when they are made.

use std::path::Path;

use hashiya::load::{load, load_theme};
use hashiya::render::{Contents, Memory, OutputPath, Site, render_again};
use hashiya::resolve::Drafts;

use crate::reader;
use crate::reader::{ReaderTest, has_extension, original};

const CHARTER: &str = "content/texts/charter/ar.md";

fn site_of(reader: &ReaderTest, memory: &mut Memory) -> Site {
    let folder = reader.on_disk();
    site_in(folder.path(), memory)
}

fn site_in(root: &Path, memory: &mut Memory) -> Site {
    let sources = load(root).expect("readable files").value;
    let reader = hashiya::check(&sources, Drafts::LeftOut).value;
    let theme = load_theme(root, &reader.config.theme).expect("a readable theme").value;
    render_again(reader, theme, memory).value.expect("a usable theme")
}

fn fonts(site: &Site) -> Vec<&OutputPath> {
    site.paths().filter(|path| has_extension(path.as_str(), "woff2")).collect()
}

fn bytes<'s>(site: &'s Site, path: &OutputPath) -> &'s [u8] {
    match site.contents(path).expect("a font that can be made") {
        Some(Contents::Kept(bytes)) => bytes,
        _ => panic!("a font is kept once it is made"),
    }
}

/// Where the fonts of a text in Arabic with `words` in it are published.
fn addresses_with(words: &str) -> Vec<String> {
    let reader = reader![CHARTER => original(words)];
    let site = site_of(&reader, &mut Memory::default());
    fonts(&site).into_iter().map(|path| path.as_str().to_owned()).collect()
}

/// The families of which one address or more is only in one of the lists.
fn changed<'a>(before: &'a [String], after: &'a [String]) -> Vec<&'a str> {
    let only = |own: &'a [String], other: &'a [String]| {
        own.iter().filter(move |path| !other.contains(path))
    };
    let families = ["literata", "naskh", "vazirmatn"];
    let is_of = |family: &&str| {
        only(before, after).chain(only(after, before)).any(|path| path.contains(family))
    };
    families.into_iter().filter(is_of).collect()
}

#[test]
fn the_fonts_of_the_theme_are_published_with_their_licences() {
    let site = site_of(&reader![], &mut Memory::default());
    assert_eq!(fonts(&site).len(), 7);
    for path in fonts(&site) {
        let bytes = bytes(&site, path);
        assert!(bytes.starts_with(b"wOF2"), "{path}");
        assert!((8_000..25_000).contains(&bytes.len()), "{path} has {} bytes", bytes.len());
    }
    let is_licence = |path: &&OutputPath| path.as_str().contains("-licence.");
    let licences: Vec<_> = site.paths().filter(is_licence).collect();
    assert_eq!(licences.len(), 3);
    for path in licences {
        let text = String::from_utf8_lossy(bytes(&site, path));
        assert!(text.contains("SIL OPEN FONT LICENSE Version 1.1"), "{path}");
        assert!(!text.contains("Reserved Font Name \""), "{path} lets fonts be changed");
    }
}

#[test]
fn a_style_sheet_names_every_font_beside_itself() {
    let built = reader![].build();
    let (_, style_sheet) = built
        .files
        .iter()
        .find(|(path, _)| path.starts_with("assets/warraq.") && has_extension(path, "css"))
        .expect("the style sheet of the theme");
    let style_sheet = String::from_utf8_lossy(style_sheet);
    assert!(!style_sheet.contains("@import"));
    let named: Vec<&str> = style_sheet
        .split("src:url(\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"').map(|(name, _)| name))
        .collect();
    assert_eq!(named.len(), 7);
    for name in named {
        assert!(built.files.contains_key(&format!("assets/{name}")), "{name}");
    }
    assert!(!style_sheet.contains("://"), "nothing of another host");
    assert_eq!(style_sheet.matches("font-display:swap").count(), 7);
}

#[test]
fn a_font_has_another_address_where_it_has_other_characters() {
    let plain = addresses_with("نص الفقرة.");
    // "book", of letters and signs that are always there
    assert_eq!(changed(&plain, &addresses_with("«كِتابٌ» ۱۲۳ [a](https://example.org)")), [""; 0]);
    // what is written in another way
    for word in ["ṣād", "&#7779;ād", "&eacute;t&eacute;"] {
        assert_eq!(changed(&plain, &addresses_with(word)), ["literata"], "{word}");
    }
    for word in ["\u{6D2}", "\u{FDFA}", "&#xFDFA;"] {
        assert_eq!(changed(&plain, &addresses_with(word)), ["naskh", "vazirmatn"], "{word}");
    }
    assert_eq!(changed(&plain, &addresses_with("√")), ["literata", "naskh", "vazirmatn"]);
    assert_eq!(changed(&plain, &addresses_with("漢")), [""; 0], "no font of the theme is for it");
}

#[test]
fn a_title_in_escapes_is_shown_in_the_font_too() {
    let plain = addresses_with("نص.");
    let title = |title: &str| {
        let reader = reader![CHARTER => original("نص.")].change(CHARTER, "title: الميثاق", title);
        let site = site_of(&reader, &mut Memory::default());
        fonts(&site).into_iter().map(|path| path.as_str().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(changed(&plain, &title(r#"title: "\u1E63""#)), ["literata"]);
}

#[test]
fn the_same_characters_give_the_same_bytes() {
    let (one, two) =
        (site_of(&reader![], &mut Memory::default()), site_of(&reader![], &mut Memory::default()));
    assert_eq!(fonts(&one), fonts(&two));
    for path in fonts(&one) {
        assert_eq!(bytes(&one, path), bytes(&two, path), "{path}");
    }
}

#[test]
fn a_font_is_not_made_again_while_its_characters_stay() {
    let mut memory = Memory::default();
    let before = site_of(&reader![CHARTER => original("نص الفقرة.")], &mut memory);
    let made: Vec<&[u8]> = fonts(&before).into_iter().map(|path| bytes(&before, path)).collect();
    let after = site_of(&reader![CHARTER => original("نص آخر.")], &mut memory);
    let kept: Vec<&[u8]> = fonts(&after).into_iter().map(|path| bytes(&after, path)).collect();
    assert!(made.iter().zip(&kept).all(|(one, other)| std::ptr::eq(*one, *other)));
}

#[test]
fn a_theme_has_the_fonts_of_the_theme_it_extends() {
    let theme = |declares: &str| {
        let reader = reader!["themes/mine/theme.toml" => declares].settings("theme = \"mine\"");
        let folder = reader.on_disk();
        let sources = load(folder.path()).expect("readable files").value;
        let config = hashiya::check(&sources, Drafts::LeftOut).value.config;
        let theme = load_theme(folder.path(), &config.theme).expect("a readable theme");
        assert_eq!(theme.diagnostics, []);
        theme.value.fonts
    };
    let names =
        |declares: &str| theme(declares).into_iter().map(|family| family.name).collect::<Vec<_>>();
    assert_eq!(names(""), [""; 0]);
    assert_eq!(names("extends = \"warraq\""), ["Literata", "Noto Naskh Arabic", "Vazirmatn"]);
    let own = "extends = \"warraq\"
        [[fonts]]
        family = \"Vazirmatn\"
        scripts = [\"Arab\"]
        licence = \"fonts/vazirmatn-licence.txt\"
        faces = [{ file = \"fonts/vazirmatn-bold.ttf\", weight = 700 }]";
    let fonts = theme(own);
    let faces: Vec<(&str, usize)> =
        fonts.iter().map(|family| (family.name.as_str(), family.faces.len())).collect();
    assert_eq!(faces, [("Vazirmatn", 1), ("Literata", 3), ("Noto Naskh Arabic", 2)]);
}
