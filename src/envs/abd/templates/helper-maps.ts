/** Templates that call a function of the program for every item of a list. */
import type { ProgramDraft } from "../draft/program-draft.ts";
import { isReadable, type Span } from "../draft/variables.ts";
import { absolute, call, compare, listNamed, modulo, number, over, plus, times } from "../tree/build.ts";
import type { NumberExpression } from "../tree/expression.ts";
import type { Helper } from "../tree/program.ts";
import { gcdHelper } from "./gcd-helper.ts";
import type { Template } from "./template.ts";

/** A function of one number, and the span of its results where arguments lie within ±largest. */
interface Known {
  readonly helper: Helper;
  readonly span: (largest: number) => Span;
}

/** Digits, weighted: 472 to (4 · c + 7) · c + 2 from the right. */
function digits(draft: ProgramDraft): Known {
  const found = draft.helper("digits");
  const body: Helper["body"] = [
    { is: "set-numbers", names: ["total", "x"], values: [number(0), absolute("x")] },
    {
      is: "while",
      when: compare("x", ">", 0),
      body: [
        {
          is: "set-number",
          name: "total",
          value: plus(times("total", draft.random.between(2, 4)), modulo("x", 10)),
        },
        { is: "change-number", name: "x", operator: "//", value: number(10) },
      ],
    },
  ];
  const helper = found ?? { name: "digits", parameters: ["x"], body, result: number("total") };
  // Weights are at most 4, 4 · 4, …: below 9 · (4^d - 1) / 3 for d digits.
  return { helper, span: (largest) => ({ low: 0, high: 3 * 4 ** String(largest).length }) };
}

const MOST_ROUNDS = 15;

/** Rounds of the 3x + 1 game, up to a limit, and the last digit of where it ended. */
function rounds(draft: ProgramDraft): Known {
  const found = draft.helper("rounds");
  const limit = draft.random.between(8, MOST_ROUNDS);
  const even = compare(modulo("x", 2), "==", 0);
  const body: Helper["body"] = [
    { is: "set-number", name: "count", value: number(0) },
    {
      is: "while",
      when: { is: "both", left: compare("x", ">", 1), right: compare("count", "<", limit) },
      body: [
        {
          is: "if",
          branches: [{ when: even, then: [{ is: "set-number", name: "x", value: over("x", 2) }] }],
          otherwise: [{ is: "set-number", name: "x", value: plus(times("x", 3), 1) }],
        },
        { is: "change-number", name: "count", operator: "+", value: number(1) },
      ],
    },
  ];
  const result = plus(times("count", 10), modulo("x", 10));
  const helper = found ?? { name: "rounds", parameters: ["x"], body, result };
  return { helper, span: () => ({ low: 0, high: MOST_ROUNDS * 10 + 9 }) };
}

/** Digits from right to left. */
function mirrored(draft: ProgramDraft): Known {
  const found = draft.helper("mirrored");
  const backwards: NumberExpression = {
    is: "parsed",
    of: { is: "reversed", of: { is: "decimal", of: absolute("x") } },
  };
  const addend = draft.random.between(1, 9);
  const helper = found ?? { name: "mirrored", parameters: ["x"], body: [], result: plus(backwards, addend) };
  return { helper, span: (largest) => ({ low: 1, high: 10 ** String(largest).length + 8 }) };
}

export const helperMap: Template = {
  name: "helper map",
  draft(draft) {
    const source = draft.list();
    const { helper, span } = draft.random.pick([digits, rounds, mirrored])(draft);
    const shift = draft.random.between(1, 29);
    const results = span(Math.max(Math.abs(source.low), Math.abs(source.high)) + shift);
    const both = { low: source.low + results.low, high: source.high + results.high };
    if (!isReadable(both)) return null;
    const name = draft.name("p");
    const each = plus("x", call(helper.name, plus("x", shift)));
    const of = listNamed(source.name);
    return {
      helper,
      statements: [
        {
          is: "set-list",
          name,
          value: { is: "list-comprehension", each, source: { is: "items", item: "x", of } },
        },
      ],
      reads: [source.name],
      lists: [{ ...source, name, ...both }],
    };
  },
};

/** A running greatest common divisor, woven into the items. */
export const gcdFold: Template = {
  name: "gcd fold",
  draft(draft) {
    const { random } = draft;
    const [source, start] = [draft.list(), draft.number()];
    const helper = draft.helper("gcd") ?? gcdHelper;
    const factor = random.between(1, 4);
    const [g, name] = [draft.name("n"), draft.name("p")];
    // A divisor is at most as large as what it divides, unless that is 0; then it is the other one.
    const largest = Math.max(start.high, Math.abs(source.low), source.high) + 30 + 9 * source.longest;
    const each = plus("x", factor === 1 ? g : times(g, factor));
    const span = { low: source.low, high: source.high + factor * largest };
    if (!isReadable(span)) return null;
    return {
      helper,
      statements: [
        { is: "set-number", name: g, value: plus(start.name, random.between(1, 30)) },
        { is: "set-list", name, value: { is: "list", items: [] } },
        {
          is: "for",
          source: { is: "items", item: "x", of: listNamed(source.name) },
          body: [
            {
              is: "set-number",
              name: g,
              value: plus(call("gcd", g, plus("x", random.between(1, 30))), random.between(1, 9)),
            },
            { is: "append", name, value: each },
          ],
        },
      ],
      reads: [source.name, start.name],
      lists: [{ ...source, name, ...span }],
    };
  },
};
