import { describe, expect, test } from "vitest";
import { WHOLE_SHARE } from "../mechanism/index.ts";
import { ReplayWorld } from "../../test/replay/replay-world.ts";
import { addressOf, type WorldModel, type WorldValidator } from "../../test/replay/world-options.ts";
import { Coldkeys } from "./coldkeys.ts";
import { evidenceDocument, evidenceHash } from "./evidence-document.ts";

const ONE: WorldValidator[] = [{ hotkey: "v0" }];
const FOUR: WorldValidator[] = ["v0", "v1", "v2", "v3"].map((hotkey) => ({ hotkey }));
const CHAMPION: WorldModel = { hotkey: "champion", block: 1, skill: 600 };

const model = (hotkey: string, more: Partial<WorldModel> = {}): WorldModel => ({
  hotkey,
  block: 10,
  skill: 600,
  ...more,
});

describe("Admission", () => {
  test("default: the first commitment of a model wins, a copy is left out with the reason", () => {
    const world = new ReplayWorld({
      validators: ONE,
      models: [model("copy", { block: 20, identity: "champion" }), CHAMPION, model("disguised", { block: 20 })],
    }).run(60);
    expect(world.standing("champion")).toBe("admitted");
    expect(world.standing("copy")).toBe("duplicate");
    // Another identity: it is tested, and it is the tests that tell.
    expect(world.standing("disguised")).toBe("admitted");
  });

  test("behavior: within a block the hash of the block and the hotkey decide, for everybody alike", () => {
    const twins = ["a", "b", "c"].map((hotkey) => model(hotkey, { identity: "same" }));
    const seen = [1, 2, 3, 4, 5, 6].map((seed) => {
      const world = new ReplayWorld({ validators: ONE, models: twins, seed }).run(40);
      const standings = twins.map(({ hotkey }) => world.standing(hotkey));
      expect(standings.filter((reason) => reason === "admitted")).toHaveLength(1);
      expect(standings.filter((reason) => reason === "duplicate")).toHaveLength(2);
      return standings.indexOf("admitted");
    });
    expect(new Set(seen).size).toBeGreaterThan(1);
  });

  test("behavior: a model that is stopped is not tested again against the same champion, under any key", () => {
    const world = new ReplayWorld({
      validators: ONE,
      models: [
        CHAMPION,
        model("bad", { skill: 100, until: 130 }),
        model("again", { identity: "bad", block: 140, skill: 100 }),
      ],
    }).run(190);
    expect(world.champion).toBe("champion");
    expect(world.standing("bad")).toBeUndefined();
    expect(world.standing("again")).toBe("duplicate");
    // Nor by the key that had it, once it is back.
    const back = new ReplayWorld({
      validators: ONE,
      models: [CHAMPION, model("bad", { skill: 100, until: 130 }), model("bad", { skill: 100, block: 140 })],
    }).run(190);
    expect(back.standing("bad")).toBe("already_tested");
  });

  test("behavior: one open test a coldkey; after a futile one it waits", () => {
    const mine = { coldkey: "cold", skill: 100 };
    const world = new ReplayWorld({
      validators: ONE,
      models: [CHAMPION, model("first", mine), model("second", { ...mine, block: 12 })],
    });
    world.run(60);
    expect(world.standing("first")).toBe("admitted");
    expect(world.standing("second")).toBe("coldkey_busy");
    world.run(220);
    expect(world.champion).toBe("champion");
    expect(world.states.at(-1)!.challengers[0]!.trial).toMatchObject({ evidence: { status: { state: "stopped" } } });
    expect(world.standing("second")).toBe("backing_off");
    const standing = world.driver.admission.standings.find(({ hotkey }) => hotkey === addressOf("second"))!;
    const until = Number(/until block (\d+)/.exec(standing.detail)![1]);
    expect(until).toBeGreaterThan(7200 + 70);
    expect(until).toBeLessThan(7200 + 220);
  });

  test("behavior: leaving during a test counts as a futile one", () => {
    const world = new ReplayWorld({
      validators: ONE,
      models: [
        CHAMPION,
        model("leaver", { coldkey: "cold", until: 100 }),
        model("next", { coldkey: "cold", block: 105 }),
      ],
    }).run(130);
    expect(world.standing("next")).toBe("backing_off");
  });

  test("behavior: a model is in when more than half of the validators find it right, and out when they find it wrong", () => {
    const seenBy = (...names: string[]) => ({
      finding: (validator: string): string => (names.includes(validator) ? "ok" : "identity_mismatch"),
    });
    const world = new ReplayWorld({
      validators: FOUR,
      models: [
        model("three", seenBy("v0", "v1", "v2")),
        model("two", seenBy("v0", "v1")),
        model("one", seenBy("v0")),
        model("changed", { finding: (_, block) => (block < 60 ? "ok" : "revision_changed") }),
      ],
    }).run(50);
    expect(["three", "two", "one", "changed"].map((hotkey) => world.standing(hotkey))).toEqual([
      "admitted",
      "not_inspected",
      "identity_mismatch",
      "admitted",
    ]);
    world.run(80);
    expect(world.standing("changed")).toBe("revision_changed");
    expect(world.idOf("changed")).toBeUndefined();
  });

  test.each(["host_cold", "no_host"])(
    "behavior: one look at which no validator finds an instance (%s) takes nobody out: champion and challenger stay",
    (reason) => {
      const at = (cold: number) => ({
        finding: (_: string, block: number): string => (block === cold ? reason : "ok"),
      });
      const world = new ReplayWorld({
        validators: FOUR,
        models: [
          { ...CHAMPION, ...at(120) },
          model("better", { skill: 700, ...at(100) }),
          model("late", { block: 98, ...at(100) }),
        ],
      }).run(110);
      // Who is not in yet waits until it is served.
      expect(world.standing("late")).toBe(reason);
      const roundsAt = (block: number): number => {
        const state = world.states.find((one) => one.block === block)!;
        const better = state.challengers.find(({ contestant }) => contestant.hotkey === addressOf("better"));
        expect(better?.trial).toMatchObject({ kind: "test", evidence: { status: { state: "open" } } });
        return better?.trial.kind === "test" ? better.trial.evidence.rounds : 0;
      };
      const before = roundsAt(100);
      expect(world.standing("better")).toBe("admitted");
      world.run(140);
      expect(world.driver.contest.crowns.map(({ how }) => how)).toEqual(["qualification"]);
      expect([world.champion, world.standing("champion"), world.standing("late")]).toEqual([
        "champion",
        "admitted",
        "admitted",
      ]);
      // Its test went on all the while: a round a block.
      expect(roundsAt(130) - before).toBe(30);
      const { states } = world.replay();
      expect(states.map((state) => evidenceHash(evidenceDocument(120, state)))).toEqual(
        world.states.map((state) => evidenceHash(evidenceDocument(120, state))),
      );
    },
  );

  test("behavior: a champion that hides its repository for one look is gone, and waits like after a futile test", () => {
    const hides = (_: string, block: number): string => (block === 100 ? "repo_private" : "ok");
    const world = new ReplayWorld({
      validators: FOUR,
      models: [{ ...CHAMPION, finding: hides }, model("heir", { skill: 590 })],
    }).run(120);
    expect(world.standing("champion")).toBe("backing_off");
    expect(world.states.find(({ block }) => block === 100)!.champion).toBeNull();
    world.run(200);
    expect(world.champion).toBe("heir");
    expect(world.driver.contest.crowns.map(({ how }) => how)).toEqual(["qualification", "qualification"]);
  });

  test("behavior: who claims another's model and is found wrong keeps nobody out; who is not looked at yet does", () => {
    const squatter = (finding: string) => model("squatter", { block: 5, identity: "mine", finding: () => finding });
    const owner = model("owner", { block: 9, identity: "mine" });
    const refused = new ReplayWorld({ validators: ONE, models: [squatter("identity_mismatch"), owner] }).run(40);
    expect(refused.standing("owner")).toBe("admitted");
    const divided = new ReplayWorld({
      validators: FOUR,
      models: [{ ...squatter("ok"), finding: (validator) => (validator < "v2" ? "ok" : "identity_mismatch") }, owner],
    }).run(40);
    expect(divided.standing("squatter")).toBe("not_inspected");
    expect(divided.standing("owner")).toBe("duplicate");
  });

  test("behavior: names and texts that the network does not take are refused with their reason", () => {
    const world = new ReplayWorld({
      validators: ONE,
      models: [model("named", { model: "lab/other" }), model("spaced", { model: "not a name" })],
    }).run(30);
    expect(world.standing("named")).toBe("name_rule");
    expect(world.standing("spaced")).toBe("bad_model");
  });

  test("behavior: a champion that leaves is gone, the weights are burnt, and the next one qualifies", () => {
    const world = new ReplayWorld({
      validators: ONE,
      models: [{ ...CHAMPION, until: 110 }, model("heir", { block: 20, skill: 590 })],
    }).run(120);
    expect(world.champion).toBeUndefined();
    expect([...world.driver.weights({ uidOf: () => 5, block: 115 })]).toEqual([[0, 65_535]]);
    world.run(240);
    expect(world.champion).toBe("heir");
    expect(world.driver.contest.anchorsBp.every((anchor) => anchor !== null)).toBe(true);
  });

  test.each([
    ["one validator", ONE],
    ["four validators", FOUR],
  ])("behavior: who waits long is not forgotten: a finding counts while its commitment stands: %s", (_, validators) => {
    const world = new ReplayWorld({
      validators,
      models: [CHAMPION, model("first", { coldkey: "cold" }), model("second", { coldkey: "cold", block: 12 })],
    }).run(200);
    // Much more than the ten deadlines for which rounds are kept to be read again.
    expect(world.standing("second")).toBe("coldkey_busy");
    const reasons = world.states.slice(10).flatMap(({ standings }) => standings.map(({ reason }) => reason));
    expect(reasons).not.toContain("not_inspected");
  });

  test("behavior: open tests begin anew against a new champion, which itself may challenge once beaten", () => {
    const world = new ReplayWorld({
      validators: ONE,
      models: [
        model("old", { block: 1, skill: 250 }),
        model("middle", { block: 12, skill: 260 }),
        model("new", { block: 14, skill: 900 }),
      ],
    }).run(230);
    expect(world.champion).toBe("new");
    const beforeCrown = world.states.findLast(({ champion }) => champion?.hotkey === addressOf("old"))!;
    const played = (state: typeof beforeCrown, hotkey: string): number => {
      const trial = state.challengers.find(({ contestant }) => contestant.hotkey === addressOf(hotkey))?.trial;
      return trial?.kind === "test" ? trial.evidence.rounds : -1;
    };
    expect(played(beforeCrown, "middle")).toBeGreaterThan(20);
    const afterCrown = world.states.find(({ champion }) => champion?.hotkey === addressOf("new"))!;
    expect(played(afterCrown, "middle")).toBeLessThan(20);
    expect(world.standing("old")).toBe("admitted");
  });
});

