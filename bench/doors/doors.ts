import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { splitNamed, splitSeed } from "../../src/doors/evaluator/splits.ts";
import { makeChallenge, satEnvironment } from "../../src/envs/index.ts";
import type { BenchResult } from "../bench-result.ts";
import { HttpLoad, load, SocketSession, type LoadResult } from "./load.ts";
import { freePort, serveProgram, type Served } from "./served.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const LEVEL = 3;
const QUESTIONS = 64;
/** Answers in a request of the batch: no more than may wait at the server at once (16,384), over all sessions. */
const batchOf = (sessions: number): number => Math.min(64, 8_192 / sessions);
const SESSIONS = [1, 32, 512];
/** Evaluations of one measurement; AFFINE_BENCH_SHARE makes it smaller, to see that it runs. */
const SHARE = Number(process.env["AFFINE_BENCH_SHARE"] ?? "1");
const TOTAL = { batch: Math.ceil(100_000 * SHARE), single: Math.ceil(20_000 * SHARE) };
const BATCH_GOAL = 10;
const SOCKET_GOAL = 5;

interface Question {
  readonly id: string;
  readonly right: string;
}

/**
 * `af serve`, as built, against openenv's own Python server and a plain asyncio server with the same check of SAT: one
 * process each, the load from a process of its own. AFFINE_TEST_TRAINERS names the folder with openenv's environment.
 */
export async function run(): Promise<BenchResult[]> {
  const folder = mkdtempSync(join(tmpdir(), "affine-bench-"));
  const servers: Served[] = [];
  try {
    const questions = makeQuestions(join(folder, "questions.json"));
    const [portOfOurs, portOfPlain] = [await freePort(), await freePort()];
    const af = ["serve", "--port", String(portOfOurs), "--json"];
    const ours = await serveProgram([process.execPath, here("../../bin/af"), ...af], portOfOurs, "/health");
    servers.push(ours);
    const list = join(folder, "questions.json");
    const plainProgram = ["python3", here("../baseline/asyncio_sat.py"), list, String(portOfPlain)];
    const plain = await serveProgram(plainProgram, portOfPlain, "/");
    servers.push(plain);
    const openenv = await startOpenEnv(list);
    if (openenv !== undefined) servers.push(openenv);
    const results: BenchResult[] = [];
    for (const sessions of SESSIONS) {
      results.push(await batch(questions, { ours, plain, openenv, sessions }));
      results.push(await sockets(questions, { ours, openenv, sessions }));
      results.push(...(await otherDoors(questions, ours, sessions)));
    }
    return results;
  } finally {
    for (const server of servers) await server.close();
    rmSync(folder, { recursive: true });
  }
}

function makeQuestions(path: string): Question[] {
  const made = Array.from({ length: QUESTIONS }, (_, index) => {
    const seed = splitSeed(satEnvironment, splitNamed("train"), index);
    const { id, prompt, params } = makeChallenge(satEnvironment, { params: { level: LEVEL }, seed });
    const { secret } = satEnvironment.generate(params, seed);
    const { variables, clauseSize, literals } = secret;
    const clauses = Array.from({ length: literals.length / clauseSize }, (_, clause) =>
      literals.slice(clause * clauseSize, (clause + 1) * clauseSize),
    );
    return { id, right: `<answer>${secret.planted.join(" ")}</answer>`, prompt, variables, clauses };
  });
  writeFileSync(path, JSON.stringify(made));
  return made;
}

async function startOpenEnv(questions: string): Promise<Served | undefined> {
  const python = join(process.env["AFFINE_TEST_TRAINERS"] ?? "", "openenv", "bin", "python");
  if (!existsSync(python)) return undefined;
  const port = await freePort();
  const sessions = String(Math.max(...SESSIONS));
  return serveProgram([python, here("../baseline/openenv_sat.py"), questions, String(port), sessions], port, "/health");
}

interface Sides {
  readonly ours: Served;
  readonly plain: Served;
  readonly openenv: Served | undefined;
  readonly sessions: number;
}

/** Batches. openenv has no batch: its way of judging many answers is one session after the other. */
async function batch(questions: readonly Question[], { ours, plain, openenv, sessions }: Sides): Promise<BenchResult> {
  const size = batchOf(sessions);
  const answers = Array.from({ length: size }, (_, at) => ({ index: at % QUESTIONS, ...questions[at % QUESTIONS] }));
  const items = answers.map(({ id, right }) => ({ challenge_id: id, completion: right }));
  const native = await posting(ours, sessions, { path: "/v1/evaluations", body: { items }, right: /"score":1[,}]/g });
  const asyncio = await posting(plain, sessions, {
    path: "/",
    body: { items: answers.map(({ index, right }) => ({ index, completion: right })) },
    right: /1\.0/g,
  });
  const stepping = openenv === undefined ? undefined : await stepped(openenv, questions, sessions);
  const others = `plain asyncio server, the same batches: ${words(asyncio)}`;
  return {
    name: `SAT, native batch, ${sessions} sessions`,
    ours: native.perSecond,
    baseline: stepping?.load.perSecond ?? asyncio.perSecond,
    unit: "evaluations/s",
    ratio: native.perSecond / (stepping?.load.perSecond ?? asyncio.perSecond),
    ...(stepping === undefined ? {} : { goal: BATCH_GOAL }),
    note: `${stepping === undefined ? "NO openenv here" : "against openenv's own server, which has no batch"}; level ${LEVEL}, ${size} answers a request, ${words(native)}; ${others}`,
  };
}

