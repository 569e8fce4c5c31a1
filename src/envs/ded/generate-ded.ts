import type { Random } from "../../core/index.ts";
import type { CorpusParams } from "../corpus/index.ts";
import type { Generated } from "../environment.ts";
import { generateCorpusTask } from "./corpus/generate-corpus-task.ts";
import { DED_LEVELS } from "./ded-levels.ts";
import { dedPrompt } from "./ded-prompt.ts";
import type { DedSecret } from "./ded-secret.ts";
import { hiddenTests } from "./hidden/hidden-tests.ts";
import { draftSpec } from "./spec/draft-spec.ts";
import { FAMILIES } from "./spec/families.ts";
import type { Style } from "./spec/write-python.ts";

/** Drafts of one family before another stream is asked for: families differ in how many drafts they lose. */
const DRAFTS = 60;

/** A question of a level or of a corpus; `null` when the draft has to be drawn again. */
export function generateDed(params: { level: number } | CorpusParams, random: Random): Generated<DedSecret> | null {
  if (!("level" in params)) return generateCorpusTask(params.corpus, random);
  const level = DED_LEVELS.find((known) => known.level === params.level);
  if (level === undefined) return null;
  const family = random.pick(FAMILIES);
  const stepCount = Math.max(1, level.steps - family.fewerSteps);
  for (let draft = 0; draft < DRAFTS; draft += 1) {
    const spec = draftSpec(family, level.level, stepCount, random);
    const suite = spec === null ? null : hiddenTests(spec, random);
    if (spec === null || suite === null) continue;
    const style: Style = random.chance(1, 4) ? "function_call" : "stdin_stdout";
    const prompt = dedPrompt(spec, style, suite.example);
    const secret: DedSecret = { source: "generated", spec, style, tests: suite.tests };
    return { prompt, messages: [{ role: "user", content: prompt }], secret };
  }
  return null;
}
