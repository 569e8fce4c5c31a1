import {
  questionsPerRound,
  type ChallengerState,
  type Contestant,
  type ContestRules,
  type ContestState,
} from "../../replay/index.ts";
import { WHOLE_SHARE, type CrownLatches, type StreamEvidence, type TestEvidence } from "../../mechanism/index.ts";
import type { ChallengerStatus, ContestModel, ContestStatus, WealthStatus } from "./contest-status.ts";

/** What the judge knows besides the replayed state. */
export interface ViewContext {
  readonly rules: ContestRules;
  /** Rounds of each validator that were watched, and how many of them were bad. */
  readonly watched: ReadonlyMap<string, { readonly rounds: number; readonly bad: number }>;
  readonly shadow: ContestStatus["shadow"];
}

/** Streams that bet on stopping. */
const FUTILITY: ReadonlySet<string> = new Set(["futile_on_average", "futile_mean", "futile", "harm"]);

/** A replayed state as people see it. */
export function viewContest(state: ContestState, { rules, watched, shadow }: ViewContext): ContestStatus {
  const names = rules.environments.map(({ name }) => name);
  const { champion, championScores, pendingCrown } = state;
  const answers = championScores?.answers ?? 0;
  const meanOf = (env: number): number =>
    answers === 0 ? 0 : Math.floor((championScores?.sumThousandths[env] ?? 0) / answers);
  const pending = state.challengers.find(({ contestant }) => contestant.id === pendingCrown?.id)?.contestant;
  return {
    block: state.block,
    round: state.round,
    lagBlocks: 2 * (rules.champion?.deadlineBlocks ?? 0),
    reign: state.reign,
    champion:
      champion === null
        ? null
        : {
            ...modelOf(champion.contestant),
            crownedBlock: champion.crownedBlock,
            rounds: Math.floor(answers / questionsPerRound(rules)),
            scores: byName(names, meanOf),
          },
    pendingCrown:
      pendingCrown === null || pending === undefined
        ? null
        : { ...modelOf(pending), effectiveBlock: pendingCrown.effectiveBlock },
    unpaid: state.unpaid,
    burnUid: rules.champion?.burnUid ?? null,
    resting: state.resting,
    anchorsBp: byName(names, (env) => state.anchorsBp[env] ?? null),
    challengers: state.challengers.map((challenger) => viewChallenger(challenger, names)),
    outside: state.standings.flatMap(({ uid, hotkey, model, state: standing, reason, detail }) =>
      standing === "waits" || standing === "refused" ? [{ uid, hotkey, model, state: standing, reason, detail }] : [],
    ),
    crowns: state.crownings
      .map(({ contestant, block, rounds: won, byTest, gainBp }) => ({
        ...modelOf(contestant),
        block,
        rounds: won,
        byTest,
        gainBp,
      }))
      .reverse(),
    validators: state.validators.map(({ hotkey, share }) => ({
      hotkey,
      shareBp: Math.round((10_000 * share) / WHOLE_SHARE),
      rounds: watched.get(hotkey)?.rounds ?? 0,
      badRounds: watched.get(hotkey)?.bad ?? 0,
    })),
    shadow,
  };
}

const UNTESTED = {
  reason: null,
  epsBp: null,
  wealth: [],
  futility: [],
  meanGain: null,
  gains: {},
  roundsLeft: null,
  excluded: [],
  againstRounds: 0,
  voidRounds: 0,
};

function viewChallenger({ contestant, trial, epsBp }: ChallengerState, names: readonly string[]): ChallengerStatus {
  const about = { ...modelOf(contestant), committedBlock: contestant.committed.block };
  if (trial.kind === "queued") return { ...about, ...UNTESTED, state: "queued", rounds: 0 };
  if (trial.kind === "qualification") {
    const { state, rounds } = trial;
    return { ...about, ...UNTESTED, state: state === "open" ? "qualifying" : state, rounds };
  }
  const { evidence } = trial;
  const { status } = evidence;
  const view = (stream: StreamEvidence): WealthStatus => viewStream(stream, evidence, names);
  return {
    ...about,
    state: status.state,
    reason: "reason" in status ? reasonOf(status) : null,
    rounds: evidence.rounds,
    epsBp,
    wealth: evidence.streams.filter(({ stream }) => !FUTILITY.has(stream)).map(view),
    futility: evidence.streams.filter(({ stream }) => FUTILITY.has(stream)).map(view),
    meanGain: evidence.meanGain,
    gains: byName(names, (env) => evidence.gains[env] ?? { lowBp: -10_000, highBp: 10_000 }),
    roundsLeft: evidence.roundsLeft,
    excluded: evidence.excluded,
    againstRounds: evidence.againstRounds,
    voidRounds: evidence.voidRounds,
  };
}

function viewStream(
  { stream, env, wealthMilli, levelMilli }: StreamEvidence,
  { latches }: TestEvidence,
  names: readonly string[],
): WealthStatus {
  const environment = env === null ? null : (names[env] ?? null);
  const reached = FUTILITY.has(stream) ? wealthMilli >= levelMilli : isLatched(latches, stream, env ?? 0);
  return { stream, environment, wealthMilli, levelMilli, reached };
}

function isLatched(latches: CrownLatches, stream: string, env: number): boolean {
  switch (stream) {
    case "gain_above_zero":
      return latches.mean;
    case "no_great_loss":
      return latches.noninferiority[env] ?? false;
    case "above_floor":
      return latches.floor[env] ?? false;
    default:
      return latches.superiority;
  }
}

function reasonOf({ reason }: { reason: unknown }): string {
  return String(reason);
}

function modelOf({ uid, hotkey, model, revision }: Contestant): ContestModel {
  return { uid, hotkey, model, revision };
}

function byName<T>(names: readonly string[], of: (env: number) => T): Record<string, T> {
  return Object.fromEntries(names.map((name, env) => [name, of(env)]));
}
