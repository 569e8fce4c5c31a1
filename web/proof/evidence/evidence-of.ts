import { parseChallengeId } from "../../../src/core/challenge.ts";
import type { AbdSecret } from "../../../src/envs/abd/abd-secret.ts";
import type { OptSecret } from "../../../src/envs/opt/problem.ts";
import type { PlanSecret } from "../../../src/envs/plan/problem.ts";
import type { ProveSecret } from "../../../src/envs/prove/theory.ts";
import { environment } from "../../../src/envs/registry.ts";
import type { PlantedFormula } from "../../../src/envs/sat/formula.ts";
import type { TrackSecret } from "../../../src/envs/track/track-secret.ts";
import { abdEvidence } from "./abd-evidence.ts";
import type { Facts } from "./facts.ts";
import { optEvidence } from "./opt-evidence.ts";
import { planEvidence } from "./plan-evidence.ts";
import { proveEvidence } from "./prove-evidence.ts";
import { satEvidence } from "./sat-evidence.ts";
import { trackEvidence } from "./track-evidence.ts";

/** By environment. Each one's secrets are its own, so what `generate` gives goes only to the one of the same name. */
const EVIDENCE: Readonly<Record<string, (secret: unknown, extracted: string) => Facts>> = {
  SAT: (secret, extracted) => satEvidence(secret as PlantedFormula, extracted),
  ABD: (secret, extracted) => abdEvidence(secret as AbdSecret, extracted),
  TRACK: (secret, extracted) => trackEvidence(secret as TrackSecret, extracted),
  PLAN: (secret, extracted) => planEvidence(secret as PlanSecret, extracted),
  PROVE: (secret, extracted) => proveEvidence(secret as ProveSecret, extracted),
  OPT: (secret, extracted) => optEvidence(secret as OptSecret, extracted),
};

/**
 * What a verdict rests on: clauses that an assignment violates, what a program prints against what it should, the step
 * or line that fails, the values that are otherwise. Empty where the environment's figures say it all.
 */
export function evidenceOf(id: string, extracted: string | null): Facts {
  const { env, params, seed } = parseChallengeId(id);
  const evidence = Object.hasOwn(EVIDENCE, env) ? EVIDENCE[env] : undefined;
  if (extracted === null || evidence === undefined) return [];
  return evidence(environment(env).generate(params, seed).secret, extracted);
}
