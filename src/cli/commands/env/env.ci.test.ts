import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { Random } from "../../../core/index.ts";
import { hostileAnswer } from "../../../envs/card/index.ts";
import { cardSchema, environment, makeChallenge, satEnvironment } from "../../../envs/index.ts";
import { readLines, MAX_LINE_LENGTH } from "./read-lines.ts";

const ROOT = fileURLToPath(new URL("../../../..", import.meta.url));
const AF = join(ROOT, "bin/af");

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs `af env …`, as built, as a process of its own. */
async function env(args: readonly string[], input = "", closeAfter = Infinity): Promise<Run> {
  const child = spawn(process.execPath, [AF, "env", ...args], { env: { PATH: process.env["PATH"], HOME: folder } });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
    if (out.length > closeAfter) child.stdout.destroy();
  });
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  // What has said its word reads no further.
  child.stdin.on("error", (error: NodeJS.ErrnoException) => expect(error.code).toBe("EPIPE"));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  return { code, out, err };
}

const rows = (out: string) =>
  out
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);
const folder = mkdtempSync(join(tmpdir(), "affine-env-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("af env list", () => {
  test("default: a table within 80 columns", async () => {
    const { code, out } = await env(["list"]);
    expect(code).toBe(0);
    expect(out).toContain("SAT");
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test("behavior: --json", async () => {
    const [list] = rows((await env(["list", "--json"])).out);
    expect((list?.["environments"] as { name: string }[]).map((info) => info.name)).toContain("SAT");
  });
});

describe("af env try", () => {
  const right = environment("HUNT").study!.oracle(
    environment("HUNT").generate({ level: 3 }, "try"),
  ) as readonly string[];

  test("default: turn by turn to the verdict, within 80 columns, tags or none", async () => {
    const plain = right.map((turn) => turn.replace(/<\/?action>/g, ""));
    const { code, out, err } = await env(
      ["try", "HUNT", "--level", "3", "--seed", "try"],
      `${plain.join("\n")}\nleft over\n`,
    );
    expect({ code, err }).toEqual({
      code: 0,
      err: "Lines after the end were not read: the verdict was there already.\n",
    });
    expect(out).toContain("Answers of turn 1: ");
    expect(out).toContain("Verdict: 1000 of 1000, correct");
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
    const json = await env(["try", "HUNT", "--level", "3", "--seed", "try", "--json"], right.join("\r\n"));
    expect(rows(json.out).at(-1)).toMatchObject({ turns: right, score: 1, reason: "correct" });
    expect(rows(json.out)).toHaveLength(right.length);
  });

  test("behavior: an invalid action costs a turn; a wrong claim ends it with its reason", async () => {
    const { code, out } = await env(["try", "HUNT", "--seed", "try"], "what?\n\nclaim 00 00 00\n");
    expect(code).toBe(0);
    expect(out).toContain("Turn 1 is lost: neither_ask_nor_claim. Turns left: 11.");
    expect(out).toContain("Verdict: 0 of 1000, wrong_claim");
  });

  test("behavior: an action of several lines is one turn, from its tag to its end", async () => {
    const repair = environment("REPAIR");
    const turns = repair.study!.oracle(repair.generate({ level: 1 }, "try")) as readonly string[];
    const { code, out, err } = await env(["try", "REPAIR", "--level", "1", "--seed", "try"], turns.join("\n"));
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain(".py is edited.");
    expect(out).toContain("Verdict: 1000 of 1000, correct");
    const open = await env(["try", "HUNT", "--level", "3", "--seed", "try"], "<action>ask 00 00 00\n");
    expect(open.out).toContain("Turn 1 is lost: unclosed_answer.");
  });

  test("behavior: an answer of one turn has many lines, and a single dot or the end of the input ends it", async () => {
    for (const input of ["<answer>\n1 2\n</answer>\n.\nmore", "<answer>\n1 2\n</answer>"]) {
      const { code, out } = await env(["try", "SAT", "--level", "1", "--seed", "1"], input);
      expect(code).toBe(0);
      expect(out).toMatch(/Verdict: 0 of 1000, [a-z_]+\n/);
      expect(out).toContain("Answer read:");
    }
  });

  test("behavior: an answer without tags is told how it is written", async () => {
    const { code, out, err } = await env(["try", "SAT", "--level", "1", "--seed", "1"], "1 2 3 4\n");
    expect(code).toBe(0);
    expect(out).toContain("no_answer");
    expect(err).toContain("No answer was found in it. <answer>1 -2 3 …</answer>");
  });

  test("behavior: what is told of an answer without tags fits into 80 columns", async () => {
    for (const name of ["SAT", "ABD", "DED", "INDUCE", "TRACK", "PLAN", "PROVE", "OPT"]) {
      const { err } = await env(["try", name, "--level", "1", "--seed", "1"], "what?\n");
      expect(err).toContain("No answer was found in it.");
      for (const line of err.split("\n")) expect(line.length, line).toBeLessThanOrEqual(80);
    }
  });

  test("error: input that ends early, lines too long, unknown names and levels", async () => {
    const early = await env(["try", "HUNT", "--seed", "try"], "ask 00 00 00\n");
    expect(early.code).toBe(1);
    expect(early.err).toContain("ended after 1 of 12 turns");
    const empty = await env(["try", "SAT"], "");
    expect(empty.code).toBe(1);
    expect(empty.err).toContain("ended before an answer");
    const long = await env(["try", "HUNT", "--seed", "try"], `${"x".repeat(10 << 20)}\n`);
    expect(long.code).toBe(1);
    expect(long.err).toContain("Line 1 is longer than");
    const endless = await env(["try", "REPAIR", "--level", "1"], `<action>\n${`${"x".repeat(999)}\n`.repeat(10_000)}`);
    expect(endless.code).toBe(1);
    expect(endless.err).toContain("An action has more than");
    expect(endless.err).toContain("close it with </action>");
    expect((await env(["try", "HUNTT"])).err).toContain("Did you mean HUNT");
    const level = await env(["try", "HUNT", "--level", "99"]);
    expect(level.code).toBe(2);
    expect(level.err).toContain("HUNT has no level 99.\n    Levels of HUNT: 1, 2, 3, ");
    expect(await env(["try", "HUNT", "--level", "soon"])).toMatchObject({ code: 2 });
    const seed = await env(["try", "HUNT", "--seed", "no seed"]);
    expect(seed).toMatchObject({
      code: 1,
      err: 'af: "no seed" is not a seed.\n    A seed has 1 to 128 letters, digits, _ or -.\n',
    });
  });

  test("behavior: of a text so long that its beginning is not read, that is said beside the verdict", async () => {
    const ask = ["try", "SAT", "--level", "1", "--seed", "1"];
    const { code, out, err } = await env(ask, `<answer>1</answer>\n${"x".repeat(600_000)}\n`);
    expect(code).toBe(0);
    expect(out).toContain("Verdict: 0 of 1000, no_answer");
    expect(err).toBe("The text has 600019 characters, and an answer is looked for in the last 524288 alone.\n");
    expect((await env(ask, `${"x".repeat(600_000)}\n<answer>1</answer>\n`)).err).toBe("");
  });
});

describe("af env sample", () => {
  test("default: questions without secrets, the same for the same seed", async () => {
    const runs = await Promise.all([1, 2].map(() => env(["sample", "sat", "-n", "3", "--level", "2", "--seed", "x"])));
    expect(runs[0]?.out).toBe(runs[1]?.out);
    const made = rows(runs[0]?.out ?? "");
    expect(made.length).toBe(3);
    expect(Object.keys(made[0]!).sort()).toEqual([
      "challenge_id",
      "env",
      "id",
      "messages",
      "params",
      "prompt",
      "seed",
      "version",
    ]);
    expect(new Set(made.map((question) => question["seed"])).size).toBe(3);
  });

  test("behavior: a reader that goes away ends it quietly", async () => {
    const { code, err } = await env(["sample", "SAT", "-n", "100000", "--level", "1"], "", 10_000);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  test.each(["trl", "dimacs"])("error: a file where the folder of %s should be", async (format) => {
    const file = join(folder, "afile");
    writeFileSync(file, "mine");
    const { code, out, err } = await env(["sample", "SAT", "--level", "1", "--format", format, "--out", file]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain(`The folder ${file} cannot be made: ENOTDIR`);
    expect(err).toContain("A file stands where a folder is needed");
    expect(readFileSync(file, "utf8")).toBe("mine");
  });

  test("error: unknown names and parameters", async () => {
    const wrong = await Promise.all([env(["sample", "SATT"]), env(["sample", "SAT", "--level", "11"])]);
    for (const { code, out } of wrong) expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(wrong[0].err).toContain("Did you mean SAT?");
    expect((await env(["sample", "SAT", "--format", "nope"])).err).toContain("dimacs");
    expect(wrong[1].err).toContain("no level 11");
  });
});

describe("af env evaluate", () => {
  const { secret } = satEnvironment.generate({ level: 1 }, "cli");
  const id = "SAT/2/eyJsZXZlbCI6MX0/cli";
  const right = { challenge_id: id, completion: `sep\u2028arator <answer>${secret.planted.join(" ")}</answer>` };

  test("default: verdicts in order, from a file", async () => {
    const file = join(folder, "answers.ndjson");
    const items = Array.from({ length: 40 }, (_, index) => (index % 3 === 0 ? right : { ...right, completion: "no" }));
    // Editors on Windows put a byte order mark before the first line.
    writeFileSync(file, `\ufeff${items.map((item) => JSON.stringify(item)).join("\n")}\n\n`);
    const { code, out, err } = await env(["evaluate", file]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(rows(out).map((row) => row["score"])).toEqual(items.map((item) => (item === right ? 1 : 0)));
    expect(Object.keys(rows(out)[0]!).sort()).toEqual(
      ["challenge_id", "extracted", "metrics", "reason", "score", "thousandths"].sort(),
    );
  });

  test("error: a bad line is named, the others are judged, the exit code is 1", async () => {
    const lines = [
      JSON.stringify(right),
      "{",
      JSON.stringify({ challenge_id: id }),
      JSON.stringify({ challenge_id: "SAT/1/x/y", completion: "" }),
      JSON.stringify({ challenge_id: id.replace("SAT", "SUDOKU"), completion: "" }),
      "\ufeff\u0000",
      JSON.stringify({ challenge_id: id, completion: null }),
      JSON.stringify(right),
    ];
    const { code, out, err } = await env(["evaluate"], lines.join("\r\n"));
    expect(code).toBe(1);
    expect(err).toBe("5 lines could not be judged.\n    An environment of your own is known here by --module PATH.\n");
    const results = rows(out);
    expect(results.map((row) => row["score"])).toEqual([1, null, null, null, null, null, 0, 1]);
    expect(results.map((row) => row["line"])).toEqual([undefined, 2, 3, 4, 5, 6, undefined, undefined]);
    expect(results.slice(1, 6).map((row) => (row["error"] as { code: string }).code)).toEqual([
      "invalid_input",
      "invalid_input",
      "challenge_id",
      "environment_unknown",
      "invalid_input",
    ]);
    expect(results[6]?.["reason"]).toBe("not_text");
  });

  test("error: what is no episode, was cut or was said after the end gets no score; nested without end is no text", async () => {
    const hunt = makeChallenge(environment("HUNT"), { params: { level: 1 }, seed: "1" }).id;
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const lines = [
      JSON.stringify({ challenge_id: hunt, completion: "x" }),
      JSON.stringify({ challenge_id: hunt, completion: ["x"] }),
      JSON.stringify({ challenge_id: hunt, completion: Array(13).fill("x") }),
      `{"challenge_id":"${id}","completion":${deep}}`,
      JSON.stringify({ challenge_id: id.replace("cli", `train-${"a".repeat(63)}`), completion: "x" }),
    ];
    const { out } = await env(["evaluate"], lines.join("\n"));
    const said = rows(out).map(({ reason, error }) => reason ?? (error as { code: string }).code);
    expect(said).toEqual(["unsupported", "unfinished", "invalid_input", "not_text", "challenge_id"]);
  });

  test("behavior: hostile answers get a 0 with a reason, in the same order from any number of threads", async () => {
    const random = Random.from("af env evaluate");
    const questions = ["SAT", "ABD"].map((name) => makeChallenge(environment(name), { seed: "cli" }));
    const lines = Array.from({ length: 600 }, (_, index) => {
      const completion = hostileAnswer(random, right.completion);
      const { id: challenge_id } = questions[index % questions.length]!;
      return JSON.stringify({ challenge_id, completion: typeof completion === "bigint" ? null : (completion ?? null) });
    });
    const runs = await Promise.all(
      ["1", "3"].map((workers) => env(["evaluate", "--workers", workers], lines.join("\n"))),
    );
    expect(runs[0]).toMatchObject({ code: 0, err: "" });
    expect(runs[1]).toEqual(runs[0]);
    const verdicts = rows(runs[0]!.out);
    expect(verdicts.length).toBe(lines.length);
    for (const { score, reason } of verdicts) expect([score, reason !== "correct"]).toEqual([0, true]);
  });

  test("behavior: who writes one line and waits is answered", async () => {
    const child = spawn(process.execPath, [AF, "env", "evaluate"], {
      env: { PATH: process.env["PATH"], HOME: folder },
    });
    for (let asked = 0; asked < 3; asked += 1) {
      child.stdin.write(`${JSON.stringify(right)}\n`);
      const [chunk] = (await once(child.stdout, "data")) as [Buffer];
      expect(rows(chunk.toString()).map(({ score }) => score)).toEqual([1]);
    }
    child.stdin.end();
    expect(await once(child, "close")).toEqual([0, null]);
  });

  test("error: a file that is not there", async () => {
    const { code, out, err } = await env(["evaluate", join(folder, "missing.ndjson")]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("missing.ndjson");
  });
});

describe("af env sample --format dimacs, af env evaluate --dimacs", () => {
  test("default: a formula for a solver, and what a solver says of it", async () => {
    const asked = await env(["sample", "SAT", "--level", "2", "--seed", "d", "--format", "dimacs"]);
    expect(asked).toMatchObject({ code: 0, err: "" });
    expect(asked.out).toMatch(/^c challenge_id SAT\/\S+\np cnf 6 22\n/);
    const file = join(folder, "q.cnf");
    writeFileSync(file, asked.out);
    const id = /challenge_id (\S+)/.exec(asked.out)?.[1] ?? "";
    const [, , , seed = ""] = id.split("/");
    const { planted } = satEnvironment.generate({ level: 2 }, seed).secret;
    const judged = await env(["evaluate", "--dimacs", file], `s SATISFIABLE\nv ${planted.join(" ")} 0\n`);
    expect(judged).toMatchObject({ code: 0, err: "" });
    expect(rows(judged.out)).toMatchObject([{ challenge_id: id, score: 1, reason: "correct" }]);
  });

  test("behavior: several go into a folder, one file each", async () => {
    const out = join(folder, "formulas");
    const made = await env(["sample", "SAT", "-n", "11", "--level", "1", "--format", "dimacs", "--out", out]);
    expect(made.out.trimEnd().split("\n")).toEqual(
      Array.from({ length: 11 }, (_, index) => join(out, `${String(index + 1).padStart(2, "0")}.cnf`)),
    );
    const again = await env(["sample", "SAT", "--level", "1", "--format", "dimacs", "--out", out]);
    expect(again).toMatchObject({ code: 0 });
    const over = await env(["sample", "SAT", "-n", "10", "--level", "1", "--format", "dimacs", "--out", out]);
    expect(over.code).toBe(1);
    expect(over.err).toContain("01.cnf");
  });

  test("error: another environment, several on one stream, a changed formula, no solver's output", async () => {
    const file = join(folder, "changed.cnf");
    const { out } = await env(["sample", "SAT", "--level", "1", "--seed", "d", "--format", "dimacs"]);
    writeFileSync(file, out.replace(/\n[^\n]+ 0\n$/, "\n"));
    const sound = join(folder, "sound.cnf");
    writeFileSync(sound, out);
    const wrong: [args: string[], input: string, said: string][] = [
      [["sample", "ABD", "--format", "dimacs"], "", "DIMACS holds formulas"],
      [["sample", "SAT", "-n", "2", "--format", "dimacs"], "", "holds one formula"],
      [["evaluate", "--dimacs", join(folder, "none.cnf")], "v 1 0", "There is no"],
      [["evaluate", "--dimacs", file], "v 1 0", "it was changed"],
      [["evaluate", "--dimacs", sound], "Segmentation fault", "Line 1 of the solver's output"],
    ];
    for (const [args, input, said] of wrong) {
      const { code, out: printed, err } = await env(args, input);
      expect({ failed: code !== 0, printed }, err).toEqual({ failed: true, printed: "" });
      expect(err).toContain(said);
    }
  });
});

describe("af env card", () => {
  const ledger = join(folder, "ledger");
  const stored = join(folder, "ledger.card.json");

  test("default: one JSON object; too few samples miss a bar and say so; any number of threads finds the same", async () => {
    expect((await env(["new", "ledger", "--dir", ledger])).code).toBe(0);
    const card = (workers: string) => env(["card", ledger, "--json", "--samples", "2", "--workers", workers]);
    const runs = await Promise.all(["1", "2"].map(card));
    const [one, two] = runs.map(({ out }) => cardSchema.parse(JSON.parse(out)));
    expect(runs.map(({ code }) => code)).toEqual([1, 1]);
    expect(runs[0]?.err).toContain("measuring baselines, level 1");
    expect(runs[0]?.err).toContain("100% measuring timings");
    expect(one?.facts.bars.filter((bar) => !bar.met).map(({ check }) => check)).toEqual(["blind baselines, upper 95%"]);
    expect(two?.facts).toEqual(one?.facts);
    expect(two?.spot).toEqual(one?.spot);
    writeFileSync(stored, JSON.stringify({ ...one, facts: { ...one?.facts, bars: [] } }));
  });

  test("behavior: --against a stored card says what differs", async () => {
    const { code, out } = await env(["card", ledger, "--against", stored, "--json"]);
    expect([code, JSON.parse(out)]).toEqual([1, { drift: ["the bars do not follow from the card's own facts"] }]);
  });

  test("error: no such environment, no samples, no card", async () => {
    const broken = join(folder, "broken.card.json");
    writeFileSync(broken, '{"facts":{}}');
    const wrong: [args: string[], code: number, said: string][] = [
      [["card", "SUDOKU"], 2, "SUDOKU"],
      [["card", "SAT", "--samples", "0"], 2, "at least 1"],
      [["sample", "SAT", "-n", "-5"], 2, "a whole number of at least 1 and at most 999999999"],
      [["sample", "SAT", "-n", "99999999999999999999"], 2, "a whole number of at least 1 and at most 999999999"],
      [["sample", "SAT", "--level", "-1"], 2, "a whole number of at least 0 and at most 999999999"],
      [["card", "SAT", "--workers", "no"], 2, "whole number"],
      [["card", "SAT", "--against", join(folder, "none.json")], 1, "none.json."],
      [["card", "SAT", "--against", broken], 1, "is no card"],
      [["card", "SAT", "--against", stored], 1, "is a card of LEDGER, not of SAT"],
      [["sample", "SAT", "--seed", ""], 2, "It must not be empty"],
      [["sample", "PLAN", "--params", '{"level":1,"x":2}'], 2, "PLAN has no parameter x."],
      [
        ["sample", "SAT", "--params", '{"level":1,"variables":20}'],
        2,
        "SAT takes a level or other parameters, not both.",
      ],
    ];
    const runs = await Promise.all(wrong.map(([args]) => env(args)));
    for (const [at, { code, out, err }] of runs.entries()) {
      expect({ code, out }, err).toEqual({ code: wrong[at]?.[1], out: "" });
      expect(err).toContain(wrong[at]?.[2]);
    }
  });
});

describe("readLines", () => {
  async function* of(...chunks: Buffer[]): AsyncGenerator<Buffer> {
    for (const chunk of chunks) yield await Promise.resolve(chunk);
  }

  test("behavior: characters and lines may be cut anywhere", async () => {
    const bytes = Buffer.from("é\u2028x\n\n😀 last");
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const texts = [];
      for await (const line of readLines(of(bytes.subarray(0, cut), bytes.subarray(cut)))) texts.push(line);
      expect(texts).toEqual([
        { number: 1, text: "é\u2028x" },
        { number: 2, text: "" },
        { number: 3, text: "😀 last" },
      ]);
    }
  });

  test("behavior: a line too long is left out, the next one is read", async () => {
    const long = Buffer.alloc(MAX_LINE_LENGTH, "x");
    const texts = [];
    for await (const line of readLines(of(long, Buffer.from("y"), long, Buffer.from("\nz\n")))) texts.push(line);
    expect(texts).toEqual([
      { number: 1, text: null, fault: `is longer than ${MAX_LINE_LENGTH} characters` },
      { number: 2, text: "z" },
    ]);
  });

  test("behavior: a line that is no UTF-8 is left out, the next one is read", async () => {
    const texts = [];
    for await (const line of readLines(of(Buffer.from([0x61, 0xe9, 0x0a, 0xc3]), Buffer.from([0xa9]))))
      texts.push(line);
    expect(texts).toEqual([
      { number: 1, text: null, fault: "is not UTF-8" },
      { number: 2, text: "é" },
    ]);
  });
});
