import { AffineError } from "../../core/index.ts";
import { environment } from "../../envs/index.ts";
import { clip } from "../../io/index.ts";
import { decodeShard, type ShardRecord } from "../../record/index.ts";
import { evaluateAgain } from "../../rounds/index.ts";
import type { ContestRules } from "../../replay/index.ts";
import { python } from "../../sandbox/index.ts";
import { checkKey, readTranscript, type Store } from "../../store/index.ts";

/** A record that was proved, as far as it can be here. */
export interface ShownRecord {
  readonly record: ShardRecord;
  readonly validator: string;
  /** What was checked, in words; `wrong` where it is not so. */
  readonly proof: readonly { readonly what: string; readonly isRight: boolean; readonly detail: string }[];
  /** What the model said; `null` without a text. */
  readonly text: string | null;
}

/**
 * A line of a shard, with its proof: signature, canonical form, and for an answer the verdict computed anew.
 *
 * @throws AffineError `not_found` where there is no such shard or line, `record_invalid`, `record_signature`
 */
export async function showRecord(
  store: Store,
  { key, line }: { readonly key: string; readonly line: number },
  rules: ContestRules,
): Promise<ShownRecord> {
  checkKey(key);
  const bytes = await store.get(key);
  if (bytes === undefined) {
    throw new AffineError("not_found", `There is no ${clip(key, 120)}.`, { hint: "--store says where records are." });
  }
  const { header, records } = decodeShard(bytes);
  const record = records[line - 2];
  if (record === undefined) {
    throw new AffineError("not_found", `${clip(key, 120)} has the lines 2 to ${records.length + 1}, not ${line}.`);
  }
  const signed = { what: "signature", isRight: true, detail: `sr25519 of ${header.hotkey}` };
  if (record.kind !== "rollout") return { record, validator: header.hotkey, proof: [signed], text: null };
  const transcript =
    record.transcript === null ? undefined : await readTranscript(store, header.netuid, record.transcript);
  try {
    const fault = await evaluateAgain(record, transcript, rules.request);
    const { title } = environment(record.env).info;
    const verdict =
      fault === null
        ? { what: "verdict", isRight: true, detail: `computed anew: the same (${title})` }
        : { what: "verdict", isRight: false, detail: `${fault.reason}, found ${fault.found?.score ?? "nothing"}` };
    return { record, validator: header.hotkey, proof: [signed, verdict], text: transcript?.text ?? null };
  } finally {
    await python.close();
  }
}

export function drawRecord({ record, proof, text }: ShownRecord): string[] {
  const facts = Object.entries(record).map(([name, value]) => `${name.padEnd(17)} ${clip(JSON.stringify(value), 60)}`);
  return [
    ...facts,
    "",
    ...proof.map(({ what, isRight, detail }) => `${isRight ? "right" : "WRONG"}  ${what}: ${detail}`),
    ...(text === null ? [] : ["", clip(text, 4000)]),
  ];
}
