import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, describe, expect, test } from "vitest";
import { keyFromUri } from "../../../wallet/index.ts";
import {
  changeLocalChain,
  connectLocalChain,
  openChain,
  openLocalChain,
  serveLocalChain,
  type LocalChain,
} from "../../index.ts";
import { open, seal, verifyRound } from "../../timelock/index.ts";
import { signExtrinsic } from "../block/extrinsic.ts";

const alice = keyFromUri("//Alice");
const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(port = 0): Promise<{ chain: LocalChain; url: string; port: number; stop: () => Promise<void> }> {
  const chain = await openLocalChain({ blockMs: "instant" });
  chain.start();
  const server = await serveLocalChain(chain, { port });
  let stopped: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopped ??= server.close().then(() => chain.close()));
  closers.push(stop);
  return { chain, url: server.url, port: server.port, stop };
}

function connect(url: string, options = {}): ReturnType<typeof connectLocalChain> {
  const client = connectLocalChain(url, options);
  closers.push(() => client.close());
  return client;
}

async function post(url: string, body: string): Promise<{ status: number; error: unknown }> {
  const response = await fetch(`${url}/v1/calls`, { method: "POST", body });
  return { status: response.status, error: ((await response.json()) as { error?: { code: string } }).error?.code };
}

describe("serveLocalChain", () => {
  test("error: a port in use is named", async () => {
    const { port } = await serve();
    const second = await openLocalChain();
    closers.push(() => second.close());
    await expect(serveLocalChain(second, { port })).rejects.toMatchObject({
      code: "port_in_use",
      message: expect.stringContaining(String(port)) as string,
    });
  });

  test("error: hostile bodies are refused and change nothing", async () => {
    const { chain, url } = await serve();
    const call = { call: "set_commitment", args: { netuid: 120, text: "x" } } as const;
    const signed = signExtrinsic(alice, chain.genesis, 0, call);
    const bodies = [
      "",
      "{",
      "null",
      "[]",
      JSON.stringify({ ...signed, extra: 1 }),
      JSON.stringify({ ...signed, hotkey: "5Alice" }),
      JSON.stringify({ ...signed, args: { netuid: 120, text: "\ud800" } }),
      JSON.stringify({ ...signed, args: { netuid: -1, text: "x" } }),
      JSON.stringify({ ...signed, nonce: 0.5 }),
      JSON.stringify({
        ...signed,
        call: "sudo_set_stake",
        args: { netuid: 120, hotkey: alice.address, stakeRao: "9" },
      }),
      `"${"x".repeat(300_000)}"`,
    ];
    for (const body of bodies) expect(await post(url, body)).toEqual({ status: 400, error: "invalid_input" });
    expect((await chain.head()).number).toBe(0);
  });

  test("error: malformed addresses of things", async () => {
    const { url } = await serve();
    const paths = ["blocks/-1", "blocks/1e3", "subnets/120/secrets", "nonces/nobody", "calls/0x12", "wait?number=x"];
    const statuses = await Promise.all(paths.map(async (path) => (await fetch(`${url}/v1/${path}`)).status));
    expect(statuses).toEqual(paths.map(() => 400));
    expect((await fetch(`${url}/v1/subnets/120/metagraph?at=5`)).status).toBe(400);
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
  });

  test("behavior: nobody can read a sealed text before its block", async () => {
    const { chain, url } = await serve();
    await chain.register(alice, 120, { coldkey: alice.address });
    await chain.setRevealCommitment(alice, 120, "a secret text", { blocksUntilReveal: 5 });
    const views = ["metagraph", "hyperparameters", "reveals", "commitments", "weights", "epoch"];
    const answers = await Promise.all(views.map(async (view) => (await fetch(`${url}/v1/subnets/120/${view}`)).text()));
    expect(answers.join("")).not.toContain("a secret text");
    await chain.produceBlocks(5);
    expect(await (await fetch(`${url}/v1/subnets/120/reveals`)).text()).toContain("a secret text");
  });
});

