import {
  ContestReplay,
  contestRules,
  questionsOf,
  isHeard,
  rulesHash,
  type Contestant,
  type ContestReplayOptions,
  type ContestRules,
  type ContestState,
  type ReplayShard,
  type RoundPlan,
  type RoundQuestion,
} from "../../src/replay/index.ts";
import { sha256Hex } from "../../src/core/index.ts";
import {
  encodeDocument,
  recordKey,
  type ChainRecord,
  type DisputeRecord,
  type RolloutRecord,
  type RosterDocument,
  type ShardRecord,
} from "../../src/record/index.ts";
import { addressOf, commitmentText, NETUID, type WorldOptions, type WorldValidator } from "./world-options.ts";
import { decisionRecord, disputeRecord, findingRecord, rolloutRecord, sealedShard } from "./world-records.ts";

/**
 * A network without network: models with a skill, validators that follow the plans and write what they like. It
 * produces the shards that a real network would, so that replays of them can be compared.
 */
export class ReplayWorld {
  readonly rules: ContestRules;
  readonly shards: ReplayShard[] = [];
  readonly rosters = new Map<string, RosterDocument>();
  /** Follows the world as it grows, as a validator does. */
  readonly driver: ContestReplay;
  readonly states: ContestState[] = [];
  readonly #options: WorldOptions;
  readonly #open = new Map<string, Map<string, ShardRecord>>();
  readonly #heads = new Map<string, { seq: number; hash: string }>();
  /** By validator, the heads of the others as it saw them. */
  readonly #seen = new Map<string, Map<string, { seq: number; hash: string }>>();
  readonly #found = new Map<string, string>();
  /** Block of each one's last decision. */
  readonly #decided = new Map<string, number>();
  block = 0;

  constructor(options: WorldOptions) {
    this.#options = options;
    this.rules = contestRules({
      netuid: NETUID,
      roundBlocks: 1,
      questionsPerRound: options.questionsPerRound ?? 1,
      environments: [{ name: "SAT" }, { name: "DED" }],
      champion: {
        deadlineBlocks: options.deadlineBlocks ?? 4,
        gridBlocks: options.gridBlocks ?? 5,
        loneValidatorBlocks: options.loneValidatorBlocks ?? 5,
        announcedOnly: false,
        payment: options.payment ?? "champion",
      },
    });
    this.driver = new ContestReplay(this.replayOptions({ onState: (state) => this.states.push(state) }));
  }

  replayOptions(more: Partial<ContestReplayOptions> = {}): ContestReplayOptions {
    return {
      rules: this.rules,
      rootStakes: this.participants(this.block),
      beacon: (block) => (block <= this.block ? this.beacon(block) : undefined),
      ...more,
    };
  }

  /** A replay of the shards from scratch, in the order given. */
  replay(
    shards: readonly ReplayShard[] = this.shards,
    more: Partial<ContestReplayOptions> = {},
  ): { replay: ContestReplay; states: ContestState[] } {
    const states: ContestState[] = [];
    const replay = new ContestReplay(this.replayOptions({ onState: (state) => states.push(state), ...more }));
    for (const roster of this.rosters.values()) replay.addRoster(roster);
    for (const shard of shards) replay.read(shard);
    const need = replay.advance(this.block);
    if (need !== null) throw new Error(`the replay lacks ${JSON.stringify(need)}`);
    return { replay, states };
  }

