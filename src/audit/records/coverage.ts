import type { ContestRules } from "../../replay/index.ts";
import type { Deviation } from "../deviation.ts";
import type { Findings } from "../findings.ts";
import type { AuditedRecord } from "./audited-record.ts";

/** Rounds that are no older than so many blocks at the end of a chain may still have answers under way. */
const OPEN_BLOCKS = 100;
/** So long a round waits for late records while the chain goes on. */
const WAIT_BLOCKS = 2_000;

interface HeldRound {
  readonly round: number;
  readonly block: number;
  /** Of each miner: the block of its commitment and the questions it has a record of. */
  readonly miners: Map<string, { commitBlock: number; uid: number; questions: Set<string> }>;
}

/**
 * Finds answers and rounds that one validator left out, under affine-v1, where every validator holds every round and
 * asks every question of every miner: what others of the round have, and what the rounds before and after have, must be
 * there. A validator that was down cannot be told from one that drops what it does not like.
 */
export class Coverage {
  readonly #validator: string;
  readonly #rules: ContestRules;
  readonly #findings: Findings;
  readonly #open = new Map<number, HeldRound>();
  /** Told at the end, when it is known which parts of the chain are damaged. */
  readonly #found: Deviation[] = [];
  #newestBlock = -1;
  #closedBlock = -1;
  #before: HeldRound | undefined;
  #current: HeldRound | undefined;

  constructor(validator: string, rules: ContestRules, findings: Findings) {
    this.#validator = validator;
    this.#rules = rules;
    this.#findings = findings;
  }

  add({ record }: AuditedRecord): void {
    const { round, block, hotkey, uid, commitBlock, env, index } = record;
    // A record of another block is a deviation by itself; one that is this late comes to a round that was looked at.
    if (block !== round * this.#rules.roundBlocks || block <= this.#closedBlock) return;
    let held = this.#open.get(round);
    if (held === undefined) this.#open.set(round, (held = { round, block, miners: new Map() }));
    let miner = held.miners.get(hotkey);
    if (miner === undefined) held.miners.set(hotkey, (miner = { commitBlock, uid, questions: new Set() }));
    miner.questions.add(`${env}/${index}`);
    this.#newestBlock = Math.max(this.#newestBlock, block);
  }

  /** After each shard. */
  advance(): void {
    this.#closeUpTo(this.#newestBlock - WAIT_BLOCKS);
  }

  /** After the last shard. */
  finish(): void {
    this.#closeUpTo(this.#newestBlock - OPEN_BLOCKS);
    for (const deviation of this.#found.splice(0)) this.#findings.derive(deviation);
  }

  #closeUpTo(block: number): void {
    this.#closedBlock = Math.max(this.#closedBlock, block);
    const closed = [...this.#open.values()].filter((held) => held.block <= block).sort((a, b) => a.round - b.round);
    for (const held of closed) {
      this.#open.delete(held.round);
      this.#questionsOf(held);
      if (this.#current !== undefined) {
        this.#minersOf(this.#before, this.#current, held);
        this.#roundsBetween(this.#current, held);
        this.#before = this.#current;
      }
      this.#current = held;
    }
  }

  /** Every miner of a round has every question. */
  #questionsOf({ round, block, miners }: HeldRound): void {
    for (const [hotkey, { uid, questions }] of miners) {
      for (const { name, questions: asked } of this.#rules.environments) {
        for (let index = 0; index < asked; index += 1) {
          if (questions.has(`${name}/${index}`)) continue;
          this.#dropped("dropped_record", block, round, `uid ${uid} has no record of ${name} question ${index}`, {
            miner: hotkey,
            env: name,
            index,
          });
        }
      }
    }
  }

  /** Whoever is in the rounds before and after a round is in it. */
  #minersOf(before: HeldRound | undefined, held: HeldRound, after: HeldRound): void {
    if (before === undefined) return;
    for (const [hotkey, { uid }] of common(before, after)) {
      if (held.miners.has(hotkey)) continue;
      this.#dropped(
        "dropped_record",
        held.block,
        held.round,
        `uid ${uid} was left out of a round between two of its own`,
        {
          miner: hotkey,
          roundBefore: before.round,
          roundAfter: after.round,
        },
      );
    }
  }

  #roundsBetween(before: HeldRound, after: HeldRound): void {
    const first = before.round + 1;
    const last = after.round - 1;
    const [miner] = common(before, after);
    if (first > last || miner === undefined) return;
    const message = first === last ? `round ${first} is missing` : `rounds ${first} to ${last} are missing`;
    this.#dropped("dropped_round", first * this.#rules.roundBlocks, first, message, {
      first,
      last,
      competedThroughout: miner[0],
    });
  }

  #dropped(
    code: "dropped_record" | "dropped_round",
    block: number,
    round: number,
    message: string,
    evidence: Record<string, string | number>,
  ): void {
    this.#found.push({ code, validator: this.#validator, record: null, block, round, message, evidence });
  }
}

/** Miners that compete with the same commitment in both rounds. */
function common(before: HeldRound, after: HeldRound): [string, { uid: number }][] {
  return [...before.miners].filter(
    ([hotkey, { commitBlock }]) => after.miners.get(hotkey)?.commitBlock === commitBlock,
  );
}
