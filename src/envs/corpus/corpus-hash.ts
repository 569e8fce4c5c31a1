import { z } from "zod";

/** SHA-256 of a corpus file, lower-case hexadecimal. */
export const corpusHashSchema = z.string().regex(/^[0-9a-f]{64}$/, "64 lower-case hexadecimal characters");

/** Tasks of a corpus instead of generated ones: for study and training, never scored. */
export const corpusParamsSchema = z.strictObject({ source: z.literal("corpus"), corpus: corpusHashSchema });
export type CorpusParams = z.output<typeof corpusParamsSchema>;
