import { canonicalJson, Random, sha256Hex } from "../../core/index.ts";
import type { CheckContext } from "../check-context.ts";
import type { Episode, Replay } from "../episode/episode.ts";
import type { Generated } from "../generated.ts";
import type { CardSlice, ResultOf } from "./slice.ts";
import {
  baselinesOf,
  draw,
  hasPartialCredit,
  passes,
  questionOf,
  scoreOf,
  seriesOf,
  type Series,
  type Subject,
} from "./subject.ts";

/** Answers with fewer bits may stand in a prompt by chance. */
const LEAK_BITS = 16;

/** The right answer must pass, and no telling line of it may stand in the prompt. */
export async function oracleSlice(subject: Subject, slice: CardSlice): Promise<ResultOf<"oracle">> {
  const { study, environment } = subject;
  const { episode } = environment;
  let [passed, leaks, unequalReplays] = [0, 0, 0];
  let index = slice.from;
  for (const generated of questions(subject, slice, "oracle")) {
    const right = study.oracle(generated);
    if (await passes(subject, generated.secret, right)) passed += 1;
    const telling = study.answerLines(generated).filter((line) => line.bits >= LEAK_BITS);
    const said =
      episode === undefined
        ? [generated.prompt]
        : saidBy(await episode.playFrom(generated.secret, right as string[], subject.context));
    if (telling.some((line) => said.some((text) => text.includes(line.text)))) leaks += 1;
    if (episode !== undefined) {
      const series = seriesOf(slice.level, "oracle", index);
      if (!(await replaysEqually(episode, series, right as string[], subject.context))) unequalReplays += 1;
    }
    index += 1;
  }
  const counts = { check: "oracle" as const, asked: slice.below - slice.from, passed, leaks };
  return episode === undefined ? counts : { ...counts, unequalReplays };
}

/** All that an environment said in an episode. */
function saidBy({ messages }: Replay): readonly string[] {
  return messages.filter(({ role }) => role !== "assistant").map(({ content }) => content);
}

/** Whether a play turn by turn, and one begun anew from parameters and seed alone, say the same at every turn. */
async function replaysEqually(
  episode: Episode,
  { params, seed }: Series,
  turns: readonly string[],
  context: CheckContext,
): Promise<boolean> {
  const whole = await episode.play(params, seed, turns, context);
  for (const index of turns.keys()) {
    const { messages } = await episode.play(params, seed, turns.slice(0, index), context);
    if (canonicalJson(messages) !== canonicalJson(whole.messages.slice(0, messages.length))) return false;
  }
  return true;
}

/** How many questions each baseline passes. */
export async function baselineSlice(subject: Subject, slice: CardSlice): Promise<ResultOf<"baselines">> {
  const baselines = baselinesOf(subject.study);
  const passed = baselines.map(() => 0);
  const thousandths = baselines.map(() => 0);
  const partial = hasPartialCredit(subject);
  const enough = partial ? 1 : 1000;
  let index = slice.from;
  for (const generated of questions(subject, slice, "baseline")) {
    const question = questionOf(subject, slice.level, generated);
    for (const [place, baseline] of baselines.entries()) {
      const random = Random.from("affine/card/v1", baseline.name, slice.level, index);
      const score = await scoreOf(subject, generated.secret, await baseline.answer(question, random));
      if (score >= enough) passed[place] = (passed[place] ?? 0) + 1;
      thousandths[place] = (thousandths[place] ?? 0) + score;
    }
    index += 1;
  }
  const counts = { check: "baselines" as const, asked: slice.below - slice.from, passed };
  return partial ? { ...counts, thousandths } : counts;
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
