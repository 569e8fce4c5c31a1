import type { RequestRules } from "../../replay/index.ts";
import { AffineError } from "../../core/index.ts";
import { defectOf } from "../../record/index.ts";
import { transcriptKey, type Store } from "../../store/index.ts";
import type { Deviation } from "../deviation.ts";
import type { Cause, Findings } from "../findings.ts";
import { placeOf, recordDeviation, type AuditedRecord } from "../records/audited-record.ts";
import type { AnswerToJudge, Judgement } from "./answer-to-judge.ts";
import { inShare, type Share } from "./in-share.ts";
import type { Judge } from "./judge.ts";
import { failureNote } from "./judge-answer.ts";
import { SwapWatch } from "./swap-watch.ts";

/** Answers judged as one piece of work. */
const MOST_TOGETHER = 128;
/** Compressed bytes of transcripts that wait to be judged, before more are fetched. */
const MOST_WAITING_BYTES = 64 << 20;

/** What became of an answer that was picked. */
export type AnswerResult = Pick<Judgement, "judged" | "fault">;

export interface AnswerChecksOptions {
  readonly netuid: number;
  readonly judge: Judge;
  readonly share: Share;
  readonly request: RequestRules;
  /** Newest block, to tell which transcripts may be gone; `null` when that is known in the end: {@link AnswerChecks.tellAbsent}. */
  readonly headBlock: number | null;
  /** Blocks for which transcripts have to be kept: {@link keptTranscriptBlocks}. */
  readonly keptBlocks: number;
  readonly findings: Findings;
  /** Where a validator's transcripts may be. */
  readonly storesOf: (validator: string) => readonly Store[];
  /** Told of each answer that was picked, when it is done with. */
  readonly onResult: (audited: AuditedRecord, result: AnswerResult) => void;
}

interface Absent {
  readonly deviation: Deviation;
  readonly block: number;
  readonly place: string;
  readonly cause: Cause;
}

/** Fetches transcripts and has them judged, many at once, while the next shards are read. */
export class AnswerChecks {
  readonly #options: AnswerChecksOptions;
  readonly #running = new Set<Promise<void>>();
  /** Stores that stopped answering. */
  readonly #down = new Set<Store>();
  readonly #swaps: SwapWatch;
  /** Answers whose transcript is not there, while the newest block is not known. */
  readonly #absent: Absent[] = [];
  #waitingBytes = 0;
  #failure: unknown;

  constructor(options: AnswerChecksOptions) {
    this.#options = options;
    this.#swaps = new SwapWatch(options.findings);
  }

