import { z } from "zod";
import type { Answer } from "../../core/index.ts";
import { isTokenLimit, type RequestFields } from "../../inference/index.ts";

/** Why an answer has no score that its host cut off before the model had the tokens that were asked for. */
export const CUT_OFF_BY_HOST = "cut_off_by_host";

const tokens = z.int().nonnegative().nullable();
export const cutOffSchema = z.strictObject({
  /** Whose limit it was: the one that was asked for, a smaller one of the host's, or one or the other. */
  by: z.enum(["us", "host", "unknown"]),
  /** Tokens that had come, as the host counts them; `null` where it does not tell. */
  at: tokens,
  /** Tokens that were asked for; `null` where the request named no number. */
  of: tokens,
});
/** An answer that ended at a limit of tokens. */
export type CutOff = z.infer<typeof cutOffSchema>;

/** Bytes of a token, at most, on average of an answer. */
const MOST_BYTES = 32;
/** One token in so many may be counted by a host otherwise than asked for: of the turn's begin and end. */
const SPARE = 1_024;

/** What a limit of tokens is told from. */
export type Ended = Pick<Answer, "text" | "reasoning" | "finishReason" | "usage">;

/**
 * Whether an answer ended at a limit of tokens, and at whose. Without usage the length of the text tells, as far as it
 * can: a token is a byte at least, so a text of fewer bytes than tokens were asked for cannot have run into our limit.
 */
export function cutOffOf({ text, reasoning, finishReason, usage }: Ended, asked: number | null): CutOff | null {
  const bytes = Buffer.byteLength(text) + Buffer.byteLength(reasoning);
  const told = usage?.completionTokens ?? null;
  // Some hosts do not count reasoning.
  const at = told !== null && bytes > MOST_BYTES * told + MOST_BYTES ? null : told;
  const isOurs = at !== null && asked !== null && at >= asked - Math.floor(asked / SPARE);
  if (isOurs) return { by: "us", at, of: asked };
  if (!isTokenLimit(finishReason)) return null;
  const atMost = at ?? bytes;
  const isHosts = asked === null || at !== null || atMost < asked;
  return { by: isHosts ? "host" : "unknown", at, of: asked };
}

/** The cut that decides over an episode: a turn that its host took away, else one that it may have. */
export function decisiveCutOff(cuts: readonly (CutOff | null)[]): CutOff | null {
  const by = (whose: CutOff["by"]): CutOff | undefined => cuts.find((cut) => cut?.by === whose) ?? undefined;
  return by("host") ?? by("unknown") ?? by("us") ?? null;
}

/** Tokens that a request allows, with what the caller had the host's fields say in its place. */
export function tokensAsked(maxTokens: number, fields: RequestFields = {}): number | null {
  const named = { max_tokens: maxTokens, ...fields };
  const limits = ["max_tokens", "max_completion_tokens", "max_output_tokens"].flatMap((name) => {
    const value: unknown = Object.hasOwn(named, name) ? named[name as keyof typeof named] : undefined;
    return typeof value === "number" ? [value] : [];
  });
  return limits.length === 0 ? null : Math.min(...limits);
}
