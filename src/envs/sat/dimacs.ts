/** SAT's questions as solvers read them, and what solvers print as an answer. */
import { kinds, need, needText } from "../../core/index.ts";
import type { Formula } from "./formula.ts";

const ID_COMMENT = /^c challenge_id (\S+)[ \t\r]*$/m;
/** `s SATISFIABLE` of the SAT competitions, and MiniSat's bare `SAT`. */
const STATUS = /^(?:s[ \t]+)?(SATISFIABLE|SAT|UNSATISFIABLE|UNSAT|UNKNOWN|INDETERMINATE)[ \t\r]*$/;
const VALUES = /^(?:v[ \t]+)?((?:-?\d+[ \t]+)*-?\d+)[ \t\r]*$/;
/** `v` alone, which some solvers print before their values. */
const EMPTY_VALUES = /^v[ \t\r]*$/;
const COMMENT = /^c(?:[ \t\r]|$)/;

const formulaKind = kinds.shape({
  variables: kinds.between(0),
  clauseSize: kinds.between(1),
  literals: kinds.list(kinds.whole),
});

/** DIMACS CNF: the challenge id in a comment, the header, one clause a line with its closing 0. */
export function dimacsOf(id: string, formula: Formula): string {
  needText(id, "dimacsOf", "a challenge id and a formula");
  need(formulaKind, formula, "dimacsOf", "a challenge id and a formula");
  const { variables, clauseSize, literals } = formula;
  const lines = [`c challenge_id ${id}`, `p cnf ${variables} ${literals.length / clauseSize}`];
  for (let at = 0; at < literals.length; at += clauseSize) {
    lines.push(`${literals.slice(at, at + clauseSize).join(" ")} 0`);
  }
  return `${lines.join("\n")}\n`;
}

/** The challenge id in the comments of a DIMACS text, `null` where none is. */
export function idInDimacs(text: string): string | null {
  needText(text, "idInDimacs", "a text in DIMACS");
  return ID_COMMENT.exec(text)?.[1] ?? null;
}

/** What a solver said, as a completion that SAT judges, or what is wrong with its output. */
export type SolverAnswer =
  | { readonly read: true; readonly completion: string }
  | { readonly read: false; readonly line: number; readonly why: string };

/**
 * A solver's output as a completion: its `v` lines (or MiniSat's line of values) up to the closing 0; "unsatisfiable"
 * where it says so, and nothing where it gave up, both of which score 0 with their reason.
 */
export function readSolverOutput(output: string): SolverAnswer {
  needText(output, "readSolverOutput", "what a solver printed");
  let status: { readonly said: string; readonly line: number } | undefined;
  const values: string[] = [];
  let ended = false;
  for (const [index, line] of output.split("\n").entries()) {
    const place = index + 1;
    if (line.trim() === "" || COMMENT.test(line) || EMPTY_VALUES.test(line)) continue;
    const said = STATUS.exec(line)?.[1];
    if (said !== undefined) {
      if (status !== undefined) return { read: false, line: place, why: "a second status" };
      status = { said, line: place };
      continue;
    }
    const literals = VALUES.exec(line)?.[1]?.split(/[ \t]+/);
    if (literals === undefined) return { read: false, line: place, why: `no line of a solver: ${line.slice(0, 60)}` };
    if (ended) return { read: false, line: place, why: "values after the closing 0" };
    ended = literals.at(-1) === "0";
    values.push(...literals);
  }
  if (status?.said.startsWith("UNSAT") === true) return { read: true, completion: "<answer>UNSAT</answer>" };
  if (values.length > 0) return { read: true, completion: `<answer>${values.join(" ")}</answer>` };
  if (status?.said === "UNKNOWN" || status?.said === "INDETERMINATE") return { read: true, completion: "" };
  if (status !== undefined) {
    return { read: false, line: status.line, why: "it says satisfiable, and no line of values (v …) is there" };
  }
  return { read: false, line: 1, why: "neither a line of values (v …) nor a status (s …)" };
}
