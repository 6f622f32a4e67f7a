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
const previewsAddress = document.currentScript.dataset.previews;
const main = one("main");
const reading = one("#text.reading");
const blocks = reading ? all(".block", reading) : [];
const words = one("template.words")?.content;
const word = name => one("." + name, words).textContent;
const narrow = matchMedia("(max-width: 47.99em)");
const wide = matchMedia("(min-width: 75em)");

const status = make("p", { role: "status", class: "status" });
document.body.append(status);

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
  button.addEventListener("click", () => unfold(note, !note.classList.contains("open")));
  head.append(button);
}

function openTarget() {
  const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.matches(".notes > aside")) unfold(target, true);
}
addEventListener("hashchange", openTarget);
openTarget();

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
   beside long ones. The style sheet alone, where there is no script, keeps each beside its block. */
function placeNotes() {
  if (!reading) return;
  const rows = one(".rows", reading);
  rows.classList.toggle("placed", wide.matches);
  if (!wide.matches) return;
  const columns = all(":is(.block, .row) > .notes", rows);
  for (const notes of columns) for (const note of notes.children) note.style.removeProperty("--down");
  rows.style.removeProperty("--over");
  const places = [];
  let end = -Infinity;
  for (const notes of columns) {
    let edge = notes.firstElementChild.getBoundingClientRect().top;
    for (const note of notes.children) {
      const mark = document.getElementById(note.id + "-quote") || one(`[href="#${note.id}"]`, notes.parentElement);
      const line = mark?.getClientRects()[0];
      const top = Math.max(line?.top ?? edge, end, edge);
      places.push([note, top - edge]);
      edge = top + note.offsetHeight;
      end = edge + 16;
    }
  }
  const over = end - rows.getBoundingClientRect().bottom;
  for (const [note, down] of places) note.style.setProperty("--down", down + "px");
  if (over > 0) rows.style.setProperty("--over", over + "px");
}
placeNotes();
document.fonts?.ready.then(placeNotes);
let resized;
addEventListener("resize", () => {
  clearTimeout(resized);
  resized = setTimeout(placeNotes, 150);
});

/* Previews ------------------------------------------------------------------------------------ */

const PREVIEWED = "a.term, a.note-ref, .rows a, .prose a, .definition a, .related a, .key-concepts a";
const NOT_PREVIEWED = ".pilcrow, .note-number, .external, .begin, .text-title, .place, .preview a";

const preview = make("div", { class: "preview", id: "preview", role: "note", hidden: "" });
document.body.append(preview);
let shownFor = null;
let waiting;
let lastPointer = "mouse";

const previewed = target => {
  const link = target.closest?.(PREVIEWED);
  return link && !link.matches(NOT_PREVIEWED) ? link : null;
};

/* The previews of concepts and texts come as a script, for pages on disk may not fetch. */
let loading;
const loadPreviews = () => loading ||= new Promise(done => {
  window.hashiyaPreviews = done;
  const script = make("script", { src: previewsAddress });
  script.onerror = () => done({ terms: {}, texts: {} });
  document.head.append(script);
});

const inLanguage = (name, { words, lang, dir }, attributes) =>
  make(name, { ...attributes, lang, dir }, words);

/* What the preview of a link has in it: an array of elements, none if there is nothing to show. */
async function contentsOf(link) {
  const address = new URL(link.href);
  const path = decodeURIComponent(address.pathname);
  if (address.hash && path === decodeURIComponent(location.pathname)) {
    return contentsHere(link, document.getElementById(decodeURIComponent(address.hash.slice(1))));
  }
  const [, kind, id] = path.match(/\/(glossary|texts)\/([^/]+)\/(?:index\.html)?$/) || [];
  if (!id) return [];
  const { terms, texts } = await loadPreviews();
  const item = (kind === "texts" ? texts : terms)[id];
  if (!item) return [];
  const [own, ...others] = item.names;
  const title = make("p", { class: "title" }, inLanguage("a", own, { href: link.href, tabindex: -1 }));
  const names = make("p", { class: "names-of" }, ...others.map(name => inLanguage("span", name)));
  const gist = item.gist && inLanguage("p", item.gist);
  return [title, others.length ? names : "", gist || ""].filter(Boolean);
}

