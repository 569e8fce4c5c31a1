import { inspect } from "node:util";
import { describe, expect, expectTypeOf, test } from "vitest";
import { AffineError } from "../../core/index.ts";
import {
  ABDUCTION,
  challengeFromId,
  DEDUCTION,
  environmentDoor,
  SAT,
  satEnvironment,
  type AbdAnswer,
  type DedAnswer,
  type GeneratedChallenge,
  type SatAnswer,
} from "../index.ts";

async function codeOf(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (thrown) {
    return AffineError.isInstance(thrown) ? thrown.code : String(thrown);
  }
  return "nothing thrown";
}
const planted = (challenge: GeneratedChallenge) =>
  `<answer>${satEnvironment.generate(challenge.params, challenge.seed).secret.planted.join(" ")}</answer>`;

describe("the door of an environment", () => {
  test("default: the calls of the original's snippet", async () => {
    const challenge = await SAT.generate();
    expect(challenge.env).toBe("SAT");
    expect(challenge.params).toEqual({ level: 5 });
    expect(await new SAT({ variables: 50 }).generate({ seed: "1" })).toMatchObject({
      params: { variables: 50, clauseSize: 3, clauses: 213 },
      seed: "1",
    });
    expect((await SAT({ level: 5 }).many(3)).map((made) => made.params)).toEqual(Array(3).fill({ level: 5 }));
    expect((await SAT().many(2)).length).toBe(2);
    expect((await SAT.generate({ seed: 7, level: 2 })).id).toBe(
      (await new SAT({ level: 2 }).generate({ seed: "7" })).id,
    );
    expectTypeOf(SAT({ level: 5 }).many(10)).resolves.toEqualTypeOf<GeneratedChallenge<SatAnswer>[]>();
    expectTypeOf(ABDUCTION.generate()).resolves.toEqualTypeOf<GeneratedChallenge<AbdAnswer>>();
    expectTypeOf(new DEDUCTION().generate()).resolves.toEqualTypeOf<GeneratedChallenge<DedAnswer>>();
    expectTypeOf("Well: <answer>1 -2</answer>" as const).toExtend<SatAnswer>();
    expectTypeOf("<input>1 -2</answer>" as const).not.toExtend<AbdAnswer>();
    expect(challenge.answerFormat).toContain("<answer>");
    expect(new SAT()).toBeInstanceOf(SAT);
    expect(SAT.info.version).toBe("1");
    expect(SAT.name).toBe("SAT");
  });

  test("behavior: without a seed every question is new; with one, the same for ever", async () => {
    const fresh = await SAT.many(5, { level: 1 });
    expect(new Set(fresh.map((challenge) => challenge.seed)).size).toBe(5);
    const [first, again] = [await SAT.many(5, { level: 1, seed: "s" }), await SAT.many(5, { level: 1, seed: "s" })];
    expect(first.map((challenge) => challenge.prompt)).toEqual(again.map((challenge) => challenge.prompt));
    const neighbour = await SAT.many(5, { level: 1, seed: "t" });
    expect(new Set([...first, ...neighbour].map((challenge) => challenge.seed)).size).toBe(10);
  });

  test("behavior: a challenge judges texts and answers", async () => {
    const challenge = await SAT.generate({ level: 1, seed: "judge" });
    const text = planted(challenge);
    expect((await challenge.evaluate(text)).score).toBe(1);
    expect((await challenge.evaluate({ text })).score).toBe(1);
    expect(await challenge.evaluate("no")).toMatchObject({ score: 0, reason: "no_answer" });
    expect(await challenge.evaluate(null as unknown as string)).toMatchObject({ score: 0, reason: "not_text" });
  });

  test("behavior: the secret shows nowhere", async () => {
    const challenge = await SAT.generate({ level: 1, seed: "secret" });
    const secret = satEnvironment.generate({ level: 1 }, "secret").secret.planted.slice(0, 12);
    for (const view of [JSON.stringify(challenge), inspect(challenge, { depth: 9, showHidden: true })]) {
      expect(view).not.toContain("planted");
      expect(view).not.toContain(secret.join(","));
    }
    expect(Object.keys(challenge.toJSON()).sort()).toEqual([
      "env",
      "id",
      "messages",
      "params",
      "prompt",
      "seed",
      "version",
    ]);
  });

  test("behavior: an id rebuilds its challenge", async () => {
    for (const options of [{ level: 2 }, { variables: 9, clauseSize: 2, clauses: 12 }]) {
      const challenge = await SAT.generate({ ...options, seed: "id" });
      const rebuilt = challengeFromId(challenge.id);
      expect(rebuilt.toJSON()).toEqual(challenge.toJSON());
      expect((await rebuilt.evaluate(planted(challenge))).reason).toBe("correct");
    }
  });

  test("behavior: what checking needs reaches the checker", async () => {
    const seen: unknown[] = [];
    const { signal } = new AbortController();
    const curious = {
      ...satEnvironment,
      check: (_: unknown, __: unknown, context: unknown) => (seen.push(context), never()),
    };
    const door = environmentDoor(curious, () => ({ signal }));
    await codeOf(async () => (await door.generate({})).evaluate("x"));
    expect(seen).toEqual([{ signal }]);
  });

  test("error: wrong options, seeds and counts", async () => {
    expect(await codeOf(() => SAT.generate({ level: 11 }))).toBe("environment_params");
    expect(await codeOf(() => SAT({ level: 11 }))).toBe("environment_params");
    expect(await codeOf(() => SAT.generate({ seed: "a b" }))).toBe("invalid_input");
    expect(await codeOf(() => SAT.generate({ seed: "" }))).toBe("invalid_input");
    expect(await codeOf(() => SAT.many(-1))).toBe("invalid_input");
    expect(await codeOf(() => SAT.many(1.5))).toBe("invalid_input");
  });

  test("error: forged ids", async () => {
    const encode = (params: object) => Buffer.from(JSON.stringify(params)).toString("base64url");
    const forged: [id: string, code: string][] = [
      ["nonsense", "challenge_id"],
      [`SAT/2/${encode({ level: 11 })}/s`, "environment_params"],
      [`SAT/2/${encode({})}/s`, "challenge_id"],
      [`SAT/2/${encode({ variables: 50 })}/s`, "challenge_id"],
      [`sat/2/${encode({ level: 1 })}/s`, "challenge_id"],
      [`SATISFIABILITY/2/${encode({ level: 1 })}/s`, "challenge_id"],
      [`SAT/1/${encode({ level: 1 })}/s`, "environment_unknown"],
      [`SUDOKU/1/${encode({ level: 1 })}/s`, "environment_unknown"],
      [`SAT/2/${encode({ level: 1 })}/${"s".repeat(129)}`, "challenge_id"],
    ];
    for (const [id, code] of forged) expect(await codeOf(() => challengeFromId(id)), id).toBe(code);
  });
});

function never(): Promise<never> {
  return Promise.reject(new AffineError("sandbox_unavailable", "no engine"));
}
