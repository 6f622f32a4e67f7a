// The order in which words and numbers of two directions are seen, by the boxes that the browser makes.

import assert from "node:assert/strict";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { build, buildInto, onDisk, samples, someTexts, suite, texts, visit, visitEach, workplace } from "./site.mjs";

/** An Arabic text, "The numbers", with a body. */
async function textWith(body) {
  const root = await mkdtemp(join(workplace, "direction-"));
  const folder = join(root, "content/texts/numbers");
  await mkdir(join(root, "content/home"), { recursive: true });
  await mkdir(folder, { recursive: true });
  await writeFile(join(root, "site.toml"), 'title = { ar = "قارئ" }\nlanguages = ["ar"]\n');
  await writeFile(join(root, "content/home/ar.md"), "---\ntitle: قارئ\n---\n");
  const head = "---\ntitle: الأعداد\nauthors: [كاتب]\nrights: {license: CC0-1.0}\n---\n";
  await writeFile(join(folder, "ar.md"), head + body);
  const site = await buildInto(join(root, "public"), root);
  return onDisk(site, "ar/texts/numbers/index.html");
}

/** Some words of an element in the order in which they are seen, from left to right. */
const seenOrder = (page, css, words) =>
  page.locator(css).first().evaluate((element, words) => {
    const left = word => {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const at = walker.currentNode.data.indexOf(word);
        if (at < 0) continue;
        const range = document.createRange();
        range.setStart(walker.currentNode, at);
        range.setEnd(walker.currentNode, at + word.length);
        return range.getBoundingClientRect().left;
      }
      throw new Error(`${word} is not there`);
    };
    return words.toSorted((a, b) => left(a) - left(b));
  }, words);

