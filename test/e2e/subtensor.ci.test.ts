import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { keyFromUri } from "../../src/wallet/index.ts";
import { FakeChain, FakeEndpoint, register, toHex, type Hex } from "../chain/fake-subtensor/index.ts";
import { BUILT_V16, RUNTIMES } from "../chain/metadata/index.ts";
import { emptyFolder, runAf } from "./af.ts";

/** The command line over Bittensor's protocol, served by a FAKE node on loopback. */
describe.each(RUNTIMES)("af over a fake node of Bittensor, $name", (runtime) => {
  let fake: FakeChain;
  let node: FakeEndpoint;
  const env = () => ({ SUBTENSOR_ENDPOINT: node.url, SUBTENSOR_FALLBACK: "ws://127.0.0.1:1" });

  beforeAll(async () => {
    fake = new FakeChain({ runtime });
    fake.change((storage, block) => {
      ["//Alice", "//Bob", "//Charlie"].forEach((uri) => {
        register(storage, block, { netuid: 120, hotkey: keyFromUri(uri).address, stakeRao: "0" });
      });
      const bob = keyFromUri("//Bob").address;
      storage.set("Commitments", "RevealedCommitments", [120, bob], [[Buffer.from("no JSON"), 1n]]);
    });
    fake.produce(3);
    node = await FakeEndpoint.start(fake);
  });
  afterAll(() => node.close());

  test("default: af miners --json names everybody, with reasons", async () => {
    const { code, stdout } = await runAf(["miners", "--json"], { cwd: emptyFolder(), env: env() });
    const { block, miners, leftOut } = JSON.parse(stdout) as {
      block: unknown;
      miners: unknown[];
      leftOut: { uid: number; reason: string }[];
    };
    expect(code).toBe(0);
    expect(block).toEqual({ number: 3, hash: fake.best.hash });
    expect(miners).toEqual([]);
    expect(leftOut.map(({ uid, reason }) => [uid, reason])).toEqual([
      [0, "no_commitment"],
      [1, "commitment_not_json"],
      [2, "no_commitment"],
    ]);
  });

  test("default: af doctor finds the chain", async () => {
    const { stdout } = await runAf(["doctor", "--json"], { cwd: emptyFolder(), env: env() });
    const { findings } = JSON.parse(stdout) as { findings: { check: string; state: string; found: string }[] };
    expect(findings.find(({ check }) => check === "chain")).toMatchObject({
      state: "ok",
      found: `${node.url}, block 3`,
    });
  });

  test("behavior: af doctor --fix takes others' rights to secrets, and says so", async () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, ".env"), "AFFINE_NETUID=120\n", { mode: 0o644 });
    const first = await runAf(["doctor"], { cwd, env: env() });
    expect(first.stdout.replaceAll(/\s+/g, " ")).toMatch(/chmod 600 \S+ \(fix\)/);
    expect(statSync(join(cwd, ".env")).mode & 0o777).toBe(0o644);
    const second = await runAf(["doctor", "--fix"], { cwd, env: env() });
    expect(second.stdout.replaceAll(/\s+/g, " ")).toMatch(/chmod 600 \S+: done/);
    expect(statSync(join(cwd, ".env")).mode & 0o777).toBe(0o600);
  });

  test("error: nobody answers: exit code 4, each endpoint by name, and what to do", async () => {
    const nobody = { SUBTENSOR_ENDPOINT: "ws://127.0.0.1:1", SUBTENSOR_FALLBACK: "ws://127.0.0.1:2" };
    const { code, stderr } = await runAf(["miners"], { cwd: emptyFolder(), env: nobody });
    expect(code).toBe(4);
    expect(stderr).toContain("ws://127.0.0.1:1 cannot be reached");
    expect(stderr).toContain("SUBTENSOR_FALLBACK names a second address");
  });
});

/** Two FAKE nodes with real headers and proofs, of which the first lies. */
describe("af with AFFINE_TRUST=proofs over fake nodes of Bittensor", () => {
  let nodes: FakeEndpoint[];
  const env = () => ({
    SUBTENSOR_ENDPOINT: nodes[0]!.url,
    SUBTENSOR_FALLBACK: nodes[1]!.url,
    AFFINE_TRUST: "proofs",
  });
  const updates = BUILT_V16.storage("SubtensorModule", "LastUpdate");
  const hex = (blocks: bigint[]): Hex => toHex(updates.value.enc(blocks));

  beforeAll(async () => {
    const fake = new FakeChain({ realHeaders: true });
    fake.change((storage, block) => {
      register(storage, block, { netuid: 120, hotkey: keyFromUri("//Alice").address, stakeRao: "5000" });
      register(storage, block, { netuid: 120, hotkey: keyFromUri("//Bob").address, stakeRao: "0" });
      storage.set("SubtensorModule", "LastUpdate", [120], [1n, 1n]);
    });
    fake.produce(3);
    nodes = [await FakeEndpoint.start(fake), await FakeEndpoint.start(fake)];
  });
  afterAll(() => Promise.all(nodes.map((node) => node.close())));
  afterEach(() => {
    nodes[0]!.rewrite = undefined;
  });

  test.each([["miners"], ["verify"], ["weights"]])(
    "error: af %s and other last updates than the state has: exit code 4, who, what was claimed, what is proved",
    async (command) => {
      nodes[0]!.rewrite = (method, _params, result) =>
        method === "state_queryStorageAt"
          ? JSON.parse(JSON.stringify(result).replaceAll(hex([1n, 1n]), hex([1n, 2n])))
          : result;
      const { code, stderr } = await runAf([command], { cwd: emptyFolder(), env: env() });
      expect(stderr).toContain(`${nodes[0]!.url} does not tell the truth about SubtensorModule.LastUpdate of block 3`);
      expect(stderr.replaceAll(/\s+/g, " ")).toContain('claimed [120] ["1","2"]; proved [120] ["1","1"]');
      expect(code).toBe(4);
    },
  );

  test("default: where nobody lies all goes its way; a number of endpoints that there are not is refused", async () => {
    const fine = await runAf(["miners", "--json"], { cwd: emptyFolder(), env: env() });
    expect([fine.code, (JSON.parse(fine.stdout) as { leftOut: unknown[] }).leftOut.length]).toEqual([0, 2]);
    const more = await runAf(["miners", "--trust", "proofs:3"], { cwd: emptyFolder(), env: env() });
    expect(more.code).toBe(3);
    expect(more.stderr).toContain("3 endpoints must agree on final blocks, and 2 are named");
    const wrong = await runAf(["miners", "--trust", "everything"], { cwd: emptyFolder(), env: env() });
    expect(wrong.code).toBe(3);
    expect(wrong.stderr).toContain("endpoint, proofs, or proofs:COUNT");
  });

  test("behavior: af rollouts says why there is nothing", async () => {
    const { code, stdout, stderr } = await runAf(["rollouts"], { cwd: emptyFolder(), env: env() });
    expect([code, stdout]).toEqual([0, ""]);
    expect(stderr).toContain("no records since block 0 of 1 validators in");
  });
});
