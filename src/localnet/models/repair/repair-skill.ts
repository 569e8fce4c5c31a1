import type { TaskSkill } from "../task-skill.ts";
import { doubtIn } from "./doubts.ts";
import { asksForRepair, readRepair, type Repair } from "./read-repair.ts";

/**
 * A package to be mended, turn by turn: read the modules, mend as much as there are faults of what does not fit the README,
 * hand in.
 */
export const repairSkill: TaskSkill = {
  name: "REPAIR",
  recognises: ({ messages }) => asksForRepair(messages),
  answer({ messages }, random, { solver, mistakeThousandths }) {
    const repair = readRepair(messages);
    if (solver === "random" || repair.edits.length >= repair.faults) return say("submit");
    for (const path of repair.paths) {
      const missing = missingOf(repair, path);
      if (missing !== null) return say(missing);
      const module = (repair.lines.get(path) ?? []).join("\n");
      const doubt = doubtIn(repair, module, solver === "full" ? "all" : "numbers");
      if (doubt === null) continue;
      // A slip: the right place, and the next number.
      const slips = random.chance(mistakeThousandths, 1000);
      const better = slips ? doubt.better.replace(/\d+/, (number) => String(Number(number) + 1)) : doubt.better;
      return say(`edit ${path}\n<<<<<<<\n${doubt.old}\n=======\n${better}\n>>>>>>>`);
    }
    return say("submit");
  },
};

function missingOf({ lines }: Repair, path: string): string | null {
  const known = lines.get(path);
  if (known === undefined) return `read ${path}`;
  const from = known.findIndex((line) => line === undefined);
  return from === -1 ? null : `read ${path} ${from + 1}-${known.length}`;
}

function say(action: string): string {
  return `I do this next.\n<action>\n${action}\n</action>`;
}
