//! Where concepts stand in texts.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::{Target, Text};
use crate::diagnostic::{Code, Diagnostic, message};
use crate::parse::{Body, Concept, LinkPolicy, MarkKind, Matching, Name, Prose, TextFile};
use crate::resolve::link::{Internal, PageOf, Places};
use crate::source::{Span, Spanned};
use crate::text::{Form, FormRule, Inflection, LanguageTag, Lexicon, Match, Scratch, whole_words};

/// A concept with where it stands.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What its file says.
    pub concept: Arc<Concept>,
    /// Where the links of its definitions lead, and where they name other concepts.
    pub definitions: Definitions,
    /// Concepts to look at beside it, by their places in the glossary.
    pub see: Vec<u32>,
    /// Concepts of which it is a kind, by their places in the glossary.
    pub broader: Vec<u32>,
    /// Concepts that are kinds of it, by their places in the glossary.
    pub narrower: Vec<u32>,
    /// Where it stands, in the order of reading: by text, then language, then place.
    pub occurrences: Vec<Occurrence>,
}

/// What is found out about the definitions of a concept, by language.
pub(super) type Definitions = BTreeMap<LanguageTag, Definition>;

/// What is found out about a definition.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Where its links lead.
    pub targets: Vec<Target>,
    /// Where it names other concepts.
    pub hits: Vec<Hit>,
}

/// A place in a text where a concept stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Occurrence {
    /// The text, by its place in the reader.
    pub text: u32,
    /// The place among the hits of its versions, those of the original first: [`Text::hit`]. One
    /// number, for a reader of 10,000 chapters has more than a million of these.
    ///
    /// [`Text::hit`]: super::Text::hit
    pub hit: u32,
}

/// Words of a body that are a concept. Small, for a reader of 10,000 chapters has two million.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The prose, by its ordinal. [`Body::place_of`] has the block.
    pub prose: u32,
    /// Bytes of its words.
    pub range: Span,
    /// The place of the concept; in the two highest bits, how the words are shown.
    concept_and_shown: u32,
}

impl Hit {
    const CONCEPT: u32 = (1 << 30) - 1;

    /// A hit; `concept` is a place in the glossary.
    fn new(prose: u32, range: Span, concept: u32, shown: Shown) -> Self {
        assert!(concept <= Self::CONCEPT, "no disk has files for a thousand million concepts");
        Self { prose, range, concept_and_shown: concept | (shown as u32) << 30 }
    }

    /// The concept, by its place in the glossary.
    pub fn concept(&self) -> u32 {
        self.concept_and_shown & Self::CONCEPT
    }

    /// How the words are shown.
    pub fn shown(&self) -> Shown {
        match self.concept_and_shown >> 30 {
            0 => Shown::Linked,
            1 => Shown::Written,
            _ => Shown::Plain,
        }
    }
}

/// How the words of a hit are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// As a link that the policy gives them.
    Linked,
    /// As a link that the author wrote.
    Written,
    /// As plain words.
    Plain,
}

/// The lexicons of a glossary, one for each language of its names or of a body of the reader.
#[derive(Debug)]
pub(super) struct Lexicons {
    by_language: BTreeMap<LanguageTag, (Lexicon, Vec<FormOf>)>,
}

/// Which written form of which concept an entry of a lexicon is.
#[derive(Debug)]
struct FormOf {
    concept: u32,
    written: Spanned<String>,
    rule: FormRule,
}

impl Lexicons {
    /// Lexicons of `concepts` for `languages`.
    pub(super) fn of(concepts: &[&Arc<Concept>], languages: &[LanguageTag]) -> Self {
        let by_language = languages
            .par_iter()
            .map(|language| (language.clone(), lexicon(concepts, language)))
            .collect();
        Self { by_language }
    }

