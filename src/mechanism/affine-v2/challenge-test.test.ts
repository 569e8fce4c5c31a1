import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ChallengeTest, evidenceOf, testTerms, type RoundRecord, type TestRound, type TestTerms } from "../index.ts";
import { Evaluation } from "./evaluation.ts";
import { ceilScaledLog, floorScaledLog } from "./logarithm.ts";

/** The quick tier is seeded; the full one draws anew, more, and prints its seeds on failure. */
const FULL = process.env["AFFINE_TEST_TIER"] === "full";
const runs = (numRuns: number): fc.Parameters<unknown> =>
  FULL ? { numRuns: 30 * numRuns, endOnFailure: true } : { numRuns, seed: 120, endOnFailure: true };
const STAKES = [3n, 6n, 12n, 25n, 50n, 90n];

/** Shares of 1 to 5 validators, in basis points. */
const shareLists = [
  [10_000],
  [5000, 5000],
  [3334, 3333, 3333],
  [2500, 2500, 2500, 2500],
  [2500, 2500, 2500, 2000, 500],
].map((list) => list.map((shareBp, index) => ({ hotkey: `v${index}`, shareBp })));

interface PlainOutcome {
  state: string;
  reason?: string;
  rounds: number;
  excluded: string[];
  A0: string[];
}

/**
 * The decision once more, straight from its description: BigInt only, no tables, and at every look everything is
 * summed anew from the first round.
 */
