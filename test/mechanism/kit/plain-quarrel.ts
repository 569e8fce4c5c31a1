import type { TestRound } from "../../../src/mechanism/index.ts";
import { floorScaledLog } from "../../../src/mechanism/affine-v2/logarithm.ts";

/** Whose rounds are removed, up to which round, how many periods that is, and how often it was discrepant. */
export type Removed = Map<string, { until: number; periods: number; discrepancies: number }>;
export type Share = { hotkey: string; share: number };

/** Who is how much of those at the start: a third and a half, with a part in a million. */
export function partsOf(start: readonly Share[]) {
  const total = start.reduce((sum, { share }) => sum + share, 0);
  const shareOf = (hotkey: string): number => start.find((entry) => entry.hotkey === hotkey)?.share ?? 0;
  const isThird = (hotkeys: readonly string[]): boolean =>
    3_000_000 * hotkeys.reduce((sum, hotkey) => sum + shareOf(hotkey), 0) <= 1_000_003 * total;
  const isSingle = (hotkey: string): boolean => 2_000_000 * shareOf(hotkey) <= 1_000_002 * total;
  return { total, shareOf, isThird, isSingle, majority: start.find(({ hotkey }) => !isSingle(hotkey))?.hotkey };
}

/** One more is left out. */
export function withRemoved(
  removed: Removed,
  { hotkey, reason }: { hotkey: string; reason: "doubled" | "over_quota" | "discrepancy" },
  rounds: readonly TestRound[],
): Removed {
  const first = rounds[0]!.round;
  const discrepancies = (removed.get(hotkey)?.discrepancies ?? 0) + (reason === "discrepancy" ? 1 : 0);
  const terms = reason === "discrepancy" ? 2 ** (discrepancies - 1) : 1;
  const periods = Math.floor((rounds.at(-1)!.round - first) / 1200) + 1 + terms;
  const entry =
    reason === "doubled"
      ? { until: Infinity, periods: 1, discrepancies }
      : { until: first + 1200 * periods, periods, discrepancies };
  return new Map([...removed, [hotkey, entry]]);
}

export const isOut = (removed: Removed, hotkey: string, round: number): boolean =>
  removed.has(hotkey) && round < removed.get(hotkey)!.until;

/** The validator whose rounds differ most from the others'. */
export function quarrel(
  E: number,
  counted: readonly { validator: string; D: number[]; missing: boolean; shares: TestRound["validators"] }[],
  S: (round: never) => number,
  believed: string | undefined,
): { hotkey: string; statistic: bigint } | undefined {
  const sums = new Map<string, bigint[]>();
  let total = 0;
  let rounds = 0;
  let center = 0;
  for (const [index, round] of counted.entries()) {
    if (!round.missing) {
      const whole = round.shares.reduce((all, entry) => all + entry.share, 0);
      for (const { hotkey, share } of round.shares) {
        const bets = sums.get(hotkey) ?? new Array<bigint>(8).fill(0n);
        sums.set(hotkey, bets);
        [5, 10, 20, 40].forEach((stake, l) => {
          for (const sign of [1, -1]) {
            const unit = 100n * BigInt(whole) * BigInt(E) * 1000n;
            const surprise = BigInt((round.validator === hotkey ? whole : 0) - share);
            const gain = BigInt(S(round as never) - center * E);
            bets[2 * l + (sign === 1 ? 0 : 1)]! += BigInt(logOf(unit + BigInt(sign * stake) * surprise * gain, unit));
          }
        });
      }
      total += S(round as never);
      rounds += 1;
    }
    if ((index + 1) % 20 === 0 && rounds > 0) center = Math.floor(total / (E * rounds));
  }
  return [...sums]
    .filter(([hotkey]) => hotkey !== believed)
    .map(([hotkey, bets]) => ({ hotkey, statistic: bets.reduce((a, b) => (a > b ? a : b)) }))
    .sort((a, b) =>
      a.statistic === b.statistic ? (a.hotkey < b.hotkey ? -1 : 1) : a.statistic > b.statistic ? -1 : 1,
    )[0];
}

const logs = new Map<string, number>();
export function logOf(numerator: bigint, denominator: bigint): number {
  const key = `${numerator}/${denominator}`;
  let log = logs.get(key);
  if (log === undefined) logs.set(key, (log = floorScaledLog(numerator, denominator)));
  return log;
}
