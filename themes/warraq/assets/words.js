// The words of a text, folded words and stems, by the rules of src/text/search.rs and light_stem.rs. The
// tables of letters and affixes come with the index.
"use strict";

function wordRules(table, languages) {
  const kinds = new Map();
  const halfSpace = "\u200c";
  const isWordCharacter = /[\p{Alphabetic}\p{N}\p{M}]/u;

  // `a` for a letter or digit of ASCII, a folded letter of the Arabic block, or a class of the table.
  function kindOf(character) {
    const code = character.codePointAt(0);
    if (code < 0x80) return /[0-9A-Za-z]/.test(character) ? "a" : "-";
    if (code >= 0x600 && code < 0x700) return table.letters[code - 0x600];
    let kind = kinds.get(code);
    if (kind === undefined) {
      const isIn = (ranges) => {
        for (let at = 0; at < ranges.length && ranges[at] <= code; at += 2) {
          if (code <= ranges[at + 1]) return true;
        }
        return false;
      };
      if (isIn(table.marks)) kind = "m";
      else if (isIn(table.ignored)) kind = "i";
      else if (isIn(table.joints)) kind = "j";
      else if (isIn(table.ends)) kind = "-";
      else kind = isWordCharacter.test(character) ? "x" : "-";
      kinds.set(code, kind);
    }
    return kind;
  }

  const isCompatible = (code) =>
    (code >= 0xfb00 && code <= 0xfb06) ||
    (code >= 0xfb50 && code <= 0xfdff) ||
    (code >= 0xfe80 && code <= 0xfefc) ||
    (code >= 0xff01 && code <= 0xff5e);

  function takenApart(character) {
    const code = character.codePointAt(0);
    if (code >= 0xac00 && code <= 0xd7a3) return character;
    return character.normalize(isCompatible(code) ? "NFKD" : "NFD");
  }

  // The words of a text as they are written, with their places, and with their parts between half-spaces.
  function wordsOf(text) {
    const words = [];
    let word = null;
    const grow = (character, start, end) => {
      word ??= { written: "", start, end, joints: [], parts: [] };
      word.written += character;
      word.end = end;
    };
    const finish = () => {
      if (!word) return;
      if (word.joints.length) divide(word);
      words.push(word);
      word = null;
    };
    let at = 0;
    for (const character of text) {
      const end = at + character.length;
      const kind = kindOf(character);
      if (kind === "a") grow(character.toLowerCase(), at, end);
      else if (kind === "x") {
        const isForm = isCompatible(character.codePointAt(0));
        for (const part of (isForm ? takenApart(character) : character).toLowerCase()) {
          const partKind = kindOf(part);
          if (partKind === "-" || partKind === "j") finish();
          else if (!"mhi".includes(partKind)) grow(part, at, end);
        }
      } else if (kind === "m" || kind === "h" || kind === "i") {
        if (word && kind === "h") word.written = withHamza(word.written, character);
        if (word && kind !== "i") word.end = end;
      } else if (kind === "j") word?.joints.push(word.written.length);
      else if (kind === "-") finish();
      else grow(character, at, end);
      at = end;
    }
    finish();
    return words;
  }

  // Keeps the half-spaces that show.
  function divide(word) {
    const { written } = word;
    const joints = [...new Set(word.joints)].filter((at) => at > 0 && at < written.length);
    if (joints.length === 0) return;
    const cuts = [0, ...joints, written.length];
    word.parts = cuts.slice(1).map((cut, place) => written.slice(cuts[place], cut));
    word.written = word.parts.reduce((before, part) => before + (joinsForward(before) ? halfSpace : "") + part);
  }

  function joinsForward(part) {
    const letter = part.at(-1);
    const isArabic = letter >= "\u0620" && letter <= "\u06ff" && kindOf(letter) > "\u007f";
    return isArabic && !table.unjoined.includes(letter);
  }

  function withHamza(written, mark) {
    const last = Array.from(written).at(-1);
    const composed =
      last === "\u0647" && mark === "\u0654" ? "\u06c0" : (last + mark).normalize("NFC");
    const isOne = Array.from(composed).length === 1;
    return isOne ? written.slice(0, -last.length) + composed : written;
  }

  // What is asked about again and again, for the words of one passage after the other.
  function remembered(make) {
    const known = new Map();
    return (written) => {
      if (!known.has(written)) known.set(written, make(written));
      return known.get(written);
    };
  }

  const fold = remembered((written) => {
    let folded = "";
    for (const character of written) {
      const kind = kindOf(character);
      if (kind === "a") folded += character.toLowerCase();
      else if (kind === "x") {
        for (const part of takenApart(character)) {
          const partKind = kindOf(part);
          if (partKind === "a" || partKind === "x") folded += part.toLowerCase();
          else if (!"mhij-".includes(partKind)) folded += partKind;
        }
      } else if (!"mhij-".includes(kind)) folded += kind;
    }
    return folded;
  });

  // Whether a letter of a word is one of an affix.
  function foldsTo(own, wanted) {
    const yehHamza = "\u0626";
    if (own < "\u0080" || own === yehHamza) return own === wanted;
    return wanted > "\u007f" && kindOf(own) === wanted;
  }

  const letterCount = (letters) => letters.filter((letter) => letter !== halfSpace).length;

  function withoutPrefix(written, language) {
    const letters = Array.from(written);
    for (const [prefix, remain] of languages[language].affixes.prefixes) {
      const wanted = Array.from(prefix);
      const rest = letters.slice(wanted.length);
      const stands = wanted.every((letter, place) => letters[place] && foldsTo(letters[place], letter));
      if (stands && letterCount(rest) >= remain) return rest.join("");
    }
    return written;
  }

  // The letters before an ending; `null` if a word does not have it.
  function beforeEnding(letters, ending) {
    const wanted = Array.from(ending);
    const start = letters.length - wanted.length;
    const stands = start >= 0 && wanted.every((letter, place) => foldsTo(letters[start + place], letter));
    return stands ? letters.slice(0, start) : null;
  }

  function findStem(written, language) {
    const letters = Array.from(withoutPrefix(written, language));
    for (const [ending, instead, before] of languages[language].affixes.endings) {
      const core = beforeEnding(letters, ending);
      if (core && letterCount(core) >= before) return fold(core.join("")) + instead;
    }
    return fold(letters.join(""));
  }

  const stems = new Map(
    Object.keys(languages).map((language) => [language, remembered((written) => findStem(written, language))]),
  );

  // Whether a word is no more than an ending of the language, such as the plural of Persian.
  const isEnding = (written, language) =>
    languages[language].affixes.endings.some(([ending]) => beforeEnding(Array.from(written), ending)?.length === 0);

  const commonKey = (written) => {
    const alefMadda = "\u0622";
    return written[0] === alefMadda ? alefMadda + fold(written.slice(1)) : fold(written);
  };
  const common = new Map(Object.entries(languages).map(([language, own]) => [language, new Set(own.common)]));

  return {
    wordsOf,
    fold,
    // Whether nearly every passage has a word, so that the index says nothing of it.
    isCommon: (written, language) => common.get(language).has(commonKey(written)),
    stemOf: (written, language) => (stems.has(language) ? stems.get(language)(written) : fold(written)),
    withoutPrefix,
    isEnding,
  };
}
