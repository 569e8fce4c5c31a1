import type { AbdSecret } from "../abd-secret.ts";
import { printProgram } from "../tree/print-program.ts";

const CONSTANT = /\b\d+\b/g;
const LETTER = /"[a-z]"/g;

/**
 * The program with all constants alike. Its variables are numbered in order already, so that two programs that differ by
 * constants, by input or by output only have one shape.
 */
export function taskShape(secret: AbdSecret): string {
  if (secret.source === "corpus") return secret.program;
  return printProgram(secret.program, secret.domain).replace(CONSTANT, "0").replace(LETTER, '"a"');
}
