import { base64urlnopad } from "@scure/base";
import { z } from "zod";
import { canonicalJson, type Canonical } from "./canonical.ts";
import { AffineError } from "./errors.ts";
import { faultsOf } from "./faults-of.ts";
import { utf8 } from "./hash.ts";
import { isNestedDeeper } from "./nesting.ts";
import { envNameSchema, envVersionSchema } from "./schema.ts";

export const messageSchema = z.object({ role: z.enum(["system", "user", "assistant"]), content: z.string() });
/** One turn of a conversation in the form of OpenAI chat completions. */
export type Message = z.infer<typeof messageSchema>;

/** A seed in a challenge: 1..128 characters of a..z, A..Z, 0..9, _ and -. */
export const seedSchema = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/, "1 to 128 letters, digits, _ or -");

const canonicalSchema: z.ZodType<Canonical> = z.lazy(() =>
  z.union([
    z.null(),
    z.boolean(),
    z.string(),
    z.int(),
    z.array(canonicalSchema),
    z.record(z.string(), canonicalSchema),
  ]),
);
/** Deeper lists and objects in parameters are refused before anything walks down them. */
const MAX_NESTING = 16;
/** Parameters of a challenge: canonical values only, so that they have one spelling. */
export const paramsSchema = z.preprocess(
  (params, context) => {
    if (!isNestedDeeper(params, MAX_NESTING)) return params;
    context.addIssue({ code: "custom", message: `nested deeper than ${MAX_NESTING} levels` });
    return z.NEVER;
  },
  z.record(z.string(), canonicalSchema),
);
export type Params = z.infer<typeof paramsSchema>;

export const challengeRefSchema = z.object({
  env: envNameSchema,
  version: envVersionSchema,
  params: paramsSchema,
  seed: seedSchema,
});
/** All that is needed to rebuild a challenge. */
export type ChallengeRef = z.infer<typeof challengeRefSchema>;

export const challengeSchema = challengeRefSchema.extend({
  id: z.string(),
  prompt: z.string(),
  messages: z.array(messageSchema),
});
/** A question without its secret: safe to send, to store and to publish. */
export type Challenge = z.infer<typeof challengeSchema>;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

const MAX_ID_LENGTH = 4096;
/** The id that carries a challenge: `env/version/params/seed`, params as base64url of their canonical JSON. */
export function challengeId(ref: ChallengeRef): string {
  const params = base64urlnopad.encode(utf8(canonicalJson(ref.params)));
  return `${ref.env}/${ref.version}/${params}/${ref.seed}`;
}

/**
 * Reads an id back.
 *
 * @throws AffineError `challenge_id` when it is not exactly what {@link challengeId} would have written.
 */
export function parseChallengeId(id: string): ChallengeRef {
  if (typeof id !== "string" || id.length > MAX_ID_LENGTH) throw badId("is not a text of at most 4096 characters");
  const parts = id.split("/");
  if (parts.length !== 4) throw badId("does not have the four parts env/version/params/seed");
  const [env, version, encoded, seed] = parts as [string, string, string, string];
  let params: unknown;
  try {
    params = JSON.parse(decoder.decode(base64urlnopad.decode(encoded)));
  } catch (cause) {
    throw badId("has parameters that are not JSON", cause);
  }
  if (isNestedDeeper(params, MAX_NESTING)) throw badId("has parameters that are nested too deep");
  const ref = challengeRefSchema.safeParse({ env, version, params, seed });
  if (!ref.success) throw badId(`is malformed: ${faultsOf(ref.error)}`, ref.error);
  if (challengeId(ref.data) !== id) throw badId("is not in canonical form");
  return ref.data;
}

function badId(what: string, cause?: unknown): AffineError {
  return new AffineError("challenge_id", `The challenge id ${what}.`, {
    hint: "Ids come from `af env sample` or challenge.id; pass them on unchanged.",
    cause,
  });
}
