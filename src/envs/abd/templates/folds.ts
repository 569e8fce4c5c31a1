/** Templates that make a list in which an item depends on those before it. */
import { isReadable } from "../draft/variables.ts";
import { compare, item, lengthOf, listNamed, minus, modulo, number, plus, times } from "../tree/build.ts";
import type { NumberExpression } from "../tree/expression.ts";
import type { Template } from "./template.ts";

export const modularPrefix: Template = {
  name: "modular prefix",
  draft(draft) {
    const { random } = draft;
    const source = draft.list();
    const start = random.chance(5, 8) ? draft.number().name : null;
    const modulus = random.pick([89, 103, 139, 173, 223, 281]);
    const factor = random.between(1, 4);
    const [total, name] = [draft.name("n"), draft.name("p")];
    const carried = factor === 1 ? number(total) : times(total, factor);
    return {
      statements: [
        { is: "set-number", name: total, value: number(start ?? random.between(1, 20)) },
        { is: "set-list", name, value: { is: "list", items: [] } },
        {
          is: "for",
          source: { is: "items", item: "x", of: listNamed(source.name) },
          body: [
            { is: "set-number", name: total, value: modulo(plus(carried, "x"), modulus) },
            { is: "append", name, value: number(total) },
          ],
        },
      ],
      reads: start === null ? [source.name] : [source.name, start],
      lists: [{ ...source, name, low: 0, high: modulus - 1 }],
    };
  },
};

export const differences: Template = {
  name: "differences",
  draft(draft) {
    const source = draft.list();
    const { low, high } = source;
    const span = { low: Math.min(low, low - high), high: Math.max(high, high - low) };
    if (!isReadable(span)) return null;
    const name = draft.name("p");
    const steps: NumberExpression = minus(item(source.name, "i"), item(source.name, minus("i", 1)));
    const first = item(source.name, 0);
    return {
      statements: [
        {
          is: "set-list",
          name,
          value: {
            is: "list-joined",
            left: { is: "list", items: [first] },
            right: {
              is: "list-comprehension",
              each: steps,
              source: { is: "range", index: "i", from: number(1), below: lengthOf(source.name), step: number(1) },
            },
          },
        },
      ],
      reads: [source.name],
      lists: [{ ...source, name, ...span }],
    };
  },
};

/** Items that meet a condition are folded into the one before. */
export const stackFold: Template = {
  name: "stack fold",
  draft(draft) {
    const { random } = draft;
    const source = draft.list();
    const divisor = random.between(2, 4);
    const modulus = random.pick([109, 157, 211, 263]);
    const name = draft.name("p");
    const span = { low: Math.min(0, source.low), high: Math.max(modulus - 1, source.high) };
    const last = item(name, -1);
    const meets = compare(modulo(plus(last, "x"), divisor), "==", 0);
    return {
      statements: [
        { is: "set-list", name, value: { is: "list", items: [] } },
        {
          is: "for",
          source: { is: "items", item: "x", of: listNamed(source.name) },
          body: [
            {
              is: "if",
              branches: [
                {
                  when: { is: "both", left: { is: "has-items", of: listNamed(name) }, right: meets },
                  then: [
                    {
                      is: "replace-last",
                      name,
                      value: modulo(minus(times(last, random.between(3, 7)), "x"), modulus),
                    },
                  ],
                },
              ],
              otherwise: [{ is: "append", name, value: number("x") }],
            },
          ],
        },
      ],
      reads: [source.name],
      lists: [{ name, ...span, shortest: 1, longest: source.longest }],
    };
  },
};

export const windowMax: Template = {
  name: "window maximum",
  draft(draft) {
    const { random } = draft;
    const source = draft.list();
    const factor = random.between(1, 3);
    const name = draft.name("p");
    const span = { low: source.low * (factor + 1), high: source.high * (factor + 1) };
    if (!isReadable(span)) return null;
    const own = item(source.name, "i");
    const start: NumberExpression = {
      is: "larger",
      left: number(0),
      right: minus("i", random.between(1, 3)),
    };
    const window: NumberExpression = {
      is: "largest",
      of: { is: "list-slice", of: listNamed(source.name), from: start, to: plus("i", 1) },
    };
    return {
      statements: [
        {
          is: "set-list",
          name,
          value: {
            is: "list-comprehension",
            each: plus(window, factor === 1 ? own : times(own, factor)),
            source: { is: "range", index: "i", from: number(0), below: lengthOf(source.name), step: number(1) },
          },
        },
      ],
      reads: [source.name],
      lists: [{ ...source, name, ...span }],
    };
  },
};
