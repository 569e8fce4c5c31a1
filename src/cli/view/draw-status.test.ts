import { describe, expect, test } from "vitest";
import type { Status } from "../../serve/index.ts";
import { drawStatus } from "./draw-status.ts";

const HOTKEY = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

function status(environments: readonly string[]): Status {
  const score = { n: 1234, asked: 1234, answered: 1201, score: 1000, lowBp: 9812, highBp: 10_000 };
  return {
    servedAtMs: 1,
    version: "1",
    validator: { hotkey: HOTKEY, uid: 1, running: true, startedAtMs: 0, updatedAtMs: 0 },
    chain: {
      endpoint: "http://127.0.0.1:1",
      netuid: 120,
      block: 123_456,
      headAgeMs: 0,
      tempo: 20,
      nextEpochBlock: 123_460,
    },
    mechanism: "affine-v1",
    environments: environments.map((name) => ({ name, version: "1", level: 3 })),
    champion: { uid: 250, hotkey: HOTKEY, model: `someone/affine-${"x".repeat(80)}` },
    contest: null,
    replaying: null,
    readingScores: false,
    leaderboard: [250, 2].map((uid) => ({
      uid,
      hotkey: HOTKEY,
      model: `someone/affine-${"x".repeat(80)}`,
      revision: "r",
      block: 1,
      eligible: true,
      dominates: 1,
      champion: uid === 250,
      weightBp: uid === 250 ? 10_000 : 0,
      environments: uid === 250 ? Object.fromEntries(environments.map((name) => [name, score])) : {},
    })),
    leftOut: [],
    hosts: { known: 2, waiting: 0, oldestAtMs: 1 },
    weights: { vector: { 250: 65_535 }, block: 123_440, confirmed: true, ageBlocks: 16 },
    records: { rollouts: 123_456, shards: 1234, bytes: 1, pending: 999 },
    queue: { waiting: 1234, running: 64 },
    recentBlocks: [],
    alarms: [{ atMs: 0, code: "weights_old", message: "m".repeat(200) }],
  };
}

describe("drawStatus", () => {
  test.each([["SAT"], ["SAT", "ABD", "DED"], ["SAT", "ABD", "INDUCE", "HUNT"]])(
    "default: no line is wider than 80 columns: %s",
    (...names) => {
      const lines = drawStatus(status(names), { width: 80, color: false, pageUrl: "http://127.0.0.1:8420" }).split(
        "\n",
      );
      expect(lines.filter((line) => line.length > 80)).toEqual([]);
      const row = lines.find((line) => line.startsWith("250 "))!;
      expect(row).toMatch(/100%$/);
      expect(row).not.toContain("…\u0020\u0020…");
      expect(lines.some((line) => line.includes("no answers"))).toBe(true);
    },
  );

  test("behavior: bars where there is room, figures where there is not", () => {
    expect(drawStatus(status(["SAT"]), { width: 80, color: false })).toContain("█");
    const narrow = drawStatus(status(["SAT", "ABD", "DED"]), { width: 80, color: false });
    expect(narrow).not.toContain("█");
    expect(narrow).toContain("100% [98,100]");
    expect(drawStatus(status(["SAT", "ABD", "DED"]), { width: 160, color: false })).toContain("█");
  });

  test("behavior: while scores are read, none are not said to be missing", () => {
    const reading = { ...status(["SAT", "ABD"]), readingScores: true };
    const silent = { ...reading, leaderboard: reading.leaderboard.map((row) => ({ ...row, environments: {} })) };
    for (const width of [80, 200]) {
      const text = drawStatus(silent, { width, color: false });
      expect(text).toContain("reading");
      expect(text).not.toContain("no answers");
    }
  });

  test("behavior: a contest that is read from the records is said to be catching up", () => {
    const behind = { ...status(["SAT"]), replaying: { block: 500, headBlock: 123_456 } };
    expect(drawStatus(behind, { width: 80, color: false })).toContain("catching up: ");
    expect(drawStatus(status(["SAT"]), { width: 80, color: false })).not.toContain("catching up");
    // Who reigns is not known meanwhile; that nobody does would be said of a network that has begun.
    const unknown = drawStatus({ ...behind, champion: null }, { width: 80, color: false });
    expect(unknown).toContain("champion  not known yet");
    expect(unknown).not.toContain("nobody");
    expect(drawStatus({ ...status(["SAT"]), champion: null }, { width: 80, color: false })).toContain("nobody yet");
  });

  test("behavior: colours only when asked for", () => {
    expect(drawStatus(status(["SAT"]), { width: 80, color: true })).toContain("\u001b[");
    expect(drawStatus(status(["SAT"]), { width: 80, color: false })).not.toContain("\u001b[");
  });

  test("behavior: a picture of a crowded contest fits 80 by 24: challengers give way first, the furthest stay", () => {
    const challenger = (uid: number, wealthMilli: number) => ({
      ...{ uid, hotkey: HOTKEY, model: `lab/affine-${uid}`, revision: "r", committedBlock: 1, state: "open" as const },
      ...{
        reason: null,
        rounds: 100,
        epsBp: 100,
        futility: [],
        roundsLeft: { low: 1, middle: 2, high: 3 },
        excluded: [],
      },
      ...{
        meanGain: { lowBp: 0, highBp: 100 },
        gains: { SAT: { lowBp: 0, highBp: 100 } },
        againstRounds: 0,
        voidRounds: 0,
      },
      wealth: [{ stream: "better", environment: "SAT", wealthMilli, levelMilli: 14_000, reached: false }],
    });
    const outside = Array.from({ length: 6 }, (_, uid) => ({
      ...{ uid: 90 + uid, hotkey: HOTKEY, model: "m", state: "waits" as const, reason: "turn", detail: "" },
    }));
    const contest = {
      ...{
        block: 1,
        round: 1,
        lagBlocks: 16,
        reign: 1,
        champion: null,
        pendingCrown: null,
        unpaid: false,
        burnUid: 0,
        resting: false,
      },
      ...{ anchorsBp: {}, crowns: [], validators: [], outside, shadow: { mechanism: "affine-v1", champion: null } },
      challengers: Array.from({ length: 30 }, (_, uid) => challenger(uid + 10, 100 * uid)),
    };
    const crowded = { ...status(["SAT", "ABD"]), contest };
    for (const height of [80, 24, 12]) {
      const lines = drawStatus(crowded, { width: 80, height, color: false, pageUrl: "http://127.0.0.1:8420" }).split(
        "\n",
      );
      expect(lines.length).toBeLessThanOrEqual(height);
      expect(lines.filter((line) => line.length > 80)).toEqual([]);
    }
    expect(drawStatus({ ...crowded, contest: { ...contest, burnUid: 250 } }, { width: 80, color: false })).toContain(
      "weights   uid 250 (burnt) at block",
    );
    const lines = drawStatus(crowded, { width: 80, height: 24, color: false }).split("\n");
    expect(lines.find((line) => line.startsWith("250 "))).toBeDefined();
    expect(lines.find((line) => line.startsWith(" 39 "))).toBeDefined();
    expect(lines.join("\n")).toMatch(/… and \d+ more challengers/);
    expect(drawStatus(crowded, { width: 80, color: false }).split("\n").length).toBeGreaterThan(80);
  });
});
