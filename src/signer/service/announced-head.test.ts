import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import {
  NETUID,
  chain,
  end,
  headerOf,
  key,
  remote,
  start,
  useSigningServices,
} from "../../../test/signer/signing-services.ts";
import { type Chain } from "../../chain/index.ts";
import { AffineError } from "../../core/index.ts";
import { announcementText, headerHash, type ShardHeader } from "../../record/index.ts";
import { InProcessSigner } from "../index.ts";

useSigningServices();

describe("what the chain says was signed", () => {
  const announced = (header: ShardHeader) =>
    announcementText({ records: "https://records.example.org/", head: { seq: header.seq, hash: headerHash(header) } });

  /** Shards 0 to 2, the last of them announced; the signer has ended. */
  async function signedAndAnnounced(): Promise<{ headers: ShardHeader[]; auditLog: string }> {
    const first = headerOf({ seq: 0, previous: null });
    const second = headerOf({ seq: 1, previous: headerHash(first) });
    const third = headerOf({ seq: 2, previous: headerHash(second) });
    const service = await start();
    for (const header of [first, second, third]) await remote(service).signShardHeader(header);
    await remote(service).announce(announced(third));
    await end(service);
    return { headers: [first, second, third], auditLog: service.auditLog };
  }

  test.each([
    ["its last lines", 3],
    ["all but one", 1],
    ["everything", 0],
  ])("error: an audit log that lost %s as whole lines does not start", async (_, kept) => {
    const { auditLog } = await signedAndAnnounced();
    const lines = (await readFile(auditLog, "utf8")).split("\n").slice(0, kept);
    await writeFile(auditLog, lines.map((line) => `${line}\n`).join(""));
    const before = await readFile(auditLog, "utf8");
    await expect(start()).rejects.toMatchObject({
      code: "state_corrupt",
      message: expect.stringContaining("signed shard 2") as string,
      hint: expect.stringContaining("new hotkey") as string,
    });
    expect(await readFile(auditLog, "utf8")).toBe(before);
  });

  test("behavior: a whole log goes on, also one that is further than what was announced", async () => {
    const { headers } = await signedAndAnnounced();
    const fourth = headerOf({ seq: 3, previous: headerHash(headers[2]!) });
    const service = await start();
    await remote(service).signShardHeader(fourth);
    await end(service);
    await remote(await start()).signShardHeader(headerOf({ seq: 4, previous: headerHash(fourth) }));
  });

  test("error: a log that holds another shard of the announced number", async () => {
    const { headers } = await signedAndAnnounced();
    await chain.setCommitment(key, NETUID, announced({ ...headers[2]!, count: 9 }));
    await expect(start()).rejects.toMatchObject({ code: "state_corrupt", details: { announcedSeq: 2 } });
  });

  test("behavior: with the chain away it starts, and signs no header before it has compared", async () => {
    const { headers, auditLog } = await signedAndAnnounced();
    await writeFile(auditLog, "");
    let isAway = true;
    const flaky = new Proxy(chain, {
      get(target, name) {
        if (name === "commitments" && isAway) {
          return () => Promise.reject(new AffineError("chain_transport", "nobody answers"));
        }
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    }) as Chain;
    const service = await start({ chain: flaky, at: { host: "127.0.0.1", port: 0 } });
    await expect(remote(service).signShardHeader(headers[0]!)).rejects.toMatchObject({ code: "chain_stale" });
    isAway = false;
    await expect(remote(service).signShardHeader(headers[0]!)).rejects.toMatchObject({ code: "state_corrupt" });
    const health = await fetch(`${"url" in service.address ? service.address.url : ""}/health`);
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({
      status: "failing",
      problem: expect.stringContaining("holds no shard") as string,
    });
  });

  test("error: a signer that remembers nothing signs no second shard of an announced number", async () => {
    const { headers } = await signedAndAnnounced();
    const forgetful = new InProcessSigner({ key, chain, netuid: NETUID });
    await expect(forgetful.signShardHeader(headers[1]!)).rejects.toThrow("would be a second one");
    const wrong = headerOf({ seq: 3, previous: headerHash(headers[1]!) });
    await expect(forgetful.signShardHeader(wrong)).rejects.toThrow("does not follow the shard 2");
    await forgetful.signShardHeader(headerOf({ seq: 3, previous: headerHash(headers[2]!) }));
  });

  test("error: a header that begins the chain anew names the way back", async () => {
    const { headers } = await signedAndAnnounced();
    const service = await start();
    const anew = remote(service).signShardHeader(headerOf({ seq: 0, previous: null, count: 3 }));
    await expect(anew).rejects.toMatchObject({
      code: "signer_refused",
      message: expect.stringMatching(/records back.*new hotkey/) as string,
    });
    await remote(service).signShardHeader(headerOf({ seq: 3, previous: headerHash(headers[2]!) }));
  });
});
