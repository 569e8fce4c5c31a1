import type { Random } from "../../../src/core/index.ts";

const TAKEN = [
  "# do not do this",
  "# not executed",
  "// cannot be executed",
  "; I take this back",
  "# optional",
  "# if needed",
];
/** What the world is like is said of it, not of the step. */
const TOLD = [
  "# effects: at(a), on(b), near(c, d)",
  "// effect: at(a), not on(b)",
  "# betis is removed from dubat",
  "# deleted: on(b)",
  "# zusib is no longer blocked",
  "# not (on b)",
  "# fails nothing",
  "// pre: (on b) (at a)",
];

/** A plan as text: right, another one, or no plan for one reason. */
export function spelledPlan(right: string, random: Random): string {
  const steps = right
    .trim()
    .split("\n")
    .map((line) => line.slice(1, -1).split(" "));
  const at = random.below(steps.length);
  const step = steps[at] as string[];
  const other = random.pick(steps);
  switch (random.below(16)) {
    case 0:
      return spell(steps.toSpliced(at, 1), random);
    case 1:
      return spell(steps.toSpliced(at, 0, other), random);
    case 2:
      return spell([...steps, ...steps, ...steps], random);
    case 3:
      return spell(steps.with(at, ["zzz", ...step.slice(1)]), random);
    case 4:
      return spell(steps.with(at, [...step, step[1] ?? ""]), random);
    case 5:
      return spell(steps.with(at, step.with(-1, "nobody")), random);
    case 6:
      return spell(steps.with(at, step.with(-1, step[0] ?? "")), random);
    case 7:
      return spell(steps.with(at, [step[0] ?? "", ...step.slice(1).map(() => step[1] ?? "")]), random);
    case 8:
      return spell(steps.with(at, [...step.slice(0, 1), ...random.shuffle(step.slice(1))]), random);
    case 9:
      return `${spell(steps, random)}\n${random.pick(["and then: done!", "(12 a)", "???", "{x}"])}`;
    case 10:
      return "[]";
    case 11:
      return spell(random.shuffle(steps.slice()), random);
    default:
      return spell(steps, random);
  }
}

function spell(steps: readonly (readonly string[])[], random: Random): string {
  const lines = steps.map((words) => `(${words.join(" ")})`);
  switch (random.below(32)) {
    case 0:
      return steps.map((words) => words.join(" ")).join("\n");
    case 1:
      return steps.map(([name, ...objects]) => `${name}(${objects.join(", ")})`).join("\n");
    case 2:
      return lines.map((line, index) => `${index + 1}. ${line}`).join("\n");
    case 3:
      return lines.map((line) => `- ${line}`).join("\n");
    case 4:
      return lines.join(random.pick([" ", ", ", ""]));
    case 5:
      return JSON.stringify(steps.map((words) => words.join(" ")));
    case 6:
      return JSON.stringify(lines, null, 1);
    case 7:
      return lines.map((line, index) => `${index}: ${line} ; so far`).join("\n");
    case 8:
      return lines.join("\n").toUpperCase();
    case 9:
      return JSON.stringify(steps);
    case 10:
      return lines.map((line, index) => `Step ${index + 1}: ${line}.`).join("\n");
    case 11:
      return lines.map((line, index) => `0.00${index % 10}: ${line} [1.000]`).join("\n");
    case 12:
      return `${random.pick(["Plan:\n", "**Plan:** ", "The plan is: "])}${lines.join(random.pick([" -> ", "; ", " → ", "\n"]))}`;
    case 13:
      return lines.map((line) => `**${line}**`).join("\n");
    case 14:
      return `(${lines.join(random.pick([" ", "\n"]))})`;
    case 15:
      return lines.map((line, index) => `${index + 1}) ${line}`).join("\n");
    case 16:
      return lines.map((line, index) => `[${index + 1}] ${line}`).join("\n");
    case 17:
      return lines.map((line, index) => `**Step ${index + 1}**: \`${line}\``).join("\n");
    case 19:
      return lines.map((line, index) => `${lines.length - index}. ${line}`).join("\n");
    case 20:
      return lines.map((line) => `1. ${line}`).join("\n");
    case 21:
      return lines.map((line, index) => `${10 * index + 10}) ${line}`).join("\n");
    case 22:
      return `${lines.join("\n")} ${random.pick(["; wrong", "# cannot be done", "// not needed", "# ✗", "# this is wrong", ...TAKEN])}`;
    case 23:
      return `${lines.join("\n")} ${random.pick(["; it is over", "# now it holds", "// no lamp is left", ...TOLD])}`;
    case 24:
      return `# by hand\n${lines.map((line) => `- [x] ${line}`).join("\n")}`;
    case 26: {
      const cell = (words: readonly string[]): string => words.slice(1).join(random.pick([", ", " "]));
      return `| step | action | objects |\n|---|---|---|\n${steps.map((words, index) => `| ${index + 1} | ${words[0] ?? ""} | ${cell(words)} |`).join("\n")}`;
    }
    case 27: {
      const [a, b, c] = [1, 2, 3].map((place) => (words: readonly string[]) => words[place] ?? "");
      const rows = steps.filter((words) => words.length <= 4);
      return `| action | arg1 | arg2 | arg3 |\n|---|---|---|---|\n${rows.map((words) => `| ${words[0] ?? ""} | ${a?.(words) ?? ""} | ${b?.(words) ?? ""} | ${c?.(words) ?? ""} |`).join("\n")}`;
    }
    case 28:
      return `${lines.join("\n")}\n# ${random.pick(["order: 2, 1", "steps 1, 2, 2, 1", "order: 1, 2"])}`;
    case 30:
      return lines.map((line) => `✅ ${line}`).join("\n");
    case 31:
      return lines.map((line, index) => `${index + 1} ${line}`).join("\n");
    case 18:
      return `${random.pick(["Plan:\n", "## Plan\n", "**Plan:**\n"])}\`\`\`\n${lines.join("\n")}\n\`\`\``;
    default:
      return lines.join("\n");
  }
}
