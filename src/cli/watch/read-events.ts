import { AffineError } from "../../core/index.ts";

/** One event of a stream of server-sent events. */
export interface ServerEvent {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: string;
}

/** A longer event is no event of ours. */
const MOST_CHARACTERS = 16 << 20;

/** Reads server-sent events (WHATWG HTML, 9.2) from bytes, in whatever pieces they come. */
export async function* readEvents(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of bytes) {
    text += decoder.decode(piece, { stream: true });
    for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
      const found = eventOf(text.slice(0, end));
      text = text.slice(end + 2);
      if (found !== undefined) yield found;
    }
    if (text.length > MOST_CHARACTERS) throw new AffineError("invalid_input", "The page sends an event without end.");
  }
}

function eventOf(block: string): ServerEvent | undefined {
  let id: string | undefined;
  let event = "message";
  const data: string[] = [];
  for (const line of block.split("\n")) {
    const [, field = "", value = ""] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field === "id") id = value;
    else if (field === "event") event = value;
    else if (field === "data") data.push(value);
  }
  return data.length === 0 ? undefined : { id, event, data: data.join("\n") };
}
