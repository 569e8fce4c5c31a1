import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeFolder, makeFolders } from "./folder.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "affine-folder-"));
});
afterAll(async () => rm(root, { recursive: true }));

describe("makeFolders", () => {
  test("default: all that are missing, with their mode; the topmost new one is told", async () => {
    expect(await makeFolders(join(root, "a", "b", "c"), 0o700)).toBe(join(root, "a"));
    expect((await stat(join(root, "a", "b"))).mode & 0o777).toBe(0o700);
    expect(await makeFolders(join(root, "a", "b", "c"))).toBeUndefined();
    await Promise.all([1, 2, 3].map(() => makeFolder(join(root, "x", "y", "z"))));
    expect((await stat(join(root, "x", "y", "z"))).isDirectory()).toBe(true);
  });

  test("error: a file on the way", async () => {
    await writeFile(join(root, "file"), "");
    for (const path of ["file", "file/x", "file/x/y"]) {
      await expect(makeFolders(join(root, path))).rejects.toMatchObject({
        code: "file_access",
        hint: expect.stringContaining("A file stands where a folder is needed") as string,
      });
    }
  });

  test.runIf(process.platform === "linux")("error: a folder that takes no others ends at once", async () => {
    await expect(makeFolders("/proc/self/x/y")).rejects.toMatchObject({ code: "file_access" });
  });
});
