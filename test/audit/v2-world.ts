import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openLocalChain, type LocalChain } from "../../src/chain/index.ts";
import {
  ContestReplay,
  contestRules,
  evidenceDocument,
  readContestant,
  rulesHash,
  type ContestRules,
  type ContestState,
  type RoundPlan,
} from "../../src/replay/index.ts";
import { evaluateAgain, planJobs, runJob } from "../../src/rounds/index.ts";
import { sha256Hex } from "../../src/core/index.ts";
import {
  draftShard,
  encodeDocument,
  encodeShard,
  encodeTranscript,
  recordKey,
  shardMessage,
  type ChainRecord,
  type DisputeRecord,
  type Document,
  type RolloutRecord,
  type ShardHead,
  type ShardRecord,
  type Transcript,
} from "../../src/record/index.ts";
import { documentKey, shardKey, transcriptKey } from "../../src/store/index.ts";
import { silentLogger } from "../../src/telemetry/index.ts";
import { SnapshotReader } from "../../src/replay/driver/snapshot-reader.ts";
import { keyFromUri, type SigningKey } from "../../src/wallet/index.ts";
import "./word-environment.ts";

export const NETUID = 120;
const REVISION = "0123456789abcdef0123456789abcdef01234567";
export const validatorKeys = ["//Alice", "//Bob", "//Carol"].map((uri) => keyFromUri(uri)) as [
  SigningKey,
  SigningKey,
  SigningKey,
];
export const minerKeys = ["//Dave", "//Eve"].map((uri) => keyFromUri(uri)) as [SigningKey, SigningKey];
/** How many of a thousand questions each answers. */
const SKILLS = [300, 800];
/** Blocks between two shards of everybody. */
const SEAL_BLOCKS = 2;

export const rules: ContestRules = contestRules({
  netuid: NETUID,
  roundBlocks: 1,
  environments: [{ name: "WORD", params: { level: 1 } }],
  request: { temperatureThousandths: 0, maxTokens: 64, firstTokenTimeoutMs: 1000, totalTimeoutMs: 1000 },
  champion: { deadlineBlocks: 6, gridBlocks: 5, loneValidatorBlocks: 5, announcedOnly: false },
});

/** What the third validator does otherwise than it should; each may change what it is given. */
export interface Cheat {
  /** Records of one of its own rounds: the first has number 0. */
  ownRound?(
    records: RolloutRecord[],
    about: { plan: RoundPlan; number: number; world: V2World },
  ): Promise<RolloutRecord[]> | RolloutRecord[];
  /** Records that it writes in a round of somebody else. */
  otherRound?(truth: RolloutRecord[], about: { plan: RoundPlan; number: number }): RolloutRecord[];
  snapshot?(record: ChainRecord): ChainRecord;
  decision?(state: ContestState): ContestState;
  /** Disputes that it writes about records of others. */
  disputes?(rollout: RolloutRecord, at: { validator: string; seq: number; shard: string }): DisputeRecord | undefined;
  /** Records that it keeps back for so many blocks. */
  delayBlocks?(record: ShardRecord): number;
}

/** A subnet of three validators that decide by affine-v2, on a real chain, with real shards in one folder. */
export class V2World {
  readonly chain: LocalChain;
  readonly folder: string;
  readonly driver: ContestReplay;
  /** Rounds of the third validator, in order. */
  readonly ownRounds: number[] = [];
  readonly otherRounds: number[] = [];
  readonly #cheat: Cheat;
  readonly #scribes: readonly SnapshotReader[];
  readonly #keys: readonly SigningKey[];
  readonly #open: readonly Map<string, { record: ShardRecord; block: number }>[];
  readonly #heads = new Map<string, ShardHead>();
  readonly #links = new Map<string, string>();
  readonly #transcripts = new Map<string, Transcript>();
  readonly #beacons = new Map<number, string>();
  #responses = 0;

  private constructor(chain: LocalChain, folder: string, cheat: Cheat, keys: readonly SigningKey[]) {
    this.#keys = keys;
    this.#open = keys.map(() => new Map());
    this.chain = chain;
    this.folder = folder;
    this.#cheat = cheat;
    this.driver = new ContestReplay({
      rules,
      beacon: (block) => this.#beacons.get(block),
      onState: (state) => this.#decide(state),
    });
    const champion = rules.champion!;
    this.#scribes = keys.map(() => new SnapshotReader({ chain, rules, champion, log: silentLogger, written: -1 }));
  }

