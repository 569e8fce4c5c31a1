import { z } from "zod";

/** SHA-256 of a corpus file, lower-case hexadecimal. */
export const corpusHashSchema = z.string().regex(/^[0-9a-f]{64}$/, "64 lower-case hexadecimal characters");

/** Programs of a corpus instead of generated ones: for study and training, never scored. */
export const abdCustomSchema = z.strictObject({ source: z.literal("corpus"), corpus: corpusHashSchema });
export type AbdCustom = z.output<typeof abdCustomSchema>;

/** What `ABD(…)` takes: a level, or a corpus that `loadProgramCorpus` has read. */
export interface AbdOptions {
  /** 1..5. */
  readonly level?: number;
  readonly source?: "corpus";
  /** SHA-256 of the corpus file. */
  readonly corpus?: string;
}
