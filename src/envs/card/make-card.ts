import type { CheckContext, Environment } from "../environment.ts";
import { judgeBars } from "./bars.ts";
import type { Card } from "./card.ts";
import type { CardClock } from "./card-clock.ts";
import { collectFacts } from "./collect-facts.ts";
import { measureSlice } from "./measure-slice.ts";
import { planSlices } from "./plan-slices.ts";
import type { CardSlice, SliceResult } from "./slice.ts";
import { refuseHugePrompts } from "./huge-prompts.ts";
import { spotFacts } from "./spot-facts.ts";
import { refuseUnsteady } from "./steady.ts";
import { subjectOf, type Subject } from "./subject.ts";
import { timings } from "./timings.ts";

/** How far a measurement is. */
export interface CardProgress {
  /** What is being measured: `baselines, level 3`. */
  readonly step: string;
  readonly done: number;
  readonly of: number;
}

export interface CardOptions {
  /**
   * Questions a level for the right answer and for each baseline; 1,000 unless told. The other counts follow: ten times
   * as many for duplicates, 200 times as many hostile answers, at most 60 for the medians of figures.
   */
  readonly samples?: number;
  /** What checking needs besides the answer. */
  readonly context?: CheckContext;
  /** Without one the card has no timings. */
  readonly clock?: CardClock;
  /** Told at the beginning of each slice. */
  readonly onProgress?: (progress: CardProgress) => void;
  /**
   * Measures all slices, in any order and anywhere, with {@link measureCardSlice}; the results come in the order of the
   * slices. One after the other in this thread unless told.
   */
  readonly measure?: (
    slices: readonly CardSlice[],
    onStart: (slice: CardSlice) => void,
  ) => Promise<readonly SliceResult[]>;
  /**
   * Measures the golden questions once more, elsewhere: in another thread they show what lies in the state of this one.
   * In this thread unless told.
   */
  readonly again?: CardOptions["measure"];
}

/**
 * Measures an environment. The facts are the same on every machine and however the work is shared; timings stand apart.
 *
 * @throws AffineError `unsupported` for an environment without a study; `environment_broken` for one whose questions or
 * verdicts differ when they are made again, or whose first prompts are so long that nothing else is worth its time.
 * @example const { facts } = await makeCard(satEnvironment, { samples: 100 });
 */
export async function makeCard(environment: Environment, options: CardOptions = {}): Promise<Card> {
  const { samples = 1000, context = {}, clock, onProgress = () => undefined } = options;
  const subject = subjectOf(environment, context);
  const slices = planSlices(environment.info, samples, subject.study.duplicatesASample);
  let started = 0;
  const onStart = ({ check, level }: CardSlice): void => {
    onProgress({ step: level === 0 ? check : `${check}, level ${level}`, done: started, of: slices.length });
    started += 1;
  };
  refuseHugePrompts(subject);
  const results = await (options.measure ?? inTurn(subject))(slices, onStart);
  const golden = slices.filter(({ check }) => check === "golden");
  const again = await (options.again ?? inTurn(subject))(golden, () => undefined);
  for (const [index, slice] of golden.entries()) {
    const [one, other] = [results[slices.indexOf(slice)], again[index]];
    if (one?.check !== "golden" || other?.check !== "golden") continue;
    refuseUnsteady(environment.info.name, slice.level, one.marks, other.marks);
  }
  const measured = slices.map((slice, index) => ({ slice, result: results[index] as SliceResult }));
  const facts = collectFacts(subject, samples, measured);
  if (clock !== undefined) onProgress({ step: "timings", done: slices.length, of: slices.length });
  return {
    facts: { ...facts, bars: judgeBars(facts) },
    spot: await spotFacts(subject),
    timings: clock === undefined ? null : await timings(subject, samples, clock),
  };
}

/** Measures one slice of the card of an environment: what another thread does for {@link CardOptions.measure}. */
export async function measureCardSlice(
  environment: Environment,
  slice: CardSlice,
  context: CheckContext = {},
): Promise<SliceResult> {
  return measureSlice(subjectOf(environment, context), slice);
}

function inTurn(subject: Subject): NonNullable<CardOptions["measure"]> {
  return async (slices, onStart) => {
    const results: SliceResult[] = [];
    for (const slice of slices) {
      onStart(slice);
      results.push(await measureSlice(subject, slice));
    }
    return results;
  };
}

/** True when every bar of a card is met. */
export function cardPasses(card: Card): boolean {
  return [...card.facts.bars, ...(card.timings?.bars ?? [])].every((bar) => bar.met);
}
