import { deviationOfFault, DEVIATIONS } from "../../audit/index.ts";
import { AffineError } from "../../core/index.ts";
import { environment, noteOfLength } from "../../envs/index.ts";
import { clip, printable, visibleText } from "../../io/index.ts";
import {
  decodeShard,
  type RolloutRecord,
  type ShardHeader,
  type ShardRecord,
  type Transcript,
} from "../../record/index.ts";
import { evaluateAgain, type RecordFault } from "../../rounds/index.ts";
import type { ContestRules } from "../../replay/index.ts";
import { python } from "../../sandbox/index.ts";
import { checkKey, readTranscript, shardPrefix, type Store } from "../../store/index.ts";
import { hanging } from "../wrap.ts";

interface Proof {
  readonly what: string;
  readonly isRight: boolean | null;
  readonly detail: string;
}

/** A record that was proved, as far as it can be here. */
export interface ShownRecord {
  readonly record: ShardRecord;
  readonly validator: string;
  /** What was checked, in words: right, wrong, or `null` where nobody can tell any more. */
  readonly proof: readonly Proof[];
  /** What the model said, of an episode in its last turn; `null` without a text. */
  readonly text: string | null;
  /** What it said in the turns before the last, in their order. */
  readonly earlier: readonly string[];
}

/**
 * A line of a shard, with its proof: signature, canonical form, and for an answer the verdict computed anew.
 *
 * @param about `keptBlocks`: blocks for which texts have to be there; of an older answer a missing one is no fault
 * @throws AffineError `not_found` where there is no such shard or line, `record_invalid`, `record_signature`
 */
export async function showRecord(
  store: Store,
  { key, line }: { readonly key: string; readonly line: number },
  { rules, keptBlocks }: { readonly rules: Pick<ContestRules, "request">; readonly keptBlocks: number },
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
  if (record.kind !== "rollout") return { record, validator: header.hotkey, proof: [signed], text: null, earlier: [] };
  const transcript =
    record.transcript === null ? undefined : await readTranscript(store, header.netuid, record.transcript);
  if (record.transcript !== null && transcript === undefined) {
    const newest = await newestBlock(store, header);
    if (newest - record.block > keptBlocks) {
      const detail = `its text is no longer kept (${keptBlocks} blocks), so that nobody can judge the answer again`;
      const proof = [signed, { what: "verdict", isRight: null, detail }];
      return { record, validator: header.hotkey, proof, text: null, earlier: [] };
    }
  }
  try {
    const fault = await evaluateAgain(record, transcript, rules.request);
    const { title } = environment(record.env).info;
    const verdict =
      fault === null
        ? {
            what: "verdict",
            isRight: true,
            detail: `computed anew: the same (${title})`,
          }
        : { what: "verdict", isRight: false, detail: told(fault, record, transcript) };
    verdict.detail += ofLength(record, transcript);
    const earlier = transcript?.earlier?.map(({ text }) => text) ?? [];
    return { record, validator: header.hotkey, proof: [signed, verdict], text: transcript?.text ?? null, earlier };
  } finally {
    await python.close();
  }
}

/** What the reason on record does not say of an answer of one turn. */
function ofLength({ reason }: RolloutRecord, transcript: Transcript | undefined): string {
  if (transcript === undefined || transcript.earlier !== undefined) return "";
  const note = noteOfLength(reason, transcript.text.length);
  return note === null ? "" : `. ${note}`;
}

/** A fault in the words of `af verify`. */
function told(fault: RecordFault, record: RolloutRecord, transcript: Transcript | undefined): string {
  const code = deviationOfFault(fault, record, transcript);
  const found = fault.found === null ? "" : `; judged anew it has ${fault.found.score} of 1000, ${fault.found.reason}`;
  return `${code}: ${DEVIATIONS[code]}${found}`;
}

/** The block by which the validator has sealed its newest shard. */
async function newestBlock(store: Store, { netuid, hotkey }: Pick<ShardHeader, "netuid" | "hotkey">): Promise<number> {
  let newest: string | undefined;
  for await (const key of store.list(shardPrefix({ netuid, hotkey })))
    newest = newest === undefined || key > newest ? key : newest;
  const bytes = newest === undefined ? undefined : await store.get(newest);
  if (bytes === undefined) return 0;
  const { sealedBlock, lastBlock } = decodeShard(bytes).header;
  return sealedBlock ?? lastBlock;
}

const WORDS = { true: "right", false: "WRONG", null: "open " } as const;

/** Characters of a text that are shown; of a turn before the last. */
const SHOWN = 4000;
const SHOWN_OF_TURN = 600;

/** A long text folded: its beginning, and how much is not shown. */
function folded(text: string, most: number): string {
  const rest = text.length - most;
  if (rest <= 0) return visibleText(text);
  return `${visibleText(clip(text.slice(0, most + 1), most))}\n(${rest} more characters: --json has them)`;
}

export function drawRecord({ record, proof, text, earlier }: ShownRecord): string[] {
  const facts = Object.entries(record).map(
    ([name, value]) => `${name.padEnd(17)} ${printable(JSON.stringify(value), 60)}`,
  );
  return [
    ...facts,
    "",
    ...proof.map(({ what, isRight, detail }) =>
      hanging(`${WORDS[String(isRight) as keyof typeof WORDS]}  `, `${what}: ${detail}`),
    ),
    ...earlier.flatMap((said, at) => ["", `turn ${at + 1}:`, folded(said, SHOWN_OF_TURN)]),
    ...(text === null ? [] : ["", ...(earlier.length > 0 ? [`turn ${earlier.length + 1}:`] : []), folded(text, SHOWN)]),
  ];
}
