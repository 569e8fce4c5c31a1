import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { openLocalChain, serveLocalChain } from "../chain/index.ts";
import { createAffine } from "./affine.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "affine-sdk-"));
  closers.push(() => rmSync(made, { recursive: true }));
  return made;
}

/** A served chain without miners. */
async function chainUrl(netuid: number): Promise<string> {
  const chain = await openLocalChain({ blockMs: "instant", netuid });
  const server = await serveLocalChain(chain, { port: 0 });
  closers.push(async () => {
    await server.close();
    await chain.close();
  });
  return server.url;
}

function affine(options: Parameters<typeof createAffine>[0]): ReturnType<typeof createAffine> {
  const made = createAffine({ env: {}, ...options });
  closers.push(() => made.close());
  return made;
}

describe("createAffine", () => {
  test("default: each has the network and the folder that it was given", async () => {
    const cwd = folder();
    const [first, second] = [await chainUrl(7), await chainUrl(8)];
    const one = affine({ cwd, network: first, netuid: 7, home: join(cwd, "one") });
    const other = affine({ cwd, network: second, netuid: 8, home: join(cwd, "other") });
    expect((await one.getMiners()).size).toBe(0);
    expect((await other.getMiners()).size).toBe(0);
    await expect(one.getMiner(3)).rejects.toMatchObject({ code: "not_found" });
    const found: unknown[] = [];
    for await (const rollout of one.rollouts(10)) found.push(rollout);
    expect(found).toEqual([]);
  });

  test("error: what is wrong is named as it was given, and nothing is opened before the first call", async () => {
    const cwd = folder();
    const wrong = affine({ cwd, network: "the moon" });
    await expect(wrong.getMiners()).rejects.toMatchObject({
      code: "config_invalid",
      message: expect.stringMatching(/^network: .*got "the moon"/) as string,
    });
    await expect(affine({ cwd, netuid: -1 }).getMiners()).rejects.toThrow(/^netuid: /);
    await expect(affine({ cwd }).rollouts(0).next()).rejects.toMatchObject({ code: "invalid_input" });
    await expect(affine({ cwd }).verify({ share: 0 })).rejects.toMatchObject({ code: "invalid_input" });
  });

  test("behavior: an opening that failed is not kept; the next call tries again", async () => {
    const cwd = folder();
    const network = await chainUrl(120);
    writeFileSync(join(cwd, ".env"), "this is no assignment\n");
    const retried = affine({ cwd, network, netuid: 120, home: cwd });
    const calls = [retried.getMiners(), retried.getMiners()];
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: "config_invalid" });
    writeFileSync(join(cwd, ".env"), "AFFINE_NETUID=120\n");
    expect((await retried.getMiners()).size).toBe(0);
  });

  test("behavior: after close() the next call opens anew", async () => {
    const cwd = folder();
    const again = affine({ cwd, network: await chainUrl(120), netuid: 120, home: cwd });
    await again.getMiners();
    await again.close();
    expect((await again.getMiners()).size).toBe(0);
  });

  test.each([undefined, null, {}, "m", { model: 7 }])("error: a query whose options are %j", async (options) => {
    const asked = affine({ cwd: folder() }).query("2 + 2?", options as never);
    await expect(asked).rejects.toMatchObject({ code: "invalid_input" });
  });

  test.each(["x", -1, 1.5, 65_536, NaN, null])("error: %s is no uid, which no network is asked about", async (uid) => {
    await expect(affine({ cwd: folder() }).getMiner(uid as never)).rejects.toMatchObject({ code: "invalid_input" });
  });

  test("behavior: a question with an address of its own needs no settings", async () => {
    const cwd = folder();
    writeFileSync(join(cwd, ".env"), "this is no assignment\n");
    const asked = affine({ cwd }).query("2 + 2?", { model: "m", baseUrl: "ftp://nowhere" });
    await expect(asked).rejects.toThrow("has the scheme ftp:");
  });
});
