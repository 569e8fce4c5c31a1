import { beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { smallArena, statusWith } from "../../../test/arena/small-arena.ts";
import { BODIES, createApi, Spectators } from "../index.ts";

let app: ReturnType<typeof createApi>;
let small: ReturnType<typeof smallArena>;
let id: string;

beforeAll(() => {
  small = smallArena();
  const spectators = new Spectators({ boot: "b007", nowMs: () => 0 });
  app = createApi({
    version: "1.2.3",
    status: () => statusWith(small.contest),
    arena: { source: () => small.source, spectators },
  });
  id = small.source.book.tests.find(({ kind }) => kind === "test")!.id;
});

async function body<Schema extends z.ZodType>(path: string, schema: Schema): Promise<z.infer<Schema>> {
  const answer = await app.request(path);
  expect(answer.status, await answer.clone().text()).toBe(200);
  return schema.parse(await answer.json());
}

async function refused(path: string): Promise<{ status: number; message: string }> {
  const answer = await app.request(path);
  const { error } = (await answer.json()) as { error: { message: string } };
  return { status: answer.status, message: error.message };
}

describe("/api/v1", () => {
  test("default: every answer has the form that the contract tells, with and without .json", async () => {
    const snapshot = await body("/api/v1/snapshot", BODIES["/api/v1/snapshot"]);
    expect(snapshot.tests.map((one) => one.id)).toContain(id);
    expect(snapshot.replay.state).toBe("ready");
    const { test: detail, rounds } = await body(`/api/v1/tests/${id}`, BODIES["/api/v1/tests/{id}"]);
    expect(detail.id).toBe(id);
    expect(rounds).toHaveLength(20);
    const series = await body(`/api/v1/tests/${id}/series`, BODIES["/api/v1/tests/{id}/series"]);
    expect(series.points.at(-1)!.rounds).toBe(detail.rounds);
    const { items } = await body("/api/v1/rounds?limit=3", BODIES["/api/v1/rounds"]);
    expect(items).toHaveLength(3);
    const one = await body(`/api/v1/rounds/${items[0]!.round}`, BODIES["/api/v1/rounds/{round}"]);
    expect(one).toEqual(items[0]);
    const history = await body("/api/v1/history?kind=crown", BODIES["/api/v1/history"]);
    expect(history.items).toHaveLength(1);
    for (const path of [
      "snapshot",
      "contract",
      "history",
      "rounds",
      `rounds/${one.round}`,
      `tests/${id}`,
      `tests/${id}/series`,
    ]) {
      const [plain, named] = await Promise.all([app.request(`/api/v1/${path}`), app.request(`/api/v1/${path}.json`)]);
      expect(await named.json(), path).toEqual(await plain.json());
    }
  });

  test("default: the contract has the rules, the environments and the form of every answer", async () => {
    const contract = (await (await app.request("/api/v1/contract")).json()) as {
      rules: unknown;
      environments: { name: string }[];
      answers: Record<string, { body: { type: string } }>;
    };
    expect(contract.rules).toEqual(small.world.rules);
    expect(contract.environments.map(({ name }) => name)).toEqual(["SAT", "DED"]);
    expect(Object.keys(contract.answers)).toEqual(Object.keys(BODIES));
    for (const { body: schema } of Object.values(contract.answers)) expect(schema.type).toBe("object");
  });

  test("default: a series in parts is the series", async () => {
    const whole = await body(`/api/v1/tests/${id}/series`, BODIES["/api/v1/tests/{id}/series"]);
    const points = [];
    for (let from: number | null = 0; from !== null;) {
      const part: z.infer<(typeof BODIES)["/api/v1/tests/{id}/series"]> = await body(
        `/api/v1/tests/${id}/series?from=${from}&limit=3`,
        BODIES["/api/v1/tests/{id}/series"],
      );
      expect(part.points.length).toBeLessThanOrEqual(3);
      points.push(...part.points);
      from = part.next;
    }
    expect(points).toEqual(whole.points);
  });

  test.each([
    ["history?limit=0", "limit"],
    ["history?limit=501", "limit"],
    ["history?limit=1&limit=2", "limit"],
    ["history?limit=1e2", "limit"],
    ["history?before=-1", "before"],
    ["history?kind=nothing", "kind"],
    ["history?__proto__=1", ""],
    ["history?other=1", "other"],
    ["rounds?limit=51", "limit"],
    ["rounds?before=99999999999999999999", "before"],
    ["snapshot?x=1", "x"],
    ["contract?x=1", "x"],
    ["stream?x=1", "x"],
  ])("error: a query that is none: %s", async (path, named) => {
    const { status, message } = await refused(`/api/v1/${path}`);
    expect(status).toBe(400);
    expect(message).toContain(named);
  });

  test.each([
    ["tests/nothing", 400],
    [`tests/${"0".repeat(16)}`, 404],
    [`tests/${"0".repeat(16)}/series`, 404],
    ["tests/..%2f..%2fstatus", 400],
    ["rounds/999999", 404],
    ["rounds/-1", 404],
    ["rounds/<script>", 404],
    ["nothing", 404],
  ])("error: what is not there: %s", async (path, status) => {
    expect((await refused(`/api/v1/${path}`)).status).toBe(status);
  });

  test("error: 503 while the validator starts; nobody writes", async () => {
    const spectators = new Spectators({ boot: "b007", nowMs: () => 0 });
    const starting = createApi({
      version: "1",
      status: () => undefined,
      arena: { source: () => undefined, spectators },
    });
    for (const path of ["snapshot", "contract", "history", "rounds"]) {
      expect((await starting.request(`/api/v1/${path}`)).status).toBe(503);
    }
    expect((await app.request("/api/v1/snapshot", { method: "POST" })).status).toBe(405);
  });

  test("behavior: without a contest (affine-v1) the snapshot says so", async () => {
    const spectators = new Spectators({ boot: "b007", nowMs: () => 0 });
    const without = createApi({
      version: "1",
      status: () => ({ ...statusWith(null), mechanism: "affine-v1" }),
      arena: { source: () => undefined, spectators },
    });
    expect(await (await without.request("/api/v1/snapshot")).json()).toMatchObject({
      replay: { state: "none" },
      tests: [],
    });
  });
});
