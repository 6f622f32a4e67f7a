/* Warraq: what a page can do beyond being read. Everything here adds to a page that is whole
   without it; nothing is fetched from elsewhere, and what a reader chooses stays in the browser. */
(() => {
"use strict";

const root = document.documentElement;
const one = (css, within = document) => within.querySelector(css);
const all = (css, within = document) => [...within.querySelectorAll(css)];
const make = (name, attributes = {}, ...inside) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...inside);
  return element;
};

const isRightToLeft = root.dir === "rtl";
const addresses = document.currentScript.dataset;
const main = one("main");
const reading = one("#text.reading");
const blocks = reading ? all(".block", reading) : [];
const narrow = matchMedia("(max-width: 47.99em)");
const wide = matchMedia("(min-width: 75em)");

/* Settings ------------------------------------------------------------------------------------ */

/* They stand in attributes of the root, where the style sheet looks; the page sets them from the
   browser's store before it is painted. */
function keep(name, value) {
  if (value) root.dataset[name] = value;
  else delete root.dataset[name];
  try {
    const kept = JSON.parse(localStorage.getItem("hashiya")) || {};
    delete kept[name];
    if (value) kept[name] = value;
    localStorage.setItem("hashiya", JSON.stringify(kept));
  } catch { /* A browser that keeps nothing. */ }
}

for (const input of all(".tools-panel input")) {
  input.checked = input.value === (root.dataset[input.name] || "");
  input.addEventListener("change", () => keepingPlace(() => {
    keep(input.name, input.value);
    rewrite();
    placeNotes();
  }));
}

for (const input of all(".views input")) {
  input.addEventListener("change", () => {
    keepingPlace(() => keep("view", input.value === "both" ? "" : input.value));
    placeNotes();
  });
}

/* Does something after which the block at the top of the window is where it was. */
function keepingPlace(change) {
  const block = blocks.find(block => block.getBoundingClientRect().bottom > 60);
  const before = block?.getBoundingClientRect().top;
  const isBelow = before !== undefined && before < 0;
  change();
  if (isBelow) scrollBy(0, block.getBoundingClientRect().top - before);
}

/* Numerals and vowel signs: text nodes are shown otherwise, and what they were is kept. Hamza
   above (U+0654) is a letter's own. */
const SIGNS = /[\u064B-\u0652\u0656-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED]/g;
const DIGITS = /[0-9\u0660-\u0669\u06F0-\u06F9]/g;
const ZEROS = { latn: 0x30, arab: 0x660, arabext: 0x6F0 };
const FURNITURE = ".pilcrow, .note-number, .note-block, .place, .count, .dates, .text-facts, "
  + ".about time, .about .assumption";
let texts;

function rewrite() {
  const { numerals, vowels } = root.dataset;
  if (!texts && !numerals && !vowels) return;
  texts ||= textsOf(main);
  const inNumerals = text => !(numerals in ZEROS) ? text : text.replace(DIGITS, digit =>
    String.fromCharCode(ZEROS[numerals] + (digit.charCodeAt(0) & 0xF) % 16));
  for (const { node, text, isFurniture } of texts) {
    let shown = vowels ? text.replace(SIGNS, "") : text;
    if (isFurniture) shown = inNumerals(shown);
    if (node.data !== shown) node.data = shown;
  }
  for (const mark of all(".note-ref", main)) {
    mark.dataset.own ||= mark.dataset.n;
    mark.dataset.n = inNumerals(mark.dataset.own);
  }
}

function textsOf(element) {
  const found = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const parent = node.parentElement;
    const isFurniture = node.data.search(DIGITS) >= 0 && parent.closest(FURNITURE)
      && !parent.closest(".text-facts bdi");
    if (isFurniture || node.data.search(SIGNS) >= 0) {
      found.push({ node, text: node.data, isFurniture });
    }
  }
  return found;
}

for (const tool of all(".vowels")) tool.hidden = main.textContent.search(SIGNS) < 0;
rewrite();

/* Panels close when something else is meant. */
const panels = all(".tools, .contents details");
const closePanels = except => {
  for (const panel of panels) if (panel !== except) panel.open = false;
};
for (const panel of panels) {
  panel.addEventListener("toggle", () => panel.open && closePanels(panel));
}
document.addEventListener("click", event => {
  closePanels(event.target.closest(".tools, .contents details:not(:has(a:hover))"));
  if (event.target.closest(".contents a")) closePanels();
});

/* Notes --------------------------------------------------------------------------------------- */

const noteOf = mark => document.getElementById(decodeURIComponent(mark.hash.slice(1)));

/* In a narrow window notes unfold in their place. */
function unfold(note, isOpen) {
  note.classList.toggle("open", isOpen);
  one(".note-head button", note)?.setAttribute("aria-expanded", isOpen);
}

for (const note of all(".notes > aside")) {
  const head = one(".note-head", note);
  if (!head) continue;
  const name = head.textContent.trim();
  const button = make("button", { type: "button", "aria-expanded": false, "aria-label": name });
  button.addEventListener("click", () => {
    unfold(note, !note.classList.contains("open"));
    placeNotes();
  });
  head.append(button);
}

