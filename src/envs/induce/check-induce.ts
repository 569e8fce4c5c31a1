import { python } from "../../sandbox/index.ts";
import type { Verdict } from "../verdict.ts";
import type { FailedTest } from "../check-context.ts";
import type { CheckContext } from "../environment.ts";
import { bindsName } from "../judge/binds-name.ts";
import { callsDriver } from "../judge/drivers.ts";
import { runCases } from "../judge/run-case.ts";
import { takeProgram } from "../judge/take-program.ts";
import { judgeResults, type JudgedCalls } from "./judge-results.ts";
import type { Call, InduceSecret } from "./induce-secret.ts";

/** What both functions are called, or the only one. */
const NAMES = ["f", "g"];

/**
 * 1000 for functions that are right on all hidden calls, 0 with a reason for everything else. All calls are made in one
 * run, one after the other.
 *
 * @throws AffineError `sandbox_unavailable` when programs cannot be run here: no verdict on the answer.
 */
export async function checkInduce(
  { rules, tests }: InduceSecret,
  completion: unknown,
  context: CheckContext,
): Promise<Verdict> {
  const fail = (reason: string, extracted: string | null, passed = 0): Verdict => ({
    thousandths: 0,
    reason,
    extracted,
    metrics: { tests: tests.length, passed },
  });
  const [first] = tests;
  if (first === undefined) return fail("invalid_sample", null);
  const wanted = NAMES.slice(0, rules.length);
  const taken = takeProgram(completion, { isWhole: (code) => wanted.every((name) => bindsName(code, name)) });
  if (!taken.found) return fail(taken.reason, taken.extracted);
  const { program } = taken;
  let judged: JudgedCalls = { passed: 0, firstWrong: 0, returned: null, reason: "wrong_output" };
  const run = {
    ...callsDriver(program),
    stdin: JSON.stringify(tests.map((test) => [test.function, test.arguments])),
    accepts(stdout: string): boolean {
      judged = judgeResults(stdout, tests);
      return judged.reason === "correct";
    },
    failed: (stdout: string | null) =>
      callInWords(tests[judged.firstWrong] ?? first, stdout === null ? null : judged.returned),
  };
  const { reason } = await runCases(context.python ?? python, [run], context);
  if (reason !== "correct") return fail(reason === "wrong_output" ? judged.reason : reason, program, judged.passed);
  return { thousandths: 1000, reason, extracted: program, metrics: { tests: tests.length, passed: judged.passed } };
}

function callInWords(call: Call, returned: string | null): FailedTest {
  const given = call.arguments.map((argument) => JSON.stringify(argument)).join(", ");
  return { input: `${call.function}(${given})`, printed: returned, wanted: JSON.stringify(call.result) };
}
