import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { logRow } from "./table.ts";

test("golden: every entry of the table of one environment, by its hash", () => {
  const golden = JSON.parse(
    readFileSync(new URL("../../../test/golden/mechanism/affine-v2-tables.json", import.meta.url), "utf8"),
  ) as { sha256: string };
  const hash = createHash("sha256");
  for (let steps = -20_400; steps <= 20_800; steps += 1) hash.update(`${[...logRow(steps, 1)].join(",")}\n`);
  expect(hash.digest("hex")).toBe(golden.sha256);
});
