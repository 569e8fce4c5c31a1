import type { Kind } from "./kind.ts";
import type { Statement } from "./syntax.ts";

/** A macro and the names of the template around it, as they are when it is called. */
export interface Macro {
  readonly statement: Extract<Statement, { kind: "macro" }>;
  readonly names: ReadonlyMap<string, Kind>;
}

/** What stands around a statement. */
export interface Scope {
  /** Names and what they hold; copied for a branch or a loop, whose settings end with it. */
  readonly names: Map<string, Kind>;
  readonly macros: Map<string, Macro>;
  /** Macros that are being written out: none may call itself. */
  readonly calling: readonly string[];
  /** Inside a loop over a text. */
  readonly inText: boolean;
  /** Inside a branch that no single character enters. */
  readonly guarded: boolean;
  /** Takes what is put out here, for `set` blocks and macros. */
  readonly put: (kind: Kind) => void;
}

export function inner(scope: Scope, changes: Partial<Scope> = {}): Scope {
  return { ...scope, names: new Map(scope.names), macros: new Map(scope.macros), ...changes };
}
