//! The kinds of diagnostics. Each one's documentation is what `hashiya explain` prints.

use std::str::FromStr;

use super::catalogue::{Catalogue, Explanation};
use super::{Message, MessageLanguage, Severity, message};

macro_rules! codes {
    ($($(#[doc = $line:literal])+ $variant:ident = $severity:ident $name:literal,)+) => {
        /// A kind of diagnostic: a stable name, a severity, and an explanation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[doc = $line])+ $variant,)+
        }

        impl Code {
            /// All codes, in the order of their explanations.
            pub const ALL: &[Code] = &[$(Code::$variant,)+];

            /// The stable kebab-case name.
            pub fn name(self) -> &'static str {
                match self {
                    $(Code::$variant => $name,)+
                }
            }

            /// How much a diagnostic of this kind matters.
            pub fn severity(self) -> Severity {
                match self {
                    $(Code::$variant => Severity::$severity,)+
                }
            }

            /// What the code means, an example, and the remedy, in Markdown.
            ///
            /// Lines begin with one space, as documentation comments do.
            fn documentation(self) -> &'static str {
                match self {
                    $(Code::$variant => concat!($($line, "\n",)+),)+
                }
            }
        }
    };
}

codes! {
    /// A configuration file that is not TOML, or the lack of one.
    ///
    /// `site.toml` stands at the root of a project, and nothing can be built without it. The
    /// place is where reading stopped; often a quotation mark or bracket is missing before it.
    ///
    /// Example:
    ///
    /// ```toml
    /// languages = ["ar", "en"
    /// ```
    ///
    /// Remedy: close the bracket. A value with spaces or Arabic letters stands in `"…"`.
    InvalidConfig = Error "invalid-config",

    /// A theme that cannot be read or used.
    ///
    /// A template does not parse, a file that it names is missing, a font cannot be used, or
    /// `extends` names a theme that does not exist. Only the theme `warraq` is compiled into the
    /// program.
    ///
    /// Example: `{% if page.title %}` without its `{% endif %}` in
    /// `themes/mine/templates/text.html`.
    ///
    /// Remedy: mend the template or the `theme.toml` at the place given. A file that you delete
    /// from your theme falls back to that of the theme it extends.
    InvalidTheme = Error "invalid-theme",

    /// A file whose bytes are not UTF-8.
    ///
    /// Its Arabic or Persian letters would come out as other characters.
    ///
    /// Example: a file that an older editor saved as Windows-1256.
    ///
    /// Remedy: open the file with the encoding it was written in and save it as UTF-8.
    InvalidUtf8 = Error "invalid-utf8",

    /// A character that changes the direction of what follows and cannot be seen.
    ///
    /// Such characters (U+200E, U+200F, U+061C, U+202A to U+202E, U+2066 to U+2069) make a line
    /// look different from what it says, for readers and for whoever reviews a change. The page
    /// isolates foreign words by itself.
    ///
    /// Example: a U+202B before an Arabic word, pasted from a word processor.
    ///
    /// Remedy: delete it. For words of another direction write `<bdi lang="en">…</bdi>`.
    ControlChar = Error "control-char",

    /// Front matter that is not YAML, or that has no closing `---`.
    ///
    /// Example:
    ///
    /// ```yaml
    /// title: الدرس: المقدمة
    /// ```
    ///
    /// Remedy: the commonest cause is a colon within a title. Put the words in quotation marks:
    /// `title: "الدرس: المقدمة"`.
    InvalidFrontMatter = Error "invalid-front-matter",

    /// A key that means nothing here.
    ///
    /// Unknown keys are errors, so that a slip of the hand does not silently lose an annotation
    /// or a right.
    ///
    /// Example: `tilte: …`.
    ///
    /// Remedy: take the key that the message proposes, or delete the line.
    UnknownKey = Error "unknown-key",

    /// A key that has to be there and is not.
    ///
    /// Texts, pages and homes need a `title`; an original needs `rights` with a `license` or a
    /// `statement`; a concept needs a name; an annotation needs `text` and one of `quote` and
    /// `block`.
    ///
    /// Example: an original without `rights`.
    ///
    /// Remedy: add the key. Rights are never guessed: say under which licence, or with whose
    /// permission, the text is published.
    MissingKey = Error "missing-key",

    /// A value that its key cannot have.
    ///
    /// Example: `date: 31/3/2024`, or `occurrence: second`.
    ///
    /// Remedy: the help names what is expected. Dates are `YYYY-MM-DD`.
    InvalidValue = Error "invalid-value",

    /// An address that is not an http or https address.
    ///
    /// `base_url`, `repository` and `source.url` have to begin with `https://` or `http://`;
    /// links in a text may also be `mailto:` addresses or relative paths.
    ///
    /// Example: `base_url = "example.org/reader"`.
    ///
    /// Remedy: write the whole address, `https://example.org/reader/`.
    InvalidUrl = Error "invalid-url",

    /// A name of a folder, file or part that cannot be an address.
    ///
    /// Slugs and ids consist of lower-case letters of any script, digits and hyphens, in
    /// Unicode's normalisation form C.
    ///
    /// Example: `content/texts/Collective Security/ar.md`.
    ///
    /// Remedy: rename it, here to `collective-security`.
    InvalidSlug = Error "invalid-slug",

    /// Two names that differ only in case or normalisation, or the same id twice.
    ///
    /// On some systems they would be one file.
    ///
    /// Example: two parts with `id = "week-1"`.
    ///
    /// Remedy: rename one of them.
    DuplicateId = Error "duplicate-id",

    /// A language that is not known here.
    ///
    /// The name of a language file is a BCP 47 tag (`ar`, `fa`, `en`, `fa-AF`), `translates`
    /// names the language of the original, and a section of a definition (`## ar`) is headed by
    /// a tag.
    ///
    /// Example: `content/pages/about/arabic.md`.
    ///
    /// Remedy: rename the file to `ar.md`.
    UnknownLanguage = Error "unknown-language",

    /// A text that does not exist.
    ///
    /// Example: `texts = ["colective-security"]` in a part of `site.toml`.
    ///
    /// Remedy: take the slug that the message proposes; slugs are the names of the folders in
    /// `content/texts`.
    UnknownText = Error "unknown-text",

    /// A text without an original: all of its files say `translates`.
    ///
    /// Example: `content/texts/charter/` with only `en.md`, which says `translates: ar`.
    ///
    /// Remedy: add the original, or delete `translates` from the file that is one.
    MissingOriginal = Error "missing-original",

    /// A text with several originals: more than one of its files lacks `translates`.
    ///
    /// Example: `ar.md` and `en.md` in one folder, neither with `translates`.
    ///
    /// Remedy: say `translates: ar` in the translation.
    SeveralOriginals = Error "several-originals",

    /// A link to a file that does not exist, or a setting that names one.
    ///
    /// Relative links lead to content files, as they do on GitHub; the dictionary of `site.toml` is
    /// named from the root.
    ///
    /// Example: `[the Charter](../chater/ar.md)`.
    ///
    /// Remedy: mend the path; it starts from the folder of the file that has the link.
    UnknownFile = Error "unknown-file",

    /// A file in `content` at a place where nothing is read.
    ///
    /// Example: `content/texts/charter.md` instead of `content/texts/charter/ar.md`.
    ///
    /// Remedy: move it. Texts, pages and parts have a folder each with a file for each
    /// language; concepts are `content/glossary/ID.md`.
    StrayFile = Warning "stray-file",

    /// A link, question, annotation or `[pN]` mark that names a block the text does not have.
    ///
    /// Blocks that are not headings are numbered 1, 2, 3 … through the original.
    ///
    /// Example: `block: 41` in a text of 40 numbered blocks.
    ///
    /// Remedy: take the number from the margin of the page.
    UnknownBlock = Error "unknown-block",

    /// A link to a heading that the file does not have.
    ///
    /// Example: `[below](#the-cold-war)` where no heading reads "The Cold War".
    ///
    /// Remedy: the id of a heading is its words in lower case, joined by hyphens.
    UnknownHeading = Error "unknown-heading",

    /// A concept that is not in the glossary.
    ///
    /// Example: `[النظام](term:colective-security)`.
    ///
    /// Remedy: take the id that the message proposes; ids are the names of the files in
    /// `content/glossary`. To keep words from being linked write `term:-`.
    UnknownConcept = Error "unknown-concept",

    /// Concepts that are each broader than the other.
    ///
    /// Example: `security` has `broader: [peace]` and `peace` has `broader: [security]`.
    ///
    /// Remedy: delete `broader` from one of them; `see` may go both ways.
    ConceptCycle = Error "concept-cycle",

    /// A footnote mark without its note.
    ///
    /// Example: `… المادة 43[^2]` and no line that begins with `[^2]:`.
    ///
    /// Remedy: write the note, or delete the mark.
    UnknownFootnote = Error "unknown-footnote",

    /// Two notes for one footnote mark.
    ///
    /// Example: two lines that begin with `[^2]:`.
    ///
    /// Remedy: give one of them a name of its own.
    DuplicateFootnote = Error "duplicate-footnote",

    /// A footnote that no mark calls.
    ///
    /// It is shown behind the last block, so that nothing is lost.
    ///
    /// Example: a line `[^3]: …` and no `[^3]` in the text.
    ///
    /// Remedy: put the mark where the note belongs.
    UnusedFootnote = Warning "unused-footnote",

    /// A picture that does not exist, or is not of a kind that is published.
    ///
    /// Pictures stand beside the text: PNG, JPEG, GIF, WebP, AVIF or SVG.
    ///
    /// Example: `![الخريطة](map.pgn)`.
    ///
    /// Remedy: mend the path; it starts from the folder of the text.
    UnknownPicture = Error "unknown-picture",

    /// A picture on another host.
    ///
    /// A reader asks no other host for anything, and opens from disk.
    ///
    /// Example: `![a map](https://example.org/map.png)`.
    ///
    /// Remedy: save the picture beside the text, if its rights allow it, and name the file.
    RemotePicture = Error "remote-picture",

    /// A picture without words for those who do not see it.
    ///
    /// Example: `![](map.png)`.
    ///
    /// Remedy: say what it shows, `![خريطة الأحلاف عام 1955](map.png)`.
    MissingAlt = Warning "missing-alt",

    /// A symbolic link that leads out of `content`, or any in a theme.
    ///
    /// It could publish a file of the machine that builds the site.
    ///
    /// Example: `content/texts/charter/ar.md` that links to `/home/me/charter.md`.
    ///
    /// Remedy: copy the file.
    SymlinkOutside = Error "symlink-outside",

    /// A quote of an annotation that does not stand in the file.
    ///
    /// Quotes are compared without vowel signs, tatweel and half-spaces, and with the variants
    /// of a letter taken as one; whole words of one paragraph, item or table cell.
    ///
    /// Example: `quote: توزيع القوى` where the text has «توزيع القوة».
    ///
    /// Remedy: copy the words again from the text. Where the text was corrected, the help names the
    /// closest words, and `hashiya check --fix=all` quotes them; not if others come as close.
    QuoteNotFound = Error "quote-not-found",

    /// A quote of an annotation that stands in the file more than once.
    ///
    /// Example: `quote: الأمن` in a text on security.
    ///
    /// Remedy: quote more words, or say which one is meant: `occurrence: 2`.
    QuoteAmbiguous = Error "quote-ambiguous",

    /// A text imported with more damage than a reader should be given.
    ///
    /// `damage` is the share of damaged lines; above 0.2 a build refuses the text.
    ///
    /// Example: `damage: 0.41`.
    ///
    /// Remedy: look for a better source, or mend the text and delete the key. If it must be
    /// published as it is, say `accept_damage: true`.
    DamagedText = Error "damaged-text",

    /// Raw HTML that is left out of the page.
    ///
    /// Scripts, styles, frames and event attributes never reach a page; `lang`, `dir`, `<bdi>`
    /// and the plain elements of text do.
    ///
    /// Example: `<font color="red">`.
    ///
    /// Remedy: write it in Markdown.
    RemovedHtml = Warning "removed-html",

    /// A section whose original and translation have different numbers of blocks.
    ///
    /// The blocks of the section are paired by their length, so that the page can be read.
    ///
    /// Example: a paragraph of the original that the translation divides into two.
    ///
    /// Remedy: say which block a paragraph of the translation follows, by `[p7]` or `[p7-8]` at
    /// its beginning, or divide both alike.
    UnevenSection = Warning "uneven-section",

    /// A block of the original that has changed since it was translated.
    ///
    /// Beside a translation that was confirmed stands a record of what it was made from,
    /// `LANGUAGE.aligned`. The words of the original are compared with it, not their spelling: what
    /// proof-reading changes of spaces, joiners, digits or letters of the wrong keyboard does not
    /// count, nor does emphasis.
    ///
    /// Example: a sentence that was added to ¶3 of `ar.md` after `en.md` was confirmed.
    ///
    /// Remedy: compare the two blocks, mend the translation, then confirm it with
    /// `hashiya translated content/texts/SLUG/en.md`.
    StaleTranslation = Warning "stale-translation",

    /// A record of what was translated that cannot be read.
    ///
    /// `hashiya translated` keeps a file `LANGUAGE.aligned` beside each translation: a line for each
    /// block of the original, twelve hexadecimal digits and its first words. Other lines are passed
    /// over.
    ///
    /// Example: `<<<<<<< HEAD`, where git could not merge two versions.
    ///
    /// Remedy: keep the lines of both versions and delete what git wrote between them. `check` then
    /// tells which blocks neither of the two translators has seen.
    InvalidRecord = Warning "invalid-record",

    /// A form that two concepts of the glossary share.
    ///
    /// Its words are linked to the concept whose id comes first.
    ///
    /// Example: `النظام الدولي` as a name of two concepts.
    ///
    /// Remedy: delete it from one of them, or put it in its `never`.
    SharedForm = Warning "shared-form",

    /// A text that no part names.
    ///
    /// It is published, at the end of the contents.
    ///
    /// Example: a new folder in `content/texts`.
    ///
    /// Remedy: add its slug to the `texts` of a part in `site.toml`.
    UnlistedText = Warning "unlisted-text",

    /// A licence that is no identifier of the SPDX licence list.
    ///
    /// The page shows it as it is written, but those who look for texts by their licence, and
    /// programs that ask on what terms a text may be used, do not know it.
    ///
    /// Example: `rights: {license: CC BY 4.0}`
    ///
    /// Remedy: write the identifier, `CC-BY-4.0`, as <https://spdx.org/licenses/> lists them. Terms
    /// that have none stand in `statement`, in words.
    UnknownLicense = Warning "unknown-license",

    /// A link to a text that is left out because it is a draft.
    ///
    /// The words are shown without the link.
    ///
    /// Example: `[…](../charter/ar.md)` where that file says `status: draft`.
    ///
    /// Remedy: finish the draft, or build with `--drafts`.
    DraftLink = Warning "draft-link",

    /// An interface language for which the theme has no words, or lacks some.
    ///
    /// Menus and labels are shown in English.
    ///
    /// Example: `languages = ["ar", "ur"]` with a theme that has no `strings/ur.toml`.
    ///
    /// Remedy: add the file to your theme; copy `strings/en.toml` and translate it.
    MissingStrings = Warning "missing-strings",

    /// A letter of the other language's keyboard, or ي and ى in each other's place.
    ///
    /// Arabic and Persian write yeh and kaf with different characters, and searching, sorting and
    /// some fonts tell them apart. Persian has ی and ک alone; Arabic has ي, ى and ك. Class A, except
    /// where the letter may be right: `فى` for `في` is class S, a name like `علي` is only flagged.
    ///
    /// Example: `كتاب` in a Persian text, `الدولی` in an Arabic one.
    ///
    /// Remedy: `hashiya check --fix` writes the letter of the language. Words of another language
    /// are left alone within `<bdi lang="fa">…</bdi>`.
    YehKaf = Warning "yeh-kaf",

    /// A half-space (U+200C) that shows nothing.
    ///
    /// At either end of a word, after another one, and after a letter that never joins the next, a
    /// half-space cannot be seen, and words that look alike are not found. Class A.
    ///
    /// Example: `کشور‌های`, with a half-space behind `ر`.
    ///
    /// Remedy: delete it; `hashiya check --fix` does.
    ZwnjRedundant = Warning "zwnj-redundant",

    /// A half-space that a Persian word has lost.
    ///
    /// Text copied from a PDF often has none. Class A where a list, the dictionary or the text
    /// itself knows the word, class S where they only suggest it; a word that reads in two ways is
    /// flagged.
    ///
    /// Example: `میشود` for `می‌شود`.
    ///
    /// Remedy: `hashiya check --fix` puts back what is certain, `--fix=all` also what is likely. With
    /// `[text] dictionary` in site.toml more is certain.
    ZwnjLost = Warning "zwnj-lost",

    /// A half-space that was written as a space or a hyphen.
    ///
    /// Class S; a hyphen is class A where the word is known with a half-space.
    ///
    /// Example: `استقلال یافته اند` for `استقلال یافته‌اند`.
    ///
    /// Remedy: `hashiya check --fix=all` joins the two parts with a half-space.
    ZwnjSpace = Warning "zwnj-space",

    /// A stretched word: tatweel (U+0640) between two letters.
    ///
    /// It was put there to fill a line, and searching does not find the word. Before a space, digit
    /// or quotation mark it is right: `الـ 158`. Class A.
    ///
    /// Example: `الأمـم`.
    ///
    /// Remedy: delete it; `hashiya check --fix` does.
    Tatweel = Warning "tatweel",

    /// Lam and alef in each other's place at the beginning of an Arabic word.
    ///
    /// Some PDFs give words so, and no word begins with two alefs. Within a word both orders make
    /// words (`سالم` and `سلام`), so nothing is said there. Class S.
    ///
    /// Example: `األمن` for `الأمن`.
    ///
    /// Remedy: `hashiya check --fix=all` mends it. Where there is one such word there may be others,
    /// so that it is best to read the whole text.
    LamAlef = Warning "lam-alef",

    /// A space too many or too few about punctuation, or two spaces in a row.
    ///
    /// No space stands before ، ؛ : . ؟ ! and closing brackets, one behind ، ؛ : ؟ and before opening
    /// brackets. Numbers, Latin words and addresses have rules of their own. Class A.
    ///
    /// Example: `عام 2023 ، ثم`.
    ///
    /// Remedy: `hashiya check --fix` mends it.
    SpacePunct = Warning "space-punct",

    /// Straight quotation marks in Arabic or Persian.
    ///
    /// Both languages write « »; the straight mark does not say whether it opens or closes. Class S.
    ///
    /// Example: `قال "نعم"`.
    ///
    /// Remedy: write `قال «نعم»`; `hashiya check --fix=all` does.
    QuoteStraight = Warning "quote-straight",

    /// Straight quotation marks that do not pair.
    ///
    /// A paragraph has an odd number of them, or they do not open and close by turns. Flagged at the
    /// first one.
    ///
    /// Example: `سماها "حرب المدن ثم سكت`.
    ///
    /// Remedy: put the missing one where it belongs, best as « ».
    QuoteOdd = Notice "quote-odd",

    /// Brackets about a Latin citation that stand where they were seen, not where they are read.
    ///
    /// Programs that take text out of a page put them on the wrong side. Class S.
    ///
    /// Example: `).Smith, 2020(` for `(Smith, 2020).`
    ///
    /// Remedy: `hashiya check --fix=all` puts them about the citation.
    BracketBidi = Warning "bracket-bidi",

    /// A range of pages with the larger number first.
    ///
    /// After صص, ص or pp the smaller number comes first; it is shown on the right by itself.
    /// Shortened ranges such as `145-59` are left alone. Class S.
    ///
    /// Example: `صص ۵۰-۲۹`.
    ///
    /// Remedy: write `صص ۲۹–۵۰`; `hashiya check --fix=all` does.
    RangeOrder = Warning "range-order",

    /// Digits of two kinds in one word or number.
    ///
    /// Persian or Arabic digits in a Latin word are class A; a number with digits of two kinds is
    /// flagged.
    ///
    /// Example: `G۲۰`, `۱۹9۱`.
    ///
    /// Remedy: write `G20`; `hashiya check --fix` does. For a number, choose one kind.
    DigitsMixed = Warning "digits-mixed",

    /// An Arabic word whose hamza is not written.
    ///
    /// Flagged for words of a closed list that have one in every dictionary.
    ///
    /// Example: `الاقليمي` for `الإقليمي`.
    ///
    /// Remedy: write the hamza, unless the text is quoted as it was printed.
    HamzaMissing = Notice "hamza-missing",

    /// A hamza on an alef that has none.
    ///
    /// The nouns of longer verbs begin with an alef of connection. Flagged for words of a closed
    /// list.
    ///
    /// Example: `الإقتصاد` or `الأقتصاد` for `الاقتصاد`.
    ///
    /// Remedy: write the alef without hamza.
    HamzaWasl = Notice "hamza-wasl",

    /// Tanween before alef and on alef in one text.
    ///
    /// Both `أيضًا` and `أيضاً` are right, but a text should have one of them. Flagged at the rarer
    /// one.
    ///
    /// Example: `مثلاً` in a text that has `أيضًا` and `جدًا`.
    ///
    /// Remedy: write all of them alike.
    TanweenOrder = Notice "tanween-order",

    /// A word that stands twice.
    ///
    /// Flagged for words that no writer doubles on purpose.
    ///
    /// Example: `مربوط به به کشور`.
    ///
    /// Remedy: delete one.
    DoubledWord = Notice "doubled-word",

    /// Two words without a space between them.
    ///
    /// Flagged where the first one shows that it has ended: by ة, by tanween, or because it is a
    /// small word before an article.
    ///
    /// Example: `الدولةالعربية`.
    ///
    /// Remedy: put the space.
    GluedWord = Notice "glued-word",

    /// The Arabic conjunction و apart from its word.
    ///
    /// Example: `و خاصة` for `وخاصة`.
    ///
    /// Remedy: delete the space. In Persian `و` is a word of its own.
    SplitWaw = Notice "split-waw",

    /// Two full stops, or three that touch the next word.
    ///
    /// Example: `انتهى.. ثم`.
    ///
    /// Remedy: write one, or `…` with a space behind it.
    Ellipsis = Notice "ellipsis",

    /// A block that announces a list which does not follow.
    ///
    /// It ends with a colon, and what follows is neither a list nor a quotation, table or heading.
    /// Lists are often lost when text is copied.
    ///
    /// Example: `بالطرق التالية:` and then a paragraph.
    ///
    /// Remedy: add the list, or make the paragraphs behind it one: lines that begin with `- `.
    ListMissing = Notice "list-missing",

    /// A paragraph that looks like a heading.
    ///
    /// It is short, has no full stop, stands before a longer one, and begins as chapters do, is
    /// strong throughout, or has a number before it and a colon behind it. Headings divide a text
    /// into the sections that translations are aligned by.
    ///
    /// Example: `المبحث الأول: مفهوم الأمن` as a paragraph.
    ///
    /// Remedy: put `## ` before it, if it is one.
    HeadingLike = Notice "heading-like",

    /// A form of a concept with three letters or fewer.
    ///
    /// Short words look like parts of others, so clitics and endings are taken off them with
    /// more care. Their links deserve a look.
    ///
    /// Example: the name `أمن`.
    ///
    /// Remedy: nothing, if the links are right; otherwise `match: exact`, or `never` with the
    /// words that are meant otherwise.
    ShortForm = Notice "short-form",

    /// Blocks of the original that the marks of a translation pass over.
    ///
    /// A page shows in their place that they are not translated.
    ///
    /// Example: a translation in which `[p2]` is followed by `[p5]`.
    ///
    /// Remedy: nothing, if they are left out on purpose; otherwise translate them, or say `[p2-4]`
    /// where the block translates them too.
    MissingTranslation = Notice "missing-translation",

    /// A concept that stands in no text.
    ///
    /// Example: a concept that is only mentioned in definitions.
    ///
    /// Remedy: nothing, if the glossary is meant to have it; otherwise add the forms that the
    /// texts use.
    UnusedConcept = Notice "unused-concept",
}

