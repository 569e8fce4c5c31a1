import type { Prompt } from "../prompt.ts";
import type { Solver } from "../model-config.ts";
import type { TaskSkill } from "../task-skill.ts";
import { followLog } from "./follow-log.ts";

/** Longer logs than this are not followed: the work of one answer is bounded. */
const MOST_CHARACTERS = 2_000_000;

/** What a model of some strength leaves out. */
const FORGETS: Record<Solver, readonly string[]> = {
  random: ["undo", "cancel", "alias", "local"],
  majority: ["undo", "cancel"],
  walksat: ["undo"],
  full: [],
};

/** State tracking: do what the log says, line by line. Weaker models forget kinds of lines. */
export const trackSkill: TaskSkill = {
  name: "TRACK",
  recognises: ({ question }: Prompt) => question.includes("\nThe log:\n") && question.length <= MOST_CHARACTERS,
  answer({ question }, random, { solver, mistakeThousandths }) {
    const [, log = "", asked = ""] =
      /\nThe log:\n\n([\s\S]*?)\n\nWhat do these names hold[^:]*: ([a-z, ]+)\?/.exec(question) ?? [];
    const names = asked.split(", ");
    const holds = followLog(log.split("\n"), new Set(FORGETS[solver]));
    const values = names.map((name) => (solver === "random" ? random.below(10_000) : holds(name)));
    const slips = random.chance(mistakeThousandths, 1000);
    if (slips) values[0] = (values[0] as number) + 1;
    const lines = names.map((name, at) => `${name} = ${values[at]}`);
    return `I followed the log as well as I could.\n<answer>\n${lines.join("\n")}\n</answer>`;
  },
};
