import { argumentsDriver, returnedText } from "../../judge/drivers.ts";
import type { RunCase } from "../../judge/run-case.ts";
import { sameOutput } from "../../judge/same-output.ts";
import type { CorpusCase } from "./corpus-case.ts";
import { sameValue } from "../../judge/same-value.ts";

/** The run of an answer on a test of a corpus. */
export function runOfCase(testCase: CorpusCase, program: string): RunCase {
  if (testCase.kind === "stdin_stdout") {
    const { input, output } = testCase;
    return {
      program,
      stdin: input,
      accepts: (stdout) => sameOutput(stdout, output),
      failed: (printed) => ({ input, printed, wanted: output }),
    };
  }
  return {
    ...argumentsDriver(program, testCase.name),
    stdin: testCase.arguments,
    accepts(stdout) {
      const returned = returnedText(stdout);
      if (returned === undefined) return false;
      // Data sets wrap a result into a list of one as often as not.
      return sameValue(returned, testCase.result) || sameValue(`[${returned}]`, testCase.result);
    },
    failed: (stdout) => ({
      input: `${testCase.name}(*${testCase.arguments})`,
      printed: stdout === null ? null : (returnedText(stdout) ?? null),
      wanted: testCase.result,
    }),
  };
}
