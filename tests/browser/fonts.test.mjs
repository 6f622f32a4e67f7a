// Fonts: they come from the site, nothing waits for them, nothing moves when they arrive, and
// words look in them as in the whole fonts they are cut from.

import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { build, inParallel, kindOf, onDisk, open, repository, samples, serve, suite, texts } from "./site.mjs";

/** The family that text in a language is set in. */
const FAMILIES = { ar: "Noto Naskh Arabic", fa: "Vazirmatn", en: "Literata" };

/** A text of the reader in an interface language. */
const textIn = (site, language) => texts(site).find(page => page.startsWith(`${language}/`));

suite("fonts", () => {
  test("text is set in fonts of the site, from disk and under /repo/", async () => {
    const site = await build("own");
    const served = await serve(site.folder, "/repo/");
    for (const [language, family] of Object.entries(FAMILIES)) {
      const name = textIn(site, language);
      for (const address of [onDisk(site, name), served.address(name)]) {
        const page = await open(address);
        const faces = await settledFaces(page);
        assert.ok(faces.some(face => face.family === family && face.status === "loaded"), `${address}: ${family}`);
        assert.deepEqual(faces.filter(({ status }) => status !== "loaded"), [], address);
        const set = await page.evaluate(language =>
          getComputedStyle(document.querySelector(`main p:lang(${language})`)).fontFamily, language);
        assert.ok(set.replaceAll('"', "").startsWith(family), `${address}: ${set}`);
        assert.deepEqual(page.problems, [], address);
        await page.context().close();
      }
    }
  });

  // Its main content, which is what the largest paint is of, waits for neither; its lines stay, but
  // where a word just fits.
  test("a page is there before its scripts and fonts, and nothing moves when they arrive", async () => {
    const site = await build("own");
    const served = await serve(site.folder);
    const pages = samples(site).filter(page => ["home", "text", "concept"].includes(kindOf(page)));
    await inParallel(pages, async name => {
      const page = await open("about:blank");
      let release;
      const isPainted = new Promise(done => (release = done));
      await page.route(/\.(woff2|js)$/, async route => {
        await isPainted;
        await route.continue();
      });
      await page.addInitScript(() => {
        window.shift = 0;
        window.largest = false;
        const observe = (type, act) => new PerformanceObserver(list => list.getEntries().forEach(act)).observe({ type, buffered: true });
        observe("layout-shift", entry => (window.shift += entry.value));
        observe("largest-contentful-paint", ({ element }) => (window.largest = Boolean(element?.closest("main"))));
      });
      await page.goto(served.address(name), { waitUntil: "commit" });
      await page.waitForFunction(() => window.largest);
      release();
      await page.waitForLoadState();
      const faces = await settledFaces(page);
      assert.ok(faces.length > 0 && faces.every(({ status }) => status === "loaded"), name);
      const shift = await page.evaluate(() => window.shift);
      // A line in which a word just fits takes two: 0.045 for a paragraph. Browsers call 0.1 good.
      assert.ok(shift < 0.06, `${name}: ${shift}`);
      await page.context().close();
    });
  });

  test("words are as in the whole fonts", async () => {
    const site = await build("own");
    const served = await serve(site.folder);
    const whole = join(repository, "themes/warraq/fonts");
    const files = (await readdir(whole)).filter(file => file.endsWith(".ttf"));
    for (const [language, family] of Object.entries(FAMILIES)) {
      const page = await open(served.address(textIn(site, language)));
      await page.route("**/whole/*", route => route.fulfill({ path: join(whole, route.request().url().split("/").at(-1)) }));
      const own = files.filter(file => file.startsWith(family.toLowerCase().replaceAll(" ", "-")));
      assert.ok(own.length >= 2, family);
      for (const file of own) {
        const face = { style: /italic/.test(file) ? "italic" : "normal", weight: /bold/.test(file) ? "700" : "400" };
        const different = await page.evaluate(differentWords, { family, file, face, language });
        assert.deepEqual(different, [], file);
      }
      await page.context().close();
    }
  });
});

/** The faces of the site that a page has asked for, once they have all come. */
function settledFaces(page) {
  return page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    do await document.fonts.ready; while (await frame(), document.fonts.status !== "loaded");
    await frame();
    return [...document.fonts]
      .filter(({ family, status }) => !family.includes("Fallback") && status !== "unloaded")
      .map(({ family, weight, style, status }) => ({ family: family.replaceAll('"', ""), weight, style, status }));
  });
}

/** Words of a page, and a few of every page, that the font of the site does not set as the whole one. */
async function differentWords({ family, file, face, language }) {
  const whole = await new FontFace("Whole", `url("/whole/${file}")`, face).load();
  document.fonts.add(whole);
  const always = { en: "0123456789 AV To fi ffl “a” —", ar: "بِسْمِ ٱللَّهِ ٠١٢٣٤٥٦٧٨٩ ۰۱۲ لا «أ»، ب؟", fa: "می‌شود خانهٔ کتاب‌های ۰۱۲۳۴۵۶۷۸۹ ٠١٢ لا «آ»؛" };
  const texts = [...document.querySelectorAll(`main :lang(${language}):not(:has([lang]))`)].map(of => of.textContent);
  const words = new Set([...texts, always[language]].join(" ").split(/\s+/u));
  const context = document.createElement("canvas").getContext("2d");
  context.direction = language === "en" ? "ltr" : "rtl";
  const set = (word, family) => {
    context.font = `${face.style} ${face.weight} 200px "${family}", monospace`;
    const { width, actualBoundingBoxLeft, actualBoundingBoxRight, actualBoundingBoxAscent, actualBoundingBoxDescent } = context.measureText(word);
    return [width, actualBoundingBoxLeft, actualBoundingBoxRight, actualBoundingBoxAscent, actualBoundingBoxDescent];
  };
  // Edges are found on a grid of pixels.
  const isSet = word => {
    const ofWhole = set(word, "Whole");
    return set(word, family).every((length, at) => Math.abs(length - ofWhole[at]) < (at === 0 ? 0.5 : 2.5));
  };
  await document.fonts.load(`${face.style} ${face.weight} 200px "${family}"`, always[language]);
  const isOfScript = word => !(language === "en" ? /\p{Script=Arabic}/u : /\p{Script=Latin}/u).test(word);
  const different = [...words].filter(isOfScript).filter(word => !isSet(word));
  document.fonts.delete(whole);
  if (words.size < 50) different.push("too few words to tell");
  return different;
}
