import type { JsonLimits } from "../../io/index.ts";

/** How the state files of a push are read; the largest knows the hashes of 2,000 files. */
export const PUSH_LIMITS: JsonLimits = {
  maxBytes: 16 * 1_048_576,
  version: { key: "v", number: 1 },
  hint: "Move it away and push again: chain and hub show what is done already.",
};
