import pino, { type Logger as PinoLogger } from "pino";
import { clip } from "../io/index.ts";
import { logLevel } from "./log-level.ts";
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
    process.stderr.isTTY ? readableStream() : pino.destination({ dest: 2, sync: true }),
  );
  return root.child({ room });
}

function readableStream(): pino.DestinationStream {
  return {
    write(line: string) {
      const entry = JSON.parse(line) as Record<string, unknown>;
      const { level, time, room, msg, err, ...rest } = entry;
      const label = pino.levels.labels[Number(level)] ?? String(level);
      const clock = String(time).slice(11, 19);
      const failure = err === undefined ? "" : ` ${(err as { message?: string }).message ?? ""}`;
      const facts = Object.entries(rest).map(([key, value]) => ` ${key}=${short(value)}`);
      // Above whatever picture or bar is drawn there.
      say(
        `${clock} ${label.padEnd(5)} ${String(room)}: ${typeof msg === "string" ? msg : ""}${facts.join("")}${failure}`,
      );
    },
  };
}

function short(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return clip(text, 120);
}
