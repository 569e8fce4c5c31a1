import { Random } from "../../core/index.ts";
import type { Baseline } from "../study.ts";
import type { BaselineResult, PassCount } from "./card.ts";
import { draw, passes, questionOf, type Subject } from "./subject.ts";
import { upper95PerMillion } from "./upper-bound.ts";

/** Pass counts of baselines on the same `samples` questions of each level. */
export async function baselineRates(
  subject: Subject,
  baselines: readonly Baseline[],
  samples: number,
): Promise<BaselineResult[]> {
  const passed = baselines.map(() => new Map<number, number>());
  for (const level of subject.environment.info.levels) {
    for (let index = 0; index < samples; index += 1) {
      const generated = draw(subject, level, "baseline", index);
      const question = questionOf(subject, level, generated);
      for (const [place, baseline] of baselines.entries()) {
        const random = Random.from("affine/card/v1", baseline.name, level, index);
        const hit = await passes(subject, generated.secret, baseline.answer(question, random));
        passed[place]?.set(level, (passed[place].get(level) ?? 0) + (hit ? 1 : 0));
      }
    }
  }
  return baselines.map((baseline, place) => ({
    baseline: baseline.name,
    levels: Object.fromEntries([...(passed[place] ?? [])].map(([level, count]) => [level, countOf(count, samples)])),
  }));
}

function countOf(passed: number, asked: number): PassCount {
  return { asked, passed, upper95PerMillion: upper95PerMillion(passed, asked) };
}
