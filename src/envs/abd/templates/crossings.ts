/** Templates that make a number or a list out of something else. */
import { isReadable } from "../draft/variables.ts";
import {
  absolute,
  before,
  compare,
  item,
  lengthOf,
  listNamed,
  minus,
  modulo,
  number,
  plus,
  rank,
  textNamed,
  times,
} from "../tree/build.ts";
import { amount } from "./amount.ts";
import type { Template } from "./template.ts";

const CHARACTER = textNamed("ch");

/** A table of the letters of a text, read in the order of the alphabet. */
export const dictCounts: Template = {
  name: "dictionary counts",
  draft(draft) {
    const { random } = draft;
    const word = draft.text();
    const [table, name] = [draft.name("d"), draft.name("p")];
    const addend = random.between(1, 9);
    const factor = random.between(2, 9);
    const counted = { is: "count", table, key: CHARACTER } as const;
    // All places and addends together fall to one letter at most.
    const largest = (word.length * (word.length - 1)) / 2 + word.length * addend;
    return {
      statements: [
        { is: "new-table", name: table },
        {
          is: "for",
          source: { is: "numbered-characters", index: "i", item: "ch", of: textNamed(word.name) },
          body: [{ is: "set-count", table, key: CHARACTER, value: plus(plus(counted, "i"), addend) }],
        },
        {
          is: "set-list",
          name,
          value: {
            is: "list-comprehension",
            each: plus(times(counted, factor), rank(CHARACTER)),
            source: { is: "sorted-keys", item: "ch", table },
          },
        },
      ],
      reads: [word.name],
      lists: [{ name, low: 0, high: largest * factor + 25, shortest: 1, longest: word.length }],
    };
  },
};

const LARGEST_STATE = 283;

/** A number that goes through three kinds of letters in three ways. */
export const stateMachine: Template = {
  name: "state machine",
  draft(draft) {
    const { random } = draft;
    const [word, start] = [draft.text(), draft.number()];
    const modulus = random.pick([97, 149, 199, 241, LARGEST_STATE]);
    const first = random.between(4, 11);
    const second = first + random.between(4, 11);
    const [lower, upper] = [first, second].map((place) => String.fromCharCode(97 + place)) as [string, string];
    const name = draft.name("n");
    return {
      statements: [
        { is: "set-number", name, value: number(start.name) },
        {
          is: "for",
          source: { is: "characters", item: "ch", of: textNamed(word.name) },
          body: [
            {
              is: "if",
              branches: [
                {
                  when: before(CHARACTER, lower),
                  then: [{ is: "set-number", name, value: modulo(plus(name, random.between(5, 40)), modulus) }],
                },
                {
                  when: before(CHARACTER, upper),
                  then: [{ is: "set-number", name, value: modulo(times(name, random.between(2, 7)), modulus) }],
                },
              ],
              otherwise: [{ is: "set-number", name, value: absolute(minus(name, random.between(5, 60))) }],
            },
          ],
        },
      ],
      reads: [word.name, start.name],
      numbers: [{ name, low: 0, high: Math.max(LARGEST_STATE, start.high, 60) }],
    };
  },
};

/** Pairs of a list that stand in the wrong order, weighted by where they stand. */
export const inversions: Template = {
  name: "inversions",
  draft(draft) {
    const { random } = draft;
    const source = draft.list();
    const factor = random.between(1, 3);
    const name = draft.name("n");
    const slack = random.between(0, 4);
    const other = item(source.name, "j");
    const weight = plus(factor === 1 ? "i" : times("i", factor), "j");
    return {
      statements: [
        { is: "set-number", name, value: number(0) },
        {
          is: "for",
          source: { is: "range", index: "i", from: number(0), below: lengthOf(source.name), step: number(1) },
          body: [
            {
              is: "for",
              source: { is: "range", index: "j", from: plus("i", 1), below: lengthOf(source.name), step: number(1) },
              body: [
                {
                  is: "if",
                  branches: [
                    {
                      when: compare(item(source.name, "i"), ">", slack === 0 ? other : plus(other, slack)),
                      then: [{ is: "change-number", name, operator: "+", value: weight }],
                    },
                  ],
                  otherwise: [],
                },
              ],
            },
          ],
        },
      ],
      reads: [source.name],
      numbers: [{ name, low: 0, high: ((factor + 1) * source.longest ** 3) / 2 }],
    };
  },
};

/** Digits of a number to some base. */
export const baseDigits: Template = {
  name: "base digits",
  draft(draft) {
    const { random } = draft;
    const of = amount(draft);
    const [rest, name] = [draft.name("n"), draft.name("p")];
    const base = random.between(3, 9);
    const [factor, addend] = [random.between(7, 97), random.between(1, 99)];
    const largest = of.largest * factor + addend;
    return {
      statements: [
        { is: "set-number", name: rest, value: plus(times(absolute(of.value), factor), addend) },
        { is: "set-list", name, value: { is: "list", items: [] } },
        {
          is: "while",
          when: compare(rest, ">", 0),
          body: [
            { is: "append", name, value: modulo(rest, base) },
            { is: "change-number", name: rest, operator: "//", value: number(base) },
          ],
        },
      ],
      reads: of.reads,
      lists: [{ name, low: 0, high: base - 1, shortest: 1, longest: largest.toString(base).length }],
    };
  },
};

/** Items of one list, found by the items of another. */
export const gathered: Template = {
  name: "gathered",
  draft(draft) {
    const [source, places] = [draft.list(), draft.list()];
    if (source.name === places.name) return null;
    const name = draft.name("p");
    const at = modulo(plus("x", draft.random.between(0, 9)), lengthOf(source.name));
    const span = { low: source.low + places.low, high: source.high + places.high };
    if (!isReadable(span)) return null;
    return {
      statements: [
        {
          is: "set-list",
          name,
          value: {
            is: "list-comprehension",
            each: plus(item(source.name, at), "x"),
            source: { is: "items", item: "x", of: listNamed(places.name) },
          },
        },
      ],
      reads: [source.name, places.name],
      lists: [{ ...places, name, ...span }],
    };
  },
};
