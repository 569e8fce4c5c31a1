/** What the columns of a table are called whose rows are steps or lines, beside those that hold the answer. */
export const OF_WORDS = /^(?:args?|arguments?|params?|parameters?|objects?|constants?|terms?)$/;
export const OF_WORD =
  /^(?:(?:arg|argument|param|parameter|object|obj|constant|term)[ _-]?#?(\d)|\??([a-z])|(first|second|third|fourth) (?:arg|argument|parameter|object|constant|term))$/;
/** Somewhere in what a column of remarks is called: it says of the answer why, from what and to what end. */
const OF_REMARKS =
  /\b(?:why|reasons?|reasoning|rationale|notes?|remarks?|comments?|explanations?|justifications?|effects?|preconditions?|precond|requires?|requirements?|needs|results?|resulting|outcomes?|states?|changes?|adds?|deletes?|status|ok|valid|checks?|checked|rules?|from|because|costs?|duration|time|purpose|description|meaning|what|how|substitutions?|bindings?|instantiation|premises?|conditions?|used|uses|using|by|via|depends|dependenc(?:y|ies)|sources?|references?|refs?|parents?|inputs?|antecedents?|body|given|goals?|facts|types?|holds|after|before|true|unifier|details?)\b/;
/** A column of numbers under one of these says no order. */
const OF_FIGURES =
  /^lines$|\b(?:costs?|duration|length|rules?|by|from|because|premises?|depends|dependenc(?:y|ies)|uses?|used|using|justifications?|reasons?|sources?|references?|refs?|parents?|inputs?|antecedents?|facts?|goals?|count|depth|level|states?|notes?|remarks?|comments?)\b/;
/** What stands there would be another answer, or this one is none. */
const OF_OTHERS =
  /\b(?:instead|alternatives?|alternatively|or|options?|not|wrong|corrections?|corrected|replac\w*|better|rather|should|amended|revised|rejected|discarded)\b/;

/** What a head says, in lower case and without marks. */
export function headOf(cell: string): string {
  return cell
    .toLowerCase()
    .replace(/[*`"'_]/g, " ")
    .replace(/[/&+()[\]]/g, " ")
    .replace(/[:.?]+\s*$/, "")
    .replace(/\s+/g, " ")
    .trim();
}

/** True for a head under which reasons, effects, rules or the like stand. */
export function isOfRemarks(head: string): boolean {
  return OF_REMARKS.test(head);
}

/** True for a head under which a number is no place in an order. */
export function isOfFigures(head: string): boolean {
  return OF_FIGURES.test(head);
}

export function isOfOthers(head: string): boolean {
  return OF_OTHERS.test(head);
}
