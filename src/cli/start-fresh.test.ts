import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setAside, startFresh } from "./start-fresh.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "affine-fresh-"));
  for (const path of [
    "records/120/5F/0.gz",
    "localnet/chain.log",
    "wallets/default/a",
    "wallets/owner/a",
    "wallets/miner-lab_affine/a",
    "wallets/mine/a",
    "notes.txt",
  ]) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), path);
  }
});
afterEach(() => rmSync(home, { recursive: true }));

test("default: a network is put aside whole; keys of others and what is not the demo's stay", async () => {
  const before = await setAside(home);
  expect(readdirSync(home).sort()).toEqual(["before", "notes.txt", "wallets"]);
  expect(readdirSync(join(home, "wallets"))).toEqual(["mine"]);
  expect(readdirSync(before).sort()).toEqual(["localnet", "records", "wallets"]);
  expect(readdirSync(join(before, "wallets")).sort()).toEqual(["default", "miner-lab_affine", "owner"]);
});

test("behavior: of earlier networks only the last is kept", async () => {
  await setAside(home);
  mkdirSync(join(home, "records"));
  await setAside(home);
  expect(existsSync(join(home, "before", "localnet"))).toBe(false);
  expect(readdirSync(join(home, "wallets"))).toEqual(["mine"]);
});

test("default: to begin anew deletes both", async () => {
  await setAside(home);
  await startFresh(home);
  expect(readdirSync(home)).toEqual(["notes.txt"]);
});

test("error: not while one runs from the folder", async () => {
  writeFileSync(
    join(home, "run.json"),
    JSON.stringify({
      ...{ version: 1, pid: process.ppid, chainUrl: "http://127.0.0.1:1", inferenceUrl: "http://127.0.0.1:2" },
      ...{ netuid: 120, roundBlocks: 1, walletDir: home, startedAtMs: 1 },
    }),
  );
  await expect(setAside(home)).rejects.toMatchObject({ code: "locked" });
  await expect(startFresh(home)).rejects.toMatchObject({ code: "locked" });
  expect(existsSync(join(home, "records"))).toBe(true);
});
