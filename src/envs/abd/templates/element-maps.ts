/** Templates that make one item of a list out of one item of another. */
import type { ProgramDraft } from "../draft/program-draft.ts";
import { isReadable, type Span } from "../draft/variables.ts";
import {
  compare,
  item,
  lengthOf,
  listNamed,
  minus,
  modulo,
  over,
  plus,
  rank,
  textLengthOf,
  textNamed,
  times,
  xor,
} from "../tree/build.ts";
import type { NumberExpression } from "../tree/expression.ts";
import type { Template } from "./template.ts";

interface Formula extends Span {
  readonly value: NumberExpression;
}

/** Some arithmetic on x, and where it leads. */
function formula({ random }: ProgramDraft, { low, high }: Span): Formula {
  const addend = random.between(3, 19);
  switch (random.below(6)) {
    case 0: {
      const factor = random.between(2, 5);
      return { value: plus(times("x", factor), addend), low: low * factor + addend, high: high * factor + addend };
    }
    case 1: {
      const factor = random.between(2, 4);
      return { value: minus(times("x", factor), addend), low: low * factor - addend, high: high * factor - addend };
    }
    case 2: {
      const whole = random.between(40, 120);
      return { value: minus(whole, "x"), low: whole - high, high: whole - low };
    }
    case 3: {
      const divisor = random.between(2, 3);
      const shift = random.between(25, 75);
      const bounds = [low, high].map((bound) => Math.floor(bound / divisor) + shift) as [number, number];
      return { value: plus(over("x", divisor), shift), low: bounds[0], high: bounds[1] };
    }
    case 4: {
      // Exclusive or with a mask below 64 moves a number by at most 63 either way.
      const mask = random.between(5, 63);
      return { value: xor("x", mask), low: low - 63, high: high + 63 };
    }
    default:
      return { value: plus("x", addend), low: low + addend, high: high + addend };
  }
}

export const conditionalMap: Template = {
  name: "conditional map",
  draft(draft) {
    const source = draft.list();
    const modulus = draft.random.between(2, 4);
    const [then, otherwise] = [formula(draft, source), formula(draft, source)];
    const name = draft.name("p");
    const { shortest, longest } = source;
    const span = { low: Math.min(then.low, otherwise.low), high: Math.max(then.high, otherwise.high) };
    if (!isReadable(span)) return null;
    const when = compare(modulo("x", modulus), "==", draft.random.below(modulus));
    return {
      statements: [
        { is: "set-list", name, value: { is: "list", items: [] } },
        {
          is: "for",
          source: { is: "items", item: "x", of: listNamed(source.name) },
          body: [
            {
              is: "if",
              branches: [{ when, then: [{ is: "append", name, value: then.value }] }],
              otherwise: [{ is: "append", name, value: otherwise.value }],
            },
          ],
        },
      ],
      reads: [source.name],
      lists: [{ name, ...span, shortest, longest }],
    };
  },
};

/** Letters of a text added to the items of a list. */
export const letterMix: Template = {
  name: "letter mix",
  draft(draft) {
    const [source, word] = [draft.list(), draft.text()];
    const factor = draft.random.between(1, 3);
    const name = draft.name("p");
    const span = { low: Math.min(0, source.low * factor), high: source.high * factor + 25 };
    if (!isReadable(span)) return null;
    const letter = rank({
      is: "character",
      of: textNamed(word.name),
      at: modulo("i", textLengthOf(word.name)),
    });
    return {
      statements: [
        {
          is: "set-list",
          name,
          value: {
            is: "list-comprehension",
            each: plus(factor === 1 ? "x" : times("x", factor), letter),
            source: { is: "numbered-items", index: "i", item: "x", of: listNamed(source.name) },
          },
        },
      ],
      reads: [source.name, word.name],
      lists: [{ ...source, name, ...span }],
    };
  },
};

/** Two lists added, the second as often over as it takes. */
export const zippedLists: Template = {
  name: "zipped lists",
  draft(draft) {
    const source = draft.list();
    const others = draft.lists.filter(({ name }) => name !== source.name);
    if (others.length === 0) return null;
    const fresh = others.filter((list) => draft.isFresh(list.name));
    const other = draft.random.pick(fresh.length > 0 ? fresh : others);
    const factor = draft.random.between(2, 4);
    const name = draft.name("p");
    const span = { low: source.low * factor + other.low, high: source.high * factor + other.high };
    if (!isReadable(span)) return null;
    return {
      statements: [
        {
          is: "set-list",
          name,
          value: {
            is: "list-comprehension",
            each: plus(times("x", factor), item(other.name, modulo("i", lengthOf(other.name)))),
            source: { is: "numbered-items", index: "i", item: "x", of: listNamed(source.name) },
          },
        },
      ],
      reads: [source.name, other.name],
      lists: [{ ...source, name, ...span }],
    };
  },
};
