import { describe, expect, test } from "vitest";
import type { Metagraph, Neuron } from "../chain/chain.ts";
import { contestRules } from "../replay/index.ts";
import { sha256Hex } from "../core/index.ts";
import type { RolloutRecord } from "../record/index.ts";
import type { FsStore } from "../store/index.ts";
import { silentLogger } from "../telemetry/index.ts";
import { Alarms } from "./alarms.ts";
import { withAsked, withRatesOfAsked } from "./board.ts";
import { decideByWindow } from "./decision.ts";
import { Results } from "./window/results.ts";
import { keyFromUri } from "../wallet/index.ts";

const keys = ["//Alice", "//Bob", "//Charlie"].map((uri) => keyFromUri(uri).address);
const [validator = "", slow = "", mute = ""] = keys;
const rules = contestRules({ netuid: 120, environments: [{ name: "ABD" }] });
const metagraph = {
  block: { number: 100, hash: "0x" },
  neurons: keys.map(
    (hotkey, uid) => ({ uid, hotkey, coldkey: hotkey, validatorPermit: uid === 0 }) as unknown as Neuron,
  ),
} as unknown as Metagraph;

function record(hotkey: string, place: number, of: Pick<RolloutRecord, "outcome" | "score" | "reason">): RolloutRecord {
  return {
    v: 1,
    kind: "rollout",
    netuid: 120,
    round: place,
    block: place,
    index: 0,
    env: "ABD",
    challenge: `ABD/1/x/${sha256Hex(`${hotkey} ${place}`)}`,
    uid: keys.indexOf(hotkey),
    hotkey,
    model: `lab/affine-${keys.indexOf(hotkey)}`,
    revision: "r",
    commitBlock: 0,
    transcript: null,
    promptTokens: 0,
    completionTokens: 0,
    latencyMs: 0,
    atMs: 0,
    rules: "rules",
    ...of,
  };
}

/** Right where it is quick; what it would get wrong takes it too long. */
function window() {
  const results = new Results({
    store: undefined as unknown as FsStore,
    netuid: 120,
    hotkey: validator,
    rules: "rules",
    windowBlocks: 1000,
    alarms: new Alarms(
      () => 0,
      () => undefined,
    ),
    log: silentLogger,
  });
  for (let place = 0; place < 100; place += 1) {
    const quick = place % 2 === 0;
    const said = quick
      ? ({ outcome: "scored", score: 1000, reason: "correct" } as const)
      : ({ outcome: "infra_failure", score: 0, reason: "timeout" } as const);
    results.add(record(slow, place, said));
  }
  for (let place = 0; place < 10; place += 1) {
    results.add(record(mute, place, { outcome: "infra_failure", score: 0, reason: "server_error" }));
    results.add(record(slow, 200 + place, { outcome: "infra_failure", score: 0, reason: "deadline_passed" }));
    results.add(record(slow, 300 + place, { outcome: "invalid", score: 0, reason: "challenge_broken" }));
  }
  return results.window(500);
}

describe("board", () => {
  test("behavior: under affine-v2 what was not answered counts as the contest counts it", () => {
    const { results, tallies } = window();
    const { leaderboard } = withRatesOfAsked(decideByWindow(rules, metagraph, results), tallies, metagraph);
    expect(leaderboard[0]?.environments["ABD"]).toMatchObject({ n: 100, asked: 100, answered: 50, score: 500 });
    expect(leaderboard[0]?.environments["ABD"]?.highBp).toBeLessThan(6100);
  });

  test("behavior: who was asked and never answered is on it", () => {
    const { results, tallies } = window();
    const { leaderboard } = withRatesOfAsked(decideByWindow(rules, metagraph, results), tallies, metagraph);
    const row = leaderboard.find(({ hotkey }) => hotkey === mute);
    expect(row).toMatchObject({ uid: 2, eligible: false, champion: false });
    expect(row?.environments["ABD"]).toMatchObject({ n: 10, answered: 0, score: 0 });
  });

  test("behavior: under affine-v1 answers count, and what was asked is shown beside", () => {
    const { results, tallies } = window();
    const { leaderboard } = withAsked(decideByWindow(rules, metagraph, results), tallies);
    expect(leaderboard[0]?.environments["ABD"]).toMatchObject({ n: 50, asked: 100, answered: 50, score: 1000 });
  });
});