    /// What authors should know about the forms: shared ones, and short ones.
    pub(super) fn problems(&self, concepts: &[&Arc<Concept>]) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for (language, (lexicon, forms)) in &self.by_language {
            for shared in lexicon.shared_forms() {
                let (form, found) = (&forms[shared.form as usize], &forms[shared.found as usize]);
                let (concept, other) =
                    (concepts[form.concept as usize], concepts[found.concept as usize]);
                let written = &form.written;
                let message = message!(
                    "`{form}` is a form of the concept `{other}` too ({language})",
                    form = written.value,
                    other = other.id,
                    language
                );
                diagnostics.push(
                    Diagnostic::new(Code::SharedForm, &concept.file.path, written.span, message)
                        .with_help(message!(
                            "its words are linked to `{other}`; delete one of the two",
                            other = other.id
                        )),
                );
            }
            for form in lexicon.short_forms() {
                let form = &forms[*form as usize];
                // Capitals tell an abbreviation from other words.
                if form.rule == FormRule::Abbreviation {
                    continue;
                }
                let message =
                    message!("`{form}` has three letters or fewer", form = form.written.value);
                let path = &concepts[form.concept as usize].file.path;
                diagnostics.push(Diagnostic::new(
                    Code::ShortForm,
                    path,
                    form.written.span,
                    message,
                ));
            }
        }
        diagnostics
    }
}

/// The name of a concept in a language, or in the language that it is a variety of.
fn name<'c>(concept: &'c Concept, language: &LanguageTag) -> Option<&'c Name> {
    let names = &concept.names.0;
    names.get(language).or_else(|| {
        let primary: LanguageTag = language.primary().parse().ok()?;
        names.get(&primary)
    })
}

fn lexicon(concepts: &[&Arc<Concept>], language: &LanguageTag) -> (Lexicon, Vec<FormOf>) {
    let mut forms: Vec<FormOf> = Vec::new();
    let mut never: Vec<(u32, &str)> = Vec::new();
    for (index, concept) in concepts.iter().enumerate() {
        let rule = match concept.matching {
            Matching::Inflected => FormRule::Inflected,
            Matching::Exact => FormRule::Exact,
            Matching::Never => continue,
        };
        let Some(name) = name(concept, language) else { continue };
        let index = index as u32;
        let written = std::iter::once(&name.term).chain(&name.forms).map(|form| (form, rule));
        let abbreviation = name.abbreviation.iter().map(|form| (form, FormRule::Abbreviation));
        for (form, rule) in written.chain(abbreviation) {
            forms.push(FormOf { concept: index, written: form.clone(), rule });
        }
        never.extend(concept.never.iter().map(|words| (index, words.value.as_str())));
    }
    let entries: Vec<Form> = forms
        .iter()
        .map(|form| Form { concept: form.concept, written: &form.written.value, rule: form.rule })
        .collect();
    let inflection = Inflection::of_language(language.primary());
    (Lexicon::new(inflection, &entries, &never), forms)
}

/// What links of a body become, and which concepts are not looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Linking {
    /// Which occurrences are links.
    pub(super) policy: LinkPolicy,
    /// Concepts that are not looked for.
    pub(super) ignored: Vec<u32>,
}

/// Finds the concepts in the blocks of a body that are not headings, in the order of the text.
///
/// Words in code are passed over. Words that an author links to a concept are that concept;
/// words linked to `term:-` are none. Words in other links and in citations are not linked.
pub(super) fn hits(
    body: &Body,
    targets: &[Target],
    language: &LanguageTag,
    lexicons: &Lexicons,
    linking: &Linking,
) -> Vec<Hit> {
    let mut hits = Vec::new();
    let Some((lexicon, _)) = lexicons.by_language.get(language) else { return hits };
    let mut scratch = Scratch::default();
    let mut matches = Vec::new();
    let mut linked = LinkedConcepts::default();
    for block in &body.blocks {
        if !block.is_numbered() {
            linked.heading(linking.policy);
            continue;
        }
        block.each_prose(&mut |prose| {
            let text = prose.text(body.text());
            matches.clear();
            lexicon.find(&text, &mut scratch, &mut matches);
            let found = hits_in_prose(prose, &text, &matches, targets, linking);
            hits.extend(found.into_iter().map(|hit| linked.decide(hit, linking.policy)));
        });
    }
    // They stay as long as the reader.
    hits.shrink_to_fit();
    hits
}

