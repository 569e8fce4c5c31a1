import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { TimeLimit } from "./time-limit.ts";

test("behavior: the time ends an exchange however often memory is cleared up meanwhile", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const server = createServer(() => undefined).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const asked = fetch(url, { signal: new TimeLimit(600, new AbortController().signal).signal });
  const sweeping = setInterval(collect, 50);
  try {
    await expect(asked).rejects.toMatchObject({ name: "TimeoutError" });
  } finally {
    clearInterval(sweeping);
    server.closeAllConnections();
    server.close();
  }
});

test("behavior: the caller's signal ends it, and that was not the time; a cleared limit never passes", async () => {
  const stop = new AbortController();
  const limit = new TimeLimit(20, stop.signal);
  stop.abort();
  expect([limit.signal.aborted, limit.hasPassed]).toEqual([true, false]);
  const cleared = new TimeLimit(5);
  cleared.clear();
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect([limit.hasPassed, cleared.hasPassed]).toEqual([true, false]);
});
