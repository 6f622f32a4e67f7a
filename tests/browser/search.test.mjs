// Search, asked as a student asks it: every query of tests/cases/search/queries.tsv, and how the page behaves.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { build, onDisk, open, repository, serve, suite, workplace } from "./site.mjs";

const cases = join(repository, "tests/cases/search");
const linesOf = async (name) => {
  const text = await readFile(join(cases, name), "utf8");
  return text.split("\n").filter((line) => line && !line.startsWith("#")).map((line) => line.split("\t"));
};

/** Types a query, and waits for the answer. */
async function ask(page, query) {
  await page.evaluate(() => document.querySelector("[data-search]").removeAttribute("data-answered"));
  await page.fill('input[type="search"]', query);
  await page.waitForSelector("[data-search][data-answered]", { state: "attached" });
  return page.evaluate(() => {
    const place = ({ dataset: { term, text, page, block, kind } }) => {
      const number = kind === "heading" ? "" : (block ?? "");
      return term ? `@${term}` : `${text ?? page}#${number}:`;
    };
    const placeIn = (item) => place(item) + (item.dataset.term ? "" : item.querySelector("a").lang);
    const all = (css, root = document) => [...root.querySelectorAll(css)];
    const bridged = all(".bridged-language");
    return {
      status: document.querySelector("[role=status]").textContent,
      results: all("li.result").filter((item) => !item.closest(".bridged")).map(placeIn),
      bridged: Object.fromEntries(bridged.map((group) => [group.dataset.language, all("li.result", group).map(placeIn)])),
      suggested: all(".search-near").map((button) => button.textContent),
      isRelaxed: document.querySelector("[data-search]").dataset.answered === "some",
    };
  });
}

/** What is wrong with an answer. */
function problemsOf(answer, expected) {
  const passages = answer.results.filter((result) => !result.startsWith("@"));
  const everything = [...answer.results, ...Object.values(answer.bridged).flat()];
  return expected.split(" ").filter((wanted) => {
    const rest = wanted.slice(1);
    if (wanted === "none") return everything.length > 0;
    if (wanted === "some") return !answer.isRelaxed;
    switch (wanted[0]) {
      case "@": return answer.results[0] !== wanted;
      case "+": return !everything.includes(rest);
      case "!": return everything.includes(rest);
      case ">": return !(answer.bridged[rest]?.length > 0);
      case "?": return !answer.suggested.includes(rest);
      default: return passages[0] !== wanted;
    }
  });
}

/** A reader of many pages, each with the same two words, which nowhere stand beside each other. */
async function manyPages(count) {
  const root = await mkdtemp(join(workplace, "many-"));
  await writeFile(join(root, "site.toml"), 'title = { en = "Many" }\nlanguages = ["en"]\n');
  for (const name of ["home", ...Array.from({ length: count }, (_, place) => `pages/page-${place}`)]) {
    await mkdir(join(root, "content", name), { recursive: true });
    await writeFile(join(root, "content", name, "en.md"), "---\ntitle: A page\n---\nA treaty, and then peace.\n");
  }
  return root;
}

/** What went wrong, but for the icon that a browser asks a host for. */
const problemsOn = (page) => page.problems.filter((problem) => !/status of 404/.test(problem));

