import { afterAll, beforeAll, expect, test } from "vitest";
import type { Doors } from "../../src/doors/index.ts";
import { challengeFromId, environment } from "../../src/envs/index.ts";
import { openDoors, post, SocketClient } from "./open-doors.ts";
import { readEvents } from "./read-events.ts";

let doors: Doors;
beforeAll(async () => {
  doors = await openDoors();
});
afterAll(() => doors.close());

interface Told {
  readonly observation: string | null;
  readonly done: boolean;
  readonly result: { readonly score: number; readonly reason: string } | null;
  readonly messages: readonly object[];
  readonly error?: { readonly code: string };
}

function played(id: string) {
  const challenge = challengeFromId(id);
  const hunt = environment("HUNT");
  const turns = hunt.study!.oracle(hunt.generate(challenge.params, challenge.seed)) as readonly string[];
  return { turns, replay: (count: number) => challenge.episode!.replay(turns.slice(0, count)) };
}

const nextOf = (text: { readonly content: string } | undefined) => text?.content ?? "";

test("default: POST /v1/episodes says what the SDK's replay says, at every turn", async () => {
  const asked = await post(`${doors.url}/v1/challenges`, { env: "HUNT", level: 3, split: "train", range: [0, 3] });
  for (const { id } of asked.json.challenges) {
    const { turns, replay } = played(id);
    for (let count = 0; count <= turns.length; count += 1) {
      const { json } = await post(`${doors.url}/v1/episodes`, { challenge_id: id, turns: turns.slice(0, count) });
      const told = json as unknown as Told;
      const { messages, verdict } = replay(count);
      expect(told.messages).toEqual(messages);
      expect(told.done).toBe(verdict !== null);
      expect(told.result?.score ?? null).toBe(verdict?.score ?? null);
      expect(told.observation).toBe(count === 0 || verdict !== null ? null : nextOf(messages.at(-1)));
    }
    const { status, json } = await post(`${doors.url}/v1/episodes`, { challenge_id: id, turns: [...turns, "more"] });
    expect({ status, code: json.error.code }).toEqual({ status: 400, code: "invalid_input" });
  }
});

test("error: what is malformed, and a contest's question, get no observation", async () => {
  const [{ id } = { id: "" }] = (await post(`${doors.url}/v1/challenges`, { env: "HUNT", seeds: ["e"] })).json
    .challenges;
  for (const body of [
    {},
    { challenge_id: id },
    { challenge_id: id, turns: [7] },
    { challenge_id: id, turns: Array(33).fill("") },
  ]) {
    expect((await post(`${doors.url}/v1/episodes`, body)).status).toBe(400);
  }
  const contest = id.replace(/[^/]+$/, "a".repeat(64));
  const refused = await post(`${doors.url}/v1/episodes`, { challenge_id: contest, turns: [] });
  expect(refused).toMatchObject({ status: 400, json: { error: { code: "invalid_input" } } });
});

test("behavior: an action of 10 MB ends the episode, or its turn where it is reasoning; the server goes on", async () => {
  const [{ id } = { id: "" }] = (await post(`${doors.url}/v1/challenges`, { env: "HUNT", level: 3, seeds: ["long"] }))
    .json.challenges;
  const say = async (...turns: string[]) => {
    const { status, json } = await post(`${doors.url}/v1/episodes`, { challenge_id: id, turns });
    return { status, told: json as unknown as Told };
  };
  const long = "0".repeat(10 << 20);
  const { status, told } = await say(`<action>claim ${long}</action>`);
  expect(status).toBe(200);
  expect(told).toMatchObject({ done: true, observation: null, result: { score: 0, reason: "history_limit" } });
  const thought = await say(`<think>${long}</think><action>ask 00 00 00</action>`);
  expect(thought.told).toMatchObject({
    done: false,
    observation: expect.stringMatching(/^Answers of turn 1: /) as string,
  });
  const { turns } = played(id);
  expect((await say(...turns)).told).toMatchObject({ done: true, result: { score: 1 } });
});

test("behavior: an OpenEnv socket steps turn by turn, with finite rewards", async () => {
  const client = await new SocketClient(`${doors.url}/envs/HUNT@3/ws`).open();
  const { data } = await client.ask({ type: "reset", data: { seed: 5 } });
  const { turns, replay } = played(data.observation.challenge_id);
  for (const [index, answer] of turns.entries()) {
    const stepped = (await client.ask({ type: "step", data: { answer } })).data;
    const { messages, verdict } = replay(index + 1);
    expect({ reward: stepped.reward, done: stepped.done }).toEqual({
      reward: verdict?.score ?? 0,
      done: verdict !== null,
    });
    if (verdict === null) expect(stepped.observation.prompt).toBe(nextOf(messages.at(-1)));
  }
  expect(await client.ask({ type: "state" })).toMatchObject({ data: { step_count: turns.length } });
  expect(await client.ask({ type: "step", data: { answer: "more" } })).toMatchObject({ type: "error" });
  expect(await client.ask({ type: "reset", data: { seed: 5 } })).toMatchObject({ data: { done: false } });
  const lost = (await client.ask({ type: "step", data: { answer: 7 } })).data;
  expect(lost).toMatchObject({
    reward: 0,
    done: false,
    observation: { prompt: "Turn 1 is lost: no_answer. Turns left: 11." },
  });
});

test("behavior: over plain HTTP, which keeps no session, a step is refused and not scored", async () => {
  const { json } = await post(`${doors.url}/envs/HUNT@3/reset`, { seed: 5 });
  const { challenge_id } = json.observation as unknown as { challenge_id: string };
  const stepped = await post(`${doors.url}/envs/HUNT@3/step`, { action: { answer: "x" }, challenge_id });
  expect(stepped.status).toBe(501);
});

test("behavior: the ORS tool act says a turn, with tags or without", async () => {
  const as = { "x-session-id": "hunt" };
  const { task } = (await post(`${doors.url}/HUNT@3/task`, { split: "test", index: 1 })).json;
  await post(`${doors.url}/create`, { env_name: "HUNT", task_spec: task }, as);
  const call = async (name: string, input: object) => {
    const events = readEvents((await post(`${doors.url}/HUNT/call`, { name, input }, as)).text);
    return JSON.parse(events.at(-1)!.data) as {
      ok: boolean;
      reason?: string;
      output: { blocks: { text: string }[]; reward: number; finished: boolean };
    };
  };
  expect(await call("submit", { answer: "x" })).toMatchObject({ ok: false, reason: "not_found" });
  expect(await call("act", {})).toMatchObject({ ok: false, reason: "input_validation" });
  const { turns, replay } = played(task.id);
  for (const [index, turn] of turns.entries()) {
    const { output } = await call("act", { action: index % 2 === 0 ? turn : turn.replace(/<\/?action>/g, "") });
    const { messages, verdict } = replay(index + 1);
    expect({ reward: output.reward, finished: output.finished }).toEqual({
      reward: verdict?.score ?? 0,
      finished: verdict !== null,
    });
    expect(output.blocks[0]!.text).toBe(verdict?.reason ?? nextOf(messages.at(-1)));
  }
  expect(await call("act", { action: "ask" })).toMatchObject({ ok: false, reason: "episode_finished" });
});