function decidePlainly(terms: TestTerms, rounds: readonly TestRound[]): PlainOutcome {
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
  return { state, ...reason, rounds: outcome.n, excluded: [...excluded].sort(), A0: outcome.A0.map(String) };
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
  const A0 = sums(E, (r) => 20 * S(r) - 2 * E * terms.epsBp);
  const isLook = last && n % 20 === 0;
  const result = { n, A0, isLook };
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
      const whole = round.shares.reduce((all, entry) => all + entry.shareBp, 0);
      for (const { hotkey, shareBp } of round.shares) {
        const bets = sums.get(hotkey) ?? new Array<bigint>(8).fill(0n);
        sums.set(hotkey, bets);
        [5, 10, 20, 40].forEach((stake, l) => {
          for (const sign of [1, -1]) {
            const unit = 100n * BigInt(whole) * BigInt(E) * 1000n;
            const surprise = BigInt((round.validator === hotkey ? whole : 0) - shareBp);
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

interface Drawn {
  terms: TestTerms;
  rounds: TestRound[];
}

/** Tests in which something happens soon: gains, losses, forgers, missing and doubled records, dead champions. */
const drawn: fc.Arbitrary<Drawn> = fc
  .record({
    environments: fc.integer({ min: 1, max: 3 }),
    validators: fc.constantFrom(...shareLists),
    gain: fc.constantFrom(-300, -50, 0, 100, 300, 600),
    forger: fc.constantFrom(-1, -1, 0),
    forged: fc.constantFrom(-1000, 1000),
    faults: fc.constantFrom(0, 0, 30, 150),
    length: fc.integer({ min: 1, max: 160 }),
    seed: fc.integer({ min: 1, max: 2 ** 30 }),
    anchorBp: fc.constantFrom(null, 500, 4000),
  })
  .map((choice) => {
    const random = generator(choice.seed);
    const envs = Array.from({ length: choice.environments }, (_, e) => e);
    const rounds = Array.from({ length: choice.length }, (_, round): TestRound => {
      const owner = random(choice.validators.length);
      const validator = choice.validators[owner]!.hotkey;
      return { round, block: 3 * round, validator, validators: choice.validators, record: recordOf(owner) };
    });
    function recordOf(owner: number): RoundRecord {
      if (random(1000) < choice.faults) {
        const kinds = ["missing", "late", "invalid", "doubled", "void"] as const;
        return { kind: kinds[random(20) === 0 ? 3 : random(3)]! };
      }
      const champion = envs.map(() => (random(4) === 0 ? random(1001) : 1000 * random(2)));
      let challenger = champion.map((score) =>
        random(1000) < Math.abs(choice.gain) ? (choice.gain > 0 ? 1000 : 0) : score,
      );
      if (owner === choice.forger)
        challenger = champion.map((score) => Math.max(0, Math.min(1000, score + choice.forged)));
      return { kind: "answered", champion: random(1000) < choice.faults ? null : champion, challenger };
    }
    const terms = testTerms({
      champion: { sumThousandths: envs.map((e) => 300_000 + 100_000 * e), rounds: 600 },
      crownedBlock: 0,
      block: 20_000,
      anchorsBp: envs.map(() => choice.anchorBp),
    });
    return { terms, rounds };
  });

/** A small generator of integers below n; tests only. */
function generator(seed: number): (n: number) => number {
  let state = seed >>> 0;
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
}

function play({ terms, rounds }: Drawn): ChallengeTest {
  const challenge = new ChallengeTest(terms);
  for (const round of rounds) challenge.advance(round);
  return challenge;
}

function summary(challenge: ChallengeTest): PlainOutcome {
  const { status, evaluation } = challenge;
  return {
    state: status.state,
    ...(status.state === "stopped" ? { reason: status.reason } : {}),
    rounds: evaluation.rounds,
    excluded: [...evaluation.excluded].sort(),
    A0: [...evaluation.crown.slice(0, 6)].map(String),
  };
}

describe("ChallengeTest", () => {
  test("law: futility decides only after the crown has been looked at: it never takes one away at that look", () => {
    fc.assert(
      fc.property(drawn, (input) => {
        const decided = summary(play(input));
        fc.pre(decided.excluded.length === 0);
        const evaluation = new Evaluation(input.terms, new Set());
        let crownedAt: number | null = null;
        for (const round of input.rounds) {
          if (crownedAt === null && evaluation.add(round) && evaluation.look().kind === "candidate") {
            crownedAt = evaluation.rounds;
          }
        }
        if (decided.state === "candidate") expect(crownedAt).toBe(decided.rounds);
        if (crownedAt === null) expect(decided.state).not.toBe("candidate");
      }),
      runs(60),
    );
  });

  test("law: equals the decision written plainly in BigInt and summed anew at every look", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(drawn, (input) => {
        const outcome = summary(play(input));
        seen.set(outcome.state, (seen.get(outcome.state) ?? 0) + 1);
        if (outcome.excluded.length > 0) seen.set("excluded", (seen.get("excluded") ?? 0) + 1);
        expect(outcome).toEqual(decidePlainly(input.terms, input.rounds));
      }),
      runs(15),
    );
    for (const state of ["open", "candidate", "stopped"]) expect([state, seen.has(state)]).toEqual([state, true]);
    if (FULL) expect(seen.get("excluded")).toBeGreaterThan(5);
  });

  test("law: later rounds never change a decision, and evidence is the same for any way of reading", () => {
    fc.assert(
      fc.property(drawn, fc.nat(160), (input, cut) => {
        const early = play({ ...input, rounds: input.rounds.slice(0, cut) });
        const whole = play(input);
        if (early.status.state !== "open") expect(summary(whole)).toEqual(summary(early));
        for (const round of input.rounds.slice(cut)) early.advance(round);
        expect(evidenceOf(early)).toEqual(evidenceOf(whole));
      }),
      runs(60),
    );
  });

  test("law: the order of answered rounds between two looks is no matter", () => {
    fc.assert(
      fc.property(drawn, fc.integer(), (input, seed) => {
        const rounds = input.rounds.filter(({ record }) => record.kind === "answered" && record.champion !== null);
        const random = generator(seed);
        const shuffled: TestRound[] = [];
        for (let start = 0; start + 20 <= rounds.length; start += 20) {
          const block = rounds.slice(start, start + 20);
          for (let i = 19; i > 0; i -= 1) {
            const j = random(i + 1);
            [block[i], block[j]] = [block[j]!, block[i]!];
          }
          shuffled.push(...block.map((round, i) => ({ ...round, round: start + i, block: start + i })));
        }
        const ordered = rounds.slice(0, shuffled.length).map((round, i) => ({ ...round, round: i, block: i }));
        // A validator left out in the middle shifts the looks of the others' rounds; the law is about full records.
        fc.pre(new Set(rounds.map((round) => round.validator)).size < 3);
        expect(summary(play({ ...input, rounds: shuffled }))).toEqual(summary(play({ ...input, rounds: ordered })));
      }),
      runs(60),
    );
  });

  test("law: a better score never un-crowns, and an error never helps", () => {
    let crowned = 0;
    fc.assert(
      fc.property(drawn, fc.integer(), (input, seed) => {
        const random = generator(seed);
        const alone = input.rounds.map((round) => ({ ...round, validator: "v0", validators: shareLists[0]! }));
        const better = alone.map((round) => change(round, (score) => Math.min(1000, score + random(2) * random(1001))));
        const worse = alone.map((round) => change(round, (score) => (random(30) === 0 ? 0 : score)));
        const [low, middle, high] = [worse, alone, better].map((rounds) => play({ ...input, rounds }));
        if (middle!.status.state === "candidate") crowned += 1;
        if (low!.status.state === "candidate") expect(middle!.status.state).toBe("candidate");
        if (middle!.status.state === "candidate") {
          expect(high!.status.state).toBe("candidate");
          expect(high!.evaluation.rounds).toBeLessThanOrEqual(middle!.evaluation.rounds);
        }
      }),
      runs(60),
    );
    expect(crowned).toBeGreaterThan(0);
  });

  test("law: a missing, late, invalid or doubled round is never better than the worst that could be recorded", () => {
    fc.assert(
      fc.property(drawn, fc.nat(159), fc.constantFrom("missing", "late", "invalid", "doubled"), (input, at, kind) => {
        const alone = input.rounds.map((round) => ({ ...round, validator: "v0", validators: shareLists[0]! }));
        const dropped = alone.map((round, i) => (i === at ? { ...round, record: { kind } } : round));
        const [kept, without] = [alone, dropped].map((rounds) => play({ ...input, rounds }));
        const record = alone[at]?.record;
        fc.pre(record?.kind === "answered" && record.champion !== null);
        const comparable = kept!.evaluation.rounds === without!.evaluation.rounds;
        fc.pre(comparable && kept!.evaluation.terms.environments === record.challenger.length);
        for (const [j, sum] of kept!.evaluation.crown.entries()) {
          expect(without!.evaluation.crown[j]).toBeLessThanOrEqual(sum);
        }
      }),
      runs(60),
    );
  });

  test("behavior: of a run of more than three missing rounds three count", () => {
    const terms = testTerms({
      champion: { sumThousandths: [500], rounds: 1 },
      crownedBlock: 0,
      block: 0,
      anchorsBp: [null],
    });
    const rounds = Array.from("mmmmmmammmm").map((what, round): TestRound => ({
      round,
      block: round,
      validator: "v0",
      validators: shareLists[0]!,
      record: what === "m" ? { kind: "missing" } : { kind: "answered", champion: [0], challenger: [1000] },
    }));
    const { evaluation } = play({ terms, rounds });
    expect([evaluation.rounds, evaluation.against, evaluation.reader.voids]).toEqual([7, 6, 4]);
    expect(evaluation.sum).toBe(1000 - 6000);
  });

  test("behavior: duplicates, old rounds, strangers and malformed scores are refused or count as invalid; nothing throws", () => {
    const [first] = fc.sample(drawn, { seed: 1, numRuns: 1 });
    const challenge = new ChallengeTest(first!.terms);
    const base: TestRound = {
      round: 5,
      block: 15,
      validator: "v0",
      validators: shareLists[0]!,
      record: { kind: "void" },
    };
    challenge.advance(base);
    challenge.advance(base);
    challenge.advance({ ...base, round: 4 });
    challenge.advance({ ...base, round: 6, block: 14 });
    challenge.advance({ ...base, round: 7, validator: "nobody" });
    challenge.advance({ ...base, round: 7, validators: [{ hotkey: "v0", shareBp: 3333.3 }] });
    challenge.advance({ ...base, round: Number.NaN });
    expect(Object.fromEntries(challenge.refused)).toEqual({ out_of_order: 3, unknown_validator: 2, malformed: 1 });
    const odd = [[1001], [-1], [0.5], [], [Number.NaN], "x", null, [[1]]] as unknown as number[][];
    for (const [i, challenger] of odd.entries()) {
      challenge.advance({ ...base, round: 10 + i, block: 30, record: { kind: "answered", champion: [0], challenger } });
    }
    expect(challenge.evaluation.against).toBe(3);
    expect(challenge.evaluation.reader.tallies.get("v0")!.missing).toBe(odd.length);
  });

  test("behavior: the champion's unavailability voids 5% of the rounds, then scores 0", () => {
    const terms = testTerms({
      champion: { sumThousandths: [500], rounds: 1 },
      crownedBlock: 0,
      block: 0,
      anchorsBp: [null],
    });
    const rounds = Array.from({ length: 19 }, (_, round): TestRound => ({
      round,
      block: round,
      validator: "v0",
      validators: shareLists[0]!,
      record: { kind: "answered", champion: null, challenger: [1000] },
    }));
    const { evaluation } = play({ terms, rounds });
    expect([evaluation.reader.voids, evaluation.rounds, evaluation.sum]).toEqual([3, 16, 16_000]);
  });

  test("behavior: time runs out with and without rounds", () => {
    const terms = testTerms({
      champion: { sumThousandths: [500], rounds: 1 },
      crownedBlock: 0,
      block: 50,
      anchorsBp: [null],
    });
    const idle = new ChallengeTest(terms);
    expect(idle.expire(50 + 100_799).state).toBe("open");
    expect(idle.expire(50 + 100_800)).toEqual({ state: "ended", reason: "time" });
  });
});

function change(round: TestRound, map: (score: number) => number): TestRound {
  const { record } = round;
  if (record.kind !== "answered") return round;
  return { ...round, record: { ...record, challenger: record.challenger.map(map) } };
}
