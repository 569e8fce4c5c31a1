import { AffineError, type Miner } from "../core/index.ts";
import { readRoster } from "../roster/index.ts";
import { inferenceHostOf } from "./inference-host.ts";
import { session } from "./session.ts";

/**
 * Who competes, from the chain: uid to miner; with a uid, that miner.
 *
 * @throws AffineError `not_found` for a uid that does not compete, with the reason; `chain_transport` and the like.
 */
export async function getMiners(): Promise<ReadonlyMap<number, Miner>>;
export async function getMiners(uid: number): Promise<Miner>;
export async function getMiners(uid?: number): Promise<ReadonlyMap<number, Miner> | Miner> {
  if (uid !== undefined) return getMiner(uid);
  const { miners } = await presentRoster();
  return new Map(miners.map((miner) => [miner.uid, miner]));
}

/** One miner. @throws AffineError `not_found` with the reason why that uid does not compete. */
export async function getMiner(uid: number): Promise<Miner> {
  const { miners, leftOut } = await presentRoster();
  const miner = miners.find((candidate) => candidate.uid === uid);
  if (miner !== undefined) return miner;
  const reason = leftOut.find((entry) => entry.uid === uid);
  throw new AffineError(
    "not_found",
    reason === undefined ? `There is no key with uid ${uid}.` : `Uid ${uid} does not compete: ${reason.detail}`,
    { hint: "`af miners` lists who competes, and who does not and why." },
  );
}

async function presentRoster() {
  const opened = await session();
  const { config, network } = opened;
  const host = inferenceHostOf(config, network);
  return readRoster(opened.chain(), network.netuid, {
    allowEndpoints: network.allowEndpoints,
    baseUrlOf: async (commitment) => (await host.find(commitment))?.baseUrl,
  });
}
