import { openChain } from "../../src/chain/open-chain.ts";
import { encodeAddress, keyFromUri } from "../../src/wallet/index.ts";
import { FakeChain, FakeEndpoint, register } from "../../test/chain/fake-subtensor/index.ts";
import { BUILT_V16, RUNTIMES } from "../../test/chain/metadata/index.ts";
import type { BenchResult } from "../bench-result.ts";
import { runChild } from "../run-child.ts";

const NEURONS = 256;
const RUNS = 5;
const COLD_START_GOAL_MS = 2_000;
const FAILOVER_GOAL_MS = 3_000;
const SCRIPT = new URL("cold-start.ts", import.meta.url);

/**
 * Of a FAKE node on loopback with 256 neurons: no network, no TLS. Metadata are those of a real runtime where
 * AFFINE_TEST_METADATA names a file; those that the tests build are a 25th of their size, and the result says so.
 */
export async function run(): Promise<BenchResult[]> {
  const runtime = RUNTIMES.at(-1) ?? BUILT_V16;
  const fake = new FakeChain({ runtime });
  fake.change((storage, block) => {
    for (let uid = 0; uid < NEURONS; uid += 1) {
      const hotkey = uid === 0 ? keyFromUri("//Alice").address : encodeAddress(new Uint8Array(32).fill(uid));
      register(storage, block, { netuid: fake.netuid, hotkey, stakeRao: "1000" });
    }
  });
  fake.produce(20);
  const metadata = `${runtime.name}, ${Math.round(runtime.raw.length / 1000)} KB`;
  return [
    goal("subtensor, cold start to metagraph", await coldStarts(fake), COLD_START_GOAL_MS),
    goal("subtensor, failover", await failovers(fake), FAILOVER_GOAL_MS),
  ].map((result) => ({ ...result, note: `${result.note ?? ""}; ${metadata}` }));
}

/** In fresh processes, built as the product is, from their start: imports, connection, metadata, metagraph. */
async function coldStarts(fake: FakeChain): Promise<number[]> {
  const node = await FakeEndpoint.start(fake);
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { ms, cpuMs, neurons } = await runChild<{ ms: number; cpuMs: number; neurons: number }>(SCRIPT, [node.url]);
    if (neurons !== NEURONS) throw new Error(`A cold start read ${neurons} neurons of ${NEURONS}.`);
    process.stderr.write(
      `cold start: ${Math.round(ms)} ms, of the processor ${Math.round(cpuMs)} ms with Node's own start\n`,
    );
    times.push(ms);
  }
  await node.close();
  return times;
}

/** From the death of the endpoint in use to a metagraph from the next one. */
async function failovers(fake: FakeChain): Promise<number[]> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const [first, second] = [await FakeEndpoint.start(fake), await FakeEndpoint.start(fake)];
    const chain = openChain({ endpoint: first.url, fallback: second.url });
    await chain.metagraph(fake.netuid);
    const begun = performance.now();
    await first.close();
    await chain.metagraph(fake.netuid);
    times.push(performance.now() - begun);
    await chain.close();
    await second.close();
  }
  return times;
}

function goal(name: string, times: readonly number[], goalMs: number): BenchResult {
  const median = times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
  return {
    name,
    ours: 1000 / median,
    baseline: 1000 / goalMs,
    unit: "1/s",
    ratio: goalMs / median,
    goal: 1,
    note: `median of ${times.length}: ${Math.round(median)} ms, at most ${Math.round(Math.max(...times))} ms; the goal is ${goalMs} ms`,
  };
}
