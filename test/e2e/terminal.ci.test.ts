import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { startInferenceHost } from "../../src/localnet/index.ts";
import { emptyFolder, runAf } from "./af.ts";
import { CTRL_C, CTRL_D, startInTerminal, type InTerminal } from "./in-terminal.ts";

const open: InTerminal[] = [];
afterEach(async () => {
  for (const running of open.splice(0)) {
    running.type(CTRL_C);
    await running.finished;
  }
});

function start(args: readonly string[], cwd: string): InTerminal {
  const running = startInTerminal(args, { cwd });
  open.push(running);
  return running;
}

/** A line of the log, and the first line of the demo's picture. */
const LOGGED = /^\d\d:\d\d:\d\d (warn|info|error) /;
const PICTURE = /^affine {2}subnet 120 {2}block \d+/;
const BAR = /█|░/;

describe("a demo in a terminal of 80 by 24", () => {
  const cwd = emptyFolder();

  beforeAll(async () => {
    const demo = start(["-v", "demo", "--port", "0", "--block-ms", "100"], cwd);
    await demo.shows(/miner registered/);
    await demo.shows(PICTURE);
    // Challengers, who waits, and more rows than there is room for.
    await demo.shows(/^ *\d+ +\S+ +(qualifying|qualified|queued)/);
    await demo.shows(/\d{2,} rollouts/);
    // A line of the log comes in several writes: the picture is away, the line is written, the picture is drawn below it.
    const shown = await demo.endsWith(/^page {6}http/);
    expect(shown.length).toBeLessThanOrEqual(24);
    expect(shown.filter((line) => PICTURE.test(line))).toHaveLength(1);
    demo.type(CTRL_C);
    expect(await demo.finished).toBe(130);
    // Nothing but log lines above, and the picture once, where it was left standing.
    const { text } = demo.screen;
    const pictures = text.flatMap((line, at) => (PICTURE.test(line) ? [at] : []));
    expect(pictures).toHaveLength(1);
    expect(text.filter((line) => LOGGED.test(line)).length).toBeGreaterThan(10);
    expect(text.filter((line) => /^(champion|weights|records) {2,}/.test(line))).toHaveLength(3);
    expect(text.slice(pictures[0]).filter((line) => !LOGGED.test(line) && line.length > 80)).toEqual([]);
  });

  test.each([
    // A busy machine drops rounds of its demo.
    [
      ["verify", "--tolerate", "dropped_round,dropped_record,dropped_decision,late_record"],
      /^(judging|reading|replaying)/,
    ],
    [["weights"], /^replaying/],
    [["show", "uid:5"], /^replaying/],
  ])("default: af %j on what it left has a bar with the time left, and no trace of it stays", async (args, doing) => {
    const running = start(args, cwd);
    const { screen } = running;
    expect(await running.finished).toBe(0);
    const lines = running.written().split(/[\r\n]/);
    expect(
      lines.some(
        (line) => doing.test(line.replace(/\u001b\[[?\d;]*[A-Za-z]/g, "")) && /ETA (-:--|\d+:\d\d)/.test(line),
      ),
    ).toBe(true);
    expect(screen.text.filter((line) => BAR.test(line))).toEqual([]);
    expect(screen.text.filter((line) => line.length > 80)).toEqual([]);
  });
});

describe("bars of other commands", () => {
  test("default: af simulate", async () => {
    const running = start(
      ["simulate", "--attack", "copy", "--days", "1", "--reps", "2", "--workers", "1"],
      emptyFolder(),
    );
    await running.shows(/^simulating .*ETA/);
    running.type(CTRL_C);
    expect(await running.finished).toBe(130);
    expect(running.screen.text.filter((line) => BAR.test(line))).toEqual([]);
  });

  test("default: af eval, its views within 80 columns", async () => {
    const cwd = emptyFolder();
    const models = [{ name: "me/affine", revision: "a".repeat(40), solver: "full" as const }];
    await using host = await startInferenceHost({ port: 0, models });
    const args = [
      "eval",
      "-e",
      "SAT",
      "-e",
      "TRACK",
      "--base-url",
      host.baseUrl,
      "-n",
      "6",
      "--seed",
      "s",
      "--output",
      "a.ndjson",
    ];
    const running = start(args, cwd);
    await running.finished;
    expect(running.written()).toMatch(/asking .*ETA/);
    expect(running.screen.text.filter((line) => BAR.test(line))).toEqual([]);
    const other = await runAf([...args.slice(0, -1), "b.ndjson"], { cwd });
    expect(other.stderr).not.toContain("at ");
    for (const words of [
      ["eval", "view", "a.ndjson"],
      ["eval", "compare", "a.ndjson", "b.ndjson"],
      ["eval", "view", "a.ndjson", "-e", "SAT", "--only", "right"],
    ]) {
      const shown = start(words, cwd);
      expect(await shown.finished, words.join(" ")).toBe(0);
      expect(shown.screen.text.length).toBeGreaterThan(2);
      expect(shown.screen.text.filter((line) => line.length > 80)).toEqual([]);
      expect(
        shown
          .written()
          .split("\r\n")
          .filter((line) => line.length > 80),
      ).toEqual([]);
    }
  });

  test("default: a question is asked, answered and judged, within 80 columns", async () => {
    const running = start(["env", "try", "SAT", "--level", "1", "--seed", "1"], emptyFolder());
    await running.shows(/single dot ends it/);
    running.type("<answer>1</answer>\n.\n");
    await running.shows(/^Verdict: 0 of 1000/);
    expect(await running.finished).toBe(0);
    expect(
      running
        .written()
        .split("\r\n")
        .filter((line) => line.length > 80),
    ).toEqual([]);
  });

  test("behavior: Ctrl-D ends an answer; where nothing was typed it says that there is no verdict", async () => {
    const answered = start(["env", "try", "SAT", "--level", "1", "--seed", "1"], emptyFolder());
    await answered.shows(/single dot ends it/);
    answered.type(`<answer>1</answer>\n${CTRL_D}`);
    await answered.shows(/^Verdict: 0 of 1000/);
    expect(await answered.finished).toBe(0);
    const silent = start(["env", "try", "SAT"], emptyFolder());
    await silent.shows(/single dot ends it/);
    silent.type(CTRL_D);
    await silent.shows(/^af: The input ended before an answer, so there is no verdict\./);
    expect(await silent.finished).toBe(1);
  });
});

describe("Ctrl-C", () => {
  test.each([
    [["serve", "--port", "0"], /Ctrl-C ends it/],
    [["localnet"], /Ctrl-C ends it/],
    [["env", "try", "SAT"], /single dot ends it/, /af: Interrupted before the verdict\./],
  ])("default: af %j ends with 130", async (args, isThere, last = isThere) => {
    const running = start(args, emptyFolder());
    await running.shows(isThere);
    running.type(CTRL_C);
    expect(await running.finished).toBe(130);
    expect(running.screen.text.join("\n")).toMatch(new RegExp(last.source, "m"));
  });

  test("default: an evaluation ends with 130 while its host thinks", async () => {
    const cwd = emptyFolder();
    const models = [{ name: "me/affine", revision: "a".repeat(40), solver: "full" as const, thinkMs: 600_000 }];
    await using host = await startInferenceHost({ port: 0, models });
    const running = start(["eval", "-e", "SAT", "--base-url", host.baseUrl, "-n", "2", "--output", "a.ndjson"], cwd);
    await running.shows(/^asking /);
    running.type(CTRL_C);
    expect(await running.finished).toBe(130);
  });
});
