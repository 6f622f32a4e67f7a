// What a page asks for, what it weighs, and that nothing goes wrong, wherever it stands.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { build, buildInto, inParallel, oneOfEachKind, onDisk, open, serve, suite, texts, visit, workplace } from "./site.mjs";

suite("loading", () => {
  test("links lead from page to page from disk and under /repo/", async () => {
    const site = await build("own");
    const served = await serve(site.folder, "/repo/");
    for (const start of [onDisk(site, "index.html"), served.address("index.html")]) {
      await visit(start, {}, async page => {
        for (const link of [".texts a", "a.term", ".occurrence a", ".site-title", ".site-nav a"]) {
          const address = await page.locator(link).first().evaluate(link => link.href);
          const answer = await page.goto(address);
          assert.ok(!answer || answer.ok(), `${address} is there`);
          assert.ok(await page.locator("main h1").count(), `${address} is a page`);
        }
        assert.deepEqual(page.problems, []);
      });
    }
  });

  test("what is not there is told on a page of the site, whatever its depth", async () => {
    const folder = join(workplace, "with-its-address");
    const served = await serve(folder, "/repo/");
    await buildInto(folder, "everything", "--base-url", served.address(""));
    await visit(served.address("ar/no/such/page.html"), {}, async page => {
      const styled = await page.evaluate(() => document.styleSheets.length > 0 && document.styleSheets[0].cssRules.length > 0);
      assert.ok(styled, "its style sheet is found");
      await page.locator("main a").first().click();
      assert.equal(await page.locator("main h1").count(), 1);
      // The browser says of the page itself that it is not there.
      assert.equal(page.problems.filter(problem => !problem.includes("404")).length, 0, page.problems);
    });
  });

  test("a text weighs less than 60 kB without its pictures and fonts, its scripts less than 12 kB", async () => {
    const site = await build("own");
    const served = await serve(site.folder);
    const weigh = async file => gzipSync(await readFile(join(site.folder, file)), { level: 9 }).length;
    // What a page of a text asks for is the same for all of an interface language.
    const tooHeavy = await inParallel(site.languages, async language => {
      const own = texts(site).filter(name => name.startsWith(`${language}/`));
      const weights = { stylesheet: 0, script: 0 };
      for (const [type, file] of await filesOf(served.address(own[0]), served.address(""))) {
        if (type in weights) weights[type] += await weigh(file);
      }
      assert.ok(weights.script < 12_000, JSON.stringify(weights));
      const all = await Promise.all(own.map(async name => {
        const weight = weights.stylesheet + weights.script + await weigh(name);
        return weight < 60_000 ? [] : [`${name}: ${weight}`];
      }));
      return all.flat();
    });
    assert.deepEqual(tooHeavy.flat(), []);
  });

  test("no script stops the reading of a page", async () => {
    const site = await build("own");
    for (const name of oneOfEachKind(site)) {
      const html = await readFile(join(site.folder, name), "utf8");
      for (const [script] of html.matchAll(/<script\b[^>]*\bsrc=[^>]*>/g)) {
        assert.match(script, /\b(defer|async|type="?module)/, `${name}: ${script}`);
      }
    }
  });
});

/** The files of a site that a page asks for, with what they are to it. */
async function filesOf(address, base) {
  const page = await open("about:blank");
  const files = [];
  page.on("request", request => {
    if (request.url().startsWith(base)) {
      files.push([request.resourceType(), decodeURIComponent(request.url().slice(base.length))]);
    }
  });
  await page.goto(address, { waitUntil: "networkidle" });
  await page.context().close();
  return files;
}
