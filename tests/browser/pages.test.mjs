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
