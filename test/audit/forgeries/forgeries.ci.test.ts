import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeV1World, NETUID, rules, validatorKeys, type World } from "../v1-world.ts";
import { ANSWERS } from "./answers.ts";
import { BYTES } from "./bytes.ts";
import { CHAINS } from "./chains.ts";
import { outcome, tryForgery, type Forgery, type ForgedWorld } from "./forgery.ts";
import { RECORDS } from "./records.ts";

let made: World;
let world: ForgedWorld;
beforeAll(async () => {
  // Long enough that rounds of the forged shard are closed.
  made = await makeV1World({ blocks: 140 });
  world = { ...made, rules, netuid: NETUID, key: validatorKeys[0]! };
});
afterAll(async () => {
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
