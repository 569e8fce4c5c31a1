import { defineEnvironment } from "../define-environment.ts";
import { checkInduce } from "./check-induce.ts";
import { generateInduce } from "./generate-induce.ts";
import { INDUCE_DEFAULT_LEVEL, INDUCE_LEVELS, INDUCE_SCORED_LEVELS } from "./induce-levels.ts";
import type { InduceSecret } from "./induce-secret.ts";
import { induceStudy } from "./study/induce-study.ts";

/** Program induction: write a Python function from calls with their results; it is run on hidden ones, all or nothing. */
export const induceEnvironment = defineEnvironment<InduceSecret>({
  name: "INDUCE",
  aliases: ["INDUCTION"],
  version: "1",
  title: "Find the rule",
  description: "A Python function from examples of its calls; it is right if it agrees on hidden calls, all of them.",
  answerFormat: "```python … ```: the functions that the task asks for (f; f and g) in one fenced block",
  levels: INDUCE_LEVELS.map(({ level }) => level),
  scoredLevels: INDUCE_SCORED_LEVELS,
  defaultLevel: INDUCE_DEFAULT_LEVEL,
  maxAttempts: 50,
  generate: generateInduce,
  check: checkInduce,
  study: induceStudy,
});
