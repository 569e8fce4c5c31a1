import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openLocalChain, type LocalChain, type WeightVector } from "../chain/index.ts";
import { AffineError } from "../core/index.ts";
import { InProcessSigner, KeyHolder, type Signer } from "../signer/index.ts";
import { chainChecks } from "../signer/intent-checks.ts";
import { MemoryLog } from "../signer/log/memory-log.ts";
import { silentLogger } from "../telemetry/index.ts";
import { keyFromUri } from "../wallet/index.ts";
import { Alarms } from "./alarms.ts";
import { WeightSetter } from "./weight-setter.ts";

const NETUID = 120;
const validator = keyFromUri("//Alice");
const [first, second] = [new Map([[1, 65_535]]), new Map([[2, 65_535]])];

let folder: string;
let chain: LocalChain;
let alarms: Alarms;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "affine-setter-"));
  alarms = new Alarms(Date.now, () => undefined);
  chain = await openLocalChain({
    blockMs: "instant",
    hyperparameters: { tempo: 20, weightsRateLimit: 2, commitReveal: { enabled: true } },
    neurons: ["//Alice", "//Bob", "//Charlie"].map((uri, uid) => ({
      hotkey: keyFromUri(uri).address,
      coldkey: keyFromUri(uri).address,
      stakeRao: uid === 0 ? "1000" : "0",
    })),
  });
  chain.start();
  await chain.produceBlock();
});
afterEach(async () => {
  await chain.close();
  await rm(folder, { recursive: true });
});

function open(signer: Signer = new InProcessSigner({ key: validator, chain, netuid: NETUID })): Promise<WeightSetter> {
  const file = join(folder, "weights.json");
  return WeightSetter.open({ chain, signer, netuid: NETUID, file, alarms, log: silentLogger });
}

async function step(setter: WeightSetter, desired: WeightVector | undefined): Promise<string> {
  const head = await chain.head();
  const [metagraph, hyperparameters, epoch] = await Promise.all([
    chain.metagraph(NETUID, head),
    chain.hyperparameters(NETUID, head),
    chain.epoch(NETUID, head),
  ]);
  const action = await setter.step({ head, metagraph, hyperparameters, epoch, desired, settled: true });
  return action.kind === "set" ? "set" : action.reason;
}

/** Makes blocks up to `offset` after the present epoch's end, and looks at each. */
async function toEpochEnd(setter: WeightSetter, desired: WeightVector, offset: number): Promise<void> {
  const { nextBlock } = await chain.epoch(NETUID);
  for (let { number } = await chain.head(); number < nextBlock + offset;) {
    ({ number } = await chain.produceBlock());
    await step(setter, desired);
    ({ number } = await chain.head());
  }
}

const raised = (): string[] => alarms.list().map(({ code }) => code);
const shown = async () => (await chain.weights(NETUID)).get(0);

describe("commit-reveal", () => {
  test("default: a commit is confirmed by LastUpdate, and its weights by the chain, without an alarm", async () => {
    const setter = await open();
    expect(await step(setter, first)).toBe("set");
    expect(setter.confirmed).toMatchObject({ weights: first });
    expect(await step(setter, second)).toBe("already_set");
    await toEpochEnd(setter, second, 9);
    expect(await shown()).toEqual(first);
    expect(raised()).toEqual([]);
  });

  test("behavior: weights that vanish raise an alarm, which goes when later ones are in force", async () => {
    const setter = await open();
    await chain.changeHyperparameters(NETUID, { tempo: 60 });
    expect(await step(setter, first)).toBe("set");
    // Sealed for the end of an epoch of 60 blocks, they come too late for what is now the epoch of their reveal.
    await chain.changeHyperparameters(NETUID, { tempo: 12 });
    await toEpochEnd(setter, second, 9);
    expect(await shown()).toBeUndefined();
    expect(raised()).toContain("weights_not_revealed");
    await toEpochEnd(setter, second, 9);
    expect(await shown()).toEqual(second);
    expect(raised()).not.toContain("weights_not_revealed");
  });

  test("behavior: a commit whose answer was lost is watched as well, also by the process after a restart", async () => {
    const real = new InProcessSigner({ key: validator, chain, netuid: NETUID });
    const setWeights: Signer["setWeights"] = async (intent) => {
      await real.setWeights(intent);
      throw new AffineError("timeout", "the answer was lost");
    };
    const deaf = await open({ address: real.address, setWeights } as Signer);
    await chain.changeHyperparameters(NETUID, { tempo: 60 });
    expect(await step(deaf, first)).toBe("set");
    await chain.changeHyperparameters(NETUID, { tempo: 12 });
    await step(deaf, first);
    await toEpochEnd(await open(), second, 9);
    expect(raised()).toContain("weights_not_revealed");
  });

  test("behavior: plain weights end the watch of what was committed before", async () => {
    const setter = await open();
    await chain.changeHyperparameters(NETUID, { tempo: 60 });
    await step(setter, first);
    await chain.changeHyperparameters(NETUID, { tempo: 12, commitReveal: { enabled: false }, weightsRateLimit: 13 });
    await toEpochEnd(setter, second, 9);
    expect(await shown()).toEqual(second);
    expect(raised()).toEqual([]);
  });
});

