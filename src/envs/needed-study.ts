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
