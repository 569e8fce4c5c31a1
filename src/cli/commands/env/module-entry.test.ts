import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { moduleEntry } from "./module-entry.ts";

const root = mkdtempSync(join(tmpdir(), "affine-entry-"));
afterAll(() => rmSync(root, { recursive: true }));

/** A folder with a manifest and the files index.js, main.js and lib/a.js. */
function folder(manifest: string): string {
  const made = mkdtempSync(join(root, "package-"));
  mkdirSync(join(made, "lib"));
  for (const file of ["index.js", "main.js", "lib/a.js"]) writeFileSync(join(made, file), "");
  writeFileSync(join(made, "package.json"), manifest);
  return made;
}

const thrownBy = (path: string): unknown => {
  try {
    return moduleEntry(path);
  } catch (thrown) {
    return thrown;
  }
};

describe("moduleEntry", () => {
  test.each([
    [{}, "index.js"],
    [{ main: "main.js" }, "main.js"],
    [{ main: "main.js", exports: "./lib/a.js" }, "lib/a.js"],
    [{ exports: { ".": "./lib/a.js", "./package.json": "./package.json" } }, "lib/a.js"],
    [{ exports: { ".": { types: "./a.d.ts", browser: "./b.js", default: "./lib/a.js" } } }, "lib/a.js"],
    [{ exports: { require: "./c.cjs", import: { node: "./main.js", default: "./lib/a.js" } } }, "main.js"],
    [{ exports: { default: "./index.js", import: "./lib/a.js" } }, "index.js"],
    [{ exports: [{ require: "./c.cjs" }, "./lib/a.js"] }, "lib/a.js"],
  ])("default: %j is entered at %s", (manifest, entry) => {
    const made = folder(JSON.stringify(manifest));
    expect(moduleEntry(made)).toBe(join(made, entry));
  });

  test("behavior: a file stands for itself", () => {
    const file = join(folder("{}"), "main.js");
    expect(moduleEntry(file)).toBe(file);
  });

  test("error: nothing there, no package, a malformed or unbuilt one", () => {
    expect(thrownBy(join(root, "missing"))).toMatchObject({ code: "not_found" });
    for (const made of [root, folder("{"), folder('{"main":7}'), folder('{"exports":"./dist/a.js"}')]) {
      expect(thrownBy(made)).toMatchObject({ code: "invalid_input" });
    }
  });
});
