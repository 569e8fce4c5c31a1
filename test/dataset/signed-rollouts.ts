import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { huntEnvironment, makeChallenge, satEnvironment, type GeneratedChallenge } from "../../src/envs/index.ts";
import {
  draftShard,
  encodeShard,
  encodeTranscript,
  shardMessage,
  type RolloutRecord,
  type Transcript,
} from "../../src/record/index.ts";
import { shardKey, transcriptKey } from "../../src/store/index.ts";
import { keyFromUri, type SigningKey } from "../../src/wallet/index.ts";

export const NETUID = 120;
export const RULES = "0123456789abcdef";
export const REVISION = "0123456789abcdef0123456789abcdef01234567";
/** 2026-07-01, noon. */
export const NOON_MS = Date.UTC(2026, 6, 1, 12);

/** What a test says of a rollout; the rest follows. */
export interface Said {
  readonly block: number;
  /** The model's words; `null` where it said nothing. */
  readonly text: string | null;
  readonly outcome?: RolloutRecord["outcome"];
  /** Thousandths. */
  readonly score?: number;
  readonly reason?: string;
  readonly atMs?: number;
  readonly model?: string;
  readonly finishReason?: string | null;
  readonly reasoning?: string;
  /** Of an episode of HUNT: the turns before `text`, which is the last one. */
  readonly earlier?: readonly string[];
  /** Keeps the text out of the store, as after 45 days. */
  readonly isForgotten?: boolean;
}

/** A data folder with signed shards in it, written shard by shard. */
export class SignedRollouts {
  readonly folder: string;
  readonly validator: SigningKey;
  readonly questions: GeneratedChallenge[] = [];
  readonly records: RolloutRecord[] = [];
  #seq = 0;
  #previous: string | null = null;

  readonly #rules: string;

  private constructor(folder: string, uri: string, rules: string) {
    this.#rules = rules;
    this.folder = folder;
    this.validator = keyFromUri(uri);
  }

  static async make(uri = "//Alice", rules = RULES): Promise<SignedRollouts> {
    return new SignedRollouts(await mkdtemp(join(tmpdir(), "affine-signed-")), uri, rules);
  }

  /** Signs a shard with these rollouts and stores it, its texts before it. @returns the shard's key */
  async seal(rollouts: readonly Said[]): Promise<string> {
    const records: RolloutRecord[] = [];
    for (const said of rollouts) records.push(await this.#record(said));
    const draft = draftShard({
      ...{ netuid: NETUID, hotkey: this.validator.address, seq: this.#seq, previous: this.#previous },
      ...{ records, heads: [], rules: this.#rules, atMs: NOON_MS, sealedBlock: rollouts.at(-1)?.block },
    });
    const shard = encodeShard(draft, this.validator.sign(shardMessage(draft.header)));
    const key = shardKey(draft.header);
    await this.write(key, shard.bytes);
    this.#seq += 1;
    this.#previous = shard.headerHash;
    this.records.push(...records);
    return key;
  }

  async write(key: string, bytes: Uint8Array): Promise<void> {
    await mkdir(dirname(join(this.folder, key)), { recursive: true });
    await writeFile(join(this.folder, key), bytes);
  }

  dispose(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }

  async #record(said: Said): Promise<RolloutRecord> {
    const { block, text, score = 0, outcome = "scored", atMs = NOON_MS, model = "lab/affine-1" } = said;
    const index = this.questions.length;
    const seed = `export-${index}`;
    const question =
      said.earlier === undefined
        ? makeChallenge(satEnvironment, { params: { level: 1 }, seed })
        : makeChallenge(huntEnvironment, { params: { level: 3 }, seed });
    this.questions.push(question);
    const transcript = text === null ? null : transcriptOf(question, said, text);
    const encoded = transcript === null ? null : encodeTranscript(transcript);
    if (encoded !== null && said.isForgotten !== true)
      await this.write(transcriptKey(NETUID, encoded.hash), encoded.bytes);
    return {
      v: 1,
      kind: "rollout",
      ...{ netuid: NETUID, round: block, block, index, env: question.env, challenge: question.id },
      ...{ uid: 7, hotkey: keyFromUri("//Dave").address, model, revision: REVISION, commitBlock: 1 },
      ...{ outcome, score, reason: said.reason ?? (score === 1000 ? "correct" : "no_answer") },
      transcript: encoded?.hash ?? null,
      ...{ promptTokens: 180, completionTokens: 42, latencyMs: 1500, atMs, rules: this.#rules },
    };
  }
}

function transcriptOf(question: GeneratedChallenge, said: Said, text: string): Transcript {
  return {
    v: 1,
    kind: "transcript",
    challenge: question.id,
    messages: [...(question.episode?.replay(said.earlier ?? []).messages ?? question.messages)],
    text,
    reasoning: said.reasoning ?? "",
    finishReason: said.finishReason === undefined ? "stop" : said.finishReason,
    responseId: "r-1",
    servedModel: null,
    sampling: { seed: 1, temperatureThousandths: 700, maxTokens: 64 },
    ...(said.earlier === undefined ? {} : { earlier: said.earlier.map(saidTurn) }),
  };
}

function saidTurn(text: string): NonNullable<Transcript["earlier"]>[number] {
  return { text, reasoning: "", finishReason: "stop", responseId: null, servedModel: null, seed: 1 };
}
