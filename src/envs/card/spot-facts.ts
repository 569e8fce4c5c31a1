import type { CardFacts, SpotFacts } from "./card.ts";
import { collectFacts, type Measured } from "./collect-facts.ts";
import { measureSlice } from "./measure-slice.ts";
import { planSlices } from "./plan-slices.ts";
import type { Subject } from "./subject.ts";

const SPOT_SAMPLES = 3;

/** The facts of a few questions a level and check. */
export async function spotFacts(subject: Subject): Promise<SpotFacts> {
  const measured: Measured[] = [];
  for (const slice of planSlices(subject.environment.info, SPOT_SAMPLES, subject.study.duplicatesASample)) {
    if (slice.check === "golden") continue;
    measured.push({ slice, result: await measureSlice(subject, slice) });
  }
  return withoutGolden(collectFacts(subject, SPOT_SAMPLES, measured));
}

function withoutGolden(facts: Omit<CardFacts, "bars">): SpotFacts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => name !== "golden")) as unknown as SpotFacts;
}
