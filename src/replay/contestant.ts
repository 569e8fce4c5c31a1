import { bytesToHex } from "@noble/hashes/utils.js";
import { taggedHash } from "../core/index.ts";
import { commitmentTie, type CommitmentOrder } from "../mechanism/index.ts";
import type { RosterEntry } from "../record/index.ts";
import { identityOf, readCommitment, type CommitmentFault, type ModelCommitment } from "../roster/index.ts";
import type { ChampionRules } from "./rules.ts";

/** A commitment that may compete, as one snapshot of the chain has it. */
export interface Contestant {
  /** One model of one hotkey: `hotkey/identity`, the identity cut to 16 characters. */
  readonly id: string;
  readonly uid: number;
  readonly hotkey: string;
  readonly coldkey: string;
  readonly model: string;
  readonly revision: string;
  /** Content identity as committed; where none is, a hash of the names. */
  readonly identity: string;
  readonly committed: CommitmentOrder;
  /** What findings about this commitment name. */
  readonly subject: string;
  readonly commitment: ModelCommitment;
}

/** Which commitment of which key: 32 hexadecimal characters that findings name. A change of host is another subject. */
export function commitmentSubject(hotkey: string, text: string): string {
  return bytesToHex(taggedHash("affine/commitment-subject/v1", hotkey, text)).slice(0, 32);
}

/** Reads an entry of a roster document under the rules of the network. */
export function readContestant(
  entry: RosterEntry,
  rules: Pick<ChampionRules, "allowEndpoints" | "namePrefix">,
): { contestant: Contestant; fault?: undefined } | { fault: CommitmentFault; contestant?: undefined } {
  const { commitment, fault } = readCommitment(entry, rules);
  if (commitment === undefined) return { fault };
  const identity = identityOf(commitment);
  const { uid, hotkey, coldkey, block, beacon, text } = entry;
  return {
    contestant: {
      id: `${hotkey}/${identity.slice(0, 16)}`,
      uid,
      hotkey,
      coldkey,
      model: commitment.model,
      revision: commitment.revision,
      identity,
      committed: { block, tie: commitmentTie(beacon, hotkey) },
      subject: commitmentSubject(hotkey, text),
      commitment,
    },
  };
}
