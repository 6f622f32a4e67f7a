//! A matcher without an index: every form, in all the ways it may be written, at every word.

use std::ops::Range;

/// A character of the text after normalisation, and the end of it with its marks.
struct Letter {
    character: char,
    start: usize,
    end: usize,
}

fn letters(text: &str, normalise: impl Fn(char) -> Option<char>) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::new();
    for (start, character) in text.char_indices() {
        let end = start + character.len_utf8();
        match (normalise(character), letters.last_mut()) {
            (Some(letter), _) => letters.push(Letter { character: letter, start, end }),
            (None, Some(last)) => last.end = end,
            (None, None) => {}
        }
    }
    letters
}

fn is_word(letter: Option<&Letter>) -> bool {
    letter
        .is_some_and(|letter| letter.character.is_alphanumeric() || letter.character == '\u{200C}')
}

/// The longest of the ways to write a form at each place, from left to right.
fn leftmost_longest(
    text: &[Letter],
    length_at: impl Fn(usize) -> Option<usize>,
) -> Vec<Range<usize>> {
    let mut places = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let begins_word = is_word(text.get(at)) && (at == 0 || !is_word(text.get(at - 1)));
        match length_at(at).filter(|_| begins_word) {
            Some(length) => {
                places.push(text[at].start..text[at + length - 1].end);
                at += length;
            }
            None => at += 1,
        }
    }
    places
}

/// The ways to write Arabic forms.
pub(crate) struct Arabic(Vec<String>);

impl Arabic {
    pub(crate) fn new(forms: &[&str]) -> Self {
        Self(forms.iter().flat_map(|form| arabic_surfaces(form)).collect())
    }

    pub(crate) fn find(&self, text: &str) -> Vec<Range<usize>> {
        let normal = |character| match character {
            '\u{064B}'..='\u{0652}' => None,
            'ى' => Some('ي'),
            character if character.is_whitespace() => Some(' '),
            character => Some(character),
        };
        let text = letters(text, normal);
        leftmost_longest(&text, |at| {
            let lengths = self.0.iter().filter_map(|surface| {
                let length = surface_length(surface, &text[at..], arabic_alike)?;
                (!is_word(text.get(at + length))).then_some(length)
            });
            lengths.max()
        })
    }
}

/// How many letters of `text` are the surface; a space in it is any number of spaces.
fn surface_length(
    surface: &str,
    text: &[Letter],
    is_alike: impl Fn(char, char) -> bool,
) -> Option<usize> {
    let mut at = 0;
    for expected in surface.chars() {
        let found = text.get(at)?.character;
        if !is_alike(expected, found) {
            return None;
        }
        at += 1;
        while expected == ' ' && text.get(at).is_some_and(|next| next.character == ' ') {
            at += 1;
        }
    }
    Some(at)
}

fn arabic_alike(form: char, text: char) -> bool {
    let normal = |letter| if letter == 'ى' { 'ي' } else { letter };
    normal(form) == text || matches!((form, text), ('أ' | 'إ', 'ا') | ('ا', 'أ' | 'إ'))
        // In a surface this sign stands for hamza that must be written.
        || form == WRITTEN_HAMZA && text == 'أ'
}

const WRITTEN_HAMZA: char = '!';

fn arabic_surfaces(form: &str) -> Vec<String> {
    let words: Vec<&str> =
        form.split(' ').map(|word| word.strip_prefix("ال").unwrap_or(word)).collect();
    let is_short = words.concat().chars().count() <= 3;
    let (last, before) = words.split_last().expect("a form has a word");
    let mut phrases = vec![String::new()];
    for word in before {
        let heh = word.strip_suffix('ة').map(|stem| format!("{stem}ه"));
        let tanween = heh.is_none().then(|| format!("{word}ا"));
        let mut longer = Vec::new();
        for phrase in &phrases {
            for word in [Some((*word).to_owned()), heh.clone()].into_iter().flatten() {
                longer.push(format!("{phrase}{word} "));
                longer.push(format!("{phrase}{word} ال"));
            }
            longer.extend(tanween.iter().map(|word| format!("{phrase}{word} ")));
        }
        phrases = longer;
    }
    let mut surfaces = Vec::new();
    for clitics in CLITICS {
        for phrase in &phrases {
            for last in arabic_endings(last) {
                let words = format!("{phrase}{last}");
                match (*clitics, words.strip_prefix('أ')) {
                    ("و" | "ف", Some(rest)) if is_short => {
                        surfaces.push(format!("{clitics}{WRITTEN_HAMZA}{rest}"));
                    }
                    ("و" | "ف", None) if is_short => {}
                    _ => surfaces.push(format!("{clitics}{words}")),
                }
            }
        }
    }
    surfaces
}

