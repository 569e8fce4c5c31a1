import { z } from "zod";
import { AffineError } from "../../../core/index.ts";
import { logger } from "../../../telemetry/index.ts";
import { QUICKNET, type Beacon } from "../../timelock/index.ts";
import { bytes, integer, type State } from "./state.ts";

const beaconSchema = z.object({ public_key: bytes, period: integer, genesis_time: integer });

/**
 * The beacon whose rounds open what is sealed for this chain, and the last round that the chain has.
 *
 * @param pinned on the networks with a name it is drand's quicknet, whatever the endpoint says: one that named a key of
 * its own could read everything early.
 */
export async function readBeacon(state: State, pinned: boolean): Promise<Beacon & { readonly lastRound: number }> {
  const [config, lastRound] = await state.values([
    [beaconSchema, "Drand", "BeaconConfig"],
    [integer, "Drand", "LastStoredRound"],
  ]);
  const same = Buffer.from(config.public_key).equals(QUICKNET.publicKey);
  if (pinned && !same) logger("chain").warn("the chain names another drand key than quicknet's; quicknet's is used");
  if (pinned || same) return { ...QUICKNET, lastRound };
  if (config.public_key.length !== 96 || config.period === 0) {
    throw new AffineError("chain_decode", "The chain's beacon has no key of 96 bytes or no period.", {
      hint: "Nothing can be sealed for this chain.",
    });
  }
  const { public_key: publicKey, period, genesis_time: genesis } = config;
  return { publicKey, genesisMs: genesis * 1000, periodMs: period * 1000, lastRound };
}
