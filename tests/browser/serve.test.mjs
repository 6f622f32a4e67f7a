// The live preview in a browser: a saved file shows on the open page by itself, the place on it and
// what is open on it stay, and what is wrong is told over it.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { ours, readers, repository, suite, visit, workplace } from "./site.mjs";

const TEXT = "content/texts/interregionalism/en.md";
const PAGE = "en/texts/interregionalism/index.html";

/** Programs that run: each with what it has started, such as `cargo run` the preview. */
const running = [];
after(() => running.forEach(child => process.kill(-child.pid)));

/** A copy of the reader of this repository, and the program serving it. */
async function serveCopy(...options) {
  const root = await mkdtemp(join(workplace, "served-"));
  for (const name of ["site.toml", "content"]) {
    await cp(join(readers.own, name), join(root, name), { recursive: true });
  }
  const [program, ...before] = ours();
  const child = spawn(program, [...before, "serve", "--root", root, "--port", "0", ...options], {
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
  running.push(child);
  let told = "";
  const address = await new Promise((done, failed) => {
    child.once("exit", () => failed(new Error("the preview has ended")));
    child.stdout.on("data", bytes => (told += bytes).includes("\n") && done(told.trim().replace("localhost", "127.0.0.1")));
  });
  const path = name => join(root, name);
  return {
    address: page => address + page,
    async write(name, text) {
      await mkdir(dirname(path(name)), { recursive: true });
      await writeFile(path(name), text);
    },
    /** Changes a file; it has to have the words. */
    async change(name, words, others) {
      const text = await readFile(path(name), "utf8");
      assert.ok(text.includes(words), `${name} says ${words}`);
      await writeFile(path(name), text.replace(words, others));
    },
    read: name => readFile(path(name), "utf8"),
  };
}

/** The plain paragraphs of a text. */
function paragraphs(text) {
  const body = text.slice(text.indexOf("\n---\n"));
  return body.split("\n").filter(line => /^\p{Letter}[^[\]*_<|]{80,}$/u.test(line));
}

/** One in the middle. */
function paragraph(text) {
  const all = paragraphs(text);
  return all[Math.floor(all.length / 2)];
}

const overlay = page => page.locator("hashiya-problems");

suite("serve", () => {
  test("a saved text shows, while the place, open notes and focus stay", async () => {
    const served = await serveCopy();
    await visit(served.address(PAGE), {}, async page => {
      const words = paragraph(await served.read(TEXT));
      const changed = page.locator(".companion, .original").filter({ hasText: words.slice(0, 60) }).last();
      await changed.scrollIntoViewIfNeeded();
      const details = page.locator("details").first();
      await details.evaluate(details => {
        details.open = true;
        details.querySelector("summary").focus({ preventScroll: true });
        window.isSamePage = true;
      });
      const place = () => changed.evaluate(block => block.getBoundingClientRect().top);
      await page.waitForTimeout(300);
      const before = await place();
      assert.ok(await page.evaluate(() => scrollY) > 200, "the page is scrolled");

      await served.change(TEXT, words, `Just saved. ${words}`);
      await page.getByText("Just saved.").waitFor();
      assert.ok(Math.abs(await place() - before) < 2, "it stands where it stood");
      // What grows above it does not push it away.
      const [first] = paragraphs(await served.read(TEXT));
      await served.change(TEXT, first, `${first} ${"More words above. ".repeat(80)}`);
      await page.getByText("More words above.").first().waitFor({ state: "attached" });
      assert.ok(Math.abs(await place() - before) < 2, "it stays in the window");
      const kept = await details.evaluate(details =>
        [details.open, details.contains(document.activeElement), window.isSamePage]);
      assert.deepEqual(kept, [true, true, true], "details are open, the focus stays, nothing was loaded again");
      assert.deepEqual(page.problems, []);
    });
  });

  test("an error is told over the last good page, and goes when it is mended", async () => {
    const served = await serveCopy();
    await visit(served.address(PAGE), {}, async page => {
      const good = await served.read(TEXT);
      const words = paragraph(good);
      await served.change(TEXT, words, `[Lost](term:collective-securty) ${words}`);
      // On a busy machine the file may be seen while it is being written, and then again.
      await overlay(page).locator("section").filter({ hasText: "unknown-concept" }).waitFor();
      const line = (await served.read(TEXT)).split("\n").findIndex(line => line.startsWith("[Lost]")) + 1;
      const told = await overlay(page).evaluate(overlay => overlay.shadowRoot.querySelector("section").innerText);
      assert.match(told, new RegExp(`${TEXT}:${line}:1`));
      assert.match(told, /error \[unknown-concept\]: no concept collective-securty/);
      assert.match(told, /help: the closest id is collective-security/);
      assert.equal(await page.getByText("Lost", { exact: true }).count(), 0, "the last good page stays");

      await page.keyboard.press("Escape");
      assert.equal(await overlay(page).count(), 0, "it can be put away");
      await served.write(TEXT, good.replace(words, `Mended. ${words}`));
      await page.getByText("Mended.").waitFor();
      assert.equal(await overlay(page).count(), 0);
      assert.deepEqual(page.problems, []);
    });
  });

  test("problems are told in the language of the author", async () => {
    const served = await serveCopy("--lang", "fa");
    await visit(served.address(PAGE), {}, async page => {
      await served.change(TEXT, "translates: fa", "translates: fa\ntranslater: A");
      const section = overlay(page).locator("section").filter({ hasText: "خطا [unknown-key]" }); // "error"
      await section.waitFor();
      assert.deepEqual(await section.evaluate(section => [section.lang, section.dir]), ["fa", "rtl"]);
    });
  });

  test("settings, glossary and a theme of one's own are live too", async () => {
    const served = await serveCopy();
    await visit(served.address(PAGE), {}, async page => {
      await served.change("site.toml", 'en = "', 'en = "Live: ');
      await page.locator(".site-title").filter({ hasText: "Live: " }).waitFor();
      const word = await page.locator("a.term").first().getAttribute("data-term");
      await page.goto(served.address(`en/glossary/${word}/index.html`));
      const file = `content/glossary/${word}.md`;
      await served.write(file, (await served.read(file)).replace(/\n## en\n+/, "$&Newly said. "));
      await page.getByText("Newly said.").first().waitFor();
      await served.write("themes/mine/theme.toml", 'extends = "warraq"\n');
      const words = await readFile(join(repository, "themes/warraq/strings/en.toml"), "utf8");
      await served.write("themes/mine/strings/en.toml", words.replace('= "Glossary"', '= "Words of the course"'));
      await served.change("site.toml", 'theme = "warraq"', 'theme = "mine"');
      await page.getByText("Words of the course").first().waitFor();
      assert.deepEqual(page.problems, []);
    });
  });
});
