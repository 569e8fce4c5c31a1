import type { Random } from "../../../core/index.ts";
import type { TaskSkill } from "../task-skill.ts";
import { readHunt, type Hunt } from "./read-hunt.ts";

/** Hunts of more codes than this are not played: the work of one answer is bounded. */
const MOST_CODES = 10_000;
/** Asks that a strong model compares before it takes one. */
const COMPARED = 24;

/** A hunt for hidden codes, turn by turn: the stronger a model, the more of the possible codes it keeps in mind. */
export const huntSkill: TaskSkill = {
  name: "HUNT",
  recognises: ({ messages }) => {
    const hunt = readHunt(messages);
    return hunt !== null && hunt.digits ** hunt.places <= MOST_CODES;
  },
  answer({ messages }, random, { solver, mistakeThousandths }) {
    const hunt = readHunt(messages);
    if (hunt === null) return "I see no codes to hunt for.";
    const all = codesOf(hunt);
    if (solver === "random")
      return say(
        "claim",
        own(hunt, () => random.pick(all)),
      );
    // The same half of the codes at every turn: what a model does not think of does not come to its mind later.
    const known = solver === "full" ? all : all.filter((_, at) => at % 2 === 0);
    const left = own(hunt, (code) => known.filter((text) => fits(hunt, code, text)));
    if (left.some((texts) => texts.length > 1))
      return say(
        "ask",
        left.map((texts) => askFor(hunt, all, texts, random)),
      );
    const claim = left.map(([text]) => text ?? (all[0] as string));
    return say("claim", random.chance(mistakeThousandths, 1000) ? claim.with(0, random.pick(all)) : claim);
  },
};

function own<T>({ codes }: Hunt, of: (code: number) => T): T[] {
  return Array.from({ length: codes }, (_, code) => of(code));
}

function codesOf({ places, digits }: Hunt): string[] {
  let texts = [""];
  for (let place = 0; place < places; place += 1) {
    texts = texts.flatMap((text) => Array.from({ length: digits }, (_, digit) => `${text}${digit}`));
  }
  return texts;
}

function fits(hunt: Hunt, code: number, text: string): boolean {
  return hunt.asked.every(({ turn, ask, answers }) => answer(hunt, turn, ask[code] ?? "", text) === answers[code]);
}

/** Of a few asks the one whose largest group of codes with one answer is the smallest. */
function askFor(hunt: Hunt, all: readonly string[], left: readonly string[], random: Random): string {
  const largest = (ask: string): number => {
    const groups = new Map<number, number>();
    for (const text of left) {
      const told = answer(hunt, hunt.turn, ask, text);
      groups.set(told, (groups.get(told) ?? 0) + 1);
    }
    return Math.max(0, ...groups.values());
  };
  const asks = Array.from({ length: COMPARED }, () => random.pick(all)).map((ask) => ({ ask, size: largest(ask) }));
  return asks.reduce((best, next) => (next.size < best.size ? next : best)).ask;
}

function answer({ places, digits, rules }: Hunt, turn: number, ask: string, text: string): number {
  const rule = rules.findLast(({ from }) => from <= turn) ?? rules[0];
  if (rule === undefined) return 0;
  const hits = Array.from({ length: places }, (_, place) => {
    const sum = rule.weights.reduce(
      (total, weight, ahead) => total + weight * Number(text[(place + ahead) % places]),
      0,
    );
    const asked = Number(ask[place]);
    const found = rule.factor === null ? Math.abs(asked - (sum % digits)) : (rule.factor * asked + sum) % rule.modulus;
    return rule.among.includes(found) ? 1 : 0;
  });
  if (rule.telling === "count") return hits.filter((hit) => hit === 1).length;
  if (rule.telling === "first") return hits.indexOf(1) + 1;
  if (rule.telling === "last") return hits.lastIndexOf(1) + 1;
  return Math.max(
    ...hits
      .join("")
      .split("0")
      .map((run) => run.length),
  );
}

function say(verb: "ask" | "claim", codes: readonly string[]): string {
  return `<action>${verb} ${codes.join(" ")}</action>`;
}
