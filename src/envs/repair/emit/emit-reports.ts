import type { Choice, Design, Report } from "../design.ts";
import { toldOf } from "../told-figures.ts";
import { conditionOf, INDENT, termOf, type Part, type PythonFunction } from "./python-text.ts";

/** What is told of groups: reports and choices. */
export function reportsPart(design: Design): Part {
  const { reports, choices } = design;
  return {
    before: "",
    functions: [
      ...reports.map((one) => reportFunction(design, one)),
      ...choices.map((one) => choiceFunction(design, one)),
    ],
    gap: "\n\n",
    // All that a report may be about, whatever it is about.
    uses: toldOf(design.figures).map(({ name }) => name),
    names: [...reports, ...choices].map(({ name }) => name),
  };
}

const TAKEN: Readonly<Record<Report["take"], string>> = {
  sum: "sum(values)",
  largest: "max(values)",
  smallest: "min(values)",
  spread: "max(values) - min(values)",
  number: "len(values)",
};

function reportFunction(design: Design, { name, of, where, take, empty, plus }: Report): PythonFunction {
  const { thing, group } = design;
  const value = termOf(design, of);
  const [condition, turned] = where === null ? [null, null] : conditionOf(design, where);
  const loop = (test: string | null): string => {
    const append = `values.append(${value})\n`;
    const body =
      test === null ? `${INDENT.repeat(2)}${append}` : `${INDENT.repeat(2)}if ${test}:\n${INDENT.repeat(3)}${append}`;
    return `${INDENT}values = []\n${INDENT}for ${thing} in store.on(${group}):\n${body}`;
  };
  const listed = `${INDENT}values = [${value} for ${thing} in store.on(${group})${condition === null ? "" : ` if ${condition}`}]\n`;
  const taken = TAKEN[take];
  const added = plus === null ? "" : `${INDENT}value += ${plus.times} * store.counts.of("${plus.count}", ${group})\n`;
  return {
    name,
    head: `def ${name}(store, ${group}):\n${INDENT}"""The ${name} of a ${group}."""\n`,
    slots: [
      {
        id: `report ${name} values`,
        alternatives: [loop(condition), listed, ...(turned === null ? [] : [loop(turned)])],
      },
      {
        id: `report ${name} take`,
        alternatives: [
          `${INDENT}value = ${taken} if values else ${empty}\n`,
          `${INDENT}value = ${empty}\n${INDENT}if values:\n${INDENT.repeat(2)}value = ${taken}\n`,
        ],
      },
      { id: `report ${name} plus`, alternatives: [`${added}${INDENT}return value\n`] },
    ],
  };
}

function choiceFunction(design: Design, { name, of, end, ties }: Choice): PythonFunction {
  const { thing, things, group } = design;
  const ordered = {
    earliest: [`store.on(${group})`, `list(store.on(${group}))`],
    latest: [`store.on(${group})[::-1]`, `list(reversed(store.on(${group})))`],
    name: [`sorted(store.on(${group}), key=lambda ${thing}: ${thing}.name)`],
  }[ties];
  const best = `${end === "largest" ? "max" : "min"}(${things}, key=lambda ${thing}: ${termOf(design, of)})`;
  return {
    name,
    head: `def ${name}(store, ${group}):\n${INDENT}"""The ${name} of a ${group}, by name."""\n`,
    slots: [
      { id: `choice ${name} order`, alternatives: ordered.map((text) => `${INDENT}${things} = ${text}\n`) },
      { id: "fixed", alternatives: [`${INDENT}if not ${things}:\n${INDENT.repeat(2)}return "none"\n`] },
      {
        id: `choice ${name} end`,
        alternatives: [`${INDENT}return ${best}.name\n`, `${INDENT}best = ${best}\n${INDENT}return best.name\n`],
      },
    ],
  };
}
