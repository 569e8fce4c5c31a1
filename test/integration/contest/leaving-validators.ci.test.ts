import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { DecisionRecord } from "../../../src/record/index.ts";
import { FsStore, readShards } from "../../../src/store/index.ts";
import { keepsUp, NETUID, openContestBed, until, validatorKeys, type ContestBed } from "./contest-bed.ts";
import { ValidatorChild } from "./validator-child.ts";

const MODELS = [
  { name: "weak", mistakes: 800 },
  { name: "strong", mistakes: 20 },
  { name: "third", mistakes: 850 },
];
/** Grid blocks that all must have decided at the end, since the last of them began. */
const COMMON_DECISIONS = 12;

let bed: ContestBed | undefined;
const children = new Map<number, ValidatorChild>();
afterEach(async () => {
  await Promise.all([...children.values()].map((child) => child.stop()));
  children.clear();
  await bed?.[Symbol.asyncDispose]();
  bed = undefined;
});

function start(on: ContestBed, which: number): ValidatorChild {
  const child = new ValidatorChild(on, which, "honest");
  children.set(which, child);
  return child;
}

async function passed(on: ContestBed, block: number): Promise<void> {
  await until(async () => (await on.chain.head()).number >= block);
}

/** What a validator put on record as decided, by grid block. */
async function decisionsOf(on: ContestBed, which: number): Promise<Map<number, DecisionRecord>> {
  const store = await FsStore.open(join(on.folder, `validator-${which}`), { readOnly: true });
  const decisions = new Map<number, DecisionRecord>();
  for await (const found of readShards(store, { netuid: NETUID, hotkey: validatorKeys[which]!.address })) {
    if (found.kind === "record" && found.record.kind === "decision") decisions.set(found.record.block, found.record);
  }
  return decisions;
}

describe("validators that come and go, in processes of their own", () => {
  test.each([
    ["its record is still there", false],
    ["its record and its folder are deleted", true],
  ])(
    "behavior: one was killed and is back, one comes late, one lost its permit; %s: all decide the same",
    async (_, deletes) => {
      const on = (bed = await openContestBed({ validators: 4, models: MODELS, blockMs: 60 }));
      await on.commit(MODELS.slice(0, 2));
      for (const which of [0, 1, 2]) start(on, which);
      on.nextBlockWhen((head) =>
        [...children.values()].every(({ status }) => status === undefined || keepsUp(status, head)),
      );
      await until(() => [0, 1, 2].every((which) => (children.get(which)?.status?.contest?.round ?? -1) > 20));

      await children.get(2)!.kill();
      children.delete(2);
      const { number } = await on.chain.head();
      await passed(on, number + 24);
      await on.chain.setStake(NETUID, validatorKeys[1]!.address, "5000000000000");
      await on.chain.setStake(NETUID, validatorKeys[0]!.address, "0");
      await on.commit(MODELS.slice(2));
      await passed(on, number + 40);
      // What the one that left has recorded is nowhere now but with those who witnessed it.
      await children.get(0)!.stop();
      children.delete(0);
      const own = await decisionsOf(on, 0);
      if (deletes) {
        await rm(join(on.folder, "validator-0"), { recursive: true });
        await rm(join(on.folder, "shared", "records", String(NETUID), validatorKeys[0]!.address), { recursive: true });
      }
      for (const which of [2, 3]) start(on, which);

      const all = [1, 2, 3];
      await until(async () => {
        const decided = await Promise.all(all.map((which) => decisionsOf(on, which)));
        return (
          [...decided[2]!.keys()].filter((block) => decided.every((one) => one.has(block))).length >= COMMON_DECISIONS
        );
      });
      const decided = [own, ...(await Promise.all(all.map((which) => decisionsOf(on, which))))];
      const blocks = new Set(decided.flatMap((one) => [...one.keys()]));
      expect(own.size).toBeGreaterThan(5);
      for (const block of blocks) {
        const said = decided.flatMap((one) => one.get(block) ?? []);
        expect(new Set(said.map(({ evidence }) => evidence)).size, `block ${block}`).toBe(1);
      }
      for (const child of children.values()) expect(child.alarms.get("decision_differs")).toBeUndefined();
    },
  );
});
