import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { AffineError, type Answer, type Message } from "../../core/index.ts";
import type { JobContext } from "../../rounds/index.ts";
import { silentLogger } from "../../telemetry/index.ts";
import { counts, evalSettings, EvalTurns, runEval } from "./index.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "affine-eval-turns-"));
});
afterAll(() => rm(folder, { recursive: true }));

const settings = evalSettings({
  seed: "7",
  model: "me/affine-one",
  baseUrl: "http://127.0.0.1:9/v1",
  environments: [{ name: "HUNT", params: { level: 1 } }],
});

const ASK: Answer = {
  text: "<action>ask 00</action>",
  reasoning: "",
  finishReason: "stop",
  usage: { promptTokens: 10, completionTokens: 20 },
  latencyMs: 100,
  firstTokenMs: 10,
  responseId: null,
  servedModel: null,
  attempts: 1,
};

/** A host that fails for good at a turn, until it is mended. */
function host(failsAt: number) {
  const asked: string[] = [];
  let isMended = false;
  const query = (messages: readonly Message[]): Promise<Answer> => {
    const turn = (messages.length + 1) / 2;
    asked.push(JSON.stringify(messages));
    if (turn < failsAt || isMended) return Promise.resolve(ASK);
    return Promise.reject(new AffineError("inference_unavailable", "gone", { details: { status: 503 } }));
  };
  const context: JobContext = { inference: { query }, nowMs: () => 0, log: silentLogger };
  return { asked, context, mend: () => (isMended = true) };
}

test("behavior: an episode whose host failed goes on with the turn that was asked, and leaves nothing when it is over", async () => {
  const output = join(folder, "run.ndjson");
  const { asked, context, mend } = host(3);
  const run = () =>
    runEval({ settings, count: 1, concurrency: 1, context, turns: new EvalTurns(output, settings, silentLogger) });
  const [failed] = await run();
  expect(failed).toMatchObject({ outcome: "infra_failure", score: null });
  expect(await readdir(`${output}.turns`)).toHaveLength(1);

  mend();
  const [answer] = await run();
  expect(answer && counts(answer)).toBe(true);
  // Turns 1 to 3, the third once more, and what follows: none that was answered is asked twice.
  expect(asked[3]).toBe(asked[2]);
  const rest = asked.filter((_, place) => place !== 3);
  expect(new Set(rest).size).toBe(rest.length);
  expect(await readdir(`${output}.turns`)).toEqual([]);
  await new EvalTurns(output, settings, silentLogger).close();
  expect(await readdir(folder)).not.toContain("run.ndjson.turns");
});

test("behavior: turns of an evaluation with other settings are not taken for its own", async () => {
  const output = join(folder, "other.ndjson");
  const { asked, context } = host(2);
  const turns = new EvalTurns(output, settings, silentLogger);
  await runEval({ settings, count: 1, concurrency: 1, context, turns });
  const hotter = evalSettings({
    ...{ seed: "7", model: "me/affine-two", baseUrl: settings.baseUrl },
    environments: [{ name: "HUNT", params: { level: 1 } }],
  });
  const anew = new EvalTurns(output, hotter, silentLogger);
  await runEval({ settings: hotter, count: 1, concurrency: 1, context, turns: anew });
  expect(asked[2]).toBe(asked[0]);
});

test.each([
  ["is broken", () => "{"],
  ["has turns that were changed", (text: string) => text.replace("ask 00", "ask 11")],
  [
    "has turns that were asked with another seed",
    (text: string) => text.replace(/"seed":\d+/, '"seed":1').replace(/"sha256":"\w+",/, ""),
  ],
  [
    "has more turns than there are",
    (text: string) => {
      const kept = JSON.parse(text) as { turns: unknown[] };
      return JSON.stringify({ v: 1, turns: Array.from({ length: 27 }, () => kept.turns[0]) });
    },
  ],
])("error: a file of turns that %s costs its own question only, and is named", async (why, spoilt) => {
  const output = join(folder, `${why.replaceAll(" ", "-")}.ndjson`);
  const { asked, context } = host(2);
  const told: unknown[] = [];
  using spy = vi.spyOn(silentLogger, "error");
  spy.mockImplementation((about: unknown) => void told.push(about));
  const run = (count: number) =>
    runEval({ settings, count, concurrency: 1, context, turns: new EvalTurns(output, settings, silentLogger) });
  await run(1);
  const [name = ""] = await readdir(`${output}.turns`);
  const file = join(`${output}.turns`, name);
  await writeFile(file, spoilt(await readFile(file, "utf8")));
  const before = asked.length;
  const [answer, other] = await run(2);
  expect(answer).toMatchObject({ outcome: "infra_failure", score: null });
  expect(other).toMatchObject({ outcome: "infra_failure", reason: "overloaded" });
  expect(asked.length).toBe(before + 2);
  expect(told).toContainEqual({ file });
});
