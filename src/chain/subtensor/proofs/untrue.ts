import { AffineError } from "../../../core/index.ts";

/** What an endpoint said, and what stands against it. */
export interface Untruth {
  readonly endpoint: string;
  /** What it is about, such as `SubtensorModule.Weights of block 7`. */
  readonly what: string;
  readonly claimed: string;
  readonly proved: string;
  readonly cause?: unknown;
}

/** An endpoint that does not tell the truth: who, what it claimed, what is proved. */
export function untrue({ endpoint, what, claimed, proved, cause }: Untruth): AffineError {
  return new AffineError(
    "chain_untrue",
    `${endpoint} does not tell the truth about ${what}: claimed ${claimed}; proved ${proved}.`,
    {
      hint: "Nothing of it was used. Take this endpoint out of SUBTENSOR_ENDPOINT and SUBTENSOR_FALLBACK.",
      details: { endpoint, what, claimed, proved },
      ...(cause === undefined ? {} : { cause }),
    },
  );
}
