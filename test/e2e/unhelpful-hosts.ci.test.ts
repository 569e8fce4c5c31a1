import { describe, expect, test } from "vitest";
import { modelRowSchema } from "../../src/envs/index.ts";
import { begin, delta, DONE, event, scriptedHost, streamed, type Script } from "../inference/scripted-host.ts";
import { emptyFolder, runAf } from "./af.ts";

const card = (baseUrl: string, ...more: string[]) =>
  runAf(["env", "card", "SAT", "--base-url", baseUrl, "--model", "m", "--levels", "1", "-n", "3", ...more], {
    cwd: emptyFolder(),
  });
const usage = (tokens: number) => event({ choices: [], usage: { prompt_tokens: 9, completion_tokens: tokens } });

describe("af env card against hosts that fail", () => {
  test.each<[string, string, Script]>([
    [
      "a line of 20 MB that is no JSON",
      "sent a line of more than",
      (response) => begin(response).end(`data: ${"x".repeat(20e6)}\n\n${DONE}`),
    ],
    ["a page of 20 MB", "sent a line of more than", (response) => begin(response).end(`<html>${"y".repeat(20e6)}`)],
    [
      "answers cut off after 3 tokens",
      "Cut off by the host at 3 of 16,384 tokens: 3 of 3.",
      (response) => begin(response).end(delta({ content: "<think> so" }, "length") + usage(3) + DONE),
    ],
    [
      "answers cut off, without usage",
      "Cut off by the host before our limit of tokens: 3 of 3.",
      (response) => begin(response).end(delta({ content: "<think> so" }, "length") + DONE),
    ],
  ])("error: %s are no model's zero", async (_, said, script) => {
    await using host = await scriptedHost(script);
    const { code, stdout, stderr } = await card(host.baseUrl);
    expect({ code, stdout }, stderr).toEqual({ code: 5, stdout: "" });
    expect(stderr).toContain("answered none of 3 questions to the end");
    expect(stderr).toContain(said);
  });

  test("behavior: one of three cut off is told, and is not asked of the model", async () => {
    await using host = await scriptedHost((response, n) => {
      if (n === 1) begin(response).end(delta({ content: "<think> so" }, "length") + usage(3) + DONE);
      else begin(response).end(streamed("<answer>1</answer>"));
    });
    const { code, stdout, stderr } = await card(host.baseUrl, "--json");
    expect(code, stderr).toBe(0);
    expect(modelRowSchema.parse(JSON.parse(stdout)).levels["1"]).toMatchObject({
      asked: 2,
      truncated: 0,
      unscored: { cut_off_by_host: 1 },
    });
    expect(stderr).toContain("SAT: cut off by the host at 3 of 16,384 tokens: 1 of 3");
  });

  test("behavior: tokens that nobody counted are not 0", async () => {
    await using host = await scriptedHost((response) =>
      begin(response).end(delta({ content: "<answer>1</answer>" }) + DONE),
    );
    const { stdout } = await card(host.baseUrl, "--json");
    expect(modelRowSchema.parse(JSON.parse(stdout)).levels["1"]).toMatchObject({ asked: 3, completionTokens: null });
    expect((await card(host.baseUrl)).stdout).toMatch(/–/);
  });

  test("behavior: --timeout bounds a host that hangs", async () => {
    await using host = await scriptedHost(() => undefined);
    const begun = performance.now();
    const { code, stderr } = await card(host.baseUrl, "--timeout", "1");
    expect({ code }, stderr).toEqual({ code: 5 });
    expect(stderr).toContain("within 1000 ms");
    expect(stderr).toContain("level 1: asking 3 questions");
    expect(performance.now() - begun).toBeLessThan(60_000);
  });
});

describe("usage errors", () => {
  const sat = ["env", "card", "SAT"];
  test.each([
    [[...sat, "--levels", "1", "--into", "s.json"], "--levels and --into go with --base-url or --model."],
    [[...sat, "-n", "3"], "--questions goes with --base-url or --model."],
    [[...sat, "--concurrency", "3"], "--concurrency goes with"],
    [[...sat, "--seed", "3"], "--seed goes with"],
    [[...sat, "--max-tokens", "3"], "--max-tokens goes with"],
    [[...sat, "--timeout", "3"], "--timeout goes with"],
    [
      [...sat, "--model", "m", "--samples", "3", "--workers", "1"],
      "--samples and --workers go without --base-url or --model.",
    ],
    [[...sat, "--model", "m", "--against", "c.json"], "--against goes without"],
    [[...sat, "--against", "c.json", "--samples", "3"], "--samples goes without --against."],
    [[...sat, "--model", "m"], "no localnet is running in"],
    [["eval", "--model", "m", "-n", "1"], "no localnet is running in"],
    [["env", "sample", "PLAN", "--format", "dimacs"], "DIMACS holds formulas"],
    [["env", "sample", "SAT", "-n", "0"], "It must be a whole number of at least 1 and at most 999999999."],
  ])("error: af %j", async (args, said) => {
    const { code, stdout, stderr } = await runAf(args, { cwd: emptyFolder() });
    expect({ code, stdout }, stderr).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(said);
  });
});
