import type { Task } from "../task/task.ts";
import { pythonDefinition } from "./python-definition.ts";
import { pythonGoal } from "./python-goal.ts";
import { pythonCondition } from "./python-term.ts";

/** How a program is called: through its standard streams, or as a function `solve(text)`. */
export type Style = "stdin_stdout" | "function_call";

const IMPORTS: readonly (readonly [word: string, line: string])[] = [
  ["bisect_", "from bisect import bisect_left, bisect_right"],
  ["deque(", "from collections import deque"],
  ["accumulate(", "from itertools import accumulate"],
];

/** What another program does instead. */
export interface Otherwise {
  /** Looks only at so many of the first items, an expression in `n`. */
  readonly items?: string;
  /** Other lines for the goal. */
  readonly goal?: readonly string[];
}

/** A right program, written apart from the interpreter of tasks; or one that does something else in parts. */
export function writePython(task: Task, style: Style, otherwise: Otherwise = {}): string {
  const width = task.fields.length;
  const before = 1 + task.parameters.length;
  const { keep } = task;
  const body = [
    "data = list(map(int, text.split()))",
    `${["n", ...task.parameters].join(", ")}${before === 1 ? "," : ""} = data[:${before}]`,
    ...(otherwise.items === undefined ? [] : [`n = ${otherwise.items}`]),
    ...task.fields.map(({ name }, index) => {
      const end = otherwise.items === undefined ? "" : `${before} + n * ${width}`;
      return `${name} = data[${before + index}:${end}:${width}]`;
    }),
    ...task.quantities.flatMap(pythonDefinition),
    ...task.marks.map(({ name, when }) => `${name} = [${pythonCondition(when)} for i in range(n)]`),
    keep === null ? "kept = range(n)" : `kept = [i for i in range(n) if ${keep.marked ? "" : "not "}${keep.mark}[i]]`,
    ...(otherwise.goal ?? pythonGoal(task.goal)),
    `return ${JSON.stringify(task.none)} if answer is None else " ".join(map(str, answer))`,
  ];
  const imports = IMPORTS.filter(([word]) => body.some((text) => text.includes(word))).map(([, text]) => text);
  const program = [...imports, "def solve(text):", ...body.map((text) => `    ${text}`)];
  if (style === "stdin_stdout") program.push("", "import sys", "print(solve(sys.stdin.read()))");
  return `${program.join("\n")}\n`;
}
