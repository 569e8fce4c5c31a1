import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BLIND, playedRound, run, World, worldOf } from "../../../test/mechanism/kit/contest-world.ts";
import { runs } from "../../../test/mechanism/kit/tier.ts";
import {
  Contest,
  levelOf,
  rankMillionths,
  scheduleLagRounds,
  TestBudget,
  v2Weights,
  type ValidatorShare,
} from "../index.ts";

// The laws are in test/mechanism/laws.

const ONE: readonly ValidatorShare[] = [{ hotkey: "v0", share: 10_000 }];

describe("Contest", () => {
  test("behavior: nobody passes an earlier open challenger by copying it", () => {
    const world = worldOf(5);
    const names = ["a", "c", "c#copy"];
    // The copy is committed last but served first: it is a candidate before the original is.
    const contest = new Contest({ blindBp: BLIND });
    contest.admit(world.contender("a", 0), 0);
    let round = 0;
    const step = (served: readonly string[]): void => {
      contest.play(playedRound(world, contest, round, served));
      round += 1;
    };
    while (contest.champion === null) step(["a"]);
    for (const [place, id] of names.slice(1).entries()) contest.admit(world.contender(id, 10 + place), 3 * round);
    step(["c", "c#copy"]);
    while (!contest.entries.some((entry) => entry.isCandidate)) step(["c#copy"]);
    expect(contest.entries.find((entry) => entry.isCandidate)!.id).toBe("c#copy");
    const meeting = contest.schedule(round, 3 * round);
    expect(meeting.served.slice(0, 2)).toEqual(["c#copy", "c"]);
    for (let i = 0; i < 200 && contest.champion.id === "a"; i += 1) step(["c", "c#copy"]);
    expect(contest.champion.id).toBe("c");
    expect(contest.entries.map((entry) => entry.id)).toEqual(["c#copy"]);
  });

  test("behavior: a candidate that beats the earlier challenger on common rounds passes it", () => {
    const world = worldOf(6);
    const contest = new Contest({ blindBp: BLIND });
    contest.admit(world.contender("a", 0), 0);
    let round = 0;
    const step = (served: readonly string[]): void => {
      contest.play(playedRound(world, contest, round, served));
      round += 1;
    };
    while (contest.champion === null) step(["a"]);
    // Hardly better than the champion: open for thousands of rounds.
    world.skills.set("slow", 260);
    contest.admit(world.contender("slow", 10), 3 * round);
    contest.admit(world.contender("d", 11), 3 * round);
    while (!contest.entries.some((entry) => entry.isCandidate)) step(["slow", "d"]);
    const latched = round;
    while (contest.champion.id === "a" && round < latched + 2000) step(["slow", "d"]);
    expect([contest.champion.id, round > latched]).toEqual(["d", true]);
    expect(contest.entries.find((entry) => entry.id === "slow")!.isOpen).toBe(true);
  });

  test("behavior: a candidate that cannot pass an earlier challenger holds up no better one behind it", () => {
    const world = worldOf(6);
    world.skills.set("slow", 283).set("stuck", 285);
    const contest = new Contest({ blindBp: BLIND });
    contest.admit(world.contender("a", 0), 0);
    let stuckRounds = 0;
    for (let round = 0; round < 9000 && contest.champion?.id !== "d"; round += 1) {
      if (contest.champion !== null) {
        for (const [place, id] of ["slow", "stuck"].entries())
          contest.admit(world.contender(id, 10 + place), 3 * round);
      }
      const isStuck = contest.entries.some((entry) => entry.id === "stuck" && entry.isCandidate);
      stuckRounds += isStuck ? 1 : 0;
      if (stuckRounds > 2100) contest.admit(world.contender("d", 20), 3 * round);
      const { served } = contest.schedule(round, 3 * round);
      // The slow one is asked where it must meet others only, so that its own test stays open.
      const asked = isStuck || contest.champion === null ? served : served.filter((id) => id !== "slow");
      contest.play(playedRound(world, contest, round, asked));
    }
    expect([contest.champion?.id, stuckRounds > 2100]).toEqual(["d", true]);
  });

  test("behavior: with one validator a crown takes effect 360 blocks after its evidence", () => {
    const world = worldOf(7);
    const contest = new Contest({ blindBp: BLIND });
    contest.admit(world.contender("a", 0), 0);
    let decidedAt: number | null = null;
    for (let round = 0; round < 600 && contest.champion?.id !== "d"; round += 1) {
      if (contest.champion !== null) contest.admit(world.contender("d", 3 * round), 3 * round);
      const { served } = contest.schedule(round, 3 * round);
      contest.play(playedRound(world, contest, round, served, ONE));
      if (contest.pendingCrown !== null) decidedAt ??= contest.pendingCrown.effectiveBlock - 360;
    }
    expect(decidedAt).not.toBeNull();
    expect(contest.crowns.at(-1)!.block).toBe(decidedAt! + 360);
  });

  test("behavior: the first champion is above a blind guess everywhere; a guesser never is", () => {
    const world = new World(8);
    world.skills.set("guess", 100).set("able", 400);
    const contenders = [world.contender("guess", 0), world.contender("able", 5)];
    const { champions, contest } = run(world, contenders, 300, { admitAt: () => 0 });
    expect(champions).toEqual([null, "able"]);
    expect(contest.crowns[0]!.gainBp).toBe(0);
  });

  test("behavior: a champion that leaves is gone; its anchors stay", () => {
    const world = worldOf(9);
    const { contest } = run(world, [world.contender("c", 0)], 400, { admitAt: () => 0 });
    expect(contest.champion!.id).toBe("c");
    contest.withdraw("c", 1200);
    expect([contest.champion, contest.reign]).toEqual([null, 2]);
    expect(contest.anchorsBp.every((anchor) => anchor! > 4000 && anchor! < 7200)).toBe(true);
  });

  test("behavior: newcomers are served first, at most eight, then the best by the last ranking", () => {
    const world = worldOf(10);
    const contest = new Contest({ blindBp: BLIND });
    const ids = Array.from({ length: 12 }, (_, i) => `n${i}`);
    for (const [i, id] of ids.entries()) {
      world.skills.set(id, 20 + 3 * i);
      contest.admit(world.contender(id, i), 0);
    }
    const served: (readonly string[])[] = [];
    for (let round = 0; round < 200; round += 1) {
      const scheduled = contest.schedule(round, 3 * round);
      served.push(scheduled.served);
      contest.play(playedRound(world, contest, round, scheduled.served));
    }
    expect(served.every((ids) => ids.length === 8)).toBe(true);
    expect(served[0]).toEqual(ids.slice(0, 8));
    expect(served[60]!.slice(0, 4)).toEqual(ids.slice(8));
    expect(rankMillionths({ id: "x", sum: 100, rounds: 10 }, 2)).toBe(5000 + 100_000);
    expect(rankMillionths({ id: "x", sum: -1, rounds: 1000 }, 3)).toBe(-1 + 10_000);
    expect([scheduleLagRounds(), scheduleLagRounds({ roundBlocks: 1 })]).toEqual([67, 200]);
  });

  test("behavior: what is unknown or was not asked is ignored with a reason", () => {
    const world = worldOf(11);
    const contest = new Contest({ blindBp: BLIND });
    contest.admit(world.contender("a", 0), 0);
    const played = playedRound(world, contest, 0, ["a", "ghost"]);
    contest.play({ ...played, records: new Map([...played.records, ["b", { kind: "void" } as const]]) });
    contest.play({ ...playedRound(world, contest, 1, ["a"]), reign: 7 });
    expect(Object.fromEntries(contest.ignored)).toEqual({ unknown_contender: 1, not_served: 1, old_reign: 1 });
  });
});

