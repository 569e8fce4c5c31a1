import { afterAll, beforeAll, expect, test } from "vitest";
import { Evaluator } from "../../src/doors/evaluator/evaluator.ts";
import type { Doors } from "../../src/doors/index.ts";
import { OrsSession } from "../../src/doors/ors/ors-session.ts";
import { challengeId } from "../../src/core/index.ts";
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
    const items = [{ challenge_id: id, completion: turns }];
    const judged = await post(`${doors.url}/v1/evaluations`, { items });
    expect(judged.json.results).toMatchObject([{ score: 1, reason: "correct" }]);
  }
});

test("behavior: the SDK plays a session turn by turn", async () => {
  const session = await REPAIR.reset({ level: 2, seed: "sdk" });
  const [read = ""] = oracleOf({ level: 2 }, "sdk");
  expect((await session.step(read)).observation).toMatch(/^\w+\/\w+\.py, lines 1-/);
  expect((await session.step("<action>submit</action>")).verdict).toMatchObject({ score: 0, reason: "nothing_edited" });
});

test("behavior: the tool act takes an edit without tags, whose marks are none", async () => {
  const evaluator = new Evaluator({ queued: 8, judgedAtOnce: 1, context: { python } });
  const challenge = await evaluator.questionOf(
    challengeId({ env: "REPAIR", version: "1", params: { level: 2 }, seed: "ors" }),
  );
  const session = new OrsSession(evaluator, challenge);
  const said: string[] = [];
  for (const turn of oracleOf({ level: 2 }, "ors")) {
    const action = turn.replace(/<\/?action>/g, "").trim();
    const told = await session.call("act", { action });
    if (!told.ok) throw new Error(told.error);
    said.push(...told.output.blocks.map(({ text }) => text));
  }
  expect(said.some((text) => / is edited\.\n/.test(text))).toBe(true);
  expect(said.at(-1)).toBe("correct");
});