  beacon(block: number): string {
    return `0x${sha256Hex(`${this.#options.seed ?? 1} block ${block}`)}`;
  }

  run(until: number): this {
    for (; this.block < until; this.block += 1) this.#step(this.block);
    return this;
  }

  /** The id that the contest gives a model of the world. */
  idOf(hotkey: string): string | undefined {
    const address = addressOf(hotkey);
    return [...this.driver.contest.entries.map(({ id }) => id), this.driver.contest.champion?.id].find((id) =>
      id?.startsWith(address),
    );
  }

  get champion(): string | undefined {
    const address = this.driver.contest.champion?.hotkey;
    return this.#options.models.find(({ hotkey }) => addressOf(hotkey) === address)?.hotkey;
  }

  /** Why somebody is where it is. */
  standing(hotkey: string): string | undefined {
    return this.driver.admission.standings.find((standing) => standing.hotkey === addressOf(hotkey))?.reason;
  }

  #step(block: number): void {
    const need = this.driver.advance(block);
    if (need !== null) throw new Error(`the driver lacks ${JSON.stringify(need)} at block ${block}`);
    const { gridBlocks = 0 } = this.rules.champion ?? {};
    if (block % gridBlocks === 0) this.#readChain(block);
    const plan = this.driver.planOf(block);
    if (plan !== undefined) this.#ask(plan);
    const sealed = this.#options.validators.flatMap((validator) => this.#seal(validator, block) ?? []);
    for (const shard of sealed) {
      this.shards.push(shard);
      this.#heads.set(shard.header.hotkey, { seq: shard.header.seq, hash: shard.hash });
      this.driver.read(shard);
      for (const validator of this.#options.validators) this.#see(validator, shard, block);
    }
  }

  /** What a validator makes of a shard: it disputes what is wrong, and lists it from then on. */
  #see(validator: WorldValidator, shard: ReplayShard, block: number): void {
    const { header, records, hash } = shard;
    if (!isThere(validator, block) || header.hotkey === addressOf(validator.hotkey)) return;
    if (validator.isDeafTo?.(header.hotkey, block) === true) return;
    let seen = this.#seen.get(validator.hotkey);
    if (seen === undefined) this.#seen.set(validator.hotkey, (seen = new Map<string, { seq: number; hash: string }>()));
    seen.set(header.hotkey, { seq: header.seq, hash });
    if (validator.disputes === false) return;
    for (const record of records) if (this.#isWrong(record)) this.#write(validator, this.#disputeOf(record, shard));
  }

  /** What every reader finds when it evaluates the answers anew. */
  #isWrong(record: ShardRecord): record is RolloutRecord {
    if (record.kind !== "rollout" || record.outcome !== "scored") return false;
    return record.score !== this.truth(record.hotkey, record.challenge);
  }

