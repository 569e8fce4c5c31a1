import { pooled, tetrachoric, type Correlation, type FourCounts } from "./tetrachoric.ts";

/** One answer of one model, as a record of a rollout says it. */
export interface RecordedAnswer {
  readonly hotkey: string;
  readonly model: string;
  readonly revision: string;
  readonly env: string;
  /** Id of the question: answers to the same one are compared. */
  readonly challenge: string;
  readonly outcome: string;
  /** Thousandths. */
  readonly score: number;
}

/** A model of a miner. */
export interface AnsweringModel {
  readonly hotkey: string;
  readonly model: string;
  readonly revision: string;
}

/** How much two models share of their luck, beyond which questions are asked of both. */
export interface PairEstimate extends Correlation {
  readonly first: AnsweringModel;
  readonly second: AnsweringModel;
  /** Where both are right and wrong together: the estimate of each environment that allows one. */
  readonly environments: readonly (Correlation & { readonly env: string })[];
}

/** From this score on an answer counts as right: partial credit is cut in two. */
const RIGHT_FROM = 500;
/** With fewer common questions in an environment its estimate is left out. */
const LEAST_QUESTIONS = 50;

interface Counts {
  both: number;
  onlyFirst: number;
  onlySecond: number;
  neither: number;
}

/**
 * Estimates r of the outcome model for every two models that answered the same questions: the tetrachoric correlation
 * in each environment, pooled by precision. Failures of a model count as wrong; failures of the host and void questions
 * are left out. Strongest first; pairs with fewer than fifty common questions in every environment are left out.
 *
 * @param answers in any order; the first of a model to a question counts
 */
export function estimateR(answers: Iterable<RecordedAnswer>): readonly PairEstimate[] {
  const models = new Map<string, AnsweringModel>();
  const questions = new Map<string, { readonly env: string; readonly right: Map<string, boolean> }>();
  for (const { hotkey, model, revision, env, challenge, outcome, score } of answers) {
    if (outcome !== "scored" && outcome !== "model_failure") continue;
    const id = JSON.stringify([hotkey, model, revision]);
    if (!models.has(id)) models.set(id, { hotkey, model, revision });
    let question = questions.get(challenge);
    if (question === undefined) questions.set(challenge, (question = { env, right: new Map() }));
    if (!question.right.has(id)) question.right.set(id, score >= RIGHT_FROM);
  }
  const estimates = [...countPairs(questions.values())].flatMap(([pair, byEnvironment]) => {
    const [first = "", second = ""] = JSON.parse(pair) as string[];
    return estimatePair(models.get(first), models.get(second), byEnvironment);
  });
  return estimates.sort((x, y) => y.r - x.r);
}

function countPairs(
  questions: Iterable<{ readonly env: string; readonly right: ReadonlyMap<string, boolean> }>,
): Map<string, Map<string, Counts>> {
  const pairs = new Map<string, Map<string, Counts>>();
  for (const { env, right } of questions) {
    const all = [...right].sort(([x], [y]) => (x < y ? -1 : 1));
    for (const [place, [first, firstRight]] of all.entries()) {
      for (const [second, secondRight] of all.slice(place + 1)) {
        const pair = JSON.stringify([first, second]);
        let byEnvironment = pairs.get(pair);
        if (byEnvironment === undefined) pairs.set(pair, (byEnvironment = new Map<string, Counts>()));
        let counts = byEnvironment.get(env);
        if (counts === undefined) {
          byEnvironment.set(env, (counts = { both: 0, onlyFirst: 0, onlySecond: 0, neither: 0 }));
        }
        counts[firstRight ? (secondRight ? "both" : "onlyFirst") : secondRight ? "onlySecond" : "neither"] += 1;
      }
    }
  }
  return pairs;
}

function estimatePair(
  first: AnsweringModel | undefined,
  second: AnsweringModel | undefined,
  byEnvironment: ReadonlyMap<string, FourCounts>,
): PairEstimate[] {
  const inOrder = [...byEnvironment].sort(([x], [y]) => (x < y ? -1 : 1));
  const environments = inOrder.flatMap(([env, counts]) => {
    const found = tetrachoric(counts);
    return found === null || found.questions < LEAST_QUESTIONS ? [] : [{ env, ...found }];
  });
  const all = pooled(environments);
  if (all === null || first === undefined || second === undefined) return [];
  return [{ first, second, ...all, environments }];
}
