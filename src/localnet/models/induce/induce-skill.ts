import type { Random } from "../../../core/index.ts";
import type { Solver } from "../model-config.ts";
import type { Prompt } from "../prompt.ts";
import type { Budget, TaskSkill } from "../task-skill.ts";
import type { Idea } from "./ideas.ts";
import { looksLikeInduction, readFunctions, type ShownFunction } from "./read-functions.ts";
import { think } from "./think.ts";

/** Trains of thought for each flip that a model is allowed. */
const TRAINS_PER_FLIP = 40;
/** More than there are of two thoughts for a list and a number. */
const ALL_TRAINS = 200_000;

/** Induction: think of one or two steps until something explains all calls. Choices by conditions are beyond these models. */
export const induceSkill: TaskSkill = {
  name: "INDUCE",
  recognises: (prompt: Prompt) => looksLikeInduction(prompt.question),
  answer(prompt: Prompt, random: Random, budget: Budget): string {
    const functions = readFunctions(prompt.question);
    if (functions.length === 0) return "I see no calls in this.";
    const slips = random.chance(budget.mistakeThousandths, 1000);
    const trains = functions.map((shown) => trainFor(shown, budget));
    const unexplained = trains.filter((train) => train === null).length;
    const doubt = unexplained === 0 ? "" : ` I do not understand ${unexplained} of them.`;
    const program = functions.map((shown, at) => written(shown, trains[at] ?? null, slips)).join("\n\n");
    return [
      `There are calls of ${functions.map(({ name }) => name).join(" and ")}. ${METHODS[budget.solver]}.${doubt}`,
      "```python",
      program,
      "```",
    ].join("\n");
  },
};

const METHODS: Record<Solver, string> = {
  random: "I give back what comes in",
  majority: "I think of one step",
  walksat: "I think of one thing after the other, as long as I may",
  full: "I think of all that two steps can do",
};

function trainFor(shown: ShownFunction, { solver, flipsPerVariable }: Budget): readonly Idea[] | null {
  switch (solver) {
    case "random":
      return null;
    case "majority":
      return think(shown, 1, ALL_TRAINS);
    case "walksat":
      return think(shown, 2, flipsPerVariable * TRAINS_PER_FLIP);
    case "full":
      return think(shown, 2, ALL_TRAINS);
  }
}

/** A function that follows a train of thought; a slip of the pen forgets that lists begin at 0. */
function written({ name, parameters, gives }: ShownFunction, train: readonly Idea[] | null, slips: boolean): string {
  const isWord = parameters === "w";
  const lines = [`v = ${isWord ? "[ord(c) - 96 for c in w]" : "list(xs)"}`];
  for (const { python } of train ?? []) if (python !== "v") lines.push(`v = ${python}`);
  if (slips) lines.push("v = v[1:]");
  const result = { list: "v", number: "v[0] if v else 0", word: "''.join(chr((x - 1) % 26 + 97) for x in v)" };
  lines.push(`return ${result[gives]}`);
  return [`def ${name}(${parameters}):`, ...lines.map((line) => `    ${line}`)].join("\n");
}
