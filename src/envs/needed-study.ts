import { z } from "zod";
import { AffineError, faultsOf } from "../core/index.ts";

const call = z.custom<(...given: never[]) => unknown>((found) => typeof found === "function", "expected a function");
const count = z.int().min(1).optional();
const common = {
  promptBarCharacters: count,
  duplicatesASample: count,
  timedContext: call.optional(),
  answerLines: call,
  shape: call,
  figures: call,
};

const baselines = z.array(z.object({ name: z.string(), answer: call }));
const studySchema = z.object({
  ...common,
  partialCredit: z.boolean().optional(),
  opened: call.optional(),
  oracle: call,
  blind: baselines,
  oneTurn: baselines.optional(),
  shallow: baselines,
  strong: baselines,
});

const policy = z.object({ name: z.string(), act: call });
const policies = z.array(policy);
const episodeStudySchema = z.object({
  ...common,
  oracle: policy,
  blind: policies,
  oneTurn: policies,
  shallow: policies,
  strong: policies,
});

const madeSchemas = {
  answerLines: z.array(z.object({ text: z.string(), bits: z.number() })),
  shape: z.string(),
  figures: z.record(z.string(), z.number()),
};

/** Authors write plain JavaScript too. @throws AffineError `invalid_input` naming what a study lacks. */
export function needStudy(name: string, study: unknown): void {
  need(studySchema, name, study);
}

/** As {@link needStudy}, of many turns. */
export function needEpisodeStudy(name: string, study: unknown): void {
  need(episodeStudySchema, name, study);
}

function need(schema: z.ZodType, name: string, study: unknown): void {
  const read = schema.safeParse(study);
  if (read.success) return;
  throw new AffineError("invalid_input", `The study of ${name} is not complete: ${faultsOf(read.error, study)}`, {
    hint: "A study has oracle, blind, shallow, strong, answerLines, shape and figures (of many turns oneTurn, too); see docs/environments-build.md.",
  });
}

/** What a part of a study has made of a question. @throws AffineError `environment_broken` for another form. */
export function wellFormedPart<Made>(name: string, part: keyof typeof madeSchemas, made: Made): Made {
  const read = madeSchemas[part].safeParse(made);
  if (read.success) return made;
  throw new AffineError(
    "environment_broken",
    `${part} of the study of ${name} is malformed: ${faultsOf(read.error, made)}`,
    { hint: "answerLines returns [{ text, bits }], shape a text, figures { name: number }." },
  );
}
