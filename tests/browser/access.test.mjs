// Nothing that axe-core finds stands in the way of a reader: on each kind of page, in each
// language, in light and dark, in a wide window and a narrow one. Of the own reader, whose pages are
// long, a page of each kind; all with PAGES=all in the environment.

import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";
import { build, oneOfEachKind, readers, samples, serve, suite, visitEach } from "./site.mjs";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

suite("access", () => {
  for (const reader of Object.keys(readers)) {
    test(`axe finds nothing in "${reader}"`, async () => {
      const site = await build(reader);
      const served = await serve(site.folder);
      const found = await visitEach(pagesOf(reader, site), served.address, {}, violationsOf);
      assert.deepEqual(found, []);
    });

    test(`axe finds enough contrast in "${reader}" in the dark`, async () => {
      const site = await build(reader);
      const served = await serve(site.folder);
      const options = { scheme: "dark", width: 360 };
      const found = await visitEach(pagesOf(reader, site), served.address, options, page =>
        violationsOf(page, ["color-contrast", "target-size", "scrollable-region-focusable"]));
      assert.deepEqual(found, []);
    });
  }
});

const pagesOf = (reader, site) => (reader === "own" ? oneOfEachKind(site) : samples(site));

/** What axe finds on a page; `rules` are those that it looks at, in place of all. */
async function violationsOf(page, rules) {
  await page.addScriptTag({ path: axe });
  return page.evaluate(async rules => {
    const runOnly = Array.isArray(rules) ? { runOnly: rules } : {};
    const { violations } = await window.axe.run({ resultTypes: ["violations"], ...runOnly });
    return violations.map(({ id, nodes }) => `${id}, ${nodes.length} times: ${nodes[0].html.slice(0, 150)}`);
  }, rules);
}