function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.matches(".notes > aside")) unfold(target, true);
}
addEventListener("hashchange", () => {
  openTarget();
  placeNotes();
});
openTarget();
document.addEventListener("click", event => {
  const mark = event.target.closest("a.note-ref");
  const note = mark && narrow.matches && !isElsewhere(event) && noteOf(mark);
  if (!note) return;
  event.preventDefault();
  const isOpen = !note.classList.contains("open");
  unfold(note, isOpen);
  mark.setAttribute("aria-expanded", isOpen);
  if (isOpen) note.scrollIntoView({ block: "nearest" });
});

/* A note and its words light each other. */
function light(event) {
  const note = event.target.closest?.(".annotation, .preview");
  const words = event.target.closest?.("mark.anchor, .note-ref");
  for (const lit of all(".lit")) lit.classList.remove("lit");
  if (note?.id) for (const mark of all(`mark[data-note="${note.id}"]`)) mark.classList.add("lit");
  if (words) {
    const id = words.dataset.note || words.hash.slice(1);
    document.getElementById(id)?.classList.add("lit");
  }
}
for (const event of ["pointerover", "focusin"]) document.addEventListener(event, light);

/* In the margin each note stands beside its words, or below the note before it; the text goes on
   beside long ones. Where several long ones would push the next far away, they show their first
   lines. The style sheet alone, where there is no script, keeps each beside its block. */
const FAR = 240;
const FOLDED = 110;

function placeNotes() {
  if (!reading) return;
  const rows = one(".rows", reading);
  rows.classList.toggle("placed", wide.matches);
  rows.style.removeProperty("--over");
  const notes = all(":is(.block, .row) > .notes > *", rows);
  for (const note of notes) {
    note.style.removeProperty("--down");
    /* One that was opened keeps the button that closes it. */
    if (!note.matches(".open")) note.classList.remove("folded");
  }
  if (!wide.matches) return;
  let places = placesOf(notes);
  for (const note of longBefore(places)) note.classList.add("folded");
  places = placesOf(notes);
  for (const { note, down } of places) note.style.setProperty("--down", down + "px");
  const last = places.at(-1)?.note.getBoundingClientRect().bottom;
  const over = last - rows.getBoundingClientRect().bottom;
  if (over > 0) rows.style.setProperty("--over", over + "px");
}

function placesOf(notes) {
  const places = [];
  let [container, start, edge, end] = [null, 0, 0, -Infinity];
  for (const note of notes.filter(note => note.offsetHeight > 0)) {
    if (container !== note.parentElement) {
      container = note.parentElement;
      start = edge = note.getBoundingClientRect().top;
    }
    const isPaired = note.matches(".paired");
    const mark = document.getElementById(note.id + "-quote") || one(`[href="#${note.id}"]`, container.parentElement);
    const line = isPaired || mark?.getClientRects()[0];
    const wanted = Math.max(line?.top ?? start, start);
    const top = Math.max(wanted, edge, end + (isPaired ? 4 : 16));
    const height = note.offsetHeight;
    places.push({ note, down: top - edge, late: top - wanted, height });
    edge = end = top + height;
  }
  return places;
}

/* The long notes above those that would stand far below their words; as many as it takes, the
   nearest first. */
function longBefore(places) {
  const found = new Set();
  places.forEach(({ late }, at) => {
    /* What is gained above comes down as far as notes between do not stand beside their words. */
    let reach = Infinity;
    for (let before = at - 1; before >= 0 && late > FAR; before -= 1) {
      const { note, height } = places[before];
      reach = Math.min(reach, places[before + 1].late);
      const gain = Math.min(reach, height - FOLDED);
      if (reach <= 0) break;
      if (gain < 40 || note.matches(".open, :not(:has(.note-head button))")) continue;
      found.add(note);
      late -= gain;
    }
  });
  return found;
}
placeNotes();
document.fonts?.ready.then(placeNotes);
let resized;
addEventListener("resize", () => {
  clearTimeout(resized);
  resized = setTimeout(placeNotes, 150);
});

/* What answers a hand ------------------------------------------------------------------------- */

/* Previews, citations and copying come when a pointer, a finger or a key first touches the page; a
   page that is only read does without. */
const PREVIEWED = "a.term, a.note-ref, .rows a, .prose a, .definition a, .related a, .key-concepts a";
const NOT_PREVIEWED = ".pilcrow, .note-number, .external, .begin, .text-title, .place, .preview a";

const previewed = target => {
  const link = target.closest?.(PREVIEWED);
  return link && !link.matches(NOT_PREVIEWED) ? link : null;
};
const isElsewhere = event => event.ctrlKey || event.metaKey || event.shiftKey;
const isInSight = element => {
  const box = element.getBoundingClientRect();
  return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
};
const load = src => new Promise(done => {
  const script = make("script", { src });
  script.onload = script.onerror = done;
  document.head.append(script);
});

/* What those scripts share with this one; `pointer` is the kind that was used last. */
const page = window.hashiyaPage = {
  one, all, make, load, previewed, isElsewhere, isInSight, isRightToLeft, reading, narrow,
  word: name => one("." + name, one("template.words")?.content).textContent,
  previews: addresses.previews,
  pointer: "mouse",
};
let hand;
let isAtHand = false;
const reach = () => hand ||= load(addresses.hand).then(() => { isAtHand = true; });

