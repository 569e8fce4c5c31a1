import type { Random } from "../../../core/index.ts";
import type { AnswerLine } from "../../answer-line.ts";
import { fenced } from "../../judge/fenced.ts";
import type { Baseline, Question, Study } from "../../study.ts";
import type { DedSecret, GeneratedTask } from "../ded-secret.ts";
import { mutantsOf } from "../hidden/mutants.ts";
import { writePython, type Otherwise, type Style } from "../python/write-python.ts";
import type { Task } from "../task/task.ts";
import { bruteForce } from "./brute-force.ts";
import { rightAnswers } from "./right-answers.ts";
import type { Lessons } from "./readers/lessons.ts";
import { lessonsFor, statementIn } from "./readers/readers.ts";
import { taskShape } from "./task-shape.ts";

/** What the prompt says, for baselines that understand all of it. */
interface Opened {
  readonly task: Task;
  readonly style: Style;
}

/** How DED is measured. The oracle writes Python from the task and knows nothing of the interpreter. */
export const dedStudy: Study<DedSecret> = {
  promptBarCharacters: 6_000,
  opened: ({ secret }) => (secret.source === "generated" ? { task: secret.task, style: secret.style } : null),
  oracle: ({ secret }) => (secret.source === "generated" ? fenced(writePython(secret.task, secret.style)) : ""),
  blind: [
    { name: "empty", answer: () => "" },
    { name: "empty program", answer: () => fenced("pass") },
    { name: "echo of the prompt", answer: ({ prompt }) => prompt },
    program("echo of the input", () => "text"),
    program("the example's output", ({ prompt }) => JSON.stringify(exampleOutput(prompt))),
    program("the word for nothing", (question) => JSON.stringify(opened(question)?.task.none ?? "0")),
    program("the first line", () => 'text.split("\\n")[0]'),
  ],
  shallow: [
    reader("dictionary of sentences", (lessons, statement) => lessons.byDictionary(statement)),
    reader("dictionary of clauses", (lessons, statement) => lessons.byClauses(statement)),
    reader("most similar sentences", (lessons, statement) => lessons.byNearestSentences(statement)),
    reader("most similar question", (lessons, statement) => lessons.byNearestQuestion(statement)),
    solver("the first tenth of the items", () => ({ items: "(n + 9) // 10" })),
    solver("brute force, a tenth of the steps", (task) => {
      const goal = bruteForce(task, "2 * n");
      return goal === null ? { items: "(n + 9) // 10" } : { goal };
    }),
  ],
  strong: [
    {
      name: "the statement with one slip",
      answer(question, random) {
        const known = opened(question);
        return known === null ? "" : fenced(writePython(slipped(known.task, random), known.style));
      },
    },
  ],
  answerLines: ({ secret }) => (secret.source === "generated" ? telling(secret) : []),
  timedContext: ({ secret }) => ({ python: rightAnswers(secret) }),
  shape: ({ secret }) => (secret.source === "generated" ? taskShape(secret.task) : JSON.stringify(secret.cases)),
  figures: ({ prompt, secret }) => {
    const generated = secret.source === "generated" ? secret : null;
    const written = generated === null ? "" : writePython(generated.task, generated.style);
    return {
      promptCharacters: prompt.length,
      tests: secret.source === "generated" ? secret.tests.length : secret.cases.length,
      programLines: written.split("\n").length,
      // At four characters a token of English and three of code.
      estimatedTokens: Math.round(prompt.length / 4 + written.length / 3),
    };
  },
};

function opened(question: Question): Opened | null {
  return (question.opened ?? null) as Opened | null;
}

function exampleOutput(prompt: string): string {
  return prompt.split("Example output:\n```text\n")[1]?.split("\n```")[0] ?? "";
}

/** A baseline that gives the same kind of answer to every input; `expression` may use `text`, the whole input. */
function program(name: string, expression: (question: Question) => string): Baseline {
  return {
    name,
    answer: (question) => styled(question, `def solve(text):\n    return ${expression(question)}\n`),
  };
}

/** A baseline that has learnt from pairs of question and answer. */
function reader(name: string, read: (lessons: Lessons, statement: string) => string | null): Baseline {
  return {
    name,
    answer(question) {
      const written = read(lessonsFor(question), statementIn(question.prompt));
      return written === null ? fenced("pass") : styled(question, written);
    },
  };
}

/** A baseline that understands the whole statement and does less work. */
function solver(name: string, less: (task: Task) => Otherwise): Baseline {
  return {
    name,
    answer(question) {
      const known = opened(question);
      return known === null ? "" : fenced(writePython(known.task, known.style, less(known.task)));
    },
  };
}

function styled({ prompt }: Question, solve: string): string {
  const asFunction = prompt.startsWith("Write a Python 3 function");
  return fenced(asFunction ? solve : `${solve}\nimport sys\nprint(solve(sys.stdin.read()))\n`);
}

/** A near miss that has a program: misread conventions have none. */
function slipped(task: Task, random: Random): Task {
  return random.pick(mutantsOf(task).filter(({ slip }) => slip === null)).task;
}

/** What must not stand in a prompt: lines of a right program and hidden inputs. Two bits a letter or digit at least. */
function telling({ task, style, tests }: GeneratedTask): AnswerLine[] {
  const inputs = tests.flatMap((test) => ("input" in test ? [test.input] : []));
  const texts = [...writePython(task, style).split("\n"), ...inputs];
  return texts.map((text) => ({ text, bits: 2 * Array.from(text).filter((letter) => /[a-z0-9]/.test(letter)).length }));
}
