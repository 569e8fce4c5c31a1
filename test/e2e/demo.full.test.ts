import { expect, test } from "vitest";
import { emptyFolder, runAf } from "./af.ts";

interface Summary {
  readonly mechanism: string;
  readonly champion: { readonly uid: number; readonly model: string };
  readonly crown: { readonly byTest: boolean; readonly rounds: number; readonly gain: number };
  readonly weights: Record<string, number>;
  readonly firstAnswerMs: number | null;
  readonly firstChampionMs: number | null;
  readonly firstCrownMs: number | null;
  readonly environments: Record<string, Record<string, { readonly n: number; readonly score: number }>>;
}

/** The whole contest takes minutes of blocks, on two idle cores about four. */
const PATIENCE_MS = 900_000;

async function untilWeights(cwd: string): Promise<Summary> {
  const { code, stdout, stderr } = await runAf(["demo", "--until-weights", "--json", "--port", "0"], { cwd });
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Summary;
}

test(
  "default: the better model wins the crown by test, its copy is left out, and a second start goes on",
  async () => {
    const cwd = emptyFolder();
    const first = await untilWeights(cwd);
    expect(first).toMatchObject({ mechanism: "affine-v2", crown: { byTest: true } });
    expect(first.champion.model).toBe("affine-lab/affine-full");
    expect(first.crown.rounds).toBeGreaterThanOrEqual(20);
    expect(first.crown.gain).toBeGreaterThan(0);
    expect(first.firstChampionMs).toBeLessThan(first.firstCrownMs!);
    expect(first.firstAnswerMs).toBeLessThan(first.firstChampionMs!);
    expect(first.weights).toEqual({ [first.champion.uid]: 1 });
    expect(Object.keys(first.environments)).toEqual(["SAT", "ABD", "INDUCE", "HUNT"]);
    for (const [name, scores] of Object.entries(first.environments)) {
      expect(scores[first.champion.uid]?.n, name).toBeGreaterThanOrEqual(first.crown.rounds);
      expect(scores[first.champion.uid]?.score, name).toBeGreaterThan(0.3);
    }

    const second = await untilWeights(cwd);
    expect(second.champion).toEqual(first.champion);
    expect(second.crown).toEqual(first.crown);
  },
  2 * PATIENCE_MS,
);
