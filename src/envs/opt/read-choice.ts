import {
  announcedAnswer,
  listedItems,
  listLines,
  withoutChecks,
  withoutName,
  withoutRemarks,
} from "../extract/index.ts";
import { flaggedItems } from "./flagged-items.ts";
import { chosenList } from "./labelled-lists.ts";
import type { Item } from "./problem.ts";
import { withoutTotalMembers, withoutTotals } from "./totals.ts";

/** Names of items, or why the answer is no choice. */
export type ReadChoice =
  | { readonly valid: true; readonly choice: readonly boolean[] }
  | { readonly valid: false; readonly reason: "bad_token" | "unknown_item" | "repeated_item" | "nothing_chosen" };

/** What the question says of an item, said again behind its name: `(value 48, cost 34, time 39)`, `: value 48`, `(48)`. */
const FIGURES =
  /(?<=([a-z]{1,32})[*_`"']{0,3})[ \t]*(?:\((?:value|worth|cost|time|[\d \t,:=])+\)|(?:[:-]|#|\/\/)[ \t]*(?=value|worth)(?:value|worth|cost|time|[\d \t,:=])+(?=\n|$))/g;

/** `[x] rovak`, or `[ ] rovak` for what is not chosen; `✅ rovak` and `❌ rovak`. */
const BOX = /^(?:[-*+•][ \t]+)?(?:\[([x✓✔ ]?)\]|([✅☑✓✔☐❌✗✘✖]))\ufe0f?[ \t]+([^\n]*)$/u;
/** The same behind a name. */
const SIGNED = /^(?:[-*+•][ \t]{1,8})?([^\n✅☑✓✔❌✗✘✖]{1,128}?)[ \t]{0,8}[:=-]?[ \t]{0,8}([✅☑✓✔❌✗✘✖])\ufe0f?$/u;
const CHECKED = /[x✅☑✓✔]/u;
/** `I choose: `. */
const SAID =
  /^(?:(?:i|we)(?:["']ll|["']d| will| would)?[ \t]{1,4})?(?:choose|chose|select|selected|pick|picked|take)(?:[ \t]{1,4}(?:the|following|these|items)){0,3}[ \t]{0,4}:\s{0,8}/;
/** `S = {rovak, tipas}`. */
const SET =
  /^(?:s|x|c|a|(?:the )?(?:(?:best|optimal|chosen|selected) )?(?:set|subset)|best|optimum)[ \t]{0,4}\*?[ \t]{0,4}[:=][ \t]{0,4}(?=[{[(])/;
/** In any order: a choice has none. */
const NUMBERED = /^\(?\d{1,6}[.)][ \t]{1,8}(?=[*_`"']{0,3}[a-z])/;
/** A minus before a name says that it is not chosen, unless all have one. */
const MINUS = /^-[ \t]/;
const FIGURE = /(?:(value|worth|cost|time)[ \t:=]{0,8})?(?<!\d)(\d{1,9})/g;

/**
 * Reads the names of items as a list: separated by blanks, lines, commas, semicolons, plus signs or ampersands, in one
 * pair of brackets or none, quoted, bold or plain, with bullets or numbers, in either case, an "and" before the last one,
 * with a heading, with truth values for each or totals behind, and with the figures of the question behind a name. Other figures there may mean that an item is not
 * chosen, and are no choice. Every name once.
 */
export function readChoice(answer: string, items: readonly Item[]): ReadChoice {
  const names = items.map(({ name }) => name);
  // A remark that names an item may choose it.
  const named = new RegExp(`\\b(?:${names.join("|")})\\b`);
  const told = chosenList(announcedAnswer(answer.toLowerCase()).replace(SAID, "").replace(SET, ""), names);
  const plain = chosenOnly(withoutChecks(signedAsBoxes(withoutRemarks(told, named))), names);
  const list = /^[[{]/.test(plain) ? listedItems(plain) : plain;
  const bare = list.replace(FIGURES, (figures, name: string) =>
    areOf(items[names.indexOf(name)], figures) ? "" : figures,
  );
  const listed = bare
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (listed.some((line) => MINUS.test(line)) && !listed.every((line) => MINUS.test(line))) {
    return { valid: false, reason: "bad_token" };
  }
  const lines = listLines(bare);
  const areNumbered = lines.length > 1 && lines.every((line) => NUMBERED.test(line));
  const text = withoutBrackets((areNumbered ? lines.map((line) => line.replace(NUMBERED, "")) : lines).join("\n"));
  const choice = names.map(() => false);
  let count = 0;
  for (const part of text.split(/[\s,;+&]+/)) {
    const word = /^([*_`"'$]{0,3})([a-z]{1,32})\1\.?$/.exec(part)?.[2];
    if (part === "" || (word === "and" && count > 0)) continue;
    if (word === undefined) return { valid: false, reason: "bad_token" };
    const at = names.indexOf(word);
    if (at === -1) return { valid: false, reason: "unknown_item" };
    if (choice[at] === true) return { valid: false, reason: "repeated_item" };
    choice[at] = true;
    count += 1;
  }
  return count === 0 ? { valid: false, reason: "nothing_chosen" } : { valid: true, choice };
}

/** The names alone where each is told to be chosen or not; other texts without totals. */
function chosenOnly(text: string, names: readonly string[]): string {
  const told = withoutTotals(withoutTotalMembers(text));
  const lines = told.split("\n").filter((line) => line.trim() !== "");
  const boxes = lines.map((line) => BOX.exec(line.trim()));
  const boxed = boxes.length === 0 || boxes.includes(null) ? null : namesOf(boxes.map(boxOf));
  return boxed ?? flaggedItems(withoutName(told), names) ?? told;
}

function boxOf(box: RegExpExecArray | null): [name: string, isChosen: boolean] {
  return [box?.[3] ?? "", CHECKED.test(box?.[1] ?? box?.[2] ?? "")];
}

/** Signs behind names as boxes, where some say that an item is not chosen; other texts as they are. */
function signedAsBoxes(text: string): string {
  if (!/[❌✗✘✖]/u.test(text)) return text;
  const lines = withoutTotals(text)
    .split("\n")
    .filter((line) => line.trim() !== "");
  const signs = lines.map((line) => SIGNED.exec(line.trim()));
  if (signs.includes(null)) return text;
  return signs.map((found) => `[${CHECKED.test(found?.[2] ?? "") ? "x" : " "}] ${found?.[1] ?? ""}`).join("\n");
}

/** What is chosen of names; `null` where one is told twice. */
function namesOf(told: readonly (readonly [name: string, isChosen: boolean])[]): string | null {
  if (new Set(told.map(([name]) => name)).size < told.length) return null;
  return told.flatMap(([name, isChosen]) => (isChosen ? [name] : [])).join("\n");
}

/** True where nothing but what the question says of an item stands in the figures behind its name. */
function areOf(item: Item | undefined, figures: string): boolean {
  if (item === undefined) return true;
  const [cost, time] = item.costs;
  const own: Readonly<Record<string, number>> = { value: item.value, worth: item.value, cost, time };
  return Array.from(figures.matchAll(FIGURE)).every(([, name, number]) =>
    name === undefined ? Object.values(own).includes(Number(number)) : own[name] === Number(number),
  );
}

/** The text within one pair of brackets around all of it. */
function withoutBrackets(text: string): string {
  const close = { "[": "]", "(": ")", "{": "}" }[text.charAt(0)];
  return close !== undefined && text.length > 1 && text.endsWith(close) ? text.slice(1, -1) : text;
}
