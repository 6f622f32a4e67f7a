//! Changes of `site.toml` that leave everything else in it as its author wrote it.

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use crate::diagnostic::{Message, message, nearest, says_its_message};
use crate::text::{LanguageTag, Slug};

/// Why `site.toml` cannot be changed.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// It is no TOML, or its parts are none.
    Unreadable,
    /// There is no such part.
    NoPart {
        /// What was asked for.
        id: Slug,
        /// The closest that there is.
        near: Option<String>,
    },
}

says_its_message!(SettingsError);

impl SettingsError {
    /// What to tell of it.
    pub fn message(&self) -> Message {
        match self {
            Self::Unreadable => {
                message!("`site.toml` cannot be changed as it is; `hashiya check` says why")
            }
            Self::NoPart { id, near: None } => message!("`site.toml` has no part `{id}`", id),
            Self::NoPart { id, near: Some(near) } => {
                message!("`site.toml` has no part `{id}`; the closest is `{near}`", id, near)
            }
        }
    }
}

/// The settings with `text` at the end of a part.
pub(super) fn with_text(settings: &str, part: &Slug, text: &Slug) -> Result<String, SettingsError> {
    let mut document: DocumentMut = settings.parse().map_err(|_| SettingsError::Unreadable)?;
    let mut parts = parts(&mut document);
    let ids: Vec<String> = parts.iter().filter_map(|part| id(&**part)).collect();
    let Some(index) = ids.iter().position(|id| id == part.as_str()) else {
        let near = nearest(part.as_str(), ids.iter().map(String::as_str)).map(str::to_owned);
        return Err(SettingsError::NoPart { id: part.clone(), near });
    };
    let texts = parts[index].entry("texts").or_insert(Item::Value(Array::new().into()));
    let texts = texts.as_array_mut().ok_or(SettingsError::Unreadable)?;
    let mut value = Value::from(text.as_str());
    // In a list with a line for each text, this one has a line too.
    if let Some(prefix) = texts.iter().last().and_then(|last| last.decor().prefix()?.as_str())
        && prefix.contains('\n')
    {
        value.decor_mut().set_prefix(prefix.to_owned());
        texts.push_formatted(value);
    } else {
        texts.push(value);
    }
    Ok(document.to_string())
}

/// The settings with a new part behind the others; `None` if there is one with the id.
pub(super) fn with_part(
    settings: &str,
    part: &Slug,
    language: &LanguageTag,
    title: &str,
) -> Result<Option<String>, SettingsError> {
    let mut document: DocumentMut = settings.parse().map_err(|_| SettingsError::Unreadable)?;
    if parts(&mut document).iter().any(|other| id(&**other).as_deref() == Some(part.as_str())) {
        return Ok(None);
    }
    let mut titles = InlineTable::new();
    titles.insert(language.as_str(), title.into());
    let fields = [
        ("id", Value::from(part.as_str())),
        ("title", titles.into()),
        ("texts", Array::new().into()),
    ];
    let parts = document.entry("parts").or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
    match parts {
        Item::ArrayOfTables(parts) => {
            let fields = fields.into_iter().map(|(key, value)| (key, Item::Value(value)));
            let mut table: Table = fields.collect();
            table.decor_mut().set_prefix("\n");
            parts.push(table);
        }
        Item::Value(Value::Array(parts)) => parts.push(fields.into_iter().collect::<InlineTable>()),
        _ => return Err(SettingsError::Unreadable),
    }
    Ok(Some(document.to_string()))
}

/// The parts, written as `[[parts]]` or in a list.
fn parts(document: &mut DocumentMut) -> Vec<&mut dyn TableLike> {
    match document.get_mut("parts") {
        Some(Item::ArrayOfTables(parts)) => {
            parts.iter_mut().map(|part| part as &mut dyn TableLike).collect()
        }
        Some(Item::Value(Value::Array(parts))) => {
            let tables = parts.iter_mut().filter_map(Value::as_inline_table_mut);
            tables.map(|part| part as &mut dyn TableLike).collect()
        }
        _ => Vec::new(),
    }
}

fn id(part: &dyn TableLike) -> Option<String> {
    Some(part.get("id")?.as_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(settings: &str, expected: &str) {
        let slug = |name: &str| name.parse::<Slug>().expect("a slug");
        let changed = with_text(settings, &slug("week-1"), &slug("b")).expect("settings");
        assert_eq!(changed, expected);
    }

    #[test]
    fn a_text_is_added_in_the_style_of_the_list() {
        check(
            "# mine\n[[parts]]\nid   = \"week-1\" # first\ntexts = [\"a\"] # all\n\n[text]\n",
            "# mine\n[[parts]]\nid   = \"week-1\" # first\ntexts = [\"a\", \"b\"] # all\n\n[text]\n",
        );
        check(
            "[[parts]]\nid = \"week-1\"\ntexts = [\n  \"a\",\n]\n",
            "[[parts]]\nid = \"week-1\"\ntexts = [\n  \"a\",\n  \"b\",\n]\n",
        );
        check("parts = [{id = \"week-1\"}]\n", "parts = [{id = \"week-1\", texts = [\"b\"] }]\n");
    }

    #[test]
    fn a_part_stands_behind_the_others() {
        let language: LanguageTag = "ar".parse().expect("a language");
        let part: Slug = "week-2".parse().expect("a slug");
        let settings = "[[parts]]\nid = \"week-1\"\n";
        let changed = with_part(settings, &part, &language, "الثاني").expect("settings"); // "the second"
        assert_eq!(
            changed.as_deref(),
            Some(
                "[[parts]]\nid = \"week-1\"\n\n[[parts]]\nid = \"week-2\"\n\
                 title = { ar = \"الثاني\" }\ntexts = []\n"
            )
        );
        let again = with_part(&changed.expect("settings"), &part, &language, "x");
        assert!(matches!(again, Ok(None)));
    }
}
