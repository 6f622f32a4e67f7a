//! Themes: the built-in one, one of the project over it.

use crate::reader;
use crate::reader::{ReaderTest, has_extension};

/// A reader with a theme of its own that extends the built-in one.
fn with_theme() -> ReaderTest {
    reader!["themes/mine/theme.toml" => "extends = \"warraq\"\n"].settings("theme = \"mine\"")
}

#[test]
fn a_theme_replaces_and_extends_another_file_by_file() {
    let built = with_theme()
        .with("themes/mine/templates/404.html", "<html lang=ar dir=rtl><p>نص</p></html>")
        .with("themes/mine/assets/more.css", "p { margin: 0 }")
        .build();
    assert_eq!(built.is_clean().file("404.html"), "<html lang=ar dir=rtl><p>نص</p></html>");
    assert!(built.page("ar/texts/charter").has("#p1 .original"), "the rest is that of warraq");
    let has_style = |name: &str| {
        built.files.keys().any(|path| path.starts_with(name) && has_extension(path, "css"))
    };
    assert!(has_style("assets/more.") && has_style("assets/warraq."));
}

#[test]
fn a_theme_may_replace_a_single_label() {
    let english = include_str!("../../../themes/warraq/strings/en.toml");
    let changed = english.replace("There is no translation of this text yet.", "Not translated.");
    let built = with_theme().with("themes/mine/strings/en.toml", changed).build();
    assert_eq!(built.page("en/texts/charter").text(".notice"), "Not translated.");
}

#[test]
fn a_changed_style_sheet_has_another_address() {
    let style = |css: &str| {
        let built = with_theme().with("themes/mine/assets/warraq.css", css).build();
        let link = built.page("ar").attributes("link[rel=stylesheet]", "href");
        assert_eq!(built.file(link[0].trim_start_matches("../")), css);
        link
    };
    assert_ne!(style("p{margin:0}"), style("p{margin:1rem}"));
}

#[test]
fn a_theme_that_is_not_there_is_told_at_the_setting() {
    let built = reader![].settings("theme = \"mina\"").build();
    built.warns("invalid-theme", "site.toml:1:9");
}

#[test]
fn themes_that_extend_each_other_are_told() {
    let built = with_theme()
        .with("themes/mine/theme.toml", "extends = \"other\"\n")
        .with("themes/other/theme.toml", "extends = \"mine\"\n")
        .build();
    let told = built.told();
    assert!(told.ends_with("error[invalid-theme]: the theme `mine` extends itself\n"), "{told}");
    assert_eq!(told.lines().count(), 1, "{told}");
}

#[test]
fn a_folder_of_the_same_name_may_extend_the_built_in_theme() {
    let built = reader!["themes/warraq/theme.toml" => "extends = \"warraq\"\n"]
        .with("themes/warraq/templates/404.html", "<html lang=ar dir=rtl><p>نص</p></html>")
        .build();
    assert_eq!(built.is_clean().file("404.html"), "<html lang=ar dir=rtl><p>نص</p></html>");
}

#[test]
fn of_a_theme_that_cannot_be_read_only_that_is_told() {
    let told = |settings: &str| {
        let built = with_theme().with("themes/mine/theme.toml", settings).build();
        built.told().trim().to_owned()
    };
    assert_eq!(
        told("extend = \"warraq\"\n"),
        "themes/mine/theme.toml:1:1: error[invalid-theme]: unknown key `extend`"
    );
    assert!(told("extends = \n").starts_with("themes/mine/theme.toml:1:11: error[invalid-theme]"));
    assert_eq!(told("extends = \n").lines().count(), 1);
}
