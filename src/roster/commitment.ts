import { z } from "zod";
import { printable } from "../io/index.ts";

/** Longest plaintext that can reveal itself on the real chain, in UTF-8 bytes (docs/chain.md). */
export const MAX_COMMITMENT_BYTES = 778;

/** Why a registered key does not compete. */
export type LeftOutReason =
  | "no_commitment"
  | "commitment_too_long"
  | "commitment_not_json"
  | "commitment_not_an_object"
  | "unknown_field"
  | "missing_field"
  | "bad_model"
  | "bad_revision"
  | "bad_chute_id"
  | "bad_endpoint"
  | "bad_identity"
  | "endpoint_not_allowed"
  | "name_rule"
  | "no_host"
  | "host_unknown"
  | "repo_not_found"
  | "repo_private"
  | "repo_gated"
  | "not_a_model"
  | "identity_mismatch"
  | "too_large"
  | "model_code"
  | "architecture"
  | "chat_template"
  | "host_other_model"
  | "host_other_revision"
  | "host_doubt"
  | "host_cold";

/** A commitment that does not admit its key, with a detail for the key's owner. */
export interface CommitmentFault {
  readonly reason: LeftOutReason;
  readonly detail: string;
  /** When the host was last asked, milliseconds since 1970; absent where no host was. */
  readonly lookedAtMs?: number;
}

const segment = "[A-Za-z0-9][A-Za-z0-9._-]{0,95}";

const commitmentSchema = z.strictObject({
  /** Model repository, `owner/name` or a bare name. */
  model: z.string().regex(new RegExp(`^(${segment}/)?${segment}$`), "`owner/name` of a model repository"),
  /** Full commit id of the repository: a branch or tag could move under the validators. */
  revision: z
    .string()
    .regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, "a full commit id, 40 or 64 lower-case hexadecimal digits"),
  chute_id: z
    .string()
    .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, "a lower-case UUID")
    .optional(),
  endpoint: z.string().max(512).optional(),
  /** Content identity of the model: SHA-256 over its weight, tokenizer, configuration and template hashes. */
  identity: z
    .string()
    .regex(/^[0-9a-f]{64}$/, "64 lower-case hexadecimal digits")
    .optional(),
});
/** What a miner commits: which model, and where it answers. */
export type ModelCommitment = z.infer<typeof commitmentSchema>;

const faultOfField: Readonly<Record<string, LeftOutReason>> = {
  model: "bad_model",
  revision: "bad_revision",
  chute_id: "bad_chute_id",
  endpoint: "bad_endpoint",
  identity: "bad_identity",
};

/**
 * Reads a commitment's text strictly: one JSON object of known fields, nothing else.
 *
 * @example
 * parseCommitment('{"model":"me/affine-7b","revision":"…40 digits…"}'); // { commitment } or { fault }
 */
export function parseCommitment(
  text: string,
): { commitment: ModelCommitment; fault?: undefined } | { fault: CommitmentFault; commitment?: undefined } {
  const bytes = Buffer.byteLength(text, "utf8");
  if (bytes > MAX_COMMITMENT_BYTES) {
    return fault("commitment_too_long", `${bytes} bytes, at most ${MAX_COMMITMENT_BYTES} are read`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // JSON.parse throws SyntaxError only; its message may quote the text, which is public anyway.
    return fault("commitment_not_json", printable(error instanceof Error ? error.message : String(error), 120));
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return fault("commitment_not_an_object", `a JSON object is needed, got ${kindOf(value)}`);
  }
  const parsed = commitmentSchema.safeParse(value);
  return parsed.success ? { commitment: parsed.data } : { fault: faultOf(parsed.error, value) };
}

function faultOf(error: z.ZodError, value: object): CommitmentFault {
  const unknown = error.issues.find((issue) => issue.code === "unrecognized_keys");
  if (unknown?.code === "unrecognized_keys") {
    const names = unknown.keys.slice(0, 5).map((key) => JSON.stringify(printable(key, 120)));
    return {
      reason: "unknown_field",
      detail: `unknown ${names.join(", ")}; known are model, revision, chute_id, endpoint, identity`,
    };
  }
  const issue = error.issues[0];
  const field = String(issue?.path[0] ?? "model");
  if (!Object.hasOwn(value, field)) return { reason: "missing_field", detail: `"${field}" is missing` };
  return {
    reason: faultOfField[field] ?? "bad_model",
    detail: `"${field}": ${printable(issue?.message ?? "invalid", 120)}`,
  };
}

function fault(reason: LeftOutReason, detail: string): { fault: CommitmentFault } {
  return { fault: { reason, detail } };
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
