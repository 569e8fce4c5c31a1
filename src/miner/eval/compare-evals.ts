import { AffineError } from "../../core/index.ts";
import { RunningInterval, V2_CONSTANTS } from "../../mechanism/index.ts";
import { counts, type EvalAnswer } from "./eval-answer.ts";

/** Two models on the same questions of an environment, or on all. */
export interface PairedRow {
  /** `null` over all. */
  readonly env: string | null;
  /** Questions that both answered. */
  readonly pairs: number;
  /** Of these, where the second model scored more, less, the same. */
  readonly won: number;
  readonly lost: number;
  readonly tied: number;
  /** Mean scores over the pairs, basis points. */
  readonly firstBp: number;
  readonly secondBp: number;
  /** Mean of second minus first, and its 95% interval, basis points. */
  readonly gainBp: number;
  readonly lowBp: number;
  readonly highBp: number;
}

export interface Comparison {
  /** By environment, then over all pairs. */
  readonly rows: readonly PairedRow[];
  /** Questions of only one of them, or without a score in one. */
  readonly unpaired: number;
}

/**
 * Compares two evaluations question by question. The interval is the one of the contest: by betting against each mean,
 * it holds for any number of pairs and however often one looks, and so is a little wider than one that is looked at once.
 *
 * @param first,second one answer a question, as `readEvalFile` reads them
 * @throws AffineError `invalid_input` when they have no question in common that both answered, and when one answers a
 * question twice: the interval takes every pair for a question of its own
 */
export function compareEvals(first: readonly EvalAnswer[], second: readonly EvalAnswer[]): Comparison {
  for (const answers of [first, second]) refuseRepeated(answers);
  const known = new Map(first.filter(counts).map((answer) => [answer.challenge, answer]));
  const pairs = second.filter(counts).flatMap((after) => {
    const before = known.get(after.challenge);
    return before === undefined ? [] : [{ env: after.env, before: before.score, after: after.score }];
  });
  if (pairs.length === 0) {
    throw new AffineError("invalid_input", "The two evaluations have no question in common that both answered.", {
      hint: "Ask both with the same --seed, -e and --max-tokens.",
    });
  }
  const names = [...new Set(pairs.map(({ env }) => env))].sort();
  const rows = names.map((env) =>
    rowOf(
      env,
      pairs.filter((pair) => pair.env === env),
    ),
  );
  const all = new Set([...first, ...second].map(({ challenge }) => challenge));
  return { rows: names.length > 1 ? [...rows, rowOf(null, pairs)] : rows, unpaired: all.size - pairs.length };
}

function refuseRepeated(answers: readonly EvalAnswer[]): void {
  const seen = new Set<string>();
  for (const { env, index, challenge } of answers.filter(counts)) {
    if (!seen.has(challenge)) seen.add(challenge);
    else throw new AffineError("invalid_input", `Question ${index} of ${env} is answered twice in one evaluation.`);
  }
}

function rowOf(env: string | null, pairs: readonly { readonly before: number; readonly after: number }[]): PairedRow {
  const interval = new RunningInterval(1, V2_CONSTANTS.intervalLevel);
  for (const { before, after } of pairs) interval.add(after - before);
  const meanBp = (of: (pair: (typeof pairs)[number]) => number): number =>
    Math.round((10 * pairs.reduce((sum, pair) => sum + of(pair), 0)) / pairs.length);
  return {
    env,
    pairs: pairs.length,
    won: pairs.filter(({ before, after }) => after > before).length,
    lost: pairs.filter(({ before, after }) => after < before).length,
    tied: pairs.filter(({ before, after }) => after === before).length,
    firstBp: meanBp(({ before }) => before),
    secondBp: meanBp(({ after }) => after),
    gainBp: meanBp(({ before, after }) => after - before),
    ...interval.now(),
  };
}
