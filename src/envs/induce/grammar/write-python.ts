import type { Choice, InputKind, Rule } from "./rule.ts";

/** The parameters of the function, by what it takes. */
export const PARAMETERS: Readonly<Record<InputKind, string>> = {
  list: "xs",
  key: "xs, k",
  lists: "xs, ys",
  word: "w",
};

/** The rule as a Python function: the names of the grammar are Python, so that they only have to be put in line. */
export function writePython(rule: Rule, name: string): string {
  const from = rule.input === "word" ? "[ord(c) - 96 for c in w]" : (rule.combination ?? "list(xs)");
  const lines = [`v = ${from}`, ...rule.steps.map((id) => `v = ${id}`), ...coreLines(rule)];
  if (rule.suffix !== null) lines.push(`v = ${rule.suffix}`);
  lines.push(`return ${returned(rule)}`);
  return `def ${name}(${PARAMETERS[rule.input]}):\n${lines.map((line) => `    ${line}\n`).join("")}`;
}

function coreLines({ core }: Rule): string[] {
  if (core === null) return [];
  const choice = expression(core.choice);
  if (core.kind === "map") return [`v = [${choice} for i, x in enumerate(v)]`];
  return [
    `out, s = [], ${core.start}`,
    "for i, x in enumerate(v):",
    `    s = ${choice}`,
    "    out.append(s)",
    "v = out",
  ];
}

function expression({ predicates, results }: Choice): string {
  return [...predicates.map((id, at) => `(${results[at]}) if (${id}) else`), `(${results.at(-1)})`].join(" ");
}

function returned({ fold, output }: Rule): string {
  if (fold !== null) return fold;
  return output === "word" ? '"".join(chr((x - 1) % 26 + 97) for x in v)' : "v";
}
