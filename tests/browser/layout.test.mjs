// Where things stand on a page, by the boxes that the browser makes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { build, serve, someTexts, suite, visitEach } from "./site.mjs";

suite("layout", () => {
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
});

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
