import { Random } from "../../../src/core/index.ts";
import { ABD_LEVELS } from "../../../src/envs/abd/abd-levels.ts";
import { drawInput, writeInput, type Domain, type ProgramInput } from "../../../src/envs/abd/domain.ts";
import { draftProgram } from "../../../src/envs/abd/draft/draft-program.ts";
import { compileProgram } from "../../../src/envs/abd/run/compile-program.ts";
import { compare, modulo, negated, number, over, plus, minus, times, xor } from "../../../src/envs/abd/tree/build.ts";
import type { NumberExpression } from "../../../src/envs/abd/tree/expression.ts";
import { printProgram } from "../../../src/envs/abd/tree/print-program.ts";
import type { Program } from "../../../src/envs/abd/tree/program.ts";
import type { PythonJob } from "./python-driver.ts";

/** A job, and what our interpreter makes of it: the output, `null` for a fault, `undefined` where it gives up on size. */
export interface Prediction extends PythonJob {
  readonly predicted: readonly (string | null | undefined)[];
}

/** Programs of the generator, before any acceptance, on random inputs and on the edges of their domain. */
export function generatedPrograms(programs: number, inputsEach: number, tag: string): Prediction[] {
  const predictions: Prediction[] = [];
  for (let index = 0; predictions.length < programs; index += 1) {
    const { domain, templates, woven } = ABD_LEVELS[index % ABD_LEVELS.length]!;
    const random = Random.from("affine/test/differential", tag, index);
    const program = draftProgram(domain, { templates, readsAll: woven }, random);
    if (program === null) continue;
    const inputs = Array.from({ length: inputsEach - 2 }, () => drawInput(domain, random));
    predictions.push(predict(program, domain, [...inputs, ...edges(domain)]));
  }
  return predictions;
}

/** Programs that print one list of deep random arithmetic each: precedence, signs, rounding. */
export function arithmeticPrograms(programs: number, inputsEach: number): Prediction[] {
  const { domain } = ABD_LEVELS[2]!;
  return Array.from({ length: programs }, (_, index) => {
    const random = Random.from("affine/test/arithmetic", index);
    const items = Array.from({ length: 4 }, () => randomNumber(random, 4));
    const program: Program = {
      helpers: [],
      statements: [
        { is: "set-number", name: "y", value: minus("key", 50) },
        { is: "set-list", name: "p1", value: { is: "list", items } },
        {
          is: "if",
          branches: [
            { when: compare(items[0]!, "<", items[1]!), then: [{ is: "append", name: "p1", value: number(1) }] },
            { when: compare(items[2]!, ">=", items[3]!), then: [{ is: "append", name: "p1", value: number(2) }] },
          ],
          otherwise: [],
        },
        { is: "print-list", of: { is: "list-variable", name: "p1" } },
      ],
    };
    const inputs = Array.from({ length: inputsEach }, () => drawInput(domain, random));
    return predict(program, domain, inputs);
  });
}

function predict(program: Program, domain: Domain, inputs: readonly ProgramInput[]): Prediction {
  const run = compileProgram(program);
  const predicted = inputs.map((input) => {
    const result = run(input);
    if (result.ended) return result.lines.map((line) => `${line}\n`).join("");
    return result.fault === "number_too_large" ? undefined : null;
  });
  return { program: printProgram(program, domain), inputs: inputs.map(writeInput), predicted };
}

function edges({ count, largest, letters, largestKey }: Domain): ProgramInput[] {
  return [
    { numbers: new Array<number>(count).fill(0), word: "a".repeat(letters), key: 1 },
    { numbers: new Array<number>(count).fill(largest), word: "z".repeat(letters), key: largestKey },
  ];
}

function randomNumber(random: Random, depth: number): NumberExpression {
  if (depth === 0 || random.chance(1, 6)) return number(random.pick(["key", "y", random.below(12)]));
  const [left, right] = [randomNumber(random, depth - 1), randomNumber(random, depth - 1)];
  const make = random.pick([plus, minus, times, over, modulo, xor, (only: NumberExpression) => negated(only)]);
  return make(left, right);
}
