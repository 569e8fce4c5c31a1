import { once } from "node:events";
import type { ServerResponse } from "node:http";

/** A response that breaks the rules, byte by byte. */
export interface WireFault {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Iterable<string | Uint8Array>;
  /** After the body: end properly, cut the connection, or leave it open and say nothing more. */
  readonly ending: "end" | "cut" | "hang";
}

/** Writes a fault to the socket. Returns when all is written, or the client has gone. */
export async function writeFault(fault: WireFault, outgoing: ServerResponse): Promise<void> {
  const gone = new AbortController();
  outgoing.once("close", () => {
    gone.abort();
  });
  outgoing.writeHead(fault.status, fault.headers);
  outgoing.flushHeaders();
  for (const bytes of fault.body) {
    if (!outgoing.write(bytes)) await Promise.race([once(outgoing, "drain"), closed(gone.signal)]);
    if (gone.signal.aborted) return;
  }
  if (fault.ending === "end") outgoing.end();
  // What was written must leave first, or the client would see a reset instead of half an answer.
  if (fault.ending === "cut") outgoing.write("", () => outgoing.destroy());
}

function closed(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
