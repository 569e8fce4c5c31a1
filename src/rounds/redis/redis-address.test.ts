import { describe, expect, test } from "vitest";
import { silentLogger } from "../../telemetry/index.ts";
import { BullQueue } from "./bull-queue.ts";
import { redisAddress } from "./redis-address.ts";

describe("redisAddress", () => {
  test.each([
    ["redis://queue", { host: "queue", port: 6379, db: 0, tls: false, prefix: "affine" }],
    [
      "rediss://me@queue.example:7000/3?prefix=mine",
      { host: "queue.example", port: 7000, db: 3, tls: true, username: "me", prefix: "mine" },
    ],
    ["valkey://queue/2", { host: "queue", db: 2, tls: false, text: "redis://queue:6379/2?prefix=affine" }],
    ["VALKEYS://queue", { host: "queue", tls: true, text: "rediss://queue:6379/0?prefix=affine" }],
    ["redis://[::1]:6380/", { host: "::1", port: 6380, db: 0 }],
  ])("default: %s", (text, expected) => {
    expect(redisAddress(text)).toMatchObject(expected);
  });

  test.each([
    "",
    "queue",
    "http://queue",
    "redis://",
    "redis://queue/x",
    "redis://queue/99999",
    "redis://queue?prefix=a:b",
    "redis://queue?other=1",
    "redis://queue#x",
  ])("error: no address: %s", (text) => {
    expect(() => redisAddress(text)).toThrow(expect.objectContaining({ code: "config_invalid" }));
  });

  test("error: a password in the address is refused and not shown", () => {
    const thrown = (): unknown => redisAddress("redis://me:hunter2@queue");
    expect(thrown).toThrow(
      expect.objectContaining({
        code: "config_invalid",
        hint: expect.stringContaining("AFFINE_QUEUE_PASSWORD") as unknown,
      }),
    );
    expect(thrown).not.toThrow(/hunter2/);
  });

  test("error: a scheme that is none is named, and which there are", () => {
    expect(() => redisAddress("amqp://me:hunter2@queue")).toThrow(
      expect.objectContaining({
        message: "The queue's address begins with amqp://, not with redis://.",
        hint: expect.stringContaining("valkeys://") as unknown,
      }),
    );
  });

  test("error: nobody listens", async () => {
    await expect(BullQueue.open({ address: "redis://127.0.0.1:1", log: silentLogger })).rejects.toMatchObject({
      code: "store_transport",
      message: expect.stringContaining("127.0.0.1:1") as unknown,
    });
  });
});
