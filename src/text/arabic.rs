//! How an Arabic word carries clitics and endings: letters come in, what may be cut off goes out.
//!
//! The rules want precision: a link on the wrong word is worse than a missing one.
//! Those of a light stemmer (light10) were rejected, which cut nisba as well and would find the noun
//! "security" in the adjective "secure".
//! The affixes are written without vowel signs, which are dropped before.

use rustc_hash::FxHashSet;

use super::letter::{
    ALEF, ALEF_HAMZA_ABOVE, ALEF_HAMZA_BELOW, ALEF_MADDA, ALEF_MAKSURA, BEH, FEH, HAMZA, HEH, KAF,
    LAM, Letter, MEEM, NOON, SKELETON, TEH, TEH_MARBUTA, WAW, WAW_HAMZA, YEH, YEH_HAMZA, is_latin,
};
use super::stem::{Lengths, Shape, coded};

/// The lengths of what may be clitics before the stem: `و` "and" and `ف` "so" once, then one of
/// `ال` "the", `بال`, `كال`, `لل` (with the article), `ب` "by", `ك` "as", `ل` "for".
pub(super) fn clitics(word: &[Letter]) -> Lengths {
    let lengths = prepositions(word, 0, Lengths::ZERO);
    match word {
        [WAW | FEH, ..] => prepositions(word, 1, lengths.and(1)),
        _ => lengths,
    }
}

fn prepositions(word: &[Letter], from: usize, lengths: Lengths) -> Lengths {
    match &word[from..] {
        [ALEF, LAM, ..] => lengths.and(from + 2),
        [LAM, LAM, ..] => lengths.and(from + 1).and(from + 2),
        [BEH | KAF, ALEF, LAM, ..] => lengths.and(from + 1).and(from + 3),
        [BEH | KAF | LAM, ..] => lengths.and(from + 1),
        _ => lengths,
    }
}

/// Whether these clitics, one of [`clitics`], may stand before a form that begins with `next`.
///
/// A short form, of three letters or fewer, takes no bare `و` or `ف`: `وحدة` "unity" is not "and" +
/// `حدة` "sharpness".
/// With a written hamza after it (`وأمن`) the word is no longer mistaken.
pub(super) fn takes_clitics(clitics: &[Letter], next: Letter, short: bool) -> bool {
    const WRITTEN_HAMZAS: [Letter; 6] =
        [ALEF_HAMZA_ABOVE, ALEF_HAMZA_BELOW, ALEF_MADDA, HAMZA, WAW_HAMZA, YEH_HAMZA];
    match clitics {
        [WAW | FEH] if short => WRITTEN_HAMZAS.contains(&next) || is_latin(next),
        _ => true,
    }
}

/// The length of the article before `word`, if it has one.
pub(super) fn article(word: &[Letter]) -> usize {
    if let [ALEF, LAM, ..] = word { 2 } else { 0 }
}

/// The lengths of what may be endings after the stem.
pub(super) fn endings(word: &[Letter]) -> Lengths {
    let none = Lengths::ZERO;
    match word {
        [.., HEH | NOON, ALEF] => none.and(1).and(2),
        [.., MEEM, ALEF] => none.and(1).and(3),
        [.., HEH | KAF | ALEF] | [.., ALEF_MADDA, NOON] => none.and(1),
        [.., HEH | KAF, MEEM] | [.., HEH | ALEF | YEH | WAW, NOON] => none.and(2),
        _ => none,
    }
}

/// What a form may take after its last letter, in one of its shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// Nothing: teh marbuta as it stands.
    None,
    /// Nothing or a pronoun: after alef.
    Alef,
    /// Nothing, a pronoun, the alef of tanween and, after four letters or more, the dual and the
    /// sound masculine plural.
    Sound { long: bool },
    /// A pronoun or the dual: teh marbuta opened to `ت`.
    OpenTeh { long: bool },
    /// A pronoun: alef maksura opened to `ا`, hamza seated on waw.
    OnlyPronoun,
    /// A pronoun, the alef of tanween or the dual: hamza seated on yeh.
    SeatOnYeh { long: bool },
    /// The dual whose alef has become one with the alef before it (`مبدآن`, two principles).
    Madda,
}

