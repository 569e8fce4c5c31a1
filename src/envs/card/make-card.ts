import type { CheckContext, Environment } from "../environment.ts";
import { judgeBars } from "./bars.ts";
import { baselineRates } from "./baseline-rates.ts";
import type { Card } from "./card.ts";
import { fuzz } from "./fuzz.ts";
import { goldenHashes } from "./golden.ts";
import { duplicates, medianFigures, oracleAndLeaks } from "./question-checks.ts";
import { subjectOf } from "./subject.ts";
import { timings } from "./timings.ts";

export interface CardOptions {
  /**
   * Questions a level for the right answer and for each baseline; 1,000 unless told. The other counts follow: ten times
   * as many for duplicates, 200 times as many hostile answers, at most 60 for the medians of figures.
   */
  readonly samples?: number;
  /** What checking needs besides the answer. */
  readonly context?: CheckContext;
  /** A clock in milliseconds; without it the card has no timings. */
  readonly nowMs?: () => number;
  /** Told what is being measured. */
  readonly onProgress?: (step: string) => void;
}

const FIGURE_SAMPLES = 60;

/**
 * Measures an environment. The facts are the same on every machine; timings stand apart.
 *
 * @throws AffineError `unsupported` for an environment without a study.
 * @example const { facts } = await makeCard(satEnvironment, { samples: 100 });
 */
export async function makeCard(environment: Environment, options: CardOptions = {}): Promise<Card> {
  const { samples = 1000, context = {}, nowMs, onProgress = () => undefined } = options;
  const subject = subjectOf(environment, context);
  const { study } = subject;
  onProgress("golden hashes");
  const golden = goldenHashes(environment);
  onProgress("right answers and leaks");
  const { oracle, leaks } = await oracleAndLeaks(subject, samples);
  onProgress("baselines");
  const blind = await baselineRates(subject, study.blind, samples);
  const shallow = await baselineRates(subject, study.shallow, samples);
  const strong = await baselineRates(subject, study.strong, samples);
  onProgress("figures");
  const figures = medianFigures(subject, Math.min(FIGURE_SAMPLES, samples));
  onProgress("duplicates");
  const repeated = duplicates(subject, samples * 10);
  onProgress("hostile answers");
  const fuzzed = await fuzz(subject, samples * 200);
  const facts = {
    environment: environment.info.name,
    version: environment.info.version,
    samples,
    scoredLevels: environment.info.scoredLevels,
    golden,
    oracle,
    blind,
    shallow,
    strong,
    figures,
    leaks,
    ...repeated,
    fuzz: fuzzed,
  };
  if (nowMs !== undefined) onProgress("timings");
  return {
    facts: { ...facts, bars: judgeBars(facts) },
    timings: nowMs === undefined ? null : await timings(subject, samples, nowMs),
  };
}

/** True when every bar of a card is met. */
export function cardPasses(card: Card): boolean {
  return [...card.facts.bars, ...(card.timings?.bars ?? [])].every((bar) => bar.met);
}
