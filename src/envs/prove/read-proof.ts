import { listLines, plainAnswer } from "../extract/index.ts";

/** More than any proof that may count. */
const MOST_LINES = 1_000;
const LINE =
  /^(?:\(?\d{1,6}[.):]?\)?[ \t]*)?[`*]{0,2}([a-z]{1,32})[ \t]*\([ \t]*([a-z]{1,32})[ \t]*,[ \t]*([a-z]{1,32})[ \t]*\)[`*]{0,2}[ \t]*[.,;]?[ \t]*(?:(?:by|from|using|since|because|via|rule|fact|goal|<-|<=|:-|←|--?|#|%|\[|\(|\{|;|:)[^\n]{0,400})?$/;

/** Relation and constants of each line by their names, or why the answer is no proof. */
export type ReadProof =
  | { readonly valid: true; readonly lines: readonly (readonly [string, string, string])[] }
  | { readonly valid: false; readonly reason: "empty_proof" | "too_many_lines" | "bad_line"; readonly line: number };

/**
 * Reads a proof line by line: `name(a, b)`, with bullets or numbers before it and a remark behind it ("by rule 2",
 * `[1, 2]`, `<- other(a, c)`). Remarks say nothing. Letters in either case.
 */
export function readProof(answer: string): ReadProof {
  const lines = listLines(plainAnswer(answer).toLowerCase());
  if (lines.length === 0) return { valid: false, reason: "empty_proof", line: 0 };
  if (lines.length > MOST_LINES) return { valid: false, reason: "too_many_lines", line: lines.length };
  const read: [string, string, string][] = [];
  for (const line of lines) {
    const found = line.length > 600 ? null : LINE.exec(line);
    if (found === null) return { valid: false, reason: "bad_line", line: read.length + 1 };
    read.push([found[1] as string, found[2] as string, found[3] as string]);
  }
  return { valid: true, lines: read };
}
