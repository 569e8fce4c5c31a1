import { AffineError, type ErrorCode } from "../../core/index.ts";
import type { ModelCommitment } from "../../roster/index.ts";
import type { PushPlan } from "./push-plan.ts";
import { textOf } from "./push-plan.ts";
import type { CommitWaits, PushOptions } from "./push-options.ts";
import { RevealProof, type WantedReveal } from "./reveal-proof.ts";

/** As in the original: long enough that nobody can read it before it is in a block. */
const BLOCKS_UNTIL_REVEAL = 1;
/** Mortality as Substrate's clients choose it, and slack for a beacon that is late by five minutes. */
const DEFAULT_WAITS: CommitWaits = { mortalBlocks: 64, revealSlackBlocks: 25 };
const MOST_SENDINGS = 5;
/** Failures after which the commitment may be on chain all the same. */
const UNCLEAR = new Set<ErrorCode>(["chain_transport", "chain_stale", "chain_decode", "timeout", "not_found"]);

/**
 * Commits the model on chain, timelocked, and reads the reveal back. Never commits twice: what counts already is found
 * on chain, and what was sent, or may have been, is waited for until it can no longer come.
 *
 * @throws AffineError `chain_rejected`, `chain_stale` when a commitment vanished, `interrupted`, and what the chain throws
 */
export async function commitModel(plan: PushPlan, wanted: ModelCommitment, options: PushOptions): Promise<RevealProof> {
  const { chain, netuid, key, tell, onPoint, commitWaits = DEFAULT_WAITS } = options;
  const { mortalBlocks, revealSlackBlocks } = commitWaits;
  const reading = { netuid, hotkey: key.address, wanted };
  for (let sending = 1; ; sending += 1) {
    const there = await RevealProof.read(chain, reading);
    if (there !== undefined) return there;
    const { commit } = await plan.state.read();
    if (commit !== undefined) {
      const revealed = await awaitReveal(plan, reading, options);
      if (revealed !== undefined) return revealed;
      if (commit.block !== undefined && commit.text === textOf(wanted)) throw vanished(commit.block);
      continue;
    }
    if (sending > MOST_SENDINGS) throw neverTaken();
    const text = textOf(wanted);
    const { number: sentAtBlock } = await chain.head();
    const giveUpBlock = sentAtBlock + mortalBlocks + BLOCKS_UNTIL_REVEAL + revealSlackBlocks;
    await plan.state.change({ commit: { text, sentAtBlock, giveUpBlock } });
    onPoint?.("commit.intended");
    try {
      const { number: block } = await chain.setRevealCommitment(key, netuid, text, {
        blocksUntilReveal: BLOCKS_UNTIL_REVEAL,
      });
      onPoint?.("commit.sent");
      const due = block + BLOCKS_UNTIL_REVEAL + revealSlackBlocks;
      await plan.state.change({ commit: { text, sentAtBlock, block, giveUpBlock: due } });
      onPoint?.("commit.noted");
      tell?.(`committed in block ${block}; nobody can read it yet`);
    } catch (error) {
      await afterRefusal(error, plan, options);
    }
  }
}

/** Waits for a commitment of ours that was sent, or may have been. `undefined` when it will not come any more. */
async function awaitReveal(
  plan: PushPlan,
  reading: WantedReveal,
  { chain, signal, tell }: PushOptions,
): Promise<RevealProof | undefined> {
  const { commit } = await plan.state.read();
  if (commit === undefined) return undefined;
  tell?.(
    commit.block === undefined
      ? `a commitment may be on its way since block ${commit.sentAtBlock}; waiting until block ${commit.giveUpBlock}`
      : "waiting for the reveal",
  );
  for (;;) {
    const { number } = await chain.head();
    const { proof, latestText } = await RevealProof.look(chain, reading);
    if (proof !== undefined) return proof;
    // What was sent came out, and is not what is wanted any more: nothing to wait for.
    if (number >= commit.giveUpBlock || latestText === commit.text) {
      await plan.state.change({ commit: undefined });
      return undefined;
    }
    await chain.waitForBlock(number + 1, signal === undefined ? {} : { signal });
    if (signal?.aborted === true) throw new AffineError("interrupted", "Interrupted while waiting for the reveal.");
  }
}

/** A refusal means that nothing is on chain; anything else leaves it open, and the loop waits for what comes. */
async function afterRefusal(error: unknown, plan: PushPlan, { chain, signal, tell }: PushOptions): Promise<void> {
  if (!AffineError.isInstance(error)) throw error;
  if (error.code === "interrupted") throw error;
  if (UNCLEAR.has(error.code)) {
    tell?.(`not clear whether the commitment got through: ${error.message}`);
    return;
  }
  await plan.state.change({ commit: undefined });
  const untilBlock = error.details["untilBlock"];
  if (error.code !== "chain_rate_limited" || typeof untilBlock !== "number") throw error;
  tell?.(`the chain takes the next commitment from block ${untilBlock} on; waiting`);
  await chain.waitForBlock(untilBlock, signal === undefined ? {} : { signal });
}

function vanished(block: number): AffineError {
  return new AffineError("chain_stale", `The commitment of block ${block} was never revealed.`, {
    hint: "The chain drops what it cannot decrypt, without a word. Run the command again: it commits anew.",
  });
}

function neverTaken(): AffineError {
  return new AffineError("chain_transport", `The commitment did not get on chain in ${MOST_SENDINGS} tries.`, {
    hint: "Check the chain's endpoint with `af doctor`, then run the command again.",
  });
}
