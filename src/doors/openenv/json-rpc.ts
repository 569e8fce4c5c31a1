import { z } from "zod";
import { AffineError } from "../../core/index.ts";
import { answerText } from "../evaluator/answer-text.ts";
import { asError, type Evaluator } from "../evaluator/evaluator.ts";
import { freshSeed } from "../evaluator/evaluator.ts";
import { refuseOtherPlace, type Place } from "../evaluator/place.ts";
import { statusOfError } from "../http/error-body.ts";
import { shaped } from "../http/read-body.ts";

const requestSchema = z.object({
  jsonrpc: z.literal("2.0"),
  method: z.string(),
  params: z.record(z.string(), z.unknown()).optional(),
  id: z.union([z.string(), z.number(), z.null()]).optional(),
});
/** `_meta` is the protocol's own, of clients that follow progress. */
const callSchema = z.strictObject({
  name: z.string(),
  arguments: z.record(z.string(), z.unknown()).default({}),
  _meta: z.unknown().optional(),
});
const questionSchema = z.strictObject({});
const submitSchema = z.strictObject({ challenge_id: z.string(), answer: z.unknown() });

const TOOLS = [
  {
    name: "question",
    description: "A fresh question, with the id that submit takes.",
    inputSchema: { type: "object", properties: {}, additionalProperties: false },
  },
  {
    name: "submit",
    description: "Judges an answer to a question.",
    inputSchema: {
      type: "object",
      properties: { challenge_id: { type: "string" }, answer: { type: "string" } },
      required: ["challenge_id", "answer"],
      additionalProperties: false,
    },
  },
];

/** Codes of JSON-RPC 2.0. */
const INVALID_REQUEST = -32_600;
const NO_SUCH_METHOD = -32_601;
const INVALID_PARAMS = -32_602;
const INTERNAL = -32_603;

/** The little of MCP that the protocol wants over HTTP: `tools/list` and `tools/call`. Always an answer, never a throw. */
export async function answerRpc(evaluator: Evaluator, place: Place, body: unknown): Promise<object> {
  const read = requestSchema.safeParse(body);
  if (!read.success) return fail(null, INVALID_REQUEST, "The body is no JSON-RPC 2.0 request.");
  const { method, params = {}, id = null } = read.data;
  try {
    if (method === "tools/list") return succeed(id, { tools: TOOLS });
    if (method !== "tools/call") return fail(id, NO_SUCH_METHOD, "There are the methods tools/list and tools/call.");
    return succeed(id, await call(evaluator, place, params));
  } catch (thrown) {
    const error = asError(thrown);
    const isOurs = statusOfError(error) >= 429;
    return fail(id, isOurs ? INTERNAL : INVALID_PARAMS, error.message, {
      code: error.code,
      retryable: error.retryable,
    });
  }
}

async function call(evaluator: Evaluator, place: Place, params: unknown): Promise<object> {
  const { name, arguments: given } = shaped(params, callSchema);
  if (name === "question") {
    shaped(given, questionSchema);
    const { id, prompt } = await evaluator.question(place, freshSeed());
    return content({ challenge_id: id, prompt });
  }
  if (name !== "submit") throw new AffineError("not_found", "There are the tools question and submit.");
  const { challenge_id, answer } = shaped(given, submitSchema);
  refuseOtherPlace(place, challenge_id);
  const { score, reason } = await evaluator.verdict(challenge_id, answerText(answer ?? ""));
  return content({ score, reason });
}

function content(value: object): object {
  return { content: [{ type: "text", text: JSON.stringify(value) }], structuredContent: value, isError: false };
}

function succeed(id: string | number | null, result: object): object {
  return { jsonrpc: "2.0", id, result };
}

function fail(id: string | number | null, code: number, message: string, data?: object): object {
  return { jsonrpc: "2.0", id, error: { code, message, ...(data === undefined ? {} : { data }) } };
}
