/**
 * One thing that a model has learnt to say in Python: a sentence with gaps, `{name}`, and the lines that it stands for.
 * In the lines, `{name}` repeats what stood in the gap and `{name? this=>that || other=>else}` translates it.
 */
export type Lesson = readonly [sentence: string, python: string];

const GAP = /\{(\w+)\}/;
const USE = /\{(\w+)(?:\? ([^}]*?))?\}/g;

/** The Python of a sentence, `null` for one that was never learnt. */
export function translate(lessons: readonly Lesson[], sentence: string): string | null {
  for (const [pattern, python] of lessons) {
    const gaps = match(pattern, python, sentence);
    if (gaps !== null) return fill(python, gaps);
  }
  return null;
}

/** What stands in the gaps. A gap that is translated holds one of the words that have a translation. */
function match(pattern: string, python: string, sentence: string): ReadonlyMap<string, string> | null {
  const words = new Map<string, string>();
  for (const [, name = "", choices] of python.matchAll(USE)) {
    if (choices !== undefined) words.set(name, [...choicesOf(choices).keys()].map(escape).join("|"));
  }
  const names: string[] = [];
  const source = pattern.split(GAP).map((part, index) => {
    if (index % 2 === 0) return escape(part);
    if (names.includes(part)) return `\\${names.indexOf(part) + 1}`;
    names.push(part);
    return `(${words.get(part) ?? ".+?"})`;
  });
  const found = new RegExp(`^${source.join("")}$`).exec(sentence);
  return found === null ? null : new Map(names.map((name, index) => [name, found[index + 1] ?? ""]));
}

function fill(python: string, gaps: ReadonlyMap<string, string>): string {
  return python.replace(USE, (_all, name: string, choices: string | undefined) => {
    const value = gaps.get(name) ?? "";
    return choices === undefined ? value : (choicesOf(choices).get(value) ?? value);
  });
}

function choicesOf(choices: string): ReadonlyMap<string, string> {
  return new Map(
    choices.split("||").map((option) => {
      const [word = "", translation = ""] = option.split("=>");
      return [word.trim(), translation.trim()];
    }),
  );
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