describe("TestBudget", () => {
  test("law: the error rates of the tests in any 216,000 blocks sum to less than 1%, and none is refused", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 2500, maxLength: 3500 });
    fc.assert(
      fc.property(gaps, fc.constantFrom(1, 8), (steps, pace) => {
        const budget = new TestBudget();
        const starts: { block: number; alpha: number }[] = [];
        let block = 0;
        for (const step of steps) {
          block += Math.floor(step / pace);
          starts.push({ block, alpha: 1 / budget.take(block) });
        }
        let sum = 0;
        let oldest = 0;
        for (const start of starts) {
          sum += start.alpha;
          for (; starts[oldest]!.block <= start.block - 216_000; oldest += 1) sum -= starts[oldest]!.alpha;
          expect(sum).toBeLessThan(0.01);
        }
      }),
      runs(10),
    );
  });

  test("default: 500 tests at 100,000, 2,500 at ten times that, 12,500 at a hundred times, and so on", () => {
    expect([1, 500, 501, 3000, 3001, 15_500, 15_501, 78_000, 78_001].map(levelOf)).toEqual([
      1e5, 1e5, 1e6, 1e6, 1e7, 1e7, 1e8, 1e8, 1e9,
    ]);
    const budget = new TestBudget();
    for (let i = 0; i < 500; i += 1) expect(budget.take(10)).toBe(1e5);
    expect(budget.take(216_009)).toBe(1e6);
    expect(budget.take(216_010)).toBe(1e5);
    expect(budget.count(216_010)).toBe(2);
  });

  test("behavior: a test counts when its first round is played, whatever waits; a crown restarts, and restarts count when played", () => {
    const world = worldOf(12);
    const contest = new Contest({ blindBp: BLIND });
    world.skills.set("first", 400);
    contest.admit(world.contender("first", 0), 0);
    let round = 0;
    const play = (): readonly string[] => {
      const { served } = contest.schedule(round, 3 * round);
      contest.play(playedRound(world, contest, round, served));
      round += 1;
      return served;
    };
    while (contest.champion === null) play();
    for (let i = 0; i < 600; i += 1) contest.admit(world.contender(`m${i}`, i + 1), 3 * round);
    const levels = (): number[] =>
      contest.entries.flatMap(({ trial, rounds }) =>
        trial?.kind === "test" && rounds > 0 ? [trial.test.terms.level] : [],
      );
    expect(contest.entries.every((entry) => entry.isOpen)).toBe(true);
    expect(levels()).toEqual([]);
    play();
    expect(levels()).toEqual(Array.from({ length: 8 }, () => 1e5));
  });

  test("behavior: who was never asked comes before those that begin again after a crown", () => {
    const world = worldOf(13);
    world.skills.set("late", 100);
    const contest = new Contest({ blindBp: BLIND });
    const ids = ["a", "b", "c"];
    for (const [i, id] of ids.entries()) contest.admit(world.contender(id, i), 0);
    for (let round = 0; contest.champion === null; round += 1) {
      contest.play(playedRound(world, contest, round, contest.schedule(round, 3 * round).served));
    }
    const again = contest.entries.filter(({ isNew }) => !isNew).map(({ id }) => id);
    expect(again.length).toBeGreaterThan(0);
    contest.admit(world.contender("late", 9000), 9000);
    expect(contest.schedule(3000, 9000).served[0]).toBe("late");
  });
});

