import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cardSchema, modelRowSchema } from "../../../envs/index.ts";
import { wilsonIntervalBp } from "../../../mechanism/index.ts";
import { emptyFolder, runAf } from "../../../../test/e2e/af.ts";

/** A model that says the same whatever it is asked: right never, and at the limit of tokens on every second answer. */
const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    answers += 1;
    const usage = { prompt_tokens: 100, completion_tokens: answers % 2 === 0 ? 64 : 8, total_tokens: 0 };
    response.writeHead(200, { "content-type": "text/event-stream" });
    const chunk = (delta: object, finish: string | null, extra: object = {}): string =>
      `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", created: 1, model: "mute", choices: [{ index: 0, delta, finish_reason: finish }], ...extra })}\n\n`;
    response.end(
      `${chunk({ role: "assistant", content: "<answer>1</answer>" }, null)}${chunk({}, "stop", { usage })}data: [DONE]\n\n`,
    );
  });
});
let answers = 0;
let url = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
});
afterAll(() => server.close());

/** A stored card, as it is before a model was asked. */
function withoutModels(name: string): string {
  const file = new URL(`../../../envs/${name}/${name}.card.json`, import.meta.url);
  return JSON.stringify({ ...cardSchema.parse(JSON.parse(readFileSync(file, "utf8"))), models: undefined });
}

