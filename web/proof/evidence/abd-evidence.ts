import type { AbdSecret } from "../../../src/envs/abd/abd-secret.ts";
import { readInput } from "../../../src/envs/abd/read-input.ts";
import { compileProgram } from "../../../src/envs/abd/run/compile-program.ts";
import type { Facts } from "./facts.ts";

const MOST_LINES = 8;

/** What the program prints for an input, against what it should. */
export function abdEvidence(secret: AbdSecret, extracted: string): Facts {
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
