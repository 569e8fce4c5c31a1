import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { sayLogLine } from "./log-line.ts";

/**
 * Says what another process or thread of ours writes on its standard error, line by line: whoever writes on a terminal
 * beside its one writer leaves ghosts of the picture there. It writes its log as JSON (`logAsJson`), and here is decided
 * how it is shown.
 */
export function forwardLines(stream: Readable): void {
  createInterface({ input: stream }).on("line", sayLogLine);
}
