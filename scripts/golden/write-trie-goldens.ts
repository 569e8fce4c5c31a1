/**
 * States with their roots and read proofs by Substrate's own sp-trie, for the tests of this project's verifier. Needed once;
 * `cargo` builds the program in scripts/golden/sp-trie:
 *
 *   npx tsx scripts/golden/write-trie-goldens.ts > test/golden/chain/trie.json
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Random } from "../../src/core/random.ts";
import { BUILT_V16 } from "../../test/chain/metadata/index.ts";

type Hex = `0x${string}`;

const hex = (bytes: Uint8Array | readonly number[]): Hex => `0x${Buffer.from(bytes).toString("hex")}`;

/** Weights and last updates of a subnet, by the keys and encodings of the chain. */
function subnet(): [Hex, Hex][] {
  const weights = BUILT_V16.storage("SubtensorModule", "Weights");
  const updates = BUILT_V16.storage("SubtensorModule", "LastUpdate");
  const of = (netuid: number, uid: number): [Hex, Hex] => {
    const row = Array.from({ length: uid + 1 }, (_, at) => [at, 65_535 - at * netuid]);
    return [weights.keys.enc(netuid, uid) as Hex, hex(weights.value.enc(row))];
  };
  return [
    ...[0, 1, 7, 8, 12].map((uid) => of(120, uid)),
    ...[0, 3].map((uid) => of(121, uid)),
    [updates.keys.enc(120) as Hex, hex(updates.value.enc([1n, 2n, 3n]))],
  ];
}

function drawn(count: number, longest: number, digits: readonly number[]): [Hex, Hex][] {
  const random = new Random(createHash("sha256").update(`trie goldens ${count} ${longest}`).digest());
  const entries = new Map<Hex, Hex>();
  while (entries.size < count) {
    const key = Array.from({ length: random.between(0, longest) }, () => digits[random.below(digits.length)] ?? 0);
    entries.set(hex(key), hex(Array.from({ length: random.between(0, 70) }, () => random.below(256))));
  }
  return [...entries];
}

const states: Record<string, [Hex, Hex][]> = {
  "one entry": [["0x0102", "0x03"]],
  "small values in their parents": [
    ["0x00", "0x01"],
    ["0x01", "0x02"],
    ["0x10", "0x"],
    ["0x", "0x07"],
  ],
  "values of 32 and 33 bytes": [
    ["0xaa00", hex(new Uint8Array(32).fill(1))],
    ["0xaa01", hex(new Uint8Array(33).fill(2))],
    ["0xaa", hex(new Uint8Array(33).fill(3))],
  ],
  "keys of 62, 63, 64 and 700 nibbles": [31, 32, 33, 350].map((length): [Hex, Hex] => [
    hex(new Uint8Array(length).fill(length)),
    "0x2a",
  ]),
  "a subnet's weights": subnet(),
  "short keys that meet often": drawn(60, 4, [0x00, 0x01, 0x10, 0x11, 0xff]),
  "many keys": drawn(
    150,
    12,
    Array.from({ length: 256 }, (_, digit) => digit),
  ),
};

const cases = Object.entries(states).flatMap(([name, state]) =>
  ([0, 1] as const).map((version) => {
    const keys = state.map(([key]) => key);
    const absent: Hex[] = ["0x", "0xaa0102", "0x0000000000", `${keys[0] ?? "0x"}00`];
    const proofs = [keys.slice(0, 1), absent, [...keys, ...absent]].map((asked) => ({ keys: asked }));
    return { name, version, state, proofs };
  }),
);
const manifest = fileURLToPath(new URL("sp-trie/Cargo.toml", import.meta.url));
const made = spawnSync("cargo", ["run", "--quiet", "--release", "--locked", "--manifest-path", manifest], {
  input: JSON.stringify(cases),
  // What it builds is large, and nothing of the repository.
  env: { ...process.env, CARGO_TARGET_DIR: join(tmpdir(), "affine-trie-goldens") },
  maxBuffer: 1 << 28,
  stdio: ["pipe", "pipe", "inherit"],
});
if (made.status !== 0) throw new Error(`cargo ended with ${made.status}`);
process.stdout.write(made.stdout);
