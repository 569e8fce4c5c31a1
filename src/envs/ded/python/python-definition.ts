import type { Quantity } from "../task/task.ts";
import { pythonCondition, pythonTerm } from "./python-term.ts";

/** Lines that make the list of a quantity. */
export function pythonDefinition({ name, is }: Quantity): readonly string[] {
  switch (is.how) {
    case "value":
      return [`${name} = [${pythonTerm(is.of)} for i in range(n)]`];
    case "choice": {
      const [then, otherwise] = [pythonTerm(is.then), pythonTerm(is.otherwise)];
      return [`${name} = [${then} if ${pythonCondition(is.when)} else ${otherwise} for i in range(n)]`];
    }
    case "total":
      return [`${name} = list(accumulate(${pythonTerm(is.of)} for i in range(n)))`];
    case "peak":
      return [`${name} = list(accumulate((${pythonTerm(is.of)} for i in range(n)), max))`];
    case "twins":
      return [
        `${name} = []`,
        "seen = {}",
        `for x in ${is.of}:`,
        `    ${name}.append(seen.get(x, 0))`,
        `    seen[x] = ${name}[-1] + 1`,
      ];
    case "since":
      return [
        `${name} = []`,
        "seen = {}",
        `for i, x in enumerate(${is.of}):`,
        `    ${name}.append(i - seen.get(x, i))`,
        "    seen[x] = i",
      ];
    case "ahead":
      return [
        `${name} = [0] * n`,
        "waiting = []",
        `for i, x in enumerate(${is.of}):`,
        `    while waiting and ${is.of}[waiting[-1]] < x:`,
        "        j = waiting.pop()",
        `        ${name}[j] = i - j`,
        "    waiting.append(i)",
      ];
  }
}
