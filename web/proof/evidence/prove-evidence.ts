import { checkProof } from "../../../src/envs/prove/kernel.ts";
import { readProof } from "../../../src/envs/prove/read-proof.ts";
import { factText, type ProveSecret } from "../../../src/envs/prove/theory.ts";
import type { Facts } from "./facts.ts";

/** The line that does not follow, and what was to be proved. */
export function proveEvidence({ theory, goal }: ProveSecret, extracted: string): Facts {
  const read = readProof(extracted, new Set(theory.relations));
  if (!read.valid) return read.line === 0 ? [] : [["line that cannot be read", String(read.line)]];
  const fault = checkProof(theory, goal, read.lines);
  if (fault === null) return [];
  const wanted = ["to be proved", factText(theory, goal)] as const;
  if (fault.reason === "goal_not_proved") return [wanted];
  const [relation = "", first = "", second = ""] = read.lines[fault.line - 1] ?? [];
  return [["line that does not follow", `${fault.line}: ${relation}(${first}, ${second})`], wanted];
}
