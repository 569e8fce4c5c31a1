import { z } from "zod";

/** SHA-256 of a corpus file, hexadecimal: lower-case, whichever case was given. */
export const corpusHashSchema = z
  .string()
  .toLowerCase()
  .regex(/^[0-9a-f]{64}$/, "64 hexadecimal characters");

/** Tasks of a corpus instead of generated ones: for study and training, never scored. */
export const corpusParamsSchema = z.strictObject({ source: z.literal("corpus"), corpus: corpusHashSchema });
export type CorpusParams = z.output<typeof corpusParamsSchema>;
