import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
}

const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as Manifest;
const entries = Object.keys(manifest.exports).filter((name) => name !== "./package.json");

describe("the package's entry points", () => {
  test("default: these and no others", () => {
    expect(entries).toEqual([".", "./environments", "./records", "./mechanism", "./verify"]);
  });

  test.each(entries)("default: what %s exports is what it exported before", async (entry) => {
    const module = (await import(`affine${entry.slice(1)}`)) as Record<string, unknown>;
    expect(Object.keys(module).sort().join("\n")).toMatchSnapshot();
  });

  test("behavior: under its own name the package is the same module, with one registry", async () => {
    const alias = (await import("affine")) as object;
    const own = (await import(manifest.name)) as object;
    expect(Object.entries(own)).toEqual(Object.entries(alias));
  });
});
