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

type Atom = readonly [string, string, string];

const ATOM = /([a-z]+)\s*\(\s*([A-Za-z]+)\s*,\s*([A-Za-z]+)\s*\)/g;
const REMARK =
  /^\s*[.,;]?\s*(?:(?:by|from|using|since|because|via|rule|fact|goal|follows|holds|is derived)|\/\/|<-|<=|:-|←|-(?!>)|#|%|\[|\(|\{|;|:|$)/;

/** PROVE, judged from the prompt and from docs/environments-prove.md alone. */
export function judgeProve(prompt: string, completion: string): SecondVerdict {
  const taken = taggedAnswer(completion, "answer");
  if (!taken.found) return zero(taken.reason);
  const lines: Atom[] = [];
  let isTakenBack = false;
  const written = linesIn(withoutHeading(plainText(taken.answer).toLowerCase()).replace(/ *✓$/gm, ""));
  for (const line of written) {
    const claims = claimsIn(line);
    if (claims === null) return zero("bad_line");
    const remark = line.slice(line.lastIndexOf(")") + 1) + (/\([^,()]*\)$/.exec(line)?.[0] ?? "");
    isTakenBack ||= takesBack(remark);
    lines.push(...claims);
  }
  if (lines.length === 0) return zero("empty_proof");
  if (isTakenBack) return zero("line_taken_back");
  if (goesBack(written.map((line) => line.replace(/[*`]/g, "")))) return zero("lines_out_of_order");
  if (lines.length > Number(/at most (\d+) lines/.exec(prompt)?.[1])) return zero("too_many_lines");
  const part = (from: string, to: string): string[] =>
    prompt.slice(prompt.indexOf(from) + from.length, prompt.indexOf(to)).split("\n");
  const known = part("Facts:\n", "\n\nRules:").flatMap(atomsOf);
  const rules = part("Rules:\n", "\n\nGoal:").map((line) => line.split(" -> ").map(atomsOf));
  const relations = new Set([...known, ...rules.flat(2)].map(([relation]) => relation));
  const constants = new Set(known.flatMap(([, first, second]) => [first, second]));
  const [goal] = atomsOf(/^Goal: (.*)$/m.exec(prompt)?.[1] ?? "");
  for (const line of lines) {
    if (!relations.has(line[0])) return zero("unknown_relation");
    // A constant in no fact can be in nothing that follows; the page has no word for it, so it counts as unknown.
    if (!constants.has(line[1]) || !constants.has(line[2])) return zero("unknown_constant");
    const follows = rules.some(
      ([body = [], heads = []]) => heads[0] !== undefined && gives(body, heads[0], line, known),
    );
    if (!known.some((fact) => same(fact, line)) && !follows) return zero("does_not_follow");
    known.push(line);
  }
  return goal !== undefined && lines.some((line) => same(line, goal))
    ? { score: 1, reason: "correct" }
    : zero("goal_not_proved");
}

/** Lines of text, or of a list in JSON; one that only says that the proof is over is none, nor is a fence or a rule. */
function linesIn(answer: string): string[] {
  const facts = [...answer.matchAll(/^\[?\{(?:"step": ?\d+, )?"fact": ?"([^"]*)"|(?<=\},)\{"fact":"([^"]*)"/gm)];
  if (facts.length > 0) return facts.map(([, one, other]) => one ?? other ?? "");
  const list = /^\[\s*["\]]/.test(answer) ? (JSON.parse(answer) as string[]) : listItems(answer);
  const says = [
    /^(?:#+|\/\/) [a-z][^()]*$/,
    /^(?:q\.?e\.?d\.?|∎|done)[.!]?$/,
    /^(?:(?:`{3,}|~{3,})[a-z]*|-{3,}|\*{3,}|_{3,})$/,
  ];
  return list.filter((line) => !says.some((nothing) => nothing.test(line)));
}

/** The atoms that a line claims, those before a last arrow left out; `null` where it is no line of a proof. */
function claimsIn(line: string): Atom[] | null {
  let rest = withoutPlace(line.replace(/[`*]/g, "").replace(/^using rule \d+ with x=a, y=b: /, "")).replace(
    /^(?:(?:therefore|hence|so|thus|consequently|next|it follows that|⇒),? |(?:by |from )?rule \d+(?: we get|[:,])? |goal: ){1,2}/,
    "",
  );
  const arrow = /^(?:[a-z]+\([a-z]+, ?[a-z]+\)(?:, | and )?)+ (?:->|=>|→) (?=[a-z]+\()/.exec(rest);
  if (arrow !== null) rest = rest.slice(arrow[0].length);
  rest = rest.replace(/^([a-z]+) +([a-z]+) +([a-z]+)(?= *(?:$|[.,;#([]|--|\/\/|by |from ))/, "$1($2, $3)");
  const claims: Atom[] = [];
  for (;;) {
    const end = rest.indexOf(")") + 1;
    const own = rest.slice(0, end);
    const [atom] = atomsOf(own);
    if (atom === undefined || !/^[a-z]+\s*\(\s*[a-z]+\s*,\s*[a-z]+\s*\)$/.test(own)) return null;
    claims.push(atom);
    rest = rest.slice(end);
    const next = /^(?:[,;] *| and )(?=[a-z]+\([a-z]+, ?[a-z]+\))/.exec(rest);
    if (next === null) return REMARK.test(rest) ? claims : null;
    rest = rest.slice(next[0].length);
  }
}

/** Whether a rule gives a fact: constants for its letters are tried one pattern after the other. */
function gives(body: readonly Atom[], head: Atom, fact: Atom, known: readonly Atom[]): boolean {
  const match = (pattern: Atom, atom: Atom, values: ReadonlyMap<string, string>): Map<string, string> | null => {
    if (pattern[0] !== atom[0]) return null;
    const next = new Map(values);
    for (const at of [1, 2] as const) {
      if ((next.get(pattern[at]) ?? atom[at]) !== atom[at]) return null;
      next.set(pattern[at], atom[at]);
    }
    return next;
  };
  const holds = (at: number, values: ReadonlyMap<string, string>): boolean => {
    const pattern = body[at];
    if (pattern === undefined) return true;
    return known.some((atom) => {
      const next = match(pattern, atom, values);
      return next !== null && holds(at + 1, next);
    });
  };
  const values = match(head, fact, new Map());
  return values !== null && holds(0, values);
}

function atomsOf(text: string): Atom[] {
  return [...text.matchAll(ATOM)].map(([, relation = "", first = "", second = ""]) => [relation, first, second]);
}

function same(a: Atom, b: Atom): boolean {
  return a.every((word, at) => word === b[at]);
}

function zero(reason: string): SecondVerdict {
  return { score: 0, reason };
}
