import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyFolder, runAf, startAf, type Running } from "./af.ts";

const cwd = emptyFolder();
let localnet: Running;

beforeAll(async () => {
  localnet = startAf(["localnet", "--block-ms", "250"], { cwd });
  while (!localnet.stdout().includes("Ctrl-C ends it")) await once(localnet.process.stdout!, "data");
});
afterAll(async () => {
  localnet.process.kill("SIGINT");
  await localnet.finished;
});

test("default: offline, a model is pulled, improved, pushed, and pulled again", async () => {
  const pulled = await runAf(["pull", "5", "--model_path", "./my_model", "--json"], { cwd });
  expect(pulled).toMatchObject({ code: 0 });
  const first = JSON.parse(pulled.stdout) as { revision: string; identity: string; identityMatches: boolean };
  expect(first.identityMatches).toBe(true);

  const config = join(cwd, "my_model", "config.json");
  const model = JSON.parse(readFileSync(config, "utf8")) as { affine_scripted: { mistake_thousandths: number } };
  model.affine_scripted.mistake_thousandths = 7;
  writeFileSync(config, JSON.stringify(model));

  const wallets = join(cwd, ".affine", "wallets");
  const env = { BT_WALLET_PATH: wallets };
  const made = await runAf(["wallet", "new", "--coldkey", "mine", "--hotkey", "first", "--json"], { cwd, env });
  expect(made).toMatchObject({ code: 0 });
  const names = ["--coldkey", "mine", "--hotkey", "first", "--model_path", "./my_model"];
  const plan = await runAf(["push", ...names, "--dry-run"], { cwd, env });
  expect(plan).toMatchObject({ code: 0 });
  expect(plan.stdout).toMatch(/create +local\/Affine-5\w{11}-[0-9a-f]{12}, private/);

  const pushed = await runAf(["push", ...names, "--json"], { cwd, env });
  expect(pushed).toMatchObject({ code: 0 });
  const result = JSON.parse(pushed.stdout) as { uid: number; identity: string; deployment: { hot: boolean } };
  expect(result.identity).not.toBe(first.identity);
  expect(result.deployment.hot).toBe(true);

  const again = await runAf(["push", ...names, "--json"], { cwd, env });
  expect(JSON.parse(again.stdout)).toEqual(result);
  const copy = await runAf(["pull", String(result.uid), "-p", "./copy", "--json"], { cwd });
  expect(JSON.parse(copy.stdout)).toMatchObject({ identity: result.identity, identityMatches: true });
});

test("behavior: a model is pulled by its name or its miner's hotkey; nobody is champion before weights count", async () => {
  const named = await runAf(["pull", "quick-draft/affine-careless", "-p", "./named", "--json"], { cwd });
  expect(named, named.stderr).toMatchObject({ code: 0 });
  const { uid, hotkey } = JSON.parse(named.stdout) as { uid: number; hotkey: string };
  const byKey = await runAf(["pull", hotkey, "-p", "./named", "--json"], { cwd });
  expect(JSON.parse(byKey.stdout)).toMatchObject({ uid, hotkey });
  const champion = await runAf(["pull", "champion", "-p", "./best"], { cwd });
  expect(champion).toMatchObject({ code: 1 });
  expect(champion.stderr).toContain("there is no champion");
  const unknown = await runAf(["pull", "nobody/affine-x", "-p", "./best"], { cwd });
  expect(unknown.stderr).toContain("Nobody in subnet 120 has committed");
  const noWord = await runAf(["pull", "the best", "-p", "./best"], { cwd });
  expect(noWord.stderr).toContain("names no model");
});

test("error: a uid without a key, and flags that exclude each other", async () => {
  expect(await runAf(["pull", "999"], { cwd })).toMatchObject({ code: 1 });
  const both = await runAf(["push", "--existing-repo", "a/affine", "--repo", "a/affine"], { cwd });
  expect(both).toMatchObject({ code: 2 });
  expect(both.stderr).toContain("exclude each other");
});