describe("the chain's conditions", () => {
  const FILLED = new Map([
    [0, 1],
    [1, 65_535],
    [2, 1],
  ]);

  test.each([true, false])(
    "behavior: a minimum of three weights, commit-reveal %s: filled, they land",
    async (enabled) => {
      await chain.changeHyperparameters(NETUID, { minAllowedWeights: 3, commitReveal: { enabled } });
      const setter = await open();
      expect(await step(setter, first)).toBe("set");
      expect(setter.confirmed).toMatchObject({ weights: FILLED });
      await toEpochEnd(setter, first, 9);
      expect(await shown()).toEqual(FILLED);
      expect(raised()).toEqual([]);
    },
  );

  test("behavior: a minimum that rises after the commit: the alarm names it, and the next weights are filled", async () => {
    const setter = await open();
    expect(await step(setter, first)).toBe("set");
    await chain.changeHyperparameters(NETUID, { minAllowedWeights: 3 });
    await toEpochEnd(setter, first, 9);
    const alarm = alarms.list().find(({ code }) => code === "weights_not_revealed");
    expect(alarm?.message).toContain("min_allowed_weights");
    expect(await shown()).toBeUndefined();
    await toEpochEnd(setter, first, 9);
    expect(await shown()).toEqual(FILLED);
    expect(raised()).toEqual([]);
  });

  test("error: a limit on one uid's part: said at the first block, nothing is sent, over when the limit is", async () => {
    await chain.changeHyperparameters(NETUID, { maxWeightLimit: 30_000 });
    const setter = await open();
    expect(await step(setter, first)).toBe("set");
    expect(setter.confirmed).toBeUndefined();
    expect((await chain.metagraph(NETUID)).neurons[0]?.lastUpdate).toBe(0);
    expect(alarms.list().find(({ code }) => code === "weights_conditions")?.message).toContain("max_weight_limit");
    await chain.changeHyperparameters(NETUID, { maxWeightLimit: 65_535 });
    await toEpochEnd(setter, first, 1);
    expect(setter.confirmed).toMatchObject({ weights: first });
    expect(raised()).toEqual([]);
  });

  test("error: a version key that rises after the commit is named where the weights stay away", async () => {
    const setter = await open();
    expect(await step(setter, first)).toBe("set");
    await chain.changeHyperparameters(NETUID, { versionKey: 9 });
    await toEpochEnd(setter, first, 9);
    expect(alarms.list()[0]?.message).toContain("the version key 0 is below the subnet's 9");
  });
});

describe("one vector a window", () => {
  test("behavior: a new tempo lets the epoch begin anew, but not the window; a restart does not forget it", async () => {
    const setter = await open();
    expect(await step(setter, first)).toBe("set");
    await chain.changeHyperparameters(NETUID, { tempo: 30 });
    await chain.produceBlocks(4);
    const { index, startBlock } = await chain.epoch(NETUID);
    expect([index, startBlock > (setter.confirmed?.block ?? 0)]).toEqual([0, true]);
    expect(await step(setter, second)).toBe("already_set");
    expect(await step(await open(), second)).toBe("already_set");
  });

  test("behavior: sent at an epoch's end and landed in the next, it is the next one's, whatever the tempo does then", async () => {
    const setter = await open();
    const { nextBlock } = await chain.epoch(NETUID);
    await chain.produceBlocks(nextBlock - 1 - (await chain.head()).number);
    expect(await step(setter, first)).toBe("set");
    expect((await chain.epoch(NETUID)).index).toBe(1);
    await chain.changeHyperparameters(NETUID, { tempo: 50 });
    await chain.produceBlocks(5);
    expect(await step(setter, second)).toBe("already_set");
    expect(await step(await open(), second)).toBe("already_set");
  });

  test("behavior: a vector in doubt stays the only one, also when the signer was away at the second try", async () => {
    const sent: WeightVector[] = [];
    const answers = ["timeout", "signer_unavailable", "chain_stale", "taken"] as const;
    const signer = {
      address: validator.address,
      setWeights: ({ weights }: { weights: WeightVector }) => {
        const answer = answers[sent.push(weights) - 1] ?? "taken";
        return answer === "taken"
          ? Promise.resolve({ mode: "plain", block: 999, confirmed: true })
          : Promise.reject(new AffineError(answer, "injected"));
      },
    } as unknown as Signer;
    const setter = await open(signer);
    expect(await step(setter, first)).toBe("set");
    expect(await step(setter, second)).toBe("in_doubt");
    await chain.produceBlocks(8);
    for (let tries = 0; tries < 3; tries += 1) {
      expect(await step(setter, second)).toBe("set");
      await chain.produceBlock();
    }
    expect(sent).toEqual([first, first, first, first]);
  });

  test("behavior: after the chain's own refusal another vector may follow", async () => {
    const sent: WeightVector[] = [];
    const signer = {
      address: validator.address,
      setWeights: ({ weights }: { weights: WeightVector }) => {
        const refusal = { details: { name: "InvalidRevealRound" } };
        return sent.push(weights) === 1
          ? Promise.reject(new AffineError("chain_transport", "injected"))
          : Promise.reject(new AffineError("chain_rejected", "injected", refusal));
      },
    } as unknown as Signer;
    const setter = await open(signer);
    await step(setter, first);
    await chain.produceBlocks(8);
    expect(await step(setter, second)).toBe("set");
    await chain.produceBlock();
    expect(await step(setter, second)).toBe("set");
    expect(sent).toEqual([first, first, second]);
  });
});