fn hits_in_prose(
    prose: &Prose,
    text: &str,
    matches: &[Match],
    targets: &[Target],
    linking: &Linking,
) -> Vec<Hit> {
    let covers = |range: Span, other: &std::ops::Range<usize>| {
        (range.start as usize) < other.end && other.start < range.end as usize
    };
    let hit = |range: Span, concept, shown| Hit::new(prose.ordinal, range, concept, shown);

    let mut hits: Vec<Hit> = Vec::new();
    for mark in &prose.marks {
        let MarkKind::Link(link) = mark.kind else { continue };
        if let Target::Internal(Internal { page: PageOf::Concept(concept), .. }) =
            targets[link as usize]
        {
            let words = whole_words(text, mark.range.range());
            hits.push(hit(words.into(), concept, Shown::Written));
        }
    }
    for found in matches {
        if linking.ignored.contains(&found.concept) {
            continue;
        }
        let mut shown = Shown::Linked;
        let mut is_concept = true;
        for mark in prose.marks.iter().filter(|mark| covers(mark.range, &found.range)) {
            match &mark.kind {
                MarkKind::Code => is_concept = false,
                MarkKind::Html(element) => match element.name {
                    "code" | "kbd" | "samp" | "var" => is_concept = false,
                    "cite" => shown = Shown::Plain,
                    _ => {}
                },
                MarkKind::Link(link) => match &targets[*link as usize] {
                    Target::NeverLinked
                    | Target::Internal(Internal { page: PageOf::Concept(_), .. }) => {
                        is_concept = false;
                    }
                    _ => shown = Shown::Plain,
                },
                // A note, picture or line break within the words would stand within the link.
                MarkKind::Note(_) | MarkKind::Picture(_) | MarkKind::Break => {
                    let at = mark.range.start as usize;
                    if found.range.start < at && at < found.range.end {
                        shown = Shown::Plain;
                    }
                }
                _ => {}
            }
        }
        if is_concept {
            hits.push(hit(found.range.clone().into(), found.concept, shown));
        }
    }
    hits.sort_by_key(|hit| (hit.range.start, hit.range.end));
    hits
}

/// Which concepts are linked already, since the last heading or since the beginning.
#[derive(Default)]
struct LinkedConcepts(Vec<u32>);

impl LinkedConcepts {
    fn heading(&mut self, policy: LinkPolicy) {
        if policy == LinkPolicy::FirstInSection {
            self.0.clear();
        }
    }

    fn decide(&mut self, hit: Hit, policy: LinkPolicy) -> Hit {
        let concept = hit.concept();
        let is_first = !self.0.contains(&concept);
        let is_wanted = match policy {
            LinkPolicy::All => true,
            LinkPolicy::None => false,
            LinkPolicy::FirstInSection | LinkPolicy::FirstInText => is_first,
        };
        let shown = match hit.shown() {
            Shown::Linked if !is_wanted => Shown::Plain,
            shown => shown,
        };
        if shown != Shown::Plain && is_first {
            self.0.push(concept);
        }
        Hit::new(hit.prose, hit.range, concept, shown)
    }
}