  /** Whether the share picks the question of a record. */
  picks({ record }: AuditedRecord): boolean {
    return inShare(record.challenge, this.#options.share);
  }

  /** Judges rollouts of one shard, whether the share picks them or not; resolves when they are judged. */
  async judgeNow(records: readonly AuditedRecord[]): Promise<void> {
    await this.add(records);
    await this.finish();
  }

  /** An answer that an earlier run judged and found right: what this run would say of it. */
  again(audited: AuditedRecord): AnswerResult {
    const { record, validator } = audited;
    const note = failureNote(record);
    if (note !== undefined) this.#options.findings.note(note, validator, noteText(audited, record.reason));
    return { judged: note === undefined, fault: null };
  }

  /**
   * Takes rollouts of one shard. Resolves as soon as there is room for more.
   *
   * @param first the store that is asked first: the one that gave the shard.
   * @throws what an earlier answer's check threw.
   */
  async add(records: readonly AuditedRecord[], first?: Store): Promise<void> {
    const [{ validator } = { validator: "" }] = records;
    const others = this.#options.storesOf(validator).filter((store) => store !== first);
    const stores = first === undefined ? others : [first, ...others];
    const questions = new Map<string, AuditedRecord[]>();
    for (const audited of records) {
      const { challenge } = audited.record;
      const known = questions.get(challenge);
      if (known === undefined) questions.set(challenge, [audited]);
      else known.push(audited);
    }
    for (const all of questions.values()) {
      for (let from = 0; from < all.length; from += MOST_TOGETHER) {
        await this.#room();
        this.#begin(all.slice(from, from + MOST_TOGETHER), stores);
      }
    }
  }

  /** Waits for all that is under way, and compares who answered. */
  async finish(): Promise<void> {
    while (this.#running.size > 0) await Promise.race(this.#running);
    this.#throwFailure();
    this.#swaps.finish();
  }

  async #room(): Promise<void> {
    const { capacity } = this.#options.judge;
    while (this.#running.size >= capacity || (this.#waitingBytes > MOST_WAITING_BYTES && this.#running.size > 0)) {
      await Promise.race(this.#running);
    }
    this.#throwFailure();
  }

  #throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure as Error;
  }

  #begin(answers: readonly AuditedRecord[], stores: readonly Store[]): void {
    const work = this.#check(answers, stores)
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  async #check(answers: readonly AuditedRecord[], stores: readonly Store[]): Promise<void> {
    const [first] = answers;
    if (first === undefined) return;
    const { judge, request } = this.#options;
    const ready = await Promise.all(answers.map((audited, id) => this.#fetch(audited, id, stores)));
    const tasks = ready.filter((answer) => answer !== undefined);
    const bytes = tasks.reduce((sum, answer) => sum + (answer.bytes?.length ?? 0), 0);
    this.#waitingBytes += bytes;
    try {
      const judgements = await judge.judge({ challenge: first.record.challenge, request, answers: tasks });
      for (const judgement of judgements) {
        const audited = answers[judgement.id];
        if (audited !== undefined) this.#take(audited, judgement);
      }
    } finally {
      this.#waitingBytes -= bytes;
    }
  }

  /** `undefined` for an answer whose transcript is not there: that was reported, and there is nothing to judge. */
  async #fetch(audited: AuditedRecord, id: number, stores: readonly Store[]): Promise<AnswerToJudge | undefined> {
    const { record, validator } = audited;
    const { transcript } = record;
    if (transcript === null) return { id, record, bytes: null };
    const found = await this.#bytesOf(transcript, stores);
    if (found instanceof Uint8Array) return { id, record, bytes: found };
    const { findings, headBlock, onResult } = this.#options;
    if (AffineError.isInstance(found)) {
      const message = `its transcript: ${found.message}`;
      const evidence = { transcript, defect: defectOf(found) ?? null };
      findings.cause(recordDeviation(audited, "broken_transcript", message, evidence), causeOf(audited));
      onResult(audited, { judged: false, fault: "transcript_missing" });
      return undefined;
    }
    let isMissing = false;
    if (found === "unreadable") findings.note("transcript_unreadable", validator, placeOf(audited));
    else {
      const message = "its transcript is not there, so nobody can judge it again";
      const deviation = recordDeviation(audited, "missing_transcript", message, { transcript });
      const absent = { deviation, block: record.block, place: placeOf(audited), cause: causeOf(audited) };
      if (headBlock === null) this.#absent.push(absent);
      isMissing = headBlock === null || !this.#tell(absent, headBlock);
    }
    onResult(audited, { judged: false, fault: isMissing ? "transcript_missing" : null });
    return undefined;
  }

  /**
   * Tells which of the transcripts that are not there should be, when no chain could say how old they are.
   *
   * @param newestBlock that most of the voting shares have come to; `null` when nobody can say: then all should be there
   */
  tellAbsent(newestBlock: number | null): void {
    for (const absent of this.#absent.splice(0)) this.#tell(absent, newestBlock ?? 0);
  }

  /** @returns whether it is older than transcripts are kept */
  #tell({ deviation, block, place, cause }: Absent, newestBlock: number): boolean {
    const { findings, keptBlocks } = this.#options;
    const isExpired = newestBlock - block > keptBlocks;
    if (isExpired) findings.note("transcript_expired", deviation.validator, place);
    else findings.cause(deviation, cause);
    return isExpired;
  }

  async #bytesOf(hash: string, stores: readonly Store[]): Promise<Uint8Array | AffineError | "absent" | "unreadable"> {
    const key = transcriptKey(this.#options.netuid, hash);
    let broken: AffineError | undefined;
    for (const store of stores) {
      if (this.#down.has(store)) continue;
      try {
        const bytes = await store.get(key);
        if (bytes !== undefined) return bytes;
      } catch (error) {
        if (AffineError.isInstance(error) && defectOf(error) !== undefined) {
          broken ??= error;
          continue;
        }
        if (!AffineError.isInstance(error) || error.code !== "store_transport") throw error;
        // Tried again and again already: the rest need not wait for it too.
        if (!this.#down.has(store)) this.#options.findings.trouble(error);
        this.#down.add(store);
      }
    }
    // That a store does not answer says nothing about the record.
    return stores.some((store) => this.#down.has(store)) ? "unreadable" : (broken ?? "absent");
  }

  #take(audited: AuditedRecord, judgement: Judgement): void {
    const { findings, onResult } = this.#options;
    for (const { code, message, evidence } of judgement.deviations) {
      const deviation = recordDeviation(audited, code, message, evidence);
      // What others saw whole when they decided is damaged now.
      if (code === "broken_transcript") findings.cause(deviation, causeOf(audited));
      else findings.deviate(deviation);
    }
    for (const { code, detail } of judgement.notes) {
      findings.note(code, audited.validator, noteText(audited, detail));
    }
    this.#swaps.add(audited, judgement.served);
    onResult(audited, judgement);
  }
}

function noteText(audited: AuditedRecord, detail: string | null): string {
  return `${placeOf(audited)}: ${detail ?? ""}`;
}

/** Decisions of later blocks rest on the answer; no round is missing for it. */
function causeOf({ record }: AuditedRecord): Cause {
  return { fromBlock: record.block, toBlock: -1 };
}
