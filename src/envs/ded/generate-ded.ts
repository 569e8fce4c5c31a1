import type { Random } from "../../core/index.ts";
import type { CorpusParams } from "../corpus/index.ts";
import type { Generated } from "../environment.ts";
import { generateCorpusTask } from "./corpus/generate-corpus-task.ts";
import { DED_LEVELS } from "./ded-levels.ts";
import { dedPrompt } from "./ded-prompt.ts";
import type { DedSecret } from "./ded-secret.ts";
import { draftTask } from "./draft/draft-task.ts";
import { hiddenTests } from "./hidden/hidden-tests.ts";
import type { Style } from "./python/write-python.ts";

/** Drafts of one stream before another is asked for. */
const DRAFTS = 60;

/** A question of a level or of a corpus; `null` when the draft has to be drawn again. */
export function generateDed(params: { level: number } | CorpusParams, random: Random): Generated<DedSecret> | null {
  if (!("level" in params)) return generateCorpusTask(params.corpus, random);
  const level = DED_LEVELS.find((known) => known.level === params.level);
  if (level === undefined) return null;
  for (let draft = 0; draft < DRAFTS; draft += 1) {
    const task = draftTask(level, random);
    const suite = task === null ? null : hiddenTests(task, random);
    if (task === null || suite === null) continue;
    const style: Style = random.chance(1, 4) ? "function_call" : "stdin_stdout";
    const prompt = dedPrompt(task, style, { shuffled: !level.simple && level.level > 3 }, suite.example, random);
    const secret: DedSecret = { source: "generated", task, style, tests: suite.tests };
    return { prompt, messages: [{ role: "user", content: prompt }], secret };
  }
  return null;
}
