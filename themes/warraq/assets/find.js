// Highlights the words that a result of a search was found by, on the page that it leads to.
"use strict";

(() => {
  const words = (new URLSearchParams(location.search).get("find") ?? "").split(" ").filter(Boolean);
  if (words.length === 0) return;
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const place = target?.closest(".block, .row, article") ?? document.querySelector("main");
  const highlighted = rangesOf(words.slice(0, 20), place);
  if (window.Highlight && CSS.highlights) {
    CSS.highlights.set("found", new Highlight(...highlighted));
    const style = new CSSStyleSheet();
    style.replaceSync("::highlight(found) { background-color: Mark; color: MarkText }");
    document.adoptedStyleSheets.push(style);
  } else {
    // From the end, so that the ranges before stay right. A word in several elements stays as it is.
    for (const range of highlighted.reverse()) {
      if (range.startContainer === range.endContainer) {
        range.surroundContents(document.createElement("mark"));
      }
    }
  }

  // The ranges of an element in which one of the words stands as a whole.
  function rangesOf(words, element) {
    const nodes = [];
    let text = "";
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      nodes.push({ node: walker.currentNode, start: text.length });
      text += walker.currentNode.data;
    }
    const place = (at, isEnd) => {
      let last = nodes[0];
      for (const each of nodes) {
        if (isEnd ? each.start >= at : each.start > at) break;
        last = each;
      }
      return [last.node, at - last.start];
    };
    const escaped = words
      .sort((a, b) => b.length - a.length)
      .map((word) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
    const inside = "[\\p{L}\\p{N}\\p{M}\\u0640\\u200c\\u200d]";
    const pattern = new RegExp(`(?<!${inside})(?:${escaped.join("|")})(?!${inside})`, "gu");
    return Array.from(text.matchAll(pattern), (found) => {
      const range = document.createRange();
      range.setStart(...place(found.index, false));
      range.setEnd(...place(found.index + found[0].length, true));
      return range;
    });
  }
})();
