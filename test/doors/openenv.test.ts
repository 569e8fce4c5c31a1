import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Doors } from "../../src/doors/index.ts";
import { challengeFromId, SAT } from "../../src/envs/index.ts";
import { ask, openDoors, openDoorsForTest, post, SocketClient } from "./open-doors.ts";
import { rightAnswer } from "./right-answer.ts";

let doors: Doors;
let client: SocketClient;
const connect = (env = "SAT@1", url = doors.url) => new SocketClient(`${url}/envs/${env}/ws`).open();
/** A text whose @ is a list in a list and so on, deeper than any stack. */
const deep = (text: string) => text.replace("@", `${"[".repeat(100_000)}${"]".repeat(100_000)}`);
const errorOf = async (frame: unknown) => (await client.ask(frame)).data.code;

beforeAll(async () => {
  doors = await openDoors();
  client = await connect();
});
afterAll(() => doors.close());

describe("a session", () => {
  test("default: reset, step, state", async () => {
    const { type, data } = await client.ask({ type: "reset", data: { seed: 5, episode_id: "e-1" } });
    expect({ type, reward: data.reward, done: data.done }).toEqual({ type: "observation", reward: null, done: false });
    const challenge = challengeFromId(data.observation.challenge_id);
    expect(data.observation).toEqual({ prompt: challenge.prompt, challenge_id: challenge.id });
    const state = { episode_id: "e-1", env: "SAT@1", challenge_id: challenge.id };
    expect(await client.ask({ type: "state" })).toEqual({ type: "state", data: { ...state, step_count: 0 } });
    const stepped = await client.ask({ type: "step", data: { answer: rightAnswer(challenge) } });
    expect(stepped).toMatchObject({ type: "observation", data: { reward: 1, done: true } });
    expect(stepped.data.observation).toEqual({ challenge_id: challenge.id, reason: "correct" });
    expect(await client.ask({ type: "state", data: {} })).toMatchObject({ data: { ...state, step_count: 1 } });
  });

  test("behavior: a seed, a task by number, and fresh questions", async () => {
    const id = async (data: object) => (await client.ask({ type: "reset", data })).data.observation.challenge_id;
    expect(await id({ seed: 5 })).toBe(await id({ seed: 5 }));
    expect(await id({ seed: 5 })).not.toBe(await id({ seed: 6 }));
    expect(await id({})).not.toBe(await id({}));
    const { json } = await post(`${doors.url}/SAT@1/task`, { split: "test", index: 7 });
    expect(await id({ split: "test", index: 7 })).toBe(json.task.id);
    expect(await id({ index: 7 })).toBe(await id({ split: "train", index: 7 }));
    expect(await id({ level: 1, seed: 5 })).toBe(await id({ seed: 5 }));
    const any = await connect("SAT");
    const { data } = await any.ask({ type: "reset", data: { level: 2, seed: 5 } });
    expect(data.observation.challenge_id).toContain(Buffer.from('{"level":2}').toString("base64url"));
  });

  test.each([[1], [true], [null], [["x"]], [{ answer: "x" }], [1.5e300]])(
    "behavior: %j is turned back into text and judged",
    async (answer) => {
      await client.ask({ type: "reset", data: { seed: 1 } });
      const { data } = await client.ask({ type: "step", data: { answer } });
      expect(data).toMatchObject({ reward: 0, done: true, observation: { reason: "no_answer" } });
    },
  );

  test("error: malformed frames, wrong types, steps at a wrong time; the session lives on", async () => {
    const own = await connect();
    const code = async (frame: unknown) => {
      const { type, data } = await own.ask(frame);
      expect(type).toBe("error");
      expect(data.message.length).toBeGreaterThan(10);
      return data.code;
    };
    const step = { type: "step", data: { answer: "x" } };
    expect([await code(step), await code(step)]).toEqual(["EXECUTION_ERROR", "EXECUTION_ERROR"]);
    for (const text of ["", "{", "nul", "\u0000", Buffer.from([0xff])]) expect(await code(text)).toBe("INVALID_JSON");
    for (const frame of [null, 5, [], {}, { type: 5 }]) expect(await code(frame)).toBe("VALIDATION_ERROR");
    expect(await code({ type: "resett" })).toBe("UNKNOWN_TYPE");
    expect(await code({ type: "x".repeat(100_000) })).toBe("UNKNOWN_TYPE");
    for (const data of [
      { seed: -1 },
      { seed: 2 ** 32 },
      { seed: "5" },
      { seed: 1.5 },
      { index: -1 },
      { index: 1_000_000 },
      { index: "0" },
      { split: "dev", index: 0 },
      { split: "test" },
      { level: 99 },
      { level: 1, params: { level: 1 } },
      { level: 2 },
      { params: { level: 2 } },
      { params: { variables: 9, clauseSize: 2, clauses: 12 } },
      { split: "test", index: 7, seed: 3 },
      { index: 7, seed: 3 },
      '{"params":{"a":@}}',
      { episode_id: "x".repeat(256) },
      { episode_id: 5 },
      [],
      "x",
    ]) {
      const frame = typeof data === "string" && data.includes("@") ? deep(`{"type":"reset","data":${data}}`) : null;
      expect(await code(frame ?? { type: "reset", data }), JSON.stringify(data)).toBe("VALIDATION_ERROR");
    }
    await own.ask({ type: "reset", data: { seed: 1 } });
    for (const data of [null, {}, [], "x", { answer: "x", more: 1 }, { Answer: "x" }]) {
      expect(await code({ type: "step", data }), JSON.stringify(data)).toBe("VALIDATION_ERROR");
    }
    expect(await own.ask(step)).toMatchObject({ data: { reward: 0, done: true } });
    expect(await code(step)).toBe("EXECUTION_ERROR");
    expect((await own.ask({ type: "state" })).data.step_count).toBe(1);
    own.send({ type: "close" });
    expect(await own.closed).toBe(1000);
  });

  test("error: a sandbox that fails ends no episode and gives no reward", async () => {
    const python = { run: () => Promise.reject(new Error("broken pipe")) } as never;
    const broken = await openDoorsForTest({ context: { python } });
    client = await connect("DED@1", broken.url);
    await client.ask({ type: "reset", data: { seed: 1 } });
    const step = { type: "step", data: { answer: "```python\nprint(1)\n```" } };
    expect([await errorOf(step), await errorOf(step)]).toEqual(["EXECUTION_ERROR", "EXECUTION_ERROR"]);
    expect((await client.ask({ type: "state" })).data.step_count).toBe(0);
  });

  test("error: all sessions taken; one that ends makes room", async () => {
    const small = await openDoorsForTest({ limits: { sessions: 1 } });
    const first = await connect("SAT", small.url);
    await first.ask({ type: "state" });
    const second = await connect("SAT", small.url);
    expect((await second.next()).data.code).toBe("CAPACITY_REACHED");
    expect(await second.closed).toBe(1013);
    first.socket.close();
    await first.closed;
    await expect
      .poll(async () => {
        const third = await connect("SAT", small.url);
        return (await third.ask({ type: "state" })).type;
      })
      .toBe("state");
  });

  test("error: other paths, unknown environments, pages of other origins", async () => {
    const status = (path: string, headers = {}) =>
      new SocketClient(`${doors.url}${path}`, headers).open().then(
        () => "open",
        (error: unknown) => (error as Error).message,
      );
    expect(await status("/ws")).toBe("status 404");
    expect(await status("/envs/NOPE/ws")).toBe("status 404");
    expect(await status("/envs/SAT@99/ws")).toBe("status 400");
    expect(await status("/envs/%ff/ws")).toBe("status 404");
    expect(await status("/envs/SAT/ws", { origin: "https://example.org" })).toBe("status 403");
    expect(await status("/envs/SAT/ws", { origin: doors.url })).toBe("open");
  });

  test("error: a token is asked of sockets, too", async () => {
    const token = "0123456789abcdef0123456789abcdef";
    const guarded = await openDoorsForTest({ token });
    const url = `${guarded.url}/envs/SAT/ws`;
    await expect(new SocketClient(url).open()).rejects.toThrow("status 401");
    const own = await new SocketClient(url, { authorization: `Bearer ${token}` }).open();
    expect((await own.ask({ type: "state" })).type).toBe("state");
  });
});

