import { evidenceOf, type Contest, type Entry } from "../mechanism/index.ts";
import type { Admission } from "./admission.ts";
import type { ChallengerState, ContestState } from "./replay-state.ts";

/** The state of a contest with its evidence: a copy that later rounds leave alone. */
export function describeContest(
  contest: Contest,
  admission: Admission,
  at: Pick<ContestState, "block" | "round" | "validators" | "roots" | "crownings">,
): ContestState {
  const { champion } = contest;
  const contestant = champion === null ? undefined : admission.contestant(champion.id);
  return {
    ...at,
    reign: contest.reign,
    champion:
      champion === null || contestant === undefined
        ? null
        : { ...champion, contestant, crownedBlock: contest.crownedBlock ?? 0 },
    championScores: contest.championScores,
    anchorsBp: contest.anchorsBp,
    pendingCrown: contest.pendingCrown,
    unpaid: contest.isUnpaid,
    resting: contest.isResting,
    challengers: contest.entries.flatMap((entry) => challengerOf(entry, admission)),
    standings: admission.standings,
  };
}

function challengerOf(entry: Entry, admission: Admission): ChallengerState[] {
  const contestant = admission.contestant(entry.id);
  if (contestant === undefined) return [];
  const { trial } = entry;
  if (trial === null) return [{ contestant, trial: { kind: "queued" }, admittedBlock: null, epsBp: null }];
  if (trial.kind === "qualification") {
    const { state, rounds, sum } = trial.test;
    const about = { kind: "qualification" as const, state, rounds, sumThousandths: sum };
    return [{ contestant, trial: about, admittedBlock: null, epsBp: null }];
  }
  const { admittedBlock, epsBp } = trial.test.terms;
  return [
    { contestant, trial: { kind: "test", evidence: structuredClone(evidenceOf(trial.test)) }, admittedBlock, epsBp },
  ];
}
