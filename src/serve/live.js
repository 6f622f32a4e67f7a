// Keeps an open page as its files are: changed parts are replaced where they stand, so the place
// on the page, open notes and chosen views stay. What is wrong is shown over the page.
(() => {
  "use strict";

  // What a service worker keeps is not what the files are now.
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register = () => new Promise(() => {});
    navigator.serviceWorker.getRegistrations().then((known) => known.forEach((each) => each.unregister()));
  }

  /** Each node of the page as it was served, with the node that shows it. */
  const shown = new WeakMap();
  const own = document.currentScript;
  let version = Number(own.dataset.version);
  let served = document.documentElement.cloneNode(true);
  pair(served, document.documentElement);

  function pair(copy, live) {
    shown.set(copy, live);
    for (let i = 0; i < copy.childNodes.length; i++) pair(copy.childNodes[i], live.childNodes[i]);
  }

  /** Makes what shows `before` show `after`. */
  function change(before, after) {
    const live = shown.get(before);
    if (before.nodeType !== Node.ELEMENT_NODE) {
      if (before.data !== after.data) live.data = after.data;
    } else {
      for (const { name, value } of after.attributes) {
        if (before.getAttribute(name) !== value) live.setAttribute(name, value);
      }
      for (const { name } of [...before.attributes]) {
        if (!after.hasAttribute(name)) live.removeAttribute(name);
      }
      changeChildren(before, after, live);
    }
    shown.set(after, live);
  }

  function isAlike(a, b) {
    return a.nodeType === b.nodeType && a.nodeName === b.nodeName && (a.id ?? "") === (b.id ?? "");
  }

  /** Children that are the same at both ends stay; between them, those that are alike change. */
  function changeChildren(before, after, live) {
    const old = [...before.childNodes];
    const now = [...after.childNodes];
    const same = (a, b) => a && b && a.isEqualNode(b);
    while (same(old[0], now[0])) keep(old.shift(), now.shift());
    const behind = [];
    while (same(old.at(-1), now.at(-1))) {
      keep(old.at(-1), now.pop());
      behind.unshift(old.pop());
    }
    let next = behind.length > 0 ? shown.get(behind[0]) : null;
    if (next && next.parentNode !== live) next = null;
    const places = align(old, now);
    let at = 0;
    for (const [i, node] of now.entries()) {
      const partner = places[i];
      while (partner !== undefined && at < partner) remove(old[at++]);
      if (partner === undefined) {
        const fresh = document.importNode(node, true);
        live.insertBefore(fresh, at < old.length ? shown.get(old[at]) : next);
        pair(node, fresh);
      } else {
        change(old[at++], node);
      }
    }
    while (at < old.length) remove(old[at++]);
  }

  /** For each node of `now` the place of the node of `old` that it goes on from, ascending. */
  function align(old, now) {
    const places = [];
    let from = 0;
    for (const node of now) {
      const equal = old.findIndex((other, i) => i >= from && other.isEqualNode(node));
      const alike = old.findIndex((other, i) => i >= from && isAlike(other, node));
      const found = equal >= 0 ? equal : alike;
      places.push(found >= 0 ? found : undefined);
      if (found >= 0) from = found + 1;
    }
    return places;
  }

  /** `before` is shown as it is, from now on by the name of `after`. */
  function keep(before, after) {
    shown.set(after, shown.get(before));
    for (let i = 0; i < after.childNodes.length; i++) {
      keep(before.childNodes[i], after.childNodes[i]);
    }
  }

  function remove(node) {
    shown.get(node)?.remove();
  }

  // The browser would keep the place in its own way as well, and both together would lose it.
  document.documentElement.style.overflowAnchor = "none";

  /** What begins at the top of the window stays where it is while what is above it changes. */
  function withoutMoving(work) {
    // Notes in the margin have places of their own.
    const places = [...document.querySelectorAll("main .block, main :is(h2, h3, h4)")];
    const top = (place) => place.getBoundingClientRect().top;
    // What began above the window may hold what changes.
    const first = places.find((place) => top(place) >= 0);
    const before = first ? top(first) : 0;
    work();
    if (first?.isConnected) window.scrollBy({ top: top(first) - before, behavior: "instant" });
  }

  async function update() {
    const answer = await fetch(location.pathname + location.search, { cache: "no-store" });
    // A page that a template cannot make: what is shown stays.
    if (answer.status === 500) return broken(await answer.text());
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const scripts = (root) => [...root.querySelectorAll("script[src]")].map((each) => each.getAttribute("src")).join();
    const after = page.documentElement;
    // A script that has run cannot be taken back.
    if (scripts(served) !== scripts(after)) return location.reload();
    const before = served;
    served = after;
    withoutMoving(() => change(before, after));
    document.dispatchEvent(new CustomEvent("hashiya:update"));
    return [];
  }

  /** The problems in lines such as `file:1:2: error[code]: message`. */
  function broken(lines) {
    const form = /^(.*?):(\d+):(\d+): (\w+)\[([\w-]+)\]: (.*)$/gm;
    return [...lines.matchAll(form)].map(([, file, line, column, severity, code, message]) =>
      ({ file, line, column, severity, code, message }));
  }

  /** The list of problems over the page, in a shadow tree that no style of the theme reaches. */
  const overlay = document.createElement("hashiya-problems");
  const shadow = overlay.attachShadow({ mode: "open" });
  let isClosed = false;

  /** What is shown, or was closed. */
  let told = "[]";

  function show({ problems, overlay: words }) {
    const now = JSON.stringify(problems);
    if (now !== told) isClosed = false;
    const isShown = now === told && overlay.isConnected;
    told = now;
    const errors = problems.filter((problem) => problem.severity === "error");
    // Warnings wait for who looks for them; errors do not.
    if (isShown || (isClosed && errors.length === 0)) return;
    overlay.remove();
    shadow.replaceChildren();
    if (problems.length === 0) return;
    const style = document.createElement("style");
    style.textContent = `
      :host { position: fixed; inset-block-end: 0; inset-inline: 0; z-index: 2147483647;
        font: 15px/1.6 system-ui, sans-serif; color: #1d1b18; color-scheme: light; }
      section { max-block-size: 60vh; overflow: auto; padding: .75rem 1rem; background: #fffdf8;
        border-block-start: 4px solid #b3261e; box-shadow: 0 -4px 24px #0004; text-align: start; }
      section.warnings { border-color: #b27300; }
      header { display: flex; justify-content: space-between; gap: 1rem; align-items: baseline; }
      h2 { font-size: 1rem; margin: 0; } ol { margin: .5rem 0 0; padding: 0; list-style: none; }
      li { padding-block: .5rem; border-block-start: 1px solid #0002; }
      code, .place { font-family: ui-monospace, monospace; font-size: .9em; unicode-bidi: isolate; }
      .error { color: #b3261e; } .warning { color: #8a5a00; }
      .help { margin: 0; color: #4b463f; } p { margin: 0; }
      button { font: inherit; padding: .1rem .75rem; cursor: pointer; }`;
    const section = make("section", errors.length > 0 ? "errors" : "warnings");
    section.lang = words.lang;
    section.dir = words.dir;
    section.setAttribute("role", "region");
    section.setAttribute("aria-label", words.label);
    const close = make("button", "close", words.close);
    close.type = "button";
    close.addEventListener("click", hide);
    const head = make("header");
    head.append(make("h2", "title", words.title), close);
    const list = make("ol");
    for (const problem of problems) list.append(item(problem, words));
    section.append(head, list);
    shadow.append(style, section);
    document.documentElement.append(overlay);
  }

  function make(name, className = "", text = "") {
    const element = document.createElement(name);
    if (className) element.className = className;
    element.textContent = text;
    return element;
  }

  function item(problem, words) {
    const line = make("li");
    const place = make("p");
    const file = make("span", "place", `${problem.file}:${problem.line}:${problem.column}`);
    file.dir = "ltr";
    place.append(file);
    const message = make("p");
    const label = make("b", problem.severity, `${words[problem.severity]} [`);
    label.append(make("bdi", "", problem.code), "]: ");
    message.append(label, ...sentence(problem.message));
    line.append(place, message);
    if (problem.help) {
      const help = make("p", "help", `${words.help}: `);
      help.append(...sentence(problem.help));
      line.append(help);
    }
    return line;
  }

  /** A sentence, with what stands between backticks in the order of its own script. */
  function sentence(text) {
    const parts = text.split("`");
    if (parts.length % 2 === 0) return [make("bdi", "", text)];
    return parts.map((part, i) => {
      if (i % 2 === 0) return part;
      const code = make("code", "", part);
      code.dir = "auto";
      return code;
    });
  }

  function hide() {
    isClosed = true;
    overlay.remove();
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && overlay.isConnected) hide();
  });

  /** The last word of the server that nothing has been done about. */
  let word;
  let isAtWork = false;
  const events = new EventSource("/_hashiya/events");
  events.addEventListener("message", (event) => {
    word = JSON.parse(event.data);
    if (!isAtWork) work();
  });

  /** One update after the other: the answer to an older one must not come last. */
  async function work() {
    isAtWork = true;
    while (word) {
      const now = word;
      word = undefined;
      try {
        const own = now.version === version ? [] : await update();
        version = now.version;
        show({ ...now, problems: [...(own ?? []), ...now.problems] });
        document.documentElement.dataset.hashiyaVersion = String(version);
      } catch {
        // The server has gone; the next word of it brings the page back.
      }
    }
    isAtWork = false;
  }
})();
