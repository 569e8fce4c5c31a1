import { rename } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { canonicalJson, sha256Hex, utf8 } from "../../core/index.ts";
import { readRegularFile, removeFile, replaceFile } from "../../io/index.ts";
import { SHARD_LIMITS, type ShardDraft, shardHeaderSchema } from "../../record/index.ts";

const firstLineSchema = z.strictObject({ v: z.literal(1), segment: z.int().nonnegative(), header: shardHeaderSchema });
const NEWLINE = 0x0a;

/** A shard that is about to be signed, and the segment that it replaces. */
export interface SavedDraft {
  segment: number;
  draft: ShardDraft;
}

/**
 * The shard that is being sealed, on disk before anybody signs it: after a crash the same header is signed again, never
 * another one with the same seq.
 */
export class DraftFile {
  readonly #path: string;

  constructor(folder: string) {
    this.#path = join(folder, "draft.ndjson");
  }

  async write({ segment, draft }: SavedDraft): Promise<void> {
    const first = utf8(`${canonicalJson({ v: 1, segment, header: draft.header })}\n`);
    await replaceFile(this.#path, Buffer.concat([first, draft.body]), { mode: 0o644 });
  }

  async drop(): Promise<void> {
    await removeFile(this.#path);
  }

  /** @returns `undefined` when there is none; `damaged` when it is moved aside, to be drafted again. */
  async read(): Promise<SavedDraft | "damaged" | undefined> {
    const bytes = await readRegularFile(this.#path, { maxBytes: SHARD_LIMITS.bytes + SHARD_LIMITS.headerBytes });
    if (bytes === undefined) return undefined;
    const saved = parse(bytes);
    if (saved !== undefined) return saved;
    await rename(this.#path, `${this.#path}.damaged`);
    return "damaged";
  }
}

function parse(bytes: Buffer): SavedDraft | undefined {
  const end = bytes.indexOf(NEWLINE);
  if (end === -1) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString("utf8", 0, end));
  } catch {
    // A damaged draft is drafted again.
    return undefined;
  }
  const first = firstLineSchema.safeParse(value);
  const body = bytes.subarray(end + 1);
  if (!first.success || sha256Hex(body) !== first.data.header.body) return undefined;
  return { segment: first.data.segment, draft: { header: first.data.header, body } };
}
