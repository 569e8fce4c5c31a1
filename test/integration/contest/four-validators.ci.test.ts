import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DisputeRecord, ShardRecord } from "../../../src/record/index.ts";
import { FsStore, readShards } from "../../../src/store/index.ts";
import { NETUID, keepsUp, keyOfModel, openContestBed, until, validatorKeys, type ContestBed } from "./contest-bed.ts";
import { ValidatorChild } from "./validator-child.ts";

const MODELS = [
  { name: "weak", mistakes: 800 },
  { name: "strong", mistakes: 20 },
];
const FORGER = 3;

let bed: ContestBed;
let children: ValidatorChild[];
beforeAll(async () => {
  bed = await openContestBed({ validators: 4, models: MODELS, blockMs: 120 });
  await bed.commit(MODELS.slice(0, 1));
  children = [0, 1, 2, 3].map((which) => new ValidatorChild(bed, which, which === FORGER ? "forges" : "honest"));
  bed.nextBlockWhen((head) => children.every(({ status }) => keepsUp(status, head)));
});
afterAll(async () => {
  await Promise.all(children.map((child) => child.stop()));
  await bed[Symbol.asyncDispose]();
});

describe("four validators in processes of their own, one of them forging", () => {
  test("default: the honest ones agree on the champion and its weights, the forger's records count for nothing", async () => {
    const honest = children.slice(0, FORGER);
    await until(() => honest.every(({ status }) => status?.champion?.model === "lab/affine-weak"));
    await bed.commit(MODELS.slice(1));
    await until(() => honest.every(({ status }) => status?.champion?.model === "lab/affine-strong"));
    const strong = honest[0]!.status!.champion!.uid;
    await until(async () => {
      const weights = await bed.chain.weights(NETUID);
      return [0, 1, 2].every((uid) => weights.get(uid)?.get(strong) === 65_535);
    });
    // The contest is shown as of the last grid block, weights are set by what is decided: it may be some blocks behind.
    const isShown = ({ status }: ValidatorChild): boolean =>
      status?.contest?.crowns.some(({ hotkey }) => hotkey === keyOfModel("strong").address) === true;
    await until(() => honest.every(isShown));
    const crowns = honest.map(({ status }) => status!.contest!.crowns.map(({ hotkey, byTest }) => [hotkey, byTest]));
    for (const list of crowns)
      expect(list.slice(-2)).toEqual([
        [keyOfModel("strong").address, true],
        [keyOfModel("weak").address, false],
      ]);

    // The evidence is on record, signed by each honest validator, and names nobody but the forger.
    const forger = validatorKeys[FORGER]!.address;
    const published = await Promise.all([0, 1, 2].map((which) => readAll(which)));
    for (const records of published) {
      const disputes = disputesIn(records).filter(({ said }) => said !== null);
      expect(disputes.length).toBeGreaterThan(0);
      expect(new Set(disputes.map(({ validator }) => validator))).toEqual(new Set([forger]));
      expect(disputes[0]).toMatchObject({
        reason: "other_score",
        said: { outcome: "scored" },
        found: { outcome: "scored" },
      });
    }
    // They decided the same at every block, by the same evidence.
    const decided = published.map(
      (records) => new Map(records.filter(({ kind }) => kind === "decision").map((record) => [record.block, record])),
    );
    const common = [...decided[0]!.keys()].filter((block) => decided.every((decisions) => decisions.has(block)));
    expect(common.length).toBeGreaterThan(10);
    for (const block of common) {
      const evidence = decided.map((decisions) => (decisions.get(block) as { evidence: string }).evidence);
      expect(new Set(evidence).size, `block ${block}`).toBe(1);
    }
    for (const { alarms } of honest) {
      expect(alarms.get("peer_disputed")).toContain(forger);
      // The forger believes itself, and so decides otherwise; that is on record too, and ours stands.
      expect(alarms.get("decision_differs") ?? forger).toContain(forger);
      expect(alarms.get("late_records")).toBeUndefined();
    }
  });
});

function disputesIn(records: readonly ShardRecord[]): DisputeRecord[] {
  return records.filter((record) => record.kind === "dispute");
}

async function readAll(which: number): Promise<ShardRecord[]> {
  const store = await FsStore.open(join(bed.folder, "shared"));
  const records: ShardRecord[] = [];
  for await (const found of readShards(store, { netuid: NETUID, hotkey: validatorKeys[which]!.address })) {
    if (found.kind === "problem") throw new Error(`${found.key}: ${found.message}`);
    records.push(found.record);
  }
  await store.close();
  return records;
}
