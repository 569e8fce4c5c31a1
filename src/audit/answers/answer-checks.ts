import type { RequestRules } from "../../contest/index.ts";
import { AffineError } from "../../core/index.ts";
import { transcriptKey, type Store } from "../../store/index.ts";
import type { Findings } from "../findings.ts";
import { recordDeviation, type AuditedRecord } from "../records/audited-record.ts";
import type { AnswerToJudge, Judgement } from "./answer-to-judge.ts";
import { inShare, type Share } from "./in-share.ts";
import type { Judge } from "./judge.ts";

/** Transcripts are kept 45 days: blocks of 12 s. */
const KEPT_BLOCKS = (45 * 86_400) / 12;
/** Answers judged as one piece of work. */
const MOST_TOGETHER = 128;
/** Compressed bytes of transcripts that wait to be judged, before more are fetched. */
const MOST_WAITING_BYTES = 64 << 20;

export interface AnswerChecksOptions {
  readonly netuid: number;
  readonly judge: Judge;
  readonly share: Share;
  readonly request: RequestRules;
  /** Newest block, to tell which transcripts may be gone; `null` takes the newest record instead. */
  readonly headBlock: number | null;
  readonly findings: Findings;
  /** Told of each answer that was judged, and of each that was picked. */
  readonly onAnswer: (audited: AuditedRecord, judged: boolean) => void;
}

/** An answer that was found to be otherwise than recorded. */
export type OnFault = (audited: AuditedRecord, code: string) => void;

/**
 * Fetches transcripts and has them judged, many at once, while the next shards are read.
 */
export class AnswerChecks {
  readonly #options: AnswerChecksOptions;
  readonly #running = new Set<Promise<void>>();
  /** Stores that stopped answering. */
  readonly #down = new Set<Store>();
  #waitingBytes = 0;
  #newestBlock = 0;
  #failure: unknown;

  constructor(options: AnswerChecksOptions) {
    this.#options = options;
  }

  /**
   * Takes the rollouts of one shard. Resolves as soon as there is room for more.
   *
   * @param stores where the transcripts may be.
   * @throws what an earlier answer's check threw.
   */
  async add(records: readonly AuditedRecord[], stores: readonly Store[], onFault: OnFault): Promise<void> {
    const questions = new Map<string, AuditedRecord[]>();
    for (const audited of records) {
      const { challenge, block } = audited.record;
      this.#newestBlock = Math.max(this.#newestBlock, block);
      if (!inShare(challenge, this.#options.share)) continue;
      const known = questions.get(challenge);
      if (known === undefined) questions.set(challenge, [audited]);
      else known.push(audited);
    }
    for (const all of questions.values()) {
      for (let from = 0; from < all.length; from += MOST_TOGETHER) {
        await this.#room();
        this.#begin(all.slice(from, from + MOST_TOGETHER), stores, onFault);
      }
    }
  }

  /** Waits for all that is under way. */
  async finish(): Promise<void> {
    while (this.#running.size > 0) await Promise.race(this.#running);
    this.#throwFailure();
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

  #begin(answers: readonly AuditedRecord[], stores: readonly Store[], onFault: OnFault): void {
    const work = this.#check(answers, stores, onFault)
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  async #check(answers: readonly AuditedRecord[], stores: readonly Store[], onFault: OnFault): Promise<void> {
    const [first] = answers;
    if (first === undefined) return;
    const { judge, request } = this.#options;
    const ready = await Promise.all(answers.map((audited, id) => this.#fetch(audited, id, stores, onFault)));
    const tasks = ready.filter((answer) => answer !== undefined);
    const bytes = tasks.reduce((sum, answer) => sum + (answer.bytes?.length ?? 0), 0);
    this.#waitingBytes += bytes;
    try {
      const judgements = await judge.judge({ challenge: first.record.challenge, request, answers: tasks });
      for (const judgement of judgements) {
        const audited = answers[judgement.id];
        if (audited !== undefined) this.#take(audited, judgement, onFault);
      }
    } finally {
      this.#waitingBytes -= bytes;
    }
  }

  /** `undefined` for an answer whose transcript is not there: that was reported, and there is nothing to judge. */
  async #fetch(
    audited: AuditedRecord,
    id: number,
    stores: readonly Store[],
    onFault: OnFault,
  ): Promise<AnswerToJudge | undefined> {
    const { record, validator, place } = audited;
    const { hotkey, model, outcome, score, reason, transcript } = record;
    const answer = { id, hotkey, model, outcome, score, reason, transcript };
    if (transcript === null) return { ...answer, bytes: null };
    const found = await this.#bytesOf(transcript, stores);
    if (found instanceof Uint8Array) return { ...answer, bytes: found };
    const { findings, headBlock } = this.#options;
    if (found === "unreadable") findings.note("transcript_unreadable", validator, place);
    else if ((headBlock ?? this.#newestBlock) - record.block > KEPT_BLOCKS) {
      findings.note("transcript_expired", validator, place);
    } else {
      const message = "its transcript is not there, so nobody can judge it again";
      findings.deviate(recordDeviation(audited, "missing_transcript", message, { transcript }));
      onFault(audited, "missing_transcript");
    }
    this.#options.onAnswer(audited, false);
    return undefined;
  }

  async #bytesOf(hash: string, stores: readonly Store[]): Promise<Uint8Array | "absent" | "unreadable"> {
    const key = transcriptKey(this.#options.netuid, hash);
    for (const store of stores) {
      if (this.#down.has(store)) continue;
      try {
        const bytes = await store.get(key);
        if (bytes !== undefined) return bytes;
      } catch (error) {
        if (!AffineError.isInstance(error) || error.code !== "store_transport") throw error;
        // Tried again and again already: the rest need not wait for it too.
        if (!this.#down.has(store)) this.#options.findings.trouble(error);
        this.#down.add(store);
      }
    }
    // That a store does not answer says nothing about the record.
    return stores.some((store) => this.#down.has(store)) ? "unreadable" : "absent";
  }

  #take(audited: AuditedRecord, { judged, deviations, notes }: Judgement, onFault: OnFault): void {
    const { findings, onAnswer } = this.#options;
    for (const { code, message, evidence } of deviations) {
      findings.deviate(recordDeviation(audited, code, message, evidence));
      onFault(audited, code);
    }
    for (const { code, detail } of notes) findings.note(code, audited.validator, `${audited.place}: ${detail ?? ""}`);
    onAnswer(audited, judged);
  }
}
