import type { Operator, Placed, Problem } from "./problem.ts";

const VARIABLES = ["?a", "?b", "?c"];

/** The question in words, with domain and problem in PDDL. It holds no answer in tags. */
export function planPrompt(problem: Problem, limit: number): string {
  return `Below are a planning domain and a problem in PDDL. Find a plan: actions that lead from :init to a state in which :goal holds. A fact holds only if :init says so or an action has made it hold. An action can be done when its precondition holds; objects for its parameters have the types that are given. Its effects happen at once, and what follows "not" ceases to hold.

${domainText(problem)}

${problemText(problem)}

A plan exists. Yours may have at most ${limit} actions. Write it between an opening <answer> tag and a closing </answer> tag, one action a line in the order in which they are done: the name of the action, then its objects in the order of its parameters, as in (name object object). Only the last such answer counts.`;
}

function domainText({ types, relations, operators }: Problem): string {
  const predicates = [
    ...types.flatMap(({ name, states }) => states.map((state) => `(${state} ?a - ${name})`)),
    ...relations.map(({ name, types: [a, b] }) => `(${name} ?a - ${types[a]?.name} ?b - ${types[b]?.name})`),
  ];
  return `(define (domain d)
  (:requirements :strips :typing :equality)
  (:types ${types.map(({ name }) => name).join(" ")})
  (:predicates ${predicates.join(" ")})
${operators.map((operator) => actionText(operator, { types, relations })).join("\n")})`;
}

function actionText(
  { name, parameters, relation }: Operator,
  { types, relations }: Pick<Problem, "types" | "relations">,
): string {
  const fact = (place: number, state: number): string =>
    `(${types[parameters[place]?.type ?? 0]?.states[state]} ${VARIABLES[place]})`;
  const needs = parameters.map(({ before }, place) => fact(place, before));
  if (relation !== null) {
    const [a, b] = relation.places;
    needs.push(`(${relations[relation.relation]?.name} ${VARIABLES[a]} ${VARIABLES[b]})`);
  }
  for (const [b, { type }] of parameters.entries()) {
    for (let a = 0; a < b; a += 1) {
      if (parameters[a]?.type === type) needs.push(`(not (= ${VARIABLES[a]} ${VARIABLES[b]}))`);
    }
  }
  const effects = parameters.flatMap(({ before, after }, place) =>
    before === after ? [] : [`(not ${fact(place, before)})`, fact(place, after)],
  );
  const typed = parameters.map(({ type }, place) => `${VARIABLES[place]} - ${types[type]?.name}`);
  return `  (:action ${name} :parameters (${typed.join(" ")})
    :precondition (and ${needs.join(" ")})
    :effect (and ${effects.join(" ")}))`;
}

function problemText({ types, relations, start, goal }: Problem): string {
  const objects = types.map(({ name, objects: own }) => `${own.join(" ")} - ${name}`);
  const said = ({ type, object, state }: Placed): string =>
    `(${types[type]?.states[state]} ${types[type]?.objects[object]})`;
  const related = relations.flatMap(({ name, types: [a, b], pairs }) =>
    pairs.map(([first, second]) => `(${name} ${types[a]?.objects[first]} ${types[b]?.objects[second]})`),
  );
  return `(define (problem p) (:domain d)
  (:objects ${objects.join(" ")})
  (:init ${[...start.map(said), ...related].join(" ")})
  (:goal (and ${goal.map(said).join(" ")})))`;
}
