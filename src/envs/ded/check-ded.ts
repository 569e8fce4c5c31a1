import { python } from "../../sandbox/index.ts";
import type { Verdict } from "../verdict.ts";
import type { CheckContext } from "../environment.ts";
import type { CorpusCase } from "./corpus/corpus-case.ts";
import { runOfCase } from "./corpus/run-of-case.ts";
import type { DedSecret, GeneratedTask } from "./ded-secret.ts";
import { inputOf } from "./hidden/input-of.ts";
import { bareProgram } from "../extract/index.ts";
import { bindsName } from "../judge/binds-name.ts";
import { returnedValue, textDriver } from "../judge/drivers.ts";
import { runCases, type RunCase } from "../judge/run-case.ts";
import { sameOutput } from "../judge/same-output.ts";
import { takeProgram } from "../judge/take-program.ts";

/** A program reads standard input by one of these; who puts something in its place shows how the program is used. */
const READS_INPUT = /input\s*\(|stdin\b(?!\s*=[^=])|\bstdin\w|open\s*\(\s*0|fileinput|os\.read\s*\(\s*0/;

/**
 * 1000 for a program that passes all hidden tests, 0 with a reason for everything else.
 *
 * @throws AffineError `sandbox_unavailable` when programs cannot be run here: no verdict on the answer.
 */
export async function checkDed(secret: DedSecret, completion: unknown, context: CheckContext): Promise<Verdict> {
  const tests = secret.source === "generated" ? secret.tests.length : secret.cases.length;
  const fail = (reason: string, extracted: string | null, passed = 0): Verdict => ({
    thousandths: 0,
    reason,
    extracted,
    metrics: { tests, passed },
  });
  if (tests === 0) return fail("invalid_sample", null);
  const taken = takeProgram(completion, { isWhole: (code) => mayBeWhole(secret, code) });
  if (!taken.found) return fail(taken.reason, taken.extracted);
  const { program } = taken;
  const cases =
    secret.source === "generated"
      ? generatedCases(secret, program)
      : secret.cases.map((testCase) => runOfCase(testCase, program));
  const { reason, passed } = await runCases(context.python ?? python, cases, context);
  if (reason !== "correct") return fail(reason, program, passed);
  return { thousandths: 1000, reason, extracted: program, metrics: { tests, passed } };
}

/** True for what defines the wanted function, or reads its input, as every whole program does. */
function mayBeWhole(secret: DedSecret, code: string): boolean {
  if (secret.source === "generated" && secret.style === "function_call") return bindsName(code, "solve");
  const called = secret.source === "generated" ? undefined : functionOf(secret.cases);
  return called === undefined ? READS_INPUT.test(bareProgram(code)) : bindsName(code, called);
}

function functionOf(cases: readonly CorpusCase[]): string | undefined {
  return cases.find((testCase) => testCase.kind === "function_call")?.name;
}

function generatedCases({ task, style, tests }: GeneratedTask, program: string): RunCase[] {
  const called = style === "function_call";
  const whole = called ? textDriver(program) : { program };
  const said = (stdout: string): unknown => (called ? returnedValue(stdout) : stdout);
  return tests.map((test) => ({
    ...whole,
    // Made when it is needed: most wrong programs fail before the large inputs.
    get stdin() {
      return inputOf(task, test);
    },
    accepts(stdout) {
      const answer = said(stdout);
      return typeof answer === "string" && sameOutput(answer, test.output);
    },
    failed(stdout) {
      const answer = stdout === null ? null : said(stdout);
      return { input: inputOf(task, test), printed: typeof answer === "string" ? answer : null, wanted: test.output };
    },
  }));
}
