import { listItems, plainText, taggedAnswer, withoutHeading } from "./tagged-answer.ts";

/** OPT, judged from the prompt and from docs/environments-opt.md alone; the score in thousandths. */
export function judgeOpt(
  prompt: string,
  completion: string,
): { readonly thousandths: number; readonly reason: string } {
  const zero = (reason: string) => ({ thousandths: 0, reason });
  const taken = taggedAnswer(completion, "answer");
  if (!taken.found) return zero(taken.reason);
  const rows = new Map<string, readonly number[]>();
  for (const [, name = "", ...numbers] of prompt.matchAll(/^([a-z]+): value (\d+), cost (\d+), time (\d+)$/gm)) {
    rows.set(name, numbers.slice(0, 3).map(Number));
  }
  const written = plainText(taken.answer).trim().split("\n");
  const isMinus = written.map((line) => line.startsWith("- "));
  if (isMinus.includes(true) && isMinus.includes(false)) return zero("bad_token");
  const text = flagged(listItems(withoutHeading(plainText(taken.answer).toLowerCase())).join("\n"))
    .replace(/^\[\{.*\}\]$/, objectsAsRows)
    .replace(/^✅ /gm, "")
    .replace(/\ntotal value: \d+, total cost: \d+$/, "")
    .replace(/^\{"[a-z]+": (\[[^\]]*\])\}$/, "$1")
    .replace(
      /([a-z]+)(\**) *(?:\((?:value |cost |time |[\d, ])+\)|: value [a-z\d, ]+$)/gm,
      (said, name: string, stars: string) => (isOf(rows.get(name), said.slice(name.length)) ? name + stars : said),
    )
    .replace(/\*\*|\.$/gm, "")
    .replace(/^[[({]([\s\S]*)[\])}]$/, "$1");
  const names = new Set<string>();
  for (const part of text.split(/[\s,;+&]+/).filter((word) => word !== "")) {
    if (part === "and" && names.size > 0) continue;
    const name = /^"([a-z]+)"$|^'([a-z]+)'$|^`([a-z]+)`$|^([a-z]+)$/
      .exec(part)
      ?.slice(1)
      .find((found) => (found as string | undefined) !== undefined);
    if (name === undefined) return zero("bad_token");
    if (!rows.has(name)) return zero("unknown_item");
    if (names.has(name)) return zero("repeated_item");
    names.add(name);
  }
  if (names.size === 0) return zero("nothing_chosen");
  const total = (column: number): number =>
    [...names].reduce((sum, name) => sum + (rows.get(name)?.[column] as number), 0);
  const [, cost, time] = /may cost (\d+) in all, and take (\d+) in all/.exec(prompt) ?? [];
  if (total(1) > Number(cost) || total(2) > Number(time)) return zero("over_budget");
  const pairs = (line: RegExp, pair: RegExp) => [...(line.exec(prompt)?.[1] ?? "").matchAll(pair)];
  for (const [, a = "", b = ""] of pairs(/^Not both of: (.*)$/m, /([a-z]+) and ([a-z]+)/g)) {
    if (names.has(a) && names.has(b)) return zero("excluded_pair");
  }
  for (const [, a = "", b = ""] of pairs(/^One only with another: (.*)$/m, /([a-z]+) needs ([a-z]+)/g)) {
    if (names.has(a) && !names.has(b)) return zero("missing_need");
  }
  let value = total(0);
  for (const [, a = "", b = "", more] of pairs(
    /^Worth more together[^:]*: (.*)$/m,
    /([a-z]+) and ([a-z]+) (\d+) more/g,
  )) {
    if (names.has(a) && names.has(b)) value += Number(more);
  }
  const base = Number(/worth (\d+) or less scores nothing/.exec(prompt)?.[1]);
  const optimum = Number(/best possible one is worth (\d+)/.exec(prompt)?.[1]);
  if (value <= base) return zero("not_above_greedy");
  if (value === optimum) return { thousandths: 1000, reason: "correct" };
  return { thousandths: Math.floor((1000 * (value - base)) / (optimum - base)), reason: "above_greedy" };
}

/** The names that an object gives a one, and each once. */
function flagged(text: string): string {
  if (!/^\{"[a-z]+": [01](?:, "[a-z]+": [01])*\}$/.test(text)) return text;
  const flags = [...text.matchAll(/"([a-z]+)": ([01])/g)];
  if (new Set(flags.map(([, name]) => name)).size < flags.length) return text;
  return flags.flatMap(([, name = "", flag]) => (flag === "1" ? [name] : [])).join(" ");
}

/** Objects with a name, and its figures, as rows. */
function objectsAsRows(said: string): string {
  return (JSON.parse(said) as Record<string, unknown>[])
    .map(({ name, ...figures }) => {
      const told = Object.entries(figures).map(([kind, figure]) => `${kind} ${String(figure)}`);
      return `${String(name)}${told.length === 0 ? "" : ` (${told.join(", ")})`}`;
    })
    .join("\n");
}

/** Whether the figures behind a name are its own; those of a name that nobody has are passed over, since the name is not. */
function isOf(row: readonly number[] | undefined, said: string): boolean {
  if (row === undefined) return true;
  return [...said.matchAll(/(value|cost|time)? ?(\d+)/g)].every(([, what, number]) =>
    what === undefined ? row.includes(Number(number)) : row[["value", "cost", "time"].indexOf(what)] === Number(number),
  );
}
