import { canonicalJson } from "../../../core/index.ts";
import type { EpisodeStudy } from "../../episode/index.ts";
import { replayEngine } from "../../judge/replay-engine.ts";
import type { RepairState } from "../repair-state.ts";
import { readReadme } from "../readme/read-readme.ts";
import { blindPolicies, oneTurnPolicies } from "./blind-policies.ts";
import { compareFunction, wantedFunctions } from "./follow-readme.ts";
import { partReviewer, reviewer } from "./reviewer.ts";
import { tenthOfSteps } from "./tenth-of-steps.ts";
import { tinker } from "./tinker.ts";

const PROMPT_BAR = 8_000;
/** Statements of which a reported reviewer compares a half. */
const HALF = 25;

/** How REPAIR is measured. A step is one statement that is compared with the README, or one change that is tried. */
export const repairStudy: EpisodeStudy<RepairState> = {
  oracle: reviewer,
  blind: blindPolicies,
  oneTurn: oneTurnPolicies,
  shallow: [
    partReviewer("reviewer, a tenth of the steps", tenthOfSteps),
    tinker("changes at random, run after each, a tenth of the steps", true, tenthOfSteps),
  ],
  strong: [
    partReviewer(`reviewer, ${HALF} statements`, () => HALF),
    tinker("changes at random, run after each, as many as turns allow", true, () => Infinity),
  ],
  promptBarCharacters: PROMPT_BAR,
  answerLines: ({ hidden, faults }) => [
    { text: hidden[0]?.printed.join("\n") ?? "", bits: 64 },
    ...faults.map(({ right }) => ({ text: right, bits: 8 })),
  ],
  timedContext: ({ visible, hidden }) => {
    const answers = new Map(
      [...visible, ...hidden].map(({ commands, printed }) => [`${commands.join("\n")}\n`, `${printed.join("\n")}\n`]),
    );
    return { python: replayEngine((stdin) => answers.get(stdin) ?? "") };
  },
  shape: (_, { code, fixed }) => canonicalJson([...Object.values(code), fixed["README.md"] ?? ""].map(withoutNames)),
  figures: ([opening], state) => ({
    modules: Object.keys(state.code).length,
    codeCharacters: Object.values(state.code).reduce((sum, text) => sum + text.length, 0),
    statements: statementsOf(state).length,
    steps: stepsOf(state),
    promptCharacters: opening?.content.length ?? 0,
  }),
};

/** Places where packages that differ by dressing only differ: the words for what they are about. */
function withoutNames(text: string): string {
  const words = new Map<string, string>();
  return text.replace(/[A-Za-z]\w*/g, (word) => {
    const known = words.get(word) ?? `w${words.size}`;
    words.set(word, known);
    return known;
  });
}

function statementsOf({ code, fixed }: RepairState): readonly string[] {
  const design = readReadme(fixed["README.md"] ?? "");
  if (design === null) return [];
  return wantedFunctions(design, Object.keys(code).length).flatMap(({ wanted }) =>
    wanted.slots.filter(({ id }) => id !== "fixed").map(({ id }) => id),
  );
}

/** Statements that the reviewer compares in an episode, up to the last that is wrong. */
function stepsOf({ code, fixed, faults }: RepairState): number {
  const design = readReadme(fixed["README.md"] ?? "");
  if (design === null) return 0;
  let all = 0;
  let left = faults.length;
  for (const { path, wanted } of wantedFunctions(design, Object.keys(code).length)) {
    const { steps, wrong } = compareFunction(code[path] ?? "", wanted);
    all += steps;
    if (wrong !== null) left -= 1;
    if (left === 0) break;
  }
  return all;
}
