import type { Dispatcher } from "undici";

/** The first bytes of a body, at most so many; the rest is not waited for. */
export async function readBounded(body: Dispatcher.ResponseData["body"], mostBytes: number): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  // Leaving the loop early ends the transfer.
  for await (const piece of body as AsyncIterable<Buffer>) {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes >= mostBytes) break;
  }
  return Buffer.concat(pieces).subarray(0, mostBytes);
}

/** Lets go of a body: a short one is read to its end, so that the connection can be used again. */
export async function discard(body: Dispatcher.ResponseData["body"]): Promise<void> {
  // A body that is dropped half-way or breaks off tells so by an event, which would end the process if nobody listened.
  body.on("error", () => undefined);
  await body.dump({ limit: 4096 });
}