describe("v2Weights", () => {
  const uids: Record<string, number> = { a: 3, b: 9 };
  const base = {
    crowns: [],
    uidOf: (hotkey: string) => uids[hotkey],
    burnUid: 0,
    payment: "champion",
    block: 300_000,
  } as const;

  test("default: all to the champion, all burnt without one", () => {
    expect([...v2Weights({ ...base, champion: "a" })]).toEqual([[3, 65_535]]);
    expect([...v2Weights({ ...base, champion: null })]).toEqual([[0, 65_535]]);
    expect([...v2Weights({ ...base, champion: "gone" })]).toEqual([[0, 65_535]]);
    expect([...v2Weights({ ...base, champion: "a", unpaid: true })]).toEqual([[0, 65_535]]);
  });

  test("behavior: the bounty pays crowns of the last 30 days by their gain; what belongs to the absent is burnt", () => {
    const crowns = [
      { hotkey: "a", block: 84_000, gainBp: 900 },
      { hotkey: "gone", block: 100_000, gainBp: 100 },
      { hotkey: "a", block: 200_000, gainBp: 100 },
      { hotkey: "b", block: 250_000, gainBp: 200 },
    ];
    // b: 0.2 + 0.8·200/400 = 0.6; a and burn: 0.8·100/400 = 0.2 each.
    expect([...v2Weights({ ...base, crowns, champion: "b", payment: "bounty" })]).toEqual([
      [0, 21_845],
      [3, 21_845],
      [9, 65_535],
    ]);
    expect([...v2Weights({ ...base, champion: "b", payment: "bounty" })]).toEqual([[9, 65_535]]);
  });
});
