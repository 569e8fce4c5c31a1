import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startInferenceHost, type InferenceHost } from "../../src/localnet/index.ts";
import { scriptedHost } from "../inference/scripted-host.ts";
import { emptyFolder, runAf, startAf } from "./af.ts";

let host: InferenceHost;
beforeAll(async () => {
  host = await startInferenceHost({
    port: 0,
    allowFaults: true,
    models: [
      { name: "test/affine-full", revision: "a".repeat(40), solver: "full" },
      { name: "test/affine-coin", revision: "b".repeat(40), solver: "random" },
    ],
  });
});
afterAll(() => host.close());

interface Summary {
  seed: string;
  meanBp: number | null;
  rows: {
    env: string;
    asked: number;
    scored: number;
    meanBp: number;
    lowBp: number;
    highBp: number;
    completionTokens: number;
  }[];
}

const evaluate = (cwd: string, ...more: string[]) =>
  runAf(["eval", "-e", "SAT", "--base-url", host.baseUrl, ...more], { cwd });

describe("af eval", () => {
  test("default: a table with intervals, tokens and latency that fits a terminal; the same seed, the same answers", async () => {
    const cwd = emptyFolder();
    const { code, stdout, stderr } = await evaluate(
      cwd,
      "--model",
      "test/affine-full",
      "-n",
      "6",
      "--seed",
      "x",
      "--save-transcripts",
      "said",
    );
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^env +n +score +95% interval +tokens +p50 +p95 +unscored\nSAT +6 +\d+\.\d% /);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    const files = readdirSync(join(cwd, "said"));
    expect(files).toHaveLength(6);
    const transcript = JSON.parse(readFileSync(join(cwd, "said", files[0]!), "utf8")) as Record<string, unknown>;
    expect(transcript).toMatchObject({ env: "SAT", transcript: { text: expect.any(String) as string } });

    const asJson = await evaluate(cwd, "--model", "test/affine-full", "-n", "6", "--seed", "x", "--json", "-e", "sat");
    const summary = JSON.parse(asJson.stdout) as Summary;
    expect(summary.rows).toHaveLength(1);
    expect(stdout).toContain(`${(summary.rows[0]!.meanBp / 100).toFixed(1)}%`);
    expect(summary.rows[0]).toMatchObject({ env: "SAT", asked: 6, scored: 6 });
  });

  test("error: below --fail-under: exit code 100", async () => {
    const cwd = emptyFolder();
    const weak = await evaluate(cwd, "--model", "test/affine-coin", "-n", "4", "--fail-under", "0.99");
    expect(weak.code).toBe(100);
    expect(weak.stderr).toContain("is below 99.0%");
  });

  test("error: which model, which environment, which address", async () => {
    const cwd = emptyFolder();
    const unnamed = await evaluate(cwd, "-n", "1");
    expect(unnamed.code).toBe(2);
    expect(unnamed.stderr).toContain("test/affine-full, test/affine-coin");
    expect((await evaluate(cwd, "--model", "m", "-e", "NOPE")).code).toBe(2);
    expect((await runAf(["eval", "--base-url", "ftp://x", "--model", "m"], { cwd })).code).toBe(3);
    expect((await evaluate(cwd, "--model", "m", "--fail-under", "2")).code).toBe(2);
  });

  test("error: a model that is not there ends soon, with exit code 5 and what to do", async () => {
    const { code, stderr } = await evaluate(emptyFolder(), "--model", "test/affine-none", "-n", "500");
    expect(code).toBe(5);
    expect(stderr).toContain("answered none of");
    expect(stderr).toContain("--base-url");
  });

  test("behavior: killed and run again it goes on, and asks nothing twice that was answered", async () => {
    const cwd = emptyFolder();
    const holding = { from: 5 };
    const answered: string[] = [];
    await using server = await scriptedHost(async (response, _, { body }) => {
      const { messages } = JSON.parse(body) as { messages: { content: string }[] };
      if (answered.length >= holding.from) return;
      answered.push(messages.at(-1)!.content);
      const event = { choices: [{ index: 0, delta: { content: "<answer>1</answer>" }, finish_reason: "stop" }] };
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(`data: ${JSON.stringify(event)}\n\ndata: [DONE]\n\n`);
      return Promise.resolve();
    });
    const args = [
      "eval",
      "-e",
      "SAT",
      "--base-url",
      server.baseUrl,
      "--model",
      "m",
      "-n",
      "12",
      "--concurrency",
      "2",
      "--output",
      "run.ndjson",
    ];
    const first = startAf(args, { cwd });
    const lines = (): number => {
      try {
        return readFileSync(join(cwd, "run.ndjson"), "utf8").split("\n").length - 2;
      } catch {
        return 0;
      }
    };
    await expect.poll(lines).toBe(5);
    first.process.kill("SIGKILL");
    await first.finished;

    holding.from = Number.POSITIVE_INFINITY;
    const second = await runAf([...args, "--json"], { cwd });
    expect(second.code, second.stderr).toBe(0);
    expect(second.stderr).toContain("5 of 12 answers are there already");
    const summary = JSON.parse(second.stdout) as Summary;
    expect(summary.rows[0]).toMatchObject({ asked: 12, scored: 12 });
    expect(answered).toHaveLength(12);
    expect(new Set(answered).size).toBe(12);

    // All is there: nothing is asked, and another question of the same file is refused.
    await server.close();
    expect((await runAf(args, { cwd })).code).toBe(0);
    const other = await runAf([...args, "--seed", "another"], { cwd });
    expect(other.code).toBe(2);
    expect(other.stderr).toContain("begun with another seed");
  });

  test("behavior: what the host does not answer is not a 0", async () => {
    let requests = 0;
    await using server = await scriptedHost((response) => {
      requests += 1;
      if (requests % 2 === 0) {
        response.writeHead(400, { "content-type": "application/json" });
        response.end('{"error":{"message":"no"}}');
        return;
      }
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(
        `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: "x" }, finish_reason: "stop" }] })}\n\ndata: [DONE]\n\n`,
      );
    });
    const { code, stdout, stderr } = await runAf(
      ["eval", "-e", "SAT", "--base-url", server.baseUrl, "--model", "m", "-n", "4", "--concurrency", "1", "--json"],
      { cwd: emptyFolder() },
    );
    expect(code, stderr).toBe(1);
    expect((JSON.parse(stdout) as Summary).rows[0]).toMatchObject({ asked: 4, scored: 2, unscored: { rejected: 2 } });
  });
});
