import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { DEVIATIONS, NOTES } from "../../src/audit/index.ts";
import { SHARD_DEFECTS } from "../../src/record/index.ts";
import { QUIRKS } from "../inference/server-quirks.ts";

const doc = (name: string): Promise<string> => readFile(new URL(`../../docs/${name}.md`, import.meta.url), "utf8");

test("docs/verifying.md says what every deviation and every note means, docs/records.md every defect", async () => {
  const [verifying, records] = [await doc("verifying"), await doc("records")];
  for (const code of [...Object.keys(DEVIATIONS), ...Object.keys(NOTES)]) expect(verifying).toContain(`\`${code}\``);
  for (const defect of Object.keys(SHARD_DEFECTS)) expect(records).toContain(`\`${defect}\``);
});

test("docs/inference.md names a test that there is for every way in which a stream can end", async () => {
  const text = await doc("inference");
  const table = text.slice(text.indexOf("## How a stream can end"), text.indexOf("## Timeouts"));
  const rows = table.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| the stream"));
  expect(rows.length).toBeGreaterThanOrEqual(30);
  const folder = new URL("../../src/inference/", import.meta.url);
  const named = ["inference-client", "hostile-answers"].map((name) =>
    readFile(new URL(`${name}.test.ts`, folder), "utf8"),
  );
  const known = [...QUIRKS.map(({ name }) => name), ...(await Promise.all(named))];
  for (const row of rows) {
    const cell = row.split("|").at(-2) ?? "";
    const names = [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name).filter((name) => !name.endsWith(".ts"));
    expect(names, row).not.toEqual([]);
    // A name may be cut short at either end, and a phase stands in the place of %s.
    const parts = names.map((name) => name.replace(/^… ?| ?…$/g, "").replace(/^(idle|deadline) names/, "names"));
    for (const part of parts)
      expect(
        known.some((text) => text.includes(part)),
        part,
      ).toBe(true);
  }
});
