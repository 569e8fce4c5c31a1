import type { CardFacts, SpotFacts } from "./card.ts";
import { collectFacts, type Measured } from "./collect-facts.ts";
import { inTurn, type MeasureAll } from "./measure-all.ts";
import { planSlices } from "./plan-slices.ts";
import type { CardSlice, SliceResult } from "./slice.ts";
import type { Subject } from "./subject.ts";

const SPOT_SAMPLES = 3;

/** The slices that {@link spotFacts} measures. */
export function spotSlices({ environment, study }: Subject): CardSlice[] {
  const slices = planSlices(environment.info, SPOT_SAMPLES, study.duplicatesASample);
  return slices.filter(({ check }) => check !== "golden");
}

/** The facts of a few questions a level and check. */
export async function spotFacts(subject: Subject, measure: MeasureAll = inTurn(subject)): Promise<SpotFacts> {
  const slices = spotSlices(subject);
  const results = await measure(slices, () => undefined);
  const measured = slices.map((slice, index): Measured => ({ slice, result: results[index] as SliceResult }));
  return withoutGolden(collectFacts(subject, SPOT_SAMPLES, measured));
}

function withoutGolden(facts: Omit<CardFacts, "bars">): SpotFacts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => name !== "golden")) as unknown as SpotFacts;
}
