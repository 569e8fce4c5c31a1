import { z } from "zod";
import type { Card } from "./card.ts";
import { modelRowSchema } from "./model-row.ts";

const count = z.int().nonnegative();
const passCount = z.strictObject({
  asked: count,
  passed: count,
  upper95PerMillion: count,
  meanPerMillion: count.exactOptional(),
});
const baseline = z.strictObject({ baseline: z.string(), levels: z.record(z.string(), passCount) });
const bar = z.strictObject({
  check: z.string(),
  bar: z.string(),
  measured: z.string(),
  met: z.boolean(),
  tooFew: z.literal(true).exactOptional(),
});
const spot = {
  environment: z.string(),
  version: z.string(),
  samples: count,
  scoredLevels: z.array(count),
  oracle: z.record(z.string(), z.strictObject({ asked: count, passed: count })),
  blind: z.array(baseline),
  oneTurn: z.array(baseline).exactOptional(),
  shallow: z.array(baseline),
  strong: z.array(baseline),
  figures: z.record(z.string(), z.record(z.string(), z.int())),
  leaks: z.strictObject({ asked: count, found: count }),
  replays: z.strictObject({ asked: count, unequal: count }).exactOptional(),
  duplicates: z.record(z.string(), z.strictObject({ asked: count, exact: count, shape: count })),
  longestPromptCharacters: count,
  promptBarCharacters: count,
  fuzz: z.strictObject({ answers: count, throws: count, malformedVerdicts: count }),
};

/** A card as it is stored: what `af env card NAME --json` writes. */
export const cardSchema: z.ZodType<Card> = z.strictObject({
  facts: z.strictObject({ ...spot, golden: z.record(z.string(), z.array(z.string())), bars: z.array(bar) }),
  spot: z.strictObject(spot),
  timings: z
    .strictObject({
      runs: count,
      clock: z.string(),
      generateP99Us: z.record(z.string(), count),
      checkP99Us: z.record(z.string(), count),
      slowestHostileMs: z.number().nonnegative(),
      bars: z.array(bar),
    })
    .nullable(),
  models: z.array(modelRowSchema).optional(),
});
