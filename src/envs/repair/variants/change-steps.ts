import type { Blend, Condition, Design, Figure, Step, Term } from "../design.ts";
import { near, type Change } from "./change.ts";

/** What a function of two numbers might be instead. */
export function blendChanges(blend: Blend): Change<Blend>[] {
  const changes: Change<Blend>[] = near(blend.a, "factor").map((a) => ["off by one", { ...blend, a }]);
  changes.push(["wrong formula", { ...blend, kind: blend.kind === "weighted" ? "excess" : "weighted" }]);
  if (blend.kind === "weighted") {
    changes.push(...near(blend.b, "factor").map((b): Change<Blend> => ["off by one", { ...blend, b }]));
    changes.push(["wrong operator", { ...blend, sign: blend.sign === 1 ? -1 : 1 }]);
  }
  return changes;
}

/** What a step of a figure might be instead. @param before figures that it may use */
export function stepChanges(design: Design, before: readonly Figure[], step: Step): Change<Step>[] {
  const signed = (one: Extract<Step, { readonly sign: 1 | -1 }>): Change<Step> => [
    "wrong operator",
    { ...one, sign: one.sign === 1 ? -1 : 1 },
  ];
  const missing: Change<Step> = ["missing step", { kind: "none" }];
  switch (step.kind) {
    case "start":
      return [
        signed(step),
        ...near(step.a, "factor").map((a): Change<Step> => ["off by one", { ...step, a }]),
        ...near(step.b, "factor").map((b): Change<Step> => ["off by one", { ...step, b }]),
        ["swapped factors", { ...step, a: step.b, b: step.a }],
        ...otherTerms(design, before, step.x, step.y).map(([kind, x]): Change<Step> => [kind, { ...step, x }]),
        ...otherTerms(design, before, step.y, step.x).map(([kind, y]): Change<Step> => [kind, { ...step, y }]),
      ];
    case "adjust":
      return [
        signed(step),
        missing,
        ...near(step.by, "adjustment").map((by): Change<Step> => ["off by one", { ...step, by }]),
        ...conditionChanges(design, step.when).map(([kind, when]): Change<Step> => [kind, { ...step, when }]),
      ];
    case "add":
      return [
        signed(step),
        missing,
        ...near(step.times, "factor").map((times): Change<Step> => ["off by one", { ...step, times }]),
        ...otherTerms(design, before, step.term).map(([kind, term]): Change<Step> => [kind, { ...step, term }]),
      ];
    case "divide":
      return [
        ["wrong rounding", { ...step, round: step.round === "down" ? "up" : "down" }],
        missing,
        ...near(step.by, "divisor").map((by): Change<Step> => ["off by one", { ...step, by }]),
      ];
    case "limit":
      return [
        ["wrong limit", { ...step, side: step.side === "most" ? "least" : "most" }],
        missing,
        ...near(step.bound, "limit").map((bound): Change<Step> => ["off by one", { ...step, bound }]),
      ];
    case "none":
      return [];
  }
}

/** What a term might be instead. @param beside a term that stands in the same sum, which never has one twice */
function otherTerms(design: Design, before: readonly Figure[], term: Term, beside?: Term): Change<Term>[] {
  return changedTerms(design, before, term).filter(([, changed]) => !sameTerm(changed, beside));
}

function sameTerm(one: Term, other: Term | undefined): boolean {
  if (one.kind === "field") return other?.kind === "field" && one.field === other.field;
  if (one.kind === "figure") return other?.kind === "figure" && one.figure === other.figure;
  return (
    other?.kind === "blend" && one.blend === other.blend && one.first === other.first && one.second === other.second
  );
}

function changedTerms({ fields }: Design, before: readonly Figure[], term: Term): Change<Term>[] {
  if (term.kind === "blend") {
    const { first, second } = term;
    return [["swapped arguments", { ...term, first: second, second: first }]];
  }
  if (term.kind === "field") {
    return fields.filter((field) => field !== term.field).map((field) => ["wrong key", { kind: "field", field }]);
  }
  return before
    .filter(({ name }) => name !== term.figure)
    .map(({ name }) => ["wrong figure", { kind: "figure", figure: name }]);
}

/** What a condition might be instead. */
export function conditionChanges({ fields }: Design, when: Condition): Change<Condition>[] {
  const strict = { "<": "<=", "<=": "<", ">": ">=", ">=": ">" } as const;
  const turned = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;
  return [
    ["wrong boundary", { ...when, comparison: strict[when.comparison] }],
    ["wrong comparison", { ...when, comparison: turned[when.comparison] }],
    ...near(when.bound, "bound").map((bound): Change<Condition> => ["off by one", { ...when, bound }]),
    ...fields
      .filter((field) => field !== when.field)
      .map((field): Change<Condition> => ["wrong key", { ...when, field }]),
  ];
}
