import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectLocalChain } from "../../../src/chain/index.ts";
import { Validator } from "../../../src/validator/index.ts";
import { FaultyChain, type WeightFault } from "./faulty-chain.ts";
import { openTestBed, until, validatorOptions, type TestBed } from "./test-bed.ts";

let bed: TestBed;
beforeAll(async () => (bed = await openTestBed()));
afterAll(() => bed[Symbol.asyncDispose]());

/** Runs with faults until weights landed after all of them; the alarms that rose on the way. */
async function weightsAfter(name: string, faults: readonly WeightFault[]) {
  const faulty = new FaultyChain(connectLocalChain(bed.chainUrl), faults);
  const options = validatorOptions(faulty.chain, join(bed.folder, name), { doubtBlocks: 3 });
  const validator = await Validator.open(options);
  const alarms: string[] = [];
  validator.events.on("alarm", ({ code, message }) => {
    // Two tempos pass in seconds here, and a busy machine may need them: old weights are tested elsewhere.
    if (code !== "weights_old") alarms.push(`${code}: ${message}`);
  });
  validator.start();
  await until(() => faulty.faults.length === 0 && validator.status().weights.confirmed);
  const { weights, alarms: raised } = validator.status();
  await validator.stop();
  return { weights, alarms, raised, sent: faulty.sent };
}

describe("weights under faults", () => {
  test("behavior: rate limits and mode changes are waited out without alarm", async () => {
    const run = await weightsAfter("waits", ["rate_limited", { rejected: "CommitRevealEnabled" }, "rate_limited"]);
    expect(run.alarms).toEqual([]);
    expect(run.sent).toBe(1);
  });

  test("behavior: what the operator must mend raises an alarm, which goes when weights land", async () => {
    const run = await weightsAfter("operator", [{ rejected: "NotEnoughStakeToSetWeights" }]);
    expect(run.alarms).toContainEqual(expect.stringMatching(/^weights_refused/));
    expect(run.raised.map(({ code }) => code)).not.toContain("weights_refused");
  });

  test("behavior: a lost transaction is sent again, a lost answer is not", async () => {
    expect((await weightsAfter("lost", ["lost"])).sent).toBe(1);
    // It landed all the same, and LastUpdate says so: nothing more is sent.
    expect((await weightsAfter("deaf", ["deaf"])).sent).toBe(1);
  });
});
