import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Chain } from "../../../src/chain/index.ts";
import { keyFromUri, type SigningKey } from "../../../src/wallet/index.ts";

/** A chain that the suite may change at will. */
export interface ChainHarness {
  readonly chain: Chain;
  readonly netuid: number;
  /** Registers a hotkey and gives it stake. Resolves with its uid. */
  register(key: SigningKey, stakeRao: string): Promise<number>;
  /** Resolves when that many more blocks exist. */
  advance(blocks: number): Promise<void>;
  close(): Promise<void>;
  /** False where a text reveals itself some blocks late, or never, since the beacon is not the chain's own. Default true. */
  readonly exactReveals?: boolean;
}

/** What the suite asks of the chain that a factory makes. */
export interface ChainSetup {
  readonly tempo: number;
  readonly weightsRateLimit: number;
  readonly versionKey: number;
}

const SETUP: ChainSetup = { tempo: 20, weightsRateLimit: 4, versionKey: 7 };
const OPTIONS = { versionKey: 7 };

/** What every adapter of `Chain` does. */
export function chainContract(name: string, open: (setup: ChainSetup) => Promise<ChainHarness>): void {
  describe(`chain contract: ${name}`, () => {
    const [validator, miner, stranger] = [keyFromUri("//Alice"), keyFromUri("//Bob"), keyFromUri("//Eve")];
    let harness: ChainHarness;
    let chain: Chain;
    let netuid: number;

    beforeEach(async () => {
      harness = await open(SETUP);
      ({ chain, netuid } = harness);
      await harness.register(validator, "5000");
      await harness.register(miner, "0");
    });
    afterEach(async () => harness.close());

    async function refusal(action: Promise<unknown>): Promise<{ code: string; name: unknown; untilBlock: unknown }> {
      const thrown: unknown = await action.then(
        () => undefined,
        (error: unknown) => error,
      );
      const { code, details } = thrown as { code: string; details: Record<string, unknown> };
      return { code, name: details["name"], untilBlock: details["untilBlock"] };
    }

    describe("blocks", () => {
      test("default: numbers rise by one, hashes stay and differ, time moves on", async () => {
        const first = await chain.head();
        await harness.advance(3);
        const last = await chain.head();
        expect(last.number).toBeGreaterThanOrEqual(first.number + 3);
        const numbers = [first.number, first.number + 1, first.number + 2];
        const hashes = await Promise.all(numbers.map((number) => chain.blockHash(number)));
        expect(hashes[0]).toBe(first.hash);
        expect(new Set(hashes).size).toBe(3);
        for (const hash of hashes) expect(hash).toMatch(/^0x[0-9a-f]{64}$/);
        expect(await chain.timestampMs(last)).toBeGreaterThan(await chain.timestampMs(first));
      });

      test("default: waitForBlock resolves with a head that is far enough, or with the next block", async () => {
        const { number } = await chain.head();
        expect((await chain.waitForBlock(number)).number).toBeGreaterThanOrEqual(number);
        const waits = Promise.all([chain.waitForBlock(number + 2), chain.waitForBlock()]);
        // The next block counts from when the question arrives, so blocks go on until both are answered.
        const settled = waits.then(() => "answered");
        do await harness.advance(1);
        while ((await Promise.race([settled, sleep(5, "waiting")])) === "waiting");
        const [later, next] = await waits;
        expect(later.number).toBeGreaterThanOrEqual(number + 2);
        expect(next.number).toBeGreaterThan(number);
      });

      test("behavior: waiting ends when its signal aborts", async () => {
        const { number } = await chain.head();
        const controller = new AbortController();
        const wait = chain.waitForBlock(number + 1000, { signal: controller.signal });
        controller.abort();
        await expect(wait).rejects.toMatchObject({ code: "interrupted" });
        await expect(chain.waitForBlock(number + 1000, { signal: AbortSignal.abort() })).rejects.toMatchObject({
          code: "interrupted",
        });
      });

      test("error: a block that does not exist, or is another chain's", async () => {
        const head = await chain.head();
        await expect(chain.blockHash(head.number + 1000)).rejects.toMatchObject({ code: "not_found" });
        const foreign = { number: head.number, hash: `0x${"ab".repeat(32)}` } as const;
        await expect(chain.metagraph(netuid, foreign)).rejects.toMatchObject({ code: "not_found" });
      });
    });

    describe("registration and metagraph", () => {
      test("default: hotkeys have uids in order, stake and permits", async () => {
        const head = await chain.head();
        const graph = await chain.metagraph(netuid, head);
        expect(graph).toMatchObject({ netuid, block: head });
        expect(graph.neurons.map(({ uid }) => uid)).toEqual(graph.neurons.map((_, index) => index));
        const [alice, bob] = [validator, miner].map((key) =>
          graph.neurons.find(({ hotkey }) => hotkey === key.address),
        );
        expect(alice).toMatchObject({ validatorPermit: true, incentive: 0 });
        // 0, or on the network the block of the registration.
        expect([0, alice?.registeredAt]).toContain(alice?.lastUpdate);
        expect(BigInt(alice?.stakeRao ?? 0)).toBeGreaterThanOrEqual(5000n);
        expect(bob).toMatchObject({ validatorPermit: false, stakeRao: "0" });
        expect(bob?.registeredAt).toBeGreaterThan(alice?.registeredAt ?? Infinity);
      });

      test("behavior: a read at a past block shows what was then", async () => {
        const before = await chain.head();
        await harness.register(stranger, "0");
        const hotkeys = async (at?: typeof before) => (await chain.metagraph(netuid, at)).neurons.map((n) => n.hotkey);
        expect(await hotkeys(before)).not.toContain(stranger.address);
        expect(await hotkeys()).toContain(stranger.address);
      });

      test("error: a hotkey that is registered already", async () => {
        expect(await refusal(harness.register(miner, "0"))).toMatchObject({
          code: "chain_rejected",
          name: "HotKeyAlreadyRegisteredInSubNet",
        });
      });
    });

    describe("weights", () => {
      async function uidOf(key: SigningKey): Promise<number> {
        return (await chain.metagraph(netuid)).neurons.find(({ hotkey }) => hotkey === key.address)!.uid;
      }

      test("default: they are set, confirmed, scaled to 65535 and pay at the epoch", async () => {
        const [from, to] = [await uidOf(validator), await uidOf(miner)];
        const result = await chain.setWeights(validator, netuid, new Map([[to, 3]]), OPTIONS);
        expect(result).toMatchObject({ mode: "plain", confirmed: true });
        expect((await chain.weights(netuid)).get(from)).toEqual(new Map([[to, 65_535]]));
        expect((await chain.metagraph(netuid)).neurons[from]?.lastUpdate).toBe(result.block);
        const { nextBlock } = await chain.epoch(netuid);
        await harness.advance(nextBlock - (await chain.head()).number);
        expect((await chain.metagraph(netuid)).neurons[to]?.incentive).toBe(65_535);
      });

      test("behavior: shares keep their proportion", async () => {
        const [a, b] = [await uidOf(validator), await uidOf(miner)];
        const shares = [
          [a, 1000],
          [b, 2000],
        ] as const;
        await chain.setWeights(validator, netuid, new Map(shares), OPTIONS);
        expect((await chain.weights(netuid)).get(a)).toEqual(
          new Map([
            [a, 32_768],
            [b, 65_535],
          ]),
        );
      });

      test("error: too fast, and taken from details.untilBlock on", async () => {
        const weights = new Map([[await uidOf(miner), 65_535]]);
        const { block } = await chain.setWeights(validator, netuid, weights, OPTIONS);
        const untilBlock = block + SETUP.weightsRateLimit;
        expect(await refusal(chain.setWeights(validator, netuid, weights, OPTIONS))).toEqual({
          code: "chain_rate_limited",
          name: "SettingWeightsTooFast",
          untilBlock,
        });
        await harness.advance(untilBlock - 1 - (await chain.head()).number);
        expect((await chain.setWeights(validator, netuid, weights, OPTIONS)).block).toBeGreaterThanOrEqual(untilBlock);
      });

      test("error: no permit, not registered, an old version key", async () => {
        const weights = new Map([[await uidOf(validator), 65_535]]);
        const names = [
          await refusal(chain.setWeights(miner, netuid, weights, OPTIONS)),
          await refusal(chain.setWeights(stranger, netuid, weights, OPTIONS)),
          await refusal(chain.setWeights(validator, netuid, weights, { versionKey: 6 })),
        ].map(({ code, name: error }) => `${code} ${String(error)}`);
        expect(names).toEqual([
          "chain_rejected NeuronNoValidatorPermit",
          "chain_rejected HotKeyNotRegisteredInSubNet",
          "chain_rejected IncorrectWeightVersionKey",
        ]);
        expect(await chain.weights(netuid)).toEqual(new Map());
      });

      test("error: a uid that does not exist", async () => {
        const nobody = new Map([[4000, 65_535]]);
        expect(await refusal(chain.setWeights(validator, netuid, nobody, OPTIONS))).toMatchObject({
          code: "chain_rejected",
          name: "UidVecContainInvalidOne",
        });
      });
    });

    describe("commitments", () => {
      test("default: a plain one can be read at once, and the next replaces it", async () => {
        const first = await chain.setCommitment(miner, netuid, '{"records":"https://example.org/ä/"}');
        const second = await chain.setCommitment(miner, netuid, "two");
        expect((await chain.commitments(netuid)).get(miner.address)).toEqual({ block: second.number, text: "two" });
        expect((await chain.commitments(netuid, first)).get(miner.address)).toEqual({
          block: first.number,
          text: '{"records":"https://example.org/ä/"}',
        });
      });

      test("default: a reveal commitment appears at its block, not before, with the block of the reveal", async (context) => {
        context.skip(harness.exactReveals === false, "NOT TESTED: the beacon is not the chain's own");
        const sealed = await chain.setRevealCommitment(miner, netuid, "hidden", { blocksUntilReveal: 3 });
        await harness.advance(2);
        const dark = { number: sealed.number + 2, hash: await chain.blockHash(sealed.number + 2) };
        expect((await chain.revealedCommitments(netuid, dark)).get(miner.address)).toBeUndefined();
        expect((await chain.commitments(netuid, dark)).get(miner.address)).toBeUndefined();
        await harness.advance(1);
        expect((await chain.revealedCommitments(netuid)).get(miner.address)).toEqual([
          { block: sealed.number + 3, text: "hidden" },
        ]);
      });

      test("behavior: the last ten reveals stay, oldest first", async (context) => {
        context.skip(harness.exactReveals === false, "NOT TESTED: the beacon is not the chain's own");
        for (let index = 0; index < 12; index += 1) {
          await chain.setRevealCommitment(miner, netuid, `text ${index}`, { blocksUntilReveal: 1 });
          await harness.advance(1);
        }
        const texts = (await chain.revealedCommitments(netuid)).get(miner.address)?.map(({ text }) => text);
        expect(texts).toEqual(Array.from({ length: 10 }, (_, index) => `text ${index + 2}`));
      });

      test("error: the space of an epoch runs out and comes back with the next", async () => {
        const { nextBlock } = await chain.epoch(netuid);
        await harness.advance(nextBlock - (await chain.head()).number);
        for (let index = 0; index < 3; index += 1) {
          await chain.setRevealCommitment(miner, netuid, "x".repeat(778), { blocksUntilReveal: 1 });
        }
        const epoch = await chain.epoch(netuid);
        expect(await refusal(chain.setCommitment(miner, netuid, "y".repeat(100)))).toEqual({
          code: "chain_rate_limited",
          name: "SpaceLimitExceeded",
          untilBlock: epoch.nextBlock,
        });
        await chain.setCommitment(validator, netuid, "has space of its own");
        await harness.advance(epoch.nextBlock - 1 - (await chain.head()).number);
        await chain.setCommitment(miner, netuid, "again");
      });

      test("error: a hotkey that is not registered, a text that is too long", async () => {
        expect(await refusal(chain.setCommitment(stranger, netuid, "x"))).toMatchObject({
          code: "chain_rejected",
          name: "AccountNotAllowedCommit",
        });
        await expect(chain.setCommitment(miner, netuid, "x".repeat(513))).rejects.toMatchObject({
          code: "invalid_input",
        });
        await expect(
          chain.setRevealCommitment(miner, netuid, "ä".repeat(390), { blocksUntilReveal: 1 }),
        ).rejects.toMatchObject({ code: "invalid_input" });
      });
    });

    describe("settings, epochs, health", () => {
      test("default: hyperparameters", async () => {
        expect(await chain.hyperparameters(netuid)).toMatchObject({
          ...SETUP,
          commitReveal: { enabled: false },
          minAllowedWeights: 1,
        });
      });

      test("default: epochs come a tempo apart, and the prediction holds", async () => {
        const { nextBlock } = await chain.epoch(netuid);
        await harness.advance(nextBlock - (await chain.head()).number);
        const at = async (number: number) => chain.epoch(netuid, { number, hash: await chain.blockHash(number) });
        const [before, after] = [await at(nextBlock - 1), await at(nextBlock)];
        expect(before.nextBlock).toBe(nextBlock);
        expect(after).toEqual({
          index: before.index + 1,
          startBlock: nextBlock,
          nextBlock: nextBlock + SETUP.tempo,
        });
      });

      test("default: health names endpoint, head, its age and the genesis", async () => {
        const health = await chain.health();
        expect(health.head).toEqual(await chain.head());
        expect(health.genesis).toBe(await chain.blockHash(0));
        expect(health.headAgeMs).toBeGreaterThanOrEqual(0);
        expect(health.endpoint).not.toBe("");
      });

      test("error: an unknown subnet", async () => {
        await expect(chain.metagraph(netuid + 1)).rejects.toMatchObject({ code: "not_found" });
      });

      test("behavior: one hotkey's calls at the same time all count, each once", async () => {
        const texts = Array.from({ length: 8 }, (_, index) => `text ${index}`);
        const blocks = await Promise.all(texts.map((text) => chain.setCommitment(miner, netuid, text)));
        expect(blocks).toHaveLength(8);
        expect(texts).toContain((await chain.commitments(netuid)).get(miner.address)?.text);
      });
    });
  });
}
