import type { SharedValues } from "../../core/index.ts";
import type { RoundRecord, TestRound, ValidatorShare } from "./round.ts";

/** A round of a test as a saved state holds it; `validators` is a place among the shared values. */
export type SavedTestRound = readonly [
  round: number,
  block: number,
  validator: string,
  validators: number,
  record: RoundRecord,
  unpaid: boolean,
];

export function saveTestRound(of: TestRound, shared: SharedValues): SavedTestRound {
  const { round, block, validator, validators, record, unpaid = false } = of;
  // Late and missing count alike, and which of them it is depends on what has arrived by when.
  const told: RoundRecord = record.kind === "late" ? { kind: "missing" } : record;
  return [round, block, validator, shared.put(validators), told, unpaid];
}

export function loadTestRound(saved: SavedTestRound, shared: SharedValues): TestRound {
  const [round, block, validator, validators, record, unpaid] = saved;
  return { round, block, validator, validators: shared.get<readonly ValidatorShare[]>(validators), record, unpaid };
}