  /** Lets so many blocks pass; all validators set their weights at one of them. */
  static async make(options: {
    blocks: number;
    weightsAt: number;
    cheat?: Cheat;
    validators?: number;
  }): Promise<V2World> {
    const validators = options.validators ?? validatorKeys.length;
    const chain = await openLocalChain({
      netuid: NETUID,
      blockMs: "instant",
      // Nobody announces anything here: within three epochs that gives a share all the same.
      hyperparameters: { tempo: 100, weightsRateLimit: 1 },
      neurons: [...validatorKeys.slice(0, validators), ...minerKeys].map(({ address }, uid) => ({
        hotkey: address,
        coldkey: address,
        stakeRao: uid < validators ? "1000000000000" : "0",
      })),
    });
    // Calls get a block at once; the others are made by hand.
    chain.start();
    const folder = await mkdtemp(join(tmpdir(), "affine-audit-"));
    const world = new V2World(chain, folder, options.cheat ?? {}, validatorKeys.slice(0, validators));
    let isSet = false;
    for (let block = 0; block <= options.blocks; block += 1) {
      const { number } = await chain.head();
      if (number < block) await chain.produceBlock();
      await world.#step(block);
      if (block === 1) await world.#commit();
      if (block >= options.weightsAt && !isSet) {
        isSet = true;
        await world.#setWeights();
      }
    }
    return world;
  }

