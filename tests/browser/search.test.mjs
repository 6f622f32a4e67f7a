// Search, asked as a student asks it: every query of tests/cases/search/queries.tsv, and how the page behaves.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { build, onDisk, open, repository, serve, suite } from "./site.mjs";

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
    const place = (item) => item.dataset.term
      ? `@${item.dataset.term}`
      : `${item.dataset.text}#${item.dataset.kind === "heading" || item.dataset.kind === "title" ? "" : item.dataset.block}:${item.querySelector("a").lang}`;
    const all = (css, root = document) => [...root.querySelectorAll(css)];
    const bridged = all(".bridged-language");
    return {
      status: document.querySelector("[role=status]").textContent,
      results: all("li.result").filter((item) => !item.closest(".bridged")).map(place),
      bridged: Object.fromEntries(bridged.map((group) => [group.dataset.language, all("li.result", group).map(place)])),
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

  test("the browser finds the words, folded forms and stems that Rust finds", async () => {
    const site = await build("own");
    const page = await open(onDisk(site, "en/search/index.html"));
    const lines = await linesOf("words.tsv");
    const found = await page.evaluate(async (lines) => {
      const words = await document.querySelector("[data-search]").hashiyaWords();
      return lines.map(([language, text]) => words(JSON.parse(`"${text}"`), language));
    }, lines);
    assert.deepEqual(found, lines.map(([, , expected]) => expected));
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
      assert.ok(await page.locator(`noscript a[href$="${name}/index.html"], main a[href$="${name}/index.html"]`).count(), name);
    }
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

  test("the names of the files of the index hold no more than one version", async () => {
    const site = await build("own");
    const names = (await readdir(join(site.folder, "assets"))).filter((name) => name.startsWith("search-"));
    assert.equal(new Set(names.map((name) => name.split(".").at(-2))).size, 1);
  });
});
