import { describe, expect, test } from "vitest";
import { evaluationSchema, Random } from "../../core/index.ts";
import { cardPasses, defineEnvironment, makeCard, satEnvironment, type Environment, type Study } from "../index.ts";
import { cardDrift, hostileAnswer, longHostileAnswers, upper95PerMillion, type Card } from "./index.ts";

/** A question that everybody can answer: the card must say so. */
function leaky(study: Partial<Study<string>>): Environment {
  return defineEnvironment<string>({
    name: "LEAKY",
    aliases: [],
    version: "1",
    title: "Repeat",
    description: "Repeat the word.",
    answerFormat: "the word",
    levels: [1],
    scoredLevels: [1],
    defaultLevel: 1,
    generate: () => ({ prompt: "Repeat: abracadabra", messages: [], secret: "abracadabra" }),
    check: (secret, completion) => {
      const right = typeof completion === "string" && completion.includes(secret);
      return { thousandths: right ? 1000 : 0, reason: right ? "correct" : "wrong", extracted: null, metrics: {} };
    },
    study: {
      oracle: ({ secret }) => secret,
      blind: [{ name: "echo", answer: ({ prompt }) => prompt }],
      shallow: [],
      strong: [],
      answerLines: ({ secret }) => [{ text: secret, bits: 40 }],
      shape: ({ prompt }) => prompt,
      figures: () => ({}),
      ...study,
    },
  });
}

const missed = async (environment: Environment) =>
  (await makeCard(environment, { samples: 5 })).facts.bars.filter((bar) => !bar.met).map((bar) => bar.check);

describe("upper95PerMillion", () => {
  test("default: the rule of three and exact values", () => {
    // By bisection in exact integer arithmetic over the binomial tail.
    expect(upper95PerMillion(0, 300)).toBe(9937);
    expect(upper95PerMillion(0, 1)).toBe(950_000);
    expect(upper95PerMillion(1, 2)).toBe(974_680);
    expect(upper95PerMillion(5, 5)).toBe(1_000_000);
    expect(upper95PerMillion(10, 100)).toBe(163_718);
  });
});

describe("makeCard", () => {
  test("behavior: an environment that can be guessed, memorised and read off misses its bars", async () => {
    const environment = leaky({});
    expect(await missed(environment)).toEqual([
      "blind baselines, upper 95%",
      "answer in the prompt",
      "exact duplicates",
      "duplicates in shape",
    ]);
    const card = await makeCard(environment, { samples: 5 });
    expect(cardPasses(card)).toBe(false);
    expect(await makeCard(environment, { samples: 5 })).toEqual(card);
    expect(card.timings).toBeNull();
  });

  test("behavior: a baseline that passes nothing misses no bar; how many questions show it is said", async () => {
    const echo = { name: "echo", answer: () => "?" };
    const blind = async (samples: number) =>
      (await makeCard(leaky({ blind: [echo] }), { samples })).facts.bars.find(({ check }) => check.startsWith("blind"));
    expect(await blind(60)).toMatchObject({
      met: false,
      tooFew: true,
      measured: "4.8703% (none of 60: echo, level 1; it takes 300)",
    });
    expect(await blind(300)).toEqual({
      check: "blind baselines, upper 95%",
      bar: "≤ 1%",
      measured: "0.9937% (none of 300)",
      met: true,
    });
  });

  test("behavior: a wrong oracle and a quick trick are found", async () => {
    const trick = { name: "trick", answer: () => "abracadabra" };
    expect(await missed(leaky({ oracle: () => "?", shallow: [trick] }))).toEqual(
      expect.arrayContaining(["right answer passes", "shallow heuristics"]),
    );
  });

  test("behavior: a checker that throws or answers nonsense is found", async () => {
    const environment = leaky({});
    const throwing = { ...environment, check: () => Promise.reject(new Error("no")) };
    const malformed = { ...environment, check: async () => Promise.resolve({ score: 2 } as never) };
    await expect(makeCard(throwing, { samples: 1 })).rejects.toThrow("no");
    expect(await missed(malformed)).toContain("hostile answers");
  });

  test("error: an environment without a study", async () => {
    const { study, ...bare } = leaky({});
    expect(study).toBeDefined();
    await expect(makeCard(bare)).rejects.toMatchObject({ code: "unsupported" });
  });
});

describe("cardDrift", () => {
  const environment = leaky({});
  /** Its own missed bars left out: they are as they were. */
  const drift = async (changed: Partial<Environment>, stored?: Card) => {
    const card = stored ?? (await makeCard(environment, { samples: 5 }));
    return (await cardDrift({ ...environment, ...changed }, card)).filter((line) => !line.startsWith("bar missed"));
  };

  test("default: nothing differs; bars that are missed are named", async () => {
    const card = await makeCard(environment, { samples: 5 });
    expect(await drift({}, card)).toEqual([]);
    expect(await cardDrift(environment, card)).toContain("bar missed: answer in the prompt");
  });

  test("behavior: one more character in the prompt, another secret", async () => {
    const changed = (change: object): Environment["generate"] => {
      return (params, seed) => ({ ...environment.generate(params, seed), ...change });
    };
    expect(await drift({ generate: changed({ prompt: "Repeat: abracadabra " }) })).toEqual([
      "golden hashes, level 1",
      "a few questions again: longestPromptCharacters",
    ]);
    expect(await drift({ generate: changed({ secret: "abracadabrb" }) })).toContain("golden hashes, level 1");
  });

  test("behavior: a checker that lets nothing pass, or one more answer", async () => {
    const wrong = { score: 0, thousandths: 0, reason: "wrong", extracted: null, metrics: {} };
    const found = await drift({ check: () => Promise.resolve(wrong) });
    expect(found).toEqual(["a few questions again: oracle", "a few questions again: blind"]);
  });

  test("behavior: another version, and a card that somebody has improved", async () => {
    const card = await makeCard(environment, { samples: 5 });
    expect(await drift({ info: { ...environment.info, version: "2" } }, card)).toEqual([
      "the card is of version 1, not of 2",
      "a few questions again: version",
    ]);
    const better = { ...card.facts, leaks: { asked: 5, found: 0 } };
    expect(await drift({}, { ...card, facts: better })).toEqual(["the bars do not follow from the card's own facts"]);
  });
});

describe("hostile answers", () => {
  test("behavior: 5,000 of them get a verdict with a reason", async () => {
    const { secret } = satEnvironment.generate({ level: 2 }, "fuzz");
    const right = `<answer>${secret.planted.join(" ")}</answer>`;
    const random = Random.from("quick fuzz");
    const reasons = new Set<string>();
    for (let count = 0; count < 5000; count += 1) {
      const verdict = await satEnvironment.check(secret, hostileAnswer(random, right));
      expect(evaluationSchema.safeParse(verdict).success).toBe(true);
      expect(verdict.reason === "correct").toBe(verdict.thousandths === 1000);
      reasons.add(verdict.reason);
    }
    // The fuzz reaches the extractor, the parser and the judge.
    for (const reason of ["not_text", "no_answer", "unclosed_answer", "forbidden_character", "bad_token", "correct"]) {
      expect(reasons).toContain(reason);
    }
  });

  test("behavior: the longest ones are judged too", async () => {
    const { secret } = satEnvironment.generate({ level: 1 }, "fuzz");
    for (const answer of longHostileAnswers(262_144)) {
      expect(answer.length).toBe(262_144);
      expect((await satEnvironment.check(secret, answer)).thousandths).toBe(0);
    }
  });
});
