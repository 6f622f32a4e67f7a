// The search page: looks for words in the index that the build makes, file by file as they are needed.
//
// The files are scripts, so that the page works from disk too. What is shown is made of text nodes:
// neither a query nor anything in the index is ever read as HTML.
"use strict";

(() => {
  const page = document.querySelector("[data-search]");
  if (!page) return;
  const settings = JSON.parse(page.dataset.search);
  const field = page.querySelector('input[type="search"]');
  const filters = Object.fromEntries(
    Array.from(page.querySelectorAll(".filters select"), (select) => [select.name, select]),
  );
  const status = page.querySelector(".search-status");
  const output = page.querySelector(".search-results");
  const plurals = new Intl.PluralRules(settings.interface);

  // ---- Files of the index ----------------------------------------------------------------------

  const files = new Map();
  window.hashiyaSearch = (name, value) => files.get(name)?.resolve(value);

  function load(name) {
    if (!files.has(name)) {
      const file = {};
      file.promise = new Promise((resolve, reject) => {
        file.resolve = resolve;
        const script = document.createElement("script");
        script.src = settings.index.join(name);
        script.onload = () => script.remove();
        script.onerror = () => {
          files.delete(name);
          script.remove();
          reject(new Error(name));
        };
        document.head.append(script);
      });
      files.set(name, file);
    }
    return files.get(name).promise;
  }

  let index;
  async function loadIndex() {
    index ??= await load("index");
    return index;
  }

  // ---- Words: the rules of src/text/search.rs and light_stem.rs --------------------------------

  const kinds = new Map();
  const isWordCharacter = /[\p{Alphabetic}\p{N}\p{M}]/u;

  // `a` for a letter or digit of ASCII, a folded letter of the Arabic block, or a class of the table.
  function kindOf(character) {
    const code = character.codePointAt(0);
    if (code < 0x80) return /[0-9A-Za-z]/.test(character) ? "a" : "-";
    if (code >= 0x600 && code < 0x700) return index.table.letters[code - 0x600];
    let kind = kinds.get(code);
    if (kind === undefined) {
      const { marks, ignored, joints, ends } = index.table;
      const isIn = (ranges) => {
        for (let at = 0; at < ranges.length && ranges[at] <= code; at += 2) {
          if (code <= ranges[at + 1]) return true;
        }
        return false;
      };
      if (isIn(marks)) kind = "m";
      else if (isIn(ignored)) kind = "i";
      else if (isIn(joints)) kind = "j";
      else if (isIn(ends)) kind = "-";
      else kind = isWordCharacter.test(character) ? "x" : "-";
      kinds.set(code, kind);
    }
    return kind;
  }

  const isCompatible = (code) =>
    (code >= 0xfb00 && code <= 0xfb06) ||
    (code >= 0xfb50 && code <= 0xfdff) ||
    (code >= 0xfe80 && code <= 0xfefc) ||
    (code >= 0xff01 && code <= 0xff5e);

  function takenApart(character) {
    const code = character.codePointAt(0);
    if (code >= 0xac00 && code <= 0xd7a3) return character;
    return character.normalize(isCompatible(code) ? "NFKD" : "NFD");
  }

  // The words of a text as they are written, with their places, and with their parts between half-spaces.
  function wordsOf(text) {
    const words = [];
    let word = null;
    const grow = (character, start, end) => {
      word ??= { written: "", start, end, joints: [] };
      word.written += character;
      word.end = end;
    };
    const finish = () => {
      if (!word) return;
      const { written } = word;
      const joints = word.joints.filter((at) => at > 0 && at < written.length);
      const cuts = [0, ...new Set(joints), written.length];
      word.parts =
        cuts.length > 2 ? cuts.slice(1).map((cut, place) => written.slice(cuts[place], cut)) : [];
      words.push(word);
      word = null;
    };
    let at = 0;
    for (const character of text) {
      const end = at + character.length;
      const kind = kindOf(character);
      if (kind === "a") grow(character.toLowerCase(), at, end);
      else if (kind === "x") {
        const isForm = isCompatible(character.codePointAt(0));
        for (const part of (isForm ? takenApart(character) : character).toLowerCase()) {
          const partKind = kindOf(part);
          if (partKind === "-" || partKind === "j") finish();
          else if (!"mhi".includes(partKind)) grow(part, at, end);
        }
      } else if (kind === "m" || kind === "h" || kind === "i") {
        if (word && kind === "h") word.written = withHamza(word.written, character);
        if (word && kind !== "i") word.end = end;
      } else if (kind === "j") word?.joints.push(word.written.length);
      else if (kind === "-") finish();
      else grow(character, at, end);
      at = end;
    }
    finish();
    return words;
  }

  function withHamza(written, mark) {
    const last = Array.from(written).at(-1);
    const composed =
      last === "\u0647" && mark === "\u0654" ? "\u06c0" : (last + mark).normalize("NFC");
    const isOne = Array.from(composed).length === 1;
    return isOne ? written.slice(0, -last.length) + composed : written;
  }

  function fold(written) {
    let folded = "";
    for (const character of written) {
      const kind = kindOf(character);
      if (kind === "a") folded += character.toLowerCase();
      else if (kind !== "x") folded += kind;
      else {
        for (const part of takenApart(character)) {
          const partKind = kindOf(part);
          if (partKind === "a" || partKind === "x") folded += part.toLowerCase();
          else if (!"mhij-".includes(partKind)) folded += partKind;
        }
      }
    }
    return folded;
  }

  const lengthOf = (word) => Array.from(word).length;

  function withoutPrefix(folded, affixes) {
    for (const [prefix, remain] of affixes.prefixes) {
      if (!folded.startsWith(prefix)) continue;
      const rest = folded.slice(prefix.length);
      if (lengthOf(rest) >= remain) return rest;
    }
    return folded;
  }

  function stemOf(folded, language) {
    const { affixes } = index.languages[language];
    const bare = withoutPrefix(folded, affixes);
    for (const [ending, instead, before] of affixes.endings) {
      if (!bare.endsWith(ending)) continue;
      const stem = bare.slice(0, bare.length - ending.length);
      if (lengthOf(stem) >= before) return stem + instead;
    }
    return bare;
  }

  // ---- Queries ---------------------------------------------------------------------------------

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
      const isPhrase = found[5] === undefined;
      const words = wordsOf(found[2] ?? found[3] ?? found[4] ?? found[5]);
      const groups = isPhrase ? [words] : words.map((word) => [word]);
      for (const group of groups) {
        if (group.length === 0) continue;
        const clause = { ways: waysOf(group), isPhrase, isPrefix: false };
        (found[1] ? excluded : clauses).push(clause);
      }
    }
    const last = clauses.at(-1);
    const ends = wordsOf(query).at(-1)?.end === query.length;
    if (last && !last.isPhrase && ends && lengthOf(last.ways[0][0].folded) > 1) {
      last.isPrefix = query.trimEnd().endsWith(query.slice(-1));
    }
    return { clauses: clauses.slice(0, 12), excluded };
  }

  // ---- Words in the index ----------------------------------------------------------------------

  // How well a word of the index is the word that is looked for.
  const exact = 0;
  const folded = 1;
  const begun = 2;
  const related = 3;
  const tierWeights = [1, 0.8, 0.6, 0.4];

  function shardOf(language, key) {
    const { shards } = index.languages[language];
    let [low, high] = [0, shards.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (shards[middle] <= key) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  // The stems between two, from a few shards at most.
  async function stemsBetween(language, first, last) {
    const from = shardOf(language, first);
    const to = Math.min(shardOf(language, last), from + 3);
    const numbers = Array.from({ length: to - from + 1 }, (_, place) => from + place);
    const shards = await Promise.all(numbers.map((number) => load(`${language}-w${number}`)));
    return shards.flatMap((shard) => stemsOf(shard).filter(({ key }) => key >= first && key <= last));
  }

  // The stems of a shard with their words, as `push_shard` of src/search/language.rs writes them.
  function stemsOf(shard) {
    if (!shard.read) {
      let before = "";
      shard.read = shard.stems.split("|").slice(1).map((written) => {
        const [start, ...forms] = written.split("~");
        const key = before.slice(0, index.digits.indexOf(start[0])) + start.slice(1);
        before = key;
        return {
          key,
          forms: forms.map((form) => {
            const [, word, heads = "", bodies = ""] = /^([^{}]*)(?:\{([^}]*))?(?:\}(.*))?$/u.exec(form);
            return { word: word === "" ? key : word.replace("'", key), heads, bodies };
          }),
          names: shard.names[key] ?? [],
        };
      });
    }
    return shard.read;
  }

  const hasWords = (language) => index.languages[language].shards.length > 0;

  // The forms in which a word stands in a language, best first, and the concepts whose names begin with it.
  async function lookUp(language, word, isPrefix) {
    if (!hasWords(language)) return { forms: [], names: [] };
    const key = stemOf(word.folded, language);
    let stems;
    if (isPrefix) {
      const bare = withoutPrefix(word.folded, index.languages[language].affixes);
      // What is typed may reach into an ending, which the stem lacks.
      const start = [key, bare.slice(0, Math.max(2, bare.length - 3))].sort()[0];
      stems = await stemsBetween(language, start, `${bare}\uffff`);
    } else stems = await stemsBetween(language, key, key);
    const forms = [];
    const names = [];
    for (const stem of stems) {
      let isOurs = stem.key === key;
      for (const form of stem.forms) {
        const foldedForm = fold(form.word);
        let tier;
        if (foldedForm === word.folded) tier = form.word === word.written ? exact : folded;
        else if (isPrefix && foldedForm.startsWith(word.folded)) tier = begun;
        else if (stem.key === key) tier = related;
        else continue;
        isOurs = true;
        forms.push({ tier, heads: rowOf(language, form.heads), bodies: rowOf(language, form.bodies) });
      }
      if (isOurs) names.push(...stem.names);
    }
    forms.sort((a, b) => a.tier - b.tier || b.bodies.size - a.bodies.size);
    return { forms: forms.slice(0, 120), names };
  }

  // The units of a form: one stretch, or several in files of their own.
  function rowOf(language, row) {
    if (!row.startsWith("&")) {
      const units = row === "" ? null : decode(row);
      return { size: row.length, starts: [0], stretch: () => units };
    }
    const [file, ...starts] = row.slice(1).split(",").map(Number);
    const stretches = [];
    return {
      size: starts.length * 8000,
      starts,
      isLong: true,
      stretch: (number) => stretches[number],
      load: async (number) => {
        stretches[number] ??= decode(await load(`${language}-p${file + number}`));
      },
    };
  }

  let digitValues;
  function decode(row) {
    digitValues ??= new Map(Array.from(index.digits, (digit, value) => [digit.charCodeAt(0), value]));
    const base = index.digits.length / 2;
    const units = [];
    let unit = 0;
    let number = 0;
    for (let at = 0; at < row.length; at += 1) {
      const digit = digitValues.get(row.charCodeAt(at));
      if (digit < base) {
        unit += number * base + digit;
        units.push(unit);
        number = 0;
      } else number = number * base + digit - base;
    }
    return units;
  }

  // ---- Units -----------------------------------------------------------------------------------

  const weights = {
    name: 8, title: 6, heading: 1.1, block: 1, definition: 0.995, annotation: 0.99, footnote: 0.98,
  };

  // What a number of a row stands for.
  function unitOf(language, row, number) {
    const { concepts, headings, blocks, annotations, footnotes } = index;
    if (number < concepts) {
      return { language, kind: row === "heads" ? "name" : "definition", concept: number };
    }
    const room = row === "heads" ? 1 + headings : blocks + annotations + footnotes;
    const text = Math.floor((number - concepts) / room);
    let place = (number - concepts) % room;
    const order = row === "heads"
      ? [["title", 1], ["heading", headings]]
      : [["block", blocks], ["annotation", annotations], ["footnote", footnotes]];
    for (const [kind, count] of order) {
      if (place < count) return { language, kind, text, place };
      place -= count;
    }
    return null;
  }

  const groupOf = { name: "concept", definition: "concept", title: "heading" };

  // Whether a unit is of the kind and text that are asked for now.
  function chosenUnits() {
    const kind = filters.kind.value;
    const text = filters.text.value;
    return (unit) =>
      (!kind || (groupOf[unit.kind] ?? unit.kind) === kind) && (!text || text === String(unit.text));
  }

  const searchedLanguages = () =>
    Object.keys(index.languages).filter(
      (language) => !filters.language.value || filters.language.value === language,
    );

  // ---- Search ----------------------------------------------------------------------------------

  // The clauses with the forms of their words in a language.
  async function resolve(clauses, language) {
    const looked = clauses.map(async (clause) => {
      const ways = clause.ways.map((way) =>
        Promise.all(
          way.map(async (word) => {
            const { forms, names } = await lookUp(language, word, clause.isPrefix);
            const strict = clause.isPhrase && !clause.isLoose;
            return { names, forms: strict ? forms.filter((form) => form.tier <= folded) : forms };
          }),
        ),
      );
      return Promise.all(ways);
    });
    return Promise.all(looked);
  }

  // Calls `emit` with the units in which all clauses stand, or with those in which some do, stretch by stretch
  // of rows that are long. `isShort`: leaves out long rows of words that are only related.
  async function* scan(resolved, excluded, row, { isRelaxed = false, isShort = false } = {}) {
    const isUsed = (form) => !(isShort && form[row].isLong && form.tier >= begun);
    const all = [...resolved, ...excluded].flat(2);
    const rows = all.flatMap(({ forms }) => forms.filter(isUsed).map((form) => form[row]));
    const longRows = rows.filter((each) => each.isLong);
    let from = 0;
    while (from < Infinity) {
      let to = Infinity;
      const numbers = new Map();
      for (const long of longRows) {
        let number = 0;
        while (long.starts[number + 1] <= from) number += 1;
        numbers.set(long, number);
        to = Math.min(to, long.starts[number + 1] ?? Infinity);
      }
      await Promise.all(longRows.map((long) => long.load(numbers.get(long))));

      const unitsOfWord = ({ forms }) => {
        const tiers = new Map();
        for (const form of forms) {
          if (!isUsed(form)) continue;
          const units = form[row].stretch(numbers.get(form[row]) ?? 0) ?? [];
          for (const unit of units) {
            if (unit >= from && unit < to && !(tiers.get(unit) <= form.tier)) tiers.set(unit, form.tier);
          }
        }
        return tiers;
      };
      const unitsOfClause = (ways) => {
        const tiers = new Map();
        for (const way of ways) {
          const [first, ...others] = way.map(unitsOfWord);
          for (let [unit, tier] of first) {
            if (!others.every((other) => other.has(unit))) continue;
            for (const other of others) tier = Math.max(tier, other.get(unit));
            tiers.set(unit, Math.min(tier, tiers.get(unit) ?? tier));
          }
        }
        return tiers;
      };

      const found = resolved.map(unitsOfClause);
      const without = excluded.map(unitsOfClause);
      const units = isRelaxed ? new Set(found.flatMap((each) => [...each.keys()])) : found[0]?.keys() ?? [];
      const batch = [];
      for (const unit of units) {
        const tiers = found.filter((each) => each.has(unit)).map((each) => each.get(unit));
        const isFound = isRelaxed || tiers.length === found.length;
        if (!isFound || without.some((each) => each.has(unit))) continue;
        batch.push({ number: unit, tier: Math.max(...tiers), share: tiers.length / found.length });
      }
      yield { batch, isLast: to === Infinity };
      from = to;
    }
  }

  const stretchesAtMost = 40;

  // Finds units in some languages. `tell` hears the units found so far, first when there are some.
  async function find(query, languages, options, tell) {
    const units = new Map();
    const isChosen = chosenUnits();
    const add = (language, row, { number, tier, share }) => {
      const unit = unitOf(language, row, number);
      const id = `${language} ${row} ${number}`;
      if (!unit || !isChosen(unit) || units.has(id)) return;
      const score = weights[unit.kind] * tierWeights[tier] * (share < 1 ? share / 100 : 1);
      units.set(id, Object.assign(unit, { id, number, score }));
    };
    const names = [];
    const inLanguages = await Promise.all(
      languages.map(async (language) => {
        const [resolved, excluded] = await Promise.all([
          resolve(query.clauses, language),
          // A phrase to be left out is looked for in the words themselves.
          resolve(query.excluded.filter((clause) => !clause.isPhrase).map(strictly), language),
        ]);
        const ofWords = resolved.map((ways) => ways.map((way) => way.map((word) => word.names)));
        names.push({ language, names: ofWords });
        return { language, resolved, excluded };
      }),
    );
    const isLong = inLanguages.some(({ resolved }) =>
      resolved.flat(2).some(({ forms }) => forms.some((form) => form.heads.isLong || form.bodies.isLong)),
    );
    let isWhole = true;
    for (const isShort of isLong ? [true, false] : [false]) {
      const scans = inLanguages.flatMap(({ language, resolved, excluded }) =>
        ["heads", "bodies"].map((row) => ({
          language,
          row,
          stretches: scan(resolved, excluded, row, { ...options, isShort }),
        })),
      );
      let open = scans;
      for (let count = 0; open.length > 0; count += 1) {
        if (count > 0 && (isShort || count === stretchesAtMost)) {
          isWhole = isShort;
          break;
        }
        const read = await Promise.all(
          open.map(async (each) => {
            const { value } = await each.stretches.next();
            value.batch.forEach((found) => add(each.language, each.row, found));
            return value.isLast ? [] : [each];
          }),
        );
        open = read.flat();
        if (isLong && units.size > 0) tell?.([...units.values()], names);
      }
    }
    return { units: [...units.values()], names, isWhole };
  }

  const strictly = (clause) => ({ ...clause, isPhrase: true });

  // Better ones first; of equals, those in the language of the interface, then in the order of reading.
  function ranked(units) {
    const isForeign = (unit) => (unit.language === settings.interface ? 0 : 1);
    return units.sort(
      (a, b) =>
        b.score - a.score ||
        isForeign(a) - isForeign(b) ||
        (a.text ?? a.concept) - (b.text ?? b.concept) ||
        a.number - b.number ||
        (a.language < b.language ? -1 : 1),
    );
  }

  // ---- Concepts by name ------------------------------------------------------------------------

  // The concepts whose names stand in the query, the longest at each place. Words with half-spaces are read
  // as one and as several; whichever way finds more names of several words is taken.
  function namedConcepts(query, found) {
    const readings = [0, -1].map((way) => namedIn(query, found, way));
    const covered = (matches) => matches.reduce((sum, { share }) => sum + share, 0);
    return covered(readings[1]) > covered(readings[0]) ? readings[1] : readings[0];
  }

  function namedIn(query, found, way) {
    const words = query.clauses.flatMap((clause, place) =>
      clause.ways.at(way).map((word, at) => ({ ...word, isPrefix: clause.isPrefix, place, at })),
    );
    const matches = [];
    for (const { language, names } of found) {
      words.forEach(({ place, at }, start) => {
        for (const [concept, name] of names[place].at(way)[at]) {
          const match = matchingName(words, start, name, language);
          // Of a phrase, only the whole can be a name.
          const clause = query.clauses[place];
          const isPart = clause.isPhrase && (at > 0 || match?.length !== clause.ways.at(way).length);
          if (match && !isPart) matches.push({ ...match, share: match.length / words.length, start, concept, language });
        }
      });
    }
    matches.sort((a, b) => a.start - b.start || b.length - a.length || b.score - a.score);
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

  function matchingName(words, start, name, language) {
    const nameWords = name.split(" ");
    let score = 1;
    let isWhole = true;
    for (const [place, nameWord] of nameWords.entries()) {
      const word = words[start + place];
      if (!word) return null;
      if (word.folded === nameWord) continue;
      const isBegun = word.isPrefix && nameWord.startsWith(word.folded);
      if (stemOf(nameWord, language) === stemOf(word.folded, language)) score = Math.min(score, 0.5);
      else if (isBegun && place === nameWords.length - 1) {
        score = 0.25;
        isWhole = false;
      } else return null;
    }
    return { length: nameWords.length, score, isWhole };
  }

  // What finds the names of concepts in another language: each a clause whose ways are its names.
  function bridgeTo(language, records) {
    const clauses = records.map((record) => ({
      isPhrase: true,
      isLoose: true,
      isPrefix: false,
      ways: (record.names[language] ?? []).slice(0, 5).map((name) => waysOf(wordsOf(name))).flat(),
    }));
    const isWhole = clauses.every((clause) => clause.ways.length > 0);
    return isWhole ? { clauses, excluded: [] } : null;
  }

  async function conceptRecord(concept) {
    const per = index.perConceptFile;
    const records = await load(`c${Math.floor(concept / per)}`);
    return records[concept % per];
  }

  // ---- Words in passages -----------------------------------------------------------------------

  function fits(written, word, clause, language) {
    const foldedForm = fold(written);
    if (foldedForm === word.folded) return true;
    if (clause.isPrefix && foldedForm.startsWith(word.folded)) return true;
    if (clause.isPhrase && !clause.isLoose) return false;
    return stemOf(foldedForm, language) === stemOf(word.folded, language);
  }

  // The stretches of words in which a clause stands: pairs of first and last word.
  function stretchesOf(words, clause, language) {
    const stretches = [];
    for (const way of clause.ways) {
      for (let start = 0; start < words.length; start += 1) {
        let [at, place] = [start, 0];
        while (place < way.length && at < words.length) {
          const { written, parts } = words[at];
          if (fits(written, way[place], clause, language)) place += 1;
          else if (parts.length > 0 && way.length === 1 && parts.some((part) => fits(part, way[0], clause, language))) {
            place += 1;
          } else if (
            parts.length > 0 &&
            parts.every((part, step) => way[place + step] && fits(part, way[place + step], clause, language))
          ) {
            place += parts.length;
          } else break;
          at += 1;
        }
        if (place >= way.length) stretches.push([start, at - 1]);
      }
    }
    return stretches;
  }

  // The words to be marked; `null` if the passage lacks a phrase or has one that is to be left out.
  function marksIn(words, query, language, isRelaxed) {
    const marked = new Set();
    const ofClauses = query.clauses.map((clause) => stretchesOf(words, clause, language));
    const lacks = query.clauses.some(
      (clause, place) => clause.isPhrase && clause.ways[0].length > 1 && ofClauses[place].length === 0,
    );
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

  // The part of a passage where most clauses stand close together, with its words marked.
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
      pieces.push(passage.slice(at, start), element("mark", {}, passage.slice(start, end)));
      at = end;
    }
    pieces.push(passage.slice(at, to));
    if (from > 0) pieces.unshift("… ");
    if (to < passage.length) pieces.push(" …");
    return pieces;
  }

  // ---- What is shown ---------------------------------------------------------------------------

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== undefined && value !== null) made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== undefined && child !== null));
    return made;
  }

  const inLanguage = (language) => ({ lang: language, dir: settings.languages[language]?.dir ?? "auto" });
  const shownNumber = (number) => String(number).replace(/\d/g, (digit) => settings.numerals[digit]);

  function counted(forms, count) {
    const form = forms[plurals.select(count)] ?? forms.other;
    return form.replace("{n}", shownNumber(count));
  }

  // The names of a concept in the languages of the interface and others, in a fixed order.
  function namesOf(record, first) {
    const languages = Object.keys(record.names);
    const order = [first, settings.interface, ...languages.sort()];
    return [...new Set(order)].filter((language) => record.names[language]?.length);
  }

  function bridgeLine(records, from) {
    const separator = settings.words.list_separator;
    const list = (languages) => {
      const nodes = languages.flatMap((language) => [
        separator,
        element("bdi", inLanguage(language), records.map((record) => record.names[language][0]).join(" + ")),
      ]);
      return nodes.slice(1);
    };
    const others = namesOf(records[0], from).filter(
      (language) => language !== from && records.every((record) => record.names[language]?.length),
    );
    if (others.length === 0) return [];
    const pattern = settings.words.search_bridge.split(/(\{[ab]\})/);
    return pattern.flatMap((piece) =>
      piece === "{a}" ? list([from]) : piece === "{b}" ? list(others) : [piece],
    );
  }

  async function conceptItem({ concept, language, kind }, query, isRelaxed) {
    const record = await conceptRecord(concept);
    // What the index found has to have the phrases, in one of its names or in its definition.
    const inNames = kind === "definition" ? [] : (record.names[language] ?? []);
    const passages = kind ? [...inNames, record.definitions[language] ?? ""] : [];
    const lacks = (passage) => marksIn(wordsOf(passage), query, language, isRelaxed) === null;
    if (kind && passages.every(lacks)) return null;
    const languages = namesOf(record, language);
    const name = languages[0];
    const defined = [settings.interface, language, ...Object.keys(record.definitions)];
    // The definition in which the words stand, or that in the language of the interface.
    let shown = null;
    for (const each of [language, ...defined]) {
      const passage = record.definitions[each];
      if (!passage) continue;
      const words = wordsOf(passage);
      const marks = marksIn(words, query, each, true);
      if (marks?.hits.length || !shown || (!shown.marks?.hits.length && each === settings.interface)) {
        shown = { passage, words, marks: marks ?? { marked: new Set(), hits: [] }, language: each };
      }
      if (marks?.hits.length) break;
    }
    const bridge = bridgeLine([record], name);
    const address = `${settings.root}${settings.interface}/glossary/${record.id}/index.html`;
    return element(
      "li",
      { class: "result concept", "data-term": record.id },
      element(
        "p",
        { class: "place" },
        element("a", { href: address, ...inLanguage(name) }, record.names[name]?.[0] ?? record.id),
        element("span", { class: "found-kind" }, settings.words.found_concept),
      ),
      bridge.length ? element("p", { class: "bridge" }, ...bridge) : null,
      shown
        ? element("p", { class: "passage", ...inLanguage(shown.language) }, ...excerpt(shown.passage, shown.words, shown.marks))
        : null,
    );
  }

  // A passage with its words in context; `null` if a phrase does not stand in it.
  async function passageItem(unit, query, isRelaxed) {
    const text = await load(`${unit.language}-t${unit.text}`);
    const entry = unit.kind === "title" ? [text.title, 0] : text[`${unit.kind}s`]?.[unit.place];
    if (!entry) return null;
    const [words, number, pages = 0, anchor] = entry;
    // Lines of a source are one line, and items of a list stand behind one another.
    const passage = words.replace(/\s+/g, " ").trim();
    const split = wordsOf(passage);
    const marks = marksIn(split, query, unit.language, isRelaxed);
    if (!marks) return null;
    const shownOn = text.pages[pages] ?? [];
    const onPage = [settings.interface, unit.language].find((each) => shownOn.includes(each)) ?? shownOn[0];
    if (!onPage) return null;
    const sought = new Set([...marks.marked].map((place) => passage.slice(split[place].start, split[place].end)));
    const isIndirect = unit.kind === "annotation" || unit.kind === "footnote";
    const hash = anchor ?? (number ? `p${number}` : "");
    const find = [...sought].slice(0, 12).join(" ");
    const address =
      `${settings.root}${onPage}/texts/${text.slug}/index.html` +
      (find ? `?find=${encodeURIComponent(find)}` : "") +
      (hash ? `#${encodeURIComponent(hash)}` : "");
    const title = text.title ?? text.slug;
    const isHead = unit.kind === "title" || unit.kind === "heading";
    return element(
      "li",
      {
        class: `result ${unit.kind}`,
        "data-text": text.slug,
        "data-block": number || null,
        "data-kind": isIndirect || isHead ? unit.kind : null,
      },
      element(
        "p",
        { class: "place" },
        element("a", { href: address, ...inLanguage(text.title ? unit.language : settings.interface) }, title),
        number
          ? element("span", { class: "found-block" }, settings.words.paragraph_n.replace("{n}", shownNumber(number)))
          : null,
        settings.words[`found_${unit.kind}`]
          ? element("span", { class: "found-kind" }, settings.words[`found_${unit.kind}`])
          : null,
      ),
      unit.kind === "title"
        ? null
        : element("p", { class: "passage", ...inLanguage(unit.language) }, ...excerpt(passage, split, marks)),
    );
  }

  let run = 0;

  // A list that shows some of its units, and more when asked.
  async function list(units, query, { mine, first, isRelaxed, seen, place, onFirst }) {
    const items = element("ol", { class: "results" });
    place.append(items);
    let next = 0;
    const showMore = async (count) => {
      let shown = 0;
      while (next < units.length && shown < count) {
        // A few at a time: each may need a text to be loaded.
        const some = units.slice(next, next + Math.min(4, count - shown));
        const made = some.map((unit) =>
          unit.concept === undefined
            ? passageItem(unit, query, isRelaxed)
            : conceptItem(unit, query, isRelaxed),
        );
        made.forEach((promise) => promise.catch(() => {}));
        for (const [at, promise] of made.entries()) {
          const item = await promise;
          if (mine !== run) return shown;
          next += 1;
          const id = some[at].concept === undefined ? some[at].id : `concept ${some[at].concept}`;
          if (!item || seen.has(id)) continue;
          seen.add(id);
          items.append(item);
          shown += 1;
          if (shown === 1) onFirst?.();
        }
      }
      return shown;
    };
    const shown = await showMore(first);
    if (mine === run && next < units.length) {
      const button = element("button", { type: "button", class: "search-more" }, settings.words.search_more);
      button.addEventListener("click", async () => {
        const last = items.lastElementChild;
        await showMore(20);
        if (next >= units.length) button.remove();
        last?.nextElementSibling?.querySelector("a")?.focus();
      });
      items.after(button);
    }
    return { shown, rest: units.length - next };
  }

  // `data-answered` says that nothing more is to come: `all`, or `some` where no passage has all the words.
  async function search() {
    run += 1;
    const mine = run;
    delete page.dataset.answered;
    const text = field.value.normalize("NFC");
    remember();
    if (text.trim() === "") {
      clear("");
      return;
    }
    try {
      await loadIndex();
      const query = parse(text);
      if (query.clauses.length === 0) {
        clear("");
        return;
      }
      const isRelaxed = await answer(query, mine);
      if (mine === run) page.dataset.answered = isRelaxed ? "some" : "all";
    } catch {
      if (mine === run) clear(settings.words.search_failed);
    }
  }

  function clear(words) {
    output.replaceChildren();
    status.textContent = words;
    page.dataset.answered = "all";
  }

  async function answer(query, mine) {
    const languages = searchedLanguages();
    let early = null;
    const showEarly = (units, names) => {
      if (mine === run) early ??= show(ranked(units.slice()), names, false);
    };
    const show = async (units, names, isRelaxed) => {
      const named = namedConcepts(query, names).filter(() => !filters.text.value);
      const wanted = !filters.kind.value || filters.kind.value === "concept";
      const concepts = (wanted ? named : []).map(({ concept, language }) => ({
        concept,
        language,
        id: `concept ${concept}`,
      }));
      const place = element("div", {});
      const seen = new Set();
      const all = uniqueConcepts([...concepts, ...units]);
      const onFirst = () => output.replaceChildren(place);
      const told = await list(all, query, { mine, first: 20, isRelaxed, seen, place, onFirst });
      const wordCount = query.clauses.reduce((sum, clause) => sum + clause.ways[0].length, 0);
      const namedWords = new Map(named.map(({ start, length }) => [start, length]));
      const isNamed = [...namedWords.values()].reduce((sum, length) => sum + length, 0) >= wordCount;
      return { ...told, place, seen, named, isAnswer: isNamed || told.shown > concepts.length };
    };

    let { units, names, isWhole } = await find(query, languages, {}, showEarly);
    if (mine !== run) return;
    let isRelaxed = false;
    let shown = early ? await early : null;
    // What was shown early stays, unless there is more to say than it could.
    if (!shown || shown.rest <= 0) shown = await show(ranked(units), names, false);
    if (mine !== run) return;
    if (!shown.isAnswer && query.clauses.length > 1) {
      isRelaxed = true;
      ({ units, names, isWhole } = await find(query, languages, { isRelaxed }, null));
      if (mine !== run) return;
      shown = await show(ranked(units), names, true);
      if (mine !== run) return;
    }
    const total = shown.shown + shown.rest;
    const notes = [];
    if (isRelaxed && total > 0) notes.push(settings.words.search_relaxed);
    const isVerified = !query.clauses.some((clause) => clause.isPhrase) || shown.rest === 0;
    const forms = isWhole && isVerified ? settings.results : settings.resultsOrMore;
    status.textContent =
      total > 0 ? [counted(forms, isVerified ? total : shown.shown), ...notes].join(" · ") : settings.words.search_none;
    output.replaceChildren(shown.place);
    offerTexts(units);
    const bridged = await showBridges(query, shown, mine);
    if (mine === run && total + bridged === 0) await showSuggestions(query, mine);
    return isRelaxed;
  }

  // A concept is found once, where it is found best.
  function uniqueConcepts(units) {
    const seen = new Set();
    return units.filter((unit) => {
      if (unit.concept === undefined) return true;
      if (seen.has(unit.concept)) return false;
      seen.add(unit.concept);
      return true;
    });
  }

  // The names of the same concepts in other languages, and where they stand.
  async function showBridges(query, { named, seen, place }, mine) {
    const whole = named.filter((match) => match.isWhole);
    if (whole.length === 0) return 0;
    const from = whole[0].language;
    const starts = new Set();
    const chosen = whole.filter(({ start, language }) => {
      const isNew = language === from && !starts.has(start);
      starts.add(start);
      return isNew;
    });
    const records = await Promise.all(chosen.map(({ concept }) => conceptRecord(concept)));
    const bridges = searchedLanguages()
      .filter((language) => language !== from)
      .map((language) => ({ language, query: bridgeTo(language, records) }))
      .filter((bridge) => bridge.query);
    const found = await Promise.all(
      bridges.map(async ({ language, query: names }) => {
        const { units } = await find({ ...names, excluded: query.excluded }, [language], {}, null);
        const passages = units.filter((unit) => unit.concept === undefined && !seen.has(unit.id));
        return { language, names, units: ranked(passages) };
      }),
    );
    if (mine !== run) return 0;
    const section = element("section", { class: "bridged" });
    let count = 0;
    for (const { language, names, units } of found) {
      if (units.length === 0) continue;
      const group = element(
        "section",
        { class: "bridged-language", "data-language": language },
        element("h3", {}, settings.languages[language].name),
      );
      const { shown } = await list(units, names, { mine, first: 5, isRelaxed: false, seen, place: group });
      if (mine !== run) return count;
      if (shown > 0) section.append(group);
      count += shown;
    }
    if (count > 0) {
      section.prepend(element("h2", { class: "bridge" }, ...bridgeLine(records, from)));
      place.append(section);
    }
    return count;
  }

  // ---- When nothing is found -------------------------------------------------------------------

  async function showSuggestions(query, mine) {
    const near = await nearWords(query);
    if (mine !== run) return;
    const parts = [];
    if (filters.kind.value || filters.language.value || filters.text.value) {
      const button = element("button", { type: "button", class: "search-more" }, settings.words.search_less);
      button.addEventListener("click", () => {
        Object.values(filters).forEach((select) => (select.value = ""));
        search();
      });
      parts.push(button);
    }
    if (near.length > 0) {
      const choices = near.map((choice) => {
        const button = element("button", { type: "button", class: "search-near", dir: "auto" }, choice);
        button.addEventListener("click", () => {
          field.value = choice;
          search();
        });
        return element("li", {}, button);
      });
      parts.push(element("p", {}, settings.words.search_near), element("ul", { class: "near" }, ...choices));
    }
    const ways = page.querySelector("noscript").textContent;
    const links = Array.from(document.querySelectorAll(".site-nav a:not(.search-link)"), (link) =>
      element("li", {}, element("a", { href: link.getAttribute("href"), lang: link.lang || null, dir: link.dir || null }, link.textContent)),
    );
    if (ways && links.length > 0) {
      parts.push(element("p", {}, settings.words.search_try), element("ul", { class: "ways" }, ...links.slice(0, 2)));
    }
    output.replaceChildren(element("div", { class: "suggestions" }, ...parts));
  }

  // Words of the index that differ little from one of the query.
  async function nearWords(query) {
    const choices = [];
    for (const clause of query.clauses) {
      for (const word of clause.ways[0]) {
        // Of shorter words nearly every other one differs little.
        if (lengthOf(word.folded) < 3) continue;
        for (const language of Object.keys(index.languages)) {
          if (!hasWords(language)) continue;
          const number = shardOf(language, stemOf(word.folded, language));
          const most = lengthOf(word.folded) < 5 ? 1 : 2;
          for (const stem of stemsOf(await load(`${language}-w${number}`))) {
            for (const form of stem.forms) {
              const distance = distanceOf(word.folded, fold(form.word), most);
              const size = form.bodies.length;
              if (distance > 0 && distance <= most) choices.push({ form: form.word, distance, size });
            }
          }
        }
      }
    }
    choices.sort((a, b) => a.distance - b.distance || b.size - a.size);
    return [...new Set(choices.map(({ form }) => form))].slice(0, 5);
  }

  // How many letters have to be put in, left out or changed; more than `most` counts as one more.
  function distanceOf(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let row = Array.from({ length: b.length + 1 }, (_, place) => place);
    for (let at = 0; at < a.length; at += 1) {
      const next = [at + 1];
      for (let place = 0; place < b.length; place += 1) {
        const change = row[place] + (a[at] === b[place] ? 0 : 1);
        next.push(Math.min(change, row[place + 1] + 1, next[place] + 1));
      }
      if (Math.min(...next) > most) return most + 1;
      row = next;
    }
    return row[b.length];
  }

  // ---- Filters and address ---------------------------------------------------------------------

  // The texts in which something was found, for the filter by text.
  async function offerTexts(units) {
    const mine = run;
    const chosen = filters.text.value;
    if (chosen) return;
    const texts = [...new Set(units.map((unit) => unit.text).filter((text) => text !== undefined))];
    const per = index.perTitleFile;
    const numbers = [...new Set(texts.map((text) => Math.floor(text / per)))].sort((a, b) => a - b);
    const titles = new Map();
    for (const number of numbers.slice(0, 3)) {
      (await load(`x${number}`)).forEach((entry, place) => titles.set(number * per + place, entry[1]));
    }
    if (mine !== run) return;
    const options = texts
      .filter((text) => titles.has(text))
      .sort((a, b) => a - b)
      .map((text) => {
        const inLanguages = titles.get(text);
        const language = inLanguages[settings.interface] ? settings.interface : Object.keys(inLanguages)[0];
        return element("option", { value: text, ...inLanguage(language) }, inLanguages[language]);
      });
    filters.text.replaceChildren(filters.text.options[0], ...options);
  }

  // The query stands in the address, so that a search can be linked to and found again.
  function remember() {
    const address = new URL(location.href);
    const set = (key, value) => (value ? address.searchParams.set(key, value) : address.searchParams.delete(key));
    set("q", field.value);
    set("kind", filters.kind.value);
    set("language", filters.language.value);
    try {
      history.replaceState(null, "", address);
    } catch {
      // A page opened from disk may not be allowed to.
    }
  }

  const asked = new URLSearchParams(location.search);
  field.value = asked.get("q") ?? field.value;
  for (const name of ["kind", "language"]) {
    filters[name].value = asked.get(name) ?? "";
    if (filters[name].selectedIndex < 0) filters[name].value = "";
  }
  field.addEventListener("input", search);
  for (const select of Object.values(filters)) select.addEventListener("change", search);
  // Arrow keys move between the field and the results.
  page.addEventListener("keydown", (event) => {
    const isDown = event.key === "ArrowDown";
    if ((!isDown && event.key !== "ArrowUp") || event.target.closest("select")) return;
    const stops = [field, ...output.querySelectorAll(".result .place a, .search-more")];
    const next = stops[stops.indexOf(document.activeElement) + (isDown ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  // For the tests, which hold these rules to those of the build.
  page.hashiyaWords = async () => {
    await loadIndex();
    const tiers = ({ written, parts }, language) => {
      const foldedForm = fold(written);
      const { affixes } = index.languages[language] ?? {};
      const stem = affixes ? stemOf(foldedForm, language) : foldedForm;
      return [`${written}/${foldedForm}/${stem}`, ...parts.map((part) => `[${part}]`)];
    };
    return (text, language) => wordsOf(text).flatMap((word) => tiers(word, language)).join(" ");
  };
  loadIndex().catch(() => {});
  if (field.value) search();

  const canKeep = "serviceWorker" in navigator && /^https?:$/.test(location.protocol);
  if (canKeep) navigator.serviceWorker.register(settings.worker).catch(() => {});
})();
