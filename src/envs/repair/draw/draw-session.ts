import type { Random } from "../../../core/index.ts";
import type { Condition, Design } from "../design.ts";
import { GROUPS, namesOf, THINGS } from "./names.ts";

const MOST_NUMBER = 20;
/** Changes in a session, and as many questions behind each of them. */
const CHANGES = 7;
const QUESTIONS = 3;
const BEGINNINGS = 4;

/** What a session asks about. */
export interface Asked {
  readonly figures: readonly string[];
  readonly reports: readonly string[];
  readonly choices: readonly string[];
  readonly counts: readonly string[];
}

/** All that may be asked of a package. */
export function everythingOf({ figures, reports, choices, counts }: Design): Asked {
  const names = (all: readonly { readonly name: string }[]): string[] => all.map(({ name }) => name);
  return { figures: names(figures), reports: names(reports), choices: names(choices), counts: names(counts) };
}

/** A part of that, drawn: tests of a package seldom try all of it. */
export function partOf(all: Asked, random: Random): Asked {
  const some = (names: readonly string[]): string[] => namesOf(names, random.between(0, names.length), random);
  return {
    figures: some(all.figures),
    reports: some(all.reports),
    choices: some(all.choices),
    counts: some(all.counts),
  };
}

/** Commands that a package takes: things are added, changed, dropped and asked about. */
export function drawSession(design: Design, asked: Asked, random: Random): string[] {
  const bounds = conditionsOf(design).map(({ bound }) => bound);
  const number = (): number =>
    random.below(3) === 0 && bounds.length > 0
      ? Math.max(0, random.pick(bounds) + random.between(-1, 1))
      : random.between(0, MOST_NUMBER);
  const groups = GROUPS.slice(0, 2);
  const names = namesOf(THINGS, BEGINNINGS + 2, random);
  const add = (name: string): string =>
    `add ${name} ${random.pick(groups)} ${design.fields.map(() => number()).join(" ")}`;
  const question = (): string[] => drawQuestion(asked, { names: names.slice(0, BEGINNINGS), groups: GROUPS }, random);
  const change = (): string => {
    const name = random.pick(names);
    const kind = random.below(10);
    if (kind < 5) return `set ${name} ${random.pick(design.fields)} ${number()}`;
    if (kind < 7) return add(name);
    return kind < 8 ? `drop ${name}` : "close";
  };
  const commands = names.slice(0, BEGINNINGS).map(add);
  for (let count = 0; count < CHANGES; count += 1) {
    for (let more = 0; more < QUESTIONS; more += 1) commands.push(...question());
    commands.push(change());
  }
  for (let more = 0; more < QUESTIONS; more += 1) commands.push(...question());
  return commands;
}

function drawQuestion(
  { figures, reports, choices, counts }: Asked,
  { names, groups }: { readonly names: readonly string[]; readonly groups: readonly string[] },
  random: Random,
): string[] {
  const kinds: (() => string)[] = [];
  const group = (): string => (random.below(6) === 0 ? random.pick(groups) : random.pick(groups.slice(0, 2)));
  if (figures.length > 0) {
    const show = (): string => `show ${random.pick(names)} ${random.pick(figures)}`;
    kinds.push(show, show, show);
  }
  if (reports.length > 0)
    kinds.push(...Array.from({ length: 2 }, () => () => `report ${random.pick(reports)} ${group()}`));
  if (choices.length > 0) kinds.push(() => `pick ${random.pick(choices)} ${group()}`);
  if (counts.length > 0) kinds.push(() => `count ${random.pick(counts)} ${group()}`);
  return kinds.length === 0 ? [] : [random.pick(kinds)()];
}

/** Conditions, at whose bounds the numbers of sessions are drawn. */
export function conditionsOf({ figures, reports, ageing }: Design): Condition[] {
  const conditions: (Condition | null)[] = [
    ageing.where,
    ...reports.map(({ where }) => where),
    ...figures.flatMap(({ steps }) => steps.map((step) => (step.kind === "adjust" ? step.when : null))),
  ];
  return conditions.filter((condition) => condition !== null);
}
