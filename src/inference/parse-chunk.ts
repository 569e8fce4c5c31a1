import { completionChunkSchema, type CompletionChunk } from "./completion-chunk.ts";
import { isError } from "./reported-error.ts";

/** What servers and proxies send so that nobody takes the connection for dead. */
export function isKeepAlive(data: string): boolean {
  const said = data.trimStart();
  return said === "" || said.startsWith(":") || said.trimEnd() === "null";
}

/** The error that an event tells of, if it does. Some servers write the field into every event, empty. */
export function errorIn(chunk: CompletionChunk): unknown {
  if (isError(chunk.error)) return chunk.error;
  const inChoice = chunk.choices?.find((choice) => !choice.index && isError(choice.error))?.error;
  if (inChoice !== undefined) return inChoice;
  if (chunk.choices) return undefined;
  if (chunk.object === "error" || chunk.type === "error" || isError(chunk.detail)) return chunk;
  return undefined;
}

/** JSON, or `undefined` for what is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}

/** `null` for what is no chunk. */
export function parseChunk(data: string): CompletionChunk | null {
  const chunk = completionChunkSchema.safeParse(parsed(data));
  return chunk.success ? chunk.data : null;
}

/** Chunks one a line, as servers stream them that leave out the protocol's `data:`; none when any line is no chunk. */
export function parseLines(body: string): CompletionChunk[] {
  const lines = body.split(/[\r\n]+/).map((line) => line.trim());
  const chunks = lines.filter((line) => line !== "" && line !== "[DONE]").map((line) => parseChunk(line));
  return chunks.length >= 2 && !chunks.includes(null) ? chunks.filter((chunk) => chunk !== null) : [];
}
