import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { cardDrift, environment, type Card, type Environment } from "../../src/envs/index.ts";
import { createPythonEngine } from "../../src/sandbox/index.ts";
import { CARDED, storedCard } from "./stored-card.ts";

const python = createPythonEngine({ workers: 1 });
afterAll(() => python.close());

describe("stored cards", () => {
  test.each(CARDED)(
    "golden: %s is what its card says: hashes of 20 seeds a level, a few questions a check",
    async (name) => {
      expect(await cardDrift(environment(name), storedCard(name), { python })).toEqual([]);
    },
  );

  test.each(CARDED)("golden: the card of %s was measured at full size", (name) => {
    const { facts, timings } = storedCard(name);
    expect(facts.samples).toBeGreaterThanOrEqual(1000);
    expect(facts.fuzz.answers).toBeGreaterThanOrEqual(200_000);
    for (const level of facts.scoredLevels) expect(facts.duplicates[level]?.asked).toBeGreaterThanOrEqual(10_000);
    for (const bar of [...facts.bars, ...timings!.bars]) expect(bar.met, bar.check).toBe(true);
  });

  test.each([
    ["this Node", process.execPath],
    ["Node 24", process.env["AFFINE_NODE24"]],
  ])("golden: another process, locale and time zone ask the same questions, on %s", async (name, node) => {
    if (node === undefined) {
      process.stderr.write(`SKIPPED: golden hashes on ${name}: AFFINE_NODE24 does not name its binary\n`);
      return;
    }
    const script = fileURLToPath(new URL("print-golden-hashes.mjs", import.meta.url));
    const env = { ...process.env, LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", TZ: "Asia/Kathmandu" };
    const { stdout } = await promisify(execFile)(node, [script, ...CARDED], { env });
    const { hashes } = JSON.parse(stdout) as { hashes: Record<string, unknown> };
    expect(hashes).toEqual(Object.fromEntries(CARDED.map((carded) => [carded, storedCard(carded).facts.golden])));
  });
});

describe("cardDrift finds", () => {
  const sat = environment("SAT");
  const card = storedCard("sat");
  const drift = (changed: Partial<Environment>, stored: Card = card) => cardDrift({ ...sat, ...changed }, stored);

  test("behavior: one more character in the prompt", async () => {
    const generate: Environment["generate"] = (params, seed) => {
      const generated = sat.generate(params, seed);
      return { ...generated, prompt: `${generated.prompt} ` };
    };
    const found = await drift({ generate });
    for (const level of sat.info.levels) expect(found).toContain(`golden hashes, level ${level}`);
    expect(found).toContain("a few questions again: longestPromptCharacters");
  });

  test("behavior: a checker that lets everything pass, or nothing", async () => {
    const right = { score: 1, thousandths: 1000, reason: "correct", extracted: null, metrics: {} };
    expect(await drift({ check: () => Promise.resolve(right) })).toContain("a few questions again: blind");
    const wrong = { ...right, score: 0, thousandths: 0, reason: "wrong" };
    expect(await drift({ check: () => Promise.resolve(wrong) })).toContain("a few questions again: oracle");
  });

  test("behavior: another version, and a card that somebody has improved", async () => {
    expect(await drift({ info: { ...sat.info, version: "2" } })).toContain("the card is of version 1, not of 2");
    const better = { ...card.facts, shallow: card.facts.shallow.map((result) => ({ ...result, levels: {} })) };
    expect(await drift({}, { ...card, facts: better })).toEqual(["the bars do not follow from the card's own facts"]);
    const missed = card.facts.bars.map((bar, at) => (at === 0 ? { ...bar, met: false } : bar));
    expect(await drift({}, { ...card, facts: { ...card.facts, bars: missed } })).toContain(
      "bar missed: right answer passes",
    );
  });
});