for (const event of ["pointerover", "pointerdown", "keydown", "focusin"]) {
  /* What is typed into a field is for others. */
  document.addEventListener(event, ({ target }) => target.matches?.("input, select") || reach(), true);
}
document.addEventListener("pointerdown", event => { page.pointer = event.pointerType; }, true);

/* A first touch shows, a second follows; what shows it may not be here yet. */
document.addEventListener("click", event => {
  const link = previewed(event.target);
  if (isAtHand || page.pointer !== "touch" || !link || isElsewhere(event)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  reach().then(() => link.click());
}, true);

/* The words that a result of a search was found by. */
if (/[?&]find=/.test(location.search)) load(addresses.find);

/* Where the reading is ------------------------------------------------------------------------ */

const entries = all(".contents a").map(link => [link, noteOf(link)]).filter(([, place]) => place);
const here = one(".contents .here");
let isFollowing = false;

function follow() {
  isFollowing = false;
  const box = one(".rows", reading).getBoundingClientRect();
  const read = Math.max(0, Math.min(1, (innerHeight - box.top) / (box.height || 1)));
  one(".reading-bar", reading).style.setProperty("--read", box.top > 0 ? 0 : read.toFixed(4));
  let current = null;
  for (const [link, place] of entries) {
    if (place.getBoundingClientRect().top < innerHeight * 0.3) current = link;
  }
  for (const [link] of entries) {
    if (link !== current) link.removeAttribute("aria-current");
  }
  if (!here || current?.hasAttribute("aria-current")) return;
  current?.setAttribute("aria-current", "true");
  here.replaceChildren(...(current ? [current.firstElementChild.cloneNode(true)] : []));
}
if (reading && one(".reading-bar", reading)) {
  addEventListener("scroll", () => {
    if (!isFollowing) requestAnimationFrame(follow);
    isFollowing = true;
  }, { passive: true });
  follow();
}

/* Keys ---------------------------------------------------------------------------------------- */

const keys = one("dialog.keys");
const keysOn = one(".keys-on");
if (keys) {
  one(".forward", keys).textContent = isRightToLeft ? "←" : "→";
  one(".back", keys).textContent = isRightToLeft ? "→" : "←";
  keysOn.checked = root.dataset.keys !== "off";
  keysOn.addEventListener("change", () => keep("keys", keysOn.checked ? "" : "off"));
  one(".close-keys").addEventListener("click", () => keys.close());
  for (const button of all(".open-keys")) button.addEventListener("click", () => keys.showModal());
}

function step(by) {
  const now = document.activeElement.closest?.(".block")
    || blocks.find(block => block.getBoundingClientRect().bottom > 80);
  const isIn = now?.contains(document.activeElement);
  const next = blocks[blocks.indexOf(now) + (isIn || by < 0 ? by : 0)];
  if (!next) return;
  one(".pilcrow", next).focus({ preventScroll: true });
  next.scrollIntoView({ block: "start" });
}

function toggle(panel) {
  if (!panel) return;
  panel.open = !panel.open;
  one("summary", panel).focus();
}

/* By the place of the key, so that they work with an Arabic or Persian layout too. */
const acts = {
  KeyJ: () => step(1),
  KeyK: () => step(-1),
  ArrowLeft: () => step(isRightToLeft ? 1 : -1),
  ArrowRight: () => step(isRightToLeft ? -1 : 1),
  Digit1: () => one("#view-original")?.click(),
  Digit2: () => one("#view-both")?.click(),
  Digit3: () => one("#view-translation")?.click(),
  KeyC: () => reach().then(() =>
    page.cite?.(document.activeElement.closest(".block") || blocks.find(isInSight))),
  KeyT: () => toggle(one(".contents details")),
  KeyA: () => toggle(one(".tools")),
};

/* Search is opened by `/` or Ctrl+K. */
function opensSearch(event) {
  const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  return isCommand ? event.code === "KeyK" || event.key.toLowerCase() === "k"
    : isPlain && (event.key === "/" || (event.code === "Slash" && !event.shiftKey));
}

function openSearch() {
  const field = one('[data-search] input[type="search"]');
  const link = one("a.search-link");
  if (field) field.select();
  else if (link) location.href = link.href;
}

document.addEventListener("keydown", event => {
  const isField = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (opensSearch(event) && !(isField && !event.ctrlKey && !event.metaKey)) {
    event.preventDefault();
    return openSearch();
  }
  if (event.key === "Escape") {
    const open = panels.find(panel => panel.open);
    closePanels();
    if (open?.contains(document.activeElement)) one("summary", open).focus();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || keys?.open || !keys) return;
  if (isField || event.target.closest?.(".table, pre")) return;
  if (event.key === "?" || event.key === "؟") return keys.showModal();
  const act = acts[event.code];
  if (!act || !keysOn.checked || event.shiftKey || (!blocks.length && event.code !== "KeyA")) return;
  event.preventDefault();
  act();
});
})();
