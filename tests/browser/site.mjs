// What the browser tests share: readers built by the program, a server for them, a browser.
//
//     suite("what is tested", () => {
//       test("a page", async () => {
//         const site = await build("own");                 // or "everything", or a folder
//         const served = await serve(site.folder, "/repo/");
//         const page = await open(served.address("ar/index.html"), { width: 320 });
//         …
//         assert.deepEqual(page.problems, []);
//       });
//       test("many pages, one after the other in the same windows", async () => {
//         …
//         const found = await visitEach(oneOfEachKind(site), served.address, { width: 320 }, async page => …);
//         assert.deepEqual(found, []);
//       });
//     });
//
// What is built lies in a folder of its own outside the repository, and goes with the process.
// HASHIYA names a program to test in place of that of the repository, CHROMIUM a browser.

import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, relative, sep } from "node:path";
import { after, describe } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const run = promisify(execFile);

export const repository = fileURLToPath(new URL("../../", import.meta.url));

/** The readers that every test of pages looks at, by name. */
export const readers = {
  own: repository,
  everything: join(repository, "tests/cases/build/everything/site"),
};

/** Folders of this process, removed when it ends. */
export const workplace = mkdtempSync(join(tmpdir(), "hashiya-browser-"));
process.on("exit", () => rmSync(workplace, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));

// Sites ----------------------------------------------------------------------------------------

const built = new Map();

/** Builds a reader, once in this process. */
export function build(reader) {
  if (!built.has(reader)) built.set(reader, buildInto(join(workplace, `site-${built.size}`), reader));
  return built.get(reader);
}

/** The program that is tested, and what stands before its own arguments. */
export function ours() {
  if (process.env.HASHIYA) return [process.env.HASHIYA];
  return ["cargo", "run", "--quiet", "--locked", "--manifest-path", join(repository, "Cargo.toml"), "--"];
}

/** Builds a reader into a folder, with further options of `hashiya build`. */
export async function buildInto(folder, reader, ...options) {
  const root = readers[reader] ?? reader;
  const [program, ...before] = ours();
  await run(program, [...before, "build", "--root", root, "--out", folder, ...options]);
  return siteIn(folder);
}

function siteIn(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    .sort();
  const pages = files.filter(file => file.endsWith(".html"));
  const languages = [...new Set(pages.map(page => /^([^/]+)\/index\.html$/.exec(page)?.[1]).filter(Boolean))];
  return { folder, files, pages, languages };
}

/** The kind of a page, from its address. */
export function kindOf(page) {
  const [, ...rest] = page.split("/");
  if (rest.length === 0) return page === "index.html" ? "root" : page.replace(".html", "");
  if (rest.length === 1) return "home";
  if (rest.length === 2) return ["syllabus", "glossary", "search", "print"].find(name => name === rest[0]) ?? "page";
  return { texts: "text", parts: "part", glossary: "concept" }[rest[0]] ?? rest[0];
}

/**
 * Pages to look at: of each kind in each language the first. The page of the whole reader for print
 * is long, and only with `print`; 404.html needs the host of its links.
 */
export function samples(site, { print = false } = {}) {
  const seen = new Set();
  return site.pages.filter(page => {
    const kind = kindOf(page);
    const id = page.split("/")[0] + kind;
    if (kind === "404" || (kind === "print" && !print)) return false;
    return !seen.has(id) && seen.add(id);
  });
}

/**
 * One page of each kind, now in one language and now in another: what differs from language to
 * language is looked at in the reader `everything`, whose pages are short. With PAGES=all in the
 * environment, those of `samples`.
 */
export function oneOfEachKind(site, options) {
  const all = samples(site, options);
  if (process.env.PAGES === "all") return all;
  const kinds = [...new Set(all.map(kindOf))];
  return kinds.map((kind, index) => {
    const pages = all.filter(page => kindOf(page) === kind);
    return pages[index % pages.length];
  });
}

/** The pages of texts. */
export const texts = site => site.pages.filter(page => kindOf(page) === "text");

/** A text for each language, each another one; all with PAGES=all. */
export function someTexts(site) {
  const all = texts(site);
  if (process.env.PAGES === "all") return all;
  return site.languages.map((language, index) => {
    const own = all.filter(page => page.startsWith(`${language}/`));
    return own[index % own.length];
  });
}

// Serving --------------------------------------------------------------------------------------

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

const servers = [];

/**
 * Serves a folder as GitHub Pages does: under `prefix` and nowhere else, `index.html` for a
 * folder, `404.html` for what is not there. It ends with the suite that asked for it.
 */
