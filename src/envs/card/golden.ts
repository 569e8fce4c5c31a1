import { AffineError, canonicalJson, errorMessage, taggedHash, type Canonical, type Params } from "../../core/index.ts";
import type { Environment } from "../environment.ts";
import type { Replay } from "../episode/episode.ts";
import { needEnvironment } from "../needed-environment.ts";
import { questionWords } from "../well-formed.ts";

export const GOLDEN_SEEDS = 20;

/** Hashes over prompt, messages and secret of 20 seeds, by level. They must never change within a version. */
export function goldenHashes(environment: Environment): Record<string, string[]> {
  needEnvironment(environment, "goldenHashes");
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
  return goldenSeeds().map((seed) => hashOf(goldenParts(environment, { level }, seed)));
}

export function goldenSeeds(): string[] {
  return Array.from({ length: GOLDEN_SEEDS }, (_, index) => `golden-${index}`);
}

/** Everything of a question that must never change within a version. */
export interface GoldenParts {
  readonly prompt: string;
  readonly messages: string;
  readonly secret: string;
  readonly replays: readonly string[];
}

/** @throws AffineError `environment_broken` for a secret without a canonical form. */
export function goldenParts(environment: Environment, params: Params, seed: string): GoldenParts {
  const { prompt, messages, secret } = environment.generate(params, seed);
  return {
    prompt,
    messages: canonicalJson(messages),
    secret: canonicalSecret(environment.info.name, secret, questionWords(params, seed)),
    replays: playedWhole(environment, secret),
  };
}

export function hashOf({ prompt, messages, secret, replays }: GoldenParts): string {
  return Buffer.from(taggedHash("affine/golden/v1", prompt, messages, secret, ...replays)).toString("hex");
}

function canonicalSecret(name: string, secret: unknown, question: string): string {
  try {
    return canonicalJson(secret as Canonical);
  } catch (cause) {
    const why = errorMessage(cause).replace(/ at \$(\S*)/, " at secret$1");
    throw new AffineError("environment_broken", `${name} made ${question} with a secret that cannot be kept: ${why}.`, {
      hint: "A secret holds whole numbers, texts, true, false, null, lists and plain objects only.",
      cause,
    });
  }
}
