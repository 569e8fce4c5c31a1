import type { Random } from "../../core/index.ts";
import type { FailedTest } from "../check-context.ts";
import type { Reply } from "../episode/index.ts";
import { testPath, type PackageTest } from "./package-test.ts";
import { REPAIR_TURNS } from "./repair-levels.ts";
import type { RepairState } from "./repair-state.ts";
import { editCode } from "./tools/edit-code.ts";
import { grepFiles, readFile } from "./tools/look.ts";
import { readAction } from "./tools/read-action.ts";
import { failureOf, runOf, TURN_FUEL, type Failed } from "./tools/run-tests.ts";

/** One turn: a tool, or the end. */
export function repairStep(state: RepairState, said: string, _dice: Random, turn: number): Reply<RepairState> {
  const action = readAction(said);
  const left = `Turns left: ${REPAIR_TURNS - turn}.`;
  const answer = (observation: string, next = state): Reply<RepairState> => ({
    state: next,
    observation: `${observation}\n${left}`,
  });
  const files = { ...state.code, ...state.fixed };
  switch (action.verb) {
    case "read":
      return answer(readFile(files, action.path, action.from, action.to));
    case "grep":
      return answer(grepFiles(files, action.text));
    case "edit": {
      const { code, problem } = editCode(state, action);
      if (code === undefined) return answer(`Turn ${turn} is lost: ${problem}.`);
      return answer(`${action.path} is edited.`, { ...state, code, edits: state.edits + 1 });
    }
    case "run":
      return runVisible(state, 0, TURN_FUEL, [], (lines) => answer(lines.join("\n")));
    case "submit":
      return submitted(state, turn);
    case "lost":
      return answer(`Turn ${turn} is lost: ${action.reason}.`);
  }
}

/** Runs the tests that can be seen, one after the other, and says how each came out. */
function runVisible(
  state: RepairState,
  at: number,
  fuelLeft: number,
  lines: readonly string[],
  answer: (lines: readonly string[]) => Reply<RepairState>,
): Reply<RepairState> {
  const test = state.visible[at];
  if (test === undefined) return answer(lines);
  return {
    python: runOf(state.folder, state.code, test, fuelLeft),
    next(ended) {
      const failed = failureOf(test, ended);
      const line = failed === null ? `${testPath(at + 1)} passes.` : `${testPath(at + 1)} fails: ${failed.said}`;
      return runVisible(state, at + 1, fuelLeft - ended.ticks, [...lines, line], answer);
    },
  };
}

/** The verdict: 1000 for a package that passes all tests, those that can be seen and the hidden ones. */
function submitted(state: RepairState, turn: number): Reply<RepairState> {
  const { visible, hidden, edits } = state;
  const tests = [...visible, ...hidden];
  const metrics = (passed: number): Record<string, number> => ({ turns: turn, edits, tests: tests.length, passed });
  const zero = (reason: string, passed: number, failed?: FailedTest): Reply<RepairState> => ({
    verdict: { thousandths: 0, reason, extracted: null, metrics: metrics(passed) },
    ...(failed === undefined ? {} : { failed }),
  });
  if (edits === 0) {
    // No test is run, so that none has failed.
    return { verdict: { thousandths: 0, reason: "nothing_edited", extracted: null, metrics: { turns: turn, edits } } };
  }
  const from = (at: number, fuelLeft: number): Reply<RepairState> => {
    const test = tests[at];
    if (test === undefined) {
      return { verdict: { thousandths: 1000, reason: "correct", extracted: null, metrics: metrics(at) } };
    }
    if (fuelLeft <= 0) return zero("fuel_exhausted", at);
    return {
      python: runOf(state.folder, state.code, test, fuelLeft),
      next(ended) {
        const failed = failureOf(test, ended);
        if (failed === null) return from(at + 1, fuelLeft - ended.ticks);
        return zero(reasonOf(failed, test, visible), at, { ...failed.inWords, test: nameOf(at, state) });
      },
    };
  };
  return from(0, TURN_FUEL);
}

/** A test in words: a visible one by its file, a hidden one by its place among them. */
function nameOf(at: number, { visible, hidden }: RepairState): string {
  return at < visible.length ? testPath(at + 1) : `hidden test ${at - visible.length + 1} of ${hidden.length}`;
}

function reasonOf({ reason }: Failed, test: PackageTest, visible: readonly PackageTest[]): string {
  if (reason !== "wrong_output") return reason;
  return visible.includes(test) ? "own_test_fails" : "hidden_test_fails";
}
