import {
  announcedAnswer,
  hasRefusedFence,
  isOutOfOrder,
  isPlaceLine,
  isRemarkLine,
  listedItems,
  listLines,
  objectsAsCalls,
  objectsAsLines,
  placeOf,
  rowsAsLines,
  takesBack,
  withoutChecks,
  withoutName,
  withoutPlace,
} from "../extract/index.ts";
import { isUnproved, withoutOtherRules } from "./unproved.ts";
import { isAnotherOrder, type PlacedRemark } from "./told-order.ts";
import { FACT, withoutLead } from "./without-lead.ts";

/** More than any proof that may count. */
const MOST_LINES = 1_000;
const WORD = "[a-z]{1,32}";
/** A number alone says which line it is, too: a fact never begins with one. */
const NUMBER = /^\d{1,6}[ \t]{1,16}/;
/** The words end where they do: `solas(…)` is a fact. */
const SO = "->|=>|→|⇒|⟹|⟶|⊢|∴|(?:therefore|hence|thus|so|then)\\b";
const CONNECTIVE =
  /^(?:therefore|hence|thus|so|then|and|finally|first|next|now|also|consequently|accordingly|given|(?:this gives|it follows|we (?:can )?(?:get|have|derive|conclude|infer|obtain)|derived?|inferr?e?d?|conclude)(?: that)?|∴|⊢|⇒|⟹|⟶|=>|->|→|(?:by |from )?rule[ \t]{1,8}#?\d{1,6}(?:,? we (?:get|have|derive))?(?=[,: ])|(?:goal|fact|lemma[ \t]{1,8}\d{1,6})(?=:))[,:]?[ \t]+/;
/** Facts from which the rest of the line follows. */
const PREMISES = new RegExp(
  `^(?:${FACT}[ \\t,;&∧]{0,16}(?:and[ \\t]+)?(?:(?:together|jointly)[ \\t]+)?){1,40}(?:${SO}|(?:imply|implies|gives?|yields?|entails?|proves?|produces?|leads? to)\\b(?:[ \\t]{1,8}(?:that|the goal)\\b)?)[,:]?[ \\t]{0,16}(?=${FACT})`,
);
/** `Since a(b, c) and d(e, f) hold, we get`: the last fact is what follows. */
const SINCE = new RegExp(
  `^(?:from|since|because|given|as|using|by)[ \\t]+(?:${FACT}[ \\t,;&∧]{0,16}(?:and[ \\t]+)?){0,40}${FACT}[ \\t]{0,16}(?:holds?|(?:are|is) true)?` +
    `(?:[ \\t]{0,16}[,:][ \\t]{0,16}|[ \\t]{1,16}(?=${SO}|we|it follows))(?:${SO})?[,:]?[ \\t]{0,16}` +
    `(?:(?:we (?:can )?(?:get|have|derive|conclude|infer|obtain)|it follows)(?: that)?[ \\t]{1,16})?(?=${FACT})`,
);
/** `name a b` on a line of its own. */
const BARE = new RegExp(
  `^(${WORD})[ \\t]{1,16}(${WORD})[ \\t]{1,16}(${WORD})(?=[ \\t]{0,16}(?:$|[.,;#([]|--|//|by |from ))`,
);
const CLAIMS = new RegExp(`^${FACT}(?:[ \\t]{0,16}(?:[,;&∧]|and\\b)[ \\t]{0,16}${FACT})*`);
const REMARK =
  /^[ \t]{0,64}[.,;]?[ \t]{0,64}(?:(?:by|from|(?:which |that )?follows|holds|(?:is |= ?)?true|(?:is )?(?:proved|proven|derived|deduced|inferred|obtained)|using|with|where|since|because|via|(?:which|as|what) (?:was|had) to be|(?:as|which is what) (?:required|desired|wanted|we wanted)|rule|fact|goal|given\b|<-|<=|:-|←|⇐|⟸|--?(?!>)|#|\/\/|∵|%|\[|\(|\{|;|:|∎|□|■|q\.?e\.?d|quod erat)[^\n]*)?$/;
/** Bold, code marks and dollars around a fact. */
const MARKUP = /(?<![a-z0-9])[*`$]{1,3}|[*`$]{1,3}(?![a-z0-9])/g;
const COLUMN =
  /^(?:(?:the|new|derived|proved|proven|inferred|deduced|resulting|proof|final|established|next|obtained|ground) )*(?:facts?|claims?|conclusions?|concludes?|derive[sd]|derivations?|deductions?|deduced|inferences?|inferred|results?|statements?|atoms?|formulas?|literals?|proves|proofs?|proved|proven|steps?|lines?|relations?|predicates?|names?|consequences?|consequents?|follows|what follows|propositions?|assertions?|lemmas?|answer|head)(?: (?:facts?|steps?|lines?|statements?|derived|proved|proven|established|reached|inferred|obtained|names?|in order))*$/;
/** What ends a proof. */
const SHOWN =
  /(?:which|as|what) (?:was|had) to be (?:proved|proven|shown|demonstrated)|(?:as|which is what)(?: was)? (?:required|desired|wanted|we wanted(?: to (?:show|prove))?)(?= *[.!∎)]*$)|quod erat demonstrandum/;
const END = new RegExp(`^\\(?(?:q\\.?e\\.?d\\.?|∎|□|■|proved|done|${SHOWN.source})\\)?[.!]?$`);
/** Below a line and further in than it: what it is from. */
const FURTHER_IN = /^[ \t]{1,32}[-*+•◦▪][ \t]{1,8}(?=[a-z*`"])/;
const QUOTED = /^(["'])([^"']{1,256})\1[,.;]?$/;

/** Of fences around single lines, and rules between them. */
const FENCE = /^(?:`{3,16}[a-z]{0,16}|~{3,16}[a-z]{0,16}|-{3,64}|\*{3,64}|_{3,64})$/;

const KEYS = {
  step: /^(?:fact|claim|conclusion|concludes?|derived|derives|derivation|result|statement|atom|formula|proves|step|line|relation|predicate|name)$/,
  remark:
    /^(?:rules?|by|from|premises?|justification|reason|why|because|substitution|bindings?|with|using|uses|notes?|comment|remark|explanation|depends_on|inputs|antecedents?|body|parents|given|facts)$/,
};

/** Relation and constants of each line by their names, or why the answer is no proof. */
export type ReadProof =
  | { readonly valid: true; readonly lines: readonly (readonly [string, string, string])[] }
  | { readonly valid: false; readonly reason: ProofFailure; readonly line: number };

/** Why an answer is no proof. */
export type ProofFailure = "empty_proof" | "too_many_lines" | "bad_line" | "line_taken_back" | "lines_out_of_order";

/**
 * Reads a proof line by line: `name(a, b)`, with bullets or numbers or "by rule 2:" before it and a remark behind it ("by
 * rule 2", `[1, 2]`, `<- other(a, c)`), several on a line with commas between them, or behind what they follow from
 * (`other(a, c) -> name(a, b)`, `since other(a, c), name(a, b)`); also `name a b`, as a JSON list or a table, with a heading or a closing "QED". Remarks say nothing,
 * unless they take the line back; numbers that put the lines into another order make it no proof. Letters in either case.
 */
export function readProof(answer: string, relations: ReadonlySet<string>): ReadProof {
  if (hasRefusedFence(answer)) return fail("bad_line", 1);
  const columns = { head: COLUMN, begins: (word: string) => relations.has(word) };
  const told = rowsAsLines(withoutChecks(announcedAnswer(answer.toLowerCase())), columns);
  const text = withReasons(objectsAsCalls(objectsAsLines(withoutName(told), KEYS)));
  const all = listLines(/^[[{]/.test(text) ? listedItems(text) : text)
    .map((line) => line.replace(QUOTED, "$2"))
    .filter((line) => !END.test(line) && !FENCE.test(line));
  const lines = all.filter((line) => !isRemark(line));
  if (lines.length === 0) return fail("empty_proof", 0);
  if (lines.length > MOST_LINES) return fail("too_many_lines", lines.length);
  if (all.length - lines.length > MOST_LINES) return fail("bad_line", 0);
  const read: [string, string, string][] = [];
  const places: (number | null)[] = [];
  const remarks: PlacedRemark[] = [];
  let takenBack = all.filter(isRemark).some(isTakenBack) ? 0 : -1;
  for (const given of all) {
    const line = given.replace(MARKUP, "").trim();
    if (isRemark(given)) {
      remarks.push({ remark: line, before: places.length, isOwnLine: true });
      continue;
    }
    const said = claimsOf(line);
    if (said === null) return fail("bad_line", read.length + 1);
    if (takenBack === -1 && isTakenBack(withoutOtherRules(said.remark, line))) takenBack = read.length + 1;
    read.push(...said.claims);
    places.push(placeOf(line) ?? (NUMBER.test(line) ? parseInt(line, 10) : null));
    if (said.remark !== "") remarks.push({ remark: said.remark, before: places.length, isOwnLine: false });
  }
  if (takenBack !== -1) return fail("line_taken_back", takenBack);
  if (isOutOfOrder(places) || isAnotherOrder(remarks, places)) return fail("lines_out_of_order", 0);
  return { valid: true, lines: read };
}

/** A remark one and all, or nothing but the number of the line below. */
function isRemark(line: string): boolean {
  return isRemarkLine(line) || isPlaceLine(line.replace(MARKUP, "").trim());
}

function isTakenBack(remark: string): boolean {
  const told = remark.replace(SHOWN, "x");
  return takesBack(told) || isUnproved(told);
}

/** Lines with bullets further in than the line above, which say no fact themselves, as remarks behind that. */
function withReasons(text: string): string {
  if (!/\n[ \t]+[-*+•◦▪]/.test(text) || !text.split("\n").some((line) => /^\S/.test(line))) return text;
  const lines: string[] = [];
  let isBelowFact = false;
  for (const line of text.split("\n")) {
    const bullet = FURTHER_IN.exec(line)?.[0];
    const said = bullet === undefined ? "" : line.slice(bullet.length).replace(MARKUP, "");
    const isReason = isBelowFact && said !== "" && claimsOf(said) === null;
    if (isReason) lines.push(" # ", said);
    else if (lines.length === 0) lines.push(line);
    else lines.push("\n", line);
    if (!isReason) isBelowFact = line.trim() !== "" && !isRemark(line.trim());
  }
  return lines.join("");
}

function fail(reason: ProofFailure, line: number): ReadProof {
  return { valid: false, reason, line };
}

/** What a line says and what is remarked behind it; `null` where it is no line of a proof. */
function claimsOf(line: string): { readonly claims: [string, string, string][]; readonly remark: string } | null {
  const bare = withoutPlace(line).replace(NUMBER, "");
  const said = withoutLead(withoutLead(bare).replace(SINCE, "").replace(CONNECTIVE, "").replace(CONNECTIVE, ""))
    .replace(PREMISES, "")
    .replace(SINCE, "")
    .replace(BARE, "$1($2, $3)");
  const found = CLAIMS.exec(said)?.[0];
  const remark = said.slice(found?.length);
  if (found === undefined || !REMARK.test(remark)) return null;
  const claims = Array.from(found.matchAll(new RegExp(FACT, "g")), ([fact]) => {
    const [relation = "", first = "", second = ""] = fact.match(/[a-z]+/g) ?? [];
    return [relation, first, second] as [string, string, string];
  });
  return { claims, remark };
}
