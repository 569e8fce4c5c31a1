import { QUICKNET, QUICKNET_CHAIN_HASH } from "../../../src/chain/timelock/index.ts";

/*
 * Values that metadata carry: of storage items that are unset, where they are not zero, and of constants. SCALE in
 * hexadecimal; compared with the real runtime's (test/golden/chain/runtime-424.json).
 */

/** Group hash of drand's quicknet (https://api.drand.sh/<chain hash>/info). */
const QUICKNET_GROUP_HASH = "f477d5c89f21a17c863a7f937c6a6d15859414d2be09cd448d4279af331c5d3e";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const ascii = (text: string): string => hex(Buffer.from(text, "latin1"));

/** Key of 96 bytes, period 3 s, genesis, two hashes, scheme and name; lengths are compact. */
const BEACON_CONFIG = [
  "8101",
  hex(QUICKNET.publicKey),
  "03000000",
  "2721e664",
  "80",
  QUICKNET_CHAIN_HASH,
  "80",
  QUICKNET_GROUP_HASH,
  "60",
  ascii("bls-unchained-g1-rfc9380"),
  "20",
  ascii("quicknet"),
].join("");

/** Values of unset items by their names; all others are zero, empty or absent. */
export const DEFAULTS: Readonly<Record<string, `0x${string}`>> = {
  // The highest bit of the flags: the account's balances are of the new kind.
  "System.Account": `0x${"00".repeat(55)}80`,
  "SubtensorModule.Tempo": "0x6801",
  "SubtensorModule.WeightsSetRateLimit": "0x6400000000000000",
  "SubtensorModule.CommitRevealWeightsEnabled": "0x01",
  "SubtensorModule.CommitRevealWeightsVersion": "0x0400",
  "SubtensorModule.RevealPeriodEpochs": "0x0100000000000000",
  "SubtensorModule.MinAllowedWeights": "0x0004",
  "SubtensorModule.MaxWeightsLimit": "0xffff",
  "SubtensorModule.ImmunityPeriod": "0x0010",
  "Commitments.MaxSpace": "0x1c0c0000",
  "Drand.BeaconConfig": `0x${BEACON_CONFIG}`,
};

/** Names "node-subtensor" twice, authoring 1, spec 424, no list of APIs, transactions 1, system 1. */
const VERSION = `38${ascii("node-subtensor")}38${ascii("node-subtensor")}01000000a801000001000000000100000001`;

export const CONSTANTS: Readonly<Record<string, `0x${string}`>> = {
  "Aura.SlotDuration": "0xe02e000000000000",
  "System.SS58Prefix": "0x2a00",
  "System.Version": `0x${VERSION}`,
  "SubtensorModule.InitialTempo": "0x6801",
  "SubtensorModule.MinTempo": "0x6801",
  "SubtensorModule.MaxTempo": "0xe0c4",
  "Commitments.MaxFields": "0x03000000",
};
