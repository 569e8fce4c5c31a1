import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeV1World, NETUID, rules, validatorKeys, type World } from "../v1-world.ts";
import { V2World, rules as contestRules } from "../v2-world.ts";
import { ANSWERS } from "./answers.ts";
import { BYTES } from "./bytes.ts";
import { CHAINS } from "./chains.ts";
import { CONTEST } from "./contest.ts";
import { outcome, tryForgery, type Forgery, type ForgedWorld } from "./forgery.ts";
import { RECORDS } from "./records.ts";

let contest: V2World;
let made: World;
let world: ForgedWorld;
beforeAll(async () => {
  made = await makeV1World({ blocks: 60 });
  contest = await V2World.make({ blocks: 110, weightsAt: 96, validators: 1 });
  world = { ...made, rules, netuid: NETUID, key: validatorKeys[0]! };
});
afterAll(async () => {
  await contest.chain.close();
  await rm(contest.folder, { recursive: true });
  await made.chain.close();
  await rm(made.folder, { recursive: true });
});

test("the record before verifies", async () => {
  expect((await outcome(world, world.folder)).report?.deviations).toEqual([]);
});

const suites: [string, readonly Forgery[]][] = [
  ["answers", ANSWERS],
  ["records", RECORDS],
  ["stored bytes", BYTES],
  // Last: some of them announce on the shared chain.
  ["headers and chains", CHAINS],
];
describe.each(suites)("forged %s", (_, forgeries) => {
  test.each(forgeries.map((forgery) => [forgery.name, forgery] as const))("%s", async (_name, forgery) => {
    if (forgeries === CHAINS) await made.chain.setCommitment(world.key, NETUID, "nothing announced");
    await tryForgery(forgery, world);
  });
});

describe("forged contest", () => {
  const of = (): ForgedWorld => ({
    chain: contest.chain,
    folder: contest.folder,
    rules: contestRules,
    netuid: NETUID,
    key: validatorKeys[0]!,
  });

  test("the record before verifies", async () => {
    const { report, exit } = await outcome(of(), contest.folder);
    expect(report?.deviations).toEqual([]);
    expect(exit).toBe(0);
    expect(report?.decision?.champion).not.toBeNull();
  });

  test.each(CONTEST.map((forgery) => [forgery.name, forgery] as const))("%s", async (_name, forgery) => {
    await tryForgery(forgery, of());
  });
});