  async #commit(): Promise<void> {
    for (const [place, key] of minerKeys.entries()) {
      const text = JSON.stringify({ model: `m${place}/affine-${place}`, revision: REVISION });
      await this.chain.setRevealCommitment(key, NETUID, text, { blocksUntilReveal: 1 });
    }
  }

  async #setWeights(): Promise<void> {
    const { number } = await this.chain.head();
    const { neurons } = await this.chain.metagraph(NETUID);
    const uidOf = (hotkey: string): number | undefined => neurons.find((neuron) => neuron.hotkey === hotkey)?.uid;
    for (const key of this.#keys) {
      await this.chain.setWeights(key, NETUID, this.driver.weights({ uidOf, block: number }));
    }
  }

  async #step(block: number): Promise<void> {
    this.#beacons.set(block, await this.chain.blockHash(block));
    const need = this.driver.advance(block);
    if (need !== null) throw new Error(`the driver lacks ${JSON.stringify(need)} at block ${block}`);
    for (const evidence of this.#evidence.splice(0)) await this.#document(evidence);
    await this.#readChain(block);
    const plan = this.driver.planOf(block);
    if (plan !== undefined) await this.#ask(plan);
    if (block % SEAL_BLOCKS === 0) {
      const sealed = [];
      for (const [place, key] of this.#keys.entries()) sealed.push(await this.#seal(place, key, block));
      for (const shard of sealed) {
        const { hotkey, seq } = shard.header;
        this.#heads.set(hotkey, { hotkey, seq, hash: shard.hash });
        this.driver.read(shard);
      }
    }
  }

  async #readChain(block: number): Promise<void> {
    for (const [place, snapshots] of this.#scribes.entries()) {
      for (let found = await snapshots.next(block); found !== undefined; found = await snapshots.next(block)) {
        const { record, roster } = found;
        await this.#document(roster);
        this.driver.addRoster(roster);
        this.#write(place, place === 2 ? (this.#cheat.snapshot?.(record) ?? record) : record);
        for (const entry of roster.entries) {
          const { contestant } = readContestant(entry, rules.champion!);
          if (contestant === undefined) continue;
          const { hotkey, subject, model, revision } = contestant;
          const about = { hotkey, subject, model, revision, reason: "ok", detail: "" };
          this.#write(place, {
            v: 1,
            kind: "finding",
            netuid: NETUID,
            block: record.block,
            ...about,
            rules: rulesHash(rules),
          });
        }
      }
    }
  }

  async #ask(plan: RoundPlan): Promise<void> {
    const contestants = [...(plan.champion === null ? [] : [plan.champion]), ...plan.challengers];
    const asked = contestants.map((contestant) => ({ contestant, baseUrl: "http://models.invalid/v1" }));
    const truth: RolloutRecord[] = [];
    for (const job of planJobs(plan, asked, rules, { plannedAtMs: 0, expiresAtMs: Infinity, answerMs: 0 }))
      truth.push(await this.#answer(job));
    const place = validatorKeys.findIndex(({ address }) => address === plan.validator);
    if (place === 2) {
      const number = this.ownRounds.push(plan.round) - 1;
      const told = (await this.#cheat.ownRound?.(structuredClone(truth), { plan, number, world: this })) ?? truth;
      for (const record of told) this.#write(2, record);
    } else {
      const number = this.otherRounds.push(plan.round) - 1;
      for (const record of truth) this.#write(place, record);
      for (const record of this.#cheat.otherRound?.(structuredClone(truth), { plan, number }) ?? [])
        this.#write(2, record);
    }
  }

  async #answer(job: Parameters<typeof runJob>[0]): Promise<RolloutRecord> {
    const place = minerKeys.findIndex(({ address }) => address === job.miner.hotkey);
    const isRight =
      parseInt(sha256Hex(`${job.miner.hotkey} ${job.challenge}`).slice(0, 8), 16) % 1000 < (SKILLS[place] ?? 0);
    this.#responses += 1;
    const responseId = `response-${this.#responses}`;
    const { record, transcript } = await runJob(job, {
      nowMs: () => job.block,
      log: silentLogger,
      inference: {
        query: ([message]) =>
          Promise.resolve({
            text: isRight ? (message?.content ?? "") : "no idea",
            reasoning: "",
            finishReason: "stop",
            usage: null,
            responseId,
            servedModel: job.miner.model,
            latencyMs: 1,
            firstTokenMs: 1,
            attempts: 1,
          }),
      },
    });
    if (transcript !== null) await this.put(transcript);
    return record;
  }

  /** Stores a transcript; its hash. */
  async put(transcript: Transcript): Promise<string> {
    const { hash, bytes } = encodeTranscript(transcript);
    this.#transcripts.set(hash, transcript);
    await this.#file(transcriptKey(NETUID, hash), bytes);
    return hash;
  }

  /** Evidence documents that are not on disk yet. */
  readonly #evidence: Document[] = [];

  #decide(state: ContestState): void {
    for (const place of this.#keys.keys()) {
      const decided = place === 2 ? (this.#cheat.decision?.(state) ?? state) : state;
      const evidence = evidenceDocument(NETUID, decided);
      const { hash } = encodeDocument(evidence);
      this.#evidence.push(evidence);
      this.#write(place, {
        v: 1,
        kind: "decision",
        netuid: NETUID,
        block: decided.block,
        round: decided.round,
        reign: decided.reign,
        champion: decided.champion?.hotkey ?? null,
        evidence: hash,
        rules: rulesHash(rules),
      });
    }
  }

  #write(place: number, record: ShardRecord): void {
    const delay = place === 2 ? (this.#cheat.delayBlocks?.(record) ?? 0) : 0;
    this.#open[place]!.set(recordKey(record), { record, block: record.block + delay });
  }

  async #seal(place: number, key: SigningKey, block: number) {
    const open = this.#open[place]!;
    this.#write(place, { v: 1, kind: "heartbeat", netuid: NETUID, block, rules: rulesHash(rules) });
    const ripe = [...open].filter(([, entry]) => entry.block <= block);
    for (const [name] of ripe) open.delete(name);
    const last = this.#heads.get(key.address);
    const draft = draftShard({
      netuid: NETUID,
      hotkey: key.address,
      seq: last === undefined ? 0 : last.seq + 1,
      previous: this.#links.get(key.address) ?? null,
      records: ripe.map(([, { record }]) => record),
      heads: [...this.#heads.values()].filter(({ hotkey }) => hotkey !== key.address),
      sealedBlock: block,
      rules: rulesHash(rules),
      atMs: block,
    });
    const signature = key.sign(shardMessage(draft.header));
    const { bytes, hash, headerHash } = encodeShard(draft, signature);
    this.#links.set(key.address, headerHash);
    await this.#file(shardKey(draft.header), bytes);
    const records = ripe.map(([, { record }]) => record);
    records.sort((a, b) => a.block - b.block || (recordKey(a) < recordKey(b) ? -1 : 1));
    const faults = new Map<number, string>();
    for (const [at, record] of records.entries()) {
      if (record.kind !== "rollout") continue;
      const transcript = record.transcript === null ? undefined : this.#transcripts.get(record.transcript);
      const fault = await evaluateAgain(record, transcript, rules.request);
      if (fault !== null) faults.set(at, fault.reason);
      const dispute =
        place === 2
          ? undefined
          : this.#cheat.disputes?.(record, { validator: key.address, seq: draft.header.seq, shard: hash });
      if (dispute !== undefined) this.#write(2, dispute);
    }
    const header = { ...draft.header, signature: Buffer.from(signature).toString("hex") };
    return { header, hash, records, faults };
  }

  async #document(document: Document): Promise<void> {
    const { hash, bytes } = encodeDocument(document);
    await this.#file(documentKey(NETUID, hash), bytes);
  }

  async #file(key: string, bytes: Uint8Array): Promise<void> {
    const path = join(this.folder, key);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
}
