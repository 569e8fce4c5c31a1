import { z } from "zod";
import { sha256HexSchema } from "../../core/index.ts";
import { SHARD_DEFECTS, type ShardDefect } from "../../record/index.ts";
import { FORMAT_NAMES } from "../dataset-format.ts";

/** Where a reader stands in one validator's chain, as `ShardReader.position` gives it. */
const positionSchema = z.strictObject({
  last: z
    .strictObject({
      seq: z.int().nonnegative(),
      v: z.literal([1, 2]),
      hash: sha256HexSchema,
      headerHash: sha256HexSchema,
    })
    .nullable(),
  holes: z
    .array(
      z.strictObject({
        seq: z.int().nonnegative(),
        reason: z.enum(Object.keys(SHARD_DEFECTS) as [ShardDefect]),
        expected: z.strictObject({ v: z.literal([1, 2]), previous: sha256HexSchema.nullable() }).nullable(),
      }),
    )
    .max(64),
});

const partSchema = z.strictObject({
  /** Below the data set's folder. */
  path: z.string().regex(/^data\/[A-Za-z0-9_-]{1,32}\/(?:[A-Za-z0-9=_-]{1,32}\/)?[A-Za-z0-9+._-]{1,120}$/),
  env: z.string(),
  rows: z.int().positive(),
  bytes: z.int().positive(),
  sha256: sha256HexSchema,
});
/** A file of a data set. */
export type ListedPart = z.infer<typeof partSchema>;

/** What one export added to a data set, and where it ended: the next one goes on from there. */
export const manifestSchema = z.strictObject({
  schema_version: z.literal(1),
  kind: z.literal("affine-dataset"),
  /** Which export of this folder, from 0. */
  number: z.int().nonnegative(),
  format: z.enum(FORMAT_NAMES),
  source: z.enum(["rollouts", "questions"]),
  /** What the rows were chosen by; the same for every export of a folder. */
  choice: z.record(z.string(), z.union([z.string(), z.number(), z.null(), z.array(z.string())])),
  rows: z.int().nonnegative(),
  /** Rollouts that have no row in this format, by reason. */
  left_out: z.record(z.string(), z.int().positive()),
  parts: z.array(partSchema).max(100_000),
  /** By hotkey. */
  positions: z.record(z.string(), positionSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;
