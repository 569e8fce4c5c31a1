import type { GeneratedChallenge } from "../../src/envs/generated-challenge.ts";
import { HUNT_LEVELS } from "../../src/envs/hunt/hunt-levels.ts";

type Question = Pick<GeneratedChallenge, "env" | "params" | "seed" | "answerFormat" | "episode">;

/** Environments of one answer whose answers are Python programs. */
const PROGRAMS: readonly string[] = ["DED", "INDUCE"];

/** Whether judging an answer, or a turn, runs Python. */
export function runsPython({ env, episode }: Pick<Question, "env" | "episode">): boolean {
  return PROGRAMS.includes(env) || episode?.python === true;
}

/** What asks the same question in a terminal. */
export function commandOf({ env, params, seed }: Pick<Question, "env" | "params" | "seed">): string {
  const { level } = params;
  return `af env try ${env}${typeof level === "number" ? ` --level ${level}` : ""} --seed ${seed}`;
}

/** How an answer is written, with an example of the question's own size where there are sizes. */
export function answerForm({ env, params, answerFormat }: Pick<Question, "env" | "params" | "answerFormat">): string {
  const size = env === "HUNT" ? HUNT_LEVELS.find(({ level }) => level === params["level"]) : undefined;
  if (size === undefined) return answerFormat;
  const { places, digits, codes } = size;
  const example = Array.from({ length: codes }, (_, code) =>
    Array.from({ length: places }, (_, place) => (code * places + place) % digits).join(""),
  ).join(" ");
  const what = codes === 1 ? `a code of ${places} digits` : `${codes} codes of ${places} digits`;
  return `such as “ask ${example}”, or “claim ${example}” to end it: ${what} from 0 to ${digits - 1}`;
}
