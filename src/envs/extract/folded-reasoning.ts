import { MAX_TAIL_LENGTH } from "./extraction.ts";
import { lowered } from "./tag-reader.ts";

const [SLASH, D] = [47, 100];
/** `<details>` of reasoning, as hosts fold it away: the places of its marks, and of each end the beginning. */
export interface Folds {
  readonly text: string;
  readonly marks: ReadonlySet<number>;
  readonly openings: ReadonlyMap<number, number>;
}

const MARK = /^<(\/?)details(?=[\s>])([^<>]{0,200})>/i;
/** No mark is longer. */
const LONGEST_MARK = 256;
/** Brackets that are looked at, from the end, and marks: more than a text has that is written to be read. */
const [MOST_BRACKETS, MOST_MARKS] = [MAX_TAIL_LENGTH, 2_000];
const TYPE =
  /\b(?:type|class|data-type|id|name)\s{0,4}=\s{0,4}["']?[^"'>]{0,40}?(?:reasoning|thinking|thoughts?|scratch)/i;
/** Or what it is folded under. */
const SUMMARY = /^\s{0,64}<summary>[^<]{0,80}\b(?:thoughts?|thinking|reasoning|scratch(?:pad|work)?)\b/i;
const LONGEST_SUMMARY = 256;

/** Finds them in one pass, from the end. */
export function foldedReasoning(text: string): Folds {
  const marks = new Set<number>();
  const openings = new Map<number, number>();
  const ends: number[] = [];
  let at = text.lastIndexOf("<");
  let found = 0;
  for (let count = 0; at !== -1 && count < MOST_BRACKETS && found < MOST_MARKS; count += 1) {
    if (mayBeMark(text, at)) {
      found += 1;
      const [mark = "", slash, inside = ""] = MARK.exec(text.slice(at, at + LONGEST_MARK)) ?? [];
      if (slash === "/") ends.push(at);
      else if (mark !== "") {
        const close = ends.pop() ?? -1;
        const head = text.slice(at + mark.length, at + mark.length + LONGEST_SUMMARY);
        if (TYPE.test(inside) || SUMMARY.test(head)) {
          marks.add(at);
          if (close !== -1) {
            marks.add(close);
            openings.set(close, at);
          }
        }
      }
    }
    at = at === 0 ? -1 : text.lastIndexOf("<", at - 1);
  }
  return { text, marks, openings };
}

/** True for a bracket before a letter d, or a slash and that. */
function mayBeMark(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return lowered(next === SLASH ? text.charCodeAt(at + 2) : next) === D;
}
