import { canonicalJson, taggedHash, type Canonical } from "../../core/index.ts";
import type { Environment } from "../environment.ts";
import type { Replay } from "../episode/episode.ts";

export const GOLDEN_SEEDS = 20;

/** Hashes over prompt, messages and secret of 20 seeds, by level. They must never change within a version. */
export function goldenHashes(environment: Environment): Record<string, string[]> {
  return Object.fromEntries(environment.info.levels.map((level) => [level, goldenHashesOf(environment, level)]));
}

/**
 * Of many turns: the whole conversation of the right answer, so that every observation is watched. A last turn that runs
 * Python is left out: pins of the sandbox watch that.
 */
function playedWhole({ episode, study }: Environment, secret: unknown): string[] {
  if (episode === undefined || study === undefined) return [];
  const turns = study.oracle({ prompt: "", messages: [], secret });
  return [goldenReplay(episode.replayFrom(secret, (episode.python ? turns.slice(0, -1) : turns) as readonly string[]))];
}

/** The score as a fraction is left out: hashes hold no floats. */
function goldenReplay({ messages, verdict, truncated }: Replay): string {
  const { thousandths = 0, reason = "", extracted = null, metrics = {} } = verdict ?? {};
  return canonicalJson({ messages: [...messages], thousandths, reason, extracted, metrics, truncated });
}

/** The same for one level. */
export function goldenHashesOf(environment: Environment, level: number): string[] {
  return Array.from({ length: GOLDEN_SEEDS }, (_, index) => {
    const { prompt, messages, secret } = environment.generate({ level }, `golden-${index}`);
    const parts = [
      prompt,
      canonicalJson(messages),
      canonicalJson(secret as Canonical),
      ...playedWhole(environment, secret),
    ];
    return Buffer.from(taggedHash("affine/golden/v1", ...parts)).toString("hex");
  });
}
