import { kinds, need } from "../../core/index.ts";
import type { CheckContext, Environment } from "../environment.ts";
import { needEnvironment } from "../needed-environment.ts";
import { judgeBars } from "./bars.ts";
import type { Card } from "./card.ts";
import type { CardClock } from "./card-clock.ts";
import { collectFacts } from "./collect-facts.ts";
import { inTurn, progressOf, type CardProgress, type MeasureAll } from "./measure-all.ts";
import { measureSlice } from "./measure-slice.ts";
import { HOSTILE_A_SAMPLE, planSlices } from "./plan-slices.ts";
import { refuseHugePrompts } from "./huge-prompts.ts";
import type { CardSlice, SliceResult } from "./slice.ts";
import { spotFacts } from "./spot-facts.ts";
import { refuseUnsteady } from "./steady.ts";
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
  /** Without one the card has no timings. */
  readonly clock?: CardClock;
  /** Told at the beginning of each slice. */
  readonly onProgress?: (progress: CardProgress) => void;
  /** With {@link measureCardSlice}; one slice after the other in this thread unless told. */
  readonly measure?: MeasureAll;
  /**
   * Measures the golden questions once more, elsewhere: in another thread they show what lies in the state of this one.
   * In this thread unless told.
   */
  readonly again?: MeasureAll;
}

/** More would take years. */
const MOST_SAMPLES = 1_000_000;
const optionsKind = kinds.shape({
  samples: kinds.maybe(kinds.between(1, MOST_SAMPLES)),
  context: kinds.maybe(kinds.object),
  clock: kinds.maybe(kinds.shape({ name: kinds.text, nowMs: kinds.call })),
  onProgress: kinds.maybe(kinds.call),
  measure: kinds.maybe(kinds.call),
  again: kinds.maybe(kinds.call),
});
const sliceKind = kinds.shape({
  check: kinds.oneOf(["golden", "oracle", "baselines", "figures", "duplicates", "hostile"]),
  level: kinds.whole,
  from: kinds.between(0, MOST_SAMPLES * HOSTILE_A_SAMPLE),
  below: kinds.between(0, MOST_SAMPLES * HOSTILE_A_SAMPLE),
});
const barsKind = kinds.shape({ bars: kinds.list(kinds.shape({ met: kinds.flag })) });
const cardKind = kinds.shape({ facts: barsKind, timings: kinds.maybe(kinds.orNull(barsKind)) });

/**
 * Measures an environment. The facts are the same on every machine and however the work is shared; timings stand apart.
 *
 * @throws AffineError `unsupported` for an environment without a study; `environment_broken` for one whose questions or
 * verdicts differ when they are made again, or whose first prompts are so long that nothing else is worth its time.
 * @example const { facts } = await makeCard(satEnvironment, { samples: 100 });
 */
export async function makeCard(environment: Environment, options: CardOptions = {}): Promise<Card> {
  needEnvironment(environment, "makeCard");
  need(
    optionsKind,
    options,
    "makeCard",
    "{ samples, context, clock, onProgress, measure, again } as its second argument",
  );
  const { samples = 1000, context = {}, clock, onProgress = () => undefined } = options;
  const subject = subjectOf(environment, context);
  const slices = planSlices(environment.info, samples, subject.study.duplicatesASample);
  refuseHugePrompts(subject);
  const measure = options.measure ?? inTurn(subject);
  const results = await measure(slices, progressOf(slices.length, onProgress));
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
    spot: await spotFacts(subject, options.measure),
    timings: clock === undefined ? null : await timings(subject, samples, clock),
  };
}

/** Measures one slice of the card of an environment: what another thread does for {@link CardOptions.measure}. */
export async function measureCardSlice(
  environment: Environment,
  slice: CardSlice,
  context: CheckContext = {},
): Promise<SliceResult> {
  needEnvironment(environment, "measureCardSlice");
  need(sliceKind, slice, "measureCardSlice", "an environment and a slice, { check, level, from, below }");
  need(kinds.object, context, "measureCardSlice", "a context as its third argument");
  return measureSlice(subjectOf(environment, context), slice);
}

/** True when every bar of a card is met. */
export function cardPasses(card: Card): boolean {
  need(cardKind, card, "cardPasses", "a card");
  return [...card.facts.bars, ...(card.timings?.bars ?? [])].every((bar) => bar.met);
}
