import type { Random } from "../../../core/index.ts";
import type { Input, InputKind, Rule } from "../grammar/rule.ts";
import { runRule } from "../grammar/run-rule.ts";
import type { Call } from "../induce-secret.ts";
import type { Form } from "../space/calls.ts";
import { agreedInputs } from "./agreed-inputs.ts";
import { callOf } from "./call-of.ts";
import { draftRule } from "./draft-rule.ts";
import { drawInput, type Occasion } from "./draw-input.ts";
import { shorterRules } from "./shorter-rules.ts";

/** A function with the calls that show it and those that answers are judged by. */
export interface DraftedFunction {
  readonly rule: Rule;
  readonly shown: readonly Call[];
  readonly tests: readonly Call[];
}

const FIRST_SHOWN = 5;
const OTHERS: readonly Occasion[] = [
  "one",
  "few",
  "few",
  "long",
  "equal",
  ...Array.from({ length: 10 }, (): Occasion => "usual"),
];
const TESTS = 10;
/** Results that may be the same, so that a constant is never right. */
const MOST_ALIKE = 4;

/** What is asked of a draft. */
export interface WantedFunction {
  readonly name: string;
  readonly kind: InputKind;
  readonly form: Form;
  /** Whether every list that comes out must be as long as what goes in. */
  readonly isWide: boolean;
}

/** A function of a form whose calls say enough; `null` for a draft that is no good. */
export function draftFunction({ name, kind, form, isWide }: WantedFunction, random: Random): DraftedFunction | null {
  const rule = draftRule(kind, form, random);
  if (rule === null || (isWide && rule.output !== "list")) return null;
  const shown = Array.from({ length: FIRST_SHOWN }, () => drawInput(kind, "usual", random));
  const others = OTHERS.map((occasion) => drawInput(kind, occasion, random));
  if (!isTelling(rule, shown, others)) return null;
  if (isWide && !shown.every((input) => runRule(rule, input)?.length === input.xs.length)) return null;
  const agreed = agreedInputs(rule, form, { shown, others });
  const hidden = agreed?.hidden.slice(0, TESTS) ?? [];
  if (agreed === null || hidden.length < TESTS || !everyPartShows(rule, hidden)) return null;
  const call = (input: Input): Call => callOf(name, rule, input, runRule(rule, input) as readonly number[]);
  return { rule, shown: agreed.shown.map(call), tests: hidden.map(call) };
}

/** True if the rule has a meaning on all inputs, does something, and does not say the same of everything. */
function isTelling(rule: Rule, shown: readonly Input[], others: readonly Input[]): boolean {
  const results = [...shown, ...others].map((input) => runRule(rule, input)?.join());
  if (results.includes(undefined)) return false;
  const counts = new Map<string, number>();
  for (const result of results) counts.set(result as string, (counts.get(result as string) ?? 0) + 1);
  if (Math.max(...counts.values()) > MOST_ALIKE) return false;
  return shown.every((input, at) => {
    const length = rule.output === "number" ? 3 : (results[at] as string).split(",").length;
    return length >= 3 && results[at] !== input.xs.join() && results[at] !== input.ys.join();
  });
}

/** True if no part of the rule can be left out unnoticed by the hidden calls. */
function everyPartShows(rule: Rule, hidden: readonly Input[]): boolean {
  return shorterRules(rule).every((shorter) =>
    hidden.some((input) => runRule(shorter, input)?.join() !== runRule(rule, input)?.join()),
  );
}
