import { AffineError, parseChallengeId, seedSchema, type ChallengeRef, kinds, need } from "../core/index.ts";
import { paramsAreNormal } from "./normalize-params.ts";
import type { CheckContext, Environment } from "./environment.ts";
import { GeneratedChallenge } from "./generated-challenge.ts";
import { needEnvironment } from "./needed-environment.ts";
import { environment } from "./registry.ts";

const contextKind = kinds.maybe(kinds.call);

/**
 * The challenge that an id names, secret and all.
 *
 * @param context what checking needs besides the answer, asked for at each evaluation.
 * @throws AffineError `challenge_id` for a text that is no id or not in its one canonical form, `environment_unknown`
 * for an environment or version that is not registered, `environment_params` for parameters out of range.
 */
export function challengeFromId(id: string, context?: () => CheckContext): GeneratedChallenge {
  need(contextKind, context, "challengeFromId", "a function that gives a context as its second argument");
  const ref = parseChallengeId(id);
  const found = environment(ref.env);
  if (ref.version !== found.info.version) {
    throw new AffineError(
      "environment_unknown",
      `${found.info.name} is at version ${found.info.version} here; the challenge is of version ${ref.version}.`,
      { hint: "Use a release of affine that has that version." },
    );
  }
  if (ref.env !== found.info.name || !paramsAreNormal(found, ref.params)) {
    throw new AffineError("challenge_id", "The challenge id is not in canonical form.", {
      hint: "Ids come from `af env sample` or challenge.id; pass them on unchanged.",
    });
  }
  return new GeneratedChallenge(found, ref, found.generate(ref.params, ref.seed), context);
}

/**
 * The challenge of an environment for given parameters and seed.
 *
 * @throws AffineError `environment_params`, or `invalid_input` for a seed of another form.
 */
export function makeChallenge(
  source: Environment,
  options: { params?: unknown; seed: string },
  context?: () => CheckContext,
): GeneratedChallenge {
  needEnvironment(source, "makeChallenge");
  need(kinds.object, options, "makeChallenge", "an environment and { params, seed }");
  need(contextKind, context, "makeChallenge", "a function that gives a context as its third argument");
  if (!seedSchema.safeParse(options.seed).success) {
    const seed: unknown = options.seed;
    const shown = typeof seed === "string" ? JSON.stringify(seed.slice(0, 128)) : `A value of type ${typeof seed}`;
    throw new AffineError("invalid_input", `${shown} is not a seed.`, {
      hint: "A seed has 1 to 128 letters, digits, _ or -.",
    });
  }
  const params = source.normalizeParams(options.params);
  const ref: ChallengeRef = { env: source.info.name, version: source.info.version, params, seed: options.seed };
  return new GeneratedChallenge(source, ref, source.generate(params, options.seed), context);
}
