import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { environmentSkeleton, skeletonNames } from "./index.ts";

describe("skeletonNames", () => {
  test("default", () => {
    expect(skeletonNames("Bank_2")).toEqual({ environment: "BANK_2", package: "affine-env-bank_2" });
  });

  test.each(["", "2sat", "a b", "../up", "a/b", ".", "é", "x".repeat(33), '"; process.exit()'])(
    "error: %j is no name",
    (name) => {
      expect(() => skeletonNames(name)).toThrow(expect.objectContaining({ code: "usage" }) as Error);
    },
  );
});

const folder = fileURLToPath(new URL("../../../templates/environment/", import.meta.url));
const templates = [
  "package-manifest.json",
  "gitignore",
  "README.md",
  "src/index.js",
  "src/question.js",
  "src/verdict.js",
]
  .concat(["src/study.js", "test/environment.test.js"])
  .map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }));

describe("environmentSkeleton", () => {
  const files = environmentSkeleton(templates, skeletonNames("bank"), "1.2.3");
  const text = (path: string) => files.find((file) => file.path === path)?.text ?? "";

  test("default: a package that brings affine as a peer nobody has to fetch", () => {
    const manifest = JSON.parse(text("package.json")) as Record<string, unknown>;
    expect(manifest).toMatchObject({
      name: "affine-env-bank",
      exports: "./src/index.js",
      peerDependencies: { affine: "npm:affine-arena@^1.2.3" },
      peerDependenciesMeta: { affine: { optional: true } },
    });
    expect(manifest).not.toHaveProperty("dependencies");
    expect(text("src/index.js")).toContain('name: "BANK"');
  });

  test("behavior: its code imports affine, its own files and, in tests, Node", () => {
    for (const { path, text: source } of files.filter((file) => file.path.endsWith(".js"))) {
      const imported = [...source.matchAll(/from "(.+?)"/g)].map(([, specifier]) => specifier);
      const own = files.map((file) => file.path.replace("src/", "./"));
      const allowed = ["affine", ...own, ...(path.startsWith("test/") ? ["node:assert/strict", "node:test"] : [])];
      const expected = path.startsWith("test/") ? allowed.map((from) => from.replace(/^\.\//, "../src/")) : allowed;
      expect(imported.filter((specifier) => !expected.includes(specifier as string))).toEqual([]);
    }
  });
});