export async function serve(folder, prefix = "/") {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const asked = path.startsWith(prefix) ? path.slice(prefix.length) : undefined;
    const name = asked?.replace(/(^|\/)$/, "$1index.html");
    const found = name !== undefined && !name.split("/").includes("..")
      && await readFile(join(folder, name)).catch(() => undefined);
    const bytes = found || await readFile(join(folder, "404.html")).catch(() => "");
    response.writeHead(found ? 200 : 404, { "content-type": TYPES[found ? extname(name) : ".html"] ?? "application/octet-stream" });
    response.end(bytes);
  });
  await new Promise(done => server.listen(0, "127.0.0.1", done));
  servers.push(server);
  const origin = `http://127.0.0.1:${server.address().port}`;
  const address = page => origin + prefix + page.split("/").map(encodeURIComponent).join("/");
  return { origin, prefix, address };
}

/** The address of a page on disk. */
export const onDisk = (site, page) => pathToFileURL(join(site.folder, page)).href;

// Browsing -------------------------------------------------------------------------------------

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
  // Whatever asks for another host is told that there is none.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--no-proxy-server",
];

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";

let browser;

/** The browser of this process, with an empty profile. */
export const theBrowser = () => (browser ??= chromium.launch({ executablePath, args: FLAGS, timeout: 180_000 }));

let openSuites = 0;

/**
 * The tests of a file, two at a time. All suites of a process share readers, servers and a browser,
 * which end with the last of them.
 */
export function suite(name, tests) {
  openSuites += 1;
  describe(name, { concurrency: 2 }, () => {
    after(async () => {
      openSuites -= 1;
      if (openSuites > 0) return;
      await (await browser)?.close();
      for (const server of servers) {
        server.closeAllConnections();
        server.close();
      }
    });
    tests();
  });
}

/**
 * Opens an address in a new, empty context. `page.problems` gathers what the console complains of
 * and each request that fails, or leaves the host of the page.
 *
 * `scheme` is "light" or "dark"; `scripts: false` turns scripts off; `touch: true` is a telephone;
 * `settings` go to the browser's store before the page is loaded, as the page keeps them itself.
 */
export async function open(address, options = {}) {
  const { width = 1280, height = 800, scheme = "light", scripts = true, touch = false, settings } = options;
  const context = await (await theBrowser()).newContext({
    viewport: { width, height },
    colorScheme: scheme,
    javaScriptEnabled: scripts,
    hasTouch: touch,
    isMobile: touch,
    permissions: address.startsWith("http") ? ["clipboard-read", "clipboard-write"] : [],
    reducedMotion: "reduce",
  });
  if (settings) {
    await context.addInitScript(kept => localStorage.setItem("hashiya", kept), JSON.stringify(settings));
  }
  // Ample, for a machine that does much else.
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  const host = new URL(address).host;
  page.problems = [];
  page.on("console", message => {
    if (!["error", "warning"].includes(message.type())) return;
    const { url } = message.location();
    // Asked for by the browser itself, where it is faster than the link to the icon.
    if (!url?.endsWith("/favicon.ico")) page.problems.push(`${message.text()} ${url}`);
  });
  page.on("pageerror", error => page.problems.push(String(error)));
  page.on("requestfailed", request => {
    // What the page before asked for is given up when the next one is opened.
    const isGivenUp = request.failure()?.errorText === "net::ERR_ABORTED";
    if (!isGivenUp) page.problems.push(`no answer: ${request.url()}`);
  });
  page.on("request", request => {
    const url = new URL(request.url());
    if (!["data:", "blob:"].includes(url.protocol) && url.host !== host) {
      page.problems.push(`a request to another host: ${url}`);
    }
  });
  await go(page, address);
  return page;
}

async function go(page, address) {
  await page.goto(address);
  await page.evaluate(() => document.fonts.ready);
}

/** Opens an address, does something with the page, and closes it. */
export async function visit(address, options, act) {
  const page = await open(address, options);
  try {
    return await act(page);
  } finally {
    await page.context().close();
  }
}

let clipboard = Promise.resolve();

/** Does `act` while no other test copies: all windows have one clipboard. */
export function withClipboard(act) {
  const turn = clipboard.then(act);
  clipboard = turn.catch(() => {});
  return turn;
}

/** Does `act` for each item, two at a time; the answers are in the order of the items. */
export async function inParallel(items, act) {
  const answers = [];
  const queue = [...items.entries()];
  const work = async () => {
    for (let next; (next = queue.shift());) answers[next[0]] = await act(next[1]);
  };
  await Promise.all([work(), work()]);
  return answers;
}

/**
 * Visits pages of a site one after the other, in two windows. Returns what `act(page, name)` finds
 * wrong with each (nothing, or an array), and what went wrong while it was shown.
 */
export async function visitEach(names, addressOf, options, act = () => []) {
  const halves = [0, 1].map(half => names.filter((_, index) => index % 2 === half));
  const found = await inParallel(halves.filter(half => half.length), async names => {
    const page = await open(addressOf(names[0]), options);
    const wrong = [];
    for (const name of names) {
      if (name !== names[0]) {
        page.problems.length = 0;
        await go(page, addressOf(name));
      }
      const own = await act(page, name) ?? [];
      wrong.push(...[...own, ...page.problems].map(problem => `${name}: ${problem}`));
    }
    await page.context().close();
    return wrong;
  });
  return found.flat();
}
