import type { FileHandle } from "node:fs/promises";
import { createInterface } from "node:readline";
import { AffineError } from "../../core/index.ts";
import { hashOfLine, parseEntry } from "./audit-entry.ts";
import { applyEvent, emptyState, type SignerState } from "./signer-log.ts";

/** What a log's file holds. */
export interface LogContents {
  readonly state: SignerState;
  /** Number of the entry that comes next, and the hash of the line before it. */
  readonly next: { readonly n: number; readonly previous: string | null };
  /** Length of the whole lines. */
  readonly bytes: number;
}

/** @throws AffineError `state_corrupt` naming the line that was changed. */
export async function readLog(file: FileHandle, path: string): Promise<LogContents> {
  const state = emptyState();
  let next: LogContents["next"] = { n: 0, previous: null };
  const whole = await lengthOfWholeLines(file);
  if (whole === 0) return { state, next, bytes: 0 };
  const stream = file.createReadStream({ start: 0, end: whole - 1, autoClose: false, encoding: "utf8" });
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) {
    const entry = parseEntry(line, next);
    if (typeof entry === "string") {
      throw new AffineError("state_corrupt", `Line ${next.n + 1} of the audit log ${path} ${entry}.`, {
        hint: "Somebody changed the log. Look into it first, and put the copy of it back that left the machine in time; without one this hotkey's records cannot go on: use another hotkey.",
      });
    }
    applyEvent(state, entry.event);
    next = { n: entry.n + 1, previous: hashOfLine(line) };
  }
  return { state, next, bytes: whole };
}

/** Bytes up to and with the last newline. */
async function lengthOfWholeLines(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const chunk = Buffer.alloc(64 * 1024);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - chunk.length);
    const { bytesRead } = await file.read(chunk, 0, end - start, start);
    const newline = chunk.subarray(0, bytesRead).lastIndexOf(10);
    if (newline >= 0) return start + newline + 1;
    end = start;
  }
  return 0;
}
