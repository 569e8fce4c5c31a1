import type { Binary, Comparison, Condition, Definition, Term } from "../task/task.ts";

const OTHER_JOINS: Readonly<Record<Binary, readonly Binary[]>> = {
  plus: ["minus"],
  minus: ["plus", "gap"],
  gap: ["minus"],
  larger: ["smaller"],
  smaller: ["larger"],
  times: ["plus"],
  remainder: ["quotient"],
  quotient: ["remainder"],
};

const OTHER_TESTS: Readonly<Record<Comparison, readonly Comparison[]>> = {
  greater: ["atLeast", "less"],
  atLeast: ["greater", "atMost"],
  less: ["atMost", "greater"],
  atMost: ["less", "atLeast"],
  equal: ["different", "atLeast", "atMost"],
  different: ["equal", "greater", "less"],
};

/** Terms that differ in one point: a number by one, a word, a part left out, another item meant. */
export function nearTerms(term: Term): Term[] {
  if (!("left" in term)) {
    switch (term.op) {
      case "own":
        return [{ op: "before", of: term.of, first: 0 }];
      case "before":
        return [
          { op: "own", of: term.of },
          { ...term, first: term.first + 1 },
          { ...term, first: term.first - 1 },
        ];
      case "place":
        return [{ op: "minus", left: term, right: { op: "number", value: 1 } }];
      case "number":
        return [-1, 1].map((by) => ({ op: "number", value: term.value + by }));
    }
  }
  const { op, left, right } = term;
  const divides = op === "remainder" || op === "quotient";
  return [
    left,
    ...(right.op === "number" ? [] : [right]),
    ...OTHER_JOINS[op].map((other) => ({ ...term, op: other })),
    ...(op === "minus" ? [{ ...term, left: right, right: left }] : []),
    ...nearTerms(left).map((other) => ({ ...term, left: other })),
    ...nearTerms(right)
      .filter((other) => !divides || (other.op === "number" && other.value > 1))
      .map((other) => ({ ...term, right: other })),
  ];
}

/** Conditions that differ in one point. */
export function nearConditions(condition: Condition): Condition[] {
  switch (condition.test) {
    case "both":
    case "either":
      return [
        { ...condition, test: condition.test === "both" ? "either" : "both" },
        condition.first,
        condition.second,
        ...nearConditions(condition.first).map((first) => ({ ...condition, first })),
        ...nearConditions(condition.second).map((second) => ({ ...condition, second })),
      ];
    case "multiple":
    case "notMultiple":
      return [
        { ...condition, test: condition.test === "multiple" ? "notMultiple" : "multiple" },
        ...[-1, 1]
          .filter((by) => condition.divisor + by > 1)
          .map((by) => ({ ...condition, divisor: condition.divisor + by })),
        ...nearTerms(condition.of).map((of) => ({ ...condition, of })),
      ];
    case "greater":
    case "atLeast":
    case "less":
    case "atMost":
    case "equal":
    case "different":
      return [
        ...OTHER_TESTS[condition.test].map((test) => ({ ...condition, test })),
        ...nearTerms(condition.left).map((left) => ({ ...condition, left })),
        ...nearTerms(condition.right).map((right) => ({ ...condition, right })),
      ];
  }
}

/** Definitions that differ in one point. */
export function nearDefinitions(definition: Definition): Definition[] {
  switch (definition.how) {
    case "value":
      return nearTerms(definition.of).map((of) => ({ how: "value", of }));
    case "choice": {
      const { when, then, otherwise } = definition;
      return [
        { how: "value", of: then },
        { how: "value", of: otherwise },
        { ...definition, then: otherwise, otherwise: then },
        ...nearConditions(when).map((other) => ({ ...definition, when: other })),
        ...nearTerms(then).map((other) => ({ ...definition, then: other })),
        ...nearTerms(otherwise).map((other) => ({ ...definition, otherwise: other })),
      ];
    }
    case "total":
    case "peak":
      return [
        { how: "value", of: definition.of },
        { how: definition.how === "total" ? "peak" : "total", of: definition.of },
        ...nearTerms(definition.of).map((of) => ({ ...definition, of })),
      ];
    case "twins":
    case "since":
    case "ahead":
      return (["twins", "since", "ahead"] as const)
        .filter((how) => how !== definition.how)
        .map((how) => ({ ...definition, how }));
  }
}
