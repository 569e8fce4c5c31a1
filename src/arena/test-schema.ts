import { z } from "zod";
import { addressSchema, blockNumberSchema, uidSchema } from "../core/index.ts";
import { challengerSchema } from "./contest-schema.ts";

/** Name of a test: 16 hexadecimal characters, the same for everybody who replays the same records. */
export const testIdSchema = z.string().regex(/^[0-9a-f]{16}$/, "16 hexadecimal characters");

const modelSchema = z.object({ uid: uidSchema, hotkey: addressSchema, model: z.string(), revision: z.string() });

/** A test, or a qualification while nobody reigned, with where it stands. */
export const testSchema = challengerSchema.extend({
  id: testIdSchema,
  kind: z.enum(["qualification", "test"]),
  /** Reign in which it began. */
  reign: z.int().nonnegative(),
  /** Who reigned when it began. */
  against: modelSchema.nullable(),
  /** Grid blocks at which it was seen first and last. */
  firstBlock: blockNumberSchema,
  lastBlock: blockNumberSchema,
  /** Still in the contest. */
  live: z.boolean(),
  /** Block of the crown that it won. */
  crownedBlock: blockNumberSchema.nullable(),
  /** How far it is on its way to the level that crowns, basis points. */
  progressBp: z.int().min(0).max(10_000),
  /** What a crown still lacks, in words. */
  missing: z.array(z.string()),
  /** Why nobody can say when it ends; `null` where `roundsLeft` says it, or it is over. */
  whyNoEta: z.string().nullable(),
});
export type ArenaTest = z.infer<typeof testSchema>;

/** A stream of wealth: a name, and its environment; `null` for the mean over all. */
export const streamSchema = z.object({ stream: z.string(), environment: z.string().nullable() });
export type ArenaStream = z.infer<typeof streamSchema>;

const boundsSchema = z.tuple([z.int(), z.int()]);

/** A test at a grid block. */
export const pointSchema = z.object({
  block: blockNumberSchema,
  /** Last round that counted by then. */
  round: z.int().min(-1),
  /** Rounds of the test. */
  rounds: z.int().nonnegative(),
  state: z.string(),
  /** In the order of `streams`, thousandths of a natural logarithm; `null` for a stream that was not there yet. */
  wealthMilli: z.array(z.int().nullable()),
  levelMilli: z.array(z.int().nullable()),
  /** What an exact copy stays above after so many rounds. */
  copyLowMilli: z.int(),
  /** 95% at all looks at once, basis points: of the mean gain, then by environment. */
  meanGain: boundsSchema.nullable(),
  gains: z.record(z.string(), boundsSchema),
});
export type ArenaPoint = z.infer<typeof pointSchema>;

export const seriesSchema = z.object({
  id: testIdSchema,
  streams: z.array(streamSchema),
  points: z.array(pointSchema),
  /**
   * Wealth, thousandths of a natural logarithm, that an exact copy of the champion stays below at every look; with the
   * points' `copyLowMilli` a band that it never leaves in 95 of 100 tests (`copy-band.ts`).
   */
  copyHighMilli: z.int(),
  /** Points were left out to keep the answer within its bound: every so many-th is there. */
  everyNth: z.int().positive(),
  /** `from` of the next part; `null` when this is all. */
  next: blockNumberSchema.nullable(),
});
export type ArenaSeries = z.infer<typeof seriesSchema>;
