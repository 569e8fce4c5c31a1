import { expect, test } from "vitest";
import type { Metagraph, Neuron } from "../chain/chain.ts";
import type { V1Result } from "../mechanism/index.ts";
import { contestRules } from "../replay/index.ts";
import { decideByWindow } from "./decision.ts";
import { shadowOf } from "./shadow-of.ts";

const rules = contestRules({ netuid: 120, environments: [{ name: "SAT" }] });
const metagraph = {
  neurons: ["none", "early", "late"].map((hotkey, uid) => ({ uid, hotkey }) as unknown as Neuron),
} as unknown as Metagraph;
const answer = (hotkey: string, commitBlock: number, score: number): V1Result => ({
  ...{ hotkey, commitBlock, score },
  ...{ model: `lab/affine-${hotkey}`, revision: "r", env: "SAT" },
});
const shadow = (results: readonly V1Result[]) => shadowOf(decideByWindow(rules, metagraph, results));

test("default: who would win, with points", () => {
  const results = Array.from({ length: 20 }, () => [answer("early", 5, 0), answer("late", 7, 1000)]).flat();
  expect(shadow(results).champion).toEqual({ uid: 2, hotkey: "late", hasPoints: true });
});

test("behavior: where nobody has solved anything the rule names the earliest, and that one has no points", () => {
  const results = Array.from({ length: 20 }, () => [answer("late", 7, 0), answer("early", 5, 0)]).flat();
  expect(shadow(results).champion).toEqual({ uid: 1, hotkey: "early", hasPoints: false });
});

test("behavior: nobody without an answer", () => {
  expect(shadow([])).toEqual({ mechanism: "affine-v1", champion: null });
});
