import { bytesToHex } from "@noble/hashes/utils.js";
import { challengeId, taggedHash } from "../../core/index.ts";
import type { EvalSettings } from "./eval-settings.ts";

/** One question of an evaluation. */
export interface EvalQuestion {
  readonly env: string;
  /** From 0, within the environment. */
  readonly index: number;
  /** Challenge id: all that is needed to rebuild it. */
  readonly challenge: string;
}

/** The questions of an evaluation, environments in turn, so that an interrupted one has some of each. */
export function* evalQuestions(settings: EvalSettings, count: number): Generator<EvalQuestion> {
  for (let index = 0; index < count; index += 1) {
    for (const environment of settings.environments) yield questionOf(settings, environment, index);
  }
}

/** A question by its number; `undefined` where the environment is not asked. */
export function evalQuestion(settings: EvalSettings, env: string, index: number): EvalQuestion | undefined {
  const environment = settings.environments.find(({ name }) => name === env);
  return environment === undefined ? undefined : questionOf(settings, environment, index);
}

function questionOf(
  { seed: of }: EvalSettings,
  { name, version, params }: EvalSettings["environments"][number],
  index: number,
): EvalQuestion {
  const seed = bytesToHex(taggedHash("affine/eval/v1", of, name, version, index));
  return { env: name, index, challenge: challengeId({ env: name, version, params, seed }) };
}
