import { evaluationSchema, Random } from "../../core/index.ts";
import { hostileAnswer, LONG_HOSTILE_LENGTH, longHostileAnswers } from "./hostile-answers.ts";
import type { CardSlice, ResultOf } from "./slice.ts";
import type { Completion } from "../study.ts";
import { draw, type Subject } from "./subject.ts";

/** Different questions that the hostile answers are given to. */
const QUESTIONS = 28;

/** Gives hostile answers to the checker and counts what should never happen; the first slice has the longest ones. */
export async function hostileSlice(subject: Subject, { from, below }: CardSlice): Promise<ResultOf<"hostile">> {
  const { levels } = subject.environment.info;
  const questions = Array.from({ length: QUESTIONS }, (_, index) => {
    const generated = draw(subject, levels[index % levels.length] as number, "fuzz", index);
    return { secret: generated.secret, right: subject.study.oracle(generated) };
  });
  const random = Random.from("affine/card/v1", "fuzz", from);
  /** A hostile answer, or right turns up to a hostile one and sometimes behind it. */
  const hostile = (right: Completion): unknown => {
    if (typeof right === "string") return hostileAnswer(random, right);
    if (random.below(8) === 0) return hostileAnswer(random, right[0] ?? "");
    const turn = random.below(right.length);
    const spoilt = right.slice(0, turn + 1 + random.below(right.length - turn));
    return spoilt.with(turn, hostileAnswer(random, right[turn] ?? "") as string);
  };
  const counts = { check: "hostile" as const, answers: 0, throws: 0, malformedVerdicts: 0 };
  const give = async (secret: unknown, answer: unknown): Promise<void> => {
    const end = await judge(subject, secret, answer);
    counts.answers += 1;
    if (end === "threw") counts.throws += 1;
    if (end === "malformed") counts.malformedVerdicts += 1;
  };
  for (let index = from; index < below; index += 1) {
    const { secret, right } = questions[index % QUESTIONS] as (typeof questions)[number];
    await give(secret, hostile(right));
  }
  if (from === 0)
    for (const answer of longHostileAnswers(LONG_HOSTILE_LENGTH)) await give(questions[0]?.secret, answer);
  return counts;
}

async function judge(subject: Subject, secret: unknown, answer: unknown): Promise<"fine" | "malformed" | "threw"> {
  try {
    const verdict = await subject.environment.check(secret, answer, subject.context);
    if (!evaluationSchema.safeParse(verdict).success) return "malformed";
    return verdict.thousandths < 1000 && verdict.reason === "correct" ? "malformed" : "fine";
  } catch {
    // Counting is the handling: the card fails on any.
    return "threw";
  }
}
