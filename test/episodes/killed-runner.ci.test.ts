import { describe, test } from "vitest";
import { RedisServer } from "../contract/queue/redis-server.ts";
import { REAL_REDIS, valueOf } from "../setup/outside.ts";
import { killAtEveryTurn } from "./killed-runner.ts";

const program = valueOf(REAL_REDIS);

describe("af runner, killed at every turn of an episode", () => {
  test("behavior: on the queue of files the same turn is asked again, and nothing begins anew", () =>
    killAtEveryTurn());

  test.skipIf(program === undefined)("behavior: on Redis the same", async () => {
    const server = await RedisServer.start(program ?? "");
    try {
      await killAtEveryTurn(server.url("episodes"));
    } finally {
      await server.close();
    }
  });
});
