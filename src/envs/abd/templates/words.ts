/** Templates that make a text out of a text. */
import {
  before,
  item,
  lengthOf,
  letterAt,
  listNamed,
  modulo,
  number,
  plus,
  rank,
  text,
  textLengthOf,
  textNamed,
  times,
} from "../tree/build.ts";
import type { TextExpression } from "../tree/expression.ts";
import { amount } from "./amount.ts";
import type { Template } from "./template.ts";

const CHARACTER = textNamed("ch");

/** Every letter moved on by an amount and by its place. */
export const caesar: Template = {
  name: "Caesar",
  draft(draft) {
    const word = draft.text();
    const by = amount(draft);
    const name = draft.name("w");
    const place = times("i", draft.random.between(1, 12));
    return {
      statements: [
        { is: "set-text", name, value: text("") },
        {
          is: "for",
          source: { is: "numbered-characters", index: "i", item: "ch", of: textNamed(word.name) },
          body: [{ is: "extend-text", name, value: letterAt(plus(plus(rank(CHARACTER), by.value), place)) }],
        },
      ],
      reads: [word.name, ...by.reads],
      texts: [{ ...word, name }],
    };
  },
};

/** Every letter moved on by all letters before it. */
export const runningLetter: Template = {
  name: "running letter",
  draft(draft) {
    const { random } = draft;
    const word = draft.text();
    const by = amount(draft);
    const [sum, name] = [draft.name("n"), draft.name("w")];
    const factor = random.pick([1, 3, 5, 7, 9, 11]);
    const carried = factor === 1 ? number(sum) : times(sum, factor);
    return {
      statements: [
        { is: "set-number", name: sum, value: by.value },
        { is: "set-text", name, value: text("") },
        {
          is: "for",
          source: { is: "characters", item: "ch", of: textNamed(word.name) },
          body: [
            { is: "set-number", name: sum, value: modulo(plus(carried, rank(CHARACTER)), 26) },
            { is: "extend-text", name, value: letterAt(plus(sum, random.between(1, 25))) },
          ],
        },
      ],
      reads: [word.name, ...by.reads],
      texts: [{ ...word, name }],
    };
  },
};

/** Every letter moved on by an item of a list. */
export const listShift: Template = {
  name: "list shift",
  draft(draft) {
    const word = draft.text();
    const list = draft.list();
    const name = draft.name("w");
    const shift = item(list.name, modulo("i", lengthOf(list.name)));
    return {
      statements: [
        {
          is: "set-text",
          name,
          value: {
            is: "text-comprehension",
            each: letterAt(plus(rank(CHARACTER), shift)),
            source: { is: "numbered-characters", index: "i", item: "ch", of: textNamed(word.name) },
          },
        },
      ],
      reads: [word.name, list.name],
      texts: [{ ...word, name }],
    };
  },
};

/** Blocks of letters reversed or turned by one, depending on their first letter. */
export const blockSwap: Template = {
  name: "block swap",
  draft(draft) {
    const { random } = draft;
    const word = draft.text();
    const size = random.between(2, 4);
    const name = draft.name("w");
    const block = textNamed("block");
    const first: TextExpression = { is: "character", of: block, at: number(0) };
    const rest: TextExpression = { is: "text-slice", of: block, from: number(1), to: null };
    const swapped: TextExpression = {
      is: "text-choice",
      when: before(first, random.pick("hijklmnopqrs".split(""))),
      then: { is: "reversed", of: block },
      otherwise: { is: "joined", left: rest, right: first },
    };
    return {
      statements: [
        { is: "set-text", name, value: text("") },
        {
          is: "for",
          source: { is: "range", index: "i", from: number(0), below: textLengthOf(word.name), step: number(size) },
          body: [
            {
              is: "set-text",
              name: "block",
              value: { is: "text-slice", of: textNamed(word.name), from: number("i"), to: plus("i", size) },
            },
            { is: "extend-text", name, value: swapped },
          ],
        },
      ],
      reads: [word.name],
      texts: [{ ...word, name }],
    };
  },
};

/** Letters in the order of the items of a list. */
export const wordOrder: Template = {
  name: "word order",
  draft(draft) {
    const word = draft.text();
    const list = draft.list();
    const [order, name] = [draft.name("p"), draft.name("w")];
    const key = item(list.name, modulo("i", lengthOf(list.name)));
    return {
      statements: [
        {
          is: "set-list",
          name: order,
          value: {
            is: "sorted",
            of: { is: "counted", below: textLengthOf(word.name) },
            item: "i",
            keys: [key, number("i")],
          },
        },
        {
          is: "set-text",
          name,
          value: {
            is: "text-comprehension",
            each: { is: "character", of: textNamed(word.name), at: number("i") },
            source: { is: "items", item: "i", of: listNamed(order) },
          },
        },
      ],
      reads: [word.name, list.name],
      texts: [{ ...word, name }],
    };
  },
};