const CLITICS: &[&str] = &[
    "", "ال", "بال", "كال", "لل", "ب", "ك", "ل", "و", "وال", "وبال", "وكال", "ولل", "وب", "وك",
    "ول", "ف", "فال", "فبال", "فكال", "فلل", "فب", "فك", "فل",
];

const PRONOUNS: &[&str] = &["ه", "ها", "هم", "هن", "هما", "نا", "ك", "كم", "كما"];

fn arabic_endings(word: &str) -> Vec<String> {
    let long = word.chars().count() >= 4;
    let with = |stem: &str, endings: &[&str]| -> Vec<String> {
        endings.iter().map(|ending| format!("{stem}{ending}")).collect()
    };
    let dual: &[&str] = if long { &["ان", "ين"] } else { &[] };
    let sound: &[&str] = if long { &["ان", "ين", "ون"] } else { &[] };
    let change = |to: &str| {
        let mut stem = word.to_owned();
        stem.pop();
        stem + to
    };
    let regular = || [with(word, &["", "ا"]), with(word, PRONOUNS), with(word, sound)].concat();
    match word.chars().last() {
        Some('ة') => {
            let open = change("ت");
            let construct: &[&str] = if long { &["ا"] } else { &[] };
            [
                vec![word.to_owned(), change("ه")],
                with(&open, PRONOUNS),
                with(&open, &["ان", "ين"]),
                with(&open, construct),
            ]
            .concat()
        }
        Some('ى') => [regular(), with(&change("ا"), PRONOUNS)].concat(),
        Some('ء') => [
            regular(),
            with(&change("ؤ"), PRONOUNS),
            with(&change("ئ"), PRONOUNS),
            with(&change("ئ"), &["ا"]),
            with(&change("ئ"), dual),
        ]
        .concat(),
        Some('أ') => [
            regular(),
            with(&change("ؤ"), PRONOUNS),
            with(&change("ئ"), PRONOUNS),
            with(&change("آ"), &["ن"]),
        ]
        .concat(),
        _ => regular(),
    }
}

/// The ways to write Persian forms.
pub(crate) struct Persian(Vec<Surface>);

impl Persian {
    pub(crate) fn new(forms: &[&str]) -> Self {
        Self(forms.iter().flat_map(|form| persian_surfaces(form)).collect())
    }

    pub(crate) fn find(&self, text: &str) -> Vec<Range<usize>> {
        let normal = |character| match character {
            '\u{064B}'..='\u{0652}' => None,
            'ي' | 'ى' => Some('ی'),
            'ك' => Some('ک'),
            'ة' => Some('ه'),
            'أ' | 'إ' => Some('ا'),
            'ؤ' => Some('و'),
            character if character.is_whitespace() => Some(' '),
            character => Some(character),
        };
        let mut text = letters(text, normal);
        mend_joiners(&mut text);
        leftmost_longest(&text, |at| {
            let before: String = text[..at].iter().map(|letter| letter.character).collect();
            let word_before = before.trim_end().rsplit(' ').next().unwrap_or("");
            let is_announced = ANNOUNCING.contains(&word_before) && before.ends_with(' ');
            let lengths = self.0.iter().filter_map(|surface| {
                let length =
                    surface_length(&surface.written, &text[at..], |form, text| form == text)?;
                let next = next_word(&text[at + length..]);
                let takes = !is_word(text.get(at + length))
                    && (!surface.is_indefinite || is_announced || next == "که")
                    // A silent heh before a word `ای` is not bare.
                    && !(surface.is_bare_heh && next == "ای");
                takes.then_some(length)
            });
            lengths.max()
        })
    }
}

const ANNOUNCING: &[&str] = &["یک", "هیچ", "هر", "چنین"];

/// The word after white space.
fn next_word(text: &[Letter]) -> String {
    let spaces = text.iter().take_while(|letter| letter.character == ' ').count();
    let word = if spaces > 0 { &text[spaces..] } else { &[] };
    word.iter().take_while(|letter| is_word(Some(letter))).map(|letter| letter.character).collect()
}

/// Drops joiners that cannot be seen or divide nothing; what they stood on ends with them, but
/// only marks belong to a match.
fn mend_joiners(text: &mut Vec<Letter>) {
    let mut at = 0;
    while at < text.len() {
        let before = at.checked_sub(1).map(|before| text[before].character);
        let after = text.get(at + 1).map(|after| after.character);
        let divides = before
            .is_some_and(|before| before.is_alphanumeric() && !"اآدذرزژوؤ".contains(before))
            && after.is_some_and(char::is_alphanumeric);
        if text[at].character == '\u{200C}' && !divides {
            text.remove(at);
        } else {
            at += 1;
        }
    }
}

