import { StringDecoder } from "node:string_decoder";

/** Longest line that is read, in UTF-16 code units: more than the longest answer that counts, escaped. */
export const MAX_LINE_LENGTH = 4 * 1024 * 1024;

/** One line of a stream, without its newline. */
export interface ReadLine {
  /** From 1. */
  readonly number: number;
  /** `null` when the line was too long to keep. */
  readonly text: string | null;
}

/** As many lines as are there, at most `most` together: who writes single lines and waits is not kept waiting. */
export async function* readBatches(source: AsyncIterable<Buffer | string>, most: number): AsyncGenerator<ReadLine[]> {
  for await (const lines of linesOfChunks(source)) {
    const told = lines.filter((line) => line.text?.trim() !== "");
    for (let at = 0; at < told.length; at += most) yield told.slice(at, at + most);
  }
}

/**
 * Lines of a byte stream, split at \n alone: U+2028 may stand inside JSON texts. Invalid UTF-8 becomes U+FFFD, and a byte
 * order mark at the beginning nothing.
 * Memory stays bounded however long a line is.
 */
export async function* readLines(source: AsyncIterable<Buffer | string>): AsyncGenerator<ReadLine> {
  for await (const lines of linesOfChunks(source)) yield* lines;
}

/** The lines that each chunk ends. */
async function* linesOfChunks(source: AsyncIterable<Buffer | string>): AsyncGenerator<ReadLine[]> {
  const decoder = new StringDecoder("utf8");
  let number = 1;
  let held = "";
  let tooLong = false;
  let started = false;
  for await (const chunk of source) {
    const given = typeof chunk === "string" ? chunk : decoder.write(chunk);
    const text = started ? given : given.replace(/^\ufeff/, "");
    started ||= given !== "";
    const lines: ReadLine[] = [];
    let from = 0;
    for (let newline = text.indexOf("\n"); newline !== -1; newline = text.indexOf("\n", from)) {
      held += text.slice(from, newline);
      lines.push({ number, text: tooLong || held.length > MAX_LINE_LENGTH ? null : held });
      number += 1;
      held = "";
      tooLong = false;
      from = newline + 1;
    }
    held += text.slice(from);
    if (held.length > MAX_LINE_LENGTH) {
      tooLong = true;
      held = "";
    }
    yield lines;
  }
  held += decoder.end();
  if (held !== "" || tooLong) yield [{ number, text: tooLong ? null : held }];
}
