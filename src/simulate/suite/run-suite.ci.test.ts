import { expect, test } from "vitest";
import { runSuite } from "../index.ts";

// Ten seconds of processor time; the machine may be busy.
test("law: the quick suite differs nowhere from what was published", async () => {
  const report = await runSuite("quick", "1", { workers: 1 });
  const figures = report.tables.flatMap(({ rows }) =>
    rows.flatMap((row) => row.figures.map((figure) => ({ ...figure, label: row.label }))),
  );
  const differing = figures.filter(({ differs }) => differs === true).map(({ label, name }) => `${label}: ${name}`);
  expect(differing).toEqual([]);
  expect(figures.filter(({ published }) => published !== undefined).length).toBeGreaterThan(60);
});
