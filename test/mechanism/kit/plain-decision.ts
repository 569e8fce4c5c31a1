import type { TestRound, TestTerms } from "../../../src/mechanism/index.ts";
import { ceilScaledLog, floorScaledLog } from "../../../src/mechanism/affine-v2/logarithm.ts";

const STAKES = [3n, 6n, 12n, 25n, 50n, 90n];

/** What is compared. */
export interface PlainOutcome {
  state: string;
  reason?: string;
  rounds: number;
  excluded: string[];
  /** Every sum of the streams, J a stream: A0, M, then A_e, N_e, L_e of each environment. */
  crown: string[];
  /** G, Gm, then G_e, H_e. */
  futility: string[];
}

/**
 * The decision once more, straight from its description: BigInt only, no tables, and at every look everything is
 * summed anew from the first round.
 */
export function decidePlainly(terms: TestTerms, rounds: readonly TestRound[]): PlainOutcome {
  let excluded: string[] = [];
  const nmax = Math.min(20_000, 12_000 + 2000 * (terms.environments - 3));
  for (let seen = 1; seen <= rounds.length; seen += 1) {
    const all = rounds.slice(0, seen);
    let outcome = lookAt(terms, all, excluded);
    if (!outcome.isLook) continue;
    if (outcome.exclude === undefined) {
      const state = outcome.state ?? (outcome.n >= nmax ? "ended" : undefined);
      if (state !== undefined) return finish(state, outcome, excluded);
      continue;
    }
    // Left out: every look from the first one, which may leave out another.
    let length = 0;
    excluded = [...excluded, outcome.exclude];
    while (length < all.length) {
      length += 1;
      outcome = lookAt(terms, all.slice(0, length), excluded);
      if (!outcome.isLook) continue;
      if (outcome.exclude !== undefined) {
        excluded = [...excluded, outcome.exclude];
        length = 0;
      } else if (outcome.state !== undefined) return finish(outcome.state, outcome, excluded);
    }
  }
  return finish("open", lookAt(terms, rounds, excluded), excluded);
}

function finish(state: string, outcome: ReturnType<typeof lookAt>, excluded: string[]): PlainOutcome {
  const reason = state === "stopped" ? { reason: outcome.reason! } : {};
  return { state, ...reason, rounds: outcome.n, excluded: [...excluded].sort(), ...outcome.streams() };
}

