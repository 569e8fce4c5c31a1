import { AffineError, errorMessage, faultsOf } from "../../core/index.ts";
import { clip } from "../../io/index.ts";
import { asError, type Evaluator } from "../evaluator/evaluator.ts";
import type { Place } from "../evaluator/place.ts";
import { answerRpc } from "./json-rpc.ts";
import { frameSchema } from "./openenv-schemas.ts";
import type { OpenEnvSession } from "./openenv-session.ts";

/** Codes of the protocol's error frames. */
export type FrameErrorCode =
  "INVALID_JSON" | "UNKNOWN_TYPE" | "VALIDATION_ERROR" | "EXECUTION_ERROR" | "CAPACITY_REACHED" | "SESSION_ERROR";

/** A frame of ours, and how it counts in the metrics. */
export interface ReplyFrame {
  readonly outcome: string;
  readonly frame: { readonly type: string; readonly data: object };
}

/** An error frame. `error` says in our own words what `code` says in the protocol's. */
export function errorFrame(code: FrameErrorCode, error: AffineError): ReplyFrame {
  const { message, hint, retryable } = error;
  const text = hint === undefined ? message : `${message} ${hint}`;
  return { outcome: error.code, frame: { type: "error", data: { message: text, code, error: error.code, retryable } } };
}

/** Answers one frame; `"close"` where the client wants to end. Whatever it holds, there is an answer. */
export async function answerFrame(
  text: string | null,
  session: OpenEnvSession,
  { evaluator, place }: { readonly evaluator: Evaluator; readonly place: Place },
): Promise<ReplyFrame | "close"> {
  const frame = parseFrame(text);
  if (AffineError.isInstance(frame)) return errorFrame("INVALID_JSON", frame);
  const read = frameSchema.safeParse(frame);
  if (!read.success) {
    const why = `The frame is malformed: ${clip(faultsOf(read.error, frame), 300)}`;
    return errorFrame("VALIDATION_ERROR", new AffineError("invalid_input", why, { hint: "It is {type, data}." }));
  }
  const { type, data } = read.data;
  try {
    if (type === "reset") return ok("observation", await session.reset(data));
    if (type === "step") return ok("observation", await session.step(data));
    if (type === "state") return ok("state", session.state());
    if (type === "mcp") return ok("mcp", await answerRpc(evaluator, place, data));
    if (type === "close") return "close";
  } catch (thrown) {
    const error = asError(thrown);
    return errorFrame(isOfTheForm(error) ? "VALIDATION_ERROR" : "EXECUTION_ERROR", error);
  }
  const unknown = new AffineError("invalid_input", `There is no message type ${JSON.stringify(clip(type, 64))}.`, {
    hint: "Types: reset, step, state, close, mcp.",
  });
  return errorFrame("UNKNOWN_TYPE", unknown);
}

function ok(type: string, data: object): ReplyFrame {
  return { outcome: "ok", frame: { type, data } };
}

function parseFrame(text: string | null): unknown {
  try {
    if (text === null) throw new SyntaxError("a frame of bytes");
    return JSON.parse(text);
  } catch (cause) {
    return new AffineError("invalid_input", `The frame is no JSON text: ${clip(errorMessage(cause), 200)}`, { cause });
  }
}

const OF_THE_FORM = new Set(["invalid_input", "environment_params", "environment_unknown", "not_found"]);

/** Whether it is the frame that is wrong, and not the time it came at or what happened then. */
function isOfTheForm({ code, details }: AffineError): boolean {
  return OF_THE_FORM.has(code) && details["status"] === undefined;
}
