/** Longest line that is read, in UTF-16 code units: more than the longest answer that counts, escaped. */
export const MAX_LINE_LENGTH = 4 * 1024 * 1024;

/** A UTF-16 code unit has at most so many bytes in UTF-8. */
const BYTES_A_UNIT = 3;
const NEWLINE = 10;
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** One line of a stream, without its newline. */
export type ReadLine =
  | {
      /** From 1. */
      readonly number: number;
      readonly text: string;
    }
  | {
      readonly number: number;
      readonly text: null;
      /** Why it could not be read, as it stands behind "the line". */
      readonly fault: string;
    };

/** As many lines as are there, at most `most` together: who writes single lines and waits is not kept waiting. */
export async function* readBatches(source: AsyncIterable<Buffer | string>, most: number): AsyncGenerator<ReadLine[]> {
  for await (const lines of linesOfChunks(source)) {
    const told = lines.filter((line) => line.text?.trim() !== "");
    for (let at = 0; at < told.length; at += most) yield told.slice(at, at + most);
  }
}

/**
 * Lines of a byte stream, split at \n alone: U+2028 may stand inside JSON texts. A byte order mark at the beginning is
 * dropped; a line that is no UTF-8 is none. Memory stays bounded however long a line is.
 */
export async function* readLines(source: AsyncIterable<Buffer | string>): AsyncGenerator<ReadLine> {
  for await (const lines of linesOfChunks(source)) yield* lines;
}

/** The lines that each chunk ends. */
async function* linesOfChunks(source: AsyncIterable<Buffer | string>): AsyncGenerator<ReadLine[]> {
  const held = new HeldLine();
  for await (const chunk of source) {
    const bytes = typeof chunk === "string" ? Buffer.from(chunk) : chunk;
    const lines: ReadLine[] = [];
    let from = 0;
    for (let newline = bytes.indexOf(NEWLINE); newline !== -1; newline = bytes.indexOf(NEWLINE, from)) {
      held.add(bytes.subarray(from, newline));
      lines.push(held.end());
      from = newline + 1;
    }
    held.add(bytes.subarray(from));
    yield lines;
  }
  if (!held.isEmpty) yield [held.end()];
}

/** The line that is being read. */
class HeldLine {
  #number = 1;
  #bytes = 0;
  #pieces: Buffer[] = [];

  get isEmpty(): boolean {
    return this.#bytes === 0;
  }

  add(piece: Buffer): void {
    if (piece.length === 0) return;
    this.#bytes += piece.length;
    if (this.#bytes > BYTES_A_UNIT * MAX_LINE_LENGTH) this.#pieces = [];
    else this.#pieces.push(piece);
  }

  end(): ReadLine {
    const [number, bytes, pieces] = [this.#number, this.#bytes, this.#pieces];
    this.#number += 1;
    this.#bytes = 0;
    this.#pieces = [];
    const tooLong = { number, text: null, fault: `is longer than ${MAX_LINE_LENGTH} characters` } as const;
    if (bytes > BYTES_A_UNIT * MAX_LINE_LENGTH) return tooLong;
    let text: string;
    try {
      text = decoder.decode(Buffer.concat(pieces));
    } catch {
      return { number, text: null, fault: "is not UTF-8" };
    }
    if (number === 1) text = text.replace(/^\ufeff/, "");
    return text.length > MAX_LINE_LENGTH ? tooLong : { number, text };
  }
}
