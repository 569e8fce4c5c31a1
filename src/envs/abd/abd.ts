import { corpusParamsSchema, type CorpusParams } from "../corpus/index.ts";
import { defineEnvironment } from "../define-environment.ts";
import { ABD_LEVELS } from "./abd-levels.ts";
import type { AbdSecret } from "./abd-secret.ts";
import { checkProgramTask } from "./check-program-task.ts";
import { checkCorpusTask } from "./corpus/check-corpus-task.ts";
import { generateCorpusTask } from "./corpus/generate-corpus-task.ts";
import { generateProgramTask } from "./generate-program-task.ts";
import { abdStudy } from "./study/abd-study.ts";

const levels = ABD_LEVELS.map(({ level }) => level);
/** Levels 1 and 2 have few shapes and fall to a short climb: they are for training. */
const scoredLevels = levels.slice(2);

/** Program abduction: given a program and what it printed, find an input. */
export const abdEnvironment = defineEnvironment<AbdSecret, CorpusParams>({
  name: "ABD",
  aliases: ["ABDUCTION"],
  version: "2",
  // Version 2 reads answers as people do; it asks what version 1 asked.
  questionVersion: "1",
  title: "Find an input of a program",
  description: "Three lines of input for which a generated Python program prints a given output.",
  answerFormat: "<input>…</input>: three lines, integers separated by blanks, a lower-case word, an integer",
  levels,
  scoredLevels,
  defaultLevel: 3,
  customParams: corpusParamsSchema,
  maxAttempts: 2000,
  generate: (params, random) =>
    "level" in params ? generateProgramTask(params.level, random) : generateCorpusTask(params.corpus, random),
  check: (secret, completion, context) =>
    secret.source === "generated" ? checkProgramTask(secret, completion) : checkCorpusTask(secret, completion, context),
  study: abdStudy,
});
