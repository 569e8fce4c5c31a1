import { randomUUID } from "node:crypto";
import { Hono, type Context } from "hono";
import { z } from "zod";
import { AffineError, parseChallengeId } from "../../core/index.ts";
import { environments, type GeneratedChallenge } from "../../envs/index.ts";
import type { DoorParts } from "../door-parts.ts";
import { printable } from "../../io/index.ts";
import { asError } from "../evaluator/evaluator.ts";
import { levelOf, placeNamed, refuseOtherPlace, type Place } from "../evaluator/place.ts";
import { splitNamed, splitSeed } from "../evaluator/splits.ts";
import { jsonResponse } from "../http/json-response.ts";
import { withBody } from "../http/read-body.ts";
import { taskAt } from "../tasks.ts";
import { eventStream, resultEvents, type StreamEvent } from "./event-stream.ts";
import { OrsSession, toolsOf } from "./ors-session.ts";
import { type Call, SessionBook } from "./session-book.ts";

/** A task as the lists of tasks have it; the id alone says which question it is. */
const taskSpecSchema = z.strictObject({
  id: z.string(),
  env_name: z.string().max(64).nullish(),
  split: z.string().max(64).nullish(),
  index: z.int().nullish(),
  difficulty: z.int().nullish(),
  group: z.string().nullish(),
});
const createSchema = z
  .strictObject({
    env_name: z.string().max(64).nullish(),
    task_spec: taskSpecSchema.nullish(),
    split: z.string().max(64).nullish(),
    index: z.int().nullish(),
    toolset_name: z.null().optional(),
  })
  .refine(({ task_spec, split, index }) => task_spec != null || (split != null && index != null), {
    message: "give task_spec, or split and index",
  })
  .refine(({ task_spec, split, index }) => task_spec == null || (split == null && index == null), {
    message: "task_spec names a question, and split and index another one: give either",
  });
const callSchema = z.strictObject({
  name: z.string(),
  input: z.record(z.string(), z.unknown()),
  task_id: z.string().max(128).nullish(),
});

/** ORS, the protocol of OpenReward: sessions by `X-Session-ID`, one tool. Its Task API is that of {@link taskRoutes}. */
export function orsRoutes(parts: DoorParts): { app: Hono; sessions: SessionBook } {
  const { evaluator, bodies, limits, version } = parts;
  const app = new Hono();
  const sessions = new SessionBook(parts.slots, limits.pingMs);
  const used = (context: Context): OrsSession => {
    const place = placeNamed(context.req.param("env") ?? "");
    const session = sessions.use(sessionId(context));
    refuseOtherPlace(place, session.challenge.id);
    return session;
  };

  app.get("/version", () => jsonResponse({ version, build_sha: null }));
  app.post("/create_session", () => eventStream(oneSession(randomUUID())));
  app.post("/create", (context) =>
    withBody(context, bodies, createSchema, async (asked) => {
      const sid = sessionId(context);
      await sessions.open(sid, async () => new OrsSession(evaluator, await questionOf(parts, asked)));
      return jsonResponse({ sid });
    }),
  );
  app.post("/ping", (context) => {
    sessions.use(sessionId(context));
    return jsonResponse({ status: "ok" });
  });
  for (const path of ["/delete", "/delete_session"]) {
    app.post(path, (context) => {
      const sid = sessionId(context);
      sessions.end(sid);
      return jsonResponse({ sid });
    });
  }
  app.get("/:env/tools", (context) => {
    return jsonResponse(toolsOf(placeNamed(context.req.param("env")).environment));
  });
  app.get("/:env/task_tools", (context) => {
    used(context);
    return jsonResponse(toolsOf(placeNamed(context.req.param("env")).environment));
  });
  app.get("/:env/prompt", (context) => jsonResponse([textBlock(used(context).challenge.prompt)]));
  app.get("/:env/messages", (context) =>
    jsonResponse(
      used(context).challenge.messages.map(({ role, content }) => ({
        role,
        blocks: [textBlock(content)],
        detail: null,
      })),
    ),
  );
  app.post("/:env/call", (context) =>
    withBody(context, bodies, callSchema, ({ name, input, task_id }) => {
      used(context);
      const [id, call] = sessions.call(sessionId(context), task_id, (session) => handled(session.call(name, input)));
      return eventStream(callEvents(id, call));
    }),
  );
  return { app, sessions };
}

function sessionId(context: Context): string {
  const id = context.req.header("x-session-id")?.trim() ?? "";
  if (/^[\x21-\x7e]{1,128}$/.test(id)) return id;
  throw new AffineError("invalid_input", "X-Session-ID header is required.", {
    hint: "POST /create_session gives an id; it has at most 128 visible characters.",
  });
}

async function questionOf({ evaluator }: DoorParts, asked: z.output<typeof createSchema>): Promise<GeneratedChallenge> {
  const { env_name, task_spec, split, index } = asked;
  const place = placeNamed(env_name ?? environments()[0]?.info.name ?? "");
  if (task_spec == null) {
    return evaluator.question(place, splitSeed(place.environment, splitNamed(split ?? ""), index ?? -1));
  }
  refuseOtherPlace(place, task_spec.id);
  refuseOtherTask(place, task_spec);
  return evaluator.questionOf(task_spec.id);
}

/** Of a task whose id is of one question and whose number, level or environment of another, neither is meant surely. */
function refuseOtherTask(place: Place, spec: z.output<typeof taskSpecSchema>): void {
  const { id, env_name, split, index, difficulty } = spec;
  if (env_name != null) refuseOtherPlace(placeNamed(env_name), id);
  const own = { ...place, params: parseChallengeId(id).params };
  if (difficulty != null && difficulty !== levelOf(own)) throw otherTask(`difficulty ${difficulty}`);
  if (split == null || index == null) return;
  if (taskAt(own, splitNamed(split), index).id !== id) throw otherTask(`${split} ${index}`);
}

function otherTask(named: string): AffineError {
  return new AffineError("invalid_input", `The id of the task is not that of ${named}.`, {
    hint: "Pass a task on as POST /{env}/task has given it.",
  });
}

async function* oneSession(sid: string): AsyncGenerator<StreamEvent> {
  yield await Promise.resolve({ event: "task_id", data: sid });
  yield { event: "end", data: "" };
}

async function* callEvents(id: string, call: Call): AsyncGenerator<StreamEvent> {
  yield { event: "task_id", data: id };
  try {
    yield* resultEvents(await call);
  } catch (thrown) {
    const { code, message } = asError(thrown);
    yield { event: "error", data: printable(`${code}: ${message}`) };
  }
}

/** Whoever asks for the call hears of its failure; until then nobody else is to be alarmed. */
function handled(call: Call): Call {
  call.catch(() => undefined);
  return call;
}

function textBlock(text: string): object {
  return { text, detail: null, type: "text" };
}
