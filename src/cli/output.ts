import { once } from "node:events";
import { AffineError, errorMessage, withoutPeriod } from "../core/index.ts";
import { visibleJson, visibleText } from "../io/index.ts";
import { endProcess } from "./ending.ts";
import { reportError } from "./report-error.ts";

/** Writes one line for people on stdout, whatever hides in it made visible, waiting while a reader is slow. */
export async function printLine(text: string): Promise<void> {
  await write(visibleText(text));
}

/** Writes a value as one JSON line on stdout. */
export async function printJson(value: unknown): Promise<void> {
  await printJsonLines([value]);
}

/** Writes values as JSON, a line each; what hides in a text is escaped, so that it is the same text for who reads it. */
export async function printJsonLines(values: readonly unknown[]): Promise<void> {
  const lines = values.map((value) =>
    JSON.stringify(value, (_key, item: unknown): unknown => (item instanceof Map ? Object.fromEntries(item) : item)),
  );
  await write(visibleJson(lines.join("\n")));
}

async function write(text: string): Promise<void> {
  if (!process.stdout.write(`${text}\n`)) await once(process.stdout, "drain");
}

/** A reader that went away (`af … | head`) ends the program quietly, a full disk with one line. */
export function endOnFailedOutput(options: { json: boolean }): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") endProcess(0);
    endProcess(reportError(outputFailed(error), { ...options, trace: false }));
  });
  // There is nowhere left to say it; the exit code does.
  // eslint-disable-next-line no-restricted-syntax -- nothing is written here
  process.stderr.on("error", (error: NodeJS.ErrnoException) => {
    endProcess(error.code === "EPIPE" ? 0 : outputFailed(error).exitCode);
  });
}

function outputFailed(cause: NodeJS.ErrnoException): AffineError {
  return new AffineError("output_failed", `Standard output cannot be written: ${withoutPeriod(errorMessage(cause))}.`, {
    hint: "The command ended in the middle: make room where its output goes, and run it again.",
    cause,
  });
}
