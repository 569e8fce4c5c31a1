/** `<details>` of reasoning, as hosts fold it away: the places of its marks, and of each end the beginning. */
export interface Folds {
  readonly text: string;
  readonly marks: ReadonlySet<number>;
  readonly openings: ReadonlyMap<number, number>;
}

const MARK = /<(\/?)details(?=[\s>])([^<>]{0,200})>/gi;
const TYPE =
  /\b(?:type|class|data-type|id|name)\s{0,4}=\s{0,4}["']?[^"'>]{0,40}?(?:reasoning|thinking|thoughts?|scratch)/i;
/** Or what it is folded under. */
const SUMMARY = /^\s{0,64}<summary>[^<]{0,80}\b(?:thoughts?|thinking|reasoning|scratch(?:pad|work)?)\b/i;
const LONGEST_SUMMARY = 256;

/** Finds them in one pass. */
export function foldedReasoning(text: string): Folds {
  const marks = new Set<number>();
  const openings = new Map<number, number>();
  const open: number[] = [];
  for (const { index, 0: tag, 1: slash, 2: inside = "" } of text.matchAll(MARK)) {
    if (slash === "") {
      const end = index + tag.length;
      const isReasoning = TYPE.test(inside) || SUMMARY.test(text.slice(end, end + LONGEST_SUMMARY));
      open.push(isReasoning ? index : -1);
      if (isReasoning) marks.add(index);
    } else {
      const from = open.pop() ?? -1;
      if (from === -1) continue;
      marks.add(index);
      openings.set(index, from);
    }
  }
  return { text, marks, openings };
}
