import { z } from "zod";
import {
  AffineError,
  canonicalJson,
  envNameSchema,
  envVersionSchema,
  paramsSchema,
  type Evaluation,
  type Params,
  type Random,
} from "../core/index.ts";
import { firstAccepted } from "./attempts.ts";
import type { CheckContext, Environment, EnvironmentInfo, Generated } from "./environment.ts";
import type { Study } from "./study.ts";
import { brokenBy, wellFormedDraft, wellFormedEvaluation } from "./well-formed.ts";

/** A verdict without the fraction, which follows from the thousandths. */
export type Verdict = Omit<Evaluation, "score">;

/** All that its author says about an environment. */
export interface EnvironmentSpec<Custom extends Params, Secret> extends EnvironmentInfo {
  /** Parameters other than `{ level }`, with their defaults; leave out where levels are all there is. */
  readonly customParams?: z.ZodType<Custom>;
  /**
   * The version whose questions are asked, where a new version changed nothing but how answers are read or judged:
   * seeds then ask what they asked before. The version itself unless told.
   */
  readonly questionVersion?: string;
  /** How many drafts may be refused before the environment counts as broken; 1 unless told. */
  readonly maxAttempts?: number;
  /** A question from parameters and a stream of random numbers; `null` refuses the draft and asks for another stream. */
  generate(params: { readonly level: number } | Custom, random: Random): Generated<Secret> | null;
  /** Total over all completions: whatever a model may say gets a verdict. */
  check(secret: Secret, completion: unknown, context: CheckContext): Verdict | Promise<Verdict>;
  readonly study?: Study<Secret>;
}

const infoSchema = z.object({
  name: envNameSchema,
  aliases: z.array(envNameSchema),
  version: envVersionSchema,
  levels: z.array(z.int().positive()).min(1),
  maxAttempts: z.int().positive().optional(),
});

/**
 * Makes an environment of its specification: parameters are validated, randomness is derived by hashing, attempts are
 * counted, verdicts are checked.
 *
 * @throws AffineError `invalid_input` for a specification that contradicts itself.
 * @example
 * const coin = defineEnvironment({ name: "COIN", aliases: [], version: "1", …, generate, check });
 * const { prompt } = coin.generate(coin.normalizeParams({ level: 1 }), "seed-1");
 */
export function defineEnvironment<Secret, Custom extends Params = never>(
  spec: EnvironmentSpec<Custom, Secret>,
): Environment<Secret> {
  const info = readInfo(spec);
  const environment: Environment<Secret> = {
    info,
    normalizeParams: (params) => normalizeParams(spec, params),
    generate(params, seed) {
      const known = normalizeParams(spec, params) as { level: number } | Custom;
      const key = { name: info.name, version: spec.questionVersion ?? info.version, params: known, seed };
      return firstAccepted(key, spec.maxAttempts ?? 1, (random) => {
        try {
          return wellFormedDraft(info.name, spec.generate(known, random));
        } catch (cause) {
          throw brokenBy(cause, `${info.name} could not make a question of seed ${seed}`, "Report it with the seed.");
        }
      });
    },
    async check(secret, completion, context = {}) {
      try {
        return wellFormedEvaluation(info.name, await spec.check(secret, completion, context));
      } catch (cause) {
        const hint = "The answer is not at fault; report it with the challenge id.";
        throw brokenBy(cause, `${info.name} could not judge an answer`, hint);
      }
    },
    ...(spec.study === undefined ? {} : { study: spec.study }),
  };
  return Object.freeze(environment);
}

function readInfo(spec: EnvironmentInfo & { maxAttempts?: number }): EnvironmentInfo {
  const { name, aliases, version, title, description, answerFormat, levels, scoredLevels, defaultLevel } = spec;
  const read = infoSchema.safeParse(spec);
  const stray = [...scoredLevels, defaultLevel].filter((level) => !levels.includes(level));
  if (!read.success || stray.length > 0) {
    const why = read.success
      ? `levels ${stray.join(", ")} are not among its levels ${levels.join(", ")}`
      : z.prettifyError(read.error);
    throw new AffineError("invalid_input", `The environment ${name} is not well defined: ${why}.`, {
      hint: "Correct what is passed to defineEnvironment.",
    });
  }
  return Object.freeze({
    name,
    aliases: [...aliases],
    version,
    title,
    description,
    answerFormat,
    levels: [...levels],
    scoredLevels: [...scoredLevels],
    defaultLevel,
  });
}

function normalizeParams<Custom extends Params>(
  spec: EnvironmentInfo & { customParams?: z.ZodType<Custom> },
  given: unknown,
): Params {
  if (given === undefined || given === null) return { level: spec.defaultLevel };
  const read = paramsSchema.safeParse(given);
  if (!read.success) throw badParams(spec, `Parameters of ${spec.name} are malformed: ${z.prettifyError(read.error)}`);
  const keys = Object.keys(read.data);
  if (keys.length === 0) return { level: spec.defaultLevel };
  if (keys.includes("level")) {
    const level = read.data["level"] as number;
    if (keys.length > 1) throw badParams(spec, `${spec.name} takes a level or other parameters, not both.`);
    if (spec.levels.includes(level)) return { level };
    throw badParams(spec, `${spec.name} has no level ${JSON.stringify(level)}.`);
  }
  if (spec.customParams === undefined) throw badParams(spec, `${spec.name} has no parameter ${keys.join(", ")}.`);
  const custom = spec.customParams.safeParse(read.data);
  if (custom.success) return custom.data;
  throw badParams(spec, `Parameters of ${spec.name} are out of range: ${z.prettifyError(custom.error)}`);
}

function badParams(spec: EnvironmentInfo, message: string): AffineError {
  return new AffineError("environment_params", message, {
    hint: `Levels of ${spec.name}: ${spec.levels.join(", ")}; \`af env list\` shows them, docs/environments.md the rest.`,
  });
}

/** True when params are already in the one form that {@link Environment.normalizeParams} gives. */
export function paramsAreNormal(environment: Environment, params: Params): boolean {
  return canonicalJson(environment.normalizeParams(params)) === canonicalJson(params);
}
