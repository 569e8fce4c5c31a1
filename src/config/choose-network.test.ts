import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { chooseNetwork, resolveConfig } from "./index.ts";

const RUN = {
  version: 1,
  pid: 1,
  chainUrl: "http://127.0.0.1:9",
  inferenceUrl: "http://127.0.0.1:8/v1",
  netuid: 7,
  roundBlocks: 1,
  walletDir: "/wallets",
  startedAtMs: 0,
};

function start(run: unknown, env: Record<string, string> = {}) {
  const cwd = mkdtempSync(join(tmpdir(), "affine-network-"));
  mkdirSync(join(cwd, ".affine"));
  if (run !== undefined) writeFileSync(join(cwd, ".affine", "run.json"), JSON.stringify(run));
  return { cwd, config: resolveConfig({ cwd, env: { XDG_CONFIG_HOME: cwd, ...env } }) };
}
const alive = () => Promise.resolve(true);
const dead = () => Promise.resolve(false);

test("default: finney when no localnet runs", async () => {
  const { cwd, config } = start(undefined);
  expect(await chooseNetwork(config, { cwd, env: {} }, alive)).toMatchObject({
    endpoint: "finney",
    netuid: 120,
    roundBlocks: 3,
  });
});

test("behavior: a running localnet is found, a dead one is not", async () => {
  const { cwd, config } = start(RUN);
  expect(await chooseNetwork(config, { cwd, env: {} }, alive)).toMatchObject({
    endpoint: RUN.chainUrl,
    netuid: 7,
    inferenceUrl: RUN.inferenceUrl,
    roundBlocks: 1,
    walletDir: "/wallets",
  });
  expect(await chooseNetwork(config, { cwd, env: {} }, dead)).toMatchObject({ endpoint: "finney", netuid: 120 });
});

test("error: a localnet whose process lives and does not answer is no other network", async () => {
  const { cwd, config } = start({ ...RUN, pid: process.pid, startedAtMs: Date.now() });
  await expect(chooseNetwork(config, { cwd, env: {} }, dead)).rejects.toMatchObject({
    code: "chain_transport",
    message: `A localnet of this folder (process ${process.pid}) does not answer.`,
  });
  const embedded = start({ ...RUN, pid: process.pid, startedAtMs: Date.now() }, { SUBTENSOR_ENDPOINT: "embedded" });
  await expect(chooseNetwork(embedded.config, { cwd: embedded.cwd, env: {} }, dead)).rejects.toMatchObject({
    code: "chain_transport",
  });
});

test("behavior: one that answers at the third try is found; one that was never asked for holds nobody up", async () => {
  const { cwd, config } = start({ ...RUN, pid: process.pid, startedAtMs: Date.now() });
  let asked = 0;
  const slow = () => Promise.resolve((asked += 1) === 3);
  expect(await chooseNetwork(config, { cwd, env: {} }, slow)).toMatchObject({ endpoint: RUN.chainUrl });
  const other = start({ ...RUN, pid: process.pid, startedAtMs: Date.now() }, { SUBTENSOR_ENDPOINT: "finney" });
  expect(await chooseNetwork(other.config, { cwd: other.cwd, env: {} }, dead)).toMatchObject({ endpoint: "finney" });
});

test("behavior: an explicit setting wins over a running localnet", async () => {
  const { cwd, config } = start(RUN, { SUBTENSOR_ENDPOINT: "ws://10.0.0.1:9944", AFFINE_NETUID: "64" });
  expect(await chooseNetwork(config, { cwd, env: {} }, alive)).toMatchObject({
    endpoint: "ws://10.0.0.1:9944",
    netuid: 64,
    roundBlocks: 3,
  });
});

test("error: embedded without a localnet, another version, a broken file", async () => {
  const none = start(undefined, { SUBTENSOR_ENDPOINT: "embedded" });
  await expect(chooseNetwork(none.config, { cwd: none.cwd, env: {} }, alive)).rejects.toMatchObject({
    code: "config_invalid",
  });
  const other = start({ ...RUN, version: 2 });
  await expect(chooseNetwork(other.config, { cwd: other.cwd, env: {} }, alive)).rejects.toMatchObject({
    code: "state_version",
  });
  const broken = start({ ...RUN, netuid: "x" });
  await expect(chooseNetwork(broken.config, { cwd: broken.cwd, env: {} }, alive)).rejects.toMatchObject({
    code: "state_corrupt",
  });
});
