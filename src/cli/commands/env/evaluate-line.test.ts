import { expect, test } from "vitest";
import { HUNT, SAT } from "../../../envs/index.ts";
import { evaluateLines } from "./evaluate-line.ts";

const hunt = await HUNT.generate({ level: 3, seed: "1" });
const sat = await SAT.generate({ level: 1, seed: "1" });

async function judged(item: unknown): Promise<{ score: number | null; reason?: string; message?: string }> {
  const [result] = await evaluateLines([{ number: 7, text: JSON.stringify(item) }], {});
  if (result === undefined) throw new Error("There is no result.");
  return "error" in result
    ? { score: null, message: result.error.message }
    : { score: result.score, reason: result.reason };
}

test("default: turns as `af env try --json` prints them are a completion, of one turn and of many", async () => {
  const turns = ["<action>probe 1</action>"];
  const asCompletion = await judged({ challenge_id: hunt.id, completion: turns });
  expect(await judged({ challenge_id: hunt.id, turns, score: 0 })).toEqual(asCompletion);
  expect(asCompletion).toMatchObject({ score: 0 });
  expect(await judged({ challenge_id: sat.id, turns: ["nothing"] })).toEqual({ score: 0, reason: "no_answer" });
});

test.each<[string, object, RegExp]>([
  ["no completion", { challenge_id: sat.id }, /Line 7: .*completion is missing/],
  ["another id", { challenge_id: sat.id, id: hunt.id, completion: "" }, /challenge_id and id name different questions/],
  ["no id", { completion: "" }, /challenge_id is missing/],
  ["both", { challenge_id: hunt.id, completion: [], turns: [] }, /completion and turns are both there/],
  [
    "an object for turns",
    { challenge_id: hunt.id, completion: { a: 1 } },
    /judged by the list of its turns.*an object/,
  ],
  ["one text for turns", { challenge_id: hunt.id, completion: "x" }, /one answer is no episode/],
  [
    "far too many",
    { challenge_id: hunt.id, completion: new Array(5000).fill("x") },
    /at most \d+ turns; 5000 were given/,
  ],
])("error: %s is told in plain words", async (_, item, words) => {
  const { score, message } = await judged(item);
  expect(score).toBeNull();
  expect(message).toMatch(words);
  expect(message).not.toMatch(/nonoptional|received|✖|→/);
});

test.each<[string, string, string | null]>([
  ["a completion", '{"challenge_id": "ID", "completion": "x", "completion": "y"}', '"completion"'],
  [
    "an id in another spelling",
    '{"challenge_id": "ID", "challenge_i\\u0064": "ID", "completion": "y"}',
    '"challenge_id"',
  ],
  ["one of an object within", '{"challenge_id": "ID", "completion": "y", "info": {"a": [{"b": 1, "b" : 2}]}}', '"b"'],
  [
    "one in two objects",
    '{"challenge_id": "ID", "completion": "y", "info": [{"a": 1}, {"a": "{\\"a\\": 1, \\"a\\": 2}"}]}',
    null,
  ],
])("error: %s that stands twice is told", async (_, text, name) => {
  const [result] = await evaluateLines([{ number: 1, text: text.replaceAll("ID", sat.id) }], {});
  if (name === null) expect(result).toMatchObject({ score: 0 });
  else
    expect(result).toMatchObject({
      score: null,
      error: { message: `Line 1: the line has ${name} twice in one object: give one.` },
    });
});
