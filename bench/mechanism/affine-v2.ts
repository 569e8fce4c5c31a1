import { Random } from "../../src/core/index.ts";
import {
  ChallengeTest,
  Contest,
  testTerms,
  V2_CONSTANTS,
  type PlayedRound,
  type RoundRecord,
  type TestRound,
} from "../../src/mechanism/index.ts";
import { logRow } from "../../src/mechanism/affine-v2/table.ts";
import type { BenchResult } from "../bench-result.ts";
import { perCpuSecond } from "../cpu-time.ts";

const ENVIRONMENTS = 3;

/** Rounds of a copy: the same answers but for one in five, in which either may be right. */
function roundsOf(count: number, validators: number, partialCredit: boolean): TestRound[] {
  const random = Random.from("bench", "affine-v2", count, validators);
  const shares = Array.from({ length: validators }, (_, i) => ({ hotkey: `v${i}`, share: 10_000 / validators }));
  const one = (): number => (partialCredit ? random.below(1001) : 1000 * random.below(2));
  return Array.from({ length: count }, (_, round) => {
    const champion = Array.from({ length: ENVIRONMENTS }, one);
    const challenger = champion.map((score) => (random.chance(1, 5) ? one() : score));
    const validator = `v${random.below(validators)}`;
    return { round, block: round, validator, validators: shares, record: { kind: "answered", champion, challenger } };
  });
}

function newTest(): ChallengeTest {
  return new ChallengeTest(
    testTerms({
      champion: { sumThousandths: [600_000, 500_000, 400_000], answers: 1000 },
      crownedBlock: 0,
      block: 0,
      anchorsBp: [5500, 4500, 3500],
    }),
  );
}

/** Plays rounds through tests, a new one where one ends and wherever the list begins again. */
function replay(rounds: readonly TestRound[], times: number): number {
  for (let time = 0; time < times; time += 1) {
    let test = newTest();
    for (const round of rounds) {
      if (test.status.state !== "open") test = newTest();
      test.advance(round);
    }
  }
  return rounds.length * times;
}

/** Plays a contest in which every lane is always taken: whoever ends is followed by another one. */
function replayContest(rounds: readonly TestRound[], times: number): number {
  const contest = new Contest({ blindBp: [0, 0, 0] });
  let count = 0;
  let played = 0;
  const admit = (block: number): void => {
    count += 1;
    const id = `m${count}`;
    contest.admit({ id, hotkey: id, committed: { block, tie: "" } }, block);
  };
  for (let at = 0; at < rounds.length * times; at += 1) {
    const source = rounds[at % rounds.length] as TestRound;
    const block = V2_CONSTANTS.roundBlocks * at;
    if (at % 20 === 0) {
      for (let open = contest.entries.filter((entry) => entry.isOpen).length; open < V2_CONSTANTS.lanes; open += 1) {
        admit(block);
      }
    }
    const scheduled = contest.schedule(at, block);
    const records = new Map<string, RoundRecord>(
      scheduled.served.map((id, lane) => [id, (rounds[(at + 97 * lane) % rounds.length] as TestRound).record]),
    );
    const { champion } = source.record as RoundRecord & { kind: "answered" };
    const shared = contest.champion === null ? {} : { champion };
    const { validator, validators } = source;
    contest.play({ ...scheduled, block, validator, validators, records, ...shared } satisfies PlayedRound);
    played += scheduled.served.length;
  }
  return played;
}

/** The same sums (every stream, every stake) kept in BigInt, without looks: what exactness costs otherwise. */
function replayInBigInt(rounds: readonly TestRound[]): number {
  const rows = new Map<number, bigint[]>();
  const rowOf = (steps: number): bigint[] => {
    let row = rows.get(steps);
    if (row === undefined) rows.set(steps, (row = [...logRow(steps, ENVIRONMENTS)].map(BigInt)));
    return row;
  };
  const streams = 4 + 5 * ENVIRONMENTS;
  const sums = Array.from({ length: streams }, () => new Array<bigint>(6).fill(0n));
  for (const { record } of rounds) {
    if (record.kind !== "answered" || record.champion === null) continue;
    const total = record.challenger.reduce((sum, score, env) => sum + score - (record.champion?.[env] ?? 0), 0);
    for (const [stream, sum] of sums.entries()) {
      const row = rowOf(20 * total - stream);
      for (let j = 0; j < 6; j += 1) sum[j] = (sum[j] ?? 0n) + (row[j] ?? 0n);
    }
  }
  return rounds.length;
}

/** A test's rounds a second of processor time, beside keeping its sums in BigInt. */
export function run(): Promise<BenchResult[]> {
  const [alone, four, partial] = [roundsOf(50_000, 1, false), roundsOf(50_000, 4, false), roundsOf(50_000, 1, true)];
  const first = perCpuSecond(() => replay(partial, 1), 1);
  for (const rounds of [alone, four]) replay(rounds, 2);
  const baseline = perCpuSecond(() => replayInBigInt(alone), 3);
  const line = (name: string, ours: number, note = "against the sums alone in BigInt"): BenchResult => {
    return { name, ours, baseline, unit: "rounds/s", ratio: ours / baseline, note };
  };
  return Promise.resolve([
    line(
      "affine-v2 decision a round, 1 validator",
      perCpuSecond(() => replay(alone, 2), 5),
    ),
    line(
      "affine-v2 decision a round, 4 validators",
      perCpuSecond(() => replay(four, 2), 5),
    ),
    line("affine-v2 partial credit, cold tables", first, "every score 0..1000, logarithms computed when first met"),
    line(
      "affine-v2 partial credit, warm tables",
      perCpuSecond(() => replay(partial, 1), 5),
    ),
    line(
      "affine-v2 replay of 1e5 rounds",
      perCpuSecond(() => replay(four, 2), 3),
      "four validators",
    ),
    line(
      "affine-v2 replay of 1e6 rounds",
      perCpuSecond(() => replay(four, 20), 1),
      "four validators",
    ),
    line(
      "affine-v2 contest, all lanes, 1e5 rounds",
      perCpuSecond(() => replayContest(four, 2), 1),
      "rounds of tests a second: schedule, eight tests a round, crowns and restarts",
    ),
  ]);
}
