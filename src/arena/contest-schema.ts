import { z } from "zod";
import { addressSchema, blockNumberSchema, thousandthsSchema, uidSchema } from "../core/index.ts";

const boundsSchema = z.object({ lowBp: z.int(), highBp: z.int() });
const modelShape = { uid: uidSchema, hotkey: addressSchema, model: z.string(), revision: z.string() };

/** A stream of wealth against the level that it needs, thousandths of a natural logarithm. */
export const wealthSchema = z.object({
  stream: z.string(),
  environment: z.string().nullable(),
  wealthMilli: z.int(),
  levelMilli: z.int(),
  reached: z.boolean(),
});

export const challengerSchema = z.object({
  ...modelShape,
  committedBlock: blockNumberSchema,
  state: z.enum(["queued", "qualifying", "qualified", "open", "candidate", "stopped", "ended", "frozen"]),
  reason: z.string().nullable(),
  rounds: z.int().nonnegative(),
  epsBp: z.int().nullable(),
  wealth: z.array(wealthSchema),
  futility: z.array(wealthSchema),
  meanGain: boundsSchema.nullable(),
  gains: z.record(z.string(), boundsSchema),
  roundsLeft: z.object({ low: z.int(), middle: z.int(), high: z.int() }).nullable(),
  excluded: z.array(z.string()),
  againstRounds: z.int().nonnegative(),
  voidRounds: z.int().nonnegative(),
});
export type Challenger = z.infer<typeof challengerSchema>;

/** Champion, challengers and queue, as of a grid block: see `ContestStatus` of the validator for each field. */
export const contestSchema = z.object({
  block: blockNumberSchema,
  round: z.int().min(-1),
  lagBlocks: z.int().nonnegative(),
  reign: z.int().nonnegative(),
  champion: z
    .object({
      ...modelShape,
      crownedBlock: blockNumberSchema,
      rounds: z.int().nonnegative(),
      scores: z.record(z.string(), thousandthsSchema),
    })
    .nullable(),
  pendingCrown: z.object({ ...modelShape, effectiveBlock: blockNumberSchema }).nullable(),
  unpaid: z.boolean(),
  /** Validators from before 30 November 2026 do not say it. */
  burnUid: uidSchema.nullable().default(null),
  resting: z.boolean(),
  anchorsBp: z.record(z.string(), z.int().nullable()),
  challengers: z.array(challengerSchema),
  outside: z.array(
    z.object({
      uid: uidSchema,
      hotkey: addressSchema,
      model: z.string().nullable(),
      state: z.enum(["waits", "refused"]),
      reason: z.string(),
      detail: z.string(),
    }),
  ),
  crowns: z.array(
    z.object({
      ...modelShape,
      block: blockNumberSchema,
      rounds: z.int().nonnegative(),
      byTest: z.boolean(),
      gainBp: z.int(),
    }),
  ),
  validators: z.array(
    z.object({
      hotkey: addressSchema,
      shareBp: z.int(),
      rounds: z.int().nonnegative(),
      badRounds: z.int().nonnegative(),
    }),
  ),
  shadow: z.object({
    mechanism: z.string(),
    // A page of before did not say whether it has points.
    champion: z.object({ uid: uidSchema, hotkey: addressSchema, hasPoints: z.boolean().default(true) }).nullable(),
  }),
});
export type Contest = z.infer<typeof contestSchema>;
