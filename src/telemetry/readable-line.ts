import pino from "pino";
import { clip } from "../io/index.ts";

/** From this level on a fault that nobody has foreseen is shown with its stack. */
const ERROR = 50;

/**
 * A line of the log for people: clock (UTC), level, room, what happened, facts. It stays one line whatever is in it, but
 * for the stack of a fault of the program, indented below. What is no line of the log stays as it is.
 *
 * @param options.isDated with the day before the clock: a file of a service holds many of them
 */
export function readableLine(line: string, { isDated = false }: { isDated?: boolean } = {}): string {
  const entry = entryOf(line);
  if (entry === undefined) return line.trimEnd();
  const { level, time, room, msg, err, ...rest } = entry;
  const label = pino.levels.labels[Number(level)] ?? String(level);
  const clock = isDated ? `${String(time).slice(0, 19)}Z` : String(time).slice(11, 19);
  const said = typeof msg === "string" ? oneLine(msg) : "";
  const facts = Object.entries(rest).map(([key, value]) => ` ${key}=${short(value)}`);
  return `${clock} ${label.padEnd(5)} ${String(room)}: ${said}${facts.join("")}${failure(err, said, Number(level))}`;
}

function entryOf(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const entry = JSON.parse(line) as Record<string, unknown>;
    return "level" in entry && "room" in entry ? entry : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What went wrong, where the line has not said it yet. */
function failure(err: unknown, said: string, level: number): string {
  if (typeof err !== "object" || err === null) return "";
  const { message, stack, type } = err as { message?: unknown; stack?: unknown; type?: unknown };
  const why = typeof message === "string" ? oneLine(message) : "";
  const told = why === "" || said.includes(why) ? "" : ` ${why}`;
  if (level < ERROR || type === "AffineError" || typeof stack !== "string") return told;
  return `${told}\n${stack.replace(/^/gm, "    ")}`;
}

/** Strangers' words must not look like further lines of the log. */
function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, " ");
}

function short(value: unknown): string {
  const text = typeof value === "string" && !value.includes("\n") ? value : JSON.stringify(value);
  return clip(text, 120);
}
