import { expect, test } from "vitest";
import { sha256Hex } from "../../src/core/index.ts";
import { environment } from "../../src/envs/index.ts";

const QUESTIONS = 20_000;
const MOST_SHARE = 0.01;

const scored = ["SAT", "ABD"].flatMap((name) =>
  environment(name).info.scoredLevels.map((level) => [name, level] as const),
);

test.each(scored)(
  "behavior: of 20,000 questions of %s at level %i none repeats another; in shape 1%% at most do",
  (name, level) => {
    const asked = environment(name);
    const prompts = new Set<string>();
    const shapes = new Set<string>();
    for (let index = 0; index < QUESTIONS; index += 1) {
      const question = asked.generate({ level }, `duplicates-${index}`);
      prompts.add(sha256Hex(question.prompt));
      shapes.add(sha256Hex(asked.study?.shape(question) ?? ""));
    }
    expect(prompts.size).toBe(QUESTIONS);
    expect(QUESTIONS - shapes.size).toBeLessThanOrEqual(MOST_SHARE * QUESTIONS);
  },
);
