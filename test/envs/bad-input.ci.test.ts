import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { AffineError, sha256Hex } from "../../src/core/index.ts";
import {
  challengeFromId,
  environment,
  environments,
  loadTaskCorpus,
  makeChallenge,
  PLAN,
  SAT,
  TRACK,
} from "../../src/envs/index.ts";
import { loadProgramCorpus } from "../../src/envs/abd/index.ts";

const NAMES = environments().map(({ info }) => info.name);
/** A message is for a person: it never repeats a megabyte of what was passed. */
const LONGEST_MESSAGE = 1_200;
const folder = mkdtempSync(join(tmpdir(), "affine-bad-"));
afterAll(() => rmSync(folder, { recursive: true }));

function refusal(run: () => unknown): AffineError {
  try {
    run();
  } catch (error) {
    if (!AffineError.isInstance(error)) throw error;
    expect(error.message.length).toBeLessThan(LONGEST_MESSAGE);
    expect(error.hint?.length ?? 0).toBeLessThan(LONGEST_MESSAGE);
    return error;
  }
  throw new Error("Nothing was refused.");
}

async function rejection(work: Promise<unknown>): Promise<AffineError> {
  const fault = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  return refusal(() => {
    if (fault !== undefined) throw fault as Error;
  });
}

const nested = (): object => {
  let value: object = {};
  for (let depth = 0; depth < 100_000; depth += 1) value = { level: value };
  return value;
};
const circle: Record<string, unknown> = {};
circle["level"] = circle;

const PARAMS: readonly [what: string, params: unknown][] = [
  ["a negative level", { level: -1 }],
  ["level 0", { level: 0 }],
  ["no number", { level: NaN }],
  ["infinity", { level: Infinity }],
  ["a huge level", { level: 1e15 }],
  ["a fraction", { level: 1.5 }],
  ["a text for a level", { level: "1" }],
  ["a list for a level", { level: [1] }],
  ["null for a level", { level: null }],
  ["truth for a level", { level: true }],
  ["a big integer", { level: 1n }],
  ["an unknown name", { difficulty: 1 }],
  ["a level and more", { level: 1, difficulty: 1 }],
  ["a prototype", JSON.parse('{"__proto__": {"level": 1}}')],
  ["a level and a prototype", JSON.parse('{"level": 1, "__proto__": {"level": 2}}')],
  ["a constructor", { constructor: 1 }],
  ["a list", [1]],
  ["a text", "1"],
  ["a number", 1],
  ["truth", true],
  ["a megabyte of a level", { level: "x".repeat(1 << 20) }],
  ["a megabyte of a name", { ["x".repeat(1 << 20)]: 1 }],
  ["a hundred thousand names", Object.fromEntries(Array.from({ length: 100_000 }, (_, at) => [`p${at}`, at]))],
  ["nested without end", nested()],
  ["a circle", circle],
  ["a function", () => 1],
];

describe("parameters", () => {
  test.each(PARAMS)("error: %s, of every environment, is refused by name and in a few words", (_, params) => {
    for (const name of NAMES) {
      expect(refusal(() => environment(name).normalizeParams(params)).code, name).toBe("environment_params");
    }
  });

  test("error: the doors refuse them too, also those that spreading would lose", async () => {
    for (const params of [1, true, "1", [1], JSON.parse('{"__proto__": {"level": 1}}'), Symbol("level")]) {
      expect((await rejection(SAT.generate(params as never))).code).toBe("environment_params");
      expect((await rejection(PLAN.many(1, params as never))).code).toBe("environment_params");
    }
    expect(refusal(() => TRACK({ level: 99 })).code).toBe("environment_params");
  });

  test("error: seeds that are none", async () => {
    for (const seed of [
      null,
      true,
      {},
      [],
      NaN,
      Infinity,
      1.5,
      "",
      "a b",
      "ä",
      "x".repeat(129),
      "x".repeat(1 << 20),
      1n,
    ]) {
      expect((await rejection(SAT.generate({ seed: seed as never }))).code, typeof seed).toBe("invalid_input");
    }
  });

  test("error: counts that are none", async () => {
    for (const count of [-1, 1.5, NaN, Infinity, 1e12, "3", null]) {
      expect((await rejection(SAT.many(count as never))).code).toBe("invalid_input");
    }
  });
});

