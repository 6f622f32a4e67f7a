// Reference screenshots: each kind of page, in each language, in two widths, in light and dark.
//
//     node screenshots.mjs [READER] [FOLDER]
//
// READER is "own", "everything" or a folder; FOLDER is `screenshots`, which git ignores.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, inParallel, kindOf, onDisk, samples, theBrowser, visit } from "./site.mjs";

const [reader = "own", folder = fileURLToPath(new URL("screenshots", import.meta.url))] = process.argv.slice(2);
const site = await build(reader);
mkdirSync(folder, { recursive: true });

const wanted = samples(site).flatMap(page =>
  [360, 1280].flatMap(width => ["light", "dark"].map(scheme => ({ page, width, scheme }))));
await inParallel(wanted, ({ page, width, scheme }) =>
  visit(onDisk(site, page), { width, height: 900, scheme }, async shown => {
    const language = page.includes("/") ? page.split("/")[0] : "site";
    const path = join(folder, `${kindOf(page)}-${language}-${width}-${scheme}.png`);
    await shown.screenshot({ path, fullPage: kindOf(page) !== "text" });
  }));
await (await theBrowser()).close();
console.log(`${wanted.length} screenshots in ${folder}`);