describe("Coldkeys", () => {
  test("default: 7,200 blocks after the first futile test, doubled four times at most", () => {
    const coldkeys = new Coldkeys();
    const waits = [1, 2, 3, 4, 5, 6, 7].map(() => {
      coldkeys.addFutile("cold", 1000);
      return (coldkeys.mayEnterAt("cold") - 1000) / 7200;
    });
    expect(waits).toEqual([1, 2, 4, 8, 16, 16, 16]);
    expect(coldkeys.mayEnterAt("other")).toBe(0);
    coldkeys.clear("cold");
    expect(coldkeys.mayEnterAt("cold")).toBe(0);
  });
});

describe("snapshots of the chain", () => {
  const forged = (record: Parameters<NonNullable<WorldValidator["snapshot"]>>[0]) => ({
    ...record,
    validators: [{ hotkey: addressOf("v3"), stakeRao: "1000000" }],
  });

  test("behavior: what most of the voting shares wrote counts, also against the richest forger; the forger is named", () => {
    // Nearly a third of the stake, and no more than a quarter of the voting share.
    const validators = [...FOUR.slice(0, 3), { hotkey: "v3", stakeRao: "1400", snapshot: forged }];
    const world = new ReplayWorld({ validators, models: [CHAMPION] }).run(60);
    expect(world.driver.snapshot?.shares.map(({ share }) => share)).toEqual(FOUR.map(() => WHOLE_SHARE / 4));
    const notes: string[] = [];
    world.replay(world.shards, {
      onNote: ({ code, hotkeys }) => code === "snapshot_conflict" && notes.push(...hotkeys),
    });
    expect([...new Set(notes)]).toEqual([addressOf("v3")]);
  });

  test("behavior: two that disagree stay with the last one they agreed on", () => {
    const validators: WorldValidator[] = [
      { hotkey: "v0" },
      { hotkey: "v1", snapshot: (record) => (record.block < 40 ? record : { ...record, hash: `0x${"0".repeat(64)}` }) },
    ];
    const world = new ReplayWorld({ validators, models: [CHAMPION] }).run(70);
    expect(world.driver.snapshot?.record.block).toBe(35);
  });
});
