// Where things stand on a page, by the boxes that the browser makes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { build, oneOfEachKind, readers, samples, serve, someTexts, suite, visitEach } from "./site.mjs";

suite("layout", () => {
  for (const reader of Object.keys(readers)) {
    test(`no page of "${reader}" is wider than its window, nor with letters of twice the size`, async () => {
      const site = await build(reader);
      const served = await serve(site.folder);
      const pages = reader === "own" ? oneOfEachKind(site) : samples(site, { print: true });
      const found = await visitEach(pages, served.address, {}, async page => {
        const tooWide = [];
        const measure = async (width, size) => {
          await page.setViewportSize({ width, height: 800 });
          await page.evaluate(size => { document.documentElement.style.fontSize = size; }, size);
          const over = await page.evaluate(overflowing);
          if (over.length) tooWide.push(`at ${width}, ${size}: ${over.slice(0, 3).join(", ")}`);
        };
        for (const width of [320, 768, 1280]) await measure(width, "100%");
        await measure(640, "200%");
        return tooWide;
      });
      assert.deepEqual(found, []);
    });
  }

  test("the original is at the inline start of the interface, the companion behind it", async () => {
    const site = await build("own");
    const served = await serve(site.folder);
    const found = await visitEach(someTexts(site), served.address, { width: 1280 }, async page => {
      const { isRightToLeft, pairs } = await page.evaluate(boxesOfPairs);
      const isWrong = ({ original, companion }) => {
        const [first, second] = isRightToLeft ? [companion, original] : [original, companion];
        const isOneRow = original.top < companion.bottom && companion.top < original.bottom;
        return first.right > second.left || !isOneRow;
      };
      return pairs.length < 4 ? ["hardly any pairs"] : pairs.filter(isWrong).map(({ id }) => `#${id}`);
    });
    assert.deepEqual(found, []);
  });

  test("in a narrow window the companion stands below its original, pair by pair", async () => {
    const site = await build("own");
    const served = await serve(site.folder);
    const found = await visitEach(someTexts(site), served.address, { width: 360 }, async page => {
      const { pairs } = await page.evaluate(boxesOfPairs);
      let bottom = 0;
      const isWrong = ({ original, companion }) => {
        const isBelow = original.top >= bottom - 1 && companion.top >= original.bottom - 1;
        bottom = companion.bottom;
        return !isBelow;
      };
      return pairs.length < 4 ? ["hardly any pairs"] : pairs.filter(isWrong).map(({ id }) => `#${id}`);
    });
    assert.deepEqual(found, []);
  });

  test("the views work without scripts", async () => {
    const site = await build("own");
    const served = await serve(site.folder);
    const found = await visitEach(someTexts(site), served.address, { scripts: false }, async (page, name) => {
      const views = page.locator("nav.views input[type=radio]");
      assert.equal(await views.count(), 3, `${name} has three views`);
      const shown = async () => ({
        original: await page.locator(".block .original").first().isVisible(),
        companion: await page.locator(".block .companion").first().isVisible(),
      });
      assert.deepEqual(await shown(), { original: true, companion: true }, name);
      await views.nth(0).check();
      assert.deepEqual(await shown(), { original: true, companion: false }, name);
      await views.nth(2).check();
      assert.deepEqual(await shown(), { original: false, companion: true }, name);
      await views.nth(1).check();
      assert.deepEqual(await shown(), { original: true, companion: true }, name);
    });
    assert.deepEqual(found, []);
  });

  test("the direction of every element that names a language is that of the language", async () => {
    const site = await build("everything");
    const served = await serve(site.folder);
    const found = await visitEach(samples(site), served.address, {}, page => page.evaluate(() =>
      [...document.querySelectorAll("[lang]")]
        .filter(element => {
          const isRightToLeft = new Intl.Locale(element.lang).maximize().script === "Arab";
          return getComputedStyle(element).direction !== (isRightToLeft ? "rtl" : "ltr");
        })
        .map(element => element.outerHTML.slice(0, 80))));
    assert.deepEqual(found, []);
  });
});

/** The elements that reach out of the page sideways, unless they scroll by themselves. */
function overflowing() {
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

/** The boxes of blocks that have an original and a companion of their own. */
function boxesOfPairs() {
  const box = element => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return { left, right, top, bottom };
  };
  const pairs = [...document.querySelectorAll(".block:not(.bead > *)")]
    .map(block => [block.id, block.querySelector(":scope > .original"), block.querySelector(":scope > .companion")])
    .filter(([, original, companion]) => original && companion)
    .map(([id, original, companion]) => ({ id, original: box(original), companion: box(companion) }));
  return { isRightToLeft: document.documentElement.dir === "rtl", pairs };
}
