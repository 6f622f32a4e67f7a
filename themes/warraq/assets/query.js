// A query: what it asks for, where it stands in a passage, and which concepts it names.
"use strict";

// How well a word is the one that is looked for.
const tiers = { exact: 0, folded: 1, begun: 2, related: 3 };

function queryRules({ wordsOf, fold, stemOf, isCommon }) {
  const makeWord = (written) => ({ written, folded: fold(written) });

  // What one of several ways of writing stands for: its words, and with half-spaces in them, their parts.
  function waysOf(words) {
    const ways = [words.map((word) => makeWord(word.written))];
    if (words.some((word) => word.parts.length)) {
      const parts = words.flatMap((word) => (word.parts.length ? word.parts : [word.written]));
      ways.push(parts.map(makeWord));
    }
    return ways;
  }

  // A clause is found where one of its ways stands: all of its words, in their order.
  function parse(query) {
    const clauses = [];
    const excluded = [];
    const pattern = /(-?)(?:"([^"]*)"?|«([^»]*)»?|“([^”]*)”?|([^\s"«“]+))/gu;
    for (const found of query.slice(0, 400).matchAll(pattern)) {
      const words = wordsOf(found[2] ?? found[3] ?? found[4] ?? found[5]);
      // The first word after a quotation mark is one like others while it is being typed.
      const isPhrase = found[5] === undefined && (words.length > 1 || /.["»”]$/u.test(found[0]));
      const groups = isPhrase ? [words] : words.map((word) => [word]);
      for (const group of groups) {
        if (group.length === 0) continue;
        const clause = { ways: waysOf(group), isPhrase, isPrefix: false };
        (found[1] ? excluded : clauses).push(clause);
      }
    }
    const last = clauses.at(-1);
    const isOpen = last && !last.isPhrase && wordsOf(query).at(-1)?.end === query.length;
    // One letter of an alphabet, and no more yet.
    const isLetter = isOpen && clauses.length === 1 && /^(?!\p{Ideographic})\p{L}$/u.test(last.ways[0][0].folded);
    if (isOpen && (isLetter || Array.from(last.ways[0][0].folded).length > 1)) last.isPrefix = true;
    return { clauses: clauses.slice(0, 12), excluded, isLetter };
  }

  // What finds the names of concepts in another language: each a clause whose ways are its names.
  function bridgeTo(language, concepts, excluded) {
    const clauses = concepts.map(({ names }) => ({
      isPhrase: true,
      isLoose: true,
      isPrefix: false,
      ways: (names[language] ?? []).slice(0, 5).flatMap((name) => waysOf(wordsOf(name))),
    }));
    return clauses.every(({ ways }) => ways.length > 0) ? { clauses, excluded } : null;
  }

  // How well a word of a text is one of a clause; `undefined` if it is not.
  function tierOf(written, word, { isPrefix, isPhrase, isLoose }, language) {
    const folded = fold(written);
    if (folded === word.folded) return written === word.written ? tiers.exact : tiers.folded;
    if (isPrefix && folded.startsWith(word.folded)) return tiers.begun;
    if (isPhrase && !isLoose) return undefined;
    return stemOf(written, language) === stemOf(word.written, language) ? tiers.related : undefined;
  }

  // ---- In passages -----------------------------------------------------------------------------

  // The stretches of words in which a clause stands: pairs of first and last word.
  function stretchesOf(words, clause, language) {
    const fits = (written, word) => tierOf(written, word, clause, language) !== undefined;
    const stretches = [];
    for (const way of clause.ways) {
      for (let start = 0; start < words.length; start += 1) {
        let [at, place] = [start, 0];
        while (place < way.length && at < words.length) {
          const { written, parts } = words[at];
          if (fits(written, way[place])) place += 1;
          else if (way.length === 1 && parts.some((part) => fits(part, way[0]))) place += 1;
          else if (parts.length && parts.every((part, step) => way[place + step] && fits(part, way[place + step]))) {
            place += parts.length;
          } else break;
          at += 1;
        }
        if (place >= way.length) stretches.push([start, at - 1]);
      }
    }
    return stretches;
  }

  const strictly = (clause) => ({ ...clause, isPhrase: true, isLoose: false });

  // The words to be marked; `null` if the passage lacks a phrase or has what is to be left out.
  function marksIn(words, query, language, isRelaxed) {
    const marked = new Set();
    const ofClauses = query.clauses.map((clause) => stretchesOf(words, clause, language));
    // The index cannot tell whether a phrase stands somewhere, or a query of common words alone.
    const isCommonAlone = query.clauses.every(({ ways }) =>
      ways[0].every(({ written }) => isCommon(written, language)),
    );
    const isOpen = ({ isPhrase, ways }) => isCommonAlone || (isPhrase && ways[0].length > 1);
    const lacks = query.clauses.some((clause, place) => isOpen(clause) && ofClauses[place].length === 0);
    const hasExcluded = query.excluded.some(
      (clause) => stretchesOf(words, strictly(clause), language).length > 0,
    );
    if ((lacks && !isRelaxed) || hasExcluded) return null;
    const hits = [];
    ofClauses.forEach((stretches, clause) => {
      for (const [first, last] of stretches) {
        hits.push({ first, last, clause });
        for (let at = first; at <= last; at += 1) marked.add(at);
      }
    });
    return { marked, hits };
  }

  const room = 260;

  // The part of a passage where most clauses stand close together: `[text, isMarked]` piece by piece.
  function excerpt(passage, words, { marked, hits }) {
    hits.sort((a, b) => a.first - b.first);
    let best = { start: 0, score: -1 };
    for (const hit of hits) {
      const start = words[hit.first].start;
      const near = hits.filter(
        (other) => other.first >= hit.first && words[other.last].end <= start + room - 60,
      );
      const score = new Set(near.map((other) => other.clause)).size * 100 + near.length;
      if (score > best.score) best = { start, score };
    }
    let from = Math.max(0, best.start - 60);
    if (passage.length - from < room) from = Math.max(0, passage.length - room);
    const first = words.find((word) => word.start >= from) ?? words[0];
    from = !first || passage.length <= room || from < 20 ? 0 : first.start;
    let to = passage.length;
    if (to - from > room + 20) to = words.findLast((word) => word.end <= from + room)?.end ?? to;
    const pieces = [];
    let at = from;
    for (const place of [...marked].sort((a, b) => a - b)) {
      const { start, end } = words[place];
      if (start < at || end > to) continue;
      pieces.push([passage.slice(at, start), false], [passage.slice(start, end), true]);
      at = end;
    }
    pieces.push([passage.slice(at, to), false]);
    if (from > 0) pieces.unshift(["… ", false]);
    if (to < passage.length) pieces.push([" …", false]);
    return pieces;
  }

  // ---- In names of concepts --------------------------------------------------------------------

  // The concepts whose names have all clauses, with how well.
  function conceptsWith(query, language, names) {
    const tierIn = (words, word, clause) => {
      const found = words.map((written) => tierOf(written, word, clause, language));
      return Math.min(...found.filter((tier) => tier !== undefined));
    };
    const tierOfClause = (words, clause) =>
      Math.min(...clause.ways.map((way) => Math.max(...way.map((word) => tierIn(words, word, clause)))));
    return names.flatMap(({ words }, concept) => {
      if (words.length === 0) return [];
      const tier = Math.max(...query.clauses.map((clause) => tierOfClause(words, clause)));
      const isLeftOut = query.excluded.some((clause) => tierOfClause(words, strictly(clause)) < Infinity);
      return tier < Infinity && !isLeftOut ? [{ concept, tier }] : [];
    });
  }

  // The concepts whose names stand in the query as a whole, the longest at each place. Words with half-spaces
  // are read as one and as several; whichever way finds more of the query is taken.
  function namedConcepts(query, namesByLanguage) {
    const asOne = namedIn(query, namesByLanguage, 0);
    if (query.clauses.every(({ ways }) => ways.length === 1)) return asOne;
    const asSeveral = namedIn(query, namesByLanguage, -1);
    const covered = (matches) => matches.reduce((sum, { share }) => sum + share, 0);
    return covered(asSeveral) > covered(asOne) ? asSeveral : asOne;
  }

  function namedIn(query, namesByLanguage, way) {
    const words = query.clauses.flatMap((clause, place) =>
      clause.ways.at(way).map((word, at, all) => ({ word, clause, place, at, count: all.length })),
    );
    const matches = [];
    for (const [language, names] of namesByLanguage) {
      names.forEach(({ readings }, concept) => {
        for (const reading of readings) {
          for (let start = 0; start + reading.length <= words.length; start += 1) {
            const match = matchingName(words, start, reading, language);
            if (match) matches.push({ ...match, share: match.length / words.length, start, concept, language });
          }
        }
      });
    }
    matches.sort((a, b) => a.start - b.start || b.length - a.length || a.tier - b.tier);
    const chosen = [];
    let end = 0;
    for (const match of matches) {
      const last = chosen.at(-1);
      const isSamePlace = last && last.start === match.start && last.length === match.length;
      if (isSamePlace && last.isWhole && !match.isWhole) continue;
      if (match.start < end && !isSamePlace) continue;
      if (chosen.some((other) => other.concept === match.concept)) continue;
      chosen.push(match);
      end = Math.max(end, match.start + match.length);
    }
    return chosen.slice(0, 8);
  }

  // How a name stands in the words of a query from one on.
  function matchingName(words, start, name, language) {
    let tier = tiers.exact;
    for (let place = 0; place < name.length; place += 1) {
      const { word, clause, count, at } = words[start + place];
      // Of a phrase, only the whole can be a name.
      if (clause.isPhrase && (count !== name.length || at !== place)) return null;
      const isLast = place === name.length - 1;
      const own = tierOf(name[place], word, { isPrefix: clause.isPrefix && isLast }, language);
      if (own === undefined) return null;
      tier = Math.max(tier, own);
    }
    // What is begun may be another word yet, unless it is a form of the same.
    const { word } = words[start + name.length - 1];
    const isWhole = tier !== tiers.begun || stemOf(name.at(-1), language) === stemOf(word.written, language);
    return { length: name.length, tier, isWhole };
  }

  return { parse, bridgeTo, tierOf, strictly, marksIn, excerpt, conceptsWith, namedConcepts };
}
