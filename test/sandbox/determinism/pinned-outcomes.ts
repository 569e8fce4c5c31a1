import { readFileSync, writeFileSync } from "node:fs";
import { expect } from "vitest";
import type { Outcome } from "../kit/outcome.ts";

const GOLDEN = new URL("./outcomes.json", import.meta.url);

/**
 * What each sample comes to on every machine, by the name of its group and its number. `AFFINE_WRITE_GOLDEN=1` writes
 * the group anew.
 */
export function expectPinned(group: string, outcomes: readonly Outcome[]): void {
  const pinned = JSON.parse(readFileSync(GOLDEN, "utf8")) as Record<string, Outcome[]>;
  if (process.env["AFFINE_WRITE_GOLDEN"] === "1" && !(group in written)) {
    written[group] = outcomes;
    writeFileSync(GOLDEN, `${JSON.stringify({ ...pinned, [group]: outcomes }, null, 2)}\n`);
    return;
  }
  expect({ [group]: outcomes }).toEqual({ [group]: pinned[group] });
}

/** Groups written by this process: what comes after the first time is compared with it. */
const written: Record<string, readonly Outcome[]> = {};
