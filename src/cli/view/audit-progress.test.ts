import { expect, test, vi } from "vitest";
import { auditProgress } from "./audit-progress.ts";

const REST = { validator: null, shards: 0, judged: 0 };

function linesOf(json: boolean): string[] {
  let now = 0;
  const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const progress = auditProgress({ json }, () => now);
  for (const done of [1, 2, 3, 4]) {
    now += 3_000;
    progress.show({ phase: "reading", done, total: 8, records: 70 * done, ...REST });
  }
  const lines = written.mock.calls.map(([text]) => String(text));
  written.mockRestore();
  return lines;
}

test("default: off a terminal lines for people, none in the first five seconds", () => {
  expect(linesOf(false)).toEqual([
    "reading 25%  2 of 8 shards  140 records  ETA 0:09\n",
    "reading 37%  3 of 8 shards  210 records  ETA 0:10\n",
    "reading 50%  4 of 8 shards  280 records  ETA 0:09\n",
  ]);
});

test("behavior: with --json the same as objects", () => {
  const [first] = linesOf(true).map((line) => JSON.parse(line) as object);
  expect(first).toEqual({
    progress: { ...REST, phase: "reading", done: 2, total: 8, records: 140, elapsedMs: 6_000, etaMs: 9_000 },
  });
});
