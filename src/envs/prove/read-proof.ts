import { announcedAnswer, listedItems, listLines, withoutPlace } from "../extract/index.ts";

/** More than any proof that may count. */
const MOST_LINES = 1_000;
const WORD = "[a-z]{1,32}";
/** `name(a, b)`, also `name(a b)`, `(name a b)` and `(name, a, b)`. */
const FACT =
  `(?:${WORD}[ \\t]{0,16}\\([ \\t]{0,16}${WORD}[ \\t]{0,16}[, \\t][ \\t]{0,16}${WORD}[ \\t]{0,16}\\)|` +
  `\\([ \\t]{0,16}${WORD}[ \\t]{0,16}[, \\t][ \\t]{0,16}${WORD}[ \\t]{0,16}[, \\t][ \\t]{0,16}${WORD}[ \\t]{0,16}\\))`;
/** A number alone says which line it is, too: a fact never begins with one. */
const NUMBER = /^\d{1,6}[ \t]{1,16}/;
/** The words end where they do: `solas(…)` is a fact. */
const SO = "->|=>|→|⇒|⟹|⟶|⊢|∴|(?:therefore|hence|thus|so|then)\\b";
const CONNECTIVE =
  /^(?:therefore|hence|thus|so|then|and|finally|given|we get|we have|we derive|derive|∴|⊢|(?:by |from )?rule[ \t]{1,8}#?\d{1,6}(?:,? we (?:get|have|derive))?(?=[,: ])|(?:goal|fact|lemma[ \t]{1,8}\d{1,6})(?=:))[,:]?[ \t]+/;
/** Facts from which the rest of the line follows. */
const PREMISES = new RegExp(`^(?:${FACT}[ \\t,;&∧]{0,16}(?:and[ \\t]+)?){1,40}(?:${SO})[,:]?[ \\t]{0,16}(?=${FACT})`);
const CLAIMS = new RegExp(`^${FACT}(?:[ \\t]{0,16}(?:[,;&∧]|and\\b)[ \\t]{0,16}${FACT})*`);
const REMARK =
  /^[ \t]{0,64}[.,;]?[ \t]{0,64}(?:(?:by|from|using|since|because|via|rule|fact|goal|<-|<=|:-|←|--?(?!>)|#|%|\[|\(|\{|;|:|∎|□|■|q\.?e\.?d)[^\n]*)?$/;
/** Bold, code marks and dollars around a fact. */
const MARKUP = /(?<![a-z0-9])[*`$]{1,3}|[*`$]{1,3}(?![a-z0-9])/g;
const END = /^(?:q\.?e\.?d\.?|∎|□|■|proved|done)[.!]?$/;

/** Relation and constants of each line by their names, or why the answer is no proof. */
export type ReadProof =
  | { readonly valid: true; readonly lines: readonly (readonly [string, string, string])[] }
  | { readonly valid: false; readonly reason: "empty_proof" | "too_many_lines" | "bad_line"; readonly line: number };

/**
 * Reads a proof line by line: `name(a, b)`, with bullets or numbers or "by rule 2:" before it and a remark behind it ("by
 * rule 2", `[1, 2]`, `<- other(a, c)`), several on a line with commas between them, or behind what they follow from
 * (`other(a, c) -> name(a, b)`); also as a JSON list, with a heading or a closing "QED". Remarks say nothing. Letters in
 * either case.
 */
export function readProof(answer: string): ReadProof {
  const text = announcedAnswer(answer.toLowerCase());
  const lines = listLines(/^[[{]/.test(text) ? listedItems(text) : text).filter((line) => !END.test(line));
  if (lines.length === 0) return { valid: false, reason: "empty_proof", line: 0 };
  if (lines.length > MOST_LINES) return { valid: false, reason: "too_many_lines", line: lines.length };
  const read: [string, string, string][] = [];
  for (const line of lines) {
    const claims = claimsOf(line);
    if (claims === null) return { valid: false, reason: "bad_line", line: read.length + 1 };
    read.push(...claims);
  }
  return { valid: true, lines: read };
}

/** What a line says; `null` where it is no line of a proof. */
function claimsOf(line: string): [string, string, string][] | null {
  const bare = withoutPlace(line.replace(MARKUP, "")).replace(NUMBER, "");
  const said = bare.replace(CONNECTIVE, "").replace(CONNECTIVE, "").replace(PREMISES, "");
  const claims = CLAIMS.exec(said)?.[0];
  if (claims === undefined || !REMARK.test(said.slice(claims.length))) return null;
  return Array.from(claims.matchAll(new RegExp(FACT, "g")), ([fact]) => {
    const [relation = "", first = "", second = ""] = fact.match(/[a-z]+/g) ?? [];
    return [relation, first, second];
  });
}
