//! What a web page puts around a text: dates, weather, buttons, its title once more.

use super::document::Front;
use super::lines::Line;
use super::report::Report;
use crate::text::Class;

/// How many lines at each end of a text may be chrome.
const REACH: usize = 10;

/// Words of buttons and notices.
const NOTICES: &[&str] = &[
    "تم نسخ",
    "نسخ الرابط",
    "شارك",
    "مشاركة",
    "طباعة",
    "اقرأ أيضا",
    "اقرأ أيضاً",
    "تابعنا",
    "اشترك",
    "کپی لینک",
    "لینک کوتاه",
    "اشتراک گذاری",
    "اشتراک\u{200C}گذاری",
    "چاپ مطلب",
    "ارسال نظر",
    "Share this",
    "Copy link",
    "Read more",
    "Subscribe",
    "Follow us",
    "Cookie",
];

/// Months of the Gregorian calendar in Arabic (both sets), Persian and English.
const MONTHS: &[(&str, u32)] = &[
    ("يناير", 1),
    ("كانون الثاني", 1),
    ("ژانویه", 1),
    ("January", 1),
    ("فبراير", 2),
    ("شباط", 2),
    ("فوریه", 2),
    ("February", 2),
    ("مارس", 3),
    ("آذار", 3),
    ("March", 3),
    ("أبريل", 4),
    ("ابريل", 4),
    ("نيسان", 4),
    ("آوریل", 4),
    ("April", 4),
    ("مايو", 5),
    ("أيار", 5),
    ("مه", 5),
    ("May", 5),
    ("يونيو", 6),
    ("حزيران", 6),
    ("ژوئن", 6),
    ("June", 6),
    ("يوليو", 7),
    ("تموز", 7),
    ("ژوئیه", 7),
    ("July", 7),
    ("أغسطس", 8),
    ("اغسطس", 8),
    ("آب", 8),
    ("اوت", 8),
    ("August", 8),
    ("سبتمبر", 9),
    ("أيلول", 9),
    ("سپتامبر", 9),
    ("September", 9),
    ("أكتوبر", 10),
    ("اكتوبر", 10),
    ("تشرين الأول", 10),
    ("اکتبر", 10),
    ("October", 10),
    ("نوفمبر", 11),
    ("تشرين الثاني", 11),
    ("نوامبر", 11),
    ("November", 11),
    ("ديسمبر", 12),
    ("كانون الأول", 12),
    ("دسامبر", 12),
    ("December", 12),
];

/// Takes the chrome off the lines of a plain text. The title that stands twice is left once, and
/// named in the front matter with the date behind it.
pub(super) fn remove(lines: Vec<Line>, front: &mut Front, report: &mut Report) -> Vec<Line> {
    let total = lines.len();
    let title = repeated(&lines);
    front.title.clone_from(&title);
    let mut kept: Vec<Line> = Vec::with_capacity(total);
    let mut title_seen = false;
    for (index, line) in lines.into_iter().enumerate() {
        let is_near = index < REACH || index + REACH >= total;
        if title.as_deref() == Some(&line.text) && is_near {
            if title_seen {
                report.removed(line.number, "chrome", &line.text);
            } else {
                kept.push(line);
            }
            title_seen = true;
            continue;
        }
        if !is_near || !is_chrome(&line.text) {
            kept.push(line);
            continue;
        }
        // The date of the page stands above the title, that of the text under it.
        if title_seen && front.date.is_none() {
            front.date = date(&line.text);
            if let Some(date) = &front.date {
                let change = (line.text.as_str(), date.as_str());
                report.changed(line.number, "front-matter", Class::Stated, change);
                continue;
            }
        }
        report.removed(line.number, "chrome", &line.text);
    }
    kept
}

/// The words that stand twice near the start.
fn repeated(lines: &[Line]) -> Option<String> {
    let near = &lines[..lines.len().min(REACH)];
    let found = near.iter().enumerate().find(|(index, line)| {
        line.words() > 2 && near[..*index].iter().any(|earlier| earlier.text == line.text)
    });
    found.map(|(_, line)| line.text.clone())
}

fn is_chrome(text: &str) -> bool {
    let text = bare(text);
    let words = text.split_whitespace().count();
    let is_weather =
        words <= 6 && (text.contains('℃') || text.contains("°C") || text.contains("° C"));
    let is_notice = words <= 8 && NOTICES.iter().any(|notice| text.contains(notice));
    is_weather || is_notice || is_date_or_clock(text)
}

/// A line without the bullet that a list of buttons leaves before it.
fn bare(text: &str) -> &str {
    text.trim_start_matches(['-', '·', '•', '*', ' ', '|'])
}

fn is_date_or_clock(text: &str) -> bool {
    let has_month = MONTHS.iter().any(|(name, _)| has_word(text, name));
    let mut rest = text.to_owned();
    for (name, _) in MONTHS.iter().filter(|(name, _)| has_word(text, name)) {
        rest = rest.replace(name, " ");
    }
    let is_part = |word: &str| {
        let word = word.trim_matches(|ch: char| matches!(ch, ',' | '،' | '-' | '|' | '.'));
        word.is_empty()
            || matches!(
                word,
                "ص" | "م"
                    | "صباحا"
                    | "مساء"
                    | "ساعت"
                    | "الساعة"
                    | "AM"
                    | "PM"
                    | "am"
                    | "pm"
            )
            || word.chars().all(|ch| ch.is_numeric() || matches!(ch, ':' | '/' | '-' | '.'))
    };
    let numbers: Vec<&str> = rest.split_whitespace().collect();
    let is_clock = numbers.iter().any(|word| word.contains(':'));
    let is_numeric_date = numbers.iter().any(|word| word.matches('/').count() == 2);
    let has_digit = rest.chars().any(char::is_numeric);
    has_digit
        && numbers.iter().all(|word| is_part(word))
        && (has_month || is_clock || is_numeric_date)
}

fn has_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphabetic) && !after.is_some_and(char::is_alphabetic)
    })
}

/// A day with the name of its month, as an ISO date.
pub(super) fn date(text: &str) -> Option<String> {
    let text = bare(text);
    let (name, month) = MONTHS.iter().find(|(name, _)| has_word(text, name))?;
    let numbers = |part: &str| -> Vec<u32> {
        part.split(|ch: char| !ch.is_numeric()).filter_map(crate::text::number).collect()
    };
    let (before, after) = text.split_once(name)?;
    let day = numbers(before).into_iter().next_back();
    let year = numbers(after).into_iter().find(|number| (1000..3000).contains(number));
    let day =
        day.or_else(|| numbers(after).into_iter().find(|number| (1..=31).contains(number)))?;
    let date = jiff::civil::Date::new(year? as i16, *month as i8, i8::try_from(day).ok()?).ok()?;
    Some(date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chrome_is_told_from_words() {
        for chrome in [
            "- ℃ 11 تركيا",
            "- 22 ديسمبر 2024",
            "31 مارس 2024, 9:14:15 م",
            "- تم نسخ الرابط",
            "9:14",
        ] {
            assert!(is_chrome(chrome), "{chrome}");
        }
        for words in ["في 3 ديسمبر 2023", "1991", "مارس سلطته", "المادة 43"]
        {
            assert!(!is_chrome(words), "{words}");
        }
    }

    #[test]
    fn a_day_becomes_an_iso_date() {
        assert_eq!(date("31 مارس 2024, 9:14:15 م").as_deref(), Some("2024-03-31"));
        assert_eq!(date("March 5, 2021").as_deref(), Some("2021-03-05"));
        assert_eq!(date("31 فبراير 2024"), None);
    }
}
