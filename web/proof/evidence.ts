import { parseChallengeId } from "../../src/core/challenge.ts";
import type { AbdSecret } from "../../src/envs/abd/abd-secret.ts";
import { readInput } from "../../src/envs/abd/read-input.ts";
import { compileProgram } from "../../src/envs/abd/run/compile-program.ts";
import { environment } from "../../src/envs/registry.ts";
import type { PlantedFormula } from "../../src/envs/sat/formula.ts";
import { parseAssignment } from "../../src/envs/sat/parse-assignment.ts";

type Facts = readonly (readonly [name: string, value: string])[];

/** Clauses and lines that are shown of many. */
const MOST_CLAUSES = 5;
const MOST_LINES = 8;

/** What a verdict rests on: the clauses that an assignment violates, what a program prints against what it should. */
export function evidenceOf(id: string, extracted: string | null): Facts {
  const { env, params, seed } = parseChallengeId(id);
  if (extracted === null || (env !== "SAT" && env !== "ABD")) return [];
  // Each environment's secrets are its own.
  const { secret } = environment(env).generate(params, seed);
  return env === "SAT" ? satEvidence(secret as PlantedFormula, extracted) : abdEvidence(secret as AbdSecret, extracted);
}

function satEvidence({ variables, literals, clauseSize }: PlantedFormula, extracted: string): Facts {
  const assignment = parseAssignment(extracted, variables);
  if (!assignment.valid) return [];
  const { values } = assignment;
  const clauses = Array.from({ length: literals.length / clauseSize }, (_, at) =>
    literals.slice(at * clauseSize, (at + 1) * clauseSize),
  );
  const violated = clauses.filter((clause) =>
    clause.every((literal) => values[Math.abs(literal)] !== Number(literal > 0)),
  );
  if (violated.length === 0) return [];
  const shown = violated.slice(0, MOST_CLAUSES).map((clause) => `(${clause.join(" or ")})`);
  const rest = violated.length - shown.length;
  return [["violated clauses", `${shown.join(", ")}${rest > 0 ? ` and ${rest} more` : ""}`]];
}

function abdEvidence(secret: AbdSecret, extracted: string): Facts {
  if (secret.source !== "generated") return [];
  const read = readInput(extracted, secret.domain);
  if (!read.valid) return [];
  const run = compileProgram(secret.program)(read.input);
  const text = (lines: readonly string[]): string =>
    `${lines.slice(0, MOST_LINES).join(" | ")}${lines.length > MOST_LINES ? " | …" : ""}`;
  return [
    ["wanted output", text(secret.output)],
    ["printed output", run.ended ? text(run.lines) : `none: ${run.fault}`],
  ];
}