describe("weights that somebody else replaces", () => {
  test("behavior: sealed weights of ours, revealed over open ones, are no theft: the open ones are set again", async () => {
    const log = new MemoryLog();
    const checks = chainChecks(chain, NETUID, validator.address);
    const setter = await open(new KeyHolder({ key: validator, chain, netuid: NETUID, log, checks }));
    expect(await step(setter, first)).toBe("set");
    await chain.changeHyperparameters(NETUID, { commitReveal: { enabled: false } });
    const { nextBlock } = await chain.epoch(NETUID);
    await chain.produceBlocks(nextBlock - (await chain.head()).number);
    expect(await step(setter, second)).toBe("set");
    expect(await shown()).toEqual(second);
    for (let blocks = 0; blocks < 10 && (await shown())?.has(1) !== true; blocks += 1) await chain.produceBlock();
    expect(await shown()).toEqual(first);
    // Also the process after a restart knows whose they are.
    const again = await open(new KeyHolder({ key: validator, chain, netuid: NETUID, log, checks }));
    const steps: string[] = [];
    while (steps.at(-1) !== "set" && steps.length < 15) {
      steps.push(await step(again, second));
      expect(raised()).toEqual([]);
      if (steps.at(-1) !== "set") await chain.produceBlock();
    }
    expect(await shown()).toEqual(second);
    await chain.produceBlock();
    expect(await step(again, second)).toBe("already_set");
    // In the window after it stays so, and nothing is remembered that could excuse a thief.
    await toEpochEnd(again, second, 3);
    await chain.setWeights(validator, NETUID, first);
    await step(again, second);
    expect(raised()).toEqual(["weights_replaced"]);
  });

  test("behavior: the vector on chain is compared with the one that was meant; an alarm, and ours again", async () => {
    await chain.changeHyperparameters(NETUID, { commitReveal: { enabled: false }, tempo: 60 });
    const log = new MemoryLog();
    const checks = chainChecks(chain, NETUID, validator.address);
    const setter = await open(new KeyHolder({ key: validator, chain, netuid: NETUID, log, checks }));
    expect(await step(setter, first)).toBe("set");
    await chain.produceBlocks(3);
    expect(await step(setter, first)).toBe("already_set");
    // With our key, from elsewhere.
    await chain.setWeights(validator, NETUID, second);
    expect(await shown()).toEqual(second);
    const steps = [await step(setter, first)];
    expect(raised()).toContain("weights_replaced");
    while (steps.at(-1) !== "set" && steps.length < 20) {
      await chain.produceBlock();
      steps.push(await step(setter, first));
    }
    expect(await shown()).toEqual(first);
    await chain.produceBlock();
    expect(await step(setter, first)).toBe("already_set");
    expect(raised()).not.toContain("weights_replaced");
    // Another vector is not taken for all that.
    const { index: window } = await chain.epoch(NETUID);
    const signer = new KeyHolder({ key: validator, chain, netuid: NETUID, log, checks });
    await expect(signer.setWeights({ netuid: NETUID, weights: second, window })).rejects.toThrow("has its weights");
    await expect(signer.setWeights({ netuid: NETUID, weights: first, window })).rejects.toThrow("has its weights");
  });
});

describe("weights that are old", () => {
  async function pass(blocks: number, look: () => Promise<unknown>): Promise<void> {
    for (let block = 0; block < blocks; block += 1) {
      await chain.produceBlock();
      await look();
    }
  }

  test("behavior: while nothing is decided after a start the alarm waits for two tempos, and no longer", async () => {
    const before = await open();
    expect(await step(before, first)).toBe("set");
    // Away for longer than two tempos.
    await pass(60, () => Promise.resolve());
    const again = await open();
    await step(again, undefined);
    await pass(30, () => step(again, undefined));
    expect(raised()).not.toContain("weights_old");
    await pass(30, () => step(again, undefined));
    expect(raised()).toContain("weights_old");
  });

  test("behavior: once it is decided they are old at once, until they land", async () => {
    const before = await open();
    expect(await step(before, first)).toBe("set");
    await pass(60, () => Promise.resolve());
    const again = await open();
    const action = await step(again, first);
    expect(raised()).toContain("weights_old");
    expect(action).toBe("set");
    await chain.produceBlock();
    await step(again, first);
    expect(raised()).not.toContain("weights_old");
  });
});
