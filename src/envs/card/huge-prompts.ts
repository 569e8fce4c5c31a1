import { AffineError } from "../../core/index.ts";
import { questionWords } from "../well-formed.ts";
import { promptBarOf } from "./collect-facts.ts";
import { draw, seriesOf, type Subject } from "./subject.ts";

/** A first question this many times as long as the bar allows has missed it, whatever the others are like. */
const HUGE = 16;

/**
 * Looks at the first question of each level before anything is measured: thousands as long as that would take hours, for
 * a bar that is missed already.
 *
 * @throws AffineError `environment_broken`.
 */
export function refuseHugePrompts(subject: Subject): void {
  const { info } = subject.environment;
  const bar = promptBarOf(subject);
  for (const level of info.levels) {
    const { length } = draw(subject, level, "duplicate", 0).prompt;
    if (length <= HUGE * bar) continue;
    const { params, seed } = seriesOf(level, "duplicate", 0);
    throw new AffineError(
      "environment_broken",
      `${info.name} misses the bar "prompt" at its first question: ${questionWords(params, seed)} has ${length} characters, the bar is ≤ ${bar}.`,
      { hint: "Nothing else was measured. Make prompts shorter, or raise promptBarCharacters of the study." },
    );
  }
}