function contentsHere(link, target) {
  if (!target) return [];
  const side = link.closest(".companion") ? ".companion" : ".original";
  const row = target.closest(".block, .row");
  const isNote = target.matches(".notes > aside");
  // A note that is in sight needs no preview.
  if (isNote && isInSight(target)) return [];
  const cell = !isNote && row && (one(side, row) || one(".original", row));
  const shown = (cell || target).cloneNode(true);
  shown.removeAttribute("class");
  shown.removeAttribute("style");
  for (const element of [shown, ...all("[id], .note-ref, button", shown)]) {
    element.removeAttribute("id");
    if (element.matches(".note-ref, button")) element.remove();
  }
  for (const element of all("a", shown)) element.tabIndex = -1;
  const number = row?.dataset.block && !isNote && one(".pilcrow", row).textContent;
  const title = number ? [make("p", { class: "title" }, "¶ " + number)] : [];
  return [...title, shown];
}

function isInSight(element) {
  const box = element.getBoundingClientRect();
  return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
}

async function show(link, pointer) {
  const contents = await contentsOf(link);
  if (!contents.length || waiting?.link !== link) return;
  hide();
  preview.replaceChildren(...contents);
  preview.hidden = false;
  shownFor = link;
  link.setAttribute("aria-describedby", "preview");
  const lines = [...link.getClientRects()];
  const line = lines.find(({ top, bottom }) => pointer >= top && pointer <= bottom) || lines[0];
  place(line);
}

/* Below the line of the link, or above it; never over what has the focus. */
function place(line) {
  const { offsetWidth: width, offsetHeight: height } = preview;
  const end = document.documentElement.clientWidth;
  const start = isRightToLeft ? line.right - width : line.left;
  const x = Math.max(8, Math.min(start, end - width - 8));
  const above = line.top - height - 6;
  const below = line.bottom + 6;
  const fitsBelow = below + height <= innerHeight;
  const order = fitsBelow || above < 0 ? [below, above] : [above, below];
  const focus = document.activeElement === document.body ? null : document.activeElement;
  const box = focus?.getBoundingClientRect();
  const hidesFocus = y => box && !focus.contains(preview)
    && box.left < x + width && box.right > x && box.top < y + height && box.bottom > y;
  const y = order.find(y => !hidesFocus(y));
  if (y === undefined) return hide();
  preview.style.inset = `${y + scrollY}px auto auto ${x + scrollX}px`;
}

function hide() {
  shownFor?.removeAttribute("aria-describedby");
  shownFor = null;
  preview.hidden = true;
}

function wait(link, time, act) {
  clearTimeout(waiting?.timer);
  waiting = { link, timer: setTimeout(act, time) };
}

document.addEventListener("pointerover", event => {
  if (event.pointerType === "touch") return;
  const link = previewed(event.target);
  if (link && link !== shownFor) wait(link, 350, () => show(link, event.clientY));
  else if (link || event.target.closest?.(".preview")) wait(shownFor, 0, () => {});
  else if (shownFor || waiting) wait(null, 250, () => shownFor !== document.activeElement && hide());
});
document.addEventListener("focusin", event => {
  const link = previewed(event.target);
  if (link?.matches(":focus-visible") && lastPointer !== "touch") wait(link, 250, () => show(link));
  else if (!event.target.closest(".preview")) wait(null, 0, hide);
});
document.addEventListener("pointerdown", event => {
  lastPointer = event.pointerType;
  if (shownFor && !event.target.closest(".preview") && previewed(event.target) !== shownFor) hide();
}, true);

/* A first touch shows, a second follows. */
document.addEventListener("click", event => {
  const link = previewed(event.target);
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const note = link.matches(".note-ref") && noteOf(link);
  if (note && narrow.matches) {
    event.preventDefault();
    const isOpen = !note.classList.contains("open");
    unfold(note, isOpen);
    link.setAttribute("aria-expanded", isOpen);
    if (isOpen) note.scrollIntoView({ block: "nearest" });
  } else if (lastPointer === "touch" && shownFor !== link) {
    event.preventDefault();
    wait(link, 0, async () => {
      await show(link, event.clientY);
      if (shownFor !== link && waiting?.link === link) location.href = link.href;
    });
  } else {
    hide();
  }
});

/* Citing a paragraph -------------------------------------------------------------------------- */

const citations = all(".citation", reading || undefined);
const canonical = one("link[rel=canonical]")?.href;
const cite = make("div", { class: "cite" });

for (const citation of citations) {
  const { lang, dir } = citation;
  const button = make("button", { type: "button" }, make("bdi", { dir: "ltr" }, "❞ " + lang));
  button.addEventListener("click", () => copyCitation(citation, button));
  Object.assign(button.dataset, { language: citation.dataset.language });
  cite.append(button);
}

