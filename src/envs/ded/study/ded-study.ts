import type { Random } from "../../../core/index.ts";
import type { AnswerLine } from "../../answer-line.ts";
import type { Baseline, Study } from "../../study.ts";
import type { DedSecret, GeneratedTask } from "../ded-secret.ts";
import { mutantsOf } from "../spec/mutants.ts";
import { fitsTogether, type Spec } from "../spec/spec.ts";
import { writePython } from "../spec/write-python.ts";
import { fenced } from "../../judge/fenced.ts";
import { rightAnswers } from "./right-answers.ts";
import { openQuestion, type OpenedQuestion } from "./opened-question.ts";
import { taskShape } from "./task-shape.ts";

/** How DED is measured. The oracle is emitter B of the table, which knows nothing of interpreter A. */
export const dedStudy: Study<DedSecret> = {
  promptBarCharacters: 4_000,
  oracle: ({ secret }) => (secret.source === "generated" ? fenced(writePython(secret.spec, secret.style)) : ""),
  blind: [
    { name: "empty", answer: () => "" },
    { name: "empty program", answer: () => fenced("pass") },
    { name: "echo of the prompt", answer: ({ prompt }) => prompt },
    program("echo of the input", () => "text"),
    program("the example's output", ({ exampleOutput }) => JSON.stringify(exampleOutput)),
    program("the word for nothing", ({ spec }) => JSON.stringify(spec?.format.values["empty"] ?? "0")),
    program("the first line", () => 'text.split("\\n")[0]'),
  ],
  shallow: [
    reader("all steps but the first", (spec) => ({ ...spec, steps: spec.steps.slice(1) })),
    reader("all steps but the last", (spec) => ({ ...spec, steps: spec.steps.slice(0, -1) })),
  ],
  strong: [reader("the statement with one slip", (spec, random) => random.pick(mutantsOf(spec)).spec)],
  answerLines: ({ secret }) => (secret.source === "generated" ? telling(secret) : []),
  timedContext: ({ secret }) => ({ python: rightAnswers(secret) }),
  shape: ({ secret }) => (secret.source === "generated" ? taskShape(secret.spec) : JSON.stringify(secret.cases)),
  figures: ({ prompt, secret }) => ({
    promptCharacters: prompt.length,
    tests: secret.source === "generated" ? secret.tests.length : secret.cases.length,
    sentences: secret.source === "generated" ? secret.spec.rules.length + secret.spec.steps.length + 2 : 0,
    programLines: secret.source === "generated" ? writePython(secret.spec, secret.style).split("\n").length : 0,
  }),
};

/** A baseline that gives the same kind of answer to every input; `expression` may use `text`, the whole input. */
function program(name: string, expression: (question: OpenedQuestion) => string): Baseline {
  return {
    name,
    answer(question) {
      const opened = openQuestion(question);
      const head = `def solve(text):\n    return ${expression(opened)}\n`;
      return fenced(opened.style === "function_call" ? head : `${head}\nimport sys\nprint(solve(sys.stdin.read()))\n`);
    },
  };
}

/** A baseline that understands the whole statement and then does something else. */
function reader(name: string, change: (spec: Spec, random: Random) => Spec): Baseline {
  return {
    name,
    answer(question, random) {
      const { spec, style } = openQuestion(question);
      if (spec === null) return "";
      const changed = change(spec, random);
      return fitsTogether(changed) ? fenced(writePython(changed, style)) : fenced("pass");
    },
  };
}

/** What must not stand in a prompt: lines of a right program and hidden inputs. Two bits a letter or digit at least. */
function telling({ spec, style, tests }: GeneratedTask): AnswerLine[] {
  const texts = [...writePython(spec, style).split("\n"), ...tests.map(({ input }) => input)];
  return texts.map((text) => ({ text, bits: 2 * Array.from(text).filter((letter) => /[a-z0-9]/.test(letter)).length }));
}
