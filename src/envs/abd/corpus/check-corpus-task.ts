import type { VerdictKind } from "../../../sandbox/index.ts";
import type { CheckContext } from "../../environment.ts";
import type { Verdict } from "../../verdict.ts";
import { extractTagged } from "../../extract/index.ts";
import type { CorpusTask } from "../abd-secret.ts";
import { runInSandbox } from "./run-in-sandbox.ts";
import { sameOutput } from "./same-output.ts";

const REASONS: Readonly<Record<Exclude<VerdictKind, "ok">, string>> = {
  exit: "program_failed",
  runtime_error: "program_failed",
  fuel: "fuel_exhausted",
  memory: "memory_exhausted",
  output: "output_too_long",
  violation: "program_violation",
  crash: "program_crashed",
};

/** 1000 for any input for which the program, run in the sandbox, prints the wanted output. */
export async function checkCorpusTask(
  { program, output }: CorpusTask,
  completion: unknown,
  context: CheckContext,
): Promise<Verdict> {
  const extraction = extractTagged(completion, "input");
  if (!extraction.found) return { thousandths: 0, reason: extraction.reason, extracted: null, metrics: {} };
  const extracted = extraction.answer;
  const fail = (reason: string): Verdict => ({ thousandths: 0, reason, extracted, metrics: {} });
  if (!extracted.isWellFormed()) return fail("not_text");
  const { kind, stdout } = await runInSandbox(context, program, standardInput(extracted));
  if (kind !== "ok") return fail(REASONS[kind]);
  if (!sameOutput(stdout, output)) return fail("wrong_output");
  return { thousandths: 1000, reason: "correct", extracted, metrics: {} };
}

/** The answer without the newline after its opening tag and the white space before its closing one; ends in a newline. */
function standardInput(answer: string): string {
  const start = answer.startsWith("\r\n") ? 2 : answer.startsWith("\n") ? 1 : 0;
  return `${answer.slice(start).trimEnd()}\n`;
}
