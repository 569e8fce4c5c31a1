import pino, { type Logger as PinoLogger } from "pino";
import { logLevel } from "./log-level.ts";
import { visibleJson } from "../io/index.ts";
import { readableLine } from "./readable-line.ts";
import { say } from "./terminal.ts";

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

/** The logger of a room. Lines are JSON on stderr, or one readable line each on a terminal. */
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
    process.stderr.isTTY ? readableStream() : jsonStream(),
  );
  return root.child({ room });
}

/** With every character that hides escaped: JSON itself escapes only some of them. */
function jsonStream(): pino.DestinationStream {
  const destination = pino.destination({ dest: 2, sync: true });
  return { write: (line: string) => void destination.write(visibleJson(line)) };
}

/** Above whatever picture or bar is drawn there. */
function readableStream(): pino.DestinationStream {
  return { write: (line: string) => say(readableLine(line)) };
}
