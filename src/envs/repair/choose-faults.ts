import type { Random } from "../../core/index.ts";
import type { Design } from "./design.ts";
import { drawFaults, nearMisses, type DrawnFaults } from "./draw-faults.ts";
import { continueSession } from "./draw/continue-session.ts";
import { drawSession, everythingOf, partOf } from "./draw/draw-session.ts";
import type { PackageTest } from "./package-test.ts";
import { placesOf, type Place } from "./places.ts";
import type { RepairLevel } from "./repair-levels.ts";
import { differs, runSession } from "./run-session.ts";
import { variantsOf } from "./variants/variants.ts";

/** Faults, and the tests with which they are found or not. */
export interface ChosenFaults extends DrawnFaults {
  readonly visible: readonly PackageTest[];
  readonly hidden: readonly PackageTest[];
}

export const VISIBLE_TESTS = 2;
/** Hidden tests that fail with all faults, at least. */
const HIDDEN_KILLERS = 3;
/** Hidden tests that fail with one fault of two, where there are so many; one at least. */
const HALF_KILLERS = 2;
const HIDDEN_TESTS = 8;
/** Sessions that hidden tests are taken from, and those that visible ones are. */
const SESSIONS = 16;
const PARTIAL_SESSIONS = 24;
/** Statements that are tried in one design. */
const TRIES = 12;
/** Near misses of each mending that hidden tests must tell from a right one. */
const NEAR_MISSES = 10;

interface Session {
  readonly commands: readonly string[];
  readonly printed: readonly string[];
}

/** Faults for a design, every statement being as likely as any other; `null` where none will do. */
export function chooseFaults(design: Design, level: RepairLevel, random: Random): ChosenFaults | null {
  const all = everythingOf(design);
  const session = (asked: typeof all): Session => {
    const commands = drawSession(design, asked, random);
    return { commands, printed: runSession(design, commands) };
  };
  const whole = Array.from({ length: SESSIONS }, () => session(all));
  const partial = Array.from({ length: PARTIAL_SESSIONS }, () => session(partOf(all, random)));
  const places = placesOf(design, level.modules);
  const slots = random.shuffle([...new Set(variantsOf(design).map(({ slot }) => slot))]);
  for (const slot of slots.slice(0, TRIES)) {
    const drawn = drawFaults(design, { slot, count: level.faults }, places, random);
    const killers = drawn === null ? null : killersOf(drawn, whole);
    if (drawn === null || killers === null) continue;
    const visible = visibleTests(drawn, places, level, partial);
    if (visible === null) continue;
    const misses = nearMisses(design, drawn, NEAR_MISSES, random);
    const hidden = hiddenTests(killers, whole, misses).map(({ commands }, at): PackageTest => {
      // Drawn last, so that what players are shown does not depend on it.
      const longer = [...commands, ...continueSession(design, at, random)];
      return { commands: longer, printed: runSession(design, longer) };
    });
    return { ...drawn, visible, hidden };
  }
  return null;
}

/** Designs that are not wholly mended: with each fault alone, and at the end with all of them. */
function unmended({ variants, design }: DrawnFaults): readonly Design[] {
  return variants.length === 1 ? [design] : [...variants.map((one) => one.design), design];
}

/** Sessions by which each design that is not wholly mended is found out; `null` where they are too few. */
function killersOf(drawn: DrawnFaults, whole: readonly Session[]): (readonly Session[])[] | null {
  const killers: Session[][] = [];
  for (const design of unmended(drawn)) {
    const found = whole.filter((one) => differs(design, one.commands, one.printed));
    if (found.length < (design === drawn.design ? HIDDEN_KILLERS : 1)) return null;
    killers.push(found);
  }
  return killers;
}

/** The commands to which a design prints something else. */
function differences(design: Design, { commands, printed }: Session): string[] {
  const own = runSession(design, commands);
  return commands.filter((_, index) => own[index] !== printed[index]);
}

/** @param killers of each fault alone, and at the end of all together */
function hiddenTests(
  killers: readonly (readonly Session[])[],
  whole: readonly Session[],
  misses: readonly Design[],
): PackageTest[] {
  const hidden = new Set<Session>();
  for (const [index, found] of killers.entries()) {
    const wanted = index === killers.length - 1 ? HIDDEN_KILLERS : HALF_KILLERS;
    let left = wanted - found.filter((one) => hidden.has(one)).length;
    for (const one of found) {
      if (left <= 0) break;
      if (hidden.has(one)) continue;
      hidden.add(one);
      left -= 1;
    }
  }
  for (const design of misses) {
    if (hidden.size >= HIDDEN_TESTS) break;
    const kills = (one: Session): boolean => differs(design, one.commands, one.printed);
    if ([...hidden].some(kills)) continue;
    const killer = whole.find(kills);
    if (killer !== undefined) hidden.add(killer);
  }
  for (const one of whole) if (hidden.size < HIDDEN_TESTS) hidden.add(one);
  return [...hidden];
}

/**
 * Two tests that show of the faults what the level wants; `null` where there are none. They show no more once one of two
 * faults is mended.
 */
function visibleTests(
  drawn: DrawnFaults,
  places: ReadonlyMap<string, Place>,
  { symptom }: RepairLevel,
  partial: readonly Session[],
): PackageTest[] | null {
  const passing: Session[] = [];
  const failing: Session[] = [];
  const isDistant = (one: Session): boolean =>
    unmended(drawn)
      .flatMap((design) => differences(design, one))
      .every((command) => drawn.variants.every(({ slot }) => !asks(command, slot, places.get(slot)?.name)));
  for (const one of partial) {
    if (!unmended(drawn).some((design) => differs(design, one.commands, one.printed))) passing.push(one);
    else if (symptom === "hidden" || !differs(drawn.design, one.commands, one.printed)) continue;
    else if (symptom === "near" || isDistant(one)) failing.push(one);
  }
  if (symptom === "near" && failing.length === 0) return null;
  const chosen = [...failing.slice(0, 1), ...passing, ...failing.slice(1)];
  return chosen.length < VISIBLE_TESTS ? null : chosen.slice(0, VISIBLE_TESTS);
}

/** Whether a command is answered by the very function that has the fault, or by the class that counts. */
function asks(command: string, slot: string, home: string | undefined): boolean {
  const [verb, first, second] = command.split(" ");
  if (verb === "count") return slot.startsWith("count ");
  return (verb === "show" ? second : first) === home;
}
