import type { CompletionChunk } from "./completion-chunk.ts";

/** The part of the answer that an event carries on. */
export type SpokenField = "content" | "reasoning_content" | "reasoning";

const FIELDS: readonly SpokenField[] = ["content", "reasoning_content", "reasoning"];
const OPENINGS: Readonly<Record<SpokenField, RegExp>> = {
  content: /"content"\s*:\s*"/,
  reasoning_content: /"reasoning_content"\s*:\s*"/,
  reasoning: /"reasoning"\s*:\s*"/,
};
/** Stands for any text while a template is tried. */
const PROBE = "affine probe";

/**
 * The events of one answer mostly differ in their text alone. A template is such an event with a hole in the text's
 * place: what fits around the hole, and is in it a JSON string without escapes, needs no parser to be read. About
 * half of the time that an answer takes to read is saved.
 */
export class EventTemplate {
  readonly field: SpokenField;
  readonly #before: string;
  readonly #after: string;

  private constructor(field: SpokenField, before: string, after: string) {
    this.field = field;
    this.#before = before;
    this.#after = after;
  }

  /**
   * Makes a template of an event, if it is of the simple kind: one choice that carries on one text and does nothing
   * else. That the hole is in the right place is proved by parsing the event with another text in it.
   */
  static of(
    data: string,
    chunk: CompletionChunk,
    parse: (data: string) => CompletionChunk | null,
  ): EventTemplate | null {
    const field = simpleFieldOf(chunk);
    if (field === null) return null;
    const opening = OPENINGS[field].exec(data);
    if (opening === null) return null;
    const start = opening.index + opening[0].length;
    const template = new EventTemplate(field, data.slice(0, start), data.slice(data.indexOf('"', start)));
    if (template.textOf(data) !== textOf(chunk, field)) return null;
    const probed = parse(template.#before + PROBE + template.#after);
    const isProved = probed !== null && simpleFieldOf(probed) === field && textOf(probed, field) === PROBE;
    return isProved ? template : null;
  }

  /** The text of an event that fits; `null` for any other, which a parser must read. */
  textOf(data: string): string | null {
    const end = data.length - this.#after.length;
    const start = this.#before.length;
    if (end < start || !data.startsWith(this.#before) || !data.endsWith(this.#after)) return null;
    for (let at = start; at < end; at += 1) {
      const unit = data.charCodeAt(at);
      if (unit < 0x20 || unit === 0x22 || unit === 0x5c) return null;
    }
    return data.slice(start, end);
  }
}

/** The one field with text in a chunk that has nothing else to tell; `null` for any other chunk. */
function simpleFieldOf(chunk: CompletionChunk): SpokenField | null {
  const choice = chunk.choices?.[0];
  if (chunk.choices?.length !== 1 || chunk.usage || chunk.error !== undefined) return null;
  if (!choice?.delta || choice.index || choice.message || choice.finish_reason || choice.delta.refusal) return null;
  const spoken = FIELDS.filter((field) => choice.delta?.[field]);
  return spoken.length === 1 ? (spoken[0] ?? null) : null;
}

function textOf(chunk: CompletionChunk, field: SpokenField): unknown {
  return chunk.choices?.[0]?.delta?.[field];
}
