import { readFileSync } from "node:fs";
import { parseSync } from "vite";
import { describe, expect, test } from "vitest";

/** Packages that a built file loads before it does anything, through whatever files of ours. */
function packagesAtStart(entry: string): string[] {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const walk = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const code = readFileSync(new URL(`../dist/${file}`, import.meta.url), "utf8");
    for (const statement of parseSync(file, code).program.body) {
      const name = "source" in statement ? statement.source?.value : undefined;
      if (typeof name !== "string") continue;
      if (name.startsWith("./")) walk(name.slice(2));
      else if (!name.startsWith("node:")) packages.add(name);
    }
  };
  walk(entry);
  expect(seen.size).toBeGreaterThan(1);
  return [...packages].sort();
}

describe("what is loaded before anything is asked for", () => {
  test("default: `af`, with its help and its completion, loads the parser of its command line only", () => {
    expect(packagesAtStart("af.js")).toEqual(["commander"]);
  });

  test("default: the library loads schemas and an encoding, no client of chain, hub, models or stores", () => {
    expect(packagesAtStart("index.js")).toEqual(["@scure/base", "zod"]);
    expect(packagesAtStart("environments.js")).toEqual(["@scure/base", "zod"]);
  });

  test("default: the mechanism loads hashes only", () => {
    expect(packagesAtStart("mechanism.js").filter((name) => !name.startsWith("@noble/hashes"))).toEqual([]);
  });
});
