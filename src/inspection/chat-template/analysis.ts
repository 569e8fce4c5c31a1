import { PLAIN, join, same, type Kind } from "./kind.ts";
import type { Scope } from "./scope.ts";
import type { Expression, Statement } from "./syntax.ts";
import { TemplateDefect } from "./template-defect.ts";

/** Facts about the question that a template may branch on. The longest of the usual ones branch on less than half. */
export const MAX_FACTS = 64;
/** Longest text that a template may look for in a question. */
export const MAX_SOUGHT_CHARACTERS = 64;
/** Methods that may cut a text one after another. */
export const MAX_STEPS = 8;
/** Work of one look at a template with its macros written out. */
const MAX_WORK = 50_000;
/** Longest chain of operators, attributes and filters, and depth of calls; keeps hostile templates off the stack. */
const MAX_DEPTH = 400;

/** The two halves of a walk, which call each other: expressions hold macros' calls, statements hold expressions. */
export interface Walkers {
  readonly expression: (expression: Expression, scope: Scope, analysis: Analysis) => Kind;
  readonly statements: (statements: readonly Statement[], scope: Scope, analysis: Analysis) => void;
}

/** What one walk through a template adds up. */
export class Analysis {
  facts = 0;
  readonly #walkers: Walkers;
  #work = 0;
  #depth = 0;
  readonly #attributes: Map<string, Kind>;
  #changed = false;

  /** @param attributes what attributes of namespaces held in the walk before: loops come round to them again */
  constructor(attributes: Map<string, Kind>, walkers: Walkers) {
    this.#attributes = attributes;
    this.#walkers = walkers;
  }

  /** What an expression may hold of the question. @throws TemplateDefect where it could compute with it */
  kindOf(expression: Expression, scope: Scope): Kind {
    return this.#walkers.expression(expression, scope, this);
  }

  /** Goes through statements in order. @throws TemplateDefect */
  walk(statements: readonly Statement[], scope: Scope): void {
    this.#walkers.statements(statements, scope, this);
  }

  /** Whether an attribute turned out to hold more than the walk had assumed. */
  get changed(): boolean {
    return this.#changed;
  }

  /** Looks at one expression inside another. */
  within<T>(line: number, look: () => T): T {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new TemplateDefect(line, "expressions nested too deeply");
    const seen = look();
    this.#depth -= 1;
    return seen;
  }

  step(line: number): void {
    this.#work += 1;
    if (this.#work > MAX_WORK) throw new TemplateDefect(line, "the template is too much work to look through");
  }

  /** A yes or no about the question that decides what happens. */
  fact(line: number, count = 1): void {
    this.facts += count;
    if (this.facts > MAX_FACTS) {
      throw new TemplateDefect(line, `more than ${MAX_FACTS} questions about the text of messages`);
    }
  }

  attribute(id: string, name: string): Kind {
    return this.#attributes.get(`${id}.${name}`) ?? PLAIN;
  }

  setAttribute(id: string, name: string, kind: Kind): void {
    const before = this.attribute(id, name);
    const after = join(before, kind);
    if (same(before, after)) return;
    this.#attributes.set(`${id}.${name}`, after);
    this.#changed = true;
  }
}
