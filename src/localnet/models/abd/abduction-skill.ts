import type { Random } from "../../../core/index.ts";
import { FastRandom } from "../fast-random.ts";
import type { Solver } from "../model-config.ts";
import type { Prompt } from "../prompt.ts";
import type { Budget, TaskSkill } from "../task-skill.ts";
import { guessFromOutput, randomGuess, search } from "./search.ts";
import { type AbductionTask, type Guess, linesOf, looksLikeAbduction, readTask } from "./task.ts";

/** Runs of the program for each flip and element that a model is allowed: elements have more values than variables. */
const RUNS_PER_FLIP = 10;
/** Bound of work for one question: 40 ms of a core that is warm. Twice as much solves a quarter more. */
const MOST_RUNS = 6_000;
/** Who is about to slip searches only so much of it: what is found is spoilt in the end. */
const SLIP_SHARE = 0.1;

/** Abduction: find an input for which a program prints a given output. */
export const abductionSkill: TaskSkill = {
  name: "ABD",
  recognises: (prompt: Prompt) => looksLikeAbduction(prompt.question),
  answer(prompt: Prompt, random: Random, budget: Budget): string {
    const task = readTask(prompt.question);
    if (task === null) return "I do not understand this program, so I have no input to offer.";
    const slips = random.chance(budget.mistakeThousandths, 1000);
    const guess = guessFor(task, new FastRandom(random), budget, slips ? SLIP_SHARE : 1);
    return write(task, slips ? spoilt(task, guess, random) : guess, budget.solver);
  },
};

/** The input that a model of this strength comes up with. */
function guessFor(task: AbductionTask, random: FastRandom, budget: Budget, share: number): Guess {
  switch (budget.solver) {
    case "random":
      return randomGuess(task, random);
    case "majority":
      return guessFromOutput(task);
    case "walksat": {
      const elements = task.count + task.letters + 1;
      return search(task, random, share * Math.min(MOST_RUNS, budget.flipsPerVariable * elements * RUNS_PER_FLIP));
    }
    case "full":
      return search(task, random, share * MOST_RUNS);
  }
}

/** A slip of the pen: one number read off wrongly. */
function spoilt(task: AbductionTask, guess: Guess, random: Random): Guess {
  const at = random.below(task.count);
  const value = ((guess.numbers[at] as number) + 1 + random.below(task.largest)) % (task.largest + 1);
  return { ...guess, numbers: guess.numbers.with(at, value) };
}

const METHODS: Record<Solver, string> = {
  random: "I pick an input at random",
  majority: "I take the numbers and letters of the output for the input",
  walksat: "I start anywhere and change one element after the other for the better",
  full: "I start anywhere, change one element after the other for the better, and start again, many times",
};

function write(task: AbductionTask, guess: Guess, solver: Solver): string {
  return [
    `The program reads ${task.count} integers, ${task.letters} letters and one more integer.`,
    `${METHODS[solver]}. This is the best I have found.`,
    `<input>\n${linesOf(guess).join("\n")}\n</input>`,
  ].join("\n");
}
