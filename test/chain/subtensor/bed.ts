import { onTestFinished } from "vitest";
import { SubtensorChain, type SubtensorOptions } from "../../../src/chain/subtensor/index.ts";
import { keyFromUri } from "../../../src/wallet/index.ts";
import { type ChainMetadata } from "../metadata/index.ts";
import { FakeChain, FakeEndpoint, register, type FakeChainOptions, type FakeStorage } from "../fake-subtensor/index.ts";

export const alice = keyFromUri("//Alice");
export const bob = keyFromUri("//Bob");
export const WINNER = new Map([[1, 65_535]]);

export interface Bed {
  readonly fake: FakeChain;
  readonly nodes: readonly FakeEndpoint[];
  readonly chain: SubtensorChain;
  readonly netuid: number;
}

type BedOptions = Omit<FakeChainOptions, "runtime"> & { nodes?: number; adapter?: Partial<SubtensorOptions> };

/**
 * Makes beds of one runtime: a fake chain with Alice (validator, uid 0) and Bob (miner, uid 1), served by some fake nodes,
 * and the adapter on them.
 */
export function bedOn(runtime: ChainMetadata): (options?: BedOptions) => Promise<Bed> {
  return (options = {}) => make({ ...options, runtime });
}

async function make(options: BedOptions & FakeChainOptions): Promise<Bed> {
  const fake = new FakeChain(options);
  const { netuid } = fake;
  fake.change((storage, block) => {
    register(storage, block, { netuid, hotkey: alice.address, stakeRao: "5000" });
    register(storage, block, { netuid, hotkey: bob.address, stakeRao: "0" });
  });
  // Beyond the rate limit of a fresh registration.
  fake.produce(10);
  const nodes = await Promise.all(Array.from({ length: options.nodes ?? 1 }, () => FakeEndpoint.start(fake)));
  const [first, ...others] = nodes.map(({ url }) => url);
  const chain = new SubtensorChain({
    endpoint: first!,
    ...(others.length === 0 ? {} : { fallback: others.join(",") }),
    ...options.adapter,
  });
  onTestFinished(async () => {
    await chain.close();
    await Promise.all(nodes.map((node) => node.close()));
  });
  return { fake, nodes, chain, netuid };
}

/** What a promise was rejected with, as the code and the chain's own name. */
export async function failureOf(action: Promise<unknown>): Promise<{ code: string; name: unknown; until?: unknown }> {
  const thrown: unknown = await action.then(
    () => undefined,
    (error: unknown) => error,
  );
  const { code, details } = thrown as { code: string; details: Record<string, unknown> };
  return { code, name: details["name"], ...("untilBlock" in details ? { until: details["untilBlock"] } : {}) };
}

/** How often weights of a hotkey took effect, as plain weights or as commits. */
export function weightCalls({ fake }: Bed): number {
  return fake.applied.filter(({ extrinsic }) => /weights/.test(extrinsic.call)).length;
}

/** Changes storage in a block of its own. */
export function change({ fake }: Bed, edit: (storage: FakeStorage) => void): void {
  fake.change(edit);
  fake.produce();
}

/** Resolves when a condition holds, looked at whenever the loop is idle. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}
