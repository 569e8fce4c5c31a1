import { rm } from "node:fs/promises";
import { join } from "node:path";
import { AffineError } from "../core/index.ts";
import { processIsAlive } from "../io/index.ts";
import { readRunFile } from "../config/index.ts";

/** What a demo leaves in its data folder; nothing else in it is touched. */
const LEFT_BEHIND = [
  "records",
  "transcripts",
  "documents",
  "journal",
  "cache",
  "localnet",
  "wallets",
  "push",
  "run.json",
  "page.json",
];

/**
 * Deletes what earlier demos left in a data folder.
 *
 * @throws AffineError `locked` while one still runs from it
 */
export async function startFresh(home: string): Promise<void> {
  const run = readRunFile(join(home, "run.json"));
  if (run !== undefined && run.pid !== process.pid && processIsAlive(run.pid)) {
    throw new AffineError("locked", `Process ${run.pid} runs a localnet from ${home}: it cannot begin anew.`, {
      hint: "Stop it first, or use another folder with --home.",
    });
  }
  for (const name of LEFT_BEHIND) await rm(join(home, name), { recursive: true, force: true });
}
