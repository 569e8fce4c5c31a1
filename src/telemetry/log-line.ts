import { visibleJson } from "../io/index.ts";
import { readableLine } from "./readable-line.ts";
import { say, terminal } from "./terminal.ts";

let isJson = false;

/**
 * From now on this process writes its log as JSON wherever standard error is no terminal. Until then it is written for
 * people: whoever sends plain output into a file reads that file.
 */
export function logAsJson(): void {
  isJson = true;
}

/** Writes a line of the log, given as JSON, on standard error: for people, above whatever is drawn there, or as it is. */
export function sayLogLine(line: string): void {
  if (terminal() !== undefined) say(readableLine(line));
  // Written through the stream, not to the file behind it: a thread's lines go through the thread that started it.
  else if (isJson && line.startsWith("{")) say(visibleJson(line.trimEnd()));
  else say(readableLine(line, { isDated: true }));
}
