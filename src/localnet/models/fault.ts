import { z } from "zod";

/**
 * Ways to fail:
 * - `cold`: 503 with Retry-After; `rate_limit`: 429 with Retry-After
 * - `stall`: headers, then nothing; `cut`: the connection dies in the middle; `endless`: text without an end
 * - `garbage`: bytes that are neither JSON nor events; `invalid_utf8`: a frame that is no UTF-8; `empty_body`: no bytes
 * - `huge`: an answer of 50 MB; `empty`: an answer of no characters; `nul_bytes`: an answer full of NUL characters
 */
export const faultKindSchema = z.enum([
  "cold",
  "rate_limit",
  "stall",
  "cut",
  "endless",
  "garbage",
  "invalid_utf8",
  "empty_body",
  "huge",
  "empty",
  "nul_bytes",
]);
export type FaultKind = z.infer<typeof faultKindSchema>;

export const faultSchema = z.strictObject({
  kind: faultKindSchema,
  /** Only the first so many requests fail; absent: all of them. */
  requests: z.int().positive().optional(),
  /** For `cold` and `rate_limit`. */
  retryAfterSeconds: z.int().min(0).max(86_400).default(1),
});
/** A fault as people write it. */
export type FaultConfig = z.input<typeof faultSchema>;
/** A fault with every default filled in. */
export type Fault = z.output<typeof faultSchema>;
