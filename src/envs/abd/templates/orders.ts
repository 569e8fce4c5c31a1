/** Templates that put the items of a list into another order. */
import { isReadable, type ListVariable } from "../draft/variables.ts";
import {
  absolute,
  compare,
  item,
  lengthOf,
  listNamed,
  minus,
  modulo,
  negated,
  number,
  plus,
  times,
} from "../tree/build.ts";
import type { NumberExpression } from "../tree/expression.ts";
import { amount } from "./amount.ts";
import type { Template } from "./template.ts";

export const rotation: Template = {
  name: "rotation",
  draft(draft) {
    const source = draft.list();
    const by = amount(draft);
    const [turn, name] = [draft.name("n"), draft.name("p")];
    return {
      statements: [
        {
          is: "set-number",
          name: turn,
          value: modulo(plus(by.value, draft.random.between(1, 9)), lengthOf(source.name)),
        },
        {
          is: "set-list",
          name,
          value: {
            is: "list-joined",
            left: { is: "list-slice", of: listNamed(source.name), from: number(turn), to: null },
            right: { is: "list-slice", of: listNamed(source.name), from: null, to: number(turn) },
          },
        },
      ],
      reads: [source.name, ...by.reads],
      lists: [{ ...source, name }],
    };
  },
};

/** Sorted by one key and then another; half the time each item also takes its old place along. */
export const keyedSort: Template = {
  name: "keyed sort",
  draft(draft) {
    const { random } = draft;
    const source = draft.list();
    const keys: readonly NumberExpression[] = random.chance(1, 2)
      ? [modulo("x", random.between(3, 9)), random.chance(1, 2) ? negated("x") : number("x")]
      : [absolute(minus("x", random.between(10, 70))), number("x")];
    const sorted = draft.name("p");
    const statements = [
      {
        is: "set-list",
        name: sorted,
        value: { is: "sorted", of: listNamed(source.name), item: "x", keys },
      },
    ] as const;
    const placed = { ...source, name: sorted };
    if (random.chance(1, 2)) return { statements, reads: [source.name], lists: [placed] };
    const name = draft.name("p");
    const factor = random.between(2, 9);
    const old: NumberExpression = { is: "position", of: listNamed(source.name), value: number("x") };
    const lists: ListVariable[] = [
      { ...source, name, low: source.low, high: source.high + factor * (source.longest - 1) },
    ];
    if (!lists.every(isReadable)) return null;
    return {
      statements: [
        ...statements,
        {
          is: "set-list",
          name,
          value: {
            is: "list-comprehension",
            each: plus("x", times(old, factor)),
            source: { is: "items", item: "x", of: listNamed(sorted) },
          },
        },
      ],
      reads: [source.name, sorted],
      lists,
    };
  },
};

/** Takes the smaller of both ends until none is left. */
export const twoPointers: Template = {
  name: "two pointers",
  draft(draft) {
    const { random } = draft;
    const source = draft.list();
    const addend = random.between(1, 9);
    const [left, right, name] = [draft.name("n"), draft.name("n"), draft.name("p")];
    const span = { low: source.low, high: source.high + addend };
    if (!isReadable(span)) return null;
    const first = item(source.name, left);
    const last = item(source.name, right);
    return {
      statements: [
        {
          is: "set-numbers",
          names: [left, right],
          values: [number(0), minus(lengthOf(source.name), 1)],
        },
        { is: "set-list", name, value: { is: "list", items: [] } },
        {
          is: "while",
          when: compare(left, "<=", right),
          body: [
            {
              is: "if",
              branches: [
                {
                  when: compare(first, random.pick(["<", "<=", ">", ">="]), last),
                  then: [
                    { is: "append", name, value: first },
                    { is: "change-number", name: left, operator: "+", value: number(1) },
                  ],
                },
              ],
              otherwise: [
                { is: "append", name, value: plus(last, addend) },
                { is: "change-number", name: right, operator: "-", value: number(1) },
              ],
            },
          ],
        },
      ],
      reads: [source.name],
      lists: [{ ...source, name, ...span }],
    };
  },
};
