import { AffineError, uidSchema, type Miner } from "../core/index.ts";
import { readRoster } from "../roster/index.ts";
import { inferenceHostOf } from "./inference-host.ts";
import type { Session } from "./session.ts";

/** Who competes, by uid. */
export async function allMiners(session: Session): Promise<ReadonlyMap<number, Miner>> {
  const { miners } = await presentRoster(session);
  return new Map(miners.map((miner) => [miner.uid, miner]));
}

/** @throws AffineError `invalid_input` for what is no uid, `not_found` with the reason why that uid does not compete */
export async function oneMiner(session: Session, uid: number): Promise<Miner> {
  if (!uidSchema.safeParse(uid).success) {
    throw new AffineError("invalid_input", `${String(uid)} is no uid: a whole number from 0 to 65535.`);
  }
  const { miners, leftOut } = await presentRoster(session);
  const miner = miners.find((candidate) => candidate.uid === uid);
  if (miner !== undefined) return miner;
  const reason = leftOut.find((entry) => entry.uid === uid);
  throw new AffineError(
    "not_found",
    reason === undefined ? `There is no key with uid ${uid}.` : `Uid ${uid} does not compete: ${reason.detail}`,
    { hint: "`af miners` lists who competes, and who does not and why." },
  );
}

async function presentRoster(session: Session) {
  const { config, network } = session;
  const host = inferenceHostOf(config, network);
  return readRoster(session.chain(), network.netuid, {
    allowEndpoints: network.allowEndpoints,
    baseUrlOf: async (commitment) => (await host.find(commitment))?.baseUrl,
  });
}
