import type { Context } from "hono";
import type { z } from "zod";
import { AffineError, errorMessage, faultsOf } from "../../core/index.ts";
import { clip } from "../../io/index.ts";
import { abortedRequest, httpError } from "./error-body.ts";
import type { HeldBytes } from "./held-bytes.ts";

/** What the body of a request may have, and how much all of them together. */
export interface BodyRules {
  readonly bodyBytes: number;
  readonly held: HeldBytes;
}

/**
 * The JSON of a request's body, which a schema has passed; its bytes count as held until the work is done.
 *
 * @throws AffineError `invalid_input` for what is no JSON in UTF-8, for another form (with the place), and with status 413
 * for what is too long; `overloaded` while other bodies fill the memory.
 */
export async function withBody<Schema extends z.ZodType, Result>(
  context: Context,
  rules: BodyRules,
  schema: Schema,
  work: (body: z.output<Schema>) => Promise<Result> | Result,
): Promise<Result> {
  const lease = rules.held.lease();
  try {
    const bytes = await readBytes(context, rules.bodyBytes, (count) => lease.add(count));
    return await work(shaped(parse(bytes), schema));
  } finally {
    lease.release();
  }
}

/** A value that a schema has passed. @throws AffineError `invalid_input` with what is wrong and where. */
export function shaped<Schema extends z.ZodType>(value: unknown, schema: Schema): z.output<Schema> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new AffineError("invalid_input", `The request is malformed: ${clip(faultsOf(read.error, value), 500)}`, {
    hint: "GET /openapi.json has the form of every request.",
  });
}

async function readBytes(context: Context, most: number, count: (bytes: number) => void): Promise<Uint8Array> {
  const declared = Number(context.req.header("content-length") ?? "0");
  if (declared > most) throw tooLong(most);
  const stream = context.req.raw.body;
  if (stream === null) return new Uint8Array(0);
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    // Leaving the loop cancels the stream.
    for await (const part of stream as unknown as AsyncIterable<Uint8Array>) {
      length += part.length;
      if (length > most) throw tooLong(most);
      count(part.length);
      parts.push(part);
    }
  } catch (thrown) {
    // The stream of a body fails in one way: its client is gone, and nobody hears the answer.
    throw AffineError.isInstance(thrown) ? thrown : abortedRequest(thrown);
  }
  return Buffer.concat(parts);
}

function parse(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch (cause) {
    throw new AffineError("invalid_input", `The body is no JSON in UTF-8: ${clip(errorMessage(cause), 200)}`, {
      hint: "Send one JSON object.",
      cause,
    });
  }
}

function tooLong(most: number): AffineError {
  return httpError(413, "invalid_input", `The body is longer than ${most} bytes.`, "Send fewer items at once.");
}
