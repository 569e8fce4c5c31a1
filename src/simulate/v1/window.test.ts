import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideV1, decideV1Tallies, winnerV1Tallies, type V1Result } from "../../mechanism/index.ts";
import { Miner } from "../world/miner.ts";
import { MinerWindow } from "./window.ts";

const WINDOW = 20;
const ENVS = ["E0", "E1"];

describe("window of affine-v1", () => {
  test("law: counts that slide decide as the whole window counted anew does", () => {
    const round = fc.array(fc.option(fc.integer({ min: 0, max: 3 })), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(round, { minLength: 1, maxLength: 60 }), (rounds) => {
        const windows = [0, 1, 2, 3].map((order) => {
          const model = { skills: [0.5, 0.5], lineage: "x", lineageShare: 0.4 };
          return new MinerWindow(new Miner({ owner: "honest", model, coldkey: "" }, 0.4, order, 0), 2, WINDOW);
        });
        for (const [k, all] of rounds.entries()) {
          for (const [place, one] of windows.entries()) one.push(k, all[place] ?? null);
        }
        const results = rounds.slice(-WINDOW).flatMap((all) =>
          all.flatMap((bits, place): V1Result[] => {
            const { hotkey, model, revision } = windows[place]!.tally;
            const text = { hotkey, model: model ?? "", revision: revision ?? "" };
            return bits === null
              ? []
              : ENVS.map((env, e) => ({ ...text, env, score: 1000 * ((bits >> e) & 1), commitBlock: place }));
          }),
        );
        const hotkeys = windows.map(({ tally: { uid, hotkey } }) => ({ uid, hotkey }));
        const whole = decideV1({ results, hotkeys, envs: ENVS });
        // Who has nothing left in the window is not active when it is counted anew.
        const here = windows.filter(({ tally }) => tally.n.some((n) => n > 0)).map(({ tally }) => tally);
        const sliding = decideV1Tallies(here, ENVS);
        expect(sliding.winner).toBe(whole.winner);
        expect(winnerV1Tallies(here, ENVS.length)).toBe(whole.winner);
        expect(sliding.required).toEqual(whole.required);
        for (const row of sliding.table) {
          const other = whole.table.find(({ uid }) => uid === row.uid);
          expect(row.environments).toEqual(other?.environments);
          expect(row.dominates).toBe(other?.dominates);
        }
      }),
      { seed: 5, numRuns: 150 },
    );
  });
});
