import { z } from "zod";
import { testSchema } from "../../arena/index.ts";
import { blockNumberSchema } from "../../core/index.ts";
import { statusSchema } from "../status-schema.ts";

/** How far the page's own replay of the records is. */
export const replayStateSchema = z.object({
  /** `none`: under this mechanism there is no contest; `broken`: `detail` says why, and it is tried again. */
  state: z.enum(["none", "reading", "ready", "broken"]),
  block: blockNumberSchema.nullable(),
  /** Where it is to come to, as far as that is known. */
  headBlock: blockNumberSchema.nullable(),
  detail: z.string().nullable(),
});
export type ReplayState = z.infer<typeof replayStateSchema>;

/** Tests in a snapshot; the others are found by the history. */
export const MOST_SNAPSHOT_TESTS = 100;

/** Body of `GET /api/v1/snapshot`. */
export const snapshotSchema = z.object({
  v: z.literal(1),
  /** A copy in files (`af export --site`): nothing changes any more. */
  isStatic: z.boolean(),
  status: statusSchema,
  replay: replayStateSchema,
  /** In the contest first, by how far they are; then newest first. */
  tests: z.array(testSchema).max(MOST_SNAPSHOT_TESTS),
});
export type Snapshot = z.infer<typeof snapshotSchema>;
