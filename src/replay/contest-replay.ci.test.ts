import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ReplayWorld } from "../../test/replay/replay-world.ts";
import { addressOf, type WorldModel, type WorldValidator } from "../../test/replay/world-options.ts";
import { contestRules } from "./rules.ts";
import {
  ContestReplay,
  evidenceDocument,
  evidenceHash,
  type ContestState,
  type ReplayNote,
  type ReplayShard,
} from "./index.ts";

const ONE: WorldValidator[] = [{ hotkey: "v0" }];
const TWO: WorldValidator[] = [...ONE, { hotkey: "v1" }];
const FOUR: WorldValidator[] = ["v0", "v1", "v2", "v3"].map((hotkey) => ({ hotkey }));
/** Three honest ones and one that does something else. */
const withLiar = (liar: Omit<WorldValidator, "hotkey">): WorldValidator[] => [
  ...FOUR.slice(0, 3),
  { hotkey: "v3", ...liar },
];
const LIAR = addressOf("v3");
const WEAK: WorldModel = { hotkey: "weak", block: 1, skill: 300 };
const STRONG: WorldModel = { hotkey: "strong", block: 8, skill: 900 };

/** What was decided at each grid block, as the hashes that validators publish. */
const hashes = (states: readonly ContestState[]): string[] =>
  states.map((state) => evidenceHash(evidenceDocument(120, state)));

function crownedHotkeys(world: ReplayWorld): string[] {
  return world.driver.contest.crowns.map(({ hotkey }) => hotkey);
}

describe("ContestReplay", () => {
  test.each([
    ["one validator", ONE],
    ["two validators", TWO],
    ["four validators", FOUR],
  ])("default: the first champion qualifies, a better model wins the crown by test: %s", (_, validators) => {
    const world = new ReplayWorld({ seed: 2, validators, models: [WEAK, STRONG] }).run(260);
    expect(crownedHotkeys(world)).toEqual([addressOf("weak"), addressOf("strong")]);
    const [, crown] = world.driver.contest.crowns;
    expect(crown?.gainBp).toBeGreaterThan(2000);
    expect(world.driver.outdated).toBeNull();
    // The clock of the followed replay and of one from nothing is the same.
    expect(hashes(world.replay().states)).toEqual(hashes(world.states));
    const weights = world.driver.weights({ uidOf: (hotkey) => (hotkey === addressOf("strong") ? 2 : 1), block: 260 });
    expect([...weights]).toEqual([[2, 65_535]]);
  });

  test("law: the order of reading is irrelevant, and so is reading twice", () => {
    const world = new ReplayWorld({ seed: 2, validators: FOUR, models: [WEAK, STRONG] }).run(150);
    const expected = hashes(world.states);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: world.shards.length - 1 })), fc.nat(), (again, seed) => {
        const order = shuffled([...world.shards, ...again.map((place) => world.shards[place]!)], seed);
        expect(hashes(world.replay(order).states)).toEqual(expected);
      }),
      { numRuns: 4 },
    );
  });

  test("law: later records never change an earlier decision, whatever they hold", () => {
    const world = new ReplayWorld({ seed: 2, validators: FOUR, models: [WEAK, STRONG] }).run(200);
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 190 }), (block) => {
        const prefix = world.shards.filter(({ header }) => header.sealedBlock! <= block);
        const states: ContestState[] = [];
        const replay = new ContestReplay(world.replayOptions({ onState: (state) => states.push(state) }));
        for (const roster of world.rosters.values()) replay.addRoster(roster);
        for (const shard of prefix) replay.read(shard);
        // What was sealed by a block decides what lies a deadline before; the schedule needs that a deadline later.
        replay.advance(block + world.rules.champion!.deadlineBlocks);
        expect(hashes(states)).toEqual(hashes(world.states).slice(0, states.length));
        expect(states.length).toBeGreaterThan(0);
      }),
      { numRuns: 15 },
    );
  });

  test("law: hostile records are ignored or counted, never thrown at", () => {
    const world = new ReplayWorld({ seed: 2, validators: FOUR, models: [WEAK, STRONG] }).run(100);
    const texts = fc.constantFrom("", "SAT", "NOPE", addressOf("strong"), addressOf("nobody"), "SAT/1/x/y");
    const numbers = fc.constantFrom(-1, 0, 1, 50, 99, 1000, 1001, 2 ** 31, Number.MAX_SAFE_INTEGER);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat({ max: 30 }), fc.oneof(texts, numbers)), { maxLength: 40 }),
        (changes) => {
          const shards = [...world.shards];
          for (const [where, line, field, value] of changes) {
            const at = where % shards.length;
            const shard = shards[at]!;
            const records = [...shard.records];
            const record = { ...records[line % records.length]! } as Record<string, unknown>;
            const name = Object.keys(record)[field % Object.keys(record).length]!;
            if (name !== "kind" && typeof value === typeof record[name]) record[name] = value;
            records[line % records.length] = record as never;
            shards[at] = { ...shard, records };
          }
          expect(() => world.replay(shards)).not.toThrow();
        },
      ),
      { numRuns: 20 },
    );
  });

  test("error: rules of another mechanism", () => {
    const rules = contestRules({ netuid: 120, mechanism: "affine-v1", environments: [{ name: "SAT" }] });
    expect(() => new ContestReplay({ rules })).toThrow("affine-v1");
  });

  test("behavior: it says what it lacks and goes on when it has it", () => {
    const world = new ReplayWorld({ seed: 2, validators: ONE, models: [WEAK] }).run(60);
    const beacons = new Set<number>();
    const beacon = (block: number): string | undefined => (beacons.has(block) ? world.beacon(block) : undefined);
    const replay = new ContestReplay(world.replayOptions({ beacon }));
    for (const shard of world.shards) replay.read(shard);
    const needs = new Set<string>();
    for (let need = replay.advance(59); need !== null; need = replay.advance(59)) {
      needs.add(need.kind);
      if (need.kind === "roster") replay.addRoster(world.rosters.get(need.hash)!);
      else if (need.kind === "beacon") beacons.add(need.block);
    }
    expect([...needs].sort()).toEqual(["beacon", "roster"]);
    expect(replay.lastScheduled).toBe(59);
  });

  test("behavior: without a chain the hashes that the snapshots repeat do", () => {
    const world = new ReplayWorld({ seed: 2, validators: FOUR, models: [WEAK, STRONG] }).run(151);
    const states: ContestState[] = [];
    const { rules } = world.replayOptions();
    const replay = new ContestReplay({ rules, onState: (state) => states.push(state) });
    for (const roster of world.rosters.values()) replay.addRoster(roster);
    for (const shard of world.shards) replay.read(shard);
    expect(replay.advance(150)).toBeNull();
    expect(hashes(states)).toEqual(hashes(world.states));
  });
});

