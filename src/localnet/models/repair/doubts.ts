import { withKeptAndCounted } from "./kept-and-counted.ts";
import type { Repair } from "./read-repair.ts";
import { withAddedCount, withSteps } from "./steps.ts";
import { withProducts } from "./terms.ts";

/** Lines of a function, and what they should be. */
export interface Doubt {
  readonly old: string;
  readonly better: string;
}

/** How closely a model looks: numbers alone, or what is compared, added, counted and taken too. */
export type Care = "numbers" | "all";

/** The first function of a module that does not fit what is said of it, as far as the model can tell, and was not edited. */
export function doubtIn({ said, thing, closing, edits }: Repair, module: string, care: Care): Doubt | null {
  for (const old of module.split("\n\n").map((part) => part.replace(/^\n+|\n+$/g, ""))) {
    const name = /^def (\w+)\(/.exec(old)?.[1];
    const text = name === undefined ? undefined : said.get(name);
    const better =
      text === undefined ? methodsMended(old, { said, closing }, care) : mended(old, text, { said, thing }, care);
    if (better !== old && !edits.some((edit) => edit.includes(`\n${old}\n=======\n`))) return { old, better };
  }
  return null;
}

function mended(body: string, text: string, { said, thing }: Pick<Repair, "said" | "thing">, care: Care): string {
  const numbers = withNumbers(body, text);
  if (numbers !== body || care === "numbers") return numbers;
  const figures = new Set(
    [...said].filter(([, words]) => / It is (worked out|kept)/.test(words)).map(([name]) => name),
  );
  const mends = [withComparisons, withSigns, withTaking, withFigure, withOrder, withAddedCount, withSteps];
  for (const mend of [(old: string) => withProducts(old, text, thing, figures), ...mends]) {
    const better = mend(body, text, thing);
    if (better !== body) return better;
  }
  return body;
}

function methodsMended(old: string, { said, closing }: Pick<Repair, "said" | "closing">, care: Care): string {
  const better = countsAndClosing(old, { said, closing });
  return better !== old || care === "numbers" ? better : withKeptAndCounted(old, said);
}

/** One number that only the code has in the place of the one that only the text has. */
function withNumbers(body: string, text: string): string {
  const plain = body
    .replace(/\(value \+ \d+\)/g, "value")
    .replace(/max\(first - second, 0\)|return 0|\b[01]\b|else 0/g, "");
  const [wanted, found] = [numbersIn(text), numbersIn(plain)];
  const missing = [...wanted].filter((number) => !found.has(number) && number > 1);
  const extra = [...found].filter((number) => !wanted.has(number));
  if (missing.length !== 1 || extra.length !== 1) return body;
  const [right, wrong] = [missing[0] as number, extra[0] as number];
  return body
    .replace(/\(value \+ (\d+)\) \/\/ (\d+)/g, (whole, _, by) =>
      Number(by) === wrong ? `(value + ${right - 1}) // ${right}` : whole,
    )
    .replace(new RegExp(`\\b${wrong}\\b`, "g"), String(right));
}

function numbersIn(text: string): Set<number> {
  return new Set(Array.from(text.matchAll(/\b\d+\b/g), ([number]) => Number(number)));
}

/** Conditions as the text has them: "age is 7 or more". */
function withComparisons(body: string, text: string, thing: string): string {
  let better = body;
  for (const [, field = "", words = ""] of text.matchAll(
    /(?:its|whose) (\w+) is ((?:less|more) than \d+|\d+ or (?:less|more))/g,
  )) {
    const bound = /\d+/.exec(words)?.[0] ?? "";
    const right = (words.includes("less") ? "<" : ">") + (words.includes(" or ") ? "=" : "");
    const mirrored = right.replace(/[<>]/, (mark) => (mark === "<" ? ">" : "<"));
    const value = `${thing}.${field}`;
    better = better
      .replace(new RegExp(`${value} [<>]=? ${bound}\\b`, "g"), `${value} ${right} ${bound}`)
      .replace(new RegExp(`\\b${bound} [<>]=? ${value}\\b`, "g"), `${bound} ${mirrored} ${value}`);
  }
  return better;
}

/** What is added or taken off by a condition. */
function withSigns(body: string, text: string): string {
  let better = body;
  for (const [, by = "", done] of text.matchAll(/, (\d+) is (added|taken off)\./g)) {
    better = better.replace(
      new RegExp(`value [+-]= ${by}( if .*|)$`, "gm"),
      `value ${done === "added" ? "+" : "-"}= ${by}$1`,
    );
  }
  return better;
}

/** What a report takes, and which end a choice does. */
function withTaking(body: string, text: string): string {
  const wanted = [
    [/^the largest less the smallest of/, "max(values) - min(values)"],
    [/^the sum of/, "sum(values)"],
    [/^the largest of/, "max(values)"],
    [/^the smallest of/, "min(values)"],
    [/^the number of/, "len(values)"],
  ] as const;
  const [, right] = wanted.find(([words]) => words.test(text)) ?? [];
  if (right !== undefined) return body.replace(/max\(values\) - min\(values\)|(sum|max|min|len)\(values\)/g, right);
  if (/with the largest /.test(text)) return body.replace(/\bmin\((\w+, key)/, "max($1");
  return /with the smallest /.test(text) ? body.replace(/\bmax\((\w+, key)/, "min($1") : body;
}

/** What a report or a choice is about. */
function withFigure(body: string, text: string): string {
  const name =
    /^the (?:[a-z ]+) of the (\w+) of every/.exec(text)?.[1] ?? /with the (?:largest|smallest) (\w+),/.exec(text)?.[1];
  return name === undefined ? body : body.replace(/\b\w+\(store, (\w+)\)(?!:)/g, `${name}(store, $1)`);
}

/** Which of several a choice takes. */
function withOrder(body: string, text: string): string {
  const line = /^( +\w+ = )(?:\w+\()?.*store\.on\((\w+)\).*$/m.exec(body);
  if (line === null || !text.includes("of several")) return body;
  const [whole, start = "", group = ""] = line;
  const thing = /key=lambda (\w+)/.exec(body)?.[1] ?? "one";
  const isSorted = whole.includes("sorted(");
  const isTurned = /reversed|::-1/.test(whole);
  if (text.includes("first by name")) {
    return isSorted
      ? body
      : body.replace(whole, `${start}sorted(store.on(${group}), key=lambda ${thing}: ${thing}.name)`);
  }
  const isLast = text.includes("added last");
  if (!isSorted && isTurned === isLast) return body;
  return body.replace(whole, `${start}list(store.on(${group}))${isLast ? "[::-1]" : ""}`);
}

/** What is counted, and what closing adds. */
function countsAndClosing(body: string, { said, closing }: Pick<Repair, "said" | "closing">): string {
  if (body.trimStart().startsWith("def close(self):") && body.includes(" += ")) {
    const [, by = "", field = ""] = /^(\d+) is added to the (\w+) /.exec(closing) ?? [];
    return body.replace(/\.\w+ \+= \d+$/gm, `.${field} += ${by}`);
  }
  const verbs = { added: "add", set: "set", dropped: "drop", shown: "show" } as const;
  return body.replace(
    /if (event .*):\n( +)self\._raise\("(\w+)", (\w+), \d+\)/g,
    (whole, event: string, indent: string, name: string, group: string) => {
      const [, by, done = ""] = /^(\d+) for every \w+ (.+?)\. /.exec(said.get(name) ?? "") ?? [];
      if (by === undefined) return whole;
      const wanted = done.split(" or ").map((verb) => `"${verbs[verb as keyof typeof verbs]}"`);
      const isSame = JSON.stringify(Array.from(event.matchAll(/"\w+"/g), ([one]) => one)) === JSON.stringify(wanted);
      const tested = isSame ? event : wanted.map((one) => `event == ${one}`).join(" or ");
      return `if ${tested}:\n${indent}self._raise("${name}", ${group}, ${by})`;
    },
  );
}
