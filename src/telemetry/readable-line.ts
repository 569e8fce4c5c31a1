import pino from "pino";
import { clip } from "../io/index.ts";

/** A line of the log for people: clock, level, room, what happened, facts. What is no line of the log stays as it is. */
export function readableLine(line: string): string {
  const entry = entryOf(line);
  if (entry === undefined) return line;
  const { level, time, room, msg, err, ...rest } = entry;
  const label = pino.levels.labels[Number(level)] ?? String(level);
  const clock = String(time).slice(11, 19);
  const failure = err === undefined ? "" : ` ${(err as { message?: string }).message ?? ""}`;
  const facts = Object.entries(rest).map(([key, value]) => ` ${key}=${short(value)}`);
  return `${clock} ${label.padEnd(5)} ${String(room)}: ${typeof msg === "string" ? msg : ""}${facts.join("")}${failure}`;
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

function short(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return clip(text, 120);
}
