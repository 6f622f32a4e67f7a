//! How a Persian word carries endings: letters come in, what may be cut off goes out.
//!
//! Endings are joined, or stand after a zero-width non-joiner (ZWNJ, the half-space), and the plural
//! also after a space.
//! Which ones a word takes follows from its last sound.
//! The letters are those of the Persian table, in which every yeh is `ي` and every kaf `ك`.

use super::letter::{
    ALEF, ALEF_MADDA, DAL, HEH, HEH_HAMZA, Letter, MEEM, NOON, SEEN, SHEEN, TEH, WAW, YEH, letters,
};
use super::stem::{Lengths, coded};

/// The plural `ها`.
const HA: [Letter; 2] = letters(['ه', 'ا']);
/// Some, after a plural: `هایی`.
const HAYI: [Letter; 4] = letters(['ه', 'ا', 'ي', 'ي']);
/// Is, after a plural: `هاست`.
const HAST: [Letter; 4] = letters(['ه', 'ا', 'س', 'ت']);
/// Our.
const MAN: [Letter; 3] = letters(['م', 'ا', 'ن']);
/// Your, of several.
const TAN: [Letter; 3] = letters(['ت', 'ا', 'ن']);
/// Their.
const SHAN: [Letter; 3] = letters(['ش', 'ا', 'ن']);
/// Are.
const AND: [Letter; 3] = letters(['ا', 'ن', 'د']);
/// Is.
const AST: [Letter; 3] = letters(['ا', 'س', 'ت']);
/// The indefinite article after a vowel, `ای`; also the ending of adjectives.
const AYE: [Letter; 2] = letters(['ا', 'ي']);
/// The same as older books and those of Afghanistan write it: `منطقه‌یی`.
const YEYE: [Letter; 2] = letters(['ي', 'ي']);

/// The lengths of what may be endings after the stem.
pub(super) fn endings(word: &[Letter]) -> Lengths {
    let none = Lengths::ZERO;
    match word {
        [.., HEH, ALEF] => none.and(2),
        [.., HEH, ALEF, YEH, YEH] => none.and(1).and(2).and(4),
        [.., HEH, ALEF, YEH] => none.and(1).and(2).and(3),
        [.., ALEF | YEH, YEH] => none.and(1).and(2),
        [.., YEH] => none.and(1),
        [.., HEH, ALEF, SEEN, TEH] => none.and(1).and(3).and(4),
        [.., ALEF, SEEN, TEH] => none.and(1).and(3),
        [before @ .., MEEM | TEH | SHEEN] => possessive(before, 1),
        [before @ .., MEEM | TEH | SHEEN, ALEF, NOON] => possessive(before, 3),
        [.., ALEF, NOON, DAL] => none.and(3),
        _ => none,
    }
}

/// A possessive of `length` letters, and what may stand between it and the noun.
fn possessive(before: &[Letter], length: usize) -> Lengths {
    let alone = Lengths::ZERO.and(length);
    match before {
        [.., HEH, ALEF, YEH] => alone.and(length + 1).and(length + 3),
        [.., HEH, ALEF] => alone.and(length + 1).and(length + 2),
        [.., ALEF | YEH] => alone.and(length + 1),
        _ => alone,
    }
}

/// What a form may take after its last letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// A consonant, or a heh that is spoken.
    Consonant,
    /// The ending `-iyat` of abstract nouns: as a consonant, but never with the indefinite yeh,
    /// because `امنیتی` is "of security".
    Iyat,
    /// The vowel `ی`.
    Yeh,
    /// A heh that only marks a vowel: `منطقه` "region".
    SilentHeh,
    /// The vowels `ا` and `و`.
    Vowel,
    /// A `و` that is a consonant, as in `عضو` "member": written as a consonant or as the vowel.
    ConsonantWaw,
}

/// What stands after a form in its word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rest<'w> {
    pub(super) letters: &'w [Letter],
    /// Whether a joiner that can be seen stands before the first of them.
    pub(super) after_joint: bool,
    /// Whether the words around make a bare yeh the indefinite article.
    pub(super) may_be_indefinite: bool,
}

impl Ending {
    /// The endings that a form with these letters takes.
    pub(super) fn of(word: &[Letter]) -> Self {
        match word {
            [.., YEH, TEH] => Self::Iyat,
            [.., YEH] => Self::Yeh,
            [.., WAW] if CONSONANT_WAW.iter().any(|other| word == coded(other)) => {
                Self::ConsonantWaw
            }
            [.., ALEF | ALEF_MADDA | WAW] => Self::Vowel,
            [.., HEH | HEH_HAMZA] if is_silent_heh(word) => Self::SilentHeh,
            _ => Self::Consonant,
        }
    }

