// What a search has found, the best first.
"use strict";

const weights = {
  name: 8, title: 6, pageTitle: 4, heading: 1.1, pageHeading: 1.05, block: 1,
  definition: 0.995, annotation: 0.99, footnote: 0.98, section: 0.97,
};
const tierWeights = [1, 0.8, 0.6, 0.4];

// The beginning of a word may find tens of thousands of units, of which a screen shows twenty. So they are kept as
// numbers, in heaps of equals; heaps are sorted, and units made, when they are looked at.
function ranking(index, languageOrder) {
  const heaps = new Map();
  const concepts = new Set();
  let passageCount = 0;

  const unitOf = ({ language, kind }, number) =>
    kind === "name" ? { language, kind, concept: number } : index.unitOf(language, number);

  function heapOf(language, kind, tier, share) {
    if (!heaps.has(language)) heaps.set(language, new Map());
    const own = heaps.get(language);
    if (!own.has(kind)) own.set(kind, []);
    const score = weights[kind] * tierWeights[tier] * (share < 1 ? share / 100 : 1);
    let heap = own.get(kind).find((each) => each.score === score);
    if (!heap) own.get(kind).push((heap = { language, kind, score, numbers: [] }));
    return heap;
  }

  // A number is that of a unit in a language, or that of a concept which is found by its name.
  function add(language, kind, number, tier, share) {
    const heap = heapOf(language, kind, tier, share);
    heap.numbers.push(number);
    if (kind === "name" || kind === "definition") concepts.add(unitOf(heap, number).concept);
    else passageCount += 1;
  }

  // One after the other: better ones first; of equals, those in the language of the interface, then in the order of
  // reading. A concept comes once, where it is found best; and what is not wanted does not come.
  function* inOrder(isWanted) {
    const isBefore = (a, b) => b.score - a.score || languageOrder.indexOf(a.language) - languageOrder.indexOf(b.language);
    const told = new Set();
    const all = [...heaps.values()].flatMap((own) => [...own.values()].flat());
    for (const heap of all.sort(isBefore)) {
      for (const number of Uint32Array.from(heap.numbers).sort()) {
        const unit = unitOf(heap, number);
        if (!isWanted(unit) || told.has(unit.concept)) continue;
        if (unit.concept !== undefined) told.add(unit.concept);
        yield unit;
      }
    }
  }

  return { add, inOrder, concepts, count: () => concepts.size + passageCount };
}

function* oneAfterTheOther(...sequences) {
  for (const sequence of sequences) yield* sequence;
}

// Takes some of what comes one after the other, and tells whether there is more.
function taking(units) {
  let next = units.next();
  return {
    isDone: () => next.done,
    take(count) {
      const taken = [];
      for (; taken.length < count && !next.done; next = units.next()) taken.push(next.value);
      return taken;
    },
  };
}
