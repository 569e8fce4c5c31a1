import { z } from "zod";
import type { AnswerView } from "../../arena/index.ts";
import { AffineError } from "../../core/index.ts";
import { challengeFromId, type FailedTest } from "../../envs/index.ts";
import { clip } from "../../io/index.ts";
import { saidIn } from "../../rounds/index.ts";
import { python, type PythonEngine } from "../../sandbox/index.ts";
import { readTranscript, type Store } from "../../store/index.ts";
import { RUN_PROGRAMS } from "./run-programs.ts";

export const failedTestSchema = z.object({
  /** Thousandths, as judged now in this validator's sandbox. */
  score: z.int().min(0).max(1000),
  reason: z.string(),
  /** The first hidden test that the program did not pass; `null` where it passed all or was not run. */
  failed: z
    .object({
      input: z.string(),
      printed: z.string().nullable(),
      wanted: z.string(),
      /** Which test it is, where tests have names. */
      test: z.string().nullable(),
      /** The last that the interpreter said, where the program did not end well. */
      error: z.string().nullable(),
      /** Tests that were passed, of so many; `null` where the environment does not count them. */
      passed: z.int().nonnegative().nullable(),
      tests: z.int().positive().nullable(),
    })
    .nullable(),
});
export type FailedTestView = z.infer<typeof failedTestSchema>;

/** Of each of its texts. */
const MOST_CHARACTERS = 2000;
const KEPT = 500;
/** Programs are run one after the other; whoever comes when so many wait is sent away. */
const MOST_WAITING = 8;

/**
 * Runs recorded programs again for those who look at them: which hidden test was the first that failed, what was printed
 * and what was wanted. The questions are past, and anybody can compute the same from the records.
 */
export class FailedTests {
  readonly #store: Pick<Store, "get">;
  readonly #engine: Pick<PythonEngine, "run">;
  readonly #known = new Map<string, FailedTestView>();
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(store: Pick<Store, "get">, engine: Pick<PythonEngine, "run"> = python) {
    this.#store = store;
    this.#engine = engine;
  }

  /**
   * @throws AffineError `unsupported` for an environment that runs no programs, `not_found` where the text is gone,
   * `overloaded`, `sandbox_unavailable`
   */
  async of(netuid: number, challenge: string, { transcript }: Pick<AnswerView, "transcript">): Promise<FailedTestView> {
    const env = challenge.slice(0, challenge.indexOf("/"));
    if (!RUN_PROGRAMS.includes(env)) {
      throw new AffineError("unsupported", `Answers to ${clip(env, 20)} are no programs.`, {
        hint: "The page recomputes them in the browser.",
      });
    }
    if (transcript === null) throw new AffineError("not_found", "Nothing was said.");
    const known = this.#known.get(transcript);
    if (known !== undefined) return known;
    if (this.#waiting >= MOST_WAITING) {
      throw new AffineError("overloaded", "Enough programs wait to be run again.", { hint: "Ask again in a moment." });
    }
    this.#waiting += 1;
    const turn = this.#last.then(() => this.#run(netuid, challenge, transcript));
    this.#last = turn.catch(() => undefined);
    return turn.finally(() => (this.#waiting -= 1));
  }

  async #run(netuid: number, challenge: string, hash: string): Promise<FailedTestView> {
    const transcript = await readTranscript(this.#store as Store, netuid, hash);
    if (transcript === undefined) {
      throw new AffineError("not_found", "The text of this answer is not here (any more).");
    }
    const asked = challengeFromId(challenge);
    const said =
      asked.episode === null
        ? transcript.text
        : [...(transcript.earlier ?? []), transcript].map((turn) => saidIn(turn));
    const found: FailedTest[] = [];
    const evaluation = await asked.evaluate(said, {
      python: this.#engine as PythonEngine,
      onFailedTest: (test) => void found.push(test),
    });
    const { thousandths: score, reason, metrics } = evaluation;
    const [first] = found;
    const view = { score, reason, failed: first === undefined ? null : inView(first, metrics) };
    this.#known.set(hash, view);
    const [oldest] = this.#known.keys();
    if (this.#known.size > KEPT && oldest !== undefined) this.#known.delete(oldest);
    return view;
  }
}

function inView(
  { input, printed, wanted, test, error }: FailedTest,
  { tests, passed }: Readonly<Record<string, number>>,
): NonNullable<FailedTestView["failed"]> {
  const short = (text: string): string => clip(text, MOST_CHARACTERS);
  return {
    ...{ input: short(input), printed: printed === null ? null : short(printed), wanted: short(wanted) },
    ...{ test: test ?? null, error: error === undefined ? null : short(error) },
    ...{ passed: passed ?? null, tests: tests ?? null },
  };
}