    /// Whether the letters after the form are an ending that it takes.
    pub(super) fn takes(self, rest: Rest) -> bool {
        let Rest { letters, after_joint, may_be_indefinite } = rest;
        if letters.is_empty() || is_plural(letters) || after_joint && is_apart(letters) {
            return true;
        }
        match self {
            Self::Consonant => is_possessive(letters) || may_be_indefinite && letters == [YEH],
            Self::Iyat => is_possessive(letters),
            // Joined, `یت` makes an abstract noun of an adjective, `یات` an Arabic plural.
            Self::Yeh => {
                is_possessive(letters) && (after_joint || letters != [TEH])
                    || may_be_indefinite && letters == AYE
            }
            Self::SilentHeh => {
                letters == [YEH]
                    || letters == AND
                    || matches!(letters, [ALEF, MEEM | TEH | SHEEN])
                    || is_long_possessive(letters)
                    || may_be_indefinite && (letters == AYE || letters == YEYE)
            }
            Self::ConsonantWaw => is_possessive(letters) || Self::Vowel.takes(rest),
            Self::Vowel => {
                let after_ezafe = letters.strip_prefix(&[YEH]);
                after_ezafe.is_some_and(|rest| {
                    rest.is_empty()
                        || matches!(rest, [MEEM | SHEEN])
                        || is_long_possessive(rest)
                        || may_be_indefinite && rest == [YEH]
                })
            }
        }
    }
}

/// What is written with an alef of its own after a joiner: a possessive (`امنیت‌اش`), or the verb "to
/// be". Where the joiner cannot be seen it is no longer told from an Arabic plural (`اختیارات`).
fn is_apart(rest: &[Letter]) -> bool {
    matches!(rest, [ALEF, MEEM | TEH | SHEEN]) || rest == AND || rest == AST
}

/// The plural, with or without a possessive, whole: joined to a form, after a joiner, or a word.
pub(super) fn is_plural(rest: &[Letter]) -> bool {
    let Some(after) = rest.strip_prefix(&HA) else {
        return false;
    };
    let after_ezafe = after.strip_prefix(&[YEH]).unwrap_or(after);
    after.is_empty()
        || after_ezafe.is_empty()
        || rest == HAYI
        || rest == HAST
        || is_possessive(after_ezafe)
}

fn is_possessive(rest: &[Letter]) -> bool {
    matches!(rest, [MEEM | TEH | SHEEN]) || is_long_possessive(rest)
}

fn is_long_possessive(rest: &[Letter]) -> bool {
    rest == MAN || rest == TAN || rest == SHAN
}

/// Whether the word, alone after a space, is the indefinite article or adjective ending of the word
/// before it, which ends in a silent heh.
pub(super) fn is_detached_yeh(word: &[Letter]) -> bool {
    word == AYE
}

/// What follows the first of two words in a term when ezafe is written on its silent heh.
pub(super) fn is_ezafe(rest: &[Letter]) -> bool {
    rest == [YEH]
}

/// Whether the word makes a bare yeh after the next word the indefinite article: one, no, every, such.
pub(super) fn announces_indefinite(word: &[Letter]) -> bool {
    const ONE: [Letter; 2] = letters(['ي', 'ك']);
    const NO: [Letter; 3] = letters(['ه', 'ي', 'چ']);
    const EVERY: [Letter; 2] = letters(['ه', 'ر']);
    const SUCH: [Letter; 4] = letters(['چ', 'ن', 'ي', 'ن']);
    word == ONE || word == NO || word == EVERY || word == SUCH
}

/// Whether the word makes a bare yeh before it the indefinite article: `که` "that".
pub(super) fn confirms_indefinite(word: &[Letter]) -> bool {
    const THAT: [Letter; 2] = letters(['ك', 'ه']);
    word == THAT
}

/// Whether the first part of a verb stands before its stem: `می`, `نمی`.
pub(super) fn is_verb_prefix(part: &[Letter]) -> bool {
    matches!(part, [MEEM, YEH] | [NOON, MEEM, YEH])
}

fn is_silent_heh(word: &[Letter]) -> bool {
    if let [.., ALEF, HEH] = word {
        return false;
    }
    !SPOKEN_HEH.iter().any(|spoken| {
        let spoken = coded(spoken);
        // Compounds end like their last part, but two letters are the end of too many words.
        if spoken.len() > 2 { word.ends_with(&spoken) } else { word == spoken }
    })
}

/// Words with a `و` that is a consonant.
const CONSONANT_WAW: [&str; 12] = [
    "عضو",  // member
    "جزو",  // part
    "نحو",  // manner
    "عفو",  // amnesty
    "لغو",  // cancellation
    "محو",  // erasure
    "غزو",  // raid
    "هجو",  // satire
    "سهو",  // oversight
    "پیرو", // follower
    "پرتو", // ray
    "رهرو", // wayfarer
];