  #disputeOf(record: RolloutRecord, { header, hash }: ReplayShard): DisputeRecord {
    return disputeRecord(record, { header, hash }, this.truth(record.hotkey, record.challenge));
  }

  #readChain(block: number): void {
    const { roundBlocks, champion } = this.rules;
    const present = this.#options.models
      .map((model, index) => ({ ...model, uid: index + 1 }))
      .filter((model) => model.block <= block && (model.until ?? Infinity) > block);
    const roster: RosterDocument = {
      v: 1,
      kind: "roster",
      netuid: NETUID,
      entries: present.map((model) => ({
        uid: model.uid,
        hotkey: addressOf(model.hotkey),
        coldkey: addressOf(model.coldkey ?? `cold ${model.hotkey}`),
        block: model.block,
        beacon: this.beacon(model.block),
        text: commitmentText(model),
      })),
    };
    const { hash } = encodeDocument(roster);
    this.rosters.set(hash, roster);
    this.#options.onRoster?.(roster);
    this.driver.addRoster(roster);
    const first = block - (champion?.gridBlocks ?? 0) + 1;
    const blocks = Array.from({ length: block - Math.max(0, first) + 1 }, (_, index) => Math.max(0, first) + index);
    const record = {
      v: 1 as const,
      kind: "chain" as const,
      netuid: NETUID,
      block,
      hash: this.beacon(block),
      validators: this.participants(block),
      ...(this.#options.epochBlocks === undefined ? {} : { epochBlocks: this.#options.epochBlocks }),
      roster: hash,
      beacons: blocks.filter((number) => number % roundBlocks === 0).map((number) => this.beacon(number)),
      rules: rulesHash(this.rules),
    };
    for (const validator of this.#options.validators.filter((one) => isThere(one, block))) {
      this.#write(validator, validator.snapshot?.(record) ?? record);
      this.#decide(validator);
      for (const model of present) {
        const reason = model.finding?.(validator.hotkey, block) ?? "ok";
        const about = JSON.stringify([validator.hotkey, model.hotkey, commitmentText(model)]);
        // As a validator does it: written once, and again when it changes.
        if (this.#found.get(about) === reason) continue;
        this.#found.set(about, reason);
        this.#write(validator, findingRecord(this.rules, { model, reason, block }));
      }
    }
  }

  /** What everybody decides, as of the last grid block that is decided. */
  #decide(validator: WorldValidator): void {
    const state = this.states.at(-1);
    if (state === undefined || (this.#decided.get(validator.hotkey) ?? -1) >= state.block) return;
    this.#decided.set(validator.hotkey, state.block);
    this.#write(validator, decisionRecord(this.rules, state));
  }

  #ask(plan: RoundPlan): void {
    const validator = this.#options.validators.find(({ hotkey }) => addressOf(hotkey) === plan.validator);
    if (validator === undefined || !isThere(validator, plan.block)) return;
    const asked = [...(plan.champion === null ? [] : [plan.champion]), ...plan.challengers];
    const truth = asked.flatMap((contestant) =>
      questionsOf(plan, this.rules).map((question) => this.record(contestant, plan, question)),
    );
    for (const record of validator.records?.(truth, plan) ?? truth) this.#write(validator, record);
  }

  /** What an honest validator records. */
  record(contestant: Contestant, plan: RoundPlan, question: RoundQuestion): RolloutRecord {
    return rolloutRecord(this.rules, {
      contestant,
      plan,
      question,
      score: this.truth(contestant.hotkey, question.challenge),
    });
  }

  /** Half of the questions are as hard for one model as for the next. */
  truth(hotkey: string, challenge: string): number {
    const model = this.#options.models.find((one) => addressOf(one.hotkey) === hotkey);
    const shared = draw(challenge, "shared") < 500;
    const mind = model?.identity ?? hotkey;
    return draw(challenge, shared ? "all" : mind) < (model?.skill ?? 0) ? 1000 : 0;
  }

  #write({ hotkey }: WorldValidator, record: ShardRecord): void {
    let records = this.#open.get(hotkey);
    if (records === undefined) this.#open.set(hotkey, (records = new Map<string, ShardRecord>()));
    records.set(
      `${recordKey(record)}${record.kind === "rollout" && records.has(recordKey(record)) ? "#2" : ""}`,
      record,
    );
  }

  #seal(validator: WorldValidator, block: number): ReplayShard | undefined {
    const { hotkey } = validator;
    if (validator.seals?.(block) === false || !isThere(validator, block)) return undefined;
    this.#write(validator, { v: 1, kind: "heartbeat", netuid: NETUID, block, rules: rulesHash(this.rules) });
    const records = [...(this.#open.get(hotkey)?.values() ?? [])];
    this.#open.delete(hotkey);
    const address = addressOf(hotkey);
    const others = validator.lists?.(block) === false ? [] : [...(this.#seen.get(hotkey) ?? [])];
    return (this.#options.seal ?? sealedShard)(records, {
      hotkey: address,
      last: this.#heads.get(address),
      block,
      sealedBlock: validator.sealedBlock?.(block) ?? block,
      heads: others.map(([other, head]) => ({ hotkey: other, ...head })),
      rules: this.rules,
    });
  }

  /** Who takes part by the chain at a block. */
  participants(block: number): ChainRecord["validators"] {
    const { validators, epochBlocks = 0 } = this.#options;
    return validators
      .flatMap(({ hotkey, stakeRao = "1000", stakeAt, announcedAt }) => {
        const stake = stakeAt === undefined ? stakeRao : stakeAt(block);
        const announcedBlock = announcedAt?.(block);
        if (stake === null || (announcedAt !== undefined && announcedBlock === undefined)) return [];
        if (announcedBlock !== undefined && !isHeard(announcedBlock, { block, epochBlocks })) return [];
        const at = announcedBlock === undefined ? {} : { announcedBlock };
        return [{ hotkey: addressOf(hotkey), stakeRao: stake, ...at }];
      })
      .sort((a, b) => (a.hotkey < b.hotkey ? -1 : 1));
  }
}

function isThere({ isThere: is }: WorldValidator, block: number): boolean {
  return is?.(block) !== false;
}

/** A number in 0..999 that depends on the words only. */
function draw(...words: string[]): number {
  return parseInt(sha256Hex(words.join("/")).slice(0, 8), 16) % 1000;
}
