/* Warraq: what answers a hand. `warraq.js` loads it when a page is first touched. */
(() => {
"use strict";

const page = window.hashiyaPage;
const { one, all, make, load, previewed, isElsewhere, isInSight, isRightToLeft } = page;
const { reading, word, previews } = page;
const root = document.documentElement;

/* Previews ------------------------------------------------------------------------------------ */

const preview = make("div", { class: "preview", id: "preview", role: "note", hidden: "" });
document.body.append(preview);
let shownFor = null;
let waiting;

const wait = (link, time, act) => {
  clearTimeout(waiting?.timer);
  waiting = { link, timer: setTimeout(act, time) };
};

/* The previews of concepts and texts come as a script, for pages on disk may not fetch. */
let loading;
const loadPreviews = () => loading ||= new Promise(done => {
  window.hashiyaPreviews = done;
  load(previews).then(() => done({ terms: {}, texts: {} }));
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

document.addEventListener("pointerover", event => {
  if (event.pointerType === "touch") return;
  const link = previewed(event.target);
  if (link && link !== shownFor) wait(link, 350, () => show(link, event.clientY));
  else if (link || event.target.closest?.(".preview")) wait(shownFor, 0, () => {});
  else if (shownFor || waiting) wait(null, 250, () => shownFor !== document.activeElement && hide());
});
document.addEventListener("focusin", event => {
  if (event.target.closest(".preview")) return;
  const link = previewed(event.target);
  /* What is shown for another link could lie over this one. */
  if (shownFor && shownFor !== link) hide();
  if (link?.matches(":focus-visible") && page.pointer !== "touch") wait(link, 250, () => show(link));
  else wait(null, 0, hide);
});
document.addEventListener("pointerdown", event => {
  if (shownFor && !event.target.closest(".preview") && previewed(event.target) !== shownFor) hide();
}, true);

/* A first touch shows, a second follows. */
document.addEventListener("click", event => {
  const link = previewed(event.target);
  if (!link || isElsewhere(event) || event.defaultPrevented) return;
  if (page.pointer === "touch" && shownFor !== link) {
    event.preventDefault();
    wait(link, 0, async () => {
      await show(link, event.clientY);
      if (shownFor !== link && waiting?.link === link) location.href = link.href;
    });
  } else {
    hide();
  }
});
document.addEventListener("keydown", event => {
  if (event.key !== "Escape") return;
  clearTimeout(waiting?.timer);
  waiting = null;
  hide();
});

/* Citing a paragraph -------------------------------------------------------------------------- */

const citations = all(".citation", reading || undefined);
const canonical = one("link[rel=canonical]")?.href;
const cite = make("div", { class: "cite" });
const status = make("p", { role: "status", class: "status" });
document.body.append(status);
page.cite = block => {
  citeBeside(block);
  one("button", cite)?.click();
};

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
  if (page.pointer === "touch" && !event.target.matches(".pilcrow")) return;
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

/* What has the focus, or else is pointed at, since before this was here. */
const focus = document.activeElement;
const pointed = page.pointer === "touch" ? null : all(":hover").at(-1);
const begin = (target, type) => target?.dispatchEvent(new Event(type, { bubbles: true }));
if (focus && focus !== document.body) begin(focus, "focusin");
else begin(pointed, "pointerover");
})();
