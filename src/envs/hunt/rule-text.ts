import type { Game, Relation, Rule, Telling } from "./game.ts";

const TOLD: Readonly<Record<Telling, string>> = {
  count: "how many places of the ask hit",
  first: "the number of the first place of the ask that hits, 0 if none does",
  last: "the number of the last place of the ask that hits, 0 if none does",
  run: "how many places the longest unbroken row of hits has",
};

const FOLLOWING = ["of this place", "of the next place", "of the place after that"];

/** A rule in words, on four lines. */
export function ruleText({ digits }: Pick<Game, "digits">, rule: Rule): string {
  const terms = rule.weights.map((weight, ahead) => `${weight} times the hidden digit ${FOLLOWING[ahead] ?? ""}`);
  return [
    `From turn ${rule.from} on:`,
    `- the sum of a place is ${terms.join(" plus ")}, where the first place follows the last;`,
    `- ${relationText(rule.relation, digits)};`,
    `- the answer is ${TOLD[rule.telling]}.`,
  ].join("\n");
}

function relationText(relation: Relation, digits: number): string {
  const among = relation.among.join(", ");
  return relation.form === "remainder"
    ? `a place hits when ${relation.a} times its asked digit plus its sum, divided by ${relation.m}, leaves a remainder that is one of ${among}`
    : `a place hits when its asked digit and the remainder of its sum divided by ${digits} differ by one of ${among}`;
}