async function posting(
  server: Served,
  sessions: number,
  { path, body, right }: { path: string; body: unknown; right: RegExp },
): Promise<LoadResult> {
  const client = new HttpLoad(server.url, sessions);
  const size = batchOf(sessions);
  try {
    return await load(sessions, TOTAL.batch, async () => {
      const { text, ms } = await client.post(path, body);
      if ((text.match(right) ?? []).length !== size) throw new Error(`Not all were right: ${text.slice(0, 300)}`);
      return { evaluations: size, ms };
    });
  } finally {
    await client.close();
  }
}

async function sockets(
  questions: readonly Question[],
  { ours, openenv, sessions }: Omit<Sides, "plain">,
): Promise<BenchResult> {
  const mine = await stepped({ ...ours, url: `${ours.url}/envs/SAT@${LEVEL}` }, questions, sessions);
  const theirs = openenv === undefined ? undefined : await stepped(openenv, questions, sessions);
  const memory = (one: Stepped): string => `${(one.bytesPerSession / 1024).toFixed(0)} KiB a session`;
  return {
    name: `SAT, OpenEnv's WebSocket, ${sessions} sessions`,
    ours: mine.load.perSecond,
    baseline: theirs?.load.perSecond ?? Number.NaN,
    unit: "evaluations/s",
    ratio: mine.load.perSecond / (theirs?.load.perSecond ?? Number.NaN),
    goal: SOCKET_GOAL,
    note: `reset and step each; times of the step; ours ${words(mine.load)}, ${memory(mine)}; ${theirs === undefined ? "NO openenv here" : `openenv's own server ${words(theirs.load)}, ${memory(theirs)}`}`,
  };
}

interface Stepped {
  readonly load: LoadResult;
  readonly bytesPerSession: number;
}

async function stepped(server: Served, questions: readonly Question[], sessions: number): Promise<Stepped> {
  const before = server.residentBytes();
  const open = await Promise.all(Array.from({ length: sessions }, () => SocketSession.open(server.url)));
  try {
    for (const session of open) await session.ask({ type: "reset", data: { split: "train", index: 0 } });
    const bytesPerSession = (server.residentBytes() - before) / sessions;
    const result = await load(sessions, TOTAL.single, async (place, number) => {
      const index = number % QUESTIONS;
      const session = open[place];
      await session?.ask({ type: "reset", data: { split: "train", index } });
      const start = performance.now();
      const told = await session?.ask({ type: "step", data: { answer: questions[index]?.right } });
      const ms = performance.now() - start;
      if (told?.data.reward !== 1) throw new Error(`A right answer was refused: ${JSON.stringify(told)}`);
      return { evaluations: 1, ms };
    });
    return { load: result, bytesPerSession };
  } finally {
    for (const session of open) session.close();
  }
}

/** NeMo Gym's and ORS's: one answer a request; nothing here speaks them but ourselves. */
async function otherDoors(questions: readonly Question[], ours: Served, sessions: number): Promise<BenchResult[]> {
  const client = new HttpLoad(ours.url, sessions);
  try {
    const nemo = await load(sessions, TOTAL.single, async (_, number) => {
      const { id, right } = questions[number % QUESTIONS] ?? { id: "", right: "" };
      const output = [{ type: "message", role: "assistant", content: [{ type: "output_text", text: right }] }];
      const row = { responses_create_params: { input: [] }, challenge_id: id, response: { output } };
      const { text, ms } = await client.post("/nemo/SAT/verify", row);
      if (!text.includes('"reward":1')) throw new Error(text.slice(0, 300));
      return { evaluations: 1, ms };
    });
    const ors = await load(sessions, TOTAL.single, async (_, number) => {
      const index = number % QUESTIONS;
      const start = performance.now();
      const where = { env_name: `SAT@${LEVEL}`, split: "train", index };
      const sid = await createSession(client, where);
      const input = { name: "submit", input: { answer: questions[index]?.right } };
      const { text } = await client.post(`/SAT@${LEVEL}/call`, input, { "x-session-id": sid });
      if (!/"reward":\s*1/.test(text)) throw new Error(text.slice(0, 300));
      await client.post("/delete", {}, { "x-session-id": sid });
      return { evaluations: 1, ms: performance.now() - start };
    });
    return [
      alone(`SAT, NeMo Gym's verify, ${sessions} sessions`, nemo, "one answer a request"),
      alone(`SAT, ORS, ${sessions} sessions`, ors, "session, create, submit and delete together"),
    ];
  } finally {
    await client.close();
  }
}

async function createSession(client: HttpLoad, where: object): Promise<string> {
  const { text } = await client.post("/create_session", {});
  const sid = /event: task_id\s*\ndata: (\S+)/.exec(text)?.[1] ?? "";
  await client.post("/create", where, { "x-session-id": sid });
  return sid;
}

/** A figure without anything to compare it with. */
function alone(name: string, result: LoadResult, note: string): BenchResult {
  const { perSecond } = result;
  return {
    name,
    ours: perSecond,
    baseline: perSecond,
    unit: "evaluations/s",
    ratio: 1,
    note: `${note}; ${words(result)}`,
  };
}

function words({ perSecond, p50Ms, p99Ms, evaluations }: LoadResult): string {
  return `${Math.round(perSecond)}/s, p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, of ${evaluations}`;
}
