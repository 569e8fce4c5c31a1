import { z } from "zod";
import { sha256Hex, faultsOf } from "../../core/index.ts";
import type { SignerEvent } from "./signer-log.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const block = z.int().nonnegative();
const outcome = z.enum(["unknown", "refused", "taken"]);
const resultSchema = z.strictObject({
  mode: z.enum(["plain", "commit-reveal"]),
  block,
  revealRound: z.int().nonnegative().exactOptional(),
  confirmed: z.boolean(),
});

const eventSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("start"), address: z.string(), netuid: z.int(), version: z.string() }),
  z.strictObject({ kind: z.literal("shard_header"), seq: z.int().nonnegative(), hash, sealedBlock: block.nullable() }),
  z.strictObject({ kind: z.literal("weights"), window: z.int().nonnegative(), vector: z.string() }),
  z.strictObject({
    kind: z.literal("weights_ended"),
    window: z.int().nonnegative(),
    vector: z.string(),
    outcome,
    detail: z.string(),
    result: resultSchema.nullable(),
  }),
  z.strictObject({ kind: z.literal("announcement"), text: z.string() }),
  z.strictObject({ kind: z.literal("announcement_ended"), text: z.string(), detail: z.string() }),
  z.strictObject({ kind: z.literal("resumed"), detail: z.string() }),
  z.strictObject({
    kind: z.literal("refused"),
    intent: z.string(),
    detail: z.string(),
    omitted: z.int().nonnegative(),
  }),
]) satisfies z.ZodType<SignerEvent>;

const entrySchema = z.strictObject({
  v: z.literal(1),
  /** Number of the entry, from 0. */
  n: z.int().nonnegative(),
  atMs: z.int().nonnegative(),
  /** SHA-256 of the line before, without its newline; `null` in the first. */
  previous: hash.nullable(),
  event: eventSchema,
});
/** A line of the audit log. */
export type AuditEntry = z.infer<typeof entrySchema>;

export function formatEntry(entry: AuditEntry): string {
  return JSON.stringify(entry);
}

/** The entry of a line, or what is wrong with the line. */
export function parseEntry(line: string, after: { n: number; previous: string | null }): AuditEntry | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    // JSON.parse throws SyntaxError only; the caller names file and line.
    return "is no JSON";
  }
  const parsed = entrySchema.safeParse(value);
  if (!parsed.success) return `is malformed: ${faultsOf(parsed.error, value)}`;
  if (parsed.data.n !== after.n) return `has the number ${parsed.data.n}, not ${after.n}`;
  if (parsed.data.previous !== after.previous) return "does not follow the line before it";
  return parsed.data;
}

export function hashOfLine(line: string): string {
  return sha256Hex(line);
}