describe("af env card NAME --model, af env curriculum", () => {
  test("default: every level has its row, which goes into the stored card and into a curriculum", async () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, "card.json"), withoutModels("sat"));
    const args = ["env", "card", "SAT", "--base-url", url, "--model", "mute", "-n", "2", "--max-tokens", "64"];
    const measured = await runAf([...args, "--seed", "1", "--into", "card.json", "--json"], { cwd });
    expect(measured.code, measured.stderr).toBe(0);
    const row = modelRowSchema.parse(JSON.parse(measured.stdout));
    expect(row).toMatchObject({ model: "mute", environment: "SAT", maxTokens: 64 });
    const levels = Object.values(row.levels);
    expect(levels.length).toBe(10);
    for (const level of levels) expect(level).toMatchObject({ asked: 2, passed: 0, lowBp: 0, truncated: 1 });
    const card = cardSchema.parse(JSON.parse(readFileSync(join(cwd, "card.json"), "utf8")));
    expect(card.models).toEqual([row]);

    const shown = await runAf(["env", "curriculum", "card.json", "--group", "4", "--json"], { cwd });
    expect(JSON.parse(shown.stdout)).toMatchObject({ environment: "SAT", model: "mute", group: 4 });
  });

  test("behavior: --levels asks some of them; levels that there are not are refused before anything is asked", async () => {
    const cwd = emptyFolder();
    const args = [
      "env",
      "card",
      "TRACK",
      "--base-url",
      url,
      "--model",
      "mute",
      "-n",
      "1",
      "--max-tokens",
      "64",
      "--json",
    ];
    const { code, stdout, stderr } = await runAf([...args, "--levels", "1,2"], { cwd });
    expect(code, stderr).toBe(0);
    expect(Object.keys(modelRowSchema.parse(JSON.parse(stdout)).levels)).toEqual(["1", "2"]);
    const before = answers;
    for (const wrong of ["99", "0", "1,1", "1,", "x", "1-3"]) {
      expect((await runAf([...args, "--levels", wrong], { cwd })).code, wrong).not.toBe(0);
    }
    expect(answers).toBe(before);
  });

  test("behavior: of several environments the level with most to learn comes first; --json has a line for each", async () => {
    const cwd = emptyFolder();
    const row = (environment: string, passed: readonly number[]) => {
      const level = { asked: 10, completionTokens: 5, truncated: 0 };
      const intervalOf = (count: number) => {
        const { lowBp, highBp } = wilsonIntervalBp(1000 * count, 10);
        return { lowBp, highBp };
      };
      const levels = Object.fromEntries(
        passed.map((count, at) => [at + 1, { ...level, passed: count, ...intervalOf(count) }]),
      );
      const told = {
        model: "m",
        environment,
        version: "1",
        seed: "1",
        maxTokens: 64,
        temperatureThousandths: 0,
        levels,
      };
      writeFileSync(join(cwd, `${environment}.json`), JSON.stringify(told));
      return `${environment}.json`;
    };
    const files = [row("TRACK", [10, 1, 0]), row("PLAN", [5, 2])];
    const { code, stdout } = await runAf(["env", "curriculum", ...files, "--group", "2"], { cwd });
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split("\n");
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
    const cells = lines.map((line) => line.split(/[│\s|]+/).filter((word) => word !== ""));
    const found = cells.filter(([name]) => name === "TRACK" || name === "PLAN").map((words) => words.join(" "));
    expect(found.slice(0, 3)).toEqual(["PLAN 1 10 50.0% 50.0%", "PLAN 2 10 20.0% 32.0%", "TRACK 2 10 10.0% 18.0%"]);
    expect(found).toHaveLength(5);
    const json = await runAf(["env", "curriculum", ...files, "--json"], { cwd });
    const told = json.stdout
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { environment: string; group: number });
    expect(told.map(({ environment, group }) => [environment, group])).toEqual([
      ["TRACK", 8],
      ["PLAN", 8],
    ]);
  });

  test("error: rows of two models, two of one environment, rows that cannot be", async () => {
    const cwd = emptyFolder();
    const level = { asked: 10, passed: 5, lowBp: 2365, highBp: 7635, completionTokens: 5, truncated: 0 };
    const row = { model: "m", environment: "SAT", version: "2", seed: "1", maxTokens: 64, temperatureThousandths: 0 };
    const write = (name: string, told: object) => writeFileSync(join(cwd, name), JSON.stringify(told));
    write("one.json", { ...row, levels: { 1: level } });
    write("other.json", { ...row, model: "n", environment: "ABD", levels: { 1: level } });
    write("none.json", { ...row, levels: {} });
    write("nobody.json", { ...row, levels: { 1: { ...level, asked: 0, passed: 0 } } });
    write("more.json", { ...row, levels: { 1: { ...level, passed: 11 } } });
    write("false.json", { ...row, levels: { 1: { ...level, lowBp: 0, highBp: 10_000 } } });
    write("turned.json", { ...row, levels: { 1: { ...level, lowBp: 900, highBp: 100 } } });
    write("far.json", { ...row, levels: { 1: level, 99: level } });
    write("unknown.json", { ...row, environment: "NOPE", levels: { 1: level } });
    write("older.json", { ...row, version: "77", levels: { 1: level } });
    write("moving.json", { ...row, model: "m\u001b[2J", levels: { 1: level } });
    write("named.json", { ...row, levels: { first: level } });
    const wrong = [
      [["one.json", "other.json"], "of different models: m, n"],
      [["one.json", "one.json"], "are both of SAT"],
      [["none.json"], "no levels"],
      [["nobody.json"], "asked: expected more than 0"],
      [["turned.json"], "no interval"],
      [["false.json"], "false.json, level 1: 0 to 10000 is not the interval of 5 passes of 10"],
      [["far.json"], "SAT has no level 99"],
      [["unknown.json"], "unknown.json: There is no environment named"],
      [["unknown.json"], "--module PATH"],
      [["older.json"], "is of SAT 77"],
      [["more.json"], "more answers than were asked for"],
      [["named.json"], "levels.first"],
      [["moving.json"], "moving.json is no row of a model: model: a name without control characters"],
      [["one.json", "--group", "1"], "2"],
      [["one.json", "--group", "x"], "whole number"],
    ] as const;
    for (const [args, said] of wrong) {
      const { code, stdout, stderr } = await runAf(["env", "curriculum", ...args], { cwd });
      expect({ failed: code !== 0, stdout }, stderr).toEqual({ failed: true, stdout: "" });
      expect(stderr).toContain(said);
    }
  });

  test("error: a card of another environment is refused before anything is asked", async () => {
    const before = answers;
    const card = new URL("../../../envs/abd/abd.card.json", import.meta.url).pathname;
    const { code, stderr } = await runAf(["env", "card", "SAT", "--base-url", url, "--model", "m", "--into", card], {
      cwd: emptyFolder(),
    });
    expect(code).not.toBe(0);
    expect(stderr).toContain("is the card of ABD");
    expect(answers).toBe(before);
  });

  test("behavior: cards without a row of the model are named and left out", async () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, "bare.json"), `\ufeff${withoutModels("abd")}`);
    const level = { asked: 10, passed: 5, lowBp: 2365, highBp: 7635, completionTokens: 5, truncated: 0 };
    const row = { environment: "SAT", version: "2", seed: "1", maxTokens: 64, temperatureThousandths: 0 };
    writeFileSync(join(cwd, "row.json"), JSON.stringify({ ...row, model: "m", levels: { 1: level } }));
    const { code, stdout, stderr } = await runAf(["env", "curriculum", "bare.json", "row.json", "--model", "m"], {
      cwd,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "bare.json has no row of m: left out.\n" });
    expect(stdout).toContain("50.0%");
  });

  test("error: a file without rows, and none at all", async () => {
    const cwd = emptyFolder();
    writeFileSync(join(cwd, "card.json"), withoutModels("abd"));
    expect((await runAf(["env", "curriculum", "card.json"], { cwd })).stderr).toContain("has no row of a model");
    expect((await runAf(["env", "curriculum", "none.json"], { cwd })).stderr).toContain("There is no file none.json");
  });
});
