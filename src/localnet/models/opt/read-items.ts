export interface OptTask {
  readonly items: readonly {
    readonly name: string;
    readonly value: number;
    readonly cost: number;
    readonly time: number;
  }[];
  readonly cost: number;
  readonly time: number;
  readonly excludes: readonly (readonly [string, string])[];
  readonly needs: readonly (readonly [string, string])[];
  readonly bonuses: readonly (readonly [string, string, number])[];
}

/** Reads items and constraints out of a question; `null` where there are none. */
export function readItems(question: string): OptTask | null {
  const items = [...question.matchAll(/^([a-z]+): value (\d+), cost (\d+), time (\d+)$/gm)].map(
    ([, name = "", value, cost, time]) => ({ name, value: Number(value), cost: Number(cost), time: Number(time) }),
  );
  const budgets = /may cost (\d+) in all, and take (\d+) in all/.exec(question);
  if (items.length === 0 || budgets === null) return null;
  const listed = (head: string, form: RegExp): RegExpMatchArray[] => {
    const line = question.split("\n").find((text) => text.startsWith(head)) ?? "";
    return [...line.slice(head.length).matchAll(form)];
  };
  return {
    items,
    cost: Number(budgets[1]),
    time: Number(budgets[2]),
    excludes: listed("Not both of: ", /([a-z]+) and ([a-z]+)/g).map(([, a = "", b = ""]) => [a, b]),
    needs: listed("One only with another: ", /([a-z]+) needs ([a-z]+)/g).map(([, a = "", b = ""]) => [a, b]),
    bonuses: listed("Worth more together, if both are chosen: ", /([a-z]+) and ([a-z]+) (\d+) more/g).map(
      ([, a = "", b = "", more]) => [a, b, Number(more)],
    ),
  };
}
