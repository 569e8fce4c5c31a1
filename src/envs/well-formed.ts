import { z } from "zod";
import {
  AffineError,
  canonicalJson,
  errorMessage,
  evaluationOf,
  evaluationSchema,
  messageSchema,
  type Evaluation,
  type Params,
  faultsOf,
  textHead,
  thrownPlace,
} from "../core/index.ts";
import type { Generated } from "./generated.ts";

const verdictSchema = evaluationSchema.omit({ score: true });
const generatedSchema = z.object({ prompt: z.string(), messages: z.array(messageSchema) });

/**
 * A draft as an author's `generate` returned it, or `null` for a refused one. Authors write plain JavaScript too, so
 * the types promise nothing.
 *
 * @throws AffineError `environment_broken` for anything else.
 */
export function wellFormedDraft<Secret>(name: string, draft: Generated<Secret> | null): Generated<Secret> | null {
  if (draft === null) return null;
  const read = generatedSchema.safeParse(draft);
  if (read.success) return draft;
  throw new AffineError("environment_broken", `${name} generated no question: ${faultsOf(read.error, draft)}`, {
    hint: "generate returns { prompt, messages, secret }, or null to refuse a draft.",
  });
}

/** @throws AffineError `environment_broken` for a verdict of another form. */
export function wellFormedEvaluation(name: string, verdict: Omit<Evaluation, "score">): Evaluation {
  const read = verdictSchema.safeParse(verdict);
  if (read.success) return evaluationOf(verdict);
  throw new AffineError("environment_broken", `${name} gave a malformed verdict: ${faultsOf(read.error, verdict)}`, {
    hint: "check returns { thousandths, reason, extracted, metrics }, thousandths and metrics being integers.",
  });
}

/** Which question an author's code could not make. */
export function questionWords(params: Params, seed: string): string {
  const { level, ...others } = params;
  const only = typeof level === "number" && Object.keys(others).length === 0;
  return `a question of ${only ? `level ${level}` : canonicalJson(params)}, seed ${seed}`;
}

/** Which call makes a question, and which one judges an answer, for who waits for it. */
export function generateWords(name: string, params: Params, seed: string): string {
  return `generate of ${name} (${questionWords(params, seed).replace("a question of ", "")})`;
}

const SHOWN_OF_ANSWER = 40;

export function checkWords(name: string, completion: unknown): string {
  const shown =
    typeof completion === "string"
      ? `${JSON.stringify(textHead(completion, SHOWN_OF_ANSWER))}${completion.length > SHOWN_OF_ANSWER ? "…" : ""}`
      : completion === null
        ? "null"
        : typeof completion === "object"
          ? "an object"
          : `a ${typeof completion}`;
  return `check of ${name} (answer ${shown})`;
}

/** What an author's code threw, as our own error, with its place: never the fault of an answer. */
export function brokenBy(cause: unknown, what: string, hint: string): AffineError {
  if (AffineError.isInstance(cause)) return cause;
  return new AffineError("environment_broken", `${what}: ${errorMessage(cause)}${thrownPlace(cause)}`, { hint, cause });
}
