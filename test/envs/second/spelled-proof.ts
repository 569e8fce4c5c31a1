import type { Random } from "../../../src/core/index.ts";

const TAKEN = [" (cannot be shown)", " # do not do this", " (by assumption)", " // to show", " (no rule applies)"];
const TOLD = [
  " // by rule 1",
  " (not needed elsewhere)",
  " # nothing is assumed",
  " is derived",
  " (first, no redundant lines)",
];

/** A proof as text: right, with a line that does not follow, or no proof for one reason. */
export function spelledProof(right: string, random: Random): string {
  const lines = right.trim().split("\n");
  const at = random.below(lines.length);
  const line = lines[at] as string;
  const turned = line.replace(/\((\w+), (\w+)\)/, "($2, $1)");
  switch (random.below(14)) {
    case 0:
      return spell(lines.toSpliced(at, 1), random);
    case 1:
      return spell(lines.with(at, turned), random);
    case 2:
      return spell([lines.at(-1) as string, ...lines.slice(0, -1)], random);
    case 3:
      return spell([...lines, ...lines, ...lines], random);
    case 4:
      return spell(lines.with(at, line.replace(/^\w+/, "nothing")), random);
    case 5:
      return spell(lines.with(at, line.replace(/\w+\)/, "nobody)")), random);
    case 6:
      return spell(lines.with(at, random.pick(["so it follows", "a(b)", "a(b, c, d)", `${line} indeed`])), random);
    case 7:
      return random.pick(["hm", "", "[]", "qed"]);
    case 8:
      return spell(random.shuffle(lines.slice()), random);
    case 9:
      return spell(lines.slice(0, -1).length === 0 ? lines : lines.slice(0, -1), random);
    case 10:
      return spell([...lines, line], random);
    default:
      return spell(lines, random);
  }
}

function spell(lines: readonly string[], random: Random): string {
  switch (random.below(27)) {
    case 0:
      return lines.map((line, index) => `${index + 1}. ${line}`).join("\n");
    case 1:
      return lines.map((line) => `- ${line}`).join("\n");
    case 2:
      return lines.map((line, index) => `${index + 7}) ${line} by rule ${index}`).join("\n");
    case 3:
      return lines.map((line) => `${line} [1, 2]`).join("\n");
    case 4:
      return lines.map((line) => `${line}.`).join("\n");
    case 5:
      return lines.map((line) => `${line} <- other(a, b), more(c, d)`).join("\n");
    case 6:
      return lines
        .map((line) => line.replace(", ", ","))
        .join("\n")
        .toUpperCase();
    case 7:
      return JSON.stringify(lines, null, random.below(2));
    case 8:
      return lines.join(random.pick([", ", "; ", " and "]));
    case 9:
      return lines.map((line) => `other(a, b), more(c, d) -> ${line}`).join("\n");
    case 10:
      return `${random.pick(["Proof:\n", "**Proof:** "])}${lines.map((line) => `Therefore ${line}`).join("\n")}\nQED.`;
    case 11:
      return lines.map((line, index) => `Step ${index + 1}: **${line}**`).join("\n");
    case 12:
      return lines.map((line, index) => `[${index + 1}] ${line} (rule 2)`).join("\n");
    case 13:
      return lines.map((line, index) => `**L${index + 1}:** By rule ${index}: ${line}`).join("\n");
    case 15:
      return lines.map((line, index) => `${lines.length - index}. ${line}`).join("\n");
    case 16:
      return lines.map((line) => `1. ${line} ✓`).join("\n");
    case 17:
      return `${lines.join("\n")}${random.pick([": false", " (not proven)", " # wrong", "; fails", " - does not follow", " # ✗", ...TAKEN])}`;
    case 18:
      return `${lines.join("\n")}${random.pick([" holds", " follows from these", " (no other rule is needed)", " # not given", ...TOLD])}`;
    case 19:
      return `# by hand\n${lines.map((line) => `- [x] ${line}`).join("\n")}`;
    case 20: {
      const lead = random.pick(["⇒ ", "Consequently, ", "It follows that ", "Next, "]);
      return lines.map((line) => `${lead}${line}`).join("\n");
    }
    case 23:
      return JSON.stringify(lines.map((line, index) => ({ fact: line, rule: index })));
    case 24:
      return lines.map((line, index) => `{"step": ${index + 1}, "fact": "${line}"}`).join("\n");
    case 25:
      return lines.map((line, index) => `Using rule ${index} with X=a, Y=b: ${line}`).join("\n");
    case 14:
      return `${random.pick(["**Proof.**\n", "## Proof\n", "Derivation:\n"])}\`\`\`\n${lines.join("\n")}\n\`\`\``;
    default:
      return lines.join("\n");
  }
}
