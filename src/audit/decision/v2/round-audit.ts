import {
  isOwnFailure,
  questionsOf,
  type Contestant,
  type ContestRules,
  type RoundPlan,
} from "../../../replay/index.ts";
import type { RolloutRecord } from "../../../record/index.ts";
import type { DeviationCode, Evidence } from "../../deviation.ts";
import type { Findings } from "../../findings.ts";
import { recordDeviation, type AuditedRecord } from "../../records/audited-record.ts";

/** Whether a shard of a validator was seen by the round's deadline. */
export type IsTimely = (seq: number) => boolean;

/** One round whose deadline has passed: whose it was, who was to be asked, and what stands there instead. */
export class RoundAudit {
  readonly #rules: ContestRules;
  readonly #findings: Findings;

  constructor(rules: ContestRules, findings: Findings) {
    this.#rules = rules;
    this.#findings = findings;
  }

  /** Records of a round in which nobody was to be asked. */
  unplanned(records: readonly AuditedRecord[]): void {
    for (const audited of records) {
      this.#findings.derive(recordDeviation(audited, "unasked_record", "nobody was to be asked in this round"));
    }
  }

  /** Records that came when their round had long been decided. */
  late(records: readonly AuditedRecord[]): void {
    for (const audited of records) {
      if (isOwnFailure(audited.record)) continue;
      const message = "it was sealed when its round had been decided";
      this.#findings.derive(recordDeviation(audited, "late_record", message, { shard: audited.key }));
    }
  }

  check(plan: RoundPlan, records: readonly AuditedRecord[], isTimely: IsTimely): void {
    const asked = [...(plan.champion === null ? [] : [plan.champion]), ...plan.challengers];
    const own: AuditedRecord[] = [];
    for (const audited of records) {
      if (audited.validator !== plan.validator) {
        this.#findings.derive(
          recordDeviation(audited, "foreign_round", `the round belongs to ${plan.validator}`, {
            assigned: plan.validator,
            beacon: plan.beacon,
          }),
        );
      } else if (!asked.some(({ hotkey }) => hotkey === audited.record.hotkey)) {
        this.#findings.derive(
          recordDeviation(audited, "unasked_record", "this model was not to be asked in this round"),
        );
      } else own.push(audited);
    }
    if (own.length === 0) {
      this.#missing(plan, "dropped_round", `round ${plan.round} was its own, and it recorded nothing`, {
        beacon: plan.beacon,
        asked: asked.length,
      });
      return;
    }
    for (const contestant of asked) this.#answers(plan, contestant, own, isTimely);
  }

  #answers(plan: RoundPlan, contestant: Contestant, own: readonly AuditedRecord[], isTimely: IsTimely): void {
    const ofContestant = own.filter(({ record }) => record.hotkey === contestant.hotkey);
    for (const { env, index } of questionsOf(plan, this.#rules)) {
      const about = ofContestant.filter(({ record }) => record.env === env && record.index === index);
      if (about.length === 0) {
        this.#missing(plan, "dropped_record", `uid ${contestant.uid} has no record of question ${index} of ${env}`, {
          miner: contestant.hotkey,
          env,
          index,
        });
      }
      for (const audited of about) {
        // A failure of one's own is told as what it is, and counts as missing in any case.
        if (!isTimely(audited.seq) && !isOwnFailure(audited.record)) {
          const message = "it was sealed, or seen by the others, after the round's deadline";
          this.#findings.derive(recordDeviation(audited, "late_record", message, { shard: audited.key }));
        }
        const other = otherThanAsked(audited.record, contestant);
        if (other === undefined) continue;
        const message = `it names another ${other} than the commitment that was to be asked`;
        this.#findings.derive(
          recordDeviation(audited, "unknown_commitment", message, {
            expected: JSON.stringify(expectedOf(contestant)),
            field: other,
          }),
        );
      }
    }
  }

  #missing(plan: RoundPlan, code: DeviationCode, message: string, evidence: Evidence): void {
    const { validator, block, round } = plan;
    this.#findings.derive({ code, validator, record: null, block, round, message, evidence });
  }
}

function expectedOf({ uid, model, revision, committed }: Contestant) {
  return { uid, model, revision, commitBlock: committed.block };
}

function otherThanAsked(record: RolloutRecord, contestant: Contestant): string | undefined {
  const expected = expectedOf(contestant);
  return (Object.keys(expected) as (keyof typeof expected)[]).find((field) => record[field] !== expected[field]);
}
