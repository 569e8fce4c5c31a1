/**
 * A randomness beacon of drand's unchained kind: it publishes one BLS signature a round, over the SHA-256 of the round's
 * number, with keys in G2 and signatures in G1. Whoever has a round's signature can open what was sealed for it.
 */
export interface Beacon {
  /** 96 bytes, a compressed point of G2. */
  readonly publicKey: Uint8Array;
  /** When round 1 came out, milliseconds since 1970. */
  readonly genesisMs: number;
  /** Milliseconds between two rounds. */
  readonly periodMs: number;
}

/** Domain of the hash to G1 (https://drand.love, scheme `bls-unchained-g1-rfc9380`). */
export const BEACON_DOMAIN = "BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_";

/** Hash that names the quicknet chain at every drand relay. */
export const QUICKNET_CHAIN_HASH = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";

/** drand's quicknet, the beacon of Bittensor: a round every 3 s (https://api.drand.sh/<chain hash>/info). */
export const QUICKNET: Beacon = {
  publicKey: Buffer.from(
    "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d106451" +
      "0d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a",
    "hex",
  ),
  genesisMs: 1_692_803_367_000,
  periodMs: 3_000,
};
