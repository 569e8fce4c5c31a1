import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Validator, ValidatorStatus } from "../../../src/validator/index.ts";
import {
  contestValidator,
  keepsUp,
  keyOfModel,
  NETUID,
  openContestBed,
  until,
  type ContestBed,
} from "./contest-bed.ts";

const MODELS = [
  { name: "weak", mistakes: 750 },
  { name: "copy", mistakes: 750, identity: "weak" },
  { name: "strong", mistakes: 20 },
];

let bed: ContestBed;
beforeAll(async () => (bed = await openContestBed({ validators: 1, models: MODELS, blockMs: 80 })));
afterAll(() => bed[Symbol.asyncDispose]());

async function runUntil(
  condition: (status: ValidatorStatus) => boolean,
  options: { fromGenesis?: boolean } = {},
): Promise<ValidatorStatus> {
  const validator: Validator = await contestValidator(bed, 0, options);
  validator.start();
  bed.nextBlockWhen((head) => {
    const { chain, queue } = validator.status();
    return keepsUp({ block: chain.block, unanswered: queue.waiting + queue.running }, head);
  });
  try {
    await until(() => condition(validator.status()));
    return validator.status();
  } finally {
    bed.nextBlockWhen(() => true);
    await validator.stop();
  }
}

const crowned = ({ contest }: ValidatorStatus, name: string): boolean =>
  contest?.champion?.hotkey === keyOfModel(name).address;

describe("one validator under affine-v2", () => {
  test("default: a better model wins the crown by test, across restarts; a copy is left out with its reason", async () => {
    await bed.commit(MODELS.slice(0, 1));
    await until(async () => (await bed.chain.revealedCommitments(NETUID)).size === 1);
    await bed.commit(MODELS.slice(1, 2));
    const first = await runUntil((status) => crowned(status, "weak"));
    expect(first.contest).toMatchObject({ reign: 1, challengers: [], crowns: [{ byTest: false }] });
    expect(first.contest!.crowns[0]!.rounds).toBeGreaterThan(40);
    expect(first.contest!.outside).toMatchObject([{ hotkey: keyOfModel("copy").address, reason: "duplicate" }]);
    const { uid } = first.contest!.champion!;

    await bed.commit(MODELS.slice(2));
    const played = (status: ValidatorStatus): number => status.contest?.challengers[0]?.rounds ?? 0;
    // While it replays, what it shows is the past: `weak` qualifying, for one.
    const half = await runUntil(
      (status) => status.replaying === null && crowned(status, "weak") && played(status) >= 10,
    );
    expect(half.contest!.challengers[0]!.wealth.map(({ stream }) => stream)).toContain("better_on_average");
    // After a restart the champion is shown at once, as of the checkpoint, and no alarm rises; then the test goes on where
    // it was. Blocks go by meanwhile, so that the crown may have been won.
    const shown = await runUntil(({ contest }) => contest !== null);
    expect(shown.champion?.hotkey).toBe(shown.contest!.champion!.hotkey);
    expect(shown.alarms.map(({ code }) => code)).toEqual([]);
    const resumed = await runUntil(({ replaying, champion }) => replaying === null && champion !== null);
    expect(resumed.contest!.block).toBeGreaterThanOrEqual(half.contest!.block);
    if (!crowned(resumed, "strong")) expect(played(resumed)).toBeGreaterThanOrEqual(played(half));
    const genesis = await runUntil(({ replaying }) => replaying === null, { fromGenesis: true });
    expect(genesis.contest!.block).toBeGreaterThanOrEqual(resumed.contest!.block);
    expect(genesis.alarms.map(({ code }) => code)).toEqual([]);

    const last = await runUntil(
      (status) => crowned(status, "strong") && status.weights.confirmed && status.weights.vector[uid] === undefined,
    );
    expect(last.weights.vector).toEqual({ [last.contest!.champion!.uid]: 65_535 });
    expect(last.contest!.crowns).toMatchObject([
      { hotkey: keyOfModel("strong").address, byTest: true },
      { hotkey: keyOfModel("weak").address, byTest: false },
    ]);
    expect(last.contest!.crowns[0]!.gainBp).toBeGreaterThan(1000);
    expect(last.contest!.shadow.mechanism).toBe("affine-v1");
    expect([...((await bed.chain.weights(NETUID)).get(0) ?? [])]).toEqual([[last.contest!.champion!.uid, 65_535]]);
  });
});