describe("over HTTP", () => {
  test("default: what `openenv validate` looks at", async () => {
    const base = `${doors.url}/envs/SAT`;
    const get = async (path: string) => (await ask(`${base}${path}`)).json;
    expect(await get("/health")).toEqual({ status: "healthy" });
    expect(await get("/metadata")).toMatchObject({ name: "SAT", version: "2" });
    const { action } = await get("/schema");
    expect(action).toMatchObject({ title: "AffineAction", required: ["answer"] });
    const { info, paths } = await get("/openapi.json");
    expect(info.version).toMatch(/^1\./);
    expect(Object.keys(paths)).toEqual(expect.arrayContaining(["/reset", "/step", "/state"]));
    expect(await get("/state")).toMatchObject({ episode_id: null, step_count: 0 });
    expect((await post(`${base}/mcp`, {})).json).toMatchObject({ jsonrpc: "2.0", error: { code: -32_600 } });
    expect((await post(`${base}/mcp`, "{")).json).toMatchObject({ jsonrpc: "2.0", error: { code: -32_700 } });
  });

  test("default: reset, then step by the question's id", async () => {
    const base = `${doors.url}/envs/SAT@1`;
    const { json } = await post(`${base}/reset`, { seed: 9 });
    const { challenge_id } = json.observation;
    const answer = rightAnswer(challengeFromId(challenge_id));
    expect((await post(`${base}/step`, { action: { answer }, challenge_id })).json).toMatchObject({
      reward: 1,
      done: true,
    });
    expect((await post(`${base}/reset`, "")).json.observation.prompt).toContain("Boolean");
    for (const body of [
      {},
      { action: {}, challenge_id },
      { action: { answer } },
      { action: { answer }, challenge_id: "x" },
    ]) {
      expect((await post(`${base}/step`, body)).status, JSON.stringify(body)).toBe(400);
    }
    const nested = deep(`{"challenge_id":"${challenge_id}","action":{"answer":@}}`);
    expect((await post(`${base}/step`, nested)).status).toBe(400);
    expect((await post(`${base}/reset`, deep('{"params":{"a":@}}'))).status).toBe(400);
  });

  test("error: a question of another environment or level than the address", async () => {
    const challenge = await SAT.generate({ level: 1, seed: "other" });
    const answer = rightAnswer(challenge);
    const step = (place: string) =>
      post(`${doors.url}/envs/${place}/step`, { action: { answer }, challenge_id: challenge.id });
    expect((await step("SAT")).json).toMatchObject({ reward: 1 });
    expect((await step("SAT@1")).json).toMatchObject({ reward: 1 });
    for (const place of ["SAT@2", "ABD", "HUNT@1"]) {
      const { status, json } = await step(place);
      expect({ status, code: json.error.code }).toEqual({ status: 400, code: "invalid_input" });
      expect(json.error.message).toContain("SAT@1");
      expect(json.error.message).toContain(place);
      const call = { name: "submit", arguments: { challenge_id: challenge.id, answer } };
      const rpc = { jsonrpc: "2.0", id: 1, method: "tools/call", params: call };
      expect((await post(`${doors.url}/envs/${place}/mcp`, rpc)).json).toMatchObject({ error: { code: -32_602 } });
    }
  });

  test("error: a field that the door does not know is refused by its name, never answered with some other question", async () => {
    for (const path of ["reset", "step"]) {
      const { status, json } = await post(`${doors.url}/envs/HUNT/${path}`, {
        ...(path === "reset" ? { challenge_id: "../x" } : { action: { answer: "1" }, challenge_id: "x", answer: "1" }),
      });
      expect([status, json.error.code]).toEqual([400, "invalid_input"]);
      expect(json.error.message).toContain(`unknown field "${path === "reset" ? "challenge_id" : "answer"}"`);
    }
    const forged = await post(`${doors.url}/envs/SAT/step`, { action: { answer: "1" }, challenge_id: "../x" });
    expect([forged.status, forged.json.error.code]).toEqual([400, "challenge_id"]);
  });

  test("default: MCP's two tools", async () => {
    const rpc = async (method: string, params: object = {}) =>
      (await post(`${doors.url}/envs/SAT@1/mcp`, { jsonrpc: "2.0", id: 1, method, params })).json;
    expect((await rpc("tools/list")).result.tools).toHaveLength(2);
    const question = (await rpc("tools/call", { name: "question" })).result.structuredContent;
    const answer = rightAnswer(challengeFromId(question.challenge_id));
    const submitted = await rpc("tools/call", {
      name: "submit",
      arguments: { challenge_id: question.challenge_id, answer },
    });
    const more = await rpc("tools/call", { name: "submit", arguments: { ...question, answer } });
    expect(more.error.message).toContain('unknown field "prompt"');
    expect((await rpc("tools/call", { name: "question", arguments: { level: 2 } })).error.code).toBe(-32_602);
    expect(submitted.result.structuredContent).toEqual({ score: 1, reason: "correct" });
    expect((await rpc("tools/call", { name: "nothing" })).error.code).toBe(-32_602);
    expect((await rpc("nothing")).error.code).toBe(-32_601);
  });
});