/// Words with a heh that is spoken; after long alef it always is.
const SPOKEN_HEH: [&str; 35] = [
    "گروه",     // group
    "کوه",      // mountain
    "انبوه",    // mass
    "اندوه",    // grief
    "شکوه",     // splendour
    "ستوه",     // weariness
    "مکروه",    // disapproved
    "وجه",      // aspect
    "توجه",     // attention
    "متوجه",    // attentive
    "موجه",     // justified
    "مواجه",    // confronted
    "فقه",      // jurisprudence
    "شبه",      // quasi
    "مشابه",    // similar
    "تنبیه",    // punishment
    "توجیه",    // justification
    "تشبیه",    // simile
    "ترفیه",    // welfare
    "تنزیه",    // purification
    "شبیه",     // like
    "وجیه",     // respected
    "وجوه",     // aspects
    "بازده",    // yield
    "فقیه",     // jurist
    "سفیه",     // fool
    "کریه",     // ugly
    "فرمانده",  // commander
    "سازمانده", // organiser
    "مرفه",     // prosperous
    "ابله",     // stupid
    "گره",      // knot
    "زره",      // armour
    "ده",       // ten, village
    "مه",       // fog
];

/// Words that are not a shorter form with an ending: frequent ones, where what is left is likely to be a term.
pub(super) const OWN_WORDS: [&str; 66] = [
    "تنها",    // alone, not تن bodies
    "تنهایی",  // loneliness
    "قدرت",    // power, not قدر amount
    "شهرت",    // fame, not شهر city
    "حکمت",    // wisdom, not حکم ruling
    "شرکت",    // company, not شرک polytheism
    "صنعت",    // industry, not صنع making
    "قسمت",    // part, not قسم kind
    "نصرت",    // aid, not نصر victory
    "رحمت",    // mercy, not رحم pity
    "ضربت",    // blow, not ضرب striking
    "هجرت",    // emigration, not هجر separation
    "حرمت",    // sanctity, not حرم sanctuary
    "غیرت",    // zeal, not غیر other
    "فکرت",    // reflection, not فکر thought
    "نسبت",    // ratio, not نسب lineage
    "سنت",     // tradition, not سن age
    "مدت",     // period, not مد tide
    "صفت",     // quality, not صف line
    "دولت",    // state, not دول states
    "تجارت",   // trade, not تجار merchants
    "امانت",   // trust, not امان safety
    "ضمانت",   // guarantee, not ضمان surety
    "مهارت",   // skill, not مهار containment
    "خلافت",    // caliphate, not خلاف contrary
    "کتابت",   // writing, not کتاب book
    "مردم",    // people, not مرد man
    "مردمان",  // peoples
    "سالم",    // sound, not سال year
    "چهارم",   // fourth, not چهار four
    "پنجم",    // fifth, not پنج five
    "هفتم",    // seventh, not هفت seven
    "هشتم",    // eighth, not هشت eight
    "دهم",     // tenth, not ده village
    "ارزش",    // value, not ارز currency
    "سازش",    // compromise, not ساز instrument
    "تنش",     // tension, not تن body
    "رنجش",    // offence, not رنج pain
    "کاهش",    // decrease, not کاه straw
    "چرخش",    // turn, not چرخ wheel
    "بارش",    // rainfall, not بار load
    "نمایش",   // show, not نما front
    "پیش",     // before, not پی foundation
    "سازمان",  // organisation, not ساز instrument
    "پیمان",   // treaty, not پی foundation
    "ساختمان", // building, not ساخت construction
    "گفتمان",  // discourse, not گفت speech
    "درمان",   // cure, not در door
    "قهرمان",  // hero, not قهر wrath
    "مهمان",   // guest, not مه fog
    "پریشان",  // distressed, not پری fairy
    "آرایش",   // formation, not آرا votes
    "رایش",    // the Reich, not رای vote
    "گرایش",   // tendency, not گرا inclined
    "رویش",    // growth, not رو face
    "دانش",    // knowledge, not دان grain
    "بینش",    // insight, not بین middle
    "شورش",    // revolt, not شور fervour
    "جنبش",    // movement, not جنب side
    "چالش",    // challenge, not چال pit
    "سنجش",    // measurement, not سنج cymbal
    "ورزش",    // sport, not ورز practice
    "پیدایش",  // emergence, not پیدا visible
    "بابت",    // account, not باب chapter
    "فرمان",   // command, not فر splendour
    "دودمان",  // dynasty, not دود smoke
];
