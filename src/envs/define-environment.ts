import type { z } from "zod";
import type { Params, Random } from "../core/index.ts";
import { firstAccepted } from "./attempts.ts";
import type { CheckContext, Environment, EnvironmentInfo, Generated } from "./environment.ts";
import { normalizeParams } from "./normalize-params.ts";
import { observed } from "./observe-calls.ts";
import { readInfo } from "./read-info.ts";
import type { Study } from "./study.ts";
import type { Verdict } from "./verdict.ts";
import {
  brokenBy,
  checkWords,
  generateWords,
  questionWords,
  wellFormedDraft,
  wellFormedEvaluation,
} from "./well-formed.ts";

const TELL_AUTHOR = "tell the environment's author";
const GENERATE_HINT = `Mend generate, which must answer every seed, or ${TELL_AUTHOR}.`;

/** All that its author says about an environment. */
export interface EnvironmentSpec<Custom extends Params, Secret> extends Omit<
  EnvironmentInfo,
  "maxTurns" | "turnTokens"
> {
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
          return wellFormedDraft(
            info.name,
            observed(
              info.name,
              () => generateWords(info.name, known, seed),
              () => spec.generate(known, random),
            ),
          );
        } catch (cause) {
          throw brokenBy(cause, `${info.name} could not make ${questionWords(known, seed)}`, GENERATE_HINT);
        }
      });
    },
    async check(secret, completion, context = {}) {
      try {
        return wellFormedEvaluation(
          info.name,
          await observed(
            info.name,
            () => checkWords(info.name, completion),
            () => spec.check(secret, completion, context),
          ),
        );
      } catch (cause) {
        const hint = `The answer is not at fault: mend check, or ${TELL_AUTHOR} with the challenge id.`;
        throw brokenBy(cause, `${info.name} could not judge an answer`, hint);
      }
    },
    ...(spec.study === undefined ? {} : { study: spec.study }),
  };
  return Object.freeze(environment);
}
