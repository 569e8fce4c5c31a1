import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { ServerResponse } from "node:http";
import type { LocalModel } from "../models/index.ts";
import { answerResponse } from "./answer-response.ts";
import type { ChatRequest } from "./chat-request.ts";
import { completionOf } from "./completion.ts";
import type { FaultBoard } from "./fault-board.ts";
import { wireFaultOf } from "./fault-catalogue.ts";
import { openAiError } from "./open-ai-error.ts";
import type { SolverPool } from "./solver-pool.ts";
import { writeFault } from "./wire-fault.ts";

/** More than this many questions waiting, and the next is turned away. */
const MAX_WAITING = 4096;

/** What answering takes. */
export interface ChatHost {
  readonly models: ReadonlyMap<string, LocalModel>;
  readonly faults: FaultBoard;
  readonly pool: SolverPool;
  /** Whether the model is deployed here, and no instance of it is up. */
  readonly isCold: (model: string) => boolean;
}

/**
 * Answers one chat completion.
 *
 * @param signal fires when the client has gone.
 * @param outgoing the socket's side, for faults that no well-formed response can express.
 * @throws AffineError as {@link SolverPool.run} does; AbortError when the client has gone.
 */
export async function chat(
  host: ChatHost,
  request: ChatRequest,
  signal: AbortSignal,
  outgoing: ServerResponse,
): Promise<Response> {
  const model = host.models.get(request.model);
  if (model === undefined && host.isCold(request.model)) {
    return openAiError(503, "model_cold", "The model is cold; warm its deployment up.", { "retry-after": "1" });
  }
  if (model === undefined) {
    return openAiError(404, "model_not_found", `The model ${JSON.stringify(request.model)} does not exist here.`);
  }
  const fault = host.faults.next(model.name);
  if (fault !== undefined) {
    await writeFault(wireFaultOf(fault, completionOf(request, model, ""), request.stream === true), outgoing);
    return RESPONSE_ALREADY_SENT;
  }
  if (host.pool.waiting >= MAX_WAITING) {
    return openAiError(429, "overloaded", "Too many questions are waiting.", { "retry-after": "1" });
  }
  const [said] = await Promise.all([
    host.pool.run(
      model.name,
      { budget: budgetOf(model), messages: request.messages, sampling: samplingOf(request) },
      signal,
    ),
    sleep(model.thinkMs, undefined, { signal }),
  ]);
  return answerResponse(request, model, completionOf(request, model, said), signal);
}

function budgetOf({ solver, flipsPerVariable, mistakeThousandths }: LocalModel) {
  return { solver, flipsPerVariable, mistakeThousandths };
}

/** A seed, or temperature 0, makes an answer repeatable; otherwise every request has luck of its own. */
function samplingOf(request: ChatRequest): { seed: number; nonce?: string } {
  const repeatable = typeof request.seed === "number" || request.temperature === 0;
  return { seed: request.seed ?? 0, ...(repeatable ? {} : { nonce: randomUUID() }) };
}
