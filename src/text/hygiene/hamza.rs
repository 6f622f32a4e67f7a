//! Hamza on alef, in Arabic: missing where a word has one, and written where it has none.
//!
//! Both are told only of words in the closed lists of `hamza_words.rs`. What may stand about a listed
//! word are the conjunctions, prepositions and article of Arabic, and the endings below.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::super::finding::{Class, Finding};
use super::hamza_words::{NOT_MISSING, WASL_NOUNS, WASL_VERBS, WITH_HAMZA, WORDS_WITH_HAMZA};
use super::token::{Token, Trait};
use super::{Orthography, Run, flag, proposal, rule};

const ALEF: char = '\u{0627}';

pub(super) fn inspect(run: &Run, token: &Token, findings: &mut Vec<Finding>) {
    let hamza = Trait::HAMZA_ABOVE.with(Trait::HAMZA_BELOW);
    let concerned = Trait::BARE_ALEF.with(hamza);
    if run.orthography != Orthography::Arabic || !token.traits.has(concerned) {
        return;
    }
    let word = bare(run.text_of(token), token);
    if token.traits.has(hamza)
        && let Some(mended) = without_hamza(&word)
    {
        findings.push(proposal(rule::HAMZA_WASL, Class::Flagged, token.range(), mended));
    }
    if token.traits.has(Trait::BARE_ALEF) {
        findings.extend(missing(&word).map(|(listed, at)| match listed {
            Listed::One(stem) => {
                let mended = format!("{}{stem}{}", &word[..at], &word[at + stem.len()..]);
                proposal(rule::HAMZA_MISSING, Class::Flagged, token.range(), mended)
            }
            Listed::Several => flag(rule::HAMZA_MISSING, token.range()),
        }));
    }
}

/// The word without marks and tatweel.
fn bare<'t>(word: &'t str, token: &Token) -> Cow<'t, str> {
    if !token.traits.has(Trait::MARK.with(Trait::TATWEEL)) {
        return Cow::Borrowed(word);
    }
    let is_letter =
        |ch: &char| *ch != '\u{0640}' && !unicode_normalization::char::is_combining_mark(*ch);
    Cow::Owned(word.chars().filter(is_letter).collect())
}

/// The words of a list by how they look without hamza.
type ByBareForm = FxHashMap<String, Listed>;

/// What a word without hamza may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Listed {
    One(&'static str),
    /// أن and إن, أعلام and إعلام
    Several,
}

static MISSING_STEMS: LazyLock<ByBareForm> = LazyLock::new(|| by_bare_form(WITH_HAMZA));
static MISSING_WORDS: LazyLock<ByBareForm> = LazyLock::new(|| by_bare_form(WORDS_WITH_HAMZA));
static EXCEPTIONS: LazyLock<FxHashSet<&str>> =
    LazyLock::new(|| NOT_MISSING.split_whitespace().collect());
static NOUNS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| WASL_NOUNS.split_whitespace().collect());
static VERBS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| WASL_VERBS.split_whitespace().collect());

fn by_bare_form(list: &'static str) -> ByBareForm {
    let mut words = ByBareForm::default();
    for word in list.split_whitespace() {
        let rest = word.strip_prefix(['أ', 'إ', 'آ']).unwrap_or(word);
        words
            .entry(format!("{ALEF}{rest}"))
            .and_modify(|listed| *listed = Listed::Several)
            .or_insert(Listed::One(word));
    }
    words
}

/// The listed word that a word without its hamza is, and where it begins.
fn missing(word: &str) -> Option<(Listed, usize)> {
    let found = splits(word).find_map(|(prefix, rest)| {
        let whole = if prefix.is_conjunction() { MISSING_WORDS.get(rest) } else { None };
        let listed = whole.copied().or_else(|| missing_stem(prefix, rest))?;
        Some((listed, word.len() - rest.len()))
    });
    found.filter(|_| !EXCEPTIONS.contains(word))
}

