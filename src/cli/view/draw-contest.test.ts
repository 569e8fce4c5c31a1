import colors from "picocolors";
import { expect, test } from "vitest";
import type { Challenger, Contest } from "../../serve/index.ts";
import { drawContest } from "./draw-contest.ts";

const HOTKEY = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";
const plain = colors.createColors(false);

function challenger(about: Partial<Challenger>): Challenger {
  return {
    uid: 250,
    hotkey: HOTKEY,
    model: `someone/affine-${"x".repeat(80)}`,
    revision: "r",
    committedBlock: 1,
    state: "open",
    reason: null,
    rounds: 12_345,
    epsBp: 100,
    wealth: [
      { stream: "better_on_average", environment: null, wealthMilli: 7000, levelMilli: 14_000, reached: false },
      { stream: "gain_above_zero", environment: null, wealthMilli: 9000, levelMilli: 6400, reached: true },
      { stream: "no_great_loss", environment: "SAT", wealthMilli: 0, levelMilli: 6400, reached: false },
    ],
    futility: [],
    meanGain: { lowBp: -1234, highBp: 10_000 },
    gains: { SAT: { lowBp: -10_000, highBp: 10_000 }, ABD: { lowBp: 300, highBp: 4500 }, DED: { lowBp: 0, highBp: 0 } },
    roundsLeft: { low: 120, middle: 400, high: 880 },
    excluded: [],
    againstRounds: 0,
    voidRounds: 0,
    ...about,
  };
}

function contest(challengers: Challenger[]): Contest {
  const detail = `${HOTKEY} committed this model first`;
  return {
    block: 123_456,
    round: 123_455,
    lagBlocks: 16,
    reign: 12,
    champion: null,
    pendingCrown: null,
    unpaid: false,
    burnUid: 0,
    resting: false,
    anchorsBp: {},
    challengers,
    outside: [{ uid: 7, hotkey: HOTKEY, model: "a/affine", state: "refused", reason: "duplicate", detail }],
    crowns: [],
    validators: [],
    shadow: { mechanism: "affine-v1", champion: null },
  };
}

test("default: wealth, gates, gains of each environment and what is left, none wider than 80 columns", () => {
  const lines = drawContest(contest([challenger({}), challenger({ state: "stopped", reason: "harm" })]), plain);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines[1]).toMatch(/^250 {2}someone\/affine-x+ open n 12345, wealth 50%, gates 1\/2$/);
  expect(lines[2]).toBe("     gain -12.3..+100.0 points (SAT -100..+100, ABD +3..+45, DED 0..0)");
  expect(lines[3]).toBe("     left 120..880 rounds");
  expect(lines[4]).toMatch(/ stopped: harm, n 12345$/);
  expect(lines.at(-1)).toMatch(/^ {2}7 {2}a\/affine +duplicate: 5GrwvaEF… committed this model first$/);
});

test("behavior: four environments at their widest fit into 80 columns, nothing cut", () => {
  const widest = { lowBp: -10_000, highBp: 10_000 };
  const gains = { SAT: widest, ABD: widest, INDUCE: widest, HUNT: widest };
  const lines = drawContest(contest([challenger({ gains, meanGain: widest })]), plain);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines.slice(2, 4)).toEqual([
    "     gain -100.0..+100.0 points",
    "     SAT -100..+100, ABD -100..+100, INDUCE -100..+100, HUNT -100..+100",
  ]);
});

test("behavior: without a test there is nothing but the state", () => {
  const lines = drawContest(contest([challenger({ state: "queued", meanGain: null, rounds: 0 })]), plain);
  expect(lines[1]).toMatch(/ queued, n 0$/);
  expect(lines[2]).toMatch(/^nobody reigns/);
});

test("behavior: an unpaid champion and resting tests are told, none wider than 80 columns", () => {
  const lines = drawContest({ ...contest([]), unpaid: true, resting: true }, plain);
  expect(lines).toContain("unpaid: the champion left too many questions unanswered, its weight is burnt");
  expect(lines).toContain("tests rest until the champion's host answers again");
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
});
