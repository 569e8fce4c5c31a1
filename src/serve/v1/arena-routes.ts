import { Hono, type Context } from "hono";
import { testIdSchema, type ArenaBook } from "../../arena/index.ts";
import { AffineError } from "../../core/index.ts";
import { environmentList } from "../../doors/index.ts";
import { statusSchema, type Status } from "../status-schema.ts";
import { snapshotOf, type ArenaSource } from "./arena-source.ts";
import { contractOf } from "./contract.ts";
import type { FailedTests } from "./failed-tests.ts";
import { QUERIES } from "./queries.ts";
import { readQuery } from "./read-query.ts";
import type { Spectators } from "./spectators.ts";

/** Rounds shown with a test. */
export const SHOWN_ROUNDS = 20;
const DEFAULT_LIMIT = { history: 100, rounds: 20, series: 1024 };

export interface ArenaRoutesOptions {
  readonly version: string;
  readonly status: () => Status | undefined;
  readonly arena: () => ArenaSource | undefined;
  readonly spectators: Spectators;
  readonly isStatic: boolean;
  /** Runs programs again; without it nobody can ask for a failed test. */
  readonly failedTests?: FailedTests;
}

/**
 * `GET /api/v1/snapshot`, `/contract`, `/environments`, `/history`, `/rounds`, `/rounds/N`, `/rounds/N/PLACE/HOTKEY/failed-test`,
 * `/tests/ID`, `/tests/ID/series` and `/stream`. Each but the stream and the failed test also with `.json` behind it: the addresses of a copy in files.
 */
export function createArenaRoutes(options: ArenaRoutesOptions): Hono {
  const { version, status, arena, spectators, isStatic, failedTests } = options;
  const app = new Hono();
  const source = (): ArenaSource => {
    const found = arena();
    if (found !== undefined) return found;
    throw new AffineError("overloaded", "The validator is still starting.", { hint: "Ask again in a moment." });
  };
  const book = (): ArenaBook => source().book;
  /** Both spellings of an address. */
  const get = (path: string, answer: (context: Context) => unknown): void => {
    app.on("GET", [path, `${path}.json`], async (context) => context.json((await answer(context)) as object));
  };
  get("/snapshot", ({ req }) => {
    readQuery(req.url, QUERIES.none);
    const present = status();
    if (present === undefined) throw new AffineError("overloaded", "The validator is still starting.");
    return snapshotOf(statusSchema.parse(present), arena(), isStatic);
  });
  get("/contract", ({ req }) => {
    readQuery(req.url, QUERIES.none);
    return contractOf(source().rules, version);
  });
  get("/environments", async ({ req }) => {
    readQuery(req.url, QUERIES.none);
    return { envs: await environmentList() };
  });
  get("/history", ({ req }) => {
    const { before = Infinity, limit = DEFAULT_LIMIT.history, kind } = readQuery(req.url, QUERIES.history);
    return book().history({ before, limit }, kind);
  });
  get("/rounds", ({ req }) => {
    const { before = Infinity, limit = DEFAULT_LIMIT.rounds } = readQuery(req.url, QUERIES.rounds);
    return book().rounds({ before, limit });
  });
  app.get("/rounds/:round", (context) => {
    readQuery(context.req.url, QUERIES.none);
    const text = named(context, "round");
    const found = book().round(wholeNumber(text));
    if (found === undefined) throw gone(`round ${text.slice(0, 20)}`, "The newest rounds are at /api/v1/rounds.");
    return context.json(found);
  });
  app.get("/rounds/:round/:place/:hotkey/failed-test", async (context) => {
    readQuery(context.req.url, QUERIES.none);
    const [round, place, hotkey] = ["round", "place", "hotkey"].map((name) => named(context, name));
    const question = book().round(wholeNumber(round))?.questions[wholeNumber(place)];
    const answer = question?.answers.find((one) => one.hotkey === hotkey);
    if (question === undefined || answer === undefined || failedTests === undefined) {
      throw gone("such answer", "The newest rounds are at /api/v1/rounds.");
    }
    return context.json(await failedTests.of(source().rules.netuid, question.challenge, answer));
  });
  app.get("/tests/:id", (context) => {
    readQuery(context.req.url, QUERIES.none);
    const id = testId(named(context, "id"));
    const test = book().test(id);
    if (test === undefined) throw gone(`test ${id}`, "Tests are in /api/v1/snapshot and /api/v1/history.");
    return context.json({ test, rounds: book().pairs(id, SHOWN_ROUNDS) });
  });
  get("/tests/:id/series", (context) => {
    const { from = 0, limit = DEFAULT_LIMIT.series } = readQuery(context.req.url, QUERIES.series);
    const id = testId(named(context, "id"));
    const series = book().series(id, { from, limit });
    if (series === undefined) throw gone(`test ${id}`, "Tests are in /api/v1/snapshot and /api/v1/history.");
    return series;
  });
  app.get("/stream", (context) => {
    readQuery(context.req.url, QUERIES.none);
    const stream = spectators.open(context.req.header("last-event-id"));
    if (stream === undefined) {
      context.header("Retry-After", "30");
      throw new AffineError("overloaded", "There are as many spectators as there is room for.", {
        hint: "GET /api/v1/snapshot once in a while says the same.",
      });
    }
    return context.body(stream, 200, { "Content-Type": "text/event-stream", "X-Accel-Buffering": "no" });
  });
  return app;
}

function named(context: Context, name: string): string {
  return (context.req.param(name) ?? "").replace(/\.json$/, "");
}

/** −1, which is no place of anything, for what is no whole number. */
function wholeNumber(text = ""): number {
  return /^(0|[1-9][0-9]{0,14})$/.test(text) ? Number(text) : -1;
}

function testId(text: string): string {
  const read = testIdSchema.safeParse(text);
  if (read.success) return read.data;
  throw new AffineError("invalid_input", "A test's name has 16 hexadecimal characters.", {
    hint: "Tests are in /api/v1/snapshot and /api/v1/history.",
  });
}

function gone(what: string, hint: string): AffineError {
  return new AffineError("not_found", `There is no ${what}.`, { hint });
}
