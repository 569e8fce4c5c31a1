import { z } from "zod";

/** SHA-256 of a corpus file, lower-case hexadecimal. */
export const corpusHashSchema = z.string().regex(/^[0-9a-f]{64}$/, "64 lower-case hexadecimal characters");

/** Tasks of a corpus instead of generated ones: for study and training, never scored. */
export const dedCustomSchema = z.strictObject({ source: z.literal("corpus"), corpus: corpusHashSchema });
export type DedCustom = z.output<typeof dedCustomSchema>;

/** What `DED(…)` takes: a level, or a corpus that `loadTaskCorpus` has read. */
export interface DedOptions {
  /** 1..5. */
  readonly level?: number;
  readonly source?: "corpus";
  /** SHA-256 of the corpus file. */
  readonly corpus?: string;
}