impl Ending {
    /// Whether the letters after the form are an ending that it takes.
    ///
    /// Never `ي`, `ية`, `يون`: a nisba is another word (`أمني` is not `أمن`).
    pub(super) fn takes(self, rest: &[Letter]) -> bool {
        match self {
            Self::None => rest.is_empty(),
            Self::Alef => rest.is_empty() || is_pronoun(rest),
            Self::Sound { long } => {
                rest.is_empty()
                    || is_pronoun(rest)
                    || rest == [ALEF]
                    || long && matches!(rest, [ALEF | YEH | WAW, NOON])
            }
            Self::OpenTeh { long } => is_pronoun(rest) || is_dual(rest) || long && rest == [ALEF],
            Self::OnlyPronoun => is_pronoun(rest),
            Self::SeatOnYeh { long } => is_pronoun(rest) || rest == [ALEF] || long && is_dual(rest),
            Self::Madda => rest == [NOON],
        }
    }
}

/// His, her, their and so on; not `ي` "my", which looks like a nisba.
fn is_pronoun(rest: &[Letter]) -> bool {
    matches!(
        rest,
        [HEH | KAF]
            | [HEH | NOON, ALEF]
            | [HEH | KAF, MEEM]
            | [HEH, NOON]
            | [HEH | KAF, MEEM, ALEF]
    )
}

fn is_dual(rest: &[Letter]) -> bool {
    matches!(rest, [ALEF | YEH, NOON])
}

/// The shapes that the last word of a form, without its article, takes before endings.
pub(super) fn shapes(word: &[Letter]) -> Vec<Shape<Ending>> {
    let Some((&last, stem)) = word.split_last() else {
        return Vec::new();
    };
    let long = word.len() >= 4;
    let with = |letter: Letter, ending| Shape { letters: [stem, &[letter]].concat(), ending };
    match last {
        TEH_MARBUTA => vec![with(last, Ending::None), with(TEH, Ending::OpenTeh { long })],
        ALEF_MAKSURA => vec![with(last, Ending::Sound { long }), with(ALEF, Ending::OnlyPronoun)],
        HAMZA => vec![
            with(last, Ending::Sound { long }),
            with(WAW_HAMZA, Ending::OnlyPronoun),
            with(YEH_HAMZA, Ending::SeatOnYeh { long }),
        ],
        ALEF_HAMZA_ABOVE => vec![
            with(last, Ending::Sound { long }),
            with(WAW_HAMZA, Ending::OnlyPronoun),
            with(YEH_HAMZA, Ending::OnlyPronoun),
            with(ALEF_MADDA, Ending::Madda),
        ],
        WAW_HAMZA => {
            vec![with(last, Ending::Sound { long }), with(YEH_HAMZA, Ending::OnlyPronoun)]
        }
        ALEF => vec![with(last, Ending::Alef)],
        _ if last.is_ascii_digit() => vec![with(last, Ending::None)],
        _ => vec![with(last, Ending::Sound { long })],
    }
}

/// Whether a letter of a text may stand for one of a form.
///
/// Writers drop hamza from alef but do not put it elsewhere: `أ` and `إ` are `ا` and the reverse, but
/// not each other, and alef with madda is neither (`آمن` "safe" is not `أمن` "security").
/// Teh marbuta without its dots is `ه`, at the end only; the pronoun `ه` never gets dots.
/// Final `ي` is often written without its dots too.
pub(super) fn is_spelled_alike(form: Letter, text: Letter, is_last: bool) -> bool {
    if form == text {
        return true;
    }
    if form & SKELETON != text & SKELETON {
        return false;
    }
    match (form, text) {
        (ALEF, ALEF_HAMZA_ABOVE | ALEF_HAMZA_BELOW)
        | (ALEF_HAMZA_ABOVE | ALEF_HAMZA_BELOW, ALEF)
        | (YEH, ALEF_MAKSURA)
        | (ALEF_MAKSURA, YEH) => true,
        (TEH_MARBUTA, HEH) => is_last,
        _ => false,
    }
}

/// Words of a form with the article that it has, if it is one, removed.
pub(super) fn without_article<'w>(
    word: &'w [Letter],
    not_the_article: &[Vec<Letter>],
) -> &'w [Letter] {
    let has_endings = |rest: &[Letter]| {
        rest.is_empty() || matches!(rest, [ALEF, TEH] | [YEH | TEH_MARBUTA] | [YEH, TEH_MARBUTA])
    };
    let is_lexical =
        not_the_article.iter().any(|al| word.strip_prefix(&al[..]).is_some_and(has_endings));
    match word {
        [ALEF, LAM, _, _, ..] if !is_lexical => &word[2..],
        _ => word,
    }
}

