import type { ReadFormula } from "../../../src/envs/sat/study/read-clauses.ts";

/** What a run of belief propagation made of a formula, and what it sent. */
export interface Believed {
  /** By variable, from 1; `null` where a clause was left without a literal. */
  readonly values: readonly boolean[] | null;
  /** From a variable to a clause; those back are not counted, in the solver's favour. */
  readonly messages: number;
}

/**
 * Belief propagation with decimation: no flips, nothing taken back.
 *
 * Messages go between clauses and variables until the sweeps are used up; the variable that is surest takes its value, with
 * all that follows in clauses of one literal, and so on with what is left. Floats, but they decide nothing that is scored.
 *
 * @param most messages that may be sent; variables that are left then take the values that they were surest of last, one by one
 */
export function decimate({ variables, clauses }: ReadFormula, sweeps: number, most = Infinity): Believed {
  const values: (boolean | undefined)[] = Array.from({ length: variables + 1 });
  let open = clauses.map((clause) => clause.map((literal) => ({ literal, warning: 0.1, doubt: 0.5 })));
  let spent = 0;
  let surest: number[] = [];
  const fix = (literal: number): boolean => {
    values[Math.abs(literal)] = literal > 0;
    open = open
      .filter((clause) => clause.every((edge) => edge.literal !== literal))
      .map((clause) => clause.filter((edge) => edge.literal !== -literal));
    return open.every((clause) => clause.length > 0);
  };
  for (;;) {
    for (let unit = open.find((clause) => clause.length === 1); unit !== undefined;) {
      if (!fix((unit[0] as { literal: number }).literal)) return { values: null, messages: spent };
      unit = open.find((clause) => clause.length === 1);
    }
    if (open.length === 0) break;
    const edges = new Map<number, { readonly literal: number; warning: number; doubt: number }[]>();
    for (const edge of open.flat()) {
      const known = edges.get(Math.abs(edge.literal));
      if (known === undefined) edges.set(Math.abs(edge.literal), [edge]);
      else known.push(edge);
    }
    const sent = open.reduce((sum, clause) => sum + clause.length, 0);
    let swept = 0;
    for (; swept < sweeps && spent + sent <= most; swept += 1, spent += sent) {
      for (const own of edges.values()) {
        for (const edge of own) {
          let [agree, against] = [1, 1];
          for (const other of own) {
            if (other === edge) continue;
            if (other.literal === edge.literal) against *= 1 - other.warning;
            else agree *= 1 - other.warning;
          }
          edge.doubt = against / (agree + against);
        }
      }
      for (const clause of open) {
        const all = clause.map(({ doubt }) => doubt);
        for (const [at, edge] of clause.entries()) {
          const others = all.reduce((product, doubt, place) => (place === at ? product : product * doubt), 1);
          edge.warning = (edge.warning + Math.min(others, 0.999999)) / 2;
        }
      }
    }
    // Without a sweep there is nothing new to believe.
    if (swept > 0 || surest.length === 0) surest = bySureness(edges);
    const next = surest.find((literal) => values[Math.abs(literal)] === undefined);
    if (next === undefined || !fix(next)) return { values: null, messages: spent };
  }
  return { values: values.map((value) => value ?? true), messages: spent };
}

/** Literals that are likelier true than false, the surest first. */
function bySureness(edges: ReadonlyMap<number, readonly { readonly literal: number; readonly warning: number }[]>) {
  return [...edges]
    .map(([variable, own]) => {
      let [isTrue, isFalse] = [1, 1];
      for (const { literal, warning } of own) {
        if (literal > 0) isFalse *= 1 - warning;
        else isTrue *= 1 - warning;
      }
      const share = isTrue / (isTrue + isFalse);
      return { literal: share > 0.5 ? variable : -variable, sureness: Math.abs(share - 0.5) };
    })
    .sort((a, b) => b.sureness - a.sureness)
    .map(({ literal }) => literal);
}