describe("the beacon", () => {
  const register = (chain: LocalChain) => chain.register(alice, chain.netuid, { coldkey: alice.address });

  test("default: the signature of a round comes out with its block, and anybody can open with it what was sealed", async () => {
    const { chain, url } = await serve();
    await register(chain);
    const client = connect(url);
    const { number } = await client.setRevealCommitment(alice, 120, "hidden", { blocksUntilReveal: 3 });
    const round = number + 3;
    const before = await fetch(`${url}/v1/rounds/${round}`);
    expect([before.status, await before.json()]).toMatchObject([404, { error: { code: "not_found" } }]);
    await chain.produceBlocks(3);
    const { signature } = (await (await fetch(`${url}/v1/rounds/${round}`)).json()) as { signature: string };
    const { beaconKey } = (await (await fetch(`${url}/v1/status`)).json()) as { beaconKey: string };
    const bytes = Buffer.from(signature.slice(2), "hex");
    expect(verifyRound(Buffer.from(beaconKey.slice(2), "hex"), round, bytes)).toBe(true);
    const publicKey = Buffer.from(beaconKey.slice(2), "hex");
    expect(Buffer.from(open(seal(Buffer.from("x"), { publicKey, round }), bytes)).toString()).toBe("x");
    expect((await client.revealedCommitments(120)).get(alice.address)).toEqual([{ block: round, text: "hidden" }]);
  });

  test("error: a commit whose round is out is refused before a block has it", async () => {
    const { chain } = await serve();
    await register(chain);
    await chain.produceBlocks(5);
    const args = { netuid: 120, commit: "00", revealRound: 5, commitRevealVersion: 4 };
    const early = signExtrinsic(alice, chain.genesis, 1, { call: "commit_timelocked_weights", args });
    await expect(chain.served.submit(early)).rejects.toMatchObject({
      code: "chain_rejected",
      details: { name: "InvalidRevealRound" },
    });
  });
});

describe("the administrator's door", () => {
  const adminToken = "a".repeat(64);
  async function serveWithDoor() {
    const chain = await openLocalChain({ blockMs: "instant" });
    chain.start();
    const server = await serveLocalChain(chain, { port: 0, adminToken });
    closers.push(() => server.close().then(() => chain.close()));
    return { chain, url: server.url };
  }

  test("default: who has the token changes some rules; the others stay", async () => {
    const { chain, url } = await serveWithDoor();
    const before = await chain.hyperparameters(120);
    const change = { tempo: 33, commitReveal: { enabled: true } };
    const block = await changeLocalChain(url, { token: adminToken, netuid: 120, change });
    expect(block).toEqual(await chain.head());
    expect(await chain.hyperparameters(120)).toEqual({
      ...before,
      tempo: 33,
      commitReveal: { ...before.commitReveal, enabled: true },
    });
  });

  test("error: a wrong token, a malformed change, a subnet that is not there, a chain without that door", async () => {
    const { chain, url } = await serveWithDoor();
    const change = { tempo: 33 };
    const codes = [
      changeLocalChain(url, { token: "b".repeat(64), netuid: 120, change }),
      changeLocalChain(url, { token: adminToken, netuid: 120, change: { tempo: 0 } }),
      changeLocalChain(url, { token: adminToken, netuid: 7, change }),
      changeLocalChain((await serve()).url, { token: adminToken, netuid: 120, change }),
    ].map((refused) =>
      refused.then(
        () => "taken",
        (error: unknown) => (error as { code: string }).code,
      ),
    );
    expect(await Promise.all(codes)).toEqual(["credentials_invalid", "invalid_input", "chain_rejected", "not_found"]);
    const bare = await fetch(`${url}/v1/admin/hyperparameters`, { method: "POST", body: "{" });
    expect(bare.status).toBe(401);
    const authorization = `Bearer ${adminToken}`;
    const broken = await fetch(`${url}/v1/admin/hyperparameters`, {
      method: "POST",
      body: "{",
      headers: { authorization },
    });
    expect(broken.status).toBe(400);
    expect((await chain.hyperparameters(120)).tempo).toBe(360);
    await expect(serveLocalChain(chain, { port: 0, adminToken: "short" })).rejects.toThrow("32 characters");
  });
});

