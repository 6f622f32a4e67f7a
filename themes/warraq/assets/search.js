// The search page: finds what a query asks for in the index, and shows it.
//
// What is shown is made of text nodes: neither a query nor anything in the index is ever read as HTML.
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
  const opening = openIndex(settings.folder, settings.summary);
  const pauseOfTyping = 400;
  let index, rules, languageOrder;

  // ---- Words in the index ----------------------------------------------------------------------

  const filesOfOneWord = 6;

  // The forms in which a word stands in a language, best first, with their units; and whether these are all.
  async function lookUp(language, word, clause) {
    if (!index.hasWords(language)) return { forms: [], isWhole: true };
    const key = index.rules.stemOf(word.written, language);
    let stems;
    if (clause.isPrefix) {
      const bare = index.rules.fold(index.rules.withoutPrefix(word.written, language));
      // What is typed may reach into an ending, which the stem lacks.
      const start = [key, bare.slice(0, Math.max(2, bare.length - 3))].sort()[0];
      stems = await index.stemsBetween(language, start, `${bare}\uffff`);
    } else stems = await index.stemsBetween(language, key, key);
    const found = stems.flatMap(({ shard, words }) =>
      words.flatMap(({ word: written, number }) => {
        const tier = rules.tierOf(written, word, clause, language);
        return tier === undefined ? [] : [{ tier, units: index.unitsOf(shard, number) }];
      }),
    );
    found.sort((a, b) => a.tier - b.tier);
    // Of the words that only begin so, those in a few files.
    const files = new Set();
    const forms = found.filter(({ tier, units }) => {
      const isLoaded = tier !== tiers.begun || files.size < filesOfOneWord || files.has(units.file);
      if (isLoaded) files.add(units.file);
      return isLoaded;
    });
    await Promise.all(forms.map(({ units }) => (units.isFrequent ? null : units.load())));
    return { forms, isWhole: forms.length === found.length };
  }

  // The clauses that the index knows of in a language, with the forms of their words. It is silent about common
  // words; and an ending that is written apart, as the plural of Persian may be, is part of the word before it.
  async function resolve(clauses, language) {
    const { isCommon, isEnding } = index.rules;
    const isKnown = ({ isPrefix }, place) => ({ written }) =>
      (isPrefix && clauses.length === 1) ||
      !(isCommon(written, language) || (place > 0 && isEnding(written, language)));
    const looked = clauses.map(async (clause, place) => {
      const ways = clause.ways.map((way) => way.filter(isKnown(clause, place)));
      // A way of nothing but common words may stand anywhere.
      if (ways.some((way) => way.length === 0)) return null;
      return Promise.all(ways.map((way) => Promise.all(way.map((word) => lookUp(language, word, clause)))));
    });
    return (await Promise.all(looked)).filter(Boolean);
  }

  // ---- Units -----------------------------------------------------------------------------------

  const kindGroups = {
    name: "concept", definition: "concept", title: "heading", pageTitle: "page", pageHeading: "page", section: "page",
  };
  const groupOf = (kind) => kindGroups[kind] ?? kind;

  // Whether a unit is of the kind and text that are asked for now.
  async function chosenUnits(languages) {
    const kind = filters.kind.value;
    const text = filters.text.value;
    const ranges = new Map();
    if (text) {
      const ofLanguages = languages.map(async (language) => {
        ranges.set(language, await index.rangesOf(language, Number(text)));
      });
      await Promise.all(ofLanguages);
    }
    const isInText = (language, number) =>
      !text || ranges.get(language).some(([first, end]) => first <= number && number < end);
    return (language, own, number) =>
      (!kind || groupOf(own) === kind) && (own === "name" ? !text : isInText(language, number));
  }

  const searchedLanguages = () =>
    index.languages.filter((language) => !filters.language.value || filters.language.value === language);

  // ---- Search ----------------------------------------------------------------------------------

  // Calls back with the units in which all clauses stand, or with those in which some do, stretch by
  // stretch of the units of frequent words. `isShort`: leaves out frequent words that are only related.
  async function* scan(resolved, excluded, { isRelaxed = false, isShort = false } = {}) {
    const isUsed = (form) => !(isShort && form.units.isFrequent && form.tier >= tiers.begun);
    const all = [...resolved, ...excluded].flat(2).flatMap(({ forms }) => forms.filter(isUsed));
    const frequent = all.map(({ units }) => units).filter(({ isFrequent }) => isFrequent);
    let from = 0;
    while (from < Infinity) {
      let to = Infinity;
      const places = new Map();
      for (const units of frequent) {
        let place = 0;
        while (units.starts[place + 1] <= from) place += 1;
        places.set(units, place);
        to = Math.min(to, units.starts[place + 1] ?? Infinity);
      }
      await Promise.all(frequent.map((units) => units.load(places.get(units))));

      const unitsOfWord = ({ forms }) => {
        const found = new Map();
        for (const { tier, units } of forms.filter(isUsed)) {
          for (const unit of units.stretch(places.get(units) ?? 0) ?? []) {
            if (unit >= from && unit < to && !(found.get(unit) <= tier)) found.set(unit, tier);
          }
        }
        return found;
      };
      const unitsOfClause = (ways) => {
        if (ways.length === 1 && ways[0].length === 1) return unitsOfWord(ways[0][0]);
        const found = new Map();
        for (const way of ways) {
          const [first, ...others] = way.map(unitsOfWord);
          for (let [unit, tier] of first) {
            if (!others.every((other) => other.has(unit))) continue;
            for (const other of others) tier = Math.max(tier, other.get(unit));
            found.set(unit, Math.min(tier, found.get(unit) ?? tier));
          }
        }
        return found;
      };

      const found = resolved.map(unitsOfClause).sort((a, b) => a.size - b.size);
      const without = excluded.map(unitsOfClause);
      const units = isRelaxed ? new Set(found.flatMap((each) => [...each.keys()])) : found[0]?.keys() ?? [];
      const batch = [];
      for (const number of units) {
        let [tier, count] = [tiers.exact, 0];
        for (const each of found) {
          const own = each.get(number);
          if (own === undefined) continue;
          tier = Math.max(tier, own);
          count += 1;
        }
        const isFound = isRelaxed || count === found.length;
        if (isFound && !without.some((each) => each.has(number))) batch.push({ number, tier, share: count / found.length });
      }
      yield { batch, isLast: to === Infinity };
      from = to;
    }
  }

  const stretchesAtMost = 40;

  // So many units may have what the index is silent about, until their passages are read; of a large reader, in so
  // many files, of which a host sends some kilobytes each. Who asks for it has as many more tried.
  const unitsTried = 200;
  const filesTried = 10;

  // Finds concepts and units in some languages. `tell` hears those found so far, when there are some.
  async function find(query, languages, options, tell) {
    const found = ranking(index, languageOrder);
    const isChosen = await chosenUnits(languages);
    const add = (language, kind, number, tier, share) => {
      if (isChosen(language, kind, number)) found.add(language, kind, number, tier, share);
    };
    for (const language of languages) {
      for (const { concept, tier } of rules.conceptsWith(query, language, index.namesOf(language))) {
        add(language, "name", concept, tier, 1);
      }
    }
    // What has just been begun is no word yet.
    if (query.isLetter) return { units: found, isWhole: false };
    // A phrase to be left out is looked for in the words themselves.
    const unwanted = query.excluded.filter(({ isPhrase }) => !isPhrase).map(rules.strictly);
    const inLanguages = await Promise.all(
      languages.map(async (language) => {
        const [resolved, excluded] = await Promise.all([resolve(query.clauses, language), resolve(unwanted, language)]);
        return { language, resolved, excluded };
      }),
    );
    const known = inLanguages.filter(({ resolved }) => resolved.length > 0);
    for (const { language } of inLanguages.filter((each) => !known.includes(each))) {
      for (const number of index.bodiesOf(language, unitsTried)) {
        add(language, index.kindOf(language, number), number, tiers.exact, 1);
      }
    }
    const all = inLanguages.flatMap(({ resolved }) => resolved.flat(2));
    const hasFrequent = all.some(({ forms }) => forms.some(({ units }) => units.isFrequent));
    let isWhole = known.length === languages.length && all.every((word) => word.isWhole);
    const seen = new Map(languages.map((language) => [language, new Set()]));
    for (const isShort of hasFrequent ? [true, false] : [false]) {
      let open = known.map(({ language, resolved, excluded }) => ({
        language,
        stretches: scan(resolved, excluded, { ...options, isShort }),
      }));
      for (let count = 0; open.length > 0; count += 1) {
        if (count > 0 && (isShort || count === stretchesAtMost)) {
          isWhole &&= isShort;
          break;
        }
        const read = await Promise.all(
          open.map(async (each) => {
            const { value } = await each.stretches.next();
            const own = hasFrequent ? seen.get(each.language) : null;
            for (const { number, tier, share } of value.batch) {
              if (own?.has(number)) continue;
              own?.add(number);
              add(each.language, index.kindOf(each.language, number), number, tier, share);
            }
            return value.isLast ? [] : [each];
          }),
        );
        open = read.flat();
        if (hasFrequent && found.count() > 0) tell?.(found);
      }
    }
    return { units: found, isWhole };
  }

  const idOf = ({ language, number, concept }) => (concept === undefined ? `${language} ${number}` : `concept ${concept}`);

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
  const kindLabel = (kind) =>
    settings.words[`found_${kind}`] ? element("span", { class: "found-kind" }, settings.words[`found_${kind}`]) : null;
  const excerpt = (...passage) =>
    rules.excerpt(...passage).map(([text, isMarked]) => (isMarked ? element("mark", {}, text) : text));

  function counted(forms, count) {
    const form = forms[plurals.select(count)] ?? forms.other;
    return form.replace("{n}", shownNumber(count));
  }

  // The languages in which a concept has names, in a fixed order.
  function languagesOf({ names }, first) {
    const order = [first, settings.interface, ...Object.keys(names).sort()];
    return [...new Set(order)].filter((language) => names[language]);
  }

  function bridgeLine(concepts, from) {
    const names = (language) =>
      element("bdi", inLanguage(language), concepts.map((concept) => concept.names[language][0]).join(" + "));
    const list = (languages) =>
      languages.flatMap((language) => [settings.words.list_separator, names(language)]).slice(1);
    const others = languagesOf(concepts[0], from).filter(
      (language) => language !== from && concepts.every((concept) => concept.names[language]),
    );
    if (others.length === 0) return [];
    const pieces = settings.words.search_bridge.split(/(\{[ab]\})/);
    return pieces.flatMap((piece) => (piece === "{a}" ? list([from]) : piece === "{b}" ? list(others) : [piece]));
  }

  async function conceptItem({ concept: number, language, kind }, query, isRelaxed) {
    const [concept, shown] = await Promise.all([index.conceptOf(number), definitionFor(number, language, query)]);
    const from = concept.names[language] ? language : languagesOf(concept)[0];
    const inNames = kind === "name" ? (concept.names[language] ?? []) : [];
    // What the index found has to have the phrases, in one of its names or in its definition.
    const lacks = (words) => rules.marksIn(words, query, language, isRelaxed) === null;
    if (kind === "name" && inNames.every((name) => lacks(index.rules.wordsOf(name)))) return null;
    if (kind === "definition" && (shown?.language !== language || lacks(shown.words))) return null;
    const bridge = bridgeLine([concept], from);
    const address = `${settings.root}${settings.interface}/glossary/${concept.id}/index.html`;
    return element(
      "li",
      { class: "result concept", "data-term": concept.id },
      element(
        "p",
        { class: "place" },
        element("a", { href: address, ...inLanguage(from) }, concept.names[from]?.[0] ?? concept.id),
        kindLabel("concept"),
      ),
      bridge.length ? element("p", { class: "bridge" }, ...bridge) : null,
      shown
        ? element("p", { class: "passage", ...inLanguage(shown.language) }, ...excerpt(shown.passage, shown.words, shown.marks))
        : null,
    );
  }

  // The definition in which the words stand, or that in the language of the interface.
  async function definitionFor(concept, language, query) {
    let shown = null;
    const languages = [...new Set([language, settings.interface])];
    // At once: each may need a file to be loaded.
    const passages = await Promise.all(languages.map((each) => index.definitionOf(each, concept)));
    for (const [at, each] of languages.entries()) {
      const passage = passages[at];
      if (!passage) continue;
      const words = index.rules.wordsOf(passage);
      const marks = rules.marksIn(words, query, each, true) ?? { marked: new Set(), hits: [] };
      if (!shown || marks.hits.length > 0 || each === settings.interface) shown = { passage, words, marks, language: each };
      if (marks.hits.length > 0) break;
    }
    return shown;
  }

  const listOf = {
    heading: "headings", pageHeading: "headings", block: "blocks", section: "sections",
    annotation: "annotations", footnote: "footnotes",
  };

  // A passage with its words in context; `null` if a phrase does not stand in it.
  async function passageItem(unit, query, isRelaxed) {
    const place = await index.documentOf(unit);
    const text = await index.passages(unit.language, place);
    const isTitle = unit.kind === "title" || unit.kind === "pageTitle";
    const [words, number, pages = 0, anchor] = isTitle ? [text.title, 0] : text[listOf[unit.kind]][place.place];
    // Lines of a source are one line, and items of a list stand behind one another.
    const passage = words.replace(/\s+/g, " ").trim();
    const split = index.rules.wordsOf(passage);
    const marks = rules.marksIn(split, query, unit.language, isRelaxed);
    if (!marks) return null;
    const shownOn = text.pages[pages] ?? [];
    const onPage = [settings.interface, unit.language].find((each) => shownOn.includes(each)) ?? shownOn[0];
    if (!onPage) return null;
    const sought = new Set([...marks.marked].map((at) => passage.slice(split[at].start, split[at].end)));
    const find = [...sought].slice(0, 12).join(" ");
    const hash = anchor ?? (number ? `p${number}` : "");
    const path = text.text === undefined ? text.page : `texts/${text.text}`;
    const address =
      `${settings.root}${onPage}/${path}${path ? "/" : ""}index.html` +
      (find ? `?find=${encodeURIComponent(find)}` : "") +
      (hash ? `#${encodeURIComponent(hash)}` : "");
    return element(
      "li",
      {
        class: `result ${unit.kind}`,
        "data-text": text.text,
        "data-page": text.page,
        "data-block": number || null,
        "data-kind": unit.kind === "block" ? null : unit.kind,
      },
      element(
        "p",
        { class: "place" },
        element("a", { href: address, ...inLanguage(text.title ? unit.language : settings.interface) }, text.title ?? path),
        number
          ? element("span", { class: "found-block" }, settings.words.paragraph_n.replace("{n}", shownNumber(number)))
          : null,
        kindLabel(groupOf(unit.kind) === "page" ? "page" : unit.kind),
      ),
      isTitle ? null : element("p", { class: "passage", ...inLanguage(unit.language) }, ...excerpt(passage, split, marks)),
    );
  }

  const itemIn = (query, isRelaxed) => (unit) =>
    (unit.concept === undefined ? passageItem : conceptItem)(unit, query, isRelaxed);

  let run = 0;

  // When what was changed has been painted; pages that are not seen are not painted.
  const painted = () =>
    new Promise((resolve) => {
      requestAnimationFrame(() => setTimeout(resolve));
      setTimeout(resolve, 100);
    });

  // A list that shows some of the units that come one after the other, and more when asked. `itemOf` makes what is
  // shown of a unit; `null` where it lacks what the index is silent about.
  async function list(units, itemOf, { mine, first, seen, place, onFirst }) {
    const items = element("ol", { class: "results" });
    place.append(items);
    const source = taking(units);
    let tried = 0;
    const showMore = async (count) => {
      let shown = 0;
      const unitsAtMost = tried + count + unitsTried;
      const filesAtMost = index.isLarge() ? index.passageFiles() + filesTried : Infinity;
      const isPatient = () => tried < unitsAtMost && (shown > 0 || index.passageFiles() < filesAtMost);
      while (shown < count && isPatient() && !source.isDone()) {
        // A few at a time: each may need a file to be loaded.
        const some = source.take(Math.min(4, count - shown));
        const made = some.map(itemOf);
        made.forEach((promise) => promise.catch(() => {}));
        for (const [at, promise] of made.entries()) {
          const item = await promise;
          if (mine !== run) return shown;
          tried += 1;
          const id = idOf(some[at]);
          if (!item || seen.has(id)) continue;
          seen.add(id);
          items.append(item);
          shown += 1;
          if (shown > 1) continue;
          onFirst?.();
          await painted();
        }
      }
      return shown;
    };
    const shown = await showMore(first);
    if (mine === run && !source.isDone()) {
      const button = element(
        "button",
        { type: "button", class: "search-more" },
        shown > 0 ? settings.words.search_more : settings.words.search_further,
      );
      button.addEventListener("click", async () => {
        const last = items.lastElementChild;
        await showMore(20);
        if (source.isDone()) button.remove();
        (last ? last.nextElementSibling : items.firstElementChild)?.querySelector("a")?.focus();
      });
      items.after(button);
    }
    return { shown, tried };
  }

  // `data-answered` says that nothing more is to come: `all`, or `some` where no passage has all the words.
  async function search() {
    run += 1;
    const mine = run;
    delete page.dataset.answered;
    const text = field.value.normalize("NFC");
    rememberSoon();
    try {
      await open();
      if (mine !== run) return;
      const query = rules.parse(text);
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

  async function open() {
    index ??= await opening;
    rules ??= queryRules(index.rules);
    languageOrder ??= [...new Set([settings.interface, ...index.languages])];
  }

  function clear(words) {
    output.replaceChildren();
    status.textContent = words;
    page.dataset.answered = "all";
  }

  async function answer(query, mine) {
    const languages = searchedLanguages();
    const named = filters.text.value ? [] : rules.namedConcepts(query, languages.map((each) => [each, index.namesOf(each)]));
    const isWanted = !filters.kind.value || filters.kind.value === "concept";
    const concepts = isWanted ? named.map(({ concept, language }) => ({ concept, language, kind: "named" })) : [];
    const covered = new Map(named.map(({ start, length }) => [start, length]));
    const wordCount = query.clauses.reduce((sum, { ways }) => sum + ways[0].length, 0);
    const isNamed = [...covered.values()].reduce((sum, length) => sum + length, 0) >= wordCount;

    // Made when it is its turn, for each may need a file, and shown again in what is found later.
    const namedItems = new Map(concepts.map(({ concept }) => [concept, null]));
    const namedItem = (named) => {
      if (!namedItems.get(named.concept)) namedItems.set(named.concept, conceptItem(named, query, false));
      return namedItems.get(named.concept);
    };
    const show = async (found, isRelaxed) => {
      const place = element("div", {});
      const seen = new Set();
      const others = [...found.concepts].filter((concept) => !namedItems.has(concept));
      const count = concepts.length + found.count() - found.concepts.size + others.length;
      const itemOf = (unit) => (namedItems.has(unit.concept) ? namedItem(unit) : itemIn(query, isRelaxed)(unit));
      const onFirst = () => output.replaceChildren(place);
      const inOrder = oneAfterTheOther(concepts, found.inOrder(({ concept }) => !namedItems.has(concept)));
      const { shown, tried } = await list(inOrder, itemOf, { mine, first: 20, seen, place, onFirst });
      return { shown, rest: Math.max(0, count - tried), place, seen, isAnswer: isNamed || shown > concepts.length };
    };

    // The concepts that are named come first, whatever else is found.
    if (concepts.length > 0) await show(ranking(index, languageOrder), false);
    if (mine !== run) return;
    let early = null;
    const showEarly = (units) => {
      if (mine === run) early ??= show(units, false);
    };
    let { units, isWhole } = await find(query, languages, {}, showEarly);
    if (mine !== run) return;
    let isRelaxed = false;
    let shown = early ? await early : null;
    // What was shown early stays, unless there is more to say than it could.
    if (!shown || shown.rest <= 0) shown = await show(units, false);
    if (mine !== run) return;
    if (!shown.isAnswer && query.clauses.length > 1) {
      isRelaxed = true;
      ({ units, isWhole } = await find(query, languages, { isRelaxed }, null));
      if (mine !== run) return;
      shown = await show(units, true);
      if (mine !== run) return;
    }
    const total = shown.shown + shown.rest;
    const isVerified = !query.clauses.some(({ isPhrase }) => isPhrase) || shown.rest === 0;
    const forms = isWhole && isVerified ? settings.results : settings.resultsOrMore;
    const notes = isRelaxed && total > 0 ? [settings.words.search_relaxed] : [];
    status.textContent =
      shown.shown > 0
        ? [counted(forms, isVerified ? total : shown.shown), ...notes].join(" · ")
        : settings.words[shown.rest > 0 ? "search_none_yet" : "search_none"];
    output.replaceChildren(shown.place);
    const bridged = await showBridges(query, named, shown, mine);
    if (mine === run && total + bridged === 0) await showSuggestions(query, mine);
    setTimeout(() => mine === run && offerTexts(units, mine), pauseOfTyping);
    return isRelaxed;
  }

  // The names of the same concepts in other languages, and where they stand.
  async function showBridges(query, named, { seen, place }, mine) {
    const whole = named.filter(({ isWhole }) => isWhole);
    if (whole.length === 0) return 0;
    const from = whole[0].language;
    const starts = new Set();
    const chosen = whole.filter(({ start, language }) => {
      const isNew = language === from && !starts.has(start);
      starts.add(start);
      return isNew;
    });
    const concepts = await Promise.all(chosen.map(({ concept }) => index.conceptOf(concept)));
    const found = await Promise.all(
      searchedLanguages().map(async (language) => {
        const names = language === from ? null : rules.bridgeTo(language, concepts, query.excluded);
        if (!names) return {};
        const { units } = await find(names, [language], {}, null);
        return { language, names, units: units.inOrder((unit) => unit.concept === undefined && !seen.has(idOf(unit))) };
      }),
    );
    if (mine !== run) return 0;
    const section = element("section", { class: "bridged" });
    let count = 0;
    for (const { language, names, units } of found) {
      if (!names) continue;
      const group = element(
        "section",
        { class: "bridged-language", "data-language": language },
        element("h3", {}, settings.languages[language].name),
      );
      const { shown } = await list(units, itemIn(names, false), { mine, first: 5, seen, place: group });
      if (mine !== run) return count;
      if (shown > 0) section.append(group);
      count += shown;
    }
    if (count > 0) {
      section.prepend(element("h2", { class: "bridge" }, ...bridgeLine(concepts, from)));
      place.append(section);
    }
    return count;
  }

  // ---- When nothing is found -------------------------------------------------------------------

  async function showSuggestions(query, mine) {
    const near = await nearWords(query);
    if (mine !== run) return;
    const parts = [];
    if (Object.values(filters).some(({ value }) => value)) {
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
    const ways = Array.from(document.querySelectorAll(".site-nav a:not(.search-link)"), (link) =>
      element("li", {}, element("a", { href: link.getAttribute("href"), lang: link.lang || null, dir: link.dir || null }, link.textContent)),
    );
    if (ways.length > 0) {
      parts.push(element("p", {}, settings.words.search_try), element("ul", { class: "ways" }, ...ways.slice(0, 2)));
    }
    output.replaceChildren(element("div", { class: "suggestions" }, ...parts));
  }

  // Words of the index and of names that differ little from one of the query, the nearest first.
  async function nearWords(query) {
    const { fold, stemOf } = index.rules;
    const choices = new Map();
    const words = query.clauses.flatMap(({ ways }) => ways[0]);
    // Of shorter words nearly every other one differs little.
    for (const { written, folded } of words.filter((word) => word.folded.length >= 3)) {
      const most = folded.length < 5 ? 1 : 2;
      for (const language of index.languages) {
        const candidates = index.namesOf(language).flatMap((names) => names.words);
        if (index.hasWords(language)) {
          const { stems } = await index.shard(language, index.shardOf(language, stemOf(written, language)));
          candidates.push(...stems.flatMap((stem) => stem.words.map(({ word }) => word)));
        }
        const isForeign = language === settings.interface ? 0 : 0.1;
        for (const candidate of candidates) {
          const distance = distanceOf(folded, fold(candidate), most);
          if (distance > 0 && distance <= most && !(choices.get(candidate) <= distance + isForeign)) {
            choices.set(candidate, distance + isForeign);
          }
        }
      }
    }
    return [...choices].sort((a, b) => a[1] - b[1] || a[0].length - b[0].length).slice(0, 5).map(([word]) => word);
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

  const textsOffered = 300;

  // The texts in which something was found, for the filter by text.
  async function offerTexts(units, mine) {
    if (filters.text.value) return;
    const isInText = ({ kind }) => !["concept", "page"].includes(groupOf(kind));
    const inDocuments = taking(units.inOrder(isInText)).take(500);
    const places = await Promise.all(inDocuments.map((unit) => index.documentOf(unit)));
    const texts = [...new Set(places.map(({ document }) => document))].sort((a, b) => a - b).slice(0, textsOffered);
    const per = index.summary.perTitleFile;
    const options = [];
    for (const text of texts) {
      const titles = (await index.titles(Math.floor(text / per)))[text % per];
      const language = titles[settings.interface] ? settings.interface : Object.keys(titles)[0];
      options.push(element("option", { value: text, ...inLanguage(language) }, titles[language]));
    }
    if (mine === run) filters.text.replaceChildren(filters.text.options[0], ...options);
  }

  // The query stands in the address, so that a search can be linked to and found again: once it is typed, for at
  // each change of the address browsers look for the icon of the page anew.
  let remembering;
  function rememberSoon() {
    clearTimeout(remembering);
    remembering = setTimeout(remember, pauseOfTyping);
  }

  function remember() {
    clearTimeout(remembering);
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
  field.addEventListener("change", remember);
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
    await open();
    const { wordsOf, fold, stemOf } = index.rules;
    const told = ({ written, parts }, language) => [
      `${written}/${fold(written)}/${stemOf(written, language)}`,
      ...parts.map((part) => `[${part}]`),
    ];
    return (text, language) => wordsOf(text).flatMap((word) => told(word, language)).join(" ");
  };
  if (field.value) search();

  const canKeep = "serviceWorker" in navigator && /^https?:$/.test(location.protocol);
  if (canKeep) navigator.serviceWorker.register(settings.worker).catch(() => {});
})();
