import { evaluationSchema, Random } from "../../core/index.ts";
import { MAX_COMPLETION_LENGTH } from "../extract/index.ts";
import type { CardFacts } from "./card.ts";
import { hostileAnswer, longHostileAnswers } from "./hostile-answers.ts";
import { draw, type Subject } from "./subject.ts";

/** Different questions that the hostile answers are given to. */
const QUESTIONS = 28;

/** Gives hostile answers to the checker and counts what should never happen. */
export async function fuzz(subject: Subject, answers: number): Promise<CardFacts["fuzz"]> {
  const { levels } = subject.environment.info;
  const questions = Array.from({ length: QUESTIONS }, (_, index) => {
    const generated = draw(subject, levels[index % levels.length] as number, "fuzz", index);
    return { secret: generated.secret, right: subject.study.oracle(generated) };
  });
  const random = Random.from("affine/card/v1", "fuzz", answers);
  const counts = { answers, throws: 0, malformedVerdicts: 0 };
  for (let index = 0; index < answers; index += 1) {
    const { secret, right } = questions[index % QUESTIONS] as (typeof questions)[number];
    await judge(subject, secret, hostileAnswer(random, right), counts);
  }
  for (const answer of longHostileAnswers(MAX_COMPLETION_LENGTH)) {
    counts.answers += 1;
    await judge(subject, questions[0]?.secret, answer, counts);
  }
  return counts;
}

async function judge(
  subject: Subject,
  secret: unknown,
  answer: unknown,
  counts: { throws: number; malformedVerdicts: number },
): Promise<void> {
  try {
    const verdict = await subject.environment.check(secret, answer, subject.context);
    const wellFormed = evaluationSchema.safeParse(verdict).success;
    if (!wellFormed || (verdict.thousandths < 1000 && verdict.reason === "correct")) counts.malformedVerdicts += 1;
  } catch {
    // Counting is the handling: the card fails on any.
    counts.throws += 1;
  }
}