describe("rounds that are not as they should be", () => {
  /** Models so close that nothing is decided while the test looks. */
  const close: WorldModel[] = [WEAK, { ...STRONG, skill: 330 }];

  test.each<[string, Omit<WorldValidator, "hotkey">]>([
    ["forged scores", { records: (truth) => truth.map((record) => ({ ...record, score: 1000 - record.score })) }],
    ["withheld", { records: () => [] }],
    [
      "told twice",
      { records: (truth) => [...truth, ...truth.map((record) => ({ ...record, latencyMs: 1 }))], seals: () => true },
    ],
    [
      "another question",
      { records: (truth) => truth.map((record) => ({ ...record, challenge: `${record.challenge}0` })) },
    ],
    ["another round's block", { records: (truth) => truth.map((record) => ({ ...record, round: record.round + 1 })) }],
    ["another model", { records: (truth) => truth.map((record) => ({ ...record, revision: "b".repeat(40) })) }],
    ["another commitment", { records: (truth) => truth.map((record) => ({ ...record, commitBlock: 3 })) }],
    [
      "a score for a failure",
      { records: (truth) => truth.map((record) => ({ ...record, outcome: "model_failure", score: 1000 })) },
    ],
    ["sealed too late", { sealedBlock: (block) => block + 20 }],
  ])("behavior: %s: three of a run count against the test, the others for nothing", (what, liar) => {
    const world = new ReplayWorld({ seed: 2, validators: withLiar(liar), models: [WEAK, STRONG] }).run(230);
    const evidence = world.states.flatMap(({ challengers }) =>
      challengers.flatMap(({ trial }) => (trial.kind === "test" ? trial.evidence : [])),
    );
    expect(Math.max(...evidence.map(({ againstRounds }) => againstRounds))).toBe(3);
    expect(Math.max(...evidence.map(({ voidRounds }) => voidRounds))).toBeGreaterThan(0);
    // Only a round told twice is no outage.
    const excluded = new Set(evidence.flatMap((one) => one.excluded));
    expect([...excluded]).toEqual(what === "told twice" ? [LIAR] : []);
    const bad = notesOf(world).filter(({ code }) => code === "round_bad");
    expect([...new Set(bad.flatMap(({ hotkeys }) => hotkeys))]).toEqual([LIAR]);
    // Harmless: the better model is crowned all the same, and everybody replays the same.
    expect(world.champion).toBe("strong");
    expect(hashes(world.replay().states)).toEqual(hashes(world.states));
  });

  test("behavior: a validator that lists nobody is harmless while another one lists", () => {
    const silent = { lists: () => false };
    expect(new ReplayWorld({ seed: 2, validators: withLiar(silent), models: [WEAK, STRONG] }).run(200).champion).toBe(
      "strong",
    );
    const three = [...FOUR.slice(0, 2), { hotkey: "v3", ...silent }];
    const world = new ReplayWorld({ seed: 2, validators: three, models: [WEAK, STRONG] }).run(200);
    expect(world.champion).toBe("strong");
    expect(notesOf(world).filter(({ code }) => code === "round_bad")).toEqual([]);
  });

  test("behavior: records of rounds that belong to others, and about models that are not asked, change nothing", () => {
    const honest = new ReplayWorld({ seed: 2, validators: FOUR, models: close }).run(150);
    const other = addressOf("nobody");
    const chatty = withLiar({
      records: (truth) => [
        ...truth,
        ...truth.map((record) => ({ ...record, hotkey: other, challenge: record.challenge, uid: 9 })),
      ],
    });
    const world = new ReplayWorld({ seed: 2, validators: chatty, models: close }).run(150);
    const foreign = world.shards.map((shard) =>
      shard.header.hotkey === LIAR ? withCopies(shard, world.shards, addressOf("v0")) : shard,
    );
    const { states } = world.replay(foreign);
    expect(states.at(-1)!.challengers).toEqual(honest.states.at(-1)!.challengers);
  });

  test("behavior: the environment's fault voids for both sides, an answer that breaks the checker is a zero", () => {
    const broken = (reason: string): WorldValidator[] => [
      {
        hotkey: "v0",
        records: (truth) =>
          truth.map((record) => ({ ...record, outcome: "invalid", score: 0, reason, transcript: null })),
      },
    ];
    const voided = new ReplayWorld({ seed: 2, validators: broken("challenge_broken"), models: [WEAK] }).run(120);
    expect(voided.states.at(-1)!.challengers[0]!.trial).toMatchObject({ kind: "qualification", rounds: 0 });
    const zeros = new ReplayWorld({ seed: 2, validators: broken("check_broken"), models: [WEAK] }).run(120);
    expect(zeros.states.at(-1)!.challengers[0]!.trial).toMatchObject({ sumThousandths: 0 });
    expect((zeros.states.at(-1)!.challengers[0]!.trial as { rounds: number }).rounds).toBeGreaterThan(90);
  });

  test("behavior: a challenger that cannot be reached has zeros, with a champion that cannot the tests rest", () => {
    const down = (hotkey: string): WorldValidator[] => [
      {
        hotkey: "v0",
        records: (truth, plan) =>
          truth.map((record) =>
            plan.champion === null || record.hotkey !== addressOf(hotkey)
              ? record
              : { ...record, outcome: "infra_failure", score: 0, reason: "timeout", transcript: null },
          ),
      },
    ];
    const absent = new ReplayWorld({ seed: 2, validators: down("strong"), models: [WEAK, STRONG] }).run(200);
    expect(absent.champion).toBe("weak");
    expect(absent.states.at(-1)!.challengers[0]!.trial).toMatchObject({ evidence: { status: { state: "stopped" } } });
    const gone = new ReplayWorld({ seed: 2, validators: down("weak"), models: [WEAK, STRONG] }).run(260);
    const last = gone.states.at(-1)!;
    expect([gone.champion, last.resting]).toEqual(["weak", true]);
    const { evidence } = last.challengers[0]!.trial as { evidence: { rounds: number; nullRounds: number } };
    expect(evidence.nullRounds).toBe(evidence.rounds);
    expect(evidence.rounds).toBeGreaterThanOrEqual(3);
    // It alone is asked.
    const plan = gone.replay().replay.planOf(gone.replay().replay.lastScheduled);
    expect([plan?.rests, plan?.champion?.hotkey, plan?.challengers]).toEqual([true, addressOf("weak"), []]);
  });
});

