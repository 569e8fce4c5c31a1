import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AffineError, parseChallengeId, sha256Hex, type Miner } from "../core/index.ts";
import { challengeFromId } from "../envs/index.ts";
import {
  contestRules,
  roundChallenges,
  rulesHash,
  type Contestant,
  type RoundPlan,
  type RulesOptions,
} from "../replay/index.ts";
import { dueRounds, jobSchema, planJobs, planRound } from "./index.ts";
import { v2RulesHash } from "../mechanism/index.ts";

const rules = contestRules({
  netuid: 120,
  mechanism: "affine-v1",
  environments: [{ name: "sat", params: { level: 1 }, questions: 2 }],
});
const beacon = `0x${sha256Hex("beacon")}`;

function miner(uid: number, block: number): Miner {
  const hotkey = `5${"F".repeat(44)}${String.fromCharCode(65 + uid)}aa`;
  const model = `lab/affine-${uid}`;
  return { uid, hotkey, coldkey: hotkey, model, revision: "r", block, baseUrl: "http://127.0.0.1:1/v1", chuteId: null };
}

function contestant(uid: number): Contestant {
  const { hotkey, coldkey, model, revision } = miner(uid, 0);
  const commitment = { model, revision };
  const committed = { block: 0, tie: "" };
  return { id: hotkey, uid, hotkey, coldkey, model, revision, identity: "", committed, subject: "", commitment };
}

const EMPTY_PLAN: RoundPlan = {
  round: 0,
  block: 0,
  beacon,
  reign: 1,
  served: [],
  validator: "",
  shares: [],
  champion: null,
  challengers: [],
  challenges: [],
};
/** The first sixteen digits of each; computed with another program from the definition of `taggedHash`. */
const GOLDEN_SEEDS = [
  ["789c8f9dad01ad86", "a7423b72c4fbf132", "fdbd288a23134167", "ba83153aa681f071", "8abdaaf83e3b0606"],
  ["c38f36f5e707c9ee", "3fb102ee9ac018ab", "cdae523bdba8ff93", "89376e4604b8faa3", "451d8d93d15fd5b2"],
];

describe("contestRules", () => {
  test("default: every default is written out, names are the environments' own", () => {
    expect(rules).toMatchObject({ mechanism: "affine-v1", roundBlocks: 3, windowBlocks: 10_000 });
    expect(rules.environments).toEqual([{ name: "SAT", version: "2", params: { level: 1 }, questions: 2 }]);
  });

  test("behavior: the same rules have the same hash, other rules another", () => {
    const spelled = contestRules({
      netuid: 120,
      mechanism: "affine-v1",
      roundBlocks: 3,
      environments: [{ name: "SAT", params: { level: 1 }, questions: 2 }],
    });
    expect(rulesHash(spelled)).toBe(rulesHash(rules));
    expect(rulesHash(rules)).toMatch(/^[0-9a-f]{16}$/);
    expect(rulesHash(contestRules({ netuid: 120, environments: [{ name: "SAT" }] }))).not.toBe(rulesHash(rules));
  });

  test("behavior: affine-v2 is the default; its constants and the network's choices are in the hash", () => {
    const of = (champion?: RulesOptions["champion"]) =>
      contestRules({ netuid: 120, environments: [{ name: "SAT" }], ...(champion === undefined ? {} : { champion }) });
    expect(of()).toMatchObject({
      mechanism: "affine-v2",
      champion: {
        constants: v2RulesHash(),
        deadlineBlocks: 100,
        gridBlocks: 100,
        blindBp: [100],
        allowEndpoints: false,
      },
    });
    expect(of({ deadlineBlocks: 8 }).champion?.constants).toBe(v2RulesHash({ deadlineBlocks: 8 }));
    expect(v2RulesHash({ deadlineBlocks: 8 })).not.toBe(v2RulesHash());
    expect(
      new Set(
        [{}, { gridBlocks: 10 }, { burnUid: 7 }, { payment: "bounty" as const }].map((choice) => rulesHash(of(choice))),
      ).size,
    ).toBe(4);
  });

  test("behavior: affine-v2 asks two questions of each environment, or one, four or five; their number is hashed", () => {
    const of = (questions?: number) =>
      contestRules({
        netuid: 120,
        environments: [{ name: "SAT" }, { name: "DED" }],
        ...(questions === undefined ? {} : { questionsPerRound: questions }),
      });
    expect(of().environments.map(({ questions }) => questions)).toEqual([2, 2]);
    expect(rulesHash(of(2))).toBe(rulesHash(of()));
    expect(of(4).champion?.constants).toBe(v2RulesHash({ questionsPerRound: 4 }));
    expect(new Set([1, 2, 4, 5].map((count) => rulesHash(of(count)))).size).toBe(4);
  });

  test("error: affine-v2 takes no other number of questions, as many of each environment; no unknown mechanism", () => {
    const count = "1, 2, 4, 5 questions a round, as many of each environment";
    for (const questionsPerRound of [3, 6, 1000]) {
      expect(() => contestRules({ netuid: 120, environments: [{ name: "SAT" }], questionsPerRound })).toThrow(count);
    }
    const uneven = [
      { name: "SAT", questions: 2 },
      { name: "DED", questions: 1 },
    ];
    expect(() => contestRules({ netuid: 120, environments: uneven })).toThrow(count);
    expect(() => contestRules({ netuid: 120, environments: [{ name: "SAT" }], mechanism: "affine-v9" })).toThrow(
      "There is no mechanism",
    );
  });

  test("error: an environment or level that does not exist", () => {
    expect(() => contestRules({ netuid: 120, environments: [{ name: "NOPE" }] })).toThrow(AffineError);
    expect(() => contestRules({ netuid: 120, environments: [{ name: "SAT", params: { level: 99 } }] })).toThrow(
      AffineError,
    );
  });
});

