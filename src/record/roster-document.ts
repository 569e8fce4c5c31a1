import { z } from "zod";
import { addressSchema, blockHashSchema, blockNumberSchema, uidSchema } from "../core/index.ts";

/** Longest commitment text that a roster keeps; longer ones are cut, and admit nobody. */
export const MAX_ROSTER_TEXT = 1024;

export const rosterEntrySchema = z.strictObject({
  uid: uidSchema,
  hotkey: addressSchema,
  coldkey: addressSchema,
  /** Block at which the present commitment, or an earlier one of the same model, was revealed. */
  block: blockNumberSchema,
  /** Hash of that block: decides the order within it. */
  beacon: blockHashSchema,
  /** Text of the newest commitment. */
  text: z.string().max(MAX_ROSTER_TEXT),
});
/** A registered key and what it committed. */
export type RosterEntry = z.infer<typeof rosterEntrySchema>;

/** Every registered key that committed something, as of one block; many snapshots name the same document. */
export const rosterDocumentSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal("roster"),
  netuid: z.int().min(0).max(65_535),
  /** Ascending by uid. */
  entries: z.array(rosterEntrySchema).max(4096),
});
export type RosterDocument = z.infer<typeof rosterDocumentSchema>;
