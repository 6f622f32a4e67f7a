// What holds for every page, looked at in one visit of each: nothing that axe-core finds stands in
// the way of a reader, in light and dark, in a wide window and a narrow one; nothing is wider than
// its window; words have the direction of their language; nothing goes wrong while it is shown.
//
// Of the reader `everything`, whose pages are short, each kind of page in each language; of the own
// reader, whose pages are long, one of each kind, and all with PAGES=all in the environment.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { build, oneOfEachKind, onDisk, readers, samples, serve, suite, visitEach } from "./site.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** What is looked at on each page; each answers with what is wrong. */
const CHECKS = {
  "for axe": violationsOf,
  "for axe, dark and narrow": async page => {
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 360, height: 800 });
    const found = await violationsOf(page, ["color-contrast", "target-size", "scrollable-region-focusable"]);
    await page.emulateMedia({ colorScheme: "light" });
    return found;
  },
  "too wide": async page => {
    const tooWide = [];
    for (const [width, size] of [[320, "100%"], [768, "100%"], [1280, "100%"], [640, "200%"]]) {
      await page.setViewportSize({ width, height: 800 });
      const over = await page.evaluate(overflowing, size);
      if (over.length) tooWide.push(`at ${width}, ${size}: ${over.slice(0, 3).join(", ")}`);
    }
    return tooWide;
  },
  "in the wrong direction": page => page.evaluate(inWrongDirection),
  "not as Arabic script is set": page => page.evaluate(setAsLatin),
  "in motion, where less of it is wished": page => page.evaluate(moving),
  "alike in forced colours": async page => {
    await page.emulateMedia({ forcedColors: "active" });
    const found = await page.evaluate(alike);
    await page.emulateMedia({ forcedColors: "none" });
    return found;
  },
};

suite("every page", () => {
  for (const reader of Object.keys(readers)) {
    test(`pages of "${reader}", under /repo/`, async () => {
      const site = await build(reader);
      const served = await serve(site.folder, "/repo/");
      const found = await visitEach(pagesOf(reader, site), served.address, {}, async page => {
        await page.addScriptTag({ path: axe });
        const wrong = [];
        for (const [name, check] of Object.entries(CHECKS)) {
          for (const each of await check(page)) wrong.push(`${name}: ${each}`);
          await page.evaluate(() => { document.documentElement.style.fontSize = ""; });
        }
        return wrong;
      });
      assert.deepEqual(found, []);
    });

    test(`pages of "${reader}", from disk`, async () => {
      const site = await build(reader);
      const pages = oneOfEachKind(site, { print: true });
      assert.deepEqual(await visitEach(pages, page => onDisk(site, page), {}), []);
    });
  }
});

const pagesOf = (reader, site) =>
  reader === "own" ? oneOfEachKind(site) : samples(site, { print: true });

/** What axe finds on a page; `rules` are those that it looks at, in place of all. */
function violationsOf(page, rules) {
  return page.evaluate(async rules => {
    const runOnly = Array.isArray(rules) ? { runOnly: rules } : {};
    const { violations } = await window.axe.run({ resultTypes: ["violations"], ...runOnly });
    return violations.map(({ id, nodes }) => `${id}, ${nodes.length} times: ${nodes[0].html.slice(0, 150)}`);
  }, rules);
}

/** With letters of a size, the elements that reach out of the page sideways, unless they scroll by themselves. */
function overflowing(size) {
  document.documentElement.style.fontSize = size;
  const { scrollWidth, clientWidth } = document.documentElement;
  const scrolls = element => element.closest(".table, pre, [role=region]");
  const out = [...document.body.querySelectorAll("*")].filter(element => {
    const box = element.getBoundingClientRect();
    const isOut = box.left < -1 || box.right > clientWidth + 1;
    return isOut && box.width > 1 && box.height > 1 && box.bottom > 0
      && element.checkVisibility({ visibilityProperty: true }) && !scrolls(element);
  });
  const named = out.map(element => `${element.localName}.${element.className} ${element.textContent.trim().slice(0, 30)}`);
  return scrollWidth > clientWidth ? [`${scrollWidth} in ${clientWidth}`, ...named] : named;
}

function inWrongDirection() {
  const isRightToLeft = element => new Intl.Locale(element.lang).maximize().script === "Arab";
  return [...document.querySelectorAll("[lang]")]
    .filter(element => getComputedStyle(element).direction !== (isRightToLeft(element) ? "rtl" : "ltr"))
    .map(element => element.outerHTML.slice(0, 80));
}

/** Words in Arabic script that are slanted, spaced, justified, set too close or underlined through their tails. */
function setAsLatin() {
  const wrong = [];
  const isArabic = text => /\p{Script=Arabic}/u.test(text);
  for (const element of document.querySelectorAll("main *, .site-header *")) {
    const own = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join("");
    if (!isArabic(own) || !element.checkVisibility() || element.closest("code, pre, :lang(en)")) continue;
    const style = getComputedStyle(element);
    const leading = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
    const least = element.matches(":is(h1, h2, h3, h4, h5, h6, .title, .companion-title, .text-title)") ? 1.4 : 1.69;
    const isProse = element.matches("main :is(p, li, dd, td, th, h1, h2, h3, h4, h5, h6):not(.title, .label)");
    const faults = {
      slanted: style.fontStyle !== "normal",
      spaced: style.letterSpacing !== "normal",
      transformed: style.textTransform !== "none" || style.fontVariantCaps !== "normal",
      hyphenated: style.hyphens === "auto",
      justified: style.textAlign === "justify",
      close: isProse && leading < least,
      faint: element.matches("strong, b") && style.fontWeight < 600,
      "underlined through tails": element.matches("a.term")
        && (style.textUnderlinePosition !== "under" || style.textDecorationStyle !== "solid"),
    };
    for (const [name, isSo] of Object.entries(faults)) {
      if (isSo) wrong.push(`${name}: ${leading.toFixed(2)} ${element.outerHTML.slice(0, 100)}`);
    }
  }
  const sizeOf = cell => parseFloat(getComputedStyle(cell).fontSize);
  for (const pair of document.querySelectorAll(".block:has(> .original > p):has(> .companion > p)")) {
    const [one, other] = [...pair.querySelectorAll(":scope > div > p")].map(p => [p.closest("[lang]").lang, sizeOf(p)]);
    if ((one[0] === "en") === (other[0] === "en")) continue;
    const ratio = one[0] === "en" ? other[1] / one[1] : one[1] / other[1];
    if (ratio < 1.1 || ratio > 1.2) wrong.push(`#${pair.id}: ${ratio} times as large as Latin`);
  }
  return wrong.slice(0, 10);
}

function moving() {
  const isMoving = element => {
    const { transitionDuration, animationName } = getComputedStyle(element);
    return animationName !== "none" || transitionDuration.split(", ").some(time => parseFloat(time) > 0);
  };
  return [...document.querySelectorAll("*")].filter(isMoving).map(element => element.outerHTML.slice(0, 80));
}

/** What is chosen and is shown as what is not. */
function alike() {
  const colour = label => getComputedStyle(label).backgroundColor;
  return [...document.querySelectorAll(":is(.views, .choices) label:has(:checked)")].filter(chosen => {
    const other = chosen.parentElement.querySelector("label:not(:has(:checked))");
    return colour(chosen) === colour(other);
  }).map(label => label.textContent);
}
