import type { Random } from "../../../core/index.ts";
import { oneOf } from "../language/slots.ts";
import { front, type InputKind } from "../spec/operation.ts";
import { itemCount, textOf } from "./sizes.ts";

const SEPARATORS = { "single spaces": " ", commas: ",", hyphens: "-" } as const;
const VOCABULARY =
  "a ace air ant apple arena banana bee bell cedar circle cord deed dune echo eel elder idea ink iron lace lamp lion noon oasis onion otter radio raise rice root salad sea seed stone tea tide tree trees".split(
    " ",
  );
const LETTERS = "abcdefghijklmnopqrstuvwxyzaeiouaeilnorst";

/** Words of a line. */
export const wordsLine = front({
  id: "words-line",
  gives: "words",
  template:
    "The input is one line of words of lower-case letters, separated by {separator}; the line may be empty. Call them, in the order given, the words.",
  slots: { separator: oneOf("single spaces", "commas", "hyphens") },
  rules: [],
  draftRules: () => [],
  read: ([line = ""], { separator }) => (line === "" ? [] : line.split(SEPARATORS[separator])),
  python: ({ separator }) => [
    separator === "single spaces"
      ? "v = lines[0].split()"
      : `v = [w.strip() for w in lines[0].split('${SEPARATORS[separator]}') if w.strip()]`,
  ],
  makeInput: (random, kind, { separator }) => textOf([wordsOf(random, kind).join(SEPARATORS[separator])]),
});

/** Words on lines of their own. */
export const wordsLines = front({
  id: "words-lines",
  gives: "words",
  template:
    "The first line of the input is a number n; each of the next n lines holds one word of letters, upper and lower case. Write all letters in lower case and call them, {order}, the words.",
  slots: { order: oneOf("in the order given", "the last one first") },
  rules: [],
  draftRules: () => [],
  read: (lines, { order }) => {
    const words = lines.slice(1, 1 + Number(lines[0])).map((word) => word.toLowerCase());
    return order === "in the order given" ? words : words.reverse();
  },
  python: ({ order }) => [
    "n = int(lines[0])",
    `v = [lines[i].strip().lower() for i in ${order === "in the order given" ? "range(1, n + 1)" : "range(n, 0, -1)"}]`,
  ],
  makeInput: (random, kind) => {
    const words = wordsOf(random, kind).map((word) =>
      random.chance(1, 3) ? `${word.slice(0, 1).toUpperCase()}${word.slice(1)}` : word,
    );
    return textOf([words.length, ...words]);
  },
});

function wordsOf(random: Random, kind: InputKind): string[] {
  const count = itemCount(random, kind, 10, 36);
  const few = random.sample(VOCABULARY.length, kind === "equal" ? 1 : 3).map((index) => VOCABULARY[index] as string);
  return Array.from({ length: count }, () => {
    if (kind === "equal" || kind === "ties") return random.pick(few);
    if (kind !== "huge" && random.chance(1, 2)) return random.pick(VOCABULARY);
    const length = kind === "huge" ? random.between(15, 40) : random.between(1, 9);
    return Array.from({ length }, () => LETTERS[random.below(LETTERS.length)]).join("");
  });
}
