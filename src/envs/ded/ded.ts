import { corpusParamsSchema, type CorpusParams } from "../corpus/index.ts";
import { defineEnvironment } from "../define-environment.ts";
import { checkDed } from "./check-ded.ts";
import { DED_LEVELS, DED_SCORED_LEVELS } from "./ded-levels.ts";
import type { DedSecret } from "./ded-secret.ts";
import { generateDed } from "./generate-ded.ts";
import { dedStudy } from "./study/ded-study.ts";

/** Program synthesis: write a Python program for an exact statement; it is run on hidden tests, all or nothing. */
export const dedEnvironment = defineEnvironment<DedSecret, CorpusParams>({
  name: "DED",
  aliases: ["DEDUCTION"],
  version: "3",
  title: "Write a program",
  description: "A Python program for an exact statement, run in a sandbox on hidden inputs; all outputs must be right.",
  answerFormat: "```python … ```: a whole program or function in one fenced block",
  levels: DED_LEVELS.map(({ level }) => level),
  scoredLevels: DED_SCORED_LEVELS,
  defaultLevel: 3,
  customParams: corpusParamsSchema,
  maxAttempts: 50,
  generate: generateDed,
  check: checkDed,
  study: dedStudy,
});
