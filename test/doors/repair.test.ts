import { afterAll, beforeAll, expect, test } from "vitest";
import type { Doors } from "../../src/doors/index.ts";
import { challengeFromId, environment, REPAIR } from "../../src/envs/index.ts";
import { testEngine } from "../sandbox/kit/engines.ts";
import { openDoors, post } from "./open-doors.ts";

const python = testEngine({ workers: 2 });
let doors: Doors;
beforeAll(async () => {
  doors = await openDoors({ context: { python } });
});
afterAll(() => doors.close());

const repair = environment("REPAIR");
const oracleOf = (params: { level: number }, seed: string) =>
  repair.study!.oracle(repair.generate(params, seed)) as readonly string[];

test("default: POST /v1/episodes runs a package's tests and judges it as the SDK does", async () => {
  const asked = await post(`${doors.url}/v1/challenges`, { env: "REPAIR", level: 2, split: "train", range: [0, 2] });
  for (const { id } of asked.json.challenges) {
    const challenge = challengeFromId(id, () => ({ python }));
    const { params, seed } = challenge;
    const turns = ["<action>run</action>", ...oracleOf(params as { level: number }, seed)];
    for (let count = 0; count <= turns.length; count += 1) {
      const { json } = await post(`${doors.url}/v1/episodes`, { challenge_id: id, turns: turns.slice(0, count) });
      const { messages, verdict } = await challenge.episode!.play(turns.slice(0, count));
      expect(json).toMatchObject({ messages, done: verdict !== null });
      if (verdict !== null) expect(json).toMatchObject({ result: { score: 1, reason: "correct" } });
    }
    const judged = await post(`${doors.url}/v1/evaluations`, { challenge_id: id, completion: turns });
    expect(judged.json).toMatchObject({ score: 1, reason: "correct" });
  }
});

test("behavior: the SDK plays a session turn by turn", async () => {
  const session = await REPAIR.reset({ level: 2, seed: "sdk" });
  const [read = ""] = oracleOf({ level: 2 }, "sdk");
  expect((await session.step(read)).observation).toMatch(/^\w+\/\w+\.py, lines 1-/);
  expect((await session.step("<action>submit</action>")).verdict).toMatchObject({ score: 0, reason: "nothing_edited" });
});
