import type { DisputeRecord } from "../../../record/index.ts";
import type { AnswerResult } from "../../answers/answer-checks.ts";
import { placeOf, type AuditedRecord } from "../../records/audited-record.ts";

/** A dispute and who wrote it where. */
export interface PlacedDispute {
  readonly disputer: string;
  /** `<key of the shard>#<line>` */
  readonly place: string;
  readonly record: DisputeRecord;
}

/** What judging again came to, by record, beside what the validators say of each other's records. */
export class KnownResults {
  readonly #results = new Map<string, AnswerResult>();
  readonly #disputes = new Map<string, PlacedDispute[]>();

  /** Only what is not plainly right is kept, and that it was looked at. */
  add(audited: AuditedRecord, result: AnswerResult): void {
    this.#results.set(placeOf(audited), PLAIN.get(plainKey(result)) ?? result);
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
    return this.#results.get(placeOf(audited));
  }
}

/** One object for each of the many results without a fault. */
const PLAIN = new Map<string, AnswerResult>([true, false].map((judged) => [String(judged), { judged, fault: null }]));

function plainKey({ judged, fault }: AnswerResult): string {
  return fault === null ? String(judged) : "";
}

function disputeKey(validator: string, seq: number, hotkey: string, challenge: string): string {
  return `${validator} ${seq} ${hotkey} ${challenge}`;
}
