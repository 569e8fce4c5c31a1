import { AffineError, canonicalJson, Random, sha256Hex, type Params, kinds, need, needText } from "../../core/index.ts";
import type { Environment } from "../environment.ts";
import { needEnvironment } from "../needed-environment.ts";
import { questionWords } from "../well-formed.ts";
import { goldenParts, goldenSeeds, hashOf, type GoldenParts } from "./golden.ts";
import type { CardSlice, ResultOf } from "./slice.ts";
import { baselinesOf, questionOf, type Subject } from "./subject.ts";

/** Questions a level whose answers are judged twice; verdicts of programs take a while. */
const JUDGED = 4;
const JUDGED_BASELINES = 3;

/** Hashes of the parts of one question and of the verdicts on some answers to it, by what they are of. */
export type Marks = Readonly<Record<string, string>>;

/** The golden hashes of a level. Each question is made twice, and some answers are judged twice. */
export async function goldenSlice(subject: Subject, { level }: CardSlice): Promise<ResultOf<"golden">> {
  const { environment } = subject;
  const { name } = environment.info;
  const hashes: string[] = [];
  const marks: Marks[] = [];
  for (const [index, seed] of goldenSeeds().entries()) {
    const parts = goldenParts(environment, { level }, seed);
    const of = { level };
    refuseDifferent(name, of, seed, marksOf(parts), marksOf(goldenParts(environment, of, seed)));
    const verdicts = index < JUDGED ? await verdictsOn(subject, level, seed) : {};
    hashes.push(hashOf(parts));
    marks.push({ ...marksOf(parts), ...verdicts });
  }
  return { check: "golden", hashes, marks };
}

/**
 * Compares two measurements of the golden questions of a level, one of them made elsewhere.
 *
 * @throws AffineError `environment_broken` with the question and what differs.
 */
export function refuseUnsteady(name: string, level: number, one: readonly Marks[], other: readonly Marks[]): void {
  for (const [index, seed] of goldenSeeds().entries()) {
    refuseDifferent(name, { level }, seed, one[index] ?? {}, other[index] ?? {});
  }
}

/**
 * Makes one question twice: a quick look at what the golden hashes of a card show.
 *
 * @throws AffineError `environment_broken` where the two differ, and for a secret that cannot be kept.
 */
export function refuseUnsteadyQuestion(environment: Environment, params: Params, seed: string): void {
  needEnvironment(environment, "refuseUnsteadyQuestion");
  need(kinds.object, params, "refuseUnsteadyQuestion", "an environment, parameters and a seed");
  needText(seed, "refuseUnsteadyQuestion", "an environment, parameters and a seed");
  const [one, other] = [goldenParts(environment, params, seed), goldenParts(environment, params, seed)];
  refuseDifferent(environment.info.name, params, seed, marksOf(one), marksOf(other));
}

function marksOf({ prompt, messages, secret, replays }: GoldenParts): Marks {
  return {
    "the prompt": sha256Hex(prompt),
    messages: sha256Hex(messages),
    "the secret": sha256Hex(secret),
    "the episode of the right answer": sha256Hex(canonicalJson([...replays])),
  };
}

async function verdictsOn(subject: Subject, level: number, seed: string): Promise<Marks> {
  const { environment, study } = subject;
  const generated = environment.generate({ level }, seed);
  const question = questionOf(subject, level, generated);
  const marks: Record<string, string> = {};
  const judge = async (what: string, completion: unknown): Promise<void> => {
    const [one, other] = [
      await verdictOf(subject, generated.secret, completion),
      await verdictOf(subject, generated.secret, completion),
    ];
    refuseDifferent(environment.info.name, { level }, seed, { [what]: one }, { [what]: other });
    marks[what] = one;
  };
  await judge("the verdict on the right answer", study.oracle(generated));
  for (const baseline of baselinesOf(study).slice(0, JUDGED_BASELINES)) {
    const completion = await baseline.answer(question, Random.from("affine/card/v1", baseline.name, level, seed));
    await judge(`the verdict on what baseline "${baseline.name}" answers`, completion);
  }
  return marks;
}

async function verdictOf({ environment, context }: Subject, secret: unknown, completion: unknown): Promise<string> {
  const { thousandths, reason, extracted, metrics } = await environment.check(secret, completion, context);
  // Whatever an author made: that a verdict is well formed is asked elsewhere.
  return sha256Hex(JSON.stringify({ thousandths, reason, extracted, metrics }));
}

function refuseDifferent(name: string, params: Params, seed: string, one: Marks, other: Marks): void {
  const differing = Object.keys(one).filter((part) => one[part] !== other[part]);
  if (differing.length === 0) return;
  const of = questionWords(params, seed).replace(/^a /, "");
  throw new AffineError(
    "environment_broken",
    `${name}: ${of} differs when it is made again: ${differing.join(", ")}.`,
    {
      hint: "generate and check are pure functions: take no Math.random, clock, counter or locale; everything random comes from `random`.",
    },
  );
}
