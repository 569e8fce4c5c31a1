import { createHash } from "node:crypto";
import { SubtensorChain } from "../../src/chain/subtensor/index.ts";
import type { BlockRef } from "../../src/chain/index.ts";
import { encodeAddress } from "../../src/wallet/index.ts";
import { FakeChain, FakeEndpoint, register, type Hex } from "../../test/chain/fake-subtensor/index.ts";
import type { BenchResult } from "../bench-result.ts";

const NEURONS = 256;
const VALIDATORS = 64;
/** Entries of everything else: a key of the trie is reached over log16 of all of them. */
const OTHERS = Number(process.env["AFFINE_BENCH_STATE"] ?? 3_000);
const RUNS = 20;

type Query = (chain: SubtensorChain, head: BlockRef, run: number) => Promise<unknown>;

const QUERIES: Readonly<Record<string, Query>> = {
  [`weights, ${VALIDATORS} validators of ${NEURONS} uids`]: (chain, head) => chain.weights(120, head),
  [`metagraph, ${NEURONS} uids`]: (chain, head) => chain.metagraph(120, head),
  "hyperparameters, 10 values": (chain, head) => chain.hyperparameters(120, head),
  "beacon of a block": (chain, head, run) => chain.blockHash(head.number - 1 - run),
};

/**
 * What it costs to have reads proved: bytes of the answers and milliseconds a query, believed and proved, over FAKE nodes on
 * loopback in this process. A real network adds a round trip for each of the two further questions.
 */
export async function run(): Promise<BenchResult[]> {
  const fake = new FakeChain({ realHeaders: true });
  fake.produce(RUNS + 2);
  fake.change((storage, block) => {
    for (let uid = 0; uid < NEURONS; uid += 1) {
      const hotkey = encodeAddress(createHash("sha256").update(`hotkey ${uid}`).digest());
      register(storage, block, { netuid: 120, hotkey, stakeRao: uid < VALIDATORS ? "1000" : "0" });
      if (uid >= VALIDATORS) continue;
      const row = Array.from({ length: NEURONS }, (_, to) => [to, 1 + ((uid * 256 + to) % 65_535)]);
      storage.set("SubtensorModule", "Weights", [120, uid], row);
    }
    for (let other = 0; other < OTHERS; other += 1) {
      storage.raw.set(`0x${createHash("sha512").update(`other ${other}`).digest("hex")}`, filler(other));
    }
  });
  fake.produce();
  const nodes = await Promise.all([FakeEndpoint.start(fake), FakeEndpoint.start(fake)]);
  const [endpoint = "", fallback = ""] = nodes.map(({ url }) => url);
  const plain = new SubtensorChain({ endpoint, fallback });
  const proved = new SubtensorChain({ endpoint, fallback, proofs: 2 });
  const results: BenchResult[] = [];
  for (const [name, query] of Object.entries(QUERIES)) {
    const [before, with_] = [await measure(plain, nodes, query), await measure(proved, nodes, query)];
    results.push({
      name: `Proved: ${name}`,
      ours: 1000 / with_.ms,
      baseline: 1000 / before.ms,
      unit: "queries/s",
      ratio: before.ms / with_.ms,
      note:
        `${kb(with_.bytes)} and ${with_.ms.toFixed(1)} ms proved, ${kb(before.bytes)} and ${before.ms.toFixed(1)} ms believed ` +
        `(median of ${RUNS}, both ends in one process); a state of ${OTHERS.toLocaleString("en")} further entries`,
    });
  }
  await Promise.all([plain.close(), proved.close(), ...nodes.map((node) => node.close())]);
  return results;
}

async function measure(
  chain: SubtensorChain,
  nodes: readonly FakeEndpoint[],
  query: Query,
): Promise<{ ms: number; bytes: number }> {
  const head = await chain.head();
  const sent = (): number => nodes.reduce((sum, { sentBytes }) => sum + sentBytes, 0);
  const figures: { ms: number; bytes: number }[] = [];
  for (let run = 0; run <= RUNS; run += 1) {
    const [begunAt, before] = [performance.now(), sent()];
    await query(chain, head, run);
    figures.push({ ms: performance.now() - begunAt, bytes: sent() - before });
  }
  // The first one reads metadata and header; both are kept.
  const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const kept = figures.slice(1);
  return { ms: median(kept.map(({ ms }) => ms)), bytes: median(kept.map(({ bytes }) => bytes)) };
}

function filler(other: number): Hex {
  return `0x${"5a".repeat(8 + (other % 72))}`;
}

function kb(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`;
}