describe("challenge ids", () => {
  const encoded = (json: string): string => Buffer.from(json).toString("base64url");
  const forged = (id: string): readonly [what: string, id: unknown][] => {
    const [env = "", version = "", params = "", seed = ""] = id.split("/");
    const level = (json: string): string => [env, version, encoded(json), seed].join("/");
    return [
      ["cut at its end", id.slice(0, id.lastIndexOf("/"))],
      ["without its parameters", [env, version, "", seed].join("/")],
      ["in small letters", id.toLowerCase()],
      ["of an alias", id.replace(env, environment(env).info.aliases[0] ?? "OTHER")],
      ["of another version", [env, "99", params, seed].join("/")],
      ["of an unknown environment", id.replace(env, `${env}X`)],
      ["of a level outside", level('{"level":99}')],
      ["of a negative level", level('{"level":-1}')],
      ["with a level as text", level('{"level":"1"}')],
      ["with a blank in its parameters", level('{ "level":1}')],
      ["with a name twice", level('{"level":1,"level":2}')],
      ["with a prototype", level('{"__proto__":{"level":1},"level":1}')],
      ["with another environment's parameters", level('{"corpus":"x","source":"corpus"}')],
      ["with padding", [env, version, `${params}=`, seed].join("/")],
      ["with parameters that are no base64", [env, version, "???", seed].join("/")],
      ["with parameters that are no JSON", level("{")],
      ["with parameters nested without end", level(`{"level":${"[".repeat(1_000)}${"]".repeat(1_000)}}`)],
      ["with a blank behind", `${id} `],
      ["with a newline behind", `${id}\n`],
      ["with one more part", `${id}/1`],
      ["with a seed of other letters", [env, version, params, "ä"].join("/")],
      ["with a zero byte", `${id}\0`],
      ["of a megabyte", id + "x".repeat(1 << 20)],
      ["of nothing", ""],
      ["of slashes", "///"],
      ["that is no text", 7],
      ["that is null", null],
      ["that is a list", [id]],
    ];
  };

  test.each(NAMES)("error: forged ids of %s are refused, each with its reason", (name) => {
    const { id } = makeChallenge(environment(name), { params: { level: 1 }, seed: "forged" });
    expect(challengeFromId(id).id).toBe(id);
    for (const [what, wrong] of forged(id)) {
      const { code } = refusal(() => challengeFromId(wrong as string));
      expect(["challenge_id", "environment_unknown", "environment_params"], what).toContain(code);
    }
  });
});

