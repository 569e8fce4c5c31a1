import { parseChallengeId, type Challenge, type ChallengeRef } from "../../core/index.ts";
import type { Column } from "../parts/column.ts";
import { rolloutId, type VerifiedRollout } from "../verified-rollout.ts";

/** What proves a row: the line of a shard, and the signature of the header that covers it. */
export interface Provenance {
  readonly rollout_id: string | null;
  readonly validator_hotkey: string | null;
  readonly shard_key: string | null;
  readonly shard_line: number | null;
  readonly shard_signature: string | null;
}

export const PROVENANCE_COLUMNS: readonly Column[] = [
  { name: "rollout_id", type: "string", unique: true },
  { name: "validator_hotkey", type: "string" },
  { name: "shard_key", type: "string" },
  { name: "shard_line", type: "int", unique: true },
  { name: "shard_signature", type: "string" },
];

export function provenance(rollout: VerifiedRollout): Provenance {
  const { shardKey, line, header } = rollout;
  return {
    rollout_id: rolloutId(rollout),
    validator_hotkey: header.hotkey,
    shard_key: shardKey,
    shard_line: line,
    shard_signature: header.signature,
  };
}

/** Of a fresh question, which nobody signed. */
export const NO_PROVENANCE: Provenance = {
  rollout_id: null,
  validator_hotkey: null,
  shard_key: null,
  shard_line: null,
  shard_signature: null,
};

const KNOWN_IDS = 256;
const known = new Map<string, ChallengeRef>();

/** As `parseChallengeId`; the last ones are remembered, since many models answer the same question. */
export function questionOf(id: string): ChallengeRef {
  const found = known.get(id);
  if (found !== undefined) return found;
  const read = parseChallengeId(id);
  if (known.size >= KNOWN_IDS) known.clear();
  known.set(id, read);
  return read;
}

/** The level of parameters, `null` for those of another kind. */
export function levelOf({ params }: Pick<Challenge, "params">): number | null {
  const { level } = params;
  return typeof level === "number" ? level : null;
}
