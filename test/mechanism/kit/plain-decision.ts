import type { TestRound, TestTerms } from "../../../src/mechanism/index.ts";
import { ceilScaledLog } from "../../../src/mechanism/affine-v2/logarithm.ts";
import type { PlainOutcome } from "./plain-outcome.ts";
import { isOut, logOf, partsOf, quarrel, withRemoved, type Removed, type Share } from "./plain-quarrel.ts";

const STAKES = [3n, 6n, 12n, 25n, 50n, 90n];

/**
 * The decision once more, straight from its description: BigInt only, no tables, at every look everything is summed
 * anew from the first round, and every coalition is tried.
 */
export function decidePlainly(terms: TestTerms, rounds: readonly TestRound[]): PlainOutcome {
  let removed: Removed = new Map();
  const nmax = Math.min(20_000, 12_000 + 2000 * (terms.environments - 3));
  for (let seen = 1; seen <= rounds.length; seen += 1) {
    const all = rounds.slice(0, seen);
    let outcome = lookAt(terms, all, removed);
    if (!outcome.isLook) continue;
    if (outcome.exclude === undefined) {
      const state = outcome.state ?? (outcome.n >= nmax ? "ended" : undefined);
      if (state !== undefined) return finish(state, outcome, removed, all);
      continue;
    }
    // Left out: every look from the first one, which may leave out another.
    let length = 0;
    removed = withRemoved(removed, outcome.exclude, all);
    while (length < all.length) {
      length += 1;
      const some = all.slice(0, length);
      outcome = lookAt(terms, some, removed);
      if (!outcome.isLook) continue;
      if (outcome.exclude !== undefined) {
        removed = withRemoved(removed, outcome.exclude, some);
        length = 0;
      } else if (outcome.state !== undefined) return finish(outcome.state, outcome, removed, some);
    }
  }
  return finish("open", lookAt(terms, rounds, removed), removed, rounds);
}

function finish(
  state: string,
  outcome: ReturnType<typeof lookAt>,
  removed: Removed,
  rounds: readonly TestRound[],
): PlainOutcome {
  const reason = state === "stopped" ? { reason: outcome.reason! } : {};
  const last = rounds.at(-1)?.round ?? 0;
  const excluded = [...removed.keys()].filter((hotkey) => isOut(removed, hotkey, last)).sort();
  return { state, ...reason, rounds: outcome.n, excluded, ...outcome.streams() };
}

