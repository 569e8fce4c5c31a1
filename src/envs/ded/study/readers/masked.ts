/** A text with its names and numbers taken out, and what they were, in order. */
export interface Masked {
  readonly text: string;
  readonly slots: readonly string[];
}

const SLOT = /@(\d+)/g;
const TOKEN = /[A-Za-z_]\w*|\d+/g;

/** Takes out what `isName` says and all numbers: `@0`, `@1`, …, one for each different name or number. */
export function mask(text: string, isName: (word: string) => boolean): Masked {
  const slots: string[] = [];
  const masked = text.replace(TOKEN, (token) => {
    if (!/^\d/.test(token) && !isName(token)) return token;
    let slot = slots.indexOf(token);
    if (slot === -1) slot = slots.push(token) - 1;
    return `@${slot}`;
  });
  return { text: masked, slots };
}

/** Names and numbers of a code that stand among the slots of a sentence become slots; others stay as they are. */
export function maskBy(code: string, slots: readonly string[]): string {
  return code.replace(TOKEN, (token) => {
    const slot = slots.indexOf(token);
    return slot === -1 ? token : `@${slot}`;
  });
}

/** The inverse, with the slots of another sentence; `null` if it has too few. */
export function fill(code: string, slots: readonly string[]): string | null {
  const known = [...code.matchAll(SLOT)].every(([, slot]) => slots[Number(slot)] !== undefined);
  return known ? code.replace(SLOT, (_all, slot: string) => slots[Number(slot)] ?? "") : null;
}
