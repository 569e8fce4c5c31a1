import type { SecondVerdict } from "./sat-judge.ts";
import { listItems, plainText, takesBack, taggedAnswer, withoutHeading } from "./tagged-answer.ts";

/** TRACK, judged from the prompt and from docs/environments-track.md alone. */
export function judgeTrack(prompt: string, completion: string): SecondVerdict {
  const taken = taggedAnswer(completion, "answer");
  if (!taken.found) return zero(taken.reason);
  const asked = /closed: ([a-z, ]+)\?/.exec(prompt)?.[1]?.split(", ") ?? [];
  const text = listItems(withoutHeading(plainText(taken.answer)))
    .flatMap(cellsOf)
    .join("\n")
    .replace(/([a-z]+) *\((\d+)\)/gi, "$1=$2")
    .replace(/([a-z]+) \(final\) = (\d+)/gi, "$1=$2")
    .replace(/\\boxed\{(\d+)\}/g, "$1")
    .replace(/[[(]\s*"?([a-z]+)"?,\s*(\d+)\s*[\])]/gi, "$1=$2")
    .replace(/\*\*|`/g, "")
    .trim()
    .replace(/^([[({])([\s\S]*)[\])}]$/, "$2");
  const items = text
    .replace(/[ \t]+# ([a-z ]*)$/gim, (said, remark: string) => (takesBack(remark) ? said : ""))
    .replace(/[,\s]+and\s+/gi, ", ")
    .replace(/\s*(=|:|->|→)\s*|\s+(?:is|has|contains)\s+|(?<=[a-z])[ \t]+-[ \t]+(?=\d)|(?<=[a-z])[ \t]+(?=\d)/gi, "=")
    .replace(/\.$/gm, "")
    .split(/[\s,;]+/)
    .filter((item) => item !== "");
  const values = new Map<string, number>();
  let form = "";
  for (const item of items) {
    const found = /^(?:["'`]?([a-z]+)["'`]?=)?["'`]?(\d+)["'`]?$/i.exec(item);
    if (found === null) return zero("bad_token");
    const own = found[1] === undefined ? "number" : "name";
    if (form !== "" && form !== own) return zero("mixed_forms");
    form = own;
    if (own === "number" && values.size === asked.length) return zero("too_many_values");
    const name = found[1]?.toLowerCase() ?? asked[values.size] ?? "";
    if (!asked.includes(name)) return zero("unknown_name");
    if (values.has(name)) return zero("repeated_name");
    values.set(name, Number(found[2]));
  }
  if (values.size < asked.length) return zero("missing_values");
  if (latest.prompt !== prompt) latest = { prompt, holds: endOf(logIn(prompt)) };
  const { holds } = latest;
  const isRight = asked.every((name) => values.get(name) === holds.get(name));
  return isRight ? { score: 1, reason: "correct" } : zero("wrong_value");
}

/** The log that was followed last: answers to one question come one after the other. */
let latest: { readonly prompt: string; readonly holds: ReadonlyMap<string, number> } = {
  prompt: "",
  holds: new Map(),
};

function logIn(prompt: string): string[] {
  return prompt.slice(prompt.indexOf("The log:\n\n") + 10, prompt.indexOf("\n\nWhat do these")).split("\n");
}

/** A row of a table of names and numbers as an item; its head and its rule as nothing. */
function cellsOf(line: string, at: number): string[] {
  const cells = /^\|(.*)\|(.*)\|$/.exec(line);
  if (cells === null) return [line];
  if (/^[|\s:-]+$/.test(line) || (at === 0 && !/\d/.test(line))) return [];
  return [`${(cells[1] as string).trim()}=${(cells[2] as string).trim()}`];
}

interface World {
  /** Cell of every name that is visible. */
  readonly names: Readonly<Record<string, number>>;
  readonly cells: readonly number[];
}

/**
 * What every name holds at the end. Whole worlds are kept instead of changes: `past` has the cells as they were before
 * each change that was not taken back, `scopes` the names at each begin with the length of the past then.
 */
function endOf(lines: readonly string[]): ReadonlyMap<string, number> {
  let { names, cells }: World = { names: {}, cells: [] };
  const past: (readonly number[])[] = [];
  const scopes: { names: World["names"]; length: number }[] = [];
  const cell = (name: string): number => names[name] as number;
  const back = (count: number): void => {
    const from = scopes.at(-1)?.length ?? 0;
    const to = Math.max(from, past.length - count);
    const then = past[to];
    // Cells that came since then are kept as they are: nothing that was changed before them is theirs.
    if (then !== undefined) cells = cells.map((value, at) => then[at] ?? firstOf(past.slice(to), at) ?? value);
    past.length = to;
  };
  for (const line of lines) {
    const [a = "", b = "", c = ""] = line.split(" ");
    if (a === "begin") scopes.push({ names, length: past.length });
    else if (a === "cancel" || a === "end") {
      if (a === "cancel") back(Infinity);
      names = scopes.pop()?.names ?? names;
    } else if (a === "undo") back(Number(b));
    else if (a === "local") {
      names = { ...names, [b]: cells.length };
      cells = [...cells, Number(c)];
    } else if (a === "alias") names = { ...names, [b]: cell(c) };
    else {
      past.push(cells);
      const [one, other] = a === "swap" ? [cell(b), cell(c)] : [cell(a), -1];
      const said = /^\d+$/.test(c) ? Number(c) : (cells[cell(c)] as number);
      if (a === "swap") cells = cells.with(one, cells[other] as number).with(other, cells[one] as number);
      else {
        const before = cells[one] as number;
        cells = cells.with(one, b === "=" ? said : (before + (b === "+=" ? said : 10_000 - said)) % 10_000);
      }
    }
  }
  return new Map(Object.entries(names).map(([name, at]) => [name, cells[at] as number]));
}

/** The first value that a cell had in some worlds. */
function firstOf(worlds: readonly (readonly number[])[], at: number): number | undefined {
  return worlds.find((world) => at in world)?.[at];
}

function zero(reason: string): SecondVerdict {
  return { score: 0, reason };
}
