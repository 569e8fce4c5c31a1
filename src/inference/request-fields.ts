import { z } from "zod";
import { AffineError } from "../core/index.ts";

/** Fields of a request as a host wants them: a value adds or replaces one, `null` leaves it out. */
export type RequestFields = Readonly<Record<string, unknown>>;

const MAX_LENGTH = 65_536;
/** What a question is, and how its answer is read: another value would ask something else. */
const OURS = ["messages", "model", "stream"];

/**
 * Reads fields from a JSON text.
 *
 * @throws AffineError `invalid_input` for what is no JSON object of at most 64 KiB, or names `messages`, `model` or `stream`
 * @example
 * requestFields('{"max_tokens":null,"max_completion_tokens":16384}');
 */
export function requestFields(text: string): RequestFields {
  if (text.length > MAX_LENGTH) throw refused(`have more than ${MAX_LENGTH} characters`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw refused("are no JSON", cause);
  }
  const fields = z.record(z.string(), z.unknown()).safeParse(value);
  if (!fields.success || Array.isArray(value)) throw refused("are no JSON object");
  const taken = OURS.find((name) => Object.hasOwn(fields.data, name));
  if (taken !== undefined) throw refused(`name ${taken}, which is not theirs to change`);
  return fields.data;
}

/** A request's body with the fields of a host in it. */
export function withFields(body: RequestFields, fields: RequestFields = {}): RequestFields {
  return Object.fromEntries(Object.entries({ ...body, ...fields }).filter(([, value]) => value !== null));
}

function refused(what: string, cause?: unknown): AffineError {
  return new AffineError("invalid_input", `The fields of a request ${what}.`, {
    hint: `For example {"max_tokens":null,"max_completion_tokens":16384}: null leaves one out.`,
    cause,
  });
}
