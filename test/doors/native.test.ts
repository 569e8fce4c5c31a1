import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { questionSeed } from "../../src/core/index.ts";
import type { Doors } from "../../src/doors/index.ts";
import { SAT, satEnvironment } from "../../src/envs/index.ts";
import { ask, openDoors, openDoorsForTest, post, type Told } from "./open-doors.ts";
import { rightAnswer } from "./right-answer.ts";

let doors: Doors;
const challenges = (body: object) => post(`${doors.url}/v1/challenges`, body);
/** Every `$ref` in a document. */
const namesIn = (value: unknown): string[] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "$ref" && typeof inner === "string" ? [inner] : namesIn(inner),
  );
};
const evaluations = (items: unknown) => post(`${doors.url}/v1/evaluations`, { items });

beforeAll(async () => {
  doors = await openDoors();
});
afterAll(() => doors.close());

describe("GET /v1/envs", () => {
  test("default: levels with measured baselines, from the cards", async () => {
    const { json } = await ask(`${doors.url}/v1/envs`);
    const sat = json.envs.find(({ name }) => name === "SAT")!;
    expect(sat).toMatchObject({ version: satEnvironment.info.version, default_level: 5, turns: 1 });
    expect(sat.levels.map(({ level }) => level)).toEqual(satEnvironment.info.levels);
    const { baselines } = sat.levels[0]!;
    expect(baselines).toContainEqual({ name: "right answer", kind: "oracle", asked: 1000, passed: 1000 });
    expect(new Set(baselines.map(({ kind }) => kind))).toEqual(new Set(["blind", "shallow", "strong", "oracle"]));
  });
});

describe("POST /v1/challenges", () => {
  test("default: seeds ask what the SDK asks, byte for byte, and no secret", async () => {
    const { json, text } = await challenges({ env: "sat", level: 2, seeds: ["a", 7] });
    const own = [await SAT.generate({ level: 2, seed: "a" }), await SAT.generate({ level: 2, seed: 7 })];
    expect(json.challenges).toEqual(own.map((challenge) => ({ ...challenge.toJSON(), challenge_id: challenge.id })));
    expect(text).not.toContain("planted");
    const custom = await challenges({ env: "SAT", params: { variables: 9, clauseSize: 2, clauses: 12 }, seeds: ["a"] });
    expect(custom.json.challenges[0]!.params).toEqual({ variables: 9, clauseSize: 2, clauses: 12 });
  });

  test("behavior: splits are numbered, apart from each other and from every contest", async () => {
    const drawn = async (split: string, range: unknown) => {
      const { json } = await challenges({ env: "SAT@1", split, range });
      return json.challenges.map(({ seed }) => seed);
    };
    const [train, again, test_] = [
      await drawn("train", [0, 8]),
      await drawn("train", { stop: 8 }),
      await drawn("test", [0, 8]),
    ];
    expect(again).toEqual(train);
    expect(new Set([...train, ...test_]).size).toBe(16);
    expect(await drawn("train", [3, 5])).toEqual(train.slice(3, 5));
    // A contest's seed has another form, whatever is hashed.
    for (const seed of [...train, ...test_]) expect(seed).toMatch(/^(train|test)-[0-9a-f]{64}$/);
  });

  test("behavior: a count asks what nobody has seen", async () => {
    const { json } = await challenges({ env: "SAT", level: 1, count: 3 });
    expect(new Set(json.challenges.map(({ id }: { id: string }) => id)).size).toBe(3);
  });

  test("error: a contest's seed is not served", async () => {
    const seed = questionSeed({
      netuid: 120,
      env: "SAT",
      version: "1",
      beacon: `0x${"ab".repeat(32)}`,
      round: 5,
      index: 0,
    });
    const { status, json } = await challenges({ env: "SAT", seeds: [seed] });
    expect({ status, code: json.error.code }).toEqual({ status: 400, code: "invalid_input" });
    expect(json.error.message).toContain("contest");
  });

  test.each<[string, object, number, string]>([
    ["nothing to draw by", { env: "SAT" }, 400, "invalid_input"],
    ["two ways at once", { env: "SAT", count: 1, seeds: ["a"] }, 400, "invalid_input"],
    ["a split without a range", { env: "SAT", split: "train" }, 400, "invalid_input"],
    ["a range without a split", { env: "SAT", range: [0, 1] }, 400, "invalid_input"],
    ["an unknown environment", { env: "SUDOKU", count: 1 }, 404, "environment_unknown"],
    ["an unknown split", { env: "SAT", split: "dev", range: [0, 1] }, 404, "not_found"],
    ["a number beyond the split", { env: "SAT", split: "test", range: [9_999, 10_001] }, 400, "invalid_input"],
    ["a range that ends before it begins", { env: "SAT", split: "test", range: [4, 2] }, 400, "invalid_input"],
    ["a fraction", { env: "SAT", split: "test", range: [0, 1.5] }, 400, "invalid_input"],
    ["an unknown level", { env: "SAT", level: 11, count: 1 }, 400, "environment_params"],
    ["level and params", { env: "SAT", level: 1, params: { level: 1 }, count: 1 }, 400, "invalid_input"],
    ["a seed with a space", { env: "SAT", seeds: ["a b"] }, 400, "invalid_input"],
    ["a control character", { env: "SAT", seeds: ["a\u0000"] }, 400, "invalid_input"],
    ["an unknown key", { env: "SAT", count: 1, cuont: 2 }, 400, "invalid_input"],
    ["a level that contradicts the address", { env: "SAT@1", level: 2, count: 1 }, 400, "invalid_input"],
    ["params that contradict the address", { env: "SAT@1", params: { level: 2 }, count: 1 }, 400, "invalid_input"],
    ["a seed that was cut", { env: "SAT", seeds: [`train-${"a".repeat(63)}`] }, 400, "challenge_id"],
    ["too many", { env: "SAT", split: "train", range: [0, 1_025] }, 413, "invalid_input"],
    ["far too many", { env: "SAT", count: 1e15 }, 413, "invalid_input"],
  ])("error: %s", async (_, body, status, code) => {
    const answer = await challenges(body);
    expect({ status: answer.status, code: answer.json.error.code }).toEqual({ status, code });
    expect(answer.json.detail).toContain(answer.json.error.message);
  });
});