suite("search", () => {
  test("each query of the table is answered as expected", async () => {
    const site = await build("own");
    const served = await serve(site.folder, "/repo/");
    const queries = await linesOf("queries.tsv");
    assert.ok(queries.length >= 60);
    const problems = [];
    for (const language of ["ar", "en", "fa"]) {
      const page = await open(served.address(`${language}/search/index.html`));
      for (const [, query, expected] of queries.filter(([own]) => own === language)) {
        const answer = await ask(page, query);
        const missed = problemsOf(answer, expected);
        if (missed.length > 0) problems.push({ query, missed, answer: JSON.stringify(answer).slice(0, 600) });
      }
      problems.push(...problemsOn(page));
      await page.context().close();
    }
    assert.deepEqual(problems, []);
  });

  test("results are ranked: concepts, titles, headings; then exact, folded, stemmed; then bridged", async () => {
    const site = await build(join(cases, "ranked"));
    const page = await open(onDisk(site, "ar/search/index.html"));
    const answer = await ask(page, "أمن "); // "security"
    assert.deepEqual(answer.results, [
      "@security", // by its name
      "words#:ar", // in the title, by its stem
      "words#:ar", // in a heading
      "words#3:ar", // as it is asked for
      "words#4:ar", // with a vowel sign
      "words#1:ar", // in a note
      "words#2:ar", // without its hamza
      "words#1:ar", // an adjective of it
    ]);
    assert.deepEqual(answer.bridged, { en: ["words#1:en"] });
    await page.context().close();
  });

  test("a concept is shown first, with the bridge to its names in other languages", async () => {
    const site = await build("own");
    const page = await open(onDisk(site, "en/search/index.html"));
    await ask(page, "collective security");
    const bridge = /collective security → .*الأمن الجماعي.*امنیت جمعی/;
    assert.match(await page.locator("li.result").first().locator(".bridge").textContent(), bridge);
    assert.match(await page.locator(".bridged > .bridge").textContent(), bridge);
    const named = await page.locator(".bridged > .bridge bdi").evaluateAll((names) => names.map((name) => [name.lang, name.dir]));
    assert.deepEqual(named.sort(), [["ar", "rtl"], ["en", "ltr"], ["fa", "rtl"]]);
    await page.context().close();
  });

  test("a page beside the texts is found by its sections, and leads to them", async () => {
    const site = await build("own");
    const page = await open(onDisk(site, "en/search/index.html"));
    await ask(page, "fingerprint browser keeps");
    const result = page.locator('li.result[data-page="guide-search"]').first();
    assert.equal(await result.getAttribute("data-text"), null);
    await result.locator("a").click();
    await page.waitForURL(/\/en\/guide-search\/index\.html\?find=[^#]*#for-authors$/);
    const words = await page.evaluate(() => [...CSS.highlights.get("found")].map(String));
    assert.ok(words.includes("fingerprint"), words.join());
    assert.deepEqual(problemsOn(page), []);
    await page.context().close();
  });

  test("where highlights are missing, whole words are marked, without room inside them", async () => {
    const site = await build("own");
    const page = await open(onDisk(site, "ar/search/index.html"));
    await page.addInitScript(() => delete window.Highlight);
    const address = `${onDisk(site, "ar/texts/un-collective-security/index.html")}?find=${encodeURIComponent("الأمن")}#p1`;
    await page.goto(address);
    const marks = await page.locator("#p1 mark:not(.anchor)").evaluateAll((marks) =>
      marks.map((mark) => [mark.textContent, getComputedStyle(mark).padding, getComputedStyle(mark).margin]));
    assert.ok(marks.length > 0);
    assert.ok(marks.every((mark) => mark.join() === "الأمن,0px,0px"), marks.join(" "));
    await page.context().close();
  });

  test("the browser finds the words, folded forms and stems that Rust finds", async () => {
    const site = await build("own");
    const page = await open(onDisk(site, "en/search/index.html"));
    const lines = await linesOf("words.tsv");
    const found = await page.evaluate(async (lines) => {
      const words = await document.querySelector("[data-search]").hashiyaWords();
      return lines.map(([language, text]) => words(JSON.parse(`"${text}"`), language));
    }, lines);
    assert.deepEqual(found, lines.map(([, , expected]) => JSON.parse(`"${expected}"`)));
    await page.context().close();
  });

  test("search works from disk, at / and under /repo/, and asks no other host", async () => {
    const site = await build("own");
    const [root, folder] = [await serve(site.folder), await serve(site.folder, "/repo/")];
    const name = "ar/search/index.html";
    for (const address of [onDisk(site, name), root.address(name), folder.address(name)]) {
      const page = await open(address);
      const answer = await ask(page, "الأمن الجماعي");
      assert.equal(answer.results[0], "@collective-security", address);
      await page.locator("li.result.block a").first().click();
      await page.waitForURL(/\/texts\/[^/]+\/index\.html\?find=.*#p\d+$/);
      const words = await page.evaluate(() => [...CSS.highlights.get("found")].map(String));
      assert.ok(words.includes("الأمن"), `${address}: ${words}`);
      assert.deepEqual(problemsOn(page), []);
      await page.context().close();
    }
  });

  test("a search can be linked to", async () => {
    const site = await build("own");
    const page = await open(`${onDisk(site, "en/search/index.html")}?q=${encodeURIComponent("veto")}&kind=concept`);
    await page.waitForSelector("[data-search][data-answered]", { state: "attached" });
    assert.equal(await page.inputValue('input[type="search"]'), "veto");
    assert.ok(await page.locator("li.result").count());
    assert.equal(await page.locator("li.result:not([data-term])").count(), 0);
    await page.fill('input[type="search"]', "peace");
    await page.waitForFunction(() => new URLSearchParams(location.search).get("q") === "peace");
    await page.context().close();
  });

  test("the filters leave what they name", async () => {
    const site = await build("own");
    const page = await open(onDisk(site, "en/search/index.html"));
    await ask(page, "security");
    const answered = async (name, value) => {
      await page.evaluate(() => document.querySelector("[data-search]").removeAttribute("data-answered"));
      await page.selectOption(`select[name=${name}]`, value);
      await page.waitForSelector("[data-search][data-answered]", { state: "attached" });
    };
    await answered("kind", "annotation");
    assert.ok(await page.locator("li.result.annotation").count());
    assert.equal(await page.locator("li.result:not(.annotation)").count(), 0);
    await answered("kind", "");
    await answered("language", "ar");
    assert.equal(await page.locator('.results:not(.bridged *) li.result .passage:not([lang="ar"])').count(), 0);
    await answered("language", "");
    await page.waitForFunction(() => document.querySelector("select[name=text]").options.length > 1);
    const [value, title] = await page.evaluate(() => {
      const option = document.querySelector("select[name=text]").options[1];
      return [option.value, option.textContent];
    });
    await answered("text", value);
    const texts = await page.evaluate(() => new Set([...document.querySelectorAll("li.result")].map((item) => item.dataset.text)).size);
    assert.equal(texts, 1, title);
    await page.context().close();
  });

  test("a passage has its language, and no word is parted by a mark", async () => {
    const site = await build("own");
    const page = await open(onDisk(site, "fa/search/index.html"));
    await ask(page, "امنیت");
    const wrong = await page.evaluate(() => {
      const letter = /[\p{L}\p{N}\p{M}\u0640\u200c]/u;
      const parted = [...document.querySelectorAll("li.result mark")].filter((mark) =>
        letter.test(mark.previousSibling?.data?.at(-1) ?? "") || letter.test(mark.nextSibling?.data?.[0] ?? ""));
      const bare = [...document.querySelectorAll("li.result .passage, li.result .place a")].filter((place) =>
        !place.lang || !["rtl", "ltr"].includes(place.dir));
      return { parted: parted.map((mark) => mark.textContent), bare: bare.map((place) => place.outerHTML) };
    });
    assert.deepEqual(wrong, { parted: [], bare: [] });
    assert.ok(await page.locator("li.result mark").count());
    await page.context().close();
  });

  test("the keyboard opens search, goes through the results and back", async () => {
    const site = await build("own");
    for (const key of ["/", "Control+k"]) {
      const page = await open(onDisk(site, "ar/texts/un-collective-security/index.html"));
      await page.keyboard.press(key);
      await page.waitForURL(/\/ar\/search\/index\.html/);
      await page.waitForFunction(() => document.activeElement?.type === "search");
      await page.keyboard.type("السيادة ");
      await page.waitForSelector("[data-search][data-answered]", { state: "attached" });
      await page.keyboard.press("ArrowDown");
      assert.ok(await page.evaluate(() => document.activeElement.closest("li.result") !== null));
      await page.keyboard.press("ArrowUp");
      assert.equal(await page.evaluate(() => document.activeElement.type), "search");
      await page.context().close();
    }
  });

  test("without scripts the page offers glossary and contents", async () => {
    const site = await build("own");
    const page = await open(onDisk(site, "en/search/index.html"), { scripts: false });
    for (const name of ["glossary", "syllabus"]) {
      assert.ok(await page.locator(`main a[href$="${name}/index.html"]`).first().isVisible(), name);
    }
    assert.match(await page.locator("main .notice").textContent(), /JavaScript/);
    await page.context().close();
  });

  test("the number of results is told in the plural of the language", async () => {
    const site = await build("own");
    const page = await open(onDisk(site, "ar/search/index.html"));
    const { status } = await ask(page, "كوبا");
    assert.match(status, /^(?:نتيجة واحدة|نتيجتان|\S+ نتائج|\S+ نتيجة)$/);
    await page.context().close();
  });

  test("a hostile query, and hostile words in the index, stay words", async () => {
    const site = await build("everything");
    for (const language of site.languages) {
      const page = await open(onDisk(site, `${language}/search/index.html`));
      for (const query of ['<img src=x onerror="document.title=1">', "'\"><script>document.title=1</script>", "alert", "script", "{{ frame }}"]) {
        await ask(page, query);
        assert.equal(await page.locator("[data-search] :is(img, script, svg, iframe)").count(), 0, query);
      }
      assert.deepEqual(problemsOn(page), []);
      await page.context().close();
    }
  });

  test("search is there without a network after the first visit", async () => {
    const site = await build("own");
    const served = await serve(site.folder, "/repo/");
    const page = await open(served.address("en/search/index.html"));
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (!navigator.serviceWorker.controller) {
        await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
      }
    });
    await page.context().setOffline(true);
    await page.reload();
    const answer = await ask(page, "collective security");
    assert.equal(answer.results[0], "@collective-security");
    assert.ok(answer.bridged.ar?.length > 0);
    await page.context().close();
  });

  test("common words alone are looked for in a few passages, in which they stand", async () => {
    const site = await build("own");
    const page = await open(onDisk(site, "en/search/index.html"));
    const { results } = await ask(page, "of the ");
    assert.ok(results.length > 0);
    const marked = await page.locator("li.result:not(.concept)").evaluateAll((items) =>
      items.map((item) => [...item.querySelectorAll("mark")].map((mark) => mark.textContent.toLowerCase())));
    assert.ok(marked.every((words) => words.includes("of") && words.includes("the")), marked.join(" | "));
    await page.context().close();
  });

  test("what nearly every query needs is there before the first key", async () => {
    const site = await build("own");
    const served = await serve(site.folder);
    const page = await open(served.address("en/search/index.html"));
    await page.evaluate(() => document.querySelector("[data-search]").hashiyaWords());
    await page.waitForLoadState("networkidle");
    const loaded = [];
    page.on("request", (request) => loaded.push(request.url().split("/").pop()));
    const loadedFor = async (letter) => {
      loaded.length = 0;
      await page.evaluate(() => document.querySelector("[data-search]").removeAttribute("data-answered"));
      await page.keyboard.type(letter);
      await page.waitForSelector("[data-search][data-answered]", { state: "attached" });
      return loaded.filter((name) => name.startsWith("search-"));
    };
    // The names of concepts answer one letter; where words stand is all that two lack.
    assert.deepEqual(await loadedFor("s"), []);
    assert.ok(await page.locator("li.result.concept").count());
    const units = await loadedFor("e");
    assert.ok(units.length > 0 && units.every((name) => /^search-\w+-\d+-u\d+\./.test(name)), units.join());
    await page.context().close();
  });

  test("a phrase that stands nowhere is given up after a few passages, and looked for further when asked", async () => {
    const site = await build(await manyPages(300));
    const page = await open(onDisk(site, "en/search/index.html"));
    const loaded = [];
    page.on("request", (request) => loaded.push(request.url().split("/").pop()));
    const passages = () => loaded.filter((name) => name.startsWith("passages-")).length;
    const { status } = await ask(page, '"peace treaty"');
    assert.match(status, /so far/);
    const tried = passages();
    assert.ok(tried > 5 && tried < 15, `${tried} files`);
    await Promise.all([page.waitForRequest(/passages-/), page.locator(".search-more").click()]);
    assert.ok(await page.locator(".search-more").count());
    await page.context().close();
  });

  test("the index is small, and what results show is loaded for those on the screen alone", async () => {
    const site = await build("own");
    const sizes = site.files
      .filter((file) => file.startsWith("assets/search-"))
      .map((file) => gzipSync(readFileSync(join(site.folder, file))).length);
    const size = sizes.reduce((sum, each) => sum + each, 0);
    assert.ok(size < 150_000, `${size} bytes as a host sends them`);
    const page = await open(onDisk(site, "en/search/index.html"));
    const loaded = [];
    page.on("request", (request) => loaded.push(request.url().split("/").pop()));
    await ask(page, "Cuba");
    const passages = loaded.filter((name) => name.startsWith("passages-"));
    const all = site.files.filter((file) => file.startsWith("assets/passages-"));
    assert.ok(passages.length > 0 && passages.length < all.length / 10, `${passages} of ${all.length}`);
    await page.context().close();
  });
});
