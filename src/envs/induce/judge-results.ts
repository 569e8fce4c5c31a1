import { z } from "zod";
import { returnedValue } from "../judge/drivers.ts";
import { sameValue } from "../judge/same-value.ts";
import type { Call } from "./induce-secret.ts";

/** How many calls were right, and what was wrong with the first that was not. */
export interface JudgedCalls {
  readonly passed: number;
  /** Place of that one, and what it returned, as JSON; `null` where nothing was. */
  readonly firstWrong: number;
  readonly returned: string | null;
  readonly reason: "correct" | "wrong_output" | "runtime_error";
}

const resultsSchema = z.array(z.string().nullable());

/** Compares what a driver printed with the results of the calls, as Python compares: `1 == 1.0 == True`. */
export function judgeResults(stdout: string, tests: readonly Call[]): JudgedCalls {
  const read = resultsSchema.safeParse(returnedValue(stdout));
  if (!read.success || read.data.length !== tests.length) {
    return { passed: 0, firstWrong: 0, returned: null, reason: "wrong_output" };
  }
  const isRight = tests.map(({ result }, at) => {
    const returned = read.data[at] ?? null;
    return returned !== null && sameValue(returned, JSON.stringify(result));
  });
  const passed = isRight.filter(Boolean).length;
  const firstWrong = isRight.indexOf(false);
  const returned = read.data[firstWrong] ?? null;
  if (passed === tests.length) return { passed, firstWrong, returned, reason: "correct" };
  return { passed, firstWrong, returned, reason: returned === null ? "runtime_error" : "wrong_output" };
}
