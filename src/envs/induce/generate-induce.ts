import type { Random } from "../../core/index.ts";
import type { Generated } from "../environment.ts";
import { draftFunction, type DraftedFunction } from "./draft/draft-function.ts";
import { FUNCTION_NAMES, formOf, levelNumbered, WIDE_INPUTS } from "./induce-levels.ts";
import { inducePrompt, shownArguments, shownValue } from "./induce-prompt.ts";
import type { Call, InduceSecret } from "./induce-secret.ts";

/** Drafts of one function before another stream is asked for. */
const DRAFTS = 200;
/** Shorter texts may stand in the prompt by chance. */
const TELLING_CHARACTERS = 8;

/** A question of a level; `null` when the draft has to be drawn again. */
export function generateInduce({ level }: { readonly level: number }, random: Random): Generated<InduceSecret> | null {
  const known = levelNumbered(level);
  const functions: DraftedFunction[] = [];
  const wide = known.functions === 1 ? null : random.pick(FUNCTION_NAMES);
  for (const name of FUNCTION_NAMES.slice(0, known.functions)) {
    // Chosen once, since kinds differ in how many drafts they lose.
    const kind = random.pick(name === wide ? WIDE_INPUTS : known.inputs);
    let drafted: DraftedFunction | null = null;
    for (let draft = 0; draft < DRAFTS && drafted === null; draft += 1) {
      drafted = draftFunction({ name, kind, form: formOf(known, kind), isWide: name === wide }, random);
    }
    if (drafted === null) return null;
    functions.push(drafted);
  }
  const tests = functions.flatMap((drafted) => drafted.tests);
  const prompt = inducePrompt(functions);
  if (!isHidden(prompt, tests)) return null;
  const rules = functions.map(({ rule }) => rule);
  return { prompt, messages: [{ role: "user", content: prompt }], secret: { level, rules, tests } };
}

/** Hidden arguments and long results must not stand in the prompt by chance. */
function isHidden(prompt: string, tests: readonly Call[]): boolean {
  const texts = tests.flatMap((test) => [shownArguments(test), shownValue(test.result)]);
  return texts.filter((text) => text.length >= TELLING_CHARACTERS).every((text) => !prompt.includes(text));
}
