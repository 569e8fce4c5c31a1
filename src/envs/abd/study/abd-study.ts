import type { Random } from "../../../core/index.ts";
import type { Baseline, Study } from "../../study.ts";
import type { AbdSecret } from "../abd-secret.ts";
import { drawInput, writeInput, type ProgramInput } from "../domain.ts";
import { compileProgram } from "../run/compile-program.ts";
import { printProgram } from "../tree/print-program.ts";
import { answerLines } from "./answer-lines.ts";
import { climb, onePass } from "./climb.ts";
import { openedQuestion, openQuestion, type OpenedQuestion } from "./opened-question.ts";
import { outputAsInput } from "./output-as-input.ts";
import { taskShape } from "./task-shape.ts";

const SHORT_CLIMB = 300;
const LONG_CLIMB = 2_000;
/**
 * Tokens that a language model writes for one step of a program in words, such as "x=17: 17 % 4 = 1, so 17*3-18 = 33".
 * Whoever works backwards undoes every step of the run once and then runs it forwards once, to see that it is right.
 */
const TOKENS_A_STEP = 25;
const TIMES_WRITTEN = 2;

/** How abduction is measured. */
export const abdStudy: Study<AbdSecret> = {
  opened: ({ secret }) => openQuestion(secret),
  promptBarCharacters: 8_000,
  oracle: ({ secret }) => tagged(secret.source === "corpus" ? secret.input : writeInput(secret.input)),
  blind: [
    { name: "empty", answer: () => "" },
    { name: "empty answer", answer: () => "<input></input>" },
    { name: "echo of the prompt", answer: ({ prompt }) => prompt },
    { name: "echo of the output", answer: (question) => tagged(openedQuestion(question).output.join("\n")) },
    guess("output in the form of an input", outputAsInput),
    guess("least values", ({ domain }) => ({
      numbers: Array.from({ length: domain.count }, () => 0),
      word: "a".repeat(domain.letters),
      key: 1,
    })),
    guess("greatest values", ({ domain }) => ({
      numbers: Array.from({ length: domain.count }, () => domain.largest),
      word: "z".repeat(domain.letters),
      key: domain.largestKey,
    })),
    guess("random", ({ domain }, random) => drawInput(domain, random)),
  ],
  shallow: [
    guess(`climb, ${SHORT_CLIMB} runs`, (question, random) => climb(question, SHORT_CLIMB, random)),
    guess("best value of each element, one pass", onePass),
  ],
  strong: [guess(`climb, ${LONG_CLIMB} runs`, (question, random) => climb(question, LONG_CLIMB, random))],
  answerLines: ({ secret }) => (secret.source === "corpus" ? [] : answerLines(secret.domain, secret.input)),
  shape: ({ secret }) => taskShape(secret),
  figures: ({ prompt, secret }) => {
    const promptCharacters = prompt.length;
    if (secret.source === "corpus") return { promptCharacters };
    const run = compileProgram(secret.program)(secret.input);
    const steps = run.ended ? run.steps : 0;
    return {
      promptCharacters,
      programCharacters: printProgram(secret.program, secret.domain).length,
      outputCharacters: secret.output.join("\n").length,
      steps,
      estimatedTokens: steps * TIMES_WRITTEN * TOKENS_A_STEP,
    };
  },
};

/** A baseline that reads program and output, as anybody could. */
function guess(name: string, find: (question: OpenedQuestion, random: Random) => ProgramInput): Baseline {
  return { name, answer: (question, random) => tagged(writeInput(find(openedQuestion(question), random))) };
}

function tagged(input: string): string {
  return `<input>\n${input}\n</input>`;
}
