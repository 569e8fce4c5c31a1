import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdir, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { audit } from "../../src/audit/index.ts";
import { errorMessage } from "../../src/core/index.ts";
import { FsStore } from "../../src/store/index.ts";
import { copyOf } from "./tamper.ts";
import { makeV1World, NETUID, rules, validatorKeys, type World } from "./v1-world.ts";
import { engineOf } from "./word-environment.ts";

const [alice] = validatorKeys.map(({ address }) => address) as [string];

let world: World;
beforeAll(async () => (world = await makeV1World({ blocks: 26 })));
afterAll(async () => {
  await world.chain.close();
  await rm(world.folder, { recursive: true });
});

/** What may stand where a folder or a file should, besides what belongs there. */
const THINGS: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  nothing: () => Promise.resolve(),
  "an empty file": (path) => writeFile(path, ""),
  "an empty folder": (path) => mkdir(path),
  "a sparse file of 3 GiB": (path) => writeFile(path, "").then(() => truncate(path, 3 * 2 ** 30)),
  "a named pipe": (path) => Promise.resolve(execFileSync("mkfifo", [path])),
  "a device": (path) => symlink("/dev/zero", path),
  "a link to itself": (path) => symlink(path, path),
  "a link to nowhere": (path) => symlink("/nowhere/at/all", path),
  "a socket": async (path) => {
    // A socket's path has a hundred characters at most.
    const short = join("/tmp", `affine-${process.pid}-${Math.floor(performance.now())}.sock`);
    const server = createServer().listen(short);
    await once(server, "listening");
    onTestFinished(() => void server.close());
    await rename(short, path);
  },
};

const FOLDERS = [
  ["the records", "records"],
  ["the subnet's records", `records/${NETUID}`],
  ["a validator's records", `records/${NETUID}/${alice}`],
  ["the transcripts", "transcripts"],
  ["the subnet's transcripts", `transcripts/${NETUID}`],
] as const;

const cases = FOLDERS.flatMap(([what, path]) =>
  Object.entries(THINGS).map(([thing, put]) => [thing, what, path, put] as const),
);

describe("something else in a folder's place", () => {
  test.each(cases)("error: %s in the place of %s is never verified", async (_, what, path, put) => {
    const folder = await copyOf(world.folder, { transcripts: true });
    await rm(join(folder, path), { recursive: true });
    await put(join(folder, path));
    const before = process.memoryUsage().rss;
    const verdict = await FsStore.open(folder, { readOnly: true })
      .then((store) =>
        audit({ rules, chain: world.chain, stores: [store], seed: "test", python: engineOf("ok"), nowMs: () => 0 }),
      )
      .then((report) => `${report.verdict}: ${JSON.stringify(report.deviationCounts)}`, errorMessage);
    const told = what.includes("records")
      ? /^No records of subnet|^Cannot list/
      : /^deviations: \{"(missing|broken)_transcript":\d+\}$/;
    expect(verdict).toMatch(told);
    expect(process.memoryUsage().rss - before).toBeLessThan(256 << 20);
  });
});
