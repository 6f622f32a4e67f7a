//! What `new` and `add` write: sheets with gaps, compiled into the program.
//!
//! A line of a sheet that begins with `@mark` stands in the result only where the mark holds;
//! `§name§` is a gap.
//!
//! 1. `project.rs`, `project/`: a whole reader. 2. `entry.rs`, `entry/`: one file of a reader.
//! 3. `skeleton.rs`: the blocks of an original, with room for a translation.

mod entry;
mod project;
mod skeleton;

pub(super) use entry::{Sheet, concept, page, part, text, translation};
pub(super) use project::{LANGUAGES, project};

/// The sheet with its gaps filled, without the lines whose marks do not hold.
fn fill(sheet: &str, marks: &[&str], gaps: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(sheet.len());
    for line in sheet.lines() {
        let Some(line) = marked(line, marks) else { continue };
        for (index, piece) in line.split('§').enumerate() {
            if index.is_multiple_of(2) {
                out.push_str(piece);
            } else {
                let value = gaps.iter().find(|(name, _)| *name == piece);
                out.push_str(value.expect("the caller fills every gap of its sheet").1);
            }
        }
        out.push('\n');
    }
    out
}

/// A line without its mark; `None` if that does not hold.
fn marked<'l>(line: &'l str, marks: &[&str]) -> Option<&'l str> {
    let Some(rest) = line.strip_prefix('@') else { return Some(line) };
    let (mark, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    marks.contains(&mark).then_some(rest)
}

/// Words as a value in YAML, which has the strings of JSON.
fn yaml(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}

/// Words as a value in TOML.
fn toml(words: &str) -> String {
    toml_edit::Value::from(words).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_keeps_the_lines_whose_marks_hold() {
        let sheet = "@ar ا §x§\n@fa ب\n@ar\nend\n";
        assert_eq!(fill(sheet, &["ar"], &[("x", "§y§")]), "ا §y§\n\nend\n");
    }

    #[test]
    fn words_are_quoted() {
        assert_eq!(yaml("الدرس: \"المقدمة\""), r#""الدرس: \"المقدمة\"""#); // "lesson: introduction"
        assert_eq!(toml("C:\\"), r"'C:\'");
    }
}