describe("the Task API", () => {
  test("default: environments, splits, tasks by number and slice", async () => {
    const base = `${doors.url}/SAT`;
    expect((await ask(`${doors.url}/list_environments`)).json).toEqual(
      expect.arrayContaining(["ABD", "DED", "INDUCE", "OPT", "PLAN", "PROVE", "SAT", "TRACK"]),
    );
    expect((await ask(`${base}/splits`)).json).toEqual([
      { name: "train", type: "train" },
      { name: "test", type: "test" },
    ]);
    expect((await post(`${base}/num_tasks`, { split: "test" })).json.num_tasks).toBe(10_000);
    const { tasks } = (await post(`${base}/tasks`, { split: "test" })).json;
    expect(tasks).toHaveLength(10_000);
    expect(Object.keys(tasks[4] as object).sort()).toEqual(["difficulty", "group", "id", "index", "split"]);
    expect((await post(`${base}/task`, { split: "test", index: 4 })).json.task).toEqual(tasks[4]);
    const slice = async (start?: number | null, stop?: number | null) =>
      (await post(`${base}/task_range`, { split: "test", start, stop })).json.tasks as unknown[];
    expect(await slice(2, 5)).toEqual(tasks.slice(2, 5));
    expect(await slice(-3)).toEqual(tasks.slice(-3));
    expect(await slice(9_998, 20_000)).toEqual(tasks.slice(9_998));
    expect(await slice(null, -9_999)).toEqual(tasks.slice(0, 1));
    expect(await slice(5, 2)).toEqual([]);
  });

  test("error: unknown environment, split, number; a list that is too long", async () => {
    const status = async (path: string, body: object) => (await post(`${doors.url}${path}`, body)).status;
    expect(await status("/NOPE/tasks", { split: "test" })).toBe(404);
    expect(await status("/SAT/tasks", { split: "train" })).toBe(501);
    expect(await status("/SAT/num_tasks", { split: "dev" })).toBe(400);
    for (const index of [-1, 10_000, 1.5, "0", null]) {
      expect(await status("/SAT/task", { split: "test", index })).toBe(400);
    }
    expect(await status("/SAT/task_range", { split: "train" })).toBe(400);
  });
});
