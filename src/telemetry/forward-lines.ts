import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { readableLine } from "./readable-line.ts";
import { say, terminal } from "./terminal.ts";

/**
 * Says what another process or thread of ours writes on its standard error, line by line: whoever writes on a terminal
 * beside its one writer leaves ghosts of the picture there.
 */
export function forwardLines(stream: Readable): void {
  createInterface({ input: stream }).on("line", (line) => say(terminal() === undefined ? line : readableLine(line)));
}
