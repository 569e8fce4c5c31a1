import type { Random } from "../../../core/index.ts";
import { sampleSlot, type Slots, type Values } from "./slots.ts";

/** A sentence with gaps: `{name}` in the template is filled from the slot of that name. */
export interface Sentence {
  /** Stands for the sentence within its table. */
  readonly id: string;
  readonly template: string;
  readonly slots: Slots;
  /** Refuses values that contradict each other. */
  accepts?(values: Values): boolean;
}

/** A sentence with its gaps filled. */
export interface Phrase {
  readonly id: string;
  readonly values: Values;
}

const GAP = /\{(\w+)\}/;
const VALUE_ATTEMPTS = 100;

const patterns = new WeakMap<Sentence, RegExp>();

/** The sentence in words. */
export function renderSentence(sentence: Sentence, values: Values): string {
  return sentence.template
    .split(GAP)
    .map((part, index) => (index % 2 === 0 ? part : String(values[part])))
    .join("");
}

/** The values that make the sentence read like the text, or `null` if none do. The inverse of {@link renderSentence}. */
export function matchSentence(sentence: Sentence, text: string): Values | null {
  let pattern = patterns.get(sentence);
  if (pattern === undefined) patterns.set(sentence, (pattern = patternOf(sentence)));
  const groups = pattern.exec(text);
  if (groups === null) return null;
  const entries = Object.entries(sentence.slots).map(([name, slot]) => {
    const found = groups.groups?.[name] ?? "";
    return [name, slot.kind === "number" ? Number(found) : found] as const;
  });
  return Object.fromEntries(entries);
}

/** Random values for a sentence, `null` if none that it accepts were found. */
export function samplePhrase(sentence: Sentence, random: Random): Phrase | null {
  for (let attempt = 0; attempt < VALUE_ATTEMPTS; attempt += 1) {
    const values = Object.fromEntries(
      Object.entries(sentence.slots).map(([name, slot]) => [name, sampleSlot(slot, random)]),
    );
    if (accepts(sentence, values)) return { id: sentence.id, values };
  }
  return null;
}

/** True unless the sentence refuses these values. */
export function accepts(sentence: Sentence, values: Values): boolean {
  return sentence.accepts?.(values) ?? true;
}

function patternOf({ template, slots }: Sentence): RegExp {
  const seen = new Set<string>();
  const source = template.split(GAP).map((part, index) => {
    if (index % 2 === 0) return escape(part);
    if (seen.has(part)) return `\\k<${part}>`;
    seen.add(part);
    const slot = slots[part];
    // Longer wordings first, so that none hides behind its own beginning.
    const options = slot?.kind === "choice" ? [...slot.options].sort((a, b) => b.length - a.length) : [];
    return `(?<${part}>${slot?.kind === "number" ? "-?[0-9]+" : options.map(escape).join("|")})`;
  });
  return new RegExp(`^${source.join("")}$`);
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
