import { faultsOf } from "../../core/index.ts";
import type { Context } from "hono";
import type { z } from "zod";
import { openAiError } from "./open-ai-error.ts";

/** The body of a request as the schema has it, or the refusal to send back. */
export async function readBody<Output>(c: Context, schema: z.ZodType<Output>): Promise<Output | Response> {
  let body: unknown;
  try {
    body = JSON.parse(await c.req.text());
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    return openAiError(400, "invalid_json", `The body is not JSON: ${thrown.message}`);
  }
  const parsed = schema.safeParse(body);
  return parsed.success ? parsed.data : openAiError(400, "invalid_request", faultsOf(parsed.error, body));
}