function lookAt(terms: TestTerms, rounds: readonly TestRound[], excluded: readonly string[]) {
  const E = terms.environments;
  const envs = [...terms.deltaBp.keys()];
  const known = new Set<string>();
  const tallies = new Map<string, { rounds: number; missing: number; doubled: number; run: number }>();
  const counted: { validator: string; D: number[]; X: number[]; answered: boolean; shares: TestRound["validators"] }[] =
    [];
  let served = 0;
  let voids = 0;
  let last = false;
  for (const { validator, validators, record } of rounds) {
    for (const { hotkey } of validators) known.add(hotkey);
    last = false;
    if (excluded.includes(validator)) continue;
    served += 1;
    const tally = tallies.get(validator) ?? { rounds: 0, missing: 0, doubled: 0, run: 0 };
    tallies.set(validator, tally);
    tally.rounds += 1;
    const shares = validators.filter((entry) => !excluded.includes(entry.hotkey));
    if (record.kind === "void") continue;
    if (record.kind !== "answered") {
      tally.missing += 1;
      tally.run += 1;
      if (record.kind === "doubled") tally.doubled += 1;
      if (tally.run > 3) continue;
      counted.push({ validator, D: envs.map(() => -1000), X: envs.map(() => 0), answered: false, shares });
      last = true;
      continue;
    }
    tally.run = 0;
    if (record.champion === null && 20 * (voids + 1) <= Math.max(60, served)) {
      voids += 1;
      continue;
    }
    const D = record.challenger.map((score, e) => score - (record.champion === null ? 0 : record.champion[e]!));
    counted.push({ validator, D, X: [...record.challenger], answered: true, shares });
    last = true;
  }
  const n = counted.length;
  const V = known.size;

  /** J sums of one stream over chosen rounds; y = steps / (20000·scale). */
  const sums = (scale: number, steps: (round: (typeof counted)[number]) => number, chosen = counted): bigint[] =>
    STAKES.map((stake) => {
      const unit = BigInt(2_000_000 * scale);
      return chosen.reduce((sum, round) => sum + BigInt(logOf(unit + stake * BigInt(steps(round)), unit)), 0n);
    });
  const reaches = (stream: bigint[], level: number): boolean =>
    stream.some((sum) => sum >= BigInt(ceilScaledLog(BigInt(level) * 6n, 1n)));
  const S = (round: (typeof counted)[number]): number => round.D.reduce((sum, d) => sum + d, 0);
  const crownAt = (upTo: number, without: string | null, top: number, gate: number) => {
    const chosen = counted.slice(0, upTo).filter((round) => round.validator !== without);
    return {
      sup:
        reaches(
          sums(E, (r) => 20 * S(r) - 2 * E * terms.epsBp, chosen),
          2 * top,
        ) ||
        envs.some((e) =>
          reaches(
            sums(1, (r) => 20 * r.D[e]! - 2 * terms.epsBp, chosen),
            2 * E * top,
          ),
        ),
      gates: [
        reaches(
          sums(E, (r) => 20 * S(r), chosen),
          gate,
        ),
        ...envs.map((e) =>
          reaches(
            sums(1, (r) => 20 * r.D[e]! + 2 * terms.deltaBp[e]!, chosen),
            gate,
          ),
        ),
        ...envs.map((e) => {
          const floor = terms.floorBp[e] ?? 0;
          return (
            floor <= 0 ||
            reaches(
              sums(1, (r) => 20 * r.X[e]! - 2 * floor, chosen),
              gate,
            )
          );
        }),
      ],
    };
  };
  const answered = counted.filter((round) => round.answered);
  const streams = (): Pick<PlainOutcome, "crown" | "futility"> => ({
    crown: [
      ...sums(E, (r) => 20 * S(r) - 2 * E * terms.epsBp),
      ...sums(E, (r) => 20 * S(r)),
      ...envs.flatMap((e) => {
        const floor = terms.floorBp[e] ?? 0;
        return [
          ...sums(1, (r) => 20 * r.D[e]! - 2 * terms.epsBp),
          ...sums(1, (r) => 20 * r.D[e]! + 2 * terms.deltaBp[e]!),
          ...(floor <= 0 ? STAKES.map(() => 0n) : sums(1, (r) => 20 * r.X[e]! - 2 * floor)),
        ];
      }),
    ].map(String),
    futility: [
      ...sums(E, (r) => 600 - 20 * S(r), answered),
      ...sums(E, (r) => 2 * E * (terms.epsBp + 150) - 20 * S(r), answered),
      ...envs.flatMap((e) => [
        ...sums(1, (r) => 2 * (terms.epsBp + 300) - 20 * r.D[e]!, answered),
        ...sums(1, (r) => -terms.deltaBp[e]! - 20 * r.D[e]!, answered),
      ]),
    ].map(String),
  });
  const isLook = last && n % 20 === 0;
  const result = { n, streams, isLook };
  if (!isLook) return { ...result, state: undefined, reason: undefined, exclude: undefined };

  if (V >= 2) {
    const mayExclude = excluded.length < V - 2;
    const barred = [...tallies].filter(([, t]) => t.doubled > 0 || t.missing > Math.floor(t.rounds / 100) + 3);
    const first = barred.map(([hotkey]) => hotkey).sort()[0];
    const none = { ...result, state: undefined, reason: undefined };
    if (mayExclude && first !== undefined) return { ...none, exclude: first };
    const worst = quarrel(E, counted, S);
    if (worst !== undefined && worst.statistic >= BigInt(ceilScaledLog(80_000n * BigInt(V), 1n))) {
      if (V === 2) return { ...result, state: "frozen", reason: undefined, exclude: undefined };
      if (mayExclude) return { ...none, exclude: worst.hotkey };
    }
  }
  const looks = Array.from({ length: n / 20 }, (_, index) => 20 * (index + 1));
  const latched = (without: string | null, top: number, gate: number): boolean => {
    const at = looks.map((upTo) => crownAt(upTo, without, top, gate));
    return at.some(({ sup }) => sup) && at[0]!.gates.every((_, gateIndex) => at.some(({ gates }) => gates[gateIndex]));
  };
  const owners = [...new Set(counted.map((round) => round.validator))];
  if (latched(null, 100_000, 100) && (V < 2 || owners.every((owner) => latched(owner, 1000, 10)))) {
    return { ...result, state: "candidate", reason: undefined, exclude: undefined };
  }
  const futile = (without: string | null, level: number): string | undefined => {
    const answered = (upTo: number) =>
      counted.slice(0, upTo).filter((round) => round.answered && round.validator !== without);
    const now = answered(n);
    const anytime = (check: (chosen: typeof counted) => boolean): boolean =>
      looks.some((upTo) => check(answered(upTo)));
    if (
      envs.some((e) =>
        reaches(
          sums(1, (r) => -terms.deltaBp[e]! - 20 * r.D[e]!, now),
          level * E,
        ),
      )
    )
      return "harm";
    if (
      reaches(
        sums(E, (r) => 600 - 20 * S(r), now),
        level,
      )
    )
      return "no_gain_in_sight";
    const nowhere =
      anytime((chosen) =>
        reaches(
          sums(E, (r) => 2 * E * (terms.epsBp + 150) - 20 * S(r), chosen),
          level,
        ),
      ) &&
      envs.every((e) =>
        anytime((chosen) =>
          reaches(
            sums(1, (r) => 2 * (terms.epsBp + 300) - 20 * r.D[e]!, chosen),
            level,
          ),
        ),
      );
    return nowhere ? "no_gain_anywhere" : undefined;
  };
  const withoutEach = V < 3 || owners.every((owner) => futile(owner, 2) !== undefined);
  const reason = withoutEach ? futile(null, 10) : undefined;
  return { ...result, state: reason === undefined ? undefined : "stopped", reason, exclude: undefined };
}

function quarrel(
  E: number,
  counted: readonly { validator: string; D: number[]; answered: boolean; shares: TestRound["validators"] }[],
  S: (round: never) => number,
): { hotkey: string; statistic: bigint } | undefined {
  const sums = new Map<string, bigint[]>();
  let total = 0;
  let rounds = 0;
  let center = 0;
  for (const [index, round] of counted.entries()) {
    if (round.answered) {
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
    .map(([hotkey, bets]) => ({ hotkey, statistic: bets.reduce((a, b) => (a > b ? a : b)) }))
    .sort((a, b) =>
      a.statistic === b.statistic ? (a.hotkey < b.hotkey ? -1 : 1) : a.statistic > b.statistic ? -1 : 1,
    )[0];
}

const logs = new Map<string, number>();
function logOf(numerator: bigint, denominator: bigint): number {
  const key = `${numerator}/${denominator}`;
  let log = logs.get(key);
  if (log === undefined) logs.set(key, (log = floorScaledLog(numerator, denominator)));
  return log;
}
