import { EscapeShortener } from "./escape-shortener.ts";
import { JsonBytes } from "./json-bytes.ts";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const MAX_NAME_LENGTH = 64;

/** Gets the data of each event and its name, which is empty for most; `false` stops the decoder for good. */
export type OnEventData = (data: string, name: string) => boolean;

/** A line that some servers write where an event should be. */
const ERROR_LINE = "error:";

/**
 * Server-sent events from bytes cut anywhere (https://html.spec.whatwg.org/multipage/server-sent-events.html).
 * Data and names are read; ids, retry times and comments are passed over. A line `error:` counts as an event of that
 * name; events whose blank line was forgotten are told apart where their JSON shows it. Bytes are decoded in whole lines only, so
 * a character cut in two comes out whole and invalid UTF-8 becomes U+FFFD the same way however it was cut.
 */
export class SseDecoder {
  readonly #onData: OnEventData;
  readonly #maxLineBytes: number;
  /** The bytes of a line whose end has not come. */
  readonly #held = new JsonBytes();
  #data: string | null = null;
  #name = "";
  #skipLineFeed = false;
  #stopped = false;
  #overlong: string | null = null;

  constructor(onData: OnEventData, maxLineBytes: number) {
    this.#onData = onData;
    this.#maxLineBytes = maxLineBytes;
  }

  /** The beginning of a line that was longer than allowed; nothing after it was read. `null` where none was. */
  get overlong(): string | null {
    return this.#overlong;
  }

  /** The data that such a line has begun; `null` where it is no data. */
  get overlongData(): string | null {
    return this.#overlong?.startsWith("data:") === true ? this.#overlong.slice(5).trimStart() : null;
  }

  push(piece: Buffer): void {
    if (this.#stopped || piece.length === 0) return;
    const bytes = this.#skipLineFeed && piece[0] === LINE_FEED ? piece.subarray(1) : piece;
    if (bytes.length === 0) {
      this.#skipLineFeed = false;
      return;
    }
    const last = bytes[bytes.length - 1];
    this.#skipLineFeed = last === CARRIAGE_RETURN;
    const cut =
      last === LINE_FEED || last === CARRIAGE_RETURN
        ? bytes.length
        : Math.max(bytes.lastIndexOf(LINE_FEED), bytes.lastIndexOf(CARRIAGE_RETURN)) + 1;
    if (cut > 0) this.#readLines(cut === bytes.length ? bytes : bytes.subarray(0, cut));
    if (cut < bytes.length) this.#held.append(bytes.subarray(cut));
    if (this.#held.exceeds(this.#maxLineBytes)) this.#stopOverlong(this.#held.take());
  }

  /** Ends the stream: a last event without its blank line counts, as lenient clients have it. */
  end(): void {
    if (this.#stopped) return;
    if (this.#held.length > 0) this.#readLines(Buffer.from([LINE_FEED]));
    this.#dispatch();
  }

  /** @param bytes ends with a line's end */
  #readLines(bytes: Buffer): void {
    let whole = bytes;
    if (this.#held.length > 0) {
      this.#held.append(bytes);
      whole = this.#held.take();
    }
    const limit = this.#maxLineBytes;
    for (let rest = whole; rest.length > 0 && !this.#stopped;) {
      const start = startOfOverlongLine(rest, limit);
      this.#readText(rest.subarray(0, start).toString("utf8"));
      const end = start + lineLength(rest.subarray(start));
      if (end > start) this.#readOverlong(shortened(rest.subarray(start, end)));
      rest = rest.subarray(end);
    }
  }

  /** @param line in its shortest spelling, and with its end */
  #readOverlong(line: Buffer): void {
    if (startOfOverlongLine(line, this.#maxLineBytes) === line.length) this.#readText(line.toString("utf8"));
    else this.#stopOverlong(line);
  }

  #readText(lines: string): void {
    const text = lines.includes("\r") ? lines.replace(/\r\n?/g, "\n") : lines;
    let start = 0;
    while (start < text.length && !this.#stopped) {
      const end = text.indexOf("\n", start);
      this.#readLine(text, start, end);
      start = end + 1;
    }
  }

  #readLine(text: string, start: number, end: number): void {
    if (start === end) {
      this.#dispatch();
    } else if (text.startsWith("data:", start)) {
      const value = text.slice(text.charCodeAt(start + 5) === 0x20 ? start + 6 : start + 5, end);
      // Nothing in JSON has a line that ends with } before one that begins with {.
      if (this.#data?.endsWith("}") === true && (value.startsWith("{") || value === "[DONE]")) this.#dispatch();
      if (this.#stopped) return;
      this.#data = this.#data === null ? value : `${this.#data}\n${value}`;
      if (this.#data.length > this.#maxLineBytes) this.#stopOverlong(Buffer.from(`data:${this.#data}`));
    } else if (text.startsWith("event:", start)) {
      this.#name = text.slice(start + 6, Math.min(end, start + 6 + MAX_NAME_LENGTH)).trim();
    } else if (text.startsWith(ERROR_LINE, start)) {
      this.#dispatch();
      this.#name = "error";
      this.#data = text.slice(start + ERROR_LINE.length, end).trim();
    }
  }

  #dispatch(): void {
    const name = this.#name;
    const data = this.#data;
    this.#name = "";
    this.#data = null;
    // The standard drops an event without data; one that names an error says enough.
    if (data === null && name.toLowerCase() !== "error") return;
    if (!this.#stopped && !this.#onData(data ?? "", name)) this.#stopped = true;
  }

  /** @param line its bytes as far as they have come */
  #stopOverlong(line: Buffer): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#overlong = line.subarray(0, this.#maxLineBytes).toString("utf8");
  }
}

/** A copy: the bytes belong to whoever received them. */
function shortened(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  const { written } = new EscapeShortener().shorten(copy, 0);
  return copy.subarray(0, written);
}

/** Of the first line, with its end. */
function lineLength(bytes: Buffer): number {
  const end = bytes.findIndex((byte) => byte === LINE_FEED || byte === CARRIAGE_RETURN) + 1;
  return bytes[end - 1] === CARRIAGE_RETURN && bytes[end] === LINE_FEED ? end + 1 : end;
}

/** Where the first line of more than `limit` bytes begins; the length of it all when there is none. */
function startOfOverlongLine(bytes: Buffer, limit: number): number {
  if (bytes.length <= limit) return bytes.length;
  let start = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    if (bytes[at] !== LINE_FEED && bytes[at] !== CARRIAGE_RETURN) continue;
    if (at - start > limit) return start;
    start = at + 1;
  }
  return bytes.length;
}
