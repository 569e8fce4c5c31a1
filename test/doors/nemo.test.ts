import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Doors } from "../../src/doors/index.ts";
import { SAT } from "../../src/envs/index.ts";
import { ask, openDoors, post } from "./open-doors.ts";
import { rightAnswer } from "./right-answer.ts";

let doors: Doors;
const text = (words: string, type = "output_text") => ({ type, text: words, annotations: [] });
const message = (...content: unknown[]) => ({ type: "message", role: "assistant", content });
const verify = (body: object, env = "SAT") => post(`${doors.url}/nemo/${env}/verify`, body);

beforeAll(async () => {
  doors = await openDoors();
});
afterAll(() => doors.close());

describe("verify", () => {
  test("default: the request echoed, with numbers", async () => {
    const challenge = await SAT.generate({ level: 1, seed: "n" });
    const right = rightAnswer(challenge);
    const row = {
      responses_create_params: { input: challenge.messages, temperature: 1 },
      env: "SAT",
      env_version: "1",
      seed: "n",
      challenge_id: challenge.id,
      anything: { else: [1] },
    };
    const reasoning = { type: "reasoning", summary: [], content: [text("<answer>1</answer>")] };
    const response = {
      id: "r",
      output: [reasoning, message(text(right.slice(0, 5)), text("no", "refusal"), text(right.slice(5)))],
    };
    expect((await post(`${doors.url}/nemo/SAT/seed_session`, row)).json).toEqual({});
    const { json } = await verify({ ...row, response });
    expect(json).toMatchObject({ ...row, response, reward: 1, score: 1, variables: 4 });
  });

  test("behavior: no text is an answer without text, judged as one", async () => {
    const { id } = await SAT.generate({ level: 1, seed: "n" });
    const outputs = [
      [],
      [{ type: "function_call", name: "x" }],
      [message()],
      [{ type: "message", role: "user", content: "x" }],
      [{ role: "assistant", content: "" }],
    ];
    for (const output of outputs) {
      for (const said of [{}, { status: "completed", error: null }, { status: "incomplete" }]) {
        const { json } = await verify({ challenge_id: id, responses_create_params: {}, response: { output, ...said } });
        expect(json.reward).toBe(0);
      }
    }
  });

  test("error: what was never an answer gets no score", async () => {
    const { id } = await SAT.generate({ level: 1, seed: "n" });
    const output = [message(text("x"))];
    const error = { code: "server_error", message: "the model is away" };
    const responses: object[] = [
      ...["failed", "cancelled", "queued", "in_progress", "nothing", 5].map((status) => ({ status, output })),
      { status: "failed", error, output: [] },
      { status: "incomplete", error, output },
      { error: "it broke", output },
      ...[5, null, "x", [], { type: 5 }, {}, { type: "message" }].map((item) => ({ output: [item] })),
      ...[5, null, {}].map((content) => ({ output: [{ type: "message", role: "assistant", content }] })),
      ...[{ type: "output_text" }, { type: "output_text", text: 5 }, { text: "x" }, "x", null].map((part) => ({
        output: [message(text("x"), part)],
      })),
    ];
    for (const response of responses) {
      const told = await verify({ challenge_id: id, responses_create_params: {}, response });
      expect({ status: told.status, code: told.json.error.code }, JSON.stringify(response)).toEqual({
        status: 400,
        code: "invalid_input",
      });
    }
  });

  test("error: a question of another level than the address, or another environment", async () => {
    const { id } = await SAT.generate({ level: 1, seed: "n" });
    const whole = { challenge_id: id, responses_create_params: {}, response: { output: [message(text("x"))] } };
    expect((await verify(whole, "SAT@1")).status).toBe(200);
    for (const place of ["SAT@2", "ABD", "ABD@1"]) {
      const { status, json } = await verify(whole, place);
      expect(status).toBe(422);
      expect(json.error.message).toContain("SAT@1");
      expect(json.error.message).toContain(place);
    }
  });

  test("error: a row of another question is told where a session begins, before anything is asked", async () => {
    const { id } = await SAT.generate({ level: 1, seed: "n" });
    const seed = (body: object | string, place: string) => post(`${doors.url}/nemo/${place}/seed_session`, body);
    for (const place of ["SAT", "SAT@1"]) expect((await seed({ challenge_id: id, seed: "n" }, place)).json).toEqual({});
    expect((await seed({}, "SAT")).json).toEqual({});
    for (const place of ["SAT@2", "ABD"]) {
      const { status, json } = await seed({ challenge_id: id }, place);
      expect({ status, code: json.error.code }).toEqual({ status: 422, code: "invalid_input" });
      expect(json.error.message).toBe(`The question is of SAT@1, the address is of ${place}.`);
    }
    expect((await seed({ challenge_id: `${id}/x` }, "SAT")).status).toBe(400);
    expect((await seed({ challenge_id: 5 }, "SAT")).status).toBe(400);
    expect((await seed({}, "NOPE")).status).toBe(404);
  });

  test("error: what cannot be judged is no 200", async () => {
    const { id } = await SAT.generate({ level: 1, seed: "n" });
    const response = { output: [message(text("x"))] };
    const whole = { challenge_id: id, responses_create_params: {}, response };
    const status = async (body: object, env?: string) => (await verify(body, env)).status;
    expect(await status(whole)).toBe(200);
    expect(await status({ ...whole, challenge_id: undefined })).toBe(400);
    expect(await status({ ...whole, challenge_id: `${id}x/` })).toBe(400);
    expect(await status({ ...whole, response: undefined })).toBe(400);
    expect(await status({ ...whole, response: { output: "x" } })).toBe(400);
    expect(await status(whole, "ABD")).toBe(422);
    expect(await status(whole, "NOPE")).toBe(404);
  });
});

test("default: reverify mode and means", async () => {
  expect((await ask(`${doors.url}/nemo/SAT/reverify_mode`)).json).toBe("stateless");
  const rows = [
    { _ng_task_index: 0, reward: 1, score: 1, env: "SAT" },
    { _ng_task_index: 0, reward: 0, score: 0, env: "SAT" },
    { _ng_task_index: 1, reward: 0, score: 0, extra: 2 },
    { _ng_task_index: 1, reward: 0, score: 0 },
  ];
  const { json } = await post(`${doors.url}/nemo/SAT/aggregate_metrics`, { verify_responses: rows });
  expect(json).toEqual({
    group_level_metrics: [
      { _ng_task_index: 0, "mean/reward": 0.5, "mean/score": 0.5 },
      { _ng_task_index: 1, "mean/reward": 0, "mean/score": 0 },
    ],
    agent_metrics: { "mean/reward": 0.25, "mean/score": 0.25 },
    key_metrics: { "mean/reward": 0.25 },
  });
});
