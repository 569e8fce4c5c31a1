import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Chain } from "../../../src/chain/index.ts";
import { keyFromUri } from "../../../src/wallet/index.ts";
import type { ChainHarness, ChainSetup } from "./chain-contract.ts";

/** A chain whose subnet can be switched between plain weights and commit-reveal. */
export interface CommitRevealHarness extends ChainHarness {
  /** Changes some hyperparameters; resolves when they are in force. */
  change(change: {
    tempo?: number;
    weightsRateLimit?: number;
    minAllowedWeights?: number;
    commitReveal?: { enabled?: boolean; version?: number };
  }): Promise<unknown>;
}

const SETUP: ChainSetup = { tempo: 12, weightsRateLimit: 3, versionKey: 7 };
const OPTIONS = { versionKey: 7 };

/** What every adapter of `Chain` does on a subnet with commit-reveal of weights, version 4. */
export function commitRevealContract(name: string, open: (setup: ChainSetup) => Promise<CommitRevealHarness>): void {
  describe(`commit-reveal contract: ${name}`, () => {
    const [validator, miner, other] = [keyFromUri("//Alice"), keyFromUri("//Bob"), keyFromUri("//Charlie")];
    let harness: CommitRevealHarness;
    let chain: Chain;
    let netuid: number;
    let uids: { validator: number; miner: number; other: number };

    beforeEach(async () => {
      harness = await open(SETUP);
      ({ chain, netuid } = harness);
      uids = {
        validator: await harness.register(validator, "5000"),
        miner: await harness.register(miner, "0"),
        other: await harness.register(other, "0"),
      };
      await harness.change({ commitReveal: { enabled: true } });
    });
    afterEach(async () => harness.close());

    const to = (uid: number) => new Map([[uid, 65_535]]);
    const commit = (uid: number) => chain.setWeights(validator, netuid, to(uid), OPTIONS);
    const lastUpdate = async () => (await chain.metagraph(netuid)).neurons[uids.validator]?.lastUpdate;
    const shown = async () => (await chain.weights(netuid)).get(uids.validator);

    /** To the block `offset` after the present epoch's end. */
    async function toEpochEnd(offset: number): Promise<void> {
      const { nextBlock } = await chain.epoch(netuid);
      await harness.advance(nextBlock + offset - (await chain.head()).number);
    }

    async function nameOf(action: Promise<unknown>): Promise<unknown> {
      const thrown: unknown = await action.then(
        () => undefined,
        (error: unknown) => error,
      );
      const { code, details } = thrown as { code: string; details: Record<string, unknown> };
      return [code, details["name"]];
    }

    test("default: a commit is confirmed at once, and its weights show in the next epoch, not before", async () => {
      const result = await commit(uids.miner);
      expect(result).toMatchObject({ mode: "commit-reveal", confirmed: true });
      expect(result.revealRound).toBeGreaterThan(0);
      expect(await lastUpdate()).toBe(result.block);
      await toEpochEnd(-1);
      expect(await shown()).toBeUndefined();
      await toEpochEnd(6);
      expect(await shown()).toEqual(to(uids.miner));
      expect(await lastUpdate()).toBe(result.block);
    });

    test("behavior: the weights of each epoch take the place of those before, one epoch later", async () => {
      await commit(uids.miner);
      await toEpochEnd(1);
      await commit(uids.other);
      await harness.advance(5);
      expect(await shown()).toEqual(to(uids.miner));
      await toEpochEnd(6);
      expect(await shown()).toEqual(to(uids.other));
    });

    test("behavior: the mode is chosen at each attempt", async () => {
      expect((await commit(uids.miner)).mode).toBe("commit-reveal");
      await harness.change({ commitReveal: { enabled: false } });
      await toEpochEnd(6);
      const plain = await commit(uids.other);
      expect(plain).toMatchObject({ mode: "plain", confirmed: true });
      expect(plain.revealRound).toBeUndefined();
      expect(await shown()).toEqual(to(uids.other));
      await harness.change({ commitReveal: { enabled: true } });
      await harness.advance(SETUP.weightsRateLimit);
      expect((await commit(uids.miner)).mode).toBe("commit-reveal");
      expect(await shown()).toEqual(to(uids.other));
    });

    test("error: too fast, another version, not registered", async () => {
      const { block } = await commit(uids.miner);
      await expect(commit(uids.miner)).rejects.toMatchObject({
        code: "chain_rate_limited",
        details: { name: "CommittingWeightsTooFast", untilBlock: block + SETUP.weightsRateLimit },
      });
      await harness.advance(SETUP.weightsRateLimit);
      await harness.change({ commitReveal: { version: 5 } });
      expect(await nameOf(commit(uids.miner))).toEqual(["chain_rejected", "IncorrectCommitRevealVersion"]);
      await harness.change({ commitReveal: { version: 4 } });
      const stranger = keyFromUri("//Eve");
      expect(await nameOf(chain.setWeights(stranger, netuid, to(uids.miner), OPTIONS))).toEqual([
        "chain_rejected",
        "HotKeyNotRegisteredInSubNet",
      ]);
    });

    test("error: at most ten commits wait in an epoch", async () => {
      await harness.change({ weightsRateLimit: 0, tempo: 40 });
      for (let count = 0; count < 10; count += 1) await commit(uids.miner);
      expect(await nameOf(commit(uids.miner))).toEqual(["chain_rejected", "TooManyUnrevealedCommits"]);
      await toEpochEnd(1);
      await commit(uids.other);
      await harness.advance(6);
      expect(await shown()).toEqual(to(uids.miner));
    });

    test("behavior: a commit that would be refused in plain fails when it opens, and changes nothing", async () => {
      await commit(uids.other);
      await toEpochEnd(1);
      await commit(uids.miner);
      await harness.advance(5);
      await harness.change({ minAllowedWeights: 3 });
      await toEpochEnd(6);
      expect(await shown()).toEqual(to(uids.other));
    });

    test("error: what could never be revealed is refused before it is sent, never said to be confirmed", async () => {
      const before = await lastUpdate();
      const refused = ["chain_rejected", "UidVecContainInvalidOne"];
      expect(await nameOf(chain.setWeights(validator, netuid, to(4000), OPTIONS))).toEqual(refused);
      await harness.change({ minAllowedWeights: 3 });
      expect(await nameOf(commit(uids.miner))).toEqual(["chain_rejected", "WeightVecLengthIsLow"]);
      expect(await nameOf(chain.setWeights(miner, netuid, to(uids.other), OPTIONS))).toEqual([
        "chain_rejected",
        "NeuronNoValidatorPermit",
      ]);
      expect(await lastUpdate()).toBe(before);
      const three = new Map([
        [uids.validator, 1],
        [uids.miner, 65_535],
        [uids.other, 1],
      ]);
      await chain.setWeights(validator, netuid, three, OPTIONS);
      await toEpochEnd(6);
      expect(await shown()).toEqual(three);
    });
  });
}
