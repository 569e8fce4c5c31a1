import { Random } from "../../src/core/index.ts";
import { ChallengeTest, testTerms, type TestRound } from "../../src/mechanism/index.ts";
import { logRow } from "../../src/mechanism/affine-v2/table.ts";
import type { BenchResult } from "../bench-result.ts";

const ENVIRONMENTS = 3;

/** Rounds of a copy: the same answers but for one in five, in which either may be right. */
function roundsOf(count: number, validators: number, partialCredit: boolean): TestRound[] {
  const random = Random.from("bench", "affine-v2", count, validators);
  const shares = Array.from({ length: validators }, (_, i) => ({ hotkey: `v${i}`, shareBp: 10_000 / validators }));
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
      champion: { sumThousandths: [600_000, 500_000, 400_000], rounds: 1000 },
      crownedBlock: 0,
      block: 0,
      anchorsBp: [5500, 4500, 3500],
    }),
  );
}

/** Rounds a second through tests, a new one where one ends and wherever the list begins again. */
function replay(rounds: readonly TestRound[], times = 1): number {
  const started = performance.now();
  for (let time = 0; time < times; time += 1) {
    let test = newTest();
    for (const round of rounds) {
      if (test.status.state !== "open") test = newTest();
      test.advance(round);
    }
  }
  return (rounds.length * times * 1000) / (performance.now() - started);
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
  const started = performance.now();
  for (const { record } of rounds) {
    if (record.kind !== "answered" || record.champion === null) continue;
    const total = record.challenger.reduce((sum, score, env) => sum + score - (record.champion?.[env] ?? 0), 0);
    for (const [stream, sum] of sums.entries()) {
      const row = rowOf(20 * total - stream);
      for (let j = 0; j < 6; j += 1) sum[j] = (sum[j] ?? 0n) + (row[j] ?? 0n);
    }
  }
  return (rounds.length * 1000) / (performance.now() - started);
}

export function run(): Promise<BenchResult[]> {
  const [alone, four, partial] = [roundsOf(50_000, 1, false), roundsOf(50_000, 4, false), roundsOf(50_000, 1, true)];
  for (const rounds of [alone, four]) replay(rounds);
  const baseline = replayInBigInt(alone);
  const line = (name: string, rounds: readonly TestRound[], times = 1): BenchResult => {
    const ours = replay(rounds, times);
    const note = "against the sums alone in BigInt";
    return { name, ours, baseline, unit: "rounds/s", ratio: ours / baseline, note };
  };
  return Promise.resolve([
    line("affine-v2 decision a round, 1 validator", alone),
    line("affine-v2 decision a round, 4 validators", four),
    line("affine-v2 decision a round, partial credit", partial),
    line("affine-v2 replay of 1e5 rounds", four, 2),
    line("affine-v2 replay of 1e6 rounds", four, 20),
  ]);
}
