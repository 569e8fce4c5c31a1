import { existsSync } from "node:fs";
import { join } from "node:path";
import { CommanderError } from "commander";
import { AffineError, errorMessage } from "../core/index.ts";
import { fileFailure, isRefusal, systemCode, visibleText } from "../io/index.ts";
import { errorText } from "./error-text.ts";

/**
 * Says what went wrong, on stderr, without a stack trace unless `-vvv` was given.
 *
 * @returns the exit code.
 */
export function reportError(thrown: unknown, options: { json: boolean; trace: boolean }): number {
  // Commander has printed its own message already, but as JSON it is ours to say.
  if (thrown instanceof CommanderError && (thrown.exitCode === 0 || !options.json))
    return thrown.exitCode === 0 ? 0 : 2;
  const error = thrown instanceof CommanderError ? usageError(thrown) : affineError(thrown);
  process.stderr.write(errorText(error, options.json));
  if (options.trace) process.stderr.write(`${visibleText(traceOf(thrown))}\n`);
  return error.exitCode;
}

function affineError(thrown: unknown): AffineError {
  if (AffineError.isInstance(thrown)) return thrown;
  if (systemCode(thrown) === "ERR_MODULE_NOT_FOUND") return missingPackage(errorMessage(thrown), thrown);
  if (isRefusal(thrown)) return fileFailure("The machine refuses something that this command needs", thrown);
  return new AffineError("internal", `Unexpected: ${errorMessage(thrown)}`, {
    hint: "This is a defect of the program. Run again with -vvv and report what it prints.",
    cause: thrown,
  });
}

/** Of a package whose `package.json` it could not open Node says that there is none; `bin/af` tells them apart, too. */
function missingPackage(why: string, cause: unknown): AffineError {
  const folder = /'([^']*[\\/]node_modules[\\/](?:@[^'\\/]+[\\/])?[^'\\/]+)/.exec(why)?.[1];
  const isInstalled = folder !== undefined && existsSync(join(folder, "package.json"));
  return new AffineError(
    isInstalled ? "file_access" : "not_found",
    `A package that this command needs cannot be read: ${why}`,
    {
      hint: isInstalled
        ? "Raise the limit of open files (ulimit -n); where that is high, install again (npm ci)."
        : "It is not installed: npm ci.",
      cause,
    },
  );
}

function usageError({ message, code }: CommanderError): AffineError {
  const said = code === "commander.help" ? "A subcommand is missing." : message.replace(/^error: /, "");
  return new AffineError("usage", said, {
    hint: "af --help lists the commands, and af COMMAND --help what each takes.",
    details: { parser: code },
  });
}

function traceOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const own = thrown.stack ?? thrown.message;
  return thrown.cause === undefined ? own : `${own}\ncaused by: ${traceOf(thrown.cause)}`;
}

/** Tells a fault of words, as the parser says it; a word that is not understood is told as it was given, made visible. */
export function reportFault(text: string): void {
  process.stderr.write(`${visibleText(text.replace(/\n$/, ""))}\n`);
}
