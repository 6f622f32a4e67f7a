// What a page does when it is read: previews, settings, keys, copying; and that nothing is lost
// where there are no scripts.

import assert from "node:assert/strict";
import { test } from "node:test";
import { build, onDisk, serve, someTexts, suite, texts, visit, visitEach, withClipboard } from "./site.mjs";

const ARABIC = "ar/texts/interregionalism/index.html";
const ENGLISH = "en/texts/interregionalism/index.html";

suite("reading", () => {
  for (const name of [ARABIC, ENGLISH]) {
    test(`a term shows its preview to the mouse, until Escape: ${name}`, async () => {
      const site = await build("own");
      await visit(onDisk(site, name), {}, async page => {
        const term = page.locator(".block a.term").first();
        const preview = page.locator("#preview");
        await term.hover();
        await preview.waitFor({ state: "visible" });
        const languages = await preview.evaluate(shown =>
          [...new Set([...shown.querySelectorAll("[lang]")].map(words => words.lang))].sort());
        assert.deepEqual(languages, ["ar", "en", "fa"], "it has the names in the other languages");
        await preview.hover();
        await page.waitForTimeout(600);
        assert.ok(await preview.isVisible(), "it can be pointed at");
        await page.keyboard.press("Escape");
        await preview.waitFor({ state: "hidden" });
        assert.deepEqual(page.problems, []);
      });
    });
  }

  test("a term shows its preview to the keyboard, and never over what has the focus", async () => {
    const site = await build("own");
    await visit(onDisk(site, ARABIC), {}, async page => {
      await page.keyboard.press("Tab");
      const term = page.locator(".block a.term").first();
      await term.focus();
      const preview = page.locator("#preview");
      await preview.waitFor({ state: "visible" });
      const [box, focus] = [await preview.boundingBox(), await term.boundingBox()];
      const isApart = box.x >= focus.x + focus.width || focus.x >= box.x + box.width
        || box.y >= focus.y + focus.height || focus.y >= box.y + box.height;
      assert.ok(isApart, JSON.stringify({ box, focus }));
      await page.keyboard.press("Escape");
      await preview.waitFor({ state: "hidden" });
      assert.ok(await term.evaluate(term => document.activeElement === term), "the focus stays");
      const terms = page.locator(".block a.term");
      await terms.nth(1).focus();
      await preview.waitFor({ state: "visible" });
      const isStale = await terms.nth(2).evaluate(next => {
        next.focus();
        return !document.getElementById("preview").hidden;
      });
      assert.equal(isStale, false, "what was shown goes with the focus");
    });
  });

  test("what has the focus is in sight, whichever way the keyboard goes", async () => {
    const site = await build("own");
    for (const width of [390, 1280]) {
      await visit(onDisk(site, ARABIC), { width }, async page => {
        await page.locator("#p6 .pilcrow").focus();
        for (const key of [...Array(15).fill("Tab"), ...Array(40).fill("Shift+Tab")]) {
          await page.keyboard.press(key);
          const hidden = await page.evaluate(() => {
            const focus = document.activeElement;
            const isSeen = ({ left, right, top, bottom }) => {
              const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
              return there && (focus.contains(there) || there.contains(focus));
            };
            return [...focus.getClientRects()].some(isSeen) ? null : focus.outerHTML.slice(0, 120);
          });
          assert.equal(hidden, null, `${key} at ${width}`);
        }
      });
    }
  });

  test("the first touch of a term shows its preview, the second follows it", async () => {
    const site = await build("own");
    await visit(onDisk(site, ARABIC), { touch: true, width: 390 }, async page => {
      const term = page.locator(".block a.term").first();
      await term.scrollIntoViewIfNeeded();
      await term.tap();
      await page.locator("#preview").waitFor({ state: "visible" });
      assert.ok(page.url().includes("/texts/"));
      await term.tap();
      await page.waitForURL(/\/glossary\//);
    });
  });

  test("what a reader chooses is kept, and holds on other pages", async () => {
    const site = await build("own");
    const served = await serve(site.folder, "/repo/");
    await visit(served.address(ARABIC), {}, async page => {
      const choose = async (name, value) => {
        await page.locator(`.tools-panel input[name="${name}"][value="${value}"]`).first().check();
      };
      await page.locator("details.tools summary").first().click();
      await choose("theme", "dark");
      await choose("size", "4");
      await page.keyboard.press("Escape");
      const looks = () => page.evaluate(() => [
        getComputedStyle(document.documentElement).colorScheme,
        parseFloat(getComputedStyle(document.documentElement).fontSize),
      ]);
      const chosen = await looks();
      assert.equal(chosen[0], "dark");
      assert.ok(chosen[1] > 16);
      for (const next of [ARABIC, "fa/glossary/index.html"]) {
        await page.goto(served.address(next));
        assert.deepEqual(await looks(), chosen, next);
      }
      assert.deepEqual(page.problems, []);
    });
  });

  test("the view that was chosen is kept", async () => {
    const site = await build("own");
    const served = await serve(site.folder);
    await visit(served.address(ARABIC), {}, async page => {
      await page.locator("#view-original").check();
      await page.reload();
      assert.ok(await page.locator("#view-original").isChecked());
      assert.ok(await page.locator(".block .companion").first().isHidden());
    });
  });

  test("a copied paragraph is its words in logical order, without marks of notes", async () => {
    const site = await build("own");
    const served = await serve(site.folder);
    const found = await visitEach(texts(site).slice(0, 2), served.address, {}, async page => {
      const expected = await page.evaluate(() => {
        const mark = document.querySelector(".original p .note-ref");
        const paragraph = mark.closest("p");
        const words = paragraph.cloneNode(true);
        for (const each of words.querySelectorAll(".note-ref")) each.remove();
        getSelection().selectAllChildren(paragraph);
        return words.textContent.trim();
      });
      const copied = await withClipboard(async () => {
        await page.bringToFront();
        await page.keyboard.press("ControlOrMeta+c");
        return page.evaluate(() => navigator.clipboard.readText());
      });
      const plain = text => text.replace(/\s+/g, " ").trim();
      return plain(copied) === plain(expected) ? [] : [`${copied}\n  in place of\n${expected}`];
    });
    assert.deepEqual(found, []);
  });

  test("without scripts, selected words have no marks of notes either", async () => {
    const site = await build("own");
    await visit(onDisk(site, ARABIC), {}, async page => {
      const marks = await page.evaluate(() => [...document.querySelectorAll(".rows .note-ref")]
        .filter(mark => mark.textContent !== "" || getComputedStyle(mark).userSelect !== "none")
        .map(mark => mark.outerHTML));
      assert.deepEqual(marks, []);
    });
  });

  test("without scripts every note is there to be read, in windows of any width", async () => {
    const site = await build("own");
    await visit(onDisk(site, ARABIC), { scripts: false, width: 360 }, async page => {
      const notes = page.locator(".rows aside");
      const count = await notes.count();
      assert.ok(count > 0);
      for (let index = 0; index < count; index += 1) {
        assert.ok(await notes.nth(index).locator("p, .note-number").last().isVisible());
      }
    });
  });

  test("keys are told by a dialog, and move through the text in the order of reading", async () => {
    const site = await build("own");
    for (const [name, forward] of [[ARABIC, "ArrowLeft"], [ENGLISH, "ArrowRight"]]) {
      await visit(onDisk(site, name), {}, async page => {
        await page.keyboard.press("Shift+Slash");
        await page.locator("dialog.keys").waitFor({ state: "visible" });
        await page.keyboard.press("Escape");
        await page.locator("dialog.keys").waitFor({ state: "hidden" });
        const here = () => page.evaluate(() => Number(document.activeElement.closest(".block")?.dataset.block));
        await page.keyboard.press(forward);
        const first = await here();
        await page.keyboard.press(forward);
        assert.equal(await here(), first + 1, name);
        assert.deepEqual(page.problems, []);
      });
    }
  });

  test("pointing at a block, or moving to it by key, lights its partner", async () => {
    const site = await build("own");
    await visit(onDisk(site, ARABIC), {}, async page => {
      const lit = selector => page.locator(selector).first().evaluate(cell => getComputedStyle(cell).backgroundColor !== "rgba(0, 0, 0, 0)");
      const block = "#p2 > ";
      assert.equal(await lit(`${block}.companion`), false);
      await page.locator(`${block}.original`).hover({ position: { x: 30, y: 10 } });
      assert.ok(await lit(`${block}.companion`), "its companion");
      await page.locator(`${block}.companion`).hover({ position: { x: 30, y: 10 } });
      assert.ok(await lit(`${block}.original`), "its original");
      await page.mouse.move(0, 0);
      await page.keyboard.press("Tab");
      await page.locator("#p2 .pilcrow").focus();
      assert.ok(await lit(`${block}.original`) && await lit(`${block}.companion`), "both by the keyboard");
    });
  });

  test("notes in the margin follow one another, and never push the text apart", async () => {
    const site = await build("own");
    const served = await serve(site.folder);
    const found = await visitEach(someTexts(site), served.address, { width: 1600 }, page => page.evaluate(() => {
      const boxes = [...document.querySelectorAll(".rows :is(.block, .row) > .notes > *")].map(note => note.getBoundingClientRect());
      const overlaps = boxes.filter((box, index) => index > 0 && box.top < boxes[index - 1].bottom);
      const blocks = [...document.querySelectorAll(".rows > :is(.block, .row)")].map(block => block.getBoundingClientRect());
      const gaps = blocks.filter((box, index) => index > 0 && box.top - blocks[index - 1].bottom > 80);
      const end = document.querySelector(".after").getBoundingClientRect().top;
      return [
        ...overlaps.map(box => `a note at ${box.top} lies over the one before it`),
        ...gaps.map(box => `a gap above ${box.top}`),
        ...boxes.filter(box => box.bottom > end).map(box => `a note ends below the text, at ${box.bottom}`),
      ];
    }));
    assert.deepEqual(found, []);
  });

  test("a view shows the notes of the words that it shows, and no others, without scripts", async () => {
    const site = await build("own");
    const served = await serve(site.folder);
    const found = await visitEach(someTexts(site), served.address, { scripts: false, width: 1600 }, async (page, name) => {
      const views = page.locator("nav.views input[type=radio]");
      const shown = () => page.evaluate(() => {
        // A note is of a side by its words, or by the call of it.
        const wordsOf = ({ id }) => document.querySelector(`[id="${id}-quote"], .rows [href="#${id}"]:not(aside *)`);
        const notes = [...document.querySelectorAll(".rows .notes > aside")].filter(note => wordsOf(note));
        const sideOf = note => wordsOf(note).closest(".original, .companion")?.className.split(" ")[0];
        const sides = notes.filter(note => note.checkVisibility()).map(sideOf);
        return [...new Set(sides.filter(Boolean))].sort().join(" ");
      });
      const all = await shown();
      const expected = [all.split(" ").filter(side => side === "original"), all.split(" ").filter(side => side === "companion")];
      await views.nth(0).check();
      assert.equal(await shown(), expected[0].join(""), `${name}: the original`);
      await views.nth(2).check();
      assert.equal(await shown(), expected[1].join(""), `${name}: the translation`);
    });
    assert.deepEqual(found, []);
  });

  test("a footnote of the translation stands behind that of the original", async () => {
    const site = await build("own");
    const served = await serve(site.folder);
    let pairs = 0;
    const found = await visitEach(someTexts(site), served.address, { width: 1600 }, async page => {
      const paired = await page.locator(".footnote.paired").evaluateAll(notes => notes.map(note => ({
        of: note.dataset.of,
        before: note.previousElementSibling?.matches(".footnote:not(.paired, [data-of])") ?? false,
        isOther: note.lang !== note.previousElementSibling?.lang,
      })));
      pairs += paired.length;
      return paired.filter(each => each.of !== "companion" || !each.before || !each.isOther).map(each => JSON.stringify(each));
    });
    assert.deepEqual(found, []);
    assert.ok(pairs > 0);
  });

  test("a long note in the margin shows its first lines where it would push the next far away, and unfolds", async () => {
    const site = await build("own");
    const served = await serve(site.folder);
    let folded = 0;
    const found = await visitEach(someTexts(site), served.address, { width: 1600 }, async page => {
      const id = await page.evaluate(() => document.querySelector(".notes > .folded")?.id);
      if (!id) return [];
      folded += 1;
      const note = page.locator(`[id="${id}"]`);
      const height = () => note.evaluate(note => note.offsetHeight);
      const before = await height();
      const button = note.locator(".note-head button");
      await button.focus();
      await page.keyboard.press("Enter");
      const isOpen = await button.getAttribute("aria-expanded") === "true" && await height() > before;
      await page.keyboard.press("Enter");
      const isBack = await button.getAttribute("aria-expanded") === "false" && await height() === before;
      return [isOpen || "it does not unfold", isBack || "it does not fold again"].filter(each => each !== true);
    });
    assert.deepEqual(found, []);
    assert.ok(folded > 0);
  });

  test("vowel signs can be hidden, and come back", async () => {
    const site = await build("own");
    await visit(onDisk(site, ARABIC), {}, async page => {
      const signs = () => page.locator("main").evaluate(main => (main.textContent.match(/[\u064B-\u0652]/g) ?? []).length);
      const before = await signs();
      assert.ok(before > 0, "the text has some");
      await page.locator("details.tools summary").click();
      await page.locator('.tools-panel input[name="vowels"][value="hidden"]').check();
      assert.equal(await signs(), 0);
      await page.locator('.tools-panel input[name="vowels"][value=""]').check();
      assert.equal(await signs(), before);
    });
  });

  test("the citation of a paragraph has its number, its address, and names in isolates", async () => {
    const site = await build("own");
    const served = await serve(site.folder);
    for (const [name, number] of [[ARABIC, "2"], ["fa/texts/interregionalism/index.html", "۲"]]) {
      await visit(served.address(name), {}, async page => {
        const copied = await withClipboard(async () => {
          await page.bringToFront();
          await page.locator("#p2 .pilcrow").focus();
          await page.locator("#p2 .cite button").first().click();
          return page.evaluate(() => navigator.clipboard.readText());
        });
        assert.ok(copied.includes(number), copied);
        assert.match(copied, /#p2/);
        const depth = [...copied].reduce((depth, sign) => depth + (sign === "\u2068") - (sign === "\u2069"), 0);
        assert.ok(copied.includes("\u2068") && depth === 0, "isolates are balanced");
      });
    }
  });

  test("questions stand at their place and are collected at the end", async () => {
    const site = await build("own");
    await visit(onDisk(site, ARABIC), {}, async page => {
      const [here, collected] = await page.evaluate(() => [
        [...document.querySelectorAll(".rows aside.question")].map(question => question.querySelector("a").hash),
        [...document.querySelectorAll(".questions li")].map(question => `#${question.id}`),
      ]);
      assert.ok(here.length > 0);
      assert.deepEqual(here.filter(hash => !collected.includes(hash)), []);
    });
  });
});
