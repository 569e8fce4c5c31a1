import type { ChainFacts } from "../chain-facts.ts";
import type { ContestRules } from "../../replay/index.ts";
import { challengeId, questionSeed } from "../../core/index.ts";
import type { RolloutRecord } from "../../record/index.ts";
import type { Findings } from "../findings.ts";
import { recordDeviation, type AuditedRecord } from "./audited-record.ts";

/** Blocks before the right one whose hashes are tried, to say which old beacon a wrong question comes from. */
const OLD_BEACONS = 16;

/** Questions that are remembered: those of a few shards. */
const MOST_REMEMBERED = 4_096;

/** Where the beacons come from: the chain, or snapshots where there is no chain. */
export type BeaconOf = (block: number) => Promise<string | undefined>;

/** Derives every question anew from the hash of its round's block and the rules. */
export class QuestionChecks {
  readonly #rules: ContestRules;
  readonly #beaconOf: BeaconOf;
  readonly #facts: ChainFacts | null;
  readonly #findings: Findings;
  /** Ids of the environments' questions without their seeds. */
  readonly #forms: ReadonlyMap<string, string>;
  /** Questions by beacon, environment and place in the round: each is asked of many. */
  readonly #drawn = new Map<string, string>();

  constructor(options: { rules: ContestRules; beaconOf: BeaconOf; facts: ChainFacts | null; findings: Findings }) {
    this.#rules = options.rules;
    this.#beaconOf = options.beaconOf;
    this.#facts = options.facts;
    this.#findings = options.findings;
    this.#forms = new Map(
      options.rules.environments.map(({ name, version, params }) => [
        name,
        challengeId({ env: name, version, params, seed: "" }),
      ]),
    );
  }

  /** @returns whether the record is about a question that the rules ask; only such are judged again. */
  async check(audited: AuditedRecord): Promise<boolean> {
    const { record, validator } = audited;
    const { roundBlocks, environments } = this.#rules;
    const asked = environments.find(({ name }) => name === record.env);
    if (asked === undefined || record.index >= asked.questions) {
      this.#findings.deviate(
        recordDeviation(audited, "unknown_question", `the rules ask no question ${record.index} of ${record.env}`, {
          env: record.env,
          index: record.index,
        }),
      );
      return false;
    }
    if (record.block !== record.round * roundBlocks) {
      this.#findings.deviate(
        recordDeviation(
          audited,
          "wrong_round",
          `round ${record.round} is drawn by block ${record.round * roundBlocks}`,
          {
            expected: record.round * roundBlocks,
            recorded: record.block,
          },
        ),
      );
      return this.#hasForm(record);
    }
    if (this.#facts !== null && !(await this.#facts.exists(record.block))) {
      const head = this.#facts.newestBlock;
      this.#findings.deviate(recordDeviation(audited, "future_block", `the newest block is ${head}`, { head }));
      return this.#hasForm(record);
    }
    const beacon = await this.#beaconOf(record.block);
    if (beacon === undefined) {
      this.#findings.note("beacon_unknown", validator, `block ${record.block}`);
      return this.#hasForm(record);
    }
    const expected = this.#challenge(record, beacon);
    if (expected !== record.challenge) await this.#wrongChallenge(audited, expected, beacon);
    return this.#hasForm(record);
  }

  /** Whether the question is of the environment, version and level that the rules ask, whatever its seed. */
  #hasForm({ env, challenge }: RolloutRecord): boolean {
    const withoutSeed = this.#forms.get(env);
    if (withoutSeed === undefined) return false;
    return challenge.startsWith(withoutSeed) && !challenge.slice(withoutSeed.length).includes("/");
  }

  #challenge({ env, index, round }: RolloutRecord, beacon: string): string {
    const id = `${beacon} ${env} ${round} ${index}`;
    const known = this.#drawn.get(id);
    if (known !== undefined) return known;
    const asked = this.#rules.environments.find(({ name }) => name === env);
    const { version = "" } = asked ?? {};
    const seed = questionSeed({ netuid: this.#rules.netuid, env, version, beacon, round, index });
    const drawn = `${this.#forms.get(env) ?? ""}${seed}`;
    if (this.#drawn.size >= MOST_REMEMBERED) this.#drawn.clear();
    this.#drawn.set(id, drawn);
    return drawn;
  }

  async #wrongChallenge(audited: AuditedRecord, expected: string, beacon: string): Promise<void> {
    const old = await this.#oldBeacon(audited.record);
    const message =
      old === undefined
        ? "it is not the question that the round's block draws"
        : `it is the question that block ${old} would draw, which could be known earlier`;
    const evidence = { expected, beacon, ...(old === undefined ? {} : { drawnByBlock: old }) };
    this.#findings.deviate(recordDeviation(audited, "wrong_challenge", message, evidence));
  }

  async #oldBeacon(record: RolloutRecord): Promise<number | undefined> {
    for (let back = 1; back <= OLD_BEACONS && back <= record.block; back += 1) {
      const beacon = await this.#beaconOf(record.block - back);
      if (beacon !== undefined && this.#challenge(record, beacon) === record.challenge) return record.block - back;
    }
    return undefined;
  }
}