/// Words that begin with `ال` without having the article, for [`without_article`].
pub(super) fn not_the_article() -> Vec<Vec<Letter>> {
    NOT_THE_ARTICLE.iter().map(|word| coded(word)).collect()
}

/// Verbal nouns of the eighth form from roots in `ل`, particles, and names that are often written
/// without their hamza.
const NOT_THE_ARTICLE: [&str; 35] = [
    "التزام",  // commitment
    "التحاق",  // accession
    "التحام",  // clash
    "التقاء",  // meeting
    "التقاط",  // capture
    "التباس",  // ambiguity
    "التفاف",  // circumvention
    "التفات",  // attention
    "التماس",  // petition
    "التهاب",  // inflammation
    "التهام",  // devouring
    "التئام",  // convening
    "التواء",  // twist
    "التصاق",  // adhesion
    "التجاء",  // resort
    "الله",    // God
    "اللهم",   // O God
    "الذي",    // who
    "التي",    // who, feminine
    "اللذان",  // who, dual
    "اللتان",  // who, feminine dual
    "الذين",   // who, plural
    "اللاتي",   // who, feminine plural
    "اللواتي", // who, feminine plural
    "الى",     // to
    "الا",      // except
    "الآن",     // now
    "الان",     // now
    "المانيا", // Germany
    "الماني",  // German
    "البانيا", // Albania
    "الباني",  // Albanian
    "الاسكا",   // Alaska
    "الزام",   // obligation
    "الغاء",   // abolition
];

/// Whether the whole written word, of which `stem` letters would be clitics, has a sense of its own.
pub(super) fn is_own_word(
    own_words: &FxHashSet<Vec<Letter>>,
    word: &[Letter],
    stem: usize,
) -> bool {
    let after_conjunction = usize::from(matches!(word, [WAW | FEH, ..]));
    own_words.contains(word)
        || stem > after_conjunction && own_words.contains(&word[after_conjunction..])
}

/// Whether the indefinite accusative of the word is written with an alef.
pub(super) fn takes_tanween(word: &[Letter]) -> bool {
    !matches!(word, [] | [.., ALEF | TEH_MARBUTA | ALEF_MAKSURA])
}

/// Words that are not a shorter form with clitics or an ending: frequent ones, where what is left is likely to be a term.
pub(super) const OWN_WORDS: [&str; 41] = [
    "بشر",      // mankind, not by + شر evil
    "برد",      // cold, not by + رد reply
    "بحر",      // sea, not by + حر free
    "بحار",     // seas, not by + حار hot
    "بحث",      // research, not by + حث urging
    "بطن",      // belly, not by + طن ton
    "بعد",      // after, not by + عد counting
    "باب",      // door, not by + أب father
    "بنية",     // structure, not by + نية intention
    "بذرة",     // seed, not by + ذرة atom
    "كسر",      // fracture, not as + سر secret
    "كسب",      // gain, not as + سب insult
    "كبر",      // pride, not as + بر land
    "كرب",      // distress, not as + رب lord
    "كفن",      // shroud, not as + فن art
    "كتل",      // blocs, not as + تل hill
    "كتلة",     // bloc, not as + تلة hill
    "كمال",     // perfection, not as + مال money
    "كامل",     // complete, not as + أمل hope
    "كاهل",     // shoulder, not as + أهل people
    "كوارث",    // disasters, not as + وارث heir
    "لجنة",     // committee, not for + جنة paradise
    "لباس",     // dress, not for + بأس might
    "وسائل",    // means, not and + سائل liquid
    "فقراء",    // the poor, not so + قراء readers
    "شرك",      // polytheism, not شر evil + your
    "جدا",      // very, not جد earnest in the accusative
    "ربا",      // usury, not رب lord in the accusative
    "عليا",     // supreme, not the name علي in the accusative
    "سوريا",    // Syria, not Syrian in the accusative; so the others
    "ليبيا",    // Libya
    "روسيا",    // Russia
    "تركيا",    // Turkey
    "بريطانيا", // Britain
    "ألمانيا",  // Germany
    "إيطاليا",  // Italy
    "إسبانيا",  // Spain
    "رومانيا",  // Romania
    "ماليزيا",  // Malaysia
    "نيجيريا",  // Nigeria
    "إثيوبيا",  // Ethiopia
];
