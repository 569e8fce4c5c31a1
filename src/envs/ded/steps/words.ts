import { integer, oneOf } from "../language/slots.ts";
import { step } from "../spec/operation.ts";
import { alphabetical } from "../spec/value.ts";

const LETTERS = oneOf("a", "b", "c", "d", "e", "i", "l", "n", "o", "r", "s", "t");
const VOWELS = "aeiou";
const ALPHABET = "abcdefghijklmnopqrstuvwxyz";

/** Steps on words, each on its own or among the others. */
export const WORD_STEPS = [
  step({
    id: "by-length",
    takes: "words",
    gives: "words",
    shrinks: true,
    template: "Remove every word with {side} than {n} letters.",
    slots: { side: oneOf("fewer", "more"), n: integer(2, 7) },
    accepts: ({ side, n }) => (side === "fewer" ? n <= 4 : n >= 5),
    run: (words, { side, n }) => words.filter((word) => (side === "fewer" ? word.length >= n : word.length <= n)),
    python: ({ side, n }) => [`v = [w for w in v if not len(w) ${side === "fewer" ? "<" : ">"} ${n}]`],
  }),
  step({
    id: "shift",
    takes: "words",
    gives: "words",
    template: "Replace every letter by the one {k} places {way} in the alphabet, where a comes after z again.",
    slots: { k: integer(1, 12), way: oneOf("later", "earlier") },
    run: (words, { k, way }) =>
      words.map((word) =>
        Array.from(word)
          .map((letter) => ALPHABET[(ALPHABET.indexOf(letter) + (way === "later" ? k : 26 - k)) % 26])
          .join(""),
      ),
    python: ({ k, way }) => {
      const cut = way === "later" ? k : 26 - k;
      return [
        "import string",
        "abc = string.ascii_lowercase",
        `v = [w.translate(str.maketrans(abc, abc[${cut}:] + abc[:${cut}])) for w in v]`,
      ];
    },
  }),
  step({
    id: "reverse-some",
    takes: "words",
    gives: "words",
    template: "Write every word backwards whose number of letters is {parity}.",
    slots: { parity: oneOf("even", "odd") },
    run: (words, { parity }) =>
      words.map((word) =>
        word.length % 2 === (parity === "odd" ? 1 : 0) ? Array.from(word).reverse().join("") : word,
      ),
    python: ({ parity }) => [`v = [w[::-1] if len(w) & 1 == ${parity === "odd" ? 1 : 0} else w for w in v]`],
  }),
  step({
    id: "turn-letters",
    takes: "words",
    gives: "words",
    template: "In every word, move the {end} letter to the other end, {k} times in a row.",
    slots: { end: oneOf("first", "last"), k: integer(1, 4) },
    run: (words, { end, k }) =>
      words.map((word) => {
        const cut = end === "first" ? k % word.length : (word.length - (k % word.length)) % word.length;
        return word.slice(cut) + word.slice(0, cut);
      }),
    python: ({ end, k }) => [
      `for _ in range(${k}):`,
      `    v = [${end === "first" ? "w[1:] + w[:1]" : "w[-1:] + w[:-1]"} for w in v]`,
    ],
  }),
  step({
    id: "unique-words",
    takes: "words",
    gives: "words",
    template: "Of words that are equal keep only the {which} one.",
    slots: { which: oneOf("first", "last") },
    run: (words, { which }) =>
      words.filter((word, index) => (which === "first" ? words.indexOf(word) : words.lastIndexOf(word)) === index),
    python: ({ which }) =>
      which === "first" ? ["v = list(dict.fromkeys(v))"] : ["v.reverse()", "v = list(dict.fromkeys(v))", "v.reverse()"],
  }),
  step({
    id: "sort-length",
    takes: "words",
    gives: "words",
    template: "Sort the words by length, {first} first; words of equal length come in {order} order.",
    slots: { first: oneOf("shortest", "longest"), order: oneOf("alphabetical", "reverse alphabetical") },
    run: (words, { first, order }) =>
      [...words].sort((a, b) => {
        const longer = (a.length - b.length) * (first === "shortest" ? 1 : -1);
        return longer === 0 ? alphabetical(a, b) * (order === "alphabetical" ? 1 : -1) : longer;
      }),
    python: ({ first, order }) => [
      `v.sort(${order === "alphabetical" ? "" : "reverse=True"})`,
      `v.sort(key=${first === "shortest" ? "len" : "lambda w: -len(w)"})`,
    ],
  }),
  step({
    id: "delete-letters",
    takes: "words",
    gives: "words",
    template: "Delete every {a} and every {b} from the words, then remove the words that have become empty.",
    slots: { a: LETTERS, b: LETTERS },
    accepts: ({ a, b }) => a < b,
    run: (words, { a, b }) =>
      words.map((word) => word.replaceAll(a, "").replaceAll(b, "")).filter((word) => word !== ""),
    python: ({ a, b }) => [`v = [''.join(c for c in w if c not in '${a}${b}') for w in v]`, "v = [w for w in v if w]"],
  }),
  step({
    id: "repeat-letters",
    takes: "words",
    gives: "words",
    template: "Write every {class} (the vowels are a, e, i, o and u) {k} times in a row instead of once.",
    slots: { class: oneOf("vowel", "consonant"), k: integer(2, 3) },
    run: (words, { class: kind, k }) =>
      words.map((word) =>
        Array.from(word)
          .map((letter) => (VOWELS.includes(letter) === (kind === "vowel") ? letter.repeat(k) : letter))
          .join(""),
      ),
    python: ({ class: kind, k }) => [
      "import re",
      `v = [re.sub('[${kind === "vowel" ? "" : "^"}aeiou]', lambda m: m.group(0) * ${k}, w) for w in v]`,
    ],
  }),
  step({
    id: "drop-every-word",
    takes: "words",
    gives: "words",
    shrinks: true,
    template: "Remove the words whose position is a multiple of {k} (positions are counted from 1).",
    slots: { k: integer(2, 5) },
    run: (words, { k }) => words.filter((_, index) => (index + 1) % k !== 0),
    python: ({ k }) => [`v = [w for i, w in enumerate(v) if i % ${k} != ${k - 1}]`],
  }),
  step({
    id: "with-letter",
    takes: "words",
    gives: "words",
    template: "Move the words that contain the letter {a} to the {end}; within both groups the words keep their order.",
    slots: { a: LETTERS, end: oneOf("front", "back") },
    run: (words, { a, end }) => {
      const [having, rest] = [words.filter((word) => word.includes(a)), words.filter((word) => !word.includes(a))];
      return end === "front" ? [...having, ...rest] : [...rest, ...having];
    },
    python: ({ a, end }) => [`v.sort(key=lambda w: '${a}' ${end === "front" ? "not in" : "in"} w)`],
  }),
  step({
    id: "swap-ends",
    takes: "words",
    gives: "words",
    template:
      "In every word at {parity} positions (positions are counted from 1) exchange the first and the last letter.",
    slots: { parity: oneOf("even", "odd") },
    run: (words, { parity }) =>
      words.map((word, index) =>
        word.length < 2 || (index % 2 === 1) !== (parity === "even")
          ? word
          : `${word.slice(-1)}${word.slice(1, -1)}${word.slice(0, 1)}`,
      ),
    python: ({ parity }) => [
      `for i in range(${parity === "even" ? 1 : 0}, len(v), 2):`,
      "    c = list(v[i])",
      "    c[0], c[-1] = c[-1], c[0]",
      "    v[i] = ''.join(c)",
    ],
  }),
  step({
    id: "join-pairs",
    takes: "words",
    gives: "words",
    shrinks: true,
    template:
      "Join the first word with the second, the third with the fourth and so on, the {order} of the two in front; a last word without a partner stays as it is.",
    slots: { order: oneOf("earlier", "later") },
    run: (words, { order }) => {
      const joined: string[] = [];
      for (let at = 0; at < words.length; at += 2) {
        const [one = "", other = ""] = words.slice(at, at + 2);
        joined.push(order === "earlier" ? one + other : other + one);
      }
      return joined;
    },
    python: ({ order }) => [
      `v = [''.join(v[i:i + 2]${order === "earlier" ? "" : "[::-1]"}) for i in range(0, len(v), 2)]`,
    ],
  }),
  step({
    id: "replace-letter",
    takes: "words",
    gives: "words",
    template: "Replace the {which} {a} of every word by {b} (words without {a} stay).",
    slots: { which: oneOf("first", "last"), a: LETTERS, b: LETTERS },
    accepts: ({ a, b }) => a !== b,
    run: (words, { which, a, b }) =>
      words.map((word) => {
        const at = which === "first" ? word.indexOf(a) : word.lastIndexOf(a);
        return at === -1 ? word : word.slice(0, at) + b + word.slice(at + 1);
      }),
    python: ({ which, a, b }) =>
      which === "first"
        ? [`v = [w.replace('${a}', '${b}', 1) for w in v]`]
        : [`v = ['${b}'.join(w.rsplit('${a}', 1)) for w in v]`],
  }),
];
