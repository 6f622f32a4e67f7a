// Every page that is built is valid HTML, by the Nu checker.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { test } from "node:test";
import { build, readers, suite } from "./site.mjs";

const checker = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

suite("valid", () => {
  for (const reader of Object.keys(readers)) {
    test(`the pages of the reader "${reader}" are valid`, async () => {
      const { folder } = await build(reader);
      const found = await new Promise(done => {
        const options = ["-Xss8m", "-jar", checker, "--format", "json", "--skip-non-html", folder];
        execFile("java", options, { maxBuffer: 1 << 28 }, (error, out, report) => done(JSON.parse(report)));
      });
      // Where an author skips a level of headings the page has it so; the fixture does.
      const isAuthors = message => reader === "everything" && /skipping \d+ heading level/.test(message);
      const errors = found.messages
        .filter(({ type, message }) => type !== "info" && !isAuthors(message))
        .map(({ url, lastLine, message, extract }) => `${url.split(folder)[1]}:${lastLine}: ${message} ${extract}`);
      assert.deepEqual(errors, []);
    });
  }
});
