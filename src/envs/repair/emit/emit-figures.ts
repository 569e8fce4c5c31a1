import type { Blend, Design, Figure, Step } from "../design.ts";
import { conditionOf, INDENT, termOf, timesOf, type Part, type PythonFunction, type Slot } from "./python-text.ts";

/** The functions of two numbers. */
export function blendsPart({ blends }: Design): Part {
  return {
    before: "",
    functions: blends.map(blendFunction),
    gap: "\n\n",
    uses: [],
    names: blends.map(({ name }) => name),
  };
}

function blendFunction({ name, kind, a, b, sign }: Blend): PythonFunction {
  const [first, second] = [timesOf(a, "first"), timesOf(b, "second")];
  const weighted =
    sign === 1
      ? [`${INDENT}return ${first} + ${second}\n`, `${INDENT}return ${second} + ${first}\n`]
      : [`${INDENT}return ${first} - ${second}\n`, `${INDENT}return -${second} + ${first}\n`];
  const excess = [
    `${INDENT}return ${timesOf(a, "max(first - second, 0)")}\n`,
    `${INDENT}if first <= second:\n${INDENT}${INDENT}return 0\n${INDENT}return ${timesOf(a, "(first - second)")}\n`,
  ];
  return {
    name,
    head: `def ${name}(first, second):\n${INDENT}"""The ${name} of two numbers."""\n`,
    slots: [{ id: `blend ${name}`, alternatives: kind === "weighted" ? weighted : excess }],
  };
}

/** The figures of things. They may use all that stands before them, and it is imported whether they do or not. */
export function figuresPart(design: Design, figures: readonly Figure[]): Part {
  const [first] = figures;
  const before = design.figures.slice(0, first === undefined ? 0 : design.figures.indexOf(first));
  return {
    before: "",
    functions: figures.map((figure) => figureFunction(design, figure)),
    gap: "\n\n",
    uses: first === undefined ? [] : [...design.blends, ...before].map(({ name }) => name),
    names: figures.map(({ name }) => name),
  };
}

function figureFunction(design: Design, { name, steps, quoting }: Figure): PythonFunction {
  const { thing } = design;
  const kept = `${INDENT}kept = store.quotes.find("${name}", ${thing})\n${INDENT}if kept is not None:\n${INDENT}${INDENT}return kept\n`;
  return {
    name,
    head: `def ${name}(store, ${thing}):\n${INDENT}"""The ${name} of a ${thing}."""\n${quoting === null ? "" : kept}`,
    slots: [
      ...steps.map((step, index) => ({ id: `figure ${name} ${index}`, alternatives: stepTexts(design, step) })),
      {
        id: `figure ${name} end`,
        alternatives: [
          quoting === null
            ? `${INDENT}return value\n`
            : `${INDENT}return store.quotes.keep("${name}", ${thing}, value)\n`,
        ],
      } satisfies Slot,
    ],
  };
}

function stepTexts(design: Design, step: Step): string[] {
  const line = (text: string): string => `${INDENT}${text}\n`;
  const mark = "sign" in step && step.sign === -1 ? "-" : "+";
  switch (step.kind) {
    case "start": {
      const [x, y] = [timesOf(step.a, termOf(design, step.x)), timesOf(step.b, termOf(design, step.y))];
      const turned = step.sign === 1 ? `${y} + ${x}` : `-${y} + ${x}`;
      return [
        line(`value = ${x} ${mark} ${y}`),
        line(`value = ${turned}`),
        line(`value = ${x}`) + line(`value ${mark}= ${y}`),
      ];
    }
    case "adjust": {
      const [plain, turned] = conditionOf(design, step.when);
      const change = `value ${mark}= ${step.by}`;
      return [
        line(`if ${plain}:`) + INDENT + line(change),
        line(`if ${turned}:`) + INDENT + line(change),
        line(`${change} if ${plain} else 0`),
      ];
    }
    case "add": {
      const term = timesOf(step.times, termOf(design, step.term));
      return [line(`value ${mark}= ${term}`), line(`value = value ${mark} ${term}`)];
    }
    case "divide":
      return step.round === "down"
        ? [line(`value //= ${step.by}`), line(`value = value // ${step.by}`)]
        : [line(`value = -(-value // ${step.by})`), line(`value = (value + ${step.by - 1}) // ${step.by}`)];
    case "none":
      return [""];
    case "limit": {
      const [call, beyond] = step.side === "most" ? ["min", ">"] : ["max", "<"];
      return [
        line(`value = ${call}(value, ${step.bound})`),
        line(`if value ${beyond} ${step.bound}:`) + INDENT + line(`value = ${step.bound}`),
      ];
    }
  }
}
