import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TestBudget } from "../../../src/mechanism/affine-v2/budget.ts";
import { Contest, v2Weights, type PlayedRound, type RoundRecord } from "../../../src/mechanism/index.ts";
import {
  BLIND,
  contendersOf,
  crownsOf,
  draw,
  FOUR,
  playedRound,
  run,
  worldOf,
  worlds,
  type Happening,
} from "../kit/contest-world.ts";
import { runs } from "../kit/tier.ts";

const isDecoy = (id: string): boolean => id.startsWith("decoy");

function payOf({ contest }: Happening): ReadonlyMap<number, number> {
  return v2Weights({
    champion: contest.champion?.hotkey ?? null,
    crowns: contest.crowns,
    uidOf: (hotkey) => Object.keys(FOUR).indexOf(hotkey.slice(3)) + 1,
    burnUid: 0,
    payment: "bounty",
    block: 1050,
  });
}

describe("the contest", () => {
  test("law: skill along crowns rises, and the best wins in the end", () => {
    let successions = 0;
    fc.assert(
      fc.property(worlds, fc.nat(300), ({ seed, order }, spread) => {
        const world = worldOf(seed);
        const admitAt = (id: string): number => draw(seed, id, "arrives") % (spread + 1);
        const { champions } = run(world, contendersOf(world, order), 800, { admitAt });
        const skills = champions.filter((name) => name !== null).map((name) => FOUR[name]!);
        expect(skills).toEqual([...skills].sort((x, y) => x - y));
        expect(champions.at(-1)).toBe([...order].sort().at(-1));
        if (champions.length > 2) successions += 1;
      }),
      runs(12),
    );
    expect(successions).toBeGreaterThan(3);
  });

  test("law: the order in which miners are read is no matter", () => {
    fc.assert(
      fc.property(worlds, fc.nat(), fc.boolean(), ({ seed, order }, by, lanes) => {
        const world = worldOf(seed);
        const contenders = contendersOf(world, order);
        const read = contenders
          .map((contender) => ({ contender, at: draw(by, contender.id) }))
          .sort((x, y) => x.at - y.at)
          .map(({ contender }) => contender);
        expect(crownsOf(run(world, read, 400, { lanes }))).toEqual(crownsOf(run(world, contenders, 400, { lanes })));
      }),
      runs(8),
    );
  });

  test("law: 0 to 50 later clones of anyone change neither the winner nor anyone's pay", () => {
    fc.assert(
      fc.property(worlds, fc.nat(50), fc.nat(3), ({ seed, order }, count, whose) => {
        const world = worldOf(seed);
        const contenders = contendersOf(world, order);
        const cloned = contenders[whose % contenders.length]!.id;
        const clones = Array.from({ length: count }, (_, i) => world.contender(`${cloned}#${i}`, 200 + i));
        const [without, withClones] = [contenders, [...contenders, ...clones]].map((all) => run(world, all, 350));
        expect(crownsOf(withClones!)).toEqual(crownsOf(without!));
        expect(payOf(withClones!)).toEqual(payOf(without!));
      }),
      runs(4),
    );
  });

  test("law: decoys that are not crowned change nothing, unless they are committed before a candidate and still open", () => {
    let precedences = 0;
    const decoy = fc.record({ skill: fc.integer({ min: 0, max: 240 }), block: fc.nat(120) });
    fc.assert(
      fc.property(worlds, fc.array(decoy, { maxLength: 12 }), ({ seed, order }, decoys) => {
        const world = worldOf(seed);
        const contenders = contendersOf(world, order);
        const fakes = decoys.map(({ skill, block }, i) => {
          world.skills.set(`decoy${i}`, skill);
          return world.contender(`decoy${i}`, block);
        });
        const without = run(world, contenders, 350);
        const withDecoys = run(world, [...contenders, ...fakes], 350, { watch: isDecoy });
        if (withDecoys.stood) precedences += 1;
        else expect(crownsOf(withDecoys)).toEqual(crownsOf(without));
      }),
      runs(10),
    );
    expect(precedences).toBeGreaterThan(0);
  });

  test("law: an exact clone of an open challenger never precedes it, whichever is served more", () => {
    let ahead = 0;
    let crowned = 0;
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 7 }), fc.nat(100), (seed, clones, bias) => {
        const world = worldOf(seed);
        const contest = new Contest({ blindBp: BLIND });
        contest.admit(world.contender("a", 0), 0);
        const copies = Array.from({ length: clones }, (_, i) => world.contender(`c#${i}`, 20 + i));
        for (let round = 0; round < 500 && contest.champion?.id.startsWith("c") !== true; round += 1) {
          if (contest.champion?.id === "a") {
            for (const contender of [world.contender("c", 10), ...copies]) contest.admit(contender, 3 * round);
          }
          // The original is asked in a share of the rounds only; on those where the two must meet, always.
          const { served } = contest.schedule(round, 3 * round);
          const met = contest.entries.some((entry) => entry.isCandidate);
          const asked = served.filter((id) => id !== "c" || met || draw(seed, "bias", round) < 10 * bias);
          contest.play(playedRound(world, contest, round, asked));
          const candidate = contest.entries.find((entry) => entry.isCandidate);
          if (candidate !== undefined && !met) ahead += 1;
        }
        expect([null, "a", "c"]).toContain(contest.champion?.id ?? null);
        if (contest.champion?.id === "c") crowned += 1;
      }),
      runs(12),
    );
    // Clones were candidates first, and had to wait.
    expect(ahead).toBeGreaterThan(3);
    expect(crowned).toBeGreaterThan(8);
  });

  test("law: later rounds never change a crown: the crowns after k rounds begin those after more", () => {
    fc.assert(
      fc.property(worlds, fc.nat(400), ({ seed, order }, rounds) => {
        const world = worldOf(seed);
        const contenders = contendersOf(world, order);
        const early = crownsOf(run(world, contenders, rounds, { lanes: true }));
        expect(crownsOf(run(world, contenders, 400, { lanes: true })).slice(0, early.length)).toEqual(early);
      }),
      runs(5),
    );
  });

  test("law: rounds given twice, out of order, by strangers or of an old reign change nothing", () => {
    const world = worldOf(3);
    const [plain, noisy] = [false, true].map((noise) => {
      const contest = new Contest({ blindBp: BLIND });
      contest.admit(world.contender("a", 0), 0);
      const past: PlayedRound[] = [];
      for (let round = 0; round < 400; round += 1) {
        if (contest.champion !== null) contest.admit(world.contender("c", 3 * round), 3 * round);
        const { served } = contest.schedule(round, 3 * round);
        const played = playedRound(world, contest, round, served);
        past.push(played);
        if (noise && served.length > 0) contest.play({ ...played, validator: "forger" });
        if (noise) contest.play({ ...played, block: Number.NaN });
        contest.play(played);
        if (noise) contest.play(past[draw("noise", round) % past.length]!);
      }
      return contest;
    });
    expect(noisy!.crowns).toEqual(plain!.crowns);
    expect(Object.fromEntries(noisy!.ignored)).toMatchObject({ out_of_order: 400, malformed: 400 });
    expect(noisy!.ignored.get("unknown_validator")).toBeGreaterThan(200);
    expect(plain!.crowns.map((crown) => crown.hotkey)).toEqual(["hk-a", "hk-c"]);
  });

  test("law: whatever a record holds, nothing throws, and no challenger but a sound one is crowned", () => {
    const hostile = fc.oneof(
      fc.anything(),
      fc.record({
        kind: fc.constantFrom("answered", "doubled", "void", "other"),
        champion: fc.anything(),
        challenger: fc.anything(),
      }),
      fc.record({
        kind: fc.constant("answered"),
        champion: fc.constant([0, 0]),
        challenger: fc.array(fc.integer({ min: -9, max: 2000 })),
      }),
    );
    fc.assert(
      fc.property(fc.nat(1000), fc.array(hostile, { minLength: 20, maxLength: 60 }), (seed, garbage) => {
        const world = worldOf(seed);
        const contest = new Contest({ blindBp: BLIND });
        contest.admit(world.contender("b", 0), 0);
        for (let round = 0; round < 400; round += 1) {
          if (round === 100) contest.admit(world.contender("liar", 300), 300);
          const { served } = contest.schedule(round, 3 * round);
          const played = playedRound(world, contest, round, served);
          const record = garbage[round % garbage.length] as RoundRecord;
          const records = new Map([...played.records, ["liar", record] as const]);
          const champion = round % 7 === 3 ? (garbage[0] as number[]) : played.champion;
          contest.play({ ...played, records, ...(champion === undefined ? {} : { champion }) });
        }
        expect(contest.champion?.id).toBe("b");
      }),
      runs(6),
    );
  });

  test("law: one validator that lies only where a candidate meets an earlier challenger cannot hold it up", () => {
    const validators = ["v0", "v1", "v2"].map((hotkey, i) => ({ hotkey, share: i === 0 ? 3334 : 3333 }));
    const world = worldOf(6);
    // Hardly better than the champion: open for thousands of rounds.
    world.skills.set("slow", 260);
    const contest = new Contest({ blindBp: BLIND });
    contest.admit(world.contender("a", 0), 0);
    let crownedAfter = 0;
    for (let round = 0; round < 1000 && contest.champion?.id !== "b"; round += 1) {
      if (contest.champion !== null) {
        contest.admit(world.contender("slow", 10), 3 * round);
        contest.admit(world.contender("b", 11), 3 * round);
      }
      const isMeeting = contest.entries.some((entry) => entry.isCandidate);
      const ids = contest.champion === null ? ["a"] : ["slow", "b"];
      const played = playedRound(world, contest, round, ids, validators);
      const written = (score: number) => ({ kind: "answered", champion: [0, 0], challenger: [score, score] }) as const;
      const lies = new Map([...played.records, ["b", written(0)] as const, ["slow", written(1000)] as const]);
      contest.play(isMeeting && played.validator === "v0" ? { ...played, records: lies } : played);
      crownedAfter += isMeeting ? 1 : 0;
    }
    expect(contest.champion?.id).toBe("b");
    // The lies outweigh the gain: it is crowned once the liar is left out of the meeting.
    expect(crownedAfter).toBeGreaterThan(100);
  });
});