describe("answers", () => {
  const near: readonly [name: string, what: string, answer: string][] = [
    ["PLAN", "100,000 steps", `<answer>${"(rovak lumis)\n".repeat(100_000)}</answer>`],
    ["PLAN", "5,000 steps on a line", `<answer>${"(rovak lumis)".repeat(5_000)}</answer>`],
    ["PLAN", "blanks behind a quote", `<answer>["a"${" ".repeat(65_000)}x</answer>`],
    ["PLAN", "blanks behind a bracket", `<answer>(a)${" ".repeat(65_000)}?</answer>`],
    ["TRACK", "a million values", `<answer>${"rovak = 1\n".repeat(1_000_000)}</answer>`],
    ["TRACK", "6,000 values", `<answer>${"rovak = 1\n".repeat(6_000)}</answer>`],
    ["PROVE", "100,000 lines", `<answer>${"rovak(lumis, tipas)\n".repeat(100_000)}</answer>`],
    ["PROVE", "3,000 facts on a line", `<answer>${"rovak(lumis, tipas), ".repeat(3_000)}</answer>`],
    ["PROVE", "blanks within a fact", `<answer>rovak(${" ".repeat(65_000)}lumis</answer>`],
    ["OPT", "a million items", `<answer>${"rovak ".repeat(1_000_000)}</answer>`],
    ["SAT", "a million values", `<answer>${"1 -2 ".repeat(1_000_000)}</answer>`],
    ["ABD", "a million numbers", `<input>${"1 ".repeat(1_000_000)}</input>`],
  ];
  test.each(near)("behavior: %s, %s: a zero with its reason", async (name, _, answer) => {
    const asked = environment(name);
    const { secret } = asked.generate({ level: asked.info.defaultLevel }, "near");
    const { thousandths, reason, metrics } = await asked.check(secret, answer);
    expect(thousandths).toBe(0);
    expect(reason).toMatch(/^[a-z_]+$/);
    for (const value of Object.values(metrics)) expect(Number.isSafeInteger(value)).toBe(true);
  });

  test("behavior: proofs that go in a circle prove nothing, whatever their length", async () => {
    const prove = environment("PROVE");
    const { secret, prompt } = prove.generate({ level: 1 }, "circle");
    const goal = /^Goal: (.*)$/m.exec(prompt)?.[1] ?? "";
    for (const times of [1, 2, 1_000]) {
      const said = await prove.check(secret, `<answer>${`${goal}\n`.repeat(times)}</answer>`);
      expect(said.thousandths).toBe(0);
      expect(["does_not_follow", "too_many_lines"]).toContain(said.reason);
    }
  });

  test.each(NAMES)("behavior: %s: what is no text, and long texts of nothing, get a zero", async (name) => {
    const asked = environment(name);
    const { secret } = asked.generate({ level: asked.info.levels[0] as number }, "nothing");
    for (const answer of [
      undefined,
      null,
      1,
      NaN,
      {},
      () => 1,
      Symbol("x"),
      [[["x"]]],
      new Date(0),
      Object.create(null),
    ]) {
      const said = await asked.check(secret, answer);
      expect([said.thousandths, said.reason.length > 0]).toEqual([0, true]);
    }
    for (const unit of ["<", "\u0000", "\ud800", "<think>", "</answer>", "```", "𝟙", "\r"]) {
      expect((await asked.check(secret, unit.repeat(10_000_000 / unit.length))).thousandths).toBe(0);
    }
  });
});

describe("corpora", () => {
  const program = { program: "print(input())", input: "1\n", output: "1\n" };
  const task = { prompt: "Add.", test_cases: [{ type: "stdin_stdout", input: "1 2\n", output: "3\n" }] };
  const loaders = [
    ["ABD", loadProgramCorpus, JSON.stringify(program)],
    ["DED", loadTaskCorpus, JSON.stringify(task)],
  ] as const;

  test.each(loaders)(
    "behavior: of %s: a byte order mark, CRLF and empty lines are passed over",
    async (_, load, line) => {
      for (const text of [line, `\ufeff${line}\r\n`, `\n\n${line}\n\n`]) {
        const file = join(folder, "fair.jsonl");
        writeFileSync(file, text);
        expect((await load(file, sha256Hex(text))).entries).toHaveLength(1);
      }
    },
  );

  test.each(loaders)(
    "error: of %s: broken lines, missing fields, an empty file, a wrong hash",
    async (_, load, line) => {
      const broken = [
        [`${line}\n{`, "line 2"],
        [`${line}\n{"program": 1}`, "line 2"],
        ["", "it is empty"],
        ["\ufeff", "it is empty"],
        ["null", "line 1"],
        ["[]", "line 1"],
        [`${line.slice(0, -1)},"id":"a"}\n${line.slice(0, -1)},"id":"a"}`, "line 2"],
        [`${line}\n${"x".repeat(100_000_000)}`, "line 2"],
      ] as const;
      for (const [text, said] of broken) {
        const file = join(folder, "broken.jsonl");
        writeFileSync(file, text);
        const { code, message } = await rejection(load(file, sha256Hex(text)));
        expect([code, message]).toEqual(["invalid_input", expect.stringContaining(said)]);
        expect((await rejection(load(file, "0".repeat(64)))).message).toContain("SHA-256");
      }
    },
  );

  test.each(loaders)("error: of %s: a folder, a pipe and nothing at all are no corpus", async (_, load) => {
    const pipe = join(folder, `pipe-${Math.trunc(performance.now())}`);
    execFileSync("mkfifo", [pipe]);
    for (const path of [folder, pipe, join(folder, "none.jsonl"), "/dev/zero", "\0"]) {
      expect((await rejection(load(path, "0".repeat(64)))).code).toBe("not_found");
    }
  });
});