describe("POST /v1/evaluations", () => {
  test("default: verdicts in the order of the answers, those of the environment", async () => {
    const asked = [await SAT.generate({ level: 1, seed: "x" }), await SAT.generate({ level: 2, seed: "y" })];
    const [first, second] = asked as [(typeof asked)[0], (typeof asked)[0]];
    const right = rightAnswer(second);
    const { json } = await evaluations([
      { challenge_id: first.id, completion: "no" },
      { challenge_id: second.id, completion: right },
      { challenge_id: first.id, completion: 5 },
    ]);
    const { metrics } = await first.evaluate("no");
    expect(json.results[0]).toEqual({
      score: 0,
      ok: false,
      extracted: null,
      reason: "no_answer",
      metrics,
      error: null,
    });
    expect(json.results[1]).toMatchObject({ score: 1, ok: true, reason: "correct", error: null });
    expect(json.results[2]).toMatchObject({ score: 0, reason: "not_text" });
  });

  test("error: what cannot be judged has no score, and the others have theirs", async () => {
    const { id } = await SAT.generate({ level: 1, seed: "x" });
    const forged = [
      "nonsense",
      id.slice(0, -70),
      id.slice(0, 12),
      id.replace("SAT/2", "SAT/1"),
      id.replace("SAT/2", "SUDOKU/2"),
      id.replace("SAT/", "sat/"),
      `SAT/2/${Buffer.from('{"level":11}').toString("base64url")}/s`,
      `SAT/2/${"A".repeat(5_000)}/s`,
      `${id}\u0000`,
    ];
    const items = [
      ...forged.map((challenge_id) => ({ challenge_id, completion: "x" })),
      { challenge_id: 5, completion: "x" },
      { challenge_id: id },
      { challenge_id: id, completion: "x", more: 1 },
      null,
      [],
      "text",
      { challenge_id: id, completion: "x" },
    ];
    const { status, json } = await evaluations(items);
    expect(status).toBe(200);
    const results = json.results as readonly { score: number | null; error: { code: string } | null }[];
    expect(results.map(({ score }) => score)).toEqual([...items.slice(1).map(() => null), 0]);
    expect(results.slice(0, -1).every(({ error }) => error !== null)).toBe(true);
    expect(new Set(results.slice(0, forged.length).map(({ error }) => error?.code))).toEqual(
      new Set(["challenge_id", "environment_unknown", "environment_params"]),
    );
  });

  test.each<[string, unknown, number]>([
    ["no JSON", "{items:", 400],
    ["no body", "", 400],
    ["a list", [], 400],
    ["items of another type", { items: "x" }, 400],
    ["1,025 items", { items: Array(1_025).fill(null) }, 413],
    ["nested without end", "[".repeat(200_000), 400],
  ])("error: %s", async (_, body, status) => {
    expect((await post(`${doors.url}/v1/evaluations`, body)).status).toBe(status);
    expect((await ask(`${doors.url}/health`)).json).toEqual({ status: "ok" });
  });

  test("error: values nested without end: an answer is no text, parameters are malformed", async () => {
    const { id } = await SAT.generate({ level: 1, seed: "x" });
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const judged = await post(
      `${doors.url}/v1/evaluations`,
      `{"items":[{"challenge_id":"${id}","completion":${deep}},{"challenge_id":"${id}","completion":{"text":${deep}}}]}`,
    );
    expect(judged.json.results).toMatchObject(Array(2).fill({ score: 0, reason: "not_text", error: null }));
    const objects = `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`;
    for (const params of [`{"a":${deep}}`, objects, `{"level":${deep}}`]) {
      const asked = await post(`${doors.url}/v1/challenges`, `{"env":"SAT","count":1,"params":${params}}`);
      expect({ status: asked.status, code: asked.json.error.code }).toEqual({ status: 400, code: "invalid_input" });
      expect(asked.json.error.message).toContain("nested deeper");
    }
  });

  test("error: an id whose seed was cut gets no score, and says so", async () => {
    const [{ id } = { id: "" }] = (await challenges({ env: "SAT@1", split: "train", range: [0, 1] })).json.challenges;
    const contest = `SAT/2/eyJsZXZlbCI6MX0/${"ab".repeat(32)}`;
    const whole = await evaluations([id, contest].map((challenge_id) => ({ challenge_id, completion: "x" })));
    expect(whole.json.results.map(({ score }) => score)).toEqual([0, 0]);
    const cut = [
      ...[1, 10, 63, 64].map((by) => id.slice(0, -by)),
      `${id}0`,
      id.replace("train-", "test-").slice(0, -1),
      id.replace(/.$/, "G"),
      ...[1, 2, 14].map((by) => contest.slice(0, -by)),
      `${contest}a`,
      `${contest}abcdef`,
    ];
    const { json } = await evaluations(cut.map((challenge_id) => ({ challenge_id, completion: "x" })));
    for (const [index, { score, error }] of json.results.entries()) {
      expect({ score, code: error.code }, cut[index]).toEqual({ score: null, code: "challenge_id" });
      expect(error.message).toContain("64 lower-case hexadecimal digits");
    }
    const hunt = (await challenges({ env: "HUNT", split: "test", range: [0, 1] })).json.challenges[0]!.id;
    for (const challenge_id of [hunt.slice(0, -1), hunt.replace(/[^/]+$/, "a".repeat(63))]) {
      const { status, json: told } = await post(`${doors.url}/v1/episodes`, { challenge_id, turns: [] });
      expect({ status, code: told.error.code }).toEqual({ status: 400, code: "challenge_id" });
    }
  });

  test("error: turns after the end are refused as in /v1/episodes", async () => {
    const { id } = (await challenges({ env: "HUNT", level: 1, seeds: ["end"] })).json.challenges[0]!;
    const said = Array<string>(13).fill("x");
    const items = [said, said.slice(1), said.slice(2)].map((completion) => ({ challenge_id: id, completion }));
    const { results } = (await evaluations(items)).json;
    expect(results[0]).toMatchObject({ score: null, error: { code: "invalid_input" } });
    expect(results[1]).toMatchObject({ score: 0, error: null });
    expect(results[2]).toMatchObject({ score: 0, reason: "unfinished", error: null });
    const { json } = await post(`${doors.url}/v1/episodes`, { challenge_id: id, turns: said });
    expect(json.error).toMatchObject({ code: "invalid_input", message: results[0]!.error.message });
  });

  test("error: bytes that are no UTF-8", async () => {
    const body = Buffer.concat([Buffer.from('{"items":["'), Buffer.from([0xff, 0xfe]), Buffer.from('"]}')]);
    expect((await ask(`${doors.url}/v1/evaluations`, { method: "POST", body })).status).toBe(400);
  });

  test("error: an environment or sandbox that fails gives no 0", async () => {
    const python = { run: () => Promise.reject(new Error("broken pipe")) } as never;
    const broken = await openDoorsForTest({ context: { python } });
    const { json } = await post(`${broken.url}/v1/challenges`, { env: "DED", level: 1, seeds: ["a"] });
    const { id } = json.challenges[0]!;
    const completion = "```python\nprint(1)\n```";
    const judged = await post(`${broken.url}/v1/evaluations`, { items: [{ challenge_id: id, completion }] });
    expect(judged.json.results[0]!).toMatchObject({ score: null, ok: false, reason: null });
    expect(judged.json.results[0]!.error.code).toMatch(/environment_broken|internal/);
    const stepped = await post(`${broken.url}/envs/DED/step`, { action: { answer: completion }, challenge_id: id });
    expect(stepped.status).toBe(500);
    const response = { output: [{ type: "message", content: [{ type: "output_text", text: completion }] }] };
    const verified = await post(`${broken.url}/nemo/DED/verify`, {
      challenge_id: id,
      responses_create_params: {},
      response,
    });
    expect(verified.status).toBe(500);
  });

  test("error: a text is no episode, and turns are no answer", async () => {
    const hunt = (await challenges({ env: "HUNT", level: 3, seeds: ["one"] })).json.challenges[0]!;
    const { json } = await evaluations([{ challenge_id: hunt.id, completion: "<action>ask 00 11 22</action>" }]);
    expect(json.results[0]).toMatchObject({ score: null, error: { code: "unsupported" } });
    const sat = (await challenges({ env: "SAT", level: 1, seeds: ["one"] })).json.challenges[0]!;
    expect((await post(`${doors.url}/v1/episodes`, { challenge_id: sat.id, turns: [] })).status).toBe(501);
  });
});

