import type { Random } from "../../../core/index.ts";
import type { Design } from "../design.ts";
import { conditionsOf } from "./draw-session.ts";
import { GROUPS, namesOf, THINGS } from "./names.ts";

/** Commands that a hidden test goes on with, and more for each figure. Starting Python takes longer than all of them do. */
const MORE = 80;
const MORE_A_FIGURE = 20;
/**
 * How large numbers are, and of how many things, in one hidden test after the other: limits show where figures are near
 * them, ties and what is kept for a thing that comes again where there are few things. None is below zero, as in all tests.
 */
const STYLES: readonly (readonly [largest: number, things: number])[] = [
  [20, 6],
  [8, 3],
  [3, 2],
  [60, 4],
  [20, 6],
  [8, 3],
  [40, 6],
  [3, 4],
];

/**
 * Commands behind those of a hidden test that try what a package does besides the statements that were changed: who mends
 * these and breaks another one has not mended the package. Each change is followed by what it may show in.
 */
export function continueSession(design: Design, at: number, random: Random): string[] {
  const [largest, count] = STYLES[at % STYLES.length] ?? [20, 6];
  const conditions = conditionsOf(design);
  const names = namesOf(THINGS, count, random);
  const here = GROUPS.slice(0, 2);
  const number = (field: string): number => {
    const bounds = conditions.filter((one) => one.field === field).map(({ bound }) => bound);
    return random.below(3) === 0 && bounds.length > 0
      ? Math.max(0, random.pick(bounds) + random.between(-1, 1))
      : random.between(0, largest);
  };
  const numbers = (): string => design.fields.map(number).join(" ");
  const ask = (verb: string, all: readonly { readonly name: string }[], group: () => string): string[] =>
    all.map((one) => `${verb} ${one.name} ${group()}`);
  const anywhere = (): string => (random.below(8) === 0 ? random.pick(GROUPS) : random.pick(here));
  const { figures, reports, choices, counts, fields } = design;
  const step = (): string[] => {
    const [one, other, group] = [random.pick(names), random.pick(names), random.pick(here)];
    const show = `show ${one} ${random.pick(figures).name}`;
    const set = (): string => {
      const field = random.pick(fields);
      return `set ${one} ${field} ${number(field)}`;
    };
    const add = (): string => `add ${one} ${random.pick(here)} ${numbers()}`;
    switch (random.below(9)) {
      case 0:
        return [add(), show, `drop ${one}`, add(), show];
      case 1: {
        // Two that are alike, and at an end of their group.
        const same = `${group} ${fields.map(() => random.below(2) * largest).join(" ")}`;
        const twins = [`drop ${one}`, `drop ${other}`, `add ${one} ${same}`, `add ${other} ${same}`];
        return [...twins, ...ask("pick", choices, () => group)];
      }
      case 2:
        return ["close", ...ask("report", reports, () => group), ...ask("count", counts, () => group)];
      case 3:
        return [add(), ...ask("count", counts, () => group)];
      case 4:
        return [set(), ...figures.map(({ name }) => `show ${one} ${name}`)];
      case 5:
        return [set(), show];
      case 6:
        return [set(), ...ask("report", reports, anywhere)];
      case 7:
        return [set(), ...ask("pick", choices, anywhere)];
      default:
        return [show, `drop ${other}`, ...ask("report", reports, () => group)];
    }
  };
  const commands = names.map((name) => `add ${name} ${random.pick(here)} ${numbers()}`);
  while (commands.length < MORE + MORE_A_FIGURE * figures.length) commands.push(...step());
  return commands;
}