describe("MTEST", () => {
  test("law: error rates of the tests of any 216,000 blocks sum to less than 1%, and none is refused", () => {
    const gaps = fc.array(fc.tuple(fc.nat(2_000), fc.integer({ min: 1, max: 400 })), { minLength: 60, maxLength: 120 });
    let most = 0;
    fc.assert(
      fc.property(gaps, (happenings) => {
        const budget = new TestBudget();
        const taken: { readonly block: number; readonly level: number }[] = [];
        let block = 0;
        for (const [gap, tests] of happenings) {
          block += gap;
          for (let test = 0; test < tests; test += 1) taken.push({ block, level: budget.take(block) });
        }
        let oldest = 0;
        let sum = 0;
        let largest = 0;
        for (const [newest, { level }] of taken.entries()) {
          sum += 1 / level;
          for (; taken[newest]!.block - taken[oldest]!.block >= 216_000; oldest += 1) sum -= 1 / taken[oldest]!.level;
          largest = Math.max(largest, sum);
          most = Math.max(most, newest - oldest + 1);
        }
        expect(largest).toBeLessThan(0.01);
        expect(taken.every(({ level }) => Number.isSafeInteger(level))).toBe(true);
      }),
      runs(40),
    );
    // So many that three levels are in use.
    expect(most).toBeGreaterThan(3_000);
  });
});
