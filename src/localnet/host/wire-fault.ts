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
  outgoing.writeHead(fault.status, fault.headers);
  outgoing.flushHeaders();
  for (const bytes of fault.body) {
    if (outgoing.destroyed) return;
    if (!outgoing.write(bytes)) await drainedOrClosed(outgoing);
  }
  if (outgoing.destroyed) return;
  if (fault.ending === "end") outgoing.end();
  // What was written must leave first, or the client would see a reset instead of half an answer.
  if (fault.ending === "cut") outgoing.write("", () => outgoing.destroy());
}

function drainedOrClosed(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      outgoing.off("drain", done);
      outgoing.off("close", done);
      resolve();
    };
    outgoing.on("drain", done);
    outgoing.on("close", done);
  });
}
