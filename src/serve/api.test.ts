import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { Spectators } from "./v1/spectators.ts";
import { createApi, createMetricsApp, listen, type Status } from "./index.ts";

const HOTKEY = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const STATUS: Status = {
  servedAtMs: 2_000,
  version: "0.0.1",
  validator: { hotkey: HOTKEY, uid: 1, running: true, startedAtMs: 1_000, updatedAtMs: 1_900 },
  chain: { endpoint: "http://127.0.0.1:1", netuid: 120, block: 9, headAgeMs: 100, tempo: 20, nextEpochBlock: 20 },
  mechanism: "affine-v1",
  environments: [{ name: "SAT", version: "1", level: 3 }],
  champion: null,
  contest: null,
  replaying: null,
  leaderboard: [],
  readingScores: false,
  leftOut: [],
  hosts: { known: 0, waiting: 0, oldestAtMs: null },
  weights: { vector: {}, block: null, confirmed: false, ageBlocks: null },
  records: { rollouts: 0, shards: 0, bytes: 0, pending: 0 },
  queue: { waiting: 0, running: 0 },
  recentBlocks: [],
  alarms: [],
};

describe("createApi", () => {
  test("default: health and status", async () => {
    const app = createApi({ version: "0.0.1", status: () => STATUS });
    expect(await (await app.request("/api/health")).json()).toEqual({ ok: true, version: "0.0.1" });
    const answer = await app.request("/api/status");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.json()).toEqual(STATUS);
  });

  test("error: 503 while the validator starts, 404 for an unknown address", async () => {
    const app = createApi({ version: "0.0.1", status: () => undefined });
    expect((await app.request("/api/status")).status).toBe(503);
    const unknown = await app.request("/api/nothing");
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toEqual({ error: { code: "not_found", message: "There is no /api/nothing." } });
  });

  test.each(["POST", "DELETE", "PUT"])("error: %s where one can only ask is 405 with Allow", async (method) => {
    const app = createApi({
      version: "1",
      status: () => STATUS,
      arena: { source: () => undefined, spectators: new Spectators({ boot: "0", nowMs: () => 0 }) },
    });
    for (const path of ["/api/status", "/api/v1/snapshot", "/api/v1/snapshot.json", "/api/v1/tests/00112233445566aa"]) {
      const answer = await app.request(path, { method });
      expect([answer.status, answer.headers.get("allow")], path).toEqual([405, "GET, HEAD"]);
      expect(await answer.json()).toMatchObject({ error: { code: "method_not_allowed" } });
    }
    expect((await app.request("/api/v1/nothing", { method })).status).toBe(404);
  });

  test("error: a status that breaks the schema is a 500, never half a page", async () => {
    const broken = { ...STATUS, records: { ...STATUS.records, shards: -1 } };
    const app = createApi({ version: "0.0.1", status: () => broken });
    expect((await app.request("/api/status")).status).toBe(500);
  });
});

describe("createMetricsApp", () => {
  test("default: figures that exist, by name; 503 while starting", async () => {
    const row = { n: 4, asked: 4, answered: 4, score: 250, lowBp: 100, highBp: 5000 };
    const status: Status = {
      ...STATUS,
      alarms: [{ atMs: 1, code: "weights_old", message: "m" }],
      leaderboard: [
        {
          uid: 3,
          hotkey: HOTKEY,
          model: "m/affine",
          revision: "r",
          block: 1,
          eligible: true,
          dominates: 0,
          champion: false,
          weightBp: 0,
          environments: { SAT: row },
        },
      ],
    };
    const answer = await createMetricsApp(() => status).request("/metrics");
    const text = await answer.text();
    expect(answer.headers.get("content-type")).toContain("text/plain");
    expect(text).toContain("affine_chain_block 9\n");
    expect(text).toContain('affine_score{uid="3",environment="SAT"} 0.25');
    expect(text).toContain('affine_alarm{code="weights_old"} 1');
    expect(text).not.toContain("affine_champion_uid");
    expect(text).not.toContain("affine_data_free_bytes");
    expect((await createMetricsApp(() => undefined).request("/metrics")).status).toBe(503);
  });

  test("behavior: room on the disk of the data folder; a folder that is gone costs that figure only", async () => {
    const told = async (folder: string) => (await createMetricsApp(() => STATUS, folder).request("/metrics")).text();
    expect(await told(".")).toMatch(/^affine_data_free_bytes [1-9]\d*/m);
    const without = await told("not/there");
    expect(without).toContain("affine_chain_block");
    expect(without).not.toContain("affine_data_free_bytes");
  });
});

describe("listen", () => {
  test("default: serves and closes", async () => {
    const served = await listen(createApi({ version: "1", status: () => STATUS }), { host: "127.0.0.1", port: 0 });
    expect((await fetch(`${served.url}/api/health`)).ok).toBe(true);
    await served.close();
    await expect(fetch(`${served.url}/api/health`)).rejects.toThrow();
  });

  test("error: a taken port is named", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const app = createApi({ version: "1", status: () => STATUS });
    await expect(listen(app, { host: "127.0.0.1", port })).rejects.toMatchObject({
      code: "port_in_use",
      message: `Port ${port} on 127.0.0.1 is taken by another program.`,
    });
    other.close();
  });
});
