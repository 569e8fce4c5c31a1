import type { Random } from "../../core/index.ts";
import type { Design } from "./design.ts";
import { drawSession, everythingOf, partOf } from "./draw/draw-session.ts";
import { modulesOf } from "./emit/layout.ts";
import type { PackageTest } from "./package-test.ts";
import type { RepairLevel } from "./repair-levels.ts";
import { differs, runSession } from "./run-session.ts";
import { variantsOf, type Variant } from "./variants/variants.ts";

/** A fault, and the tests with which it is found or not. */
export interface Fault {
  readonly variant: Variant;
  readonly visible: readonly PackageTest[];
  readonly hidden: readonly PackageTest[];
}

export const VISIBLE_TESTS = 2;
const HIDDEN_KILLERS = 3;
const HIDDEN_TESTS = 8;
/** Sessions that hidden tests are taken from, and those that visible ones are. */
const SESSIONS = 16;
const PARTIAL_SESSIONS = 24;
/** Faults that are tried in one design. */
const FAULTS = 12;
/** Near misses of a mended package that hidden tests must tell from a right one. */
const NEAR_MISSES = 10;

interface Session {
  readonly commands: readonly string[];
  readonly printed: readonly string[];
}

/** A fault for a design, every statement being as likely as any other; `null` where none will do. */
export function chooseFault(design: Design, level: RepairLevel, random: Random): Fault | null {
  const all = everythingOf(design);
  const session = (asked: typeof all): Session => {
    const commands = drawSession(design, asked, random);
    return { commands, printed: runSession(design, commands) };
  };
  const whole = Array.from({ length: SESSIONS }, () => session(all));
  const partial = Array.from({ length: PARTIAL_SESSIONS }, () => session(partOf(all, random)));
  const variants = variantsOf(design);
  const slots = random.shuffle([...new Set(variants.map(({ slot }) => slot))]);
  for (const slot of slots.slice(0, FAULTS)) {
    const ofSlot = variants.filter((variant) => variant.slot === slot);
    const variant = random.pick(ofSlot);
    const killers = whole.filter((one) => differs(variant.design, one.commands, one.printed));
    if (killers.length < HIDDEN_KILLERS) continue;
    const visible = visibleTests(design, variant, level, partial);
    if (visible === null) continue;
    const misses = random.shuffle(ofSlot.filter((other) => other !== variant)).slice(0, NEAR_MISSES);
    return { variant, visible, hidden: hiddenTests(killers, whole, misses) };
  }
  return null;
}

/** The commands to which a design prints something else. */
function differences(design: Design, { commands, printed }: Session): string[] {
  const own = runSession(design, commands);
  return commands.filter((_, index) => own[index] !== printed[index]);
}

function hiddenTests(
  killers: readonly Session[],
  whole: readonly Session[],
  misses: readonly Variant[],
): PackageTest[] {
  const hidden = new Set<Session>(killers.slice(0, HIDDEN_KILLERS));
  for (const { design } of misses) {
    if (hidden.size >= HIDDEN_TESTS) break;
    const kills = (one: Session): boolean => differs(design, one.commands, one.printed);
    if ([...hidden].some(kills)) continue;
    const killer = whole.find(kills);
    if (killer !== undefined) hidden.add(killer);
  }
  for (const one of whole) if (hidden.size < HIDDEN_TESTS) hidden.add(one);
  return [...hidden];
}

/** Two tests that show of the fault what the level wants; `null` where there are none. */
function visibleTests(
  design: Design,
  { slot, design: faulty }: Variant,
  { symptom, modules }: RepairLevel,
  partial: readonly Session[],
): PackageTest[] | null {
  const passing: Session[] = [];
  const failing: Session[] = [];
  const home = functionOf(design, modules, slot);
  for (const one of partial) {
    if (!differs(faulty, one.commands, one.printed)) passing.push(one);
    else if (symptom === "near") failing.push(one);
    else if (symptom === "distant" && differences(faulty, one).every((command) => !asks(command, slot, home))) {
      failing.push(one);
    }
  }
  if (symptom === "near" && failing.length === 0) return null;
  const shown = symptom === "hidden" ? [] : failing;
  const chosen = [...shown.slice(0, 1), ...passing, ...shown.slice(1)];
  return chosen.length < VISIBLE_TESTS ? null : chosen.slice(0, VISIBLE_TESTS);
}

/** The function in which a statement stands. */
function functionOf(design: Design, modules: number, slot: string): string | undefined {
  const functions = modulesOf(design, modules).flatMap(({ parts }) => parts.flatMap((part) => part.functions));
  return functions.find(({ slots }) => slots.some(({ id }) => id === slot))?.name;
}

/** Whether a command is answered by the very function that has the fault, or by the class that counts. */
function asks(command: string, slot: string, home: string | undefined): boolean {
  const [verb, first, second] = command.split(" ");
  if (verb === "count") return slot.startsWith("count ");
  return (verb === "show" ? second : first) === home;
}
