import { z } from "zod";
import { sha256HexSchema } from "../../../core/index.ts";
import type { SavedDriver } from "../../../replay/index.ts";
import type { ReadPosition } from "../../../store/index.ts";
import type { HeldDecisions } from "../held-decisions.ts";
import type { SavedMemory } from "./own-memory.ts";

/** Whose checkpoint it is: of which program, rules, network and validator. */
export interface CheckpointOwner {
  /** Digest of the program's own files. */
  readonly code: string;
  readonly rules: string;
  readonly netuid: number;
  readonly hotkey: string;
}

/** A contest as a validator had read and decided it, and what it needs to go on from there. */
export interface ContestCheckpoint extends CheckpointOwner {
  readonly v: 1;
  /** Grid block up to which it is decided, and published. */
  readonly block: number;
  /** Hash of that block as the snapshot in force has it, and which block that is: it tells the chain. */
  readonly chain: { readonly block: number; readonly hash: string } | null;
  /** What follows from the records alone: whoever reads them from the beginning to the same places has the same. */
  readonly contest: SavedDriver;
  /** `null` in one that was taken over from somebody else. */
  readonly memory: SavedMemory | null;
  readonly votingShares: ReturnType<HeldDecisions["save"]>;
  /** Where in each chain the window of scores begins. */
  readonly window: readonly (readonly [hotkey: string, position: ReadPosition])[];
}

const names = z.looseObject({ seq: z.int().nonnegative(), hash: sha256HexSchema, headerHash: sha256HexSchema });
const position = z.looseObject({ last: names.nullable(), holes: z.array(z.looseObject({ seq: z.int() })).max(64) });
const hotkey = z.string().min(1).max(64);
const MOST_CHAINS = 4096;

/**
 * What must hold of a checkpoint before anything in it is looked at. The state itself is not described: our own is sealed,
 * and belongs to this very program; somebody else's is only compared with what its places in the records give.
 */
export const checkpointSchema = z.looseObject({
  v: z.literal(1),
  code: sha256HexSchema,
  rules: z.string().max(64),
  netuid: z.int().min(0).max(65_535),
  hotkey,
  block: z.int().nonnegative(),
  chain: z.strictObject({ block: z.int().nonnegative(), hash: z.string().max(80) }).nullable(),
  contest: z.looseObject({
    lastScheduled: z.int().min(-1),
    roots: z.array(sha256HexSchema).max(4096),
    validators: z.array(hotkey).max(MOST_CHAINS),
    positions: z.array(z.tuple([hotkey, position])).max(MOST_CHAINS),
  }),
});
