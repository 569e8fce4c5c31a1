import type { BlockRef, Chain, WeightVector } from "../chain/chain.ts";
import { AffineError } from "../core/index.ts";
import { HEADER_STALE } from "../record/index.ts";
import type { WeightIntent } from "./signer.ts";

/** Blocks that a header's sealing may lie before or behind the signer's own head. */
const SEALED_SLACK_BLOCKS = 20;

/** What a signer that trusts nobody reads from the chain itself before it signs. */
export interface IntentChecks {
  /**
   * @param isAgain whether the signer set exactly these weights in this window: they may be set again where the chain
   * shows others, since somebody else used the key
   * @throws AffineError `signer_refused` or `chain_stale`.
   */
  weights(intent: WeightIntent, isAgain: boolean): Promise<void>;
  /** @throws AffineError `signer_refused`. */
  sealedBlock(block: number): Promise<void>;
}

/**
 * Checks against the signer's own connection: the window is the chain's present epoch and has no weights of ours yet,
 * and everybody who is to be paid is registered. What the caller claims about the chain counts for nothing.
 */
export function chainChecks(chain: Chain, netuid: number, address: string): IntentChecks {
  return {
    async weights({ window, weights, hotkeys }, isAgain) {
      const head = await chain.head();
      const [epoch, metagraph] = await Promise.all([chain.epoch(netuid, head), chain.metagraph(netuid, head)]);
      if (window !== epoch.index) {
        throw new AffineError(
          "chain_stale",
          `The weights are for window ${window}; the signer's chain is in ${epoch.index}.`,
          {
            hint: "One of the two endpoints lags behind; it is tried again with the next block.",
          },
        );
      }
      const us = metagraph.neurons.find(({ hotkey }) => hotkey === address);
      if (us === undefined) throw refuse(`${address} is not registered in subnet ${netuid}`);
      const isSet =
        (us.lastUpdate > 0 && us.lastUpdate >= epoch.startBlock) ||
        (await wasSetInSameEpoch(chain, netuid, us.lastUpdate, { head: head.number, index: epoch.index }));
      if (isSet && !(isAgain && (await showsOthers(chain, { netuid, address, weights, head })))) {
        throw refuseSetWindow(window);
      }
      const registered = new Map(metagraph.neurons.map(({ uid, hotkey }) => [uid, hotkey]));
      const strangers = [...weights.keys()].filter((uid) => !registered.has(uid));
      if (strangers.length > 0) throw refuse(`nobody is registered as uid ${strangers.slice(0, 5).join(", ")}`);
      const passed = [...(hotkeys ?? [])].find(([uid, hotkey]) => weights.has(uid) && registered.get(uid) !== hotkey);
      if (passed !== undefined) throw uidPassed(...passed, registered.get(passed[0]));
    },
    async sealedBlock(block) {
      const { number } = await chain.head();
      if (Math.abs(number - block) <= SEALED_SLACK_BLOCKS) return;
      throw refuse(`the shard says it was sealed at block ${block}, the chain is at ${number}`, HEADER_STALE);
    },
  };
}

/** Whether the chain shows other weights of a hotkey than these; what is sealed cannot be compared. */
export async function showsOthers(
  chain: Chain,
  { netuid, address, weights, head }: { netuid: number; address: string; weights: WeightVector; head?: BlockRef },
): Promise<boolean> {
  const at = head ?? (await chain.head());
  if ((await chain.hyperparameters(netuid, at)).commitReveal.enabled) return false;
  const uid = (await chain.metagraph(netuid, at)).neurons.find(({ hotkey }) => hotkey === address)?.uid ?? -1;
  const shown = (await chain.weights(netuid, at)).get(uid) ?? new Map<number, number>();
  return shown.size !== weights.size || [...weights].some(([to, share]) => shown.get(to) !== share);
}

/** The decision was made before the uid passed to another hotkey: it is made anew with the next block. */
function uidPassed(uid: number, meant: string, owner: string | undefined): AffineError {
  return new AffineError(
    "chain_stale",
    `The weights mean ${meant} by uid ${uid}, which belongs to ${owner ?? "nobody"}.`,
    {
      hint: "Nothing was signed; the validator decides again with its next block.",
      details: { name: "UidPassedOn" },
    },
  );
}

/** Blocks whose state every node keeps (`--state-pruning`, default 256). */
const KEPT_BLOCKS = 256;

/** A new tempo lets an epoch begin anew: weights that were set before its new start are still of the same window. */
async function wasSetInSameEpoch(
  chain: Chain,
  netuid: number,
  lastUpdate: number,
  { head, index }: { head: number; index: number },
): Promise<boolean> {
  if (lastUpdate === 0 || head - lastUpdate >= KEPT_BLOCKS) return false;
  const then = await chain.epoch(netuid, { number: lastUpdate, hash: await chain.blockHash(lastUpdate) });
  return then.index === index;
}

/** @throws AffineError `signer_refused` for anything but shares of 1 to 65535 with 65535 among them. */
export function assertVector(weights: WeightVector): void {
  const sound = [...weights].every(([uid, share]) => isShare(uid, 0) && isShare(share, 1));
  if (!sound || Math.max(...weights.values()) !== 65_535) {
    throw refuse("a vector has shares of 1 to 65535, the largest 65535");
  }
}

function isShare(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least && value <= 65_535;
}

export function refuse(what: string, name?: string): AffineError {
  return new AffineError("signer_refused", `The signer refuses: ${what}.`, {
    hint: "It takes one weight vector a window, shard headers in order and its records' address, of one subnet and hotkey.",
    ...(name === undefined ? {} : { details: { name } }),
  });
}

/** Its name tells a validator that the chain will soon show it what the signer knows already. */
export function refuseSetWindow(window: number): AffineError {
  return refuse(`window ${window} has its weights`, "WindowHasWeights");
}
