import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Random } from "../../src/core/index.ts";
import { decideV1, type V1Result } from "../../src/mechanism/index.ts";
import type { BenchResult } from "../bench-result.ts";

const MINERS = 64;
const ENVIRONMENTS = 3;
const EACH = 200;
const REPEATS = 10;

/** A window of 38,400 results decided, results a second, against the same rule in plain Python. */
export function run(): Promise<BenchResult[]> {
  const random = Random.from("bench", "affine-v1");
  const envs = Array.from({ length: ENVIRONMENTS }, (_, i) => `E${i}`);
  const hotkeys = Array.from({ length: MINERS }, (_, uid) => ({ uid, hotkey: `hotkey-${uid}` }));
  const results: V1Result[] = [];
  for (let i = 0; i < EACH; i += 1) {
    for (const { uid, hotkey } of hotkeys) {
      for (const env of envs) {
        const score = 1000 * random.below(2);
        results.push({ hotkey, model: `owner/affine-${uid}`, revision: "r", commitBlock: uid, env, score });
      }
    }
  }
  decideV1({ results, hotkeys, envs });
  const started = performance.now();
  for (let i = 0; i < REPEATS; i += 1) decideV1({ results, hotkeys, envs });
  const ours = (results.length * REPEATS * 1000) / (performance.now() - started);
  const script = fileURLToPath(new URL("../baseline/v1_decide.py", import.meta.url));
  const sizes = [MINERS, ENVIRONMENTS, EACH, REPEATS].map(String);
  const { perSecond } = JSON.parse(execFileSync("python3", [script, ...sizes], { encoding: "utf8" })) as {
    perSecond: number;
  };
  return Promise.resolve([
    {
      name: "affine-v1 decision",
      ours,
      baseline: perSecond,
      unit: "results/s",
      ratio: ours / perSecond,
      note: "against plain Python",
    },
  ]);
}
