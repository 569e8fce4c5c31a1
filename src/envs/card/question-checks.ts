import { sha256Hex } from "../../core/index.ts";
import type { CardFacts } from "./card.ts";
import { draw, passes, type Subject } from "./subject.ts";

/** Answers with fewer bits may stand in a prompt by chance. */
const LEAK_BITS = 16;

/** The right answer must pass, and no telling line of it may stand in the prompt. */
export async function oracleAndLeaks(subject: Subject, samples: number): Promise<Pick<CardFacts, "oracle" | "leaks">> {
  const oracle: Record<string, { asked: number; passed: number }> = {};
  const leaks = { asked: 0, found: 0 };
  for (const level of subject.environment.info.levels) {
    const count = { asked: samples, passed: 0 };
    for (let index = 0; index < samples; index += 1) {
      const generated = draw(subject, level, "oracle", index);
      if (await passes(subject, generated.secret, subject.study.oracle(generated))) count.passed += 1;
      const telling = subject.study.answerLines(generated).filter((line) => line.bits >= LEAK_BITS);
      leaks.asked += 1;
      if (telling.some((line) => generated.prompt.includes(line.text))) leaks.found += 1;
    }
    oracle[level] = count;
  }
  return { oracle, leaks };
}

/** How many of `samples` questions of each scored level repeat an earlier one. */
export function duplicates(
  subject: Subject,
  samples: number,
): Pick<CardFacts, "duplicates" | "longestPromptCharacters"> {
  const byLevel: Record<string, { asked: number; exact: number; shape: number }> = {};
  let longest = 0;
  for (const level of subject.environment.info.scoredLevels) {
    const prompts = new Set<string>();
    const shapes = new Set<string>();
    for (let index = 0; index < samples; index += 1) {
      const generated = draw(subject, level, "duplicate", index);
      longest = Math.max(longest, generated.prompt.length);
      prompts.add(sha256Hex(generated.prompt));
      shapes.add(sha256Hex(subject.study.shape(generated)));
    }
    byLevel[level] = { asked: samples, exact: samples - prompts.size, shape: samples - shapes.size };
  }
  return { duplicates: byLevel, longestPromptCharacters: longest };
}

/** The middle value of each of the environment's figures, by level. */
export function medianFigures(subject: Subject, samples: number): CardFacts["figures"] {
  const byLevel: Record<string, Record<string, number>> = {};
  for (const level of subject.environment.info.levels) {
    const values = new Map<string, number[]>();
    for (let index = 0; index < samples; index += 1) {
      for (const [name, value] of Object.entries(subject.study.figures(draw(subject, level, "figure", index)))) {
        values.set(name, [...(values.get(name) ?? []), value]);
      }
    }
    byLevel[level] = Object.fromEntries([...values].map(([name, list]) => [name, median(list)]));
  }
  return byLevel;
}

/** The upper one of the two middle values where their number is even. */
function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] as number;
}
