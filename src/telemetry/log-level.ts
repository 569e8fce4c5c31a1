/** Apart from the logger, which takes longer to load than a program may take to start. */
export type LogLevel = "silent" | "warn" | "info" | "debug" | "trace";

let chosen: LogLevel | undefined;
let onChosen: ((level: LogLevel) => void) | undefined;

/** Level for a count of `-v` flags: quiet (warnings), info, debug, trace. */
export function levelOfVerbosity(count: number): LogLevel {
  return (["warn", "info", "debug", "trace"] as const)[Math.min(Math.max(count, 0), 3)] ?? "warn";
}

/**
 * Sets the level of all loggers. The first call wins, as in the original SDK; later ones change nothing.
 *
 * @returns the level in force.
 */
export function setLogLevel(level: LogLevel): LogLevel {
  chosen ??= level;
  onChosen?.(chosen);
  return chosen;
}

/** The level that was set, warnings until then. @param follow is told of the choice when it comes. */
export function logLevel(follow: (level: LogLevel) => void): LogLevel {
  onChosen = follow;
  return chosen ?? "warn";
}
