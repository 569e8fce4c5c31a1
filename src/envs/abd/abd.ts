import { corpusParamsSchema, type CorpusParams } from "../corpus/index.ts";
import { defineEnvironment } from "../define-environment.ts";
import { ABD_DEFAULT_LEVEL, ABD_LEVELS, ABD_SCORED_LEVELS } from "./abd-levels.ts";
import type { AbdSecret } from "./abd-secret.ts";
import { checkProgramTask } from "./check-program-task.ts";
import { checkCorpusTask } from "./corpus/check-corpus-task.ts";
import { generateCorpusTask } from "./corpus/generate-corpus-task.ts";
import { generateProgramTask } from "./generate-program-task.ts";
import { abdStudy } from "./study/abd-study.ts";

const levels = ABD_LEVELS.map(({ level }) => level);

/** Program abduction: given a program and what it printed, find an input. */
export const abdEnvironment = defineEnvironment<AbdSecret, CorpusParams>({
  name: "ABD",
  aliases: ["ABDUCTION"],
  version: "3",
  title: "Find an input of a program",
  description: "Three lines of input for which a generated Python program prints a given output.",
  answerFormat: "<input>…</input>: three lines, integers separated by blanks, a lower-case word, an integer",
  levels,
  scoredLevels: ABD_SCORED_LEVELS,
  defaultLevel: ABD_DEFAULT_LEVEL,
  customParams: corpusParamsSchema,
  maxAttempts: 2000,
  generate: (params, random) =>
    "level" in params ? generateProgramTask(params.level, random) : generateCorpusTask(params.corpus, random),
  check: (secret, completion, context) =>
    secret.source === "generated" ? checkProgramTask(secret, completion) : checkCorpusTask(secret, completion, context),
  study: abdStudy,
});