suite("direction", () => {
  test("a range is seen in one order at the start of a paragraph and behind an Arabic letter", async () => {
    const ranges = [
      // The range as it is written, and its ends as they are seen from left to right.
      ["1990-1995", ["1990", "1995"]],
      ["145–159", ["145", "159"]],
      ["۱۳۶۹–۱۳۷۴", ["۱۳۶۹", "۱۳۷۴"]],
      // Between Arabic-Indic digits a dash is read from right to left (UAX #9, rule N1), wherever it stands.
      ["١٩٩٠–١٩٩٥", ["١٩٩٥", "١٩٩٠"]],
      ["12/11/2001", ["12", "11", "2001"]],
      ["3.2.17", ["3", "2", "17"]],
    ];
    const body = ranges.map(([range]) => `${range} سنوات\n\nفي ${range}\n`).join("\n");
    await visit(await textWith(body), {}, async page => {
      for (const [place, [range, ends]] of ranges.entries()) {
        for (const number of [2 * place + 1, 2 * place + 2]) {
          assert.deepEqual(await seenOrder(page, `#p${number} p`, ends), ends, `${range} in ¶ ${number}`);
        }
      }
    });
  });

  test("the brackets and the stop of a citation are seen around and behind it", async () => {
    await visit(await textWith("كما قيل (Booth, 1991: 313-326).\n"), {}, async page => {
      // From left to right: what ends the sentence, the closing bracket, the citation, the opening one.
      const order = [").", "Booth", "1991", "313", "326", "("];
      assert.deepEqual(await seenOrder(page, "#p1", order), order);
    });
  });

  test("the sign of a number and its unit are seen beside it", async () => {
    await visit(await textWith("−5 درجات\n\nبلغ −5\n\nوزاد 3.5% فقط\n"), {}, async page => {
      assert.deepEqual(await seenOrder(page, "#p1", ["−", "5"]), ["−", "5"]);
      assert.deepEqual(await seenOrder(page, "#p2", ["−", "5"]), ["−", "5"]);
      assert.deepEqual(await seenOrder(page, "#p3", ["3.5", "%"]), ["3.5", "%"]);
    });
  });

  test("the first column of a table is at its inline start, a column of numbers at its end", async () => {
    const table = "| العضو | السنوات |\n|---|---|\n| عُمان | 1990-1995 |\n| قطر | 7 |\n";
    await visit(await textWith(table), {}, async page => {
      const cells = await page.locator("#p1 td").evaluateAll(cells => cells.map(cell => {
        const words = document.createRange();
        words.selectNodeContents(cell);
        const [box, inner] = [cell.getBoundingClientRect(), words.getBoundingClientRect()];
        const { paddingLeft, paddingRight, textAlign } = getComputedStyle(cell);
        return {
          left: box.left,
          textAlign,
          roomLeft: inner.left - box.left - parseFloat(paddingLeft),
          roomRight: box.right - parseFloat(paddingRight) - inner.right,
        };
      }));
      const [name, years, otherName, number] = cells;
      assert.ok(name.left > years.left && otherName.left > number.left);
      assert.ok(cells.every(({ textAlign }, place) => textAlign === (place % 2 ? "end" : "start")), JSON.stringify(cells));
      // The end of a right-to-left line is on its left.
      assert.ok([years, number].every(({ roomLeft }) => Math.abs(roomLeft) < 1.5), JSON.stringify(cells));
      assert.ok([name, otherName].every(({ roomRight }) => Math.abs(roomRight) < 1.5), JSON.stringify(cells));
      assert.deepEqual(await seenOrder(page, "#p1 td:nth-child(2)", ["1990", "1995"]), ["1990", "1995"]);
    });
  });

  test("addresses run from left to right and break anywhere, lists are numbered in the digits of the page", async () => {
    const body = "انظر https://example.org/a/very/long/address/that/has/no/end/and/goes/on و 10.1000/182\n\n1. أول\n2. ثان\n";
    await visit(await textWith(body), {}, async page => {
      const address = page.locator("#p1 .address, #p1 a[dir=ltr]").first();
      const style = await address.evaluate(element => {
        const { direction, unicodeBidi, overflowWrap } = getComputedStyle(element);
        return { direction, unicodeBidi, overflowWrap };
      });
      assert.deepEqual(style, { direction: "ltr", unicodeBidi: "isolate", overflowWrap: "anywhere" });
      const numbers = await page.locator("#p2 ol").first().evaluate(list => getComputedStyle(list).listStyleType);
      assert.equal(numbers, "decimal");
    });
    const site = await build("own");
    const persian = someTexts(site).find(name => name.startsWith("fa/"));
    await visit(onDisk(site, persian), {}, async page => {
      const numerals = await page.locator("main ol").evaluateAll(lists =>
        [...new Set(lists.filter(list => getComputedStyle(list).listStyleType !== "none")
          .map(list => `${list.closest("[lang]").lang} ${getComputedStyle(list).listStyleType}`))]);
      assert.ok(numerals.every(each => !each.startsWith("fa ") || each === "fa persian"), numerals.join());
    });
  });

  test("Arabic script is a little larger than the Latin beside it, and a field takes the direction of its words", async () => {
    const site = await build("own");
    const english = texts(site).find(name => name.startsWith("en/"));
    await visit(onDisk(site, english), { width: 1280 }, async page => {
      const size = css => page.locator(css).first().evaluate(element => parseFloat(getComputedStyle(element).fontSize));
      const ratio = await size(".block .original p") / await size(".block .companion p");
      assert.ok(ratio >= 1.1 && ratio <= 1.2, `${ratio}`);
    });
    await visit(onDisk(site, "en/search/index.html"), {}, async page => {
      const field = page.locator("input[type=search]");
      await field.fill("الأمن");
      assert.equal(await field.evaluate(element => getComputedStyle(element).direction), "rtl");
      await field.fill("security");
      assert.equal(await field.evaluate(element => getComputedStyle(element).direction), "ltr");
    });
  });

  test("nothing is set as Latin is: no spacing, slant, capitals, hyphens or justification", async () => {
    const site = await build("own");
    const found = await visitEach(samples(site), name => onDisk(site, name), {}, page =>
      page.evaluate(() => {
        const isArabic = /\p{Script=Arabic}/u;
        const wrong = new Set();
        for (const element of document.querySelectorAll("body *")) {
          const words = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join("");
          if (!isArabic.test(words) || element.closest("script, style, template")) continue;
          const style = getComputedStyle(element);
          const name = `${element.localName}.${element.className}`;
          if (style.letterSpacing !== "normal" && parseFloat(style.letterSpacing) !== 0) wrong.add(`${name}: letter-spacing`);
          if (style.fontStyle !== "normal") wrong.add(`${name}: font-style`);
          if (style.textTransform !== "none") wrong.add(`${name}: text-transform`);
          if (!style.fontVariantCaps.startsWith("normal")) wrong.add(`${name}: capitals`);
          if (style.hyphens === "auto") wrong.add(`${name}: hyphens`);
          if (style.textAlign === "justify") wrong.add(`${name}: justify`);
          if (parseFloat(style.webkitTextStrokeWidth) > 0) wrong.add(`${name}: stroke`);
          if (style.textDecorationLine.includes("underline") && style.textDecorationStyle === "dotted") {
            wrong.add(`${name}: dotted underline`);
          }
        }
        return [...wrong];
      }));
    assert.deepEqual(found, []);
  });

  test("lines of Arabic script have room for their marks, underlines stand clear of tails, words are whole", async () => {
    const site = await build("own");
    const found = await visitEach(samples(site), name => onDisk(site, name), {}, page =>
      page.evaluate(() => {
        const wrong = new Set();
        const language = element => element.closest("[lang]").lang;
        const isRightToLeft = element => ["ar", "fa"].includes(language(element).slice(0, 2));
        for (const element of document.querySelectorAll("main :is(p, li, dd, h1, h2, h3)")) {
          if (!isRightToLeft(element) || !element.textContent.trim() || element.getClientRects().length === 0) continue;
          const style = getComputedStyle(element);
          const leading = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
          const least = /^H/.test(element.tagName) ? 1.4 : element.closest(".rows .original, .rows .companion") ? 1.7 : 1.5;
          if (leading < least - 0.01) wrong.add(`${element.localName}.${element.className}: leading ${leading}`);
          if (/hidden|clip/.test(style.overflowY) && !element.closest(".folded")) wrong.add(`${element.localName}.${element.className}: overflow`);
        }
        for (const term of document.querySelectorAll("main a.term")) {
          const style = getComputedStyle(term);
          const offset = parseFloat(style.textUnderlineOffset) / parseFloat(style.fontSize);
          const isClear = style.textUnderlinePosition.includes("under") || offset >= 0.2;
          if (style.textDecorationLine.includes("underline") && isRightToLeft(term) && !isClear) {
            wrong.add(`a.term: underline at ${style.textUnderlineOffset}`);
          }
        }
        // An element that begins or ends within a word would part joined letters.
        const letter = /[\p{L}\p{M}\u200d]/u;
        for (const element of document.querySelectorAll("main p :is(a, mark, em, strong, span)")) {
          if (!isRightToLeft(element) || !element.textContent) continue;
          const [before, behind] = [element.previousSibling, element.nextSibling];
          const isJoined = (first, second) =>
            letter.test(first?.data?.at(-1) ?? "") && letter.test(second ?? "") && /\p{Script=Arabic}/u.test(second ?? "");
          if (isJoined(before, element.textContent[0]) || isJoined({ data: element.textContent }, behind?.data?.[0])) {
            wrong.add(`${element.localName}.${element.className} within a word: ${element.textContent}`);
          }
        }
        return [...wrong];
      }));
    assert.deepEqual(found, []);
  });
});
