import { factText, type Pattern, type ProveSecret, type Theory } from "./theory.ts";

const VARIABLES = ["X", "Y", "Z", "W"];

/** The question in words. It holds no answer in tags, so that echoing it scores nothing. */
export function provePrompt({ theory, goal, limit }: Pick<ProveSecret, "theory" | "goal" | "limit">): string {
  return `Below are facts and rules. Prove the goal from them.

A rule says: whenever everything on its left holds for some constants in the places of X, Y, Z and W, what is on its right holds for the same constants. Different letters may stand for the same constant.

Facts:
${theory.facts.map((fact) => factText(theory, fact)).join("\n")}

Rules:
${theory.rules.map(({ head, body }) => `${body.map((pattern) => patternText(theory, pattern)).join(", ")} -> ${patternText(theory, head)}`).join("\n")}

Goal: ${factText(theory, goal)}

The goal follows. Write a proof between an opening <answer> tag and a closing </answer> tag: one line for each thing that follows, such as ${theory.relations[0]}(${theory.constants[0]}, ${theory.constants[1]}). Each line has to follow by one use of one rule from facts and from lines above it; you need not say which. The goal has to be one of the lines, and there may be at most ${limit} lines. Only the last such answer counts.`;
}

function patternText({ relations }: Theory, [relation, first, second]: Pattern): string {
  return `${relations[relation]}(${VARIABLES[first]}, ${VARIABLES[second]})`;
}
