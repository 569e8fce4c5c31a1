import { rm } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NETUID, rules, V2World, validatorKeys } from "../v2-world.ts";
import { CONTEST } from "./contest.ts";
import { outcome, tryForgery, type ForgedWorld } from "./forgery.ts";

let made: V2World;
let world: ForgedWorld;
beforeAll(async () => {
  made = await V2World.make({ blocks: 110, weightsAt: 96, validators: 1 });
  const { chain, folder } = made;
  world = { chain, folder, rules, netuid: NETUID, key: validatorKeys[0] };
});
afterAll(async () => {
  await made.chain.close();
  await rm(made.folder, { recursive: true });
});

describe("forged contest", () => {
  test("the record before verifies", async () => {
    const { report, exit } = await outcome(world, world.folder);
    expect(report?.deviations).toEqual([]);
    expect(exit).toBe(0);
    expect(report?.decision?.champion).not.toBeNull();
  });

  test.each(CONTEST.map((forgery) => [forgery.name, forgery] as const))("%s", async (_name, forgery) => {
    await tryForgery(forgery, world);
  });
});
