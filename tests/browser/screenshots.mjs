// Reference screenshots: each kind of page in each language, in windows of each width, in light,
// dark and sepia; of a text its head, its notes and its end.
//
//     node screenshots.mjs [READER] [FOLDER] [KIND…]
//
// READER is "own", "everything" or a folder; FOLDER is `screenshots`, which git ignores; of kinds
// that are named (home, text, concept …) only these.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, inParallel, kindOf, onDisk, samples, theBrowser, visit } from "./site.mjs";

/** Every width in light; a telephone and a desk in the other themes. */
const WIDTHS = { light: [320, 360, 768, 1280, 1600], dark: [360, 1280], sepia: [360, 1280] };

/** Where to look at a text, by what stands there. */
const PLACES = { head: "body", notes: ".rows .notes", end: ".after" };

const [reader = "own", folder = fileURLToPath(new URL("screenshots", import.meta.url)), ...kinds] = process.argv.slice(2);
const site = await build(reader);
mkdirSync(folder, { recursive: true });

const wanted = samples(site).filter(page => kinds.length === 0 || kinds.includes(kindOf(page)));
const shots = await inParallel(wanted, page =>
  visit(onDisk(site, page), { settings: {} }, async shown => {
    const name = `${kindOf(page)}-${page.includes("/") ? page.split("/")[0] : "site"}`;
    let count = 0;
    for (const [theme, widths] of Object.entries(WIDTHS)) {
      await shown.evaluate(theme => { document.documentElement.dataset.theme = theme; }, theme);
      for (const width of widths) {
        await shown.setViewportSize({ width, height: 900 });
        for (const [place, selector] of Object.entries(kindOf(page) === "text" ? PLACES : { "": "body" })) {
          await shown.evaluate(selector => {
            const place = document.querySelector(selector);
            if (place) scrollTo(0, selector === "body" ? 0 : place.getBoundingClientRect().top + scrollY - 200);
          }, selector);
          const path = join(folder, [name, place, width, theme].filter(Boolean).join("-") + ".png");
          await shown.screenshot({ path, fullPage: place === "" });
          count += 1;
        }
      }
    }
    return count;
  }));
await (await theBrowser()).close();
console.log(`${shots.reduce((all, count) => all + count, 0)} screenshots in ${folder}`);
