import type { Random } from "../../core/index.ts";

/** Things that are no text at all, as a careless caller may pass them. */
const NOT_TEXT: readonly unknown[] = [null, undefined, 0, NaN, Infinity, true, 7n, [], {}, ["<answer>1</answer>"]];

const FRAGMENTS = [
  "<answer>",
  "</answer>",
  "<ANSWER>",
  "</Answer >",
  "<input>",
  "</input>",
  "<think>",
  "</think>",
  "<thinking>",
  "</reasoning>",
  "```python\n",
  "```",
  "````\n",
  "```json\n",
  "\n",
  "\r\n",
  " ",
  ",;",
  "0",
  "-0",
  "+1",
  "1 -2 3",
  "x1=True",
  "x1 = maybe",
  "UNSAT",
  "1e9",
  "-99999999999999999999",
  "0x10",
  "١٢٣",
  "１２３",
  "\u0000",
  "\u200b",
  "\ufeff",
  "\u202e",
  "İ",
  "ß",
  "\ud800",
  "\udfff",
  "😀",
  "__proto__",
  "toString",
  "print(1)",
  "${1}",
  "<answer><answer>",
  "&lt;answer&gt;",
];

/**
 * One hostile answer: no text, random code units, a salad of tags, or the right answer damaged in some way.
 *
 * @param right a completion that would pass.
 */
export function hostileAnswer(random: Random, right: string): unknown {
  switch (random.below(6)) {
    case 0:
      return random.pick(NOT_TEXT);
    case 1:
      return String.fromCharCode(...Array.from({ length: random.below(60) }, () => random.below(0x1_0000)));
    case 2:
      return salad(random, random.below(20));
    case 3:
      return salad(random, 1 + random.below(3)) + right + salad(random, random.below(3));
    case 4:
      return right.slice(0, random.below(right.length + 1));
    default:
      return damaged(random, right);
  }
}

function salad(random: Random, count: number): string {
  return Array.from({ length: count }, () => random.pick(FRAGMENTS)).join("");
}

/** One to four places replaced, removed, doubled or exchanged for something foreign. */
function damaged(random: Random, right: string): string {
  let text = right;
  for (let times = 1 + random.below(4); times > 0 && text.length > 0; times -= 1) {
    const from = random.below(text.length);
    const to = Math.min(text.length, from + 1 + random.below(8));
    const middle = [random.pick(FRAGMENTS), "", text.slice(from, to).repeat(2), fullWidth(text.slice(from, to))];
    text = text.slice(0, from) + random.pick(middle) + text.slice(to);
  }
  return text;
}

/** Printable ASCII as its full-width look-alikes. */
function fullWidth(text: string): string {
  return Array.from(text, (character) => {
    const code = character.charCodeAt(0);
    return code > 32 && code < 127 ? String.fromCharCode(code + 0xfee0) : character;
  }).join("");
}

/** Of the longest hostile answers of a card, in UTF-16 code units: 256 Ki. */
export const LONG_HOSTILE_LENGTH = 262_144;

/** Answers of exactly `length` characters that make careless parsers slow. */
export function longHostileAnswers(length: number): string[] {
  const units = [
    "<answer>",
    "</answer>",
    "<answer></answer>",
    "<answer>1 ",
    "<think>",
    "</think>",
    "<",
    "A",
    "İ",
    "\n",
    "`",
    "```\n",
    "```python\n",
    "   ```\n``` `\n",
    "1 ",
    "-1 ",
    ", ",
    "x1=",
    "9",
    "\u0000",
    "\ud83d",
  ];
  const whole = units.map((unit) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length));
  const wrapped = units.map((unit) => `<answer>${unit.repeat(65_536).slice(0, 65_536 - 1)}</answer>`);
  return [...whole, ...wrapped.map((text) => text.padStart(length, "think <answer> ")), "x".repeat(length)];
}
