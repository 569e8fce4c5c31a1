import { z } from "zod";
import { faultSchema } from "./fault.ts";

/** How hard a model thinks; each skill says what the word means for its task. */
export const solverSchema = z.enum(["random", "majority", "walksat", "full"]);
export type Solver = z.infer<typeof solverSchema>;

export const localModelSchema = z.strictObject({
  /** Repository, `owner/name`; on the subnet the part after the slash begins with "affine". */
  name: z.string().regex(/^[A-Za-z0-9._-]{1,96}\/[A-Za-z0-9._-]{1,96}$/, "owner/name"),
  /** Commit of the repository: 40 lower-case hexadecimal characters, or 64 in the localnet's own hub. */
  revision: z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, "40 or 64 lower-case hexadecimal characters"),
  solver: solverSchema,
  /** Local search steps allowed, as a multiple of the number of variables. Only `walksat` reads it. */
  flipsPerVariable: z.int().min(0).max(1_000_000).default(0),
  /** How many answers of a thousand are spoilt by a slip of the pen. */
  mistakeThousandths: z.int().min(0).max(1000).default(0),
  /** Pause before the first token. */
  thinkMs: z.int().min(0).max(600_000).default(0),
  /** Speed of writing; absent: as fast as the connection takes it. */
  tokensPerSecond: z.int().min(1).max(1_000_000).optional(),
  fault: faultSchema.optional(),
  /** Blocks after its commitment at which the localnet's chain reveals it; 1 unless told. */
  revealAfterBlocks: z.int().min(1).max(100_000).optional(),
  /** Name of the model of which this one is an exact copy. */
  copyOf: z.string().optional(),
});
/** A model of the embedded host as people write it. */
export type LocalModelConfig = z.input<typeof localModelSchema>;
/** A model of the embedded host with every default filled in. */
export type LocalModel = z.output<typeof localModelSchema>;
