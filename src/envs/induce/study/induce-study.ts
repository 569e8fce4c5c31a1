import type { Random } from "../../../core/index.ts";
import { fenced } from "../../judge/fenced.ts";
import type { AnswerLine } from "../../answer-line.ts";
import type { Baseline, Study } from "../../study.ts";
import { sizeOf, type Rule } from "../grammar/rule.ts";
import { STEPS } from "../grammar/step.ts";
import { writePython } from "../grammar/write-python.ts";
import { FUNCTION_NAMES } from "../induce-levels.ts";
import { shownArguments, shownValue } from "../induce-prompt.ts";
import type { InduceSecret } from "../induce-secret.ts";
import type { Calls } from "../space/calls.ts";
import { recall } from "./known-rules.ts";
import { readCalls } from "./read-calls.ts";
import { rightResults } from "./right-results.ts";
import { pairsTried, solveAll } from "./solver.ts";
import { tenthOfTheSteps } from "./tenth.ts";

/** How INDUCE is measured. */
export const induceStudy: Study<InduceSecret> = {
  promptBarCharacters: 4_000,
  oracle: ({ secret }) => written(secret.rules),
  blind: [
    { name: "empty", answer: () => "" },
    { name: "empty program", answer: () => fenced("pass") },
    { name: "echo of the prompt", answer: ({ prompt }) => prompt },
    program("the first argument", () => "a[0]"),
    program("the last argument", () => "a[-1]"),
    program("the first argument, backwards", () => "a[0][::-1]"),
    program("the first argument, sorted", () => "sorted(a[0])"),
    program("the first result", ({ results }) => JSON.stringify(results[0])),
    program("the first result's first value", ({ results }) => JSON.stringify(results[0]?.[0] ?? 0)),
  ],
  shallow: [
    reader("the answers to 10,000 questions, tried in turn", recall),
    reader("solver, a tenth of the steps", (functions, level) => {
      return solveAll(functions, level, { mostSteps: tenthOfTheSteps(level) }).rules;
    }),
    reader("solver in random order, a tenth of the steps", (functions, level, random) => {
      const order = random.shuffle([...STEPS]);
      return solveAll(functions, level, { mostSteps: tenthOfTheSteps(level), order }).rules;
    }),
    reader("no choices, a tenth of the steps", (functions, level) => {
      return solveAll(functions, level, { mostSteps: tenthOfTheSteps(level), form: { steps: 2, arms: 1 } }).rules;
    }),
  ],
  strong: [reader("solver", (functions, level) => solveAll(functions, level).rules)],
  answerLines: ({ secret }) => telling(secret),
  timedContext: ({ secret }) => ({ python: rightResults(secret) }),
  shape: ({ secret }) => JSON.stringify(secret.rules),
  figures: ({ prompt, secret }) => {
    const functions = readCalls(prompt);
    return {
      calls: functions.reduce((sum, { inputs }) => sum + inputs.length, 0),
      ruleSize: secret.rules.reduce((sum, rule) => sum + sizeOf(rule), 0),
      solverSteps: solveAll(functions, secret.level).steps,
      pairsOneByOne: pairsTried(functions, secret.level),
      promptCharacters: prompt.length,
    };
  },
};

/** A baseline that answers with one expression in `a`, the arguments, for each function. */
function program(name: string, expression: (calls: Calls) => string): Baseline {
  return {
    name,
    answer({ prompt }) {
      const functions = readCalls(prompt).map((calls, at) => {
        return `def ${FUNCTION_NAMES[at]}(*a):\n    return ${expression(calls)}\n`;
      });
      return fenced(functions.join("\n"));
    },
  };
}

/** A baseline that reads the calls and answers with rules, or says that it has none. */
function reader(
  name: string,
  find: (functions: readonly Calls[], level: number, random: Random) => readonly Rule[] | null,
): Baseline {
  return {
    name,
    answer({ prompt, params }, random) {
      const rules = find(readCalls(prompt), levelOf(params), random);
      return rules === null ? "I have found no rule." : written(rules);
    },
  };
}

/** Functions with these rules, as an answer. */
function written(rules: readonly Rule[]): string {
  return fenced(rules.map((rule, at) => writePython(rule, FUNCTION_NAMES[at] ?? "f")).join("\n"));
}

function levelOf(params: Readonly<Record<string, unknown>>): number {
  return typeof params["level"] === "number" ? params["level"] : 0;
}

/** What must not stand in a prompt: hidden arguments and results. Two bits a letter or digit at least. */
function telling({ tests }: InduceSecret): AnswerLine[] {
  const texts = tests.flatMap((test) => [shownArguments(test), shownValue(test.result)]);
  return texts.map((text) => ({ text, bits: 2 * Array.from(text).filter((letter) => /[a-z0-9]/.test(letter)).length }));
}
