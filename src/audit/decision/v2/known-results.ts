import type { DisputeRecord } from "../../../record/index.ts";
import type { AnswerResult } from "../../answers/answer-checks.ts";
import type { AuditedRecord } from "../../records/audited-record.ts";
import { ResultFlags } from "./result-flags.ts";

/** A dispute and who wrote it where. */
export interface PlacedDispute {
  readonly disputer: string;
  /** `<key of the shard>#<line>` */
  readonly place: string;
  readonly record: DisputeRecord;
}

/** What judging again came to, by record, beside what the validators say of each other's records. */
export class KnownResults {
  /** By shard. */
  readonly #results = new Map<string, ResultFlags>();
  readonly #disputes = new Map<string, PlacedDispute[]>();

  add(audited: AuditedRecord, result: AnswerResult): void {
    let shard = this.#results.get(audited.key);
    if (shard === undefined) this.#results.set(audited.key, (shard = new ResultFlags()));
    shard.set(audited.index, result);
  }

  addDispute(dispute: PlacedDispute): void {
    const { validator, seq, hotkey, challenge } = dispute.record;
    const key = disputeKey(validator, seq, hotkey, challenge);
    const known = this.#disputes.get(key);
    if (known === undefined) this.#disputes.set(key, [dispute]);
    else known.push(dispute);
  }

  /** What others dispute of a record. */
  disputesOf({ validator, seq, record }: AuditedRecord): readonly PlacedDispute[] {
    return this.#disputes.get(disputeKey(validator, seq, record.hotkey, record.challenge)) ?? [];
  }

  /** `undefined` for an answer that was not picked. */
  resultOf(audited: AuditedRecord): AnswerResult | undefined {
    return this.#results.get(audited.key)?.get(audited.index);
  }
}

function disputeKey(validator: string, seq: number, hotkey: string, challenge: string): string {
  return `${validator} ${seq} ${hotkey} ${challenge}`;
}