function citeBeside(block) {
  if (!citations.length || !block || cite.parentElement === block) return;
  for (const button of cite.children) {
    const name = word("copy").replace("{n}", one(".pilcrow", block).textContent);
    button.title = `${name} (${button.dataset.language})`;
    button.setAttribute("aria-label", button.title);
    button.classList.remove("done");
  }
  one(".pilcrow", block).after(cite);
}
const blockOf = target => reading && target.closest?.(".block");
document.addEventListener("pointerover", event => {
  if (event.pointerType === "touch" || cite.contains(document.activeElement)) return;
  citeBeside(blockOf(event.target));
});
document.addEventListener("focusin", event => {
  if (lastPointer === "touch" && !event.target.matches(".pilcrow")) return;
  citeBeside(blockOf(event.target));
});

/* The citation at the end of the page with the number of the paragraph and its address. As plain
   text each name and title is in isolates, so that it keeps its place wherever it is pasted. */
function copyCitation(citation, button) {
  const block = cite.closest(".block");
  const zero = citation.dataset.zero.codePointAt(0);
  const page = canonical || location.href.split("#")[0];
  const form = citation.cloneNode(true);
  one(".cited-n", form).textContent =
    block.dataset.block.replace(/\d/g, digit => String.fromCodePoint(zero + +digit));
  one(".cited-url", form).textContent = `${page}#${block.id}`;
  for (const value of all("bdi", form)) value.replaceWith(`\u2068${value.textContent}\u2069`);
  copy(form.textContent);
  button.classList.add("done");
  status.textContent = "";
  requestAnimationFrame(() => { status.textContent = word("copied"); });
}

let toCopy = null;
function copy(text) {
  const byCommand = () => {
    toCopy = text;
    document.execCommand("copy");
    toCopy = null;
  };
  if (navigator.clipboard) navigator.clipboard.writeText(text).catch(byCommand);
  else byCommand();
}

/* Copied words are those of the text: no numbers of paragraphs and notes among them, no notes
   between blocks, and not the column that is not shown. */
document.addEventListener("copy", event => {
  if (toCopy !== null) {
    event.clipboardData.setData("text/plain", toCopy);
    event.preventDefault();
    return;
  }
  const selection = getSelection();
  if (!reading || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  const inside = range.commonAncestorContainer;
  const element = inside.nodeType === Node.ELEMENT_NODE ? inside : inside.parentElement;
  if (!one(".rows", reading).contains(element) && !element.contains(one(".rows", reading))) return;
  const shown = make("div", {}, range.cloneContents());
  const { view } = root.dataset;
  const hidden = { original: ", .companion", translation: ", .block:has(> .companion) > .original" };
  // What begins and ends in one column has nothing of the other.
  const sideAt = node => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)
    .closest(".original, .companion")?.classList[0];
  const side = sideAt(range.startContainer);
  const other = { original: ", .companion", companion: ", .original" };
  const strange = ".pilcrow, .note-ref, .cite, .reading-bar, .untranslated, .state, button, .notes"
    + (hidden[view] || "") + (side === sideAt(range.endContainer) && other[side] || "");
  const isOfNote = element.closest(".notes");
  const left = isOfNote ? ".note-ref, button" : strange;
  if (!one(left, shown)) return;
  for (const each of all(left, shown)) each.remove();
  for (const each of all("[id]", shown)) each.removeAttribute("id");
  const pieces = all("p, li, h1, h2, h3, h4, h5, h6, td, th, pre, figcaption", shown)
    .filter(piece => !one("p, li", piece));
  const text = pieces.length > 1
    ? pieces.map(piece => piece.textContent.trim()).filter(Boolean).join("\n\n")
    : shown.textContent.trim();
  event.clipboardData.setData("text/plain", text);
  event.clipboardData.setData("text/html", shown.innerHTML);
  event.preventDefault();
});

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
  KeyC: () => {
    citeBeside(document.activeElement.closest(".block") || blocks.find(isInSight));
    one("button", cite)?.click();
  },
  KeyT: () => toggle(one(".contents details")),
  KeyA: () => toggle(one(".tools")),
};

document.addEventListener("keydown", event => {
  if (event.key === "Escape") {
    const open = panels.find(panel => panel.open);
    clearTimeout(waiting?.timer);
    waiting = null;
    hide();
    closePanels();
    if (open?.contains(document.activeElement)) one("summary", open).focus();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || keys?.open || !keys) return;
  if (event.target.closest("input, textarea, select, [contenteditable], .table, pre")) return;
  if (event.key === "?" || event.key === "؟") return keys.showModal();
  const act = acts[event.code];
  if (!act || !keysOn.checked || event.shiftKey || (!blocks.length && event.code !== "KeyA")) return;
  event.preventDefault();
  act();
});
})();
