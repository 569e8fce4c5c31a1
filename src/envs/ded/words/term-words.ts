import type { Random } from "../../../core/index.ts";
import type { Comparison, Condition, Term } from "../task/task.ts";

const TIMES = ["", "", "twice", "three times", "four times", "five times"] as const;

const COMPARED: Readonly<Record<Comparison, readonly string[]>> = {
  greater: ["is greater than", "exceeds"],
  atLeast: ["is at least", "is not less than"],
  less: ["is less than", "is below"],
  atMost: ["is at most", "does not exceed"],
  equal: ["equals", "is the same as"],
  different: ["is not equal to", "differs from"],
};

/** A term of an item in words, in one of several ways. `item` is what the input has many of. */
export function termWords(term: Term, item: string, random: Random): string {
  const words = (inner: Term): string => termWords(inner, item, random);
  if (!("left" in term)) {
    switch (term.op) {
      case "own":
        return random.pick([`its ${term.of}`, `its ${term.of}`, `the ${item}'s ${term.of}`]);
      case "before":
        return random.pick([
          `the ${term.of} of the ${item} just before it (${term.first} for the first ${item})`,
          `the preceding ${item}'s ${term.of} (${term.first} if there is none)`,
        ]);
      case "place":
        return random.pick(["its position", `the ${item}'s position`]);
      case "number":
        return String(term.value);
    }
  }
  const [a, b] = [words(term.left), words(term.right)];
  const plainNumber = term.right.op === "number";
  switch (term.op) {
    case "plus":
      return plainNumber
        ? random.pick([`${a} increased by ${b}`, `${a} plus ${b}`])
        : random.pick([`${a} plus ${b}`, `the sum of ${a} and ${b}`, `${a} and ${b} added together`]);
    case "minus":
      return plainNumber
        ? random.pick([`${a} decreased by ${b}`, `${a} minus ${b}`])
        : random.pick([`${a} minus ${b}`, `the result of subtracting ${b} from ${a}`]);
    case "gap":
      return random.pick([`the absolute difference of ${a} and ${b}`, `the distance between ${a} and ${b}`]);
    case "larger":
      return random.pick([`the larger of ${a} and ${b}`, `the maximum of ${a} and ${b}`]);
    case "smaller":
      return random.pick([`the smaller of ${a} and ${b}`, `the minimum of ${a} and ${b}`]);
    case "times": {
      const factor = term.right.op === "number" ? term.right.value : 0;
      return `${TIMES[factor] ?? `${b} times`} ${a}`;
    }
    case "remainder":
      return random.pick([`the remainder of ${a} on division by ${b}`, `${a} modulo ${b}`]);
    case "quotient":
      return random.pick([`${a} divided by ${b} (rounded down)`, `the rounded-down quotient of ${a} and ${b}`]);
  }
}

/** A condition on an item in words. */
export function conditionWords(condition: Condition, item: string, random: Random): string {
  const term = (inner: Term): string => termWords(inner, item, random);
  switch (condition.test) {
    case "both": {
      const [a, b] = [conditionWords(condition.first, item, random), conditionWords(condition.second, item, random)];
      return random.pick([`${a} and ${b}`, `both ${a} and ${b}`]);
    }
    case "either": {
      const [a, b] = [conditionWords(condition.first, item, random), conditionWords(condition.second, item, random)];
      return random.pick([`${a} or ${b} (or both)`, `${a} or ${b} or both`]);
    }
    case "multiple":
      if (condition.divisor === 2) return `${term(condition.of)} is even`;
      return `${term(condition.of)} is ${random.pick(["a multiple of", "divisible by"])} ${condition.divisor}`;
    case "notMultiple":
      if (condition.divisor === 2) return `${term(condition.of)} is odd`;
      return `${term(condition.of)} is not ${random.pick(["a multiple of", "divisible by"])} ${condition.divisor}`;
    case "greater":
    case "atLeast":
    case "less":
    case "atMost":
    case "equal":
    case "different":
      return `${term(condition.left)} ${random.pick(COMPARED[condition.test])} ${term(condition.right)}`;
  }
}