describe("connectLocalChain", () => {
  test("error: nobody answers", async () => {
    const { url, stop } = await serve();
    await stop();
    await expect(connect(url).head()).rejects.toMatchObject({ code: "chain_transport", retryable: true });
  });

  test("error: no answer in time", async () => {
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    await new Promise((resolve) => silent.once("listening", resolve));
    closers.push(async () => {
      silent.closeAllConnections();
      await new Promise((resolve) => silent.close(resolve));
    });
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    await expect(connect(url, { timeoutMs: 50 }).head()).rejects.toMatchObject({ code: "chain_transport" });
  });

  test.each([
    ["a page", "<html>", undefined],
    ["JSON of no chain", "{}", undefined],
    ["an unknown form", "{}", `0x${"00".repeat(32)}`],
  ])("error: %s instead of a chain", async (_, body, genesis) => {
    const other = createServer((_request, response) => {
      if (genesis !== undefined) response.setHeader("affine-chain-genesis", genesis);
      response.end(body);
    }).listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    closers.push(() => new Promise((resolve) => other.close(() => resolve())));
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    await expect(connect(url).head()).rejects.toMatchObject({ code: "chain_decode" });
  });

  test("error: another chain at the same address after a restart", async () => {
    const first = await serve();
    const client = connect(first.url);
    await client.head();
    await first.stop();
    const second = await serve(first.port);
    expect(second.chain.genesis).not.toBe(first.chain.genesis);
    await expect(client.head()).rejects.toMatchObject({ code: "chain_rejected", details: { name: "WrongGenesis" } });
    await expect(connect(second.url, { genesis: first.chain.genesis }).head()).rejects.toMatchObject({
      details: { name: "WrongGenesis" },
    });
  });

  test("behavior: a call that a restart of the chain lost goes in again, and counts once", async () => {
    const folder = await mkdtemp(join(tmpdir(), "affine-chain-"));
    closers.push(() => rm(folder, { recursive: true }));
    const file = join(folder, "chain.log");
    const idle = await openLocalChain({ file, neurons: [{ hotkey: alice.address, coldkey: alice.address }] });
    const first = await serveLocalChain(idle, { port: 0 });
    const client = connect(first.url);
    const commitment = client.setCommitment(alice, 120, "survives");
    while ((await idle.served.nextNonce(alice.address)) === 0) await sleep(1);
    await first.close();
    await idle.close();

    const restarted = await openLocalChain({ file, blockMs: "instant" });
    closers.push(() => restarted.close());
    restarted.start();
    const second = await serveLocalChain(restarted, { port: first.port });
    closers.push(() => second.close());
    const { number } = await commitment;
    expect((await client.commitments(120)).get(alice.address)).toEqual({ block: number, text: "survives" });
    expect(await restarted.served.nextNonce(alice.address)).toBe(1);
  });

  test("behavior: a wait ends after its time, whatever the collector of garbage takes meanwhile", async () => {
    setFlagsFromString("--expose_gc");
    const collect = runInNewContext("gc") as () => void;
    const { chain, url } = await serve();
    const { number } = await chain.head();
    const collecting = setInterval(collect, 50);
    try {
      const answer = await fetch(`${url}/v1/wait?number=${number + 5}&timeoutMs=300`, {
        signal: AbortSignal.timeout(5_000),
      });
      expect(await answer.json()).toMatchObject({ number });
    } finally {
      clearInterval(collecting);
    }
  });

  test("behavior: a long wait outlives nothing: closing the client ends it", async () => {
    const { url } = await serve();
    const client = connect(url);
    const { number } = await client.head();
    const wait = expect(client.waitForBlock(number + 5)).rejects.toMatchObject({ code: "chain_transport" });
    await client.close();
    await wait;
  });
});

describe("openChain", () => {
  test("default: an http address is an embedded chain", async () => {
    const { chain, url } = await serve();
    const opened = openChain({ endpoint: url });
    closers.push(() => opened.close());
    expect((await opened.health()).genesis).toBe(chain.genesis);
  });

  test("default: a name or a WebSocket address is Bittensor; nothing is connected yet", async () => {
    for (const endpoint of ["finney", "test", "local", "ws://127.0.0.1:1"]) {
      await openChain({ endpoint, fallback: "ws://127.0.0.1:2" }).close();
    }
  });

  test.each([
    ["finny", "config_invalid"],
    ["wss://", "config_invalid"],
    ["gopher://example.org", "config_invalid"],
    ["http://", "config_invalid"],
    ["", "config_invalid"],
  ])("error: %j is %s", (endpoint, code) => {
    expect(() => openChain({ endpoint })).toThrow(expect.objectContaining({ code }) as Error);
  });
});
