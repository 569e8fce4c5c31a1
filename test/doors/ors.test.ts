import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Doors } from "../../src/doors/index.ts";
import { resultEvents } from "../../src/doors/ors/event-stream.ts";
import { challengeFromId } from "../../src/envs/index.ts";
import { ask, openDoors, openDoorsForTest, post, type Told } from "./open-doors.ts";
import { readEvents } from "./read-events.ts";
import { rightAnswer } from "./right-answer.ts";

let doors: Doors;
let serial = 0;
const freshId = () => `session-${(serial += 1)}`;
const as = (sid: string) => ({ "x-session-id": sid });

beforeAll(async () => {
  doors = await openDoors();
});
afterAll(() => doors.close());

async function create(body: object, sid = freshId()): Promise<string> {
  expect((await post(`${doors.url}/create`, body, as(sid))).json).toEqual({ sid });
  return sid;
}

async function call(sid: string, body: object): Promise<{ event: string; data: string }[]> {
  return readEvents((await post(`${doors.url}/SAT/call`, body, as(sid))).text);
}

describe("a session", () => {
  test("default: open, read, submit, close", async () => {
    const [told, end] = readEvents((await ask(`${doors.url}/create_session`, { method: "POST" })).text);
    expect([told?.event, end]).toEqual(["task_id", { event: "end", data: "" }]);
    const sid = await create({ env_name: "sat", split: "train", index: 3 }, told?.data);
    const { task } = (await post(`${doors.url}/SAT/task`, { split: "train", index: 3 })).json;
    const challenge = challengeFromId(task.id);
    const get = async (path: string) => (await ask(`${doors.url}/SAT${path}`, { headers: as(sid) })).json;
    expect(await get("/prompt")).toEqual([{ type: "text", text: challenge.prompt, detail: null }]);
    expect(((await get("/messages")) as unknown as Told[])[0]?.blocks[0]?.text).toBe(challenge.messages[0]?.content);
    expect((await get("/task_tools")).tools.map(({ name }: { name: string }) => name)).toEqual(["submit"]);
    expect((await post(`${doors.url}/ping`, "", as(sid))).json).toEqual({ status: "ok" });
    const answer = rightAnswer(challenge);
    const events = await call(sid, { name: "submit", input: { answer } });
    expect(events.map(({ event }) => event)).toEqual(["task_id", "end"]);
    const output = JSON.parse(events[1]!.data) as object;
    expect(output).toMatchObject({ ok: true, output: { reward: 1, finished: true, metadata: { reason: "correct" } } });
    // Whoever lost the connection asks for the same call again.
    expect(await call(sid, { name: "submit", input: { answer: "other" }, task_id: events[0]!.data })).toEqual(events);
    const again = await call(sid, { name: "submit", input: { answer } });
    expect(JSON.parse(again[1]!.data)).toMatchObject({ ok: false, reason: "episode_finished" });
    expect((await post(`${doors.url}/delete`, "", as(sid))).json).toEqual({ sid });
    expect((await post(`${doors.url}/ping`, "", as(sid))).status).toBe(404);
  });

  test("behavior: a task by its spec", async () => {
    const { task } = (await post(`${doors.url}/SAT@2/task`, { split: "test", index: 1 })).json;
    const sid = await create({ env_name: "SAT", task_spec: task });
    const { json } = await ask(`${doors.url}/SAT/prompt`, { headers: as(sid) });
    expect((json as unknown as Told[])[0]?.text).toBe(challengeFromId(task.id).prompt);
  });

  test("error: a task of which a part is another's is refused by that part, and opens no session", async () => {
    const { task } = (await post(`${doors.url}/SAT@2/task`, { split: "test", index: 1 })).json;
    const wrong: [part: object, said: string][] = [
      [{ index: 2 }, "The id of the task is not that of test 2."],
      [{ split: "train" }, "The id of the task is not that of train 1."],
      [{ difficulty: 3 }, "The id of the task is not that of difficulty 3."],
      [{ env_name: "ABD" }, "The question is of SAT@2, the address is of ABD."],
      [{ env_name: "SAT@3" }, "The question is of SAT@2, the address is of SAT@3."],
    ];
    for (const [part, said] of wrong) {
      const sid = freshId();
      const { status, json } = await post(
        `${doors.url}/create`,
        { env_name: "SAT", task_spec: { ...task, ...part } },
        as(sid),
      );
      expect({ status, said: json.error.message }).toEqual({ status: 400, said });
      expect((await post(`${doors.url}/ping`, "", as(sid))).status).toBe(404);
    }
    const both = { env_name: "SAT", task_spec: task, split: "test", index: 1 };
    expect((await post(`${doors.url}/create`, both, as(freshId()))).status).toBe(400);
  });

  test("error: a session is asked at the address of another task: named, and it goes on", async () => {
    const { task } = (await post(`${doors.url}/SAT@2/task`, { split: "test", index: 1 })).json;
    const sid = await create({ env_name: "SAT", task_spec: task });
    for (const path of ["prompt", "messages", "task_tools"]) {
      const { status, json } = await ask(`${doors.url}/SAT@1/${path}`, { headers: as(sid) });
      expect({ status, said: json.error.message }).toEqual({
        ...{ status: 400, said: "The question is of SAT@2, the address is of SAT@1." },
      });
    }
    const [, end] = await call(sid, { name: "submit", input: { answer: rightAnswer(challengeFromId(task.id)) } });
    expect(JSON.parse(end!.data)).toMatchObject({ ok: true, output: { reward: 1 } });
  });

  test("error: wrong tools and inputs leave the session open", async () => {
    const sid = await create({ env_name: "SAT", split: "train", index: 1 });
    const reason = async (body: object) => (JSON.parse((await call(sid, body))[1]!.data) as { reason: string }).reason;
    expect(await reason({ name: "submitt", input: {} })).toBe("not_found");
    expect(await reason({ name: "submit", input: {} })).toBe("input_validation");
    expect(await reason({ name: "submit", input: { answer: "x", more: 1 } })).toBe("input_validation");
    for (const place of ["ABD", "SAT@2"]) {
      const wrong = await post(`${doors.url}/${place}/call`, { name: "submit", input: { answer: "x" } }, as(sid));
      expect(wrong.status).toBe(400);
    }
    const [, end] = await call(sid, { name: "submit", input: { answer: 5 } });
    expect(JSON.parse(end!.data)).toMatchObject({ ok: true, output: { reward: 0, finished: true } });
  });

  test.each<[string, object | string, number]>([
    ["no task", {}, 400],
    ["an unknown environment", { env_name: "NOPE", split: "train", index: 0 }, 404],
    ["an unknown split", { env_name: "SAT", split: "dev", index: 0 }, 404],
    ["a number beyond the split", { env_name: "SAT", split: "test", index: 10_000 }, 400],
    ["a forged task", { env_name: "SAT", task_spec: { id: "x" } }, 400],
    ["a task of another environment", { env_name: "ABD", task_spec: { id: "SAT/2/eyJsZXZlbCI6MX0/s" } }, 400],
    ["a task of another level", { env_name: "SAT@2", task_spec: { id: "SAT/2/eyJsZXZlbCI6MX0/s" } }, 400],
    [
      "a task whose id was cut",
      { env_name: "SAT", task_spec: { id: `SAT/2/eyJsZXZlbCI6MX0/test-${"a".repeat(60)}` } },
      400,
    ],
    ["a contest's question", { env_name: "SAT", task_spec: { id: `SAT/2/eyJsZXZlbCI6MX0/${"ab".repeat(32)}` } }, 400],
    ["a toolset", { env_name: "SAT", split: "train", index: 0, toolset_name: "excel" }, 400],
    ["no JSON", "{", 400],
  ])("error: %s", async (_, body, status) => {
    expect((await post(`${doors.url}/create`, body, as(freshId()))).status).toBe(status);
  });

  test("error: no session, no header, a header that is none, the same id twice", async () => {
    expect((await post(`${doors.url}/SAT/call`, { name: "submit", input: {} }, as("nobody"))).status).toBe(404);
    expect((await ask(`${doors.url}/SAT/prompt`, { headers: as("nobody") })).status).toBe(404);
    expect((await post(`${doors.url}/create`, { env_name: "SAT", split: "train", index: 0 })).status).toBe(400);
    expect((await post(`${doors.url}/ping`, "", as("x".repeat(129)))).status).toBe(400);
    const sid = await create({ env_name: "SAT", split: "train", index: 0 });
    expect((await post(`${doors.url}/create`, { env_name: "SAT", split: "train", index: 0 }, as(sid))).status).toBe(
      400,
    );
    expect((await post(`${doors.url}/SAT/call`, { name: "submit", input: {}, task_id: "x" }, as(sid))).status).toBe(
      404,
    );
  });

  test("error: all sessions taken: 429 with Retry-After, and room again after the end of one", async () => {
    const small = await openDoorsForTest({ limits: { sessions: 1 } });
    const open = (sid: string) => post(`${small.url}/create`, { env_name: "SAT", split: "train", index: 0 }, as(sid));
    expect((await open("a")).status).toBe(200);
    const full = await open("b");
    expect([full.status, full.headers.get("retry-after")]).toEqual([429, "1"]);
    await post(`${small.url}/delete`, "", as("a"));
    expect((await open("b")).status).toBe(200);
  });

  test("behavior: a session that nobody uses ends by itself", async () => {
    const short = await openDoorsForTest({ limits: { sessions: 1, pingMs: 1 } });
    const open = (sid: string) => post(`${short.url}/create`, { env_name: "SAT", split: "train", index: 0 }, as(sid));
    await open("a");
    await expect.poll(async () => (await open("b")).status).toBe(200);
  });

  test("error: a sandbox that fails is an error event, never a reward", async () => {
    const python = { run: () => Promise.reject(new Error("broken\npipe")) } as never;
    const broken = await openDoorsForTest({ context: { python } });
    await post(`${broken.url}/create`, { env_name: "DED@1", split: "train", index: 0 }, as("a"));
    const input = { answer: "```python\nprint(1)\n```" };
    const { text } = await post(`${broken.url}/DED/call`, { name: "submit", input }, as("a"));
    expect(readEvents(text).map(({ event }) => event)).toEqual(["task_id", "error"]);
    expect(text).not.toContain("reward");
  });
});

test("behavior: chunks survive clients that strip and decode each by itself", () => {
  const text = `${"é \u2028😀\ud800".repeat(3_000)}${" ".repeat(9_000)}x`;
  const events = resultEvents({ text });
  expect(events.length).toBeGreaterThan(3);
  expect(events.map(({ event }) => event)).toEqual([...events.slice(1).map(() => "chunk"), "end"]);
  for (const { data } of events) expect(data).toMatch(/^[\x21-\x7e][\x20-\x7e]*$/);
  expect(JSON.parse(events.map(({ data }) => data).join(""))).toEqual({ text });
});
