import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createPythonEngine } from "../../src/sandbox/index.ts";
import { builtPath } from "../../src/sandbox/pool/built-cache.ts";
import { reference, TEST_CACHE, testEngine } from "./kit/engines.ts";

const engine = testEngine();

describe("the cache of what is built", () => {
  test.each(["module", "snapshot"] as const)(
    "behavior: a damaged %s in the cache is built again, never used",
    async (name) => {
      const folder = mkdtempSync(join(tmpdir(), "affine-cache-"));
      const other = name === "module" ? "snapshot" : "module";
      writeFileSync(builtPath(folder, other), readFileSync(builtPath(TEST_CACHE, other)));
      const bytes = readFileSync(builtPath(TEST_CACHE, name));
      bytes[5_000_000] = (bytes[5_000_000] ?? 0) ^ 1;
      writeFileSync(builtPath(folder, name), bytes);
      const fresh = createPythonEngine({ workers: 1, cacheFolder: folder, outerWall: "off" });
      expect(await reference(fresh)).toEqual(await reference(engine));
      await expect
        .poll(() => readFileSync(builtPath(folder, name)).equals(readFileSync(builtPath(TEST_CACHE, name))))
        .toBe(true);
      await fresh.close();
      rmSync(folder, { recursive: true });
    },
  );

  test("behavior: two processes fill one cache at once; what another version left there stays", async () => {
    const folder = mkdtempSync(join(tmpdir(), "affine-cache-"));
    writeFileSync(join(folder, "python-0123456789abcdef.snapshot"), "another version's");
    writeFileSync(builtPath(folder, "module"), "another version's, by this one's name");
    const both = [0, 1].map(() => createPythonEngine({ workers: 1, cacheFolder: folder, outerWall: "off" }));
    const verdicts = await Promise.all(both.map(reference));
    expect(verdicts).toEqual([await reference(engine), await reference(engine)]);
    for (const name of ["module", "snapshot"] as const) {
      await expect
        .poll(() => {
          const path = builtPath(folder, name);
          return existsSync(path) && readFileSync(path).equals(readFileSync(builtPath(TEST_CACHE, name)));
        })
        .toBe(true);
    }
    await expect.poll(() => readdirSync(folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    expect(readFileSync(join(folder, "python-0123456789abcdef.snapshot"), "utf8")).toBe("another version's");
    await Promise.all(both.map((one) => one.close()));
    rmSync(folder, { recursive: true });
  });

  test("behavior: a cache folder that cannot be written costs time and a notice, nothing else", async () => {
    // A file where the folder should be: not even root can write below it.
    const path = join(mkdtempSync(join(tmpdir(), "affine-cache-")), "file");
    writeFileSync(path, "");
    const notices: string[] = [];
    const fresh = createPythonEngine({
      ...{ workers: 1, cacheFolder: path, outerWall: "off" },
      onNotice: (notice) => notices.push(notice),
    });
    expect(await reference(fresh)).toEqual(await reference(engine));
    await expect.poll(() => notices.filter((notice) => notice.includes("cannot be kept")).length).toBe(2);
    await fresh.close();
  });
});