describe("shards that come late", () => {
  test("behavior: one that changes what was decided outdates the replay; one that does not, does not", () => {
    const world = new ReplayWorld({ seed: 2, validators: FOUR, models: [WEAK, STRONG] }).run(120);
    const without = (skip: (shard: ReplayShard) => boolean): ContestReplay => {
      const { replay } = world.replay(world.shards.filter((shard) => !skip(shard)));
      for (const shard of world.shards.filter(skip)) replay.read(shard);
      return replay;
    };
    const ownRounds = ({ records, header }: ReplayShard): boolean =>
      header.sealedBlock! > 95 && header.sealedBlock! < 105 && records.some(({ kind }) => kind === "rollout");
    expect(without((shard) => ownRounds(shard) && shard.header.hotkey === LIAR).outdated).toContain(
      "changes what was decided",
    );
    const newest = ({ header }: ReplayShard): boolean => header.sealedBlock! === 119;
    expect(without(newest).outdated).toBeNull();
    const idle = (shard: ReplayShard): boolean =>
      shard.header.sealedBlock === 101 && shard.records.every(({ kind }) => kind === "heartbeat");
    expect(world.shards.some(idle)).toBe(true);
    expect(without(idle).outdated).toBeNull();
  });
});

function notesOf(world: ReplayWorld): ReplayNote[] {
  const notes: ReplayNote[] = [];
  world.replay(world.shards, { onNote: (note) => notes.push(note) });
  return notes;
}

/** The liar's shard with another validator's rollouts of the same block in it. */
function withCopies(shard: ReplayShard, all: readonly ReplayShard[], of: string): ReplayShard {
  const same = all.find(({ header }) => header.hotkey === of && header.seq === shard.header.seq);
  const rollouts = same?.records.filter(({ kind }) => kind === "rollout") ?? [];
  return { ...shard, records: [...shard.records, ...rollouts] };
}

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const order = items.map((item, at) => ({ item, key: Math.imul(at + 1, 2_654_435_761 ^ seed) >>> 0 }));
  return order.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
