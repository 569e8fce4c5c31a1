import { textHead, textTail } from "../../../core/index.ts";
import type { Verdict as RunVerdict } from "../../../sandbox/index.ts";
import type { FailedTest } from "../../check-context.ts";
import type { PythonRun } from "../../episode/episode-spec.ts";
import { errorOf, RUN_REASONS } from "../../judge/run-case.ts";
import type { Files } from "../emit/emit-package.ts";
import type { PackageTest } from "../package-test.ts";

/** Fuel of one test: some thirty times what a package needs. */
const FUEL_TICKS = 400_000_000;
const OUTPUT_BYTES = 65_536;
/** Runs of one turn together: an endless loop costs at most one of them and a half. */
export const TURN_FUEL = 600_000_000;
const MOST_SAID = 700;
const MOST_LINE = 120;

/** What is run for a test: the package reads the test's commands. */
export function runOf(folder: string, code: Files, { commands }: PackageTest, fuelLeft: number): PythonRun {
  return {
    program: `from ${folder}.main import main\nmain()\n`,
    stdin: `${commands.join("\n")}\n`,
    files: code,
    limits: { fuelTicks: Math.min(FUEL_TICKS, Math.max(1, fuelLeft)), outputBytes: OUTPUT_BYTES },
  };
}

/** How a test came out: `null` where it passed. */
export interface Failed {
  readonly reason: string;
  /** For whoever may see the test. */
  readonly said: string;
  /** The test as far as its first wrong line, for people. */
  readonly inWords: FailedTest;
}

/** Compares what was printed, line for line; blanks at the end of lines say nothing. */
export function failureOf({ commands, printed }: PackageTest, ended: RunVerdict): Failed | null {
  if (ended.kind !== "ok") {
    const reason = RUN_REASONS[ended.kind];
    const told = textTail(ended.stderr.trim(), MOST_SAID);
    return {
      reason,
      said: told === "" ? reason : `${reason}\n${told}`,
      inWords: { input: commands.join("\n"), printed: null, wanted: printed.join("\n"), ...errorOf(ended) },
    };
  }
  const lines = ended.stdout.split("\n").map((line) => line.trimEnd());
  while (lines.at(-1) === "") lines.pop();
  const at = printed.findIndex((line, index) => lines[index] !== line);
  if (at === -1 && lines.length === printed.length) return null;
  const place = at === -1 ? printed.length : at;
  const [command, wanted, got] = [commands[place], printed[place], lines[place]].map((line) =>
    line === undefined ? undefined : textHead(line, MOST_LINE),
  );
  const said =
    at === -1
      ? `more lines than commands were printed: ${got ?? ""}`
      : `> ${command ?? ""}\n${wanted ?? ""} must be printed, ${got === undefined ? "nothing was" : `${got} was`}.`;
  // Sessions are long: what is otherwise stands below the command that it answers, as in the files of tests.
  const below = (line: string | undefined): string => [`> ${commands[place] ?? ""}`, line ?? ""].join("\n").trimEnd();
  const inWords = {
    input: commands.slice(0, place + 1).join("\n"),
    printed: below(lines[place]),
    wanted: below(printed[place]),
  };
  return { reason: "wrong_output", said, inWords };
}
