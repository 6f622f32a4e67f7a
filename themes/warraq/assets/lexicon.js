// The index that the build makes: loads its files as they are needed, and reads what src/search writes.
//
// The files are scripts, so that search works from disk too.
"use strict";

function openIndex(folder, summaryName) {
  // ---- Files -----------------------------------------------------------------------------------

  const files = new Map();
  window.hashiyaSearch = (name, value) => files.get(name)?.resolve(value);

  function load(name, fingerprint) {
    if (!files.has(name)) {
      const file = {};
      file.promise = new Promise((resolve, reject) => {
        file.resolve = resolve;
        const script = document.createElement("script");
        script.src = `${folder}${name}.${fingerprint}.js`;
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

  // ---- Bits: src/search/bits.rs ----------------------------------------------------------------

  const sixBits = new Uint8Array(128);
  Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_").forEach(
    (letter, value) => (sixBits[letter.charCodeAt(0)] = value),
  );

  function bitsOf(letters) {
    let [at, open, openCount] = [0, 0, 0];
    const read = (count) => {
      while (openCount < count) {
        open = (open << 6) | sixBits[letters.charCodeAt(at)];
        openCount += 6;
        at += 1;
      }
      openCount -= count;
      const value = open >> openCount;
      open &= (1 << openCount) - 1;
      return value;
    };
    const readCount = () => {
      let more = 0;
      while (read(1) === 0) more += 1;
      return (1 << more) | read(more);
    };
    const readOneOf = (count) => {
      const bits = 31 - Math.clz32(count);
      const short = 2 ** (bits + 1) - count;
      const value = read(bits);
      return value < short ? value : value * 2 + read(1) - short;
    };
    // Ascending numbers from `start` on and below `end`, into `numbers`.
    const readBetween = (count, start, end, numbers) => {
      if (count === 0) return numbers;
      const open = end - start - count;
      const middle = count >> 1;
      const number = start + middle + (open > 0 ? readOneOf(open + 1) : 0);
      readBetween(middle, start, number, numbers);
      numbers.push(number);
      return readBetween(count - middle - 1, number + 1, end, numbers);
    };
    return { readList: (end) => readBetween(readCount(), 0, end, []), readBetween };
  }

  // ---- Words and their units: src/search/lexicon.rs --------------------------------------------

  let summary, rules;
  const read = new Map();

  // What is made of the value of a file, once.
  function once(name, make) {
    if (!read.has(name)) read.set(name, make());
    return read.get(name);
  }

  // The place of the last of ascending items that is not behind `wanted`; the first if all are.
  function lastUpTo(items, wanted, keyOf) {
    let [low, high] = [0, items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (keyOf(items[middle]) <= wanted) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }

  const shardOf = (language, key) => lastUpTo(summary.languages[language].shards, key, ([first]) => first);

  async function shard(language, number) {
    const name = `search-${language}-${number}`;
    const value = await load(name, summary.languages[language].shards[number][1]);
    return once(name, () => ({ name, value, language, stems: stemsOf(value, summary.languages[language]) }));
  }

  const lengths = "0123456789abcdefghijklmnopqrstuvwxyz";

  function stemsOf({ shared, rests, forms }, { codes, letters }) {
    const letterOf = new Map(Array.from(letters, (letter, place) => [codes[place], letter]));
    const decoded = (text) => Array.from(text, (code) => letterOf.get(code) ?? code).join("");
    const formsOfStems = forms.split("|");
    let spelled = "";
    let number = 0;
    return rests.split("|").map((rest, place) => {
      spelled = spelled.slice(0, lengths.indexOf(shared[place])) + decoded(rest);
      const words = formsOfStems[place].split("~").map((form) => {
        const word = form === "" ? spelled : decoded(form).replace("'", () => spelled);
        return { word, number: number++ };
      });
      return { key: rules.fold(spelled), words };
    });
  }

  // The stems between two, from a few shards at most.
  async function stemsBetween(language, first, last) {
    const from = shardOf(language, first);
    const to = Math.min(shardOf(language, last), from + 2);
    const numbers = Array.from({ length: to - from + 1 }, (_, place) => from + place);
    const shards = await Promise.all(numbers.map((number) => shard(language, number)));
    return shards.flatMap((shard) =>
      shard.stems.filter(({ key }) => key >= first && key <= last).map((stem) => ({ ...stem, shard })),
    );
  }

  // The units of a word: one stretch, or for a frequent word several in files of their own.
  function unitsOf(shard, number) {
    const frequent = shard.value.frequent[number];
    if (!frequent) {
      let units;
      const file = lastUpTo(shard.value.units, number, ([first]) => first);
      return {
        file: `${shard.name}-u${file}`,
        starts: [0],
        stretch: () => units,
        load: async () => (units ??= (await unitsOfFile(shard, file)).get(number)),
      };
    }
    const [count, ...listed] = frequent;
    const starts = listed.map(([first]) => first);
    const stretches = [];
    return {
      file: `${shard.name}-${number}`,
      isFrequent: true,
      starts,
      stretch: (place) => stretches[place],
      load: async (place) => {
        const letters = await load(`${shard.name}-${number}-${place}`, listed[place][1]);
        const rest = count - place * summary.perFrequentFile;
        const end = starts[place + 1] ?? endOf(shard.language);
        const size = Math.min(rest, summary.perFrequentFile);
        stretches[place] ??= bitsOf(letters).readBetween(size, starts[place], end, []);
      },
    };
  }

  async function unitsOfFile({ name, value, language }, file) {
    const [first, fingerprint] = value.units[file];
    const letters = await load(`${name}-u${file}`, fingerprint);
    return once(`${name}-u${file}`, () => {
      const wordCount = value.forms.split(/[|~]/).length;
      const bits = bitsOf(letters);
      const units = new Map();
      for (let number = first; number < (value.units[file + 1]?.[0] ?? wordCount); number += 1) {
        if (!value.frequent[number]) units.set(number, bits.readList(endOf(language)));
      }
      return units;
    });
  }

  // ---- Units: src/search/number.rs -------------------------------------------------------------

  const endOf = (language) => startsOf(language).end;

  // The first number of each kind.
  const kinds = new Map();
  function startsOf(language) {
    if (!kinds.has(language)) {
      let end = 0;
      const starts = summary.languages[language].kinds.map(([kind, count]) => {
        end += count;
        return { kind, start: end - count };
      });
      kinds.set(language, { starts, end });
    }
    return kinds.get(language);
  }

  function rangeWith(language, number) {
    const { starts } = startsOf(language);
    return starts[lastUpTo(starts, number, (each) => each.start)];
  }

  const kindOf = (language, number) => rangeWith(language, number).kind;

  function unitOf(language, number) {
    const { kind, start } = rangeWith(language, number);
    return kind === "definition"
      ? { language, kind, number, concept: number - start }
      : { language, kind, number };
  }

  // Blocks of texts and sections of pages from the first on.
  function bodiesOf(language, count) {
    const { starts, end } = startsOf(language);
    return starts.flatMap(({ kind, start }, place) => {
      const size = (starts[place + 1]?.start ?? end) - start;
      const isBody = kind === "block" || kind === "section";
      return Array.from({ length: isBody ? Math.min(size, count) : 0 }, (_, at) => start + at);
    });
  }

  const directoryFile = (language, file) =>
    load(`search-${language}-d${file}`, summary.languages[language].directory[file][0]);

  // The document that a unit stands in, and its place there among those of its kind.
  async function documentOf({ language, kind, number }) {
    const { directory } = summary.languages[language];
    const column = 2 + summary.documentKinds.indexOf(kind);
    const file = lastUpTo(directory, number, (each) => each[column]);
    let next = directory[file][column];
    for (const row of await directoryFile(language, file)) {
      const count = row[column] ?? 0;
      if (number < next + count) return { document: row[0], fingerprint: row[1], place: number - next };
      next += count;
    }
    throw new Error(`no unit ${number}`);
  }

  // The numbers of the units of a document: pairs of the first and the one behind the last.
  async function rangesOf(language, document) {
    const { directory } = summary.languages[language];
    if (directory.length === 0) return [];
    const file = lastUpTo(directory, document, (each) => each[1]);
    const next = directory[file].slice();
    for (const row of await directoryFile(language, file)) {
      const ranges = summary.documentKinds.map((_, place) => [next[place + 2], next[place + 2] + (row[place + 2] ?? 0)]);
      if (row[0] === document) return ranges;
      ranges.forEach(([, end], place) => (next[place + 2] = end));
    }
    return [];
  }

  const passages = (language, { document, fingerprint }) => load(`passages-${language}-${document}`, fingerprint);

  const isLarge = () => Object.values(summary.languages).some(({ directory }) => directory.length > 1);

  // How many files have been loaded for what they show.
  const passageFiles = () => [...files.keys()].filter((name) => name.startsWith("passages-")).length;

  // ---- Concepts --------------------------------------------------------------------------------

  // The names of all concepts, by language and concept: `{ names, words, readings }`, where a name with
  // half-spaces is read as one word and as several.
  let concepts;
  async function loadConcepts() {
    const value = await load("search-names", summary.names);
    concepts ??= { ...value, read: new Map() };
    return concepts;
  }

  function namesOf(language) {
    if (!concepts.read.has(language)) {
      concepts.read.set(language, (concepts.names[language] ?? []).map((names) => readNames(names)));
    }
    return concepts.read.get(language);
  }

  function readNames(names) {
    const words = new Set();
    const readings = names.flatMap((name) => {
      const ofName = rules.wordsOf(name);
      const whole = ofName.map(({ written }) => written);
      const parts = ofName.flatMap(({ written, parts }) => (parts.length ? parts : [written]));
      [...whole, ...parts].forEach((word) => words.add(word));
      return ofName.some((word) => word.parts.length) ? [whole, parts] : [whole];
    });
    return { names, words: [...words], readings };
  }

  async function conceptOf(concept) {
    const { ids, names } = await loadConcepts();
    const inLanguages = Object.entries(names).map(([language, all]) => [language, all[concept]]);
    return { id: ids[concept], names: Object.fromEntries(inLanguages.filter(([, own]) => own.length > 0)) };
  }

  async function definitionOf(language, concept) {
    if (!summary.languages[language]) return "";
    const per = summary.perDefinitionFile;
    const file = Math.floor(concept / per);
    const { definitions } = await loadConcepts();
    const [fingerprint, ...languages] = definitions[file];
    if (!languages.includes(language)) return "";
    const all = await load(`passages-${language}-c${file}`, fingerprint);
    return all[concept % per] ?? "";
  }

  // What nearly every query needs, before there is one: the words, where a few files have them all, and where the
  // first units stand.
  const shardsLoadedBefore = 8;
  function loadBefore() {
    const languages = Object.entries(summary.languages);
    const shardCount = languages.reduce((count, [, { shards }]) => count + shards.length, 0);
    const loads = languages.flatMap(([language, { shards, directory }]) => [
      ...(shardCount > shardsLoadedBefore ? [] : shards.map((_, number) => shard(language, number))),
      ...directory.slice(0, 1).map((_, file) => directoryFile(language, file)),
    ]);
    // Who asks for them then is told if they are not there.
    loads.forEach((loaded) => loaded.catch(() => {}));
  }

  const opened = (async () => {
    const at = summaryName.lastIndexOf(".");
    summary = await load(summaryName.slice(0, at), summaryName.slice(at + 1));
    rules = wordRules(summary.table, summary.languages);
    await loadConcepts();
    // Before the first key: later they are remembered.
    for (const language of Object.keys(summary.languages)) {
      const words = namesOf(language).flatMap((names) => names.words);
      words.forEach((word) => [rules.fold(word), rules.stemOf(word, language)]);
    }
    loadBefore();
    return {
      summary,
      rules,
      shard,
      shardOf,
      stemsBetween,
      unitsOf,
      unitOf,
      kindOf,
      bodiesOf,
      documentOf,
      rangesOf,
      passages,
      isLarge,
      passageFiles,
      namesOf,
      conceptOf,
      definitionOf,
      titles: (file) => load(`search-titles${file}`, summary.titles[file]),
      languages: Object.keys(summary.languages),
      hasWords: (language) => summary.languages[language].shards.length > 0,
    };
  })();
  opened.catch(() => {});
  return opened;
}
