import pino, { type Logger as PinoLogger } from "pino";
import { logLevel } from "./log-level.ts";
import { sayLogLine } from "./log-line.ts";

/** Structured logger; `child({ room })` marks where a line comes from. */
export type Logger = PinoLogger;

/** Paths that never reach a log line, whoever logs them. */
const SECRET_PATHS = [
  "apiKey",
  "authorization",
  "token",
  "password",
  "secret",
  "secretPhrase",
  "secretSeed",
  "privateKey",
];

let root: Logger | undefined;

/** A logger that says nothing, for tests and for callers who want quiet. */
export const silentLogger: Logger = pino({ level: "silent" });

/** The logger of a room. Its lines are for people, or JSON off a terminal after `logAsJson`. */
export function logger(room: string): Logger {
  root ??= pino(
    {
      level: logLevel((level) => {
        if (root !== undefined) root.level = level;
      }),
      base: null,
      redact: { paths: SECRET_PATHS.flatMap((path) => [path, `*.${path}`]), censor: "[secret]" },
      serializers: { err: pino.stdSerializers.err },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    { write: sayLogLine },
  );
  return root.child({ room });
}
