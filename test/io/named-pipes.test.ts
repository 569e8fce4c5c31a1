import { execFileSync } from "node:child_process";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { openLocalChain } from "../../src/chain/index.ts";
import { moduleEntry } from "../../src/cli/commands/env/module-entry.ts";
import { storedCard } from "../../src/cli/commands/env/stored-card.ts";
import type { CommandContext } from "../../src/cli/context.ts";
import { serveScripted } from "../../src/cli/preflight/serve-folder.ts";
import { newPassword } from "../../src/cli/wallet-password.ts";
import { SpoolQueue } from "../../src/rounds/index.ts";
import { loadTaskCorpus } from "../../src/envs/ded/corpus/task-corpus.ts";
import { FolderHub, identityOfFolder, sha256OfFile } from "../../src/hub/index.ts";
import { readToken, streamRegularFile } from "../../src/io/index.ts";
import { EvalFile, settingsOfFile } from "../../src/miner/eval/eval-file.ts";
import { silentLogger } from "../../src/telemetry/index.ts";
import { readKeyfileAddress } from "../../src/wallet/index.ts";
import { temporaryFolder } from "../integration/records/temporary-folder.ts";

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});

/** A named pipe that nobody writes into: whoever opens it as a file waits for ever. */
async function pipeAt(...parts: readonly string[]): Promise<string> {
  const path = join(folder, ...parts);
  await mkdir(join(path, ".."), { recursive: true });
  execFileSync("mkfifo", [path]);
  return path;
}

const commit = "0".repeat(64);
const OPENED: Readonly<Record<string, () => Promise<unknown>>> = {
  "a key file": async () => readKeyfileAddress(await pipeAt("hotkey")),
  "a password file": async () => {
    const values = { walletPasswordFile: await pipeAt("password") };
    return newPassword({ config: { values }, log: silentLogger } as CommandContext);
  },
  "a signer's token": async () => readToken(await pipeAt("token"), "signer"),
  "a corpus": async () => loadTaskCorpus(await pipeAt("tasks.jsonl"), commit),
  "an embedded chain's file": async () => openLocalChain({ file: await pipeAt("chain.log") }),
  "a card": async () => storedCard(await pipeAt("card.json")),
  "a package's manifest": async () => moduleEntry(join(await pipeAt("package", "package.json"), "..")),
  "a scripted model": async () => serveScripted(join(await pipeAt("model", "config.json"), "..")),
  "an evaluation's file": async () => EvalFile.open(await pipeAt("eval.ndjson"), {} as never),
  "an evaluation's settings": async () => settingsOfFile(await pipeAt("eval.ndjson")),
  "a model's weights": async () => identityOfFolder(join(await pipeAt("weights", "model.safetensors"), "..")),
  "a file to hash": async () => sha256OfFile(await pipeAt("file")),
  "a repository's state": async () => {
    await pipeAt("hub", "repos", "lab", "model", "00000001.json");
    return new FolderHub({ folder: join(folder, "hub"), account: "lab" }).describe("lab/model");
  },
  "a queue's format": async () => {
    await pipeAt("queue", "format");
    return SpoolQueue.open({ folder: join(folder, "queue"), log: silentLogger });
  },
};

test.each(Object.entries(OPENED))("error: a pipe in the place of %s is refused, not waited for", async (_, open) => {
  const thrown: unknown = await open().catch((error: unknown) => error);
  expect(thrown).toMatchObject({
    name: "AffineError",
    message: expect.stringMatching(/pipe|neither a file/) as string,
  });
});

test("error: a pipe in the place of a job is set aside", async () => {
  const id = `${"0".repeat(10)}-0000-00000-${"0".repeat(16)}`;
  await pipeAt("queue", "pending", `${id}.json`);
  const queue = await SpoolQueue.open({ folder: join(folder, "queue"), log: silentLogger });
  expect(await queue.claim()).toBeUndefined();
  expect(await queue.size()).toMatchObject({ pending: 0, claimed: 0, broken: 1 });
  expect(await readdir(join(folder, "queue", "broken"))).toHaveLength(1);
  await queue.close();
});

test("error: a link is no file of ours, and one that is named may be one", async () => {
  const read = async (path: string, followLink: boolean): Promise<number> => {
    let bytes = 0;
    for await (const chunk of streamRegularFile(path, { followLink })) bytes += chunk.length;
    return bytes;
  };
  const link = join(folder, "link");
  execFileSync("ln", ["-s", import.meta.filename, link]);
  expect(await read(link, true)).toBeGreaterThan(1000);
  await expect(read(link, false)).rejects.toThrow("is a symbolic link, not a file");
  await expect(read(folder, true)).rejects.toThrow("is a folder, not a file");
  await expect(read(join(folder, "nothing"), true)).rejects.toThrow("ENOENT");
});
