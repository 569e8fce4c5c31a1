import { Random, sha256Hex } from "../../core/index.ts";
import type { Generated } from "../generated.ts";
import type { CardSlice, ResultOf } from "./slice.ts";
import { baselinesOf, draw, passes, questionOf, type Subject } from "./subject.ts";

/** Answers with fewer bits may stand in a prompt by chance. */
const LEAK_BITS = 16;

/** The right answer must pass, and no telling line of it may stand in the prompt. */
export async function oracleSlice(subject: Subject, slice: CardSlice): Promise<ResultOf<"oracle">> {
  const { study } = subject;
  let [passed, leaks] = [0, 0];
  for (const generated of questions(subject, slice, "oracle")) {
    if (await passes(subject, generated.secret, study.oracle(generated))) passed += 1;
    const telling = study.answerLines(generated).filter((line) => line.bits >= LEAK_BITS);
    if (telling.some((line) => generated.prompt.includes(line.text))) leaks += 1;
  }
  return { check: "oracle", asked: slice.below - slice.from, passed, leaks };
}

/** How many questions each baseline passes. */
export async function baselineSlice(subject: Subject, slice: CardSlice): Promise<ResultOf<"baselines">> {
  const baselines = baselinesOf(subject.study);
  const passed = baselines.map(() => 0);
  let index = slice.from;
  for (const generated of questions(subject, slice, "baseline")) {
    const question = questionOf(subject, slice.level, generated);
    for (const [place, baseline] of baselines.entries()) {
      const random = Random.from("affine/card/v1", baseline.name, slice.level, index);
      const hit = await passes(subject, generated.secret, baseline.answer(question, random));
      if (hit) passed[place] = (passed[place] ?? 0) + 1;
    }
    index += 1;
  }
  return { check: "baselines", asked: slice.below - slice.from, passed };
}

/** The environment's own figures of each question. */
export function figureSlice(subject: Subject, slice: CardSlice): ResultOf<"figures"> {
  const values = Array.from(questions(subject, slice, "figure"), (generated) => subject.study.figures(generated));
  return { check: "figures", values };
}

/** What tells each question from the others, exactly and in shape. */
export function duplicateSlice(subject: Subject, slice: CardSlice): ResultOf<"duplicates"> {
  const prompts: string[] = [];
  const shapes: string[] = [];
  let longest = 0;
  for (const generated of questions(subject, slice, "duplicate")) {
    longest = Math.max(longest, generated.prompt.length);
    prompts.push(sha256Hex(generated.prompt));
    shapes.push(sha256Hex(subject.study.shape(generated)));
  }
  return { check: "duplicates", prompts, shapes, longestPromptCharacters: longest };
}

function* questions(
  subject: Subject,
  { level, from, below }: CardSlice,
  series: string,
): Generator<Generated<unknown>> {
  for (let index = from; index < below; index += 1) yield draw(subject, level, series, index);
}