describe("what there is to read", () => {
  test("default: OpenAPI from the same schemas, llms.txt, metrics", async () => {
    const { json } = await ask(`${doors.url}/openapi.json`);
    expect(json.info.version).toBe("0.0.1");
    const body = json.paths["/v1/challenges"]!.post.requestBody.content["application/json"] as Told;
    expect(Object.keys(body.schema.properties)).toEqual(["env", "params", "level", "seeds", "split", "range", "count"]);
    expect((await ask(`${doors.url}/llms.txt`)).text).toContain(`${doors.url}/v1/evaluations`);
    expect((await ask(`${doors.url}/metrics`)).text).toMatch(
      /affine_door_evaluations_total\{env="SAT",outcome="passed"\} \d/,
    );
  });

  test("behavior: every name in an OpenAPI document is the name of something in it", async () => {
    for (const path of ["/openapi.json", "/envs/SAT/openapi.json"]) {
      const { json } = await ask(`${doors.url}${path}`);
      const names = namesIn(json);
      expect(names.length, path).toBeGreaterThan(0);
      for (const name of names) {
        const at = name.replace("#/", "").split("/");
        const found = at.reduce<unknown>((where, key) => (where as Record<string, unknown> | undefined)?.[key], json);
        expect(found, `${path}: ${name}`).toBeTypeOf("object");
      }
    }
  });

  test("behavior: the statuses and bodies that OpenAPI lists are those that are answered", async () => {
    const { paths } = (await ask(`${doors.url}/openapi.json`)).json;
    const listed = (path: string, method: "get" | "post") =>
      (paths[path]![method] as { responses: Record<string, { content?: Record<string, { schema: object }> }> })
        .responses;
    const sat = await SAT.generate({ level: 1, seed: "x" });
    const asked: [string, object][] = [
      ["/v1/episodes", { challenge_id: sat.id, turns: [] }],
      ["/v1/episodes", { challenge_id: "x", turns: [] }],
      ["/v1/episodes", { challenge_id: sat.id.replace("SAT", "SUDOKU"), turns: [] }],
      ["/v1/challenges", { env: "SUDOKU", count: 1 }],
      ["/v1/challenges", { env: "SAT", count: 5_000 }],
      ["/v1/evaluations", { items: 5 }],
    ];
    const statuses: number[] = [];
    for (const [path, body] of asked) {
      const { status } = await post(`${doors.url}${path}`, body);
      statuses.push(status);
      expect(listed(path, "post"), path).toHaveProperty(String(status));
    }
    expect(statuses).toEqual([501, 400, 404, 404, 413, 400]);
    const { schema } = listed("/v1/envs", "get")["200"]!.content!["application/json"]!;
    const read = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
    expect(read.safeParse((await ask(`${doors.url}/v1/envs`)).json).error).toBeUndefined();
    expect(read.safeParse({ envs: [{}] }).success).toBe(false);
  });

  test("behavior: no other page may read, and nothing is kept", async () => {
    const { headers } = await ask(`${doors.url}/v1/envs`, { headers: { origin: "https://example.org" } });
    expect(headers.get("access-control-allow-origin")).toBeNull();
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("error: unknown paths", async () => {
    for (const path of ["/nothing", "/v1/nothing", "/envs/NOPE/metadata", "/nemo/NOPE/reverify_mode", "/NOPE/splits"]) {
      expect((await ask(`${doors.url}${path}`)).status, path).toBe(404);
    }
  });
});

describe("a token", () => {
  const token = "0123456789abcdef0123456789abcdef";

  test("default: asked of everybody but health", async () => {
    const guarded = await openDoorsForTest({ token });
    const status = async (headers: Record<string, string>) => (await ask(`${guarded.url}/v1/envs`, { headers })).status;
    expect(await status({})).toBe(401);
    expect(await status({ authorization: "Bearer wrong" })).toBe(401);
    expect(await status({ authorization: `Bearer ${token}` })).toBe(200);
    expect(await status({ "x-api-key": token })).toBe(200);
    expect((await ask(`${guarded.url}/health`)).status).toBe(200);
    expect((await ask(`${guarded.url}/metrics`)).status).toBe(401);
  });
});
