import type { SecondVerdict } from "./sat-judge.ts";
import {
  goesBack,
  listItems,
  plainText,
  takesBack,
  taggedAnswer,
  withoutHeading,
  withoutPlace,
} from "./tagged-answer.ts";

/** PLAN, judged from the PDDL of the prompt and from docs/environments-plan.md alone. */
export function judgePlan(prompt: string, completion: string): SecondVerdict {
  const taken = taggedAnswer(completion, "answer");
  if (!taken.found) return zero(taken.reason);
  const steps = stepsIn(withoutHeading(plainText(taken.answer).toLowerCase()));
  if (steps === null) return zero("bad_step");
  if (steps === "step_taken_back" || steps === "steps_out_of_order") return zero(steps);
  if (steps.length === 0) return zero("empty_plan");
  if (steps.length > Number(/at most (\d+) actions/.exec(prompt)?.[1])) return zero("too_many_steps");
  const section = (name: string): string => new RegExp(`\\(:${name} (.*)\\)`).exec(prompt)?.[1] ?? "";
  const typeOf = new Map<string, string>();
  for (const [, names = "", type = ""] of section("objects").matchAll(/([a-z ]+?) - ([a-z]+)/g)) {
    for (const name of names.trim().split(" ")) typeOf.set(name, type);
  }
  const facts = new Set(section("init").match(/\([^()]+\)/g));
  for (const [name = "", ...objects] of steps) {
    const head = new RegExp(`\\(:action ${name} :parameters \\((.*)\\)\\n *:precondition (.*)\\n *:effect (.*)\\)`);
    const [, parameters = "", needs = "", effects = ""] = head.exec(prompt) ?? [];
    if (parameters === "") return zero("unknown_action");
    const typed = [...parameters.matchAll(/(\?[a-z]) - ([a-z]+)/g)];
    if (typed.length !== objects.length) return zero("wrong_number_of_objects");
    for (const [at, object] of objects.entries()) {
      if (!typeOf.has(object)) return zero("unknown_object");
      if (typeOf.get(object) !== typed[at]?.[2]) return zero("wrong_type");
    }
    if (new Set(objects).size < objects.length) return zero("repeated_object");
    const put = (text: string): string =>
      text.replace(/\?[a-z]/g, (variable) => objects[typed.findIndex(([, own]) => own === variable)] ?? "");
    const wanted =
      put(needs)
        .replace(/\(not \(= [a-z]+ [a-z]+\)\)/g, "")
        .match(/\([a-z]+(?: [a-z]+)+\)/g) ?? [];
    if (!wanted.filter((fact) => !fact.startsWith("(and")).every((fact) => facts.has(fact))) {
      return zero("precondition_fails");
    }
    const deleted = [...put(effects).matchAll(/\(not (\([^()]+\))\)/g)].map(([, fact = ""]) => fact);
    for (const fact of deleted) facts.delete(fact);
    for (const fact of put(effects)
      .replace(/\(not \([^()]+\)\)/g, "")
      .match(/\([a-z]+ [a-z]+\)/g) ?? [])
      facts.add(fact);
  }
  const goal = section("goal").match(/\([a-z]+ [a-z]+\)/g) ?? [];
  return goal.every((fact) => facts.has(fact)) ? { score: 1, reason: "correct" } : zero("goal_not_reached");
}

/** Words of each step; `null` where a line is none, or why they are no plan. */
function stepsIn(answer: string): string[][] | "step_taken_back" | "steps_out_of_order" | null {
  const comments = [...answer.matchAll(/(?:;|#|\/\/)([a-z ✗][^\n]*)/g)].map(([, said = ""]) => said);
  const ofLists = /^\[\s*[[(]\s*["'][\s\S]*\]$/.test(answer);
  const lists = [...answer.matchAll(/[[(]([^[\]()]+)[\])]/g)].map(([, words = ""]) => words.replace(/["',]+/g, " "));
  const rows = rowsIn(answer);
  if (rows !== null) return rows;
  const isTurned = comments.some((said) => {
    const told = /(?:order|steps):? ([\d, ]+)$/.exec(said)?.[1]?.split(", ").map(Number) ?? [];
    return told.some((number, at) => at > 0 && number <= (told[at - 1] ?? 0));
  });
  const text = (ofLists ? lists.join("\n") : answer)
    .replace(/^\[(?!\d)([\s\S]*)\]$/, "$1")
    .replace(/^\((\([\s\S]*\))\)$/, "$1")
    .replace(/\*\*|`/g, "")
    .replace(/\) +(?:#|\/\/) .*$/gm, ")")
    .replace(/^✅ /gm, "")
    .replace(/^(\d+) \((?=[^\n]*\n)|(?<=\n)(\d+) \(/g, "$1$2. (")
    .replace(/^((?:step )?\d+)\) /gm, "$1. ")
    .replace(/\); *(?=\()/g, ")\n")
    .replace(/;.*/g, "")
    .replace(/["']\s*,?\s*["']/g, "\n")
    .replace(/["']/g, "");
  const steps: string[][] = [];
  const lines = listItems(text.replace(/\)[ \t]*(?:,|->|→|then)?[ \t]*(?=[a-z(]|\d\.)/g, ")\n")).filter(
    (line) => !/^(?:#+|\/\/) [a-z][^()]*$/.test(line),
  );
  for (const line of lines) {
    const words = withoutPlace(line)
      .replace(/ +(?:#|\/\/).*$/, "")
      .replace(/ *\[[^\]]*\]$/, "")
      .replace(/\.$/, "")
      .split(/[\s(),]+/)
      .filter((word) => word !== "");
    if (words.length === 0 || words.some((word) => !/^[a-z][a-z0-9_-]*$/.test(word))) return null;
    steps.push(words);
  }
  if (comments.some(takesBack)) return "step_taken_back";
  if (isTurned || goesBack(lines)) return "steps_out_of_order";
  return steps;
}

/** Words of the rows of a table with a column for the action and one or several for its objects. */
function rowsIn(answer: string): string[][] | null {
  const [head = "", , ...lines] = answer.split("\n");
  if (!/^\|(?: step \|)? action \| (?:objects|arg1 \| arg2 \| arg3) \|$/.test(head)) return null;
  if (!lines.every((line) => /^\|.*\|$/.test(line))) return null;
  return lines.map((line) => line.split(/[\s|,]+/).filter((word) => !/^\d*$/.test(word)));
}

function zero(reason: string): SecondVerdict {
  return { score: 0, reason };
}
