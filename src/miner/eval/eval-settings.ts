import { z } from "zod";
import { envNameSchema, envVersionSchema, paramsSchema } from "../../core/index.ts";
import { requestFields } from "../../inference/index.ts";
import { contestRules, requestRulesSchema, type RequestRules } from "../../replay/index.ts";

export const evalSettingsSchema = z.strictObject({
  v: z.literal(1),
  kind: z.literal("affine-eval"),
  /** Whatever was given; the same seed draws the same questions. */
  seed: z.string().min(1).max(256),
  model: z.string().min(1).max(512),
  baseUrl: z.url(),
  environments: z
    .array(z.strictObject({ name: envNameSchema, version: envVersionSchema, params: paramsSchema }))
    .min(1)
    .max(64),
  request: requestRulesSchema,
  /** Fields of the request that the host wants otherwise, as JSON: text, for numbers in it may be fractions. */
  fields: z.string().max(65_536).exactOptional(),
});
/** As the rules of networks have it. */
const FIRST_TOKEN_MS = 120_000;
/** What is asked, and of whom: two evaluations with the same settings ask the same questions in the same way. */
export type EvalSettings = z.infer<typeof evalSettingsSchema>;

/** Within seconds that one answer may take, of which the first token has at most the network's share. */
export function requestWithin(seconds: number): Pick<RequestRules, "firstTokenTimeoutMs" | "totalTimeoutMs"> {
  const totalTimeoutMs = 1000 * seconds;
  return { firstTokenTimeoutMs: Math.min(FIRST_TOKEN_MS, totalTimeoutMs), totalTimeoutMs };
}

/**
 * Settings with every default filled in: how a model is asked is what the network's rules say.
 *
 * @throws AffineError `environment_unknown`, `environment_params`, and as {@link requestFields}
 */
export function evalSettings(options: {
  readonly seed: string;
  readonly model: string;
  readonly baseUrl: string;
  readonly environments: readonly { readonly name: string; readonly params?: unknown }[];
  readonly request?: Partial<RequestRules>;
  /** JSON text, see {@link requestFields}. */
  readonly fields?: string | undefined;
}): EvalSettings {
  const { seed, model, baseUrl, environments, request = {}, fields } = options;
  // Nothing of affine-v1 is used but the table of environments, which needs no beacon.
  const rules = contestRules({ netuid: 0, mechanism: "affine-v1", environments, request });
  return {
    v: 1,
    kind: "affine-eval",
    seed,
    model,
    baseUrl,
    environments: rules.environments.map(({ name, version, params }) => ({ name, version, params })),
    request: rules.request,
    ...(fields === undefined ? {} : { fields: JSON.stringify(requestFields(fields)) }),
  };
}
