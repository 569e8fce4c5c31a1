import { describe, expect, test } from "vitest";
import type { Miner } from "../../core/index.ts";
import type { Challenger, Contest } from "../../serve/index.ts";
import { drawReport } from "./draw-report.ts";
import { minerReport } from "./miner-report.ts";

const hotkeyOf = (uid: number): string => `5${"F".repeat(44)}${"ABCDEFGH"[uid] ?? "J"}aa`;
const miner = (uid: number): Miner => ({
  uid,
  hotkey: hotkeyOf(uid),
  coldkey: hotkeyOf(7),
  model: `me/affine-${uid}`,
  revision: "a".repeat(40),
  block: 10 + uid,
  baseUrl: "http://127.0.0.1:1/v1",
  chuteId: null,
});

const challenger = (uid: number, changes: Partial<Challenger> = {}): Challenger => ({
  uid,
  hotkey: hotkeyOf(uid),
  model: `me/affine-${uid}`,
  revision: "a".repeat(40),
  committedBlock: 10 + uid,
  state: "queued",
  reason: null,
  rounds: 0,
  epsBp: null,
  wealth: [],
  futility: [],
  meanGain: null,
  gains: {},
  roundsLeft: null,
  excluded: [],
  againstRounds: 0,
  voidRounds: 0,
  ...changes,
});

function contest(changes: Partial<Contest>): Contest {
  return {
    block: 100,
    round: 20,
    lagBlocks: 0,
    reign: 1,
    champion: null,
    pendingCrown: null,
    unpaid: false,
    burnUid: 0,
    resting: false,
    anchorsBp: {},
    challengers: [],
    outside: [],
    crowns: [],
    validators: [],
    shadow: { mechanism: "affine-v1", champion: null },
    ...changes,
  };
}

const drawn = (...of: Parameters<typeof minerReport>) => drawReport(minerReport(...of), undefined).join("\n");

describe("minerReport", () => {
  test("default: an open test, with its wealth, gains and what is left", () => {
    const open = challenger(2, {
      state: "open",
      rounds: 400,
      epsBp: 25,
      wealth: [{ stream: "better", environment: null, wealthMilli: 4200, levelMilli: 11_500, reached: false }],
      meanGain: { lowBp: -120, highBp: 640 },
      gains: { SAT: { lowBp: -300, highBp: 900 } },
      roundsLeft: { low: 300, middle: 1000, high: 2200 },
    });
    const text = drawn({ miner: miner(2) }, contest({ challengers: [open] }));
    expect(text).toContain("state     open");
    expect(text).toContain("400 rounds, must gain more than 0.25 points");
    expect(text).toContain("mean -1.20 to 6.40 points (95%)");
    expect(text).toContain("about 1000 rounds to a crown (300 to 2200)");
    expect(text).toMatch(/better +mean +4\.2 +11\.5 +no/);
    expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("behavior: a place in the queue goes by the block of the commitment", () => {
    const queue = contest({ challengers: [challenger(3), challenger(1), challenger(2, { state: "open" })] });
    expect(minerReport({ miner: miner(3) }, queue).queuePlace).toBe(2);
    expect(minerReport({ miner: miner(1) }, queue).queuePlace).toBe(1);
    expect(minerReport({ miner: miner(2) }, queue).queuePlace).toBeNull();
  });

  test("behavior: who is kept out is told why and what to do", () => {
    const leftOut = { uid: 4, hotkey: hotkeyOf(4), reason: "name_rule" as const, detail: "no" };
    expect(minerReport({ leftOut }, undefined)).toMatchObject({
      state: "refused",
      reason: "name_rule",
      advice: expect.stringContaining("affine") as string,
    });
    const outside = {
      uid: 5,
      hotkey: hotkeyOf(5),
      model: "me/affine-5",
      state: "refused" as const,
      reason: "chat_template",
      detail: "line 1",
    };
    const text = drawn({ miner: miner(5) }, contest({ outside: [outside] }));
    expect(text).toContain("refused (chat_template)");
    expect(text).toContain("line 1");
  });

  test("behavior: the champion, and a contest that is not known", () => {
    const champion = { ...challenger(6), crownedBlock: 40, scores: { SAT: 612 }, rounds: 900 };
    const reigning = contest({ champion });
    expect(drawn({ miner: miner(6) }, reigning)).toContain("since block 40, 900 rounds: SAT 61.2%");
    const unknown = drawReport(minerReport({ miner: miner(6) }, undefined), "nobody answers").join("\n");
    expect(unknown).toContain("state     competes");
    expect(unknown).toContain("--status-url");
  });
});
