import type { Answer, Message, Miner, Rollout } from "../core/index.ts";
import { processAffine } from "./affine.ts";
import type { AskOptions } from "./query.ts";
import type { RolloutOptions } from "./rollouts.ts";

/**
 * Who competes, from the chain: uid to miner; with a uid, that miner.
 *
 * @throws AffineError `not_found` for a uid that does not compete, with the reason; `chain_transport` and the like.
 */
export async function getMiners(): Promise<ReadonlyMap<number, Miner>>;
export async function getMiners(uid: number): Promise<Miner>;
export async function getMiners(uid?: number): Promise<ReadonlyMap<number, Miner> | Miner> {
  return uid === undefined ? processAffine.getMiners() : processAffine.getMiners(uid);
}

/** One miner. @throws AffineError `not_found` with the reason why that uid does not compete. */
export function getMiner(uid: number): Promise<Miner> {
  return processAffine.getMiner(uid);
}

/**
 * Asks a model: the running localnet's, else one on Chutes with `CHUTES_API_KEY`, else whatever `baseUrl` names.
 *
 * @throws AffineError `credentials_missing` without a key for Chutes, and what the inference client throws.
 */
export function query(prompt: string | readonly Message[], options: AskOptions): Promise<Answer> {
  return processAffine.query(prompt, options);
}

/**
 * Verified answers of the last `blocks` blocks, in the order in which validators sealed them: each stood in a shard
 * whose signature, hash chain and body were checked. Records that no shard holds yet are not here.
 *
 * @example
 * for await (const { miner, score } of rollouts(100)) console.log(miner.uid, score);
 *
 * @throws AffineError `chain_transport`, `store_transport`
 */
export function rollouts(blocks: number, options: RolloutOptions = {}): AsyncGenerator<Rollout> {
  return processAffine.rollouts(blocks, options);
}
