import type { Random } from "../../core/index.ts";
import type { Generated } from "../environment.ts";
import { ABD_LEVELS } from "./abd-levels.ts";
import { programPrompt } from "./abd-prompt.ts";
import type { ProgramTask } from "./abd-secret.ts";
import { acceptEasyTask } from "./accept/accept-easy-task.ts";
import { acceptTask } from "./accept/accept-task.ts";
import { draftProgram } from "./draft/draft-program.ts";
import { printProgram } from "./tree/print-program.ts";

/** A question of a level; `null` when the draft has to be drawn again. */
export function generateProgramTask(level: number, random: Random): Generated<ProgramTask> | null {
  const shape = ABD_LEVELS.find((known) => known.level === level);
  if (shape === undefined) return null;
  const { domain, woven, templates } = shape;
  const program = draftProgram(domain, { templates, readsAll: woven }, random);
  if (program === null) return null;
  const task = woven ? acceptTask(program, domain, shape, random) : acceptEasyTask(program, domain, random);
  if (task === null) return null;
  const { input, output } = task;
  const prompt = programPrompt(printProgram(program, domain), output, domain);
  // The output does not show the input (see acceptTask); a word of four letters may still be one of the prompt's own.
  if (woven && (prompt.includes(input.word) || prompt.includes(input.numbers.join(" ")))) return null;
  const secret: ProgramTask = { source: "generated", program, domain, input, output };
  return { prompt, messages: [{ role: "user", content: prompt }], secret };
}
