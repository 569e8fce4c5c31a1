import type { JsonLimits } from "../io/index.ts";

/** How the small state files of the journal are read; the largest holds weights for every uid, about a megabyte. */
export const JOURNAL_LIMITS: JsonLimits = {
  maxBytes: 16 * 1_048_576,
  version: { key: "v", number: 1 },
  hint: "Records are not in it: move it away and start again, or run the version of affine that wrote it.",
};