describe("dueRounds", () => {
  test("default: the first start begins with the present round", () => {
    const due = dueRounds({ headNumber: 31, lastRound: undefined, roundBlocks: 3, maxCatchUpRounds: 20 });
    expect(due).toEqual({ rounds: [10], skipped: 0 });
  });

  test("behavior: a long downtime is not made up for", () => {
    const due = dueRounds({ headNumber: 300, lastRound: 10, roundBlocks: 3, maxCatchUpRounds: 4 });
    expect(due).toEqual({ rounds: [97, 98, 99, 100], skipped: 86 });
  });

  test("law: however the heads come, every round is held or counted as skipped, once and in order", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 6 }),
        (steps, roundBlocks, maxCatchUpRounds) => {
          let headNumber = 100;
          let lastRound: number | undefined;
          let skipped = 0;
          const held: number[] = [];
          for (const step of steps) {
            headNumber += step;
            const due = dueRounds({ headNumber, lastRound, roundBlocks, maxCatchUpRounds });
            expect(due.rounds.length).toBeLessThanOrEqual(maxCatchUpRounds);
            held.push(...due.rounds);
            skipped += due.skipped;
            lastRound = due.rounds.at(-1) ?? lastRound;
          }
          expect(held).toEqual([...new Set(held)].sort((a, b) => a - b));
          expect(held.at(-1)).toBe(Math.floor(headNumber / roundBlocks));
          expect(held.length + skipped).toBe(held.at(-1)! - held[0]! + 1);
        },
      ),
    );
  });
});

describe("planRound", () => {
  const plan = (miners: Miner[]) => planRound({ round: 50, beacon, rules, miners, expiresAtMs: 1 });

  test("default: every miner gets every question, the same for all", () => {
    const jobs = plan([miner(1, 0), miner(2, 0)]);
    expect(jobs).toHaveLength(4);
    for (const job of jobs) expect(jobSchema.parse(job)).toEqual(job);
    expect(new Set(jobs.map(({ challenge }) => challenge)).size).toBe(2);
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(4);
    for (const { challenge } of jobs) expect(challengeFromId(challenge).prompt).not.toBe("");
  });

  test("behavior: who committed at or after the beacon's block is not asked", () => {
    expect(plan([miner(1, 149), miner(2, 150), miner(3, 151)]).map((job) => job.miner.uid)).toEqual([1, 1]);
  });

  test("behavior: questions follow from the beacon alone", () => {
    const seeds = (hash: string) =>
      planRound({ round: 50, beacon: hash, rules, miners: [miner(1, 0)], expiresAtMs: 1 }).map(
        ({ challenge }) => parseChallengeId(challenge).seed,
      );
    expect(seeds(beacon)).toEqual(seeds(beacon));
    expect(seeds(beacon)).not.toEqual(seeds(`0x${sha256Hex("other")}`));
  });
});

describe("roundChallenges", () => {
  const five = contestRules({
    netuid: 120,
    environments: [
      { name: "SAT", params: { level: 1 } },
      { name: "DED", params: { level: 1 } },
    ],
    questionsPerRound: 5,
  });

  test("golden: the seeds of a round's questions, by environment and index", () => {
    const seeds = roundChallenges(five, beacon, 50).map((of) => of.map((id) => parseChallengeId(id).seed.slice(0, 16)));
    expect(seeds).toEqual(GOLDEN_SEEDS);
  });

  test("law: no two questions of a round share a seed, and fewer questions are the first of more", () => {
    const all = roundChallenges(five, beacon, 50);
    const seeds = all.flat().map((id) => parseChallengeId(id).seed);
    expect(new Set(seeds).size).toBe(10);
    const environments = five.environments.map((one) => ({ ...one, questions: 2 }));
    expect(roundChallenges({ ...five, environments }, beacon, 50)).toEqual(all.map((of) => of.slice(0, 2)));
  });

  test("behavior: a round that is ours asks every question of everybody, each in a job of its own", () => {
    const challenges = roundChallenges(five, beacon, 50);
    const asked = [1, 2].map((uid) => ({ contestant: contestant(uid), baseUrl: "http://127.0.0.1:1/v1" }));
    const time = { plannedAtMs: 5, expiresAtMs: 9, answerMs: 4 };
    const plan = { ...EMPTY_PLAN, round: 50, block: 150, beacon, challenges };
    const jobs = planJobs(plan, asked, five, time);
    for (const job of jobs) expect(jobSchema.parse(job)).toEqual(job);
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(20);
    for (const { env, index, challenge } of jobs) {
      expect(challenge).toBe(challenges[env === "SAT" ? 0 : 1]![index]);
    }
  });
});
