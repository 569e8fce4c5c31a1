import { describe, expect, test } from "vitest";
import { AffineError } from "../core/index.ts";
import {
  defineEnvironment,
  drawStream,
  environment,
  environments,
  firstAccepted,
  registerEnvironment,
  satEnvironment,
  type EnvironmentSpec,
} from "./index.ts";

const coin: EnvironmentSpec<never, string> = {
  name: "COIN",
  aliases: ["TOSS"],
  version: "1",
  title: "Call the coin",
  description: "Heads or tails.",
  answerFormat: "heads or tails",
  levels: [1, 2],
  scoredLevels: [2],
  defaultLevel: 1,
  maxAttempts: 3,
  generate: (_params, random) => {
    const secret = random.pick(["heads", "tails"]);
    const prompt = `Call it: ${random.uint32()}`;
    return { prompt, messages: [{ role: "user", content: prompt }], secret };
  },
  check(secret, completion) {
    if (completion === "crash") throw new TypeError("a defect of the checker");
    const right = completion === secret;
    return { thousandths: right ? 1000 : 0, reason: right ? "correct" : "wrong", extracted: null, metrics: {} };
  },
};

function thrown(run: () => unknown): AffineError {
  try {
    run();
  } catch (error) {
    if (AffineError.isInstance(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("defineEnvironment", () => {
  test("default", async () => {
    const made = defineEnvironment(coin);
    const question = made.generate(made.normalizeParams(undefined), "seed");
    expect(made.generate({ level: 1 }, "seed")).toEqual(question);
    expect(made.generate({ level: 2 }, "seed").prompt).not.toBe(question.prompt);
    expect(await made.check(question.secret, question.secret)).toMatchObject({ score: 1, thousandths: 1000 });
  });

  test("error: a generator that throws on one level is told with level and seed, and with a way on", () => {
    const made = defineEnvironment({
      ...coin,
      generate: ({ level }, random) => {
        if (level === 2) throw new TypeError("no x");
        return coin.generate({ level }, random);
      },
    });
    expect(made.generate({ level: 1 }, "s").prompt).toContain("Call it");
    const error = thrown(() => made.generate({ level: 2 }, "s"));
    expect(error).toMatchObject({ code: "environment_broken", hint: expect.stringMatching("Mend generate") as string });
    expect(error.message).toMatch(/^COIN could not make a question of level 2, seed s: no x/);
  });

  test("behavior: a version changes every question", () => {
    const [one, two] = [defineEnvironment(coin), defineEnvironment({ ...coin, version: "2" })];
    expect(one.generate({ level: 1 }, "s").prompt).not.toBe(two.generate({ level: 1 }, "s").prompt);
  });

  test("behavior: a refused draft is drawn again from another stream, up to the maximum", () => {
    const picky = (accept: number) => {
      let attempts = 0;
      return defineEnvironment({
        ...coin,
        generate: (params, random) => ((attempts += 1) < accept ? null : coin.generate(params, random)),
      });
    };
    const key = { name: "COIN", version: "1", params: { level: 1 }, seed: "s" };
    expect(picky(3).generate({ level: 1 }, "s")).toEqual(coin.generate({ level: 1 }, drawStream(key, 2)));
    expect(thrown(() => picky(4).generate({ level: 1 }, "s")).code).toBe("environment_broken");
  });

  test("error: a defect of the checker is no zero", async () => {
    await expect(defineEnvironment(coin).check("heads", "crash")).rejects.toMatchObject({ code: "environment_broken" });
  });

  test("error: a verdict of another form is no zero either", async () => {
    const good = { thousandths: 0, reason: "wrong", extracted: null, metrics: {} };
    const malformed = [
      1,
      undefined,
      { ...good, thousandths: 0.5 },
      { ...good, reason: "" },
      { ...good, metrics: { rate: 0.5 } },
    ];
    for (const verdict of malformed) {
      const made = defineEnvironment({ ...coin, check: () => verdict as never });
      await expect(made.check("heads", "heads")).rejects.toMatchObject({ code: "environment_broken" });
    }
    expect((await defineEnvironment({ ...coin, check: () => good }).check("heads", "heads")).score).toBe(0);
  });

  test("error: a generator that throws, or makes something else than a question", () => {
    const drafts = [undefined, "heads", { prompt: "Call it" }, { prompt: "Call it", messages: [{ role: "user" }] }];
    const generators = [
      ...drafts.map((draft) => () => draft as never),
      () => {
        throw new TypeError("a defect of the generator");
      },
    ];
    for (const generate of generators) {
      const made = defineEnvironment({ ...coin, generate });
      expect(thrown(() => made.generate({ level: 1 }, "s")).code).toBe("environment_broken");
    }
  });

  test("error: parameters it does not know", () => {
    const made = defineEnvironment(coin);
    for (const params of [{ level: 3 }, { level: "1" }, { bias: 1 }, { level: 1, bias: 1 }, 7]) {
      expect(thrown(() => made.normalizeParams(params)).code).toBe("environment_params");
    }
  });

  test("error: a specification that contradicts itself", () => {
    for (const change of [
      { defaultLevel: 5 },
      { scoredLevels: [3] },
      { levels: [] },
      { name: "a b" },
      { version: "" },
    ]) {
      expect(thrown(() => defineEnvironment({ ...coin, ...change })).code).toBe("invalid_input");
    }
  });
});

describe("drawStream", () => {
  test("golden: the key of an attempt", () => {
    const key = { name: "SAT", version: "1", params: { level: 5 }, seed: "seed-1" };
    const words = [0, 1].map((attempt) => drawStream(key, attempt).uint32());
    expect(words).toEqual([3220909914, 1607775860]);
  });

  test("behavior: no two different keys share a stream", () => {
    const base = { name: "AB", version: "1", params: { level: 1 }, seed: "s" };
    const keys = [
      base,
      { ...base, name: "A", version: "B1" },
      { ...base, version: "1s", seed: "" },
      { ...base, params: { level: 11 } },
      { ...base, seed: "s0" },
    ];
    const words = keys.flatMap((key) => [0, 1, 10].map((attempt) => drawStream(key, attempt).uint32()));
    expect(new Set(words).size).toBe(words.length);
  });

  test("behavior: attempts stop at the first that is accepted", () => {
    const key = { name: "SAT", version: "1", params: {}, seed: "s" };
    expect(firstAccepted(key, 5, (_random, attempt) => (attempt === 3 ? "third" : null))).toBe("third");
  });
});

describe("registry", () => {
  test("default", () => {
    expect(environment("SAT")).toBe(satEnvironment);
    expect(environment("sat")).toBe(satEnvironment);
    expect(environment("Satisfiability")).toBe(satEnvironment);
    expect(environments()).toContain(satEnvironment);
  });

  test("behavior: others can add theirs", () => {
    const made = defineEnvironment(coin);
    registerEnvironment(made);
    registerEnvironment(made);
    expect(environment("toss")).toBe(made);
    const names = environments().map(({ info }) => info.name);
    expect(names).toEqual([...names].sort());
    expect(names.filter((name) => name === "COIN").length).toBe(1);
    const rival = defineEnvironment({ ...coin, name: "FLIP", aliases: ["coin"] });
    expect(thrown(() => registerEnvironment(rival)).code).toBe("invalid_input");
    expect(thrown(() => environment("FLIP")).code).toBe("environment_unknown");
  });

  test("error: an unknown name, with the nearest one", () => {
    const error = thrown(() => environment("SATT"));
    expect(error.code).toBe("environment_unknown");
    expect(error.hint).toContain("Did you mean SAT?");
    expect(thrown(() => environment("x".repeat(100_000))).message.length).toBeLessThan(200);
  });
});
