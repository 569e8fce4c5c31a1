import { describe, expect, test } from "vitest";
import { runSuite } from "./index.ts";

describe("suite", () => {
  test("law: the quick suite differs nowhere from what was published", async () => {
    const report = await runSuite("quick", "1", { workers: 2 });
    const differing = report.tables.flatMap(({ rows }) =>
      rows.flatMap(({ label, figures }) =>
        figures.filter(({ differs }) => differs === true).map(({ name }) => `${label}: ${name}`),
      ),
    );
    expect(differing).toEqual([]);
  });
});
