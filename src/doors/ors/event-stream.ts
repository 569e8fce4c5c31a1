/** One event of a stream, as its name and its data: ASCII without line breaks. */
export interface StreamEvent {
  readonly event: string;
  readonly data: string;
}

/** Most characters of one chunk of a long result. */
const CHUNK = 4_096;

/**
 * A result in the protocol's chunks, the last one named `end`. Clients strip white space from the head of a chunk and
 * decode each by itself: so it is written in ASCII, and no chunk begins with a space.
 */
export function resultEvents(result: unknown): StreamEvent[] {
  const text = asciiJson(result);
  const events: StreamEvent[] = [];
  for (let from = 0; from < text.length;) {
    let below = Math.min(text.length, from + CHUNK);
    while (text[below] === " ") below += 1;
    events.push({ event: below === text.length ? "end" : "chunk", data: text.slice(from, below) });
    from = below;
  }
  return events;
}

function asciiJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Clients hang up when they hear nothing for 30 s. */
const COMMENT_EVERY_MS = 10_000;

/** A stream of events (text/event-stream), each sent when it is there, with a comment while nothing is. */
export function eventStream(events: AsyncIterable<StreamEvent>): Response {
  const encoder = new TextEncoder();
  const source = events[Symbol.asyncIterator]();
  let comments: NodeJS.Timeout | undefined;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      comments = setInterval(() => {
        if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(": waiting\n\n"));
      }, COMMENT_EVERY_MS).unref();
    },
    async pull(controller) {
      const next = await source.next();
      if (next.done === true) {
        clearInterval(comments);
        controller.close();
        return;
      }
      const { event, data } = next.value;
      controller.enqueue(encoder.encode(`event: ${event}\ndata: ${data}\n\n`));
    },
    async cancel() {
      clearInterval(comments);
      await source.return?.();
    },
  });
  return new Response(body, {
    headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-cache", "X-Accel-Buffering": "no" },
  });
}
