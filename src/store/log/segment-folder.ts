import { open, readdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AffineError } from "../../core/index.ts";
import { readRegularFile, replaceFile } from "../../io/index.ts";
import { type ShardRecord, shardRecordSchema } from "../../record/index.ts";
import { parseSegment } from "./segment-line.ts";

/** A segment grows while the signer is away only up to what makes a shard. */
const MOST_SEGMENT_BYTES = 512 << 20;
const NAME = /^segment-([0-9]{10})\.log$/;

/** Path of a segment; numbers grow for as long as the folder lives. */
export function segmentPath(folder: string, number: number): string {
  return join(folder, `segment-${String(number).padStart(10, "0")}.log`);
}

/** A segment as it was found after a restart, repaired. */
export interface RecoveredSegment {
  number: number;
  records: ShardRecord[];
  bytes: number;
}

/**
 * Reads all segments in order. A torn tail is cut off; damage in the middle, which no crash explains, is reported and
 * the damaged file kept beside.
 *
 * @throws AffineError `state_version` when a whole line is no record of this version.
 */
export async function recoverSegments(
  folder: string,
  report: (problem: AffineError) => void,
): Promise<RecoveredSegment[]> {
  const numbers = (await readdir(folder)).flatMap((name) => {
    const digits = NAME.exec(name)?.[1];
    return digits === undefined ? [] : [Number(digits)];
  });
  const segments: RecoveredSegment[] = [];
  for (const number of numbers.sort((left, right) => left - right)) {
    segments.push(await recoverSegment(folder, number, report));
  }
  return segments;
}

async function recoverSegment(
  folder: string,
  number: number,
  report: (problem: AffineError) => void,
): Promise<RecoveredSegment> {
  const path = segmentPath(folder, number);
  const bytes = (await readRegularFile(path, { maxBytes: MOST_SEGMENT_BYTES })) ?? Buffer.alloc(0);
  const { lines, goodBytes, damagedLines } = parseSegment(bytes);
  if (damagedLines > 0) {
    const kept = `${path}.damaged`;
    await replaceFile(kept, bytes);
    report(
      new AffineError("state_corrupt", `${damagedLines} lines of ${path} are damaged; the rest was read.`, {
        hint: `The damaged file is kept as ${kept}. Check the disk.`,
      }),
    );
  }
  if (goodBytes < bytes.length) await cut(path, goodBytes);
  return {
    number,
    records: lines.map((line, index) => readRecord(line, `${path}, line ${index + 1}`)),
    bytes: goodBytes,
  };
}

async function cut(path: string, length: number): Promise<void> {
  const handle = await open(path, "r+");
  try {
    await handle.truncate(length);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function readRecord(line: string, where: string): ShardRecord {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw otherVersion(where, "not JSON", cause);
  }
  const record = shardRecordSchema.safeParse(value);
  if (!record.success) throw otherVersion(where, z.prettifyError(record.error), record.error);
  return record.data;
}

function otherVersion(where: string, what: string, cause: unknown): AffineError {
  return new AffineError("state_version", `${where}: a record that this version cannot read (${what}).`, {
    hint: "Run the version that wrote it and let it seal its records, then update.",
    cause,
  });
}
