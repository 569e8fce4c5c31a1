import { AffineError } from "../../../core/index.ts";
import { MAX_PLAIN_BYTES, MAX_SEALED_BYTES } from "../../local/calls/call.ts";
import { encodeSealedText, revealRound, seal } from "../../timelock/index.ts";
import { readBeacon } from "../reads/read-beacon.ts";
import { readEpoch } from "../reads/read-epoch.ts";
import { readBlockMs, readTimestampMs } from "../reads/read-timestamp.ts";
import { State } from "../reads/state.ts";
import type { CallPlan } from "../submit/call-plan.ts";

/** Bytes that one raw field holds; longer texts take the kind of field for up to 512. */
const RAW_FIELD_BYTES = 128;

/** A text in the clear. @throws AffineError `invalid_input` for one that is empty or too long. */
export function planCommitment(state: State, netuid: number, text: string): CallPlan {
  const raw = checkedBytes(text, MAX_PLAIN_BYTES);
  return plan(state, netuid, rawField(raw));
}

/** A text that opens by itself about `blocks` blocks after the newest one. */
export async function planRevealCommitment(
  state: State,
  request: { netuid: number; text: string; blocks: number; pinnedBeacon: boolean },
): Promise<CallPlan> {
  const { netuid, text, blocks, pinnedBeacon } = request;
  checkedBytes(text, MAX_SEALED_BYTES);
  if (!Number.isSafeInteger(blocks) || blocks < 1) {
    throw new AffineError("invalid_input", `A commitment reveals itself after 1 block or more, not after ${blocks}.`);
  }
  // Counted from the newest block by the chain's own clock; it is in the chain before it is final.
  const newest = new State(state.session, state.runtime, state.session.newest);
  const [beacon, nowMs, slotMs] = await Promise.all([
    readBeacon(state, pinnedBeacon),
    readTimestampMs(newest),
    readBlockMs(state),
  ]);
  const round = revealRound(beacon, { nowMs, blocks, blockMs: slotMs });
  const encrypted = seal(encodeSealedText(text), { publicKey: beacon.publicKey, round });
  return plan(state, netuid, { type: "TimelockEncrypted", value: { encrypted, reveal_round: BigInt(round) } });
}

function plan(state: State, netuid: number, field: unknown): CallPlan {
  return {
    what: `a commitment in subnet ${netuid}`,
    call: state.runtime.encodeCall("Commitments", "set_commitment", { netuid, info: [field] }),
    tooFast: "SpaceLimitExceeded",
    untilBlock: async (at) => (await readEpoch(at, netuid)).nextBlock,
    // The nonce says it already: nothing else moves with a commitment alone.
    landed: () => Promise.resolve(false),
  };
}

function rawField(raw: Buffer): { type: string; value: unknown } {
  if (raw.length > RAW_FIELD_BYTES) return { type: "BigRaw", value: raw };
  // The library writes one byte as its number, and an array of fixed length as hexadecimal.
  const value = raw.length === 1 ? raw[0] : `0x${raw.toString("hex")}`;
  return { type: `Raw${raw.length}`, value };
}

function checkedBytes(text: string, maxBytes: number): Buffer {
  const raw = Buffer.from(text, "utf8");
  if (raw.length > 0 && raw.length <= maxBytes && text.isWellFormed()) return raw;
  throw new AffineError(
    "invalid_input",
    `A commitment has 1 to ${maxBytes} bytes of UTF-8, this one has ${raw.length}.`,
  );
}
