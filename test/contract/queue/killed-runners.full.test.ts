import { afterAll, beforeAll, describe, test } from "vitest";
import { REAL_REDIS, valueOf } from "../../setup/outside.ts";
import { killRunners } from "./killed-runners.ts";
import { RedisServer } from "./redis-server.ts";

const program = valueOf(REAL_REDIS);

describe.skipIf(program === undefined)("runners on a real Redis", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start(program ?? "");
  });
  afterAll(() => server.close());

  test("behavior: 50 kills: every question answered once, never more at a host than the limit", () =>
    killRunners(server, { kills: 50, rounds: 150, seed: "killed runners" }));
});
