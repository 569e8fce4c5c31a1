import { describe, expect, test } from "vitest";
import { AffineError } from "../core/index.ts";
import { redisAddress } from "../rounds/redis/redis-address.ts";
import { linkError } from "../rounds/redis/link-error.ts";
import { storeError } from "../store/fs/store-error.ts";
import { silentLogger } from "../telemetry/index.ts";
import { Alarms } from "./alarms.ts";
import { Troubles, troubleOf } from "./troubles.ts";

const queueAway = linkError(redisAddress("redis://queue"), new Error("connect ECONNREFUSED 10.0.0.5:6379"));
const system = (code: string, more: object = {}): Error => Object.assign(new Error(`${code}: no`), { code, ...more });

describe("troubleOf", () => {
  test.each([
    ["the queue is away", queueAway, "queue_trouble"],
    ["the queue is full", linkError(redisAddress("redis://q"), new Error("OOM command not allowed")), "queue_trouble"],
    ["the disk is full", storeError("Cannot append", system("ENOSPC")), "disk_trouble"],
    ["the disk is full, of a file", new AffineError("disk_full", "rounds.json: no space"), "disk_trouble"],
    ["the disk is read-only", storeError("Cannot append", system("EROFS")), "disk_trouble"],
    ["a folder is closed", storeError("Cannot append", system("EACCES", { path: "/data/x" })), "disk_trouble"],
    ["the chain is away", new AffineError("chain_transport", "nobody answers"), "chain_trouble"],
    ["the chain lies", new AffineError("chain_decode", "nonsense"), "chain_trouble"],
    [
      "the bucket is away",
      new AffineError("store_transport", "no", { cause: system("ECONNREFUSED") }),
      "records_trouble",
    ],
    ["a fault of the program", new TypeError("undefined is no function"), "loop_trouble"],
  ])("default: %s in the loop of blocks", (_, error, code) => {
    expect(troubleOf(error, "chain_trouble")).toBe(code);
  });

  test("default: in another loop what does not say what it is of is that loop's", () => {
    expect(troubleOf(new AffineError("store_transport", "away"), "peers_trouble")).toBe("peers_trouble");
    expect(troubleOf(queueAway, "records_trouble")).toBe("queue_trouble");
  });
});

describe("Troubles", () => {
  const parts = (): { told: string[]; alarms: Alarms; troubles: Troubles } => {
    const told: string[] = [];
    const alarms = new Alarms(
      () => 0,
      ({ code }) => told.push(code),
    );
    return { told, alarms, troubles: new Troubles({ alarms, log: silentLogger }) };
  };
  const codes = (alarms: Alarms): string[] => alarms.list().map(({ code }) => code);

  test("behavior: an alarm that two loops raise is told once, and goes when both go on", () => {
    const { told, alarms, troubles } = parts();
    for (const loop of ["rounds", "records_trouble", "rounds"]) troubles.raise(loop, queueAway, loop);
    expect(told).toEqual(["queue_trouble"]);
    expect(alarms.list()[0]?.message).toContain("10.0.0.5:6379");
    troubles.clear("records_trouble");
    expect(codes(alarms)).toEqual(["queue_trouble"]);
    troubles.clear("rounds");
    expect(codes(alarms)).toEqual([]);
  });

  test("behavior: a loop that fails of something else now leaves its first alarm", () => {
    const { alarms, troubles } = parts();
    troubles.raise("rounds", queueAway, "queue_trouble");
    troubles.raise("rounds", storeError("Cannot write", system("ENOSPC")), "queue_trouble");
    expect(codes(alarms)).toEqual(["disk_trouble"]);
  });
});