impl Code {
    /// What the code means, an example, and the remedy, in Markdown.
    pub fn explanation(self) -> String {
        let lines = self.documentation().lines();
        let lines: Vec<&str> = lines.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect();
        lines.join("\n") + "\n"
    }

    /// The same in another language. The example is as it is in English, where an author's files are.
    pub fn explanation_in(self, language: MessageLanguage) -> String {
        let english = self.explanation();
        let translated = || {
            let Explanation { meaning, remedy } = Catalogue::of(language)?.explanation(self)?;
            let (_, example) = english.split_once("\nExample")?;
            let (example, _) = example.split_once("\nRemedy: ")?;
            let said = |word: Message| word.in_language(language);
            let (example_of, remedy_of) = (said(message!("Example")), said(message!("Remedy")));
            let (meaning, remedy) = (meaning.trim_end(), remedy.trim_end());
            Some(format!("{meaning}\n\n{example_of}{example}\n{remedy_of}: {remedy}\n"))
        };
        translated().unwrap_or_else(|| english.clone())
    }
}

/// No code has the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such code")]
pub struct UnknownCode;

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(name: &str) -> Result<Self, UnknownCode> {
        Self::ALL.iter().copied().find(|code| code.name() == name).ok_or(UnknownCode)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_a_meaning_an_example_and_a_remedy() {
        for code in Code::ALL {
            let explanation = code.explanation();
            assert!(explanation.contains("\nExample"), "{} has no example", code.name());
            assert!(explanation.contains("\nRemedy: "), "{} has no remedy", code.name());
        }
    }

    #[test]
    fn names_are_kebab_case_and_lead_back() {
        for code in Code::ALL {
            let name = code.name();
            assert!(
                name.chars().all(|ch| ch.is_ascii_lowercase() || ch.is_ascii_digit() || ch == '-')
            );
            assert_eq!(name.parse(), Ok(*code));
        }
    }
}