fn missing_stem(prefix: Prefix, rest: &str) -> Option<Listed> {
    // Shorter stems look like other words behind one letter: واحد, "one", is not و and أحد; باكر,
    // "early", is no ب and أكر.
    let shortest = match prefix {
        Prefix::None | Prefix::Article => 3,
        Prefix::Conjunction => 4,
        Prefix::Preposition => 5,
    };
    stems(rest, shortest).find_map(|(stem, ending)| {
        let listed = MISSING_STEMS.get(stem)?;
        is_ending(ending).then_some(*listed)
    })
}

/// The word without a hamza that does not belong to it: `الإقتصاد` is الاقتصاد, and so is `الأقتصاد`;
/// without the article أ may be "I": أستخدم, "I use".
fn without_hamza(word: &str) -> Option<String> {
    let at = word.find(['إ', 'أ'])?;
    let (before, behind) = (&word[..at], &word[at + 'إ'.len_utf8()..]);
    let is_below = word[at..].starts_with('إ');
    let has_article = before.ends_with("ال") || before.ends_with("لل");
    if !BEFORE_HAMZA.contains(&before) || !(is_below || has_article) {
        return None;
    }
    let rest = format!("{ALEF}{behind}");
    // الأسم may be another word.
    let shortest = if is_below { 3 } else { 5 };
    let is_listed = |stem: &str| NOUNS.contains(stem) || is_below && VERBS.contains(stem);
    let is_wasl = stems(&rest, shortest).any(|(stem, ending)| is_listed(stem) && is_ending(ending));
    is_wasl.then(|| format!("{before}{rest}"))
}

/// What may stand before a word that begins with hamza.
const BEFORE_HAMZA: [&str; 24] = [
    "", "و", "ف", "ب", "ك", "ل", "ال", "وال", "فال", "بال", "كال", "لل", "وب", "ول", "وك", "فب",
    "فل", "وبال", "ولل", "وكال", "فبال", "فلل", "س", "وس",
];

/// What stands before a stem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Prefix {
    /// Nothing.
    None,
    /// و or ف.
    Conjunction,
    /// A preposition, alone or behind a conjunction.
    Preposition,
    /// The article, with letters before it or without.
    Article,
}

impl Prefix {
    fn is_conjunction(self) -> bool {
        matches!(self, Self::None | Self::Conjunction)
    }
}

/// Every way to take a prefix off a word so that an alef without hamza begins the rest.
fn splits(word: &str) -> impl Iterator<Item = (Prefix, &str)> {
    let conjunction = word.strip_prefix(['و', 'ف']);
    let bases = [(Prefix::None, Some(word)), (Prefix::Conjunction, conjunction)];
    bases.into_iter().filter_map(|(prefix, rest)| Some((prefix, rest?))).flat_map(
        |(prefix, rest)| {
            let preposition = rest.strip_prefix(['ب', 'ك', 'ل']);
            let articled = [
                rest.strip_prefix("ال"),
                rest.strip_prefix("لل"),
                preposition.and_then(|rest| rest.strip_prefix("ال")),
            ];
            let plain = [(prefix, Some(rest)), (Prefix::Preposition, preposition)];
            articled
                .into_iter()
                .map(|rest| (Prefix::Article, rest))
                .chain(plain)
                .filter_map(|(prefix, rest)| Some((prefix, rest?)))
                .filter(|(_, rest)| rest.starts_with(ALEF))
        },
    )
}

/// The beginnings of a word that may be stems, the longest first, each with what is left.
fn stems(rest: &str, shortest: usize) -> impl Iterator<Item = (&str, &str)> {
    /// In letters of two bytes.
    const LONGEST: usize = 11;
    let longest = LONGEST.min(rest.len() / 2);
    (shortest..=longest).rev().filter_map(|letters| rest.split_at_checked(2 * letters))
}

/// Endings of nouns and adjectives, and of verbs in the past.
fn is_ending(ending: &str) -> bool {
    const ENDINGS: [&str; 34] = [
        "", "ة", "ه", "ها", "هم", "هما", "هن", "نا", "كم", "ي", "ية", "يا", "ا", "ات", "ان", "ين",
        "ون", "يين", "يون", "يات", "ياً", "ته", "تها", "تهم", "تنا", "اته", "اتها", "اتهم", "يته",
        "يتها", "ت", "وا", "يها", "يه",
    ];
    ENDINGS.contains(&ending)
}
