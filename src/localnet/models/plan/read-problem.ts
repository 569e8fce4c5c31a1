/** An action with objects in the places of its parameters. */
export interface GroundAction {
  readonly name: string;
  readonly needs: readonly string[];
  readonly adds: readonly string[];
  readonly deletes: readonly string[];
}

export interface PlanTask {
  readonly actions: readonly GroundAction[];
  readonly start: ReadonlySet<string>;
  readonly goal: readonly string[];
  readonly limit: number;
}

/** More actions than this are not thought of. */
const MOST_ACTIONS = 5_000;
const ACTION = /\(:action (\S+) :parameters \(([^)]*)\)\s*:precondition \(and (.*)\)\s*:effect \(and (.*)\)\)/g;

/** Reads domain and problem in PDDL out of a question; `null` where there is none. */
export function readProblem(question: string): PlanTask | null {
  const objects = /\(:objects ([^)]*)\)/.exec(question)?.[1];
  const start = /\(:init ([\s\S]*?)\)\n/.exec(question)?.[1];
  const goal = /\(:goal \(and ([\s\S]*?)\)\)\)/.exec(question)?.[1];
  const limit = /at most (\d+) actions/.exec(question)?.[1];
  if (objects === undefined || start === undefined || goal === undefined || limit === undefined) return null;
  const ofType = new Map<string, string[]>();
  for (const [, names = "", type = ""] of objects.matchAll(/((?:[^\s-]+ )+)- (\S+)/g)) {
    ofType.set(type, names.trim().split(" "));
  }
  const actions: GroundAction[] = [];
  for (const [, name = "", parameters = "", needs = "", effects = ""] of question.matchAll(ACTION)) {
    const typed = [...parameters.matchAll(/(\?\S+) - (\S+)/g)];
    let choices: string[][] = [[]];
    for (const [, , type = ""] of typed) {
      choices = choices.flatMap((chosen) => (ofType.get(type) ?? []).map((object) => [...chosen, object]));
      if (choices.length > MOST_ACTIONS) return null;
    }
    for (const chosen of choices) {
      const put = (text: string): string => {
        return typed.reduce((said, [, variable = ""], at) => said.replaceAll(variable, chosen[at] ?? ""), text);
      };
      const isSame = [...put(needs).matchAll(/\(not \(= (\S+) (\S+)\)\)/g)].some(([, a, b]) => a === b);
      if (isSame) continue;
      actions.push({
        name: `(${[name, ...chosen].join(" ")})`,
        needs: facts(put(needs).replace(/\(not \(=[^)]*\)\)/g, "")),
        adds: facts(put(effects).replace(/\(not \([^)]*\)\)/g, "")),
        deletes: [...put(effects).matchAll(/\(not (\([^)]*\))\)/g)].map(([, fact = ""]) => fact),
      });
    }
  }
  return { actions, start: new Set(facts(`${start})`)), goal: facts(`${goal})`), limit: Number(limit) };
}

function facts(text: string): string[] {
  return text.match(/\([^()]*\)/g) ?? [];
}