/// The concepts, by their places, that a text says are not to be looked for.
pub(super) fn ignored(
    file: &TextFile,
    places: &Places,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<u32> {
    let found = file.glossary.ignore.iter().filter_map(|id| {
        let concept = places.concept(id.value.as_str());
        if concept.is_none() {
            let message = message!("no concept `{id}`", id = id.value);
            diagnostics.push(
                Diagnostic::new(Code::UnknownConcept, &file.file.path, id.span, message)
                    .with_help_if(places.closest_concept(id.value.as_str())),
            );
        }
        concept
    });
    found.collect()
}

/// Gathers the occurrences of each of `count` concepts.
pub(super) fn occurrences(count: usize, texts: &[Arc<Text>]) -> Vec<Vec<Occurrence>> {
    let mut counts = vec![0; count];
    for hit in texts.iter().flat_map(|text| text.hits()) {
        counts[hit.concept() as usize] += 1;
    }
    let mut occurrences: Vec<Vec<Occurrence>> =
        counts.into_iter().map(Vec::with_capacity).collect();
    for (place, text) in (0..).zip(texts) {
        for (hit, found) in (0..).zip(text.hits()) {
            occurrences[found.concept() as usize].push(Occurrence { text: place, hit });
        }
    }
    occurrences
}

/// The concepts that `ids` name; those that do not exist are reported.
pub(super) fn related(
    concept: &Concept,
    ids: &[Spanned<crate::text::Slug>],
    concepts: &BTreeMap<&str, u32>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<u32> {
    let found = ids.iter().filter_map(|id| {
        let index = concepts.get(id.value.as_str()).copied();
        if index.is_none() {
            let near = crate::diagnostic::nearest(id.value.as_str(), concepts.keys().copied());
            let message = message!("no concept `{id}`", id = id.value);
            diagnostics.push(
                Diagnostic::new(Code::UnknownConcept, &concept.file.path, id.span, message)
                    .with_help_if(near.map(|near| message!("the closest id is `{near}`", near))),
            );
        }
        index
    });
    found.collect()
}

/// Reports every cycle of `broader` once, at the concept of it that comes first.
pub(super) fn cycles(entries: &[Entry]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (start, entry) in (0..).zip(entries) {
        let Some(path) = path_back(entries, start) else { continue };
        let is_told = (0..start)
            .any(|earlier| reaches(entries, start, earlier) && reaches(entries, earlier, start));
        if is_told {
            continue;
        }
        let names: Vec<String> = path
            .iter()
            .chain([&start])
            .map(|concept| format!("`{}`", entries[*concept as usize].concept.id))
            .collect();
        let next = path.get(1).copied().unwrap_or(start);
        let next = &entries[next as usize].concept.id;
        let broader = entry.concept.broader.iter().find(|broader| broader.value == *next);
        let message = message!(
            "each of these is narrower than the next: {concepts}",
            concepts = names.join(", ")
        );
        let span = broader.map_or(Span::default(), |broader| broader.span);
        diagnostics.push(
            Diagnostic::new(Code::ConceptCycle, &entry.concept.file.path, span, message)
                .with_help(message!("delete `broader` from one of them")),
        );
    }
    diagnostics
}

/// Whether a way leads over `broader` from one concept to another.
fn reaches(entries: &[Entry], from: u32, to: u32) -> bool {
    let mut seen = vec![from];
    let mut next = 0;
    while next < seen.len() {
        for broader in &entries[seen[next] as usize].broader {
            if *broader == to {
                return true;
            }
            if !seen.contains(broader) {
                seen.push(*broader);
            }
        }
        next += 1;
    }
    false
}

/// The shortest way from a concept over `broader` back to itself.
fn path_back(entries: &[Entry], start: u32) -> Option<Vec<u32>> {
    let mut came_from: BTreeMap<u32, u32> = BTreeMap::new();
    let mut queue = std::collections::VecDeque::from([start]);
    while let Some(concept) = queue.pop_front() {
        for next in &entries[concept as usize].broader {
            if *next == start {
                let mut path = vec![concept];
                while let Some(before) = path.last().and_then(|last| came_from.get(last)) {
                    path.push(*before);
                }
                path.reverse();
                return Some(path);
            }
            if *next != start && !came_from.contains_key(next) {
                came_from.insert(*next, concept);
                queue.push_back(*next);
            }
        }
    }
    None
}

/// Concepts that stand in no text, although they are looked for.
pub(super) fn unused(entries: &[Entry]) -> Vec<Diagnostic> {
    let is_unused = |entry: &&Entry| {
        let is_looked_for =
            entry.concept.matching != Matching::Never && !entry.concept.names.0.is_empty();
        is_looked_for && entry.occurrences.is_empty()
    };
    entries
        .iter()
        .filter(is_unused)
        .map(|entry| {
            let message = message!("the concept `{id}` stands in no text", id = entry.concept.id);
            let span = entry
                .concept
                .names
                .0
                .values()
                .next()
                .map_or(Span::default(), |name| name.term.span);
            Diagnostic::new(Code::UnusedConcept, &entry.concept.file.path, span, message)
        })
        .collect()
}
