// A text on paper.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { build, serve, someTexts, suite, texts, visit, visitEach, workplace } from "./site.mjs";

const run = promisify(execFile);

suite("print", () => {
  test("a text prints with its notes, its numbers and nothing of the screen", async () => {
    const site = await build("own");
    const served = await serve(site.folder);
    const found = await visitEach(someTexts(site), served.address, {}, async (page, name) => {
      await page.emulateMedia({ media: "print" });
      const seen = await page.evaluate(() => {
        const isSeen = element => element.checkVisibility() && element.getBoundingClientRect().height > 0;
        const all = selector => [...document.querySelectorAll(selector)];
        return {
          notes: all("aside").length,
          hiddenNotes: all("main aside").filter(note => !isSeen(note)).map(note => note.id),
          hiddenNumbers: all(".pilcrow").filter(number => !isSeen(number)).length,
          concepts: all(".text-concepts dt").filter(isSeen).length,
          explained: all(".text-concepts dd:not(.names-of)").filter(isSeen).length,
          furniture: all("nav, button, input").filter(isSeen).map(element => element.outerHTML.slice(0, 80)),
          paper: getComputedStyle(document.body).backgroundColor,
        };
      });
      assert.ok(seen.notes > 0, `${name} has notes`);
      assert.deepEqual(seen.hiddenNotes, [], name);
      assert.equal(seen.hiddenNumbers, 0, name);
      assert.ok(seen.concepts > 0 && seen.explained > 0, `${name} ends with its concepts`);
      assert.deepEqual(seen.furniture, [], name);
      assert.equal(seen.paper, "rgb(255, 255, 255)", name);
    });
    assert.deepEqual(found, []);
  });

  test("printed in dark mode, a text is black on white", async () => {
    const site = await build("own");
    const served = await serve(site.folder);
    await visit(served.address(texts(site)[0]), { scheme: "dark" }, async page => {
      await page.emulateMedia({ media: "print" });
      const [ink, paper] = await page.evaluate(() => {
        const { color, backgroundColor } = getComputedStyle(document.body);
        return [color, backgroundColor];
      });
      assert.equal(ink, "rgb(0, 0, 0)");
      assert.equal(paper, "rgb(255, 255, 255)");
    });
  });

  test("margins on paper are mirrored, pages have numbers, and columns keep their places", async () => {
    const site = await build("own");
    const served = await serve(site.folder);
    const name = "ar/texts/interregionalism/index.html";
    const pdf = join(workplace, "text.pdf");
    await visit(served.address(name), {}, async page => {
      // What stands behind the text is not in columns.
      await page.addStyleTag({ content: ".after { display: none }" });
      await page.pdf({ path: pdf, preferCSSPageSize: true, format: "A4" });
    });
    const { stdout } = await run("pdftotext", ["-bbox-layout", pdf, "-"], { maxBuffer: 1 << 28 });
    const pages = stdout.split("<page ").slice(1).map(page => {
      const width = Number(/width="([\d.]+)"/.exec(page)[1]);
      const height = Number(/height="([\d.]+)"/.exec(page)[1]);
      const words = [...page.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)/g)]
        .map(([, left, top, right, bottom, text]) => ({ left: +left, top: +top, right: +right, bottom: +bottom, text }));
      return { width, height, words };
    });
    assert.ok(pages.length >= 4, "the text has pages");
    const margins = pages.slice(0, -1).map(({ width, words }) => ({
      left: Math.min(...words.map(({ left }) => left)),
      right: width - Math.max(...words.map(({ right }) => right)),
    }));
    const widest = (side, parity) =>
      Math.min(...margins.filter((_, index) => index % 2 === parity).map(margin => margin[side]));
    for (const [outer, inner] of [[0, 1], [1, 0]]) {
      assert.notEqual(Math.round(widest("left", outer)), Math.round(widest("left", inner)), "left margins differ");
    }
    assert.ok(Math.abs(widest("left", 0) - widest("right", 1)) < 12, JSON.stringify(margins));
    assert.ok(Math.abs(widest("right", 0) - widest("left", 1)) < 12, JSON.stringify(margins));

    // Between the columns there is nothing, on pages that go on with one of them too.
    const GUTTER = 24;
    const between = pages.slice(1, -1).flatMap(({ width, words }, index) => {
      const margin = margins[index + 1];
      const middle = (margin.left + width - margin.right - GUTTER) / 2;
      return words.filter(({ left, right }) => left < middle && right > middle).map(({ text }) => `page ${index + 2}: ${text}`);
    });
    assert.deepEqual(between, []);
  });
});
