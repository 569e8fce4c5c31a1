import { PYTHON_SOLVER } from "./python-solver.ts";
import type { ReadTask } from "./read-task.ts";

/** A program for a task: the one that carries out any task, with this one written into it. */
export function writeProgram(task: ReadTask): string {
  const { fields, parameters, marks, keep, goal, none } = task;
  const waiting = [...task.quantities];
  const quantities: [string, unknown][] = [];
  // Statements may tell what a quantity is before they tell what it is made of.
  while (waiting.length > 0) {
    const ready = waiting.findIndex(({ is }) => waiting.every(({ name }) => !names(is).has(name)));
    const [next] = waiting.splice(Math.max(0, ready), 1);
    if (next === undefined) break;
    quantities.push([next.name, next.is]);
  }
  const told = { fields, parameters, quantities, marks: marks.map(({ name, when }) => [name, when]), keep, goal, none };
  const solver = PYTHON_SOLVER.replace("TASK = {}", () => `TASK = ${pythonLiteral(told)}`);
  return task.asFunction ? solver : `${solver}\nimport sys\nprint(solve(sys.stdin.read()))\n`;
}

/** A program that prints the same whatever it reads. */
export function writeConstant(output: string, asFunction: boolean): string {
  const solve = `def solve(text):\n    return ${JSON.stringify(output)}\n`;
  return asFunction ? solve : `${solve}\nimport sys\nprint(solve(sys.stdin.read()))\n`;
}

/** The names of all quantities that a part of a task speaks of. */
function names(part: unknown): Set<string> {
  return new Set([...JSON.stringify(part).matchAll(/"of":"(\w+)"/g)].map(([, name = ""]) => name));
}

function pythonLiteral(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(", ")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${pythonLiteral(inner)}`)
    .join(", ")}}`;
}
