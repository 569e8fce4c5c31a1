import { z } from "zod";
import { canonicalBytes, envNameSchema, envVersionSchema, paramsSchema, sha256Hex } from "../core/index.ts";
import { environment } from "../envs/index.ts";

export const requestRulesSchema = z.strictObject({
  temperatureThousandths: z.int().min(0).max(2000),
  maxTokens: z.int().positive().max(1_000_000),
  /** Until the first token has come; cold models need minutes. */
  firstTokenTimeoutMs: z.int().positive(),
  /** From the request to the last token. */
  totalTimeoutMs: z.int().positive(),
});
/** How a model is asked: the same for everybody. */
export type RequestRules = z.infer<typeof requestRulesSchema>;

export const contestRulesSchema = z.strictObject({
  v: z.literal(1),
  netuid: z.int().min(0).max(65_535),
  mechanism: z.string().max(32),
  /** Round k is drawn by the hash of block `roundBlocks · k`. */
  roundBlocks: z.int().positive(),
  /** Only results of the last so many blocks decide. */
  windowBlocks: z.int().positive(),
  environments: z
    .array(
      z.strictObject({
        name: envNameSchema,
        version: envVersionSchema,
        /** Scored level or parameters, normalized by the environment. */
        params: paramsSchema,
        /** Questions a round. */
        questions: z.int().min(1).max(1000),
      }),
    )
    .min(1),
  request: requestRulesSchema,
});
/** What all validators of a network must agree on; every record carries its hash. */
export type ContestRules = z.infer<typeof contestRulesSchema>;

export interface RulesOptions {
  readonly netuid: number;
  readonly environments: readonly { name: string; params?: unknown; questions?: number }[];
  /** Default 3. */
  readonly roundBlocks?: number;
  /** Default 10,000, the original's. */
  readonly windowBlocks?: number;
  readonly mechanism?: string;
  readonly request?: Partial<RequestRules>;
}

/** Sampled, since a model should be judged as it is used; the other figures bound a round's cost. */
const REQUEST: RequestRules = {
  temperatureThousandths: 700,
  maxTokens: 16_384,
  firstTokenTimeoutMs: 120_000,
  totalTimeoutMs: 600_000,
};

/**
 * The rules of a network with every default filled in, so that one spelling has one hash.
 *
 * @throws AffineError `environment_unknown` or `environment_params`.
 */
export function contestRules(options: RulesOptions): ContestRules {
  return contestRulesSchema.parse({
    v: 1,
    netuid: options.netuid,
    mechanism: options.mechanism ?? "affine-v1",
    roundBlocks: options.roundBlocks ?? 3,
    windowBlocks: options.windowBlocks ?? 10_000,
    environments: options.environments.map(({ name, params, questions }) => {
      const known = environment(name);
      return {
        name: known.info.name,
        version: known.info.version,
        params: known.normalizeParams(params),
        questions: questions ?? 1,
      };
    }),
    request: { ...REQUEST, ...options.request },
  });
}

/** First 16 hexadecimal characters of the SHA-256 of the rules' canonical bytes: `rules` of every record. */
export function rulesHash(rules: ContestRules): string {
  return sha256Hex(canonicalBytes(rules)).slice(0, 16);
}
