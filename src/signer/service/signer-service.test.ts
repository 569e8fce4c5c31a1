import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Agent, request } from "undici";
import { describe, expect, test } from "vitest";
import {
  NETUID,
  chain,
  end,
  folder,
  headerOf,
  headersFrom3,
  key,
  kinds,
  other,
  remote,
  start,
  useSigningServices,
} from "../../../test/signer/signing-services.ts";
import { type Chain } from "../../chain/index.ts";
import { AffineError } from "../../core/index.ts";
import { HEADER_STALE } from "../../record/index.ts";
import { knowSigner } from "../index.ts";

const TOKEN = "t".repeat(40);
const winner = new Map([[1, 65_535]]);
useSigningServices();

describe("a signer of its own process", () => {
  test("behavior: what was signed is remembered over a restart", async () => {
    const first = await start();
    await remote(first).signShardHeader(headerOf());
    const { index: window } = await chain.epoch(NETUID);
    await remote(first).setWeights({ netuid: NETUID, weights: winner, window });
    await end(first);
    const second = await start();
    await expect(remote(second).signShardHeader(headerOf({ count: 2 }))).rejects.toThrow("does not follow");
    await expect(remote(second).setWeights({ netuid: NETUID, weights: winner, window })).rejects.toThrow(
      "has its weights",
    );
    await remote(second).signShardHeader(headersFrom3(2)[1]!);
    expect(await kinds(second)).toEqual([
      ...["start", "shard_header", "weights", "weights_ended"],
      ...["start", "refused", "refused", "shard_header"],
    ]);
  });

  test("behavior: what the caller says about the chain counts for nothing", async () => {
    const signer = remote(await start());
    const { index: window } = await chain.epoch(NETUID);
    await expect(signer.setWeights({ netuid: NETUID, weights: winner, window: window + 1 })).rejects.toMatchObject({
      code: "chain_stale",
    });
    await expect(signer.setWeights({ netuid: NETUID, weights: new Map([[9, 65_535]]), window })).rejects.toThrow(
      "nobody is registered as uid 9",
    );
    const { number } = await chain.head();
    const early = signer.signShardHeader(headerOf({ sealedBlock: number + 100 }));
    await expect(early).rejects.toMatchObject({ code: "signer_refused", details: { name: HEADER_STALE } });
  });

  test("behavior: a uid that passed to another hotkey since the decision is not paid", async () => {
    const signer = remote(await start());
    const { index: window } = await chain.epoch(NETUID);
    const intent = { netuid: NETUID, weights: winner, window };
    const before = signer.setWeights({ ...intent, hotkeys: new Map([[1, key.address]]) });
    await expect(before).rejects.toMatchObject({ code: "chain_stale", details: { name: "UidPassedOn" } });
    expect(await signer.setWeights({ ...intent, hotkeys: new Map([[1, other.address]]) })).toMatchObject({
      confirmed: true,
    });
  });

  test("behavior: an epoch that a new tempo lets begin anew is the same window still", async () => {
    const first = await start();
    const { index: window } = await chain.epoch(NETUID);
    await remote(first).setWeights({ netuid: NETUID, weights: winner, window });
    await chain.changeHyperparameters(NETUID, { tempo: 30 });
    await chain.produceBlocks(3);
    await end(first);
    await rm(first.auditLog);
    expect((await chain.epoch(NETUID)).index).toBe(window);
    await expect(remote(await start()).setWeights({ netuid: NETUID, weights: winner, window })).rejects.toMatchObject({
      code: "signer_refused",
      details: { name: "WindowHasWeights" },
    });
  });

  test("behavior: with its chain away nothing is signed, and the caller knows that nothing was sent", async () => {
    const away = new Proxy(chain, {
      get(target, name) {
        if (name === "head" || name === "health") {
          return () => Promise.reject(new AffineError("chain_transport", "nobody answers"));
        }
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    }) as Chain;
    const service = await start({ chain: away, at: { host: "127.0.0.1", port: 0 } });
    const { index: window } = await chain.epoch(NETUID);
    await expect(remote(service).setWeights({ netuid: NETUID, weights: winner, window })).rejects.toMatchObject({
      code: "chain_stale",
      details: { name: "SignerChainUnreachable" },
    });
    const health = await fetch(`${"url" in service.address ? service.address.url : ""}/health`);
    expect(await health.json()).toMatchObject({ status: "ok", chain: { error: "chain_transport" } });
    expect(await kinds(service)).toEqual(["start"]);
  });

  test("behavior: the log is trusted less than the chain: weights that it has forgotten are not set again", async () => {
    const first = await start();
    const { index: window } = await chain.epoch(NETUID);
    await remote(first).setWeights({ netuid: NETUID, weights: winner, window });
    await end(first);
    await rm(first.auditLog);
    const again = remote(await start()).setWeights({ netuid: NETUID, weights: new Map([[0, 65_535]]), window });
    await expect(again).rejects.toThrow("has its weights");
  });

  test("behavior: a submission that was lost may be sent again as it was, not as another", async () => {
    const lost = new AffineError("chain_transport", "the connection broke");
    let failing = true;
    const flaky = new Proxy(chain, {
      get(target, name) {
        if (name === "setWeights" && failing) return () => Promise.reject(lost);
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    }) as Chain;
    const signer = remote(await start({ chain: flaky }));
    const { index: window } = await chain.epoch(NETUID);
    await expect(signer.setWeights({ netuid: NETUID, weights: winner, window })).rejects.toMatchObject({
      code: "chain_transport",
      retryable: true,
    });
    failing = false;
    const another = signer.setWeights({ netuid: NETUID, weights: new Map([[0, 65_535]]), window });
    await expect(another).rejects.toThrow("may be under way");
    expect(await signer.setWeights({ netuid: NETUID, weights: winner, window })).toMatchObject({ confirmed: true });
  });

  test("behavior: a second signer on the same socket is refused, one that died leaves it free", async () => {
    const first = await start();
    await expect(start({ folder: join(folder, "other") })).rejects.toMatchObject({ code: "port_in_use" });
    expect((await stat(join(folder, "signer.sock"))).mode & 0o777).toBe(0o600);
    expect((await stat(first.auditLog)).mode & 0o777).toBe(0o600);
  });

  test("behavior: over TCP nobody is served without the token, but for the health check", async () => {
    const service = await start({ at: { host: "127.0.0.1", port: 0 }, token: TOKEN });
    await expect(remote(service).signShardHeader(headerOf())).rejects.toMatchObject({ code: "credentials_invalid" });
    await expect(remote(service, "x".repeat(40)).signShardHeader(headerOf())).rejects.toMatchObject({
      code: "credentials_invalid",
    });
    const { url } = service.address as { url: string };
    expect((await request(`${url}/health`)).statusCode).toBe(200);
    expect((await request(`${url}/metrics`)).statusCode).toBe(401);
    const metrics = await request(`${url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(await metrics.body.text()).toContain("affine_signer_requests_total");
    expect(await kinds(service)).toEqual(["start"]);
  });

  test.each([
    ["no JSON", "{", 400],
    ["no intent", "[]", 400],
    ["unknown fields", JSON.stringify({ header: headerOf(), more: 1 }), 400],
    ["bytes to sign", JSON.stringify({ message: "00ff" }), 400],
    ["a body too long", "x".repeat(200_000), 413],
  ])("error: %s", async (_, body, status) => {
    const service = await start();
    const dispatcher = new Agent({ connect: { socketPath: join(folder, "signer.sock") } });
    const reply = await request("http://signer/v1/shard-header", { method: "POST", body, dispatcher });
    expect(reply.statusCode).toBe(status);
    expect(await reply.body.json()).toMatchObject({ error: { code: "invalid_input" } });
    const unknown = await request("http://signer/v1/sign", { method: "POST", body: "{}", dispatcher });
    expect(unknown.statusCode).toBe(404);
    await dispatcher.close();
    expect(await kinds(service)).toEqual(["start"]);
  });
});

describe("a validator's view of its signer", () => {
  test("behavior: who answered once is known while away; who never did is not", async () => {
    const file = join(folder, "known.json");
    const nobody = { address: { socket: join(folder, "none.sock") }, retries: 1, retryDelayMs: 1 };
    await expect(knowSigner(nobody, NETUID, file)).rejects.toMatchObject({ code: "signer_unavailable" });
    const service = await start();
    const options = { address: service.address, retries: 0 };
    expect(await knowSigner(options, NETUID, file)).toMatchObject({ remembered: false });
    await expect(knowSigner(options, 1, file)).rejects.toMatchObject({ code: "config_invalid" });
    await end(service);
    const known = await knowSigner(options, NETUID, file);
    expect(known).toMatchObject({ remembered: true, identity: { address: key.address } });
    await expect(remote(service).signShardHeader(headerOf())).rejects.toMatchObject({
      code: "signer_unavailable",
      retryable: true,
    });
  });
});

test("behavior: five hundred callers at once all get their answer", async () => {
  const service = await start();
  const socketPath = join(folder, "signer.sock");
  const body = JSON.stringify({ header: headerOf({ netuid: 1 }) });
  const headers = { "content-type": "application/json" };
  const replies = await Promise.all(
    Array.from({ length: 500 }, async () => {
      const dispatcher = new Agent({ connect: { socketPath }, connections: 1 });
      const { statusCode, body: reply } = await request("http://signer/v1/shard-header", {
        ...{ method: "POST", body, headers, dispatcher },
      });
      await reply.dump();
      await dispatcher.close();
      return statusCode;
    }),
  );
  expect(replies).toEqual(Array.from({ length: 500 }, () => 403));
  expect((await kinds(service)).length).toBeLessThanOrEqual(62);
});
