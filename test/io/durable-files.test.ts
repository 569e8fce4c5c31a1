import { spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { build } from "vite";
import { replaceFile, removeFile, WRITE_STEPS, writeOnce } from "../../src/io/index.ts";
import { temporaryFolder } from "../integration/records/temporary-folder.ts";
import type { IoTask } from "./io-child.ts";

let scripts: string;

beforeAll(async () => {
  scripts = await mkdtemp(join(tmpdir(), "affine-io-child-"));
  // Also for a user without rights.
  await chmod(scripts, 0o755);
  await build({
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true },
    build: {
      ssr: resolve(import.meta.dirname, "io-child.ts"),
      outDir: scripts,
      rolldownOptions: { output: { entryFileNames: "io-child.mjs" } },
    },
  });
});
afterAll(() => rm(scripts, { recursive: true }));

interface ChildEnd {
  readonly said: string;
  readonly signal: NodeJS.Signals | null;
}

/** @param within a command that runs the child: another user, a limit, a mount of its own */
async function child(task: IoTask, options: { within?: readonly string[]; uid?: number } = {}): Promise<ChildEnd> {
  const node = [process.execPath, join(scripts, "io-child.mjs"), JSON.stringify(task)];
  const [command = "", ...words] = [...(options.within ?? []), ...node] as string[];
  const process_ = spawn(command, words, {
    stdio: ["ignore", "pipe", "inherit"],
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  let said = "";
  process_.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  return new Promise((settle, reject) => {
    process_.on("error", reject);
    process_.on("close", (_, signal) => {
      settle({ said: said.trim(), signal });
    });
  });
}

const letters = async (path: string): Promise<string> => {
  const text = await readFile(path, "utf8");
  return `${text.length} ${[...new Set(text)].join("")}`;
};

describe("a process killed at each step", () => {
  test.each(WRITE_STEPS)(
    "behavior: replaceFile at %s leaves the old file or the new, and the next cleans up",
    async (killAt) => {
      const folder = join(await temporaryFolder(), "deep");
      const path = join(folder, "state.json");
      await replaceFile(path, "a".repeat(100));
      const end = await child({ do: "replace", path, letter: "b", bytes: 200_000, killAt });
      expect(end).toEqual({ said: "", signal: "SIGKILL" });
      const isNew = killAt === "named" || killAt === "durable";
      expect(await letters(path)).toBe(isNew ? "200000 b" : "100 a");
      expect(await readdir(folder)).toHaveLength(isNew ? 1 : 2);
      // This process has looked through the folder before; another one has not.
      expect(await child({ do: "replace", path, letter: "c", bytes: 10 })).toEqual({ said: "written", signal: null });
      expect(await readdir(folder)).toEqual(["state.json"]);
    },
  );

  test.each(WRITE_STEPS)("behavior: writeOnce at %s leaves nothing or the whole file", async (killAt) => {
    const folder = await temporaryFolder();
    const path = join(folder, "object");
    expect(await child({ do: "once", path, letter: "a", bytes: 200_000, killAt })).toMatchObject({ signal: "SIGKILL" });
    const isThere = killAt === "named" || killAt === "durable";
    expect((await readdir(folder)).includes("object")).toBe(isThere);
    const next = await child({ do: "once", path, letter: "b", bytes: 10 });
    expect(next.said).toBe(isThere ? "exists" : "written");
    expect(await letters(path)).toBe(isThere ? "200000 a" : "10 b");
    expect(await readdir(folder)).toEqual(["object"]);
  });
});

describe("several at once", () => {
  test("behavior: of many that write once, one does, and all find it whole", async () => {
    const path = join(await temporaryFolder(), "object");
    const written = await Promise.all(
      Array.from({ length: 20 }, (_, n) => writeOnce(path, String.fromCharCode(97 + n).repeat(50_000))),
    );
    expect(written.filter(Boolean)).toHaveLength(1);
    expect(await letters(path)).toBe(`50000 ${String.fromCharCode(97 + written.indexOf(true))}`);
    expect(await readdir(join(path, ".."))).toEqual(["object"]);
  });

  test("behavior: processes that replace one file leave one of their contents whole", async () => {
    const path = join(await temporaryFolder(), "state");
    await Promise.all(["a", "b", "c", "d"].map((letter) => child({ do: "replace", path, letter, bytes: 300_000 })));
    expect(await letters(path)).toMatch(/^300000 [abcd]$/);
    expect(await readdir(join(path, ".."))).toEqual(["state"]);
  });

  test("behavior: processes that race for a lock hold it one at a time, also a killed one's", async () => {
    const folder = await temporaryFolder();
    const shared = join(folder, "number");
    await writeFile(shared, "0");
    const task = { do: "lock", path: join(folder, "lock"), times: 8, shared } as const;
    const ends = await Promise.all([child(task), child(task), child(task)]);
    expect(ends).toEqual(Array.from({ length: 3 }, () => ({ said: "counted", signal: "SIGKILL" })));
    expect(await readFile(shared, "utf8")).toBe("24");
  });
});

describe("a disk that refuses", () => {
  test("error: no room for the whole file leaves the old one and nothing else", async () => {
    const folder = await temporaryFolder();
    const path = join(folder, "state");
    await replaceFile(path, "old");
    // A limit on the size of files stands for the disk's end wherever nothing may be mounted.
    const within = ["bash", "-c", 'ulimit -f 64 && exec "$@"', "bash"];
    const { said } = await child({ do: "replace", path, letter: "n", bytes: 1_000_000 }, { within });
    expect(JSON.parse(said)).toMatchObject({ code: "file_access", message: expect.stringContaining(path) as string });
    expect(await letters(path)).toBe("3 old");
    expect(await readdir(folder)).toEqual(["state"]);
  });

  test("error: a full disk says so", async ({ skip }) => {
    const folder = await temporaryFolder();
    const within = ["unshare", "-rm", "bash", "-c", 'mount -t tmpfs -o size=64k none "$0" && exec "$@"', folder];
    const path = join(folder, "state");
    const probe = await child({ do: "replace", path, letter: "x", bytes: 1 }, { within }).catch(() => ({ said: "" }));
    if (probe.said !== "written") skip("nothing may be mounted here");
    const { said } = await child({ do: "replace", path, letter: "n", bytes: 1_000_000 }, { within });
    expect(JSON.parse(said)).toMatchObject({
      code: "disk_full",
      hint: expect.stringContaining("Free some space") as string,
    });
  });

  test("error: a folder without the right to write, a file in a folder's place, a folder in the file's", async ({
    skip,
  }) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, "file"), "x");
    await mkdir(join(folder, "taken", "below"), { recursive: true });
    await expect(replaceFile(join(folder, "file", "state"), "x")).rejects.toMatchObject({
      code: "file_access",
      hint: expect.stringContaining("folder") as string,
    });
    await expect(replaceFile(join(folder, "taken"), "x")).rejects.toMatchObject({ code: "file_access" });
    await expect(removeFile(join(folder, "taken"))).rejects.toMatchObject({ code: "file_access" });
    expect((await readdir(folder)).sort()).toEqual(["file", "taken"]);
    const path = join(folder, "taken", "state");
    await chmod(join(folder, "taken"), 0o555);
    await chmod(folder, 0o755);
    const asRoot = process.getuid?.() === 0;
    if (asRoot && !process.execPath.startsWith("/usr"))
      skip("a user without rights may not be able to start this Node");
    const { said } = await child({ do: "replace", path, letter: "n", bytes: 9 }, asRoot ? { uid: 65_534 } : {});
    expect(JSON.parse(said)).toMatchObject({ code: "file_access", hint: expect.stringContaining("right") as string });
    expect(await readdir(join(folder, "taken"))).toEqual([basename("below")]);
  });
});