struct Surface {
    written: String,
    /// With the bare yeh that needs a word about it.
    is_indefinite: bool,
    /// A silent heh with nothing after it.
    is_bare_heh: bool,
}

const POSSESSIVES: &[&str] = &["م", "ت", "ش", "مان", "تان", "شان"];
const JOINER: &str = "\u{200C}";

fn persian_surfaces(form: &str) -> Vec<Surface> {
    let is_silent_heh = is_silent_heh(form);
    // Hamza on the heh, as a mark after it.
    let heads: &[&str] = if is_silent_heh { &["", "\u{0654}"] } else { &[""] };
    let mut surfaces = Vec::new();
    for way in persian_ways(form) {
        for (ending, is_indefinite) in persian_endings(form) {
            for head in heads {
                let mut written = letters(&format!("{way}{head}{ending}"), Some);
                mend_joiners(&mut written);
                surfaces.push(Surface {
                    written: written.iter().map(|letter| letter.character).collect(),
                    is_indefinite,
                    is_bare_heh: is_silent_heh && ending.is_empty(),
                });
            }
        }
    }
    surfaces
}

fn is_silent_heh(form: &str) -> bool {
    form.ends_with('ه') && !form.ends_with("گروه")
}

/// The ways to write a form without an ending.
fn persian_ways(form: &str) -> Vec<String> {
    let mut ways = vec![String::new()];
    for character in form.chars() {
        let written = character.to_string();
        let choices: &[&str] = match character {
            '\u{200C}' => &[JOINER, " ", ""],
            // After a silent heh, with ezafe in both spellings.
            ' ' if form.starts_with("توسعه") => {
                &[" ", JOINER, "\u{0654} ", "\u{200C}ی ", "\u{0654}\u{200C}"]
            }
            ' ' => &[" ", JOINER],
            _ => &[&written],
        };
        let longer = |way: &String| {
            choices.iter().map(move |choice| format!("{way}{choice}")).collect::<Vec<_>>()
        };
        ways = ways.iter().flat_map(longer).collect();
    }
    ways
}

/// The endings of a form, and whether each has the bare yeh that needs a word about it.
fn persian_endings(form: &str) -> Vec<(String, bool)> {
    let plurals = persian_plurals();
    let (always, indefinite, after_joiner): (&[&str], &[&str], &[&str]) = match form.chars().last()
    {
        Some('ا' | 'و') => (&["ی", "یم", "یش", "یمان", "یتان", "یشان"], &["یی"], &[]),
        Some('ی') => (&["م", "ش", "مان", "تان", "شان"], &["ای"], &["ت"]),
        _ if is_silent_heh(form) => {
            (&["ی", "ام", "ات", "اش", "اند", "مان", "تان", "شان"], &["ای", "یی"], &[])
        }
        _ if form.ends_with("یت") => (POSSESSIVES, &[], &[]),
        _ => (POSSESSIVES, &["ی"], &[]),
    };
    let mut endings = vec![(String::new(), false)];
    for link in ["", JOINER] {
        let mut add =
            |ending: &str, needs_word| endings.push((format!("{link}{ending}"), needs_word));
        plurals
            .iter()
            .map(|plural| &**plural)
            .chain(always.iter().copied())
            .for_each(|ending| add(ending, false));
        for ending in indefinite {
            add(ending, true);
        }
    }
    // Where the joiner can be seen.
    let is_seen = !form.ends_with(|last| "اآدذرزژوؤ".contains(last));
    let apart: &[&str] = if is_seen { &["ام", "ات", "اش", "اند", "است"] } else { &[] };
    let after_joiner = after_joiner.iter().chain(apart);
    endings.extend(after_joiner.map(|ending| (format!("{JOINER}{ending}"), false)));
    endings.extend(plurals.iter().map(|plural| (format!(" {plural}"), false)));
    if is_silent_heh(form) {
        endings.push((" ای".into(), true));
    }
    endings
}

fn persian_plurals() -> Vec<String> {
    let possessive = |possessive| [format!("ها{possessive}"), format!("های{possessive}")];
    let bare = ["ها", "های", "هایی", "هاست"].map(str::to_owned);
    bare.into_iter().chain(POSSESSIVES.iter().flat_map(possessive)).collect()
}