function lookAt(terms: TestTerms, rounds: readonly TestRound[], removed: Removed) {
  const E = terms.environments;
  const m = terms.questions;
  const largest = 1000 * m;
  const step = 20 / m;
  const envs = [...terms.deltaBp.keys()];
  const known = new Set<string>();
  const start: readonly Share[] = rounds[0]?.validators ?? [];
  const { total, shareOf, isThird, isSingle, majority } = partsOf(start);
  const tallies = new Map<string, { rounds: number; allowed: number; against: number; doubled: number; run: number }>();
  const counted: {
    validator: string;
    D: number[];
    /** With the champion's unanswered questions as wrong ones. */
    most: number[];
    X: number[];
    answered: boolean;
    missing: boolean;
    shares: TestRound["validators"];
  }[] = [];
  let last = false;
  for (const { round, validator, validators, record, unpaid } of rounds) {
    for (const { hotkey } of validators) known.add(hotkey);
    last = false;
    if (isOut(removed, validator, round)) continue;
    const tally = tallies.get(validator) ?? { rounds: 0, allowed: 0, against: 0, doubled: 0, run: 0 };
    tallies.set(validator, tally);
    tally.rounds += 1;
    const shares = validators.filter((entry) => !isOut(removed, entry.hotkey, round));
    if (record.kind === "void") continue;
    if (record.kind !== "answered") {
      tally.run += 1;
      if (record.kind === "doubled") tally.doubled += 1;
      if (tally.run > 3) continue;
      if (validators.length >= 3 && 50 * (tally.allowed + 1) <= tally.rounds) {
        tally.allowed += 1;
        continue;
      }
      tally.against += 1;
      const [D, X] = [envs.map(() => -largest), envs.map(() => 0)];
      counted.push({ validator, D, most: [], X, answered: false, missing: true, shares });
      last = true;
      continue;
    }
    tally.run = 0;
    const { champion, nulls = envs.map(() => 0), challenger } = record;
    const best = (e: number): number => (champion === null ? largest : champion[e]! + 1000 * nulls[e]!);
    const D = challenger.map((score, e) => score - best(e));
    counted.push({
      validator,
      D,
      most: challenger.map((score, e) => score - (champion === null ? 0 : champion[e]!)),
      X: [...challenger],
      answered: unpaid !== true,
      missing: false,
      shares,
    });
    last = true;
  }
  const n = counted.length;

  /** J sums of one stream over chosen rounds; y = steps / (20000·scale). */
  const sums = (scale: number, steps: (round: (typeof counted)[number]) => number, chosen = counted): bigint[] =>
    STAKES.map((stake) => {
      const unit = BigInt(2_000_000 * scale);
      return chosen.reduce((sum, round) => sum + BigInt(logOf(unit + stake * BigInt(steps(round)), unit)), 0n);
    });
  const owners = [...new Set(counted.map((round) => round.validator))];
  const free = owners.filter((owner) => shareOf(owner) === 0);
  const held = owners.filter((owner) => shareOf(owner) > 0);
  const coalitions = [
    ...Array.from({ length: 2 ** held.length }, (_, bits) => held.filter((__, at) => (bits >> at) % 2 === 1)).filter(
      isThird,
    ),
    ...held.filter(isSingle).map((one) => [one]),
  ].flatMap((set) =>
    Array.from({ length: 2 ** free.length }, (_, bits) => [...set, ...free.filter((__, at) => (bits >> at) % 2 === 1)]),
  );
  /** The sums of a stream; without any coalition the least that each can leave, purse by purse. */
  const left = (
    scale: number,
    steps: (round: (typeof counted)[number]) => number,
    chosen: typeof counted,
    robust: boolean,
  ): bigint[] => {
    if (!robust) return sums(scale, steps, chosen);
    const each = coalitions.map((set) =>
      sums(
        scale,
        steps,
        chosen.filter((round) => !set.includes(round.validator)),
      ),
    );
    return STAKES.map((_, j) => each.map((own) => own[j]!).reduce((a, b) => (a < b ? a : b)));
  };
  const reaches = (stream: bigint[], level: number | bigint): boolean =>
    stream.some((sum) => sum >= BigInt(ceilScaledLog(BigInt(level) * 6n, 1n)));
  const S = (round: (typeof counted)[number]): number => round.D.reduce((sum, d) => sum + d, 0);
  const most = (round: (typeof counted)[number]): number => round.most.reduce((sum, d) => sum + d, 0);
  const choices = [...removed.values()].reduce(
    (all, { periods }) => all * 8n * BigInt(known.size) * BigInt(periods) * BigInt(periods + 1),
    1n,
  );
  const crownAt = (upTo: number, robust: boolean, top: bigint, gate: number) => {
    const chosen = counted.slice(0, upTo);
    return {
      sup:
        reaches(
          left(E, (r) => step * S(r) - 2 * E * terms.epsBp, chosen, robust),
          2n * top,
        ) ||
        envs.some((e) =>
          reaches(
            left(1, (r) => step * r.D[e]! - 2 * terms.epsBp, chosen, robust),
            2n * BigInt(E) * top,
          ),
        ),
      gates: [
        reaches(
          left(E, (r) => step * S(r), chosen, robust),
          gate,
        ),
        ...envs.map((e) =>
          reaches(
            left(1, (r) => step * r.D[e]! + 2 * terms.deltaBp[e]!, chosen, robust),
            gate,
          ),
        ),
        ...envs.map((e) => {
          const floor = terms.floorBp[e] ?? 0;
          return (
            floor <= 0 ||
            reaches(
              left(1, (r) => step * r.X[e]! - 2 * floor, chosen, robust),
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
      ...sums(E, (r) => step * S(r) - 2 * E * terms.epsBp),
      ...sums(E, (r) => step * S(r)),
      ...envs.flatMap((e) => {
        const floor = terms.floorBp[e] ?? 0;
        return [
          ...sums(1, (r) => step * r.D[e]! - 2 * terms.epsBp),
          ...sums(1, (r) => step * r.D[e]! + 2 * terms.deltaBp[e]!),
          ...(floor <= 0 ? STAKES.map(() => 0n) : sums(1, (r) => step * r.X[e]! - 2 * floor)),
        ];
      }),
    ].map(String),
    futility: [
      ...sums(E, (r) => 600 - step * most(r), answered),
      ...sums(E, (r) => 2 * E * (terms.epsBp + 150) - step * most(r), answered),
      ...envs.flatMap((e) => [
        ...sums(1, (r) => 2 * (terms.epsBp + 300) - step * r.most[e]!, answered),
        ...sums(1, (r) => -terms.deltaBp[e]! - step * r.most[e]!, answered),
      ]),
    ].map(String),
  });
  const isLook = last && n % 20 === 0;
  const result = { n, streams, isLook };
  if (!isLook) return { ...result, state: undefined, reason: undefined, exclude: undefined };

  const now = rounds.at(-1)!;
  if (now.validators.length >= 2) {
    const out = [...removed.keys()].filter((hotkey) => isOut(removed, hotkey, now.round));
    const mayExclude = (hotkey: string): boolean => {
      if (hotkey === majority) return false;
      const all = [...out, hotkey];
      const sharing = all.filter((one) => shareOf(one) > 0);
      return isThird(all) || (sharing.length === 1 && 2_000_000 * shareOf(sharing[0]!) < 999_998 * total);
    };
    const none = { ...result, state: undefined, reason: undefined };
    if (start.length > 2) {
      for (const [hotkey, t] of [...tallies].sort(([a], [b]) => (a < b ? -1 : 1))) {
        const over = t.against > Math.floor(t.rounds / 100) + 3;
        const reason = t.doubled > 0 ? ("doubled" as const) : ("over_quota" as const);
        if ((t.doubled > 0 || over) && mayExclude(hotkey)) return { ...none, exclude: { hotkey, reason } };
      }
    }
    const worst = quarrel(E * m, counted, S, majority);
    if (worst !== undefined && worst.statistic >= BigInt(ceilScaledLog(80_000n * BigInt(known.size), 1n))) {
      if (mayExclude(worst.hotkey))
        return { ...none, exclude: { hotkey: worst.hotkey, reason: "discrepancy" as const } };
      if (start.length <= 2 && majority === undefined) {
        return { ...result, state: "frozen", reason: undefined, exclude: undefined };
      }
    }
  }
  const looks = Array.from({ length: n / 20 }, (_, index) => 20 * (index + 1));
  const latched = (robust: boolean, top: bigint, gate: number): boolean => {
    const at = looks.map((upTo) => crownAt(upTo, robust, top, gate));
    return at.some(({ sup }) => sup) && at[0]!.gates.every((_, gateIndex) => at.some(({ gates }) => gates[gateIndex]));
  };
  const top = BigInt(terms.level) * choices;
  if (latched(false, top, 100) && latched(true, (top + 99n) / 100n, 10)) {
    return { ...result, state: "candidate", reason: undefined, exclude: undefined };
  }
  const futile = (robust: boolean, level: number): string | undefined => {
    const some = (upTo: number) => counted.slice(0, upTo).filter((round) => round.answered);
    const all = some(n);
    const anytime = (check: (chosen: typeof counted) => boolean): boolean => looks.some((upTo) => check(some(upTo)));
    if (
      envs.some((e) =>
        reaches(
          left(1, (r) => -terms.deltaBp[e]! - step * r.most[e]!, all, robust),
          level * E,
        ),
      )
    )
      return "harm";
    if (
      reaches(
        left(E, (r) => 600 - step * most(r), all, robust),
        level,
      )
    )
      return "no_gain_in_sight";
    const nowhere =
      anytime((chosen) =>
        reaches(
          left(E, (r) => 2 * E * (terms.epsBp + 150) - step * most(r), chosen, robust),
          level,
        ),
      ) &&
      envs.every((e) =>
        anytime((chosen) =>
          reaches(
            left(1, (r) => 2 * (terms.epsBp + 300) - step * r.most[e]!, chosen, robust),
            level,
          ),
        ),
      );
    return nowhere ? "no_gain_anywhere" : undefined;
  };
  const withoutCoalition = start.length < 3 || futile(true, 2) !== undefined;
  const reason = withoutCoalition && now.unpaid !== true ? futile(false, 10) : undefined;
  return { ...result, state: reason === undefined ? undefined : "stopped", reason, exclude: undefined };
}
