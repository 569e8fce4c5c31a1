import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

const RULES = read("ops/prometheus/affine.rules.yml");
const DASHBOARD = read("ops/grafana/affine-validator.json");
/** Where metrics are made. A histogram's parts have its name and more. */
const EXPORTED = read("src/serve/metrics.ts") + read("src/signer/service/signer-metrics.ts");

function metricsIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\baffine_[a-z_]+/g)].map(([name]) => name.replace(/_bucket$/, "")))];
}

function sources(): string {
  const files = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".ts"))
    .map((file) => read(join("src", file)))
    .join("\n");
}

describe("files of operators", () => {
  test.each([
    ["the rules", RULES],
    ["the dashboard", DASHBOARD],
  ])("default: every figure that %s ask for is exported", (_, text) => {
    const asked = metricsIn(text);
    expect(asked.length).toBeGreaterThan(5);
    expect(asked.filter((name) => !EXPORTED.includes(`"${name}"`))).toEqual([]);
  });

  test("default: every alarm that a rule waits for can be raised", () => {
    const codes = [...RULES.matchAll(/code=~?"([a-z_|]+)"/g)].flatMap(([, named = ""]) => named.split("|"));
    expect(codes.length).toBeGreaterThan(5);
    const text = sources();
    expect(codes.filter((code) => !text.includes(`"${code}"`))).toEqual([]);
  });

  test("default: every rule is tried on its fault", () => {
    const tried = read("ops/prometheus/affine.tests.yml");
    const rules = [...RULES.matchAll(/alert: (\w+)/g)].map(([, name = ""]) => name);
    expect(rules.length).toBeGreaterThan(10);
    expect(rules.filter((name) => !tried.includes(name))).toEqual([]);
  });

  test("default: the dashboard is a dashboard, and each panel says what it shows", () => {
    const { panels } = JSON.parse(DASHBOARD) as {
      panels: { title: string; description: string; targets: unknown[] }[];
    };
    expect(panels.length).toBeGreaterThan(10);
    expect(panels.filter(({ description, targets }) => description === "" || targets.length === 0)).toEqual([]);
  });
});
